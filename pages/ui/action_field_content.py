"""What the page of the action fields says above the matrix, and in each field's section."""

from typing import Any

from figures.project_rows import row
from pages.ui.group_content import address
from pages.ui.hurdle_content import described
from pages.ui.measure_content import measures
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
