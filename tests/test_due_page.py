"""Due reports on the page of changes: those of plain Python, with a true message, and the same in the download."""

from datetime import date

import pytest
from starlette.applications import Starlette

from server.routes import ROUTES
from tests import plain, plain_due
from tests.asgi import request
from tests.visit import (
    GERMAN,
    TODAY,
    assert_sound,
    both_languages,
    expected,
    in_language,
    in_service,
    read,
    split,
    visit,
)

PUBLISHED = date(2026, 6, 30)
app = Starlette(routes=ROUTES)
roadmap = in_service()


def due_lines(at, words):
    """Organisation and project of every due report on the page."""
    lines, organisation = [], ""
    for element in read(at).elements:
        if element.tag == "h3":
            organisation = "" if element.text == words("due.unknown") else element.text
        elif element.tag == "a" and "href" in element.attributes and organisation is not None:
            project = split(element.attributes["href"])[1].get("projekt")
            lines += [(organisation, project)] if project else []
    return lines


@pytest.mark.parametrize(
    "query", [{}, {"stand": "2026-02-15"}, {"ort": "05901"}, {"phase": "idee"}, {"umfang": "initiative"}]
)
@both_languages
def test_due_reports_are_those_of_plain_python_and_of_the_download(words, query, rows):
    at = visit("changes", in_language(query | {"art": "faellig"}, words))
    assert_sound(at)
    shown = expected(query)
    due = plain_due.due(rows, PUBLISHED, shown.day, set(shown.projects.index))
    names = {row["id"]: row["name"] for row in rows["organisations"]} | {"": ""}
    lines = due_lines(at, words)
    assert sorted(lines) == sorted((names[organisation], project) for organisation, project, _ in due)
    links = [link for link in read(at).links if "due-reports.csv" in link.href]
    if not due:
        assert not links
        assert words("due.none.explain") in read(at).text
        return
    downloaded = request(app, f"/{links[0].href}").rows
    assert [(row["organisation_name"], row["project"]) for row in downloaded] == lines
    assert {(r["organisation"], r["project"], int(r["days_at_most"])) for r in downloaded} == set(due)
    for row in downloaded:
        assert row["last_report_in_words"] == words.partial(row["last_report"])
        assert row["phase_in_words"] == words(f"phase.{row['phase']}")
        assert row["name"] == row[f"name_{words.language}"]
        assert words("report.last", date=row["last_report_in_words"]) in read(at).text


@pytest.mark.parametrize("query", [{}, {"phase": "idee"}, {"phase": "abgeschlossen"}, {"ort": "05999001"}])
@both_languages
def test_the_message_on_due_reports_is_true_for_none_some_and_all(words, query, rows):
    portfolio = expected(query)
    status = plain.status(rows, PUBLISHED, TODAY)
    ages = [
        int(status[id_]["age"]) for id_ in portfolio.projects.index
        if status[id_]["phase"] not in ("abgeschlossen", "beendet")
    ]  # fmt: skip
    due = sum(age > 90 for age in ages)
    kind = "none" if due == 0 else "all" if due == len(ages) else "some"
    text = read(visit("changes", in_language(query, words))).text
    assert words(f"due.message.{kind}", due=due, n=len(ages)) in text
    over = sum(age > 180 for age in ages)
    if due:
        key = "none" if over == 0 else "all" if over == due else "some"
        assert words(f"due.overdue.{key}", overdue=over) in text


def test_a_coarse_report_is_due_for_at_most_so_many_days():
    text = read(visit("changes", {"umfang": "initiative"})).text
    assert GERMAN("due.days.coarse", n=(TODAY - date(2021, 1, 1)).days) in text
