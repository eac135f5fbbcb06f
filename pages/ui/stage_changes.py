"""Changes on stage: how many of each kind, and the first few by name."""

from itertools import chain, zip_longest
from typing import Any

from figures.shortening import shorten
from pages.ui import changes_content, drawing, due_content
from pages.ui.changes_query import asked, part
from pages.ui.session import View
from roadmap_model.changes import ALL_DUE

KINDS, ITEMS, DUE = 6, 4, 5  # rows of numbers, named changes, named silences
NAME, TEXT = 62, 62  # characters


def headline(view: View) -> str:
    return due_content.headline(view) if part(view) == ALL_DUE else changes_content.headline(view)


def draw(view: View) -> None:
    drawing.draw(*_shown(view), view)


def prepare(view: View, theme: str, scale: float) -> None:
    drawing.prepare(*_shown(view), view)


def _shown(view: View) -> tuple[str, Any]:
    return ("stage_due.html", due) if part(view) == ALL_DUE else ("stage_changes.html", changes)


def changes(view: View) -> dict[str, Any]:
    """Values of stage_changes.html."""
    t, said = view.texts, changes_content.content(view)
    groups, only = said["groups"], part(view)
    each = [[item | {"kind": group["kind"]} for item in group["items"]] for group in groups]
    # One of each kind before a second one of any.
    mixed = [item for item in chain.from_iterable(zip_longest(*each)) if item]
    shown = mixed[:ITEMS]
    return {
        "period": t("changes.compared", start=said["start"], end=said["end"]),
        "total": said["total"],
        "kinds": [
            (group["kind"], group["total"], view.href("changes", **asked(view).given, art=group["kind"]))
            for group in groups[:KINDS]
        ],
        "other": sum(group["total"] for group in groups[KINDS:]),
        "items": [
            item | {"name": shorten(item["name"], NAME), "text": shorten(item["text"], TEXT)} for item in shown
        ],
        "more": (groups[0]["total"] if only and groups else said["total"]) - len(shown),
        "only": only,
    }  # fmt: skip


def due(view: View) -> dict[str, Any]:
    """Values of stage_due.html: the longest silences."""
    said = due_content.content(view)
    rows = [
        item | {"name": shorten(item["name"], NAME), "organisation": shorten(organisation["name"] or "", NAME)}
        for organisation in said["organisations"]
        for item in organisation["items"]
    ]  # fmt: skip
    return {"overdue": said["overdue"], "items": rows[:DUE], "more": said["total"] - len(rows[:DUE])}
