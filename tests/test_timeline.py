"""Phases, terms, milestones and groups in time follow from what was known on the day; recomputed in plain Python."""

import math
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.texts import texts
from figures.timeline import timeline
from roadmap_model.portfolio import portfolio
from roadmap_model.roadmap import PHASES, Roadmap
from roadmap_model.selection import Selection
from roadmap_model.status import status_on
from roadmap_model.timeline import (
    GROUPINGS,
    Scope,
    group_codes,
    group_milestones,
    members,
    milestones,
    phase_history,
    phases_on,
    terms_on,
)
from tests import plain
from tests.conftest import TODAY
from tests.test_status import AROUND, PLANS, PUBLISHED, Entry, logs, with_log

DAYS = st.dates(date(2023, 1, 1), PUBLISHED)
RUN = ("project", "phase", "first_day", "last_day", "confirmed", "end_first", "end_last")


def runs(rows: plain.Rows, day: date) -> list[tuple[object, ...]]:
    """Unbroken runs of one phase per project, in the order in which the reports became known."""
    found: list[list[object]] = []
    for project in sorted({row["project"] for row in rows["status_reports"]}):
        log = [
            (plain.known_from(row["reported_on"], PUBLISHED), plain.span(row["reported_on"])[0], n, row["phase"])
            for n, row in enumerate(rows["status_reports"])
            if row["project"] == project
        ]
        earliest, mine = date.min, []
        for known, first, _, phase in sorted(log):
            if known > day:
                continue
            earliest = max(earliest, first)
            if mine and mine[-1][1] == phase:
                mine[-1][4] = earliest
            else:
                if mine:
                    mine[-1][5:] = [earliest, known]
                mine.append([project, phase, earliest, known, earliest, None, None])
        found += mine
    return [tuple(run) for run in found]


def cells(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    def plainly(value: object) -> object:
        return None if pd.isna(value) else value.date() if isinstance(value, pd.Timestamp) else value

    return [tuple(plainly(row[name]) for name in RUN) for row in frame.to_dict("records")]


def cut(roadmap: Roadmap, day: date) -> Roadmap:
    """The same roadmap as if nothing had been reported or reached after the day."""
    tables = dict(roadmap.tables)
    log, dated = tables["status_reports"], tables["milestones"]
    known = [plain.known_from(text, roadmap.published) <= day for text in log["reported_on"]]
    reached = [
        state != "erreicht" or plain.span(text)[1] <= day
        for state, text in zip(dated["state"], dated["date"], strict=True)
    ]
    tables |= {"status_reports": log[np.array(known, dtype=bool)], "milestones": dated[np.array(reached, dtype=bool)]}
    return Roadmap(roadmap.declaration, tables, roadmap.areas, roadmap.version)


@settings(max_examples=40, deadline=None)
@given(log=logs(), day=AROUND)
def test_phases_run_from_report_to_report(roadmap: Roadmap, log: list[Entry], day: date) -> None:
    made, rows = with_log(roadmap, log)
    assert cells(phases_on(made, day)) == runs(rows, day)


@settings(max_examples=10, deadline=None)
@given(log=logs(), plans=PLANS, day=DAYS, grouping=st.sampled_from(GROUPINGS), opened=st.booleans())
def test_the_timeline_of_a_day_is_that_of_the_log_cut_at_the_day(
    roadmap: Roadmap, log: list[Entry], plans: list[Entry], day: date, grouping: str, opened: bool
) -> None:
    whole, _ = with_log(roadmap, log, plans)
    scope = Scope(grouping, "alles", group_codes(whole, grouping) if opened else ())
    shown = [
        timeline(portfolio(made, Selection(as_of=day), PUBLISHED), scope, (0, 25), texts("de"), "light")
        for made in (whole, cut(whole, day))
    ]
    assert shown[0].figure.to_json() == shown[1].figure.to_json()
    assert shown[0].rows == shown[1].rows
    assert shown[0].alt == shown[1].alt


@settings(max_examples=40, deadline=None)
@given(log=logs(), day=DAYS)
def test_the_last_phase_and_every_earlier_day_agree_with_the_status(
    roadmap: Roadmap, log: list[Entry], day: date
) -> None:
    made, _ = with_log(roadmap, log)
    frame = phases_on(made, day)
    now = frame[frame["end_last"].isna()].set_index("project")["phase"]
    assert now.to_dict() == status_on(made, day)["phase"].to_dict()
    ends = np.array([day - timedelta(days=back) for back in (700, 300, 40, 0)], dtype="M8[D]")
    history = phase_history(portfolio(made, Selection(as_of=day), PUBLISHED), "feld", ends)
    for end in ends:
        then = status_on(made, end.astype(object))["phase"].value_counts()
        total = history[end].groupby(level="phase").sum() if len(history) else {}
        assert all(int(total.get(phase, 0)) == int(then.get(phase, 0)) for phase in PHASES)


def test_a_coarse_report_is_never_an_exact_beginning(roadmap: Roadmap) -> None:
    frame = phases_on(roadmap, TODAY).set_index(["project", "phase"])
    idea, planning = frame.loc[("ahorn", "idee")], frame.loc[("ahorn", "planung")]
    assert (str(idea["first_day"].date()), str(idea["last_day"].date())) == ("2024-01-01", "2024-12-31")
    assert (str(planning["first_day"].date()), str(planning["last_day"].date())) == ("2025-11-01", "2025-11-30")
    assert idea["end_first"] == planning["first_day"]
    assert idea["end_last"] == planning["last_day"]


def test_terms_keep_precision_and_certainty_and_hide_what_was_not_yet_confirmed(roadmap: Roadmap) -> None:
    now, before = terms_on(roadmap, TODAY), terms_on(roadmap, date(2025, 6, 1))
    birke = now.loc["birke"]
    assert (birke["start"], birke["end"]) == ("2024-Q3", "2027-06")
    assert (str(birke["start_first"].date()), str(birke["start_last"].date())) == ("2024-07-01", "2024-09-30")
    assert not birke["start_confirmed"]
    assert now.at["ahorn", "start_confirmed"]
    assert now.at["ahorn", "start"] == "2025"
    # Confirmed for a year that was not over: on that day, it could only have been planned.
    assert pd.isna(before.at["ahorn", "start"])
    assert before.at["birke", "start"] == "2024-Q3"


@settings(max_examples=60, deadline=None)
@given(plans=PLANS, day=AROUND)
def test_a_milestone_is_reached_only_by_proof_and_only_once_its_last_day_has_come(
    roadmap: Roadmap, plans: list[Entry], day: date
) -> None:
    log = [(project, "2023-01-01", "umsetzung", "") for project in ("ahorn", "birke", "eibe")]
    made, rows = with_log(roadmap, log, plans)
    shown = milestones(portfolio(made, Selection(as_of=max(day, date(2023, 1, 1))), date(2030, 1, 1)))
    day = max(day, date(2023, 1, 1))
    expected = {
        row["id"]: "ueberfaellig" if row["state"] == "geplant" and plain.span(row["date"])[1] < day else row["state"]
        for row in rows["milestones"]
        if row["state"] != "erreicht" or plain.span(row["date"])[1] <= day
    }
    assert dict(zip(shown["id"], shown["shown"], strict=True)) == expected


@pytest.mark.parametrize(
    ("original", "now", "slip", "unit"),
    [
        ("2025", "2026", 1, "years"),
        ("2025-Q4", "2026-Q2", 6, "months"),
        ("2025-12", "2026-05", 5, "months"),
        ("2026-05", "2025-12", -5, "months"),
        ("2025-12-30", "2026-01-02", 3, "days"),
        ("2025", "2026-05", None, None),
        ("2025-12", "2026-01-02", None, None),
        ("", "2026", None, None),
        ("2026", "2026", None, None),
    ],
)
def test_a_slip_is_computed_only_between_equally_exact_dates(
    roadmap: Roadmap, original: str, now: str, slip: float | None, unit: str | None
) -> None:
    made, _ = with_log(roadmap, [("birke", "2023-01-01", "umsetzung", "")], [("birke", now, "geplant", "")])
    tables = dict(made.tables)
    tables["milestones"] = tables["milestones"].assign(original_date=pd.Series([original or None], dtype="str"))
    made = Roadmap(made.declaration, tables, made.areas, "moved")
    (row,) = milestones(portfolio(made, Selection(), TODAY)).to_dict("records")
    assert (None if math.isnan(row["slip"]) else row["slip"]) == slip
    assert (None if pd.isna(row["slip_unit"]) else row["slip_unit"]) == unit
    assert pd.isna(row["original"]) == (original in ("", now))


class TestGroups:
    def test_every_selected_project_stands_in_the_groups_of_its_rows(self, roadmap: Roadmap, rows: plain.Rows) -> None:
        everything = portfolio(roadmap, Selection(), TODAY)
        district = {town["ags"]: town["district"] or town["ags"] for town in rows["municipalities"]}
        phases = plain.status(rows, PUBLISHED, TODAY)
        expected: dict[str, set[tuple[str, str]]] = {name: set() for name in GROUPINGS}
        for project in rows["projects"]:
            id_ = project["id"]
            expected["feld"].add((project["action_field"] or "ohne", id_))
            expected["phase"].add((phases[id_]["phase"], id_))
            topics = plain.linked(rows, "project_topics", "topic", id_)
            expected["thema"] |= {(topic, id_) for topic in topics or {"ohne"}}
            for place in rows["project_places"]:
                if place["project"] == id_:
                    town = place["municipality"]
                    expected["ort"].add((district[town] if town else place["district"] or "region", id_))
        for name in GROUPINGS:
            found = members(everything, name)
            assert set(found.itertuples(index=False, name=None)) == expected[name]
            assert not found.duplicated().any()
            order = [group_codes(roadmap, name).index(code) for code in found["group"]]
            assert order == sorted(order)

    def test_projects_are_in_the_order_of_the_last_day_on_which_they_may_have_begun(self, roadmap: Roadmap) -> None:
        rows = members(portfolio(roadmap, Selection(), TODAY), "feld")
        # Birke may have begun on 2024-07-01 at the earliest, Eibe was first reported on 2023-04-01.
        assert list(rows.loc[rows["group"] == "produktion", "project"]) == ["eibe", "birke", "kiefer"]

    def test_a_selection_of_topics_or_places_keeps_only_the_groups_that_it_names(self, roadmap: Roadmap) -> None:
        by_topic = members(portfolio(roadmap, Selection(topics=("bau",)), TODAY), "thema")
        assert set(by_topic["group"]) == {"bau"}
        assert set(by_topic["project"]) == {"birke", "linde"}
        by_place = members(portfolio(roadmap, Selection(places=("05901001",)), TODAY), "ort")
        assert set(by_place["group"]) == {"05901"}

    @pytest.mark.parametrize("grouping", GROUPINGS)
    def test_milestones_of_a_group_are_those_of_its_projects(self, roadmap: Roadmap, grouping: str) -> None:
        chosen = portfolio(roadmap, Selection(), TODAY)
        rows, found = milestones(chosen), group_milestones(chosen, grouping)
        for code, inside in members(chosen, grouping).groupby("group")["project"]:
            mine = found[found["group"] == code]
            assert sorted(rows["id"].iloc[mine["row"]]) == sorted(rows.loc[rows["project"].isin(inside), "id"])
            assert list(mine["shown"]) == list(rows["shown"].iloc[mine["row"]])

    @pytest.mark.parametrize("grouping", GROUPINGS)
    @pytest.mark.parametrize("selection", [Selection(text="gibtesnicht"), Selection(as_of=date(2000, 1, 1))])
    def test_nothing_selected_is_no_group(self, roadmap: Roadmap, grouping: str, selection: Selection) -> None:
        empty = portfolio(roadmap, selection, TODAY)
        assert members(empty, grouping).empty
        assert group_milestones(empty, grouping).empty
        assert phase_history(empty, grouping, np.array(["2026-01-01"], dtype="M8[D]")).empty
