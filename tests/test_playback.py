"""The time lapse: every quarter moves the whole page, the address stays, and every way out of it keeps the day."""

from datetime import date

import pytest

from pages.ui import playback
from tests.visit import GERMAN, TODAY, assert_sound, expected, in_service, read, visit

roadmap = in_service()
DAYS = playback.quarters(TODAY)


@pytest.fixture
def playing():
    """The map one step after the start."""
    return visit("map").button("play").click().run()


def test_the_quarters_end_today_and_are_the_last_days_of_march_june_september_and_december():
    assert sorted(set(DAYS)) == DAYS
    assert DAYS[-1] == TODAY
    assert {(day.month, day.day) for day in DAYS[:-1]} == {(3, 31), (6, 30), (9, 30), (12, 31)}


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29), date(2026, 9, 30)], ids=str)
def test_one_quarter_follows_the_other_until_today(today):
    shown, passed = date.min, []
    while following := playback._next(shown, today):
        passed.append(shown := following)
    assert [*passed, today] == playback.quarters(today)


def test_while_it_plays_the_whole_page_shows_the_quarter_and_the_address_stays(playing):
    assert_sound(playing)
    shown = expected({"stand": str(DAYS[0])})
    assert GERMAN("count.projects", n=len(shown.projects)) in read(playing).having("rm-chosen")[0].text
    assert GERMAN("past.shown", date=GERMAN.day(DAYS[0])) in {element.value for element in playing.info}
    assert "stand" not in playing.query_params


def test_links_lead_to_the_day_on_screen(playing):
    links = [link.href for link in read(playing).links if "projekt=" in link.href or "lang=" in link.href]
    assert links
    assert all(f"stand={DAYS[0]}" in href for href in links)


def test_it_begins_after_the_day_on_screen():
    at = visit("map", {"stand": str(DAYS[4])}).button("play").click().run()
    assert GERMAN("past.shown", date=GERMAN.day(DAYS[5])) in {element.value for element in at.info}
    assert "stand" not in at.query_params


def test_stopping_keeps_the_day(playing):
    at = playing.button("stop").click().run()
    assert at.query_params["stand"] == str(DAYS[0])
    assert at.button("play")


def test_a_filter_stops_it_at_the_day_on_screen(playing):
    at = playing.text_input("choose_text").set_value("{{7*7}}<script>").run()
    assert at.query_params["stand"] == str(DAYS[0])
    assert at.button("play")
    assert_sound(at)


def test_the_way_back_to_the_present_ends_it(playing):
    at = playing.button("to_present").click().run()
    assert "stand" not in at.query_params
    assert at.button("play")
