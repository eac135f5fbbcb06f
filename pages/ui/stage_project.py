"""One project on stage: what it is, where it stands, what comes next, and who, where and when. Or the list of all."""

from typing import Any

from figures.citations import Citations
from figures.fact_sheet import known
from figures.project_rows import row
from figures.shortening import shorten
from pages.ui import drawing, project_list
from pages.ui.session import View
from roadmap_model.records import records

SUMMARY, REASON, TITLE, VALUE = 300, 150, 70, 62  # characters
MILESTONES, VALUES, LISTED = 2, 2, 6
OPEN = ("geplant", "ueberfaellig")
FACTS = ("selection.places", "role.lead", "fact.term", "selection.topics")


def headline(view: View) -> str:
    if not _one(view):
        return project_list.headline(view)
    return view.texts.of(view.roadmap.by_id("projects")[view.parameter("projekt")], "name")


def draw(view: View) -> None:
    drawing.draw(*_shown(view), view)


def prepare(view: View, theme: str, scale: float) -> None:
    drawing.prepare(*_shown(view), view)


def _one(view: View) -> bool:
    return view.parameter("projekt") in view.portfolio.everything.index


def _shown(view: View) -> tuple[str, Any]:
    return ("stage_project.html", project) if _one(view) else ("stage_projects.html", listed)


def project(view: View) -> dict[str, Any]:
    """Values of stage_project.html."""
    sheet = known(view, view.parameter("projekt"), Citations(view))
    milestones, facts = sheet["milestones"], {fact["label"]: fact["items"] for fact in sheet["facts"]}
    # What is open comes before what is settled, and of that the newest.
    open_, settled = ([m for m in milestones if (m["state"] in OPEN) == state] for state in (True, False))
    shown = (open_ + settled[::-1])[:MILESTONES]
    return {
        "phase_": sheet["phase"],
        "health_": sheet["health"],
        "reported_on": sheet["reported_on"],
        "summary": shorten(sheet["summary"], SUMMARY),
        "reason": shorten(sheet["latest"]["reason"], REASON),
        "milestones": [milestone | {"title": shorten(milestone["title"], TITLE)} for milestone in shown],
        "more": len(milestones) - len(shown),
        "facts": [
            (label, [shorten(item["text"], VALUE) for item in facts[label][:VALUES]], len(facts[label]))
            for label in FACTS
        ],
        "most": VALUES,
    }  # fmt: skip


def listed(view: View) -> dict[str, Any]:
    """Values of stage_projects.html: the newest reports first."""
    projects = view.portfolio.projects.sort_values("age", kind="stable")
    rows = [row(view, one) for one in records(projects.head(LISTED))]
    return {
        "projects": [one | {"name": shorten(one["name"], TITLE)} for one in rows],
        "more": max(0, len(projects) - LISTED),
    }
