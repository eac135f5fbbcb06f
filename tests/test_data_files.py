"""Files that are damaged or cannot be read are named, and nothing that merely follows from it."""

import json
from pathlib import Path
from typing import Any

import pytest

from roadmap_model.checks import Finding
from roadmap_model.load import load
from tests import region
from tests.broken import AREAS, Damage, appended, areas, contents, declared, findings, removed, replaced

DECLARATION = "datapackage.json"
GOALS = "id, rank, name_de, name_en, description_de, description_en"


def damaged(folder: Path, damage: Damage) -> list[Finding]:
    """What is found in the fictional region after some damage."""
    damage(region.write(folder / "data"))
    return findings(folder / "data")


def assert_named(found: list[Finding], kind: str, file: str) -> None:
    """There is one finding, of a kind that says its reason in other words than ours."""
    (finding,) = found
    assert (finding.kind, finding.file) == (kind, file)
    assert finding.value


def semicolons(folder: Path) -> None:
    (folder / "goals.csv").write_bytes((folder / "goals.csv").read_bytes().replace(b",", b";"))


def a_folder_instead(folder: Path) -> None:
    (folder / "goals.csv").unlink()
    (folder / "goals.csv").mkdir()


def wrong_areas(features: list[Any]) -> None:
    foreign = json.loads(json.dumps(features[0]))
    foreign["properties"]["ags"] = "05999009"
    features.pop()
    features[2].update(geometry=None)
    features[3].update(geometry={"type": "Point", "coordinates": [7, 51]})
    features += [foreign, features[0]]


def columns(field: str, value: str) -> Finding:
    return Finding("columns", "goals.csv", None, field, value, GOALS)


DAMAGES: dict[str, tuple[Damage, list[Finding]]] = {
    "too many cells": (replaced("goals.csv", b"carbon,1", b"carbon,1,x"), [Finding("cells", "goals.csv", 2)]),
    "too few cells": (appended("goals.csv", b"neu,4\n"), [Finding("cells", "goals.csv", 5)]),
    "an open quotation mark": (
        replaced("goals.csv", b"Zero waste", b'"Zero waste'), [Finding("cells", "goals.csv", 3)],
    ),
    "an empty line": (replaced("goals.csv", b"\nwaste", b"\n\nwaste"), [Finding("blank_row", "goals.csv", 3)]),
    "a line of commas": (appended("goals.csv", b",,,,,\n"), [Finding("blank_row", "goals.csv", 5)]),
    "a column with another name": (replaced("goals.csv", b"rank", b"rang"), [columns("rank", "rang")]),
    "a column without name": (replaced("goals.csv", b"name_en", b""), [columns("name_en", "")]),
    "a column given twice": (replaced("goals.csv", b"name_en", b"name_de"), [columns("name_en", "name_de")]),
    "semicolons, as German spreadsheets write them": (
        semicolons,
        sorted(
            [columns(name, "") for name in GOALS.split(", ")[1:]] + [columns("id", GOALS.replace(", ", ";"))],
            key=lambda finding: finding.field,
        ),
    ),
    "a file in the Windows encoding": (
        replaced("goals.csv", "heißt".encode(), b"hei\xdft"),
        [Finding("encoding", "goals.csv")],
    ),
    "an empty file": (contents("goals.csv", b""), [Finding("unreadable", "goals.csv")]),
    "a missing table": (removed("goals.csv"), [Finding("missing_file", "goals.csv")]),
    "missing areas": (removed(AREAS), [Finding("missing_file", AREAS)]),
    "a missing declaration": (removed(DECLARATION), [Finding("missing_file", DECLARATION)]),
    "areas that are missing, foreign, doubled, empty or points": (
        areas(wrong_areas),
        [
            Finding("no_area", AREAS, value="05901001"),
            Finding("no_area", AREAS, value="05901002"),
            Finding("no_area", AREAS, value="05902002"),
            Finding("unknown_area", AREAS, value="05999009"),
            Finding("duplicate", AREAS, field="ags", value="05999001"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGES)
def test_a_damaged_file_gives_its_finding_and_no_consequences(tmp_path: Path, case: str) -> None:
    damage, expected = DAMAGES[case]
    assert damaged(tmp_path, damage) == expected


UNREADABLE: dict[str, tuple[str, Damage]] = {
    "areas cut off": (AREAS, contents(AREAS, b'{"features": [')),
    "areas of another kind": (AREAS, contents(AREAS, b"[]")),
    "areas without keys": (AREAS, contents(AREAS, b'{"features": [{"properties": {}}]}')),
    "areas in the Windows encoding": (AREAS, replaced(AREAS, b"Altstadt", b"Altst\xe4dt")),
    "a folder instead of a file": ("goals.csv", a_folder_instead),
    "a number only Python understands": ("municipalities.csv", replaced("municipalities.csv", b"1000", b"1_000")),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, case: str) -> None:
    file, damage = UNREADABLE[case]
    assert_named(damaged(tmp_path, damage), "unreadable", file)


BAD_DECLARATIONS: dict[str, Damage] = {
    "cut off": contents(DECLARATION, b'{"resources": ['),
    "of another kind": contents(DECLARATION, b"[]"),
    "without tables": declared(lambda package: package.pop("resources")),
    "without version": declared(lambda package: package.pop("version")),
    "without licence": declared(lambda package: package.pop("licenses")),
    "without licences": declared(lambda package: package.update(licenses=[])),
    "without day": declared(lambda package: package.pop("created")),
    "with an impossible day": declared(lambda package: package.update(created="gestern")),
    "with a field of an unknown type": declared(
        lambda package: package["resources"][0]["schema"]["fields"][0].update(type="quatsch")
    ),
    "with a reference to an undeclared table": declared(
        lambda package: package["resources"][4]["schema"]["foreignKeys"][0]["reference"].update(resource="nichts")
    ),
}


@pytest.mark.parametrize("case", BAD_DECLARATIONS)
def test_a_bad_declaration_is_named_with_the_reason(tmp_path: Path, case: str) -> None:
    assert_named(damaged(tmp_path, BAD_DECLARATIONS[case]), "declaration", DECLARATION)


def test_another_sum_than_declared_is_named_with_the_reason(tmp_path: Path) -> None:
    other = declared(lambda package: package["resources"][0].update(hash="md5:00000000000000000000000000000000"))
    assert_named(damaged(tmp_path, other), "other", "action_fields.csv")


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    assert findings(tmp_path / "fort") == [Finding("folder", str(tmp_path / "fort"))]


def test_an_empty_folder_lacks_its_declaration_and_areas(tmp_path: Path) -> None:
    assert findings(tmp_path) == [Finding("missing_file", DECLARATION), Finding("missing_file", AREAS)]


@pytest.mark.parametrize("kind", ["byte order mark", "Windows line ends"])
def test_what_spreadsheets_add_to_files_is_no_error(tmp_path: Path, kind: str) -> None:
    folder = region.write(tmp_path / "data")
    for file in folder.glob("*.csv"):
        before = file.read_bytes()
        file.write_bytes(b"\xef\xbb\xbf" + before if kind == "byte order mark" else before.replace(b"\n", b"\r\n"))
    loaded = load(folder)
    assert list(loaded["municipalities"]["ags"]) == list(region.TOWNS)
    assert list(loaded["topics"]["id"]) == list(region.TOPICS)
