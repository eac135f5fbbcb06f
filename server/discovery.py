"""What search engines ask for first: /robots.txt, and /sitemap.xml with every page and fact sheet."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from figures.digest import digest
from figures.texts import LANGUAGES
from roadmap_model import live
from server.conditional import answer

PROJECTS = "projects"  # key of the page that shows the fact sheets
LIFETIME = {"Cache-Control": "public, max-age=300"}
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
ANY_LANGUAGE = "x-default"


def page_address(base: str, path: str, language: str, project: str = "") -> str:
    """The one address of a page, or of a fact sheet, in a language: without a selection."""
    tail = {"projekt": project} if project else {}
    tail |= {"lang": language} if language != LANGUAGES[0] else {}
    return base + path + (f"?{urlencode(tail)}" if tail else "")


def alternates(base: str, path: str, project: str = "") -> dict[str, str]:
    """The addresses of the same page by language, and the one for everybody else."""
    by_language = {language: page_address(base, path, language, project) for language in LANGUAGES}
    return {**by_language, ANY_LANGUAGE: by_language[LANGUAGES[0]]}


def routes(pages: Mapping[str, str]) -> list[Route]:
    """`pages` maps the path of each page to its key."""

    def sitemap(request: Request) -> Response:
        roadmap, base = live.current(), str(request.base_url)
        stand = roadmap.published.isoformat()

        def content() -> str:
            entries = "".join(_entries(base, pages, sorted(roadmap.projects.index), stand))
            return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {NAMESPACES}>\n{entries}</urlset>\n'

        return answer(request, digest(f"{base}\n{roadmap.version}"), content, "application/xml", LIFETIME)

    def robots(request: Request) -> Response:
        content = f"User-agent: *\nAllow: /\n\nSitemap: {request.base_url}sitemap.xml\n"
        return answer(request, digest(content), lambda: content, "text/plain", LIFETIME)

    return [Route("/robots.txt", robots, methods=["GET"]), Route("/sitemap.xml", sitemap, methods=["GET"])]


def _entries(base: str, pages: Mapping[str, str], projects: list[str], stand: str) -> Iterator[str]:
    """One entry per page and fact sheet in each language, each naming all its languages."""
    sheets = [(path, project) for path, key in pages.items() if key == PROJECTS for project in projects]
    for path, project in [*((path, "") for path in pages), *sheets]:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'
            for language, address in alternates(base, path, project).items()
        )
        for language in LANGUAGES:
            address = escape(page_address(base, path, language, project))
            yield f"<url><loc>{address}</loc><lastmod>{stand}</lastmod>{links}</url>\n"
