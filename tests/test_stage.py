"""The stage: what an address puts there, what each view says in large type, and what stays with the speaker."""

import re
from dataclasses import replace
from datetime import date
from threading import Event
from urllib.parse import quote, urljoin

import pytest
from starlette.applications import Starlette

from figures.shortening import shorten
from pages.ui import stage_preparation, stage_views, storyboard_kept
from pages.ui.navigation import BY_KEY, PAGES
from pages.ui.network_content import PARTS
from pages.ui.stage_address import LONGEST, SHORTEST, UNDISTURBED, Stage, resolve
from pages.ui.stage_preparation import WAITING
from roadmap_model.storyboards import Step, Storyboard, shipped
from server.routes import ROUTES
from tests import hostile
from tests.asgi import request
from tests.hostile import HOSTILE
from tests.visit import (
    ENGLISH,
    GERMAN,
    SHIPPED,
    TODAY,
    both_languages,
    expected,
    follow,
    in_language,
    in_service,
    messages,
    opened,
    read,
    served,
    split,
    visit,
    warnings,
)

roadmap = in_service()
app = Starlette(routes=ROUTES)
STORY = Storyboard(
    "rundgang",
    "Ein Rundgang",
    5,
    (
        Step("Karte", "Satz.", "karte", "phase=umsetzung&ort=05901000", "GEHEIM"),
        Step("Wer", "Satz.", "projekte", "projekt=ahorn&stand=2026-01-31", "GEHEIM"),
    ),
)
# A class that only this rendering has.
MARKS = {
    "karte": "rm-stage-side",
    "zeitachse": "rm-stage-legend",
    "handlungsfelder": "rm-stage-matrix",
    "aenderungen": "rm-stage-numbers",
    "projekte": "rm-stage-facts",
    "indikatoren": "rm-stage-keys",
}
KEYS = dict(zip(MARKS, ("map", "timeline", "action_fields", "changes", "projects", "indicators"), strict=True))
PLACES = range(1, 7)


def found(query, path="praesentation"):
    return resolve(path, query, {STORY.id: STORY}.get)


def on_stage(query, words=GERMAN):
    return opened("stage", query, words)


# What an address means


def test_a_step_is_shown_with_its_own_selection():
    stage = found({"story": "rundgang", "schritt": "2", "lang": "en"})
    assert (stage.path, dict(stage.query)) == ("projekte", {"projekt": "ahorn", "stand": "2026-01-31"})
    assert (stage.step.title, stage.free, stage.seconds) == ("Wer", False, 0)


def test_an_address_without_a_number_means_the_first_step():
    assert found({"story": "rundgang"}) == found({"story": "rundgang", "schritt": " 1 "})


def test_what_is_in_the_address_replaces_the_step_once_it_is_free():
    stage = found({"story": "rundgang", "schritt": "1", "frei": "1", "feld": "paas", "lang": "en"})
    assert (stage.path, dict(stage.query), stage.free) == ("karte", {"feld": "paas"}, True)
    assert stage.kept == {"frei": "1", "story": "rundgang", "schritt": "1"}
    assert stage.at(1) == found({"story": "rundgang", "schritt": "1"})
    assert stage.place(2) == {"story": "rundgang", "schritt": "2"}


def test_without_frei_the_selection_in_the_address_changes_nothing():
    assert found({"story": "rundgang", "feld": "paas"}) == found({"story": "rundgang"})


@pytest.mark.parametrize("story", [{}, {"story": "rundgang", "schritt": "2"}])
def test_any_page_goes_on_stage_and_remembers_its_step(story):
    stage = found({"ansicht": "buehne", "feld": "paas", **story}, "indikatoren")
    assert (stage.path, dict(stage.query)) == ("indikatoren", {"feld": "paas"})
    assert stage.kept == stage.beside == {"ansicht": "buehne", **story}
    assert stage.free == bool(story)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("karte", {}),
        ("karte", {"ansicht": "gruppen"}),
        ("karte", {"story": "rundgang"}),
        ("praesentation", {}),
        ("praesentation", {"story": ""}),
        *(("praesentation", {"story": story}) for story in ("nie", *HOSTILE)),
        *(
            ("praesentation", {"story": "rundgang", "schritt": step})
            for step in ("0", "3", "-1", "1.5", "²", "٣", "9" * 5000, *HOSTILE)
        ),
    ],
)
def test_everything_else_is_an_ordinary_page(path, query):
    assert found(query, path) is None


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("30", 30), ("1", SHORTEST), ("99999", LONGEST), ("0", 0), ("", 0), ("-5", 0), ("x", 0), ("9" * 5000, 0)],
)
def test_a_story_runs_by_itself_at_a_pace_that_one_can_follow(asked, seconds):
    stage = found({"story": "rundgang", "auto": asked})
    assert stage.seconds == stage.stay == seconds
    assert stage.place(2).get("auto", "0") == str(seconds)
    changed = found({"story": "rundgang", "auto": asked, "frei": "1"})
    assert changed.stay == (max(seconds, UNDISTURBED) if seconds else 0)


def test_a_page_without_a_story_has_no_step():
    stage = Stage("karte", ())
    assert (stage.step, stage.place(1), stage.at(3)) == (None, {}, stage)


@pytest.mark.parametrize("text", ["", "kurz", "zwei Worte", "x" * 300, "lang " * 80, "  viel   Luft  "])
def test_a_shortened_text_fits_and_says_that_it_goes_on(text):
    short = shorten(text, 40)
    assert len(short) <= 40
    assert short == " ".join(text.split()) or short.endswith("…")


# What is on stage


@both_languages
@pytest.mark.parametrize("number", PLACES)
def test_a_step_shows_its_view_and_nothing_around_it(number, words, roadmap):
    at = on_stage({"story": "rundgang", "schritt": str(number)}, words)
    assert not at.exception
    step = shipped(roadmap, words.language)[0].steps[number - 1]
    document = read(at)
    (title,) = document.tagged("h1")
    assert title.text == step.title
    assert step.sentence in document.text
    assert {page for page, mark in MARKS.items() if document.having(mark)} == {step.page}
    assert f"{number} / {len(PLACES)}" in document.text
    assert not [name for name in ("rm-footer", "rm-languages", "rm-embed", "rm-action") if document.having(name)]
    assert not at.text_input
    assert not at.title


@pytest.mark.parametrize("number", PLACES)
def test_the_ways_on_lead_to_the_neighbours_and_out(number, roadmap):
    ways = {
        link.attributes["data-go"]: split(link.href)
        for link in read(on_stage({"story": "rundgang", "schritt": str(number)})).links
        if "data-go" in link.attributes
    }
    asked = {"first": 1, "last": 6, "next": number + 1, "previous": number - 1}
    for way, place in asked.items():
        if 1 <= place <= len(PLACES):
            assert ways[way] == ("praesentation", {"story": "rundgang", "schritt": str(place)})
        else:
            assert way not in ways
    step = shipped(roadmap, "de")[0].steps[number - 1]
    path, query = ways["leave"]
    assert path == step.page
    assert expected(query) == expected(split(step.address)[1])
    assert ways["notes"][0] == "notizen"
    assert "back" not in ways


def shown_address(at):
    (here,) = read(at).having("rm-stage-here")
    return here.text


@both_languages
@pytest.mark.parametrize("number", PLACES)
def test_the_address_below_a_step_is_short_and_leads_everybody_to_it(number, words):
    shown = shown_address(on_stage({"story": "rundgang", "schritt": str(number)}, words))
    assert len(shown) < 30
    answer = request(app, f"/{shown}")
    assert answer.status == 307
    path, query = split(urljoin(f"/{shown}", answer.headers["location"]))
    assert (path, query) == ("/praesentation", in_language({"story": "rundgang", "schritt": str(number)}, words))


@pytest.mark.parametrize("wrong", ["x", "../..", *(quote(text, safe="") for text in HOSTILE)])
def test_a_short_address_never_leads_elsewhere(wrong):
    for address in (f"/s/{wrong}/1", f"/s/rundgang/{wrong}", f"/s/rundgang/1?lang={wrong}"):
        answer = request(app, address)
        target = urljoin(f"http://here{address}", answer.headers.get("location", "/"))
        assert answer.status == 404 or target.startswith("http://here/praesentation?story=")


def test_the_address_of_a_view_of_ones_own_is_that_of_the_page():
    free = {"story": "rundgang", "schritt": "3", "frei": "1", "feld": "paas"}
    assert shown_address(on_stage(free)) == "handlungsfelder?feld=paas"
    assert shown_address(opened("changes", {"ansicht": "buehne", "art": "faellig"})) == "aenderungen?art=faellig"
    mine = visit("stage", {})
    mine.session_state[storyboard_kept.BOARD] = replace(STORY, id=storyboard_kept.OWN_ID)
    mine.session_state[storyboard_kept.MARKS] = [0, 1]
    mine.query_params["story"] = storyboard_kept.OWN_ID
    assert shown_address(mine.run()) == "karte?phase=umsetzung"


def test_a_story_that_runs_by_itself_can_be_halted_and_begins_again():
    document = read(on_stage({"story": "rundgang", "schritt": "6", "auto": "30"}))
    assert [button for button in document.tagged("button") if button.attributes.get("data-go") == "pause"]
    (way,) = [link for link in document.links if link.attributes.get("data-go") == "next"]
    assert split(way.href)[1] == {"story": "rundgang", "schritt": "1", "auto": "30"}


def test_a_change_on_stage_goes_into_the_address_beside_the_step():
    at = visit("stage", {"story": "rundgang", "schritt": "3"})
    at.session_state["opened"] = "compact"
    at.run().date_input(key="choose_as_of").set_value(date(2026, 6, 30)).run()
    assert not at.exception
    assert dict(at.query_params) == {
        "story": "rundgang", "schritt": "3", "frei": "1", "feld": "produktion", "stand": "2026-06-30",
    }  # fmt: skip
    document = read(at)
    assert document.having("rm-stage-past")
    (back,) = [link for link in document.links if link.attributes.get("data-go") == "back"]
    assert split(back.href)[1] == {"story": "rundgang", "schritt": "3"}


@both_languages
@pytest.mark.parametrize("path", MARKS)
@pytest.mark.parametrize(
    "query", [{}, {"suche": "gibtesnirgends"}, {"stand": "2000-01-01"}], ids=["all", "none", "old"]
)
def test_every_page_goes_on_stage_whatever_is_selected(path, query, words):
    at = opened(KEYS[path], {"ansicht": "buehne", **query}, words)
    assert not at.exception
    document = read(at)
    assert document.tagged("h1")[0].text
    assert document.having("rm-stage-bar")
    assert not document.having("rm-footer")
    (way,) = [link for link in document.links if link.attributes.get("data-go") == "leave"]
    assert split(way.href) == (path, in_language(query, words))


def test_a_page_without_a_rendering_is_shown_as_it_is():
    at = opened("about", {"ansicht": "buehne"})
    assert not at.exception
    assert len(at.title) == 1
    assert read(at).having("rm-stage-bar")


@pytest.mark.parametrize(
    ("page", "query"),
    [
        *((page.key, {"thema": "metalle"}) for page in PAGES if page.listed),
        *(("network", {"teil": part}) for part in PARTS),
        ("network", {"teil": "synergien", "gewichte": "thema:0", "seite": "2"}),
        ("network", {"art": "kommune", "name": "stadt"}),
        ("network", {"akteur": "werk"}),
        ("network", {"gruppe": "gruppe-metalle"}),
        ("changes", {"art": "faellig"}),
        ("indicators", {"gebiet": "nrw"}),
        ("timeline", {"gruppe": "thema", "zeitraum": "lang", "offen": "alle"}),
        ("projects", {"projekt": "ahorn"}),
    ],
)
def test_every_part_of_a_page_has_a_way_on_stage_and_back(page, query):
    document = read(visit(page, query))
    (way,) = [link for link in document.links if link.text == GERMAN("stage.show")]
    path, asked = split(way.href)
    assert (path or "./", asked) == (BY_KEY[page].path or "./", query | {"ansicht": "buehne"})
    at = follow(way.href)
    assert not at.exception
    document = read(at)
    assert document.having("rm-stage-bar")
    (way,) = [link for link in document.links if link.attributes.get("data-go") == "leave"]
    assert split(way.href) == (path, query)


@pytest.mark.parametrize("part", PARTS)
def test_addresses_published_before_lead_to_the_same_part_and_on_stage(part):
    before, now = visit("network", {"ansicht": part}), visit("network", {"teil": part})
    assert before.title[0].value == now.title[0].value
    assert not before.warning
    assert [link.href for link in read(before).links if "hreflang" not in link.attributes] == [
        link.href for link in read(now).links if "hreflang" not in link.attributes
    ]


@pytest.mark.parametrize("wrong", [{"feld": "nie"}, {"stand": "1066-10-14"}, *({"feld": text} for text in HOSTILE[:3])])
def test_a_value_that_means_nothing_is_named_in_words(wrong):
    at = visit("map", {"ansicht": "buehne", **wrong})
    assert not at.exception
    said = read(at).having("rm-stage-top")[0].text
    assert next(iter(wrong.values())) in said


@pytest.mark.parametrize(
    ("page", "wrong"),
    [("changes", {"art": "nie"}), ("timeline", {"gruppe": "nie"}), ("indicators", {"gebiet": "nie"})]
    + [("projects", {"projekt": "nie"})]
    + [("network", {name: "nie"}) for name in ("teil", "gruppe", "art", "gewichte")],
)
def test_a_value_of_the_pages_own_that_means_nothing_is_named_too(page, wrong):
    assert "„nie“" in read(visit(page, {"ansicht": "buehne", **wrong})).having("rm-stage-top")[0].text


def test_a_page_shown_as_it_is_names_a_wrong_value_above_its_title():
    at = visit("about", {"ansicht": "buehne", "feld": "nie"})
    assert not at.exception
    (said,) = warnings(at)
    assert "nie" in said
    assert "nie" not in read(at).having("rm-stage-top")[0].text


def test_all_due_reports_are_headed_by_their_own_message():
    document = read(visit("changes", {"ansicht": "buehne", "art": "faellig"}))
    assert document.tagged("h1")[0].text == opened("changes", {"art": "faellig"}).title[0].value


@both_languages
def test_without_a_story_there_is_the_choice(words, roadmap):
    document = read(on_stage({}, words))
    for story in shipped(roadmap, words.language):
        assert story.title in document.text
        for step in story.steps:
            assert step.title in document.text


@both_languages
@pytest.mark.parametrize("page", ["stage", "notes"])
@pytest.mark.parametrize(
    "query", [{"story": "nie"}, {"story": HOSTILE[1]}, {"story": HOSTILE[3]}, {"story": "rundgang", "schritt": "7"}]
)
def test_an_unknown_story_or_step_is_told_in_words_with_a_way_on(page, query, words):
    at = opened(page, query, words)
    assert not at.exception
    assert not at.error
    if page == "notes" and "schritt" in query:
        assert read(at).having("rm-notes")
    else:
        assert warnings(at)
        assert read(at).links


def test_many_stages_at_once_do_not_pile_up_steps_to_make_ready(monkeypatch):
    go_on, made = Event(), []

    def slow(view, theme, scale):
        made.append(view)
        go_on.wait(60)

    def all_made():
        stage_preparation._worker.submit(lambda: None).result(60)  # one after the other
        return len(made)

    all_made()  # for the tests before

    every = {key: replace(one, prepare=slow) for key, one in stage_views.RENDERINGS.items()}
    monkeypatch.setattr(stage_views, "RENDERINGS", every)
    for _ in range(WAITING + 3):
        assert not visit("stage", {"story": "rundgang", "schritt": "1"}).exception
    go_on.set()
    assert all_made() == WAITING
    visit("stage", {"story": "rundgang", "schritt": "1"})  # there is room again
    assert all_made() == WAITING + 1


@pytest.mark.parametrize("number", PLACES)
def test_what_draws_charts_is_fetched_two_steps_before_the_first_of_them(number, roadmap):
    ahead = {step.page for step in shipped(roadmap, "de")[0].steps[number:][:2]}
    sent = messages(on_stage({"story": "rundgang", "schritt": str(number)}))
    assert ("stage_nothing" in sent) == bool(ahead & {"zeitachse", "indikatoren"})


# The speaker's window


@both_languages
def test_the_notes_show_every_note_one_at_a_time(words, roadmap):
    at = opened("notes", {"story": "rundgang", "schritt": "2"}, words)
    assert not at.exception
    steps = shipped(roadmap, words.language)[0].steps
    sections = read(at).tagged("section")
    assert [index for index, section in enumerate(sections) if "hidden" not in section.attributes] == [1]
    for section, step in zip(sections, steps, strict=True):
        assert step.note in section.text
    assert steps[2].title in sections[1].text
    assert words("notes.end") in sections[-1].text


@both_languages
@pytest.mark.parametrize("number", PLACES)
def test_nothing_that_the_stage_sends_holds_a_note(number, words, roadmap):
    sent = messages(on_stage({"story": "rundgang", "schritt": str(number)}, words))
    assert "rundgang" in sent
    for story in shipped(roadmap, words.language):
        for step in story.steps:
            assert step.note not in sent
            assert step.note.removesuffix(".") not in re.sub(r"\\u[0-9a-f]{4}", "", sent)


# Hostile and shipped data


def test_hostile_texts_are_text_on_stage_and_in_the_notes(tmp_path):
    with served(hostile.write(tmp_path), TODAY):
        for number in PLACES:
            for page in ("stage", "notes"):
                at = visit(page, {"story": "rundgang", "schritt": str(number)})
                assert not at.exception
                document = read(at)
                assert not document.tagged("script")
                assert {image.attributes["src"][:5] for image in document.tagged("img")} <= {"data:"}
                assert "1337" not in document.source
                assert all(link.href.startswith(("./", "http", "/")) or ":" not in link.href for link in document.links)


def test_the_shipped_storyboards_are_all_on_stage():
    from roadmap_model.load import DATA

    with served(DATA, SHIPPED) as shipped_roadmap:
        for words in (GERMAN, ENGLISH):
            for story in shipped(shipped_roadmap, words.language):
                for number, step in enumerate(story.steps, 1):
                    at = visit("stage", in_language({"story": story.id, "schritt": str(number)}, words))
                    assert not at.exception, step.title
                    assert read(at).having(MARKS[step.page]) or step.page in ("aenderungen", "projekte"), step.title


@both_languages
@pytest.mark.parametrize(
    ("page", "query"), [("stage", {}), ("notes", {}), ("notes", {"story": storyboard_kept.OWN_ID})]
)
def test_ones_own_storyboard_is_shown_to_nobody_else(page, query, words):
    mine, other = (visit(page, in_language(query, words)) for _ in range(2))
    mine.session_state[storyboard_kept.BOARD] = replace(STORY, id=storyboard_kept.OWN_ID, title="Nur meins")
    mine.session_state[storyboard_kept.MARKS] = [0, 1]
    assert "Nur meins" in read(mine.run()).text + mine.title[0].value
    assert "GEHEIM" in read(mine).text or not query
    for at in (other.run(), visit(page, in_language(query, words))):
        assert "Nur meins" not in read(at).text + at.title[0].value
        assert "GEHEIM" not in read(at).text
