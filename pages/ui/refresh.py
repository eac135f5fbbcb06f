"""New data and a new day reach a page that nobody touches, such as one on a wall screen."""

import streamlit as st

from pages.ui.session import View
from roadmap_model import clock, live

SECONDS = 5  # between two looks; each is a rerun of this part of the page alone


def outdated(view: View) -> bool:
    """Whether other data are in service than the view shows, or another day has begun."""
    return live.current() is not view.roadmap or clock.today() != view.today


def watch(view: View) -> None:
    """Draw the whole page again once its view is outdated."""

    @st.fragment(run_every=SECONDS)
    def look() -> None:
        if outdated(view):
            st.rerun()

    look()
