"""Rules that no single field can state: what the calendar, other fields and other tables allow."""

from collections.abc import Iterator, Mapping
from math import isfinite

import pandas as pd

from roadmap_model.checks import PARTIAL_DATE, Finding
from roadmap_model.dates import bounds
from roadmap_model.roadmap import ASSESSED_PHASES, PHASES, Roadmap
from roadmap_model.tables import Declaration
from roadmap_model.views import faults

# What can be wrong with the view of a step; its page is one of those that the declaration lists.
STEP_KINDS = {
    "parameter": "step_parameter",
    "value": "step_value",
    "project": "step_project",
    "empty": "step_empty",
}


def check_rules(declaration: Declaration, tables: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Findings in tables that can be read; row numbers count as in a spreadsheet, header first."""
    return [
        *_untidy_texts(declaration, tables),
        *_infinite_numbers(declaration, tables),
        *_impossible_dates(declaration, tables),
        *_reversed_terms(tables["projects"]),
        *_places(tables["project_places"]),
        *_health_outside_phase(tables["status_reports"]),
        *_without(tables, "projects", "status_reports", "project", "no_report"),
        *_without(tables, "projects", "project_places", "project", "no_place"),
        *_without(tables, "storyboards", "storyboard_steps", "storyboard", "no_step"),
        *_reports_from_the_future(declaration, tables["status_reports"]),
    ]


def check_steps(roadmap: Roadmap) -> list[Finding]:
    """Steps of storyboards whose view means nothing or is empty on the day of publication; needs sound data."""
    steps = roadmap["storyboard_steps"]
    return [
        Finding(STEP_KINDS[one.reason], "storyboard_steps.csv", n, one.field, one.value, f"{position} ({storyboard})")
        for n, storyboard, position, page, query in zip(
            steps.index + 2,
            steps["storyboard"],
            steps["position"],
            steps["page"],
            steps["query"].fillna(""),
            strict=True,
        )
        for one in faults(page, query, roadmap, roadmap.published)
    ]


def _untidy_texts(declaration: Declaration, tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """Space around a text looks like nothing, breaks search and order, and makes an empty cell look filled."""
    for name, table in declaration.tables.items():
        for field in (f for f in table.fields if f.type == "string"):
            texts = tables[name][field.name].dropna()
            for row, text in texts[texts != texts.str.strip()].items():
                kind = "constraint" if text.strip() or not field.constraints.get("required") else "required"
                yield Finding(kind, table.path, int(str(row)) + 2, field.name, text, text.strip())


def _infinite_numbers(declaration: Declaration, tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """Frictionless takes INF and NaN for numbers; no page and no JSON can say them."""
    for name, table in declaration.tables.items():
        for field in (f for f in table.fields if f.type == "number"):
            numbers = tables[name][field.name].astype("object").dropna()
            for row, number in numbers[[not isfinite(n) for n in numbers]].items():
                yield Finding("type", table.path, int(str(row)) + 2, field.name, str(number), "number")


def _impossible_dates(declaration: Declaration, tables: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """The pattern lets 2025-02-31 pass; the calendar does not."""
    for name, table in declaration.tables.items():
        dated = [f.name for f in table.fields if PARTIAL_DATE in str(f.constraints.get("pattern"))]
        for column in dated:
            for row, text in tables[name][column].dropna().items():
                if not _is_date(text):
                    yield Finding("date", table.path, int(str(row)) + 2, column, text)


def _is_date(text: str) -> bool:
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def _reversed_terms(projects: pd.DataFrame) -> Iterator[Finding]:
    for row, start, end in zip(projects.index, projects["start_date"], projects["end_date"], strict=True):
        if pd.isna(start) or pd.isna(end) or not (_is_date(start) and _is_date(end)):
            continue
        if bounds(end)[1] < bounds(start)[0]:
            yield Finding("reversed", "projects.csv", row + 2, "end_date", end, start)


def _places(places: pd.DataFrame) -> Iterator[Finding]:
    has_municipality, has_district = places["municipality"].notna(), places["district"].notna()
    level = places["level"]
    wrong = (has_municipality != (level == "gemeinde")) | (has_district != (level == "kreis"))
    for row in places.index[wrong]:
        yield Finding("place_level", "project_places.csv", row + 2, "level", str(level[row]))


def _health_outside_phase(reports: pd.DataFrame) -> Iterator[Finding]:
    wrong = reports["health"].notna() & reports["phase"].isin(set(PHASES) - set(ASSESSED_PHASES))
    for row in reports.index[wrong]:
        phase, health = reports.loc[row, ["phase", "health"]]
        yield Finding("health_phase", "status_reports.csv", row + 2, "health", str(health), str(phase))


def _without(tables: Mapping[str, pd.DataFrame], table: str, other: str, column: str, kind: str) -> Iterator[Finding]:
    """Rows of a table that no row of another one refers to, though each needs one."""
    ids = tables[table]["id"]
    for row in ids.index[~ids.isin(tables[other][column])]:
        yield Finding(kind, f"{table}.csv", row + 2, "id", str(ids[row]), f"{other}.csv")


def _reports_from_the_future(declaration: Declaration, reports: pd.DataFrame) -> Iterator[Finding]:
    for row, text in reports["reported_on"].dropna().items():
        if _is_date(text) and bounds(text)[0].isoformat() > declaration.created:
            row_number = int(str(row)) + 2
            yield Finding("future", "status_reports.csv", row_number, "reported_on", text, declaration.created)
