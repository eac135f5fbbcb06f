"""The page of storyboards: one's own is begun, edited, saved and opened; a bad file is refused in words."""

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from figures.storyboard_words import SHOWN, fault_words
from pages.ui import storyboard_kept
from pages.ui.navigation import BY_KEY, BY_PATH
from pages.ui.storyboard_capture import TAKEN
from roadmap_model import live
from roadmap_model.storyboards import (
    MOST_STEPS,
    OWN_ID,
    REASONS,
    BadStoryboard,
    Fault,
    Storyboard,
    read,
    shipped,
    written,
)
from roadmap_model.views import OWN
from roadmap_model.views import REASONS as VIEW_REASONS
from tests.hostile import ATTACK, HOSTILE
from tests.visit import (
    GERMAN,
    TODAY,
    assert_sound,
    bodies,
    both_languages,
    in_language,
    in_service,
    literal,
    messages,
    opened,
    split,
    visit,
)
from tests.visit import read as html

roadmap = in_service()
CAPTURE, COPY = "storyboard_capture", "storyboard_copy_rundgang"
VIEWS = {
    "map": {"phase": "planung,umsetzung"},
    "timeline": {"gruppe": "thema", "zeitraum": "kurz", "seite": "2"},
    "action_fields": {"feld": "produktion", "stand": "2026-06-15"},
    "indicators": {"gebiet": "nrw"},
    "changes": {"von": "2025-10-15", "art": "neu"},
    "projects": {"projekt": "ahorn"},
    "overview": {"thema": "metalle", "stand": "2026-06-15"},
    "network": {"thema": "metalle"},
}
PARTS = (
    {"teil": "gruppen"},
    {"teil": "synergien", "gewichte": "zeit:0"},
    {"akteur": "werk"},
    {"gruppe": "gruppe-metalle"},
    {"art": "kommune", "name": "stadt"},
)


def own(at: AppTest) -> Storyboard | None:
    try:
        return at.session_state[storyboard_kept.BOARD]
    except KeyError:
        return None


def begun(query: dict[str, str] | None = None) -> AppTest:
    """The page after the first storyboard of the region has become one's own."""
    return visit("storyboard", query).button(key=COPY).click().run()


def file_opened(at: AppTest, text: str) -> AppTest:
    """What the component does when it has read a file, which no test can choose without a browser."""
    for name, value in storyboard_state(at, text).items():
        at.session_state[name] = value
    return at.run()


def storyboard_state(at: AppTest, text: str) -> dict[str, object]:
    try:
        board = read(text, live.current(), TODAY)
    except BadStoryboard as refused:
        return {storyboard_kept.TROUBLE: refused}
    return {storyboard_kept.BOARD: board, storyboard_kept.MARKS: list(range(len(board.steps)))}


@both_languages
def test_without_one_the_page_says_how_to_begin(words):
    at = opened("storyboard", {}, words)
    assert_sound(at)
    text = html(at).text
    assert words("storyboard.empty") in text
    for board in shipped(live.current(), words.language):
        assert board.title in text
        assert words("storyboard.length", n=len(board.steps), minutes=board.minutes) in text
        assert all(step.title in text and step.sentence in text for step in board.steps)
        assert all(step.note not in messages(at) for step in board.steps)
    tail = "" if words is GERMAN else "&lang=en"
    stages = [link.href for link in html(at).links if link.href.startswith("praesentation")]
    assert stages == [f"praesentation?story={id_}&schritt=1{tail}" for id_ in ("rundgang", "kurz")]


@both_languages
def test_every_step_leads_to_its_view(words):
    links = {split(link.href)[0]: split(link.href)[1] for link in html(opened("storyboard", {}, words)).links}
    for step in shipped(live.current(), "de")[0].steps:
        expected = in_language(split(step.address)[1], words)
        assert links[step.path] == expected or step.page in ("karte", "ueberblick")


@both_languages
def test_a_shipped_one_becomes_ones_own(words):
    at = begun(in_language({}, words))
    assert_sound(at)
    (board, _) = shipped(live.current(), words.language)
    assert own(at) == replace(board, id=OWN_ID)
    assert literal(at.title[0].value) == words("storyboard.headline", n=8, minutes=5)
    assert words("storyboard.total", n=8, each=0.6) in html(at).text
    assert words("storyboard.copied") in html(at).text
    assert [area.value for area in at.text_area] == [
        text for step in board.steps for text in (step.sentence, step.note)
    ]
    assert words("storyboard.copied") not in html(at.run()).text


@pytest.mark.parametrize(("page", "query"), [*VIEWS.items(), *(("network", part) for part in PARTS)])
def test_a_view_becomes_a_step_and_comes_back(page, query):
    at = visit(page, query)
    assert_sound(at.button(key=CAPTURE).click().run())
    document = html(at)
    assert GERMAN("storyboard.taken", step="1") in document.text
    assert any(split(link.href)[0] == "drehbuch" for link in document.links)
    (step,) = own(at).steps
    assert BY_PATH[step.path].key == page
    assert split(step.address) == (step.path, {name: value for name, value in query.items() if name != "seite"})
    assert step.title
    again = at.button(key=CAPTURE).click().run()
    assert own(again).steps == (step, step)
    assert GERMAN("storyboard.taken", step="2") in html(again).text
    assert TAKEN not in again.session_state
    assert read(written(own(again)), live.current(), TODAY) == own(again)


def test_the_title_of_a_step_says_what_is_selected():
    query = {"phase": "umsetzung", "ort": "05999001", "suche": "ahorn", "stand": "2026-06-20", "lang": "en"}
    at = visit("map", query).button(key=CAPTURE).click().run()
    assert own(at).steps[0].title == "Map: Implementation, Altstadt, search “ahorn”, as of 20/06/2026"


@both_languages
def test_the_title_of_a_step_says_which_part_of_the_organisations_it_shows(words):
    def title(**query):
        return own(opened("network", query, words).button(key=CAPTURE).click().run()).steps[0].title

    page = words("page.network.title")
    assert title() == page
    assert title(teil="gruppen", thema="bau").startswith(f"{words('network.part.gruppen')}: ")
    assert title(teil="synergien") == words("network.part.synergien")
    assert title(gruppe="gruppe-metalle").startswith("Gruppe Metalle")
    assert title(akteur="werk", teil="gruppen") == f"{page}: Werk GmbH"


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {"suche": "nirgends"}),
        ("network", {"name": "nirgends"}),
        ("network", {"teil": "netz"}),
        ("about", {}),
        ("storyboard", {}),
        ("projects", {}),
        ("map", {"suche": "nirgends"}),
        ("timeline", {"gruppe": "farbe"}),
        ("projects", {"projekt": "nichts"}),
        ("indicators", {"gebiet": "mond"}),
        ("changes", {"von": "2026-07-01"}),
    ],
)
def test_what_cannot_be_on_stage_is_not_offered(page, query):
    at = opened(page, query)
    assert_sound(at)
    assert CAPTURE not in [button.key for button in at.button]


def test_a_value_that_means_nothing_is_not_taken_along():
    at = visit("map", {"feld": "gold,paas"}).button(key=CAPTURE).click().run()
    assert own(at).steps[0].query == "feld=paas"


def test_the_pages_that_offer_it_are_those_of_the_stage():
    assert {BY_KEY[key].path for key in VIEWS} == set(OWN)


def test_texts_are_edited_and_stay_with_their_step_when_it_moves():
    at = begun()
    at.text_input(key="storyboard_title_0").input(" Der  Anfang ").run()
    at.text_area(key="storyboard_note_1").input("Langsam sprechen.").run()
    at.button(key="storyboard_down_0").click().run()
    assert_sound(at)
    steps = own(at).steps
    assert [step.title for step in steps[:3]] == ["Schritt 2", "Der Anfang", "Schritt 3"]
    assert steps[0].note == "Langsam sprechen."
    assert [field.value for field in at.text_input][1:3] == ["Schritt 2", "Der Anfang"]
    at.button(key="storyboard_up_0").click().run()
    assert own(at).steps[0].title == "Der Anfang"
    at.button(key="storyboard_remove_0").click().run()
    assert [step.title for step in own(at).steps] == [f"Schritt {n}" for n in range(2, 9)]


def test_a_note_keeps_its_lines_up_to_the_speakers_window_and_a_sentence_is_one_line():
    at, lines = begun(), "Erst grüßen.\n\n- Karte\n- <b>Zeit</b>"
    at.text_area(key="storyboard_note_0").input(f" {lines}\n\n").run()
    at.text_area(key="storyboard_sentence_0").input("Ein\nSatz.").run()
    assert_sound(at)
    assert (own(at).steps[0].note, own(at).steps[0].sentence) == (lines, "Ein Satz.")
    assert at.text_area(key="storyboard_note_0").value == lines
    assert read(written(own(at)), live.current(), TODAY) == own(at)
    at.query_params["story"] = OWN_ID
    at.switch_page(BY_KEY["notes"].file).run()
    assert not at.exception
    assert [body for body in bodies(at) if ">Erst grüßen.\n\n- Karte\n- &lt;b&gt;Zeit&lt;/b&gt;<" in body]


def test_title_and_length_are_edited_and_an_empty_title_is_none():
    at = begun()
    at.text_input(key="storyboard_title").input("Klausur").run()
    at.number_input(key="storyboard_minutes").set_value(45).run()
    assert (own(at).title, own(at).minutes) == ("Klausur", 45)
    at.text_input(key="storyboard_title").input("  ").run()
    at.text_input(key="storyboard_title_2").input("").run()
    assert_sound(at)
    assert (own(at).title, own(at).steps[2].title) == ("Klausur", "Schritt 3")
    assert at.text_input(key="storyboard_title").value == "Klausur"


def test_the_first_cannot_go_up_and_the_last_not_down():
    at = begun()
    disabled = [button.key for button in at.button if button.disabled]
    assert disabled == ["storyboard_up_0", "storyboard_down_7"]


def test_without_steps_there_is_no_storyboard():
    at = visit("map").button(key=CAPTURE).click().run()
    at.switch_page(BY_KEY["storyboard"].file).run()
    at.button(key="storyboard_remove_0").click().run()
    assert_sound(at)
    assert own(at) is None
    assert at.session_state[storyboard_kept.BROWSER] == "drop"


def test_it_is_discarded_and_another_one_can_be_begun():
    at = begun()
    at.button(key="storyboard_discard_sure").click().run()
    assert own(at) is None
    assert GERMAN("storyboard.empty") in html(at).text
    assert own(at.button(key="storyboard_copy_kurz").click().run()).minutes == 1


def test_there_is_an_end_to_the_number_of_steps():
    at = visit("map").button(key=CAPTURE).click().run()
    board = own(at)
    full = replace(board, steps=board.steps * MOST_STEPS)
    at.session_state[storyboard_kept.BOARD] = full
    at.session_state[storyboard_kept.MARKS] = list(range(MOST_STEPS))
    at.run()
    assert at.button(key=CAPTURE).disabled


def test_a_change_that_could_not_be_read_again_is_refused():
    at = begun()
    board = own(at)
    long = replace(board.steps[0], note="ä" * 2000, query="suche=" + "a" * 900)
    at.session_state[storyboard_kept.BOARD] = replace(board, steps=(long,) * 39)
    at.session_state[storyboard_kept.MARKS] = list(range(39))
    for mark in range(8):
        at.run().text_area(key=f"storyboard_sentence_{mark}").input("ö" * 300)
    at.run()
    assert GERMAN("storyboard.fault.size", allowed="200") in literal(at.error[0].value)
    assert len(written(own(at)).encode()) <= 200_000


@both_languages
def test_a_bad_file_is_refused_in_words_and_the_present_one_stays(words):
    at = begun(in_language({}, words))
    before, bad = own(at), json.loads(written(own(at)))
    bad["steps"][2] |= {"query": "feld=gold", "note": "x"}
    bad["steps"][4]["title"] = ""
    file_opened(at, json.dumps(bad))
    assert own(at) == before
    said = literal(at.error[0].value)
    assert words("storyboard.refused") in said
    assert f"{words('storyboard.fault.step', step='3')}, " in said
    assert words("storyboard.fault.value", value="feld=gold") in said
    assert f"{words('storyboard.fault.step', step='5')}, " in said
    assert literal(at.title[0].value) == words("storyboard.headline", n=8, minutes=5)


def test_that_a_file_was_refused_is_said_until_one_leaves():
    at = file_opened(begun(), "{}")
    assert at.error
    assert at.run().error
    at.switch_page(BY_KEY["map"].file).run()
    assert not at.switch_page(BY_KEY["storyboard"].file).run().error
    assert own(at)


def test_what_was_refused_on_another_page_is_said_on_coming_to_the_storyboard():
    at = visit("map")
    at.session_state[storyboard_kept.TROUBLE] = BadStoryboard([Fault("json")])
    at.run()
    assert GERMAN("storyboard.fault.json") in literal(at.switch_page(BY_KEY["storyboard"].file).run().error[0].value)


@pytest.mark.parametrize("attack", [*HOSTILE, ATTACK], ids=range(len(HOSTILE) + 1))
def test_hostile_values_are_named_as_text(attack):
    bad = {"format": attack, "version": 1, "id": "a", "title": attack[:90], "minutes": 1, "steps": [], attack: 1}
    at = file_opened(visit("storyboard"), json.dumps(bad))
    assert not at.exception
    assert literal(at.error[0].value).startswith(GERMAN("storyboard.refused.first"))


@pytest.mark.parametrize("attack", [*HOSTILE[:3], ATTACK], ids=range(4))
def test_hostile_texts_of_ones_own_are_shown_as_text(attack):
    board = shipped(live.current(), "de")[1]
    step = replace(board.steps[0], title=attack[:99], sentence=attack[:290], note=attack)
    at = file_opened(visit("storyboard"), written(replace(board, title=attack[:99], steps=(step,))))
    assert_sound(at)
    assert at.text_area[1].value == own(at).steps[0].note
    assert not [body for body in bodies(at) if "<script" in body or "<img" in body]


@both_languages
def test_every_reason_has_its_sentence_and_many_faults_are_counted(words):
    for reason in (*REASONS, *VIEW_REASONS):
        (sentence,) = fault_words([Fault(reason, 7, "query", "a" * 500, "9")], words)
        assert "7" in sentence
        assert len(sentence) < 250
    many = fault_words([Fault("value", n, "query", "x") for n in range(1, SHOWN + 4)], words)
    assert len(many) == SHOWN + 1
    assert many[-1] == words("storyboard.faults.more", n=3)


def test_an_ordinary_visit_gives_the_browser_nothing_to_keep():
    at = visit("map")
    assert storyboard_kept.BROWSER not in at.session_state
    at.button(key=CAPTURE).click().run()
    assert at.session_state[storyboard_kept.BROWSER] == "keep"


def test_the_page_is_reached_from_every_foot_and_stands_in_no_navigation():
    assert "drehbuch" in [split(link.href)[0] for link in html(opened("overview", {})).links]
    assert not BY_KEY["storyboard"].listed
