"""What projects are and have in common, as tables of 0 and 1 for all of them, and their terms in months."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from roadmap_model.dates import first_days, last_days
from roadmap_model.exchange import CATEGORIES, entries_on
from roadmap_model.geography import neighbours
from roadmap_model.roadmap import Roadmap

WORKING = ("lead", "partner")  # roles that work on a project; a funder in common is no reason to talk


@dataclass(frozen=True, eq=False)
class Traits:
    """One row per project, in the order of the roadmap; a term that is not known ends before it starts."""

    position: pd.Series
    field: np.ndarray
    topics: np.ndarray
    working: np.ndarray
    size: np.ndarray
    leading: np.ndarray
    towns: np.ndarray
    reach: np.ndarray
    start: np.ndarray
    end: np.ndarray


@lru_cache(maxsize=2)
def traits_of(roadmap: Roadmap) -> Traits:
    projects = roadmap.projects
    position = pd.Series(np.arange(len(projects)), index=projects.index)
    parts = roadmap["participations"]
    places = roadmap.places.dropna(subset="municipality")
    ags = list(roadmap["municipalities"]["ags"])
    border = neighbours(roadmap)
    reachable = np.array([[a == b or b in border.get(a, ()) for b in ags] for a in ags], dtype="float32")
    towns = _members(places, "municipality", ags, position)
    organisations = list(roadmap["organisations"]["id"])
    dated = projects["start_date"].notna() & projects["end_date"].notna()
    # The term is certain from the last possible first day to the first possible last day.
    start, end = last_days(projects["start_date"]), first_days(projects["end_date"]) + pd.Timedelta(days=1)
    working = _members(parts[parts["role"].isin(WORKING)], "organisation", organisations, position)
    return Traits(
        position=position,
        field=pd.factorize(projects["action_field"])[0],
        topics=_members(roadmap["project_topics"], "topic", list(roadmap["topics"]["id"]), position),
        working=working,
        size=working.sum(axis=1),
        leading=_members(parts[parts["role"] == "lead"], "organisation", organisations, position),
        towns=towns,
        reach=(towns @ reachable > 0).astype("float32"),
        start=np.where(dated, _calendar(start), _calendar(pd.Series([pd.Timestamp.max]))),
        end=np.where(dated, _calendar(end), 0),
    )


@lru_cache(maxsize=16)
def exchange_on(roadmap: Roadmap, day: date) -> tuple[np.ndarray, np.ndarray]:
    """What each project wants and offers on a day, by category."""
    entries, position = entries_on(roadmap, day), traits_of(roadmap).position
    wanted, offered = (
        _members(entries[entries["kind"] == kind], "category", list(CATEGORIES), position)
        for kind in ("gesucht", "geboten")
    )
    return wanted, offered


def fits(roadmap: Roadmap, day: date, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Whether one project of each pair offers what the other wants."""
    wanted, offered = exchange_on(roadmap, day)
    return wanted[rows] @ offered[columns].T + offered[rows] @ wanted[columns].T > 0


def _members(links: pd.DataFrame, column: str, codes: list[str], position: pd.Series) -> np.ndarray:
    table = np.zeros((len(position), len(codes)), dtype="float32")
    table[position[links["project"]].to_numpy(), pd.Index(codes).get_indexer(pd.Index(links[column]))] = 1
    return table


def _calendar(days: pd.Series) -> np.ndarray:
    """Days as numbers that keep their order and give month (above 5 bits) and day (below); 0 if missing."""
    months = days.dt.year * 12 + days.dt.month
    return (months * 32 + days.dt.day).fillna(0).to_numpy("int32")


def months_in_common(traits: Traits, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Whole months that the certain terms have in common; 0 where a term is not known."""
    start = np.maximum(traits.start[rows, None], traits.start[columns])
    end = np.minimum(traits.end[rows, None], traits.end[columns])
    months = (end >> 5) - (start >> 5) - ((end & 31) < (start & 31))
    return np.maximum(months, 0)
