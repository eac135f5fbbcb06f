"""When a page that nobody touches is drawn again."""

from datetime import timedelta

import pytest

from figures.texts import texts
from pages.ui.refresh import outdated
from pages.ui.session import View
from roadmap_model import clock, live
from roadmap_model.selection import Selection


@pytest.fixture
def view(live_region, today, monkeypatch):
    monkeypatch.setattr(live, "_served", live_region)
    monkeypatch.setattr(clock, "today", lambda: today)
    return View(live.current(), texts("de"), Selection(), (), today)


def test_a_view_of_the_data_in_service_and_of_today_is_left_alone(view):
    assert not outdated(view)


def test_a_view_of_earlier_data_is_drawn_again(view, published, monkeypatch):
    monkeypatch.setattr(live, "current", lambda: published)
    assert outdated(view)


def test_a_view_of_yesterday_is_drawn_again(view, today, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=1))
    assert outdated(view)
