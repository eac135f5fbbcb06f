"""The one selection, drawn once by the frame: a slim row of filters, the result count, a reset."""

import streamlit as st

from pages.ui import session
from pages.ui.markdown import escape
from pages.ui.session import View
from roadmap_model.selection import EARLIEST_DAY, Selection, clean_text, vocabulary

# URL parameter and field of Selection, for the filters that have a button of their own.
MAIN = {"feld": "action_fields", "thema": "topics", "phase": "phases"}
FURTHER = {"lage": "healths", "aktualitaet": "freshness", "umfang": "scales", "ziel": "goals"}


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
        st.session_state["choose_text"] = selection.text
        st.text_input(
            t("selection.text"), key="choose_text", placeholder=t("selection.text.hint"), max_chars=100,
            label_visibility="collapsed", width=210, on_change=_apply, args=("text",),
        )  # fmt: skip
        found, everything = len(view.portfolio.projects), len(view.portfolio.everything)
        if selection.restricts:
            st.markdown(t("selection.found", found=found, n=everything), width="content")
            st.button(t("selection.reset"), key="reset", type="tertiary", on_click=_reset)
        else:
            st.markdown(t("count.projects", n=everything), width="content")


def _label(view: View, name: str, count: int) -> str:
    label = view.texts(f"selection.{name}")
    return f"**{label} · {count}**" if count else label


def _pills(view: View, parameter: str, name: str) -> None:
    key = f"choose_{name}"
    st.session_state[key] = list(getattr(view.selection, name))
    st.pills(
        view.texts(f"selection.{name}"), vocabulary(view.roadmap)[parameter], key=key,
        selection_mode="multi", on_change=_apply, args=(name,),
        format_func=lambda code: escape(view.name(parameter, code)),
    )  # fmt: skip


def _places(view: View) -> None:
    st.session_state["choose_places"] = list(view.selection.places)
    st.multiselect(
        view.texts("selection.places"), vocabulary(view.roadmap)["ort"], key="choose_places",
        placeholder=view.texts("selection.places.hint"), on_change=_apply, args=("places",),
        format_func=lambda place: view.name("ort", place), width=300,
    )  # fmt: skip


def _organisation(view: View) -> None:
    st.session_state["choose_organisation"] = view.selection.organisation or None
    st.selectbox(
        view.texts("selection.organisation"), vocabulary(view.roadmap)["akteur"], index=None, key="choose_organisation",
        placeholder=view.texts("selection.organisation.hint"), on_change=_apply,
        args=("organisation",), format_func=lambda id_: view.name("akteur", id_), width=300,
    )  # fmt: skip


def _as_of(view: View) -> None:
    st.session_state["choose_as_of"] = view.selection.as_of
    st.date_input(
        view.texts("selection.as_of"), value=None, key="choose_as_of", min_value=EARLIEST_DAY,
        max_value=view.today, format="DD.MM.YYYY" if view.language == "de" else "DD/MM/YYYY",
        help=view.texts("selection.as_of.help"), on_change=_apply, args=("as_of",), width=300,
    )  # fmt: skip


def _apply(name: str) -> None:
    """Callback of a widget: its value becomes part of the selection in the URL."""
    value = st.session_state[f"choose_{name}"]
    if name == "text":
        value = clean_text(value)
    elif name == "organisation":
        value = value or ""
    session.change(session.current().selection.with_(**{name: value}), "seite")


def _reset() -> None:
    view = session.current()
    session.change(Selection(as_of=view.selection.as_of), "seite")
