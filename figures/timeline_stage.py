"""The time axis for an audience: a band per group, phases as columns, milestones counted per year below them."""

from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any

import numpy as np
import plotly.graph_objects as go

from figures import timeline_groups as groups
from figures import timeline_pools as pools
from figures.charts import escape
from figures.shortening import shorten
from figures.texts import Texts
from figures.timeline import count, dates, lines, stretch
from figures.timeline_drawing import TOP, Drawing
from figures.timeline_plotly import figure
from figures.timeline_words import Group
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import PHASES
from roadmap_model.timeline import SHOWN, Scope, group_milestones, phase_history

GROUPS = 5  # the largest ones
WIDE, LINES = 25, 2  # characters and lines of a group's name
SIZE = 1.5  # of type, beside an ordinary page's
LEFT, HEIGHT = 205, 277  # pixels of the names, and of the figure, at the size of an ordinary page
MONTHS = 4  # labels of months, whose names are long, that fit beside each other at 1024 pixels
MARK = 0.055  # width of a mark with a number, as a share of the axis at 1024 pixels
DROPPED = SHOWN.index("entfallen")  # the room lacks a mark for what will not come


@dataclass(frozen=True)
class Size:
    """How much larger than on an ordinary page everything is."""

    factor: float

    def __call__(self, pixels: int) -> int:
        return round(self.factor * pixels)


@lru_cache(maxsize=64)
def largest(portfolio: Portfolio, scope: Scope, texts: Texts) -> tuple[Group, ...]:
    """The groups with most projects, in the order of the page."""
    shown = [group for group in lines(portfolio, scope, (0, 0), texts) if group.projects]
    kept = sorted(shown, key=lambda group: -group.projects)[:GROUPS]
    return tuple(group for group in shown if group in kept)


@lru_cache(maxsize=64)
def milestones(portfolio: Portfolio, scope: Scope, texts: Texts) -> tuple[list[pools.Pool], ...]:
    """The counted milestones of each of the largest groups."""
    day, span = np.datetime64(portfolio.day, "D"), stretch(portfolio, scope)
    rows = group_milestones(portfolio, scope.grouping)
    first, last = (rows[name].to_numpy("M8[D]") for name in ("first_day", "last_day"))
    shown, group = rows["shown"].cat.codes.to_numpy(), rows["group"].cat
    inside = (first < span.stop) & (last >= span.first) & (shown != DROPPED)
    codes = np.where(inside, group.codes, -1)
    found = []
    for one in largest(portfolio, scope, texts):
        mine = codes == group.categories.get_loc(one.code)
        found.append(pools.pools(last[mine], shown[mine], span, day, MARK))
    return tuple(found)


@lru_cache(maxsize=64)
def timeline(portfolio: Portfolio, scope: Scope, texts: Texts, theme: str, scale: float) -> go.Figure:
    """The figure; it fills the same room whatever the number of groups."""
    shown, day, span = largest(portfolio, scope, texts), np.datetime64(portfolio.day, "D"), stretch(portfolio, scope)
    drawing, size = Drawing(span, theme), Size(SIZE * scale)
    room = size(HEIGHT) - size(TOP)
    band = room / max(1, len(shown))
    mark, air = size(groups.COUNTED), size(4)
    ends = np.minimum(span.edges[1:] - 1, day)[span.edges[:-1] <= day]
    history: Any = phase_history(portfolio, scope.grouping, ends)
    highest = max([int(history.loc[group.code].sum().max()) for group in shown], default=1)
    per_project = (band - mark - 2 * air) / max(1, highest)
    counted = milestones(portfolio, scope, texts)
    for n, group in enumerate(shown):
        top = n * band
        drawing.rule(top, 1)
        _beside(drawing, top + band / 2, _label(group, texts))
        mix = {phase: history.loc[(group.code, phase)].tolist() for phase in PHASES}
        base = top + band - mark - air / 2
        groups.draw_columns(
            drawing, mix, round(base), per_project, ends, f"offen:{group.code}",
            lambda end, n, phase: count(end, n, phase, portfolio.day, span, texts),
        )  # fmt: skip
        pools.draw(drawing, counted[n], base + mark / 2, "", texts)
    word = "timeline.as_of" if portfolio.selection.as_of else "timeline.today"
    ticks = dates(span, texts, MONTHS) if span.unit == "month" else dates(span, texts)
    drawing.scale(room, ticks, day, texts(word, date=texts.short_day(portfolio.day)))
    return _enlarged(figure(drawing), size)


def _beside(drawing: Drawing, y: float, text: str) -> None:
    """Text in the room left of the time axis."""
    drawing.annotations.append(
        {
            "x": 0, "xref": "paper", "xanchor": "left", "xshift": -LEFT, "y": y, "yanchor": "middle",
            "text": text, "align": "left", "font": {"size": 13, "color": drawing.ink}, "showarrow": False,
        }
    )  # fmt: skip


def _enlarged(made: go.Figure, size: Size) -> go.Figure:
    """Larger type and marks, room for the names, and no dates below, which the room lacks."""
    made.layout.annotations = [one for one in made.layout.annotations if one.yanchor != "top"]
    for one in made.layout.annotations:
        one.font.size = size(one.font.size)
        one.xshift = size(one.xshift) if one.xshift else None
    for trace in made.select_traces(selector={"mode": "markers+text"}):
        fonts, marks = trace.textfont.size, trace.marker.size
        trace.textfont.size = [size(n) for n in fonts] if isinstance(fonts, tuple | list) else size(fonts)
        trace.marker.size = [size(n) for n in marks] if isinstance(marks, tuple | list) else size(marks)
    made.update_xaxes(tickfont_size=size(13), ticklabelstandoff=size(20))
    margin = {"l": size(LEFT), "r": size(8), "t": size(TOP), "b": 0}
    made.update_layout(margin=margin, height=made.layout.yaxis.range[0] + size(TOP))
    return made


def _label(group: Group, texts: Texts) -> str:
    """Name in two lines at most, then the number of projects."""
    name = wrap(shorten(group.name, WIDE * LINES - 8), WIDE) or [""]
    return "<br>".join(f"<b>{escape(line)}</b>" for line in name) + f" · {texts.number(group.projects)}"
