"""One symbol for every phase, health, milestone and measure: well-formed, different in shape, in our colours."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from figures import symbols
from figures.palette import HEALTH, INK, PHASE
from figures.symbols import HEALTH_SHAPES, MASKS, MILESTONE_SHAPES, PHASE_SHAPES, SYMBOLS
from roadmap_model.measures import SHOWN as MEASURES
from roadmap_model.roadmap import HEALTHS, PHASES, Roadmap

ALL = SYMBOLS | MASKS
ALLOWED_COLOURS = {*PHASE.values(), *HEALTH.values(), INK, "#fff", "#000"}


def shape(svg: str) -> str:
    """The drawing without its colours."""
    return re.sub(r"#[0-9A-Fa-f]{3,6}", "", svg)


def test_every_phase_and_health_has_a_symbol_and_a_colour() -> None:
    assert tuple(PHASE) == tuple(PHASE_SHAPES) == PHASES
    assert tuple(HEALTH) == tuple(HEALTH_SHAPES) == HEALTHS


def test_every_state_of_a_milestone_has_a_symbol(published: Roadmap) -> None:
    fields = {field.name: field for field in published.declaration.tables["milestones"].fields}
    assert set(MILESTONE_SHAPES) == set(fields["state"].constraints["enum"])
    assert {f"milestone-{state}" for state in (*MILESTONE_SHAPES, "ueberfaellig")} <= set(ALL)


def test_there_are_no_other_symbols() -> None:
    names = [f"phase-{phase}" for phase in PHASES] + [f"health-{health}" for health in HEALTHS]
    names += [f"milestone-{state}" for state in (*MILESTONE_SHAPES, "ueberfaellig")]
    assert set(ALL) == {*names, *(f"measure-{state}" for state in MEASURES)}
    assert not SYMBOLS.keys() & MASKS.keys()


@pytest.mark.parametrize("name", ALL)
def test_a_symbol_is_well_formed_on_the_common_grid(name: str) -> None:
    root = ElementTree.fromstring(ALL[name])
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 24 24"
    assert len(root) > 0
    assert "{" not in ALL[name]


@pytest.mark.parametrize("name", ALL)
def test_a_symbol_loads_and_runs_nothing(name: str) -> None:
    root = ElementTree.fromstring(ALL[name])
    assert {node.tag.rpartition("}")[2] for node in root.iter()} <= {"svg", "circle", "path"}
    for node in root.iter():
        assert not [key for key in node.keys() if key.startswith("on") or "href" in key or key == "style"]  # noqa: SIM118


@pytest.mark.parametrize("name", ALL)
def test_a_symbol_uses_colours_of_the_palette_only(name: str) -> None:
    assert set(re.findall(r"#[0-9A-Fa-f]{3,6}", ALL[name])) <= ALLOWED_COLOURS


@pytest.mark.parametrize("code", PHASE)
def test_the_symbol_of_a_phase_has_its_fill(code: str) -> None:
    assert f'fill="{PHASE[code]}"' in SYMBOLS[f"phase-{code}"]


@pytest.mark.parametrize("code", HEALTH)
def test_the_symbol_of_a_health_has_its_fill(code: str) -> None:
    assert f'fill="{HEALTH[code]}"' in SYMBOLS[f"health-{code}"]


@pytest.mark.parametrize("pair", list(combinations(ALL, 2)), ids=" and ".join)
def test_symbols_differ_in_shape_and_not_only_in_colour(pair: tuple[str, str]) -> None:
    assert shape(ALL[pair[0]]) != shape(ALL[pair[1]])


def test_masks_carry_no_colour_of_their_own() -> None:
    assert {colour for svg in MASKS.values() for colour in re.findall(r"#[0-9A-Fa-f]{3,6}", svg)} <= {"#000"}


def test_the_module_offers_its_symbols_under_their_class_names() -> None:
    assert all(re.fullmatch(r"(phase|health|milestone|measure)-[a-z_]+", name) for name in ALL)
    assert symbols.SYMBOLS is SYMBOLS
