"""Assets: the right type, a validator, and a lifetime that fits the address."""

from pathlib import Path

import pytest
from PIL import Image
from starlette.applications import Starlette

from figures import asset_files, map_layers
from figures.digest import digest
from figures.stylesheet import stylesheet
from figures.texts import LANGUAGES, Texts
from roadmap_model import live
from roadmap_model.roadmap import Roadmap
from server import assets
from server.conditional import FOREVER, REVALIDATE
from server.head import PREVIEW, PREVIEW_SIZE
from server.routes import ROUTES
from tests import region
from tests.asgi import Answer, request

app = Starlette(routes=ROUTES)
TYPES = {
    "/roadmap.css": "text/css; charset=utf-8",
    "/roadmap.js": "text/javascript; charset=utf-8",
    "/map.js": "text/javascript; charset=utf-8",
    "/map-data-de.js": "text/javascript; charset=utf-8",
    "/icon.png": "image/png",
    "/icon.svg": "image/svg+xml",
    "/logo-light.svg": "image/svg+xml",
    "/logo-dark.svg": "image/svg+xml",
    "/preview.png": "image/png",
    "/leaflet/leaflet.js": "application/javascript",
    "/leaflet/leaflet.css": "text/css; charset=utf-8",
}
every_asset = pytest.mark.parametrize("path", TYPES)


@pytest.fixture(autouse=True)
def served(live_region: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> live.LiveRoadmap:
    """The fictional region, and a map that says its language."""
    monkeypatch.setattr(map_layers, "map_data", map_data)
    assets._map_data_content.cache_clear()
    monkeypatch.setattr(live, "_served", live_region)
    return live_region


def map_data(roadmap: Roadmap, words: Texts) -> str:
    return f"window.ROADMAP = '{words.language} ä {roadmap.version}';"


def found(address: str, method: str = "GET", **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return request(app, f"/{asset_files.PREFIX}{address}", sent, method)


@every_asset
def test_an_asset_has_its_type_and_a_validator(path: str) -> None:
    answer = found(path)
    assert answer.status == 200
    assert answer.body
    assert answer.headers["content-type"] in (
        TYPES[path],
        TYPES[path].split(";")[0],
        "text/javascript; charset=utf-8",
    )
    assert answer.headers["etag"]


@every_asset
def test_an_asset_is_asked_for_again_unless_its_address_names_the_content(path: str) -> None:
    assert found(path).headers["cache-control"] == REVALIDATE
    assert found(f"{path}?v=").headers["cache-control"] == REVALIDATE


@every_asset
def test_what_the_client_holds_is_not_sent_again(path: str) -> None:
    answer = found(path, If_None_Match=found(path).headers["etag"])
    assert (answer.status, answer.body) == (304, b"")


@every_asset
def test_the_head_of_an_asset_can_be_asked_for(path: str) -> None:
    assert found(path, "HEAD").headers["etag"] == found(path).headers["etag"]


@every_asset
def test_nothing_can_be_written_to_an_asset(path: str) -> None:
    assert found(path, "POST").status == found(path, "DELETE").status == 405


@pytest.mark.parametrize("path", ["/roadmap.css", "/map.js", "/icon.svg"])
def test_the_address_of_this_very_content_is_kept_for_ever(path: str) -> None:
    version = digest(found(path).body)
    assert found(f"{path}?v={version}").headers["cache-control"] == FOREVER
    assert found(f"{path}?v=other").headers["cache-control"] == REVALIDATE


def test_leaflet_with_a_version_is_kept_for_ever() -> None:
    assert found("/leaflet/leaflet.js?v=1.9.3").headers["cache-control"] == FOREVER


def test_the_stylesheet_is_that_of_the_figures() -> None:
    assert found("/roadmap.css").text == stylesheet()


@pytest.mark.parametrize("language", LANGUAGES)
def test_map_data_are_those_in_service(language: str, served: live.LiveRoadmap) -> None:
    version = served.current().version
    answer = found(f"/map-data-{language}.js?v={version}")
    assert answer.text == f"window.ROADMAP = '{language} ä {version}';"
    assert answer.headers["cache-control"] == FOREVER


def test_map_data_follow_new_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = live.LiveRoadmap(region.write(tmp_path))
    monkeypatch.setattr(live, "_served", served)
    before = found("/map-data-de.js")
    region.write(served.folder, region.edit("projects", 0, name_de="Ahorn, neu"))
    served.look()
    after = found("/map-data-de.js", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert after.headers["etag"] != before.headers["etag"]
    old = before.text.split()[-1].strip("';")
    assert found(f"/map-data-de.js?v={old}").headers["cache-control"] == REVALIDATE


@pytest.mark.parametrize(
    "path",
    [
        "/", "/map-data-fr.js", "/map-data-.js", "/map-data-..%2f..%2fde.js", "/secret.txt",
        "/..%2fstylesheet.py", "/../stylesheet.py", "/leaflet", "/leaflet/", "/leaflet/images",
        "/leaflet/../__init__.py", "/leaflet/..%2f__init__.py", "/leaflet//etc/passwd",
        "/%3Cscript%3E", "/%7B%7B7*7%7D%7D", "/map.js%00", "/icon.svg%0d%0aX:y", "/MAP.JS",
        "/leaflet/" + "a" * 300,
    ],
)  # fmt: skip
def test_anything_else_is_not_found(path: str) -> None:
    answer = found(path)
    assert answer.status == 404
    assert "location" not in answer.headers


# The picture beside a shared link


def test_the_picture_is_as_large_as_the_head_of_each_page_says_and_quickly_fetched() -> None:
    file = asset_files.FOLDER / PREVIEW
    assert file.stat().st_size < 100_000
    with Image.open(file) as picture:
        assert (picture.format, picture.size) == ("PNG", PREVIEW_SIZE)


@pytest.mark.parametrize("name", assets.FILES)
def test_a_file_has_an_address_under_which_it_may_be_kept_for_ever(name: str) -> None:
    address = asset_files.address(name)
    assert address.startswith(f"{asset_files.PREFIX}/{name}?v=")
    assert request(app, f"/{address}").headers["cache-control"] == FOREVER
