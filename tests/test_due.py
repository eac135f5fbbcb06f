"""Due reports: who has to be asked, longest silence first; checked against plain Python."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.due import COLUMNS, due_counts, due_reports
from roadmap_model.load import load
from roadmap_model.portfolio import portfolio
from roadmap_model.selection import Selection
from tests import plain, plain_due, region

PUBLISHED = date(2026, 6, 30)


def listed(frame):
    cells = frame[["organisation", "project", "days_at_most"]].astype("object")
    return [tuple(row) for row in cells.where(cells.notna(), "").itertuples(index=False)]


@given(day=st.dates(date(2020, 12, 1), PUBLISHED))
@settings(max_examples=40, deadline=None)
def test_exactly_running_projects_older_than_90_days_are_due(roadmap, rows, day):
    shown = portfolio(roadmap, Selection(as_of=day), PUBLISHED)
    everything = {row["id"] for row in rows["projects"]}
    assert sorted(listed(due_reports(shown))) == sorted(plain_due.due(rows, PUBLISHED, day, everything))


@pytest.mark.parametrize(("days", "due", "overdue"), [(90, 0, 0), (91, 1, 0), (180, 1, 0), (181, 1, 1)])
def test_the_limits_are_90_and_180_days(tmp_path, days, due, overdue):
    def change(tables):
        reported = date.fromordinal(PUBLISHED.toordinal() - days).isoformat()
        for report in tables["status_reports"]:
            report["phase"], report["health"] = "abgeschlossen", ""
        for name in region.STORYBOARDS:
            tables[name].clear()
        tables["status_reports"].append(
            tables["status_reports"][-1] | {"id": "neu", "project": "ahorn", "reported_on": reported, "phase": "idee"}
        )
        tables["status_reports"][:3] = []

    shown = portfolio(load(region.write(tmp_path / "data", change)), Selection(), PUBLISHED)
    assert due_counts(shown) == (1, due, overdue)
    assert len(due_reports(shown)) == due


def test_organisations_come_by_their_longest_silence_and_unknown_leads_last(published):
    shown = portfolio(published, Selection(), published.published)
    rows = listed(due_reports(shown))
    order = list(dict.fromkeys(organisation for organisation, _, _ in rows))
    assert [organisation for organisation, _, _ in rows] == [o for o in order for p in rows if p[0] == o]
    assert order[-1] == ""
    longest = [max(days for o, _, days in rows if o == organisation) for organisation in order[:-1]]
    assert longest == sorted(longest, reverse=True)
    for organisation in order:
        days = [d for o, _, d in rows if o == organisation]
        assert days == sorted(days, reverse=True)


def test_the_published_due_reports_are_those_of_plain_python(published, published_rows):
    shown = portfolio(published, Selection().with_(action_fields=["produktion", "paas"]), published.published)
    expected = plain_due.due(published_rows, published.published, published.published, set(shown.projects.index))
    assert sorted(listed(due_reports(shown))) == sorted(expected)
    assert expected


def test_a_project_with_two_leads_stands_with_both(tmp_path):
    def change(tables):
        tables["participations"].append(
            {"project": "erle", "organisation": "werk", "role": "lead", "source": "quelle-1"}
        )

    shown = portfolio(load(region.write(tmp_path / "data", change)), Selection(), PUBLISHED)
    rows = due_reports(shown)
    assert list(rows.loc[rows["project"] == "erle", "organisation"]) == ["institut", "werk"]
    assert due_counts(shown)[1] == rows["project"].nunique()


def test_a_selection_without_projects_gives_an_empty_table(roadmap):
    rows = due_reports(portfolio(roadmap, Selection(text="gibtesnirgends"), PUBLISHED))
    assert rows.empty
    assert list(rows.columns) == list(COLUMNS)


def test_dates_keep_their_precision(roadmap, rows):
    shown = due_reports(portfolio(roadmap, Selection(), PUBLISHED)).set_index("project")
    assert shown.loc["esche", ["last_report", "precision"]].tolist() == ["2021", "year"]
    assert shown.loc["linde", ["last_report", "precision"]].tolist() == ["2025-01-15", "day"]
    assert shown.loc["esche", "days_at_most"] == (PUBLISHED - plain.span("2021")[0]).days
