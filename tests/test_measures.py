"""Measures of the action plans on any day: what was agreed, due and done by then; recomputed in plain Python."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.measures import SHOWN, measures_of, measures_on, selected_measures, unaffected
from roadmap_model.portfolio import portfolio
from roadmap_model.roadmap import Roadmap
from roadmap_model.selection import Selection
from tests import plain
from tests.conftest import TODAY
from tests.test_status import AROUND, PUBLISHED, partial

STATES = ("offen", "laufend", "erledigt", "verworfen")
DATES = st.one_of(st.just(""), partial(AROUND))
PLANS = st.lists(st.tuples(DATES, DATES, st.sampled_from(STATES), DATES), max_size=5)
SOURCES = {"quelle-1": "2025-03", "quelle-2": ""}


def with_measures(roadmap: Roadmap, made: Sequence[dict[str, str]]) -> Roadmap:
    """The fictional region with other measures; what a row leaves out is empty, or as good as any."""
    usual = {"group": "gruppe-metalle", "title_de": "T", "title_en": "T", "state": "offen",
             "evidence": "beispiel", "source": "quelle-2"}  # fmt: skip
    rows = [{"id": f"m-{n}", **usual, **row} for n, row in enumerate(made)]
    frame = pd.DataFrame(rows, columns=list(roadmap["measures"].columns), dtype="str")
    tables = dict(roadmap.tables) | {"measures": frame.mask(frame == "").astype("str")}
    return Roadmap(roadmap.declaration, tables, roadmap.areas, "measures")


def expected(row: dict[str, str], day: date) -> str:
    """The state of a measure as it is to be shown on a day; empty if it was not known yet."""

    def known(column: str) -> bool:
        written = row[column] or SOURCES[row["source"]]
        return (plain.known_from(written, PUBLISHED) if written else PUBLISHED) <= day

    if not known("agreed_on"):
        return ""
    if not known("state_on"):
        return "unbekannt"
    late = bool(row["due"]) and plain.span(row["due"])[1] < day
    return "ueberfaellig" if late and row["state"] in ("offen", "laufend") else row["state"]


@settings(max_examples=30, deadline=None)
@given(plans=PLANS, day=AROUND, source=st.sampled_from(list(SOURCES)))
def test_a_measure_is_what_was_documented_by_the_day(
    roadmap: Roadmap, plans: list[tuple[str, str, str, str]], day: date, source: str
) -> None:
    names = ("agreed_on", "due", "state", "state_on")
    rows = [dict(zip(names, plan, strict=True)) | {"source": source} for plan in plans]
    frame = measures_on(with_measures(roadmap, rows), day)
    shown = {f"m-{n}": expected(row, day) for n, row in enumerate(rows)}
    assert dict(zip(frame["id"], frame["shown"], strict=True)) == {id_: state for id_, state in shown.items() if state}
    last = [plain.span(due)[1] if isinstance(due, str) else date.max for due in frame["due"]]
    assert last == sorted(last)


def test_a_measure_done_later_was_not_yet_known_as_done(roadmap: Roadmap) -> None:
    made = with_measures(roadmap, [{"agreed_on": "2025-01-10", "state": "erledigt", "state_on": "2025-09"}])
    for day, shown in (
        (date(2025, 1, 9), []),
        (date(2025, 1, 10), ["unbekannt"]),
        (date(2025, 9, 29), ["unbekannt"]),
        (date(2025, 9, 30), ["erledigt"]),
    ):
        assert list(measures_on(made, day)["shown"]) == shown


@pytest.mark.parametrize(
    ("due", "day", "shown"),
    [
        ("2026-05", date(2026, 5, 31), "offen"),
        ("2026-05", date(2026, 6, 1), "ueberfaellig"),
        ("2026", date(2026, 12, 31), "offen"),
        ("2026-Q1", date(2026, 4, 1), "ueberfaellig"),
        ("", date(2030, 1, 1), "offen"),
    ],
)
def test_it_is_overdue_once_its_last_possible_day_has_passed(roadmap: Roadmap, due: str, day: date, shown: str) -> None:
    made = with_measures(roadmap, [{"agreed_on": "2025", "state_on": "2025", "due": due}])
    assert list(measures_on(made, day)["shown"]) == [shown]


def test_there_is_a_word_for_every_state(roadmap: Roadmap) -> None:
    fields = {field.name: field for field in roadmap.declaration.tables["measures"].fields}
    assert set(SHOWN) == {*fields["state"].constraints["enum"], "ueberfaellig", "unbekannt"}


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), ["massnahme-2", "massnahme-1"]),
        (Selection(action_fields=("produktion",)), ["massnahme-1"]),
        (Selection(action_fields=("ohne",)), ["massnahme-2"]),
        (Selection(topics=("metalle",)), ["massnahme-2", "massnahme-1"]),
        (Selection(topics=("bau", "ohne")), []),
        (Selection(organisation="werk"), ["massnahme-1"]),
        (Selection(organisation="land"), []),
        (Selection(text="RÜCKNAHME werk"), ["massnahme-1"]),
        (Selection(text="gruppe metalle"), ["massnahme-2", "massnahme-1"]),
        (Selection(text="{{7*7}} .* <b>"), []),
        (Selection(phases=("beendet",), places=("05901001",)), ["massnahme-2", "massnahme-1"]),
        (Selection(as_of=date(2025, 6, 30)), ["massnahme-2"]),
        (Selection(as_of=date(2000, 1, 1)), []),
    ],
)
def test_a_selection_keeps_what_it_can_speak_of(roadmap: Roadmap, selection: Selection, kept: list[str]) -> None:
    assert list(selected_measures(portfolio(roadmap, selection, TODAY))["id"]) == kept


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        (Selection(), False),
        (Selection(action_fields=("paas",), topics=("bau",), organisation="werk", text="x"), False),
        (Selection(as_of=date(2025, 1, 1)), False),
        (Selection(phases=("idee",)), True),
        (Selection(places=("region",), text="x"), True),
        (Selection(goals=("waste",)), True),
    ],
)
def test_filters_that_measures_do_not_have_are_named(roadmap: Roadmap, selection: Selection, says: bool) -> None:
    assert unaffected(portfolio(roadmap, selection, TODAY)) is says


def test_columns_choose_and_nothing_is_nothing(roadmap: Roadmap) -> None:
    assert list(measures_of(roadmap, TODAY, action_field="produktion")["id"]) == ["massnahme-1"]
    assert list(measures_of(roadmap, TODAY, group="gruppe-metalle")["id"]) == ["massnahme-2", "massnahme-1"]
    assert measures_of(roadmap, TODAY, group="' or 1=1").empty
    empty = with_measures(roadmap, [])
    assert measures_on(empty, TODAY).empty
    assert selected_measures(portfolio(empty, Selection(text="x", topics=("bau",)), TODAY)).empty
