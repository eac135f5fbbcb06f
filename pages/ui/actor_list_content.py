"""The directory of organisations: search, kinds with their numbers, and one part of the list."""

from typing import Any

import pandas as pd

from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.network import directory, network
from roadmap_model.records import Record, records
from roadmap_model.selection import Rejected, clean_text

# Value of `art` and the column that marks it; the other values are the kinds of organisations.
MARKS = {"gruendung": "founding_member", "pionier": "pioneer"}


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


def kinds(view: View) -> tuple[str, ...]:
    """The values that `art` may have."""
    columns = {field.name: field for field in view.roadmap.declaration.tables["organisations"].fields}
    return (*MARKS, *columns["kind"].constraints["enum"])


def rejected(view: View) -> tuple[Rejected, ...]:
    """A kind in the address that does not exist."""
    kind = view.parameter("art")
    return (Rejected("art", kind, kinds(view)),) if kind and kind not in kinds(view) else ()


def searched(view: View) -> str:
    """The part of a name that the address asks for."""
    return clean_text(view.parameter("name"))


def content(view: View) -> dict[str, Any]:
    """The organisations of the selection, narrowed by name and kind."""
    rows = directory(view.portfolio)
    for word in searched(view).casefold().split():
        rows = rows[rows["search"].str.contains(word, regex=False)]
    chosen = view.parameter("art")
    found = rows[_is(rows, chosen)] if chosen in kinds(view) else rows
    kept = {"art": chosen if chosen in kinds(view) else "", "name": searched(view)}
    part, pages = page_of(view, found, "network", **kept)
    return {
        "total": len(found),
        "chosen": kept["art"],
        "everything": (len(rows), view.href("network", name=kept["name"])),
        "kinds": [
            (kind, int(_is(rows, kind).sum()), view.href("network", art=kind, name=kept["name"]))
            for kind in kinds(view)
        ],
        "actors": [_row(view, actor) for actor in records(part)],
        "pages": pages,
    }


def _is(rows: pd.DataFrame, kind: str) -> pd.Series:
    return rows[MARKS[kind]] if kind in MARKS else rows["kind"] == kind


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
