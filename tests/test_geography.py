"""Areas, marks and borders: every mark in its own town, none upon another."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from roadmap_model.geography import APART, AREAS, METRIC, district_borders, marks, neighbours, read_areas
from roadmap_model.load import DATA, load
from roadmap_model.roadmap import Roadmap
from tests import region


def metric_points(roadmap: Roadmap) -> gpd.GeoSeries:
    placed = marks(roadmap)
    points = shapely.points([placed[ags] for ags in roadmap.areas.index])
    return gpd.GeoSeries(points, index=roadmap.areas.index, crs=4326).to_crs(METRIC)


def distances(points: gpd.GeoSeries) -> np.ndarray:
    x, y = points.x.to_numpy(), points.y.to_numpy()
    return np.hypot(x[:, None] - x, y[:, None] - y)[np.triu_indices(len(x), 1)]


@pytest.mark.parametrize("name", ["roadmap", "published"])
def test_every_town_has_one_mark_inside_its_own_area(name: str, request: pytest.FixtureRequest) -> None:
    roadmap: Roadmap = request.getfixturevalue(name)
    assert set(marks(roadmap)) == set(roadmap["municipalities"]["ags"])
    for ags, point in marks(roadmap).items():
        inside = [other for other, area in roadmap.areas.geometry.items() if area.contains(shapely.Point(point))]
        assert inside == [ags]


def test_there_are_53_marks_in_the_published_region(published: Roadmap) -> None:
    assert len(marks(published)) == 53


def test_marks_keep_away_from_the_border_of_their_town(published: Roadmap) -> None:
    borders = published.areas.to_crs(METRIC).geometry.boundary
    assert metric_points(published).distance(borders).min() > 750


def test_marks_do_not_touch_each_other(published: Roadmap) -> None:
    assert distances(metric_points(published)).min() > 0.99 * APART


def test_marks_are_longitude_and_latitude_with_five_decimals(published: Roadmap) -> None:
    for longitude, latitude in marks(published).values():
        assert 6.2 < longitude < 8.1
        assert 51.1 < latitude < 51.9
        assert (longitude, latitude) == (round(longitude, 5), round(latitude, 5))


def test_the_same_areas_have_the_same_marks(published: Roadmap) -> None:
    assert marks(load(DATA)) == marks(published)


def test_marks_of_towns_far_apart_stay_at_the_heart_of_their_areas(roadmap: Roadmap) -> None:
    centres = roadmap.areas.to_crs(METRIC).geometry.centroid
    assert metric_points(roadmap).distance(centres).max() < 400


def test_towns_too_small_for_a_mark_apart_still_get_one_inside(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data")
    collection = json.loads((folder / AREAS).read_text(encoding="utf-8"))
    for n, feature in enumerate(collection["features"]):
        feature["geometry"] = shapely.geometry.mapping(shapely.box(7 + 0.001 * n, 51.4, 7 + 0.001 * (n + 1), 51.401))
    (folder / AREAS).write_text(json.dumps(collection), encoding="utf-8")
    made = load(folder)
    for ags, point in marks(made).items():
        assert made.areas.geometry[ags].contains(shapely.Point(point))


@pytest.mark.parametrize(("name", "units"), [("roadmap", 4), ("published", 15)])
def test_districts_and_independent_towns_have_an_outline(name: str, units: int, request: pytest.FixtureRequest) -> None:
    borders = district_borders(request.getfixturevalue(name))
    assert len(borders) == units
    assert borders.crs.to_epsg() == 4326
    assert not borders.is_empty.any()


def test_an_outline_encloses_exactly_the_towns_of_its_district(published: Roadmap) -> None:
    outlines = district_borders(published)
    areas, towns = published.areas.to_crs(METRIC).geometry, published["municipalities"]
    for unit, outline in outlines.to_crs(METRIC).items():
        inside = [ags for ags, area in areas.items() if shapely.polygonize([outline]).buffer(1).contains(area)]
        own = towns.loc[(towns["district"] == unit) | (towns["ags"] == unit), "ags"]
        assert set(inside) == set(own), unit


def test_borders_between_towns_of_one_district_are_not_drawn(roadmap: Roadmap) -> None:
    # Furt and Grund lie side by side in one district: their shared border is no outline.
    between = shapely.Point(7.24, 51.52)
    assert not district_borders(roadmap)["05902"].buffer(0.001).contains(between)


def test_areas_come_in_the_order_of_their_keys_in_degrees(region_folder: Path) -> None:
    areas = read_areas(region_folder)
    assert list(areas.index) == sorted(region.TOWNS)
    assert areas.crs.to_epsg() == 4326
    assert list(areas["name"]) == [region.TOWNS[ags][0] for ags in sorted(region.TOWNS)]


def test_neighbours_share_a_border_and_not_just_a_corner(roadmap: Roadmap) -> None:
    beside = {
        (ags, other)
        for ags, (_, _, column, row) in region.TOWNS.items()
        for other, (_, _, other_column, other_row) in region.TOWNS.items()
        if abs(column - other_column) + abs(row - other_row) == 1
    }
    found = neighbours(roadmap)
    assert {(ags, other) for ags, others in found.items() for other in others} == beside
    assert set(found) == set(region.TOWNS)


def test_published_neighbours_share_a_segment_of_their_outlines(published: Roadmap) -> None:
    owners: dict[frozenset[tuple[float, ...]], set[str]] = {}
    for ags, shape in published.areas.geometry.items():
        for ring in shapely.get_rings(shape):
            points = [tuple(point) for point in ring.coords]
            for segment in zip(points, points[1:], strict=False):
                owners.setdefault(frozenset(segment), set()).add(str(ags))
    expected = {frozenset(pair) for pair in owners.values() if len(pair) == 2}
    found = neighbours(published)
    assert {frozenset((ags, other)) for ags, others in found.items() for other in others} == expected
    assert all(ags in found[other] for ags, others in found.items() for other in others)
    assert all(found.values()), "no town of the region stands alone"
