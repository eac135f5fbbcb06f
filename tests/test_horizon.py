"""Stretches of time hold the day, whole periods, and nothing beyond four-digit years."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_model.horizon import HORIZONS, LAST_YEAR, horizon, middle

NOTHING = pd.DataFrame()
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def dated(*days: str) -> pd.DataFrame:
    return pd.DataFrame({"day": pd.to_datetime(pd.Series(days, dtype="str")).astype("datetime64[s]")})


@pytest.mark.parametrize(
    ("name", "first", "last", "unit"),
    [
        ("kurz", "2026-08-01", "2027-11-30", "month"),
        ("mittel", "2024-01-01", "2028-12-31", "quarter"),
        ("lang", "2018-01-01", "2030-12-31", "year"),
        ("alles", "2024-01-01", "2028-12-31", "year"),
    ],
)
def test_each_horizon_around_a_day(name: str, first: str, last: str, unit: str) -> None:
    found = horizon(name, date(2026, 11, 22), NOTHING)
    assert (str(found.first), found.last.isoformat(), found.unit) == (first, last, unit)


@given(day=DAYS, name=st.sampled_from(HORIZONS))
def test_every_horizon_holds_its_day_and_whole_periods_without_gaps(day: date, name: str) -> None:
    found = horizon(name, day, NOTHING)
    assert found.first <= np.datetime64(day) < found.stop
    for edges in (found.edges, found.years):
        assert (np.diff(edges) > np.timedelta64(0)).all()
        assert edges[0] <= found.first
        assert edges[-1] >= found.stop
    assert found.edges[0] == found.first
    assert found.edges[-1] == found.stop


@given(day=DAYS)
def test_the_next_twelve_months_are_all_in_the_short_horizon(day: date) -> None:
    assert horizon("kurz", day, NOTHING).last >= (pd.Timestamp(day) + pd.DateOffset(months=12)).date()


def test_the_whole_period_spans_every_date_and_counts_decades_when_it_is_long() -> None:
    short = horizon("alles", date(2026, 1, 1), dated("2003-05-01", "2041-12-31"))
    assert (str(short.first), str(short.last), short.unit) == ("2003-01-01", "2041-12-31", "year")
    long = horizon("alles", date(2026, 1, 1), dated("1876-05-01"))
    assert (str(long.first), str(long.last), long.unit) == ("1870-01-01", "2028-12-31", "decade")
    assert str(long.years[1]) == "1880-01-01"


@pytest.mark.parametrize("days", [("9999-12-31",), ("0001-01-01", "9999-12-31"), (None,)])
def test_absurd_and_missing_dates_stay_within_four_digits(days: tuple[str, ...]) -> None:
    frame = pd.DataFrame({"day": pd.Series([day and pd.Timestamp(day).as_unit("s") for day in days], dtype="M8[s]")})
    found = horizon("alles", date(2026, 1, 1), frame)
    assert found.last.year <= LAST_YEAR
    assert found.first <= np.datetime64("2026-01-01") < found.stop


@given(first=DAYS, days=st.integers(1, 4000))
def test_the_middle_lies_between(first: date, days: int) -> None:
    start = np.datetime64(first)
    assert start < middle(start, start + days) < start + days
