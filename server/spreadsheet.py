"""A table as a CSV file that spreadsheet programs open as text and numbers, never as formulas."""

from typing import Any

import pandas as pd

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads UTF-8 as Windows text
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def csv_text(frame: pd.DataFrame) -> str:
    """RFC 4180 with commas; missing values are empty, numbers stay numbers, booleans are words."""
    cells = pd.DataFrame({inert(str(name)): _cells(column) for name, column in frame.items()})
    return BYTE_ORDER_MARK + cells.to_csv(index=False, lineterminator="\r\n")


def _cells(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return column
    return column.astype("object").map(_cell)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return inert(value)
    if pd.api.types.is_bool(value):
        return "true" if value else "false"
    return value
