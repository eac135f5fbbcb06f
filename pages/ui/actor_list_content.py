"""The directory of organisations: search, kinds with their numbers, and one part of the list."""

from typing import Any

from pages.ui.network_query import asked
from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.network import network
from roadmap_model.network_query import found, kinds, named, of_kind
from roadmap_model.records import Record, records


def headline(view: View) -> str:
    """How many organisations work in how many projects."""
    if view.portfolio.projects.empty:
        return view.texts("empty.title")
    everything = network(view.portfolio)
    if not everything.projects:
        return view.texts("network.headline.none")
    return view.texts(
        "network.headline", n=len(everything.actors), projects=view.texts("count.projects", n=everything.projects)
    )


def content(view: View) -> dict[str, Any]:
    """The organisations of the selection, narrowed by name and kind."""
    narrowed = asked(view)
    every, rows = named(view.portfolio, narrowed), found(view.portfolio, narrowed)
    part, pages = page_of(view, rows, "network", art=narrowed.kind, name=narrowed.name)
    return {
        "total": len(rows),
        "chosen": narrowed.kind,
        "everything": (len(every), view.href("network", name=narrowed.name)),
        "kinds": [
            (kind, int(of_kind(every, kind).sum()), view.href("network", art=kind, name=narrowed.name))
            for kind in kinds(view.roadmap)
        ],
        "actors": [_row(view, actor) for actor in records(part)],
        "pages": pages,
    }


def _row(view: View, actor: Record) -> dict[str, Any]:
    mine = view.selection.with_(organisation=actor["id"])
    return {
        "name": actor["name"],
        "link": view.href("network", mine),
        "kind": actor["kind"],
        "seat": actor["municipality"] and view.name("ort", actor["municipality"]),
        "founding": actor["founding_member"],
        "pioneer": actor["pioneer"],
        "projects": int(actor["projects"]),
        "projects_link": view.href("projects", mine),
        "partners": int(actor["partners"]),
    }
