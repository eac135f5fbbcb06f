"""Stretches of time that a timeline shows, in whole calendar periods around a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

HORIZONS = ("kurz", "mittel", "lang", "alles")
DEFAULT_HORIZON = "lang"
MANY_YEARS = 60  # beyond them, periods are decades
LAST_YEAR = 9998  # the day after it still has four digits
UNITS = {"month": "M", "quarter": "M", "year": "Y", "decade": "Y"}
LENGTHS = {"month": 1, "quarter": 3, "year": 1, "decade": 10}


@dataclass(frozen=True)
class Horizon:
    """From the first day of `first` up to, not including, `stop`, in periods of one `unit`."""

    first: np.datetime64
    stop: np.datetime64
    unit: str

    @cached_property
    def edges(self) -> np.ndarray:
        """First day of every period, and the day after the last one."""
        code, step = UNITS[self.unit], LENGTHS[self.unit]
        starts = np.arange(self.first.astype(f"M8[{code}]"), self.stop.astype(f"M8[{code}]"), step)
        return np.append(starts.astype("M8[D]"), self.stop)

    @cached_property
    def years(self) -> np.ndarray:
        """First day of every year (decade if the periods are decades) that it touches, and the day after the last."""
        first, stop = self.first.astype("M8[Y]"), (self.stop - 1).astype("M8[Y]") + 1
        return np.append(np.arange(first, stop, 10 if self.unit == "decade" else 1), stop).astype("M8[D]")

    @property
    def last(self) -> date:
        return (self.stop - 1).astype(object)


def horizon(name: str, day: date, dates: pd.DataFrame) -> Horizon:
    """The stretch of that name around a day; `alles` spans the first and last of all `dates` (any columns)."""
    month, year = np.datetime64(day, "M"), np.datetime64(day, "Y")
    if name == "kurz":
        return _months(month - 3, month + 13, "month")
    if name == "mittel":
        return _months(year - 2, year + 3, "quarter")
    if name == "alles":
        known = dates.to_numpy("datetime64[D]").ravel()
        known = np.append(known[~np.isnat(known)], np.datetime64(day, "D")).astype("M8[Y]")
        first, stop = min(known.min(), year - 2), min(max(known.max(), year + 2) + 1, np.datetime64(f"{LAST_YEAR + 1}"))
        if (stop - first).astype(int) <= MANY_YEARS:
            return _months(first, stop, "year")
        since = first.astype(int) + 1970
        return _months(first - since % 10, stop, "decade")
    return _months(year - 8, year + 5, "year")


def _months(first: np.datetime64, stop: np.datetime64, unit: str) -> Horizon:
    return Horizon(first.astype("M8[D]"), stop.astype("M8[D]"), unit)


def middle(first: np.datetime64, stop: np.datetime64) -> np.datetime64:
    """The moment in the middle of two days."""
    return first.astype("M8[m]") + (stop.astype("M8[m]") - first.astype("M8[m]")) // 2
