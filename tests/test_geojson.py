"""The points of the projects as GeoJSON, held against RFC 7946."""

import json
from datetime import date
from pathlib import Path

import pytest
import shapely
from starlette.applications import Starlette

from roadmap_model import clock, live
from roadmap_model.geography import AREAS
from roadmap_model.load import DATA
from roadmap_model.roadmap import Roadmap
from server.routes import ROUTES
from tests.asgi import request

app = Starlette(routes=ROUTES)
TODAY = date(2026, 11, 22)
MEMBERS = {"type", "bbox", "features", "meta"}  # `meta` is foreign to the standard, which allows such members
RUHR = (6.2, 51.1, 8.1, 51.9)


class Served:
    """A roadmap in service without looking at its files."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.folder = DATA
        self.current = lambda: roadmap


@pytest.fixture(params=["region", "hostile", "published"])
def data(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    fixtures = {"region": "live_region", "hostile": "live_hostile", "published": "published"}
    value = request.getfixturevalue(fixtures[request.param])
    monkeypatch.setattr(live, "_served", Served(value) if request.param == "published" else value)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return request.param


def collection(query: str = "") -> dict:
    answer = request(app, f"/api/v1/projects.geojson{query}")
    assert answer.headers["content-type"] == "application/geo+json"
    assert not answer.body.startswith(b"\xef\xbb\xbf")  # JSON has no byte order mark
    return answer.json


def positions(geometry: dict | None) -> list[list[float]]:
    if geometry is None:
        return []
    return [geometry["coordinates"]] if geometry["type"] == "Point" else geometry["coordinates"]


def test_it_is_a_collection_of_features_and_nothing_older(data: str) -> None:
    made = collection()
    assert set(made) == MEMBERS, "no `crs`: the standard knows one reference system only"
    assert made["type"] == "FeatureCollection"
    assert made["features"]
    for feature in made["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["id"]
    assert len({feature["id"] for feature in made["features"]}) == len(made["features"])


def test_a_geometry_is_one_point_or_several_or_none(data: str) -> None:
    kinds = set()
    for feature in collection()["features"]:
        geometry = feature["geometry"]
        kinds.add(geometry and geometry["type"])
        if geometry:
            assert set(geometry) == {"type", "coordinates"}
            assert (geometry["type"] == "Point") == (len(positions(geometry)) == 1)
            assert positions(geometry)
    assert kinds == {"Point", "MultiPoint", None}


def test_every_position_is_longitude_and_latitude_within_the_ruhr(data: str) -> None:
    west, south, east, north = RUHR
    for feature in collection()["features"]:
        for position in positions(feature["geometry"]):
            longitude, latitude = position
            assert west < longitude < east
            assert south < latitude < north


@pytest.mark.parametrize("query", ["", "?feld=produktion", "?suche=a"])
def test_the_box_holds_every_point_and_none_more(data: str, query: str) -> None:
    made = collection(query)
    points = [position for feature in made["features"] for position in positions(feature["geometry"])]
    longitudes, latitudes = zip(*points, strict=True)
    assert made["bbox"] == [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


@pytest.mark.parametrize("query", ["?suche=gibt+es+nicht", "?stand=2000-01-01"])
def test_without_points_there_is_no_box(data: str, query: str) -> None:
    made = collection(query)
    assert made["features"] == []
    assert set(made) == MEMBERS - {"bbox"}


def test_no_number_is_written_that_json_does_not_know(data: str) -> None:
    text = request(app, "/api/v1/projects.geojson").text

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    json.loads(text, parse_constant=refuse)


def test_the_areas_of_the_package_are_in_the_ruhr_too() -> None:
    published = json.loads(Path(DATA / AREAS).read_text(encoding="utf-8"))
    assert "crs" not in published
    assert published["type"] == "FeatureCollection"
    for feature in published["features"]:
        area = shapely.geometry.shape(feature["geometry"])
        for polygon in shapely.get_parts(area):
            assert polygon.exterior.is_ccw, "exterior rings run against the clock"
            assert not [ring for ring in polygon.interiors if ring.is_ccw]
        west, south, east, north = area.bounds
        assert RUHR[0] < west < east < RUHR[2]
        assert RUHR[1] < south < north < RUHR[3]
