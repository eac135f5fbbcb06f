"""Projects in time, as known on a day: phases from the log, terms, milestones, groups and their history."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np
import pandas as pd

from roadmap_model.dates import bounds, first_days, known_days, last_days, precision
from roadmap_model.measures import GROUP, group_measures
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import FINAL_PHASES, PHASES, UNCLASSIFIED, Roadmap
from roadmap_model.selection import vocabulary

GROUPINGS = ("feld", "thema", "ort", "phase")
SHOWN = ("erreicht", "geplant", "ueberfaellig", "entfallen")  # states, and planned ones that are overdue


@dataclass(frozen=True)
class Scope:
    """What a timeline shows: the grouping, the name of its horizon, and the groups that are open."""

    grouping: str
    horizon: str
    opened: tuple[str, ...]


@lru_cache(maxsize=16)
def phases_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Phases of every project as reported up to `day`, in the order of the log.

    One row per unbroken run of reports with the same phase. It began between `first_day` and
    `last_day` (two days unless its first report is exact), was last `confirmed` on that day, and
    gave way between `end_first` and `end_last`, both missing for the phase of the day. `reported_on`,
    `confirmed_on` and `ended_on` are the dates of these reports, as coarse as they are.
    """
    log = roadmap.reports
    log = log[log["known_from"] <= pd.Timestamp(day)].sort_values("project", kind="stable")
    mine = log["project"]
    # A coarse date that may lie before the report before it means the days after that one.
    earliest = log.groupby("project")["first_day"].cummax()
    new = (mine != mine.shift()) | (log["phase"] != log["phase"].shift())
    last = new.shift(-1, fill_value=True)
    starts, ends = log[new], log[last]
    runs = pd.DataFrame(
        {
            "project": starts["project"].array,
            "phase": starts["phase"].array,
            "first_day": earliest[new].array,
            "last_day": starts["known_from"].array,
            "confirmed": earliest[last].array,
            "reported_on": starts["reported_on"].array,
            "confirmed_on": ends["reported_on"].array,
        }
    )
    following = runs.shift(-1).where(runs["project"] == runs["project"].shift(-1))
    return runs.assign(
        end_first=following["first_day"],
        end_last=following["last_day"],
        ended_on=following["reported_on"],
        final=runs["phase"].isin(FINAL_PHASES),
    )


@lru_cache(maxsize=16)
def terms_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Term of every project (index: id) as it could be known on `day`.

    For `start` and `end`: the date as written, first and last possible day, and whether it is
    confirmed. A confirmed date that had not come by that day is left out, since whether it had
    been planned before is not documented.
    """
    projects, moment = roadmap.projects, pd.Timestamp(day)
    columns: dict[str, pd.Series] = {}
    for side in ("start", "end"):
        written = projects[f"{side}_date"]
        first, last = first_days(written), last_days(written)
        confirmed = projects[f"{side}_status"] == "bestaetigt"
        seen = ~confirmed | (known_days(written, roadmap.published) <= moment)
        columns[side] = written.where(seen)
        columns[f"{side}_first"], columns[f"{side}_last"] = first.where(seen), last.where(seen)
        columns[f"{side}_confirmed"] = confirmed & seen & written.notna()
    return pd.DataFrame(columns)


@lru_cache(maxsize=64)
def milestones(portfolio: Portfolio) -> pd.DataFrame:
    """Milestones of the selected projects on the day, soonest first, with `shown` and the original plan.

    `shown` is the state, or `ueberfaellig`; `original_first` and `original_last` bound the original
    date where it was moved. `slip` says by how much, in `slip_unit`, and is missing where both
    dates are not written equally exact.
    """
    rows = portfolio.milestones
    moved = rows["original_date"].notna() & (rows["original_date"] != rows["date"])
    original = rows["original_date"].where(moved)
    result = rows.assign(
        shown=rows["state"].mask(rows["overdue"], "ueberfaellig"),
        original=original,
        original_first=first_days(original),
        original_last=last_days(original),
    )
    slips = [_slip(old, new) for old, new in zip(original[moved], rows.loc[moved, "date"], strict=True)]
    result["slip"] = pd.Series([slip for slip, _ in slips], index=rows.index[moved], dtype="float64")
    result["slip_unit"] = pd.Series([unit for _, unit in slips], index=rows.index[moved], dtype="str")
    return result


@lru_cache(maxsize=64)
def group_milestones(portfolio: Portfolio, grouping: str) -> pd.DataFrame:
    """Milestones once per group of their project: `group`, `row` in `milestones`, first and last day, `shown`.

    Groups and states are categories, so that 100,000 milestones are counted at once.
    """
    rows, everyone, ids = milestones(portfolio), members(portfolio, grouping), portfolio.projects.index
    dated = pd.DataFrame(
        {
            "project": ids.get_indexer(portfolio.roadmap.projects.index)[rows["owner"]],
            "row": np.arange(len(rows)),
            "first_day": rows["first_day"].array,
            "last_day": rows["last_day"].array,
            "shown": pd.Categorical(rows["shown"], categories=SHOWN),
        }
    )
    codes = pd.Categorical(everyone["group"], categories=group_codes(portfolio.roadmap, grouping))
    places = pd.DataFrame({"project": ids.get_indexer(pd.Index(everyone["project"])), "group": codes})
    return dated.merge(places, on="project").sort_values("row", kind="stable", ignore_index=True)


@cache
def _slip(old: str, new: str) -> tuple[float, str | None]:
    """Distance between two partial dates of the same precision; a quarter counts three months."""
    if precision(old) != precision(new):
        return float("nan"), None
    before, after = bounds(old)[0], bounds(new)[0]
    if precision(old) == "day":
        return float((after - before).days), "days"
    months = 12 * (after.year - before.year) + after.month - before.month
    return (months / 12, "years") if precision(old) == "year" else (float(months), "months")


@lru_cache(maxsize=4)
def group_codes(roadmap: Roadmap, grouping: str) -> tuple[str, ...]:
    """All groups of a grouping in their order; places are the region, districts and independent cities.

    Measures have an action field; otherwise they are a group of their own, the last one.
    """
    codes = vocabulary(roadmap)[grouping]
    towns = roadmap["municipalities"]
    inside = set(towns.loc[towns["district"].notna(), "ags"]) if grouping == "ort" else set()
    apart = (GROUP,) if grouping != "feld" and len(roadmap["measures"]) else ()
    return (*(code for code in codes if code not in inside), *apart)


@lru_cache(maxsize=64)
def members(portfolio: Portfolio, grouping: str) -> pd.DataFrame:
    """Group and project: groups in order, projects by the last, then the first day on which they may have begun.

    A project with two topics, or in two towns, stands in two groups. A selection of topics or
    places keeps only the groups that it names.
    """
    projects, roadmap, selection = portfolio.projects, portfolio.roadmap, portfolio.selection
    if grouping == "ort":
        places = portfolio.places
        if selection.places:
            places = places[places["place"].isin(selection.places) | places["district"].isin(selection.places)]
        rows = places.assign(group=places["district"].fillna(places["place"]))[["group", "project"]].drop_duplicates()
    elif grouping == "thema":
        topics = roadmap["project_topics"].rename(columns={"topic": "group"})
        topics = topics[topics["project"].isin(projects.index)]
        without = projects.index.difference(pd.Index(topics["project"]))
        rows = pd.concat([topics, pd.DataFrame({"project": without, "group": UNCLASSIFIED})], ignore_index=True)
        rows = rows[rows["group"].isin(selection.topics or group_codes(roadmap, grouping))]
    else:
        column = {"feld": "action_field", "phase": "phase"}[grouping]
        rows = pd.DataFrame({"group": projects[column].fillna(UNCLASSIFIED).array, "project": projects.index})
    order = {code: rank for rank, code in enumerate(group_codes(roadmap, grouping))}
    begun = _begun(roadmap, portfolio.day).reindex(rows["project"])
    keys = rows.assign(rank=rows["group"].map(order), last=begun["last"].array, first=begun["first"].array)
    ordered = keys.sort_values(["rank", "last", "first", "project"], kind="stable")
    return ordered[["group", "project"]].reset_index(drop=True)


@lru_cache(maxsize=64)
def entries(portfolio: Portfolio, grouping: str) -> pd.DataFrame:
    """Every row of a timeline: its group and its project or measure; in each group, the projects come first."""
    projects, planned = members(portfolio, grouping), group_measures(portfolio, grouping)
    if planned.empty:
        return projects.assign(measure=pd.Series(dtype="str"))
    measures = pd.DataFrame({"group": planned["under"], "measure": planned["id"]}, dtype="str")
    rows = pd.concat([projects, measures], ignore_index=True)[["group", "project", "measure"]]
    ranks = rows["group"].map({code: rank for rank, code in enumerate(group_codes(portfolio.roadmap, grouping))})
    return rows.loc[ranks.sort_values(kind="stable").index].reset_index(drop=True)


@lru_cache(maxsize=16)
def _begun(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Last and first day on which each project may have begun: by its term, else by its first report."""
    terms, reported = terms_on(roadmap, day), phases_on(roadmap, day)
    reported = reported.drop_duplicates("project").set_index("project")[["last_day", "first_day"]]
    return pd.DataFrame(
        {
            "last": terms["start_last"].fillna(reported["last_day"].reindex(terms.index)),
            "first": terms["start_first"].fillna(reported["first_day"].reindex(terms.index)),
        }
    )


def phase_history(portfolio: Portfolio, grouping: str, ends: np.ndarray) -> pd.DataFrame:
    """Projects per group and phase at the end of each of the days `ends` (rising), by reports known then.

    Index: group and phase, groups with projects only; one column per day.
    """
    runs = phases_on(portfolio.roadmap, portfolio.day)
    rows = members(portfolio, grouping).merge(runs, on="project")
    since = np.searchsorted(ends, rows["last_day"].to_numpy("datetime64[D]"))
    until = rows["end_last"].to_numpy("datetime64[D]")
    until = np.where(np.isnat(until), len(ends), np.searchsorted(ends, until))
    groups = list(dict.fromkeys(rows["group"]))
    index = pd.MultiIndex.from_product([groups, PHASES], names=["group", "phase"])
    which = index.get_indexer(pd.MultiIndex.from_frame(rows[["group", "phase"]]))
    change = np.zeros((len(index), len(ends) + 1), dtype=int)
    np.add.at(change, (which, since), 1)
    np.add.at(change, (which, until), -1)
    return pd.DataFrame(change.cumsum(axis=1)[:, :-1], index=index, columns=ends)
