"""One selection for every page, figure and download, and its canonical form in the URL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from roadmap_model.roadmap import FRESHNESS, HEALTHS, PHASES, REGION, SCALES, UNCLASSIFIED, Roadmap

LISTS = {
    "feld": "action_fields",
    "thema": "topics",
    "phase": "phases",
    "lage": "healths",
    "aktualitaet": "freshness",
    "umfang": "scales",
    "ziel": "goals",
    "ort": "places",
}
PARAMETERS = (*LISTS, "akteur", "suche", "stand")
EARLIEST_DAY = date(2000, 1, 1)
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Selection:
    """What the reader has chosen. An empty list means no restriction; lists are sorted."""

    action_fields: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    healths: tuple[str, ...] = ()
    freshness: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    organisation: str = ""
    text: str = ""
    as_of: date | None = None

    def with_(self, **changes: Any) -> "Selection":
        """A copy with other values; lists are sorted and freed of doubles."""
        listed = {name: tuple(sorted(set(changes[name]))) for name in LISTS.values() if name in changes}
        return replace(self, **(changes | listed))

    @property
    def restricts(self) -> bool:
        """Whether it leaves anything out; the as-of date moves in time, it does not restrict."""
        return self.with_(as_of=None) != Selection()

    def to_query(self) -> dict[str, str]:
        """Canonical URL parameters: German keys, code values, defaults omitted."""
        query = {key: ",".join(getattr(self, name)) for key, name in LISTS.items()}
        query |= {"akteur": self.organisation, "suche": self.text}
        query["stand"] = self.as_of.isoformat() if self.as_of else ""
        return {key: value for key, value in query.items() if value}


@dataclass(frozen=True)
class Rejected:
    """A URL value that means nothing here, and what would be allowed (empty if free text)."""

    parameter: str
    value: str
    allowed: tuple[str, ...]


@lru_cache(maxsize=4)
def vocabulary(roadmap: Roadmap) -> dict[str, tuple[str, ...]]:
    """The allowed codes of every list parameter and of `akteur`, in the order to offer them."""
    municipalities = roadmap["municipalities"].sort_values("name")["ags"]
    organisations = roadmap["organisations"].sort_values("name", key=lambda names: names.str.casefold())
    return {
        "feld": (*roadmap["action_fields"].sort_values("rank")["id"], UNCLASSIFIED),
        "thema": (*roadmap["topics"].sort_values("rank")["id"], UNCLASSIFIED),
        "phase": PHASES,
        "lage": HEALTHS,
        "aktualitaet": FRESHNESS,
        "umfang": SCALES,
        "ziel": tuple(roadmap["goals"].sort_values("rank")["id"]),
        "ort": (REGION, *roadmap["districts"]["id"], *municipalities),
        "akteur": tuple(organisations["id"]),
    }


def from_query(query: Mapping[str, str], roadmap: Roadmap, today: date) -> tuple[Selection, tuple[Rejected, ...]]:
    """Read a selection from URL parameters; unknown values are dropped and returned by name.

    Parameters that are not part of the selection are left to the page that owns them.
    """
    allowed = vocabulary(roadmap)
    rejected: list[Rejected] = []
    changes: dict[str, Any] = {}
    for key, name in LISTS.items():
        values = [value.strip() for value in query.get(key, "").split(",") if value.strip()]
        known = set(allowed[key])
        changes[name] = [value for value in values if value in known]
        rejected += [Rejected(key, value, allowed[key]) for value in values if value not in known]
    organisation = query.get("akteur", "").strip()
    if organisation in allowed["akteur"]:
        changes["organisation"] = organisation
    elif organisation:
        rejected.append(Rejected("akteur", organisation, allowed["akteur"]))
    changes["text"] = clean_text(query.get("suche", ""))
    stand = query.get("stand", "").strip()
    if stand:
        day = exact_day(stand)
        if day and EARLIEST_DAY <= day <= today:
            changes["as_of"] = day
        else:
            span = (EARLIEST_DAY.isoformat(), today.isoformat())
            rejected.append(Rejected("stand", stand, span))
    return Selection().with_(**changes), tuple(rejected)


def clean_text(text: str) -> str:
    """Search text as it is kept: no control characters, single spaces, at most 100 characters."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:LONGEST_SEARCH].strip()


def matches(projects: pd.DataFrame, roadmap: Roadmap, selection: Selection) -> pd.Series:
    """True for each project (index: id, with status columns) that the selection keeps."""
    keep = pd.Series(True, index=projects.index)
    ids = projects.index
    if selection.action_fields:
        field = projects["action_field"]
        keep &= field.fillna(UNCLASSIFIED).isin(selection.action_fields)
    if selection.topics:
        topics = roadmap["project_topics"]
        chosen = topics.loc[topics["topic"].isin(selection.topics), "project"]
        keep &= ids.isin(chosen) | ((UNCLASSIFIED in selection.topics) & ~ids.isin(topics["project"]))
    if selection.places:
        places = roadmap.places
        inside = places["place"].isin(selection.places) | places["district"].isin(selection.places)
        keep &= ids.isin(places.loc[inside, "project"])
    for column, values in (
        ("phase", selection.phases),
        ("health", selection.healths),
        ("freshness", selection.freshness),
        ("scale", selection.scales),
    ):
        if values:
            keep &= projects[column].isin(values)
    if selection.goals:
        goals = roadmap["project_goals"]
        keep &= ids.isin(goals.loc[goals["goal"].isin(selection.goals), "project"])
    if selection.organisation:
        parts = roadmap["participations"]
        theirs = parts.loc[parts["organisation"] == selection.organisation, "project"]
        keep &= ids.isin(theirs)
    for word in selection.text.casefold().split():
        keep &= projects["search"].str.contains(word, regex=False)
    return keep


def exact_day(text: str) -> date | None:
    """The day of an ISO date written in full; None for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
