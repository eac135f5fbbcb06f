"""The flat table and the GeoJSON of a selection."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from roadmap_model.export import (
    COLUMNS,
    LISTS,
    features,
    projects_listed,
    projects_table,
    records,
)
from roadmap_model.geography import marks
from roadmap_model.load import load
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.selection import Selection
from tests import region

TODAY = date(2026, 7, 1)
EVERYTHING = Selection()
NOTHING = Selection(text="gibt es nicht")
Changes = Callable[[dict[str, list[region.Row]]], None]


def of(folder: Path, selection: Selection = EVERYTHING, change: Changes | None = None) -> Portfolio:
    written = region.write(folder / "data", change) if change else region.write(folder / "data")
    return portfolio(load(written), selection, TODAY)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    return of(tmp_path_factory.mktemp("region"))


@pytest.fixture(scope="module")
def nothing(everything: Portfolio) -> Portfolio:
    return portfolio(everything.roadmap, NOTHING, TODAY)


def row(made: Portfolio, id_: str) -> dict[str, Any]:
    return {project["id"]: project for project in records(projects_table(made))}[id_]


def test_there_is_one_row_per_selected_project(everything: Portfolio) -> None:
    table = projects_table(everything)
    assert list(table["id"]) == list(everything.projects.index)
    assert list(table.columns) == list(COLUMNS)


def test_a_selection_narrows_the_table(everything: Portfolio) -> None:
    chosen = portfolio(everything.roadmap, Selection(action_fields=("produktion",)), TODAY)
    assert set(projects_table(chosen)["id"]) == {"birke", "eibe", "kiefer"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name_de", "Birke"),
        ("topics", "bau; metalle"),
        ("goals", None),
        ("phase", "umsetzung"),
        ("health", "verzug"),
        ("freshness", "aktuell"),
        ("reported_on", "2026-06-01"),
        ("report_evidence", "belegt"),
        ("start_date", "2024-Q3"),
        ("start_status", "geplant"),
        ("places", "05901001; 05901002; 05999001"),
        ("place_names", "Dorf; Eichen; Altstadt"),
        ("lead", "Werk GmbH"),
        ("partners", None),
        ("funding_eur", None),
        ("source_url", "https://example.org/eins"),
        ("source_title", "Erste Quelle"),
        ("source_date", "2025-03"),
    ],
)
def test_a_row_says_what_the_data_say(everything: Portfolio, column: str, value: object) -> None:
    assert row(everything, "birke")[column] == value


@pytest.mark.parametrize(
    ("id_", "column", "value"),
    [
        ("ahorn", "lead", "Stadt Altstadt"),
        ("ahorn", "partners", "Institut für Kreisläufe"),
        ("ahorn", "funders", "Land"),
        ("ahorn", "goals", "waste"),
        ("eibe", "funding_eur", 1_250_000),
        ("eibe", "health", None),
        ("linde", "places", "region"),
        ("linde", "report_evidence", "selbstauskunft"),
        ("fichte", "places", "05901"),
        ("fichte", "place_names", "Kreis 05901"),
        ("esche", "action_field", None),
    ],
)
def test_unknown_values_are_missing_and_others_exact(
    everything: Portfolio, id_: str, column: str, value: object
) -> None:
    assert row(everything, id_)[column] == value


@pytest.mark.parametrize("column", LISTS)
def test_lists_are_sorted_and_the_table_joins_them(everything: Portfolio, column: str) -> None:
    listed, table = projects_listed(everything)[column], projects_table(everything)[column]
    if column != "place_names":
        assert all(values == sorted(values) for values in listed)
    assert ["; ".join(values) for values in listed] == list(table.fillna(""))


def test_the_order_of_rows_in_the_files_does_not_show(tmp_path: Path, everything: Portfolio) -> None:
    def reverse(rows: dict[str, list[region.Row]]) -> None:
        for name in ("project_topics", "project_places", "participations"):
            rows[name].reverse()

    turned = of(tmp_path, change=reverse)
    pd.testing.assert_frame_equal(projects_table(turned), projects_table(everything))


def test_the_table_knows_nothing_of_later_reports(everything: Portfolio) -> None:
    then = portfolio(everything.roadmap, Selection(as_of=date(2025, 12, 31)), TODAY)
    assert row(then, "ahorn")["phase"] == "planung"
    assert row(then, "ahorn")["reported_on"] == "2025-11"


@pytest.mark.parametrize("make", [projects_listed, projects_table])
def test_an_empty_selection_keeps_its_columns(nothing: Portfolio, make: Callable[[Portfolio], pd.DataFrame]) -> None:
    assert list(make(nothing).columns) == list(COLUMNS)
    assert records(make(nothing)) == []


def test_a_day_before_all_reports_is_empty(everything: Portfolio) -> None:
    before = portfolio(everything.roadmap, Selection(as_of=date(2000, 1, 1)), TODAY)
    assert projects_table(before).empty
    assert features(before)["features"] == []


def test_an_empty_collection_is_still_a_collection(nothing: Portfolio) -> None:
    assert features(nothing) == {"type": "FeatureCollection", "features": []}


def test_features_are_geojson_without_a_coordinate_system(everything: Portfolio) -> None:
    collection = json.loads(json.dumps(features(everything), allow_nan=False))
    assert "crs" not in collection
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["id"]
        assert list(feature["properties"]) == list(COLUMNS)
        assert isinstance(feature["properties"]["topics"], list)


@pytest.mark.parametrize(
    ("id_", "places"),
    [
        ("ahorn", ["05999001"]),
        ("birke", ["05901001", "05901002", "05999001"]),
        ("fichte", []),
        ("linde", []),
    ],
)
def test_a_feature_stands_at_the_marks_of_its_municipalities(
    everything: Portfolio, id_: str, places: list[str]
) -> None:
    geometry = {f["id"]: f["geometry"] for f in features(everything)["features"]}[id_]
    points = [list(marks(everything.roadmap)[ags]) for ags in places]
    if not points:
        assert geometry is None
    elif len(points) == 1:
        assert geometry == {"type": "Point", "coordinates": points[0]}
    else:
        assert geometry == {"type": "MultiPoint", "coordinates": points}


def test_hostile_names_stay_as_they_are(tmp_path: Path) -> None:
    texts = ["=1+1", "<script>alert(1)</script>", "{{7*7}}", "a;b; c", "Zeile\nzwei", "NA", "\u202e"]

    def change(rows: dict[str, list[region.Row]]) -> None:
        for project, text in zip(rows["projects"], texts, strict=False):
            project["name_de"] = project["summary_en"] = text

    made = of(tmp_path, change=change)
    ids = [project["id"] for project in region.tables()["projects"]]
    for id_, text in zip(ids, texts, strict=False):
        assert row(made, id_)["name_de"] == row(made, id_)["summary_en"] == text


def many(everything: Portfolio, count: int) -> Portfolio:
    """The region's projects repeated under new ids, with everything that belongs to them."""
    roadmap = everything.roadmap
    copies = range(count // len(everything.projects))

    def repeated(frame: pd.DataFrame, column: str) -> pd.DataFrame:
        parts = [frame.assign(**{column: frame[column] + f"-{n}"}) for n in copies]
        return pd.concat(parts, ignore_index=True)

    tables = dict(roadmap.tables)
    tables["projects"] = repeated(tables["projects"], "id")
    for name in (
        "project_topics", "project_goals", "project_places", "participations", "status_reports",
        "milestones",
    ):  # fmt: skip
        tables[name] = repeated(tables[name], "project")
    larger = type(roadmap)(roadmap.declaration, tables, roadmap.areas, "larger")
    return portfolio(larger, Selection(), TODAY)


def test_a_large_portfolio_is_exported_whole(everything: Portfolio) -> None:
    made = many(everything, 1_000)
    table = projects_table(made)
    collection = features(made)
    assert len(table) == len(collection["features"]) > 990
    assert set(table["id"]) == {feature["id"] for feature in collection["features"]}
