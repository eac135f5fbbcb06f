"""The selection bar: what it writes into the address, and what it reads from there."""

from datetime import date

import pytest

from tests.visit import ENGLISH, GERMAN, assert_sound, expected, read, served, visit

TODAY = date(2026, 7, 1)
PILLS = {
    "choose_action_fields": ("feld", ["lieferketten", "produktion"]),
    "choose_topics": ("thema", ["bau", "ohne"]),
    "choose_phases": ("phase", ["planung", "umsetzung"]),
    "choose_healths": ("lage", ["keine_meldung", "risiko"]),
    "choose_freshness": ("aktualitaet", ["aktuell", "veraltet"]),
    "choose_scales": ("umfang", ["initiative", "leuchtturm"]),
    "choose_goals": ("ziel", ["carbon", "waste"]),
}


@pytest.fixture(scope="module", autouse=True)
def roadmap(region_folder):
    with served(region_folder, TODAY) as roadmap:
        yield roadmap


def query(at) -> dict[str, str]:
    """The query of the address, every parameter as one text."""
    return {name: value[0] if isinstance(value, list) else value for name, value in at.query_params.items()}


def assert_shows(at, address):
    assert_sound(at)
    assert query(at) == address
    assert read(at).projects == list(expected(address).projects.index)


@pytest.mark.parametrize(("key", "written"), PILLS.items(), ids=list(PILLS))
def test_pills_write_sorted_codes_into_the_address(key, written):
    parameter, codes = written
    at = visit("projects")
    at.button_group(key=key).set_value(codes[::-1]).run()
    assert_shows(at, {parameter: ",".join(codes)})
    assert sorted(at.button_group(key=key).value) == codes
    at.button_group(key=key).set_value([]).run()
    assert_shows(at, {})


@pytest.mark.parametrize(("key", "written"), PILLS.items(), ids=list(PILLS))
def test_pills_show_what_the_address_says(key, written):
    parameter, codes = written
    at = visit("overview", {parameter: ",".join(codes)})
    assert sorted(at.button_group(key=key).value) == codes


def test_places_are_chosen_by_municipality_district_and_region():
    at = visit("projects")
    at.multiselect(key="choose_places").set_value(["region", "05901", "05999001"]).run()
    assert_shows(at, {"ort": "05901,05999001,region"})
    assert visit("map", {"ort": "05901,region"}).multiselect(key="choose_places").value == ["05901", "region"]


def test_a_search_text_is_cleaned_on_its_way_into_the_address():
    at = visit("projects")
    at.text_input(key="choose_text").set_value("  Birke\t ").run()
    assert_shows(at, {"suche": "Birke"})
    at.text_input(key="choose_text").set_value("").run()
    assert_shows(at, {})


def test_an_organisation_is_chosen_and_taken_back():
    at = visit("projects")
    at.selectbox(key="choose_organisation").set_value("werk").run()
    assert_shows(at, {"akteur": "werk"})
    assert read(at).projects == ["birke", "eibe"]
    at.selectbox(key="choose_organisation").set_value(None).run()
    assert_shows(at, {})


def test_a_day_moves_the_app_in_time_and_is_announced():
    at = visit("projects")
    at.date_input(key="choose_as_of").set_value(date(2025, 6, 30)).run()
    assert_shows(at, {"stand": "2025-06-30"})
    assert GERMAN("past.shown", date="30. Juni 2025") in [info.value for info in at.info]
    assert at.date_input(key="choose_as_of").value == date(2025, 6, 30)
    english = visit("projects", {"stand": "2025-06-30", "lang": "en"})
    assert ENGLISH("past.shown", date="30 June 2025") in [info.value for info in english.info]


@pytest.mark.parametrize("page", ["overview", "map", "action_fields", "projects", "about"])
def test_one_filter_narrows_the_other_on_every_page(page):
    at = visit(page, {"lang": "en"})
    at.button_group(key="choose_action_fields").set_value(["produktion"]).run()
    at.multiselect(key="choose_places").set_value(["05901001"]).run()
    at.text_input(key="choose_text").set_value("eibe").run()
    assert_sound(at)
    address = {"feld": "produktion", "ort": "05901001", "suche": "eibe"}
    assert query(at) == address | {"lang": "en"}
    found = ENGLISH("selection.found", found=1, n=len(expected({}).everything))
    assert found in [markdown.value for markdown in at.markdown]
    assert list(expected(address).projects.index) == ["eibe"]


def test_a_filter_keeps_language_and_sorting_and_leaves_the_part_of_the_list():
    at = visit("projects", {"lang": "en", "sortierung": "phase", "seite": "2", "utm": "x"})
    at.button_group(key="choose_phases").set_value(["umsetzung"]).run()
    assert query(at) == {"phase": "umsetzung", "lang": "en", "sortierung": "phase", "utm": "x"}


def test_reset_takes_back_every_filter_but_neither_day_nor_language():
    chosen = {"feld": "produktion", "ort": "05901001", "akteur": "werk", "suche": "e", "umfang": "vorhaben"}
    at = visit("projects", chosen | {"stand": "2026-05-01", "lang": "en"})
    at.button(key="reset").click().run()
    assert_sound(at)
    assert query(at) == {"stand": "2026-05-01", "lang": "en"}
    assert not [button for button in at.button if button.key == "reset"], "there is nothing left to reset"


def test_reset_is_offered_only_where_something_is_left_out():
    assert "reset" not in [button.key for button in visit("overview", {"stand": "2026-05-01"}).button]
    assert "reset" in [button.key for button in visit("overview", {"suche": "nichts"}).button]


def test_a_filter_that_was_taken_back_does_not_return_with_the_next_change():
    at = visit("projects")
    at.button_group(key="choose_phases").set_value(["umsetzung"]).run()
    at.button(key="reset").click().run()
    stale = [group for group in at.button_group if str(group.key).startswith("choose_phases")]
    assert [group.value for group in stale] == [[]]
    assert [group.key for group in stale] != ["choose_phases"], "the browser may send the old value of the old one"
    at.text_input(key="choose_text").set_value("birke").run()
    assert_shows(at, {"suche": "birke"})


def test_a_change_after_a_wrong_address_writes_only_what_is_known():
    at = visit("projects", {"feld": "produktion,unfug", "thema": "{{7*7}}", "stand": "gestern"})
    assert len(at.warning) == 3
    at.button_group(key="choose_phases").set_value(["abgeschlossen"]).run()
    assert_shows(at, {"feld": "produktion", "phase": "abgeschlossen"})
    assert not at.warning


def test_the_select_box_of_the_map_is_the_place_of_the_selection():
    at = visit("map", {"thema": "bau"})
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


def test_labels_say_how_many_values_are_chosen():
    at = visit("overview", {"feld": "produktion,paas", "ort": "region"})
    labels = " ".join(node.proto.popover.label for node in at if node.type == "popover")
    assert f"{GERMAN('selection.action_fields')} · 2" in labels
    assert f"{GERMAN('selection.places')} · 1" in labels
    assert f"{GERMAN('selection.topics')} ·" not in labels
