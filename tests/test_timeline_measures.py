"""Measures on the timeline: squares beside the diamonds of milestones, as coarse as their dates, in words too."""

from datetime import date
from pathlib import Path

import pytest

from figures.palette import HEALTH, MAP, TIMELINE
from figures.timeline import timeline
from pages.ui.paging import PER_PAGE
from roadmap_model.horizon import HORIZONS
from roadmap_model.load import DATA
from roadmap_model.measures import SHOWN
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection
from roadmap_model.timeline import GROUPINGS, Scope, entries, group_codes
from tests.conftest import TODAY
from tests.test_measures import with_measures
from tests.test_timeline_figure import GERMAN, drawn, marks, whiskers
from tests.visit import assert_sound, both_languages, follow, in_language, read, served, split, visit

HOSTILE = ["<script>alert(1)</script>", "{{ 7*191 }} %{x}", "![x](https://evil.example/x.png)", "Wort " * 60]
DATED = {"agreed_on": "2025", "state_on": "2025"}
STATES = [
    DATED | {"title_de": "eins", "due": "2026-03-31", "state": "erledigt"},
    DATED | {"title_de": "zwei", "due": "2027-Q1", "state": "laufend"},
    DATED | {"title_de": "drei", "due": "2028", "state": "offen"},
    DATED | {"title_de": "vier", "due": "2026-05", "state": "offen"},
    DATED | {"title_de": "fünf", "due": "2026-08", "state": "verworfen"},
    DATED | {"title_de": "sechs", "due": "2026-09", "state": "erledigt", "state_on": "2027"},
    DATED | {"title_de": "sieben", "state": "offen"},
]


def squares(chart) -> dict[str, dict[str, object]]:
    """The symbols of measures by the title that their words begin with."""
    found = [mark for mark in marks(chart) if str(mark["symbol"]).startswith("square")]
    return {str(mark["words"]).partition("</b>")[0].rpartition(" ")[2]: mark for mark in found}


@pytest.fixture(scope="module")
def planned(roadmap: Roadmap) -> Portfolio:
    return portfolio(with_measures(roadmap, STATES), Selection(), TODAY)


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("grouping", GROUPINGS)
def test_only_a_done_measure_is_filled_and_an_overdue_one_is_marked(
    planned: Portfolio, opened: bool, theme: str, grouping: str
) -> None:
    found = squares(drawn(planned, opened, grouping, theme=theme))
    assert set(found) == {"eins", "zwei", "drei", "vier", "fünf", "sechs"}, "without a date, there is no square"
    ink, quiet = MAP[theme]["ink"], TIMELINE[theme]["quiet"]
    assert [title for title, mark in found.items() if mark["fill"] == ink] == ["eins"]
    assert [title for title, mark in found.items() if mark["rim"] == HEALTH["verzug"]] == ["vier"]
    assert {title for title, mark in found.items() if mark["rim"] == quiet} == {"fünf", "sechs"}


@pytest.mark.parametrize("opened", [True, False])
def test_a_coarse_due_date_is_drawn_over_all_its_possible_days(planned: Portfolio, opened: bool) -> None:
    chart = drawn(planned, opened, "phase")
    spans = whiskers(chart)
    assert {("2027-01-01", "2027-04-01"), ("2028-01-01", "2029-01-01"), ("2026-05-01", "2026-06-01")} <= set(spans)
    assert all(first != "2026-03-31" for first, _ in spans), "an exact day has no line"
    assert "2027-02-10" < str(squares(chart)["zwei"]["x"]) < "2027-02-20"


@pytest.mark.parametrize("horizon", HORIZONS)
@pytest.mark.parametrize("grouping", GROUPINGS)
def test_figure_words_and_table_agree(planned: Portfolio, grouping: str, horizon: str) -> None:
    chart = drawn(planned, True, grouping, horizon)
    said = {row[0].rpartition(" ")[2]: row for row in chart.rows if row[0].startswith("Maßnahme: ")}
    assert set(said) == {row["title_de"] for row in STATES}
    assert "(läuft)" in said["zwei"][3]
    assert GERMAN("measure.ueberfaellig") in said["vier"][3]
    assert GERMAN("measure.unbekannt") in said["sechs"][3]
    assert said["sieben"][3].startswith(GERMAN("measure.undated"))
    for title, mark in squares(chart).items():
        assert said[title][3] in str(mark["words"])
    assert GERMAN("timeline.measures.counts", counts="") in chart.alt


def test_measures_stand_under_their_action_field_or_in_a_group_of_their_own(roadmap: Roadmap) -> None:
    everything = portfolio(roadmap, Selection(), TODAY)
    for grouping in GROUPINGS:
        rows = entries(everything, grouping)
        under = rows.dropna(subset="measure").set_index("measure")["group"].to_dict()
        if grouping == "feld":
            assert under == {"massnahme-1": "produktion", "massnahme-2": "ohne"}
        else:
            assert under == dict.fromkeys(("massnahme-1", "massnahme-2"), "massnahmen")
            assert rows["group"].iloc[-1] == group_codes(roadmap, grouping)[-1] == "massnahmen"
        assert not rows["project"].isna()[rows["measure"].isna()].any()
        for _, inside in rows.groupby("group"):
            assert inside["measure"].isna().is_monotonic_decreasing, "projects first"


def test_without_measures_there_is_no_group_for_them(roadmap: Roadmap) -> None:
    for grouping in GROUPINGS:
        assert "massnahmen" not in group_codes(with_measures(roadmap, []), grouping)


def test_many_measures_are_counted_per_year_on_their_side_of_the_day(roadmap: Roadmap) -> None:
    made = with_measures(
        roadmap,
        [DATED | {"due": f"2026-{month:02}", "state": "offen"} for month in range(1, 13)]
        + [DATED | {"due": "2027", "state": "laufend"}, DATED | {"due": "2026-02", "state": "erledigt"}],
    )
    found = [
        mark
        for mark in marks(drawn(portfolio(made, Selection(), TODAY), opened=False))
        if str(mark["symbol"]).startswith("square")
    ]
    assert {(str(mark["words"]), str(mark["x"]) < str(TODAY)) for mark in found} >= {
        (GERMAN("timeline.hover.measures", when="2026", n=5, state=GERMAN("measure.ueberfaellig")), True),
        (GERMAN("timeline.hover.measures", when="2026", n=7, state=GERMAN("measure.offen")), False),
        (GERMAN("timeline.hover.measures", when="2027", n=1, state=GERMAN("measure.laufend")), False),
    }
    assert len(found) == 4
    assert len({mark["y"] for mark in found}) == 4, "a line for each state"


def test_a_thousand_measures_are_a_small_figure_in_parts(roadmap: Roadmap) -> None:
    made = portfolio(
        with_measures(roadmap, [DATED | {"due": f"{2020 + n % 10}"} for n in range(1000)]), Selection(), TODAY
    )
    for opened in (True, False):
        chart = drawn(made, opened, "phase")
        assert len(chart.figure.to_json()) < 200_000
        assert len(chart.rows) <= 9 + PER_PAGE


def test_the_past_knows_neither_later_measures_nor_later_states(roadmap: Roadmap) -> None:
    rows = [
        {"title_de": "später", "agreed_on": "2026-02-01", "due": "2027"},
        {"title_de": "erledigt", "agreed_on": "2025-01", "state": "erledigt", "state_on": "2026-01", "due": "2025"},
    ]  # fmt: skip
    made = with_measures(roadmap, rows)
    then, now = (portfolio(made, Selection(as_of=day), TODAY) for day in (date(2025, 12, 31), None))
    assert set(squares(drawn(then))) == {"erledigt"}
    assert GERMAN("measure.unbekannt") in str(squares(drawn(then))["erledigt"]["words"])
    assert squares(drawn(then))["erledigt"]["fill"] != MAP["light"]["ink"]
    assert set(squares(drawn(now))) == {"erledigt", "später"}
    assert squares(drawn(now))["erledigt"]["fill"] == MAP["light"]["ink"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("opened", [True, False])
def test_text_of_a_measure_stays_text(roadmap: Roadmap, text: str, opened: bool) -> None:
    made = with_measures(roadmap, [DATED | {"title_de": text, "due": "2026-12"}])
    chart = drawn(portfolio(made, Selection(), TODAY), opened)
    (mark,) = squares(chart).values()
    labels = [annotation.text for annotation in chart.figure.layout.annotations]
    assert "<script" not in str([mark["words"], labels])
    assert not opened or GERMAN("timeline.measure", title=text) in [row[0] for row in chart.rows]


def test_nothing_but_measures_is_drawn_too(roadmap: Roadmap) -> None:
    found = portfolio(roadmap, Selection(text="rücknahme"), TODAY)
    assert found.projects.empty
    for grouping in GROUPINGS:
        for opened in (True, False):
            codes = group_codes(roadmap, grouping) if opened else ()
            for horizon in HORIZONS:
                chart = timeline(found, Scope(grouping, horizon, codes), (0, PER_PAGE), GERMAN, "light")
                assert chart.rows[0][0].endswith(GERMAN("count.measures", n=1))
                assert len(squares(chart)) == 1


class TestPage:
    @pytest.fixture(scope="class", autouse=True)
    def served_region(self, region_folder: Path):
        with served(region_folder, TODAY) as roadmap:
            yield roadmap

    @both_languages
    @pytest.mark.parametrize("grouping", ["feld", "thema"])
    def test_a_measure_leads_to_its_project_or_its_group(self, words, grouping):
        at = visit("timeline", in_language({"gruppe": grouping}, words))
        assert_sound(at)
        document = read(at)
        led = [link for link in document.links if link.text.startswith(words("timeline.measure", title="").strip())]
        assert [split(link.href)[1].get("projekt", "") for link in led] in (["birke", ""], ["", "birke"])
        (group,) = [link for link in led if not link.project]
        assert "Gruppe Metalle" in follow(group.href).title[0].value
        for state in ("laufend", "ueberfaellig"):
            assert document.having(f"rm-measure-{state}"), state
        assert words("timeline.legend.measures") in document.text
        assert words("field.measures.none") not in document.text

    def test_their_group_folds_like_any_other(self):
        document = read(visit("timeline", {"gruppe": "thema", "offen": "massnahmen"}))
        assert "Schulung anbieten" in document.text
        assert "Schulung anbieten" not in read(visit("timeline", {"gruppe": "thema", "offen": "bau"})).text

    def test_filters_are_obeyed_and_those_that_cannot_be_are_named(self):
        at = visit("timeline", {"feld": "produktion", "phase": "umsetzung"})
        document = read(at)
        assert "Rücknahme erproben" in document.text
        assert "Schulung anbieten" not in document.text
        assert GERMAN("timeline.legend.measures.unaffected") in document.text
        assert GERMAN("timeline.legend.measures.unaffected") not in read(visit("timeline")).text

    def test_a_selection_without_measures_says_so(self):
        document = read(visit("timeline", {"feld": "paas"}))
        assert GERMAN("timeline.measures.none") in document.text

    def test_before_the_first_measure_none_was_published(self):
        document = read(visit("timeline", {"stand": "2025-03-30"}))
        assert GERMAN("field.measures.none") in document.text
        assert not [name for state in SHOWN for name in document.having(f"rm-measure-{state}")]

    def test_measures_alone_are_shown_under_the_notice_that_no_project_matches(self):
        at = visit("timeline", {"suche": "Rücknahme"})
        assert_sound(at)
        assert at.title[0].value == GERMAN("empty.title")
        assert "Rücknahme erproben" in read(at).text


def test_the_shipped_roadmap_says_that_no_plan_is_published() -> None:
    with served(DATA, date(2026, 11, 22)):
        document = read(visit("timeline", {"gruppe": "thema"}))
        assert document.text.count(GERMAN("field.measures.none")) == 1
        assert GERMAN("timeline.measures") not in document.text
        assert visit("timeline", {"gruppe": "thema", "offen": "massnahmen"}).warning
