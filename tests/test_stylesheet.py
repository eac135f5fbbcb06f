"""Every class has its rule and every rule its class; the stylesheet loads nothing from elsewhere."""

import re
from collections.abc import Iterable

import pytest

from figures import asset_files
from figures.page_script import page_script
from figures.palette import HEALTH, INK, MAP, PHASE
from figures.stylesheet import stylesheet
from figures.symbols import MASKS, SYMBOLS
from tests import sources

CSS = stylesheet() + asset_files.text("pack.css")
FILES = ("roadmap.css", "paper.css", "stage.css", "notes.css", "pack.css")
PLAIN = re.sub(r"/\*.*?\*/", "", "".join(map(asset_files.text, FILES)), flags=re.DOTALL)

# Classes with one variable end, and every end that templates and code can give them.
VARIABLE: dict[str, Iterable[str]] = {
    "rm-ground-": ("area", "filtered", "empty"),
    "rm-health-": HEALTH,
    "rm-measure-": [name.removeprefix("measure-") for name in SYMBOLS | MASKS if name.startswith("measure-")],
    "rm-milestone-": [name.removeprefix("milestone-") for name in SYMBOLS | MASKS if name.startswith("milestone-")],
    "rm-on-": PHASE,
    "rm-phase-": PHASE,
    "rm-step-": ("done", "now", "open"),
}
# Signs in legends and marks of the timeline: their ends are what those pages show.
OPEN = ("rm-sign-", "rm-time-")
# A symbol of any kind: `about.html` puts the kind before the code.
KIND_OF_SYMBOL = "rm-"
# Names without a rule of their own: they say what a part is, to tests and to whoever restyles it.
NAMES = {"rm-date", "rm-stories"}
ATTRIBUTE = re.compile(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"')
CLASS = re.compile(r"(?<![\w-])(rm(?:-[a-z0-9_]+)*-?)(\{\{)?")


def used() -> tuple[set[str], set[str]]:
    """Whole classes in templates and code, and beginnings of those with a variable end."""
    whole, begun = set(), set()
    texts = [text for file in sources.templates() for text in ATTRIBUTE.findall(file.read_text(encoding="utf-8"))]
    texts += [text for file in sources.code() for text in sources.strings(file) if "rm" in text]
    texts += re.findall(r'className = "([^"]*)"', page_script())
    for text in texts:
        for name, variable in CLASS.findall(text):
            (begun if variable or name.endswith("-") else whole).add(name)
    return whole, begun


def styled(css: str) -> set[str]:
    """Every class of ours that a stylesheet has a rule for."""
    selectors = re.sub(r"\{[^{}]*\}", "{}", re.sub(r'"[^"]*"', '""', css))
    return set(re.findall(r"\.(rm(?:-[a-z0-9_]+)*)(?![\w-])", selectors))


WHOLE, BEGUN = used()
ENDED = {f"{beginning}{end}" for beginning, ends in VARIABLE.items() for end in ends}


def test_classes_are_found_at_all() -> None:
    assert {"rm", "rm-quiet", "rm-symbol", "rm-milestone-geplant"} <= WHOLE
    assert {"rm", "rm-quiet", "rm-symbol", "rm-phase-idee"} <= styled(CSS)


def test_every_class_in_templates_and_code_has_a_rule() -> None:
    assert sorted(WHOLE - styled(CSS) - NAMES) == []


def test_every_class_with_a_variable_end_is_declared_here_and_in_use() -> None:
    assert BEGUN - {KIND_OF_SYMBOL, *OPEN} == set(VARIABLE)


def test_every_class_that_can_be_composed_has_a_rule() -> None:
    assert sorted(ENDED - styled(CSS) - NAMES) == []


def test_every_rule_has_a_class_that_is_used() -> None:
    assert sorted(name for name in styled(CSS) - WHOLE - ENDED if not name.startswith(OPEN)) == []


def test_names_without_a_rule_are_used_and_have_none() -> None:
    assert sorted(NAMES - WHOLE - ENDED) == []
    assert sorted(NAMES & styled(CSS)) == []


@pytest.mark.parametrize("name", [*SYMBOLS, *MASKS])
def test_every_symbol_has_its_class(name: str) -> None:
    assert CSS.count(f".rm-{name}{{") == 1


@pytest.mark.parametrize("phase", PHASE)
def test_every_phase_has_its_colour_as_a_property(phase: str) -> None:
    assert f"--rm-{phase}:{PHASE[phase]};" in CSS


def test_every_property_that_is_asked_for_is_declared_and_the_other_way_round() -> None:
    declared = set(re.findall(r"(--rm-[a-z_]+)\s*:", CSS))
    asked = set(re.findall(r"var\((--rm-[a-z_]+)", CSS))
    assert asked - declared == set()
    assert {name for name in declared - asked if name.removeprefix("--rm-") not in PHASE} == set()


def test_the_stylesheet_loads_nothing() -> None:
    assert "@import" not in CSS
    assert all(address.startswith('"data:image/svg+xml,') for address in re.findall(r"url\(([^)]*)\)", CSS))
    assert "//" not in PLAIN


def test_braces_are_balanced_and_nothing_can_end_a_style_element() -> None:
    assert CSS.count("{") == CSS.count("}")
    assert "</" not in CSS


def test_the_map_and_the_legend_have_the_same_grounds() -> None:
    for ground in ("area", "filtered", "empty"):
        light, dark = MAP["light"][ground].lower(), MAP["dark"][ground].lower()
        assert f".rm-ground-{ground} {{ background: light-dark({light}, {dark}); }}" in PLAIN


@pytest.mark.parametrize("phase", PHASE)
def test_what_is_written_on_a_phase_is_ink_or_white(phase: str) -> None:
    rule = re.search(rf"\.rm-on-{phase} \{{([^}}]*)\}}", PLAIN)
    assert rule
    assert f"var(--rm-{phase})" in rule[1]
    assert re.search(rf"(?<![\w-])color: (#fff|{INK.lower()});", rule[1])


def test_the_stylesheet_is_small() -> None:
    assert len(stylesheet().encode()) < 57 * 1024


def test_what_places_streamlits_containers_on_stage_weighs_more_than_their_own_class() -> None:
    rules = re.findall(
        r"([^{}]+)\{[^{}]*\}", re.sub(r"/\*.*?\*/|@[^{]*\{", "", asset_files.text("stage.css"), flags=re.DOTALL)
    )
    selectors = [one.strip() for rule in rules for one in rule.split(",") if "st-key-stage_" in one]
    assert len(selectors) > 20
    assert [one for one in selectors if not one.startswith("[data-stage] ") and "(" not in one] == []
