"""New data and a new day reach a page that nobody touches, such as one on a wall screen."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.session import View
from roadmap_model import clock, live

SECONDS = 5  # between two looks; each is a rerun of this part of the page alone


def outdated(view: View) -> bool:
    """Whether other data are in service than the view shows, or another day has begun."""
    return live.current() is not view.roadmap or clock.today() != view.today


def watch(view: View, page: st.Page) -> None:
    """Draw the whole page again once its view is outdated."""
    query, here = st.query_params.to_dict(), _asked_for()

    @st.fragment(run_every=SECONDS)
    def look() -> None:
        if _asked_for() != here:
            # Sent by the browser before it knew of the page that is on now; answering takes that page off the
            # screen, and then there is no place any more for what stood below it: this part must stand above.
            st.switch_page(page, query_params=query)
        if outdated(view):
            st.rerun()

    look()


def _asked_for() -> str:
    """The page that the browser believes to be on."""
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""
