"""Plain documents: what must be readable without JavaScript and without a session."""

from collections.abc import Sequence
from html import escape

from markupsafe import Markup
from starlette.requests import Request

from figures import asset_files
from figures.html import render
from figures.legal import LEGAL
from figures.texts import LANGUAGES, Texts, texts
from server import assets


def language_asked(request: Request) -> Texts:
    """The texts in the language that `lang` names; German if it names none or another."""
    asked = request.query_params.get("lang", "")
    return texts(asked if asked in LANGUAGES else LANGUAGES[0])


def document(
    words: Texts, title: str, content: Markup, links: Sequence[tuple[str, str]], root: str, again_after: int = 0
) -> str:
    """A whole page in the catalogue's language.

    `links` are its addresses per language, `root` leads to the start page; after `again_after` seconds
    the browser asks again.
    """
    style = assets.made_address("roadmap.css")
    icon = asset_files.address("icon.svg")
    again = f'<meta http-equiv="refresh" content="{again_after}">\n' if again_after else ""
    body = render("document.html", words, content=content, root=root, legal=LEGAL, links=links, current=words.language)
    return (
        f'<!doctype html>\n<html lang="{words.language}" class="rm rm-document">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{again}<title>{escape(title)} · {escape(words('app.title'))}</title>\n"
        f'<link rel="icon" type="image/svg+xml" href="{root}{icon}">\n'
        f'<link rel="stylesheet" href="{root}{style}">\n</head>\n<body>\n{body}</body>\n</html>\n'
    )
