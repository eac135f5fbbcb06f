"""What pages and the map load from our own origin: styles, scripts, symbols, Leaflet."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from os import PathLike, stat_result

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from xstatic.pkg import leaflet

from figures import asset_files, map_layers
from figures.digest import digest
from figures.page_script import page_script
from figures.stylesheet import stylesheet
from figures.texts import LANGUAGES, texts
from roadmap_model import live
from roadmap_model.roadmap import Roadmap
from server.conditional import FOREVER, REVALIDATE, answer

FILES = {
    "map.js": "text/javascript",
    "icon.png": "image/png",
    "icon.svg": "image/svg+xml",
    "logo-light.svg": "image/svg+xml",
    "logo-dark.svg": "image/svg+xml",
    "preview.png": "image/png",
}


# Those put together from several files.
MADE: Mapping[str, tuple[Callable[[], str], str]] = {
    "roadmap.css": (stylesheet, "text/css"),
    "roadmap.js": (page_script, "text/javascript"),
}


@cache
def _made(name: str) -> bytes:
    return MADE[name][0]().encode()


@cache
def made_address(name: str) -> str:
    """The address of one of MADE, relative to the app's root folder."""
    return f"{asset_files.PREFIX}/{name}?v={digest(_made(name))}"


@lru_cache(maxsize=4)
def _map_data_content(roadmap: Roadmap, language: str) -> bytes:
    return map_layers.map_data(roadmap, texts(language)).encode()


def _asset(request: Request, content: bytes, media_type: str, version: str = "") -> Response:
    """For ever only under the address of this very content: another one may be served tomorrow."""
    tag = digest(content)
    addressed = request.query_params.get("v") == (version or tag)
    headers = {"Cache-Control": FOREVER if addressed else REVALIDATE}
    return answer(request, tag, lambda: content, media_type, headers)


def _map_data(request: Request) -> Response:
    language = request.path_params["language"]
    if language not in LANGUAGES:
        raise HTTPException(404)
    roadmap = live.current()
    content = _map_data_content(roadmap, language)
    return _asset(request, content, "text/javascript", roadmap.version)


def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name in MADE:
        return _asset(request, _made(name), MADE[name][1])
    if name not in FILES:
        raise HTTPException(404)
    return _asset(request, asset_files.content(name), FILES[name])


class PinnedFiles(StaticFiles):
    """Files of a pinned package; an address with a version may be kept for ever."""

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        versioned = Request(scope).query_params.get("v")
        response.headers["Cache-Control"] = FOREVER if versioned else REVALIDATE
        return response


ROUTES: list[BaseRoute] = [
    Mount("/leaflet", PinnedFiles(directory=leaflet.BASE_DIR)),
    Route("/map-data-{language}.js", _map_data),
    Route("/{name}", _file),
]
