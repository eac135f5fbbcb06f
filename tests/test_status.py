"""The status on any day follows from the log alone; checked against the same rules in plain Python."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.roadmap import FINAL_PHASES, HEALTHS, PHASES, Roadmap
from roadmap_model.status import milestones_on, overdue_milestones, status_on
from tests import plain

PUBLISHED = date(2026, 6, 30)
REPORTED = date(2026, 1, 1)
COLUMNS = ("phase", "health", "freshness", "age", "reported_on")
PROJECTS = ("ahorn", "birke", "eibe")
Entry = tuple[str, str, str, str]  # project, partial date, phase or state, health or empty

BEFORE_PUBLICATION = st.dates(date(2023, 1, 1), PUBLISHED)
AROUND = st.dates(date(2022, 12, 1), date(2028, 3, 1))


def coarse(day: date, kind: str) -> str:
    writings = {
        "Q": f"{day.year}-Q{(day.month + 2) // 3}",
        "y": f"{day.year}",
        "m": f"{day:%Y-%m}",
        "d": f"{day:%Y-%m-%d}",
    }
    return writings[kind]


def partial(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    return st.builds(coarse, days, st.sampled_from("yQmd"))


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    entries = []
    for _ in range(draw(st.integers(0, 7))):
        phase = draw(st.sampled_from(PHASES))
        health = draw(st.sampled_from(["", "im_plan", "risiko", "verzug"])) if phase in ("planung", "umsetzung") else ""
        entries.append((draw(st.sampled_from(PROJECTS)), draw(partial(BEFORE_PUBLICATION)), phase, health))
    return entries


PLANS = st.lists(
    st.tuples(
        st.sampled_from(PROJECTS), partial(AROUND), st.sampled_from(["geplant", "erreicht", "entfallen"]), st.just("")
    ),
    max_size=4,
)


def with_log(roadmap: Roadmap, log: Sequence[Entry], plans: Sequence[Entry] = ()) -> tuple[Roadmap, plain.Rows]:
    """The fictional region with another log and other milestones, and the same as plain rows."""
    reports = [
        {"project": project, "reported_on": day, "phase": phase, "health": health, "reason_de": "G", "reason_en": "R",
         "evidence": "belegt", "source": "quelle-1", "id": f"r-{n}"}
        for n, (project, day, phase, health) in enumerate(log)
    ]  # fmt: skip
    milestones = [
        {"id": f"m-{n}", "project": project, "date": day, "state": state, "original_date": "", "title_de": "T",
         "title_en": "T", "evidence": "belegt", "source": "quelle-1"}
        for n, (project, day, state, _) in enumerate(plans)
    ]  # fmt: skip
    tables = dict(roadmap.tables)
    for name, rows in (("status_reports", reports), ("milestones", milestones)):
        columns = list(tables[name].columns)
        frame = pd.DataFrame(rows, columns=columns, dtype="str")
        tables[name] = frame.mask(frame == "").astype("str")
    made = Roadmap(roadmap.declaration, tables, roadmap.areas, "generated")
    return made, {"status_reports": reports, "milestones": milestones}


def cells(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The status as texts, a missing value as an empty one."""
    return {
        str(project): {name: "" if pd.isna(row[name]) else str(row[name]) for name in COLUMNS}
        for project, row in frame.iterrows()
    }


@settings(max_examples=40, deadline=None)
@given(log=logs(), plans=PLANS, day=AROUND)
def test_the_status_on_a_day_is_that_of_the_log_cut_at_the_day(
    roadmap: Roadmap, log: list[Entry], plans: list[Entry], day: date
) -> None:
    made, rows = with_log(roadmap, log, plans)
    assert cells(status_on(made, day)) == plain.status(rows, PUBLISHED, day)


@settings(max_examples=12, deadline=None)
@given(log=logs(), day=st.dates(date(2023, 1, 1), PUBLISHED))
def test_later_reports_do_not_change_an_earlier_day(roadmap: Roadmap, log: list[Entry], day: date) -> None:
    cut = [entry for entry in log if plain.known_from(entry[1], PUBLISHED) <= day]
    whole, _ = with_log(roadmap, log)
    short, _ = with_log(roadmap, cut)
    assert cells(status_on(whole, day)) == cells(status_on(short, day))


@settings(max_examples=12, deadline=None)
@given(log=logs(), plans=PLANS, day=AROUND)
def test_the_status_keeps_its_own_laws(roadmap: Roadmap, log: list[Entry], plans: list[Entry], day: date) -> None:
    frame = status_on(with_log(roadmap, log, plans)[0], day)
    assert frame.index.is_unique
    assert (frame["age"] >= 0).all()
    assert set(frame["health"].dropna()) <= set(HEALTHS)
    assert (frame["health"].notna() == frame["phase"].isin(["planung", "umsetzung"])).all()
    assert (frame["freshness"].isna() == frame["phase"].isin(FINAL_PHASES)).all()
    green = frame[frame["health"] == "im_plan"]
    assert (green["age"] <= 180).all()
    assert not frame.loc[frame["age"] > 180, "health_reported"].any()


@pytest.mark.parametrize(
    ("age", "freshness"),
    [
        (0, "aktuell"), (1, "aktuell"), (90, "aktuell"), (91, "faellig"), (180, "faellig"), (181, "ueberfaellig"),
        (365, "ueberfaellig"), (366, "veraltet"), (5000, "veraltet"),
    ],
)  # fmt: skip
def test_freshness_changes_on_its_days(roadmap: Roadmap, age: int, freshness: str) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2026-01-01", "umsetzung", "")])
    status = status_on(made, REPORTED + timedelta(age)).loc["ahorn"]
    assert (status["age"], status["freshness"]) == (age, freshness)


@pytest.mark.parametrize("reported", ["", "im_plan", "risiko", "verzug"])
@pytest.mark.parametrize(("age", "fresh"), [(180, True), (181, False)])
def test_an_outdated_report_silences_every_health(roadmap: Roadmap, reported: str, age: int, fresh: bool) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2026-01-01", "umsetzung", reported)])
    status = status_on(made, REPORTED + timedelta(age)).loc["ahorn"]
    assert status["health"] == ((reported or "im_plan") if fresh else "keine_meldung")
    assert status["health_reported"] == (bool(reported) and fresh)


@pytest.mark.parametrize("phase", PHASES)
def test_only_planning_and_implementation_have_a_health(roadmap: Roadmap, phase: str) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2026-01-01", phase, "")], [("ahorn", "2026-01-05", "geplant", "")])
    for age in (10, 400):
        health = status_on(made, REPORTED + timedelta(age)).loc["ahorn", "health"]
        assert pd.isna(health) == (phase not in ("planung", "umsetzung"))


@pytest.mark.parametrize("phase", FINAL_PHASES)
def test_a_final_phase_never_gets_old(roadmap: Roadmap, phase: str) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2023-01-01", phase, "")])
    assert pd.isna(status_on(made, PUBLISHED).loc["ahorn", "freshness"])


def test_a_coarse_report_is_known_from_its_last_day_and_ages_from_its_first(roadmap: Roadmap) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2025-Q2", "planung", "")])
    assert "ahorn" not in status_on(made, date(2025, 6, 29)).index
    assert status_on(made, date(2025, 6, 30)).loc["ahorn", "age"] == 90
    assert status_on(made, date(2025, 7, 1)).loc["ahorn", "freshness"] == "faellig"


def test_a_report_of_the_running_year_is_known_from_the_publication(roadmap: Roadmap) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2026", "planung", "")])
    assert "ahorn" not in status_on(made, PUBLISHED - timedelta(1)).index
    assert status_on(made, PUBLISHED).loc["ahorn", "age"] == 180


def test_of_two_reports_known_on_the_same_day_the_more_exact_one_wins(roadmap: Roadmap) -> None:
    entries: list[Entry] = [("ahorn", "2025-12-31", "umsetzung", ""), ("ahorn", "2025", "idee", "")]
    for log in (entries, entries[::-1]):
        made, _ = with_log(roadmap, log)
        assert status_on(made, date(2026, 1, 1)).loc["ahorn", "phase"] == "umsetzung"


def test_of_two_reports_of_one_day_the_lower_row_wins(roadmap: Roadmap) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2026-01-01", "idee", ""), ("ahorn", "2026-01-01", "planung", "")])
    assert status_on(made, PUBLISHED).loc["ahorn", "phase"] == "planung"


def test_before_the_first_report_a_project_is_unknown(roadmap: Roadmap) -> None:
    made, _ = with_log(roadmap, [("ahorn", "2026-01-01", "idee", "")])
    assert status_on(made, date(2025, 12, 31)).empty
    assert list(status_on(made, date(2026, 1, 1)).index) == ["ahorn"]


def test_an_empty_log_is_an_empty_status_with_all_columns(roadmap: Roadmap) -> None:
    frame = status_on(with_log(roadmap, [])[0], PUBLISHED)
    assert frame.empty
    assert {*COLUMNS, "health_reported"} <= set(frame.columns)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1677, 1, 1), date(2262, 12, 31), date(9999, 12, 31)])
def test_absurd_days_have_a_status(roadmap: Roadmap, day: date) -> None:
    frame = status_on(roadmap, day)
    assert len(frame) == (0 if day < PUBLISHED else 9)
    milestones_on(roadmap, day)


# Milestones


def seen(roadmap: Roadmap, plans: list[Entry], day: date) -> list[tuple[str, bool]]:
    frame = milestones_on(with_log(roadmap, [], plans)[0], day)
    return [(row["state"], bool(row["overdue"])) for _, row in frame.iterrows()]


@pytest.mark.parametrize(
    ("text", "day", "shown"),
    [
        ("2026-03-01", date(2026, 2, 28), False), ("2026-03-01", date(2026, 3, 1), True),
        ("2026-03", date(2026, 3, 30), False), ("2026-03", date(2026, 3, 31), True),
        ("2025", date(2025, 12, 30), False), ("2025", date(2025, 12, 31), True),
    ],
)  # fmt: skip
def test_a_reached_milestone_is_never_shown_before_its_last_possible_day(
    roadmap: Roadmap, text: str, day: date, shown: bool
) -> None:
    assert seen(roadmap, [("ahorn", text, "erreicht", "")], day) == ([("erreicht", False)] if shown else [])


@pytest.mark.parametrize(
    ("text", "day", "late"),
    [
        ("2026-03-01", date(2026, 3, 1), False), ("2026-03-01", date(2026, 3, 2), True),
        ("2026-Q1", date(2026, 3, 31), False), ("2026-Q1", date(2026, 4, 1), True),
        ("2025", date(2025, 6, 1), False), ("2025", date(2026, 1, 1), True),
    ],
)  # fmt: skip
def test_a_planned_milestone_is_overdue_after_its_last_possible_day(
    roadmap: Roadmap, text: str, day: date, late: bool
) -> None:
    plans: list[Entry] = [("ahorn", text, "geplant", "")]
    assert seen(roadmap, plans, day) == [("geplant", late)]
    assert len(overdue_milestones(with_log(roadmap, [], plans)[0], day)) == late


def test_a_dropped_milestone_is_shown_and_never_overdue(roadmap: Roadmap) -> None:
    assert seen(roadmap, [("ahorn", "2020", "entfallen", "")], PUBLISHED) == [("entfallen", False)]


@pytest.mark.parametrize(
    ("reported", "state", "health"),
    [
        ("", "geplant", "verzug"), ("", "erreicht", "im_plan"), ("", "entfallen", "im_plan"),
        ("im_plan", "geplant", "im_plan"), ("risiko", "geplant", "risiko"), ("verzug", "erreicht", "verzug"),
    ],
)  # fmt: skip
def test_an_overdue_milestone_delays_a_project_unless_the_report_says_how_it_is(
    roadmap: Roadmap, reported: str, state: str, health: str
) -> None:
    log: list[Entry] = [("ahorn", "2026-01-01", "umsetzung", reported)]
    made, _ = with_log(roadmap, log, [("ahorn", "2026-01-10", state, "")])
    assert status_on(made, date(2026, 1, 11)).loc["ahorn", "health"] == health
    assert status_on(made, date(2026, 1, 10)).loc["ahorn", "health"] == (reported or "im_plan")


def test_the_delay_of_one_project_is_not_that_of_another(roadmap: Roadmap) -> None:
    log: list[Entry] = [("ahorn", "2026-01-01", "umsetzung", ""), ("birke", "2026-01-01", "umsetzung", "")]
    made, _ = with_log(roadmap, log, [("birke", "2026-01-10", "geplant", "")])
    assert dict(status_on(made, PUBLISHED)["health"]) == {"ahorn": "im_plan", "birke": "verzug"}


@settings(max_examples=15, deadline=None)
@given(plans=PLANS, day=AROUND)
def test_milestones_come_in_the_order_of_their_days(roadmap: Roadmap, plans: list[Entry], day: date) -> None:
    frame = milestones_on(with_log(roadmap, [], plans)[0], day)
    assert frame["last_day"].is_monotonic_increasing
    assert set(overdue_milestones(with_log(roadmap, [], plans)[0], day)["project"]) == plain.overdue(
        {"milestones": [{"project": p, "date": d, "state": s} for p, d, s, _ in plans]}, day
    )


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2025, 6, 30), date(2026, 6, 30), date(2027, 1, 1)])
def test_the_published_log_gives_the_same_status_in_plain_python(
    published: Roadmap, published_rows: plain.Rows, day: date
) -> None:
    assert cells(status_on(published, day)) == plain.status(published_rows, published.published, day)
