"""The orders in which projects can be listed."""

from collections.abc import Mapping

import pandas as pd

from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import HEALTHS, PHASES, Roadmap

# Value of `sortierung` in the URL and the column it sorts by; the first is the default.
ORDERS = {
    "name": "name",
    "feld": "action_field",
    "ort": "place",
    "phase": "phase",
    "lage": "health",
    "meldung": "age",
}


def ordered(portfolio: Portfolio, order: str, language: str, names: Mapping[str, str]) -> pd.DataFrame:
    """The selected projects in one of the `ORDERS`, by name if it is none; unknown values last.

    `names` are those of the places, by code.
    """
    projects, roadmap = portfolio.projects, portfolio.roadmap
    if order not in ORDERS or order == "name":
        return projects if language == "de" else projects.sort_values("name_en", key=_folded)
    if order == "ort":
        places = place_names(roadmap, projects.index, names)
        return projects.assign(place=places).sort_values("place", kind="stable", key=_folded)
    ranks = {"phase": PHASES, "lage": HEALTHS, "feld": tuple(roadmap["action_fields"].sort_values("rank")["id"])}
    if order in ranks:
        rank = {code: n for n, code in enumerate(ranks[order])}
        return projects.sort_values(ORDERS[order], kind="stable", key=lambda codes: codes.map(rank))
    return projects.sort_values("age", kind="stable")


def place_names(roadmap: Roadmap, ids: pd.Index, names: Mapping[str, str]) -> pd.Series:
    """Names of the places of each of the projects, in one cell."""
    places = roadmap.places
    mine = places[places["project"].isin(ids)].drop_duplicates(["project", "place"])
    named = mine.assign(name=mine["place"].map(names)).groupby("project")["name"].agg(", ".join)
    return named.reindex(ids)


def _folded(names: pd.Series) -> pd.Series:
    return names.str.casefold()
