"""Pairs of projects that should talk to each other, each with at least two reasons that are true in the data.

A reason is a shared topic, the same action field, an organisation that leads or takes part in both,
the same or a neighbouring municipality, a term in common, or that one offers what the other wants.
Its weight is its points; a reason without weight does not count. Scores come from products of
membership tables, a block of projects at a time, so that many projects cost time but not memory;
only the strongest pairs are kept.
"""

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from roadmap_model.exchange import CATEGORIES
from roadmap_model.geography import neighbours
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import FINAL_PHASES, Roadmap
from roadmap_model.traits import Traits, exchange_on, fits, months_in_common, traits_of

REASONS_NEEDED = 2
MONTHS_NEEDED = 6  # a shorter term in common is no reason
LONGEST_LIST = 250  # pairs that `ranked` returns
BLOCK = 256  # projects scored against all others at a time


@dataclass(frozen=True)
class Weights:
    """Points of each reason, 0 to 9; the field names are the codes in the URL."""

    thema: int = 2
    feld: int = 1
    partner: int = 3
    nachbar: int = 2
    zeit: int = 1
    austausch: int = 3

    def to_query(self) -> str:
        """Canonical value of `gewichte`: `thema:1,zeit:0`, default points omitted."""
        return ",".join(f"{name}:{getattr(self, name)}" for name in REASONS if getattr(self, name) != DEFAULT[name])


DEFAULT = {field.name: field.default for field in fields(Weights)}
REASONS = tuple(DEFAULT)
HEAVIEST = 9


def weights_from(text: str) -> tuple[Weights, tuple[str, ...]]:
    """Read `gewichte`; parts that mean nothing, and repeated ones, are dropped and returned."""
    points: dict[str, int] = {}
    rejected = []
    for part in (part.strip() for part in text.split(",")):
        name, _, value = part.partition(":")
        if name in DEFAULT and name not in points and len(value) == 1 and value in "0123456789":
            points[name] = int(value)
        elif part:
            rejected.append(part)
    return Weights(**points), tuple(rejected)


@dataclass(frozen=True)
class Shared:
    """What two projects have in common; `towns` holds one town twice or two neighbours, `months` may be 0."""

    topics: tuple[str, ...]
    field: str
    organisations: tuple[str, ...]
    towns: tuple[str, ...]
    months: int
    exchange: tuple[str, ...]


def _scores(
    roadmap: Roadmap, day: date, rows: np.ndarray, columns: np.ndarray, weights: Weights
) -> tuple[np.ndarray, np.ndarray]:
    """Points of each pair, 0 where there is no hint, and how many topics and organisations it shares."""
    traits = traits_of(roadmap)
    topics = traits.topics[rows] @ traits.topics[columns].T
    partners = traits.working[rows] @ traits.working[columns].T
    same_field = (traits.field[rows, None] == traits.field[columns]) & (traits.field[rows, None] >= 0)
    reasons = {
        "thema": topics > 0,
        "feld": same_field,
        "partner": partners > 0,
        "nachbar": traits.reach[rows] @ traits.towns[columns].T > 0,
        "zeit": months_in_common(traits, rows, columns) >= MONTHS_NEEDED,
        "austausch": fits(roadmap, day, rows, columns),
    }
    points = np.zeros(topics.shape, dtype="int16")
    count = np.zeros(topics.shape, dtype="int8")
    for name, holds in reasons.items():
        if weight := getattr(weights, name):
            points += np.int16(weight) * holds
            count += holds
    smaller = np.minimum(traits.size[rows, None], traits.size[columns])
    acquainted = (traits.leading[rows] @ traits.leading[columns].T > 0) | ((partners == smaller) & (smaller > 0))
    hint = (count >= REASONS_NEEDED) & ~acquainted & (rows[:, None] != columns)
    return np.where(hint, points, 0), topics + partners


def _ranks(traits: Traits, rows: np.ndarray, columns: np.ndarray, points: np.ndarray, common: np.ndarray) -> np.ndarray:
    """One number per pair that puts it in order: points, then what is shared, then the order of names."""
    every = len(traits.position)
    names = np.minimum(rows, columns) * every + np.maximum(rows, columns)
    return (points.astype("int64") * 1024 + np.minimum(common, 1023).astype("int64")) * every**2 + every**2 - 1 - names


def _open(projects: pd.DataFrame) -> pd.Index:
    """Projects for which a talk can still change something: neither ended nor merged into another."""
    return projects.index[~projects["phase"].isin(FINAL_PHASES) & projects["successor"].isna()]


@lru_cache(maxsize=32)
def ranked(portfolio: Portfolio, weights: Weights) -> tuple[pd.DataFrame, int]:
    """The strongest pairs of selected projects (columns: one, other, points), and how many pairs there are."""
    traits = traits_of(portfolio.roadmap)
    chosen = np.sort(traits.position[_open(portfolio.projects)].to_numpy())
    best = np.empty(0, dtype="int64")
    total = worst = 0
    for first in range(0, len(chosen), BLOCK):
        rows, columns = chosen[first : first + BLOCK], chosen[first:]
        points, common = _scores(portfolio.roadmap, portfolio.day, rows, columns, weights)
        points[rows[:, None] >= columns] = 0  # every pair once
        total += int(np.count_nonzero(points))
        row, column = np.nonzero(points > max(0, worst - 1))
        ranks = _ranks(traits, rows[row], columns[column], points[row, column], common[row, column])
        best = np.sort(np.concatenate([best, ranks]))[::-1][:LONGEST_LIST]
        if len(best) == LONGEST_LIST:
            worst = int(_points(traits, best[-1:])[0])
    return _pairs(traits, best), total


@lru_cache(maxsize=256)
def partners_of(everything: Portfolio, project: str, limit: int) -> pd.DataFrame:
    """The strongest pairs of one project (columns: one, other, points), this project first."""
    traits = traits_of(everything.roadmap)
    chosen = traits.position[_open(everything.projects)]
    if project not in chosen.index:
        return _pairs(traits, np.empty(0, dtype="int64"))
    rows, columns = chosen[[project]].to_numpy(), chosen.to_numpy()
    points, common = (table[0] for table in _scores(everything.roadmap, everything.day, rows, columns, Weights()))
    hints = points > 0
    ranks = _ranks(traits, rows, columns[hints], points[hints], common[hints])
    pairs = _pairs(traits, np.sort(ranks)[::-1][:limit])
    return pairs.assign(one=project, other=pairs["one"].where(pairs["one"] != project, pairs["other"]))


def _points(traits: Traits, ranks: np.ndarray) -> np.ndarray:
    return ranks // max(len(traits.position) ** 2, 1) // 1024


def _pairs(traits: Traits, ranks: np.ndarray) -> pd.DataFrame:
    """The pairs behind their ranks."""
    every = max(len(traits.position), 1)
    names = every**2 - 1 - ranks % every**2
    ids = traits.position.index
    return pd.DataFrame({"one": ids[names // every], "other": ids[names % every], "points": _points(traits, ranks)})


@lru_cache(maxsize=2048)
def shared(roadmap: Roadmap, day: date, one: str, other: str) -> Shared:
    """What a pair has in common, in the order of the roadmap's tables."""
    traits = traits_of(roadmap)
    a, b = (int(traits.position[id_]) for id_ in (one, other))
    months = int(months_in_common(traits, np.array([a]), np.array([b]))[0, 0])
    wanted, offered = exchange_on(roadmap, day)
    fits = wanted[a] * offered[b] + offered[a] * wanted[b]
    return Shared(
        topics=_common(roadmap["topics"]["id"], traits.topics[a] * traits.topics[b]),
        field=str(roadmap.projects["action_field"].iloc[a]) if traits.field[a] == traits.field[b] >= 0 else "",
        organisations=_common(roadmap["organisations"]["id"], traits.working[a] * traits.working[b]),
        towns=_nearest(roadmap, traits, a, b),
        months=months if months >= MONTHS_NEEDED else 0,
        exchange=_common(pd.Series(CATEGORIES), fits),
    )


def _common(codes: pd.Series, both: np.ndarray) -> tuple[str, ...]:
    return tuple(codes[both > 0])


def _nearest(roadmap: Roadmap, traits: Traits, a: int, b: int) -> tuple[str, ...]:
    """A town of both, else two neighbours, else nothing; the first by name."""
    towns = roadmap["municipalities"]["name"].sort_values().index
    ags, border = roadmap["municipalities"]["ags"], neighbours(roadmap)
    mine, theirs = ([str(ags[n]) for n in towns if traits.towns[row, n]] for row in (a, b))
    if both := [town for town in mine if town in theirs]:
        return (both[0],) * 2
    return next(((town, other) for town in mine for other in theirs if other in border[town]), ())
