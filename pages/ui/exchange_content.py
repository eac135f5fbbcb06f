"""What projects seek and offer, as the fact sheet and the list show it."""

from typing import Any

from pages.ui.session import View
from roadmap_model.exchange import entries_on, matches_on
from roadmap_model.records import Record, records


def of_project(view: View, id_: str) -> list[dict[str, Any]]:
    """Entries of one project, each with the counterparts found for it."""
    entries = entries_on(view.roadmap, view.portfolio.day)
    return [_entry(view, entry) for entry in records(entries[entries["project"] == id_])]


def listed(view: View) -> dict[str, Any]:
    """Entries of the selected projects."""
    entries = entries_on(view.roadmap, view.portfolio.day)
    mine = entries[entries["project"].isin(view.portfolio.projects.index)]
    return {"items": [_entry(view, entry) for entry in records(mine)]}


def _entry(view: View, entry: Record) -> dict[str, Any]:
    t = view.texts
    here, there = ("wanted", "offered") if entry["kind"] == "gesucht" else ("offered", "wanted")
    matches = matches_on(view.roadmap, view.portfolio.day)
    mine = matches[matches[f"id_{here}"] == entry["id"]]
    return {
        "kind": entry["kind"],
        "category": entry["category"],
        "title": t.of(entry, "title"),
        "until": entry["until"],
        "project": _project(view, entry["project"]),
        "evidence": entry["evidence"],
        "matches": [
            {"title": pair[f"title_{view.language}_{there}"], **_project(view, pair[f"project_{there}"])}
            for pair in records(mine)
        ],
    }


def _project(view: View, id_: str) -> dict[str, str]:
    return {
        "name": view.texts.of(view.roadmap.by_id("projects")[id_], "name"),
        "link": view.href("projects", projekt=id_),
    }
