"""What the codes of a selection are called: from the data for fields, topics, goals and places, else from the texts."""

from collections.abc import Mapping
from functools import lru_cache

from figures.texts import Texts
from roadmap_model.measures import GROUP
from roadmap_model.records import records
from roadmap_model.roadmap import REGION, UNCLASSIFIED, Roadmap
from roadmap_model.selection import vocabulary

NAMED_BY_DATA = {"feld": "action_fields", "thema": "topics", "ziel": "goals"}
NAMED_BY_TEXTS = {
    "phase": "phase",
    "lage": "health",
    "aktualitaet": "freshness",
    "umfang": "scale",
}


@lru_cache(maxsize=8)
def names(roadmap: Roadmap, texts: Texts) -> Mapping[tuple[str, str], str]:
    """Names by URL parameter and code."""
    found = {
        (parameter, code): texts(f"{prefix}.{code}")
        for parameter, prefix in NAMED_BY_TEXTS.items()
        for code in vocabulary(roadmap)[parameter]
    }
    for parameter, table in NAMED_BY_DATA.items():
        found |= {(parameter, row["id"]): texts.of(row, "name") for row in records(roadmap[table])}
    found |= {("ort", row["id"]): texts.of(row, "name") for row in records(roadmap["districts"])}
    found |= {("ort", row["ags"]): row["name"] for row in records(roadmap["municipalities"])}
    found |= {("akteur", row["id"]): row["name"] for row in records(roadmap["organisations"])}
    found |= {(grouping, GROUP): texts("timeline.measures") for grouping in ("thema", "ort", "phase")}
    found["ort", REGION] = texts("place.region")
    found["feld", UNCLASSIFIED] = texts("feld.ohne")
    found["thema", UNCLASSIFIED] = texts("thema.ohne")
    return found
