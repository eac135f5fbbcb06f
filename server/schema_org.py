"""The roadmap in the words of search engines (schema.org), for the head of the start page."""

import json
from typing import Any

from figures.texts import LANGUAGES, Texts
from roadmap_model import live
from roadmap_model.indicators import HOME
from server import coverage
from server.licence import licence_address
from server.open_data import FILES


def start_page(base: str, words: Texts) -> dict[str, Any]:
    """Who publishes, the site, and the data set with its files."""
    roadmap = live.current()
    declaration, language = roadmap.declaration, words.language
    first, last = coverage.time(roadmap)
    west, south, east, north = coverage.box(roadmap)
    publisher = {"@type": "Organization", "@id": f"{base}#publisher", "name": declaration.publisher}
    by = {"@id": publisher["@id"]}
    site = {
        "@type": "WebSite",
        "@id": f"{base}#site",
        "url": base,
        "name": words("app.title"),
        "inLanguage": list(LANGUAGES),
        "publisher": by,
    }
    dataset = {
        "@type": "Dataset",
        "@id": f"{base}#dataset",
        "url": base,
        "name": declaration.title[language],
        "description": declaration.description[language],
        "creator": by,
        "publisher": by,
        "license": licence_address(roadmap),
        "isAccessibleForFree": True,
        "inLanguage": list(LANGUAGES),
        "version": roadmap.version,
        "dateModified": last.isoformat(),
        "temporalCoverage": f"{first.isoformat() if first else '..'}/{last.isoformat()}",
        "spatialCoverage": {
            "@type": "Place",
            "name": words(f"territory.{HOME}"),
            "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
        },
        "keywords": coverage.keywords(roadmap, language),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": words(f"api.file.{file.key}"),
                "encodingFormat": file.kind,
                "contentUrl": file.address(base),
            }
            for file in FILES
            if file.is_data
        ],
    }
    return {"@context": "https://schema.org", "@graph": [publisher, site, dataset]}


def data_block(value: Any) -> str:
    """JSON as an element that no browser runs and no text inside can end."""
    written = json.dumps(value, separators=(",", ":"))
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">{written}</script>'
