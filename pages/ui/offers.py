"""What can be done with the view on screen: keep it as a step, put it on stage, show it on another website."""

from functools import lru_cache

import streamlit as st

from figures.html import Html, render
from pages.ui import embed, stage_shell, storyboard_capture
from pages.ui.navigation import PageSpec
from pages.ui.session import View


def draw(view: View, page: PageSpec) -> None:
    """One row below the page."""
    with st.container(key="offers", horizontal=True):
        steps, taken = storyboard_capture.draw(view, page)
        st.html(_html(view, page, st.context.url or "", steps, taken))


@lru_cache(maxsize=256)
def _html(view: View, page: PageSpec, here: str, steps: int, taken: bool) -> Html:
    return render(
        "offers.html",
        view.texts,
        stage=stage_shell.way(view, page),
        storyboard=view.href("storyboard"),
        steps=steps,
        taken=taken,
        snippet=embed.snippet(view, page, here) if embed.offered(view, page) else "",
    )
