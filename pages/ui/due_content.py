"""What the page on changes says about due reports: whom to ask for which project."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from pages.ui import navigation
from pages.ui.changes_query import asked, part
from pages.ui.paging import page_of
from pages.ui.session import View
from roadmap_model.changes import ALL_DUE, PART
from roadmap_model.due import due_counts, due_reports
from roadmap_model.records import Record, records

SHOWN = 10  # due reports, before all of them are asked for


def content(view: View) -> dict[str, Any]:
    """Values of due_reports.html: the longest silences, or all in parts."""
    rows, kept, everything = due_reports(view.portfolio), asked(view).given, part(view) == ALL_DUE
    shown, pages = rows.head(SHOWN), None
    if everything:
        shown, pages = page_of(view, rows, "changes", **kept, **{PART: ALL_DUE})
    more = not everything and len(shown) < len(rows)
    query = urlencode(navigation.query(view.selection, view.language), safe=",")
    return {
        "message": message(view),
        "overdue": _overdue(view),
        "stand": view.texts.day(view.portfolio.day),
        "organisations": [
            {"name": theirs[0]["organisation_name"], "items": [_item(view, row) for row in theirs]}
            for _, group in groupby(records(shown), key=lambda row: row["organisation"])
            for theirs in [list(group)]
        ],
        "total": len(rows),
        "pages": pages,
        "more": view.href("changes", **kept, **{PART: ALL_DUE}) if more else "",
        "back": view.href("changes", **kept) if everything else "",
        "download": f"api/v1/due-reports.csv{query and '?'}{query}",
    }


def headline(view: View) -> str:
    """The message of the page that shows all due reports."""
    return view.texts("empty.title") if view.portfolio.projects.empty else message(view)


def message(view: View) -> str:
    """How many running projects are due, true for none, some and all."""
    running, due, _ = due_counts(view.portfolio)
    kind = "none" if not due else "all" if due == running else "some"
    return view.texts(f"due.message.{kind}", due=due, n=running)


def _overdue(view: View) -> str:
    """How many of those due have been silent for even longer; empty if none is due."""
    _, due, overdue = due_counts(view.portfolio)
    kind = "none" if not overdue else "all" if overdue == due else "some"
    return view.texts(f"due.overdue.{kind}", overdue=overdue) if due else ""


def _item(view: View, row: Record) -> dict[str, Any]:
    t, days = view.texts, row["days_at_most"]
    return {
        "name": t.of(row, "name"),
        "link": view.href("projects", projekt=row["project"]),
        "phase": row["phase"],
        "freshness": row["freshness"],
        "last_report": row["last_report"],
        "days": t("due.days.day" if row["precision"] == "day" else "due.days.coarse", n=days),
    }
