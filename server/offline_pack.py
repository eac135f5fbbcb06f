"""The offline pack: one HTML file that needs neither network nor server, and that may load nothing."""

import base64
import hashlib
import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path

import xstatic.pkg.leaflet as leaflet

from figures import asset_files, stylesheet
from figures.html import render, script_value
from figures.pack import Pack, content, map_data, script_data
from figures.texts import Texts
from roadmap_model.portfolio import Portfolio
from server.question import Question
from server.typeface import typeface

NOTHING = ("'none'",)
STYLE_ATTRIBUTE = re.compile(r'\sstyle="([^"]*)"')


def offline_pack(question: Question) -> bytes:
    return _document(question.portfolio, question.texts)


def saved_as(question: Question) -> str:
    return f"roadmap-zirkulaerwirtschaft-ruhr-{question.portfolio.day.isoformat()}-{question.texts.language}.html"


@lru_cache(maxsize=8)
def _document(portfolio: Portfolio, words: Texts) -> bytes:
    pack = Pack(portfolio, words)
    body = render("pack.html", words, **content(pack))
    scripts = () if portfolio.projects.empty else _scripts(pack)
    style = _typeface() + _leaflet_style() + stylesheet.pack_stylesheet()
    title = f"{words('app.title')} · {words.day(portfolio.day)}"
    return (
        f'<!doctype html>\n<html lang="{words.language}" class="rm rm-pack">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts, style, body)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="icon" href="{_data("image/svg+xml", asset_files.content("icon.svg"))}">\n'
        f"<style>{style}</style>\n</head>\n<body>\n{body}"
        + "".join(f"\n<script>{code}</script>" for code in scripts)
        + "\n</body>\n</html>\n"
    ).encode()


def _scripts(pack: Pack) -> tuple[str, ...]:
    """In the order in which they need each other. Data are scripts whose "<" is written as an escape."""
    return (
        _leaflet_script(),
        script_value("window.ROADMAP", map_data(pack)),
        asset_files.text("map.js"),
        script_value("window.PACK", script_data(pack)),
        asset_files.text("pack.js"),
    )


def _policy(scripts: tuple[str, ...], style: str, body: str) -> str:
    """Nothing is loaded, and nothing runs or styles but what stands here: known by its hash."""
    # The bars of the matrix carry their shares as style attributes.
    attributes = sorted(set(STYLE_ATTRIBUTE.findall(body)))
    styles = [_hash(style), *(["'unsafe-hashes'", *map(_hash, attributes)] if attributes else [])]
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts) if scripts else NOTHING)}",
            f"style-src {' '.join(styles)}",
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _leaflet(name: str) -> str:
    return (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")


@cache
def _leaflet_script() -> str:
    """Without the address of its source map."""
    return re.sub(r"//# sourceMappingURL=\S*", "", _leaflet("leaflet.js"))


@cache
def _leaflet_style() -> str:
    """Without the images of markers and controls that our map does not have."""
    return re.sub(r"[\w-]+:\s*url\([^)]*\)[^;}]*;?", "", _leaflet("leaflet.css"))


@cache
def _typeface() -> str:
    content = typeface()
    source = content and _data("font/woff2", content)
    return f'@font-face{{font-family:"Source Sans 3";font-weight:200 900;src:url({source})}}\n' if source else ""


def _data(kind: str, content: bytes) -> str:
    """Content as an address that loads nothing."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
