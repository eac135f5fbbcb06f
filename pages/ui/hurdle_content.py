"""Documented hurdles, by the selected action fields and topics."""

from typing import Any

from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.hurdles import selected_hurdles
from roadmap_model.records import Record, records


def listed(view: View) -> dict[str, Any]:
    """One part of the list of hurdles."""
    part, pages = page_of(view, selected_hurdles(view.portfolio), "action_fields")
    return {
        "hurdles": [described(view, hurdle) for hurdle in records(part)],
        "pages": pages,
        "past": view.selection.as_of is not None,
    }


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
