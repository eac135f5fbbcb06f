"""The fact sheet (Steckbrief) of one project: ten blocks in fixed order, each fact with its source."""

from typing import Any
from urllib.parse import quote

import pandas as pd

from pages.ui import exchange_content, synergy_content
from pages.ui.citations import Citations
from pages.ui.project_facts import facts, places_of
from pages.ui.project_list import listed
from pages.ui.session import View
from roadmap_model.hurdles import hurdles_of
from roadmap_model.records import Record, records
from roadmap_model.roadmap import FINAL_PHASES
from roadmap_model.selection import Selection
from roadmap_model.status import milestones_on

STEPS = ("idee", "planung", "umsetzung")


def content(view: View) -> dict[str, Any]:
    """Everything that the fact sheet of the project in the URL says."""
    id_ = view.parameter("projekt")
    t, roadmap = view.texts, view.roadmap
    project = records(view.portfolio.everything.loc[[id_]])[0]
    cited = Citations(view)
    main = cited.number(project["source"])
    log = view.portfolio.roadmap.reports
    reports = log[(log["project"] == id_) & (log["known_from"] <= pd.Timestamp(view.portfolio.day))]
    latest, *_ = history = [_report(view, cited, report) for report in records(reports[::-1])]
    successor = project["successor"]
    sheet = {
        "name": t.of(project, "name"),
        "summary": t.of(project, "summary"),
        "note": t.of(project, "note"),
        "phase": project["phase"],
        "health": project["health"],
        "freshness": project["freshness"],
        "reported_on": project["reported_on"],
        "designation": project["designation"],
        "successor": successor and _named(view, successor),
        "main": main,
        "evidence": project["evidence"],
        "stepper": _stepper(project["phase"]),
        "latest": latest,
        "facts": facts(view, cited, id_, project),
        "milestones": _milestones(view, cited, id_),
        "goals": _goals(view, cited, id_),
        "hurdles": _hurdles(view, cited, id_),
        "history": history,
        "exchange": exchange_content.of_project(view, id_),
        "synergies": synergy_content.of_project(view, id_),
        "synergies_link": view.href("network", Selection(as_of=view.selection.as_of), ansicht="synergien"),
        "closed": project["phase"] in FINAL_PHASES,
        "map_link": view.href("map", view.selection.with_(places=places_of(view, id_))),
        "website": project["website"],
        "contact": _contact(view, id_),
        "permalink": view.href("projects", Selection(), projekt=id_),
    }  # fmt: skip
    for source in roadmap["project_sources"].query("project == @id_")["source"]:
        cited.number(source)
    return sheet | {"sources": cited.listed()}


def _stepper(phase: str) -> list[tuple[str, str]]:
    """Phases in order with `done`, `now` or `open`; the last step is how the project ends or rests."""
    last = phase if phase in (*FINAL_PHASES, "verstetigt", "pausiert") else "abgeschlossen"
    steps = [*STEPS, last]
    reached = steps.index(phase)
    # A pause or an end without result does not prove that the phases before it were gone through.
    proven = phase not in ("pausiert", "beendet")
    return [
        (step, "now" if n == reached else "done" if n < reached and proven else "open") for n, step in enumerate(steps)
    ]


def _named(view: View, id_: str) -> dict[str, str]:
    """Name and address of another project."""
    return {
        "name": view.texts.of(view.roadmap.by_id("projects")[id_], "name"),
        "link": view.href("projects", projekt=id_, sortierung=view.parameter("sortierung")),
    }


def _report(view: View, cited: Citations, report: Record) -> dict[str, Any]:
    return {
        "phase": report["phase"],
        "reported_on": report["reported_on"],
        "reason": view.texts.of(report, "reason"),
        "evidence": report["evidence"],
        "source": cited.number(report["source"]),
    }


def _milestones(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    milestones = milestones_on(view.roadmap, view.portfolio.day)
    return [
        {
            "state": "ueberfaellig" if milestone["overdue"] else milestone["state"],
            "date": milestone["date"],
            "original": milestone["original_date"],
            "title": view.texts.of(milestone, "title"),
            "evidence": milestone["evidence"],
            "source": cited.number(milestone["source"]),
        }
        for milestone in records(milestones[milestones["project"] == id_])
    ]


def _goals(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    served = view.roadmap["project_goals"].query("project == @id_")
    return [{"name": view.name("ziel", row.goal), "source": cited.number(row.source)} for row in served.itertuples()]


def _hurdles(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    hurdles = hurdles_of(view.roadmap, view.portfolio.day, project=id_)
    return [
        {
            "title": view.texts.of(hurdle, "title"),
            "description": view.texts.of(hurdle, "description"),
            "evidence": hurdle["evidence"],
            "source": cited.number(hurdle["source"]),
        }
        for hurdle in records(hurdles)
    ]


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
