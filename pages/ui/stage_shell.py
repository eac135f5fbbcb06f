"""Everything around a view on stage: title and sentence above it, one slim bar below it."""

from typing import Any
from urllib.parse import unquote, urlencode, urljoin, urlsplit

import streamlit as st

from figures.html import render
from figures.qr import qr_code
from figures.shortening import shorten
from pages.ui import navigation, paging, selection_bar, stage_keys, stage_map, stage_preparation, stage_views
from pages.ui.markdown import escape
from pages.ui.navigation import PageSpec
from pages.ui.notices import sentence
from pages.ui.session import View
from pages.ui.stage_address import ON_STAGE, Stage
from roadmap_model.selection import Selection
from roadmap_model.views import OWN, PROJECT, rejected_by

# Page and its own parameters; what is not among them is left behind.
KEPT = OWN | {"akteure": (*OWN["akteure"], paging.PART)}
LONGEST = 200  # characters of a parameter that is worth keeping


def draw(view: View, stage: Stage, page: st.Page) -> None:
    """The stage; a page without a rendering of its own is shown as it is, in larger type."""
    spec = navigation.BY_PATH[stage.path]
    rendering = stage_views.RENDERINGS.get(spec.key)
    said = above(view, stage, spec)
    if said["title"]:
        st.set_page_config(page_title=f"{said['title']} · {view.texts('app.title')}")
    with st.container(key="stage_keys_frame"):
        stage_keys.connect(stage, said["title"])
    with st.container(key="stage_top"):
        st.html(render("stage_top.html", view.texts, **said))
    if ground := stage_preparation.next_map(stage, view):
        with st.container(key="stage_ground"):
            stage_map.draw(ground, shown=ground is view)
    if ground is not view:
        with st.container(key="stage_view" if rendering else "stage_page"):
            if rendering:
                rendering.draw(view)
            else:
                if said["wrong"]:
                    st.warning(escape(said["wrong"]))
                page.run()
    with st.container(key="stage_bar", horizontal=True, vertical_alignment="center"):
        st.html(render("stage_bar.html", view.texts, **below(view, stage, spec)))
        selection_bar.compact(view)
    stage_preparation.next_step(stage, view.language)


def way(view: View, spec: PageSpec) -> str:
    """Address that puts the view on screen on stage."""
    return address(view, spec, **ON_STAGE)


def above(view: View, stage: Stage, spec: PageSpec) -> dict[str, Any]:
    """Values of stage_top.html: what the step says, else the message of the page."""
    step, rendering = stage.step, stage_views.RENDERINGS.get(spec.key)
    if step and not stage.elsewhere:
        # What somebody has chosen differs from what the sentence says.
        own = (rendering.headline(view), rendering.sentence(view)) if rendering and stage.free else (step.sentence,)
        title, said = step.title, " · ".join(filter(None, own))
    else:
        title, said = (rendering.headline(view), rendering.sentence(view)) if rendering else ("", "")
        said = said or view.texts("app.title")
    wrong = _wrong(view, spec)
    here = _here(view, stage, spec)
    return {
        "title": shorten(title, 140),
        "sentence": shorten(wrong or said, 200) if rendering else "",
        "wrong": wrong,
        "address": shorten(_read(here), 160),
        "code": qr_code(here),
    }


def below(view: View, stage: Stage, spec: PageSpec) -> dict[str, Any]:
    """Values of stage_bar.html: where in the story we are, and the ways on."""
    story, number = stage.story, stage.number

    def at(place: int, page: str = "stage") -> str:
        return navigation.href(page, Selection(), view.language, **stage.place(place))

    last = len(story.steps) if story else 0
    turn = 1 if stage.seconds else 0  # a story that runs by itself begins again
    return {
        "stand": view.texts.short_day(view.portfolio.day),
        "past": view.selection.as_of is not None,
        "address": _read(_here(view, stage, spec)),
        "number": number,
        "steps": last,
        "percent": 100 * number // last if last else 0,
        "previous": at(number - 1) if number > 1 else "",
        "following": at(number + 1) if number < last else at(1) if turn and story else "",
        "first": at(1) if story else "",
        "last": at(last) if story else "",
        "back": at(number) if story and stage.free else "",
        "leave": address(view, spec),
        "notes": at(number, "notes") if story else "",
        "seconds": stage.stay,
    }


def address(view: View, spec: PageSpec, **more: str) -> str:
    """The ordinary page with what is shown on stage."""
    own = {name: view.parameter(name) for name in KEPT.get(spec.path, ()) if len(view.parameter(name)) < LONGEST}
    if own.get(PROJECT) not in view.portfolio.everything.index:
        own.pop(PROJECT, None)
    return view.href(spec.key, **own | more)


def _wrong(view: View, spec: PageSpec) -> str:
    """The first value in the address that means nothing, in words; empty without one."""
    own = rejected_by(spec.path, dict(view.extra), view.portfolio)
    for rejected in (*view.rejected, *own):
        return sentence(view, rejected, str)
    project = view.parameter(PROJECT) if PROJECT in KEPT.get(spec.path, ()) else ""
    known = not project or project in view.portfolio.everything.index
    return "" if known else view.texts("sheet.unknown", id=project[:60])


def _here(view: View, stage: Stage, spec: PageSpec) -> str:
    """Where everybody in the room finds the very view: the step, or the page with what somebody has chosen."""
    step = stage.story.short(stage.number) if stage.story and not stage.free else ""
    language = navigation.query(Selection(), view.language)
    shared = step + (f"?{urlencode(language)}" if language else "") if step else address(view, spec)
    return urljoin(st.context.url or "", shared)


def _read(address: str) -> str:
    """An address as people read it to each other."""
    parts = urlsplit(address)
    return unquote(parts.netloc + (f"{parts.path}?{parts.query}" if parts.query else parts.path.rstrip("/")))
