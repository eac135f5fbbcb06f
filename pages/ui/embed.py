"""Views as widgets on other websites: where they are offered, and the snippet to copy."""

from typing import Any
from urllib.parse import urljoin

import streamlit as st

from figures.html import frame
from pages.ui.navigation import PageSpec
from pages.ui.session import View
from roadmap_model.views import OWN

# Pages that make a widget: height in pixels for a column of some 800 pixels.
HEIGHTS = {"map": 980, "timeline": 900, "action_fields": 1200, "projects": 1200}


def embedded() -> bool:
    """Whether the app is shown within another site, without anything around the page."""
    return bool(st.context.is_embedded)


def offered(view: View, page: PageSpec) -> bool:
    """The map and the timeline, one action field, one project."""
    if page.key == "action_fields":
        return len(view.selection.action_fields) == 1
    if page.key == "projects":
        return view.parameter("projekt") in view.portfolio.everything.index
    return page.key in HEIGHTS


def snippet(view: View, page: PageSpec, here: str) -> str:
    """HTML that shows the view within another page; `here` is the absolute address of this one."""
    name = view.texts(f"page.{page.key}.title")
    if page.key == "action_fields":
        name = view.name("feld", view.selection.action_fields[0])
    elif page.key == "projects":
        name = view.texts.of(view.roadmap.projects.loc[view.parameter("projekt")], "name")
    address = urljoin(here, view.href(page.key, **_own(view, page), embed="true"))
    return frame(address, f"{name} · {view.texts('app.title')}", HEIGHTS[page.key])


def source(view: View, page: PageSpec) -> dict[str, Any]:
    """Values of embed_source.html, the foot of a widget."""
    link = view.href(page.key, **_own(view, page))
    return {"stand": view.texts.day(view.portfolio.day), "link": link}


def _own(view: View, page: PageSpec) -> dict[str, str]:
    return {name: view.parameter(name) for name in OWN.get(page.path, ())}
