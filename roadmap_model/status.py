"""Where a project is, how it is going and how fresh that is, on any day, from the log alone."""

from datetime import date
from functools import lru_cache

import pandas as pd

from roadmap_model.roadmap import ASSESSED_PHASES, FINAL_PHASES, FRESHNESS, Roadmap

# Longest age in days of a report that still counts as fresh, due, overdue; older is outdated.
FRESH_DAYS, DUE_DAYS, OVERDUE_DAYS = 90, 180, 365


@lru_cache(maxsize=64)
def status_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """The state of every project that had been reported on by `day`.

    Index: project id. Columns: all of status_reports (the last report up to that day), `age` in
    days (from the first day a coarse date may mean), `freshness` (missing once a project is
    final), `health` (missing outside planning and implementation) and `health_reported`, true if
    the report itself states the health.
    """
    moment = pd.Timestamp(day)
    log = roadmap.reports
    latest = log[log["known_from"] <= moment].groupby("project").tail(1).set_index("project")
    age = (moment - latest["first_day"]).dt.days
    final = latest["phase"].isin(FINAL_PHASES)
    freshness = pd.Series(
        pd.cut(age, [-1, FRESH_DAYS, DUE_DAYS, OVERDUE_DAYS, float("inf")], labels=FRESHNESS),
        index=latest.index,
    ).astype("str")
    assessed = latest["phase"].isin(ASSESSED_PHASES)
    reported = latest["health"]
    late = latest.index.isin(overdue_milestones(roadmap, day)["project"])
    health = reported.mask(reported.isna(), "im_plan").mask(reported.isna() & late, "verzug")
    health = health.mask(age > DUE_DAYS, "keine_meldung").where(assessed)
    return latest.assign(
        age=age,
        freshness=freshness.where(~final),
        health=health,
        health_reported=reported.notna() & (age <= DUE_DAYS) & assessed,
    )


@lru_cache(maxsize=16)
def milestones_on(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Milestones as seen on `day`, by last possible day, with `overdue`.

    A milestone counts as reached only once its last possible day has come; whether it had been
    planned before is not documented, so before that day it is left out.
    """
    milestones, moment = roadmap.milestones, pd.Timestamp(day)
    reached = milestones["state"] == "erreicht"
    seen = milestones[~reached | (milestones["last_day"] <= moment)]
    overdue = (seen["state"] == "geplant") & (seen["last_day"] < moment)
    return seen.assign(overdue=overdue)


def overdue_milestones(roadmap: Roadmap, day: date) -> pd.DataFrame:
    """Planned milestones whose last possible day has passed without proof that they were reached."""
    milestones = milestones_on(roadmap, day)
    return milestones[milestones["overdue"]]
