"""German and English say the same, every key is used, and numbers and dates are as they are."""

import ast
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.texts import LANGUAGES, Texts, texts
from pages.ui.navigation import BY_KEY
from roadmap_model.load import DATA
from roadmap_model.roadmap import EVIDENCE, FRESHNESS, HEALTHS, PHASES, SCALES
from roadmap_model.selection import LISTS
from roadmap_model.tables import DTYPES, read_declaration
from server.open_data import FILES
from server.question import parameters
from tests import sources
from tests.broken import kinds
from tests.test_dates import DAYS, WRITINGS

GERMAN, ENGLISH = texts("de"), texts("en")
KEYS = sorted(GERMAN.entries)

STATUS = {
    "phase": PHASES,
    "health": HEALTHS,
    "freshness": FRESHNESS,
    "evidence": EVIDENCE,
    "milestone": ("erreicht", "geplant", "entfallen"),
    "designation": ("leitprojekt", "dokumentiert"),
    "scale": SCALES,
}


def enum(table: str, field: str) -> tuple[str, ...]:
    """The codes that the published declaration allows in a field."""
    fields = {f.name: f for f in read_declaration(DATA).tables[table].fields}
    return tuple(fields[field].constraints["enum"])


# Keys that code puts together: how they begin, and every end that data or code can give them.
DYNAMIC: dict[str, Iterable[str]] = {
    **{f"{family}.": codes for family, codes in STATUS.items()},
    "about.": [*STATUS, *(f"{family}.explain" for family in STATUS)],
    "about.method.": [f"{n}" for n in range(1, 6)],
    "api.file.": [file.key for file in FILES],
    "api.parameter.": [*parameters(with_period=True, with_territory=True)],
    "chart.phase_mix.": ["all", "none", "some"],
    "data.": kinds(),
    "exchange.": [*enum("exchange", "kind"), *enum("exchange", "category")],
    "exchange.match.": enum("exchange", "kind"),
    "fact.": ["start.bestaetigt", "start.geplant", "end.bestaetigt", "end.geplant"],
    "kind.": enum("organisations", "kind"),
    "language.": LANGUAGES,
    "list.": ["name", "feld", "ort", "phase", "lage", "meldung"],
    "map.": ["frame", "zoom_in", "zoom_out", "one", "many", "filtered", "empty", "credit"],
    "map.legend.": ["area", "filtered", "empty"],
    "measure.": (*enum("measures", "state"), "ueberfaellig", "unbekannt"),
    "milestone.": (*STATUS["milestone"], "ueberfaellig"),
    "overview.running.": ["all", "none", "some"],
    "overview.silent.": ["all_silent", "none", "nothing", "some"],
    "page.": [f"{key}.{part}" for key in BY_KEY for part in ("title", "description")],
    "qualifier.": enum("indicator_values", "qualifier"),
    "role.": enum("participations", "role"),
    "selection.": [*LISTS.values(), "further", "compact"],
    "sheet.steps.": ["bottom", "top"],
    "territory.": enum("hurdles", "territory"),
    "topic.": enum("topics", "kind"),
    "type.": sorted(DTYPES),
}
# Beginnings whose ends are what a page composes them of; each is a family of its own and used by that page alone.
OPEN = {
    "actor": "parts and columns of a profile",
    "actors": "columns and orders of the list of organisations",
    "changes": "kinds of change, and the two halves of the headline",
    "due": "none, some, all",
    "group": "kinds of groups",
    "groups": "counts of groups",
    "indicator": "columns, marks and bases of a series",
    "indicators": "territories, and the cases of the headline",
    "network": "columns, legend and messages of the network",
    "storyboard": "fields of a file, and what can be wrong with them",
    "synergies": "weights of a synergy",
    "synergy": "reasons for a synergy",
    "timeline": "groupings, horizons, legend, and the cases of the headline",
}
# Wholly dynamic: the page on method adds `.criterion`, the options of a filter begin with its parameter.
FURTHER = [
    *(f"{family}.{code}.criterion" for family, codes in STATUS.items() for code in codes),
    "feld.ohne",
    "thema.ohne",
    *(key for key in KEYS if key.startswith("frontend.")),  # tests/test_frontend.py knows them
]
COMPOSED = {f"{beginning}{end}" for beginning, ends in DYNAMIC.items() for end in ends} | set(FURTHER)
CALLED = ("t", "texts", "words", "self")
IN_TEMPLATE = re.compile(r"""\bt\(\s*"([^"]+)"\s*(~)?""")
KEY = re.compile(r"[a-z_]+(\.[a-z_0-9]+)+")
BEGINNING = re.compile(r"([a-z_]+\.)+")
FILE = re.compile(r".*\.(html|py|js|css|csv|json|zip|geojson|svg|png|md|po|txt|xlsx)")


def placeholders(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name is not None}


def is_text_call(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return name in CALLED


def asked_for() -> tuple[dict[str, str], dict[str, str]]:
    """Whole keys and beginnings of keys that code and templates ask for, each with a place."""
    whole: dict[str, str] = {}
    begun: dict[str, str] = {}
    for file in sources.code():
        for node in ast.walk(sources.tree(file)):
            if isinstance(node, ast.JoinedStr) and BEGINNING.fullmatch(str(getattr(node.values[0], "value", ""))):
                begun[node.values[0].value] = sources.name(file)
            if not is_text_call(node):
                continue
            if isinstance(node.args[0], ast.Constant) and node.args[0].value not in LANGUAGES:
                whole[node.args[0].value] = sources.name(file)
    families = {key.partition(".")[0] for key in KEYS}
    for file in sources.templates():
        content = file.read_text(encoding="utf-8")
        for key, more in IN_TEMPLATE.findall(content):
            (begun if more else whole)[key] = sources.name(file)
        for key in re.findall(r'"([^"\s]+)"', content):  # also both branches of a condition
            if KEY.fullmatch(key) and not FILE.fullmatch(key) and key.partition(".")[0] in families:
                whole[key] = sources.name(file)
    return whole, begun


WHOLE, BEGUN = asked_for()


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(ENGLISH.entries) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_the_same_gaps_and_have_as_many_forms(key: str) -> None:
    german, english = GERMAN.entries[key], ENGLISH.entries[key]
    assert len(german) == len(english)
    assert placeholders(german[-1]) == placeholders(english[-1])
    for forms in (german, english):
        assert all(form.strip() for form in forms)
        assert len(forms) == 1 or "n" in placeholders(forms[-1]) | placeholders(forms[0]) or "n" in forms[-1]
        assert set().union(*map(placeholders, forms)) <= placeholders(forms[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_declared_twice(language: str) -> None:
    file = sources.ROOT / "locale" / language / "LC_MESSAGES" / "messages.po"
    declared = re.findall(r'^msgid "(.+)"$', file.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(declared) == len(set(declared))
    assert sorted(declared) == KEYS


def test_every_key_that_code_asks_for_exists() -> None:
    missing = {key: place for key, place in WHOLE.items() if key not in GERMAN.entries}
    assert missing == {}


def test_every_text_in_the_code_that_looks_like_a_key_is_one() -> None:
    families = {key.partition(".")[0] for key in KEYS}
    unknown = {
        text: sources.name(file)
        for file in sources.code()
        for text in sources.strings(file)
        if KEY.fullmatch(text) and not FILE.fullmatch(text)
        if text.partition(".")[0] in families and text not in GERMAN.entries
    }
    assert unknown == {}


def test_every_beginning_of_a_key_is_declared_here_and_every_declared_one_is_in_use() -> None:
    closed = {beginning for beginning in BEGUN if beginning.partition(".")[0] not in OPEN}
    assert closed == set(DYNAMIC)


def test_every_key_that_can_be_composed_exists() -> None:
    assert sorted(COMPOSED - set(KEYS)) == []


def test_every_key_is_used() -> None:
    literal = {text for file in sources.code() for text in sources.strings(file)} | set(WHOLE)
    opened = tuple(beginning for beginning in BEGUN if beginning.partition(".")[0] in OPEN)
    assert [key for key in KEYS if key not in literal | COMPOSED and not key.startswith(opened)] == []


# Typography


@pytest.mark.parametrize("key", KEYS)
def test_german_texts_use_german_quotes_and_dashes(key: str) -> None:
    for form in GERMAN.entries[key]:
        assert '"' not in form
        assert "'" not in form
        assert form.count("„") == form.count("“")
        assert "”" not in form
        assert " - " not in form
        assert "..." not in form
        assert "  " not in form
        assert form == form.strip() or key == "api.licence_note"


@pytest.mark.parametrize("key", KEYS)
def test_english_texts_have_no_german_quotes(key: str) -> None:
    assert not [form for form in ENGLISH.entries[key] if "„" in form]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_carries_markup(language: str) -> None:
    assert [key for key, forms in texts(language).entries.items() if "<" in "".join(forms)] == []


# Looking up and filling


@pytest.mark.parametrize("key", ["", "nothing", "phase", "phase.", "Phase.idee", "{{ 7*191 }}"])
def test_an_unknown_key_is_an_error_and_never_shown(key: str) -> None:
    assert not GERMAN.has(key)
    with pytest.raises(KeyError):
        GERMAN(key)


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("fr")


def test_a_forgotten_gap_is_an_error() -> None:
    with pytest.raises(KeyError):
        GERMAN("map.list.title", place="Essen")


@pytest.mark.parametrize(("n", "text"), [(0, "0 Zeilen"), (1, "1 Zeile"), (2, "2 Zeilen"), (1234, "1.234 Zeilen")])
def test_texts_with_two_forms_follow_the_number(n: int, text: str) -> None:
    assert GERMAN("about.rows", n=n) == text


@pytest.mark.parametrize("hostile", ["{n}", "{place}", "{0}", "{place.__class__}", "%s", "<b>", "{{ 7*191 }}"])
def test_what_fills_a_gap_is_not_filled_again(hostile: str) -> None:
    assert GERMAN("map.list.title", place=hostile, count=hostile) == f"{hostile}: {hostile}"


def test_a_language_is_read_once() -> None:
    assert texts("de") is texts("de")


@pytest.mark.parametrize("value", [None, float("nan"), ""])
def test_a_missing_text_of_a_row_is_empty(value: object) -> None:
    assert GERMAN.of({"note_de": value}, "note") == ""


def test_a_text_of_a_row_is_that_of_the_language() -> None:
    row = {"name_de": "Wasser", "name_en": "Water"}
    assert (GERMAN.of(row, "name"), ENGLISH.of(row, "name")) == ("Wasser", "Water")


# Numbers, money and dates


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (0, "0", "0"), (-1, "-1", "-1"), (7, "7", "7"), (1234, "1.234", "1,234"),
        (1234567.891, "1.234.567,89", "1,234,567.89"),
        (0.5, "0,5", "0.5"), (12.0, "12", "12"), (0.001, "0", "0"),
    ],
)  # fmt: skip
def test_numbers_have_the_separators_of_their_language(value: float, german: str, english: str) -> None:
    assert (GERMAN.number(value), ENGLISH.number(value)) == (german, english)


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_keeps_all_its_digits(value: int) -> None:
    assert int(GERMAN.number(value).replace(".", "")) == int(ENGLISH.number(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (0, "0 Euro", "0"), (999_999, "999.999 Euro", "999,999"), (1_000_000, "1 Mio. Euro", "1"),
        (12_500_000, "12,5 Mio. Euro", "12.5"), (1_234_567, "1,23 Mio. Euro", "1.23"),
    ],
)  # fmt: skip
def test_money_is_said_in_euros_or_millions(value: float, german: str, english: str) -> None:
    assert GERMAN.money(value) == german
    assert english in ENGLISH.money(value)


def test_a_day_is_written_as_people_write_it() -> None:
    day = date(2026, 3, 1)
    assert (GERMAN.day(day), ENGLISH.day(day)) == ("1. März 2026", "1 March 2026")
    assert (GERMAN.short_day(day), ENGLISH.short_day(day)) == ("01.03.2026", "01/03/2026")


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("2026", "2026", "2026"), ("2026-Q3", "3. Quartal 2026", "2026"), ("2026-07", "Juli 2026", "July 2026"),
        ("2026-07-01", "1. Juli 2026", "1 July 2026"),
    ],
)  # fmt: skip
def test_a_partial_date_is_as_coarse_as_it_is(text: str, german: str, english: str) -> None:
    assert GERMAN.partial(text) == german
    assert english in ENGLISH.partial(text)


@given(day=DAYS, kind=st.sampled_from(sorted(WRITINGS)), language=st.sampled_from(LANGUAGES))
def test_a_partial_date_never_says_more_than_it_knows(day: date, kind: str, language: str) -> None:
    written = texts(language).partial(WRITINGS[kind](day))
    numbers = re.findall(r"\d+", written)
    expected = {
        "year": [f"{day.year}"],
        "quarter": [f"{(day.month + 2) // 3}", f"{day.year}"],
        "month": [f"{day.year}"],
        "day": [f"{day.day}", f"{day.year}"],
    }[kind]
    assert sorted(numbers) == sorted(expected)
    names_month = bool(set(re.findall(r"[^\W\d]+", written)) - {"Quartal", "quarter", "Quarter", "of", "Q"})
    assert names_month == (kind in ("month", "day"))


@pytest.mark.parametrize("missing", [None, "", float("nan")])
def test_a_missing_date_is_empty(missing: object) -> None:
    assert GERMAN.partial(missing) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["gestern", "2026-13", "<b>", "2026-Q5"])
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        GERMAN.partial(text)


def test_the_catalogues_are_where_they_are_read() -> None:
    assert {file.parent.parent.name for file in Path(sources.ROOT / "locale").rglob("*.po")} == set(LANGUAGES)
