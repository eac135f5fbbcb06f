"""What the files of the open data hold, each made for one question."""

import json
from typing import Any

import pandas as pd

from roadmap_model import due, live
from roadmap_model.changes import changes_table
from roadmap_model.export import features, projects_listed, projects_table, records
from roadmap_model.indicators import chosen, values_table
from roadmap_model.tables import DESCRIPTOR
from server.package import package_contents, package_zip
from server.question import Question
from server.spreadsheet import csv_text

# In the language asked for; the columns of two languages and of codes stay beside them.
DUE_COLUMNS = (*due.COLUMNS, "name", "phase_in_words", "last_report_in_words")


def meta(question: Question) -> dict[str, Any]:
    """What the data are, of which day, under which licence, and which part of them this is."""
    declaration, portfolio = question.portfolio.roadmap.declaration, question.portfolio
    return {
        "title": declaration.title[question.texts.language],
        "licence": declaration.licence["name"],
        "licence_url": declaration.licence["path"],
        "credits": question.texts("api.credits"),
        "declaration": DESCRIPTOR,
        "stand": portfolio.day.isoformat(),
        "published": portfolio.roadmap.published.isoformat(),
        "data_version": portfolio.roadmap.version,
        "selection": question.selection,
        "count": len(portfolio.projects),
    }


def projects_json(question: Question) -> str:
    language = question.texts.language
    projects = [
        {
            "id": project["id"],
            "name": project[f"name_{language}"],
            "summary": project[f"summary_{language}"],
            **project,
        }
        for project in records(projects_listed(question.portfolio))
    ]
    return as_json({"meta": meta(question), "projects": projects})


def projects_csv(question: Question) -> str:
    return csv_text(projects_table(question.portfolio))


def projects_geojson(question: Question) -> str:
    collection = features(question.portfolio)
    return as_json({"type": collection.pop("type"), "meta": meta(question), **collection})


def changes_csv(question: Question) -> str:
    assert question.period
    return csv_text(changes_table(question.portfolio, question.period))


def due_reports_csv(question: Question) -> str:
    """For mail merge: codes and, in the language asked for, the same in words."""
    t, rows = question.texts, due.due_reports(question.portfolio)
    words: dict[str, pd.Series] = {
        "name": rows[f"name_{t.language}"],
        "phase_in_words": rows["phase"].map(lambda code: t(f"phase.{code}")),
        "last_report_in_words": rows["last_report"].map(t.partial),
    }
    return csv_text(rows.assign(**words)[list(DUE_COLUMNS)])


def indicators_csv(question: Question) -> str:
    """The values of the indicators that the selection speaks to, of one territory or of all."""
    portfolio, territory = question.portfolio, question.territory
    found = chosen(portfolio.roadmap, portfolio.selection, portfolio.day)
    return csv_text(values_table(one for one in found if territory in ("", one.territory)))


def descriptor(question: Question) -> bytes:
    return package_contents(live.served().folder, question.portfolio.roadmap.version)[DESCRIPTOR]


def roadmap_zip(question: Question) -> bytes:
    return package_zip(live.served().folder, question.portfolio.roadmap, question.texts)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
