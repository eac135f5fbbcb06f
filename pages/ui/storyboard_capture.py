"""The offer on pages that can be on stage: put this very view into one's own storyboard."""

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from pages.ui.navigation import PageSpec
from pages.ui.session import View
from pages.ui.storyboard_content import view_name
from pages.ui.storyboard_kept import add, own
from roadmap_model.storyboards import MOST_STEPS, Step, limits
from roadmap_model.views import OVERVIEW, OWN, canonical, faults

TAKEN = "storyboard_taken"
MINUTES = 10  # of a storyboard that has just been begun


def draw(view: View, page: PageSpec) -> tuple[int, bool]:
    """A button for a view that shows something; returns how many steps there are and if it has just become one."""
    step, board = _offered(view, page), own()
    steps = len(board.steps) if board else 0
    if not step:
        return 0, False
    st.button(
        view.texts("storyboard.capture"), key="storyboard_capture", on_click=_capture, args=(view, step),
        disabled=steps >= MOST_STEPS,
    )  # fmt: skip
    return steps, bool(st.session_state.pop(TAKEN, False))


@lru_cache(maxsize=256)
def _offered(view: View, page: PageSpec) -> Step | None:
    """The view as a step, if it can be on stage and shows something."""
    if page.path not in OWN:
        return None
    step = captured(view, page)
    return None if faults(step.page, step.query, view.roadmap, view.today) else step


def captured(view: View, page: PageSpec) -> Step:
    """The view on screen as a step; what is said about it is for its author to write."""
    given = view.selection.to_query() | dict(view.extra)
    step = Step("", "", page.path or OVERVIEW, canonical(page.path, given, view.roadmap, view.today), "")
    title = view_name(view, step)[: limits(view.roadmap, "storyboard_steps")["title"]].strip()
    return replace(step, title=title)


def _capture(view: View, step: Step) -> None:
    add(step, view.texts("storyboard.untitled"), MINUTES)
    st.session_state[TAKEN] = True
