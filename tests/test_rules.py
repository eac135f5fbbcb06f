"""What no single field can state is checked: tidy texts, the calendar, the log, places, and the views of steps."""

from pathlib import Path

import pytest

from roadmap_model.checks import Finding
from roadmap_model.load import DATA, load
from roadmap_model.tables import read_declaration
from tests import region
from tests.broken import ID, Case, Change, every, expected, found_in, without, wrong
from tests.region import edit

REPORTS, PLACES = "status_reports", "project_places"

CASES: dict[str, Case] = {
    # Texts and numbers
    "an optional text with a space before it": wrong("constraint", "projects", 2, "funding_programme", " EFRE", "EFRE"),
    "a key with a line break": wrong("constraint", "hurdles", 2, "id", "huerde\n", "huerde"),
    # Told once, although its pattern forbids it too
    "a key with a space before it": wrong("constraint", "meetings", 2, "id", " fruehjahr", ID),
    "a name of spaces": wrong("required", "projects", 4, "name_en", "  "),
    "an infinite number": Case(
        edit("indicator_values", 0, value="INF"),
        Finding("type", "indicator_values.csv", 2, "value", "inf", "number"),
    ),
    # The calendar and the log
    "a day that the calendar lacks": wrong("date", "projects", 2, "start_date", "2025-02-31"),
    "a thirteenth month": wrong("date", REPORTS, 5, "reported_on", "2025-13"),
    "month zero": wrong("date", "sources", 2, "published_on", "2025-00"),
    "an end before the beginning": wrong("reversed", "projects", 3, "end_date", "2024-06", "2024-Q3"),
    "a report from the day after the publication": wrong(
        "future", REPORTS, 12, "reported_on", "2026-07-01", "2026-06-30"
    ),
    "a report from the quarter after the publication": wrong(
        "future", REPORTS, 6, "reported_on", "2026-Q3", "2026-06-30"
    ),
    "a health of an idea": wrong("health_phase", REPORTS, 2, "health", "risiko", "idee"),
    "a project without report": Case(
        without(REPORTS, "project", "ulme"), Finding("no_report", "projects.csv", 10, "id", "ulme", f"{REPORTS}.csv")
    ),
    # Places
    "a town at the level of districts": wrong("place_level", PLACES, 2, "level", "kreis"),
    "a town at the level of the region": wrong("place_level", PLACES, 3, "level", "region"),
    "a municipality without a town": wrong("place_level", PLACES, 11, "level", "gemeinde"),
    "a district with a town": Case(
        edit(PLACES, 8, municipality="05901001"), Finding("place_level", f"{PLACES}.csv", 10, "level", "kreis")
    ),
    "a project without place": Case(
        without(PLACES, "project", "ulme"), Finding("no_place", "projects.csv", 10, "id", "ulme", f"{PLACES}.csv")
    ),
    # Storyboards
    "a storyboard without steps": Case(
        without("storyboard_steps", "storyboard", "kurz"),
        Finding("no_step", "storyboards.csv", 3, "id", "kurz", "storyboard_steps.csv"),
    ),
}

found = found_in(CASES)


@pytest.mark.parametrize("case", CASES)
def test_a_broken_rule_is_found_and_named(found: list[Finding], case: str) -> None:
    assert CASES[case].finding in found


def test_many_broken_rules_give_their_findings_in_order_and_no_others(found: list[Finding]) -> None:
    assert found == expected(CASES)


def step(number: int, query: str, kind: str, value: str) -> Case:
    """Another view in a step of the first storyboard."""
    finding = Finding(kind, "storyboard_steps.csv", number + 1, "query", value, f"{number} (rundgang)")
    return Case(edit("storyboard_steps", number - 1, query=query), finding)


# Views are looked at in sound data only.
STEPS: dict[str, Case] = {
    "a step whose view is empty": step(1, "phase=idee&feld=paas", "step_empty", "karte?phase=idee&feld=paas"),
    "a step that groups by nothing": step(2, "gruppe=farbe", "step_value", "gruppe=farbe"),
    "a step with a parameter of another page": step(3, "feld=paas&projekt=ahorn", "step_parameter", "projekt"),
    "a step after the publication": step(4, "stand=2026-07-01", "step_value", "stand=2026-07-01"),
    "a step with a project that nobody lists": step(5, "projekt=nichts", "step_project", "nichts"),
}

found_in_steps = found_in(STEPS)


@pytest.mark.parametrize("case", STEPS)
def test_a_wrong_view_is_found_and_named(found_in_steps: list[Finding], case: str) -> None:
    assert STEPS[case].finding in found_in_steps


def test_many_wrong_views_give_their_findings_in_order_and_no_others(found_in_steps: list[Finding]) -> None:
    assert found_in_steps == expected(STEPS)


def may_be_empty() -> list[str]:
    """Tables that no other one refers to and no rule requires, and the storyboards with their steps."""
    declared = read_declaration(DATA).tables
    needed = {target for table in declared.values() for target in table.references.values()}
    return sorted({*declared, "storyboards"} - (needed - {"storyboards"}) - {REPORTS, PLACES})


GOOD: dict[str, Change] = {
    "dates at the edge of what is allowed": every(
        edit(REPORTS, 11, reported_on="2026-06-30"),
        edit(REPORTS, 10, reported_on="2026"),
        edit("projects", 1, start_date="2027", end_date="2027-01"),
        edit("projects", 0, end_date="2024", start_date=""),
        edit("milestones", 1, date="9999"),
    ),
    "tables that may be empty": every(*(lambda rows, table=table: rows[table].clear() for table in may_be_empty())),
}


@pytest.mark.parametrize("case", GOOD)
def test_data_without_errors_are_loaded(tmp_path: Path, case: str) -> None:
    assert len(load(region.write(tmp_path / "data", GOOD[case])).projects) == 9
