"""Every rule finds exactly its error and names file, row, field, value and what would be right."""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from figures.texts import LANGUAGES, texts
from roadmap_model import checks, load, rules, storyboards
from roadmap_model.checks import BrokenData, Finding
from roadmap_model.load import DATA
from roadmap_model.load import load as open_folder
from roadmap_model.tables import read_declaration
from tests import region
from tests.region import Row, edit

Change = Callable[[dict[str, list[Row]]], None]
Damage = Callable[[Path], None]
ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
AREAS = "municipalities.geojson"
GOALS = "id, rank, name_de, name_en, description_de, description_en"
QUERY = "^[a-z]+=[^&=\\s]+(&[a-z]+=[^&=\\s]+)*$"
PROTOCOL_WORDS = ("title", "row", "field", "nothing")  # data.* texts of the report itself


def findings(folder: Path) -> list[Finding]:
    with pytest.raises(BrokenData) as caught:
        open_folder(folder)
    return caught.value.findings


def without(table: str, column: str, value: str) -> Change:
    def change(rows: dict[str, list[Row]]) -> None:
        rows[table] = [row for row in rows[table] if row[column] != value]

    return change


def again(table: str, **cells: str) -> Change:
    return lambda rows: rows[table].append(rows[table][0] | cells)


def every(*changes: Change) -> Change:
    def change(rows: dict[str, list[Row]]) -> None:
        for one in changes:
            one(rows)

    return change


def step_finding(kind: str, step: int, value: str) -> Finding:
    """What is wrong with the view of a step in the first storyboard."""
    return Finding(kind, "storyboard_steps.csv", step + 1, "query", value, f"{step} (rundgang)")


# Cases of one batch touch different cells and are loaded together: none hides or adds to another.
BATCHES: dict[str, dict[str, tuple[Change, list[Finding]]]] = {
    "types": {
        "a number in words": (
            edit("municipalities", 0, population="viele"),
            [Finding("type", "municipalities.csv", 2, "population", "viele", "0 …")],
        ),
        "a boolean in German": (
            edit("municipalities", 2, emscher_lippe="ja"),
            [Finding("type", "municipalities.csv", 4, "emscher_lippe", "ja", "true, false")],
        ),
        "a number in German": (
            edit("indicator_values", 0, value="1,5"),
            [Finding("type", "indicator_values.csv", 2, "value", "1,5", "number")],
        ),
        "no number": (
            edit("municipalities", 0, area_km2="NaN"),
            [Finding("constraint", "municipalities.csv", 2, "area_km2", "NaN", "0 …")],
        ),
    },
    "first": {
        "an infinite number": (
            edit("indicator_values", 0, value="INF"),
            [Finding("type", "indicator_values.csv", 2, "value", "inf", "number")],
        ),
        "a code that is not in the list": (
            edit("projects", 3, scale="riesig"),
            [Finding("constraint", "projects.csv", 5, "scale", "riesig", "leuchtturm, vorhaben, initiative")],
        ),
        "a number below the smallest": (
            edit("municipalities", 0, population="-1"),
            [Finding("constraint", "municipalities.csv", 2, "population", "-1", "0 …")],
        ),
        "a number outside a range": (
            edit("indicators", 0, target_year="1989"),
            [Finding("constraint", "indicators.csv", 2, "target_year", "1989", "1990 … 2100")],
        ),
        "a link that is a script": (
            edit("sources", 0, url="javascript:alert(1)"),
            [Finding("constraint", "sources.csv", 2, "url", "javascript:alert(1)", "^https?://.+")],
        ),
        "a German date": (
            edit("milestones", 1, date="31.12.2026"),
            [Finding("date", "milestones.csv", 3, "date", "31.12.2026")],
        ),
        "a day that the calendar lacks": (
            edit("projects", 0, start_date="2025-02-31"),
            [Finding("date", "projects.csv", 2, "start_date", "2025-02-31")],
        ),
        "a thirteenth month": (
            edit("status_reports", 3, reported_on="2025-13"),
            [Finding("date", "status_reports.csv", 5, "reported_on", "2025-13")],
        ),
        "a missing name": (
            edit("projects", 2, name_en=""),
            [Finding("required", "projects.csv", 4, "name_en")],
        ),
        "a missing key": (
            edit("hurdles", 0, id=""),
            [Finding("required", "hurdles.csv", 2, "id")],
        ),
        "an optional text with a space before it": (
            edit("projects", 0, funding_programme=" EFRE"),
            [Finding("constraint", "projects.csv", 2, "funding_programme", " EFRE", "EFRE")],
        ),
        "a source that nobody lists": (
            edit("status_reports", 0, source="nirgends"),
            [Finding("reference", "status_reports.csv", 2, "source", "nirgends", "sources.csv")],
        ),
        "a successor that nobody lists": (
            edit("projects", 0, successor="nichts"),
            [Finding("reference", "projects.csv", 2, "successor", "nichts", "projects.csv")],
        ),
        "a link given twice": (
            again("project_topics"),
            [Finding("duplicate", "project_topics.csv", 9, "project, topic", "ahorn, kunststoffe")],
        ),
        "an end before the beginning": (
            edit("projects", 1, end_date="2024-06"),
            [Finding("reversed", "projects.csv", 3, "end_date", "2024-06", "2024-Q3")],
        ),
        "a town at the level of districts": (
            edit("project_places", 0, level="kreis"),
            [Finding("place_level", "project_places.csv", 2, "level", "kreis")],
        ),
        "a district with a town": (
            edit("project_places", 8, municipality="05901001"),
            [Finding("place_level", "project_places.csv", 10, "level", "kreis")],
        ),
        "a health of an idea": (
            edit("status_reports", 0, health="risiko"),
            [Finding("health_phase", "status_reports.csv", 2, "health", "risiko", "idee")],
        ),
        "a project without report": (
            without("status_reports", "project", "ulme"),
            [Finding("no_report", "projects.csv", 10, "id", "ulme", "status_reports.csv")],
        ),
        "a project without place": (
            without("project_places", "project", "linde"),
            [Finding("no_place", "projects.csv", 9, "id", "linde", "project_places.csv")],
        ),
    },
    "second": {
        "an id with a capital letter": (
            edit("milestones", 0, id="Meilenstein-1"),
            [Finding("constraint", "milestones.csv", 2, "id", "Meilenstein-1", ID)],
        ),
        "month zero": (
            edit("sources", 0, published_on="2025-00"),
            [Finding("date", "sources.csv", 2, "published_on", "2025-00")],
        ),
        "a name of spaces": (
            edit("projects", 2, name_en="  "),
            [Finding("required", "projects.csv", 4, "name_en", "  ")],
        ),
        "a key given twice": (
            again("hurdles"),
            [Finding("duplicate", "hurdles.csv", 3, "id", "huerde")],
        ),
        "a place in the headline given twice": (
            again("indicators", id="zwei"),
            [Finding("duplicate", "indicators.csv", 7, "headline", "1")],
        ),
        "a town at the level of the region": (
            edit("project_places", 1, level="region"),
            [Finding("place_level", "project_places.csv", 3, "level", "region")],
        ),
        "a municipality without a town": (
            edit("project_places", 9, level="gemeinde"),
            [Finding("place_level", "project_places.csv", 11, "level", "gemeinde")],
        ),
        "a report from the day after the publication": (
            edit("status_reports", 11, reported_on="2026-07-01"),
            [Finding("future", "status_reports.csv", 13, "reported_on", "2026-07-01", "2026-06-30")],
        ),
    },
    "storyboards": {
        "a storyboard without steps": (
            without("storyboard_steps", "storyboard", "kurz"),
            [Finding("no_step", "storyboards.csv", 3, "id", "kurz", "storyboard_steps.csv")],
        ),
        "a step of a storyboard that nobody lists": (
            edit("storyboard_steps", 0, storyboard="keins"),
            [Finding("reference", "storyboard_steps.csv", 2, "storyboard", "keins", "storyboards.csv")],
        ),
        "a step on a page that cannot be on stage": (
            edit("storyboard_steps", 1, page="akteure"),
            [Finding("constraint", "storyboard_steps.csv", 3, "page", "akteure", ", ".join(storyboards.PAGES))],
        ),
        "a title longer than a stage is wide": (
            edit("storyboard_steps", 2, title_de="a" * 101),
            [Finding("constraint", "storyboard_steps.csv", 4, "title_de", "a" * 101, "≤ 100")],
        ),
        "a whole address instead of its parameters": (
            edit("storyboard_steps", 3, query="?feld=paas"),
            [Finding("constraint", "storyboard_steps.csv", 5, "query", "?feld=paas", QUERY)],
        ),
    },
    # Views are looked at in sound data only.
    "views": {
        "a step whose view is empty": (
            edit("storyboard_steps", 0, query="phase=idee&feld=paas"),
            [step_finding("step_empty", 1, "karte?phase=idee&feld=paas")],
        ),
        "a step that groups by nothing": (
            edit("storyboard_steps", 1, query="gruppe=farbe"),
            [step_finding("step_value", 2, "gruppe=farbe")],
        ),
        "a step with a parameter of another page": (
            edit("storyboard_steps", 2, query="feld=paas&projekt=ahorn"),
            [step_finding("step_parameter", 3, "projekt")],
        ),
        "a step after the publication": (
            edit("storyboard_steps", 3, query="stand=2026-07-01"),
            [step_finding("step_value", 4, "stand=2026-07-01")],
        ),
        "a step with a project that nobody lists": (
            edit("storyboard_steps", 4, query="projekt=nichts"),
            [step_finding("step_project", 5, "nichts")],
        ),
    },
    "third": {
        "a key with a line break": (
            edit("hurdles", 0, id="huerde\n"),
            [Finding("constraint", "hurdles.csv", 2, "id", "huerde\n", "huerde")],
        ),
        "a report from the quarter after the publication": (
            edit("status_reports", 11, reported_on="2026-Q3"),
            [Finding("future", "status_reports.csv", 13, "reported_on", "2026-Q3", "2026-06-30")],
        ),
    },
}  # fmt: skip
CHANGES = {case: (batch, expected) for batch, cases in BATCHES.items() for case, (_, expected) in cases.items()}


@pytest.fixture(scope="module")
def batches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    return {
        name: findings(
            region.write(tmp_path_factory.mktemp(name) / "data", every(*(change for change, _ in cases.values())))
        )
        for name, cases in BATCHES.items()
    }


@pytest.mark.parametrize("case", CHANGES)
def test_a_wrong_cell_is_found_and_named(batches: dict[str, list[Finding]], case: str) -> None:
    batch, expected = CHANGES[case]
    assert expected
    assert [finding for finding in expected if finding not in batches[batch]] == []


@pytest.mark.parametrize("name", BATCHES)
def test_many_wrong_cells_give_their_findings_and_no_others(batches: dict[str, list[Finding]], name: str) -> None:
    expected = {finding for _, listed in BATCHES[name].values() for finding in listed}
    assert set(batches[name]) == expected
    assert len(batches[name]) == len(expected)


def test_findings_come_in_the_order_of_files_and_rows(batches: dict[str, list[Finding]]) -> None:
    for found in batches.values():
        assert found == sorted(found, key=lambda f: (f.file, f.row or 0, f.field, f.kind))


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


def semicolons(folder: Path) -> None:
    (folder / "goals.csv").write_bytes((folder / "goals.csv").read_bytes().replace(b",", b";"))


def removed(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def a_folder_instead(folder: Path) -> None:
    (folder / "goals.csv").unlink()
    (folder / "goals.csv").mkdir()


def declared(change: Callable[[Any], object]) -> Damage:
    def damage(folder: Path) -> None:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        change(package)
        (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")

    return damage


def areas(change: Callable[[list[Any]], object]) -> Damage:
    def damage(folder: Path) -> None:
        collection = json.loads((folder / AREAS).read_text(encoding="utf-8"))
        change(collection["features"])
        (folder / AREAS).write_text(json.dumps(collection), encoding="utf-8")

    return damage


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
    "a missing declaration": (removed("datapackage.json"), [Finding("missing_file", "datapackage.json")]),
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
    folder = region.write(tmp_path / "data")
    damage(folder)
    assert findings(folder) == expected


TROUBLES: dict[str, tuple[Damage, str, str]] = {
    "areas cut off": (contents(AREAS, b'{"features": ['), "unreadable", AREAS),
    "areas of another kind": (contents(AREAS, b"[]"), "unreadable", AREAS),
    "areas without keys": (contents(AREAS, b'{"features": [{"properties": {}}]}'), "unreadable", AREAS),
    "areas in the Windows encoding": (replaced(AREAS, b"Altstadt", b"Altst\xe4dt"), "unreadable", AREAS),
    "a folder instead of a file": (a_folder_instead, "unreadable", "goals.csv"),
    "a number only Python understands": (
        replaced("municipalities.csv", b"1000", b"1_000"), "unreadable", "municipalities.csv",
    ),
    "a declaration cut off": (contents("datapackage.json", b'{"resources": ['), "declaration", "datapackage.json"),
    "a declaration of another kind": (contents("datapackage.json", b"[]"), "declaration", "datapackage.json"),
    "a declaration without tables": (declared(lambda d: d.pop("resources")), "declaration", "datapackage.json"),
    "a declaration without version": (declared(lambda d: d.pop("version")), "declaration", "datapackage.json"),
    "a declaration without licence": (declared(lambda d: d.pop("licenses")), "declaration", "datapackage.json"),
    "a declaration without licences": (declared(lambda d: d.update(licenses=[])), "declaration", "datapackage.json"),
    "a declaration without day": (declared(lambda d: d.pop("created")), "declaration", "datapackage.json"),
    "a declaration with an impossible day": (
        declared(lambda d: d.update(created="gestern")), "declaration", "datapackage.json",
    ),
    "a field of an unknown type": (
        declared(lambda d: d["resources"][0]["schema"]["fields"][0].update(type="quatsch")),
        "declaration", "datapackage.json",
    ),
    "another sum than declared": (
        declared(lambda d: d["resources"][0].update(hash="md5:00000000000000000000000000000000")),
        "other", "action_fields.csv",
    ),
    "a reference to an undeclared table": (
        declared(lambda d: d["resources"][4]["schema"]["foreignKeys"][0]["reference"].update(resource="nichts")),
        "declaration", "datapackage.json",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TROUBLES)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, case: str) -> None:
    damage, kind, file = TROUBLES[case]
    folder = region.write(tmp_path / "data")
    damage(folder)
    (finding,) = findings(folder)
    assert (finding.kind, finding.file) == (kind, file)
    assert finding.value


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    assert findings(tmp_path / "fort") == [Finding("folder", str(tmp_path / "fort"))]


def test_an_empty_folder_lacks_its_declaration_and_areas(tmp_path: Path) -> None:
    assert findings(tmp_path) == [Finding("missing_file", "datapackage.json"), Finding("missing_file", AREAS)]


def test_all_errors_are_reported_in_one_go(tmp_path: Path) -> None:
    change = every(
        edit("projects", 0, name_de="", scale="riesig"),
        edit("projects", 1, end_date="2020"),
        edit("projects", 2, start_date="2025-02-31"),
        edit("status_reports", 0, source="nirgends", health="risiko"),
        edit("project_places", 0, level="kreis"),
        again("hurdles"),
        without("status_reports", "project", "ulme"),
    )
    folder = region.write(tmp_path / "data", change)
    areas(lambda features: features.pop())(folder)
    assert [(f.kind, f.file, f.row) for f in findings(folder)] == [
        ("duplicate", "hurdles.csv", 3),
        ("no_area", AREAS, None),
        ("place_level", "project_places.csv", 2),
        ("required", "projects.csv", 2),
        ("constraint", "projects.csv", 2),
        ("reversed", "projects.csv", 3),
        ("date", "projects.csv", 4),
        ("no_report", "projects.csv", 10),
        ("health_phase", "status_reports.csv", 2),
        ("reference", "status_reports.csv", 2),
    ]


def test_errors_of_several_files_that_cannot_be_read_are_reported_in_one_go(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data", edit("projects", 0, scale="riesig"))
    replaced("goals.csv", "heißt".encode(), b"hei\xdft")(folder)
    appended("topics.csv", b"neu\n")(folder)
    contents(AREAS, b"{")(folder)
    assert [(f.kind, f.file) for f in findings(folder)] == [
        ("encoding", "goals.csv"), ("unreadable", AREAS), ("constraint", "projects.csv"), ("cells", "topics.csv"),
    ]  # fmt: skip


def test_hostile_values_are_reported_as_they_are(tmp_path: Path) -> None:
    texts = ["<script>alert(1)</script>", "{{ 7*191 }}", "=1+1", "„“", "\u202e", "%s {value}", "a, b", "9" * 5000]
    change = every(*(edit("projects", row, action_field=text) for row, text in enumerate(texts)))
    found = findings(region.write(tmp_path / "data", change))
    assert found == [
        Finding("reference", "projects.csv", row, "action_field", text, "action_fields.csv")
        for row, text in enumerate(texts, 2)
    ]


def may_be_empty() -> list[str]:
    """Tables that no other one refers to and no rule requires, and the storyboards with their steps."""
    declared = read_declaration(DATA).tables
    needed = {target for table in declared.values() for target in table.references.values()}
    return sorted({*declared, "storyboards"} - (needed - {"storyboards"}) - {"status_reports", "project_places"})


GOOD: dict[str, Change] = {
    "dates at the edge of what is allowed": every(
        edit("status_reports", 11, reported_on="2026-06-30"),
        edit("status_reports", 10, reported_on="2026"),
        edit("projects", 1, start_date="2027", end_date="2027-01"),
        edit("projects", 0, end_date="2024", start_date=""),
        edit("milestones", 1, date="9999"),
    ),
    "tables that may be empty": every(*(lambda rows, table=table: rows[table].clear() for table in may_be_empty())),
}  # fmt: skip


@pytest.mark.parametrize("case", GOOD)
def test_data_without_errors_are_loaded(tmp_path: Path, case: str) -> None:
    assert len(open_folder(region.write(tmp_path / "data", GOOD[case])).projects) == 9


@pytest.mark.parametrize("kind", ["byte order mark", "Windows line ends"])
def test_what_spreadsheets_add_to_files_is_no_error(tmp_path: Path, kind: str) -> None:
    folder = region.write(tmp_path / "data")
    for file in folder.glob("*.csv"):
        before = file.read_bytes()
        file.write_bytes(b"\xef\xbb\xbf" + before if kind == "byte order mark" else before.replace(b"\n", b"\r\n"))
    loaded = open_folder(folder)
    assert list(loaded["municipalities"]["ags"]) == list(region.TOWNS)
    assert list(loaded["topics"]["id"]) == list(region.TOPICS)


# Kinds and their sentences


def kinds() -> set[str]:
    """Every kind of finding that the code can produce."""
    found = {"other", *checks.KINDS.values(), *rules.STEP_KINDS.values()}
    for module in (checks, load, rules):
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                found |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_without":
                found.add(node.args[4].value)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_sentence_and_every_sentence_a_kind(language: str) -> None:
    sentences = {key.removeprefix("data.") for key in texts(language).entries if key.startswith("data.")}
    assert sentences - set(PROTOCOL_WORDS) == kinds()


def test_every_kind_is_produced_by_one_of_these_tests() -> None:
    produced = {finding.kind for *_, expected in (*CHANGES.values(), *DAMAGES.values()) for finding in expected}
    produced |= {kind for _, kind, _ in TROUBLES.values()} | {"folder"}
    assert produced == kinds()
