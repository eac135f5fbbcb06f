"""The offline pack: map, timeline, matrix, fact sheets and sources of a selection as the parts of one document."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from figures import timeline, timeline_svg
from figures.citations import Citations
from figures.fact_sheet import known
from figures.map_layers import map_facts
from figures.matrix import matrix
from figures.names import names
from figures.palette import EITHER, MAP, themed
from figures.project_facts import rows_of
from figures.selection_words import restrictions
from figures.texts import Texts
from figures.timeline_words import Group
from roadmap_model.portfolio import Portfolio
from roadmap_model.project_order import ordered, place_names
from roadmap_model.records import records
from roadmap_model.roadmap import PHASES, UNCLASSIFIED, Roadmap
from roadmap_model.selection import Selection, vocabulary
from roadmap_model.timeline import SHOWN, Scope

LIST = "vorhaben"  # the anchor of the list; figures/assets/pack.js knows it
FILTERS = ("feld", "thema", "ort")  # what the list can be narrowed by within the document


@dataclass(frozen=True)
class Pack:
    """A selection whose addresses stay within the document."""

    portfolio: Portfolio
    texts: Texts

    @property
    def roadmap(self) -> Roadmap:
        return self.portfolio.roadmap

    @property
    def selection(self) -> Selection:
        return self.portfolio.selection

    def name(self, parameter: str, code: str) -> str:
        return names(self.roadmap, self.texts)[parameter, code]

    def href(self, page: str, selection: Selection | None = None, **extra: str) -> str:
        """A fact sheet, or the list narrowed by what the selection has beyond ours; empty for all other pages."""
        if id_ := extra.get("projekt"):
            return f"#projekt-{id_}" if id_ in self.portfolio.projects.index else ""
        if page != "projects" or selection is None:
            return ""
        own = self.selection.to_query()
        narrower = {
            key: value for key, value in selection.to_query().items() if key in FILTERS and own.get(key) != value
        }
        return f"#{urlencode(narrower) or LIST}"


def content(pack: Pack) -> dict[str, Any]:
    """Values of pack.html."""
    t, chosen = pack.texts, pack.portfolio
    about = {
        "stand": t.day(chosen.day),
        "published": t.day(pack.roadmap.published),
        "version": pack.roadmap.version,
        "filters": restrictions(pack),
        "total": len(chosen.projects),
        "licence": pack.roadmap.declaration.licence,
        "past": chosen.selection.as_of is not None,
    }
    if chosen.projects.empty:
        return about
    numbers: dict[str, int] = {}
    sheets = [_sheet(pack, id_, Citations(pack, numbers)) for id_ in _ids(pack)]
    sources = pack.roadmap.by_id("sources")
    return about | {
        "places": _places(pack),
        "projects": _projects(pack),
        "phases": list(PHASES),
        "timeline": _timeline(pack),
        "matrix": matrix(pack),
        "sheets": sheets,
        "sources": [(number, sources[source]) for source, number in numbers.items()],
    }


def map_data(pack: Pack) -> dict[str, Any]:
    """What the map draws; the browser chooses the colours of its theme."""
    return map_facts(pack.roadmap, pack.texts) | {"colours": {EITHER: themed(MAP, EITHER)}}


def script_data(pack: Pack) -> dict[str, Any]:
    """What figures/assets/pack.js needs to know of the selection: rings, and names of what the list is narrowed by."""
    counts = pack.portfolio.municipality_counts
    return {
        "theme": EITHER,
        "rings": {
            "counts": dict(zip(counts.index, counts.to_numpy().tolist(), strict=True)),
            "documented": list(pack.portfolio.whole.municipality_counts.index),
        },
        "names": {
            f"{parameter}:{code}": pack.name(parameter, code)
            for parameter in FILTERS
            for code in vocabulary(pack.roadmap)[parameter]
        },
    }


def _ids(pack: Pack) -> list[str]:
    return list(ordered(pack.portfolio, "name", pack.texts.language, {}).index)


def _places(pack: Pack) -> list[tuple[str, str]]:
    """Address and name of every place with a project."""
    t, counts = pack.texts, pack.portfolio.place_counts
    return [
        (f"ort={code}", t("map.choose.count", place=pack.name("ort", code), n=counts[code]))
        for code in vocabulary(pack.roadmap)["ort"]
        if code in counts
    ]


def _projects(pack: Pack) -> list[dict[str, Any]]:
    """The list of projects; `keys` are what it can be narrowed by."""
    t, chosen = pack.texts, pack.portfolio
    places = chosen.places
    named = place_names(
        pack.roadmap, chosen.projects.index, {code: pack.name("ort", code) for code in vocabulary(pack.roadmap)["ort"]}
    )
    found = []
    for project in records(chosen.projects.loc[_ids(pack)]):
        id_ = project["id"]
        mine = rows_of(places, id_)
        where = [*mine["place"], *mine["district"].dropna()]
        keys = [f"feld:{project['action_field'] or UNCLASSIFIED}"]
        keys += [f"thema:{row['topic']}" for row in pack.roadmap.of_project("project_topics", id_)]
        keys += [f"ort:{place}" for place in dict.fromkeys(where)]
        found.append(
            {
                "id": id_,
                "name": t.of(project, "name"),
                "phase": project["phase"],
                "health": project["health"],
                "reported_on": project["reported_on"],
                "place": named[id_],
                "keys": " ".join(keys),
            }
        )
    return found


def _timeline(pack: Pack) -> dict[str, Any]:
    """The overview, and the projects row by row."""
    t, chosen = pack.texts, pack.portfolio

    def link(target: str) -> str:
        kind, _, id_ = target.partition(":")
        return pack.href("projects", projekt=id_) if kind == "projekt" else ""

    groups, overview = timeline_svg.overview(chosen, t, link)
    headline = timeline.headline(chosen, t)
    span = timeline.stretch(chosen, Scope(timeline_svg.GROUPING, timeline_svg.HORIZON, ()))
    return {
        "headline": headline,
        "words": timeline.alternative(headline, groups, span, t),
        "overview": overview,
        "parts": list(timeline_svg.parts(chosen, t, link)),
        "phases": _phases(groups),
        "states": [state for state in SHOWN if any(state in dict(group.milestones) for group in groups)],
    }


def _phases(groups: tuple[Group, ...]) -> list[str]:
    shown = {phase for group in groups for phase, _ in group.phases}
    return [phase for phase in PHASES if phase in shown]


def _sheet(pack: Pack, id_: str, cited: Citations) -> dict[str, Any]:
    sheet = known(pack, id_, cited)
    successor = sheet["successor"]
    return sheet | {
        "id": id_,
        "successor": successor and pack.texts.of(pack.roadmap.by_id("projects")[successor], "name"),
        "successor_link": successor and pack.href("projects", projekt=successor),
        "sources": cited.numbered(),
    }
