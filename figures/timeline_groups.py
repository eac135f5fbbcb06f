"""A folded group on the timeline: its phase mix as columns over time, milestones and measures below them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from figures.charts import escape
from figures.palette import PHASE
from figures.texts import Texts
from figures.timeline_drawing import Drawing
from roadmap_model.horizon import Horizon, middle
from roadmap_model.measures import SHOWN as PLANNED
from roadmap_model.measures import UNDONE
from roadmap_model.records import Record, records
from roadmap_model.roadmap import PHASES
from roadmap_model.timeline import SHOWN

SINGLE = 12  # more milestones or measures than this within the horizon are counted per year
COLUMNS, LEAST = 70, 12  # pixels of the highest column, and of the lowest group
LINE, COUNTED = 20, 26  # pixels of a line of diamonds, and of one with numbers
LINES = 100  # more than one state can take
LONG = 100  # numbers from here on do not fit into a diamond
CLOSE, CLOSE_COUNTED = 0.027, 0.036  # half the width of a diamond, as a share of the horizon on a phone


@dataclass(frozen=True)
class Kind:
    """What is marked: the line of each state when counted, and the states on either side of the day."""

    code: str
    lines: dict[str, int]
    before: tuple[str, ...]
    after: tuple[str, ...]


MILESTONES = Kind(
    "milestone", dict(zip(SHOWN, (0, 0, 1, 2), strict=True)), ("erreicht", "ueberfaellig", "entfallen"), ("geplant",)
)
MEASURES = Kind("measure", {state: line for line, state in enumerate(PLANNED)}, ("ueberfaellig",), UNDONE)


@dataclass(frozen=True)
class Diamond:
    """One milestone or measure, or as many as `number` says, in a line below the columns."""

    kind: str
    line: int
    first: np.datetime64
    stop: np.datetime64
    at: np.datetime64
    shown: str
    words: str
    number: int


@dataclass
class Lines:
    """Lines one below the other, on which marks keep their distance: `near` is half the width of a mark."""

    near: np.timedelta64
    taken: list[np.datetime64] = field(default_factory=list)  # moments of other marks on the first line
    _free: list[np.datetime64] = field(default_factory=list)  # the moment from which each line is free

    def free(self, since: np.datetime64, at: np.datetime64, until: np.datetime64) -> int:
        """The first line with room for a mark at a moment, amid the days that it may mean; then it is taken."""
        begin, end = min(since, at - self.near), max(until.astype("M8[m]"), at + self.near)
        if not self._free and self.taken:
            self._free.append(begin)
        covered = any(begin < moment + self.near and moment - self.near < end for moment in self.taken)
        line = next(
            (n for n, moment in enumerate(self._free) if moment <= begin and (n or not covered)), len(self._free)
        )
        self._free[line : line + 1] = [end]
        return line

    @property
    def number(self) -> int:
        """How many lines there are."""
        return len(self._free)


def diamonds(
    kind: Kind, inside: pd.DataFrame, rows: pd.DataFrame, words: Callable[[Record], str],
    horizon: Horizon, day: np.datetime64, texts: Texts,
) -> list[Diamond]:  # fmt: skip
    """Milestones or measures of a group that may lie within the horizon: one by one if few, else counted per year.

    `inside` are those of the group with their `row` in `rows`, all of them; `words` says what one is.
    """
    first, stop = (inside[name].to_numpy("M8[D]") for name in ("first_day", "last_day"))
    visible = (first < horizon.stop) & (stop >= horizon.first)
    if visible.sum() <= SINGLE:
        return _single(kind, rows.iloc[inside["row"].to_numpy()[visible]], words, horizon)
    return _counted(kind, stop[visible], inside["shown"].cat.codes.to_numpy()[visible], horizon, day, texts)


def _single(kind: Kind, inside: pd.DataFrame, words: Callable[[Record], str], horizon: Horizon) -> list[Diamond]:
    found: list[Diamond] = []
    lines = Lines((horizon.stop - horizon.first).astype("m8[m]") * CLOSE)
    for row in records(inside):
        first, stop = np.datetime64(row["first_day"], "D"), np.datetime64(row["last_day"], "D") + 1
        since, until = max(first, horizon.first), min(stop, horizon.stop)
        at = middle(since, until)
        found.append(Diamond(kind.code, lines.free(since, at, until), since, until, at, row["shown"], words(row), 0))
    return found


def _counted(
    kind: Kind, last: np.ndarray, shown: np.ndarray, horizon: Horizon, day: np.datetime64, texts: Texts
) -> list[Diamond]:
    years, states = horizon.years, tuple(kind.lines)
    year = np.searchsorted(years, last, side="right") - 1
    counts = np.bincount(year * len(states) + shown, minlength=len(states) * len(years)).reshape(-1, len(states))
    found: list[Diamond] = []
    lines: dict[int, Lines] = {}  # by the line of the state, which takes more where its diamonds are close
    near = (horizon.stop - horizon.first).astype("m8[m]") * CLOSE_COUNTED
    for n, state in sorted(
        zip(*counts.nonzero(), strict=True), key=lambda pair: (pair[0], states[pair[1]] in kind.after)
    ):
        code, number = states[state], int(counts[n, state])
        since, until = max(years[n], horizon.first), min(years[n + 1], horizon.stop)
        # What is past lies left of the day's line, what is still to come right of it.
        if since <= day < until:
            since, until = max(since, day) if code in kind.after else since, day if code in kind.before else until
        when, said = year_words(years[n], horizon, texts), texts(f"{kind.code}.{code}")
        words = texts(f"timeline.hover.{kind.code}s", when=when, n=number, state=said)
        at, which = middle(since, until), kind.lines[code]
        line = lines.setdefault(which, Lines(near)).free(at, at, at)
        found.append(Diamond(kind.code, LINES * which + line, since, until, at, code, escape(words), number))
    used = {line: n for n, line in enumerate(sorted({mark.line for mark in found}))}
    return [replace(mark, line=used[mark.line]) for mark in found]


def year_words(first: np.datetime64, horizon: Horizon, texts: Texts) -> str:
    year = str(first.astype("M8[Y]"))
    return texts("timeline.decade", year=year) if horizon.unit == "decade" else year


def columns_height(scale: float, highest: int) -> int:
    """Pixels of a group's columns."""
    return max(LEAST, round(scale * highest))


def lines_height(marks: list[Diamond]) -> int:
    """Pixels of the lines of one kind of marks."""
    return max((mark.line + 1 for mark in marks), default=0) * _line(marks)


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
    """Diamonds, or the squares of measures, in lines below the columns."""
    for mark in marks:
        y = top + _line(marks) * mark.line + 11
        if mark.number:
            number = texts.number(mark.number)
            drawing.event(mark.kind, mark.at, y, mark.shown, mark.words, target, number, mark.number < LONG)
        else:
            drawing.span(mark.first, mark.stop, y)
            drawing.event(mark.kind, mark.at, y, mark.shown, mark.words, target)
