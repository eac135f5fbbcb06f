"""All that the app serves beside its pages, in the order in which it is tried."""

from collections.abc import Mapping

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Router

from server import assets, discovery, open_data
from server.compression import Compression
from server.headers import SecurityHeaders
from server.shell import Shell

# Mounts own their whole folder: what they do not know is "not found", not a page of the app.
ROUTES: list[BaseRoute] = [
    Mount("/api", Router(open_data.ROUTES, redirect_slashes=False)),
    Mount("/assets", Router(assets.ROUTES, redirect_slashes=False)),
]


def routes(pages: Mapping[str, str]) -> list[BaseRoute]:
    """`pages` maps the path of each page to its key."""
    return [*ROUTES, *discovery.routes(pages)]


def middleware(pages: Mapping[str, str], parents: str = "") -> list[Middleware]:
    """From the outside in; `pages` maps the path of each page to its key, `parents` may frame us."""
    return [
        Middleware(SecurityHeaders, parents=parents),
        Middleware(Compression),
        Middleware(Shell, pages=pages),
    ]
