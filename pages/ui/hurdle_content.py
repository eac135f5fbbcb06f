"""Documented hurdles, by the selected action fields and topics."""

from typing import Any

import pandas as pd

from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.dates import first_days
from roadmap_model.records import Record, records
from roadmap_model.roadmap import UNCLASSIFIED


def hurdles(view: View) -> pd.DataFrame:
    """Hurdles named by the as-of day that the selected fields and topics keep."""
    rows, selection = named(view), view.selection
    for column, chosen in (("action_field", selection.action_fields), ("topic", selection.topics)):
        if chosen:
            rows = rows[rows[column].fillna(UNCLASSIFIED).isin(chosen)]
    return rows


def named(view: View) -> pd.DataFrame:
    """Hurdles that may have been named by the as-of day; undated ones may."""
    rows = view.roadmap["hurdles"]
    first = first_days(rows["date"])
    return rows[first.isna() | (first <= pd.Timestamp(view.portfolio.day))]


def listed(view: View) -> dict[str, Any]:
    """One part of the list of hurdles."""
    part, pages = page_of(view, hurdles(view), "action_fields")
    return {"hurdles": [described(view, hurdle) for hurdle in records(part)], "pages": pages}


def described(view: View, hurdle: Record) -> dict[str, Any]:
    """A hurdle with its source, its field and topic in words, and the project it concerns."""
    t = view.texts
    field, topic, project = (hurdle[column] for column in ("action_field", "topic", "project"))
    project = project if project in view.portfolio.everything.index else None
    labels = [view.name("feld", field)] if field else []
    labels += [view.name("thema", topic)] if topic else []
    return {
        "title": t.of(hurdle, "title"),
        "description": t.of(hurdle, "description"),
        "named_by": t.of(hurdle, "named_by"),
        "date": hurdle["date"],
        "evidence": hurdle["evidence"],
        "url": view.roadmap.source_urls[hurdle["source"]],
        "labels": labels,
        "territory": hurdle["territory"],
        "project": project and t.of(view.roadmap.by_id("projects")[project], "name"),
        "project_link": project and view.href("projects", projekt=project),
    }
