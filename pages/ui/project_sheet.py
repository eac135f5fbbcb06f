"""The fact sheet (Steckbrief) of one project: ten blocks in fixed order, each fact with its source."""

from typing import Any

import pandas as pd

from pages.ui.project_list import ordered
from pages.ui.project_rows import known
from pages.ui.selection_bar import option_name
from pages.ui.session import View
from roadmap_model.roadmap import FINAL_PHASES
from roadmap_model.status import milestones_on

STEPS = ("idee", "planung", "umsetzung")


def content(view: View, id_: str) -> dict[str, Any]:
    """Everything that the fact sheet of a project says."""
    t, roadmap = view.texts, view.roadmap
    project = view.portfolio.everything.loc[id_]
    cited = Citations(view)
    log = view.portfolio.roadmap.reports
    reports = log[(log["project"] == id_) & (log["known_from"] <= pd.Timestamp(view.portfolio.day))]
    latest, *_ = history = [_report(view, cited, report) for _, report in reports[::-1].iterrows()]
    successor = known(project["successor"])
    sheet = {
        "name": t.of(project, "name"),
        "summary": t.of(project, "summary"),
        "note": t.of(project, "note"),
        "phase": project["phase"],
        "health": known(project["health"]),
        "freshness": known(project["freshness"]),
        "reported_on": project["reported_on"],
        "designation": project["designation"],
        "successor": successor and {"name": t.of(roadmap.projects.loc[successor], "name"), "link": view.href("projects", projekt=successor)},
        "main": cited.number(project["source"]),
        "evidence": project["evidence"],
        "stepper": _stepper(project["phase"]),
        "latest": latest,
        "facts": _facts(view, cited, id_, project),
        "milestones": _milestones(view, cited, id_),
        "goals": _goals(view, cited, id_),
        "hurdles": _hurdles(view, cited, id_),
        "history": history,
        "related": _related(view, id_, project),
        "map_link": view.href("map", view.selection.with_(places=_places(view, id_))),
        "website": known(project["website"]),
        **_steps(view, id_),
    }  # fmt: skip
    for source in roadmap["project_sources"].query("project == @id_")["source"]:
        cited.number(source)
    return sheet | {"sources": cited.listed()}


class Citations:
    """Numbers the sources of a sheet in the order in which they are first cited."""

    def __init__(self, view: View) -> None:
        self._sources = view.roadmap["sources"].set_index("id")
        self._order: list[str] = []

    def number(self, source: str) -> int:
        if source not in self._order:
            self._order.append(source)
        return self._order.index(source) + 1

    def listed(self) -> list[dict[str, Any]]:
        rows = self._sources.loc[self._order]
        return [
            {"title": source["title"], "url": source["url"], "published_on": known(source["published_on"])}
            for _, source in rows.iterrows()
        ]


def _stepper(phase: str) -> list[tuple[str, str]]:
    """Phases in order with `done`, `now` or `open`; the last step is how the project ends or rests."""
    last = phase if phase in (*FINAL_PHASES, "verstetigt", "pausiert") else "abgeschlossen"
    steps = [*STEPS, last]
    reached = steps.index(phase)
    # A pause or an end without result does not prove that the phases before it were gone through.
    proven = phase not in ("pausiert", "beendet")
    return [
        (step, "now" if n == reached else "done" if n < reached and proven else "open")
        for n, step in enumerate(steps)
    ]


def _report(view: View, cited: Citations, report: pd.Series) -> dict[str, Any]:
    return {
        "phase": report["phase"],
        "reported_on": report["reported_on"],
        "reason": view.texts.of(report, "reason"),
        "evidence": report["evidence"],
        "source": cited.number(report["source"]),
    }


def _facts(view: View, cited: Citations, id_: str, project: pd.Series) -> list[dict[str, Any]]:
    """The facts column: label, values with an address each where there is one, source number."""
    t, roadmap, selection = view.texts, view.roadmap, type(view.selection)()
    main = cited.number(project["source"])
    topics = roadmap["project_topics"].query("project == @id_")["topic"]
    field = known(project["action_field"])
    parts = roadmap["participations"].query("project == @id_")
    facts: list[dict[str, Any]] = [
        _fact("selection.action_fields", [_linked(view, "feld", field, action_fields=(field,))] if field else [], t("fact.editorial")),
        _fact("selection.topics", [_linked(view, "thema", topic, topics=(topic,)) for topic in topics], t("fact.editorial")),
        _fact("selection.places", [_linked(view, "ort", place, places=(place,)) for place in _places(view, id_)]),
        _fact("fact.term", [{"text": text} for text in _term(view, project)], source=main),
    ]  # fmt: skip
    names = roadmap["organisations"].set_index("id")["name"]
    for role in ("lead", "partner", "funder"):
        mine = parts[parts["role"] == role]
        values = [
            {"text": names[row.organisation], "link": view.href("projects", selection.with_(organisation=row.organisation)), "source": cited.number(row.source)}
            for row in mine.itertuples()
        ]  # fmt: skip
        if values or role == "lead":
            facts.append(_fact(f"role.{role}", values))
    funding = [text for text in (known(project["funding_programme"]),) if text]
    if known(project["funding_eur"]):
        funding.append(t.money(float(project["funding_eur"])))
    facts.append(_fact("fact.funding", [{"text": text} for text in funding], t.of(project, "funding_note"), main))
    facts.append(_fact("selection.scales", [{"text": t(f"scale.{project['scale']}")}]))
    return facts


def _fact(label: str, values: list[dict[str, Any]], note: str = "", source: int | None = None) -> dict[str, Any]:
    return {"label": label, "items": values, "note": note if values else "", "source": source if values else None}


def _linked(view: View, parameter: str, code: str, **narrower: tuple[str, ...]) -> dict[str, Any]:
    selection = type(view.selection)().with_(as_of=view.selection.as_of, **narrower)
    return {"text": option_name(view, parameter, code), "link": view.href("projects", selection)}


def _places(view: View, id_: str) -> tuple[str, ...]:
    places = view.roadmap.places
    return tuple(dict.fromkeys(places.loc[places["project"] == id_, "place"]))


def _term(view: View, project: pd.Series) -> list[str]:
    """Start and end with their certainty; a project that runs for good has no end."""
    t = view.texts
    lines = []
    for side in ("start", "end"):
        if known(project[f"{side}_date"]):
            status = known(project[f"{side}_status"]) or "geplant"
            lines.append(t(f"fact.{side}.{status}", date=t.partial(project[f"{side}_date"])))
    if lines and project["phase"] == "verstetigt" and not known(project["end_date"]):
        lines.append(t("fact.end.open"))
    return lines


def _milestones(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    milestones = milestones_on(view.roadmap, view.portfolio.day)
    return [
        {
            "state": milestone["state"],
            "words": "ueberfaellig" if milestone["overdue"] else milestone["state"],
            "date": milestone["date"],
            "original": known(milestone["original_date"]),
            "title": view.texts.of(milestone, "title"),
            "evidence": milestone["evidence"],
            "source": cited.number(milestone["source"]),
        }
        for _, milestone in milestones[milestones["project"] == id_].iterrows()
    ]


def _goals(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    goals = view.roadmap["goals"].set_index("id")
    served = view.roadmap["project_goals"].query("project == @id_")
    return [
        {"name": view.texts.of(goals.loc[row.goal], "name"), "source": cited.number(row.source)}
        for row in served.itertuples()
    ]


def _hurdles(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    hurdles = view.roadmap["hurdles"]
    return [
        {
            "title": view.texts.of(hurdle, "title"),
            "description": view.texts.of(hurdle, "description"),
            "evidence": hurdle["evidence"],
            "source": cited.number(hurdle["source"]),
        }
        for _, hurdle in hurdles[hurdles["project"] == id_].iterrows()
    ]


def _related(view: View, id_: str, project: pd.Series) -> list[dict[str, Any]]:
    """Other projects with the same action field and topic, as links to their lists."""
    field, selection = known(project["action_field"]), type(view.selection)(as_of=view.selection.as_of)
    topics = view.roadmap["project_topics"]
    links = []
    for topic in topics.loc[topics["project"] == id_, "topic"] if field else ():
        same = set(topics.loc[topics["topic"] == topic, "project"]) - {id_}
        everything = view.portfolio.everything
        n = int((everything["action_field"] == field)[everything.index.isin(same)].sum())
        if n:
            link = view.href("projects", selection.with_(action_fields=(field,), topics=(topic,)))
            words = {"field": option_name(view, "feld", field), "topic": option_name(view, "thema", topic)}
            links.append({"text": view.texts("sheet.related", n=n, **words), "link": link})
    return links


def _steps(view: View, id_: str) -> dict[str, Any]:
    """Back to the selection, and the neighbours within it in the order of the list."""
    order = view.parameter("sortierung")
    ids = list(ordered(view).index)
    position = ids.index(id_) if id_ in ids else None
    near = {"previous": None, "following": None}
    if position is not None:
        for name, other in (("previous", position - 1), ("following", position + 1)):
            if 0 <= other < len(ids):
                project = view.portfolio.projects.loc[ids[other]]
                near[name] = {
                    "name": view.texts.of(project, "name"),
                    "link": view.href("projects", projekt=ids[other], sortierung=order),
                }
    return {
        "back": view.href("projects", sortierung=order),
        "position": None if position is None else position + 1,
        "selected": len(ids),
        "permalink": view.href("projects", type(view.selection)(), projekt=id_),
        **near,
    }
