"""Measures of the action plans: the step between an expert group and a project."""

from typing import Any

from pages.ui.project_rows import known
from pages.ui.session import View
from roadmap_model.dates import last_days


def measures(view: View, **only: str) -> list[dict[str, Any]]:
    """Measures whose columns have the given values, such as `group` or `action_field`."""
    t, roadmap = view.texts, view.roadmap
    rows = roadmap["measures"]
    for column, value in only.items():
        rows = rows[rows[column] == value]
    groups = roadmap["groups"].set_index("id")
    owners = roadmap["organisations"].set_index("id")["name"]
    shown = []
    for _, measure in rows.assign(last=last_days(rows["due"])).sort_values("last").iterrows():
        project = known(measure["project"])
        shown.append(
            {
                "title": t.of(measure, "title"),
                "group": t.of(groups.loc[measure["group"]], "name"),
                "owner": known(measure["owner"]) and owners[measure["owner"]],
                "due": known(measure["due"]),
                "state": measure["state"],
                "project": project and t.of(roadmap.projects.loc[project], "name"),
                "link": project and view.href("projects", projekt=project),
            }
        )
    return shown
