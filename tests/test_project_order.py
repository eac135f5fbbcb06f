"""The orders of the list of projects, each against plain sorting."""

import pytest

from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.project_order import ORDERS, ordered, place_names
from roadmap_model.roadmap import HEALTHS, PHASES, Roadmap
from roadmap_model.selection import Selection
from tests import plain
from tests.conftest import TODAY
from tests.test_status import PUBLISHED

NAMES = {"region": "Ganze Region", "05901": "zuletzt"}


@pytest.fixture(scope="module")
def everything(roadmap: Roadmap) -> Portfolio:
    return portfolio(roadmap, Selection(), TODAY)


@pytest.fixture(scope="module")
def names(roadmap: Roadmap) -> dict[str, str]:
    towns = roadmap["municipalities"]
    return NAMES | dict(zip(towns["ags"], towns["name"], strict=True))


def test_phases_healths_and_fields_stand_in_their_own_order_and_unknown_ones_last(
    everything: Portfolio, names: dict[str, str], rows: plain.Rows
) -> None:
    by_name = list(everything.projects.index)
    status = plain.status(rows, PUBLISHED, TODAY)
    fields = {row["id"]: row["action_field"] for row in rows["projects"]}
    ranks = {
        "phase": lambda id_: PHASES.index(status[id_]["phase"]),
        "lage": lambda id_: HEALTHS.index(status[id_]["health"]) if status[id_]["health"] else 99,
        "feld": lambda id_: ("produktdesign", "produktion", "lieferketten", "paas", "").index(fields[id_]),
        "meldung": lambda id_: int(status[id_]["age"]),
    }
    for order, rank in ranks.items():
        assert list(ordered(everything, order, "de", names).index) == sorted(by_name, key=rank), order


@pytest.mark.parametrize("order", ["name", "", "gibtesnicht", "{{7*7}}", "search"])
def test_anything_else_is_the_order_of_names(everything: Portfolio, names: dict[str, str], order: str) -> None:
    assert list(ordered(everything, order, "de", names).index) == list(everything.projects.index)
    english = ordered(everything, order, "en", names)["name_en"]
    assert list(english) == sorted(english, key=str.casefold)


def test_places_are_sorted_as_they_are_called(everything: Portfolio, names: dict[str, str]) -> None:
    called = place_names(everything.roadmap, everything.projects.index, names)
    assert called["birke"] == "Altstadt, Dorf, Eichen"
    assert called["fichte"] == "zuletzt"
    found = [called[id_] for id_ in ordered(everything, "ort", "de", names).index]
    assert found == sorted(found, key=str.casefold)


@pytest.mark.parametrize("order", ORDERS)
def test_nothing_selected_is_an_empty_list(roadmap: Roadmap, names: dict[str, str], order: str) -> None:
    assert ordered(portfolio(roadmap, Selection(text="gibtesnicht"), TODAY), order, "en", names).empty
