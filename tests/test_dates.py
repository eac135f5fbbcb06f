"""Partial dates mean exactly the days that they may mean."""

import calendar
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.dates import bounds, first_days, known_days, last_days, precision
from tests import plain

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
WRITINGS = {
    "year": lambda day: f"{day.year}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day:%Y-%m}",
    "day": lambda day: f"{day:%Y-%m-%d}",
}


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "quarter"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quarter"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "month"),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), "day"),
        ("0001", date(1, 1, 1), date(1, 12, 31), "year"),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), "year"),
    ],
)
def test_a_partial_date_means_its_days_and_keeps_its_precision(text: str, first: date, last: date, kind: str) -> None:
    assert bounds(text) == (first, last)
    assert precision(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2026 ", " 2026", "2026\n", "26", "20260", "2026-", "2026-Q0", "2026-Q5", "2026-q1", "2026-00",
        "2026-13", "2026-2", "2026-02-30", "2025-02-29", "2026-04-31",
        "2026-01-00", "2026-01-1", "2026-Q1-01", "0000", "-2026",
        "01.02.2026", "2026/02", "heute", "２０２６", "٢٠٢٦", "2026-02-01T00:00", "<script>", "{{ 7*191 }}",
    ],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        bounds(text)


@given(day=DAYS, kind=st.sampled_from(sorted(WRITINGS)))
def test_every_day_lies_within_what_its_coarser_writing_means(day: date, kind: str) -> None:
    text = WRITINGS[kind](day)
    first, last = bounds(text)
    assert first <= day <= last
    assert precision(text) == kind
    assert (first, last) == plain.span(text)
    assert WRITINGS[kind](first) == WRITINGS[kind](last) == text
    assert WRITINGS[kind](first - timedelta(1)) != text
    assert WRITINGS[kind](last + timedelta(1)) != text


@given(st.text(max_size=12))
def test_no_text_makes_bounds_fail_in_another_way(text: str) -> None:
    try:
        first, last = bounds(text)
    except ValueError:
        return
    assert first <= last
    assert precision(text) in WRITINGS


@settings(max_examples=50)
@given(st.lists(st.none() | DAYS.map(WRITINGS["month"]) | DAYS.map(WRITINGS["quarter"]), max_size=8))
def test_columns_hold_the_same_days_and_missing_dates_stay_missing(texts: list[str | None]) -> None:
    column = pd.Series(texts, dtype="str")
    for side, days in enumerate((first_days(column), last_days(column))):
        assert days.dtype == "datetime64[s]"
        assert [None if pd.isna(day) else day.date() for day in days] == [t and bounds(t)[side] for t in texts]


def test_a_column_keeps_its_index() -> None:
    column = pd.Series(["2026", None], index=["b", "a"], dtype="str")
    assert list(first_days(column).index) == ["b", "a"]


def test_a_month_ends_on_its_last_day() -> None:
    for month in range(1, 13):
        assert bounds(f"2023-{month:02}")[1].day == calendar.monthrange(2023, month)[1]


@given(day=DAYS, kind=st.sampled_from(sorted(WRITINGS)), published=DAYS)
def test_a_date_is_known_from_its_last_day_yet_not_later_than_the_publication(
    day: date, kind: str, published: date
) -> None:
    text = WRITINGS[kind](day)
    (known,) = known_days(pd.Series([text], dtype="str"), published)
    assert known.date() == plain.known_from(text, published)


def test_without_a_date_it_is_known_from_the_publication() -> None:
    assert known_days(pd.Series([None], dtype="str"), date(2026, 6, 30))[0] == pd.Timestamp(2026, 6, 30)
    assert known_days(pd.Series([], dtype="str"), date(2026, 6, 30)).empty
