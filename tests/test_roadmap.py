"""What the loaded roadmap adds to its tables."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from roadmap_model.load import DATA, load
from roadmap_model.roadmap import (
    ASSESSED_PHASES,
    EVIDENCE,
    FINAL_PHASES,
    FRESHNESS,
    HEALTHS,
    PHASES,
    REGION,
    SCALES,
    UNCLASSIFIED,
    Roadmap,
)
from roadmap_model.tables import read_declaration
from tests import plain, region


def cells(row: pd.Series) -> dict[str, str]:
    return {str(name): "" if pd.isna(value) else value for name, value in row.items()}


def test_projects_are_ordered_by_german_name_whatever_the_file_says(tmp_path: Path) -> None:
    def change(rows: dict[str, list[region.Row]]) -> None:
        rows["projects"].reverse()
        rows["projects"][0]["name_de"] = "ulme"
        rows["projects"][1]["name_de"] = "zeder"

    names = list(load(region.write(tmp_path / "data", change)).projects["name_de"])
    assert names == sorted(names, key=str.casefold)
    assert names[-1] == "zeder"


def test_every_project_is_there_once_with_its_cells(roadmap: Roadmap, rows: plain.Rows) -> None:
    assert sorted(roadmap.projects.index) == sorted(row["id"] for row in rows["projects"])
    for row in rows["projects"]:
        found = cells(roadmap.projects.loc[row["id"]])
        assert found["name_de"] == row["name_de"]
        assert found["action_field"] == row["action_field"]


def test_the_leading_organisations_are_named_and_unknown_ones_are_missing(roadmap: Roadmap) -> None:
    assert roadmap.projects.loc["birke", "lead"] == "Werk GmbH"
    assert pd.isna(roadmap.projects.loc["linde", "lead"])


def test_two_leading_organisations_are_both_named(tmp_path: Path) -> None:
    def change(rows: dict[str, list[region.Row]]) -> None:
        rows["participations"].append(rows["participations"][0] | {"organisation": "werk"})

    assert load(region.write(tmp_path / "data", change)).projects.loc["ahorn", "lead"] == "Stadt Altstadt · Werk GmbH"


def test_the_search_text_holds_names_summaries_and_every_organisation(roadmap: Roadmap, rows: plain.Rows) -> None:
    for row in rows["projects"]:
        words = plain.searched(rows, row).split()
        assert sorted(roadmap.projects.loc[row["id"], "search"].split()) == sorted(words)
    assert "institut für kreisläufe" in roadmap.projects.loc["ahorn", "search"]


def test_every_place_has_one_code_and_its_district(roadmap: Roadmap, rows: plain.Rows) -> None:
    for project, places in roadmap.places.groupby("project"):
        found = set(places["place"]) | set(places["district"].dropna())
        assert found == plain.places(rows, str(project))
    assert set(roadmap.places["place"]) == {*region.TOWNS, "05901", REGION} - {"05999002", "05902002"}


def test_reports_come_in_the_order_in_which_they_became_known(roadmap: Roadmap) -> None:
    known = roadmap.reports["known_from"]
    assert known.is_monotonic_increasing
    assert len(roadmap.reports) == len(roadmap["status_reports"])


@pytest.mark.parametrize(
    ("text", "known", "first"),
    [
        ("2025", date(2025, 12, 31), date(2025, 1, 1)),
        ("2025-Q2", date(2025, 6, 30), date(2025, 4, 1)),
        ("2026", date(2026, 6, 30), date(2026, 1, 1)),
        ("2026-Q2", date(2026, 6, 30), date(2026, 4, 1)),
        ("2026-06-30", date(2026, 6, 30), date(2026, 6, 30)),
        ("2024-02", date(2024, 2, 29), date(2024, 2, 1)),
    ],
)
def test_a_coarse_report_is_known_from_its_last_day_but_not_after_the_publication(
    tmp_path: Path, text: str, known: date, first: date
) -> None:
    made = load(region.write(tmp_path / "data", region.edit("status_reports", 11, reported_on=text)))
    report = made.reports[made.reports["project"] == "ulme"].iloc[0]
    assert (report["known_from"].date(), report["first_day"].date()) == (known, first)
    assert plain.known_from(text, made.published) == known


def test_the_tables_of_a_roadmap_cannot_be_replaced(roadmap: Roadmap) -> None:
    with pytest.raises(TypeError):
        roadmap.tables["projects"] = pd.DataFrame()  # type: ignore[index]
    with pytest.raises(AttributeError):
        roadmap.version = "other"  # type: ignore[misc]


def test_an_unknown_table_is_an_error(roadmap: Roadmap) -> None:
    with pytest.raises(KeyError):
        roadmap["nothing"]


def test_a_roadmap_without_projects_is_empty_and_whole(tmp_path: Path) -> None:
    declared = read_declaration(DATA).tables.items()
    theirs = [name for name, table in declared if "projects" in table.references.values()]

    def change(rows: dict[str, list[region.Row]]) -> None:
        for name in ("projects", *theirs, *region.STORYBOARDS):
            rows[name].clear()

    made = load(region.write(tmp_path / "data", change))
    assert made.projects.empty
    assert made.places.empty
    assert {"lead", "search", "name_de"} <= set(made.projects.columns)


@pytest.mark.parametrize(
    ("table", "field", "codes"),
    [
        ("status_reports", "phase", PHASES),
        ("status_reports", "health", tuple(code for code in HEALTHS if code != "keine_meldung")),
        ("projects", "scale", SCALES),
        ("projects", "evidence", EVIDENCE),
    ],
)
def test_codes_are_those_of_the_declaration(published: Roadmap, table: str, field: str, codes: tuple[str, ...]) -> None:
    fields = {f.name: f for f in published.declaration.tables[table].fields}
    assert tuple(fields[field].constraints["enum"]) == codes


def test_codes_are_told_apart() -> None:
    assert set(FINAL_PHASES) | set(ASSESSED_PHASES) <= set(PHASES)
    assert not set(FINAL_PHASES) & set(ASSESSED_PHASES)
    assert UNCLASSIFIED not in PHASES
    assert len({*PHASES, *HEALTHS, *FRESHNESS, *SCALES}) == len(PHASES) + len(HEALTHS) + len(FRESHNESS) + len(SCALES)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*191 }}", "=1+1", "ß İ \u0130", "a · b"])
def test_hostile_names_stay_as_they_are(tmp_path: Path, text: str) -> None:
    change = region.edit("organisations", 0, name=text)
    made = load(region.write(tmp_path / "data", change))
    assert made.projects.loc["ahorn", "lead"] == text
    assert text.casefold() in made.projects.loc["ahorn", "search"]
