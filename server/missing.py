"""The answer to an address that does not exist. Streamlit's own would be its start page, a dialog on it in English."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from figures.html import render
from figures.texts import LANGUAGES
from server.document import document, language_asked
from server.paths import route_path

OWN_DOCUMENTS = ("/component/", "/media/")  # HTML of Streamlit's that is not its start page


class Missing:
    """ASGI middleware inside the shell: a document that Streamlit still answers with is its start page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or route_path(scope).startswith(OWN_DOCUMENTS):
            await self.app(scope, receive, send)
            return
        missing = False

        async def unless_missing(message: Message) -> None:
            nonlocal missing
            if message["type"] == "http.response.start":
                missing = (b"content-type", b"text/html") in [(n, v.split(b";")[0]) for n, v in message["headers"]]
            if not missing:
                await send(message)

        await self.app(scope, receive, unless_missing)
        if missing:
            await not_found(Request(scope))(scope, receive, send)


def not_found(request: Request) -> Response:
    """The plain page that says so, in the language that the address asks for."""
    words = language_asked(request)
    root = "../" * (route_path(request.scope).count("/") - 1) or "./"
    links = [(language, f"?lang={language}") for language in LANGUAGES]
    body = document(words, words("missing.title"), render("missing.html", words, root=root), links, root)
    return Response(body, 404, media_type="text/html")
