"""Measures of the action plans, as known on a day: the step between an expert group and a project."""

from datetime import date
from functools import lru_cache

import pandas as pd

from roadmap_model.dates import first_days, last_days
from roadmap_model.evidence import documented
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import UNCLASSIFIED, Roadmap

UNDONE = ("offen", "laufend")
GROUP = "massnahmen"  # where they stand on a timeline that is not grouped by action field
# States, undone ones that are overdue, and those that are documented only for a later day.
SHOWN = ("erledigt", "laufend", "offen", "ueberfaellig", "verworfen", "unbekannt")


@lru_cache(maxsize=16)
def measures_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Measures agreed by that day, soonest due first, those without a date last.

    Added are the first and the last day on which they may be due, and `shown`: the state as
    documented by that day, else `unbekannt`; `ueberfaellig` once the last possible day of an
    undone one has passed.
    """
    rows, moment = roadmap["measures"], pd.Timestamp(day)
    rows = rows.assign(first_day=first_days(rows["due"]), last_day=last_days(rows["due"]))
    known = documented(roadmap, rows, "state_on") <= moment
    overdue = known & rows["state"].isin(UNDONE) & (rows["last_day"] < moment)
    shown = rows["state"].where(known, "unbekannt").mask(overdue, "ueberfaellig")
    agreed = rows.assign(shown=shown)[documented(roadmap, rows, "agreed_on") <= moment]
    return agreed.sort_values(["last_day", "first_day", "id"], kind="stable")


def measures_of(roadmap: Roadmap, day: date, **only: str) -> pd.DataFrame:
    """Measures known on the day whose columns have the given values, such as `group` or `action_field`."""
    rows = measures_on(roadmap, day)
    for column, value in only.items():
        rows = rows[rows[column] == value]
    return rows


@lru_cache(maxsize=64)
def selected_measures(portfolio: Portfolio) -> pd.DataFrame:
    """Measures known on the day that the selection keeps, as far as it can speak of them.

    The topic is that of the expert group, the organisation the owner; words are looked for in the
    title and in the names of both.
    """
    roadmap, selection = portfolio.roadmap, portfolio.selection
    rows = measures_on(roadmap, portfolio.day)
    groups = roadmap["groups"].set_index("id")
    keep = pd.Series(True, index=rows.index)
    if selection.action_fields:
        keep &= rows["action_field"].fillna(UNCLASSIFIED).isin(selection.action_fields)
    if selection.topics:
        keep &= rows["group"].map(groups["topic"]).fillna(UNCLASSIFIED).isin(selection.topics)
    if selection.organisation:
        keep &= rows["owner"] == selection.organisation
    if selection.text:
        said = _said(roadmap, rows)
        for word in selection.text.casefold().split():
            keep &= said.str.contains(word, regex=False)
    return rows[keep]


def _said(roadmap: Roadmap, rows: pd.DataFrame) -> pd.Series:
    """Titles, groups and owners in one text, for the search."""
    groups, owners = roadmap["groups"].set_index("id"), roadmap["organisations"].set_index("id")["name"]
    texts = [rows["title_de"], rows["title_en"], rows["owner"].map(owners)]
    texts += [rows["group"].map(groups[column]) for column in ("name_de", "name_en")]
    search = pd.Series("", index=rows.index, dtype="str")
    for text in texts:
        search = search + " " + text.astype("str").fillna("")
    return search.str.casefold()


@lru_cache(maxsize=64)
def group_measures(portfolio: Portfolio, grouping: str) -> pd.DataFrame:
    """The selected measures with the group of a timeline in which they stand, as `under`."""
    rows = selected_measures(portfolio)
    return rows.assign(under=rows["action_field"].fillna(UNCLASSIFIED) if grouping == "feld" else GROUP)


def unaffected(portfolio: Portfolio) -> bool:
    """Whether the selection filters by something that measures do not have, such as a phase or a place."""
    others = portfolio.selection.with_(as_of=None, action_fields=(), topics=(), organisation="", text="")
    return others.restricts
