"""The timeline's figure; a click opens a group or a fact sheet."""

import streamlit as st

from figures.charts import config
from figures.timeline import timeline
from pages.ui import navigation, session
from pages.ui.session import View
from pages.ui.timeline_content import Choice, address, opened, toggled


def draw(view: View, chosen: Choice) -> None:
    chart = timeline(view.portfolio, chosen.scope, chosen.part, view.texts, session.theme())
    # A key of its own for every state: a click belongs to the figure that it was made in.
    here = address(view, chosen, opened=",".join(chosen.scope.opened))
    with st.container(key="timeline_frame"):
        event = st.plotly_chart(
            chart.figure, key=f"timeline {here} {chosen.part}", alt=chart.alt, config=config(view.texts),
            width="stretch", on_select="rerun", selection_mode="points",
        )  # fmt: skip
    for point in event["selection"]["points"][:1]:
        _open(view, chosen, str(point.get("customdata", "")))


def _open(view: View, chosen: Choice, target: str) -> None:
    """Follow what was clicked: `projekt:` or `gruppe:` and an id, or `offen:` and the code of a group."""
    kind, _, value = target.partition(":")
    if kind in ("projekt", "gruppe"):
        link = opened(view, kind, value)
    elif kind == "offen":
        link = address(view, chosen, opened=toggled(chosen, value))
    else:
        return
    page, query = navigation.split(link)
    if page:
        st.switch_page(page.file, query_params=query)
