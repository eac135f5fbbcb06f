"""One project on the timeline: term as a track, reported phases as bars, milestones as diamonds."""

import numpy as np

from figures import timeline_pools as pools
from figures.charts import escape
from figures.palette import PHASE, faded
from figures.texts import Texts
from figures.timeline_drawing import Drawing
from figures.timeline_groups import CLOSE, CLOSE_COUNTED, COUNTED, Lines
from figures.timeline_words import Facts, milestone_words, slip_words
from roadmap_model.horizon import Horizon, middle
from roadmap_model.records import Record
from roadmap_model.timeline import SHOWN

ROW, MOVED = 42, 14  # pixels of a row, and more where a milestone was moved
LABEL, BAR = 8, 26  # from its top to the middle of the name, and of the bar
TRACK, ORIGINAL = 11, 21  # from the middle of the bar to that of the term, and of the original plan
BAR_HEIGHT, TRACK_HEIGHT = 13, 4
ASSUMED = 0.4  # strength of a phase that no report confirms
UNCONFIRMED = 0.15  # share of a term that fades before an exact date that is only planned
LINES = 3  # of diamonds in one row; with more, they are counted
BELOW, LINE = 23, 19  # from the bar to the line of diamonds below it, and from line to line
ONLY = 26  # from the bar to the line of counted ones
LONGEST_NAME = 52
OPEN_ENDED = ("planung", "umsetzung")


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def draw(drawing: Drawing, facts: Facts, top: int, day: np.datetime64, texts: Texts) -> int:
    """One row: name, track, bars, what lies beyond the horizon as a triangle at its edge, diamonds; returns its height.

    A diamond that would touch another mark on a phone stands in a line below; beyond `LINES`, they are counted.
    """
    target = f"projekt:{facts.entry.project}"
    name = f"<b>{escape(facts.entry.name)}</b>"
    drawing.label(top + LABEL, escape(shortened(facts.entry.name)), 13, target)
    y, before = top + BAR, len(drawing.marks)
    _track(drawing, facts, y + TRACK, day, name, target, texts)
    _phases(drawing, facts, y, day, name, target, texts)
    beyond(drawing, _known_days(facts), y, name, target, texts)
    taken = [np.datetime64(mark["at"], "m") for mark in drawing.marks[before:]]
    return ROW + _milestones(drawing, facts, y, day, taken, name, target, texts)


def _track(drawing: Drawing, facts: Facts, y: float, day: np.datetime64, name: str, target: str, texts: Texts) -> None:
    """The term: from its start to its end, or to the day while the end is not known."""
    term, colour = facts.term, drawing.colours["track"]
    start, stop = _days(term, "start"), _days(term, "end")
    if start is None and stop is None:
        return
    words = f"{name}<br>{escape(texts('timeline.hover.term', term=facts.entry.term))}"
    last = facts.runs[-1]
    until = np.datetime64(last["last_day"], "D") + 1 if last["final"] else day + 1
    start = start or (np.datetime64(facts.runs[0]["first_day"], "D"),) * 2
    stop = stop or (max(until, start[1]),) * 2
    # Within a coarse or unconfirmed date, the track fades; an exact, confirmed date ends it crisply.
    length = max(stop[1] - start[0], np.timedelta64(1, "D"))
    soft = np.timedelta64(max(1, int(length.astype(int) * UNCONFIRMED)), "D")
    if not term["start_confirmed"] and term["start"] and start[1] - start[0] <= np.timedelta64(1, "D"):
        start = (start[0], start[0] + soft)
    if not term["end_confirmed"] and term["end"] and stop[1] - stop[0] <= np.timedelta64(1, "D"):
        stop = (stop[1] - soft, stop[1])
    if start[1] > stop[0]:
        between = middle(start[0], stop[1])
        start, stop = (start[0], between), (between, stop[1])
    if start[1] - start[0] > np.timedelta64(1, "D"):
        drawing.fade(start[0], start[1], y, TRACK_HEIGHT, colour, words, target, rising=True)
        start = (start[1], start[1])
    drawing.box(start[0], stop[0], y, TRACK_HEIGHT, colour, words, target)
    if stop[1] > stop[0]:
        drawing.fade(stop[0], stop[1], y, TRACK_HEIGHT, colour, words, target, rising=False)


def _days(term: Record, side: str) -> tuple[np.datetime64, np.datetime64] | None:
    """First possible day of a date and the day after the last; None if it is not known."""
    if not term[side]:
        return None
    return np.datetime64(term[f"{side}_first"], "D"), np.datetime64(term[f"{side}_last"], "D") + 1


def _phases(drawing: Drawing, facts: Facts, y: float, day: np.datetime64, name: str, target: str, texts: Texts) -> None:
    """Bars from report to report: soft where the report is coarse, pale since the last one."""
    runs = facts.runs
    since = np.datetime64(runs[0]["first_day"], "D").astype("M8[m]")
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        colour = PHASE[run["phase"]]
        words = f"{name}<br>{escape(_reported(run, texts))}"
        first = max(since, np.datetime64(run["first_day"], "D").astype("M8[m]"))
        coarse = run["first_day"] < run["last_day"]
        certain = (np.datetime64(run["last_day"], "D") + 1).astype("M8[m]") if coarse else first
        stop = np.datetime64(following["first_day"], "D").astype("M8[m]") if following else None
        if stop is not None and stop < certain:  # both reports may mean the same days: each gets a part of them
            certain = stop = since = middle(first, certain)
        if coarse:
            words += f"<br>{escape(texts('timeline.hover.coarse'))}"
        if run["final"]:
            _final(drawing, run, first, certain, y, words, target)
            continue
        hatched = run["phase"] == "verstetigt"
        outline = drawing.colours["outline"]
        if certain > first:
            drawing.fade(first, certain, y, BAR_HEIGHT, colour, words, target, rising=True)
        if stop is not None:
            drawing.box(certain, stop, y, BAR_HEIGHT, colour, words, target, outline, hatched)
            continue
        confirmed = max((np.datetime64(run["confirmed"], "D") + 1).astype("M8[m]"), certain)
        now = (day + 1).astype("M8[m]")
        drawing.box(certain, confirmed, y, BAR_HEIGHT, colour, words, target, outline, hatched)
        pale = f"{words}<br>{escape(texts('timeline.hover.assumed'))}"
        drawing.box(confirmed, now, y, BAR_HEIGHT, faded(colour, ASSUMED), pale, target, faded(outline, 0.5))
        if hatched and not facts.term["end"]:
            drawing.mark(now, y, "triangle-right", 15, colour, outline, pale, target, width=1)
        elif run["phase"] in OPEN_ENDED and not facts.term["end"]:
            drawing.note(now, y, "?", 6)


def _final(
    drawing: Drawing, run: Record, first: np.datetime64, stop: np.datetime64, y: float, words: str, target: str
) -> None:
    """A project ends at a point: a disc, with a line over the days that a coarse report may mean."""
    if stop > first:
        drawing.span(first, stop, y)
    at = middle(first, stop if stop > first else first + np.timedelta64(1, "D"))
    if drawing.shows(at, at + np.timedelta64(1, "D")):
        symbol = "circle" if run["phase"] == "abgeschlossen" else "circle-x"
        drawing.mark(at, y, symbol, 15, PHASE[run["phase"]], drawing.colours["outline"], words, target)


def _reported(run: Record, texts: Texts) -> str:
    phase, since = texts(f"phase.{run['phase']}"), texts.partial(run["reported_on"])
    if run["confirmed_on"] == run["reported_on"]:
        return texts("timeline.hover.reported", phase=phase, since=since)
    return texts("timeline.hover.confirmed", phase=phase, since=since, until=texts.partial(run["confirmed_on"]))


def _milestones(
    drawing: Drawing, facts: Facts, y: float, day: np.datetime64, taken: list[np.datetime64],
    name: str, target: str, texts: Texts,
) -> int:  # fmt: skip
    """Diamonds amid their possible days, the first line on the bar; returns the pixels of what lies below the track.

    Where one was moved, a small hollow one stands at the original plan.
    """
    span = drawing.horizon
    moved = MOVED if any(row["original"] for row in facts.milestones) else 0
    lines = Lines((span.stop - span.first).astype("m8[m]") * CLOSE, taken)
    days = [_within(row, span) for row in facts.milestones]
    placed = [lines.free(since, middle(since, until), until) if since < until else None for since, until in days]
    counted = lines.number > LINES
    for row, (since, until), line in zip(facts.milestones, days, placed, strict=True):
        words = f"{name}<br>{escape(milestone_words(row, texts))}"
        level = y + BELOW + moved + LINE * (line - 1) if line and not counted else y
        if row["original"]:
            _original(drawing, row, level, y + ORIGINAL, words, target, texts)
        if line is not None and not counted:
            drawing.span(since, until, level)
            drawing.event("milestone", middle(since, until), level, row["shown"], words, target)
    if not counted:
        return moved + LINE * max(0, lines.number - 1)
    visible = [row for row, line in zip(facts.milestones, placed, strict=True) if line is not None]
    last = np.array([row["last_day"] for row in visible], dtype="M8[D]")
    shown = np.array([SHOWN.index(row["shown"]) for row in visible])
    found = pools.pools(last, shown, span, day, 2 * CLOSE_COUNTED)
    pools.draw(drawing, found, y + moved + ONLY, target, texts, f"{name}<br>")
    return moved + COUNTED


def _within(milestone: Record, span: Horizon) -> tuple[np.datetime64, np.datetime64]:
    """First possible day of a milestone and the day after the last, cut at the ends of the horizon."""
    first, stop = np.datetime64(milestone["first_day"], "D"), np.datetime64(milestone["last_day"], "D") + 1
    return max(first, span.first), min(stop, span.stop)


def _original(
    drawing: Drawing, milestone: Record, y: float, below: float, words: str, target: str, texts: Texts
) -> None:
    """The first plan of a milestone that stands at `y`, on the height `below`, and the way from it."""
    at = middle(np.datetime64(milestone["first_day"], "D"), np.datetime64(milestone["last_day"], "D") + 1)
    first = np.datetime64(milestone["original_first"], "D")
    stop = np.datetime64(milestone["original_last"], "D") + 1
    was = middle(first, stop)
    if not drawing.shows(min(was, at), max(was, at)):
        return
    drawing.line("moved", [(was, below), (at, below), (at, y)])
    drawing.span(first, stop, below)
    quiet = drawing.colours["quiet"]
    if drawing.shows(first, stop):
        drawing.mark(was, below, "diamond", 9, drawing.ground, quiet, words, target, width=1.2)
    if slip := slip_words(milestone, texts):
        drawing.note(max(was, at), below, escape(slip), 8)


def _known_days(facts: Facts) -> list[np.datetime64]:
    """The days between which something is known of a project."""
    dated = [row[side] for row in facts.milestones for side in ("first_day", "last_day")]
    reported = [run["first_day"] for run in facts.runs]
    return [
        np.datetime64(day, "D") for day in (*dated, *reported, facts.term["start_first"], facts.term["end_last"]) if day
    ]


def beyond(drawing: Drawing, days: list[np.datetime64], y: float, name: str, target: str, texts: Texts) -> None:
    """Triangles at the edges where some of the days lie outside the horizon."""
    quiet = drawing.colours["quiet"]
    if min(days) < drawing.horizon.first:
        words = f"{name}<br>{escape(texts('timeline.hover.before'))}"
        drawing.mark(drawing.horizon.first, y, "triangle-left", 9, quiet, drawing.ground, words, target, width=1)
    if max(days) >= drawing.horizon.stop:
        words = f"{name}<br>{escape(texts('timeline.hover.after'))}"
        drawing.mark(drawing.horizon.stop, y, "triangle-right", 9, quiet, drawing.ground, words, target, width=1)
