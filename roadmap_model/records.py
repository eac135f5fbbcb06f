"""Rows as plain dictionaries: for the few that a page shows, and for looking up by key."""

from typing import Any

import pandas as pd

Record = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """One dictionary per row, a named index included; missing values are None."""
    named = frame.reset_index() if frame.index.name else frame
    return [{str(column): _plain(value) for column, value in row.items()} for row in named.to_dict("records")]


def _plain(value: Any) -> Any:
    return None if value is pd.NA or value is pd.NaT or value != value else value
