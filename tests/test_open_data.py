"""Open data over HTTP: the same selection as the pages, strictly read, openly given."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from figures.texts import LANGUAGES, texts
from roadmap_model import clock, live
from roadmap_model.export import COLUMNS
from roadmap_model.load import load, package_files
from server import package
from server.open_data import FILES
from server.question import ALLOWED
from server.routes import ROUTES
from tests import region, sources
from tests.asgi import Answer, request

app = Starlette(routes=ROUTES)
TODAY = date(2026, 7, 1)
TYPES = {
    "projects.json": "application/json",
    "projects.csv": "text/csv; charset=utf-8; header=present",
    "projects.geojson": "application/geo+json",
    "changes.csv": "text/csv; charset=utf-8; header=present",
    "due-reports.csv": "text/csv; charset=utf-8; header=present",
    "indicators.csv": "text/csv; charset=utf-8; header=present",
    "roadmap.html": "text/html; charset=utf-8",
    "roadmap.zip": "application/zip",
    "datapackage.json": "application/json",
    "dcat.jsonld": "application/ld+json",
    "openapi.json": "application/json",
}
every_file = pytest.mark.parametrize("file", TYPES)
every_list = pytest.mark.parametrize("file", ["projects.json", "projects.csv", "projects.geojson"])
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def served(live_region: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> live.LiveRoadmap:
    monkeypatch.setattr(live, "_served", live_region)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    package.package_contents.cache_clear()
    package.package_zip.cache_clear()
    return live_region


@pytest.fixture
def own(tmp_path: Path, served: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> live.LiveRoadmap:
    """The region in service from a folder that the test may write to."""
    own = live.LiveRoadmap(region.write(tmp_path / "data"))
    monkeypatch.setattr(live, "_served", own)
    return own


def serve(monkeypatch: pytest.MonkeyPatch, folder: Path, change: Callable[[Any], None]) -> None:
    monkeypatch.setattr(live, "_served", live.LiveRoadmap(region.write(folder, change)))


def ask(address: str, method: str = "GET", **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return request(app, f"/api/v1/{address}", sent, method)


def ids(answer: Answer) -> list[str]:
    kind = answer.headers["content-type"]
    if kind.startswith("text/csv"):
        return [row["id"] for row in answer.rows]
    if kind == "application/json":
        return [project["id"] for project in answer.json["projects"]]
    return [feature["id"] for feature in answer.json["features"]]


@every_file
def test_every_file_has_its_type_and_is_open_to_all(file: str) -> None:
    answer = ask(file)
    assert answer.status == 200
    assert answer.headers["content-type"] == TYPES[file]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300"


@every_file
@pytest.mark.parametrize(("query", "stand"), [("", "2026-07-01"), ("?stand=2025-06-30&feld=paas", "2025-06-30")])
def test_every_answer_names_licence_declaration_and_stand(file: str, query: str, stand: str) -> None:
    licence = live.current().declaration.licence["path"]
    answer = ask(f"{file}{query}")
    again = ask(f"{file}{query}", If_None_Match=answer.headers["etag"])
    for headers in (answer.headers, again.headers):
        assert headers["link"] == f'<datapackage.json>; rel="describedby", <{licence}>; rel="license"'
        assert headers["roadmap-stand"] == stand
        assert {"Link", "Roadmap-Stand"} <= set(headers["access-control-expose-headers"].split(", "))


def test_every_file_is_tested_here_and_explained_to_users() -> None:
    assert set(TYPES) == {file.name for file in FILES}
    explained = (sources.ROOT / "docs" / "addresses.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `/api/v1/([^`]+)`", explained, re.MULTILINE)) == set(TYPES)


@every_list
def test_without_a_selection_all_projects_are_given(file: str) -> None:
    expected = ["ahorn", "birke", "eibe", "erle", "esche", "fichte", "kiefer", "linde", "ulme"]
    assert ids(ask(file)) == expected


@every_list
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("feld=produktion", ["birke", "eibe", "kiefer"]),
        ("feld=produktion&phase=umsetzung", ["birke"]),
        ("feld=paas,produktdesign", ["ahorn", "fichte"]),
        ("ort=05901", ["birke", "eibe", "fichte"]),
        ("ort=region", ["linde", "ulme"]),
        ("akteur=werk", ["birke", "eibe"]),
        ("suche=erle", ["erle"]),
        ("umfang=initiative", ["esche"]),
        ("stand=2021-12-31", ["esche"]),
        ("suche=gibt+es+nicht", []),
        ("stand=2000-01-01", []),
        ("feld=&lang=de", None),
    ],
)
def test_every_list_obeys_the_selection_of_the_pages(file: str, query: str, expected: list[str] | None) -> None:
    answer = ask(f"{file}?{query}")
    assert answer.status == 200
    assert ids(answer) == (ids(ask(file)) if expected is None else expected)


def test_a_project_in_json_has_all_columns_with_lists_and_nulls() -> None:
    birke = ask("projects.json?suche=birke").json["projects"][0]
    assert set(birke) == {*COLUMNS, "name", "summary"}
    assert list(birke)[:2] == ["id", "name"]
    assert birke["places"] == ["05901001", "05901002", "05999001"]
    assert birke["goals"] == []
    assert birke["website"] is None


@languages
def test_names_and_titles_are_in_the_language_asked_for(language: str) -> None:
    made = ask(f"projects.json?suche=birke&lang={language}").json
    assert made["projects"][0]["name"] == made["projects"][0][f"name_{language}"]
    assert made["meta"]["credits"] == texts(language)("api.credits")
    titles = live.current().declaration.title
    assert made["meta"]["title"] == titles[language]


@pytest.mark.parametrize("file", ["projects.json", "projects.geojson"])
def test_the_answer_says_what_it_is(file: str) -> None:
    meta = ask(f"{file}?phase=umsetzung,planung&feld=produktion&stand=2026-06-30").json["meta"]
    roadmap = live.current()
    assert meta["selection"] == "feld=produktion&phase=planung,umsetzung&stand=2026-06-30"
    assert meta["stand"] == "2026-06-30"
    assert meta["published"] == "2026-06-30"
    assert meta["data_version"] == roadmap.version
    assert meta["count"] == 1
    assert meta["licence"] == roadmap.declaration.licence["name"]
    assert meta["licence_url"] == roadmap.declaration.licence["path"]


def test_without_a_day_the_state_is_todays() -> None:
    assert ask("projects.json").json["meta"]["stand"] == TODAY.isoformat()


@every_file
@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("feld=unbekannt", "feld", "unbekannt"),
        ("ort=99999999", "ort", "99999999"),
        ("akteur=niemand", "akteur", "niemand"),
        ("lang=fr", "lang", "fr"),
        ("seite=2", "seite", "2"),
        ("projekt=ahorn", "projekt", "ahorn"),
        ("stand=2026-07-02", "stand", "2026-07-02"),
        ("stand=1999-12-31", "stand", "1999-12-31"),
        ("stand=2026-02-30", "stand", "2026-02-30"),
        ("stand=0000-00-00", "stand", "0000-00-00"),
        ("stand=99999-01-01", "stand", "99999-01-01"),
        ("stand=morgen", "stand", "morgen"),
        ("phase=planung&phase=idee", "phase", "planung&idee"),
        ("feld=%3Cscript%3Ealert(1)%3C/script%3E", "feld", "<script>alert(1)</script>"),
        ("thema=%7B%7B7*7%7D%7D", "thema", "{{7*7}}"),
        ("%0d%0aSet-Cookie:a=b", "\r\nSet-Cookie:a", "b"),
        ("akteur=%00", "akteur", "\0"),
        ("ort=%ff", "ort", "\ufffd"),
        ("{n}=1", "{n}", "1"),
    ],
)
def test_what_means_nothing_is_refused_and_named(file: str, query: str, parameter: str, value: str) -> None:
    answer = ask(f"{file}?{query}")
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    rejected = answer.json["error"]["rejected"]
    assert [(r["parameter"], r["value"]) for r in rejected] == [(parameter, value)]
    assert rejected[0]["allowed"]
    assert f"{parameter}={value}" in answer.json["error"]["message"]


def test_all_errors_are_listed_at_once() -> None:
    rejected = ask("projects.json?feld=x,y,paas&foo=1&lang=fr&stand=nie").json["error"]["rejected"]
    assert {(r["parameter"], r["value"]) for r in rejected} == {
        ("feld", "x"), ("feld", "y"), ("foo", "1"), ("lang", "fr"), ("stand", "nie"),
    }  # fmt: skip
    assert {"foo": list(ALLOWED), "lang": list(LANGUAGES)}.items() <= {
        r["parameter"]: r["allowed"] for r in rejected
    }.items()


@languages
def test_errors_are_told_in_the_language_asked_for(language: str) -> None:
    message = ask(f"projects.csv?feld=x&lang={language}").json["error"]["message"]
    assert message == texts(language)("api.rejected", listed="feld=x")


@every_file
def test_what_the_client_holds_is_not_sent_again(file: str) -> None:
    tag = ask(f"{file}?feld=paas").headers["etag"]
    again = ask(f"{file}?feld=paas", If_None_Match=f'"other", {tag}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"


@every_list
@pytest.mark.parametrize("other", ["?feld=produktion", "?feld=paas&lang=en", "?feld=paas&stand=2026-01-01"])
def test_another_question_has_another_validator(file: str, other: str) -> None:
    assert ask(f"{file}{other}").headers["etag"] != ask(f"{file}?feld=paas").headers["etag"]


@every_list
def test_a_new_day_and_new_data_have_another_validator(
    file: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tags = {ask(file).headers["etag"]}
    monkeypatch.setattr(clock, "today", lambda: date(2026, 7, 2))
    tags.add(ask(file).headers["etag"])
    serve(monkeypatch, tmp_path / "new", region.edit("projects", 0, name_de="Neu"))
    tags.add(ask(file).headers["etag"])
    assert len(tags) == 3


@every_file
def test_the_head_can_be_asked_for_and_nothing_can_be_written(file: str) -> None:
    assert ask(file, "HEAD").headers["etag"] == ask(file).headers["etag"]
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = ask(file, method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD" or set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("address", ["", "projects", "projects.json/", "../v2/x", "roadmap.exe"])
def test_an_unknown_address_is_not_a_page_of_the_app(address: str) -> None:
    assert ask(address).status == 404


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("projects.csv", "roadmap-projects-2026-07-01.csv"),
        ("projects.csv?stand=2025-06-30", "roadmap-projects-2025-06-30.csv"),
        ("roadmap.zip", "roadmap-2026-06-30.zip"),
    ],
)
def test_downloads_carry_their_day_in_the_name(file: str, name: str) -> None:
    assert ask(file).headers["content-disposition"] == f'attachment; filename="{name}"'


def test_the_table_is_safe_for_spreadsheets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    serve(monkeypatch, tmp_path / "new", region.edit("projects", 0, name_de="=cmd|' /C calc'!A0"))
    assert "'=cmd|' /C calc'!A0" in {row["name_de"] for row in ask("projects.csv").rows}


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{7*7}}", "a\r\nb", '"\\', "a\u2028b"])
@pytest.mark.parametrize("file", ["projects.json", "projects.geojson"])
def test_hostile_names_arrive_as_data(file: str, text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    serve(monkeypatch, tmp_path / "new", region.edit("projects", 0, name_en=text))
    made = ask(file).json
    rows = made.get("projects") or [feature["properties"] for feature in made["features"]]
    assert text in {row["name_en"] for row in rows}


def test_a_line_break_in_the_licence_never_ends_a_header(
    own: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    descriptor = own.folder / "datapackage.json"
    package_ = json.loads(descriptor.read_text(encoding="utf-8"))
    package_["licenses"][0]["path"] = "https://example.org/a\r\nX-Evil: 1>; rel=x"
    descriptor.write_text(json.dumps(package_), encoding="utf-8")
    monkeypatch.setattr(own, "_roadmap", load(own.folder))
    link = ask("projects.csv").headers["link"]
    assert not {"\r", "\n", " >"} & set(link)
    assert link.count(">") == 2


def test_the_descriptor_is_the_published_one(served: live.LiveRoadmap) -> None:
    assert ask("datapackage.json").body == (served.folder / "datapackage.json").read_bytes()


def archive(answer: Answer) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.body)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_archive_holds_the_package_as_it_was_checked(own: live.LiveRoadmap) -> None:
    (own.folder / "SOURCES.md").write_text("# Quellen", encoding="utf-8")
    (own.folder / "secret.env").write_text("no", encoding="utf-8")
    contents = archive(ask("roadmap.zip"))
    files = {path.name: path.read_bytes() for path in package_files(own.folder)}
    assert contents.pop("SOURCES.md") == b"# Quellen"
    assert contents.pop("LICENSE.txt")
    assert contents == files


def test_the_archive_can_be_loaded_again(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(ask("roadmap.zip").body)) as opened:
        opened.extractall(tmp_path / "again")
    assert load(tmp_path / "again").version == live.current().version


@languages
def test_the_licence_note_says_whom_to_name(language: str) -> None:
    note = archive(ask(f"roadmap.zip?lang={language}"))["LICENSE.txt"].decode()
    declaration = live.current().declaration
    for part in (declaration.title[language], declaration.licence["path"], "GeoBasis-DE / BKG"):
        assert part in note


def test_the_same_data_make_the_same_archive() -> None:
    first = ask("roadmap.zip").body
    package.package_zip.cache_clear()
    assert ask("roadmap.zip").body == first


@pytest.mark.parametrize("file", ["roadmap.zip", "datapackage.json"])
def test_data_that_were_not_checked_are_never_published(
    file: str, own: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "look", lambda: None)
    with (own.folder / "projects.csv").open("a", encoding="utf-8") as projects:
        projects.write("broken,row\n")
    answer = ask(file)
    assert answer.status == 503
    assert answer.headers["retry-after"] == "60"
    assert answer.json["error"]["message"] == texts("de")("api.unavailable")
    assert ask("projects.json").status == 200


def test_a_package_read_before_stays_available_while_new_data_are_broken(
    own: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "look", lambda: None)
    good = ask("datapackage.json").body
    (own.folder / "datapackage.json").write_text("{", encoding="utf-8")
    assert ask("datapackage.json").body == good
