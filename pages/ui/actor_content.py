"""The profile of one organisation: what it is, its projects and roles, and whom it works with."""

from typing import Any

import pandas as pd

from figures.citations import Citations
from figures.project_rows import row
from pages.ui.group_content import led_by
from pages.ui.session import View
from roadmap_model.network import ROLES, partners_of
from roadmap_model.records import records
from roadmap_model.selection import Selection

NAMED = 40  # co-operations on a profile


def content(view: View) -> dict[str, Any]:
    """Everything that the profile of the organisation in the URL says."""
    id_ = view.selection.organisation
    t, roadmap = view.texts, view.roadmap
    actor = roadmap.by_id("organisations")[id_]
    cited = Citations(view)
    main = cited.number(actor["source"])
    parts = roadmap["participations"].query("organisation == @id_")
    everywhere = Selection(organisation=id_, as_of=view.selection.as_of)
    partners = partners_of(view.portfolio, id_)
    return {
        "kind": actor["kind"],
        "role": t.of(actor, "role"),
        "seat": actor["municipality"] and view.name("ort", actor["municipality"]),
        "website": actor["website"],
        "founding": actor["founding_member"],
        "pioneer": actor["pioneer"],
        "basis": t.of(actor, "pioneer_basis"),
        "evidence": actor["evidence"],
        "main": main,
        "projects": _projects(view, cited, parts),
        "projects_link": view.href("projects"),
        "known_projects": int(view.whole.projects.index.isin(parts["project"]).sum()),
        "all_link": view.href("network", everywhere),
        "partners": [
            {"name": view.name("akteur", str(other)), "link": address(view, str(other)), "n": int(n)}
            for other, n in partners.head(NAMED).items()
        ],
        "more_partners": max(0, len(partners) - NAMED),
        "groups": led_by(view, id_),
        "sources": cited.listed(),
    }


def address(view: View, organisation: str) -> str:
    """Address of the profile of an organisation."""
    return view.href("network", view.selection.with_(organisation=organisation))


def way_back(view: View) -> dict[str, Any]:
    """The link above the profile of an organisation."""
    return {"back": view.href("network", view.selection.with_(organisation=""))}


def _projects(view: View, cited: Citations, parts: pd.DataFrame) -> list[dict[str, Any]]:
    """The selected projects of an organisation, each with its roles and their sources."""
    projects = view.portfolio.projects
    roles: dict[str, list[dict[str, Any]]] = {}
    for part in sorted(records(parts), key=lambda part: ROLES.index(part["role"])):
        if part["project"] in projects.index:
            roles.setdefault(part["project"], []).append(part)
    mine = records(projects[projects.index.isin(roles)])
    return [
        row(view, project)
        | {"roles": [{"role": p["role"], "source": cited.number(p["source"])} for p in roles[project["id"]]]}
        for project in mine
    ]
