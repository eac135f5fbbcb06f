"""Partial dates: a year, quarter, month or day, never made more exact than the source is."""

import calendar
import re
from datetime import date

import pandas as pd

PATTERN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


def bounds(text: str) -> tuple[date, date]:
    """First and last day that a partial date may mean; ValueError if it is none."""
    match = PATTERN.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, quarter, month, day = match.groups()
    if day:
        exact = date(int(year), int(month), int(day))
        return exact, exact
    months = (3 * int(quarter) - 2, 3 * int(quarter)) if quarter else (int(month or 1), int(month or 12))
    first = date(int(year), months[0], 1)
    return first, date(first.year, months[1], calendar.monthrange(first.year, months[1])[1])


def precision(text: str) -> str:
    """`year`, `quarter`, `month` or `day`."""
    return {4: "year", 10: "day"}.get(len(text), "quarter" if "Q" in text else "month")


def first_days(dates: pd.Series) -> pd.Series:
    """First possible day of each partial date; NaT where empty."""
    return _mapped(dates, 0)


def last_days(dates: pd.Series) -> pd.Series:
    """Last possible day of each partial date; NaT where empty."""
    return _mapped(dates, 1)


def known_days(dates: pd.Series, published: date) -> pd.Series:
    """Day from which each partial date counts as known: the last that it may mean.

    What lies before the publication of the data is known by then at the latest, and so is what has no date.
    """
    first, last, release = first_days(dates), last_days(dates), pd.Timestamp(published).as_unit("s")
    return last.where((last <= release) | (first > release), release)


def _mapped(dates: pd.Series, side: int) -> pd.Series:
    known = {text: pd.Timestamp(bounds(text)[side]) for text in dates.dropna().unique()}
    return pd.to_datetime(dates.map(known)).astype("datetime64[s]")
