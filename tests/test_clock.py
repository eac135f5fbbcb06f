"""One place asks for today's date, so that tests, and a view of the past, hold everywhere."""

import ast
from datetime import date
from pathlib import Path

import pytest

from roadmap_model import clock
from tests import sources

NOW = ("today", "now", "utcnow")


def askers(code: str) -> list[str]:
    """Calls in a piece of code that ask the system for the date, other than through our clock."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and node.attr in NOW:
            owner = ast.unparse(node.value)
            if owner.rpartition(".")[2] in ("date", "datetime", "Timestamp", "dt", "pd"):
                found.append(ast.unparse(node))
    return found


@pytest.mark.parametrize("file", sources.code(), ids=sources.name)
def test_only_the_clock_asks_for_the_date(file: Path) -> None:
    found = askers(file.read_text(encoding="utf-8"))
    assert found == (["date.today"] if sources.name(file) == "roadmap_model/clock.py" else [])


@pytest.mark.parametrize(
    "code",
    ["date.today()", "datetime.now()", "datetime.datetime.utcnow()", "pd.Timestamp.now()", "f = dt.date.today"],
)
def test_every_way_of_asking_is_noticed(code: str) -> None:
    assert len(askers(code)) == 1


@pytest.mark.parametrize(
    "code", ["clock.today()", "view.today", "today", "now = 1", "# date.today()", "'date.today()'"]
)
def test_asking_the_clock_is_fine(code: str) -> None:
    assert askers(code) == []


def test_the_clock_says_what_day_it_is() -> None:
    before = date.today()
    assert before <= clock.today() <= date.today()


def test_the_clock_can_be_stopped(frozen_clock: date) -> None:
    assert clock.today() == frozen_clock == date(2026, 6, 30)


def test_nobody_keeps_a_clock_of_their_own() -> None:
    # `from roadmap_model.clock import today` could not be stopped by replacing clock.today.
    keepers = [sources.name(file) for file in sources.code() if "roadmap_model.clock.today" in sources.imports(file)]
    assert keepers == []
