"""Stepping the map through the quarters: by hand with a slider, or by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from pages.ui import session
from pages.ui.session import View

QUARTERS = 32  # how far back the slider reaches
SECONDS = 1.2  # between two quarters
PLAYING, POSITION = "map_playing", "map_quarter"


def quarters(today: date) -> list[date]:
    """The last days of the past quarters, oldest first, then today."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    ends = []
    for _ in range(QUARTERS):
        ends.append(first - timedelta(days=1))
        year, month = (first.year, first.month - 3) if first.month > 3 else (first.year - 1, 10)
        first = date(year, month, 1)
    return [*reversed(ends), today]


def draw(view: View, page: Callable[[View, Callable[[], None]], None]) -> None:
    """The page, which places the controls; while playing, only this part of the app runs, once per quarter.

    Both ways lie in a container at the same place, so that the map keeps its frame and its zoom.
    """
    if st.session_state.get(PLAYING):
        _playing(view, page)
    else:
        with st.container():
            page(view, lambda: _controls(view))


def _controls(view: View) -> None:
    t, days = view.texts, quarters(view.today)
    chosen = view.selection.as_of or view.today
    if chosen not in days:
        days = sorted({*days, chosen})
    st.session_state["choose_quarter"] = chosen
    with st.container(horizontal=True, vertical_alignment="bottom", key="playback"):
        st.button(t("playback.play"), key="play", on_click=_start, args=(view.today,))
        st.select_slider(
            t("playback.day"), days, key="choose_quarter", format_func=t.short_day, on_change=_chosen, width="stretch"
        )


def _playing(view: View, page: Callable[[View, Callable[[], None]], None]) -> None:
    days = quarters(view.today)

    @st.fragment(run_every=SECONDS)
    def step() -> None:
        position = st.session_state[POSITION]
        if not st.session_state[PLAYING] or position >= len(days):
            st.session_state[PLAYING] = False
            st.rerun()
        day = days[position]
        page(replace(view, selection=view.selection.with_(as_of=day)), lambda: _progress(view, days, position))
        st.session_state[POSITION] = position + 1

    step()


def _progress(view: View, days: list[date], position: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="playback"):
        st.button(view.texts("playback.stop"), key="stop", on_click=_stop, args=(days[position], view.today))
        shown = view.texts("playback.shown", day=view.texts.day(days[position]))
        st.progress(position / (len(days) - 1), text=shown)


def _start(today: date) -> None:
    """From the day on screen to today; from the beginning if it is today already."""
    days = quarters(today)
    shown = session.current().selection.as_of or today
    later = [n for n, day in enumerate(days) if day > shown]
    st.session_state[POSITION] = later[0] if later else 0
    st.session_state[PLAYING] = True


def _stop(day: date, today: date) -> None:
    st.session_state[PLAYING] = False
    _show(day, today)


def _chosen() -> None:
    _show(st.session_state["choose_quarter"], session.current().today)


def _show(day: date, today: date) -> None:
    """The day becomes the as-of date of every page; today needs none."""
    session.change(session.current().selection.with_(as_of=None if day >= today else day))
