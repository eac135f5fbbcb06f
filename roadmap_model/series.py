"""Values of an indicator: which of them may be joined by a line, and which may be compared at all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roadmap_model.dates import bounds, precision

# Population figures changed with each census; which one a later figure rests on depends on when it was published.
CENSUS_2011, CENSUS_2022 = date(2011, 5, 9), date(2022, 5, 15)
PER_INHABITANT = "je Einwohner"


@dataclass(frozen=True)
class Source:
    """Where a value or a target is documented."""

    url: str
    title: str


@dataclass(frozen=True, eq=False)
class Value:
    """One documented value. `town` is its municipality (AGS, name), if it is one of a municipality."""

    period: str
    town: tuple[str, str] | None
    number: float
    qualifier: str
    series_break: bool
    evidence: str
    note: Mapping[str, str]
    source: Source

    @property
    def span(self) -> tuple[date, date]:
        """First and last day of the period."""
        return bounds(self.period)


@dataclass(frozen=True)
class Target:
    """A documented target; the year may be unknown."""

    number: float
    year: int | None
    source: Source | None


@dataclass(frozen=True, eq=False)
class Indicator:
    """An indicator of one territory with the values known on a day, oldest first."""

    id: str
    territory: str
    name: Mapping[str, str]
    unit: Mapping[str, str]
    description: Mapping[str, str]
    action_field: str | None
    goal: str | None
    headline: int | None
    target: Target | None
    values: tuple[Value, ...]

    @property
    def latest(self) -> Value:
        return self.values[-1]

    @property
    def topic(self) -> str:
        """What is measured: the German name without the definition in brackets at its end."""
        return re.sub(r"\s*\([^()]*\)$", "", self.name["de"]).casefold()

    @property
    def towns(self) -> tuple[tuple[str, str] | None, ...]:
        """The municipalities with values, by name; only None for an indicator of a territory as a whole."""
        return tuple(sorted({value.town for value in self.values}, key=lambda town: town[::-1] if town else ("", "")))

    def series(self, town: tuple[str, str] | None) -> tuple[Value, ...]:
        """The values of one municipality, or of the territory as a whole."""
        return tuple(value for value in self.values if value.town == town)


def segments(values: Sequence[Value]) -> list[list[Value]]:
    """The values split where the series breaks: only values within one segment may be compared."""
    parts: list[list[Value]] = []
    for value in values:
        if value.series_break or not parts:
            parts.append([])
        parts[-1].append(value)
    return parts


def runs(segment: Sequence[Value]) -> list[list[Value]]:
    """A segment split where a period is missing: only the values of one run may be joined by a line."""
    parts: list[list[Value]] = []
    for value in segment:
        if not parts or not _follows(parts[-1][-1], value):
            parts.append([])
        parts[-1].append(value)
    return parts


def _follows(earlier: Value, later: Value) -> bool:
    """Whether the later period begins right after the earlier one, both being equally coarse."""
    adjacent = later.span[0] - earlier.span[1] == timedelta(days=1)
    return adjacent and precision(earlier.period) == precision(later.period)


def comparison(indicator: Indicator) -> tuple[Value, ...]:
    """Values of the same period in at least two municipalities, highest first; empty if there are none.

    It is the period with the most municipalities, the newest of these.
    """
    groups: dict[str, dict[tuple[str, str], Value]] = {}
    for value in indicator.values:
        if value.town:
            groups.setdefault(value.period, {})[value.town] = value
    shared = [group for group in groups.values() if len(group) > 1]
    if not shared:
        return ()
    best = max(shared, key=lambda group: (len(group), next(iter(group.values())).span))
    return tuple(sorted(best.values(), key=lambda value: (-value.number, value.town)))


def census(indicator: Indicator, period: str) -> str | None:
    """The census behind a figure per inhabitant: `2011`, `older` or `unclear`; None for other figures."""
    if PER_INHABITANT not in indicator.unit["de"]:
        return None
    first, last = bounds(period)
    if last < CENSUS_2011:
        return "older"
    return "2011" if first >= CENSUS_2011 and last < CENSUS_2022 else "unclear"
