"""Streamlit's index.html, as our pages deliver it: language, title, description, links, style and icon.

Streamlit knows only one shell, in English and titled "Streamlit". Search engines, link previews and
screen readers meet it before any script has run.
"""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from figures import asset_files, map_layers
from figures.digest import digest
from figures.texts import LANGUAGES, Texts, texts
from roadmap_model import live
from server import assets, schema_org
from server.conditional import REVALIDATE, answer
from server.head import Subject, links, subject
from server.paths import route_path

START = "/"  # path of the page that tells search engines what the app is
MAP = "map"  # key of the page whose scripts are fetched ahead
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"

LANGUAGE = re.compile(r'<html lang="[^"]*">')
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
ICON = re.compile(r'<link rel="shortcut icon"[^>]*>')
# The pointer to an endpoint that this app closes, with the comment that explains it.
AGENT_LINK = re.compile(r'(<!--(?:(?!-->).)*?-->\s*)?<link rel="service-desc"[^>]*>', re.DOTALL)
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
HEAD_END = re.compile(r"(?=</head>)")


@cache
def streamlit_index() -> str:
    """The page that Streamlit delivers on every path."""
    return INDEX.read_text(encoding="utf-8")


def document(about: Subject, words: Texts, more: str = "") -> str:
    """The shell of one page in one language. What it loads has relative addresses, for any base path.

    `more` is markup for the end of the head.
    """
    title = escape(f"{about.title} · {words('app.title')}")
    description = escape(about.description)
    style = f"./{assets.made_address('roadmap.css')}"
    # Before Streamlit's own scripts, which wait for the document.
    script = f"./{assets.made_address('roadmap.js')}"
    data = f'<a href="./api/v1/projects.csv">{escape(words("shell.open_data"))}</a>'
    changes = (
        (LANGUAGE, f'<html lang="{words.language}">'),
        (TITLE, f'<title>{title}</title>\n    <meta name="description" content="{description}" />'),
        (ICON, f'<link rel="icon" type="image/svg+xml" href="./{asset_files.address("icon.svg")}" />'),
        (AGENT_LINK, ""),
        (NOSCRIPT, f"<noscript><p>{escape(words('shell.noscript'))}</p><p>{data}</p></noscript>"),
        (HEAD_END, f'  <link rel="stylesheet" href="{style}" />\n    <script src="{script}"></script>\n    {more}\n  '),
    )
    html = streamlit_index()
    for place, text in changes:
        html = place.sub(lambda _, text=text: text, html, count=1)  # type: ignore[misc]
    return html


class Shell:
    """ASGI middleware that answers the addresses of pages; all others are left to Streamlit.

    `pages` maps the path of a page to its key. The cookie against forged requests does not suffer:
    Streamlit sets it with the health check that precedes every session.
    """

    def __init__(self, app: ASGIApp, pages: Mapping[str, str]) -> None:
        self.app = app
        self.pages = {f"/{path}": key for path, key in pages.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = route_path(scope) if scope["type"] == "http" else ""
        key = self.pages.get(path)
        if key is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        asked = request.query_params.get("lang", "")
        words = texts(asked if asked in LANGUAGES else LANGUAGES[0])
        about = subject(key, words, request.query_params.get("projekt", ""))
        more = [links(request, path.removeprefix("/"), about, words)]
        if key == MAP:
            more.append(map_scripts(words))
        if path == START:
            more.append(schema_org.data_block(schema_org.start_page(str(request.base_url), words)))
        content = document(about, words, "\n    ".join(more)).encode()
        reply = answer(request, digest(content), lambda: content, "text/html", {"Cache-Control": REVALIDATE})
        await reply(scope, receive, send)


def map_scripts(words: Texts) -> str:
    """Links that fetch the map's scripts while Streamlit's own still load; its frame asks for them late."""
    version = map_layers.map_data_version(live.current(), words)
    return "\n    ".join(
        f'<link rel="prefetch" as="script" href="./{asset_files.PREFIX}/{script}" />'
        for script in map_layers.scripts(version, words.language)
    )
