"""A folded group on the timeline: its phase mix as columns over time, its milestones below them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from figures.charts import escape
from figures.palette import PHASE
from figures.texts import Texts
from figures.timeline_drawing import Drawing
from figures.timeline_words import milestone_words
from roadmap_model.horizon import Horizon, middle
from roadmap_model.records import records
from roadmap_model.roadmap import PHASES
from roadmap_model.timeline import SHOWN

SINGLE = 12  # more milestones than this within the horizon are counted per year
COLUMNS, LEAST = 70, 12  # pixels of the highest column, and of the lowest group
LINE, COUNTED = 20, 26  # pixels of a line of diamonds, and of one with numbers
LONG = 100  # numbers from here on do not fit into a diamond
LINES = {"erreicht": 0, "geplant": 0, "ueberfaellig": 1, "entfallen": 2}
CLOSE = 0.016  # share of the horizon within which two diamonds would touch


@dataclass(frozen=True)
class Diamond:
    """One milestone, or as many as `number` says, in a line below the columns."""

    line: int
    first: np.datetime64
    stop: np.datetime64
    at: np.datetime64
    shown: str
    words: str
    number: int


def diamonds(
    inside: pd.DataFrame, rows: pd.DataFrame, names: pd.Series, horizon: Horizon, day: np.datetime64, texts: Texts
) -> list[Diamond]:
    """Milestones of a group that may lie within the horizon: one by one if few, else counted per year.

    `inside` are those of the group as in `group_milestones`, `rows` are all; `names` those of the projects.
    """
    first, stop = (inside[name].to_numpy("M8[D]") for name in ("first_day", "last_day"))
    visible = (first < horizon.stop) & (stop >= horizon.first)
    if visible.sum() <= SINGLE:
        return _single(rows.iloc[inside["row"].to_numpy()[visible]], names, horizon, texts)
    return _counted(stop[visible], inside["shown"].cat.codes.to_numpy()[visible], horizon, day, texts)


def _single(inside: pd.DataFrame, names: pd.Series, horizon: Horizon, texts: Texts) -> list[Diamond]:
    found: list[Diamond] = []
    free: list[np.datetime64] = []  # the moment from which each line is free
    near = (horizon.stop - horizon.first).astype("m8[m]") * CLOSE
    for row in records(inside):
        first, stop = np.datetime64(row["first_day"], "D"), np.datetime64(row["last_day"], "D") + 1
        since, until = max(first, horizon.first), min(stop, horizon.stop)
        at = middle(since, until)
        line = next((n for n, moment in enumerate(free) if moment <= min(since, at - near)), len(free))
        free[line : line + 1] = [max(until.astype("M8[m]"), at + near)]
        words = f"<b>{escape(names[row['project']])}</b><br>{escape(milestone_words(row, texts))}"
        found.append(Diamond(line, since, until, at, row["shown"], words, 0))
    return found


def _counted(last: np.ndarray, shown: np.ndarray, horizon: Horizon, day: np.datetime64, texts: Texts) -> list[Diamond]:
    years = horizon.years
    year = np.searchsorted(years, last, side="right") - 1
    counts = np.bincount(year * len(SHOWN) + shown, minlength=len(SHOWN) * len(years)).reshape(-1, len(SHOWN))
    found = []
    lines = sorted({LINES[SHOWN[state]] for state in np.unique(shown)})
    for n, state in zip(*counts.nonzero(), strict=True):
        kind, number = SHOWN[state], int(counts[n, state])
        since, until = max(years[n], horizon.first), min(years[n + 1], horizon.stop)
        # What is past lies left of the day's line, what is still to come right of it.
        if since <= day < until:
            since, until = (day, until) if kind == "geplant" else (since, day)
        words = texts(
            "timeline.hover.milestones",
            when=_year(years[n], horizon, texts), n=number, state=texts(f"milestone.{kind}"),
        )  # fmt: skip
        line = lines.index(LINES[kind])
        found.append(Diamond(line, since, until, middle(since, until), kind, escape(words), number))
    return found


def _year(first: np.datetime64, horizon: Horizon, texts: Texts) -> str:
    year = str(first.astype("M8[Y]"))
    return texts("timeline.decade", year=year) if horizon.unit == "decade" else year


def height(scale: float, highest: int, marks: list[Diamond]) -> tuple[int, int]:
    """Pixels of a group's columns and of its lines of diamonds."""
    lines = max((mark.line + 1 for mark in marks), default=0)
    return max(LEAST, round(scale * highest)), lines * _line(marks) + 6


def _line(marks: list[Diamond]) -> int:
    return COUNTED if any(mark.number for mark in marks) else LINE


def draw_columns(
    drawing: Drawing, history: dict[str, list[int]], base: int, scale: float, ends: np.ndarray,
    target: str, words: Callable[[date, int, str], str],
) -> None:  # fmt: skip
    """Stacked columns, one per period, standing on `base`; nothing is drawn after the day."""
    starts = drawing.horizon.edges[: len(ends)]
    for n, (start, end) in enumerate(zip(starts, ends, strict=True)):
        gap = (drawing.horizon.edges[n + 1] - start).astype("m8[m]") // 24
        top = float(base)
        for phase in reversed(PHASES):
            count = history[phase][n]
            if not count:
                continue
            size = scale * count
            drawing.box(
                start.astype("M8[m]") + gap, (end + 1).astype("M8[m]") - gap, top - size / 2, size, PHASE[phase],
                escape(words(end.astype(object), count, phase)), target, drawing.colours["outline"],
                phase == "verstetigt",
            )  # fmt: skip
            top -= size


def draw_diamonds(drawing: Drawing, marks: list[Diamond], top: int, target: str, texts: Texts) -> None:
    """Diamonds in lines below the columns."""
    for mark in marks:
        y = top + _line(marks) * mark.line + 11
        if mark.number:
            number = texts.number(mark.number)
            drawing.milestone(mark.at, y, mark.shown, mark.words, target, number, mark.number < LONG)
        else:
            drawing.span(mark.first, mark.stop, y)
            drawing.milestone(mark.at, y, mark.shown, mark.words, target)
