"""Two days to compare: read from the URL, with defaults and presets that the data give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from roadmap_model.dates import bounds
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import EARLIEST_DAY, Rejected, exact_day

PARAMETERS = ("von", "bis")


@dataclass(frozen=True)
class Period:
    """The evenings of two days, the earlier one first; what was reported on `start` is known then."""

    start: date
    end: date

    def to_query(self) -> dict[str, str]:
        return {"von": self.start.isoformat(), "bis": self.end.isoformat()}


@dataclass(frozen=True)
class Asked:
    """What a URL asks for. `given` holds its understood parameters, `swapped` whether they came in reverse."""

    period: Period
    given: Mapping[str, str]
    swapped: bool
    rejected: tuple[Rejected, ...]


def from_query(query: Mapping[str, str], roadmap: Roadmap, latest: date) -> Asked:
    """Read `von` and `bis`; days before the roadmap's time or after `latest` are dropped and returned by name."""
    days: dict[str, date] = {}
    rejected: list[Rejected] = []
    for name in PARAMETERS:
        text = query.get(name, "").strip()
        day = exact_day(text)
        if day and EARLIEST_DAY <= day <= latest:
            days[name] = day
        elif text:
            rejected.append(Rejected(name, text, (EARLIEST_DAY.isoformat(), latest.isoformat())))
    end = days.get("bis", latest)
    start = days.get("von") or _default_start(roadmap, end)
    period = Period(min(start, end), max(start, end))
    given = {name: day for name, day in period.to_query().items() if name in days}
    return Asked(period, given, start > end, tuple(rejected))


def last_meeting(roadmap: Roadmap, day: date) -> dict[str, Any] | None:
    """The last documented meeting of the Alliance before a day, as a row of `meetings`."""
    past = [row for _, row in roadmap["meetings"].iterrows() if bounds(row["date"])[1] < day]
    return dict(max(past, key=lambda row: bounds(row["date"]))) if past else None


def presets(roadmap: Roadmap, day: date) -> dict[str, Period]:
    """Periods that a board asks for: since the last `meeting`, the last full `quarter` and `year`."""
    meeting = last_meeting(roadmap, day)
    since = {"meeting": Period(_evening_of(meeting), day)} if meeting else {}
    quarter = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    before = date(quarter.year - (quarter.month == 1), (quarter.month - 4) % 12 + 1, 1)
    full = {"quarter": _full(before, quarter), "year": _full(date(day.year - 1, 1, 1), date(day.year, 1, 1))}
    return since | {name: period for name, period in full.items() if period.start >= EARLIEST_DAY}


def _full(first: date, following: date) -> Period:
    """All days from the first one up to the one before the following first one."""
    return Period(first - timedelta(1), following - timedelta(1))


def _default_start(roadmap: Roadmap, end: date) -> date:
    """The last meeting, or else the beginning of the last full quarter."""
    offered = presets(roadmap, end)
    return next(iter(offered.values())).start if offered else EARLIEST_DAY


def _evening_of(meeting: Mapping[str, Any]) -> date:
    """The first day that a coarse date may mean: rather show too much since then than too little."""
    return max(bounds(meeting["date"])[0], EARLIEST_DAY)
