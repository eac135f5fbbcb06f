"""Storyboards: those of the data package are true views, and a file comes back as it was or is refused in detail."""

import json
import re
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model import views
from roadmap_model.roadmap import Roadmap
from roadmap_model.storyboards import (
    MOST_BYTES,
    MOST_STEPS,
    REASONS,
    BadStoryboard,
    Fault,
    Step,
    Storyboard,
    clean,
    limits,
    read,
    shipped,
    tidied,
    written,
)
from roadmap_model.views import PAGES
from tests.conftest import TODAY
from tests.hostile import HOSTILE

BOARD, STEPS = "storyboards", "storyboard_steps"
VIEWS = [
    ("karte", ""),
    ("karte", "phase=planung,umsetzung&suche=ahorn+%26+birke%3D1%25+%C3%A4"),
    ("zeitachse", "feld=produktion&gruppe=thema&zeitraum=kurz&offen=keine"),
    ("handlungsfelder", "thema=metalle&stand=2026-06-01"),
    ("indikatoren", "gebiet=nrw"),
    ("aenderungen", "von=2025-10-15&bis=2026-06-30&art=neu"),
    ("aenderungen", "art=faellig"),
    ("projekte", "projekt=ahorn"),
    ("projekte", "feld=paas&projekt=ahorn"),
    ("ueberblick", ""),
    ("ueberblick", "phase=umsetzung&stand=2026-06-01"),
    ("akteure", ""),
    ("akteure", "thema=metalle&teil=gruppen"),
    ("akteure", "teil=synergien&gewichte=thema%3A9,zeit%3A0"),
    ("akteure", "akteur=werk"),
    ("akteure", "gruppe=gruppe-metalle"),
    ("akteure", "art=kommune&name=stadt"),
]
SHOWN = [(page, query) for page, query in VIEWS if "suche" not in query]


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    return st.text(max_size=most).map(clean).filter(lambda text: len(text) >= least)


NOTES = st.lists(st.sampled_from(["", "Ä b.", "- c"]) | st.text(max_size=40), max_size=8).map(
    lambda lines: tidied("note", "\n".join(lines))
)


def steps() -> st.SearchStrategy[Step]:
    return st.builds(
        lambda title, sentence, view, note: Step(title, sentence, *view, note),
        texts(100, 1), texts(300), st.sampled_from(SHOWN), NOTES,
    )  # fmt: skip


BOARDS = st.builds(
    lambda title, minutes, steps: Storyboard("eigenes", title, minutes, tuple(steps)),
    texts(100, 1), st.integers(1, 480), st.lists(steps(), min_size=1, max_size=4),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(board=BOARDS)
def test_a_file_gives_back_what_was_written(roadmap: Roadmap, board: Storyboard) -> None:
    assert read(written(board), roadmap, TODAY) == board


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("which", ["roadmap", "published"])
def test_the_storyboards_of_a_package_are_files_without_fault(
    request: pytest.FixtureRequest, which: str, language: str
) -> None:
    roadmap: Roadmap = request.getfixturevalue(which)
    boards = shipped(roadmap, language)
    assert [board.id for board in boards] == list(roadmap[BOARD]["id"])
    for board in boards:
        assert read(written(board), roadmap, roadmap.published) == board
    assert sum(len(board.steps) for board in boards) == len(roadmap[STEPS])


def test_steps_come_by_position_whatever_the_order_of_the_rows(roadmap: Roadmap) -> None:
    mixed = dict(roadmap.tables) | {STEPS: roadmap[STEPS].sample(frac=1, random_state=5)}
    again = Roadmap(roadmap.declaration, mixed, roadmap.areas, "mixed")
    assert shipped(again, "de") == shipped(roadmap, "de")
    assert [step.title for step in shipped(again, "en")[0].steps] == [f"Schritt {n} (en)" for n in range(1, 9)]


# What ships


@pytest.mark.parametrize(
    ("id_", "minutes", "least", "most"), [("vorstandssitzung", 20, 8, 10), ("einfuehrung", 10, 6, 7)]
)
def test_two_storyboards_ship(published: Roadmap, id_: str, minutes: int, least: int, most: int) -> None:
    board = {board.id: board for board in shipped(published, "de")}[id_]
    assert board.minutes == minutes
    assert least <= len(board.steps) <= most
    for step in board.steps:
        assert views.faults(step.page, step.query, published, published.published) == ()
        assert 2 <= len(re.findall(r"[.?!](?= |$)", step.note)) <= 5, step.title
        assert step.sentence.endswith((".", "?"))


def test_the_public_begins_with_the_overview_and_the_board_sees_every_other_kind_of_view(published: Roadmap) -> None:
    board, public = shipped(published, "de")
    assert {step.page for step in board.steps} == set(PAGES) - {"ueberblick"}
    assert public.steps[0].address == "./"
    assert {step.page for step in public.steps} == set(PAGES) - {"aenderungen", "akteure"}


def test_what_the_steps_say_of_projects_is_in_the_data(published: Roadmap) -> None:
    milestones = published["milestones"].set_index(["project", "date"])["state"]
    assert milestones["neue-zeche-westerholt", "2026-02-05"] == "erreicht"
    assert milestones["neue-zeche-westerholt", "2026-Q3"] == "geplant"
    assert milestones["wera-herten", "2023-11-30"] == "erreicht"
    assert milestones["wera-herten", "2026"] == "geplant"
    rows = published.projects
    assert "Rostasche" in rows.loc["wera-herten", "summary_de"]
    assert "Pfandflaschen" in rows.loc["rcs-pet-werne", "summary_de"]
    assert (len(published["action_fields"]), len(published["topics"])) == (4, 5)
    expert = published["groups"][published["groups"]["kind"] == "fachgruppe"]
    assert set(published["topics"]["id"]) <= set(expert["topic"])


# What a view may be


@pytest.mark.parametrize(
    ("page", "query", "expected"),
    [
        ("daten", "", [("page", "daten")]),
        ("", "feld=paas", [("page", "")]),  # an empty page looks forgotten
        ("ueberblick", "projekt=ahorn", [("parameter", "projekt")]),
        ("ueberblick", "suche=nirgends", [("empty", "ueberblick?suche=nirgends")]),
        ("akteure", "teil=netz&gruppe=ort", [("value", "teil=netz"), ("value", "gruppe=ort")]),
        ("akteure", "art=riese", [("value", "art=riese")]),
        ("akteure", "gewichte=thema:10,zeit:0", [("value", "gewichte=thema:10")]),
        ("akteure", "akteur=niemand&seite=2", [("parameter", "seite"), ("value", "akteur=niemand")]),
        ("akteure", "suche=nirgends", [("empty", "akteure?suche=nirgends")]),
        ("akteure", "name=nirgends", [("empty", "akteure?name=nirgends")]),
        ("akteure", "art=gruendung", [("empty", "akteure?art=gruendung")]),
        ("akteure", "teil=synergien&feld=paas", [("empty", "akteure?teil=synergien&feld=paas")]),
        ("akteure", "teil=gruppen&suche=nirgends", []),  # the groups are there, whatever is selected
        ("akteure", "akteur=werk&suche=nirgends", []),
        ("karte", "feld=gold,paas", [("value", "feld=gold")]),
        ("karte", "gruppe=ort&x=1", [("parameter", "gruppe"), ("parameter", "x")]),
        ("karte", "lang=en", [("parameter", "lang")]),
        ("karte", "stand=2026-07-01", [("value", "stand=2026-07-01")]),
        ("karte", "stand=2001-01-01", [("empty", "karte?stand=2001-01-01")]),
        ("karte", "phase=idee&feld=paas", [("empty", "karte?phase=idee&feld=paas")]),
        ("handlungsfelder", "suche=nirgends", [("empty", "handlungsfelder?suche=nirgends")]),
        ("zeitachse", "zeitraum=ewig&offen=keins", [("value", "zeitraum=ewig"), ("value", "offen=keins")]),
        ("zeitachse", "phase=idee&feld=paas", [("empty", "zeitachse?phase=idee&feld=paas")]),
        ("zeitachse", "phase=pausiert&feld=produktion", []),  # a measure of that field is planned
        ("aenderungen", "von=gestern&art=alles", [("value", "von=gestern"), ("value", "art=alles")]),
        ("aenderungen", "von=2026-06-30", [("empty", "aenderungen?von=2026-06-30")]),
        ("aenderungen", "art=pausiert", [("empty", "aenderungen?art=pausiert")]),
        ("aenderungen", "art=faellig&phase=abgeschlossen", [("empty", "aenderungen?art=faellig&phase=abgeschlossen")]),
        ("indikatoren", "gebiet=mond", [("value", "gebiet=mond")]),
        ("indikatoren", "gebiet=emscher_lippe", [("empty", "indikatoren?gebiet=emscher_lippe")]),
        ("projekte", "", [("project", "")]),
        ("projekte", "projekt=nichts", [("project", "nichts")]),
        ("projekte", "projekt=ahorn&stand=2020-01-01", [("project", "ahorn")]),
        ("karte", "&".join(f"p{n}=1" for n in range(50)), [("parameter", "&".join(f"p{n}=1" for n in range(50)))]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_view_is_named(
    roadmap: Roadmap, page: str, query: str, expected: list[tuple[str, str]]
) -> None:
    assert [(one.reason, one.value) for one in views.faults(page, query, roadmap, TODAY)] == expected


@pytest.mark.parametrize(("page", "query"), [*SHOWN, ("karte", ""), ("indikatoren", ""), ("aenderungen", "")])
def test_a_view_that_shows_something_has_no_fault_and_is_canonical(roadmap: Roadmap, page: str, query: str) -> None:
    assert views.faults(page, query, roadmap, TODAY) == ()
    assert views.canonical(PAGES[page], views.parameters(query), roadmap, TODAY) == query


@pytest.mark.parametrize("attack", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_query_is_a_fault_not_a_crash(roadmap: Roadmap, page: str, attack: str) -> None:
    assert views.faults(page, attack, roadmap, TODAY)
    assert views.faults(page, f"feld={attack}", roadmap, TODAY) or not clean(attack)


@pytest.mark.parametrize("attack", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["teil", "gruppe", "art", "gewichte"])
def test_a_hostile_value_of_the_page_of_organisations_is_named(roadmap: Roadmap, name: str, attack: str) -> None:
    found = views.faults("akteure", urlencode({name: attack}), roadmap, TODAY)
    assert {one.reason for one in found} == ({"value"} if attack.strip() else set())
    assert all(one.value.startswith(f"{name}=") for one in found)


def test_a_file_names_the_overview_whose_path_is_empty(roadmap: Roadmap) -> None:
    board = read(json.dumps(stepped(page="ueberblick", query="phase=umsetzung")), roadmap, TODAY)
    assert (board.steps[1].path, board.steps[1].address) == ("", "./?phase=umsetzung")
    assert json.loads(written(board))["steps"][1]["page"] == "ueberblick"


# Files


def content(**changed: Any) -> dict[str, Any]:
    step = {"title": "T", "sentence": "", "page": "karte", "query": "", "note": ""}
    board = {"format": "roadmap-storyboard", "version": 1, "id": "eigenes", "title": "A", "minutes": 5, "steps": [step]}
    return board | changed


def stepped(**changed: Any) -> dict[str, Any]:
    board = content()
    return board | {"steps": [board["steps"][0], board["steps"][0] | changed]}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in content().items() if key != name}


BAD: dict[str, tuple[Any, list[Fault]]] = {
    "nothing": ("", [Fault("json")]),
    "no JSON": ("{'a': 1}", [Fault("json")]),
    "another kind of JSON": ("[1]", [Fault("json")]),
    "JSON of something else": ({"type": "FeatureCollection"}, [Fault("json")]),
    "endless nesting": ("[" * 90_000, [Fault("json")]),
    "an endless number": ('{"minutes": ' + "9" * 9000 + "}", [Fault("json")]),
    "too large": ('"' + "a" * MOST_BYTES + '"', [Fault("size", allowed="200")]),
    "another format": (content(format="slides"), [Fault("format", None, "format", "slides 1")]),
    "a later version": (content(version=2), [Fault("format", None, "format", "roadmap-storyboard 2")]),
    "no title": (without("title"), [Fault("missing", None, "title")]),
    "a title of spaces": (content(title="  \u202e "), [Fault("missing", None, "title")]),
    "a long title": (content(title="a" * 101), [Fault("long", None, "title", "101", "100")]),
    "an unknown field": (content(script="x"), [Fault("unknown", None, "script")]),
    "an id for a path": (content(id="../../etc"), [Fault("type", None, "id")]),
    "minutes in words": (content(minutes="zehn"), [Fault("type", None, "minutes")]),
    "minutes that are true": (content(minutes=True), [Fault("type", None, "minutes")]),
    "no minutes": (content(minutes=0), [Fault("range", None, "minutes", "0", "1 … 480")]),
    "steps by name": (content(steps={"1": {}}), [Fault("type", None, "steps")]),
    "no steps": (content(steps=[]), [Fault("no_steps", None, "steps")]),
    "too many steps": (content(steps=[{}] * 61), [Fault("many_steps", None, "steps", "61", str(MOST_STEPS))]),
    "a step of another kind": (content(steps=["karte"]), [Fault("type", 1, "steps")]),
    "a step with nothing": (
        content(steps=[{}]),
        [Fault("missing", 1, name) for name in ("title", "sentence", "note", "page", "query")],
    ),
    "a note of another kind": (stepped(note=None), [Fault("type", 2, "note")]),
    "a step without title": (stepped(title=""), [Fault("missing", 2, "title")]),
    "an endless note": (stepped(note="a" * 2001), [Fault("long", 2, "note", "2001", "2000")]),
    "a page elsewhere": (stepped(page="https://evil.example"), [Fault("page", 2, "page", "https://evil.example")]),
    "a script as a page": (stepped(page="javascript:alert(1)"), [Fault("page", 2, "page", "javascript:alert(1)")]),
    "a parameter of nothing": (stepped(query="x=1"), [Fault("parameter", 2, "query", "x")]),
    "a value of nothing": (stepped(query="feld=gold"), [Fault("value", 2, "query", "feld=gold")]),
    "a page without a name": (stepped(page=""), [Fault("page", 2, "page")]),
    "weights of nothing": (
        stepped(page="akteure", query="gewichte=gold:1"),
        [Fault("value", 2, "query", "gewichte=gold:1")],
    ),
    "an unknown project": (stepped(page="projekte", query="projekt=x"), [Fault("project", 2, "query", "x")]),
    "an empty view": (stepped(query="suche=nirgends"), [Fault("empty", 2, "query", "karte?suche=nirgends")]),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_step_and_field(roadmap: Roadmap, case: str) -> None:
    bad, expected = BAD[case]
    with pytest.raises(BadStoryboard) as caught:
        read(bad if isinstance(bad, str) else json.dumps(bad), roadmap, TODAY)
    assert list(caught.value.faults) == expected


def test_every_reason_is_tried() -> None:
    assert {fault.reason for _, faults in BAD.values() for fault in faults} == {*REASONS, *views.REASONS}


def test_all_faults_of_a_file_are_named_at_once(roadmap: Roadmap) -> None:
    bad = stepped(query="feld=gold&x=1") | {"title": "", "minutes": 999}
    with pytest.raises(BadStoryboard) as caught:
        read(json.dumps(bad), roadmap, TODAY)
    assert [(one.step, one.field) for one in caught.value.faults] == [
        (None, "title"), (None, "minutes"), (2, "query"), (2, "query"),
    ]  # fmt: skip


@pytest.mark.parametrize("attack", HOSTILE[:3], ids=range(3))
def test_hostile_texts_are_texts(roadmap: Roadmap, attack: str) -> None:
    board = read(json.dumps(content(title=attack) | {"steps": [stepped(note=attack)["steps"][1]]}), roadmap, TODAY)
    assert (board.title, board.steps[0].note) == (attack, attack)


def test_invisible_characters_and_loose_forms_are_put_right(roadmap: Roadmap) -> None:
    odd = stepped(title=" A\u202e\n B\ud800 ", query="phase=umsetzung,planung&feld=")
    board = read(json.dumps(odd), roadmap, TODAY)
    assert (board.steps[1].title, board.steps[1].query) == ("A B", "phase=planung,umsetzung")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Erst grüßen.\nDann  die Karte.", "Erst grüßen.\nDann die Karte."),
        ("A\r\nB\rC", "A\nB\nC"),
        ("\n\n A \n \n\t\n\nB\n\n", "A\n\nB"),
        ("A\u2028B\u202eC\x00D", "A\nB C D"),
        (" \n \n", ""),
    ],
)
def test_notes_keep_their_lines_and_other_texts_are_one(roadmap: Roadmap, typed: str, kept: str) -> None:
    board = read(json.dumps(stepped(note=typed, sentence=typed)), roadmap, TODAY)
    assert board.steps[1].note == kept
    assert board.steps[1].sentence == " ".join(kept.split())
    assert read(written(board), roadmap, TODAY) == board


@given(text=st.text())
def test_tidying_a_note_twice_changes_nothing_and_never_lengthens_it(text: str) -> None:
    once = tidied("note", text)
    assert tidied("note", once) == once
    assert len(once) <= len(text)


NAMES = [*content(), *stepped()["steps"][0]]
NODES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=12,
)
FILES = NODES.map(lambda node: json.dumps(content() | node if isinstance(node, dict) else node))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60) | FILES)
def test_any_file_is_read_or_refused(roadmap: Roadmap, text: str) -> None:
    with suppress(BadStoryboard):
        board = read(text, roadmap, TODAY)
        assert read(written(board), roadmap, TODAY) == board


def test_the_limits_are_those_of_the_declaration(roadmap: Roadmap) -> None:
    assert limits(roadmap, BOARD) == {"id": 60, "title": 100}
    assert limits(roadmap, STEPS) == {"title": 100, "sentence": 300, "query": 1000, "note": 2000}
    enum = {field.name: field for field in roadmap.declaration.tables[STEPS].fields}["page"].constraints["enum"]
    assert tuple(enum) == tuple(PAGES)
    (most,) = (f.constraints["maximum"] for f in roadmap.declaration.tables[STEPS].fields if f.name == "position")
    assert most == MOST_STEPS
