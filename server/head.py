"""What search engines and link previews read in the head of a page: of what it is, and its one address."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request

from figures import asset_files
from figures.texts import LANGUAGES, LOCALES, Texts
from roadmap_model import live
from server import assets
from server.discovery import ANY_LANGUAGE, PROJECTS, alternates

PREVIEW = "preview.png"
PREVIEW_SIZE = (1200, 630)
LONGEST_DESCRIPTION = 300


@dataclass(frozen=True)
class Subject:
    """What a page is about; `project` is the identifier of the fact sheet that it shows."""

    title: str
    description: str
    project: str = ""


def subject(key: str, words: Texts, project: str = "") -> Subject:
    """The page of this key, or the project whose fact sheet it shows."""
    row = live.current().by_id("projects").get(project) if project and key == PROJECTS else None
    if row is None:
        return Subject(words(f"page.{key}.title"), words(f"page.{key}.description"))
    summary = textwrap.shorten(words.of(row, "summary"), LONGEST_DESCRIPTION, placeholder=" …")
    return Subject(words.of(row, "name"), summary, project)


def links(request: Request, path: str, about: Subject, words: Texts) -> str:
    """Canonical address, other languages, and the preview of a shared link.

    Search engines are sent to the page without a selection; a shared link keeps the one it has.
    """
    base = str(request.base_url)
    addresses = alternates(base, path, about.project)
    query = urlencode(request.query_params.multi_items(), safe=",")
    width, height = (str(side) for side in PREVIEW_SIZE)
    shared = {
        "og:type": "website",
        "og:site_name": words("app.title"),
        "og:title": about.title,
        "og:description": about.description,
        "og:url": base + path + (f"?{query}" if query else ""),
        "og:locale": words.locale,
        "og:image": base + asset_files.address(PREVIEW),
        "og:image:type": assets.FILES[PREVIEW],
        "og:image:width": width,
        "og:image:height": height,
        "og:image:alt": words("shell.preview"),
    }
    return "\n    ".join(
        [
            _tag("link", {"rel": "canonical", "href": addresses[words.language]}),
            *(
                _tag("link", {"rel": "alternate", "hreflang": language, "href": addresses[language]})
                for language in (*LANGUAGES, ANY_LANGUAGE)
            ),
            *(_tag("meta", {"property": name, "content": value}) for name, value in shared.items()),
            *(
                _tag("meta", {"property": "og:locale:alternate", "content": locale})
                for language, locale in LOCALES.items()
                if language != words.language
            ),
            _tag("meta", {"name": "twitter:card", "content": "summary_large_image"}),
        ]
    )


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    written = " ".join(f'{key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name} {written} />"
