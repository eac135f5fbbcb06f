"""The answer to an address that does not exist. Streamlit's own would be its start page, a dialog on it in English."""

from collections.abc import Collection

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from figures.html import render
from figures.texts import LANGUAGES
from server.document import document, language_asked
from server.paths import route_path

STREAMLIT = ("_stcore", "component", "favicon.png", "manifest.json", "media", "static")


class Missing:
    """ASGI middleware before Streamlit, which takes every address for one of its pages.

    `pages` are their paths; `others` are the folders and files at the top that are answered too, beside Streamlit's.
    """

    def __init__(self, app: ASGIApp, pages: Collection[str], others: Collection[str]) -> None:
        self.app = app
        self.pages = {f"/{path}" for path in pages}
        self.others = {*others, *STREAMLIT}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = route_path(scope) if scope["type"] == "http" else "/"
        if path in self.pages or path.split("/")[1] in self.others:
            await self.app(scope, receive, send)
        else:
            await not_found(Request(scope))(scope, receive, send)


def not_found(request: Request) -> Response:
    """The plain page that says so, in the language that the address asks for."""
    words = language_asked(request)
    root = "../" * (route_path(request.scope).count("/") - 1) or "./"
    links = [(language, f"?lang={language}") for language in LANGUAGES]
    body = document(words, words("missing.title"), render("missing.html", words, root=root), links, root)
    return Response(body, 404, media_type="text/html")
