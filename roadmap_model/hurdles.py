"""Documented hurdles, as known on a day."""

from datetime import date
from functools import lru_cache

import pandas as pd

from roadmap_model.evidence import documented
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import UNCLASSIFIED, Roadmap


@lru_cache(maxsize=16)
def hurdles_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Hurdles documented by that day, in the order of the table."""
    rows = roadmap["hurdles"]
    return rows[documented(roadmap, rows, "date") <= pd.Timestamp(day)]


def hurdles_of(roadmap: Roadmap, day: date, **only: str) -> pd.DataFrame:
    """Hurdles documented by the day whose columns have the given values, such as `project` or `action_field`."""
    rows = hurdles_on(roadmap, day)
    for column, value in only.items():
        rows = rows[rows[column] == value]
    return rows


def selected_hurdles(portfolio: Portfolio) -> pd.DataFrame:
    """Hurdles documented by the day that the selected fields and topics keep."""
    rows, selection = hurdles_on(portfolio.roadmap, portfolio.day), portfolio.selection
    for column, chosen in (("action_field", selection.action_fields), ("topic", selection.topics)):
        if chosen:
            rows = rows[rows[column].fillna(UNCLASSIFIED).isin(chosen)]
    return rows
