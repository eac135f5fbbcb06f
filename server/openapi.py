"""The description of the interface for programs: OpenAPI 3.1, from the same lists that the answers come from."""

from collections.abc import Iterable
from typing import Any

from figures.texts import Texts
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import LISTS
from server import schemas
from server.files import STAND, VERSION, File
from server.licence import licence_address
from server.question import Question, codes

OPENAPI = "3.1.0"
FREE_TEXT = "suche"
HEADERS = {"ETag": "api.header.etag", "Link": "api.header.link", STAND: "api.header.stand"}


def document(question: Question, files: Iterable[File]) -> dict[str, Any]:
    """Every file with what it understands and answers, in the language asked for."""
    roadmap, words = question.portfolio.roadmap, question.texts
    declaration = roadmap.declaration
    files = tuple(files)
    return {
        "openapi": OPENAPI,
        "info": {
            "title": declaration.title[words.language],
            "description": words("api.description"),
            "version": VERSION,
            "license": {"name": declaration.licence["name"], "url": licence_address(roadmap)},
        },
        "servers": [{"url": f"{question.base}api"}],
        "paths": {file.path: {"get": _operation(file, words)} for file in files},
        "components": {
            "parameters": {name: _parameter(name, roadmap, words) for file in files for name in file.parameters},
            "schemas": schemas.components(roadmap, words),
            "headers": {
                name: {"description": words(key), "required": True, "schema": {"type": "string"}}
                for name, key in HEADERS.items()
            },
        },
    }


def _operation(file: File, words: Texts) -> dict[str, Any]:
    errors = {"400": "api.answer.refused", "503": "api.answer.unavailable"}
    failed = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    return {
        "operationId": file.key,
        "summary": words(f"api.file.{file.key}"),
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in file.parameters],
        "responses": {
            "200": {
                "description": words("api.answer.found"),
                "headers": headers,
                "content": {file.kind: schemas.content(file)},
            },
            "304": {"description": words("api.answer.unchanged"), "headers": headers},
            **{status: {"description": words(key), "content": failed} for status, key in errors.items()},
        },
    }


def _parameter(name: str, roadmap: Roadmap, words: Texts) -> dict[str, Any]:
    described = {"name": name, "in": "query", "description": words(f"api.parameter.{name}")}
    known = codes(roadmap).get(name)
    if known is None:
        kind = {"type": "string"} if name == FREE_TEXT else {"type": "string", "format": "date"}
        return described | {"schema": kind}
    one = {"type": "string", "enum": list(known)}
    if name not in LISTS:
        return described | {"schema": one}
    # Several values in one parameter, separated by commas.
    return described | {"schema": {"type": "array", "items": one}, "style": "form", "explode": False}
