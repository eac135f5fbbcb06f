"""What is published: complete, with sources, about no private person, in clean language."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from roadmap_model.load import DATA
from roadmap_model.roadmap import Roadmap
from roadmap_model.tables import read_declaration
from tests import plain

GERMAN_TEXTS = [
    (table.name, field.name)
    for table in read_declaration(DATA).tables.values()
    for field in table.fields
    if field.name.endswith("_de")
]
SENTENCES = [("projects", "summary_de"), ("projects", "summary_en"), ("projects", "note_de"), ("projects", "note_en")]
PRIVATE = re.compile(r"mail|phone|telefon|birth|geburt|address|adresse|contact|kontakt|person|salutation|anrede|iban")


def cells(rows: plain.Rows, table: str, column: str) -> list[str]:
    return [row[column] for row in rows[table] if row.get(column)]


def named(published: Roadmap, rows: plain.Rows, other: str) -> set[str]:
    """Keys of a table that the others refer to."""
    return {
        row[field]
        for name, table in published.declaration.tables.items()
        for field, target in table.references.items()
        if target == other
        for row in rows[name]
    }


def test_the_published_data_pass_the_checks_of_frictionless() -> None:
    from frictionless import Package

    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:10]


def test_every_file_is_declared_and_every_declaration_has_its_file(published: Roadmap) -> None:
    assert {table.path for table in published.declaration.tables.values()} == {path.name for path in DATA.glob("*.csv")}


def test_the_roadmap_is_as_large_as_its_sources_are(published: Roadmap) -> None:
    assert len(published.projects) >= 134
    assert published.places.loc[published.places["level"] == "gemeinde", "place"].nunique() > 45
    assert len(published["status_reports"]) >= 400
    assert len(published["municipalities"]) == 53
    assert len(published["districts"]) == 4
    assert len(published["action_fields"]) == 4
    assert len(published["topics"]) == 5
    assert len(published["goals"]) == 3


def test_every_key_of_a_municipality_has_eight_digits(published_rows: plain.Rows) -> None:
    assert all(re.fullmatch("05[0-9]{6}", ags) for ags in cells(published_rows, "municipalities", "ags"))


def test_every_municipality_of_a_district_begins_with_its_key(published_rows: plain.Rows) -> None:
    for town in published_rows["municipalities"]:
        assert town["ags"].startswith(town["district"])
        assert bool(town["district"]) == (town["kind"] == "kreisangehoerig")


def test_every_project_has_a_report_with_a_source(published_rows: plain.Rows) -> None:
    reported = {row["project"] for row in published_rows["status_reports"] if row["source"]}
    assert {row["id"] for row in published_rows["projects"]} == reported


def test_every_source_has_an_address_and_a_title(published_rows: plain.Rows) -> None:
    for source in published_rows["sources"]:
        parts = urlsplit(source["url"])
        assert parts.scheme in ("http", "https"), source["id"]
        assert "." in parts.netloc, source["id"]
        assert not re.search(r"\s", source["url"]), source["id"]
        assert source["title"].strip(), source["id"]


def test_no_source_is_listed_twice(published_rows: plain.Rows) -> None:
    assert [url for url, n in Counter(cells(published_rows, "sources", "url")).items() if n > 1] == []


def test_every_source_is_cited(published: Roadmap, published_rows: plain.Rows) -> None:
    cited = named(published, published_rows, "sources")
    assert sorted(set(cells(published_rows, "sources", "id")) - cited) == []


def test_every_organisation_takes_part_in_something(published: Roadmap, published_rows: plain.Rows) -> None:
    busy = named(published, published_rows, "organisations")
    idle = [row for row in published_rows["organisations"] if row["id"] not in busy]
    reasons = ("founding_member", "pioneer", "role_de")
    assert [row["id"] for row in idle if all(row[name] in ("", "false") for name in reasons)] == []


def test_no_field_holds_private_data(published: Roadmap) -> None:
    fields = [field.name for table in published.declaration.tables.values() for field in table.fields]
    assert [name for name in fields if PRIVATE.search(name)] == []


def test_no_cell_holds_a_mail_address_or_a_telephone_number(published_rows: plain.Rows) -> None:
    found = [
        (table, value)
        for table, rows in published_rows.items()
        for row in rows
        for column, value in row.items()
        if column not in ("url", "website")
        if re.search(r"[\w.]+@[\w-]+\.\w|(\+49|\b0[1-9]\d{1,4})[ /-]\d{4,}", value)
    ]
    assert found == []


def test_there_are_fifteen_founding_members(published_rows: plain.Rows) -> None:
    assert cells(published_rows, "organisations", "founding_member").count("true") == 15


def test_a_circular_performer_is_called_so_by_a_source(published_rows: plain.Rows) -> None:
    for organisation in published_rows["organisations"]:
        if organisation["pioneer"] == "true":
            assert organisation["source"], organisation["id"]
            assert organisation["pioneer_basis_de"], organisation["id"]
            assert organisation["pioneer_basis_en"], organisation["id"]


def test_the_four_key_figures_have_a_value_with_year_and_source(published_rows: plain.Rows) -> None:
    headline = [row for row in published_rows["indicators"] if row["headline"]]
    assert sorted(row["headline"] for row in headline) == ["1", "2", "3", "4"]
    for indicator in headline:
        values = [row for row in published_rows["indicator_values"] if row["indicator"] == indicator["id"]]
        assert values, indicator["id"]
        latest = max(values, key=lambda row: row["period"])
        assert re.match(r"\d{4}", latest["period"])
        assert latest["source"]
        assert indicator["unit_de"]


def test_every_indicator_has_a_value_and_says_where_its_series_breaks(published_rows: plain.Rows) -> None:
    valued = set(cells(published_rows, "indicator_values", "indicator"))
    assert set(cells(published_rows, "indicators", "id")) == valued
    for value in published_rows["indicator_values"]:
        assert value["series_break"] in ("true", "false")


def test_a_target_has_its_value_year_and_source_together(published_rows: plain.Rows) -> None:
    for indicator in published_rows["indicators"]:
        given = {bool(indicator[name]) for name in ("target_value", "target_year", "target_source")}
        assert len(given) == 1, indicator["id"]


@pytest.mark.parametrize(("table", "column"), GERMAN_TEXTS, ids=".".join)
def test_german_texts_are_typeset_with_care(published_rows: plain.Rows, table: str, column: str) -> None:
    for text in cells(published_rows, table, column):
        assert '"' not in text, text
        assert not re.search(r"\s'|'\s|^'|'$", text), text
        assert "  " not in text, text
        assert text == text.strip(), text
        assert not re.search(r"\s[,.;:!?](\s|$)", text), text
        assert text.count("„") == text.count("“"), text
        assert " - " not in text, text


@pytest.mark.parametrize(("table", "column"), SENTENCES, ids=".".join)
def test_sentences_end_with_a_full_stop(published_rows: plain.Rows, table: str, column: str) -> None:
    assert [
        text for text in cells(published_rows, table, column) if not text.endswith((".", ".“", ".)", "!", "?"))
    ] == []


def test_no_text_is_left_in_the_other_language_only(published: Roadmap, published_rows: plain.Rows) -> None:
    half = [
        (name, row.get("id", ""), column)
        for name, rows in published_rows.items()
        for row in rows
        for column in row
        if column.endswith("_de") and bool(row[column]) != bool(row[column.removesuffix("_de") + "_en"])
    ]
    assert half == []


def test_nothing_is_invented(published_rows: plain.Rows) -> None:
    invented = [
        (table, row) for table, rows in published_rows.items() for row in rows if row.get("evidence") == "beispiel"
    ]
    assert invented == []


def test_no_report_is_newer_than_the_publication(published: Roadmap, published_rows: plain.Rows) -> None:
    for report in published_rows["status_reports"]:
        assert plain.span(report["reported_on"])[0] <= published.published
    assert published.published <= date.today()


def test_no_milestone_is_reached_after_the_publication(published: Roadmap, published_rows: plain.Rows) -> None:
    early = [
        row["id"]
        for row in published_rows["milestones"]
        if row["state"] == "erreicht" and plain.span(row["date"])[0] > published.published
    ]
    assert early == []


def test_no_project_succeeds_itself(published_rows: plain.Rows) -> None:
    successors = {row["id"]: row["successor"] for row in published_rows["projects"] if row["successor"]}
    for start in successors:
        seen, current = {start}, successors[start]
        while current in successors:
            assert current not in seen, start
            seen.add(current)
            current = successors[current]


def test_only_the_alliance_names_lead_projects(published_rows: plain.Rows) -> None:
    # None has been published yet; whoever adds the first one checks its source and changes this test.
    assert set(cells(published_rows, "projects", "designation")) == {"dokumentiert"}


def test_the_credits_of_the_data_are_part_of_the_package() -> None:
    assert "CC-BY-4.0" in (DATA / "datapackage.json").read_text(encoding="utf-8")
    assert "GeoBasis-DE / BKG" in (DATA / "SOURCES.md").read_text(encoding="utf-8")


def test_the_files_are_utf8_with_plain_line_ends() -> None:
    for path in Path(DATA).glob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in content, path.name
        assert content.endswith(b"\n"), path.name
        content.decode("utf-8")
