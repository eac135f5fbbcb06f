"""Stepping the map through the quarters: by hand with a slider, or by itself."""

from datetime import date, timedelta

import streamlit as st

from pages.ui import session
from pages.ui.session import View

QUARTERS = 32  # how far back the slider reaches
SECONDS = 1.2  # between two quarters


def quarters(today: date) -> list[date]:
    """The last days of the past quarters, oldest first, then today."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    ends = []
    for _ in range(QUARTERS):
        ends.append(first - timedelta(days=1))
        year, month = (first.year, first.month - 3) if first.month > 3 else (first.year - 1, 10)
        first = date(year, month, 1)
    return [*reversed(ends), today]


def draw(view: View) -> None:
    """The slider and the button that starts the time lapse; while it plays, the day and a button to stop it."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="playback"):
        if session.played_day():
            _playing(view)
        else:
            _controls(view)


def _controls(view: View) -> None:
    t, days = view.texts, quarters(view.today)
    chosen = view.portfolio.day
    if chosen not in days:
        days = sorted({*days, chosen})
    st.session_state["choose_quarter"] = chosen
    st.button(t("playback.play"), key="play", on_click=_start)
    st.select_slider(
        t("playback.day"), days, key="choose_quarter", format_func=t.short_day, on_change=_chosen, width="stretch"
    )


def _playing(view: View) -> None:
    days, shown = quarters(view.today), view.portfolio.day
    st.button(view.texts("playback.stop"), key="stop", on_click=_stop)
    passed = sum(day <= shown for day in days)
    st.progress(passed / len(days), text=view.texts("playback.shown", day=view.texts.day(shown)))
    fresh = True

    @st.fragment(run_every=SECONDS)
    def step() -> None:
        """Runs with the page first, then by itself: only then is it time for the next quarter."""
        nonlocal fresh
        if fresh:
            fresh = False
        else:
            session.play(_next(shown, view.today))
            st.rerun()

    step()


def _next(shown: date, today: date) -> date | None:
    """The end of the next quarter; none after the last one, when today is shown."""
    return next((day for day in quarters(today) if shown < day < today), None)


def _start() -> None:
    """From the day on screen to today; from the beginning if it is today already."""
    view = session.current()
    session.change(view.selection.with_(as_of=None))
    session.play(_next(view.selection.as_of or date.min, view.today) or quarters(view.today)[0])


def _stop() -> None:
    session.change(session.current().selection)


def _chosen() -> None:
    """The day becomes the as-of date of every page; today needs none."""
    view, day = session.current(), st.session_state["choose_quarter"]
    session.change(view.selection.with_(as_of=None if day >= view.today else day))
