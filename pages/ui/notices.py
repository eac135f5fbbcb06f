"""What the reader must know before the page: dropped URL values, a view of the past, nothing found."""

from collections.abc import Callable

import streamlit as st

from pages.ui import session
from pages.ui.markdown import escape
from pages.ui.session import View
from roadmap_model.selection import Rejected

MANY = 8  # more allowed values than this are not listed in a notice


def draw(view: View) -> None:
    """Notices above the page, each in words."""
    t = view.texts
    for rejected in view.rejected:
        st.warning(sentence(view, rejected))
    if view.selection.as_of:
        with st.container(horizontal=True, vertical_alignment="center", key="past"):
            st.info(t("past.shown", date=t.day(view.portfolio.day)))
            st.button(t("past.back"), key="to_present", on_click=_to_present)


def nothing_found(view: View) -> None:
    """The empty state: says what happened and how to go on."""
    st.info(empty_words(view))


def empty_words(view: View) -> str:
    """Why there is nothing to see."""
    return view.texts("empty.selection") if view.selection.restricts else view.texts("empty.day")


def unknown(view: View, parameter: str, value: str, allowed: tuple[str, ...]) -> None:
    """A value that the page's own parameter does not know."""
    st.warning(sentence(view, Rejected(parameter, value, allowed)))


def _to_present() -> None:
    session.change(session.current().selection.with_(as_of=None))


def sentence(view: View, rejected: Rejected, written: Callable[[str], str] = escape) -> str:
    """What was dropped and what would be allowed, `written` as the place needs it."""
    t = view.texts
    value, parameter = written(rejected.value[:60]), written(rejected.parameter)
    if rejected.parameter == "stand":
        return t("rejected.day", value=value, first=rejected.allowed[0], last=rejected.allowed[1])
    allowed = written(", ".join(rejected.allowed)) if len(rejected.allowed) <= MANY else ""
    key = "rejected.value" if allowed else "rejected.unknown"
    return t(key, value=value, parameter=parameter, allowed=allowed)
