"""The roadmap as an entry for data catalogues: DCAT-AP.de 3.0 in JSON-LD."""

from collections.abc import Iterable, Mapping
from typing import Any

from figures.texts import LANGUAGES, texts
from roadmap_model.roadmap import Roadmap
from server import coverage
from server.files import VERSION, File
from server.licence import listed_licence
from server.question import Question

AUTHORITY = "http://publications.europa.eu/resource/authority/"
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LANGUAGE_CODES = {"de": "DEU", "en": "ENG"}
THEMES = ("ENVI", "ECON", "REGI")

CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", "@container": "@language"},
    "description": {"@id": "dct:description", "@container": "@language"},
    "attribution": {"@id": "dcatde:licenseAttributionByText", "@container": "@language"},
    "keyword": {"@id": "dcat:keyword", "@container": "@language"},
    "name": "foaf:name",
    "version": "dcat:version",
    "identifier": "dct:identifier",
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "startDate": {"@id": "dcat:startDate", "@type": "xsd:date"},
    "endDate": {"@id": "dcat:endDate", "@type": "xsd:date"},
    "bbox": {"@id": "dcat:bbox", "@type": "http://www.opengis.net/ont/geosparql#wktLiteral"},
    "spatial": "dct:spatial",
    "temporal": "dct:temporal",
    **{
        term: {"@id": f"{prefix}:{term}", "@type": "@id"}
        for prefix, terms in {
            "dct": ("publisher", "license", "language", "format", "accessRights"),
            "dcat": ("dataset", "service", "distribution", "theme", "themeTaxonomy", "mediaType", "landingPage",
                     "accessURL", "downloadURL", "endpointURL", "endpointDescription", "servesDataset"),
            "dcatde": ("politicalGeocodingURI",),
            "foaf": ("homepage", "page"),
        }.items()
        for term in terms
    },
}  # fmt: skip


def described(question: Question, files: Iterable[File]) -> dict[str, Any]:
    """Catalogue, data set, its distributions and the interface, all at the address that was asked."""
    roadmap, base = question.portfolio.roadmap, question.base
    declaration, stand = roadmap.declaration, roadmap.published.isoformat()
    own = f"{base}api/{VERSION}/dcat.jsonld"
    by_key = {file.key: file for file in files}
    publisher = {"@id": f"{own}#publisher"}
    about = {
        "title": declaration.title,
        "description": declaration.description,
        "publisher": publisher,
        "modified": stand,
        "language": [f"{AUTHORITY}language/{LANGUAGE_CODES[language]}" for language in LANGUAGES],
        "spatial": _area(roadmap),
    }
    dataset = {
        "@id": f"{own}#dataset",
        "@type": "dcat:Dataset",
        **about,
        "identifier": f"{own}#dataset",
        "version": roadmap.version,
        "keyword": {language: coverage.keywords(roadmap, language) for language in LANGUAGES},
        "theme": [f"{AUTHORITY}data-theme/{theme}" for theme in THEMES],
        "politicalGeocodingURI": [GEOCODING + ags for ags in roadmap["municipalities"]["ags"]],
        "temporal": _time(roadmap),
        "accessRights": f"{AUTHORITY}access-right/PUBLIC",
        "landingPage": base,
        "page": by_key["descriptor"].address(base),
        "distribution": [_distribution(file, question, own) for file in by_key.values() if file.is_data],
    }
    service = {
        "@id": f"{own}#service",
        "@type": "dcat:DataService",
        "title": declaration.title,
        "publisher": publisher,
        "license": listed_licence(roadmap),
        "endpointURL": f"{base}api/{VERSION}",
        "endpointDescription": by_key["openapi"].address(base),
        "servesDataset": dataset["@id"],
    }
    catalogue = {
        "@id": f"{own}#catalogue",
        "@type": "dcat:Catalog",
        **about,
        "homepage": base,
        "license": listed_licence(roadmap),
        "themeTaxonomy": f"{AUTHORITY}data-theme",
        "dataset": dataset["@id"],
        "service": service["@id"],
    }
    agent = {**publisher, "@type": "foaf:Agent", "name": declaration.publisher}
    return {"@context": CONTEXT, "@graph": [catalogue, dataset, service, agent]}


def _distribution(file: File, question: Question, own: str) -> dict[str, Any]:
    roadmap, address = question.portfolio.roadmap, file.address(question.base)
    kind = file.name.rpartition(".")[2].upper()
    return {
        "@id": f"{own}#{file.key}",
        "@type": "dcat:Distribution",
        "title": {language: texts(language)(f"api.file.{file.key}") for language in LANGUAGES},
        "accessURL": address,
        "downloadURL": address,
        "license": listed_licence(roadmap),
        "attribution": {language: _attribution(roadmap, language) for language in LANGUAGES},
        "format": f"{AUTHORITY}file-type/{kind}",
        "mediaType": MEDIA_TYPES + file.kind,
        "modified": roadmap.published.isoformat(),
    }


def _attribution(roadmap: Roadmap, language: str) -> str:
    return f"{roadmap.declaration.title[language]}. {texts(language)('api.credits')}"


def _area(roadmap: Roadmap) -> dict[str, Any]:
    """Longitude first, as the named reference system demands."""
    west, south, east, north = coverage.box(roadmap)
    ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    box = f"<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON(({ring}))"
    return {"@type": "dct:Location", "bbox": box}


def _time(roadmap: Roadmap) -> dict[str, str]:
    first, last = coverage.time(roadmap)
    begun = {"startDate": first.isoformat()} if first else {}
    return {"@type": "dct:PeriodOfTime", **begun, "endDate": last.isoformat()}
