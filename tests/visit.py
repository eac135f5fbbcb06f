"""Visits to the pages without a browser, and their HTML read as text, links and tags."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from figures.texts import Texts, texts
from pages.ui.navigation import BY_KEY
from roadmap_model import clock, live
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import from_query
from tests import region

FRAME = Path(__file__).parent.parent / "pages" / "frame.py"
GERMAN, ENGLISH = texts("de"), texts("en")
TODAY = date(2026, 7, 1)  # the day after the fictional region was published
SHIPPED = date(2026, 11, 22)  # the day on which the shipped roadmap was published
both_languages = pytest.mark.parametrize("words", [GERMAN, ENGLISH], ids=["de", "en"])
# Every AppTest searches all installed packages for components; they are the same each time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
VOID = {"br", "img", "input", "hr", "meta", "link", "wbr"}


@contextmanager
def served(folder: Path, today: date) -> Iterator[Roadmap]:
    """Put a data folder into service and stop the clock."""
    with pytest.MonkeyPatch.context() as patch:
        roadmap = live.LiveRoadmap(folder)
        patch.setattr(live, "_served", roadmap)
        patch.setattr(clock, "today", lambda: today)
        yield roadmap.current()
        _opened.cache_clear()


def in_service(change: Callable[[dict[str, list[region.Row]]], None] = lambda rows: None) -> Any:
    """A fixture for a module: the fictional region, after `change` has had its way with the rows, in service."""

    @pytest.fixture(scope="module", autouse=True)
    def roadmap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roadmap]:
        with served(region.write(tmp_path_factory.mktemp("region"), change), TODAY) as roadmap:
            yield roadmap

    return roadmap


def visit(page: str, query: Mapping[str, str] | None = None) -> AppTest:
    """Open the address of a page, given by its key, in a new session."""
    at = AppTest.from_file(FRAME, default_timeout=60)
    for name, value in (query or {}).items():
        at.query_params[name] = value
    at.run()
    if page != "overview":
        at.switch_page(BY_KEY[page].file).run()
    return at


@cache
def _opened(roadmap: Roadmap, page: str, query: tuple[tuple[str, str], ...]) -> AppTest:
    return visit(page, dict(query))


def opened(page: str, query: Mapping[str, str], words: Texts = GERMAN) -> AppTest:
    """An address in a language, opened once for all tests that only look at it."""
    return _opened(live.current(), page, tuple(in_language(query, words).items()))


def revisit(at: AppTest, **query: str) -> AppTest:
    """Change parameters of the address in the same session."""
    for name, value in query.items():
        at.query_params[name] = value
    return at.run()


def follow(address: str) -> AppTest:
    """Open an address as the pages write it."""
    path, query = split(address)
    return visit(next(key for key, page in BY_KEY.items() if page.path == path), query)


def split(address: str) -> tuple[str, dict[str, str]]:
    """Path of the page and parameters of one of our addresses."""
    parts = urlsplit(address)
    return parts.path.removeprefix("./"), dict(parse_qsl(parts.query, keep_blank_values=True))


def in_language(query: Mapping[str, str], words: Texts) -> dict[str, str]:
    return dict(query) | ({"lang": words.language} if words.language != "de" else {})


def expected(query: Mapping[str, str]) -> Portfolio:
    """What the model says about the address of a page."""
    roadmap, today = live.current(), clock.today()
    selection, _ = from_query(query, roadmap, today)
    return portfolio(roadmap, selection, today)


def assert_sound(at: AppTest) -> None:
    """The run went through to its end: title first, foot last, no error in between."""
    assert not at.exception, at.exception[0].message
    assert not at.error
    assert len(at.title) == 1
    assert at.title[0].value.strip()
    assert read(at).having("rm-footer"), "the page ends early"


@dataclass
class Link:
    href: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def project(self) -> str:
        """The project whose fact sheet it opens; empty for other links."""
        return split(self.href)[1].get("projekt", "")


@dataclass
class Element:
    """A tag with the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


@dataclass
class Document:
    """What all HTML elements of a page say together."""

    source: str
    elements: list[Element] = field(default_factory=list)
    text: str = ""

    @property
    def links(self) -> list[Link]:
        return [
            Link(e.attributes["href"], e.attributes, e.text)
            for e in self.elements
            if e.tag == "a" and "href" in e.attributes
        ]

    @property
    def projects(self) -> list[str]:
        """Ids of the linked projects, in order, each once."""
        links = [link for link in self.links if "hreflang" not in link.attributes]
        return list(dict.fromkeys(link.project for link in links if link.project))

    def having(self, name: str) -> list[Element]:
        """Elements of a class."""
        return [element for element in self.elements if name in element.classes]

    def tagged(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


class _Reader(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.document = Document(source)
        self._open: list[Element] = []
        self.feed(source)
        self.close()
        for element in self.document.elements:
            element.text = " ".join(element.text.split())
        self.document.text = " ".join(self.document.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.document.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.document.text += f"{data} "
        for element in self._open:
            element.text += f"{data} "


def read(at: AppTest) -> Document:
    """The HTML elements of a page; fails if their tags do not nest."""
    return _Reader("\n".join(bodies(at))).document


def bodies(at: AppTest) -> list[str]:
    return [element.proto.body for element in at.get("html")]


def messages(at: AppTest) -> str:
    """Everything that the page sends to the browser, as text."""
    return "\n".join(str(node.proto) for node in at if hasattr(node, "proto"))


def warnings(at: AppTest) -> list[str]:
    """The notices on a page as a reader sees them."""
    return [literal(warning.value) for warning in at.warning]


def literal(markdown: str) -> str:
    """What a reader sees of escaped markdown; fails if it could mean an image, a link or a tag."""
    assert not re.search(r"(?<!\\)[\[\]<>{}`$]", markdown), markdown
    return re.sub(r"\\(.)", r"\1", markdown)
