"""The registry of pages, and the addresses of views.

A new page is one line in PAGES, its file in pages/, and the texts `page.<key>.title` and
`page.<key>.description` in both catalogues; tests fail if one of them is missing.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from figures.texts import LANGUAGES, Texts
from roadmap_model.selection import Selection


@dataclass(frozen=True)
class PageSpec:
    """A page: key for texts, file in pages/, path in the URL, and whether it stands in the navigation."""

    key: str
    file: str
    path: str
    listed: bool = True


PAGES = (
    PageSpec("overview", "overview.py", ""),
    PageSpec("map", "map.py", "karte"),
    PageSpec("timeline", "timeline.py", "zeitachse"),
    PageSpec("action_fields", "action_fields.py", "handlungsfelder"),
    PageSpec("projects", "projects.py", "projekte"),
    PageSpec("network", "network.py", "akteure"),
    PageSpec("indicators", "indicators.py", "indikatoren"),
    PageSpec("changes", "changes.py", "aenderungen"),
    PageSpec("about", "about.py", "daten"),
    PageSpec("storyboard", "storyboard.py", "drehbuch", listed=False),
    PageSpec("stage", "stage.py", "praesentation", listed=False),
    PageSpec("notes", "notes.py", "notizen", listed=False),
)
BY_KEY: Mapping[str, PageSpec] = {page.key: page for page in PAGES}
BY_PATH: Mapping[str, PageSpec] = {page.path: page for page in PAGES}


def navigation_bar(texts: Texts, hidden: bool = False) -> st.Page:
    """Draw the top navigation, unless it is to be hidden; returns the page to run."""
    return st.navigation([copy(page) for page in _pages(texts)], position="hidden" if hidden else "top")


@lru_cache(maxsize=4)
def _pages(texts: Texts) -> tuple[st.Page, ...]:
    """Made once: looking for their files would take a twentieth of every run.

    Streamlit notes in a page whether it may run, so each run has copies.
    """
    return tuple(
        st.Page(
            page.file,
            title=texts(f"page.{page.key}.title"),
            url_path=page.path or None,
            default=not page.path,
            help=texts(f"page.{page.key}.description"),
            visibility="visible" if page.listed else "hidden",
        )
        for page in PAGES
    )


def query(selection: Selection, language: str, **extra: str) -> dict[str, str]:
    """URL parameters of a view: selection, what the page adds, then the language if not German."""
    tail = {} if language == LANGUAGES[0] else {"lang": language}
    return selection.to_query() | {key: value for key, value in extra.items() if value} | tail


def href(page: str, selection: Selection, language: str, **extra: str) -> str:
    """Address of a view, relative to the app's root folder, so that it holds under any base path."""
    encoded = urlencode(query(selection, language, **extra), safe=",")
    return (BY_KEY[page].path or "./") + (f"?{encoded}" if encoded else "")


def split(address: str) -> tuple[PageSpec | None, dict[str, str]]:
    """Page and parameters of an address as `href` writes it; None for a page that does not exist."""
    parts = urlsplit(address)
    return BY_PATH.get(parts.path.removeprefix("./").strip("/")), dict(parse_qsl(parts.query))
