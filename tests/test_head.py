"""The head of each page: one address, every language, a preview for shared links, and the data set in schema.org."""

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.responses import PlainTextResponse

from figures import asset_files
from figures.texts import LANGUAGES, LOCALES, texts
from pages.ui.navigation import PAGES
from roadmap_model import clock, live
from server.compression import compress
from server.head import LONGEST_DESCRIPTION, PREVIEW
from server.open_data import FILES
from server.schema_org import data_block
from server.shell import Shell, streamlit_index
from tests import region
from tests.asgi import request
from tests.documents import Reader
from tests.hostile import ATTACK

BASE = "https://example.org/"
PROJECTS = region.tables()["projects"]
app = Shell(PlainTextResponse("streamlit"), {page.path: page.key for page in PAGES})
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
languages = pytest.mark.parametrize("language", LANGUAGES)
ATTACKS = [
    ATTACK,
    '"><script>alert(1)</script>',
    "</script></head>",
    "' onload='x",
    "{{7*7}}",
    "\\g<0>",
    "a\r\nb",
    "\0",
    "é☃",
]


@pytest.fixture(autouse=True)
def in_service(live_region: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_region)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 7, 1))


@pytest.fixture
def hostile(live_hostile: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_hostile)


def html(address: str = "", **scope: str) -> str:
    return request(app, f"/{address}", {"host": "example.org"}, scheme="https", **scope).text


def read(address: str = "", **scope: str) -> Reader:
    return Reader(html(address, **scope))


def links(reader: Reader, rel: str) -> list[tuple[str | None, str | None]]:
    return [(a.get("hreflang"), a.get("href")) for tag, a in reader.elements if tag == "link" and a.get("rel") == rel]


def german_and_english(path: str) -> tuple[str, str]:
    return f"{BASE}{path}", f"{BASE}{path}{'&' if '?' in path else '?'}lang=en"


@pages
@languages
@pytest.mark.parametrize("query", ["", "feld=paas&stand=2025-06-30", "projekt=gibt-es-nicht", "unsinn=1"])
def test_a_page_has_one_address_per_language_whatever_the_selection(page: object, language: str, query: str) -> None:
    reader = read(f"{page.path}?{query}&lang={language}")  # type: ignore[attr-defined]
    german, english = german_and_english(page.path)  # type: ignore[attr-defined]
    assert links(reader, "canonical") == [(None, german if language == "de" else english)]
    assert links(reader, "alternate") == [("de", german), ("en", english), ("x-default", german)]


@languages
def test_a_fact_sheet_has_its_own_address_name_and_summary(language: str) -> None:
    words = texts(language)
    for project in PROJECTS:
        made = html(f"projekte?projekt={project['id']}&lang={language}&feld=paas")
        reader = Reader(made)
        german, english = german_and_english(f"projekte?projekt={project['id']}")
        assert links(reader, "canonical") == [(None, german if language == "de" else english)]
        assert links(reader, "alternate") == [("de", german), ("en", english), ("x-default", german)]
        assert reader.meta("og:title") == project[f"name_{language}"]
        assert reader.meta("description") == reader.meta("og:description") == project[f"summary_{language}"]
        assert f"<title>{project[f'name_{language}']} · {words('app.title')}</title>" in made


@pages
@languages
def test_a_shared_link_shows_what_the_page_is(page: object, language: str) -> None:
    reader, words = read(f"{page.path}?lang={language}"), texts(language)  # type: ignore[attr-defined]
    assert reader.meta("og:title") == words(f"page.{page.key}.title")  # type: ignore[attr-defined]
    assert reader.meta("og:description") == words(f"page.{page.key}.description")  # type: ignore[attr-defined]
    assert reader.meta("og:site_name") == words("app.title")
    assert reader.meta("og:locale") == LOCALES[language]
    assert {LOCALES[language], reader.meta("og:locale:alternate")} == set(LOCALES.values())
    assert reader.meta("twitter:card") == "summary_large_image"


@pages
def test_the_picture_has_an_absolute_address_that_is_served(page: object) -> None:
    reader = read(page.path)  # type: ignore[attr-defined]
    assert reader.meta("og:image") == BASE + asset_files.address(PREVIEW)
    assert (reader.meta("og:image:width"), reader.meta("og:image:height")) == ("1200", "630")
    assert reader.meta("og:image:alt") == texts("de")("shell.preview")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", BASE),
        ("karte?feld=paas,produktion&ort=05901&lang=en", f"{BASE}karte?feld=paas,produktion&ort=05901&lang=en"),
        ("aenderungen?von=2025-01-01", f"{BASE}aenderungen?von=2025-01-01"),
        ("karte?suche=%C3%A4%20%22%3E", f"{BASE}karte?suche=%C3%A4+%22%3E"),
    ],
)
def test_a_shared_link_keeps_its_selection(address: str, expected: str) -> None:
    assert read(address).meta("og:url") == expected


def test_addresses_follow_the_place_where_the_app_is() -> None:
    reader = Reader(request(app, "/ruhr/karte", {"host": "kreis.example"}, root_path="/ruhr").text)
    assert links(reader, "canonical") == [(None, "http://kreis.example/ruhr/karte")]
    assert str(reader.meta("og:image")).startswith("http://kreis.example/ruhr/app/static/")


@pytest.mark.parametrize("host", ['evil"><script>', "a b", "", "x/y", "<b>"])
def test_a_host_that_is_none_is_not_repeated(host: str) -> None:
    reader = Reader(request(app, "/karte", {"host": host}).text)
    assert links(reader, "canonical") == [(None, "http://testserver/karte")]


def test_a_long_summary_ends_with_a_whole_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = region.write(tmp_path / "long", region.edit("projects", 0, summary_de="Wort " * 100 + "Ende"))
    monkeypatch.setattr(live, "_served", live.LiveRoadmap(folder))
    description = read("projekte?projekt=ahorn").meta("description")
    assert description
    assert len(description) <= LONGEST_DESCRIPTION
    assert description.endswith("Wort …")


# The data set, in the words of search engines


@languages
def test_the_start_page_tells_what_the_data_set_is(language: str) -> None:
    publisher, site, dataset = json.loads(read(f"?lang={language}").data)["@graph"]
    declaration, words = live.current().declaration, texts(language)
    assert (publisher["@type"], site["@type"], dataset["@type"]) == ("Organization", "WebSite", "Dataset")
    assert publisher["name"] == declaration.publisher
    assert site["publisher"] == dataset["publisher"] == dataset["creator"] == {"@id": publisher["@id"]}
    assert (site["url"], site["name"]) == (BASE, words("app.title"))
    assert dataset["name"] == declaration.title[language]
    assert dataset["description"] == declaration.description[language]
    assert dataset["license"] == declaration.licence["path"]
    assert (dataset["dateModified"], dataset["temporalCoverage"]) == ("2026-06-30", "2021-01-01/2026-06-30")
    south, west, north, east = map(float, dataset["spatialCoverage"]["geo"]["box"].split())
    assert 51 < south < north < 52
    assert 6 < west < east < 9


def test_every_file_of_data_can_be_found_by_search_engines() -> None:
    dataset = json.loads(read().data)["@graph"][2]
    found = {one["contentUrl"]: one["encodingFormat"] for one in dataset["distribution"]}
    assert found == {f"{BASE}api/v1/{file.name}": file.kind for file in FILES if file.is_data}


@pages
def test_only_the_start_page_has_it_and_only_once(page: object) -> None:
    assert html(page.path).count("application/ld+json") == (0 if page.path else 1)  # type: ignore[attr-defined]


def test_a_first_visit_grows_by_no_more_than_three_kilobytes() -> None:
    compressed = {len(compress(html(page.path).encode(), "br")) for page in PAGES}
    assert max(compressed) - len(compress(streamlit_index().encode(), "br")) < 3000


# Hostile data and addresses


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_ends_the_block_of_data(text: str) -> None:
    block = data_block({"name": text, text: [text]})
    assert block.count("<") == 2
    assert block.count(">") == 2
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"name": text, text: [text]}
    assert inside.isascii()


@languages
@pytest.mark.parametrize("address", ["", "karte", *(f"projekte?projekt={project['id']}" for project in PROJECTS[:3])])
def test_hostile_data_become_neither_elements_nor_attributes(address: str, language: str, hostile: None) -> None:
    made = html(f"{address}{'&' if '?' in address else '?'}lang={language}")
    reader = Reader(made)
    assert "<img" not in made
    assert "alert(2)</script>" not in made
    assert not re.search(r"\b1337\b", made)
    assert made.count("</head>") == made.count("</title>") == 1
    for tag, attributes in reader.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert tag not in ("img", "iframe", "style", "b")
    if not address:
        assert json.loads(reader.data)["@graph"][0]["name"].startswith(ATTACK)
    if address.startswith("projekte"):
        assert str(reader.meta("og:title")).startswith(ATTACK)


@pytest.mark.parametrize("name", ["suche", "projekt", "lang", "feld", "unsinn"])
@pytest.mark.parametrize("text", ATTACKS)
def test_hostile_addresses_become_neither_elements_nor_attributes(name: str, text: str) -> None:
    query = urlencode({name: text})
    reader, harmless = read(f"projekte?{query}"), read("projekte")
    assert [tag for tag, _ in reader.elements] == [tag for tag, _ in harmless.elements]
    assert [set(attributes) for _, attributes in reader.elements] == [set(a) for _, a in harmless.elements]
    assert reader.meta("og:url") == f"{BASE}projekte?{urlencode({name: text}, safe=',')}"
    assert links(reader, "canonical") == links(harmless, "canonical")
