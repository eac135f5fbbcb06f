"""What the timeline's page says: choices, legend and table, and what its parameters in the URL mean."""

from dataclasses import dataclass
from typing import Any

from figures import timeline as figure
from figures.timeline_words import Group, count_words, open_rows
from pages.ui.group_content import address as group_address
from pages.ui.paging import PER_PAGE, page_of
from pages.ui.session import View
from roadmap_model.horizon import HORIZONS
from roadmap_model.measures import SHOWN as PLANNED
from roadmap_model.measures import measures_on, selected_measures, unaffected
from roadmap_model.roadmap import PHASES
from roadmap_model.selection import LISTS, Rejected
from roadmap_model.timeline import GROUPINGS, SHOWN, Scope, entries
from roadmap_model.timeline_query import ALL, NONE, from_query, kept

MOST = 200  # rows of the timeline in one; its figure takes a browser far longer than a table does


@dataclass(frozen=True)
class Choice:
    """The scope that the URL asks for, the part of its rows, and the values that mean nothing here."""

    scope: Scope
    part: tuple[int, int]
    pages: dict[str, Any]
    rejected: tuple[Rejected, ...]
    opened: str  # value of `offen` in the URL; empty for the default


def choice(view: View) -> Choice:
    """Read the parameters of the timeline and `seite`; unknown values are dropped and named.

    Without `offen`, all groups are open as long as their rows fit one part.
    """
    asked = from_query(dict(view.extra), view.roadmap)
    rows = entries(view.portfolio, asked.grouping)
    if asked.opened == (ALL,) or (not asked.opened and len(rows) <= PER_PAGE):
        opened = tuple(dict.fromkeys(rows["group"]))
    else:
        opened = tuple(code for code in asked.opened if code != NONE)
    scope = Scope(asked.grouping, asked.horizon, opened)
    part, pages = page_of(view, open_rows(view.portfolio, scope), "timeline", MOST, **asked.to_query())
    start = int(part.index[0]) if len(part) else 0
    return Choice(scope, (start, start + len(part)), pages, asked.rejected, asked.to_query()["offen"])


def empty(view: View) -> bool:
    """Whether there is neither a project nor a measure to show."""
    return view.portfolio.projects.empty and selected_measures(view.portfolio).empty


def headline(view: View) -> str:
    """What is still to come and what has slipped."""
    if view.portfolio.projects.empty:
        return view.texts("empty.title")
    return figure.headline(view.portfolio, view.texts)


def address(view: View, chosen: Choice, **changed: str) -> str:
    """Address of this timeline with another grouping, horizon or value of `offen`."""
    opened = changed.pop("opened", "" if "grouping" in changed else chosen.opened)
    grouping, horizon = (changed.get(name, getattr(chosen.scope, name)) for name in ("grouping", "horizon"))
    return view.href("timeline", **kept(grouping, horizon, opened))


def toggled(chosen: Choice, code: str) -> str:
    """The value of `offen` after a group was opened or folded."""
    opened = set(chosen.scope.opened) ^ {code}
    return ",".join(sorted(opened)) or NONE


def choices(view: View, chosen: Choice) -> dict[str, Any]:
    """Values of timeline_choice.html."""
    t, scope = view.texts, chosen.scope
    present = list(dict.fromkeys(entries(view.portfolio, scope.grouping)["group"]))
    return {
        "groupings": [
            (t(f"timeline.group.{name}"), address(view, chosen, grouping=name), name == scope.grouping)
            for name in GROUPINGS
        ],
        "horizons": [
            (t(f"timeline.horizon.{name}"), address(view, chosen, horizon=name), name == scope.horizon)
            for name in HORIZONS
        ],
        "groups": [
            (
                view.name(scope.grouping, code),
                address(view, chosen, opened=toggled(chosen, code)),
                code in scope.opened,
            )
            for code in present
        ],
        "every_group": (address(view, chosen, opened=ALL), set(scope.opened) >= set(present)),
        "no_group": (address(view, chosen, opened=NONE), not scope.opened),
    }


def legend(view: View, chosen: Choice) -> dict[str, Any]:
    """Values of timeline_legend.html."""
    groups = figure.lines(view.portfolio, chosen.scope, chosen.part, view.texts)
    shown = {phase for group in groups for phase, _ in group.phases}
    shown |= {phase for group in groups for entry in group.entries for phase, _ in entry.phases}
    return {
        "phases": [phase for phase in PHASES if phase in shown],
        "states": [state for state in SHOWN if any(state in dict(group.milestones) for group in groups)],
        "planned": [state for state in PLANNED if any(state in dict(group.measures) for group in groups)],
        "published": not measures_on(view.roadmap, view.portfolio.day).empty,
        "unaffected": unaffected(view.portfolio),
        "folded": any(group.code not in chosen.scope.opened for group in groups),
        "opened": any(group.entries for group in groups),
        "double": chosen.scope.grouping if chosen.scope.grouping in ("thema", "ort") else "",
        "past": view.selection.as_of is not None,
    }


def table(view: View, chosen: Choice) -> dict[str, Any]:
    """Values of timeline_table.html: the rows of the figure with links."""
    groups = figure.lines(view.portfolio, chosen.scope, chosen.part, view.texts)
    return {
        "groups": [
            {
                "group": group,
                "open": group.code in chosen.scope.opened,
                "toggle": address(view, chosen, opened=toggled(chosen, group.code)),
                "count": count_words(group, view.texts),
                "list": _list(view, chosen.scope.grouping, group),
                "entries": [
                    {"entry": entry, "link": view.href("projects", projekt=entry.project)} for entry in group.entries
                ],
                "plans": [{"plan": plan, "link": opened(view, *plan.opens)} for plan in group.plans],
            }
            for group in groups
        ],
        "pages": chosen.pages,
        "all": view.href("projects"),
        "total": len(view.portfolio.projects),
    }


def opened(view: View, kind: str, id_: str) -> str:
    """Address of what a row leads to: the fact sheet of a project (`projekt`), or the profile of a group (`gruppe`)."""
    return group_address(view, id_) if kind == "gruppe" else view.href("projects", projekt=id_)


def _list(view: View, grouping: str, group: Group) -> str:
    """Address of the list of a group's projects; empty without any, and where the selection names topics or places."""
    name = LISTS[grouping]
    if not group.projects:
        return ""
    if grouping in ("thema", "ort") and getattr(view.selection, name):
        return ""
    return view.href("projects", view.selection.with_(**{name: (group.code,)}))
