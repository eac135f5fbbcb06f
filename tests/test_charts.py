"""Charts say the same as figure, as words and as a table."""

import re
from datetime import date
from pathlib import Path

import pytest

from figures.charts import Chart, config, escape, phase_mix
from figures.palette import MAP, PHASE
from figures.texts import LANGUAGES, texts
from roadmap_model.load import load
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import PHASES, Roadmap
from roadmap_model.selection import Selection
from tests import region
from tests.conftest import TODAY

HOSTILE = ["<b>fett</b>", '<a href="https://example.org">Link</a>', "<script>alert(1)</script>", "%{x} & {{ 7*191 }}"]
SELECTIONS = [
    Selection(),
    Selection(phases=("umsetzung",)),
    Selection(phases=("verstetigt",)),
    Selection(action_fields=("ohne",)),
    Selection(text="nichts"),
    Selection(as_of=date(2000, 1, 1)),
]
GERMAN = texts("de")


def chart(roadmap: Roadmap, selection: Selection, language: str = "de", theme: str = "light") -> Chart:
    return phase_mix(portfolio(roadmap, selection, TODAY), texts(language), theme)


@pytest.fixture(params=SELECTIONS, ids=lambda s: "&".join(f"{k}={v}" for k, v in s.to_query().items()) or "everything")
def selected(request: pytest.FixtureRequest, roadmap: Roadmap) -> Portfolio:
    return portfolio(roadmap, request.param, TODAY)


def test_the_table_holds_the_counts(selected: Portfolio) -> None:
    made, mix = phase_mix(selected, GERMAN, "light"), selected.field_phases
    shown = [phase for phase in PHASES if mix[phase].any()]
    assert made.columns[1:-1] == tuple(GERMAN(f"phase.{phase}") for phase in shown)
    assert len(made.rows) == len(mix)
    for row, (_, counts) in zip(made.rows, mix.iterrows(), strict=True):
        assert row[1:] == (*(GERMAN.number(counts[phase]) for phase in shown), GERMAN.number(counts.sum()))


def test_the_bars_hold_the_counts(selected: Portfolio) -> None:
    made, mix = phase_mix(selected, GERMAN, "light"), selected.field_phases
    shown = [phase for phase in PHASES if mix[phase].any()]
    assert [bar.name for bar in made.figure.data] == [GERMAN(f"phase.{phase}") for phase in shown]
    for bar, phase in zip(made.figure.data, shown, strict=True):
        assert list(bar.x) == list(mix[phase])
        assert list(bar.y) == [escape(row[0]) for row in made.rows]
        assert bar.marker.color == PHASE[phase]


def test_the_alternative_text_names_every_field_and_number(selected: Portfolio) -> None:
    made, mix = phase_mix(selected, GERMAN, "light"), selected.field_phases
    assert made.alt.startswith(made.message)
    for row, (_, counts) in zip(made.rows, mix.iterrows(), strict=True):
        words = ", ".join(f"{n} {GERMAN(f'phase.{phase}')}" for phase, n in counts.items() if n)
        assert (f"{row[0]}: {words}" in made.alt) == bool(words)


def test_what_is_zero_is_no_bar_label(selected: Portfolio) -> None:
    for bar in phase_mix(selected, GERMAN, "light").figure.data:
        assert [label for label, n in zip(bar.text, bar.x, strict=True) if bool(label) != bool(n)] == []


def test_an_empty_selection_is_a_chart_without_bars(roadmap: Roadmap) -> None:
    made = chart(roadmap, Selection(text="nichts"))
    assert len(made.figure.data) == 0
    assert {row[1:] for row in made.rows} == {("0",)}
    assert made.message


@pytest.mark.parametrize("language", LANGUAGES)
def test_separators_and_words_are_those_of_the_language(roadmap: Roadmap, language: str) -> None:
    made, t = chart(roadmap, Selection(), language), texts(language)
    assert made.figure.layout.separators == {"de": ",.", "en": ".,"}[language]
    assert made.columns[0] == t("selection.action_fields")
    assert t("feld.ohne") in made.alt


@pytest.mark.parametrize("theme", MAP)
def test_words_in_the_figure_follow_the_theme(roadmap: Roadmap, theme: str) -> None:
    layout = chart(roadmap, Selection(), theme=theme).figure.layout
    assert layout.legend.font.color == layout.yaxis.tickfont.color == MAP[theme]["ink"]


def test_phases_of_one_colour_differ_in_their_pattern(roadmap: Roadmap) -> None:
    bars = {bar.name: bar.marker.pattern.shape for bar in chart(roadmap, Selection()).figure.data}
    assert bars[GERMAN("phase.abgeschlossen")] != bars[GERMAN("phase.verstetigt")]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Roadmap:
    def change(rows: dict[str, list[region.Row]]) -> None:
        for row, name in zip(rows["action_fields"], HOSTILE, strict=True):
            row["name_de"] = row["name_en"] = name

    folder: Path = tmp_path_factory.mktemp("hostile") / "data"
    return load(region.write(folder, change))


def test_hostile_names_are_escaped_in_the_figure(hostile: Roadmap) -> None:
    made = chart(hostile, Selection())
    labels = [str(text) for bar in made.figure.data for text in (*bar.y, bar.name, bar.hovertemplate)]
    assert not [label for label in labels if re.search(r"<(?!/?extra>)", label)]
    assert escape(HOSTILE[0]) in labels


def test_hostile_names_are_plain_in_table_and_words_where_others_escape_them(hostile: Roadmap) -> None:
    made = chart(hostile, Selection())
    assert [row[0] for row in made.rows][:4] == HOSTILE
    assert HOSTILE[0] in made.alt


def test_a_name_in_a_hover_text_is_no_template_of_its_own(hostile: Roadmap) -> None:
    for bar in chart(hostile, Selection()).figure.data:
        assert bar.hovertemplate.startswith("%{y}: %{x}<extra>")


@pytest.mark.parametrize(("text", "escaped"), [("<b>", "&lt;b&gt;"), ("a & b", "a &amp; b"), ('"', '"'), ("", "")])
def test_the_escape_leaves_no_tag(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_the_same_question_is_answered_with_the_same_chart(roadmap: Roadmap) -> None:
    assert chart(roadmap, Selection()) is chart(roadmap, Selection())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_of_a_chart_leads_away(language: str) -> None:
    settings = config(texts(language))
    assert settings["showSendToCloud"] is False
    assert settings["displaylogo"] is False
    assert settings["locale"] == language
    assert "http" not in str(settings)
