"""An address that does not exist is answered with a plain page that says so, and with nothing else."""

from html import unescape

import pytest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse

from figures.texts import LANGUAGES, texts
from server.missing import Missing
from tests.asgi import request
from tests.documents import Reader

app = Missing(HTMLResponse("Streamlit's start page", headers={"Set-Cookie": "a=b"}))


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


@pytest.mark.parametrize("path", ["/component/map/index.html", "/media/a.html"])
def test_streamlits_own_documents_are_delivered(path: str) -> None:
    assert request(app, path).text == "Streamlit's start page"


@pytest.mark.parametrize("inner", [JSONResponse({"a": 1}), PlainTextResponse("Not Found", 404)])
def test_what_is_no_page_is_delivered_as_it_is(inner: JSONResponse | PlainTextResponse) -> None:
    answer = request(Missing(inner), "/_stcore/host-config")
    assert (answer.status, answer.body) == (inner.status_code, inner.body)
