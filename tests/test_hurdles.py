"""A hurdle is shown from the day on which it was documented; recomputed in plain Python."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.hurdles import hurdles_of, hurdles_on, selected_hurdles
from roadmap_model.portfolio import portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection
from tests import plain
from tests.conftest import TODAY
from tests.test_status import AROUND, PUBLISHED, partial

SOURCES = {"quelle-1": "2025-03", "quelle-2": ""}


def with_hurdle(roadmap: Roadmap, **cells: str | None) -> Roadmap:
    """The fictional region with other cells in its only hurdle."""
    frame = roadmap["hurdles"].assign(**{name: pd.Series([value], dtype="str") for name, value in cells.items()})
    return Roadmap(roadmap.declaration, dict(roadmap.tables) | {"hurdles": frame}, roadmap.areas, "hurdle")


@settings(max_examples=60, deadline=None)
@given(written=st.one_of(st.just(""), partial(AROUND)), source=st.sampled_from(list(SOURCES)), day=AROUND)
def test_a_hurdle_is_known_from_its_date_or_that_of_its_source(
    roadmap: Roadmap, written: str, source: str, day: date
) -> None:
    made = with_hurdle(roadmap, date=written or None, source=source)
    since = written or SOURCES[source]
    known = plain.known_from(since, PUBLISHED) if since else PUBLISHED
    assert len(hurdles_on(made, day)) == (known <= day)


@pytest.mark.parametrize(("day", "shown"), [(date(2024, 12, 30), 0), (date(2024, 12, 31), 1), (TODAY, 1)])
def test_a_coarse_date_counts_from_its_last_possible_day(roadmap: Roadmap, day: date, shown: int) -> None:
    assert len(hurdles_on(roadmap, day)) == shown


@pytest.mark.parametrize(
    ("selection", "n"),
    [
        (Selection(), 1),
        (Selection(action_fields=("produktion",), topics=("metalle", "bau")), 1),
        (Selection(action_fields=("paas",)), 0),
        (Selection(topics=("ohne",)), 0),
        (Selection(phases=("idee",)), 1),
        (Selection(as_of=date(2024, 6, 30)), 0),
        (Selection(text="{{7*7}}"), 1),
    ],
)
def test_a_selection_of_fields_and_topics_keeps_its_hurdles(roadmap: Roadmap, selection: Selection, n: int) -> None:
    assert len(selected_hurdles(portfolio(roadmap, selection, TODAY))) == n


def test_columns_choose(roadmap: Roadmap) -> None:
    assert len(hurdles_of(roadmap, TODAY, project="eibe")) == 1
    assert hurdles_of(roadmap, TODAY, project="ahorn").empty
    assert hurdles_of(roadmap, date(2024, 1, 1), project="eibe").empty
