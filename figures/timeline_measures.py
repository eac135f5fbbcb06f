"""Measures of the action plans on the timeline: rows of open groups, squares below the columns of folded ones."""

import numpy as np
import pandas as pd

from figures.charts import escape
from figures.measure_words import Plan, plan
from figures.texts import Texts
from figures.timeline_drawing import Drawing
from figures.timeline_groups import MEASURES, Diamond, diamonds
from figures.timeline_rows import BAR, LABEL, beyond, shortened
from roadmap_model.horizon import middle
from roadmap_model.measures import SHOWN, group_measures
from roadmap_model.portfolio import Portfolio


def draw(drawing: Drawing, measure: Plan, top: int, texts: Texts) -> None:
    """One row: the title, and a square amid the days on which it may be due."""
    drawing.label(top + LABEL, escape(shortened(measure.title)), 13)
    row, y, target = measure.row, top + BAR, ":".join(measure.opens)
    if not row["due"]:
        return
    first, stop = np.datetime64(row["first_day"], "D"), np.datetime64(row["last_day"], "D") + 1
    if drawing.shows(first, stop):
        since, until = max(first, drawing.horizon.first), min(stop, drawing.horizon.stop)
        drawing.span(since, until, y)
        drawing.event("measure", middle(since, until), y, row["shown"], measure.words, target)
    beyond(drawing, [first, stop - 1], y, measure.words, target, texts)


def squares(
    drawing: Drawing, portfolio: Portfolio, grouping: str, code: str, day: np.datetime64, texts: Texts
) -> list[Diamond]:
    """Those of a folded group: one by one if few, else counted per year."""
    rows = group_measures(portfolio, grouping)
    rows = rows[rows["under"] == code]
    if rows.empty:
        return []
    inside = rows.assign(row=range(len(rows)), shown=pd.Categorical(rows["shown"], categories=SHOWN))
    return diamonds(MEASURES, inside, rows, lambda row: plan(portfolio, row, texts).words, drawing.horizon, day, texts)
