"""No mark of the timeline covers another one, and none is invented or dropped for it."""

import random
import re
from collections import Counter
from datetime import date
from itertools import combinations

import numpy as np
import plotly.graph_objects as go
import pytest

from figures import timeline_stage
from figures.texts import LANGUAGES, texts
from figures.timeline import timeline
from figures.timeline_groups import MILESTONES
from figures.timeline_looks import SIZES
from figures.timeline_pools import Pool, pools
from roadmap_model.horizon import HORIZONS, horizon
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection
from roadmap_model.timeline import GROUPINGS, SHOWN, Scope, group_codes, group_milestones
from tests.conftest import TODAY
from tests.test_status import with_log

GERMAN = texts("de")
DAY = date(2026, 11, 22)
PHONE, PROJECTOR = 316, 896  # pixels of the time axis: of the page at 360, of the stage at 1280
REACH = {"diamond": 1.3, "circle": 1.0, "square": 1.0, "triangle": 1.0}  # from the middle to the tip, in radii
ROOM = 0.1  # of the horizon
SINGLE = SIZES["milestone"][0]


def covered(figure: go.Figure, width: int) -> list[tuple[str, str]]:
    """Words of milestones and what covers more than a quarter of them."""
    trace, bounds = figure.data[-2], [np.datetime64(text, "m") for text in figure.layout.xaxis.range]
    points = [
        (
            width * float((np.datetime64(x, "m") - bounds[0]) / (bounds[1] - bounds[0])),
            y,
            REACH[symbol.partition("-")[0]] * size / 2,
            words,
            symbol.startswith("diamond") and size >= SINGLE,
        )
        for x, y, symbol, size, words in zip(
            trace.x, trace.y, trace.marker.symbol, trace.marker.size, trace.hovertext, strict=True
        )
    ]
    return [
        (one[3], other[3])
        for one, other in combinations(points, 2)
        if (one[4] or other[4]) and abs(one[0] - other[0]) + abs(one[1] - other[1]) < 0.75 * (one[2] + other[2])
    ]


def days(*said: str) -> np.ndarray:
    return np.array(said, dtype="M8[D]")


def codes(*states: str) -> np.ndarray:
    return np.array([SHOWN.index(state) for state in states])


def pooled(last: np.ndarray, shown: np.ndarray, name: str = "lang") -> list[Pool]:
    return pools(last, shown, horizon(name, DAY, None), np.datetime64(DAY), ROOM)


@pytest.fixture(scope="module")
def shipped_portfolio(published: Roadmap) -> Portfolio:
    return portfolio(published, Selection(), DAY)


@pytest.mark.parametrize("name", HORIZONS)
@pytest.mark.parametrize("grouping", GROUPINGS)
def test_on_stage_no_mark_covers_another(shipped_portfolio: Portfolio, grouping: str, name: str) -> None:
    figure = timeline_stage.timeline(shipped_portfolio, Scope(grouping, name, ()), GERMAN, "light", 1.0)
    assert covered(figure, PROJECTOR) == []


@pytest.mark.parametrize("name", HORIZONS)
@pytest.mark.parametrize("grouping", GROUPINGS)
def test_on_stage_every_milestone_is_counted_once(shipped_portfolio: Portfolio, grouping: str, name: str) -> None:
    scope = Scope(grouping, name, ())
    span, rows = timeline_stage.stretch(shipped_portfolio, scope), group_milestones(shipped_portfolio, grouping)
    visible = rows[(rows["first_day"] < span.stop) & (rows["last_day"] >= span.first)]
    for group, found in zip(
        timeline_stage.largest(shipped_portfolio, scope, GERMAN),
        timeline_stage.milestones(shipped_portfolio, scope, GERMAN),
        strict=True,
    ):
        there = Counter(visible.loc[visible["group"] == group.code, "shown"])
        there.pop("entfallen", None)
        said = {state: sum(pool.counts[n] for pool in found) for n, state in enumerate(SHOWN)}
        assert {state: n for state, n in said.items() if n} == dict(there)


@pytest.mark.parametrize("name", HORIZONS)
def test_on_a_phone_no_diamond_of_an_open_row_covers_another_mark(shipped_portfolio: Portfolio, name: str) -> None:
    for code in group_codes(shipped_portfolio.roadmap, "feld"):
        figure = timeline(shipped_portfolio, Scope("feld", name, (code,)), (0, 25), GERMAN, "light").figure
        assert covered(figure, PHONE) == []


def row(roadmap: Roadmap, plans: list[tuple[str, str, str, str]], name: str = "lang") -> list[tuple[float, str, str]]:
    """Height, number and words of the diamonds in the row of a project with these milestones."""
    made, _ = with_log(roadmap, [("birke", "2023-01-01", "umsetzung", "")], plans)
    scope = Scope("feld", name, group_codes(made, "feld"))
    trace = timeline(portfolio(made, Selection(), TODAY), scope, (0, 25), GERMAN, "light").figure.data[-2]
    points = zip(trace.y, trace.text, trace.hovertext, trace.marker.symbol, trace.customdata, strict=True)
    return [
        (y, text, words.partition("<br>")[2])
        for y, text, words, symbol, target in points
        if symbol == "diamond" and target == "projekt:birke"
    ]


def test_milestones_of_one_day_stand_one_below_the_other(roadmap: Roadmap) -> None:
    found = row(roadmap, [("birke", "2025-05-02", "erreicht", "")] * 3)
    assert len({y for y, *_ in found}) == 3
    assert all(number == "" for _, number, _ in found)


def test_milestones_that_keep_their_distance_stand_on_the_bar(roadmap: Roadmap) -> None:
    found = row(roadmap, [("birke", f"{year}-05-02", "erreicht", "") for year in (2022, 2023, 2024)])
    assert len(found) == 3
    assert len({y for y, *_ in found}) == 1


def test_more_than_three_lines_of_milestones_become_numbers_by_state(roadmap: Roadmap) -> None:
    plans = [("birke", "2025-05-02", "erreicht", "")] * 4 + [("birke", "2027-03", "geplant", "")]
    assert {(number, words) for _, number, words in row(roadmap, plans)} == {
        ("4", GERMAN("timeline.hover.milestones", when="2025", n=4, state=GERMAN("milestone.erreicht"))),
        ("1", GERMAN("timeline.hover.milestones", when="2027", n=1, state=GERMAN("milestone.geplant"))),
    }


def test_years_with_room_for_their_marks_are_counted_one_by_one() -> None:
    found = pooled(days("2019-05-01", "2021-05-01", "2024-02-01"), codes(*["erreicht"] * 3), "lang")
    assert [str(pool.since)[:4] for pool in found] == ["2019", "2021", "2024"]
    assert all(pool.since == pool.until for pool in found)


def test_years_without_room_are_counted_together_and_say_so() -> None:
    (pool,) = pooled(days("2024-05-01", "2025-05-01", "2025-06-01"), codes("erreicht", "erreicht", "ueberfaellig"))
    assert pool.joined
    assert (str(pool.since), str(pool.until)) == ("2024-01-01", "2025-01-01")
    assert pool.counts[SHOWN.index("erreicht")] == 2


def test_an_empty_year_lends_its_room_but_is_not_named() -> None:
    (pool,) = pooled(days("2023-05-01", "2023-06-01"), codes("erreicht", "ueberfaellig"))
    assert (str(pool.since), str(pool.until)) == ("2023-01-01", "2023-01-01")
    assert str(pool.first) < "2023"
    assert str(pool.stop).startswith("2024-01-01")


def test_what_is_past_and_what_is_to_come_are_never_counted_together() -> None:
    found = pooled(days("2026-12-31", "2026-12-31", "2026-11-22"), codes("erreicht", "geplant", "geplant"))
    assert [pool.counts for pool in found] == [(1, 0, 0, 0), (0, 2, 0, 0)]
    assert found[0].stop <= np.datetime64("2026-11-22T12:00") <= found[1].first


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_over_several_years_names_them(shipped_portfolio: Portfolio, language: str) -> None:
    words = texts(language)
    figure = timeline_stage.timeline(shipped_portfolio, Scope("feld", "alles", ()), words, "light", 1.0)
    decade = words("timeline.decade", year="____").replace("____", r"\d{4}")
    assert [said for said in figure.data[-2].hovertext if re.match(f"{decade}–{decade}: ", said)]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("name", ["kurz", "mittel", "lang"])
def test_any_milestones_are_counted_once_and_in_order(seed: int, name: str) -> None:
    draw, span = random.Random(seed), horizon(name, DAY, None)
    length = int((span.stop - span.first).astype(int))
    last, shown = [], []
    for _ in range(draw.randrange(60)):
        day = span.first + draw.randrange(length)
        state = draw.choice(MILESTONES.after if day >= np.datetime64(DAY) else MILESTONES.before)
        last.append(day)
        shown.append(SHOWN.index(state))
    found = pools(np.array(last, dtype="M8[D]"), np.array(shown, dtype=int), span, np.datetime64(DAY), ROOM)
    assert [sum(pool.counts[n] for pool in found) for n in range(len(SHOWN))] == [shown.count(n) for n in range(4)]
    edges = [moment for pool in found for moment in (pool.first, pool.stop)]
    assert edges == sorted(edges)
