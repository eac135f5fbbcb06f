"""One project as every list and card shows it."""

from typing import Any

from figures.view import View
from roadmap_model.records import Record


def row(view: View, project: Record) -> dict[str, Any]:
    """Name, address and status of a project."""
    t = view.texts
    return {
        "id": project["id"],
        "name": t.of(project, "name"),
        "link": view.href("projects", projekt=project["id"]),
        "lead": project["lead"],
        "phase": project["phase"],
        "health": project["health"],
        "reported_on": project["reported_on"],
    }
