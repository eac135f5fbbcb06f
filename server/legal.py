"""Imprint, data protection and accessibility statement: plain documents with the operator's facts."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from figures.digest import digest
from figures.html import render
from figures.legal import LEGAL
from figures.texts import LANGUAGES
from server.conditional import REVALIDATE, answer
from server.document import document, language_asked
from server.operator import operator

TEMPLATES = {
    "impressum": "legal_imprint.html",
    "datenschutz": "legal_privacy.html",
    "barrierefreiheit": "legal_accessibility.html",
}


def _page(request: Request) -> Response:
    path, words = request.url.path.rsplit("/", 1)[-1], language_asked(request)
    content = render(TEMPLATES[path], words, operator=operator())
    links = [(language, f"?lang={language}") for language in LANGUAGES]
    page = document(words, words(LEGAL[path]), content, links, root="../").encode()
    return answer(request, digest(page), lambda: page, "text/html", {"Cache-Control": REVALIDATE})


ROUTES: list[BaseRoute] = [Route(f"/{path}", _page) for path in LEGAL]
