"""Charts of indicators: only documented values, no line where none may be, and the same in words and in the table."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.charts import Chart
from figures.indicators import comparison_chart, series_chart
from figures.labelling import CHARACTER, DOT, LINE, sides, ticks
from figures.texts import texts
from roadmap_model.indicators import known
from roadmap_model.series import Indicator, Source, Target, Value, comparison, segments
from tests import plain

GERMAN, ENGLISH = texts("de"), texts("en")
THEMES = ("light", "dark")
PERIODS = ["2012", "2017", "2018", "2019", "2021", "2022", "2023-Q1", "2023-Q2", "2024-10", "2025-05", "2025-06-30"]
TOWNS = [("05999001", "Altstadt"), ("05901001", "Dorf"), ("05902002", "Grund")]
EVIDENCE = ["belegt", "selbstauskunft", "abgeleitet", "beispiel"]
HOSTILE = "<b>b</b> <a href='https://evil.example'>a</a> %{y} {0} {{7*7}} \"'&lt;"


def value(period, number=1.0, town=None, series_break=False, qualifier="genau", evidence="belegt", note="") -> Value:
    return Value(
        period,
        town,
        number,
        qualifier,
        series_break,
        evidence,
        {"de": note, "en": note},
        Source("https://example.org", "Quelle"),
    )


def indicator(values, target=None, name="Abfall", unit="t") -> Indicator:
    both = {"de": name, "en": name}
    return Indicator("eins", "nrw", both, {"de": unit, "en": unit}, both, None, None, None, target, tuple(values))


some = st.lists(
    st.builds(
        value,
        period=st.sampled_from(PERIODS),
        number=st.floats(0.01, 1e9),
        series_break=st.booleans(),
        qualifier=st.sampled_from(["genau", "rund", "ueber", "bis"]),
        evidence=st.sampled_from(EVIDENCE),
        town=st.none(),
        note=st.just(""),
    ),
    min_size=2,
    max_size=11,
    unique_by=lambda one: one.period,
).map(lambda found: sorted(found, key=lambda one: plain.span(one.period)))
targets = st.none() | st.builds(
    Target, st.floats(0.01, 1e9), st.none() | st.integers(2026, 2050), st.just(Source("https://example.org", "Ziel"))
)


def drawn(chart: Chart, meta: str) -> list:
    return [trace for trace in chart.figure.data if trace.meta == meta]


@settings(max_examples=25, deadline=None)
@given(some, targets)
def test_only_documented_values_are_drawn_and_no_line_crosses_a_break_or_a_gap(values, target):
    chart = series_chart(indicator(values, target), None, GERMAN, "light")
    lines = [[float(y) for y in trace.y] for trace in drawn(chart, "values")]
    assert [y for line in lines for y in line] == [one.number for one in values]
    begin = 0
    for line in lines:
        run = values[begin : begin + len(line)]
        begin += len(line)
        assert not any(one.series_break for one in run[1:])
        for earlier, later in zip(run, run[1:], strict=False):
            assert (plain.span(later.period)[0] - plain.span(earlier.period)[1]).days == 1
    for trace in drawn(chart, "values"):
        assert ("lines" in trace.mode) == (len(trace.y) > 1)
        assert not trace.connectgaps


@settings(max_examples=25, deadline=None)
@given(some, targets)
def test_a_target_line_is_there_if_and_only_if_a_target_is_documented(values, target):
    chart = series_chart(indicator(values, target), None, ENGLISH, "dark")
    lines = drawn(chart, "target")
    assert len(lines) == (target is not None)
    assert ("target" in chart.marks) == (target is not None)
    if target:
        assert set(lines[0].y) == {target.number}
        assert ENGLISH.number(target.number) in chart.figure.layout.annotations[0].text
        assert ENGLISH.number(target.number) in chart.alt
    else:
        assert not chart.figure.layout.annotations


@settings(max_examples=25, deadline=None)
@given(some)
def test_every_break_is_marked_between_the_values_that_it_parts(values):
    chart = series_chart(indicator(values), None, GERMAN, "light")
    breaks = [number for number, one in enumerate(values) if one.series_break and number]
    places = [float(x) for trace in drawn(chart, "values") for x in trace.x]
    marks = [float(shape.x0) for shape in chart.figure.layout.shapes]
    assert len(marks) == len(breaks)
    for mark, number in zip(marks, breaks, strict=True):
        assert places[number - 1] < mark < places[number]
    assert ("break" in chart.marks) == bool(breaks)


@settings(max_examples=25, deadline=None)
@given(some)
def test_the_table_holds_every_value_with_qualifier_evidence_and_source(values):
    chart = series_chart(indicator(values), None, GERMAN, "light")
    assert len(chart.rows) == len(chart.addresses) == len(values)
    assert {len(row) for row in chart.rows} == {len(chart.columns)}
    for row, one in zip(chart.rows, values, strict=True):
        assert row[0] == GERMAN.partial(one.period)
        assert row[1] == GERMAN(f"qualifier.{one.qualifier}", value=GERMAN.number(one.number))
        assert row[2] == GERMAN(f"evidence.{one.evidence}")
        assert (GERMAN("indicator.break.note") in row[3]) == one.series_break
        assert row[1] in chart.alt
    assert chart.addresses == tuple(one.source.url for one in values)


@settings(max_examples=25, deadline=None)
@given(some)
def test_a_dot_is_filled_if_and_only_if_a_source_states_the_value(values):
    chart = series_chart(indicator(values), None, GERMAN, "light")
    colours = [colour for trace in drawn(chart, "values") for colour in trace.marker.color]
    hollow = [colour == "#FFFFFF" for colour in colours]
    assert hollow == [one.evidence != "belegt" for one in values]
    assert ("hollow" in chart.marks) == any(hollow)


@settings(max_examples=25, deadline=None)
@given(some, st.sampled_from([GERMAN, ENGLISH]))
def test_the_message_compares_only_within_the_last_segment(values, words):
    chart = series_chart(indicator(values), None, words, "light")
    last = segments(values)[-1]
    amounts = [words(f"qualifier.{one.qualifier}", value=words.number(one.number)) for one in (last[0], last[-1])]
    assert chart.message == f"Abfall: {chart.statement}"
    assert chart.alt.startswith(chart.message)
    assert amounts[1] in chart.statement
    assert words.partial(last[-1].period) in chart.statement
    alone = chart.statement == words(
        "indicator.alone", last=f"{amounts[1]} t", last_period=words.partial(last[-1].period), first="", first_period=""
    )
    assert alone == (len(last) == 1)
    risen = re.search(r"gestiegen|^Up", chart.statement)
    fallen = re.search(r"gesunken|^Down", chart.statement)
    exact = last[0].qualifier == last[-1].qualifier == "genau"
    assert not (risen or fallen) or exact
    assert not risen or last[-1].number > last[0].number
    assert not fallen or last[-1].number < last[0].number


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (("2019", 1.0), ("2020", 2.0), "Von 1 (2019) auf 2 t (2020) gestiegen"),
        (("2019", 2.0), ("2020", 1.0), "Von 2 (2019) auf 1 t (2020) gesunken"),
        (("2019", 0.0), ("2020", 0.0), "Unverändert 0 t (2019 und 2020)"),
        (("2019", 1.001), ("2020", 1.002), "2019: 1; 2020: 1 t"),
        (("2019", 1.0, None, False, "rund"), ("2020", 2.0), "2019: rund 1; 2020: 2 t"),
        (("2019", 1.0), ("2020", 2.0, None, False, "ueber"), "2019: 1; 2020: über 2 t"),
        (("2019", 1.0), ("2020", 2.0, None, True), "Zuletzt 2 t (2020), mit früheren Werten nicht vergleichbar"),
    ],
)
def test_the_message_says_no_more_than_the_values_allow(first, last, said):
    assert series_chart(indicator([value(*first), value(*last)]), None, GERMAN, "light").statement == said


@pytest.mark.parametrize("numbers", [(0.0, 0.0), (-5.0, 3.0), (-5.0, -1.0), (1e12, 1e-6)])
def test_zero_is_on_the_axis_and_every_value_inside_it(numbers):
    chart = series_chart(indicator([value("2019", numbers[0]), value("2020", numbers[1])]), None, GERMAN, "light")
    low, high = chart.figure.layout.yaxis.range
    assert low < high
    assert low <= min(0, *numbers) <= max(0, *numbers) <= high


def test_two_values_of_the_same_period_can_be_drawn():
    chart = series_chart(indicator([value("2020", 1.0), value("2020", 2.0)]), None, GERMAN, "light")
    left, right = chart.figure.layout.xaxis.range
    assert left < right
    assert len(drawn(chart, "values")) == 2


class TestComparison:
    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["2020", "2021"]), st.sampled_from(TOWNS), st.floats(1, 1e6)),
            min_size=2,
            max_size=6,
            unique_by=lambda one: one[:2],
        )
    )
    def test_it_draws_one_period_and_lists_all(self, found):
        one = indicator([value(period, number, town) for period, town, number in sorted(found)])
        shown = comparison(one)
        if not shown:
            return
        chart = comparison_chart(one, GERMAN, "light")
        (trace,) = chart.figure.data
        assert list(trace.x) == [value.number for value in shown]
        assert list(chart.figure.layout.yaxis.ticktext) == [value.town[1] for value in shown]
        assert chart.figure.layout.xaxis.range[0] == 0
        assert len({value.period for value in shown}) == 1
        assert shown[0].period in chart.statement
        table = sorted((row[0], row[1]) for row in chart.rows)
        assert table == sorted((town[1], period) for period, town, _ in found)

    def test_towns_of_the_same_name_keep_rows_of_their_own(self):
        pair = [value("2021", 2.0, ("05999001", "Dorf")), value("2021", 1.0, ("05901001", "Dorf"))]
        (trace,) = comparison_chart(indicator(pair), GERMAN, "light").figure.data
        assert len(set(trace.y)) == 2


class TestHostile:
    @pytest.mark.parametrize("theme", THEMES)
    def test_text_from_data_is_never_read_as_a_tag_or_a_template(self, theme):
        town = ("05999001", HOSTILE)
        values = [value("2020", 1.0, town, note=HOSTILE), value("2021", 2.0, town)]
        one = indicator([*values, value("2021", 3.0, TOWNS[1])], Target(4.0, 2030, None), HOSTILE, HOSTILE)
        for chart in (series_chart(one, town, GERMAN, theme), comparison_chart(one, GERMAN, theme)):
            said = json.dumps(chart.figure.to_plotly_json(), default=list, ensure_ascii=False)
            assert "<b>" not in said
            assert "<a " not in said
            assert "hovertemplate" not in said
            assert "texttemplate" not in said
            assert HOSTILE in chart.message


class TestLabels:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 150), st.integers(1, 14)), min_size=1, max_size=14))
    def test_labels_cover_neither_each_other_nor_a_dot(self, found):
        points = [(x, y) for x, y, _ in found]
        words = ["x" * length for *_, length in found]
        boxes = []
        for (x, y), word, side in zip(points, words, sides(points, words), strict=True):
            if side:
                low = y + DOT if side == "top" else y - DOT - LINE
                boxes.append(((x, y), (x - CHARACTER * len(word) / 2, low, x + CHARACTER * len(word) / 2, low + LINE)))
        for number, (own, box) in enumerate(boxes):
            for _, other in boxes[:number]:
                assert box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
            for x, y in points:
                inside = box[0] < x < box[2] and box[1] < y < box[3]
                assert not inside or (x, y) == own

    def test_the_last_value_is_labelled_first(self):
        crowded = [(10.0, 50.0), (12.0, 50.0), (14.0, 50.0), (16.0, 50.0)]
        assert sides(crowded, ["1.000.000"] * 4)[-1] == "top"

    @given(st.lists(st.floats(0, 300), min_size=1, max_size=14).map(sorted))
    def test_dates_below_the_axis_keep_apart(self, positions):
        kept = ticks(positions, ["2020"] * len(positions))
        assert kept == sorted(kept)
        assert len(positions) - 1 in kept
        for one, other in zip(kept, kept[1:], strict=False):
            assert positions[other] - positions[one] >= CHARACTER * 5


@pytest.mark.parametrize("words", [GERMAN, ENGLISH], ids=["de", "en"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_published_series_becomes_a_chart_of_its_own_values_alone(published, today, words, theme):
    charts = 0
    for one in known(published, today):
        for town in one.towns:
            series = one.series(town)
            if len(series) < 2:
                continue
            chart = series_chart(one, town, words, theme)
            numbers = [float(y) for trace in drawn(chart, "values") for y in trace.y]
            assert numbers == [v.number for v in series]
            assert 0 not in numbers
            assert "  " not in chart.message
            assert "{" not in chart.alt
            charts += 1
    assert charts > 20
