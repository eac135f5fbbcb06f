"""The declaration of tables and fields, read from datapackage.json, and reading a CSV by it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

DESCRIPTOR = "datapackage.json"
DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


@dataclass(frozen=True)
class Field:
    """One column: name, Frictionless type, titles and descriptions by language, constraints."""

    name: str
    type: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    constraints: Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """One CSV file of the package."""

    name: str
    path: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    fields: tuple[Field, ...]
    references: Mapping[str, str]

    def read(self, folder: Path) -> pd.DataFrame:
        """The table with declared dtypes; empty cells are missing values, no other text is."""
        frame = pd.read_csv(
            folder / self.path,
            dtype={field.name: DTYPES[field.type] for field in self.fields},
            keep_default_na=False,
            na_values=[""],
            true_values=["true"],
            false_values=["false"],
        )
        return frame[[field.name for field in self.fields]]


@dataclass(frozen=True)
class Declaration:
    """The whole package: titles, who publishes it, licence, the day it was published, its tables by name."""

    title: Mapping[str, str]
    description: Mapping[str, str]
    publisher: str
    version: str
    created: str
    licence: Mapping[str, str]
    tables: Mapping[str, Table]


def read_declaration(folder: Path) -> Declaration:
    """Parse datapackage.json; OSError or ValueError if there is none or it is damaged."""
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    tables = (_table(resource) for resource in package["resources"])
    title, description = _both(package, "title"), _both(package, "description")
    return Declaration(
        title=title,
        description={language: text or title[language] for language, text in description.items()},
        publisher=_publisher(package),
        version=package["version"],
        created=package["created"][:10],
        licence=package["licenses"][0],
        tables={table.name: table for table in tables},
    )


def _publisher(package: Mapping[str, Any]) -> str:
    """The contributor in that role; a package that names none is known by its title."""
    named = (one["title"] for one in package.get("contributors", ()) if one.get("role") == "publisher")
    return str(next(named, package.get("title", "")))


def _table(resource: Mapping[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(
        name=Path(resource["path"]).stem,
        path=resource["path"],
        title=_both(resource, "title"),
        description=_both(resource, "description"),
        fields=tuple(
            Field(
                name=field["name"],
                type=field["type"],
                title=_both(field, "title"),
                description=_both(field, "description"),
                constraints=field.get("constraints", {}),
            )
            for field in schema["fields"]
        ),
        references={
            key["fields"][0]: key["reference"]["resource"].replace("-", "_") or Path(resource["path"]).stem
            for key in schema.get("foreignKeys", ())
        },
    )


def _both(node: Mapping[str, Any], key: str) -> dict[str, str]:
    german = node.get(key, "")
    return {"de": german, "en": node.get(f"{key}_en", german)}
