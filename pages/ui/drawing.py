"""Parts of pages as HTML, kept for views that come again."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from figures.html import Html, render
from pages.ui.paging import asked_whole
from pages.ui.session import View


def draw(template: str, content: Callable[[View], dict[str, Any]], view: View) -> None:
    """Put the template onto the page, filled with what `content` says of the view."""
    if asked_whole(view):  # a list in one is too large to be kept for every selection
        st.html(render(template, view.texts, **content(view)))
    else:
        st.html(_html(template, content, view))


def prepare(template: str, content: Callable[[View], dict[str, Any]], view: View) -> None:
    """Keep what `draw` will need."""
    _html(template, content, view)


@lru_cache(maxsize=256)
def _html(template: str, content: Callable[[View], dict[str, Any]], view: View) -> Html:
    return render(template, view.texts, **content(view))
