"""The fact sheet (Steckbrief) of one project: ten blocks in fixed order, each fact with its source."""

from typing import Any
from urllib.parse import quote

from figures.citations import Citations
from figures.fact_sheet import known
from figures.project_facts import places_of
from pages.ui import exchange_content, synergy_content
from pages.ui.project_list import listed
from pages.ui.session import View
from roadmap_model.selection import Selection


def content(view: View) -> dict[str, Any]:
    """Everything that the fact sheet of the project in the URL says."""
    id_, cited = view.parameter("projekt"), Citations(view)
    sheet = known(view, id_, cited)
    successor = sheet["successor"]
    return sheet | {
        "successor": successor and _named(view, successor),
        "exchange": exchange_content.of_project(view, id_),
        "synergies": synergy_content.of_project(view, id_),
        "synergies_link": view.href("network", Selection(as_of=view.selection.as_of), teil="synergien"),
        "map_link": view.href("map", view.selection.with_(places=places_of(view, id_))),
        "contact": _contact(view, id_),
        "permalink": view.href("projects", Selection(), projekt=id_),
        "sources": cited.listed(),
    }


def _named(view: View, id_: str) -> dict[str, str]:
    """Name and address of another project."""
    return {
        "name": view.texts.of(view.roadmap.by_id("projects")[id_], "name"),
        "link": view.href("projects", projekt=id_, sortierung=view.parameter("sortierung")),
    }


def _contact(view: View, id_: str) -> str | None:
    """Mail link to the operator's address with the project in the subject."""
    subject = quote(view.texts("sheet.report_error.subject", id=id_))
    return f"mailto:{quote(view.contact, safe='@')}?subject={subject}" if "@" in view.contact else None


def steps_above(view: View) -> dict[str, Any]:
    """The way through the selection, at the top of the sheet."""
    return _steps(view) | {"position_on_page": "top"}


def steps_below(view: View) -> dict[str, Any]:
    """The same at its end, told apart for screen readers."""
    return _steps(view) | {"position_on_page": "bottom"}


def _steps(view: View) -> dict[str, Any]:
    """Back to the selection, and the neighbours within it in the order of the list."""
    id_ = view.parameter("projekt")
    order = view.parameter("sortierung")
    ids = list(listed(view).index)
    position = ids.index(id_) if id_ in ids else None
    near: dict[str, dict[str, str] | None] = {"previous": None, "following": None}
    if position is not None:
        for name, other in (("previous", position - 1), ("following", position + 1)):
            if 0 <= other < len(ids):
                near[name] = _named(view, ids[other])
    return {
        "back": view.href("projects", sortierung=order),
        "position": None if position is None else position + 1,
        "selected": len(ids),
        **near,
    }
