"""An address that does not exist is answered with a plain page that says so, and with nothing else."""

from html import unescape

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse

from figures.texts import LANGUAGES, texts
from pages.ui.navigation import PAGES
from roadmap_model import live
from server.missing import STREAMLIT, Missing
from server.routes import middleware, routes
from server.shell import INDEX
from tests.asgi import request
from tests.documents import Reader

PATHS = {page.path: page.key for page in PAGES}
START = HTMLResponse("Streamlit's start page", headers={"Set-Cookie": "a=b"})
app = Missing(START, pages=["", "karte"], others=["api", "robots.txt"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_so_in_its_language(language: str) -> None:
    answer, words = request(app, f"/nope?lang={language}"), texts(language)
    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert f'<html lang="{language}"' in answer.text
    assert unescape(answer.text).count(words("missing.title")) == 2
    assert "Streamlit" not in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("path", "root"), [("/nope", "./"), ("/karte/", "../"), ("/a/b/c", "../../")])
def test_its_links_lead_home_from_every_depth(path: str, root: str) -> None:
    links = [a["href"] for tag, a in Reader(request(app, path).text).elements if tag == "a"]
    assert root in links
    assert f"{root}recht/impressum" in links


def test_below_a_mount_the_way_home_is_the_same() -> None:
    links = [a["href"] for tag, a in Reader(request(app, "/ruhr/nope", root_path="/ruhr").text).elements if tag == "a"]
    assert "./" in links


def test_the_head_alone_can_be_asked_for() -> None:
    answer = request(app, "/nope", method="HEAD")
    assert answer.status == 404


@pytest.mark.parametrize(
    "path", ["/", "/karte", "/api/v1/roadmap.html", "/robots.txt", "/component/map/index.html", "/media/a.html"]
)
def test_what_somebody_answers_is_delivered(path: str) -> None:
    assert request(app, path).text == "Streamlit's start page"


@pytest.mark.parametrize("path", ["/karte/", "/karte/x", "//karte", "/KARTE", "/apis/v1", "/x/api/v1"])
def test_what_only_looks_like_it_is_not(path: str) -> None:
    assert request(app, path).status == 404


@pytest.mark.parametrize("path", ["/api/v1/roadmap.html", "/recht/impressum", "/recht/datenschutz", "/robots.txt"])
def test_every_document_of_ours_passes_all_that_stands_before_the_pages(path: str, live_region, monkeypatch) -> None:
    monkeypatch.setattr(live, "_served", live_region)
    served = Starlette(routes=routes(PATHS), middleware=middleware(PATHS))
    assert request(served, path).status == 200
    assert request(served, f"{path}x").status == 404


def test_streamlits_own_files_are_known() -> None:
    assert {file.name for file in INDEX.parent.iterdir()} - {INDEX.name} <= set(STREAMLIT)
