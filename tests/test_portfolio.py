"""Counts of the selected projects: never double in totals, in every place on the map."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.roadmap import FINAL_PHASES, PHASES, REGION, UNCLASSIFIED, Roadmap
from roadmap_model.selection import LISTS, Selection, vocabulary
from tests import plain
from tests.conftest import TODAY

NOTHING = Selection(text="gibt es nicht")
CHOICES = [
    Selection(),
    Selection(phases=("umsetzung",)),
    Selection(places=("05999001",)),
    Selection(places=("region",)),
    Selection(action_fields=("produktion",), topics=("metalle",)),
    Selection(as_of=date(2025, 12, 31)),
    Selection(as_of=date(2000, 1, 1)),
    NOTHING,
]


@pytest.fixture(params=CHOICES, ids=lambda s: "&".join(f"{k}={v}" for k, v in s.to_query().items()) or "everything")
def made(request: pytest.FixtureRequest, roadmap: Roadmap) -> Portfolio:
    return portfolio(roadmap, request.param, TODAY)


@pytest.fixture
def everything(roadmap: Roadmap) -> Portfolio:
    return portfolio(roadmap, Selection(), TODAY)


def test_a_project_is_counted_once_in_every_total(made: Portfolio) -> None:
    n = len(made.projects)
    assert made.projects.index.is_unique
    assert made.phase_counts.sum() == n
    assert made.field_phases.to_numpy().sum() == n


def test_the_whole_is_everything_known_on_the_same_day(made: Portfolio) -> None:
    assert made.whole.day == made.day
    assert list(made.whole.projects.index) == list(made.everything.index)
    assert made.whole.whole is made.whole


def test_phases_and_fields_are_all_there_in_order(made: Portfolio) -> None:
    assert tuple(made.phase_counts.index) == PHASES
    mix = made.field_phases
    assert list(mix.columns) == list(PHASES)
    assert list(mix.index) == ["produktdesign", "produktion", "lieferketten", "paas", UNCLASSIFIED]


def test_fields_and_phases_count_what_plain_python_counts(made: Portfolio, rows: plain.Rows) -> None:
    states = plain.status(rows, TODAY, made.day)
    counted = Counter(
        (row["action_field"] or UNCLASSIFIED, states[row["id"]]["phase"])
        for row in rows["projects"]
        if row["id"] in made.projects.index
    )
    mix = made.field_phases
    assert {(f, p): int(mix.at[f, p]) for f in mix.index for p in mix.columns if mix.at[f, p]} == dict(counted)


def test_municipalities_count_every_project_of_theirs_once(made: Portfolio, rows: plain.Rows) -> None:
    states = plain.status(rows, TODAY, made.day)
    counted = Counter(
        (town, states[project]["phase"]) for project in made.projects.index for town in plain.towns(rows, project)
    )
    counts = made.municipality_counts
    assert list(counts.columns) == list(PHASES)
    assert {(t, p): int(counts.at[t, p]) for t in counts.index for p in PHASES if counts.at[t, p]} == dict(counted)
    assert made.reached_municipalities == len({town for town, _ in counted}) == len(counts)


def test_a_place_given_twice_counts_once(roadmap: Roadmap) -> None:
    tables = dict(roadmap.tables)
    tables["project_places"] = pd.concat([tables["project_places"]] * 2, ignore_index=True)
    doubled = portfolio(Roadmap(roadmap.declaration, tables, roadmap.areas, "doubled"), Selection(), TODAY)
    single = portfolio(roadmap, Selection(), TODAY)
    pd.testing.assert_frame_equal(doubled.municipality_counts, single.municipality_counts)
    assert len(doubled.in_districts) == len(single.in_districts)


def test_region_wide_projects_and_those_of_whole_districts_are_told_apart(everything: Portfolio) -> None:
    assert list(everything.at("region").index) == ["linde", "ulme"]
    assert list(everything.in_districts.index) == ["fichte"]


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        ("05999001", ["ahorn", "birke", "esche"]),
        ("05999002", []),
        ("05901", ["birke", "eibe", "fichte"]),
        ("05902", ["erle", "kiefer"]),
        (REGION, ["linde", "ulme"]),
        ("nirgends", []),
        ("", []),
    ],
)
def test_a_place_holds_its_projects(everything: Portfolio, place: str, ids: list[str]) -> None:
    assert list(everything.at(place).index) == ids


def test_places_hold_what_a_selection_of_them_keeps(everything: Portfolio, roadmap: Roadmap) -> None:
    for place in vocabulary(roadmap)["ort"]:
        chosen = portfolio(roadmap, Selection(places=(place,)), TODAY)
        assert list(everything.at(place).index) == list(chosen.projects.index), place


def test_places_are_counted_as_they_are_found(everything: Portfolio, roadmap: Roadmap) -> None:
    found = {place: len(everything.at(place)) for place in vocabulary(roadmap)["ort"]}
    assert everything.place_counts == {place: count for place, count in found.items() if count}


def test_cells_hold_each_pair_of_field_and_topic(made: Portfolio, rows: plain.Rows) -> None:
    fields = {row["id"]: row["action_field"] for row in rows["projects"]}
    expected = {
        (row["project"], fields[row["project"]], row["topic"])
        for row in rows["project_topics"]
        if row["project"] in made.projects.index and fields[row["project"]]
    }
    cells = made.cells
    assert set(zip(cells["project"], cells["action_field"], cells["topic"], strict=True)) == expected
    assert len(cells) == len(expected)
    assert (cells["phase"] == cells["project"].map(made.projects["phase"])).all()


def test_upcoming_milestones_are_planned_not_past_and_soonest_first(made: Portfolio) -> None:
    upcoming = made.upcoming
    assert (upcoming["state"] == "geplant").all()
    assert (upcoming["last_day"] >= pd.Timestamp(made.day)).all()
    assert upcoming["last_day"].is_monotonic_increasing
    assert set(upcoming["project"]) <= set(made.projects.index)


def test_the_next_milestone_of_the_region_is_the_one_of_ahorn(everything: Portfolio) -> None:
    assert list(everything.upcoming["date"]) == ["2026-12"]


def test_an_overdue_milestone_is_shown_but_not_upcoming(everything: Portfolio) -> None:
    late = everything.milestones[everything.milestones["overdue"]]
    assert list(late["project"]) == ["birke"]
    assert "birke" not in set(everything.upcoming["project"])


def test_silent_projects_run_and_have_not_reported_for_180_days(made: Portfolio, rows: plain.Rows) -> None:
    states = plain.status(rows, TODAY, made.day)
    expected = {
        id_ for id_ in made.projects.index if states[id_]["phase"] not in FINAL_PHASES and int(states[id_]["age"]) > 180
    }
    assert set(made.silent.index) == expected
    assert set(made.silent.index) <= set(made.running.index)
    assert made.silent["age"].is_monotonic_decreasing


def test_a_finished_project_is_never_silent(everything: Portfolio) -> None:
    assert everything.projects.loc["eibe", "age"] > 1000
    assert "eibe" not in everything.silent.index


def test_reports_come_newest_first_and_none_from_the_future(made: Portfolio) -> None:
    reports = made.reports
    assert reports["first_day"].is_monotonic_decreasing
    assert (reports["known_from"] <= pd.Timestamp(made.day)).all()
    assert set(reports["project"]) == set(made.projects.index)


def test_a_coarse_report_never_ranks_above_an_exact_one_of_that_time(everything: Portfolio) -> None:
    dates = list(everything.reports["reported_on"])
    assert dates.index("2026-05-01") < dates.index("2025-11") < dates.index("2024")


def test_a_new_report_is_the_first_of_all(roadmap: Roadmap) -> None:
    assert portfolio(roadmap, Selection(), TODAY).reports.iloc[0]["project"] == "ulme"


def test_an_empty_portfolio_has_all_its_counts_and_they_are_zero(roadmap: Roadmap) -> None:
    empty = portfolio(roadmap, NOTHING, TODAY)
    assert len(empty.everything) == 9
    assert empty.phase_counts.sum() == empty.field_phases.to_numpy().sum() == empty.reached_municipalities == 0
    for frame in (
        empty.projects, empty.places, empty.milestones, empty.upcoming, empty.running, empty.silent,
        empty.reports, empty.municipality_counts, empty.in_districts, empty.cells, empty.at("05999001"),
        empty.place_counts,
    ):  # fmt: skip
        assert len(frame) == 0


def test_the_day_of_the_selection_moves_everything(roadmap: Roadmap) -> None:
    then = portfolio(roadmap, Selection(as_of=date(2025, 6, 29)), TODAY)
    assert then.day == date(2025, 6, 29)
    assert list(then.everything.index) == ["ahorn", "eibe", "esche", "linde"]
    assert then.everything.loc["ahorn", "phase"] == "idee"
    assert portfolio(roadmap, Selection(), TODAY).day == TODAY


def test_projects_come_in_the_order_of_their_german_names(made: Portfolio) -> None:
    names = [name.casefold() for name in made.projects["name_de"]]
    assert names == sorted(names)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_parts_of_any_selection_add_up(published: Roadmap, data: st.DataObject) -> None:
    day, offered = published.published, vocabulary(published)
    key = data.draw(st.sampled_from(sorted(LISTS)))
    selection = Selection().with_(**{LISTS[key]: data.draw(st.lists(st.sampled_from(offered[key]), max_size=3))})
    whole = portfolio(published, selection, day)
    by_phase = [portfolio(published, selection.with_(phases=(phase,)), day) for phase in PHASES]
    if key != "phase":
        assert sum(len(part.projects) for part in by_phase) == len(whole.projects)
        assert {p: len(part.projects) for p, part in zip(PHASES, by_phase, strict=True)} == dict(whole.phase_counts)
    assert whole.municipality_counts.to_numpy().sum() >= whole.reached_municipalities
    assert len(whole.in_districts) <= len(whole.projects)
    local = whole.places[whole.places["level"] == "gemeinde"]
    assert whole.municipality_counts.to_numpy().sum() == len(local.drop_duplicates(["project", "place"]))
