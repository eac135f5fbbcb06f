"""What the map page says around the map."""

from typing import Any

from figures.project_rows import row
from pages.ui.map_view import without_place
from pages.ui.session import View
from roadmap_model.records import records
from roadmap_model.roadmap import PHASES, REGION

NAMED = 2  # region-wide projects named in the band
LISTED = 30  # cards beside the map for a chosen place
NEWEST = 6  # cards beside the map of the whole region


def headline(view: View) -> str:
    """One chosen place by name, else how many municipalities have a project."""
    t, places = view.texts, view.selection.places
    portfolio = view.portfolio
    if portfolio.projects.empty:
        return t("empty.title")
    if len(places) == 1:
        count = t("count.projects", n=len(portfolio.projects))
        return t("map.list.title", place=view.name("ort", places[0]), count=count)
    towns, every = portfolio.reached_municipalities, len(view.roadmap["municipalities"])
    if not towns:
        return t("map.headline.wide")
    return t("map.headline.all" if towns == every else "map.headline", n=towns, all=every)


def band(view: View) -> dict[str, Any]:
    """Projects that belong to no single municipality, named above the map: region-wide, then of whole districts."""
    everywhere = without_place(view)
    wide, districts = everywhere.at(REGION), everywhere.in_districts
    named = wide.sort_values("age").head(NAMED)
    return {
        "title": view.texts("map.wide", n=len(wide)) if len(wide) else "",
        "named": [row(view, project) for project in records(named)],
        "more": max(0, len(wide) - NAMED),
        "link": view.href("projects", view.selection.with_(places=(REGION,))),
        "districts": [row(view, project) for project in records(districts)],
    }


def legend(view: View) -> dict[str, Any]:
    """Phases, grounds, and the table with the same numbers as the rings."""
    everywhere = without_place(view)
    counts = everywhere.municipality_counts
    towns = view.roadmap["municipalities"].sort_values("name")
    shown = [phase for phase in PHASES if counts[phase].any()]
    numbers = dict(zip(counts.index, counts[shown].to_numpy().tolist(), strict=True))
    rows = [
        {
            "name": name,
            "link": view.href("map", view.selection.with_(places=(ags,))),
            "counts": numbers.get(ags, [0] * len(shown)),
        }
        for ags, name in zip(towns["ags"], towns["name"], strict=True)
    ]
    return {"phases": list(PHASES), "shown": shown, "rows": rows}


def listed(view: View) -> dict[str, Any]:
    """Cards of the selected projects, those with the newest report first."""
    portfolio = view.portfolio
    newest = portfolio.projects.sort_values("age", kind="stable")
    limit = LISTED if view.selection.places else NEWEST
    return {
        "hint": not view.selection.places,
        "projects": [row(view, project) for project in records(newest.head(limit))],
        "total": len(newest),
        "link": view.href("projects"),
    }
