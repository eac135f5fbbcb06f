"""What search engines ask for: robots.txt, and a sitemap with every page and fact sheet in every language."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from figures.texts import LANGUAGES
from pages.ui.navigation import PAGES
from roadmap_model import live
from server.discovery import ANY_LANGUAGE
from server.routes import routes
from server.shell import Shell
from tests import region
from tests.asgi import Answer, request

PATHS = {page.path: page.key for page in PAGES}
PROJECTS = [row["id"] for row in region.tables()["projects"]]
BASE = "https://example.org/"
app = Starlette(routes=routes(PATHS))
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}
TYPES = {"robots.txt": "text/plain", "sitemap.xml": "application/xml"}
both_files = pytest.mark.parametrize("file", TYPES)


@pytest.fixture(autouse=True)
def in_service(live_region: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_region)


def ask(file: str, method: str = "GET", **headers: str) -> Answer:
    sent = {"host": "example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return request(app, f"/{file}", sent, method, scheme="https")


def entries(answer: Answer) -> dict[str, tuple[str, dict[str, str]]]:
    """By address: the day of the last change, and the addresses by language."""
    found = {}
    for url in ElementTree.fromstring(answer.body).findall("map:url", NAMES):
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("xhtml:link", NAMES)}
        found[url.findtext("map:loc", "", NAMES)] = (url.findtext("map:lastmod", "", NAMES), links)
    return found


def test_every_page_and_every_fact_sheet_stands_there_in_every_language() -> None:
    queries = ["", *(f"lang={language}" for language in LANGUAGES[1:])]
    expected = {f"{BASE}{page.path}{f'?{query}' if query else ''}" for page in PAGES for query in queries}
    for project in PROJECTS:
        expected |= {f"{BASE}projekte?projekt={project}{f'&{query}' if query else ''}" for query in queries}
    assert set(entries(ask("sitemap.xml"))) == expected


def test_every_entry_names_itself_and_its_other_languages() -> None:
    found = entries(ask("sitemap.xml"))
    for address, (_, links) in found.items():
        assert set(links) == {*LANGUAGES, ANY_LANGUAGE}
        assert address in links.values()
        assert set(links.values()) <= set(found)
        assert links[ANY_LANGUAGE] == links[LANGUAGES[0]]
        for language in LANGUAGES[1:]:
            assert parse_qs(urlsplit(links[language]).query)["lang"] == [language]


def test_every_entry_was_changed_when_the_data_were_published() -> None:
    assert {day for day, _ in entries(ask("sitemap.xml")).values()} == {"2026-06-30"}


def test_every_address_is_one_that_the_app_answers_as_the_one_of_its_page() -> None:
    shell = Shell(app, PATHS)
    for address in entries(ask("sitemap.xml")):
        parts = urlsplit(address)
        html = request(shell, f"{parts.path}?{parts.query}", {"host": parts.netloc}, scheme=parts.scheme).text
        assert f'<link rel="canonical" href="{address.replace("&", "&amp;")}" />' in html


def test_robots_may_read_everything_and_are_told_where_the_sitemap_is() -> None:
    assert ask("robots.txt").text.splitlines() == ["User-agent: *", "Allow: /", "", f"Sitemap: {BASE}sitemap.xml"]


@both_files
def test_addresses_follow_the_place_where_the_app_is(file: str) -> None:
    text = request(app, f"/ruhr/{file}", {"host": "kreis.example:8443"}, root_path="/ruhr", scheme="https").text
    assert "https://kreis.example:8443/ruhr/" in text
    assert "example.org" not in text


@both_files
def test_what_the_client_holds_is_not_sent_again(file: str) -> None:
    first = ask(file)
    assert first.status == 200
    assert first.headers["content-type"].startswith(
        {"robots.txt": "text/plain", "sitemap.xml": "application/xml"}[file]
    )
    again = ask(file, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert ask(file, "HEAD").headers["etag"] == first.headers["etag"]
    assert ask(file, "POST").status == 405


@both_files
@pytest.mark.parametrize("host", ['evil"><script>', "a\r\nDisallow: /", "", "x/y", "<loc>"])
def test_a_host_that_is_none_is_not_repeated(file: str, host: str) -> None:
    text = request(app, f"/{file}", {"host": host}).text
    assert "http://testserver/" in text
    assert "script" not in text
    assert "Disallow" not in text


def test_new_data_make_a_new_sitemap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = ask("sitemap.xml").headers["etag"]
    new = live.LiveRoadmap(region.write(tmp_path / "new", region.edit("projects", 0, name_de="Neu")))
    monkeypatch.setattr(live, "_served", new)
    assert ask("sitemap.xml").headers["etag"] != first


def test_hostile_data_leave_it_as_it_is(live_hostile: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    harmless = ask("sitemap.xml").text
    monkeypatch.setattr(live, "_served", live_hostile)
    assert ask("sitemap.xml").text == harmless


def test_without_pages_the_sitemap_is_empty() -> None:
    assert entries(request(Starlette(routes=routes({})), "/sitemap.xml")) == {}
