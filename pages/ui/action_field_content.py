"""The matrix of action fields and topics, and what each field's section says."""

from collections import Counter
from typing import Any

import pandas as pd

from pages.ui.group_content import address
from pages.ui.hurdle_content import described
from pages.ui.measure_content import measures
from pages.ui.project_rows import row
from pages.ui.session import View
from roadmap_model.groups import meetings_on
from roadmap_model.hurdles import hurdles_of
from roadmap_model.records import Record, records
from roadmap_model.roadmap import PHASES, UNCLASSIFIED

CARDS = 6  # projects named in a field's section


def headline(view: View) -> str:
    """The one chosen field, else which field carries most, and how many cells are still white."""
    t, portfolio = view.texts, view.portfolio
    if portfolio.projects.empty:
        return t("empty.title")
    if len(view.selection.action_fields) == 1:
        count = t("count.projects", n=len(portfolio.projects))
        return t("matrix.headline.field", field=view.name("feld", view.selection.action_fields[0]), count=count)
    totals = portfolio.field_phases.iloc[:-1].sum(axis=1)
    filled = view.whole.cells.drop_duplicates(["action_field", "topic"])
    white = len(totals) * len(view.roadmap["topics"]) - len(filled)
    if not totals.max():
        return t("matrix.headline.none")
    leading = totals[totals == totals.max()].index
    if len(leading) > 1:
        return t("matrix.headline.tie", n=white)
    key = "matrix.headline.selected" if view.selection.restricts else "matrix.headline"
    return t(key, field=view.name("feld", leading[0]), n=white)


def matrix(view: View) -> dict[str, Any]:
    """Four fields by five topics: count, phases and next milestone of each cell."""
    t, roadmap, selection = view.texts, view.roadmap, view.selection
    fields, topics = (records(roadmap[name].sort_values("rank")) for name in ("action_fields", "topics"))
    portfolio = view.portfolio
    cells = portfolio.cells
    groups = dict(tuple(cells.groupby(["action_field", "topic"])))
    documented = set(view.whole.cells[["action_field", "topic"]].itertuples(index=False, name=None))
    totals = portfolio.field_phases.sum(axis=1)
    upcoming = portfolio.upcoming
    lines = []
    for field in fields:
        line = []
        for topic in topics:
            key = (field["id"], topic["id"])
            if key in groups:
                link = view.href("projects", selection.with_(action_fields=key[:1], topics=key[1:]))
                names = f"{t.of(field, 'name')}, {t.of(topic, 'name')}"
                line.append(_cell(view, groups[key], upcoming, names, link))
            else:
                line.append({"total": 0, "white": key not in documented})
        lines.append(
            {
                "name": t.of(field, "name"),
                "link": view.href("projects", selection.with_(action_fields=(field["id"],))),
                "total": int(totals[field["id"]]),
                "cells": line,
            }
        )
    outside = len(portfolio.projects) - cells["project"].nunique()
    return {
        "kinds": list(Counter(topic["kind"] for topic in topics).items()),
        "topics": [
            {"name": t.of(topic, "name"), "link": view.href("projects", selection.with_(topics=(topic["id"],)))}
            for topic in topics
        ],
        "lines": lines,
        "outside": outside,
    }


def _cell(view: View, inside: pd.DataFrame, upcoming: pd.DataFrame, names: str, link: str) -> dict[str, Any]:
    t = view.texts
    counted = Counter(inside["phase"])
    counts = [(phase, counted[phase]) for phase in PHASES]
    soonest = records(upcoming[upcoming["project"].isin(inside["project"])].head(1))
    return {
        "total": len(inside),
        "link": link,
        "label": f"{names}: {t('count.projects', n=len(inside))}",
        "phases": counts,
        "words": ", ".join(f"{n} {t(f'phase.{phase}')}" for phase, n in counts if n),
        "next": next(({"date": m["date"], "title": t.of(m, "title")} for m in soonest), None),
    }


def fields(view: View) -> dict[str, Any]:
    """Each selected action field: meaning, projects, hurdles, expert groups and measures."""
    fields = records(view.roadmap["action_fields"].sort_values("rank"))
    chosen = set(view.selection.action_fields) - {UNCLASSIFIED}
    fields = [field for field in fields if not chosen or field["id"] in chosen]
    mix = view.portfolio.field_phases
    return {"fields": [_field(view, field, mix.loc[field["id"]].tolist()) for field in fields]}


def _field(view: View, field: Record, counts: list[int]) -> dict[str, Any]:
    t, selection = view.texts, view.selection.with_(action_fields=(field["id"],))
    return {
        "name": t.of(field, "name"),
        "description": t.of(field, "description"),
        "total": sum(counts),
        "phases": list(zip(PHASES, counts, strict=True)),
        "phase_links": {phase: view.href("projects", selection.with_(phases=(phase,))) for phase in PHASES},
        "link": view.href("projects", selection),
        "projects": _newest(view, field["id"]),
        "hurdles": _hurdles(view, field["id"]),
        "groups": _groups(view, field["id"]),
        "measures": measures(view, action_field=field["id"]),
    }


def _newest(view: View, field: str) -> list[dict[str, Any]]:
    """Flagships and projects before local initiatives, newest report first."""
    mine = view.portfolio.projects[view.portfolio.projects["action_field"] == field]
    mine = mine.assign(local=mine["scale"] == "initiative")
    newest = mine.sort_values(["local", "age"], kind="stable")
    return [row(view, project) for project in records(newest.head(CARDS))]


def _hurdles(view: View, field: str) -> list[dict[str, Any]]:
    rows = hurdles_of(view.roadmap, view.portfolio.day, action_field=field)
    return [described(view, hurdle) for hurdle in records(rows)]


def _groups(view: View, field: str) -> list[dict[str, Any]]:
    """Expert groups on the topics that projects of this field have."""
    t, roadmap = view.texts, view.roadmap
    cells = view.portfolio.cells
    topics = cells.loc[cells["action_field"] == field, "topic"]
    groups = roadmap["groups"]
    meetings = meetings_on(roadmap, view.portfolio.day).groupby("group")["date"].last()
    return [
        {
            "name": t.of(group, "name"),
            "link": address(view, group["id"]),
            "lead": group["lead"] and view.name("akteur", group["lead"]),
            "met": meetings.get(group["id"]),
            "url": roadmap.source_urls[group["source"]],
        }
        for group in records(groups[groups["topic"].isin(topics)])
    ]
