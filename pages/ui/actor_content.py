"""The profile of one organisation: what it is, its projects and roles, and whom it works with."""

from typing import Any

import pandas as pd

from pages.ui.citations import Citations
from pages.ui.group_content import led_by
from pages.ui.project_rows import known, row
from pages.ui.session import View
from roadmap_model.network import ROLES, partners_of
from roadmap_model.selection import Selection

NAMED = 40  # co-operations on a profile


def content(view: View, id_: str) -> dict[str, Any]:
    """Everything that the profile of an organisation says."""
    t, roadmap = view.texts, view.roadmap
    organisations = roadmap["organisations"].set_index("id")
    actor = organisations.loc[id_]
    cited = Citations(view)
    main = cited.number(actor["source"])
    parts = roadmap["participations"].query("organisation == @id_")
    towns = roadmap["municipalities"].set_index("ags")["name"]
    everywhere = Selection(organisation=id_, as_of=view.selection.as_of)
    partners = partners_of(view.portfolio, id_)
    return {
        "name": str(actor["name"]),
        "short_name": known(actor["short_name"]),
        "kind": actor["kind"],
        "role": t.of(actor, "role"),
        "seat": known(actor["municipality"]) and towns[actor["municipality"]],
        "website": known(actor["website"]),
        "founding": bool(actor["founding_member"]),
        "pioneer": bool(actor["pioneer"]),
        "basis": t.of(actor, "pioneer_basis"),
        "evidence": actor["evidence"],
        "main": main,
        "projects": _projects(view, cited, parts),
        "projects_link": view.href("projects"),
        "known_projects": int(view.whole.projects.index.isin(parts["project"]).sum()),
        "all_link": view.href("network", everywhere),
        "partners": [
            {
                "name": organisations.at[other, "name"],
                "link": view.href("network", view.selection.with_(organisation=str(other))),
                "n": int(n),
            }
            for other, n in partners.head(NAMED).items()
        ],
        "more_partners": max(0, len(partners) - NAMED),
        "groups": led_by(view, id_),
        "back": view.href("network", view.selection.with_(organisation="")),
        "sources": cited.listed(),
    }


def _projects(view: View, cited: Citations, parts: pd.DataFrame) -> list[dict[str, Any]]:
    """The selected projects of an organisation, each with its roles and their sources."""
    projects = view.portfolio.projects
    ranks = {role: number for number, role in enumerate(ROLES)}
    return [
        row(view, id_, projects.loc[id_])
        | {
            "roles": [
                {"role": part.role, "source": cited.number(part.source)}
                for part in parts[parts["project"] == id_].sort_values("role", key=lambda roles: roles.map(ranks)).itertuples()
            ]
        }
        for id_ in projects.index[projects.index.isin(parts["project"])]
    ]  # fmt: skip
