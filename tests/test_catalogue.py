"""The entry for data catalogues, read as RDF and held against the rules of DCAT-AP.de 3.0."""

from dataclasses import replace
from datetime import date

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF
from rdflib.term import Node
from starlette.applications import Starlette

from figures.texts import LANGUAGES, texts
from roadmap_model import clock, live
from roadmap_model.roadmap import Roadmap
from server.licence import LISTED, listed_licence
from server.open_data import FILES
from server.routes import ROUTES
from tests import region
from tests.asgi import Answer, request

app = Starlette(routes=ROUTES)
TODAY = date(2026, 7, 1)
BASE = "https://example.org/"
OWN = f"{BASE}api/v1/dcat.jsonld"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
# Class, property, and what its values are: the mandatory properties of the specification, then those
# recommended or optional ones that are given, each with its range.
MANDATORY = (
    (DCAT.Catalog, DCTERMS.title, Literal),
    (DCAT.Catalog, DCTERMS.description, Literal),
    (DCAT.Catalog, DCTERMS.publisher, FOAF.Agent),
    (DCAT.Dataset, DCTERMS.title, Literal),
    (DCAT.Dataset, DCTERMS.description, Literal),
    (DCAT.Dataset, DCTERMS.publisher, FOAF.Agent),
    (DCAT.DataService, DCTERMS.title, Literal),
    (DCAT.DataService, DCTERMS.publisher, FOAF.Agent),
    (DCAT.DataService, DCAT.endpointURL, URIRef),
    (DCAT.Distribution, DCAT.accessURL, URIRef),
    (DCAT.Distribution, DCTERMS.license, URIRef),
    (FOAF.Agent, FOAF.name, Literal),
)
GIVEN = (
    (DCAT.Catalog, DCAT.dataset, DCAT.Dataset),
    (DCAT.Catalog, DCAT.service, DCAT.DataService),
    (DCAT.Catalog, DCAT.themeTaxonomy, URIRef),
    (DCAT.Catalog, DCTERMS.language, URIRef),
    (DCAT.Catalog, DCTERMS.license, URIRef),
    (DCAT.Catalog, DCTERMS.modified, Literal),
    (DCAT.Catalog, DCTERMS.spatial, DCTERMS.Location),
    (DCAT.Catalog, FOAF.homepage, URIRef),
    (DCAT.Dataset, DCAT.distribution, DCAT.Distribution),
    (DCAT.Dataset, DCAT.keyword, Literal),
    (DCAT.Dataset, DCAT.landingPage, URIRef),
    (DCAT.Dataset, DCAT.theme, URIRef),
    (DCAT.Dataset, DCAT.version, Literal),
    (DCAT.Dataset, DCATDE.politicalGeocodingURI, URIRef),
    (DCAT.Dataset, DCTERMS.accessRights, URIRef),
    (DCAT.Dataset, DCTERMS.identifier, Literal),
    (DCAT.Dataset, DCTERMS.language, URIRef),
    (DCAT.Dataset, DCTERMS.modified, Literal),
    (DCAT.Dataset, DCTERMS.spatial, DCTERMS.Location),
    (DCAT.Dataset, DCTERMS.temporal, DCTERMS.PeriodOfTime),
    (DCAT.Dataset, FOAF.page, URIRef),
    (DCAT.DataService, DCTERMS.license, URIRef),
    (DCAT.DataService, DCAT.endpointDescription, URIRef),
    (DCAT.DataService, DCAT.servesDataset, DCAT.Dataset),
    (DCAT.Distribution, DCAT.downloadURL, URIRef),
    (DCAT.Distribution, DCAT.mediaType, URIRef),
    (DCAT.Distribution, DCATDE.licenseAttributionByText, Literal),
    (DCAT.Distribution, DCTERMS["format"], URIRef),
    (DCAT.Distribution, DCTERMS.modified, Literal),
    (DCAT.Distribution, DCTERMS.title, Literal),
    (DCTERMS.PeriodOfTime, DCAT.startDate, Literal),
    (DCTERMS.PeriodOfTime, DCAT.endDate, Literal),
    (DCTERMS.Location, DCAT.bbox, Literal),
)
# Not more than one value, or one per language.
AT_MOST_ONE = (
    DCTERMS.publisher, DCTERMS.license, DCTERMS.modified, DCTERMS["format"], DCTERMS.accessRights, DCAT.mediaType,
    DCAT.startDate, DCAT.endDate, DCAT.bbox, DCAT.version, FOAF.homepage,
)  # fmt: skip
VOCABULARIES = {
    DCAT.theme: f"{AUTHORITY}data-theme/",
    DCTERMS.language: f"{AUTHORITY}language/",
    DCTERMS["format"]: f"{AUTHORITY}file-type/",
    DCTERMS.accessRights: f"{AUTHORITY}access-right/",
    DCAT.mediaType: "https://www.iana.org/assignments/media-types/",
    DCATDE.politicalGeocodingURI: "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/",
    DCTERMS.license: LISTED,
}


@pytest.fixture(autouse=True)
def in_service(live_region: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_region)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def ask(query: str = "", **scope: str) -> Answer:
    return request(app, f"/api/v1/dcat.jsonld{query}", {"host": "example.org"}, scheme="https", **scope)


@pytest.fixture
def entry() -> Graph:
    return read(ask())


def read(answer: Answer) -> Graph:
    return Graph().parse(data=answer.body, format="json-ld")


def of(entry: Graph, kind: URIRef) -> list[Node]:
    return list(entry.subjects(RDF.type, kind))


@pytest.mark.parametrize(("kind", "term", "values"), MANDATORY + GIVEN, ids=lambda part: str(part).rpartition("/")[2])
def test_everything_described_has_its_properties_and_they_are_of_their_kind(
    entry: Graph, kind: URIRef, term: URIRef, values: type | URIRef
) -> None:
    assert of(entry, kind)
    for subject in of(entry, kind):
        found = list(entry.objects(subject, term))
        assert found, subject
        for value in found:
            if isinstance(values, URIRef):
                assert (value, RDF.type, values) in entry
            else:
                assert isinstance(value, values)
                assert str(value).strip()


def test_nothing_is_described_that_no_rule_here_knows(entry: Graph) -> None:
    known = {(kind, term) for kind, term, _ in MANDATORY + GIVEN}
    for subject, term in set(entry.subject_predicates()):
        (kind,) = entry.objects(subject, RDF.type)
        assert term == RDF.type or (kind, term) in known


@pytest.mark.parametrize("term", AT_MOST_ONE, ids=lambda term: str(term).rpartition("/")[2])
def test_what_may_stand_once_stands_once(entry: Graph, term: URIRef) -> None:
    for subject in entry.subjects(term, unique=True):
        assert len(list(entry.objects(subject, term))) == 1


@pytest.mark.parametrize(("term", "vocabulary"), VOCABULARIES.items(), ids=lambda part: str(part).rpartition("/")[2])
def test_codes_come_from_their_controlled_vocabulary(entry: Graph, term: URIRef, vocabulary: str) -> None:
    for value in entry.objects(None, term):
        assert str(value).startswith(vocabulary)
        assert len(str(value)) > len(vocabulary)


@pytest.mark.parametrize("term", [DCTERMS.title, DCTERMS.description, DCATDE.licenseAttributionByText, DCAT.keyword])
def test_texts_are_given_in_every_language(entry: Graph, term: URIRef) -> None:
    for subject in entry.subjects(term, unique=True):
        values = [value for value in entry.objects(subject, term) if isinstance(value, Literal)]
        assert {value.language for value in values} == set(LANGUAGES)
        assert term == DCAT.keyword or len(values) == len(LANGUAGES)


@pytest.mark.parametrize("term", [DCTERMS.modified, DCAT.startDate, DCAT.endDate])
def test_days_are_days(entry: Graph, term: URIRef) -> None:
    values = list(entry.objects(None, term))
    assert values
    for value in values:
        assert isinstance(value, Literal)
        assert value.datatype == URIRef("http://www.w3.org/2001/XMLSchema#date")
        assert date.fromisoformat(value) <= TODAY


def test_it_was_modified_when_the_data_were_published(entry: Graph) -> None:
    assert {str(day) for day in entry.objects(None, DCTERMS.modified)} == {"2026-06-30"}
    (period,) = of(entry, DCTERMS.PeriodOfTime)
    days = [str(entry.value(period, term)) for term in (DCAT.startDate, DCAT.endDate)]
    assert days == ["2021-01-01", "2026-06-30"]


def test_every_file_of_data_is_a_distribution_with_absolute_addresses(entry: Graph) -> None:
    found = {str(address) for address in entry.objects(None, DCAT.downloadURL)}
    assert found == {f"{BASE}api/v1/{file.name}" for file in FILES if file.is_data}
    assert {str(address) for address in entry.objects(None, DCAT.accessURL)} == found
    assert list(entry.objects(None, DCAT.endpointDescription)) == [URIRef(f"{BASE}api/v1/openapi.json")]


@pytest.mark.parametrize("file", [file for file in FILES if file.is_data], ids=lambda file: file.name)
def test_a_distribution_says_what_its_address_answers(entry: Graph, file: object) -> None:
    (one,) = entry.subjects(DCAT.downloadURL, URIRef(file.address(BASE)))  # type: ignore[attr-defined]
    answer = request(app, f"/api/v1/{file.name}")  # type: ignore[attr-defined]
    kind = answer.headers["content-type"].partition(";")[0]
    assert str(entry.value(one, DCAT.mediaType)).endswith(kind)
    titles = {str(title) for title in entry.objects(one, DCTERMS.title)}
    assert titles == {texts(language)(f"api.file.{file.key}") for language in LANGUAGES}  # type: ignore[attr-defined]


def test_the_publisher_is_an_organisation_without_an_address_of_a_person(entry: Graph) -> None:
    (agent,) = of(entry, FOAF.Agent)
    assert {str(name) for name in entry.objects(agent, FOAF.name)} == {live.current().declaration.publisher}
    assert "mailto:" not in ask().text
    assert set(entry.predicates(agent)) == {RDF.type, FOAF.name}


def test_the_box_is_that_of_the_region_longitude_first(entry: Graph) -> None:
    (box,) = {str(box) for box in entry.objects(None, DCAT.bbox)}
    west, south, east, north = live.current().areas.total_bounds
    reference, _, polygon = box.partition(" ")
    assert reference == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
    longitudes, latitudes = zip(*(map(float, pair.split()) for pair in polygon[9:-2].split(",")), strict=True)
    assert (longitudes[0], latitudes[0]) == (longitudes[-1], latitudes[-1])
    assert (min(longitudes), max(longitudes)) == pytest.approx((west, east), abs=1e-5)
    assert (min(latitudes), max(latitudes)) == pytest.approx((south, north), abs=1e-5)


def test_every_municipality_is_named_by_its_key(entry: Graph) -> None:
    keys = {str(key).rpartition("/")[2] for key in entry.objects(None, DCATDE.politicalGeocodingURI)}
    assert keys == set(region.TOWNS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CC-BY-4.0", f"{LISTED}cc-by/4.0"),
        ("cc-by-4.0", f"{LISTED}cc-by/4.0"),
        ("Own-1.0", "https://example.org/licence%20of%20ours"),
        ("", "https://example.org/licence%20of%20ours"),
    ],
)
def test_a_licence_is_named_as_catalogues_list_it_or_by_its_own_address(
    name: str, expected: str, roadmap: Roadmap
) -> None:
    licence = {"name": name, "path": "https://example.org/licence of ours"}
    assert listed_licence(replace(roadmap, declaration=replace(roadmap.declaration, licence=licence))) == expected


def test_below_a_mount_and_behind_another_host_the_addresses_follow() -> None:
    answer = request(app, "/ruhr/api/v1/dcat.jsonld", {"host": "kreislauf.example"}, root_path="/ruhr")
    addresses = {str(address) for address in read(answer).objects(None, DCAT.downloadURL)}
    assert addresses == {f"http://kreislauf.example/ruhr/api/v1/{file.name}" for file in FILES if file.is_data}


@pytest.mark.parametrize("header", ["X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Forwarded-Prefix"])
def test_headers_of_a_proxy_count_only_where_the_server_trusts_it(header: str) -> None:
    sent = {"host": "example.org", header: "proto=http;host=evil.example"}
    assert request(app, "/api/v1/dcat.jsonld", sent, scheme="https").body == ask().body


@pytest.mark.parametrize("query", ["?lang=en", "?feld=paas", "?stand=2025-01-01"])
def test_it_always_describes_all_data_in_all_languages(query: str) -> None:
    assert ask(query).json == ask().json


def test_hostile_data_stay_texts_and_addresses(live_hostile: live.LiveRoadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_served", live_hostile)
    answer = ask()
    entry = read(answer)
    assert "№" in str(entry.value(of(entry, FOAF.Agent)[0], FOAF.name))
    assert "1337" not in answer.text
    for value in {*entry.objects(), *entry.subjects()}:
        if isinstance(value, URIRef):
            assert not set('<>"{}|\\^` ') & set(value), value
            assert str(value).startswith(("http://", "https://"))
