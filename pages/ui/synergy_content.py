"""Pairs of projects that should talk to each other, with their reasons in words."""

from dataclasses import replace
from typing import Any

from pages.ui.network_query import asked
from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.synergies import (
    DEFAULT,
    HEAVIEST,
    LONGEST_LIST,
    MONTHS_NEEDED,
    REASONS,
    Weights,
    partners_of,
    ranked,
    shared,
)

ON_SHEET = 5  # hints on a fact sheet


def headline(view: View) -> str:
    """How many pairs have reasons enough."""
    if view.portfolio.projects.empty:
        return view.texts("empty.title")
    total = ranked(view.portfolio, asked(view).weights)[1]
    return view.texts("synergies.headline", n=total) if total else view.texts("synergies.headline.none")


def listed(view: View) -> dict[str, Any]:
    """The ranked pairs of selected projects and the weights that rank them."""
    weights = asked(view).weights
    pairs, total = ranked(view.portfolio, weights)
    kept = {"teil": "synergien", "gewichte": weights.to_query()}
    part, pages = page_of(view, pairs, "network", **kept)
    return {
        "total": total,
        "cut": LONGEST_LIST if total > LONGEST_LIST else 0,
        "months": MONTHS_NEEDED,
        "weights": [_weight(view, weights, name) for name in REASONS],
        "reset": view.href("network", teil="synergien") if weights != Weights() else "",
        "first": pages["first"],
        "pairs": [
            {
                "one": _project(view, pair.one),
                "other": _project(view, pair.other),
                "points": int(pair.points),
                "reasons": _reasons(view, pair.one, pair.other, weights),
            }
            for pair in part.itertuples()
        ],
        "pages": pages,
    }


def of_project(view: View, id_: str) -> list[dict[str, Any]]:
    """The strongest hints for one project, among all projects known on the day."""
    return [
        _project(view, pair.other) | {"reasons": _reasons(view, pair.one, pair.other, Weights())}
        for pair in partners_of(view.whole, id_, ON_SHEET).itertuples()
    ]


def _project(view: View, id_: str) -> dict[str, str]:
    """Name and address of one of a pair."""
    name = view.texts.of(view.roadmap.by_id("projects")[id_], "name")
    return {"name": name, "link": view.href("projects", projekt=id_)}


def _weight(view: View, weights: Weights, name: str) -> dict[str, Any]:
    points = getattr(weights, name)

    def changed(value: int) -> str:
        query = replace(weights, **{name: value}).to_query()
        return view.href("network", teil="synergien", gewichte=query) if 0 <= value <= HEAVIEST else ""

    return {
        "name": name,
        "points": points,
        "less": changed(points - 1),
        "more": changed(points + 1),
        "default": points == DEFAULT[name],
    }


def _reasons(view: View, one: str, other: str, weights: Weights) -> list[str]:
    """Each reason that counts, as a phrase."""
    t, common = view.texts, shared(view.roadmap, view.portfolio.day, one, other)
    topics = [view.name("thema", topic) for topic in common.topics]
    partners = ", ".join(view.name("akteur", organisation) for organisation in common.organisations)
    towns = dict(zip(("town", "other"), (view.name("ort", ags) for ags in common.towns), strict=False))
    near = "same" if len(set(common.towns)) == 1 else "near"
    exchange = ", ".join(t(f"exchange.{category}") for category in common.exchange)
    phrases = {
        "thema": topics and t("synergy.thema", n=len(topics), names=", ".join(topics)),
        "feld": common.field and t("synergy.feld", name=view.name("feld", common.field)),
        "partner": partners and t("synergy.partner", names=partners),
        "nachbar": towns and t(f"synergy.nachbar.{near}", **towns),
        "zeit": common.months and t("synergy.zeit", months=common.months),
        "austausch": exchange and t("synergy.austausch", names=exchange),
    }
    return [str(phrase) for name, phrase in phrases.items() if phrase and getattr(weights, name)]
