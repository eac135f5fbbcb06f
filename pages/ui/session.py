"""What this visitor looks at: language, selection and page parameters, all read from the URL."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from figures.names import names
from figures.texts import LANGUAGES, Texts, texts
from pages.ui import navigation, stage_address, stories
from pages.ui.stage_address import Stage
from roadmap_model import clock, live
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import PARAMETERS, Rejected, Selection, from_query

KEPT = "kept_query"  # the selection of the last run, for the navigation bar, which drops it
PATH = "path"  # of the page that this session is on; callbacks run before the page is known again
# Parts of the page of organisations that were `ansicht` in addresses published before it meant the stage alone.
FORMER_PARTS = ("gruppen", "synergien")
PLAYED = "played_day"  # of the time lapse; not in the URL, whose history would fill with its steps


@dataclass(frozen=True)
class View:
    """One run of one visitor. Equal views look the same, so what is drawn of them can be kept.

    `extra` holds the URL parameters that belong to pages, not to the selection; `contact` is the
    operator's address for reports of errors.
    """

    roadmap: Roadmap
    texts: Texts
    selection: Selection
    rejected: tuple[Rejected, ...]
    today: date
    extra: tuple[tuple[str, str], ...] = ()
    contact: str = ""

    @property
    def language(self) -> str:
        return self.texts.language

    @property
    def portfolio(self) -> Portfolio:
        return portfolio(self.roadmap, self.selection, self.today)

    @property
    def whole(self) -> Portfolio:
        return self.portfolio.whole

    def href(self, page: str, selection: Selection | None = None, **extra: str) -> str:
        """Address of a page with this view's selection or another one."""
        return navigation.href(page, selection or self.selection, self.language, **extra)

    def parameter(self, name: str) -> str:
        """A parameter that the page owns, such as `projekt`; empty if absent."""
        return dict(self.extra).get(name, "")

    def name(self, parameter: str, code: str) -> str:
        """What a code of the selection is called."""
        return names(self.roadmap, self.texts)[parameter, code]


def words() -> Texts:
    """The texts of the language that the URL asks for; German if it asks for none or for another."""
    asked = st.query_params.get("lang")
    return texts(asked if asked in LANGUAGES else LANGUAGES[0])


def enter(path: str) -> None:
    """Remember the path of the page that is about to be drawn."""
    st.session_state[PATH] = path


def on(path: str) -> bool:
    """Whether this session is on a page."""
    return bool(st.session_state.get(PATH) == path)


def stage() -> Stage | None:
    """What the URL puts on stage; None for an ordinary page."""
    return stage_address.resolve(
        st.session_state.get(PATH, ""), st.query_params.to_dict(), stories.find(words().language)
    )


def current() -> View:
    """The view that the URL asks for, on the data in service now."""
    query = st.query_params.to_dict()
    shown = stage()
    view = view_of(dict(shown.query) if shown else query, query.get("lang", LANGUAGES[0]))
    day = played_day()
    return replace(view, selection=view.selection.with_(as_of=day)) if day else view


def view_of(query: Mapping[str, str], asked: str) -> View:
    """The view of a page's parameters in the language that is asked for."""
    roadmap, today, query = live.current(), clock.today(), _renamed(query)
    selection, rejected = from_query(query, roadmap, today)
    if asked not in LANGUAGES:
        rejected += (Rejected("lang", asked, LANGUAGES),)
    for name, only in stage_address.ON_STAGE.items():
        if query.get(name) not in (None, "", only):
            rejected += (Rejected(name, query[name], (only,)),)
    extra = tuple((key, value) for key, value in sorted(query.items()) if key not in (*PARAMETERS, "lang"))
    return View(roadmap, words(), selection, rejected, today, extra, os.environ.get("ROADMAP_CONTACT", ""))


def _renamed(query: Mapping[str, str]) -> Mapping[str, str]:
    part = query.get("ansicht")
    if part not in FORMER_PARTS:
        return query
    return {"teil": part} | {name: text for name, text in query.items() if name != "ansicht"}


def theme() -> str:
    """`light` or `dark`, as the browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"


def in_language(language: str) -> str:
    """Address of this very view in another language: same page, selection and page parameters."""
    query = {key: value for key, value in (st.query_params.to_dict() | _played()).items() if key != "lang"}
    if language != LANGUAGES[0]:
        query["lang"] = language
    return "?" + urlencode(query, safe=",")


def keep_selection() -> None:
    """Carry selection and language over a click in the navigation bar, which empties the query.

    A step back or forward in the browser's history may lead to an empty query as well, and means it.
    """
    page, asked, context = st.context.url, st.query_params.to_dict(), get_script_run_ctx()
    stepped = context is not None and context.is_history_navigation
    moved = st.session_state.get("kept_page") not in (None, page)
    kept = st.session_state.get(KEPT, {}) | _played()
    if moved:
        play(None)
    if moved and not asked and kept and not stepped:
        st.query_params.update(kept)
    else:
        st.session_state[KEPT] = {k: v for k, v in asked.items() if k in PARAMETERS or k == "lang"}
    st.session_state["kept_page"] = page


def leave_selection() -> None:
    """Before a followed link: its address alone tells what to show, even if it has no parameter."""
    st.session_state[KEPT] = {}
    play(None)


def played_day() -> date | None:
    """The day that the time lapse shows; none unless it plays."""
    day: date | None = st.session_state.get(PLAYED)
    return day


def play(day: date | None) -> None:
    """Show every part of the page on a day without a step in the browser's history; none ends it."""
    st.session_state[PLAYED] = day


def _played() -> dict[str, str]:
    """The day of the time lapse as the URL has it, for a way that leads out of it."""
    day = played_day()
    return {"stand": day.isoformat()} if day else {}


def change(selection: Selection, *drop: str) -> None:
    """Put a selection into the URL, keeping language and page parameters except those to drop; ends a time lapse."""
    play(None)
    query, shown = st.query_params.to_dict(), stage()
    if shown:
        language = {name: text for name, text in query.items() if name == "lang"}
        query = dict(shown.query) | shown.kept | language
    others = {key: value for key, value in query.items() if key not in PARAMETERS and key not in drop}
    st.query_params.from_dict(selection.to_query() | others)
    st.session_state[KEPT] = selection.to_query() | {k: v for k, v in others.items() if k == "lang"}
