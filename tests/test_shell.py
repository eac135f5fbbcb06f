"""The shell of each page: language, title, description and links, before any script runs."""

import re
from html import unescape

import pytest
from starlette.responses import PlainTextResponse

from figures import asset_files
from figures.texts import LANGUAGES, Texts, texts
from roadmap_model import live
from server import shell
from server.head import subject
from server.headers import document_policy, script_hashes
from server.shell import Shell, document, streamlit_index
from tests.asgi import request
from tests.documents import DATA, Reader

PAGES = {"": "overview", "karte": "map", "projekte": "projects"}
PLACES = (shell.LANGUAGE, shell.TITLE, shell.ICON, shell.AGENT_LINK, shell.NOSCRIPT, shell.HEAD_END)

app = Shell(PlainTextResponse("streamlit"), PAGES)
pages = pytest.mark.parametrize("path", [f"/{path}" for path in PAGES])
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def in_service(live_region: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_region)


class HostileTexts:
    """A catalogue in which every text attacks the document."""

    language = "de"
    attack = '</title></noscript><script>alert(1)</script>"><img onerror=x> \\1 \\g<0> {{7*7}} &amp;'

    def __call__(self, key: str, **_: object) -> str:
        return self.attack


def plain(key: str, words: Texts) -> str:
    return document(subject(key, words), words)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.pattern[:20])
def test_streamlits_shell_has_each_place_exactly_once(place: re.Pattern[str]) -> None:
    assert len(place.findall(streamlit_index())) == 1


@pages
@languages
def test_a_page_names_its_language_and_title(path: str, language: str) -> None:
    html = request(app, f"{path}?lang={language}").text
    words = texts(language)
    assert f'<html lang="{language}">' in html
    title = re.search(r"<title>(.*?)</title>", html)
    assert title
    own = words(f"page.{PAGES[path[1:]]}.title")
    assert unescape(title[1]) == f"{own} · {words('app.title')}"


@pages
@languages
def test_a_page_has_its_description_in_the_same_language(path: str, language: str) -> None:
    elements = Reader(request(app, f"{path}?lang={language}").text).elements
    metas = [a for tag, a in elements if tag == "meta" and a.get("name") == "description"]
    assert [m["content"] for m in metas] == [texts(language)(f"page.{PAGES[path[1:]]}.description")]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?lang=",
        "?lang=fr",
        "?lang=%3Cscript%3E",
        "?lang=../../etc",
        "?feld=paas",
        "?lang=EN",
        "?%ff=%fe",
    ],
)
def test_any_other_language_is_german(query: str) -> None:
    answer = request(app, f"/karte{query}")
    assert answer.status == 200
    assert '<html lang="de">' in answer.text
    assert "<script>" not in answer.text.replace("<script>\n      window.prerender", "")


@languages
def test_links_are_relative_and_point_to_our_files(language: str) -> None:
    reader = Reader(plain("map", texts(language)))
    assert reader.links("icon") == [f"./{asset_files.address('icon.svg')}"]
    assert reader.links("service-desc") == reader.links("shortcut icon") == []
    ours = [href for href in reader.links("stylesheet") if href and "roadmap.css" in href]
    assert len(ours) == 1
    assert re.fullmatch(r"\./app/static/roadmap\.css\?v=[0-9a-f]{12}", ours[0])
    for _, attributes in reader.elements:
        for name in ("href", "src"):
            assert (attributes.get(name) or "./").startswith("./")


@languages
def test_nothing_of_the_agent_interface_is_left(language: str) -> None:
    html = plain("overview", texts(language))
    assert "agent" not in html.lower().replace("user-agent", "")
    assert texts(language)("shell.noscript") in unescape(html)


@languages
@pages
def test_scripts_stay_those_of_streamlit_and_match_the_policy(path: str, language: str) -> None:
    html = request(app, f"{path}?lang={language}").text
    html = re.sub(f'<script type="{re.escape(DATA)}">.*?</script>', "", html)  # data: no browser runs them
    sources = [a.get("src") for tag, a in Reader(html).elements if tag == "script"]
    assert re.fullmatch(r"\./app/static/roadmap\.js\?v=[0-9a-f]{12}", sources.pop())
    assert sources == [a.get("src") for tag, a in Reader(streamlit_index()).elements if tag == "script"]
    assert all(hash_ in document_policy(streamlit_index()) for hash_ in script_hashes(html))


def test_hostile_texts_stay_text() -> None:
    html = plain("overview", HostileTexts())  # type: ignore[arg-type]
    assert "alert(1)</script>" not in html
    assert "onerror" not in {name for _, a in Reader(html).elements for name in a}
    assert "49" not in re.findall(r"<title>.*?</title>", html)[0]
    title = re.search(r"<title>(.*?)</title>", html)
    assert title
    assert unescape(title[1]) == f"{HostileTexts.attack} · {HostileTexts.attack}"


@pages
def test_a_second_visit_costs_no_document(path: str) -> None:
    first = request(app, path)
    assert first.headers["cache-control"] == "no-cache"
    again = request(app, path, {"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_languages_have_different_validators() -> None:
    tags = {request(app, f"/karte?lang={language}").headers["etag"] for language in LANGUAGES}
    assert len(tags) == len(LANGUAGES)


@pages
def test_the_head_of_a_page_can_be_asked_for(path: str) -> None:
    assert request(app, path, method="HEAD").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "address",
    [
        "/nope",
        "/karte/",
        "/karte/x",
        "//karte",
        "/static/js/a.js",
        "/KARTE",
        "/karte%00",
        "/overview",
    ],
)
def test_every_other_address_is_left_to_streamlit(address: str) -> None:
    assert request(app, address).text == "streamlit"


def test_other_methods_are_left_to_streamlit() -> None:
    assert request(app, "/karte", method="POST").text == "streamlit"


def test_a_page_is_found_below_a_mount() -> None:
    assert '<html lang="de">' in request(app, "/ruhr/karte", root_path="/ruhr").text


def test_without_pages_everything_is_left_to_streamlit() -> None:
    assert request(Shell(PlainTextResponse("streamlit"), {}), "/").text == "streamlit"
