"""What the page on data and method says."""

from typing import Any

from pages.ui.paging import page_of
from pages.ui.project_list import downloads
from pages.ui.session import View
from roadmap_model.records import records
from roadmap_model.roadmap import EVIDENCE, FRESHNESS, HEALTHS, PHASES, SCALES
from roadmap_model.tables import Field

# Definitions in the order in which they are read: code list and the class prefix of its symbols.
SCALES_OF_STATUS = {
    "phase": (PHASES, "phase"),
    "health": (HEALTHS, "health"),
    "freshness": (FRESHNESS, ""),
    "evidence": (EVIDENCE, ""),
    "milestone": (("erreicht", "geplant", "entfallen"), "milestone"),
    "designation": (("leitprojekt", "dokumentiert"), ""),
    "scale": (SCALES, ""),
}


def content(view: View) -> dict[str, Any]:
    """Values of about.html."""
    roadmap, language = view.roadmap, view.language
    sources = roadmap["sources"].sort_values("title", key=lambda titles: titles.str.casefold())
    part, pages = page_of(view, sources, "about")
    return {
        "definitions": SCALES_OF_STATUS,
        "anchors": {"evidence": "belegart"},
        "tables": [
            {
                "name": table.name,
                "title": table.title[language],
                "description": table.description[language],
                "rows": len(roadmap[table.name]),
                "fields": [_field(field, table.references, language) for field in table.fields],
            }
            for table in roadmap.declaration.tables.values()
        ],
        "sources": [
            {"title": source["title"], "url": source["url"], "published_on": source["published_on"]}
            for source in records(part)
        ],
        "pages": pages,
        "licence": roadmap.declaration.licence,
        "downloads": downloads(view),
        "selected": len(view.portfolio.projects),
        "pack": view.href("projects").replace("projekte", "api/v1/roadmap.html", 1),
        "package": "api/v1/roadmap.zip",
        "descriptor": "api/v1/datapackage.json",
        # For data catalogues and for programs; both are standards with names of their own.
        "descriptions": {
            "DCAT-AP.de": "api/v1/dcat.jsonld",
            "OpenAPI": f"api/v1/openapi.json?lang={language}",
        },
    }


def _field(field: Field, references: Any, language: str) -> dict[str, Any]:
    """A line of the data dictionary, all of it from the declaration."""
    constraints = field.constraints
    allowed = ", ".join(constraints.get("enum", ())) or constraints.get("pattern", "")
    return {
        "name": field.name,
        "title": field.title[language],
        "description": field.description[language],
        "type": field.type,
        "required": bool(constraints.get("required")),
        "allowed": f"→ {references[field.name]}" if field.name in references else allowed,
    }
