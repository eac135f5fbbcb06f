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
    year, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        exact = date(year, month, day)
        return exact, exact
    first_month, last_month = (3 * quarter - 2, 3 * quarter) if quarter else (month or 1, month or 12)
    last_day = calendar.monthrange(year, last_month)[1]
    return date(year, first_month, 1), date(year, last_month, last_day)


def precision(text: str) -> str:
    """`year`, `quarter`, `month` or `day`."""
    return {4: "year", 10: "day"}.get(len(text), "quarter" if "Q" in text else "month")


def first_days(dates: pd.Series) -> pd.Series:
    """First possible day of each partial date; NaT where empty."""
    return _mapped(dates, 0)


def last_days(dates: pd.Series) -> pd.Series:
    """Last possible day of each partial date; NaT where empty."""
    return _mapped(dates, 1)


def _mapped(dates: pd.Series, side: int) -> pd.Series:
    known = {text: pd.Timestamp(bounds(text)[side]) for text in dates.dropna().unique()}
    return pd.to_datetime(dates.map(known)).astype("datetime64[s]")
