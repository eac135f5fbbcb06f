"""Tests of the shipped boundaries and of the checks in scripts/boundaries.py."""

import csv
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

ROOT = Path(__file__).resolve().parent.parent
GEOJSON = ROOT / "data" / "municipalities.geojson"
METRIC = "EPSG:25832"

INLAND = "05911000"  # Bochum, which has neighbours on all sides
EDGE = "05978040"  # Werne, which lies on the outer border
EDGE_NEIGHBOUR = "05915000"  # Hamm, whose border with Werne reaches the outer border


def load_script() -> ModuleType:
    """Import the script by path, because the folder scripts is not a package."""
    spec = importlib.util.spec_from_file_location("boundaries", ROOT / "scripts" / "boundaries.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


boundaries = load_script()


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, str]]:
    with (ROOT / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return {row["ags"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def names(table: dict[str, dict[str, str]]) -> dict[str, str]:
    return {ags: row["name"] for ags, row in table.items()}


@pytest.fixture(scope="module")
def collection() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(GEOJSON.read_text(encoding="utf-8"))
    return content


@pytest.fixture
def areas(collection: dict[str, Any]) -> gpd.GeoSeries:
    frame = gpd.GeoDataFrame.from_features(collection, crs="EPSG:4326")
    return frame.set_index("ags").geometry


def changed(areas: gpd.GeoSeries, ags: str, change: Callable[[shapely.Geometry], shapely.Geometry]) -> gpd.GeoSeries:
    """Return the areas with one of them changed in metres."""
    metric = areas.to_crs(METRIC)
    metric[ags] = change(metric[ags])
    return metric.to_crs(areas.crs)


def source_row(ags: str, name: str, left: int, gf: int = 4) -> dict[str, Any]:
    """Return a feature of the source: a square of one degree."""
    square = shapely.geometry.mapping(shapely.box(left, 51, left + 1, 52))
    return {
        "type": "Feature",
        "properties": {"AGS": ags, "GEN": name, "GF": gf},
        "geometry": square,
    }


# The shipped file


def test_the_file_holds_each_municipality_of_the_table_once_in_order(
    collection: dict[str, Any], table: dict[str, dict[str, str]]
) -> None:
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == 53
    assert ids == sorted(table)


def test_each_feature_carries_only_its_ags_and_the_name_of_the_table(
    collection: dict[str, Any], names: dict[str, str]
) -> None:
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "properties", "geometry"}
        assert feature["properties"] == {"ags": feature["id"], "name": names[feature["id"]]}


def test_the_file_states_no_reference_system_because_geojson_has_only_one(
    collection: dict[str, Any],
) -> None:
    assert set(collection) == {"type", "features"}


def test_every_area_is_a_valid_polygon(areas: gpd.GeoSeries) -> None:
    assert areas.is_valid.all()
    assert set(areas.geom_type) <= {"Polygon", "MultiPolygon"}


def test_neighbours_share_their_borders_without_gap_or_overlap(areas: gpd.GeoSeries) -> None:
    assert shapely.coverage_is_valid(areas.values)
    assert shapely.coverage_is_valid(areas.to_crs(METRIC).values)
    outline = areas.union_all()
    assert outline.geom_type == "Polygon"
    assert len(outline.interiors) == 0


def test_the_total_area_is_that_of_the_region(areas: gpd.GeoSeries) -> None:
    assert areas.to_crs(METRIC).area.sum() / 1e6 == pytest.approx(4439, rel=0.005)


def test_each_area_has_the_size_that_the_table_states(areas: gpd.GeoSeries, table: dict[str, dict[str, str]]) -> None:
    for ags, area in (areas.to_crs(METRIC).area / 1e6).items():
        assert area == pytest.approx(float(table[ags]["area_km2"]), rel=0.03), table[ags]["name"]


def test_outer_rings_run_counterclockwise_and_holes_clockwise(areas: gpd.GeoSeries) -> None:
    for polygon in areas.explode():
        assert polygon.exterior.is_ccw
        assert not any(hole.is_ccw for hole in polygon.interiors)


def test_coordinates_are_longitude_then_latitude_with_five_decimals(areas: gpd.GeoSeries) -> None:
    points = shapely.get_coordinates(areas.values)
    assert ((points > (6.2, 51.1)) & (points < (8.1, 51.9))).all()
    assert np.array_equal(points, points.round(5))


def test_the_file_is_small_and_has_one_feature_per_line() -> None:
    assert GEOJSON.stat().st_size <= 120 * 1024
    lines = GEOJSON.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"type":"Feature","id":') for line in lines) == 53
    assert len(lines) == 55


def test_the_script_writes_the_shipped_text_from_the_shipped_areas(areas: gpd.GeoSeries, names: dict[str, str]) -> None:
    assert boundaries.to_geojson(areas, names) == GEOJSON.read_text(encoding="utf-8")


# The checks of the script


def test_the_check_accepts_the_shipped_areas(areas: gpd.GeoSeries, names: dict[str, str]) -> None:
    assert boundaries.check(areas, names) == pytest.approx(4437.3, abs=0.1)


@pytest.mark.parametrize("ags", [INLAND, EDGE])
def test_the_check_names_a_municipality_that_is_missing(areas: gpd.GeoSeries, names: dict[str, str], ags: str) -> None:
    with pytest.raises(boundaries.BoundaryError, match=f"missing: {ags}"):
        boundaries.check(areas.drop(ags), names)


def test_the_check_refuses_a_table_with_too_few_municipalities(areas: gpd.GeoSeries, names: dict[str, str]) -> None:
    fewer = {ags: name for ags, name in names.items() if ags != EDGE}
    with pytest.raises(boundaries.BoundaryError, match="52 areas instead of 53"):
        boundaries.check(areas.drop(EDGE), fewer)


@pytest.mark.parametrize("ags", [INLAND, EDGE])
@pytest.mark.parametrize("metres", [1, 50, 500])
def test_the_check_refuses_a_gap_around_an_area(
    areas: gpd.GeoSeries, names: dict[str, str], ags: str, metres: int
) -> None:
    broken = changed(areas, ags, lambda area: area.buffer(-metres))
    with pytest.raises(boundaries.BoundaryError, match=r"gaps|do not share"):
        boundaries.check(broken, names)


def test_the_check_refuses_a_narrow_gap_that_is_open_to_the_outside(
    areas: gpd.GeoSeries, names: dict[str, str]
) -> None:
    strip = areas.to_crs(METRIC)[EDGE_NEIGHBOUR].buffer(5)
    broken = changed(areas, EDGE, lambda area: area.difference(strip))
    with pytest.raises(boundaries.BoundaryError, match="do not share"):
        boundaries.check(broken, names)


@pytest.mark.parametrize("metres", [1, 50, 500])
def test_the_check_refuses_areas_that_overlap(areas: gpd.GeoSeries, names: dict[str, str], metres: int) -> None:
    broken = changed(areas, INLAND, lambda area: area.buffer(metres))
    with pytest.raises(boundaries.BoundaryError, match="overlap"):
        boundaries.check(broken, names)


def test_the_check_refuses_an_area_that_crosses_itself(areas: gpd.GeoSeries, names: dict[str, str]) -> None:
    bow_tie = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    with pytest.raises(boundaries.BoundaryError, match=f"not valid polygons: {EDGE}"):
        boundaries.check(changed(areas, EDGE, lambda _: bow_tie), names)


def test_the_check_refuses_a_region_of_the_wrong_size(areas: gpd.GeoSeries, names: dict[str, str]) -> None:
    grown = areas.to_crs(METRIC).scale(1.01, 1.01, origin=(380000, 5700000)).to_crs(areas.crs)
    with pytest.raises(boundaries.BoundaryError, match="total area"):
        boundaries.check(grown, names)


# Reading the source


def test_parts_in_nested_collections_become_one_area() -> None:
    parts = [source_row("1", "Altstadt", 7), source_row("1", "Altstadt", 8, gf=2)]
    items = [{"type": "FeatureCollection", "features": parts}, source_row("2", "Fremd", 9)]
    selected = boundaries.select(items, {"1": "Altstadt"})
    assert list(selected.index) == ["1"]
    assert selected.geometry["1"].equals(shapely.box(7, 51, 9, 52))


def test_simplified_areas_are_rounded_counterclockwise_and_still_share_their_borders(
    areas: gpd.GeoSeries, names: dict[str, str]
) -> None:
    unrounded = areas.to_crs(METRIC).reverse().translate(0.3, 0.3).to_crs(areas.crs)
    simplified = boundaries.simplify(unrounded.to_frame("geometry"))
    points = shapely.get_coordinates(simplified.values)
    assert len(points) < shapely.get_coordinates(areas.values).shape[0]
    assert np.array_equal(points, points.round(5))
    assert not np.array_equal(points, points.round(4))
    assert all(polygon.exterior.is_ccw for polygon in simplified.explode())
    boundaries.check(simplified, names)


def test_an_ags_that_belongs_to_another_name_is_refused() -> None:
    with pytest.raises(boundaries.BoundaryError, match="is Neustadt in the source, not Altstadt"):
        boundaries.select([source_row("1", "Neustadt", 7)], {"1": "Altstadt"})


def test_a_source_without_any_of_the_municipalities_is_refused() -> None:
    with pytest.raises(boundaries.BoundaryError, match="None of the municipalities"):
        boundaries.select([source_row("2", "Fremd", 7)], {"1": "Altstadt"})


def test_a_package_with_another_checksum_ends_the_script_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "package.tgz"
    package.write_bytes(b"not the pinned package")
    before = GEOJSON.read_bytes()
    assert boundaries.main(["--package", str(package)]) == 1
    assert "checksum" in capsys.readouterr().err
    assert GEOJSON.read_bytes() == before


def test_a_package_path_without_a_file_ends_the_script_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert boundaries.main(["--package", str(tmp_path / "absent.tgz")]) == 1
    assert "There is no package file" in capsys.readouterr().err
