"""Two days from an address: always in order, within the roadmap's time, with defaults from the data."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.load import load
from roadmap_model.period import Period, from_query, last_meeting, presets
from roadmap_model.selection import EARLIEST_DAY
from tests import region

TODAY = date(2026, 6, 30)
AUTUMN = date(2025, 10, 15)  # the last meeting of the fictional region


@pytest.fixture(scope="module")
def without_meetings(tmp_path_factory):
    return load(region.write(tmp_path_factory.mktemp("quiet") / "data", lambda rows: rows["meetings"].clear()))


def test_without_days_the_period_is_the_time_since_the_last_meeting(roadmap):
    asked = from_query({}, roadmap, TODAY)
    assert asked.period == Period(AUTUMN, TODAY)
    assert (asked.given, asked.swapped, asked.rejected) == ({}, False, ())


def test_without_a_meeting_it_starts_with_the_last_full_quarter(without_meetings):
    assert from_query({}, without_meetings, TODAY).period == Period(date(2025, 12, 31), TODAY)
    assert list(presets(without_meetings, TODAY)) == ["quarter", "year"]


def test_an_earlier_end_looks_back_to_the_meeting_before_it(roadmap):
    assert from_query({"bis": "2025-10-01"}, roadmap, TODAY).period.start == date(2025, 4, 1)
    assert from_query({"bis": AUTUMN.isoformat()}, roadmap, TODAY).period.start == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("day", "quarter", "year"),
    [
        (date(2026, 11, 22), ("2026-06-30", "2026-09-30"), ("2024-12-31", "2025-12-31")),
        (date(2026, 1, 1), ("2025-09-30", "2025-12-31"), ("2024-12-31", "2025-12-31")),
        (date(2026, 3, 31), ("2025-09-30", "2025-12-31"), ("2024-12-31", "2025-12-31")),
        (date(2024, 5, 1), ("2023-12-31", "2024-03-31"), ("2022-12-31", "2023-12-31")),
    ],
)
def test_the_last_full_quarter_and_year_are_those_of_the_calendar(roadmap, day, quarter, year):
    offered = presets(roadmap, day)
    assert offered["quarter"] == Period(*map(date.fromisoformat, quarter))
    assert offered["year"] == Period(*map(date.fromisoformat, year))


def test_a_coarse_meeting_counts_from_its_first_and_is_over_after_its_last_day(tmp_path):
    coarse = load(region.write(tmp_path / "data", region.edit("meetings", 1, date="2026-05")))
    assert presets(coarse, date(2026, 6, 1))["meeting"].start == date(2026, 5, 1)
    assert last_meeting(coarse, date(2026, 5, 31))["id"] == "fruehjahr"


def test_reversed_days_are_swapped_and_said_so(roadmap):
    asked = from_query({"von": "2026-06-01", "bis": "2025-06-01"}, roadmap, TODAY)
    assert asked.period == Period(date(2025, 6, 1), date(2026, 6, 1))
    assert asked.swapped
    assert asked.given == asked.period.to_query()


@pytest.mark.parametrize(
    "text",
    ["9999-99-99", "1066-10-14", "2026-07-01", "1999-12-31", "2025-02-30", "gestern", "{{7*7}}", "<b>", "2025", "\x00"],
)
@pytest.mark.parametrize("name", ["von", "bis"])
def test_an_absurd_day_is_dropped_and_named(roadmap, name, text):
    asked = from_query({name: text}, roadmap, TODAY)
    assert asked.period == Period(AUTUMN, TODAY)
    assert [(r.parameter, r.value, r.allowed) for r in asked.rejected] == [
        (name, text.strip(), (EARLIEST_DAY.isoformat(), TODAY.isoformat()))
    ]


def test_the_first_day_of_the_roadmap_can_be_the_end(roadmap):
    asked = from_query({"bis": EARLIEST_DAY.isoformat()}, roadmap, TODAY)
    assert asked.period == Period(EARLIEST_DAY, EARLIEST_DAY)


TEXTS = st.text(max_size=12) | st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(str)


@given(start=TEXTS, end=TEXTS, latest=st.dates(EARLIEST_DAY, date(2030, 1, 1)))
@settings(max_examples=200, deadline=None)
def test_any_address_gives_two_days_in_order_and_its_query_gives_them_again(roadmap, start, end, latest):
    asked = from_query({"von": start, "bis": end}, roadmap, latest)
    assert EARLIEST_DAY <= asked.period.start <= asked.period.end <= latest
    again = from_query(asked.period.to_query(), roadmap, latest)
    assert (again.period, again.swapped, again.rejected) == (asked.period, False, ())


def test_the_published_meetings_are_documented_and_past(published):
    meetings = published["meetings"]
    assert len(meetings)
    assert set(meetings["source"]) <= set(published["sources"]["id"])
    assert max(meetings["date"]) <= published.published.isoformat()
