"""Open data: the selected projects as JSON, CSV and GeoJSON, and the whole package."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from figures.digest import digest
from roadmap_model import live
from roadmap_model.changes import changes_table
from roadmap_model.due import due_reports
from roadmap_model.export import features, projects_listed, projects_table, records
from roadmap_model.indicators import chosen, values_table
from roadmap_model.roadmap import Roadmap
from roadmap_model.tables import DESCRIPTOR
from server.conditional import answer
from server.package import Unavailable, package_contents, package_zip
from server.question import Question, Refused, ask
from server.spreadsheet import csv_text

# Anybody's page may read these answers; they hold nothing that depends on who asks.
OPEN = {"Access-Control-Allow-Origin": "*"}
LIFETIME = {"Cache-Control": "public, max-age=300"}
UNKEPT = {"Cache-Control": "no-store"}

CSV = "text/csv; charset=utf-8; header=present"
Content = str | bytes


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
    return _json({"meta": meta(question), "projects": projects})


def projects_csv(question: Question) -> str:
    return csv_text(projects_table(question.portfolio))


def projects_geojson(question: Question) -> str:
    collection = features(question.portfolio)
    return _json({"type": collection.pop("type"), "meta": meta(question), **collection})


def changes_csv(question: Question) -> str:
    assert question.period
    return csv_text(changes_table(question.portfolio, question.period))


def due_reports_csv(question: Question) -> str:
    """For mail merge: codes and, in the language asked for, the same in words."""
    t, rows = question.texts, due_reports(question.portfolio)
    words = {
        "name": rows[f"name_{t.language}"],
        "phase_in_words": rows["phase"].map(lambda code: t(f"phase.{code}")),
        "last_report_in_words": rows["last_report"].map(t.partial),
    }
    return csv_text(rows.assign(**words))


def indicators_csv(question: Question) -> str:
    """The values of the indicators that the selection speaks to, of one territory or of all."""
    portfolio, territory = question.portfolio, question.territory
    found = chosen(portfolio.roadmap, portfolio.selection, portfolio.day)
    return csv_text(values_table(one for one in found if territory in ("", one.territory)))


def descriptor(question: Question) -> bytes:
    return package_contents(live.served().folder, question.portfolio.roadmap.version)[DESCRIPTOR]


def roadmap_zip(question: Question) -> bytes:
    return package_zip(live.served().folder, question.portfolio.roadmap, question.texts)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _refusals(endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """An endpoint that says what is wrong with a query, or that the files are being replaced."""

    @wraps(endpoint)
    def strict(request: Request) -> Response:
        try:
            return endpoint(request)
        except Refused as refused:
            listed = ", ".join(f"{r.parameter}={r.value}" for r in refused.rejected)
            error = {
                "message": refused.texts("api.rejected", listed=listed),
                "rejected": [
                    {"parameter": r.parameter, "value": r.value, "allowed": list(r.allowed)} for r in refused.rejected
                ],
            }
            return JSONResponse({"error": error}, 400, OPEN | UNKEPT)
        except Unavailable:
            message = ask(request).texts("api.unavailable")
            retry = {"Retry-After": "60"}
            return JSONResponse({"error": {"message": message}}, 503, OPEN | UNKEPT | retry)

    return strict


def _route(
    path: str,
    media_type: str,
    content: Callable[[Question], Content],
    download: Callable[[Question], str] | None = None,
    with_period: bool = False,
    with_territory: bool = False,
) -> Route:
    """One address. `download` names the file that a browser should save."""

    @_refusals
    def endpoint(request: Request) -> Response:
        question = ask(request, with_period, with_territory)
        roadmap, day = question.portfolio.roadmap, question.portfolio.day
        language = question.texts.language
        tag = digest("\n".join((path, roadmap.version, question.selection, day.isoformat(), language)))
        headers = OPEN | LIFETIME | {"Link": _licence_link(roadmap)}
        if download:
            headers["Content-Disposition"] = f'attachment; filename="{download(question)}"'
        return answer(request, tag, lambda: content(question), media_type, headers)

    return Route(path, endpoint, methods=["GET"])


def _licence_link(roadmap: Roadmap) -> str:
    # The address comes from the data folder; a line break in it would end the header.
    address = quote(roadmap.declaration.licence["path"], safe=":/?#[]@!$&'()*+,;=%~")
    return f'<{address}>; rel="license"'


def _projects_file(question: Question) -> str:
    return f"roadmap-projects-{question.portfolio.day.isoformat()}.csv"


def _changes_file(question: Question) -> str:
    assert question.period
    return f"roadmap-changes-{question.period.start.isoformat()}-to-{question.period.end.isoformat()}.csv"


def _due_reports_file(question: Question) -> str:
    return f"roadmap-due-reports-{question.portfolio.day.isoformat()}.csv"


def _indicators_file(question: Question) -> str:
    return f"roadmap-indicators-{question.portfolio.day.isoformat()}.csv"


def _package_file(question: Question) -> str:
    return f"roadmap-{question.portfolio.roadmap.published.isoformat()}.zip"


ROUTES: list[BaseRoute] = [
    _route("/v1/projects.json", "application/json", projects_json),
    _route("/v1/projects.csv", CSV, projects_csv, _projects_file),
    _route("/v1/projects.geojson", "application/geo+json", projects_geojson),
    _route("/v1/changes.csv", CSV, changes_csv, _changes_file, with_period=True),
    _route("/v1/due-reports.csv", CSV, due_reports_csv, _due_reports_file),
    _route("/v1/indicators.csv", CSV, indicators_csv, _indicators_file, with_territory=True),
    _route(f"/v1/{DESCRIPTOR}", "application/json", descriptor),
    _route("/v1/roadmap.zip", "application/zip", roadmap_zip, _package_file),
]
