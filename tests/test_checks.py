"""What the declaration says of a cell is checked: its type, what it may hold, that it is there, unique and known."""

from pathlib import Path

import pytest

from roadmap_model import views
from roadmap_model.checks import Finding
from tests import region
from tests.broken import ID, Case, again, every, expected, findings, found_in, wrong

QUERY = "^[a-z]+=[^&=\\s]+(&[a-z]+=[^&=\\s]+)*$"
SCALES = "leuchtturm, vorhaben, initiative"
STEPS = "storyboard_steps"

CASES: dict[str, Case] = {
    # Types
    "a number in words": wrong("type", "municipalities", 2, "population", "viele", "0 …"),
    "a boolean in German": wrong("type", "municipalities", 4, "emscher_lippe", "ja", "true, false"),
    "a number in German": wrong("type", "indicator_values", 2, "value", "1,5", "number"),
    # What a field may hold
    "no number": wrong("constraint", "municipalities", 2, "area_km2", "NaN", "0 …"),
    "a number below the smallest": wrong("constraint", "municipalities", 3, "population", "-1", "0 …"),
    "a number outside a range": wrong("constraint", "indicators", 4, "target_year", "1989", "1990 … 2100"),
    "a code that is not in the list": wrong("constraint", "projects", 5, "scale", "riesig", SCALES),
    "a link that is a script": wrong("constraint", "sources", 2, "url", "javascript:alert(1)", "^https?://.+"),
    "an id with a capital letter": wrong("constraint", "milestones", 2, "id", "Meilenstein-1", ID),
    "a step on a page that cannot be on stage": wrong("constraint", STEPS, 3, "page", "daten", ", ".join(views.PAGES)),
    "a title longer than a stage is wide": wrong("constraint", STEPS, 4, "title_de", "a" * 101, "≤ 100"),
    "a whole address instead of its parameters": wrong("constraint", STEPS, 5, "query", "?feld=paas", QUERY),
    "a German date": wrong("date", "milestones", 3, "date", "31.12.2026"),
    # What must be there, and once
    "a missing name": wrong("required", "projects", 4, "name_en", ""),
    "a missing key": wrong("required", "hurdles", 2, "id", ""),
    "a key given twice": Case(again("meetings"), Finding("duplicate", "meetings.csv", 4, "id", "fruehjahr")),
    "a link given twice": Case(
        again("project_topics"), Finding("duplicate", "project_topics.csv", 9, "project, topic", "ahorn, kunststoffe")
    ),
    "a place in the headline given twice": Case(
        again("indicators", id="zwei"), Finding("duplicate", "indicators.csv", 7, "headline", "1")
    ),
    # What another table must list
    "a source that nobody lists": wrong("reference", "status_reports", 2, "source", "nirgends", "sources.csv"),
    "a successor that nobody lists": wrong("reference", "projects", 2, "successor", "nichts", "projects.csv"),
    "a step of a storyboard that nobody lists": wrong("reference", STEPS, 2, "storyboard", "keins", "storyboards.csv"),
}

found = found_in(CASES)


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_cell_is_found_and_named(found: list[Finding], case: str) -> None:
    assert CASES[case].finding in found


def test_many_wrong_cells_give_their_findings_in_order_and_no_others(found: list[Finding]) -> None:
    assert found == expected(CASES)


HOSTILE = ("<script>alert(1)</script>", "{{ 7*191 }}", "=1+1", "„“", "\u202e", "%s {value}", "a, b", "9" * 5000)


def test_hostile_values_are_reported_as_they_are(tmp_path: Path) -> None:
    cases = [
        wrong("reference", "projects", row, "action_field", text, "action_fields.csv")
        for row, text in enumerate(HOSTILE, 2)
    ]
    folder = region.write(tmp_path / "data", every(*(case.change for case in cases)))
    assert findings(folder) == [case.finding for case in cases]
