"""The sortable list of the selected projects."""

from typing import Any

import pandas as pd

from pages.ui.paging import page_of
from pages.ui.project_rows import row
from pages.ui.session import View
from roadmap_model.records import records
from roadmap_model.roadmap import HEALTHS, PHASES

# Value of `sortierung` in the URL and the column it sorts by; the first is the default.
ORDERS = {
    "name": "name",
    "feld": "action_field",
    "ort": "place",
    "phase": "phase",
    "lage": "health",
    "meldung": "age",
}
NEWEST_FIRST = "meldung"


def headline(view: View) -> str:
    """How many projects the list has."""
    n = len(view.portfolio.projects)
    if not n:
        return view.texts("empty.title")
    key = "list.headline.selected" if view.selection.restricts else "list.headline"
    return view.texts(key, n=n)


def ordered(view: View) -> pd.DataFrame:
    """The selected projects in the order of the URL; also the order of previous and next."""
    projects = view.portfolio.projects
    order = view.parameter("sortierung")
    if order not in ORDERS or order == "name":
        return projects if view.language == "de" else projects.sort_values("name_en", key=_folded)
    if order == "ort":
        return projects.assign(place=_places(view, projects)).sort_values("place", kind="stable", key=_folded)
    ranks = {"phase": PHASES, "lage": HEALTHS, "feld": tuple(view.roadmap["action_fields"].sort_values("rank")["id"])}
    if order in ranks:
        rank = {code: n for n, code in enumerate(ranks[order])}
        return projects.sort_values(ORDERS[order], kind="stable", key=lambda codes: codes.map(rank))
    return projects.sort_values("age", kind="stable")


def content(view: View) -> dict[str, Any]:
    """One page of the list, with the links that sort it."""
    projects = ordered(view)
    order = view.parameter("sortierung")
    order = order if order in ORDERS else "name"
    kept = {} if order == "name" else {"sortierung": order}
    part, pages = page_of(view, projects, "projects", **kept)
    places = _places(view, part)
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


def _places(view: View, projects: pd.DataFrame) -> pd.Series:
    """Names of the places of each project, in one cell."""
    places = view.portfolio.roadmap.places
    mine = places[places["project"].isin(projects.index)].drop_duplicates(["project", "place"])
    names = {place: view.name("ort", place) for place in mine["place"].unique()}
    named = mine.assign(name=mine["place"].map(names)).groupby("project")["name"].agg(", ".join)
    return named.reindex(projects.index)


def _folded(names: pd.Series) -> pd.Series:
    return names.str.casefold()
