"""What the page of indicators says: figures in words, what moves with them, and what is not available."""

from typing import Any

from figures.indicator_words import amount, target_words
from pages.ui.session import View
from roadmap_model.indicators import HOME, PARAMETER, TERRITORIES, chosen, known, only_elsewhere, serving
from roadmap_model.selection import Selection
from roadmap_model.series import Indicator, Value, comparison

OBEYED = ("action_fields", "goals", "as_of")  # what of the selection the indicators follow


def territory(view: View) -> str:
    """The territory that the URL asks for, or the region."""
    asked = view.parameter(PARAMETER)
    return asked if asked in TERRITORIES else HOME


def shown(view: View) -> list[Indicator]:
    """The chosen indicators of the territory."""
    return [indicator for indicator in _chosen(view) if indicator.territory == territory(view)]


def _chosen(view: View) -> tuple[Indicator, ...]:
    return chosen(view.roadmap, view.selection, view.portfolio.day)


def _for(view: View) -> str:
    return view.texts(f"indicators.for.{territory(view)}")


def headline(view: View) -> str:
    """How many indicators the territory has, and how many of them have a target to be measured by."""
    mine = shown(view)
    if not mine:
        return view.texts(f"indicators.headline.{_missing(view)}", territory=_for(view))
    targets = sum(indicator.target is not None for indicator in mine)
    kind = "none" if not targets else "all" if targets == len(mine) else "some"
    return view.texts(f"indicators.headline.{kind}", n=len(mine), targets=targets, territory=_for(view))


def empty(view: View) -> str:
    """The empty state: what is missing, and how to go on."""
    return view.texts(f"indicators.empty.{_missing(view)}", territory=_for(view))


def _missing(view: View) -> str:
    """Whether the selection leaves the territory's indicators out, or the day has none of them yet."""
    everything = known(view.roadmap, view.portfolio.day)
    return "unselected" if any(one.territory == territory(view) for one in everything) else "unknown"


def top(view: View) -> dict[str, Any]:
    """Values of indicators.html: the territories, and the key figures of the one that is shown."""
    counts = dict.fromkeys(TERRITORIES, 0)
    for indicator in _chosen(view):
        counts[indicator.territory] += 1
    keys = sorted((one for one in shown(view) if one.headline is not None), key=lambda one: one.headline or 0)
    others = view.selection.with_(**{name: getattr(Selection(), name) for name in OBEYED})
    return {
        "territories": [(code, n, view.href("indicators", **_asked(code))) for code, n in counts.items()],
        "current": territory(view),
        "home": HOME,
        "keys": [single(view, one, one.latest) for one in keys],
        "other_filters": others.restricts,
    }


def rest(view: View) -> dict[str, Any]:
    """Values of indicator_rest.html: single values, what is not available, downloads."""
    mine, here = shown(view), territory(view)
    singles = [
        (one, town)
        for one in mine
        if not comparison(one)
        for town in one.towns
        if len(one.series(town)) == 1 and (one.headline is None or one.latest.town != town)
    ]
    missing = only_elsewhere(view.roadmap, _chosen(view), view.portfolio.day) if here == HOME else ()
    query = view.href("indicators", gebiet=here).removeprefix("indikatoren")
    return {
        "singles": [single(view, one, one.series(town)[0]) for one, town in singles],
        "missing": [
            {
                "name": group[0].name[view.language],
                "links": [(one.territory, view.href("indicators", **_asked(one.territory))) for one in group],
            }
            for group in missing
        ],
        "related": any(one.goal or one.action_field for one in mine),
        "territory": _for(view),
        "download": f"api/v1/indicators.csv{query}" if mine else None,
        "download_all": "api/v1/indicators.csv" + view.href("indicators").removeprefix("indikatoren"),
    }


def single(view: View, indicator: Indicator, value: Value) -> dict[str, Any]:
    """One value in words."""
    t = view.texts
    return about(view, indicator) | {
        "name": indicator.name[t.language] + (f", {value.town[1]}" if value.town else ""),
        "value": amount(value, t),
        "period": t.partial(value.period),
        "evidence": value.evidence,
        "note": value.note[t.language],
        "source": value.source,
    }


def about(view: View, indicator: Indicator) -> dict[str, Any]:
    """What stands beside every value of an indicator: unit, territory, meaning, target, related projects."""
    t, target = view.texts, indicator.target
    return {
        "unit": indicator.unit[t.language],
        "territory": indicator.territory,
        "description": indicator.description[t.language],
        "target": target_words(target, indicator, t) if target else "",
        "target_source": target and target.source,
        "related": _related(view, indicator),
        "unavailable": indicator in _unavailable(view),
    }


def _unavailable(view: View) -> set[Indicator]:
    day = view.portfolio.day
    return {one for group in only_elsewhere(view.roadmap, known(view.roadmap, day), day) for one in group}


def _related(view: View, indicator: Indicator) -> list[dict[str, Any]]:
    """The goal and the action field, each with the list of the selected projects that share it."""
    t, selection, counts = view.texts, view.selection, serving(view.portfolio)
    found = []
    if indicator.goal:
        n, name = counts.get(indicator.goal, 0), view.name("ziel", indicator.goal)
        found.append((t("indicator.goal", n=n, goal=name), n, selection.with_(goals=(indicator.goal,))))
    if indicator.action_field:
        n, name = counts.get(indicator.action_field, 0), view.name("feld", indicator.action_field)
        found.append(
            (t("indicator.field", n=n, field=name), n, selection.with_(action_fields=(indicator.action_field,)))
        )
    return [{"text": text, "link": view.href("projects", behind) if n else None} for text, n, behind in found]


def _asked(code: str) -> dict[str, str]:
    return {} if code == HOME else {PARAMETER: code}
