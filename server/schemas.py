"""JSON Schemas of what the open data answer, from the declaration of the fields and the lists of codes."""

from typing import Any

from figures.texts import Texts
from roadmap_model.export import COLUMNS, LISTS
from roadmap_model.roadmap import FRESHNESS, HEALTHS, Roadmap
from roadmap_model.tables import Field
from server.files import File

Schema = dict[str, Any]

# Columns of a project that are fields of other tables.
ELSEWHERE = {
    "phase": ("status_reports", "phase"),
    "reported_on": ("status_reports", "reported_on"),
    "report_evidence": ("status_reports", "evidence"),
    "source_url": ("sources", "url"),
    "source_title": ("sources", "title"),
    "source_date": ("sources", "published_on"),
}
COMPUTED = {"health": HEALTHS, "freshness": FRESHNESS}
CONSTRAINTS = ("enum", "pattern", "minimum", "maximum")


def components(roadmap: Roadmap, words: Texts) -> dict[str, Schema]:
    """All named schemas of the interface."""
    project = {"name": _text(), "summary": _text(), **_columns(roadmap, words.language)}
    properties = {name: project[name] for name in COLUMNS}
    position = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    geometries = [
        _object(type=_const("Point"), coordinates=position),
        _object(type=_const("MultiPoint"), coordinates={"type": "array", "items": position, "minItems": 2}),
        {"type": "null"},
    ]
    feature = _object(
        type=_const("Feature"), id=_text(), geometry={"oneOf": geometries}, properties=_object(**properties)
    )
    box = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
    collection = _object(type=_const("FeatureCollection"), meta=_ref("Meta"), bbox=box, features=_list(_ref("Feature")))
    collection["required"].remove("bbox")  # without points there is none
    rejected = _object(parameter=_text(), value=_text(), allowed=_list(_text()))
    error = _object(message=_text(), rejected=_list(rejected))
    error["required"].remove("rejected")  # the query is not always to blame
    return {
        "Meta": _meta(),
        "Project": _object(**project),
        "Projects": _object(meta=_ref("Meta"), projects=_list(_ref("Project"))),
        "Feature": feature,
        "FeatureCollection": collection,
        "Error": _object(error=error),
    }


def content(file: File) -> Schema:
    """The schema of what a file holds."""
    named = {"projects_json": "Projects", "projects_geojson": "FeatureCollection"}
    if file.key in named:
        return {"schema": _ref(named[file.key])}
    if file.columns:
        return {"schema": _text(), "example": ",".join(file.columns)}
    return {"schema": {"type": "object"} if file.kind.endswith("json") else {}}


def _columns(roadmap: Roadmap, language: str) -> dict[str, Schema]:
    """Every column of a project in the order of the table."""
    tables = roadmap.declaration.tables
    fields = {(table.name, field.name): field for table in tables.values() for field in table.fields}
    schemas: dict[str, Schema] = {}
    for column in COLUMNS:
        origin = ELSEWHERE.get(column, ("projects", column))
        if column in LISTS:
            schemas[column] = _list(_text())
        elif column in COMPUTED:
            schemas[column] = {"type": ["string", "null"], "enum": [*COMPUTED[column], None]}
        else:
            schemas[column] = _field(fields[origin], language, always=origin[0] == "projects")
    return schemas


def _field(field: Field, language: str, always: bool) -> Schema:
    """A declared field; a missing cell is null, unless the declaration demands one in every row."""
    schema: Schema = {"title": field.title[language]}
    if field.description[language]:
        schema["description"] = field.description[language]
    schema |= {name: field.constraints[name] for name in CONSTRAINTS if name in field.constraints}
    if always and field.constraints.get("required"):
        return schema | {"type": field.type}
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema | {"type": [field.type, "null"]}


def _meta() -> Schema:
    day = _text() | {"format": "date"}
    return _object(
        title=_text(),
        licence=_text(),
        licence_url=_text(),
        credits=_text(),
        declaration=_text(),
        stand=day,
        published=day,
        data_version=_text(),
        selection=_text(),
        count={"type": "integer", "minimum": 0},
    )


def _text() -> Schema:
    return {"type": "string"}


def _const(value: str) -> Schema:
    return {"const": value}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(**properties: Schema) -> Schema:
    """An object with exactly these members."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
