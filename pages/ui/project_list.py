"""The sortable list of the selected projects."""

from typing import Any

import pandas as pd

from figures.project_rows import row
from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.project_order import ORDERS, ordered, place_names
from roadmap_model.records import records
from roadmap_model.selection import vocabulary

NEWEST_FIRST = "meldung"


def headline(view: View) -> str:
    """How many projects the list has."""
    n = len(view.portfolio.projects)
    if not n:
        return view.texts("empty.title")
    key = "list.headline.selected" if view.selection.restricts else "list.headline"
    return view.texts(key, n=n)


def listed(view: View) -> pd.DataFrame:
    """The selected projects in the order of the URL; also the order of previous and next."""
    return ordered(view.portfolio, view.parameter("sortierung"), view.language, _places(view))


def content(view: View) -> dict[str, Any]:
    """One page of the list, with the links that sort it."""
    projects = listed(view)
    order = view.parameter("sortierung")
    order = order if order in ORDERS else "name"
    kept = {} if order == "name" else {"sortierung": order}
    part, pages = page_of(view, projects, "projects", **kept)
    places = place_names(view.roadmap, part.index, _places(view))
    rows = [
        row(view, project)
        | {
            "link": view.href("projects", projekt=project["id"], **kept),
            "field": project["action_field"] and view.name("feld", project["action_field"]),
            "place": places[project["id"]],
        }
        for project in records(part)
    ]  # fmt: skip
    return {
        "projects": rows,
        "order": order,
        "newest_first": NEWEST_FIRST,
        "sort_links": {name: view.href("projects", sortierung="" if name == "name" else name) for name in ORDERS},
        "pages": pages,
        "downloads": downloads(view),
    }


def downloads(view: View) -> dict[str, str]:
    """Fixed addresses of the open data for this very selection."""
    query = view.href("projects").removeprefix("projekte")
    return {kind: f"api/v1/projects.{kind}{query}" for kind in ("csv", "json", "geojson")}


def _places(view: View) -> dict[str, str]:
    """Names of all places by their code."""
    return {code: view.name("ort", code) for code in vocabulary(view.roadmap)["ort"]}
