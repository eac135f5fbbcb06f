"""The legal pages: complete without JavaScript, in both languages, and honest about what is owed."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from figures.legal import LEGAL
from figures.texts import LANGUAGES, texts
from pages.ui.navigation import PAGES
from server import legal
from server.operator import FIELDS, REQUIRED, Operator, read
from server.routes import ROUTES
from tests.asgi import request
from tests.test_html import FORBIDDEN_ATTRIBUTES, HOSTILE
from tests.test_html import read as read_html
from tests.test_shell import Reader

app = Starlette(routes=ROUTES)
paths = pytest.mark.parametrize("path", LEGAL)
languages = pytest.mark.parametrize("language", LANGUAGES)
STATED = """
[operator]
name = "Verband A & B"
address = "Weg 1"
represented_by = "Vorstand"
email = "post@verband.example"
phone = "+49 201 1"
responsible = "Redaktion"
vat_id = "DE 000"
[privacy]
legal_basis = "Grundlage"
hosting = "Rechenzentrum"
authority = '''
Aufsicht
https://aufsicht.example/?a=1&b=2'''
logs = "Protokoll des Rechenzentrums"
[accessibility]
contact = "barriere@verband.example"
enforcement = "Stelle"
reviewed_on = 2026-01-31
"""


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    file = tmp_path / "operator.toml"
    file.write_text(STATED, encoding="utf-8")
    stated = read(file)
    monkeypatch.setattr(legal, "operator", lambda: stated)
    return stated


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal, "operator", Operator)


def page(path: str, language: str = "de") -> str:
    answer = request(app, f"/recht/{path}?lang={language}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def text(html: str) -> str:
    return " ".join(read_html(html).text.split())


@paths
@languages
def test_a_page_is_whole_in_its_language_and_needs_no_script(path: str, language: str, filled: Operator) -> None:
    html, words = page(path, language), texts(language)
    assert html.startswith(f'<!doctype html>\n<html lang="{language}"')
    assert f"<title>{words(LEGAL[path])} · {words('app.title')}</title>" in html
    assert re.findall(r"<h1>(.*?)</h1>", html) == [words(LEGAL[path])]
    assert "<script" not in html
    assert html.count("<main>") == html.count("</main>") == 1
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


@paths
def test_a_page_loads_nothing_but_our_style_and_icon(path: str, filled: Operator) -> None:
    elements = Reader(page(path)).elements
    loaded = [attributes["href"] for tag, attributes in elements if tag == "link"]
    assert [address.split("?")[0] for address in loaded] == ["../app/static/icon.svg", "../app/static/roadmap.css"]
    assert {"script", "img", "iframe", "style", "form"} & {tag for tag, _ in elements} == set()


@paths
def test_every_address_on_a_page_exists(path: str, filled: Operator) -> None:
    views = {f"../{page.path}" for page in PAGES}
    for tag, attributes in Reader(page(path, "en")).elements:
        address = attributes.get("href") or ""
        if tag != "a" or address.startswith(("mailto:", "https:")):
            continue
        target = address.partition("#")[0].partition("?")[0]
        if target and target not in views:
            assert target.startswith("../")
            assert request(app, target.removeprefix("..")).status == 200, address
        assert "lang=" in address or "/api/" in address


def test_the_pages_together_show_every_fact_of_the_operator(filled: Operator) -> None:
    shown = " ".join(text(page(path)) for path in LEGAL)
    assert filled.missing == []
    for name in filled.stated:
        for line in filled.lines(name, texts("de")):
            assert line in shown, name
    assert "31. Januar 2026" in shown
    assert "Vom Betreiber zu ergänzen" not in shown
    assert texts("de")("legal.incomplete") not in shown


@languages
def test_what_the_operator_owes_is_marked_field_by_field(language: str, nobody: None) -> None:
    shown = " ".join(page(path, language) for path in LEGAL)
    assert {name for name in REQUIRED if texts(language)("legal.owed", field=name) in shown} == set(REQUIRED)
    assert shown.count(texts(language)("legal.incomplete")) == len(LEGAL)


def test_optional_facts_that_are_not_stated_leave_no_heading(nobody: None) -> None:
    shown = " ".join(page(path) for path in LEGAL)
    for key in ("legal.imprint.register", "legal.imprint.vat", "legal.imprint.supervision", "legal.privacy.officer"):
        assert f">{texts('de')(key)}</h" not in shown


def test_mail_and_web_addresses_can_be_followed(filled: Operator) -> None:
    assert 'href="mailto:post@verband.example"' in page("impressum")
    assert 'href="https://aufsicht.example/?a=1&amp;b=2"' in page("datenschutz")


@paths
def test_hostile_facts_stay_text(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    attack = f"{HOSTILE}\njavascript:alert(1)\nhttps://x.example/{HOSTILE}"
    stated = Operator({name: {"de": attack, "en": attack} for name in FIELDS})
    monkeypatch.setattr(legal, "operator", lambda: stated)
    html = page(path)
    reader = read_html(html)
    assert {"script", "img", "iframe", "style"} & reader.tags == set()
    assert not {name for name, _ in reader.attributes if name.startswith("on") or name in FORBIDDEN_ATTRIBUTES}
    links = [value for name, value in reader.attributes if name == "href"]
    assert not [link for link in links if link.strip().lower().startswith(("javascript", "data"))]
    assert "1337" not in html


@pytest.mark.parametrize("language", ["fr", "", "%22%3E%3Cscript%3E", "de&lang=en&lang=x"])
def test_an_unknown_language_is_german(language: str, nobody: None) -> None:
    assert '<html lang="de"' in page("impressum", language)
    assert "<script" not in page("impressum", language)


@pytest.mark.parametrize("path", ["/recht/", "/recht/agb", "/recht/impressum/", "/recht/..%2fapp.py"])
def test_other_addresses_below_are_not_found(path: str, nobody: None) -> None:
    assert request(app, path).status == 404


def test_a_page_that_has_not_changed_is_not_sent_again(filled: Operator) -> None:
    first = request(app, "/recht/impressum")
    again = request(app, "/recht/impressum", {"if-none-match": first.headers["etag"]})
    other = request(app, "/recht/impressum?lang=en", {"if-none-match": first.headers["etag"]})
    assert (first.status, again.status, again.body, other.status) == (200, 304, b"", 200)
    assert request(app, "/recht/impressum", method="POST").status == 405
