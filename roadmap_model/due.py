"""Reports that are due: running projects without one for more than 90 days, by the organisation to ask."""

from functools import lru_cache

import pandas as pd

from roadmap_model.dates import precision
from roadmap_model.portfolio import Portfolio
from roadmap_model.status import DUE_DAYS, FRESH_DAYS, status_on

COLUMNS = (
    "organisation", "organisation_name", "organisation_website", "project", "name_de", "name_en",
    "phase", "freshness", "last_report", "precision", "days_at_most", "source_url",
)  # fmt: skip


@lru_cache(maxsize=32)
def due_reports(portfolio: Portfolio) -> pd.DataFrame:
    """One row per due project and lead organisation, the longest silence first within and among organisations.

    A project with two leads stands with both; those without a documented lead come last, with an
    empty organisation. `days_at_most` counts from the first day that a coarse date may mean.
    """
    running = portfolio.running
    due = running[running["age"] > FRESH_DAYS].rename_axis("project").reset_index()
    parts = portfolio.roadmap["participations"]
    leads = parts.loc[parts["role"] == "lead", ["project", "organisation"]].drop_duplicates()
    organisations, urls = (portfolio.roadmap[name].set_index("id") for name in ("organisations", "sources"))
    source = status_on(portfolio.roadmap, portfolio.day)["source"].map(urls["url"])
    rows = due.merge(leads, on="project", how="left")
    rows = rows.assign(
        organisation_name=rows["organisation"].map(organisations["name"]),
        organisation_website=rows["organisation"].map(organisations["website"]),
        last_report=rows["reported_on"],
        precision=rows["reported_on"].map(precision),
        days_at_most=rows["age"],
        source_url=rows["project"].map(source),
        longest=rows.groupby("organisation", dropna=False)["age"].transform("max"),
        unknown=rows["organisation"].isna(),
    )
    order = ["unknown", "longest", "organisation", "age"]
    rows = rows.sort_values(order, ascending=[True, False, True, False], kind="stable", ignore_index=True)
    return rows[list(COLUMNS)]


def due_counts(portfolio: Portfolio) -> tuple[int, int, int]:
    """Running projects, those without a report for more than 90 days, and for more than 180."""
    age = portfolio.running["age"]
    return len(age), int((age > FRESH_DAYS).sum()), int((age > DUE_DAYS).sum())
