"""Everything that can be wrong with a data folder, found in one go and named by file, row and field."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from roadmap_model.dates import bounds
from roadmap_model.geography import AREAS
from roadmap_model.roadmap import ASSESSED_PHASES
from roadmap_model.tables import DESCRIPTOR, Declaration

# Frictionless speaks of many kinds of error; readers need the few that tell them what to mend.
KINDS = {
    "type-error": "type",
    "constraint-error": "constraint",
    "foreign-key": "reference",
    "primary-key": "duplicate",
    "unique-error": "duplicate",
    "missing-cell": "cells",
    "extra-cell": "cells",
    "blank-row": "blank_row",
    "missing-label": "columns",
    "extra-label": "columns",
    "incorrect-label": "columns",
    "duplicate-label": "columns",
    "blank-label": "columns",
    "blank-header": "columns",
    "encoding-error": "encoding",
    "scheme-error": "missing_file",
    "source-error": "unreadable",
}


@dataclass(frozen=True)
class Finding:
    """One error. `kind` names the sentence that explains it; `allowed` is what would be right."""

    kind: str
    file: str
    row: int | None = None
    field: str = ""
    value: str = ""
    allowed: str = ""


class BrokenData(Exception):
    """A data folder that must not be served, with everything that is wrong with it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = sorted(set(findings), key=lambda f: (f.file, f.row or 0, f.field, f.kind))
        super().__init__("\n".join(map(str, self.findings)))


def check_package(folder: Path) -> list[Finding]:
    """Findings in the declaration and, by Frictionless, in every declared table."""
    try:
        package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        resources = {Path(node["path"]).name: node["schema"] for node in package["resources"]}
    except FileNotFoundError:
        return [Finding("missing_file", DESCRIPTOR)]
    except (ValueError, KeyError, TypeError) as error:
        return [Finding("declaration", DESCRIPTOR, value=str(error))]
    missing = [Finding("missing_file", path) for path in resources if not (folder / path).is_file()]
    if missing:
        return missing
    return list(_frictionless_findings(folder, resources))


def _frictionless_findings(folder: Path, schemas: Mapping[str, Any]) -> Iterator[Finding]:
    from frictionless import FrictionlessException, Package, system  # imported late: 0.4 s

    try:
        with system.use_context(trusted=True):
            report = Package(str(folder / DESCRIPTOR)).validate()
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield Finding("declaration", DESCRIPTOR, value=reason.message)
        return
    for problem in report.errors:
        yield Finding("declaration", DESCRIPTOR, value=problem.message)
    for task in report.tasks:
        file = Path(task.place).name
        fields = {field["name"]: field for field in schemas[file]["fields"]}
        keys = schemas[file].get("foreignKeys", ())
        targets = {key["fields"][0]: key["reference"] for key in keys}
        for problem in task.errors:
            yield _finding(file, problem, fields, targets, schemas[file])


def _finding(
    file: str, problem: Any, fields: Mapping[str, Any], targets: Mapping[str, Any], schema: Any
) -> Finding:
    kind = KINDS.get(problem.type, "other")
    row = getattr(problem, "row_number", None)
    field = getattr(problem, "field_name", "") or getattr(problem, "label", "")
    value = str(getattr(problem, "cell", "") or "")
    if kind == "columns":
        return Finding(kind, file, None, field, problem.label or "", ", ".join(fields))
    if kind == "reference":
        field, cells = problem.field_names[0], problem.field_cells
        target = targets[field]["resource"] or Path(file).stem
        return Finding(kind, file, row, field, str(cells[0]), target.replace("-", "_") + ".csv")
    if kind == "duplicate":
        key = field or ", ".join(schema.get("primaryKey", ()))
        return Finding(kind, file, row, key, value or problem.note)
    if kind in ("type", "constraint"):
        if not value and fields[field].get("constraints", {}).get("required"):
            return Finding("required", file, row, field)
        return Finding(kind, file, row, field, value, _allowed(fields[field]))
    if kind == "other":
        return Finding(kind, file, row, field, problem.message)
    return Finding(kind, file, row, field, value)


def _allowed(field: Mapping[str, Any]) -> str:
    """What a field accepts, as codes, a range, a pattern or a type."""
    constraints = field.get("constraints", {})
    if "enum" in constraints:
        return ", ".join(constraints["enum"])
    if "minimum" in constraints or "maximum" in constraints:
        return f"{constraints.get('minimum', '')} … {constraints.get('maximum', '')}".strip()
    return constraints.get("pattern") or {"boolean": "true, false"}.get(field["type"], field["type"])


def check_areas(folder: Path) -> list[Finding]:
    """The areas must be readable and be exactly the municipalities of the table."""
    try:
        features = json.loads((folder / AREAS).read_text(encoding="utf-8"))["features"]
        drawn = [str(feature["properties"]["ags"]) for feature in features]
    except FileNotFoundError:
        return [Finding("missing_file", AREAS)]
    except (ValueError, KeyError, TypeError) as error:
        return [Finding("unreadable", AREAS, value=str(error))]
    try:
        with (folder / "municipalities.csv").open(encoding="utf-8", newline="") as file:
            listed = {row.get("ags") or "" for row in csv.DictReader(file)}
    except (OSError, ValueError):
        return []  # named by check_package
    lacking = [Finding("no_area", AREAS, value=ags) for ags in sorted(listed - set(drawn))]
    return lacking + [Finding("unknown_area", AREAS, value=ags) for ags in sorted(set(drawn) - listed)]


def check_rules(declaration: Declaration, tables: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Rules that span fields or tables; row numbers count as in a spreadsheet, header first."""
    return [
        *_impossible_dates(declaration, tables),
        *_reversed_terms(tables["projects"]),
        *_places(tables["project_places"]),
        *_health_outside_phase(tables["status_reports"]),
        *_projects_without(tables, "status_reports", "no_report"),
        *_projects_without(tables, "project_places", "no_place"),
        *_reports_from_the_future(declaration, tables["status_reports"]),
    ]


def _impossible_dates(declaration: Declaration, tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """The pattern lets 2025-02-31 pass; the calendar does not."""
    for name, table in declaration.tables.items():
        dated = [f.name for f in table.fields if "Q[1-4]" in str(f.constraints.get("pattern"))]
        for column in dated:
            for row, text in tables[name][column].dropna().items():
                if not _is_date(text):
                    yield Finding("date", table.path, int(str(row)) + 2, column, text)


def _is_date(text: str) -> bool:
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def _reversed_terms(projects: pd.DataFrame) -> Iterator[Finding]:
    for row, start, end in zip(projects.index, projects["start_date"], projects["end_date"], strict=True):
        if pd.isna(start) or pd.isna(end) or not (_is_date(start) and _is_date(end)):
            continue
        if bounds(end)[1] < bounds(start)[0]:
            yield Finding("reversed", "projects.csv", row + 2, "end_date", end, start)


def _places(places: pd.DataFrame) -> Iterator[Finding]:
    has_municipality, has_district = places["municipality"].notna(), places["district"].notna()
    level = places["level"]
    wrong = (has_municipality != (level == "gemeinde")) | (has_district != (level == "kreis"))
    for row in places.index[wrong]:
        yield Finding("place_level", "project_places.csv", row + 2, "level", str(level[row]))


def _health_outside_phase(reports: pd.DataFrame) -> Iterator[Finding]:
    wrong = reports["health"].notna() & ~reports["phase"].isin(ASSESSED_PHASES)
    for row in reports.index[wrong]:
        phase, health = reports.loc[row, ["phase", "health"]]
        yield Finding("health_phase", "status_reports.csv", row + 2, "health", str(health), str(phase))


def _projects_without(tables: Mapping[str, pd.DataFrame], table: str, kind: str) -> Iterator[Finding]:
    projects = tables["projects"]["id"]
    for row in projects.index[~projects.isin(tables[table]["project"])]:
        yield Finding(kind, "projects.csv", row + 2, "id", str(projects[row]), f"{table}.csv")


def _reports_from_the_future(declaration: Declaration, reports: pd.DataFrame) -> Iterator[Finding]:
    for row, text in reports["reported_on"].items():
        if _is_date(text) and bounds(text)[0].isoformat() > declaration.created:
            row_number = int(str(row)) + 2
            yield Finding("future", "status_reports.csv", row_number, "reported_on", text, declaration.created)
