"""What is known of one project, each fact with its source."""

from typing import Any

import pandas as pd

from figures.citations import Citations
from figures.project_facts import facts, rows_of
from figures.view import View
from roadmap_model.hurdles import hurdles_of
from roadmap_model.records import Record, records
from roadmap_model.roadmap import FINAL_PHASES
from roadmap_model.status import milestones_on

STEPS = ("idee", "planung", "umsetzung")


def known(view: View, id_: str, cited: Citations) -> dict[str, Any]:
    """The facts of a project on the day, numbered sources included."""
    t, roadmap = view.texts, view.roadmap
    project = records(view.portfolio.everything.loc[[id_]])[0]
    main = cited.number(project["source"])
    log = rows_of(roadmap.reports, id_)
    reports = log[log["known_from"] <= pd.Timestamp(view.portfolio.day)]
    latest, *_ = history = [_report(view, cited, report) for report in records(reports[::-1])]
    sheet = {
        "name": t.of(project, "name"),
        "summary": t.of(project, "summary"),
        "note": t.of(project, "note"),
        "phase": project["phase"],
        "health": project["health"],
        "freshness": project["freshness"],
        "reported_on": project["reported_on"],
        "designation": project["designation"],
        "successor": project["successor"],
        "main": main,
        "evidence": project["evidence"],
        "stepper": _stepper(project["phase"]),
        "latest": latest,
        "facts": facts(view, cited, id_, project),
        "milestones": _milestones(view, cited, id_),
        "goals": _goals(view, cited, id_),
        "hurdles": _hurdles(view, cited, id_),
        "history": history,
        "closed": project["phase"] in FINAL_PHASES,
        "website": project["website"],
    }
    for row in roadmap.of_project("project_sources", id_):
        cited.number(row["source"])
    return sheet


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
        for milestone in records(rows_of(milestones, id_))
    ]


def _goals(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    served = view.roadmap.of_project("project_goals", id_)
    return [{"name": view.name("ziel", row["goal"]), "source": cited.number(row["source"])} for row in served]


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
