"""What the overview says: each number with the address of the list behind it."""

from typing import Any

from pages.ui.session import View
from roadmap_model.indicators import headlines
from roadmap_model.portfolio import Portfolio
from roadmap_model.records import Record, records
from roadmap_model.roadmap import PHASES

SHOWN = 4  # milestones, reports and silent projects


def headline(view: View) -> str:
    """The message of the page, true and well-formed for none, one, some and all."""
    portfolio, t = view.portfolio, view.texts
    n, towns = len(portfolio.projects), portfolio.reached_municipalities
    every = len(view.roadmap["municipalities"])
    if not n:
        return t("empty.title")
    if not towns:
        places = t("overview.headline.wide", n=n)
    elif towns == every:
        places = t("overview.headline.all", n=n, all=every)
    else:
        key = "overview.headline.one" if n == 1 else "overview.headline.places"
        places = t(key, n=n, towns=towns, all=every)
    running = int(portfolio.phase_counts["umsetzung"])
    if n == 1:
        phase = t("overview.running.one", phase=t(f"phase.{portfolio.projects['phase'].iloc[0]}"))
    else:
        kind = "none" if not running else "all" if running == n else "some"
        phase = t(f"overview.running.{kind}", n=running)
    return f"{places}, {phase}"


def _silent_title(view: View) -> str:
    silent, running = len(view.portfolio.silent), len(view.portfolio.running)
    kind = "nothing" if not running else "none" if not silent else "some"
    if silent == running > 0:
        kind = "all_silent"
    return view.texts(f"overview.silent.{kind}", silent=silent, n=running)


def content(view: View) -> dict[str, Any]:
    """Values of overview.html."""
    portfolio = view.portfolio
    counts = portfolio.phase_counts
    return {
        "phases": list(counts.items()),
        "phase_links": {phase: _list(view, phases=(phase,)) for phase in PHASES},
        "fields": _fields(view, portfolio),
        "silent_title": _silent_title(view),
        "silent": [_project(view, row) for row in records(portfolio.silent.head(SHOWN))],
        "silent_link": _list(view, freshness=("ueberfaellig", "veraltet")),
        "milestones": [_dated(view, row, "title") for row in records(portfolio.upcoming.head(SHOWN))],
        "reports": [_dated(view, row, "reason") for row in records(portfolio.reports.head(SHOWN))],
        "figures": _figures(view),
        "goals": _goals(view, portfolio),
        "timeline_link": view.href("timeline"),
        "changes_link": view.href("changes"),
        "indicators_link": view.href("indicators"),
    }


def _list(view: View, **narrower: tuple[str, ...]) -> str:
    return view.href("projects", view.selection.with_(**narrower))


def _project(view: View, project: Record) -> dict[str, Any]:
    return {
        "name": view.texts.of(project, "name"),
        "reported_on": project.get("reported_on"),
        "link": view.href("projects", projekt=project["id"]),
    }


def _dated(view: View, row: Record, column: str) -> dict[str, Any]:
    """A milestone or report with the project it belongs to."""
    words = {column: view.texts.of(row, column), "date": row.get("date"), "reported_on": row.get("reported_on")}
    return _project(view, view.roadmap.by_id("projects")[row["project"]]) | words


def _fields(view: View, portfolio: Portfolio) -> list[dict[str, Any]]:
    t = view.texts
    mix = portfolio.field_phases
    return [
        {
            "name": view.name("feld", code),
            "link": _list(view, action_fields=(code,)),
            "total": sum(counts),
            "phases": list(zip(PHASES, counts, strict=True)),
            "words": ", ".join(f"{n} {t(f'phase.{phase}')}" for phase, n in zip(PHASES, counts, strict=True) if n),
        }
        for code, counts in zip(mix.index, mix.to_numpy().tolist(), strict=True)
    ]


def _figures(view: View) -> list[dict[str, Any]]:
    """The region's key figures: the latest value of each headline indicator known that day, with year and source."""
    t, shown = view.texts, []
    for indicator in headlines(view.roadmap, view.portfolio.day):
        latest = indicator.latest
        shown.append(
            {
                "name": indicator.name[view.language],
                "value": t(f"qualifier.{latest.qualifier}", value=t.number(latest.number)),
                "unit": indicator.unit[view.language],
                "note": latest.note[view.language],
                "period": t.partial(latest.period),
                "url": latest.source.url,
                "source": latest.source.title,
            }
        )
    return shown


def _goals(view: View, portfolio: Portfolio) -> list[dict[str, Any]]:
    t = view.texts
    served = view.roadmap["project_goals"]
    counts = served[served["project"].isin(portfolio.projects.index)]["goal"].value_counts()
    return [
        {
            "name": t.of(row, "name"),
            "description": t.of(row, "description"),
            "count": int(counts.get(row["id"], 0)),
            "link": _list(view, goals=(row["id"],)),
        }
        for row in records(view.roadmap["goals"].sort_values("rank"))
    ]
