"""The declaration and the reading of tables by it."""

import json
from pathlib import Path

import pandas as pd
import pytest

from roadmap_model.tables import DESCRIPTOR, DTYPES, Declaration, read_declaration
from tests import region


@pytest.fixture(scope="module")
def declaration(region_folder: Path) -> Declaration:
    return read_declaration(region_folder)


@pytest.fixture(scope="module")
def package(region_folder: Path) -> dict:
    return json.loads((region_folder / DESCRIPTOR).read_text(encoding="utf-8"))


def test_every_declared_table_and_field_is_there_in_order(declaration: Declaration, package: dict) -> None:
    assert [table.path for table in declaration.tables.values()] == [node["path"] for node in package["resources"]]
    for table, node in zip(declaration.tables.values(), package["resources"], strict=True):
        assert [field.name for field in table.fields] == [field["name"] for field in node["schema"]["fields"]]


def test_tables_are_called_like_their_files(declaration: Declaration) -> None:
    assert all(f"{name}.csv" == table.path == f"{table.name}.csv" for name, table in declaration.tables.items())


def test_every_field_has_a_type_that_can_be_read(declaration: Declaration) -> None:
    assert {field.type for table in declaration.tables.values() for field in table.fields} <= set(DTYPES)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_table_and_field_has_a_title_and_every_table_a_description(
    declaration: Declaration, language: str
) -> None:
    for table in declaration.tables.values():
        assert table.title[language]
        assert table.description[language]
        assert all(field.title[language] for field in table.fields), table.name


def test_titles_differ_between_the_languages_for_most_tables(declaration: Declaration) -> None:
    same = [table.name for table in declaration.tables.values() if table.title["de"] == table.title["en"]]
    assert len(same) <= len(declaration.tables) / 4, same


def test_a_missing_english_title_falls_back_to_the_german_one(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data")
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    package.pop("title_en", None)
    (folder / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
    declaration = read_declaration(folder)
    assert declaration.title["en"] == declaration.title["de"] == package["title"]


@pytest.mark.parametrize(
    ("table", "field", "target"),
    [
        ("projects", "action_field", "action_fields"),
        ("projects", "successor", "projects"),
        ("project_places", "municipality", "municipalities"),
        ("indicator_values", "indicator", "indicators"),
    ],
)
def test_references_name_the_table_they_lead_to(declaration: Declaration, table: str, field: str, target: str) -> None:
    assert declaration.tables[table].references[field] == target


@pytest.mark.parametrize(
    ("contributors", "expected"),
    [
        ([{"title": "Amt", "role": "publisher"}], "Amt"),
        ([{"title": "Büro", "role": "author"}, {"title": "Amt", "role": "publisher"}], "Amt"),
        ([{"title": "Büro"}], "Roadmap Zirkulärwirtschaft Ruhr"),
        ([], "Roadmap Zirkulärwirtschaft Ruhr"),
        (None, "Roadmap Zirkulärwirtschaft Ruhr"),
        ([{"title": "<script>{{7*7}}", "role": "publisher"}], "<script>{{7*7}}"),
    ],
)
def test_the_publisher_is_the_contributor_in_that_role_or_else_the_title(
    tmp_path: Path, contributors: list | None, expected: str
) -> None:
    folder = region.write(tmp_path)
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    del package["contributors"]
    package |= {"contributors": contributors} if contributors is not None else {}
    (folder / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
    assert read_declaration(folder).publisher == expected


def test_the_package_is_described_in_both_languages_or_by_its_title(declaration: Declaration, tmp_path: Path) -> None:
    assert declaration.description["de"] != declaration.description["en"]
    assert all(declaration.description.values())
    folder = region.write(tmp_path)
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    bare = {name: value for name, value in package.items() if not name.startswith("description")}
    (folder / DESCRIPTOR).write_text(json.dumps(bare), encoding="utf-8")
    assert read_declaration(folder).description == declaration.title


def test_every_reference_leads_to_a_declared_table(declaration: Declaration) -> None:
    for table in declaration.tables.values():
        assert set(table.references) <= {field.name for field in table.fields}
        assert set(table.references.values()) <= set(declaration.tables)


def test_the_day_of_publication_is_a_day(declaration: Declaration) -> None:
    assert declaration.created == "2026-06-30"
    assert declaration.licence["path"].startswith("https://")


def test_keys_keep_leading_zeros_and_numbers_are_numbers(declaration: Declaration, region_folder: Path) -> None:
    towns = declaration.tables["municipalities"].read(region_folder)
    assert list(towns["ags"]) == list(region.TOWNS)
    assert dict(towns.dtypes.astype(str))["population"] == "Int64"
    assert towns["emscher_lippe"].tolist() == [False, False, True, True, True, True]


@pytest.mark.parametrize("word", ["NA", "N/A", "null", "None", "nan", "NaN", "-", "#N/A", "true", "0"])
def test_only_an_empty_cell_is_a_missing_value(tmp_path: Path, word: str) -> None:
    folder = region.write(tmp_path / "data", region.edit("projects", 0, name_de=word, note_de=""))
    projects = read_declaration(folder).tables["projects"].read(folder)
    assert projects.loc[0, "name_de"] == word
    assert pd.isna(projects.loc[0, "note_de"])


@pytest.mark.parametrize("text", ['Ein "Zitat", mit Komma', "Zeile\nzwei", "<b>fett</b>", "=1+1", "{{ 7*191 }}", "😀"])
def test_a_text_is_read_as_it_is_written(tmp_path: Path, text: str) -> None:
    folder = region.write(tmp_path / "data", region.edit("projects", 0, name_de=text))
    assert read_declaration(folder).tables["projects"].read(folder).loc[0, "name_de"] == text


def test_a_table_with_only_its_header_is_empty_with_the_declared_types(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data", lambda rows: rows["milestones"].clear())
    table = read_declaration(folder).tables["milestones"]
    frame = table.read(folder)
    assert frame.empty
    assert list(frame.columns) == [field.name for field in table.fields]


def test_columns_come_in_declared_order_whatever_the_file_says(tmp_path: Path) -> None:
    folder = region.write(tmp_path / "data")
    table = read_declaration(folder).tables["goals"]
    frame = table.read(folder)
    frame[frame.columns[::-1]].to_csv(folder / "goals.csv", index=False)
    pd.testing.assert_frame_equal(table.read(folder), frame)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"resources": 1}', '{"resources": [{}]}', "null", '"text"'])
def test_a_damaged_declaration_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / DESCRIPTOR).write_text(text, encoding="utf-8")
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        read_declaration(tmp_path)


def test_a_folder_without_declaration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=DESCRIPTOR):
        read_declaration(tmp_path)
