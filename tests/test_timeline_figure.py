"""The timeline draws what the model says: never a coarse date as exact, never a planned milestone as reached."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

from figures.charts import Chart
from figures.palette import HEALTH, MAP, PHASE, TIMELINE
from figures.texts import LANGUAGES, texts
from figures.timeline import headline, timeline
from figures.timeline_rows import LONGEST_NAME, shortened
from roadmap_model.horizon import HORIZONS
from roadmap_model.load import load
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection
from roadmap_model.timeline import GROUPINGS, Scope, entries, group_codes
from tests import region
from tests.conftest import TODAY
from tests.test_export import many
from tests.test_measures import with_measures
from tests.test_status import with_log

GERMAN = texts("de")
SELECTIONS = [
    Selection(), Selection(phases=("umsetzung",)), Selection(text="nichts"), Selection(as_of=date(2025, 6, 30)),
    Selection(as_of=date(2000, 1, 1)),
]  # fmt: skip
HOSTILE = ["<b>fett</b>", '<a href="https://example.org">Link</a>', "<script>alert(1)</script>", "%{x} {{ 7*191 }}"]


def drawn(
    chosen: Portfolio, opened: bool = True, grouping: str = "feld", horizon: str = "lang", theme: str = "light"
) -> Chart:
    codes = group_codes(chosen.roadmap, grouping) if opened else ()
    return timeline(chosen, Scope(grouping, horizon, codes), (0, 25), GERMAN, theme)


def marks(chart: Chart) -> list[dict[str, object]]:
    """Symbols of a figure: where, what, in which fill, with which words."""
    trace = chart.figure.data[-2]
    columns = (trace.x, trace.y, trace.marker.symbol, trace.marker.color, trace.marker.line.color, trace.hovertext)
    names = ("x", "y", "symbol", "fill", "rim", "words")
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def whiskers(chart: Chart) -> list[tuple[str, str]]:
    """Lines over the possible days of coarse dates."""
    (trace,) = [t for t in chart.figure.data if isinstance(t, go.Scatter) and t.mode == "lines" and t.line.width == 2]
    return [(trace.x[n], trace.x[n + 1]) for n in range(0, len(trace.x), 3)]


def boxes(chart: Chart) -> list[tuple[str, np.datetime64, np.datetime64, str, str]]:
    """Rectangles: project or group, first and last moment, colour, words."""
    bars = chart.figure.data[0]
    found = []
    for target, base, length, colour, words in zip(
        bars.customdata, bars.base, bars.x, bars.marker.color, bars.hovertext, strict=True
    ):
        first = np.datetime64(base, "m")
        found.append((target, first, first + np.timedelta64(int(length), "ms"), colour, words))
    return found


@pytest.fixture(scope="module")
def chosen(roadmap: Roadmap) -> Portfolio:
    return portfolio(roadmap, Selection(), TODAY)


@pytest.mark.parametrize("selection", SELECTIONS, ids=range(len(SELECTIONS)))
@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("opened", [True, False])
def test_the_table_names_every_group_and_every_open_project(
    roadmap: Roadmap, selection: Selection, grouping: str, opened: bool
) -> None:
    found = portfolio(roadmap, selection, TODAY)
    chart, rows = drawn(found, opened, grouping), entries(found, grouping)
    names = [str(found.projects.at[id_, "name_de"]) for id_ in rows["project"].dropna()]
    assert [row[0] for row in chart.rows if row[0] in names] == (names if opened else [])
    assert len(chart.rows) == rows["group"].nunique() + (len(rows) if opened else 0)
    assert all(len(row) == len(chart.columns) for row in chart.rows)
    assert chart.alt.startswith(chart.message)
    assert chart.message == headline(found, GERMAN)
    labels = " ".join(annotation.text for annotation in chart.figure.layout.annotations)
    assert all(name in labels for name in names) or not opened


@pytest.mark.parametrize("opened", [True, False])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_only_a_reached_milestone_is_filled(chosen: Portfolio, opened: bool, theme: str) -> None:
    ink, ground = MAP[theme]["ink"], MAP[theme]["background"]
    states = {GERMAN(f"milestone.{state}"): state for state in ("erreicht", "geplant", "ueberfaellig", "entfallen")}
    seen = set()
    for mark in marks(drawn(chosen, opened, theme=theme)):
        said = [state for words, state in states.items() if f"({words}" in str(mark["words"])]
        if not said or mark["rim"] == TIMELINE[theme]["quiet"]:
            continue
        seen.add(said[0])
        assert str(mark["symbol"]).startswith("diamond")
        assert (mark["fill"] == ink) == (said[0] == "erreicht")
        assert (mark["rim"] == HEALTH["verzug"]) == (said[0] == "ueberfaellig")
        assert said[0] != "geplant" or mark["fill"] == ground
    assert {"erreicht", "geplant", "ueberfaellig"} <= seen


def test_a_coarse_milestone_is_drawn_over_all_its_possible_days(chosen: Portfolio) -> None:
    chart = drawn(chosen)
    spans = whiskers(chart)
    assert ("2026-12-01", "2027-01-01") in spans  # planned for December 2026
    assert ("2026-05-01", "2026-06-01") in spans
    assert ("2025-12-01", "2026-01-01") in spans  # the original plan of the latter
    assert all(first != "2025-11-03" for first, _ in spans)  # an exact day has no line
    planned = next(mark for mark in marks(chart) if "Meilenstein 2026-12" in str(mark["words"]))
    assert "2026-12-10" < str(planned["x"]) < "2026-12-20"


def test_a_moved_milestone_shows_its_original_plan_and_the_slip(chosen: Portfolio) -> None:
    chart = drawn(chosen)
    original = [
        mark for mark in marks(chart) if mark["rim"] == TIMELINE["light"]["quiet"] and mark["symbol"] == "diamond"
    ]
    assert len(original) == 1
    assert str(original[0]["x"]).startswith("2025-12-1")
    assert "+5 Monate" in [annotation.text for annotation in chart.figure.layout.annotations]
    assert "ursprünglich Dezember 2025, +5 Monate" in str(chart.rows)


def test_solid_bars_cover_only_what_is_certain(chosen: Portfolio) -> None:
    certain = {
        (target, str(first)[:10], str(stop)[:10], words.split("<br>")[1].partition(",")[0])
        for target, first, stop, colour, words in boxes(drawn(chosen))
        if colour in PHASE.values()
    }
    # Idea "2024", planning "2025-11", implementation on 2026-05-20: each is certain from its last possible day on.
    assert {entry for entry in certain if entry[0] == "projekt:ahorn"} == {
        ("projekt:ahorn", "2025-01-01", "2025-11-01", "Idee"),
        ("projekt:ahorn", "2025-12-01", "2026-05-20", "Planung"),
        ("projekt:ahorn", "2026-05-20", "2026-05-21", "Umsetzung"),
    }
    # Permanent since "2021", never confirmed since.
    assert not [entry for entry in certain if entry[0] == "projekt:esche"]


def test_nothing_reported_is_drawn_after_the_day(chosen: Portfolio) -> None:
    for opened in (True, False):
        for target, _, stop, _, words in boxes(drawn(chosen, opened)):
            if GERMAN("timeline.hover.term", term="").strip() not in words:
                assert stop <= np.datetime64(TODAY) + 1, (target, words)


def test_a_permanent_project_is_open_and_an_unknown_end_has_a_question_mark(chosen: Portfolio) -> None:
    chart = drawn(chosen)
    arrows = [
        mark for mark in marks(chart) if mark["symbol"] == "triangle-right" and mark["fill"] == PHASE["verstetigt"]
    ]
    assert len(arrows) == 1
    assert "Esche" in str(arrows[0]["words"])
    unknown = [annotation for annotation in chart.figure.layout.annotations if annotation.text == "?"]
    assert len(unknown) == 3  # Ahorn, Erle and Linde run without an end; Birke's end is planned


@pytest.mark.parametrize("horizon", HORIZONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_of_the_day_bears_its_date(roadmap: Roadmap, horizon: str, language: str) -> None:
    words = texts(language)
    for selection, key in ((Selection(), "timeline.today"), (Selection(as_of=date(2025, 6, 30)), "timeline.as_of")):
        found = portfolio(roadmap, selection, TODAY)
        figure = timeline(found, Scope("feld", horizon, ()), (0, 0), words, "light").figure
        said = f"<b>{words(key, date=words.short_day(found.day))}</b>"
        (label,) = [annotation for annotation in figure.layout.annotations if annotation.text == said]
        (line,) = [shape for shape in figure.layout.shapes if shape.line.dash == "dot"]
        assert line.x0 == line.x1 == label.x == f"{found.day}T12:00"
        low, high = (np.datetime64(text) for text in figure.layout.xaxis.range)
        assert low <= np.datetime64(found.day) <= high
        assert 2 <= len(figure.layout.xaxis.ticktext) <= 7


def test_a_row_has_at_most_three_labels(published: Roadmap) -> None:
    found = portfolio(published, Selection(), date(2026, 11, 22))
    for code in group_codes(published, "feld"):
        figure = timeline(found, Scope("feld", "lang", (code,)), (0, 25), GERMAN, "light").figure
        rows = sorted(a.y for a in figure.layout.annotations if a.xref == "paper" and a.font.size == 13)
        beside = [a.y for a in figure.layout.annotations if a.xref != "paper" and a.yref != "paper"]
        for top, bottom in zip(rows, [*rows[1:], float("inf")], strict=True):
            assert sum(top < y < bottom for y in beside) <= 2, code


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_the_data_stays_text(tmp_path: Path, text: str) -> None:
    def change(rows: dict[str, list[dict[str, str]]]) -> None:
        rows["projects"][0]["name_de"] = text
        rows["milestones"][0]["title_de"] = text
        rows["action_fields"][0]["name_de"] = text

    chart = drawn(portfolio(load(region.write(tmp_path / "data", change)), Selection(), TODAY))
    figure = chart.figure
    said = [*figure.data[0].hovertext, *figure.data[-2].hovertext, *(a.text for a in figure.layout.annotations)]
    tags = {tag for words in said for tag in re.findall(r"<[^>]*>", words)}
    assert tags <= {"<b>", "</b>", "<br>"}
    assert text in [row[0] for row in chart.rows]
    assert all(
        "%{" not in trace.hovertemplate.replace("%{hovertext}", "") for trace in (figure.data[0], figure.data[-2])
    )


@pytest.mark.parametrize("name", ["", "kurz", "x" * LONGEST_NAME, "x" * 500, "Wort " * 40])
def test_a_long_name_is_shortened_visibly(name: str) -> None:
    assert len(shortened(name)) <= LONGEST_NAME
    assert shortened(name) == name or shortened(name).endswith("…")


class TestHeadline:
    PLANS = {
        "none": [],
        "done": [("birke", "2025", "erreicht", ""), ("birke", "2025", "entfallen", "")],
        "upcoming": [("birke", "2027", "geplant", "")],
        "overdue": [("birke", "2025", "geplant", ""), ("birke", "2025-03", "geplant", "")],
        "both_one": [
            ("birke", "2025", "geplant", ""),
            ("birke", "2028", "geplant", ""),
            ("birke", "2027", "geplant", ""),
        ],
    }

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("case", PLANS)
    def test_it_is_true_for_none_some_and_all(self, roadmap: Roadmap, case: str, language: str) -> None:
        made, _ = with_log(roadmap, [("birke", "2023-01-01", "umsetzung", "")], self.PLANS[case])
        n = {"none": 0, "done": 2, "upcoming": 1, "overdue": 2, "both_one": 2}[case]
        values = {"overdue": 1} if case == "both_one" else {}
        words = texts(language)
        said = headline(portfolio(made, Selection(), TODAY), words)
        assert said == (words("timeline.headline.none") if not n else words(f"timeline.headline.{case}", n=n, **values))


def test_many_milestones_of_a_folded_group_are_counted_per_year(roadmap: Roadmap) -> None:
    plans = [("birke", f"2025-{month:02}", "erreicht", "") for month in range(1, 13)] + [
        ("birke", "2025", "geplant", "")
    ]
    made, _ = with_log(with_measures(roadmap, []), [("birke", "2023-01-01", "umsetzung", "")], plans)
    chart = drawn(portfolio(made, Selection(), TODAY), opened=False)
    inside = dict(zip((str(mark["words"]) for mark in marks(chart)), chart.figure.data[-2].text, strict=True))
    assert inside == {
        GERMAN("timeline.hover.milestones", when="2025", n=12, state="erreicht"): "12",
        GERMAN("timeline.hover.milestones", when="2025", n=1, state=GERMAN("milestone.ueberfaellig")): "1",
    }


def test_ten_thousand_projects_make_a_small_figure(chosen: Portfolio) -> None:
    larger = many(chosen, 10_000)
    assert len(larger.milestones) > 5_000
    for opened in (False, True):
        chart = drawn(larger, opened)
        assert len(chart.figure.to_json()) < 400_000
        assert len(chart.rows) <= 5 + 25
