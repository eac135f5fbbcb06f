"""All that is wrong is told at once, and every kind of finding has its sentence and its test."""

from pathlib import Path

import pytest

from figures.texts import LANGUAGES, texts
from tests import region, test_checks, test_data_files, test_rules
from tests.broken import AREAS, again, appended, areas, contents, every, findings, kinds, replaced, without
from tests.region import edit

NAMED = {"folder", "declaration", "other"}  # kinds that test_data_files.py tells by file and reason
REPORT_WORDS = ("title", "row", "field", "nothing")  # data.* texts of the report itself


def test_all_errors_are_reported_in_one_go(tmp_path: Path) -> None:
    change = every(
        edit("projects", 0, name_de="", scale="riesig"),
        edit("projects", 1, end_date="2020"),
        edit("projects", 2, start_date="2025-02-31"),
        edit("status_reports", 0, source="nirgends", health="risiko"),
        edit("project_places", 0, level="kreis"),
        again("hurdles"),
        without("status_reports", "project", "ulme"),
    )
    folder = region.write(tmp_path / "data", change)
    areas(lambda features: features.pop())(folder)
    assert [(f.kind, f.file, f.row) for f in findings(folder)] == [
        ("duplicate", "hurdles.csv", 3),
        ("no_area", AREAS, None),
        ("place_level", "project_places.csv", 2),
        ("required", "projects.csv", 2),
        ("constraint", "projects.csv", 2),
        ("reversed", "projects.csv", 3),
        ("date", "projects.csv", 4),
        ("no_report", "projects.csv", 10),
        ("health_phase", "status_reports.csv", 2),
        ("reference", "status_reports.csv", 2),
    ]


def test_errors_of_several_files_that_cannot_be_read_are_reported_in_one_go(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data", edit("projects", 0, scale="riesig"))
    replaced("goals.csv", "heißt".encode(), b"hei\xdft")(folder)
    appended("topics.csv", b"neu\n")(folder)
    contents(AREAS, b"{")(folder)
    assert [(f.kind, f.file) for f in findings(folder)] == [
        ("encoding", "goals.csv"), ("unreadable", AREAS), ("constraint", "projects.csv"), ("cells", "topics.csv"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_sentence_and_every_sentence_a_kind(language: str) -> None:
    sentences = {key.removeprefix("data.") for key in texts(language).entries if key.startswith("data.")}
    assert sentences - set(REPORT_WORDS) == kinds()


def test_every_kind_is_produced_by_one_of_these_tests() -> None:
    cases = (*test_checks.CASES.values(), *test_rules.CASES.values(), *test_rules.STEPS.values())
    produced = {case.finding.kind for case in cases}
    produced |= {finding.kind for _, expected in test_data_files.DAMAGES.values() for finding in expected}
    assert produced | NAMED == kinds()
