"""Indicators in the model: what is known on a day, what may be joined or compared, what the region lacks."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmap_model.indicators import (
    COLUMNS,
    HOME,
    TERRITORIES,
    WIDER,
    chosen,
    headlines,
    known,
    only_elsewhere,
    serving,
    values_table,
)
from roadmap_model.load import load
from roadmap_model.portfolio import portfolio
from roadmap_model.selection import Selection
from roadmap_model.series import Indicator, Source, Target, Value, census, comparison, runs, segments
from tests import plain, region

TODAY = date(2026, 7, 1)
PERIODS = [
    "2017",
    "2018",
    "2019",
    "2021",
    "2020-Q1",
    "2020-Q2",
    "2020-Q4",
    "2021-03",
    "2021-04",
    "2021-06",
    "2022-01-31",
    "2022-02-01",
]
TOWNS = [("05999001", "Altstadt"), ("05901001", "Dorf"), ("05902002", "Grund")]


def value(period="2020", number=1.0, town=None, series_break=False, qualifier="genau", evidence="belegt") -> Value:
    note = {"de": "", "en": ""}
    return Value(period, town, number, qualifier, series_break, evidence, note, Source("https://example.org", "Quelle"))


def indicator(values, unit="kg je Einwohner", target=None, name="Abfall", territory="kommune") -> Indicator:
    both = {"de": name, "en": name}
    return Indicator("eins", territory, both, {"de": unit, "en": unit}, both, None, None, None, target, tuple(values))


values = st.lists(
    st.builds(
        value,
        period=st.sampled_from(PERIODS),
        number=st.floats(-1e6, 1e6),
        series_break=st.booleans(),
        town=st.sampled_from([None]),
    ),
    max_size=12,
).map(lambda found: sorted(found, key=lambda one: plain.span(one.period)))


class TestSegments:
    @given(values)
    def test_no_segment_crosses_a_break_and_none_is_split_without_one(self, series):
        parts = segments(series)
        assert [one for part in parts for one in part] == series
        assert all(part for part in parts)
        for part in parts:
            assert not any(one.series_break for one in part[1:])
        for part in parts[1:]:
            assert part[0].series_break

    @given(values)
    def test_a_line_only_joins_periods_without_a_gap_and_of_one_precision(self, series):
        for segment in segments(series):
            parts = runs(segment)
            assert [one for part in parts for one in part] == segment
            for part in parts:
                assert len({len(one.period) for one in part}) <= 1
                for earlier, later in zip(part, part[1:], strict=False):
                    assert plain.span(later.period)[0] - plain.span(earlier.period)[1] == timedelta(1)
            for before, after in zip(parts, parts[1:], strict=False):
                gap = plain.span(after[0].period)[0] - plain.span(before[-1].period)[1]
                assert gap != timedelta(1) or len(before[-1].period) != len(after[0].period)

    @pytest.mark.parametrize(
        ("periods", "lengths"),
        [
            ((), []),
            (("2020",), [1]),
            (("2019", "2020", "2021"), [3]),
            (("2017", "2019", "2020"), [1, 2]),
            (("2020-Q3", "2020-Q4", "2021-Q1"), [3]),
            (("2020-12", "2021-01"), [2]),
            (("2020-02-29", "2020-03-01"), [2]),
            (("2020", "2021-01"), [1, 1]),
            (("2020", "2020"), [1, 1]),
            (("2020", "2020-06", "2021"), [1, 1, 1]),
        ],
    )
    def test_a_missing_period_interrupts_the_line(self, periods, lengths):
        assert [len(run) for run in runs([value(period) for period in periods])] == lengths


class TestComparison:
    @given(
        st.lists(
            st.builds(value, st.sampled_from(["2020", "2021", "2022"]), st.floats(0, 1e6), st.sampled_from(TOWNS)),
            max_size=9,
        )
    )
    def test_it_is_the_newest_of_the_periods_with_most_towns_highest_first(self, found):
        towns = {period: {one.town for one in found if one.period == period} for period in ("2020", "2021", "2022")}
        most = max(map(len, towns.values()))
        shown = comparison(indicator(found))
        if most < 2:
            assert shown == ()
            return
        (period,) = {one.period for one in shown}
        assert period == max(period for period, named in towns.items() if len(named) == most)
        assert {one.town for one in shown} == towns[period]
        assert len(shown) == most
        assert [one.number for one in shown] == sorted((one.number for one in shown), reverse=True)

    def test_values_of_a_whole_territory_are_never_compared(self):
        assert comparison(indicator([value("2020"), value("2020")])) == ()

    @pytest.mark.parametrize(
        ("period", "basis"),
        [("2010", "older"), ("2011", "unclear"), ("2012", "2011"), ("2021", "2011"), ("2022-04", "2011"),
         ("2022-05", "unclear"), ("2022", "unclear"), ("2024", "unclear")],
    )  # fmt: skip
    def test_the_census_is_only_named_where_the_calendar_leaves_no_doubt(self, period, basis):
        assert census(indicator([]), period) == basis
        assert census(indicator([], unit="t"), period) is None


class TestRegion:
    def test_an_indicator_has_the_values_of_its_rows(self, roadmap, rows):
        found = {one.id: one for one in known(roadmap, TODAY)}
        assert set(found) == {row["id"] for row in rows["indicators"]}
        for id_, one in found.items():
            mine = [row for row in rows["indicator_values"] if row["indicator"] == id_]
            assert [(v.period, v.number, v.qualifier, v.evidence) for v in one.values] == [
                (row["period"], float(row["value"]), row["qualifier"], row["evidence"])
                for row in sorted(mine, key=lambda row: plain.span(row["period"]))
            ]
            assert [v.series_break for v in one.values].count(True) == [r["series_break"] for r in mine].count("true")

    def test_a_target_is_there_if_and_only_if_it_is_documented(self, roadmap, rows):
        documented = {row["id"] for row in rows["indicators"] if row["target_value"]}
        found = {one.id: one.target for one in known(roadmap, TODAY) if one.target}
        assert set(found) == documented == {"abfall"}
        assert found["abfall"] == Target(400.0, 2030, Source("https://example.org/zwei?a=1&b=2", "Zweite Quelle"))

    @pytest.mark.parametrize(
        "day", ["2000-01-01", "2017-01-01", "2018-12-31", "2021-06-30", "2022-01-01", "2024-01-01"]
    )
    def test_values_of_periods_that_have_not_begun_are_hidden(self, roadmap, rows, day):
        moment = date.fromisoformat(day)
        expected = [row for row in rows["indicator_values"] if plain.span(row["period"])[0] <= moment]
        shown = known(roadmap, moment)
        assert sum(len(one.values) for one in shown) == len(expected)
        assert {one.id for one in shown} == {row["indicator"] for row in expected}

    def test_the_region_comes_first_and_the_widest_territory_last(self, roadmap):
        order = [TERRITORIES.index(one.territory) for one in known(roadmap, TODAY)]
        assert order == sorted(order)
        assert TERRITORIES[0] == HOME

    @pytest.mark.parametrize(
        ("selection", "ids"),
        [
            (Selection(), ["arbeit", "umsatz", "abfall-orte", "abfall", "quote"]),
            (Selection(action_fields=("produktion",)), ["umsatz"]),
            (Selection(action_fields=("lieferketten", "produktion")), ["umsatz", "quote"]),
            (Selection(action_fields=("ohne",)), ["arbeit", "abfall-orte", "abfall"]),
            (Selection(goals=("waste",)), ["abfall-orte", "abfall", "quote"]),
            (Selection(action_fields=("lieferketten",), goals=("waste",)), ["quote"]),
            (Selection(goals=("carbon",)), []),
            (Selection(phases=("idee",), text="nirgends"), ["arbeit", "umsatz", "abfall-orte", "abfall", "quote"]),
        ],
    )  # fmt: skip
    def test_indicators_follow_action_field_and_goal_and_nothing_else(self, roadmap, selection, ids):
        assert [one.id for one in chosen(roadmap, selection, TODAY)] == ids

    def test_what_only_wider_territories_have_is_not_available_for_the_region(self, roadmap):
        groups = only_elsewhere(roadmap, known(roadmap, TODAY), TODAY)
        assert [[one.id for one in group] for group in groups] == [["abfall"], ["quote"]]

    def test_a_definition_in_brackets_does_not_make_another_topic(self, tmp_path):
        roadmap = load(region.write(tmp_path, region.edit("indicators", 1, name_de="Abfall je Kopf (alte Abgrenzung)")))
        groups = only_elsewhere(roadmap, known(roadmap, TODAY), TODAY)
        assert [[one.id for one in group] for group in groups] == [["quote"]]

    def test_before_the_first_value_of_the_region_the_topic_is_not_available(self, tmp_path):
        roadmap = load(region.write(tmp_path, region.edit("indicators", 0, name_de="Abfall je Kopf")))
        day = date(2021, 12, 31)
        assert [[one.id for one in g] for g in only_elsewhere(roadmap, known(roadmap, day), day)] == [["abfall"]]

    @pytest.mark.parametrize(
        "selection", [Selection(), Selection(phases=("umsetzung",)), Selection(text="gibtesnicht")]
    )
    def test_projects_per_goal_and_field_are_those_of_the_selection(self, roadmap, rows, selection):
        found = portfolio(roadmap, selection, TODAY)
        counts = serving(found)
        ids = set(found.projects.index)
        for goal in ("carbon", "waste", "pollution"):
            assert counts.get(goal, 0) == len({r["project"] for r in rows["project_goals"] if r["goal"] == goal} & ids)
        for field in region.FIELDS:
            mine = [row for row in rows["projects"] if row["action_field"] == field and row["id"] in ids]
            assert counts.get(field, 0) == len(mine)

    def test_the_table_has_one_row_per_value_with_its_source(self, roadmap, rows):
        table = values_table(known(roadmap, TODAY))
        assert tuple(table.columns) == COLUMNS
        assert len(table) == len(rows["indicator_values"])
        urls = {row["id"]: row["url"] for row in rows["sources"]}
        expected = sorted(
            (r["indicator"], r["period"], float(r["value"]), urls[r["source"]]) for r in rows["indicator_values"]
        )
        assert (
            sorted(table[["indicator", "period", "value", "source_url"]].itertuples(index=False, name=None)) == expected
        )

    def test_an_empty_table_keeps_its_columns(self):
        table = values_table(())
        assert tuple(table.columns) == COLUMNS
        assert table.empty


class TestPublished:
    def test_no_segment_of_the_published_series_crosses_a_break(self, published, published_rows):
        broken = {
            (row["indicator"], row["municipality"], row["period"])
            for row in published_rows["indicator_values"]
            if row["series_break"] == "true"
        }
        assert broken
        for one in known(published, date(2026, 11, 22)):
            for town in one.towns:
                for segment in segments(one.series(town)):
                    later = {(one.id, town[0] if town else "", v.period) for v in segment[1:]}
                    assert not later & broken

    def test_report_editions_of_the_environmental_economy_are_never_joined(self, published):
        (editions,) = (
            one
            for one in known(published, date(2026, 11, 22))
            if one.id == "umweltwirtschaft-erwerbstaetige-ruhr-ausgaben"
        )
        assert [len(part) for part in segments(editions.values)] == [1] * len(editions.values)

    def test_household_waste_per_inhabitant_is_not_available_for_the_region(self, published):
        day = date(2026, 11, 22)
        missing = {one.id for group in only_elsewhere(published, known(published, day), day) for one in group}
        assert {"haushaltsabfaelle-je-einwohner-nrw", "haushaltsabfaelle-je-einwohner-deutschland"} <= missing
        assert "umweltwirtschaft-bws-nrw" not in missing
        assert all(
            one.territory in WIDER for group in only_elsewhere(published, known(published, day), day) for one in group
        )

    def test_numbers_of_the_table_are_those_of_the_file(self, published, published_rows):
        table = values_table(known(published, date(2026, 11, 22)))
        assert pd.api.types.is_float_dtype(table["value"])
        assert sorted(table["value"]) == sorted(float(row["value"]) for row in published_rows["indicator_values"])


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2021, 12, 31), []), (date(2022, 1, 1), [("arbeit", 154200.0)]), (date(2026, 6, 30), [("arbeit", 154200.0)])],
)
def test_key_figures_are_the_headlines_known_on_the_day(roadmap, day, shown):
    assert [(one.id, one.latest.number) for one in headlines(roadmap, day)] == shown


def test_key_figures_come_in_their_order(published):
    found = [one.headline for one in headlines(published, published.published)]
    assert found == sorted(found)
    assert len(found) == 4
