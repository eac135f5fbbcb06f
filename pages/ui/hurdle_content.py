"""Documented hurdles, by the selected action fields and topics."""

from typing import Any

import pandas as pd

from pages.ui.paging import page_of
from pages.ui.project_rows import known
from pages.ui.selection_bar import option_name
from pages.ui.session import View
from roadmap_model.roadmap import UNCLASSIFIED


def hurdles(view: View) -> pd.DataFrame:
    """Hurdles named by the as-of day that the selected fields and topics keep."""
    rows, selection = view.roadmap["hurdles"], view.selection
    for column, chosen in (("action_field", selection.action_fields), ("topic", selection.topics)):
        if chosen:
            rows = rows[rows[column].fillna(UNCLASSIFIED).isin(chosen)]
    return rows


def listed(view: View) -> dict[str, Any]:
    """One part of the list of hurdles."""
    part, pages = page_of(view, hurdles(view), "action_fields")
    return {"hurdles": [described(view, hurdle) for _, hurdle in part.iterrows()], "pages": pages}


def described(view: View, hurdle: pd.Series) -> dict[str, Any]:
    """A hurdle with its source, its field and topic in words, and the project it concerns."""
    t = view.texts
    sources = view.roadmap["sources"].set_index("id")
    field, topic, project = (known(hurdle[column]) for column in ("action_field", "topic", "project"))
    labels = [option_name(view, "feld", field)] if field else []
    labels += [option_name(view, "thema", topic)] if topic else []
    return {
        "title": t.of(hurdle, "title"),
        "description": t.of(hurdle, "description"),
        "named_by": t.of(hurdle, "named_by"),
        "date": known(hurdle["date"]),
        "evidence": hurdle["evidence"],
        "url": sources.at[hurdle["source"], "url"],
        "labels": labels,
        "territory": hurdle["territory"],
        "project": project and t.of(view.roadmap.projects.loc[project], "name"),
        "project_link": project and view.href("projects", projekt=project),
    }
