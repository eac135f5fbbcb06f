"""The report on broken data: readable, complete, in both languages, and safe to print."""

import pytest

from figures.data_report import describe
from figures.texts import LANGUAGES, texts
from roadmap_model.checks import BrokenData, Finding

GERMAN = texts("de")
KINDS = sorted(
    key.removeprefix("data.")
    for key in GERMAN.entries
    if key.startswith("data.") and key not in ("data.title", "data.row", "data.field", "data.nothing")
)


def report(*findings: Finding, language: str = "de") -> list[str]:
    return describe(BrokenData(findings), texts(language)).splitlines()


def test_one_error_is_told_with_its_place_and_remedy() -> None:
    assert report(Finding("constraint", "projects.csv", 5, "scale", "riesig", "leuchtturm, vorhaben")) == [
        "Der Datenordner enthält 1 Fehler und wird nicht angezeigt.",
        "",
        "projects.csv",
        "  Zeile 5, Feld „scale“: „riesig“ ist nicht erlaubt. Erlaubt: leuchtturm, vorhaben",
    ]


def test_several_errors_are_counted_and_grouped_by_file() -> None:
    lines = report(
        Finding("required", "b.csv", 3, "id"), Finding("missing_file", "a.csv"), Finding("encoding", "b.csv"),
    )  # fmt: skip
    assert lines[0] == "Der Datenordner enthält 3 Fehler und wird nicht angezeigt."
    assert [line for line in lines[1:] if line and not line.startswith(" ")] == ["a.csv", "b.csv"]
    assert len([line for line in lines if line.startswith("  ")]) == 3


def test_the_same_error_is_told_once() -> None:
    finding = Finding("missing_file", "a.csv")
    assert report(finding, finding) == report(finding)


def test_an_error_without_row_and_field_stands_alone() -> None:
    assert report(Finding("missing_file", "goals.csv"))[-1] == "  Die Datei fehlt."


def test_an_error_of_a_field_needs_no_row() -> None:
    line = report(Finding("duplicate", "municipalities.geojson", field="ags", value="05999001"))[-1]
    assert line == "  Feld „ags“: „05999001“ kommt mehrfach vor, muss aber eindeutig sein."


def test_rows_are_numbered_without_separators() -> None:
    assert "Zeile 12345" in report(Finding("required", "a.csv", 12345, "id"))[-1]


def test_an_empty_value_is_said_in_words() -> None:
    assert "„(leer)“" in report(Finding("constraint", "a.csv", 2, "id", "", "x"))[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_a_sentence_that_names_its_value(kind: str, language: str) -> None:
    line = report(Finding(kind, "a.csv", 2, "id", "der-wert", "das-Richtige"), language=language)[-1]
    sentence = line.partition(": ")[2]
    assert sentence
    assert "{" not in sentence
    form = texts(language).entries[f"data.{kind}"][0]
    assert ("der-wert" in sentence) == ("{value}" in form)
    assert ("das-Richtige" in sentence) == ("{allowed}" in form)


@pytest.mark.parametrize("hostile", ["{value}", "{0}", "{}", "%s", "<b>", "{{ 7*191 }}", "„“", "{n.__class__}"])
def test_hostile_values_are_printed_as_they_are(hostile: str) -> None:
    line = report(Finding("constraint", "a.csv", 2, "id", hostile, hostile))[-1]
    assert line.count(hostile) >= 2


def test_no_finding_is_no_error_in_the_report_itself() -> None:
    assert report() == ["Der Datenordner enthält 0 Fehler und wird nicht angezeigt."]


def test_the_english_report_is_english() -> None:
    lines = report(Finding("missing_file", "a.csv"), language="en")
    assert "Fehler" not in "\n".join(lines)
