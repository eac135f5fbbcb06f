"""The offline pack: it says what the app says, loads nothing, and whatever the data say stays text in it."""

import base64
import hashlib
import random
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from figures.pack import Pack, content
from figures.texts import LANGUAGES, texts
from pages.ui import about_content
from pages.ui.session import View
from roadmap_model import clock, live
from roadmap_model.live import LiveRoadmap
from roadmap_model.load import DATA
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection, from_query, vocabulary
from server.routes import ROUTES
from tests.asgi import Answer, request

app = Starlette(routes=ROUTES)
TODAY = date(2026, 11, 22)
LARGEST = 8 * 1024 * 1024
LOADING = {"src", "srcset", "srcdoc", "action", "formaction", "data", "poster", "ping", "background", "xlink:href"}
languages = pytest.mark.parametrize("language", LANGUAGES)


class Read(HTMLParser):
    """What a browser makes of the file: elements with attributes, the contents of scripts and styles, and texts."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self.text = ""
        self._inside = ""
        self.feed(answer.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag
        if tag in self.inline:
            self.inline[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.inline:
            self.inline[self._inside][-1] += data
        else:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def projects(self) -> list[str]:
        """The fact sheets, in order."""
        return [a["id"].removeprefix("projekt-") for a in self.all("article")]

    @property
    def policy(self) -> dict[str, list[str]]:
        (policy,) = [a["content"] for a in self.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
        return {name: sources.split() for name, _, sources in (part.partition(" ") for part in policy.split("; "))}


@pytest.fixture(scope="module")
def shipped_data() -> Iterator[Roadmap]:
    """The shipped data in service."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "_served", LiveRoadmap(DATA))
        patch.setattr(clock, "today", lambda: TODAY)
        yield live.current()


@pytest.fixture(scope="module")
def whole(shipped_data: Roadmap) -> Answer:
    """The largest file: everything."""
    return ask()


def ask(query: str = "", **headers: str) -> Answer:
    return request(app, f"/api/v1/roadmap.html?{query}", headers)


def selected(roadmap: Roadmap, query: dict[str, str]) -> Portfolio:
    selection, unknown = from_query(query, roadmap, TODAY)
    assert not unknown
    return portfolio(roadmap, selection, TODAY)


def random_queries(roadmap: Roadmap) -> Iterator[dict[str, str]]:
    """Selections by one or two parameters, some of them of the past; always the same ones."""
    chance, known = random.Random(7), vocabulary(roadmap)
    while True:
        names = chance.sample(("feld", "thema", "phase", "ort", "akteur", "ziel", "umfang"), chance.choice((1, 2)))
        query = {name: chance.choice(known[name]) for name in names}
        if chance.random() < 0.3:
            query["stand"] = f"{chance.randint(2021, 2025)}-06-30"
        yield query


# The same projects as in the app


def test_ten_random_selections_hold_the_projects_of_the_model(shipped_data: Roadmap) -> None:
    tried = 0
    for query in random_queries(shipped_data):
        expected = selected(shipped_data, query)
        if not 1 <= len(expected.projects) <= 15:
            continue
        read = Read(ask(urlencode(query)))
        assert sorted(read.projects) == sorted(expected.projects.index), query
        listed = [a["data-keys"].split() for a in read.all("li") if "data-keys" in a]
        assert len(listed) == len(expected.projects)
        for place, count in expected.place_counts.items():
            assert sum(f"ort:{place}" in keys for keys in listed) == count, (query, place)
        assert texts("de")("count.projects", n=len(expected.projects)) in read.text
        tried += 1
        if tried == 10:
            return


def test_without_a_selection_every_project_has_its_sheet(whole: Answer, shipped_data: Roadmap) -> None:
    expected = selected(shipped_data, {})
    assert Read(whole).projects == list(expected.projects.index)


def test_a_sheet_holds_reports_milestones_places_and_sources(roadmap: Roadmap) -> None:
    values = content(Pack(portfolio(roadmap, Selection(), date(2026, 7, 1)), texts("de")))
    for sheet in values["sheets"]:
        reports = roadmap.reports[roadmap.reports["project"] == sheet["id"]]
        milestones = roadmap.milestones[roadmap.milestones["project"] == sheet["id"]]
        assert len(sheet["history"]) == len(reports)
        assert len(sheet["milestones"]) == len(milestones)
        (places,) = [fact["items"] for fact in sheet["facts"] if fact["label"] == "selection.places"]
        assert places
        assert [values["sources"][n - 1][1] for n, _ in sheet["sources"]] == [source for _, source in sheet["sources"]]


@languages
def test_the_file_is_stamped_with_version_stand_and_selection(language: str, shipped_data: Roadmap) -> None:
    words = texts(language)
    answer = ask(f"stand=2024-06-30&ort=05512000&lang={language}")
    read = Read(answer)
    assert read.all("html")[0]["lang"] == language
    assert shipped_data.version in read.text
    assert words.day(date(2024, 6, 30)) in read.text
    assert f"{words('selection.places')}: Bottrop" in read.text
    assert answer.headers["roadmap-stand"] == "2024-06-30"
    name = f"roadmap-zirkulaerwirtschaft-ruhr-2024-06-30-{language}.html"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


@languages
@pytest.mark.parametrize("query", ["suche=gibt+es+nicht", "stand=2000-01-01"])
def test_an_empty_selection_says_so_in_words(language: str, query: str, shipped_data: Roadmap) -> None:
    read = Read(ask(f"{query}&lang={language}"))
    assert texts(language)("pack.empty") in read.text
    assert read.projects == []
    assert read.inline["script"] == []
    assert read.policy["script-src"] == ["'none'"]


@languages
def test_the_page_on_data_and_method_leads_to_the_file_of_its_selection(language: str, roadmap: Roadmap) -> None:
    selection = Selection(action_fields=("paas",), text="projekte", as_of=date(2026, 1, 1))
    link = about_content.content(View(roadmap, texts(language), selection, (), TODAY))["pack"]
    tail = "" if language == "de" else "&lang=en"
    assert link == f"api/v1/roadmap.html?feld=paas&suche=projekte&stand=2026-01-01{tail}"


# It loads nothing


def test_it_is_small_enough_for_any_mail(whole: Answer) -> None:
    assert len(whole.body) <= LARGEST


def test_nothing_is_loaded_and_addresses_stand_only_in_links(whole: Answer) -> None:
    read = Read(whole)
    for tag, attributes in read.elements:
        assert not LOADING & set(attributes), tag
        for name, value in attributes.items():
            if name == "href":
                assert value.startswith(("#", "data:")) or (tag == "a" and value.startswith(("https://", "http://")))
            else:
                assert "://" not in value, (tag, name)
            assert "url(" not in value or value == "url(#rm-hatch)"
    (style,) = read.inline["style"]
    assert "@import" not in style
    assert all(address.strip("\"'").startswith("data:") for address in re.findall(r"url\(([^)]*)\)", style))
    assert not any("sourceMappingURL" in script for script in read.inline["script"])


def test_the_policy_lets_nothing_in_but_what_stands_in_the_file(whole: Answer) -> None:
    read = Read(whole)

    def hashed(contents: list[str]) -> set[str]:
        digests = (hashlib.sha256(one.encode()).digest() for one in contents)
        return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}

    assert read.policy["default-src"] == ["'none'"]
    assert set(read.policy["script-src"]) == hashed(read.inline["script"])
    attributes = [a["style"] for _, a in read.elements if "style" in a]
    assert set(read.policy["style-src"]) - {"'unsafe-hashes'"} == hashed(read.inline["style"]) | hashed(attributes)
    assert not re.search(r"\*|unsafe-inline|unsafe-eval|http", " ".join(sum(read.policy.values(), [])))
    tags = [tag for tag, _ in read.elements]
    assert tags.index("meta") < min(tags.index("style"), tags.index("script"))
    assert read.elements[tags.index("meta") + 1][1]["http-equiv"] == "Content-Security-Policy"


def test_every_link_within_the_document_leads_somewhere(whole: Answer) -> None:
    read = Read(whole)
    assert len(read.ids) == len(set(read.ids))
    inner = {a["href"][1:] for a in read.all("a") if a["href"].startswith("#")}
    assert {address for address in inner if "=" not in address} <= set(read.ids)
    narrowing = {address for address in inner if "=" in address and address != "ort="}
    keys = [set(a["data-keys"].split()) for a in read.all("li") if "data-keys" in a]
    for address in narrowing:
        assert any({part.replace("=", ":") for part in address.split("&")} <= own for own in keys), address


def test_what_the_browser_holds_is_not_sent_again(shipped_data: Roadmap) -> None:
    first = ask("feld=paas")
    again = request(app, "/api/v1/roadmap.html?feld=paas", {"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


# Hostile data


@languages
def test_hostile_data_stay_text(language: str, live_hostile: LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_hostile)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 7, 1))
    answer = ask(f"lang={language}")
    read = Read(answer)
    assert answer.text.count("№") > 100
    assert not re.search(r"\b1337\b", read.text)
    assert {tag for tag, _ in read.elements}.isdisjoint({"img", "iframe", "object", "form", "base", "template"})
    assert len(read.inline["script"]) == len(re.findall("<script", answer.text)) == 5
    assert len(re.findall("</script", answer.text, re.IGNORECASE)) == 5
    assert "<!--" not in answer.text
    for tag, attributes in read.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        address = attributes.get("href", "")
        assert not address.strip().lower().startswith("javascript:")
        assert tag == "a" or not address or address.startswith("data:image/svg+xml;base64,")
    assert "№" not in " ".join(attributes.get("style", "") for _, attributes in read.elements)
