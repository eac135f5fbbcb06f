"""The timeline on stage: folded groups only, the legend in one line or two."""

from typing import Any

import streamlit as st

from figures import timeline_stage
from figures.charts import config
from figures.html import render
from figures.timeline import alternative, headline, lines, stretch
from pages.ui import drawing, session, stage_keys
from pages.ui.session import View
from pages.ui.timeline_content import choice
from roadmap_model.timeline import Scope

STATES = ("erreicht", "geplant", "ueberfaellig")


def draw(view: View) -> None:
    scope = _scope(view)
    if not timeline_stage.largest(view.portfolio, scope, view.texts):
        st.html(render("stage_empty.html", view.texts))
        return
    figure = timeline_stage.timeline(view.portfolio, scope, view.texts, session.theme(), stage_keys.scale())
    shown = timeline_stage.largest(view.portfolio, scope, view.texts)
    message = headline(view.portfolio, view.texts)
    said = alternative(message, shown, stretch(view.portfolio, scope), view.texts)
    with st.container(key="stage_figure"):
        st.plotly_chart(
            figure, key="stage_timeline", alt=said, config=config(view.texts) | {"displayModeBar": False},
            width="stretch", height="stretch",
        )  # fmt: skip
    drawing.draw("stage_timeline.html", legend, view)


def prepare(view: View, theme: str, scale: float) -> None:
    scope = _scope(view)
    timeline_stage.timeline(view.portfolio, scope, view.texts, theme, scale)
    drawing.prepare("stage_timeline.html", legend, view)


def _scope(view: View) -> Scope:
    chosen = choice(view).scope
    return Scope(chosen.grouping, chosen.horizon, ())


def legend(view: View) -> dict[str, Any]:
    """Values of stage_timeline.html."""
    scope = _scope(view)
    groups = timeline_stage.largest(view.portfolio, scope, view.texts)
    phases, states = (
        {code for group in groups for code, _ in getattr(group, name)} for name in ("phases", "milestones")
    )
    everything = lines(view.portfolio, scope, (0, 0), view.texts)
    return {
        "phases": [phase for phase in view.portfolio.phase_counts.index if phase in phases],
        "states": [state for state in STATES if state in states],
        "joined": any(
            pool.joined for row in timeline_stage.milestones(view.portfolio, scope, view.texts) for pool in row
        ),
        "more": sum(group.projects > 0 for group in everything) - len(groups),
    }
