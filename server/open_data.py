"""Open data: every file with its address, strictly asked for and openly given."""

from collections.abc import Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from figures.digest import digest
from roadmap_model import changes, export, indicators
from roadmap_model.tables import DESCRIPTOR
from server import catalogue, contents, offline_pack, openapi
from server.conditional import answer
from server.files import STAND, File
from server.licence import licence_address
from server.package import Unavailable
from server.question import Question, Refused, ask

# Anybody's page may read these answers; they hold nothing that depends on who asks.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"Content-Disposition, ETag, Link, {STAND}",
}
LIFETIME = {"Cache-Control": "public, max-age=300"}
UNKEPT = {"Cache-Control": "no-store"}

CSV = "text/csv; charset=utf-8; header=present"
JSON = "application/json"
LINKED = "application/ld+json"


def _of_day(subject: str) -> Callable[[Question], str]:
    return lambda question: f"roadmap-{subject}-{question.portfolio.day.isoformat()}.csv"


def _changes_file(question: Question) -> str:
    assert question.period
    return f"roadmap-changes-{question.period.start.isoformat()}-to-{question.period.end.isoformat()}.csv"


def _package_file(question: Question) -> str:
    return f"roadmap-{question.portfolio.roadmap.published.isoformat()}.zip"


def _catalogue(question: Question) -> str:
    return contents.as_json(catalogue.described(question, FILES))


def _openapi(question: Question) -> str:
    return contents.as_json(openapi.document(question, FILES))


FILES = (
    File("projects.json", "projects_json", JSON, contents.projects_json),
    File("projects.csv", "projects_csv", CSV, contents.projects_csv, export.COLUMNS, _of_day("projects")),
    File("projects.geojson", "projects_geojson", "application/geo+json", contents.projects_geojson),
    File(
        "changes.csv", "changes", CSV, contents.changes_csv, changes.TABLE_COLUMNS, _changes_file,
        with_period=True,
    ),
    File("due-reports.csv", "due_reports", CSV, contents.due_reports_csv, contents.DUE_COLUMNS, _of_day("due-reports")),
    File(
        "indicators.csv", "indicators", CSV, contents.indicators_csv, indicators.COLUMNS, _of_day("indicators"),
        with_territory=True,
    ),
    File("roadmap.zip", "package", "application/zip", contents.roadmap_zip, saved_as=_package_file),
    File(
        "roadmap.html", "pack", "text/html; charset=utf-8", offline_pack.offline_pack,
        saved_as=offline_pack.saved_as, is_data=False,
    ),
    File(DESCRIPTOR, "descriptor", JSON, contents.descriptor, is_data=False),
    File("dcat.jsonld", "catalogue", LINKED, _catalogue, is_data=False),
    File("openapi.json", "openapi", JSON, _openapi, is_data=False),
)  # fmt: skip


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


def _route(file: File) -> Route:
    @_refusals
    def endpoint(request: Request) -> Response:
        question = ask(request, file.with_period, file.with_territory)
        roadmap, day = question.portfolio.roadmap, question.portfolio.day
        asked = (file.path, roadmap.version, question.selection, day.isoformat(), question.texts.language)
        headers = OPEN | LIFETIME | {"Link": _links(question), STAND: day.isoformat()}
        if file.saved_as:
            headers["Content-Disposition"] = f'attachment; filename="{file.saved_as(question)}"'
        tag = digest("\n".join((*asked, question.base)))
        return answer(request, tag, lambda: file.content(question), file.media_type, headers)

    return Route(file.path, endpoint, methods=["GET"])


def _links(question: Question) -> str:
    """The licence and the declaration of all fields, for files that have no place for them inside."""
    licence = licence_address(question.portfolio.roadmap)
    return f'<{DESCRIPTOR}>; rel="describedby", <{licence}>; rel="license"'


ROUTES: list[BaseRoute] = [_route(file) for file in FILES]
