"""The next step of a story is made ready while this one is on stage, so that it shows at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import plotly.graph_objects as go
import streamlit as st

from pages.ui import navigation, session, stage_keys, stage_views
from pages.ui.session import View
from pages.ui.stage_address import Stage

MAP = "karte"
CHARTED = ("zeitachse", "indikatoren", "akteure")
NOTHING = go.Figure()
FETCHED = 2  # steps ahead for which the large script that draws charts is fetched
# One for all sessions: preparing must not compete with what somebody waits for.
_worker = ThreadPoolExecutor(1, "next-step")
# More steps than these at a time are not made ready: with many stages, theirs would come too late anyway.
WAITING = 4
_places = BoundedSemaphore(WAITING)


def next_step(stage: Stage, language: str) -> None:
    """Fill the caches with the figures of the next step, beside this run, and load what draws them, unseen."""
    if not stage.story:
        return
    with st.container(key="stage_ahead"):
        if any(step.page in CHARTED for step in stage.story.steps[stage.number :][:FETCHED]):
            st.plotly_chart(NOTHING, key="stage_nothing")
        if stage.number < len(stage.story.steps):
            following = stage.at(stage.number + 1)
            view = session.view_of(dict(following.query), language)
            rendering = stage_views.RENDERINGS[navigation.BY_PATH[following.path].key]
            if _places.acquire(blocking=False):
                made = _worker.submit(rendering.prepare, view, session.theme(), stage_keys.scale())
                made.add_done_callback(lambda _: _places.release())


def next_map(stage: Stage, view: View) -> View | None:
    """The view of the map to keep at hand: this one, else that of the next step with a map; None without any."""
    if stage.path == MAP or not stage.story:
        return view if stage.path == MAP else None
    steps = range(1, len(stage.story.steps) + 1)
    ahead = [n for n in (*steps[stage.number :], *steps) if stage.at(n).path == MAP]
    return session.view_of(dict(stage.at(ahead[0]).query), view.language) if ahead else None
