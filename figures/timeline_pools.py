"""Counts of milestones side by side on one line; neighbouring years without room for their marks count together."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from figures.charts import escape
from figures.texts import Texts
from figures.timeline_drawing import Drawing
from figures.timeline_groups import LONG, MILESTONES, year_words
from roadmap_model.horizon import Horizon, middle
from roadmap_model.timeline import SHOWN

LINE_END = 0.004  # air between the lines of two pools, as a share of the horizon
NUMBER = 10  # pixels from the middle of a mark to a long number beside it


@dataclass(frozen=True)
class Pool:
    """Milestones in the years (or decades) from `since` to `until`, and the room of their marks.

    The room holds these years, and as much of empty ones beside them as the marks need.
    """

    first: np.datetime64
    stop: np.datetime64
    since: np.datetime64
    until: np.datetime64
    counts: tuple[int, ...]  # in the order of `SHOWN`
    joined: bool = False  # whether the room is more than one year


def pools(last: np.ndarray, shown: np.ndarray, span: Horizon, day: np.datetime64, wide: float) -> list[Pool]:
    """Milestones with the last day that each may mean (within the horizon) and its position in `SHOWN`.

    `wide` is the width of a mark as a share of the horizon. Nothing is counted together across the day.
    """
    years, now = span.years, middle(day, day + 1)
    here = int(np.searchsorted(years, day, side="right")) - 1
    year = np.searchsorted(years, last, side="right") - 1
    after = np.isin(shown, [SHOWN.index(state) for state in MILESTONES.after])
    # The year of the day is two cells: what is past stands left of the day's line, what is to come right of it.
    cell = year + ((year > here) | ((year == here) & after))
    edges = np.insert(years.astype("M8[m]"), here + 1, now)
    edges[0], edges[-1] = span.first, span.stop
    starts = np.insert(years[:-1], here, years[here])
    found = np.bincount(cell * len(SHOWN) + shown, minlength=len(starts) * len(SHOWN)).reshape(-1, len(SHOWN))
    cells = [
        Pool(edges[n], edges[n + 1], starts[n], starts[n], tuple(counts)) for n, counts in enumerate(found.tolist())
    ]
    total = (span.stop - span.first).astype("m8[m]") * wide
    later = _joined(cells[here + 1 :], total)
    if later:  # without enough room right of the day, its marks reach over it
        reach = later[0].first + (later[0].stop - later[0].first) // 2 - _need(later[0], total) // 2
        cells[here] = replace(cells[here], stop=min(now, reach))
    return [*reversed(_joined(cells[here::-1], total)), *later]


def _joined(cells: list[Pool], wide: np.timedelta64) -> list[Pool]:
    """Cells from the day outward, each with as many of the following as its marks need."""
    done: list[Pool] = []
    waiting: Pool | None = None
    for cell in cells:
        if waiting is None and not any(cell.counts):
            continue
        waiting = _sum(waiting, cell) if waiting else cell
        if _fits(waiting, wide):
            done.append(_trimmed(waiting, cell, wide))
            waiting = None
    while waiting and done and not _fits(waiting, wide):
        waiting = _sum(done.pop(), waiting)
    return [*done, waiting] if waiting else done


def _sum(one: Pool, other: Pool) -> Pool:
    left, right = (one, other) if one.first < other.first else (other, one)
    dated = [pool for pool in (left, right) if any(pool.counts)]
    counts = tuple(a + b for a, b in zip(one.counts, other.counts, strict=True))
    return Pool(left.first, right.stop, dated[0].since, dated[-1].until, counts, joined=True)


def _trimmed(pool: Pool, outer: Pool, wide: np.timedelta64) -> Pool:
    """The pool with no more of an empty outer cell than its marks need."""
    if any(outer.counts):
        return pool
    if outer.first == pool.first:
        return replace(pool, first=pool.stop - _need(pool, wide))
    return replace(pool, stop=pool.first + _need(pool, wide))


def _fits(pool: Pool, wide: np.timedelta64) -> bool:
    return bool(_need(pool, wide) <= pool.stop - pool.first)


def _need(pool: Pool, wide: np.timedelta64) -> Any:
    """The room of the marks; a long number stands beside its mark and takes as much again."""
    return wide * sum((n > 0) + (n >= LONG) for n in pool.counts)


def draw(drawing: Drawing, found: list[Pool], y: float, target: str, texts: Texts, name: str = "") -> None:
    """One mark per state, side by side; over several years, a line says which."""
    end = (drawing.horizon.stop - drawing.horizon.first).astype("m8[m]") * LINE_END
    for pool in found:
        if pool.joined:
            drawing.span(pool.first + end, pool.stop - end, y)
        marks: list[tuple[str, int]] = [(state, n) for state, n in zip(SHOWN, pool.counts, strict=True) if n]
        step: Any = (pool.stop - pool.first) / len(marks)
        for place, (state, n) in enumerate(marks):
            at = pool.first + (step * (place + 0.5)).astype("m8[m]")
            said = texts(
                "timeline.hover.milestones",
                when=_when(pool, drawing.horizon, texts), n=n, state=texts(f"milestone.{state}"),
            )  # fmt: skip
            short = texts.number(n) if n < LONG else ""
            drawing.event("milestone", at, y, state, name + escape(said), target, short)
            if not short:
                drawing.note(at, y, texts.number(n), NUMBER)


def _when(pool: Pool, span: Horizon, texts: Texts) -> str:
    first, last = (year_words(start, span, texts) for start in (pool.since, pool.until))
    return first if first == last else texts("timeline.period.between", first=first, last=last)
