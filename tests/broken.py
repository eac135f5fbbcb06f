"""Data folders that are broken on purpose, and what the checks find in them."""

import ast
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from roadmap_model import checks, load, rules
from roadmap_model.checks import BrokenData, Finding
from tests import region
from tests.region import Row, edit

ID = "^[a-z0-9]+(-[a-z0-9]+)*$"  # what every key looks like
AREAS = "municipalities.geojson"

Change = Callable[[dict[str, list[Row]]], None]
Damage = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A change of the fictional region, and what is then found."""

    change: Change
    finding: Finding


def wrong(kind: str, table: str, row: int, field: str, value: str, allowed: str = "") -> Case:
    """A cell whose value is found as it stands; rows count as in a spreadsheet, header first."""
    return Case(edit(table, row - 2, **{field: value}), Finding(kind, f"{table}.csv", row, field, value, allowed))


def without(table: str, column: str, value: str) -> Change:
    def change(rows: dict[str, list[Row]]) -> None:
        rows[table] = [row for row in rows[table] if row[column] != value]

    return change


def again(table: str, **cells: str) -> Change:
    """The first row of a table once more, with other cells."""
    return lambda rows: rows[table].append(rows[table][0] | cells)


def every(*changes: Change) -> Change:
    def change(rows: dict[str, list[Row]]) -> None:
        for one in changes:
            one(rows)

    return change


def findings(folder: Path) -> list[Finding]:
    with pytest.raises(BrokenData) as caught:
        load.load(folder)
    return caught.value.findings


def found_in(cases: Mapping[str, Case]) -> Any:
    """A fixture for a module: what is found in all cases together, which touch different cells."""

    @pytest.fixture(scope="module")
    def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
        changes = every(*(case.change for case in cases.values()))
        return findings(region.write(tmp_path_factory.mktemp("broken") / "data", changes))

    return found


def expected(cases: Mapping[str, Case]) -> list[Finding]:
    """The findings of all cases in the order of files and rows."""
    return sorted((case.finding for case in cases.values()), key=lambda f: (f.file, f.row or 0, f.field, f.kind))


def replaced(name: str, old: bytes, new: bytes) -> Damage:
    def damage(folder: Path) -> None:
        before = (folder / name).read_bytes()
        assert old in before
        (folder / name).write_bytes(before.replace(old, new, 1))

    return damage


def appended(name: str, more: bytes) -> Damage:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + more) and None


def contents(name: str, content: bytes) -> Damage:
    return lambda folder: (folder / name).write_bytes(content) and None


def removed(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def declared(change: Callable[[Any], object]) -> Damage:
    """A change of the declaration."""
    return _rewritten("datapackage.json", change)


def areas(change: Callable[[list[Any]], object]) -> Damage:
    """A change of the areas."""
    return _rewritten(AREAS, lambda collection: change(collection["features"]))


def _rewritten(name: str, change: Callable[[Any], object]) -> Damage:
    def damage(folder: Path) -> None:
        content = json.loads((folder / name).read_text(encoding="utf-8"))
        change(content)
        (folder / name).write_text(json.dumps(content), encoding="utf-8")

    return damage


def kinds() -> set[str]:
    """Every kind of finding that the code can produce."""
    found = {"other", *checks.KINDS.values(), *rules.STEP_KINDS.values()}
    return found.union(*(_written(Path(module.__file__ or "")) for module in (checks, load, rules)))


def _written(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name == "Finding" and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value
        elif name == "_without":
            yield node.args[4].value
