"""The matrix of action fields and topics: count, phases and next milestone of each cell."""

from collections import Counter
from typing import Any

import pandas as pd

from figures.view import View
from roadmap_model.records import records
from roadmap_model.roadmap import PHASES


def matrix(view: View) -> dict[str, Any]:
    """Four fields by five topics: count, phases and next milestone of each cell."""
    t, roadmap, selection = view.texts, view.roadmap, view.selection
    fields, topics = (records(roadmap[name].sort_values("rank")) for name in ("action_fields", "topics"))
    portfolio = view.portfolio
    cells = portfolio.cells
    groups = dict(tuple(cells.groupby(["action_field", "topic"])))
    documented = set(portfolio.whole.cells[["action_field", "topic"]].itertuples(index=False, name=None))
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
