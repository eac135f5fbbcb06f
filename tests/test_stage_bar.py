"""The bar below the stage: ways on and out, the address to read out, the filter."""

from datetime import date
from urllib.parse import quote, urljoin

import pytest
from starlette.applications import Starlette

from pages.ui import storyboard_kept
from pages.ui.navigation import BY_KEY, PAGES
from roadmap_model.network_query import PARTS
from roadmap_model.storyboards import shipped
from server.routes import ROUTES
from tests.asgi import request
from tests.hostile import HOSTILE
from tests.staging import PLACES, STORY, as_ones_own, on_stage
from tests.visit import GERMAN, both_languages, expected, follow, in_language, in_service, opened, read, split, visit

roadmap = in_service()
app = Starlette(routes=ROUTES)


@pytest.mark.parametrize("number", PLACES)
def test_the_ways_on_lead_to_the_neighbours_and_out(number, roadmap):
    ways = {
        link.attributes["data-go"]: split(link.href)
        for link in read(on_stage({"story": "rundgang", "schritt": str(number)})).links
        if "data-go" in link.attributes
    }
    asked = {"first": 1, "last": len(PLACES), "next": number + 1, "previous": number - 1}
    for way, place in asked.items():
        if 1 <= place <= len(PLACES):
            assert ways[way] == ("praesentation", {"story": "rundgang", "schritt": str(place)})
        else:
            assert way not in ways
    step = shipped(roadmap, "de")[0].steps[number - 1]
    path, query = ways["leave"]
    assert path == step.path
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
    as_ones_own(mine, STORY)
    mine.query_params["story"] = storyboard_kept.OWN_ID
    assert shown_address(mine.run()) == "karte?phase=umsetzung"


def test_a_story_that_runs_by_itself_can_be_halted_and_begins_again():
    document = read(on_stage({"story": "rundgang", "schritt": str(len(PLACES)), "auto": "30"}))
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
