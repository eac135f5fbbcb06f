"""Everything that can be wrong with a data folder, found in one go and named by file, row and field."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roadmap_model.geography import AREAS
from roadmap_model.tables import DESCRIPTOR, read_declaration

PARTIAL_DATE = "Q[1-4]"  # the pattern of every field that holds a partial date

# Frictionless speaks of many kinds of error; readers need the few that tell them what to mend.
KINDS = {
    "type-error": "type",
    "constraint-error": "constraint",
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
        self.findings = sorted(set(findings), key=lambda f: (f.file, f.row or 0, f.field, f.kind, f.value))
        super().__init__("\n".join(map(str, self.findings)))


def check_package(folder: Path) -> list[Finding]:
    """Findings in the declaration, in every declared table (by Frictionless), and in what they refer to."""
    try:
        package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        resources = {Path(node["path"]).name: node["schema"] for node in package["resources"]}
        read_declaration(folder)
    except FileNotFoundError:
        return [Finding("missing_file", DESCRIPTOR)]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        return [Finding("declaration", DESCRIPTOR, value=str(error))]
    missing = [Finding("missing_file", path) for path in resources if not (folder / path).is_file()]
    if missing:
        return missing
    found = [*_frictionless_findings(folder, resources), *_dangling_references(folder, resources)]
    return _without_consequences(folder, found)


def _without_consequences(folder: Path, findings: list[Finding]) -> list[Finding]:
    """The errors themselves: a short row lacks all further cells, an unreadable table those who refer to it."""
    broken_tables = {f.file for f in findings if f.kind in ("columns", "unreadable")}
    broken_rows = {(f.file, f.row) for f in findings if f.kind in ("cells", "blank_row")}
    missing_cells = {(f.file, f.row, f.field) for f in findings if f.kind == "required"}
    kept = []
    for finding in findings:
        if finding.kind == "encoding" and _is_utf8(folder / finding.file):
            continue
        if (finding.file in broken_tables and finding.row) or finding.allowed in broken_tables:
            continue
        if (finding.file, finding.row) in broken_rows:
            if finding.kind not in ("cells", "blank_row"):
                continue
            finding = Finding(finding.kind, finding.file, finding.row)
        if finding.kind == "duplicate" and (finding.file, finding.row, finding.field) in missing_cells:
            continue
        kept.append(finding)
    return kept


def _is_utf8(file: Path) -> bool:
    try:
        file.read_text(encoding="utf-8")
    except ValueError:
        return False
    return True


def _frictionless_findings(folder: Path, schemas: Mapping[str, Any]) -> Iterator[Finding]:
    from frictionless import Dialect, FrictionlessException, Package, formats, system  # imported late: 0.4 s

    try:
        with system.use_context(trusted=True):
            package = Package(str(folder / DESCRIPTOR))
            for resource in package.resources:  # or it would guess and let semicolons pass
                resource.dialect = Dialect(controls=[formats.CsvControl(delimiter=",")])
                resource.schema.foreign_keys = []
            report = package.validate()
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield Finding("declaration", DESCRIPTOR, value=reason.message)
        return
    for problem in report.errors:
        yield Finding("declaration", DESCRIPTOR, value=problem.message)
    for task in report.tasks:
        file = Path(task.place).name
        fields = {field["name"]: field for field in schemas[file]["fields"]}
        for problem in task.errors:
            yield _finding(file, problem, fields, schemas[file])


def _dangling_references(folder: Path, schemas: Mapping[str, Any]) -> Iterator[Finding]:
    """Cells that name a row that another table lacks.

    Frictionless would copy and read that table again for each column that refers to it: half of the start.
    """
    tables = {file: _columns(folder / file) for file in schemas}
    for file, schema in schemas.items():
        for key in schema.get("foreignKeys", ()):
            (field,), (target,) = key["fields"], key["reference"]["fields"]
            other = f"{key['reference']['resource'].replace('-', '_')}.csv" if key["reference"]["resource"] else file
            if other not in tables:
                yield Finding("declaration", DESCRIPTOR, value=f"{file}: {field} → {other}")
            elif target in tables[other]:
                known = set(tables[other][target])
                for row, value in enumerate(tables[file].get(field, ()), 2):
                    if value and value not in known:
                        yield Finding("reference", file, row, field, value, other)


def _columns(file: Path) -> dict[str, list[str]]:
    """The columns of a table as texts; none of one that cannot be read, which Frictionless tells."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            names, *rows = csv.reader(lines)
    except (OSError, ValueError, csv.Error):
        return {}
    return {name: [row[n] if n < len(row) else "" for row in rows] for n, name in enumerate(names)}


def _finding(file: str, problem: Any, fields: Mapping[str, Any], schema: Any) -> Finding:
    kind = KINDS.get(problem.type, "other")
    row = getattr(problem, "row_number", None)
    field = getattr(problem, "field_name", "") or getattr(problem, "label", "")
    value = str(getattr(problem, "cell", "") or "")
    if kind == "columns":
        return Finding(kind, file, None, field, problem.label or "", ", ".join(fields))
    if kind == "duplicate":
        keys = [field] if field else schema["primaryKey"]
        cells = dict(zip(fields, problem.cells, strict=False))
        return Finding(kind, file, row, ", ".join(keys), ", ".join(str(cells.get(key)) for key in keys))
    if kind in ("type", "constraint"):
        if not value and fields[field].get("constraints", {}).get("required"):
            return Finding("required", file, row, field)
        if PARTIAL_DATE in str(fields[field].get("constraints", {}).get("pattern")):
            return Finding("date", file, row, field, value)
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
    if "maxLength" in constraints and "pattern" not in constraints:
        return f"≤ {constraints['maxLength']}"
    return constraints.get("pattern") or {"boolean": "true, false"}.get(field["type"], field["type"])


def check_areas(folder: Path) -> list[Finding]:
    """The areas must be readable and be exactly the municipalities of the table."""
    try:
        features = json.loads((folder / AREAS).read_text(encoding="utf-8"))["features"]
        shapes = [(str(f["properties"]["ags"]), (f["geometry"] or {}).get("type")) for f in features]
    except FileNotFoundError:
        return [Finding("missing_file", AREAS)]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [Finding("unreadable", AREAS, value=str(error))]
    try:
        with (folder / "municipalities.csv").open(encoding="utf-8-sig", newline="") as file:
            listed = {row.get("ags") or "" for row in csv.DictReader(file)}
    except (OSError, ValueError):
        return []  # named by check_package
    drawn = Counter(ags for ags, shape in shapes if shape in ("Polygon", "MultiPolygon"))
    return [
        *(Finding("no_area", AREAS, value=ags) for ags in sorted(listed - set(drawn))),
        *(Finding("unknown_area", AREAS, value=ags) for ags in sorted({ags for ags, _ in shapes} - listed)),
        *(Finding("duplicate", AREAS, field="ags", value=ags) for ags, n in drawn.items() if n > 1),
    ]
