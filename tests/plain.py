"""The rules of the roadmap once more, in plain Python over CSV rows: slow, obvious and independent of pandas."""

import calendar
import csv
from datetime import date
from pathlib import Path

Row = dict[str, str]
Rows = dict[str, list[Row]]

AGES = ((90, "aktuell"), (180, "faellig"), (365, "ueberfaellig"))


def read(folder: Path) -> Rows:
    """Every table of a data folder; empty cells are empty texts."""
    tables: Rows = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def span(text: str) -> tuple[date, date]:
    """The first and the last day that a partial date may mean."""
    year, _, rest = text.partition("-")
    if not rest:
        months = (1, 12)
    elif rest.startswith("Q"):
        months = (3 * int(rest[1]) - 2, 3 * int(rest[1]))
    elif len(rest) == 2:
        months = (int(rest), int(rest))
    else:
        return date.fromisoformat(text), date.fromisoformat(text)
    return date(int(year), months[0], 1), date(int(year), months[1], calendar.monthrange(int(year), months[1])[1])


def known_from(text: str, published: date) -> date:
    """The day from which a report counts: its last possible day, yet not later than the publication."""
    first, last = span(text)
    known = min(last, published)
    return known if known >= first else last


def overdue(rows: Rows, day: date) -> set[str]:
    """Projects with a planned milestone whose last possible day has passed."""
    planned = [row for row in rows["milestones"] if row["state"] == "geplant"]
    return {row["project"] for row in planned if span(row["date"])[1] < day}


def status(rows: Rows, published: date, day: date) -> dict[str, Row]:
    """Phase, health, freshness, age and date of the last report of every project known on the day."""
    log = [
        (known_from(report["reported_on"], published), span(report["reported_on"])[0], number, report)
        for number, report in enumerate(rows["status_reports"])
    ]
    latest = {
        report["project"]: (first, report)
        for known, first, _, report in sorted(log, key=lambda e: e[:3])
        if known <= day
    }
    late = overdue(rows, day)
    found: dict[str, Row] = {}
    for project, (first, report) in latest.items():
        age, phase = (day - first).days, report["phase"]
        if phase not in ("planung", "umsetzung"):
            health = ""
        elif age > 180:
            health = "keine_meldung"
        else:
            health = report["health"] or ("verzug" if project in late else "im_plan")
        final = phase in ("abgeschlossen", "beendet")
        freshness = "" if final else next((name for limit, name in AGES if age <= limit), "veraltet")
        found[project] = {
            "phase": phase,
            "health": health,
            "freshness": freshness,
            "age": str(age),
            "reported_on": report["reported_on"],
        }
    return found


def towns(rows: Rows, project: str) -> set[str]:
    """The municipalities that a project names itself."""
    return {p["municipality"] for p in rows["project_places"] if p["project"] == project and p["municipality"]}


def places(rows: Rows, project: str) -> set[str]:
    """Every code under which a project can be found: towns, their districts, its districts, the region."""
    district_of = {row["ags"]: row["district"] for row in rows["municipalities"]}
    codes: set[str] = set()
    for place in rows["project_places"]:
        if place["project"] == project:
            town = place["municipality"]
            codes |= {town or place["district"] or "region", place["district"] or district_of.get(town, "")}
    return codes - {""}


def linked(rows: Rows, table: str, column: str, project: str) -> set[str]:
    return {row[column] for row in rows[table] if row["project"] == project}


def searched(rows: Rows, project: Row) -> str:
    """The text in which a search looks."""
    names = {row["id"]: row["name"] for row in rows["organisations"]}
    parts = [project[name] for name in ("name_de", "name_en", "summary_de", "summary_en")]
    parts += [names[row["organisation"]] for row in rows["participations"] if row["project"] == project["id"]]
    return " ".join(parts).casefold()
