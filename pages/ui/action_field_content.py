"""The matrix of action fields and topics, and what each field's section says."""

from typing import Any

import pandas as pd

from pages.ui.hurdle_content import described
from pages.ui.measure_content import measures
from pages.ui.project_rows import known, row
from pages.ui.session import View
from roadmap_model.roadmap import PHASES

CARDS = 6  # projects named in a field's section


def headline(view: View) -> str:
    """Which field carries most, and how many cells are still white."""
    t, portfolio = view.texts, view.portfolio
    if portfolio.projects.empty:
        return t("empty.title")
    totals = portfolio.field_phases().iloc[:-1].sum(axis=1)
    filled = view.whole.cells().drop_duplicates(["action_field", "topic"])
    white = len(totals) * len(view.roadmap["topics"]) - len(filled)
    if not totals.max():
        return t("matrix.headline.none")
    leading = totals[totals == totals.max()].index
    if len(leading) > 1:
        return t("matrix.headline.tie", n=white)
    fields = view.roadmap["action_fields"].set_index("id")
    key = "matrix.headline.selected" if view.selection.restricts else "matrix.headline"
    return t(key, field=t.of(fields.loc[leading[0]], "name"), n=white)


def matrix(view: View) -> dict[str, Any]:
    """Four fields by five topics: count, phases and next milestone of each cell."""
    t, roadmap, selection = view.texts, view.roadmap, view.selection
    fields, topics = (roadmap[name].sort_values("rank") for name in ("action_fields", "topics"))
    portfolio = view.portfolio
    cells = portfolio.cells()
    groups = dict(tuple(cells.groupby(["action_field", "topic"])))
    documented = set(view.whole.cells()[["action_field", "topic"]].itertuples(index=False, name=None))
    totals = portfolio.field_phases().sum(axis=1)
    upcoming = portfolio.upcoming
    lines = []
    for _, field in fields.iterrows():
        line = []
        for _, topic in topics.iterrows():
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
    kinds = topics["kind"].value_counts().reindex(topics["kind"].unique())
    outside = len(portfolio.projects) - cells["project"].nunique()
    return {
        "kinds": [(kind, int(n)) for kind, n in kinds.items()],
        "topics": [
            {"name": t.of(topic, "name"), "link": view.href("projects", selection.with_(topics=(topic["id"],)))}
            for _, topic in topics.iterrows()
        ],
        "lines": lines,
        "outside": outside,
        "outside_link": view.href("projects"),
    }


def _cell(view: View, inside: pd.DataFrame, upcoming: pd.DataFrame, names: str, link: str) -> dict[str, Any]:
    t = view.texts
    counts = inside["phase"].value_counts().reindex(PHASES, fill_value=0)
    soonest = upcoming[upcoming["project"].isin(inside["project"])].head(1)
    return {
        "total": len(inside),
        "link": link,
        "label": f"{names}: {t('count.projects', n=len(inside))}",
        "phases": list(counts.items()),
        "words": _words(view, counts),
        "next": next(({"date": m["date"], "title": t.of(m, "title")} for _, m in soonest.iterrows()), None),
    }


def _words(view: View, counts: pd.Series) -> str:
    return ", ".join(f"{n} {view.texts(f'phase.{phase}')}" for phase, n in counts.items() if n)


def fields(view: View) -> list[dict[str, Any]]:
    """Each action field: meaning, projects, hurdles and expert groups."""
    t, selection = view.texts, view.selection
    mix = view.portfolio.field_phases()
    return [
        {
            "name": t.of(field, "name"),
            "description": t.of(field, "description"),
            "total": int(mix.loc[field["id"]].sum()),
            "phases": list(mix.loc[field["id"]].items()),
            "phase_links": {
                phase: view.href("projects", selection.with_(action_fields=(field["id"],), phases=(phase,)))
                for phase in PHASES
            },
            "link": view.href("projects", selection.with_(action_fields=(field["id"],))),
            "projects": _newest(view, field["id"]),
            "hurdles": _hurdles(view, field["id"]),
            "groups": _groups(view, field["id"]),
            "measures": measures(view, action_field=field["id"]),
        }
        for _, field in view.roadmap["action_fields"].sort_values("rank").iterrows()
    ]


def _newest(view: View, field: str) -> list[dict[str, Any]]:
    """Flagships and projects before local initiatives, newest report first."""
    mine = view.portfolio.projects[view.portfolio.projects["action_field"] == field]
    mine = mine.assign(local=mine["scale"] == "initiative")
    newest = mine.sort_values(["local", "age"], kind="stable")
    return [row(view, id_, project) for id_, project in newest.head(CARDS).iterrows()]


def _hurdles(view: View, field: str) -> list[dict[str, Any]]:
    rows = view.roadmap["hurdles"]
    return [described(view, hurdle) for _, hurdle in rows[rows["action_field"] == field].iterrows()]


def _groups(view: View, field: str) -> list[dict[str, Any]]:
    """Expert groups on the topics that projects of this field have."""
    t, roadmap = view.texts, view.roadmap
    cells = view.portfolio.cells()
    topics = cells.loc[cells["action_field"] == field, "topic"]
    groups = roadmap["groups"]
    urls = roadmap["sources"].set_index("id")["url"]
    names = roadmap["organisations"].set_index("id")["name"]
    meetings = roadmap["group_meetings"].sort_values("date").groupby("group")["date"].last()
    return [
        {
            "name": t.of(group, "name"),
            "lead": names.get(group["lead"]) if known(group["lead"]) else None,
            "met": meetings.get(group["id"]),
            "url": urls[group["source"]],
        }
        for _, group in groups[groups["topic"].isin(topics)].iterrows()
    ]
