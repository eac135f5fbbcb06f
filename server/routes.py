"""All that the app serves beside its pages, in the order in which it is tried."""

from collections.abc import Mapping

from starlette.middleware import Middleware
from starlette.routing import Mount, Route, Router

from figures.asset_files import PREFIX
from roadmap_model.storyboards import SHORT
from server import assets, discovery, legal, open_data, short
from server.compression import Compression
from server.failure import Failure
from server.headers import SecurityHeaders
from server.missing import Missing
from server.sessions import Sessions
from server.shell import Shell

# Mounts own their whole folder: what they do not know is "not found", not a page of the app.
ROUTES: list[Mount] = [
    Mount("/api", Router(open_data.ROUTES, redirect_slashes=False)),
    Mount(f"/{PREFIX}", Router(assets.ROUTES, redirect_slashes=False)),
    Mount("/recht", Router(legal.ROUTES, redirect_slashes=False)),
    Mount(f"/{SHORT}", Router(short.ROUTES, redirect_slashes=False)),
]


def routes(pages: Mapping[str, str]) -> list[Mount | Route]:
    """`pages` maps the path of each page to its key."""
    return [*ROUTES, *discovery.routes(pages)]


def middleware(pages: Mapping[str, str], sessions: int | None = None, parents: str = "") -> list[Middleware]:
    """From the outside in; `pages` maps the path of each page to its key.

    `sessions` limits visitors, `parents` names the sites that may frame us.
    """
    limited = [Middleware(Sessions, pages=pages, limit=sessions)] if sessions else []
    return [
        Middleware(SecurityHeaders, parents=parents),
        Middleware(Failure),
        Middleware(Compression),
        *limited,
        Middleware(Shell, pages=pages),
        Middleware(Missing, pages=pages, others={route.path.split("/")[1] for route in routes(pages)}),
    ]
