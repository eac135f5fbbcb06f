"""The overview on stage: the numbers of the page, and only what fits a screen seen from afar."""

import pytest

from figures.shortening import lines
from figures.texts import texts
from pages.ui import overview_content, stage_overview
from pages.ui.session import View
from roadmap_model import live
from roadmap_model.selection import from_query
from tests import hostile
from tests.visit import GERMAN, TODAY, both_languages, expected, in_service, opened, read, served, visit

LONG = "Ein Text mit vielen langen Wörtern wie Kreislaufwirtschaftsgesetz, der nicht zu Ende geht. " * 2


def _crowd(rows):
    """More milestones than fit; all texts about Birke are long."""
    planned = rows["milestones"][1]
    rows["milestones"] += [
        planned | {"id": f"{project}-{month}", "project": project, "date": f"2027-0{month}"}
        for project in ("ahorn", "birke")
        for month in (1, 2, 3)
    ]
    for table, column in (("milestones", "title"), ("status_reports", "reason"), ("projects", "name")):
        for row in rows[table]:
            if "birke" in (row.get("project"), row["id"]):
                row |= {f"{column}_{language}": LONG.strip() for language in ("de", "en")}


roadmap = in_service(_crowd)


def view(language="de", **query):
    selection, _ = from_query(query, live.current(), TODAY)
    return View(live.current(), texts(language), selection, (), TODAY)


def on_stage(words=GERMAN, **query):
    return read(opened("overview", {"ansicht": "buehne", **query}, words))


@both_languages
@pytest.mark.parametrize("query", [{}, {"phase": "umsetzung"}, {"ort": "05901"}, {"suche": "ahorn"}])
def test_it_says_the_message_and_the_numbers_of_the_page(words, query):
    document, shown = on_stage(words, **query), expected(query)
    assert document.tagged("h1")[0].text == overview_content.headline(view(words.language, **query))
    counts = {phase: int(n) for phase, n in shown.phase_counts.items() if n}
    items = [item.text for item in document.tagged("li")]
    assert items[: len(counts)] == [f"{n} {words(f'phase.{phase}')}" for phase, n in counts.items()]
    fields = [field for field in overview_content.content(view(words.language, **query))["fields"] if field["total"]]
    assert [dt.text for dt in document.tagged("dt")][: len(fields)] == [field["name"] for field in fields]
    assert sum(field["total"] for field in fields) == len(shown.projects)
    assert overview_content.content(view(words.language, **query))["silent_title"] in document.text


def test_key_figures_come_with_unit_year_and_source():
    (figure,) = (one for one in on_stage().having("rm-stage-keys"))
    assert figure.text == "Arbeit 154.200 Personen 2022 · Quelle: Erste Quelle"


def test_where_no_figure_is_known_yet_none_is_promised():
    document = on_stage(stand="2021-12-31")
    assert document.having("rm-stage-hero")
    assert GERMAN("overview.region") not in document.text


@pytest.mark.parametrize(
    "query", [{}, {"suche": "ahorn"}, {"phase": "umsetzung"}, {"feld": "produktion"}, {"ort": "region"}]
)
def test_milestones_and_reports_take_the_room_that_there_is(query):
    said = stage_overview.content(view(**query))
    entries = said["milestones"] + said["reports"]
    taken = sum(len(lines(f"{one['date']} {one['text']}", stage_overview.WIDE, 99)) + 1 for one in entries)
    assert taken + (0 if said["milestones"] else 2) <= stage_overview.ROOM
    assert len(said["milestones"]) >= min(1, said["upcoming"])
    assert len(said["reports"]) >= min(1, said["reported"])
    assert all(len(one["name"]) <= stage_overview.NAME for one in entries)


def test_what_is_left_out_is_counted():
    said = stage_overview.content(view())
    assert said["upcoming"] > len(said["milestones"])
    assert GERMAN("stage.of", n=len(said["milestones"]), all=said["upcoming"]) in on_stage().text
    assert GERMAN("stage.of", n=len(said["reports"]), all=said["reported"]) in on_stage().text


def test_long_texts_leave_out_whole_entries():
    said = stage_overview.content(view(suche="Kreislaufwirtschaftsgesetz"))
    assert said["upcoming"] == 3
    assert len(said["milestones"]) == 1
    assert said["milestones"][0]["text"].endswith("…")
    assert said["milestones"][0]["name"].endswith("…")


@both_languages
@pytest.mark.parametrize(
    ("query", "why"), [({"suche": "gibtesnirgends"}, "empty.selection"), ({"stand": "2000-01-01"}, "empty.day")]
)
def test_it_says_why_it_is_empty(words, query, why):
    document = on_stage(words, **query)
    assert document.tagged("h1")[0].text == words("empty.title")
    assert words(why) in document.text
    assert not document.having("rm-stage-hero")


def test_it_says_whose_roadmap_it_is_unless_something_is_chosen():
    assert GERMAN("app.title") in on_stage().having("rm-stage-top")[0].text
    chosen = on_stage(feld="produktion").having("rm-stage-top")[0].text
    assert GERMAN("app.title") not in chosen
    assert view().name("feld", "produktion") in chosen


def test_what_is_ready_need_not_be_made_again(monkeypatch):
    made = view(thema="metalle")
    stage_overview.prepare(made, "light", 1.0)
    monkeypatch.setattr(overview_content, "content", lambda view: pytest.fail("made twice"))
    assert not visit("overview", {"ansicht": "buehne", "thema": "metalle"}).exception


def test_hostile_texts_are_text(tmp_path):
    with served(hostile.write(tmp_path), TODAY):
        for query in ({}, {"feld": "produktion"}):
            at = visit("overview", {"ansicht": "buehne", **query})
            assert not at.exception
            assert not read(at).tagged("script")
            assert "1337" not in read(at).source
