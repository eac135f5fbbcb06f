"""The description of the interface: it says all that is served, and all that is served keeps to it."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection
from starlette.applications import Starlette
from starlette.routing import Route

from figures.texts import LANGUAGES, texts
from roadmap_model import clock, live
from roadmap_model.export import COLUMNS
from roadmap_model.indicators import TERRITORIES
from roadmap_model.selection import vocabulary
from server.files import File
from server.open_data import FILES, ROUTES
from server.question import parameters
from server.routes import ROUTES as ALL_ROUTES
from tests.asgi import Answer, request

TODAY = date(2026, 7, 1)
app = Starlette(routes=ALL_ROUTES)
DAYS = st.dates(date(2020, 1, 1), TODAY).map(date.isoformat)
every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def in_service(live_region: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_region)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def ask(address: str, **headers: str) -> Answer:
    return request(app, f"/api/v1/{address}", {name.replace("_", "-"): value for name, value in headers.items()})


def document(language: str = "de") -> dict:
    return ask(f"openapi.json?lang={language}").json


@pytest.fixture(scope="module")
def described(live_region: live.LiveRoadmap) -> Iterator[schemathesis.BaseSchema]:
    """The description as a generator of requests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "_served", live_region)
        patch.setattr(clock, "today", lambda: TODAY)
        schemathesis.openapi.format("date", DAYS)  # the description cannot say that a day must not be in the future
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def tried(file: File, described: schemathesis.BaseSchema, mode: GenerationMode, examples: int) -> Callable:
    """Decorate a test of one request with the requests to make: always the same ones."""
    of_mode = described[file.path]["GET"].as_strategy(generation_mode=mode)
    bounded = settings(
        max_examples=examples, derandomize=True, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    return lambda test: bounded(given(case=of_mode)(test))


@every_file
def test_what_the_description_allows_is_answered_as_it_says(file: File, described: schemathesis.BaseSchema) -> None:
    @tried(file, described, GenerationMode.POSITIVE, 20)
    def keeps_to_it(case: schemathesis.Case) -> None:
        days = [name for name in ("von", "bis", "stand") if name in case.query]
        case.query.update(zip(days, sorted(case.query[name] for name in days), strict=True))
        case.call_and_validate()

    keeps_to_it()


@pytest.mark.parametrize("file", [file for file in FILES if file.columns], ids=lambda file: file.name)
def test_what_the_description_does_not_allow_is_refused(file: File, described: schemathesis.BaseSchema) -> None:
    @tried(file, described, GenerationMode.NEGATIVE, 20)
    def refused(case: schemathesis.Case) -> None:
        assume(all(str(value).strip(" ,") for value in (case.query or {}).values()))  # an empty value is none
        case.call_and_validate(excluded_checks=[negative_data_rejection])
        assert case.call().status_code in (400, 405)

    refused()


def test_the_description_itself_is_valid(described: schemathesis.BaseSchema) -> None:
    described.validate()
    assert document()["openapi"] == "3.1.0"


# The description and the code say the same


def test_every_route_is_described_and_nothing_else() -> None:
    served_paths = {route.path for route in ROUTES if isinstance(route, Route)}
    assert set(document()["paths"]) == served_paths == {file.path for file in FILES}
    assert len(served_paths) == len(ROUTES)


@every_file
def test_every_parameter_is_described_and_nothing_else(file: File) -> None:
    made = document()
    listed = made["paths"][file.path]["get"]["parameters"]
    names = [one["$ref"].removeprefix("#/components/parameters/") for one in listed]
    (rejected,) = ask(f"{file.name}?nonsense=1").json["error"]["rejected"]
    assert names == rejected["allowed"] == list(file.parameters)
    assert all(made["components"]["parameters"][name]["name"] == name for name in names)


def test_every_described_parameter_belongs_to_an_address() -> None:
    assert set(document()["components"]["parameters"]) == set(parameters(with_period=True, with_territory=True))


def test_codes_are_those_of_the_data_in_service() -> None:
    described_values = {
        name: one["schema"].get("enum") or one["schema"].get("items", {}).get("enum")
        for name, one in document()["components"]["parameters"].items()
    }
    known = {**vocabulary(live.current()), "lang": LANGUAGES, "gebiet": TERRITORIES}
    assert {name: tuple(values) for name, values in described_values.items() if values} == known
    assert {name for name, values in described_values.items() if not values} == {"suche", "stand", "von", "bis"}


@pytest.mark.parametrize("name", ["feld", "thema", "phase", "lage", "aktualitaet", "umfang", "ziel", "ort", "akteur"])
def test_every_described_code_is_accepted(name: str) -> None:
    schema = document()["components"]["parameters"][name]["schema"]
    values = [",".join(schema["items"]["enum"])] if schema["type"] == "array" else schema["enum"]
    for value in values:
        assert ask(f"projects.csv?{name}={value}").status == 200


@every_file
def test_the_described_type_is_the_one_that_is_sent(file: File) -> None:
    answers = document()["paths"][file.path]["get"]["responses"]
    assert list(answers) == ["200", "304", "400", "503"]
    assert list(answers["200"]["content"]) == [ask(file.name).headers["content-type"].partition(";")[0]]


def test_the_described_headers_are_sent_with_the_content_and_without_it() -> None:
    names = set(document()["components"]["headers"])
    first = ask("projects.csv")
    again = ask("projects.csv", If_None_Match=first.headers["etag"])
    assert {name.lower() for name in names} <= set(first.headers.keys()) & set(again.headers.keys())


@pytest.mark.parametrize("file", [file for file in FILES if file.columns], ids=lambda file: file.name)
def test_a_table_has_the_described_columns(file: File) -> None:
    example = document()["paths"][file.path]["get"]["responses"]["200"]["content"]["text/csv"]["example"]
    table = ask(file.name).text.removeprefix("\ufeff")
    assert next(csv.reader(io.StringIO(table))) == example.split(",") == list(file.columns)


def test_a_project_has_the_columns_of_the_export() -> None:
    project = document()["components"]["schemas"]["Project"]
    assert list(project["properties"]) == ["name", "summary", *COLUMNS]
    assert project["required"] == list(project["properties"])


@languages
def test_it_speaks_the_language_asked_for(language: str) -> None:
    made, words = document(language), texts(language)
    assert made["info"]["title"] == live.current().declaration.title[language]
    for file in FILES:
        assert made["paths"][file.path]["get"]["summary"] == words(f"api.file.{file.key}")


def test_it_names_the_server_that_was_asked() -> None:
    answer = request(app, "/ruhr/api/v1/openapi.json", {"host": "example.org"}, root_path="/ruhr", scheme="https")
    assert answer.json["servers"] == [{"url": "https://example.org/ruhr/api"}]
    assert answer.headers["etag"] != ask("openapi.json").headers["etag"]


# Hostile data


@pytest.mark.parametrize("name", ["projects.json", "projects.geojson"])
def test_hostile_data_keep_to_the_description_too(
    name: str, live_hostile: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_served", live_hostile)
    hostile = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    hostile.validate()
    assert "№" in hostile[f"/v1/{name}"]["GET"].Case().call_and_validate().text


@pytest.mark.parametrize("host", ['evil"><script>', "a b", "", "x@y", "a/b", "a\\b", "[::1", "a\r\nb", "a:b"])
def test_a_host_that_is_none_is_not_repeated(host: str) -> None:
    answer = request(app, "/api/v1/openapi.json", {"host": host})
    assert answer.json["servers"] == [{"url": "http://testserver/api"}]
