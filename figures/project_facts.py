"""The facts column of a fact sheet: what, where, when, who, with the source of each."""

from typing import Any

import pandas as pd

from figures.citations import Citations
from figures.view import View
from roadmap_model.records import Record
from roadmap_model.selection import Selection


def facts(view: View, cited: Citations, id_: str, project: Record) -> list[dict[str, Any]]:
    """Label, values with an address where there is a list behind them, note, source number."""
    t = view.texts
    main = cited.number(project["source"])
    field = project["action_field"]
    topics = [row["topic"] for row in view.roadmap.of_project("project_topics", id_)]
    fields = [_linked(view, "feld", field, action_fields=(field,))] if field else []
    themes = [_linked(view, "thema", topic, topics=(topic,)) for topic in topics]
    places = [_linked(view, "ort", place, places=(place,)) for place in places_of(view, id_)]
    return [
        _fact("selection.action_fields", fields, t("fact.editorial")),
        _fact("selection.topics", themes, t("fact.editorial")),
        _fact("selection.places", places),
        _fact("fact.term", [{"text": text} for text in _term(view, project)], source=main),
        *_participants(view, cited, id_),
        _fact("fact.funding", _funding(view, project), t.of(project, "funding_note"), main),
        _fact("selection.scales", [{"text": t(f"scale.{project['scale']}")}]),
    ]


def places_of(view: View, id_: str) -> tuple[str, ...]:
    """Codes of the places of a project, as the selection takes them."""
    return tuple(dict.fromkeys(rows_of(view.roadmap.places, id_)["place"]))


def rows_of(table: pd.DataFrame, id_: str) -> pd.DataFrame:
    """The rows of a table that belong to a project."""
    return table[table["project"] == id_]


def _fact(label: str, values: list[dict[str, Any]], note: str = "", source: int | None = None) -> dict[str, Any]:
    """A missing value carries neither note nor source."""
    return {
        "label": label,
        "items": values,
        "note": note if values else "",
        "source": source if values else None,
    }


def _linked(view: View, parameter: str, code: str, **narrower: tuple[str, ...]) -> dict[str, Any]:
    selection = Selection(as_of=view.selection.as_of).with_(**narrower)
    return {"text": view.name(parameter, code), "link": view.href("projects", selection)}


def _participants(view: View, cited: Citations, id_: str) -> list[dict[str, Any]]:
    """Lead, partners and funders; a project without a documented lead says so."""
    parts = view.roadmap.of_project("participations", id_)
    selection = Selection(as_of=view.selection.as_of)
    shown = []
    for role in ("lead", "partner", "funder"):
        values = [
            {
                "text": view.name("akteur", part["organisation"]),
                "link": view.href("network", selection.with_(organisation=part["organisation"])),
                "source": cited.number(part["source"]),
            }
            for part in parts
            if part["role"] == role
        ]
        if values or role == "lead":
            shown.append(_fact(f"role.{role}", values))
    return shown


def _funding(view: View, project: Record) -> list[dict[str, Any]]:
    programme, euros = project["funding_programme"], project["funding_eur"]
    lines = [programme] if programme else []
    lines += [view.texts.money(float(euros))] if euros is not None else []
    return [{"text": line} for line in lines]


def _term(view: View, project: Record) -> list[str]:
    """Start and end with their certainty; a project that runs for good has no end."""
    t = view.texts
    lines = []
    for side in ("start", "end"):
        if project[f"{side}_date"]:
            status = project[f"{side}_status"] or "geplant"
            lines.append(t(f"fact.{side}.{status}", date=t.partial(project[f"{side}_date"])))
    if lines and project["phase"] == "verstetigt" and not project["end_date"]:
        lines.append(t("fact.end.open"))
    return lines
