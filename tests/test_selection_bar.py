"""The selection bar: what it writes into the address, and what it reads from there."""

from datetime import date

import pytest

from figures.names import names
from roadmap_model import live
from tests.hostile import HOSTILE
from tests.visit import ENGLISH, GERMAN, assert_sound, expected, read, served, split, visit

TODAY = date(2026, 7, 1)
# Name of a filter to the button that opens it, its URL parameter, and values to choose.
PILLS = {
    "action_fields": ("action_fields", "feld", ["lieferketten", "produktion"]),
    "topics": ("topics", "thema", ["bau", "ohne"]),
    "phases": ("phases", "phase", ["planung", "umsetzung"]),
    "healths": ("further", "lage", ["keine_meldung", "risiko"]),
    "freshness": ("further", "aktualitaet", ["aktuell", "veraltet"]),
    "scales": ("further", "umfang", ["initiative", "leuchtturm"]),
    "goals": ("further", "ziel", ["carbon", "waste"]),
}
filters = pytest.mark.parametrize(
    ("name", "button", "parameter", "codes"), [(n, *f) for n, f in PILLS.items()], ids=[*PILLS]
)


@pytest.fixture(scope="module", autouse=True)
def roadmap(region_folder):
    with served(region_folder, TODAY) as roadmap:
        yield roadmap


def open_filter(at, button):
    """Press a button of the bar, which shows a filter."""
    at.session_state["opened"] = button
    return at.run()


def query(at) -> dict[str, str]:
    """The query of the address, every parameter as one text."""
    return {name: value[0] if isinstance(value, list) else value for name, value in at.query_params.items()}


def assert_shows(at, address):
    assert_sound(at)
    assert query(at) == address
    assert read(at).projects == list(expected(address).projects.index)


@filters
def test_pills_write_sorted_codes_into_the_address(name, button, parameter, codes):
    at = open_filter(visit("projects"), button)
    at.button_group(key=f"choose_{name}").set_value(codes[::-1]).run()
    assert_shows(at, {parameter: ",".join(codes)})
    assert sorted(at.button_group(key=f"choose_{name}").value) == codes
    at.button_group(key=f"choose_{name}").set_value([]).run()
    assert_shows(at, {})


@filters
def test_pills_show_what_the_address_says(name, button, parameter, codes):
    at = open_filter(visit("overview", {parameter: ",".join(codes)}), button)
    assert sorted(at.button_group(key=f"choose_{name}").value) == codes


def test_nothing_of_a_filter_is_drawn_before_it_is_opened():
    at = visit("overview", {"feld": "paas", "ort": "05901001", "akteur": "werk", "stand": "2026-05-01"})
    assert not [*at.button_group, *at.multiselect, *at.selectbox, *at.date_input]


def test_places_are_chosen_by_municipality_district_and_region():
    at = open_filter(visit("projects"), "places")
    at.multiselect(key="choose_places").set_value(["region", "05901", "05999001"]).run()
    assert_shows(at, {"ort": "05901,05999001,region"})
    map_ = open_filter(visit("map", {"ort": "05901,region"}), "places")
    assert map_.multiselect(key="choose_places").value == ["05901", "region"]


def test_a_search_text_is_cleaned_on_its_way_into_the_address():
    at = visit("projects")
    at.text_input(key="choose_text").set_value("  Birke\t ").run()
    assert_shows(at, {"suche": "Birke"})
    at.text_input(key="choose_text").set_value("").run()
    assert_shows(at, {})


def test_an_organisation_is_chosen_and_taken_back():
    at = open_filter(visit("projects"), "further")
    at.selectbox(key="choose_organisation").set_value("werk").run()
    assert_shows(at, {"akteur": "werk"})
    assert read(at).projects == ["birke", "eibe"]
    at.selectbox(key="choose_organisation").set_value(None).run()
    assert_shows(at, {})


def test_a_day_moves_the_app_in_time_and_is_announced():
    at = open_filter(visit("projects"), "further")
    at.date_input(key="choose_as_of").set_value(date(2025, 6, 30)).run()
    assert_shows(at, {"stand": "2025-06-30"})
    assert GERMAN("past.shown", date="30. Juni 2025") in [info.value for info in at.info]
    assert at.date_input(key="choose_as_of").value == date(2025, 6, 30)
    english = visit("projects", {"stand": "2025-06-30", "lang": "en"})
    assert ENGLISH("past.shown", date="30 June 2025") in [info.value for info in english.info]


@pytest.mark.parametrize("page", ["overview", "map", "action_fields", "projects", "about"])
def test_one_filter_narrows_the_other_on_every_page(page):
    at = open_filter(visit(page, {"lang": "en"}), "action_fields")
    at.button_group(key="choose_action_fields").set_value(["produktion"]).run()
    open_filter(at, "places").multiselect(key="choose_places").set_value(["05901001"]).run()
    at.text_input(key="choose_text").set_value("eibe").run()
    assert_sound(at)
    address = {"feld": "produktion", "ort": "05901001", "suche": "eibe"}
    assert query(at) == address | {"lang": "en"}
    found = ENGLISH("selection.found", found=1, n=len(expected({}).everything))
    assert found in read(at).having("rm-chosen")[0].text
    assert list(expected(address).projects.index) == ["eibe"]


def test_a_filter_keeps_language_and_sorting_and_leaves_the_part_of_the_list():
    address = {"lang": "en", "sortierung": "phase", "seite": "2", "utm": "x"}
    at = open_filter(visit("projects", address), "phases")
    at.button_group(key="choose_phases").set_value(["umsetzung"]).run()
    assert query(at) == {"phase": "umsetzung", "lang": "en", "sortierung": "phase", "utm": "x"}


CHOSEN = {"feld": "produktion", "ort": "05901001", "akteur": "werk", "suche": "e", "umfang": "vorhaben"}


def chips(at):
    """The ways out of the filters by the words that name them; the last one takes all back."""
    return {chip.attributes["aria-label"]: split(chip.attributes["href"])[1] for chip in read(at).having("rm-chip")}


def test_every_chosen_filter_stands_in_words_beside_the_count():
    at = visit("projects", CHOSEN | {"feld": "produktion,paas", "stand": "2026-05-01"})
    said = [chip.text.removesuffix(" ×") for chip in read(at).having("rm-chip")]
    name = names(live.current(), GERMAN)
    assert said == [
        f"{GERMAN('selection.action_fields')} {name['feld', 'paas']}, {name['feld', 'produktion']}",
        f"{GERMAN('selection.scales')} {name['umfang', 'vorhaben']}",
        f"{GERMAN('selection.places')} {name['ort', '05901001']}",
        f"{GERMAN('selection.organisation')} {name['akteur', 'werk']}",
        f"{GERMAN('selection.text')} e",
    ]


@pytest.mark.parametrize("parameter", CHOSEN)
def test_each_filter_in_words_is_the_way_out_of_it_alone(parameter):
    page = {"stand": "2026-05-01", "sortierung": "phase", "lang": "en"}
    ways = list(chips(visit("projects", CHOSEN | page | {"seite": "2"})).values())
    assert {name: text for name, text in (CHOSEN | page).items() if name != parameter} in ways
    assert len(ways) == len(CHOSEN)


@pytest.mark.parametrize("name", ["selection", "language", "page", "view", "self", "lang2"])
def test_a_foreign_parameter_of_any_name_stays_in_the_ways_out(name):
    at = visit("overview", {"suche": "birke", name: "x"})
    assert_sound(at)
    assert list(chips(at).values()) == [{name: "x"}]


def test_reset_takes_back_every_filter_but_neither_day_nor_language():
    document = read(visit("projects", CHOSEN | {"stand": "2026-05-01", "lang": "en"}))
    reset = next(link for link in document.links if link.text == ENGLISH("selection.reset"))
    assert split(reset.href)[1] == {"stand": "2026-05-01", "lang": "en"}


@pytest.mark.parametrize(("address", "offered"), [({}, 0), ({"stand": "2026-05-01"}, 0), ({"suche": "nichts"}, 1)])
def test_a_way_out_is_offered_only_where_something_is_left_out(address, offered):
    at = visit("overview", address)
    assert len(chips(at)) == offered
    assert GERMAN("selection.reset") not in read(at).text, "one filter needs no way out of all"


def test_a_filter_that_was_taken_back_does_not_return_with_the_next_change():
    at = open_filter(visit("projects"), "phases")
    at.button_group(key="choose_phases").set_value(["umsetzung"]).run()
    del at.query_params["phase"]
    at.run()
    stale = [group for group in at.button_group if str(group.key).startswith("choose_phases")]
    assert [group.value for group in stale] == [[]]
    assert [group.key for group in stale] != ["choose_phases"], "the browser may send the old value of the old one"
    at.text_input(key="choose_text").set_value("birke").run()
    assert_shows(at, {"suche": "birke"})


@pytest.mark.parametrize("attack", HOSTILE[:3], ids=range(3))
def test_a_hostile_search_is_shown_as_text(attack):
    at = visit("projects", {"suche": attack})
    assert read(at).having("rm-chip")[0].text == f"{GERMAN('selection.text')} {attack} ×"
    assert not read(at).tagged("script")


def test_a_change_after_a_wrong_address_writes_only_what_is_known():
    at = visit("projects", {"feld": "produktion,unfug", "thema": "{{7*7}}", "stand": "gestern"})
    assert len(at.warning) == 3
    open_filter(at, "phases")
    at.button_group(key="choose_phases").set_value(["abgeschlossen"]).run()
    assert_shows(at, {"feld": "produktion", "phase": "abgeschlossen"})
    assert not at.warning


def test_the_select_box_of_the_map_is_the_place_of_the_selection():
    at = open_filter(visit("map", {"thema": "bau"}), "places")
    at.selectbox(key="choose_place").set_value("05901001").run()
    assert_sound(at)
    assert query(at) == {"thema": "bau", "ort": "05901001"}
    assert [places.value for places in at.multiselect] == [["05901001"]]
    assert "Dorf" in at.title[0].value
    at.selectbox(key="choose_place").set_value(None).run()
    assert query(at) == {"thema": "bau"}


def test_the_select_box_of_the_map_says_how_many_projects_each_place_has():
    options = visit("map").selectbox(key="choose_place").options
    counts = {option.rpartition(" (")[0]: int(option.rpartition(" (")[2].rstrip(")")) for option in options}
    names = {"Altstadt": "05999001", "Dorf": "05901001", "Grund": "05902002", "Kreis 05901": "05901"}
    for name, place in names.items():
        assert counts[name] == len(expected({"ort": place}).projects), name


def test_several_places_leave_the_select_box_of_the_map_open():
    assert visit("map", {"ort": "05901001,05901002"}).selectbox(key="choose_place").value is None
