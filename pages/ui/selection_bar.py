"""The one selection, drawn once by the frame: a slim row of filters, the result count, a reset."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from figures.html import Html, render
from figures.selection_words import restrictions
from figures.texts import Texts
from pages.ui import browser, drawing, navigation, session
from pages.ui.markdown import escape
from pages.ui.paging import PART
from pages.ui.session import View
from roadmap_model.selection import EARLIEST_DAY, Selection, clean_text, vocabulary

# URL parameter and field of Selection, for the filters that have a button of their own.
MAIN = {"feld": "action_fields", "thema": "topics", "phase": "phases"}
ON_STAGE = {"feld": "action_fields", "thema": "topics"}
FURTHER = {"lage": "healths", "aktualitaet": "freshness", "umfang": "scales", "ziel": "goals"}
SHOWN = "filters_shown"  # name of a filter to the version of its widget and the value that it shows


def draw(view: View) -> None:
    """The bar. Widgets mirror the URL; a change goes into the URL, which the next run reads."""
    with st.container(key="selection", horizontal=True, vertical_alignment="center"):
        with st.container(key="filters", horizontal=True, vertical_alignment="center", width="content"):
            for parameter, name in MAIN.items():
                with _popover(view, name):
                    if _opened(view, name):
                        _pills(view, parameter, name)
            with _popover(view, "places"):
                if _opened(view, "places"):
                    _places(view)
            with _popover(view, "further"):
                if _opened(view, "further"):
                    for parameter, name in FURTHER.items():
                        _pills(view, parameter, name)
                    _organisation(view)
                    _as_of(view)
            _text(view)
        drawing.draw("selection.html", chosen, view)


def compact(view: View) -> None:
    """What is asked for most often, behind one button: for the stage."""
    with _popover(view, "compact"):
        if _opened(view, "compact"):
            for parameter, name in ON_STAGE.items():
                _pills(view, parameter, name)
            _places(view)
            _as_of(view)


def chosen(view: View) -> dict[str, Any]:
    """Values of selection.html: how many projects are found, every filter in words, and the ways out of it."""
    nothing = Selection()

    def without(*fields: str) -> str:
        others = view.selection.with_(**{field: getattr(nothing, field) for field in fields})
        # Not by keyword: a visitor's parameters may have any name.
        extra = {name: text for name, text in view.extra if name != PART}
        return "?" + urlencode(others.to_query() | extra | navigation.query(nothing, view.language), safe=",")

    filters = restrictions(view)
    return {
        "found": len(view.portfolio.projects),
        "total": len(view.portfolio.everything),
        "filters": [(filter_.label, ", ".join(filter_.names), without(filter_.field)) for filter_ in filters],
        "reset": without(*(filter_.field for filter_ in filters)),
    }


def _popover(view: View, name: str) -> DeltaGenerator:
    return st.popover(view.texts(f"selection.{name}"), key=f"{browser.OPENS}{name}")


def _opened(view: View, name: str) -> bool:
    """Whether the filter is to be drawn: the one that was opened last. The others keep its place until then.

    All of them together would take a third of every run.
    """
    if browser.opened() == name:
        return True
    st.html(_html(view.texts))
    return False


@lru_cache(maxsize=4)
def _html(texts: Texts) -> Html:
    return render("selection_wait.html", texts)


def _pills(view: View, parameter: str, name: str) -> None:
    key = _key(view.selection, name)
    st.pills(
        view.texts(f"selection.{name}"), vocabulary(view.roadmap)[parameter], key=key,
        selection_mode="multi", on_change=_apply, args=(name, key),
        format_func=lambda code: escape(view.name(parameter, code)),
    )  # fmt: skip


def _places(view: View) -> None:
    key = _key(view.selection, "places")
    st.multiselect(
        view.texts("selection.places"), vocabulary(view.roadmap)["ort"], key=key,
        placeholder=view.texts("selection.places.hint"), on_change=_apply, args=("places", key),
        format_func=lambda place: view.name("ort", place), select_all=False, width=300,
    )  # fmt: skip


def _text(view: View) -> None:
    t, key = view.texts, _key(view.selection, "text")
    st.text_input(
        t("selection.text"), key=key, placeholder=t("selection.text.hint"), max_chars=100,
        label_visibility="collapsed", width=210, on_change=_apply, args=("text", key),
    )  # fmt: skip


def _organisation(view: View) -> None:
    key = _key(view.selection, "organisation")
    st.selectbox(
        view.texts("selection.organisation"), vocabulary(view.roadmap)["akteur"], index=None, key=key,
        placeholder=view.texts("selection.organisation.hint"), on_change=_apply,
        args=("organisation", key), format_func=lambda id_: view.name("akteur", id_), width=300,
    )  # fmt: skip


def _as_of(view: View) -> None:
    key = _key(view.selection, "as_of")
    st.date_input(
        view.texts("selection.as_of"), value=None, key=key, min_value=EARLIEST_DAY,
        max_value=view.today, format="DD.MM.YYYY" if view.language == "de" else "DD/MM/YYYY",
        help=view.texts("selection.as_of.help"), on_change=_apply, args=("as_of", key), width=300,
    )  # fmt: skip


def _key(selection: Selection, name: str) -> str:
    """Key of the widget of a filter, with the filter's value put into it.

    A value that has not come from the widget makes a new one: of a widget in a closed popover the
    browser knows the old value only, and sends that again as if it had just been chosen.
    """
    shown, value = st.session_state.setdefault(SHOWN, {}), _value(selection, name)
    version, last = shown.get(name, (0, value))
    if last != value:
        version += 1
    shown[name] = version, value
    key = _named(name, version)
    st.session_state[key] = value
    return key


def _named(name: str, version: int) -> str:
    return f"choose_{name}_{version}" if version else f"choose_{name}"


def _value(selection: Selection, name: str) -> Any:
    """A field of the selection as its widget has it."""
    value = getattr(selection, name)
    if name == "organisation":
        return value or None
    return list(value) if isinstance(value, tuple) else value


def _apply(name: str, key: str) -> None:
    """Callback of a widget: its value becomes part of the selection in the URL.

    A widget that has been replaced says nothing any more: the browser may send its value once again
    if the next page is asked for before the new widget has arrived.
    """
    version, _ = st.session_state[SHOWN][name]
    if key != _named(name, version):
        return
    value = st.session_state[key]
    if name == "text":
        value = clean_text(value)
    elif name == "organisation":
        value = value or ""
    selection = session.current().selection.with_(**{name: value})
    st.session_state[SHOWN][name] = version, _value(selection, name)
    session.change(selection, PART)
