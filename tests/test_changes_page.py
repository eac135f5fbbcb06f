"""The page on changes: every sentence and number told once more from the CSV rows; the download is what it shows."""

import re
from datetime import date

import pytest
from starlette.applications import Starlette

from pages.ui.due_content import SHOWN as SHOWN_DUE
from pages.ui.paging import PER_PAGE
from roadmap_model.changes import KINDS
from server.routes import ROUTES
from tests import plain, plain_changes, region
from tests.asgi import request
from tests.test_due_page import due_lines
from tests.visit import (
    GERMAN,
    TODAY,
    assert_sound,
    both_languages,
    expected,
    in_language,
    in_service,
    literal,
    messages,
    read,
    revisit,
    served,
    split,
    visit,
)

PUBLISHED = date(2026, 6, 30)
MEETING = date(2025, 10, 15)
app = Starlette(routes=ROUTES)
QUERIES = {
    "since the last meeting": {},
    "all time": {"von": "2000-01-01"},
    "the past": {"von": "2024-06-30", "bis": "2025-12-31"},
    "a past day": {"stand": "2026-02-15"},
    "a filter": {"von": "2021-01-01", "ort": "05901", "phase": "umsetzung,abgeschlossen"},
    "nothing changed": {"von": "2026-06-20"},
}
every_query = pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
MANY = 31


def crowded(tables):
    """More than one part of changes of one kind, and of due reports."""
    for n in range(MANY):
        twin = {"id": f"zwilling-{n}", "name_de": f"Zwilling {n}", "name_en": f"Twin {n}"}
        tables["projects"].append(tables["projects"][4] | twin)
        tables["project_places"].append({"project": twin["id"], "level": "region"})
        report = tables["status_reports"][0] | {"id": f"zwilling-{n}-alt", "project": twin["id"]}
        tables["status_reports"].append(report | {"reported_on": f"2025-11-{1 + n % 30:02}", "phase": "idee"})


roadmap = in_service()


def period(query):
    end = date.fromisoformat(query.get("bis") or query.get("stand") or TODAY.isoformat())
    return date.fromisoformat(query.get("von") or MEETING.isoformat()), end


def told(rows, query):
    """The changes that the page must tell, from the plain rows."""
    a, b = period(query)
    days = {"stand": b.isoformat()} if b != TODAY else {}
    kept = set(expected({name: v for name, v in query.items() if name not in ("von", "bis")} | days).projects.index)
    return [row for row in plain_changes.changes(rows, PUBLISHED, a, b) if row["project"] in kept]


def code(words, kind, value):
    if kind in ("verzug", "gefaehrdet", "lage"):
        return words(f"health.{value}") if value else words("changes.no_health")
    if kind in ("erreicht", "ueberfaellig"):
        return words(f"milestone.{value}")
    if kind == "verschoben":
        return words.partial(value)
    if kind in ("verstummt", "wieder_gemeldet"):
        return words(f"freshness.{value}") if value else words("changes.no_more")
    return words(f"phase.{value}")


def sentence(words, rows, row):
    """What the page must say of one change."""
    kind, language = row["kind"], words.language
    name = next(project[f"name_{language}"] for project in rows["projects"] if project["id"] == row["project"])
    step = code(words, kind, row["new"])
    if row["old"] and kind not in ("neu", "gemeldet", "erreicht"):
        step = f"{code(words, kind, row['old'])} → {words('changes.becomes')} {step}"
    day, text = words.partial(row["date"]), row[f"text_{language}"]
    if kind == "erreicht":
        when = f"{day} · "
    elif kind == "verschoben":
        when = ""
    elif row["milestone"]:
        when = words("changes.date.due", date=day) + " · "
        text = words("changes.cause", title=text) if kind == "verzug" else text
    elif kind == "neu":
        when = words("changes.date.first", date=day) + " · "
    elif kind == "verstummt":
        when = words("report.last", date=day) + " · "
    else:
        when = words("sheet.reported", date=day) + " · "
    evidence = "" if row["evidence"] == "belegt" else f" · {words('evidence.' + row['evidence'])}"
    return " ".join(f"{name} {step} {text} {when}{words('source.label')}{evidence}".split())


def groups(at):
    """Kinds on the page with their number and sentences."""
    document, found = read(at), []
    for element in document.elements:
        if "rm-kind" in element.classes:
            found.append((element, []))
        elif element.tag == "li" and found and element.text in found[-1][0].text:
            found[-1][1].append(element.text)
    return found


def changes_part(at):
    """Items of lists inside the sections of kinds."""
    return [sentences for _, sentences in groups(at)]


@every_query
@both_languages
def test_every_sentence_is_the_one_that_plain_python_tells(words, query, rows):
    due = told(rows, query)
    at = visit("changes", in_language(query, words))
    assert_sound(at)
    shown = [line for part in changes_part(at) for line in part]
    everything = [sentence(words, rows, row) for row in due]
    assert set(shown) <= set(everything)
    for kind in KINDS:
        mine = sorted(sentence(words, rows, row) for row in due if row["kind"] == kind)
        alone = revisit(at, art=kind)
        assert_sound(alone)
        assert sorted(line for part in changes_part(alone) for line in part) == mine, kind


@every_query
@both_languages
def test_kinds_come_in_order_with_their_number(words, query, rows):
    due = [row["kind"] for row in told(rows, query)]
    expected_headings = [f"{words('changes.kind.' + kind)} {due.count(kind)}" for kind in KINDS if kind in due]
    headings = [element.text for element in read(visit("changes", in_language(query, words))).tagged("h2")]
    assert headings[: len(expected_headings)] == expected_headings


@every_query
@both_languages
def test_the_headline_counts_what_moved(words, query, rows):
    kinds = [row["kind"] for row in told(rows, query)]
    title = literal(visit("changes", in_language(query, words)).title[0].value)
    if not kinds:
        assert title == words("changes.headline.none")
        return
    numbers = [kinds.count(k) for k in ("vorangekommen", "abgeschlossen", "neu", "verstummt") if k in kinds]
    if numbers:
        assert [int(n) for n in re.findall(r"\d+", title)] == numbers
        progress = {"vorangekommen", "abgeschlossen", "neu"} & set(kinds)
        assert title.startswith(words("changes.headline.nothing")) == (not progress)
    else:
        assert title == f"{words('changes.headline.nothing')}, {words('changes.headline.and.other', n=len(kinds))}"


@every_query
@both_languages
def test_the_download_holds_exactly_the_changes_shown(words, query, rows):
    at = visit("changes", in_language(query, words))
    links = [link for link in read(at).links if "changes.csv" in link.href]
    due = told(rows, query)
    if not due:
        assert not links
        return
    (link,) = links
    assert link.text == words("changes.download", n=len(due))
    downloaded = request(app, f"/{link.href}").rows
    names = ("kind", "project", "milestone", "old", "new", "old_report", "new_report", "date", "precision", "evidence")
    assert sorted([row[n] for n in names] for row in downloaded) == sorted([row[n] for n in names] for row in due)
    urls = {source["id"]: source["url"] for source in rows["sources"]}
    assert sorted(row["source_url"] for row in downloaded) == sorted(urls[row["source"]] for row in due)
    order = [KINDS.index(row["kind"]) for row in downloaded]
    assert order == sorted(order)


@every_query
def test_every_change_links_to_its_fact_sheet_and_its_source(query, rows):
    document = read(visit("changes", query))
    ids = {project["name_de"]: project["id"] for project in rows["projects"]}
    links = [link for link in document.links if link.project]
    assert all(ids[link.text] == link.project for link in links)
    urls = {source["url"] for source in rows["sources"]}
    outside = [link for link in document.links if link.attributes.get("target") == "_blank"]
    assert {link.href for link in outside} <= urls
    assert all("noopener" in link.attributes["rel"] for link in outside)


@both_languages
def test_the_default_period_names_its_meeting_and_presets_lead_to_their_period(words):
    at = visit("changes", in_language({}, words))
    document = read(at)
    assert words("changes.compared", start=words.day(MEETING), end=words.day(TODAY)) in document.text
    title = {"de": "Sitzung im Herbst", "en": "Sitzung im Herbst (en)"}[words.language]
    assert words("changes.meeting", title=title) in document.text
    presets = [link for link in document.links if "von=" in link.href and link.href.startswith("aenderungen")]
    current = [link for link in presets if "aria-current" in link.attributes]
    assert [split(link.href)[1].get("von") for link in current] == ["2025-10-15"]
    days = [tuple(split(link.href)[1].get(name, "") for name in ("von", "bis")) for link in presets[:3]]
    assert days == [("2025-10-15", ""), ("2026-03-31", "2026-06-30"), ("2024-12-31", "2025-12-31")]
    for start, end in days:
        assert_sound(revisit(at, von=start, bis=end))
        assert not at.warning


@both_languages
def test_reversed_days_are_swapped_with_a_notice(words, rows):
    at = visit("changes", in_language({"von": "2026-06-30", "bis": "2024-01-31"}, words))
    assert_sound(at)
    a, b = date(2024, 1, 31), date(2026, 6, 30)
    assert [w.value for w in at.warning] == [words("changes.swapped", start=words.day(a), end=words.day(b))]
    straight = visit("changes", in_language({"von": a.isoformat(), "bis": b.isoformat()}, words))
    assert at.title[0].value == straight.title[0].value
    assert changes_part(at) == changes_part(straight)


@pytest.mark.parametrize(
    "value",
    [
        "9999-99-99", "1066-10-14", "2026-07-02", "2026-06-31", "{{7*7}}", "<script>alert(1)</script>",
        "![x](https://evil.example/x.png)", "a" * 5000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["von", "bis"])
def test_an_absurd_day_is_dropped_with_a_notice(name, value):
    at = visit("changes", {name: value})
    assert_sound(at)
    (notice,) = at.warning
    assert " ".join(value.split())[:40] in literal(notice.value)
    assert f"„{name}“" in notice.value
    assert changes_part(at) == changes_part(visit("changes"))
    assert not {element.tag for element in read(at).elements} & {"script", "img", "iframe"}


@pytest.mark.parametrize("value", ["unbekannt", "<b>", "{{7*7}}", "neu,verzug"])
def test_an_unknown_part_is_named_and_everything_is_shown(value):
    at = visit("changes", {"art": value})
    assert_sound(at)
    assert value in literal(at.warning[0].value)
    assert changes_part(at) == changes_part(visit("changes"))


def test_the_future_of_a_past_view_is_not_compared():
    at = visit("changes", {"stand": "2026-02-15", "bis": "2026-06-30"})
    assert len(at.warning) == 1
    assert changes_part(at) == changes_part(visit("changes", {"stand": "2026-02-15"}))


@both_languages
def test_without_a_change_the_page_says_how_to_go_on(words):
    document = read(visit("changes", in_language({"von": "2026-07-01"}, words)))
    empty = words("changes.empty", start=words.day(TODAY), end=words.day(TODAY))
    assert empty in document.text
    assert not document.having("rm-kind")
    assert document.having("rm-due")


def test_the_fields_write_the_days_into_the_address_and_keep_the_selection():
    at = visit("changes", {"phase": "umsetzung", "art": "neu", "seite": "2", "lang": "en"})
    at.date_input(key="choose_von").set_value(date(2024, 1, 31)).run()
    assert_sound(at)
    assert flat(at) == {"phase": "umsetzung", "art": "neu", "lang": "en", "von": "2024-01-31"}
    at.date_input(key="choose_bis").set_value(date(2025, 1, 31)).run()
    assert flat(at)["bis"] == "2025-01-31"
    at.date_input(key="choose_bis").set_value(TODAY).run()
    assert "bis" not in flat(at)
    assert at.date_input(key="choose_von").value == date(2024, 1, 31)


def flat(at):
    return {name: value[0] if isinstance(value, list) else value for name, value in at.query_params.items()}


class TestManyProjects:
    @pytest.fixture(scope="class", autouse=True)
    def crowd(self, tmp_path_factory):
        folder = region.write(tmp_path_factory.mktemp("crowd") / "data", crowded)
        with served(folder, TODAY):
            yield plain.read(folder)

    @pytest.mark.parametrize("part", ["neu", "faellig"])
    def test_long_lists_come_in_parts_and_all_parts_make_the_whole(self, part, crowd):
        at, found = visit("changes", {"art": part}), []
        for number in (1, 2):
            page = read(revisit(at, seite=str(number)))
            assert_sound(at)
            assert len(page.projects) <= PER_PAGE
            found += page.projects
        twins = [id_ for id_ in found if id_.startswith("zwilling")]
        assert len(twins) == len(set(twins)) == MANY

    def test_the_survey_shows_some_and_leads_to_all(self, crowd):
        document = read(visit("changes", {"umfang": "initiative"}))
        parts = [split(link.href)[1] for link in document.links if "rm-more" in link.attributes.get("class", "")]
        assert {"art": "faellig", "umfang": "initiative"} in parts
        assert {"art": "neu", "umfang": "initiative"} in parts
        due = due_lines(visit("changes", {"umfang": "initiative"}), GERMAN)
        assert len([line for line in due if line[0] == ""]) >= SHOWN_DUE

    @pytest.mark.parametrize("seite", ["-1", "0", "99999", "zwei", "{{7*7}}"])
    def test_an_absurd_part_number_shows_a_part(self, seite):
        at = visit("changes", {"art": "faellig", "seite": seite})
        assert_sound(at)
        assert read(at).projects


def test_hostile_data_are_text_on_the_page_and_in_the_download(tmp_path):
    name = "=1+1<img src=x>{{7*7}}[x](javascript:alert(1))"

    def change(tables):
        tables["projects"][0]["name_de"] = name
        tables["status_reports"][2]["reason_de"] = "@SUM(A1)<script>alert(1)</script>"
        tables["organisations"][0]["name"] = "+49<b>{{7*7}}"
        tables["meetings"][1]["title_de"] = "<svg onload=alert(1)>{{7*7}}"

    with served(region.write(tmp_path / "data", change), TODAY):
        at = visit("changes", {"von": "2021-01-01"})
        assert_sound(at)
        document = read(at)
        assert name in document.text
        assert not {element.tag for element in document.elements} & {"script", "img", "svg"}
        assert "49*" not in messages(at)
        changes = request(app, "/api/v1/changes.csv?von=2021-01-01").rows
        assert f"'{name}" in {row["name_de"] for row in changes}
        for address in ("changes.csv?von=2021-01-01", "due-reports.csv"):
            cells = [cell for row in request(app, f"/api/v1/{address}").rows for cell in row.values()]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
