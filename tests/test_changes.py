"""What changed between two days: replayed, mirrored, and told once more in plain Python."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.changes import AT_STAKE, COLUMNS, KINDS, SILENT, changes, changes_table, selected_changes
from roadmap_model.load import load
from roadmap_model.period import Period
from roadmap_model.portfolio import portfolio
from roadmap_model.roadmap import ASSESSED_PHASES, PHASES, Roadmap
from roadmap_model.selection import Selection
from roadmap_model.status import milestones_on, status_on
from tests import plain, plain_changes, region

PUBLISHED = date(2026, 6, 30)
PROJECTS = ("ahorn", "birke", "eibe")
OF_REPORTS = ("neu", "vorangekommen", "abgeschlossen", "pausiert", "beendet", "fortgesetzt", "phase", "gemeldet")
DAYS = st.dates(date(2022, 12, 1), date(2027, 6, 30))
State = tuple[dict[str, tuple[str, str, str, bool]], dict[str, str], set[str]]


def partial(first: date, last: date) -> st.SearchStrategy[str]:
    """A date of any precision."""
    writings = ("{0:%Y-%m-%d}", "{0:%Y-%m}", "{0:%Y}", "{0:%Y}-Q{1}")
    days = st.tuples(st.dates(first, last), st.sampled_from(writings))
    return days.map(lambda drawn: drawn[1].format(drawn[0], (drawn[0].month + 2) // 3))


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(PROJECTS),
        partial(date(2023, 1, 1), PUBLISHED),
        st.sampled_from(PHASES),
        st.sampled_from(["", "im_plan", "risiko", "verzug"]),
    ),
    max_size=9,
)
PLANS = st.lists(
    st.tuples(
        st.sampled_from(PROJECTS),
        partial(date(2023, 1, 1), date(2027, 3, 1)),
        st.sampled_from(["geplant", "erreicht", "entfallen"]),
        st.just("") | partial(date(2023, 1, 1), date(2026, 12, 31)),
    ),
    max_size=5,
)


def generated(roadmap: Roadmap, log: Sequence[tuple], plans: Sequence[tuple]) -> tuple[Roadmap, plain.Rows]:
    """The fictional region with other reports and milestones, and the same as plain rows."""
    reports = [
        {"id": f"r-{n}", "project": project, "reported_on": day, "phase": phase,
         "health": health if phase in ASSESSED_PHASES else "", "reason_de": f"Grund {n}", "reason_en": f"Reason {n}",
         "evidence": "belegt", "source": f"quelle-{1 + n % 2}"}
        for n, (project, day, phase, health) in enumerate(log)
    ]  # fmt: skip
    milestones = [
        {"id": f"m-{n}", "project": project, "date": day, "state": state, "original_date": original,
         "title_de": f"Titel {n}", "title_en": f"Title {n}", "evidence": "abgeleitet", "source": f"quelle-{1 + n % 2}"}
        for n, (project, day, state, original) in enumerate(plans)
    ]  # fmt: skip
    tables = dict(roadmap.tables)
    for name, rows in (("status_reports", reports), ("milestones", milestones)):
        frame = pd.DataFrame(rows, columns=list(tables[name].columns), dtype="str")
        tables[name] = frame.mask(frame == "").astype("str")
    made = Roadmap(roadmap.declaration, tables, roadmap.areas, "generated")
    return made, {"status_reports": reports, "milestones": milestones}


def records(rows: pd.DataFrame) -> list[dict[str, str]]:
    """The changes as texts, a missing value as an empty one."""
    return rows.astype("object").where(rows.notna(), "").to_dict("records")


def state(roadmap: Roadmap, day: date) -> State:
    """What the status says: last report, phase, health and silence of projects; states and moves of milestones."""
    status = status_on(roadmap, day).astype("object")
    status = status.where(status.notna(), "")
    projects = {
        str(id_): (row["id"], row["phase"], row["health"], row["freshness"] in SILENT) for id_, row in status.iterrows()
    }
    seen = milestones_on(roadmap, day)
    codes = seen["state"].mask(seen["overdue"], "ueberfaellig")
    rows = {"milestones": records(roadmap["milestones"])}
    return projects, dict(zip(seen["id"], codes, strict=True)), plain_changes.moved(rows, day)


def replay(then: State, rows: list[dict[str, str]]) -> State:
    """The state after the changes, from nothing but the state before and the rows."""
    projects = {id_: list(values) for id_, values in then[0].items()}
    milestones, moves = dict(then[1]), set(then[2])
    for row in rows:
        kind, new = row["kind"], row["new"]
        if kind == "verschoben":
            moves ^= {row["milestone"]}
        elif kind in ("erreicht", "ueberfaellig"):
            milestones[row["milestone"]] = new
        else:
            project = projects.setdefault(row["project"], ["", "", "", False])
            project[0] = row["new_report"]
            if kind in OF_REPORTS:
                project[1] = new
            elif kind in ("verstummt", "wieder_gemeldet"):
                project[3] = new in SILENT
            else:
                project[2] = new
    for project in projects.values():
        if project[1] not in ASSESSED_PHASES:
            project[2] = ""
        elif project[3]:
            project[2] = "keine_meldung"
        elif project[2] not in AT_STAKE:
            project[2] = "im_plan"
    left = {id_: tuple(values) for id_, values in projects.items() if values[0]}
    return left, {id_: code for id_, code in milestones.items() if code}, moves


def comparable(rows: list[dict[str, str]]) -> list[tuple]:
    return sorted(tuple(row[name] for name in COLUMNS) for row in rows)


@given(log=REPORTS, plans=PLANS, days=st.tuples(DAYS, DAYS))
@settings(max_examples=30, deadline=None)
def test_changes_replayed_on_one_day_give_the_other_in_both_directions(roadmap, log, plans, days):
    made, _ = generated(roadmap, log, plans)
    a, b = days
    assert replay(state(made, a), records(changes(made, a, b))) == state(made, b)
    assert replay(state(made, b), records(changes(made, b, a))) == state(made, a)


@given(log=REPORTS, plans=PLANS, days=st.tuples(DAYS, DAYS).map(sorted))
@settings(max_examples=30, deadline=None)
def test_changes_are_those_that_plain_python_finds(roadmap, log, plans, days):
    made, rows = generated(roadmap, log, plans)
    found = records(changes(made, *days))
    assert comparable(found) == comparable(plain_changes.changes(rows, PUBLISHED, *days))


@given(log=REPORTS, plans=PLANS, days=st.tuples(DAYS, DAYS))
@settings(max_examples=10, deadline=None)
def test_the_reverse_comparison_is_the_mirror(roadmap, log, plans, days):
    made, _ = generated(roadmap, log, plans)
    there, back = changes(made, *days), changes(made, *days[::-1])
    swapped = {"old": "new", "new": "old", "old_report": "new_report", "new_report": "old_report"}
    pd.testing.assert_frame_equal(back, there.rename(columns=swapped)[list(COLUMNS)])
    assert list(back.columns) == list(COLUMNS)


@given(log=REPORTS, plans=PLANS, days=st.lists(DAYS, min_size=3, max_size=3).map(sorted))
@settings(max_examples=10, deadline=None)
def test_two_periods_in_a_row_lead_where_the_whole_leads(roadmap, log, plans, days):
    made, _ = generated(roadmap, log, plans)
    reached = state(made, days[0])
    for a, b in pairwise(days):
        reached = replay(reached, records(changes(made, a, b)))
    assert reached == replay(state(made, days[0]), records(changes(made, days[0], days[2])))


@given(log=REPORTS, plans=PLANS, day=DAYS)
@settings(max_examples=10, deadline=None)
def test_nothing_changes_on_the_same_evening(roadmap, log, plans, day):
    made, _ = generated(roadmap, log, plans)
    assert changes(made, day, day).empty


@given(log=REPORTS, plans=PLANS, days=st.tuples(DAYS, DAYS))
@settings(max_examples=10, deadline=None)
def test_rows_stand_in_the_order_of_kinds_and_the_newest_first(roadmap, log, plans, days):
    made, _ = generated(roadmap, log, plans)
    rows = records(changes(made, *days))
    order = [(KINDS.index(row["kind"]), -plain.span(row["date"])[0].toordinal()) for row in rows]
    assert order == sorted(order)
    assert all(row["source"] and row["date"] and row["evidence"] for row in rows)


def test_the_day_before_yields_to_the_day_of_the_report(roadmap):
    """Birke was reported in implementation on 1 June 2026: known that evening, not the evening before."""
    eve = date(2026, 5, 31)
    assert "birke" not in set(changes(roadmap, date(2026, 5, 30), eve).query("kind == 'vorangekommen'")["project"])
    (row,) = records(changes(roadmap, eve, eve + timedelta(1)).query("kind == 'vorangekommen'"))
    assert (row["project"], row["old"], row["new"], row["date"]) == ("birke", "planung", "umsetzung", "2026-06-01")


@pytest.mark.parametrize(("age", "kinds"), [(180, []), (181, ["verstummt"])])
def test_silence_begins_with_the_181st_day(roadmap, age, kinds):
    made, _ = generated(roadmap, [("ahorn", "2025-01-01", "verstetigt", "")], [])
    reported = date(2025, 1, 1)
    assert list(changes(made, reported, reported + timedelta(age))["kind"]) == kinds


def test_a_final_project_never_goes_silent(roadmap):
    made, _ = generated(roadmap, [("ahorn", "2025-01-01", "abgeschlossen", "")], [])
    assert list(changes(made, date(2025, 1, 1), date(2026, 6, 30))["kind"]) == []


def test_a_coarse_original_date_is_past_only_after_its_last_day(roadmap):
    made, _ = generated(roadmap, [], [("ahorn", "2027", "geplant", "2025-Q4")])
    assert changes(made, date(2025, 1, 1), date(2025, 12, 31)).empty
    (row,) = records(changes(made, date(2025, 12, 31), date(2026, 1, 1)))
    assert (row["kind"], row["old"], row["new"], row["date"]) == ("verschoben", "2025-Q4", "2027", "2025-Q4")


@pytest.mark.parametrize("later", ["2025", "2025-Q4", "2025-12"])
def test_a_date_that_only_became_more_exact_was_not_moved(roadmap, later):
    made, _ = generated(roadmap, [], [("ahorn", later, "geplant", "2025")])
    assert "verschoben" not in set(changes(made, date(2024, 1, 1), date(2027, 1, 1))["kind"])


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("idee", "planung", "vorangekommen"), ("idee", "verstetigt", "vorangekommen"),
        ("umsetzung", "abgeschlossen", "abgeschlossen"), ("umsetzung", "planung", "phase"),
        ("umsetzung", "pausiert", "pausiert"), ("pausiert", "umsetzung", "fortgesetzt"),
        ("pausiert", "beendet", "beendet"), ("beendet", "idee", "phase"), ("abgeschlossen", "verstetigt", "phase"),
        ("verstetigt", "verstetigt", "gemeldet"),
    ],
)  # fmt: skip
def test_each_step_has_its_kind(roadmap, old, new, kind):
    made, _ = generated(roadmap, [("ahorn", "2026-01-01", old, ""), ("ahorn", "2026-02-01", new, "")], [])
    assert list(changes(made, date(2026, 1, 15), date(2026, 2, 15))["kind"]) == [kind]


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection().with_(phases=["umsetzung"]),
        Selection().with_(places=["05901"], as_of=date(2026, 6, 1)),
        Selection().with_(text="gibtesnirgends"),
    ],
)
@pytest.mark.parametrize("days", [(date(2025, 1, 1), date(2026, 6, 30)), (date(2000, 1, 1), date(2026, 1, 31))])
def test_the_selection_at_the_end_of_the_period_decides(roadmap, rows, selection, days):
    chosen = portfolio(roadmap, selection, date(2026, 6, 30))
    kept = set(portfolio(roadmap, selection.with_(as_of=days[1]), date(2026, 6, 30)).projects.index)
    found = records(selected_changes(chosen, Period(*days)))
    expected = [row for row in plain_changes.changes(rows, PUBLISHED, *days) if row["project"] in kept]
    assert comparable(found) == comparable(expected)
    assert bool(found) == bool(kept)


def test_the_table_names_projects_and_sources(roadmap):
    chosen = portfolio(roadmap, Selection(), date(2026, 6, 30))
    table = changes_table(chosen, Period(date(2000, 1, 1), date(2026, 6, 30)))
    rows = selected_changes(chosen, Period(date(2000, 1, 1), date(2026, 6, 30)))
    assert list(table["kind"]) == list(rows["kind"])
    assert set(table["name_de"]) == set(roadmap.projects["name_de"])
    urls = roadmap["sources"].set_index("id")["url"]
    assert list(table["source_url"]) == [urls[source] for source in rows["source"]]


def test_a_region_without_milestones_and_hostile_reasons_still_compares(tmp_path):
    def change(tables):
        tables["milestones"].clear()
        tables["status_reports"][2]["reason_de"] = "=1+1<script>{{7*7}}"

    made = load(region.write(tmp_path / "data", change))
    rows = changes(made, date(2000, 1, 1), PUBLISHED)
    assert "=1+1<script>{{7*7}}" in set(rows["text_de"].dropna()) | set(made["status_reports"]["reason_de"])
    assert not set(rows["kind"]) & {"erreicht", "ueberfaellig", "verschoben"}


class TestPublishedRoadmap:
    @pytest.mark.parametrize(
        "days",
        [
            (date(2025, 9, 29), date(2026, 11, 22)),
            (date(2000, 1, 1), date(2024, 12, 31)),
            (date(2024, 12, 31), date(2025, 12, 31)),
        ],
    )
    def test_its_changes_are_those_that_plain_python_finds(self, published, published_rows, days):
        found = records(changes(published, *days))
        expected = plain_changes.changes(published_rows, published.published, *days)
        assert comparable(found) == comparable(expected)
        assert replay(state(published, days[0]), found) == state(published, days[1])
