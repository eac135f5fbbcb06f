"""The one selection, drawn once by the frame: a slim row of filters, the result count, a reset."""

from typing import Any

import streamlit as st

from pages.ui import session
from pages.ui.markdown import escape
from pages.ui.session import View
from roadmap_model.selection import EARLIEST_DAY, Selection, clean_text, vocabulary

# URL parameter and field of Selection, for the filters that have a button of their own.
MAIN = {"feld": "action_fields", "thema": "topics", "phase": "phases"}
ON_STAGE = {"feld": "action_fields", "thema": "topics"}
FURTHER = {"lage": "healths", "aktualitaet": "freshness", "umfang": "scales", "ziel": "goals"}
SHOWN = "filters_shown"  # name of a filter to the version of its widget and the value that it shows


def draw(view: View) -> None:
    """The bar. Widgets mirror the URL; a change goes into the URL, which the next run reads."""
    t, selection = view.texts, view.selection
    with st.container(key="selection", horizontal=True, vertical_alignment="center", gap="small"):
        for parameter, name in MAIN.items():
            chosen = getattr(selection, name)
            with st.popover(_label(view, name, len(chosen)), key=f"open_{name}"):
                _pills(view, parameter, name)
        with st.popover(_label(view, "places", len(selection.places)), key="open_places"):
            _places(view)
        further = sum(bool(getattr(selection, name)) for name in FURTHER.values())
        further += bool(selection.organisation) + bool(selection.as_of)
        with st.popover(_label(view, "further", further), key="open_further"):
            for parameter, name in FURTHER.items():
                _pills(view, parameter, name)
            _organisation(view)
            _as_of(view)
        key = _key(selection, "text")
        st.text_input(
            t("selection.text"), key=key, placeholder=t("selection.text.hint"), max_chars=100,
            label_visibility="collapsed", width=210, on_change=_apply, args=("text", key),
        )  # fmt: skip
        found, everything = len(view.portfolio.projects), len(view.portfolio.everything)
        if selection.restricts:
            st.markdown(t("selection.found", found=found, n=everything), width="content")
            st.button(t("selection.reset"), key="reset", type="tertiary", on_click=_reset)
        else:
            st.markdown(t("count.projects", n=everything), width="content")


def compact(view: View) -> None:
    """What is asked for most often, behind one button: for the stage."""
    t, selection = view.texts, view.selection
    chosen = [getattr(selection, name) for name in (*ON_STAGE.values(), "places", "as_of")]
    n = sum(map(bool, chosen))
    label = t("selection.compact")
    with st.popover(f"**{label} · {n}**" if n else label, key="open_compact"):
        for parameter, name in ON_STAGE.items():
            _pills(view, parameter, name)
        _places(view)
        _as_of(view)


def _label(view: View, name: str, count: int) -> str:
    label = view.texts(f"selection.{name}")
    return f"**{label} · {count}**" if count else label


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
        format_func=lambda place: view.name("ort", place), width=300,
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
    session.change(selection, "seite")


def _reset() -> None:
    view = session.current()
    session.change(Selection(as_of=view.selection.as_of), "seite")
