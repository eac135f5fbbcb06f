"""Views that can stand alone, as a page and its URL parameters: what they may hold, and whether they show anything."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from roadmap_model import indicators, network_query, period, timeline_query
from roadmap_model.changes import ALL_DUE, PART, PARTS, selected_changes
from roadmap_model.due import due_reports
from roadmap_model.measures import selected_measures
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import PARAMETERS, Rejected, from_query

PROJECT = "projekt"
# Path of a page and its own parameters, in the order in which addresses hold them.
OWN: Mapping[str, tuple[str, ...]] = {
    "": (),
    "karte": (),
    "zeitachse": timeline_query.PARAMETERS,
    "handlungsfelder": (),
    "indikatoren": (indicators.PARAMETER,),
    "aenderungen": (*period.PARAMETERS, PART),
    "projekte": (PROJECT,),
    "akteure": network_query.PARAMETERS,
}
OVERVIEW = "ueberblick"  # what tables and files call the page whose path is empty
PAGES: Mapping[str, str] = {path or OVERVIEW: path for path in OWN}  # name in tables and files, and path
MOST_PARAMETERS = 40
REASONS = ("page", "parameter", "value", "project", "empty")


@dataclass(frozen=True)
class ViewFault:
    """Why a view cannot be shown: one of REASONS, and the part of it that is wrong."""

    reason: str
    value: str

    @property
    def field(self) -> str:
        return "page" if self.reason == "page" else "query"


def address(page: str, query: str) -> str:
    """The view's address, relative to the root of the app."""
    return page + (f"?{query}" if query else "")


def parameters(query: str) -> dict[str, str]:
    """The parameters of a query; ValueError if there are more than any page has."""
    return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS))


def canonical(path: str, given: Mapping[str, str], roadmap: Roadmap, today: date) -> str:
    """The query of a view in the form in which addresses hold it, without what the page does not know."""
    selection, _ = from_query(given, roadmap, today)
    own = {name: given[name].strip() for name in OWN[path] if given.get(name, "").strip()}
    return urlencode(selection.to_query() | own, safe=",")


def faults(page: str, query: str, roadmap: Roadmap, today: date) -> tuple[ViewFault, ...]:
    """Everything that is wrong with a view, its page by name; none if it shows something on the day."""
    if page not in PAGES:
        return (ViewFault("page", page),)
    path = PAGES[page]
    try:
        given = parameters(query)
    except ValueError:
        return (ViewFault("parameter", query),)
    selection, rejected = from_query(given, roadmap, today)
    shown = portfolio(roadmap, selection, today)
    found = [ViewFault("parameter", name) for name in given if name not in (*PARAMETERS, *OWN[path])]
    found += [_value(one) for one in (*rejected, *rejected_by(path, given, shown))]
    if path == "projekte" and given.get(PROJECT, "").strip() not in shown.everything.index:
        found.append(ViewFault("project", given.get(PROJECT, "")))
    if not found and not SHOWS[path](shown, given):
        found.append(ViewFault("empty", address(page, query)))
    return tuple(found)


def _value(rejected: Rejected) -> ViewFault:
    return ViewFault("value", f"{rejected.parameter}={rejected.value}")


def rejected_by(path: str, given: Mapping[str, str], shown: Portfolio) -> Iterator[Rejected]:
    """Values of the page's own parameters that mean nothing to it."""
    if path == "zeitachse":
        yield from timeline_query.from_query(given, shown.roadmap).rejected
    if path == "aenderungen":
        yield from period.from_query(given, shown.roadmap, shown.day).rejected
        yield from _unknown(given, PART, PARTS)
    if path == "indikatoren":
        yield from _unknown(given, indicators.PARAMETER, indicators.TERRITORIES)
    if path == "akteure":
        yield from network_query.from_query(given, shown.roadmap).rejected


def _unknown(given: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> Iterator[Rejected]:
    if given.get(name, "").strip() not in ("", *allowed):
        yield Rejected(name, given[name], allowed)


def _projects(shown: Portfolio, given: Mapping[str, str]) -> bool:
    return not shown.projects.empty


def _timeline(shown: Portfolio, given: Mapping[str, str]) -> bool:
    return not (shown.projects.empty and selected_measures(shown).empty)


def _indicators(shown: Portfolio, given: Mapping[str, str]) -> bool:
    territory = given.get(indicators.PARAMETER, "").strip() or indicators.HOME
    chosen = indicators.chosen(shown.roadmap, shown.selection, shown.day)
    return any(one.territory == territory for one in chosen)


def _changes(shown: Portfolio, given: Mapping[str, str]) -> bool:
    part = given.get(PART, "").strip()
    if part == ALL_DUE:
        return not due_reports(shown).empty
    rows = selected_changes(shown, period.from_query(given, shown.roadmap, shown.day).period)
    return bool((rows["kind"] == part).any()) if part else not rows.empty


def _organisations(shown: Portfolio, given: Mapping[str, str]) -> bool:
    return network_query.shows(shown, network_query.from_query(given, shown.roadmap))


def _one_project(shown: Portfolio, given: Mapping[str, str]) -> bool:
    return True  # a known project has a fact sheet, whatever is selected


SHOWS: Mapping[str, Callable[[Portfolio, Mapping[str, str]], bool]] = {
    "": _projects,
    "karte": _projects,
    "zeitachse": _timeline,
    "handlungsfelder": _projects,
    "indikatoren": _indicators,
    "aenderungen": _changes,
    "projekte": _one_project,
    "akteure": _organisations,
}
