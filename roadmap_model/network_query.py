"""What the address of the page of organisations asks for: a part, a group, a narrower directory, weights of hints."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from roadmap_model.network import directory
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Rejected, clean_text
from roadmap_model.synergies import HEAVIEST, REASONS, Weights, ranked, weights_from

PARAMETERS = ("teil", "gruppe", "art", "name", "gewichte")
# Values of `teil`; without one, the page shows the network and the directory.
PARTS = ("gruppen", "synergien")
# Value of `art` and the column that marks it; the other values are the kinds of organisations.
MARKS = {"gruendung": "founding_member", "pionier": "pioneer"}


@dataclass(frozen=True)
class Asked:
    """The understood values, empty where nothing is asked for; `kind` and `name` narrow the directory."""

    part: str
    group: str
    kind: str
    name: str
    weights: Weights
    rejected: tuple[Rejected, ...]


def from_query(query: Mapping[str, str], roadmap: Roadmap) -> Asked:
    """Read the parameters; unknown values are dropped and returned by name."""
    known = {"teil": PARTS, "gruppe": tuple(roadmap["groups"]["id"]), "art": kinds(roadmap)}
    asked = {name: query.get(name, "").strip() for name in known}
    rejected = [Rejected(name, asked[name], known[name]) for name in known if asked[name] not in ("", *known[name])]
    weights, dropped = weights_from(query.get("gewichte", ""))
    rejected += [Rejected("gewichte", part, tuple(f"{name}:0–{HEAVIEST}" for name in REASONS)) for part in dropped]
    part, group, kind = (asked[name] if asked[name] in known[name] else "" for name in known)
    return Asked(part, group, kind, clean_text(query.get("name", "")), weights, tuple(rejected))


def kinds(roadmap: Roadmap) -> tuple[str, ...]:
    """The values that `art` may have."""
    columns = {field.name: field for field in roadmap.declaration.tables["organisations"].fields}
    return (*MARKS, *columns["kind"].constraints["enum"])


def of_kind(rows: pd.DataFrame, kind: str) -> pd.Series:
    """True for each row of the directory that a value of `art` means."""
    return rows[MARKS[kind]] if kind in MARKS else rows["kind"] == kind


def named(portfolio: Portfolio, asked: Asked) -> pd.DataFrame:
    """Rows of the directory whose names hold the words that are asked for, of every kind."""
    rows = directory(portfolio)
    for word in asked.name.casefold().split():
        rows = rows[rows["search"].str.contains(word, regex=False)]
    return rows


def found(portfolio: Portfolio, asked: Asked) -> pd.DataFrame:
    """Rows of the directory with the name and of the kind that are asked for."""
    rows = named(portfolio, asked)
    return rows[of_kind(rows, asked.kind)] if asked.kind else rows


def shows(portfolio: Portfolio, asked: Asked) -> bool:
    """Whether there is anything to see: a profile and the list of groups do not depend on the selection."""
    if asked.group or portfolio.selection.organisation:
        return True
    if asked.part == "gruppen":
        return not portfolio.roadmap["groups"].empty
    if asked.part == "synergien":
        return ranked(portfolio, asked.weights)[1] > 0
    return not (portfolio.projects.empty or found(portfolio, asked).empty)
