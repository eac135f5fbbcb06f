"""Measures of the action plans: the step between an expert group and a project."""

from typing import Any

from pages.ui.session import View
from roadmap_model.measures import measures_of
from roadmap_model.records import records


def measures(view: View, **only: str) -> list[dict[str, Any]]:
    """Measures known on the day whose columns have the given values, such as `group` or `action_field`."""
    t, roadmap = view.texts, view.roadmap
    shown = []
    for measure in records(measures_of(roadmap, view.portfolio.day, **only)):
        project = measure["project"] if measure["project"] in view.portfolio.everything.index else None
        shown.append(
            {
                "title": t.of(measure, "title"),
                "group": t.of(roadmap.by_id("groups")[measure["group"]], "name"),
                "owner": measure["owner"] and view.name("akteur", measure["owner"]),
                "due": measure["due"],
                "shown": measure["shown"],
                "project": project and t.of(roadmap.by_id("projects")[project], "name"),
                "link": project and view.href("projects", projekt=project),
            }
        )
    return shown
