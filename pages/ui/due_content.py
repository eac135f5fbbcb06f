"""What the page on changes says about due reports: whom to ask for which project."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from pages.ui import navigation
from pages.ui.paging import page_of
from pages.ui.project_rows import known
from pages.ui.session import View
from roadmap_model.due import due_counts, due_reports

SHOWN = 10  # due reports, before all of them are asked for
ALL = "faellig"  # value of `art` in the URL that asks for all of them


def content(view: View, everything: bool, **kept: str) -> dict[str, Any]:
    """Values of due_reports.html: the longest silences, or all in parts; `kept` stays in the addresses."""
    t = view.texts
    rows = due_reports(view.portfolio)
    shown, pages = rows.head(SHOWN), None
    if everything:
        shown, pages = page_of(view, rows, "changes", art=ALL, **kept)
    query = urlencode(navigation.query(view.selection, view.language), safe=",")
    return {
        "message": message(view),
        "overdue": _overdue(view),
        "stand": t.day(view.portfolio.day),
        "organisations": [
            {"name": known(name), "items": [_item(view, row) for row in theirs]}
            for name, theirs in groupby(shown.to_dict("records"), key=lambda row: known(row["organisation_name"]))
        ],
        "total": len(rows),
        "pages": pages,
        "more": "" if everything or len(shown) == len(rows) else view.href("changes", art=ALL, **kept),
        "back": view.href("changes", **kept) if everything else "",
        "download": f"api/v1/due-reports.csv{query and '?'}{query}",
    }


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


def _item(view: View, row: dict[str, Any]) -> dict[str, Any]:
    t, days = view.texts, row["days_at_most"]
    return {
        "name": t.of(row, "name"),
        "link": view.href("projects", projekt=row["project"]),
        "phase": row["phase"],
        "freshness": row["freshness"],
        "last_report": row["last_report"],
        "days": t("due.days.day" if row["precision"] == "day" else "due.days.coarse", n=days),
    }
