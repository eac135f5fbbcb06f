"""Changes and due reports over HTTP: the two days are read on one route only, and strictly."""

from datetime import date

import pytest
from starlette.applications import Starlette

from server.routes import ROUTES
from tests import region
from tests.asgi import request
from tests.visit import served

app = Starlette(routes=ROUTES)
TODAY = date(2026, 7, 1)


@pytest.fixture(scope="module", autouse=True)
def roadmap(tmp_path_factory):
    with served(region.write(tmp_path_factory.mktemp("region") / "data"), TODAY) as roadmap:
        yield roadmap


def ask(address, **headers):
    return request(app, f"/api/v1/{address}", {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("changes.csv", "roadmap-changes-2025-10-15-to-2026-07-01.csv"),
        ("changes.csv?von=2025-01-01&bis=2025-12-31", "roadmap-changes-2025-01-01-to-2025-12-31.csv"),
        ("changes.csv?stand=2025-09-30", "roadmap-changes-2025-04-01-to-2025-09-30.csv"),
        ("due-reports.csv", "roadmap-due-reports-2026-07-01.csv"),
    ],
)
def test_a_download_carries_its_days_in_the_name(file, name):
    answer = ask(file)
    assert answer.status == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("von=9999-99-99", "von"), ("bis=1066-10-14", "bis"), ("von=2026-07-02", "von"), ("bis=%7B%7B7*7%7D%7D", "bis"),
        ("stand=2026-01-31&bis=2026-02-01", "bis"), ("von=2026-06-01&bis=2025-06-01", "von"),
        ("von=2025-01-01&von=2025-02-01", "von"), ("art=neu", "art"), ("feld=unbekannt&von=2025-01-01", "feld"),
    ],
)  # fmt: skip
def test_what_a_page_would_mend_or_drop_is_refused_and_named(query, parameter):
    answer = ask(f"changes.csv?{query}")
    assert answer.status == 400
    rejected = answer.json["error"]["rejected"]
    assert [r["parameter"] for r in rejected] == [parameter]
    assert answer.headers["cache-control"] == "no-store"


def test_reversed_days_are_told_what_would_be_right():
    (rejected,) = ask("changes.csv?von=2026-06-01&bis=2025-06-01").json["error"]["rejected"]
    assert rejected == {"parameter": "von", "value": "2026-06-01", "allowed": ["2000-01-01", "2025-06-01"]}


@pytest.mark.parametrize("file", ["due-reports.csv", "projects.csv", "projects.json", "roadmap.zip"])
@pytest.mark.parametrize("name", ["von", "bis"])
def test_other_routes_know_no_period(file, name):
    (rejected,) = ask(f"{file}?{name}=2026-01-01").json["error"]["rejected"]
    assert rejected["parameter"] == name
    assert not {"von", "bis"} & set(rejected["allowed"])


def test_another_period_has_another_validator_and_the_same_is_not_sent_again():
    tags = {ask(f"changes.csv?{q}").headers["etag"] for q in ("", "von=2025-01-01", "bis=2026-06-30", "feld=paas")}
    assert len(tags) == 4
    tag = ask("changes.csv?von=2025-01-01").headers["etag"]
    assert ask("changes.csv?von=2025-01-01", If_None_Match=tag).status == 304


def test_a_period_without_changes_is_a_table_with_headings_only():
    lines = ask("changes.csv?von=2026-07-01").text.removeprefix("\ufeff").splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("kind,project,name_de,name_en,")
