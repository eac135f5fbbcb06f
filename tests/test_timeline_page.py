"""The timeline's page: what its parameters mean, where its links lead, and that its table says what the figure says."""

import pytest

from pages.ui.paging import PER_PAGE
from roadmap_model.horizon import HORIZONS
from roadmap_model.timeline import GROUPINGS, entries
from tests.hostile import HOSTILE
from tests.visit import (
    GERMAN,
    assert_sound,
    both_languages,
    expected,
    follow,
    in_language,
    in_service,
    literal,
    messages,
    read,
    split,
    visit,
)

UNKNOWN = (*HOSTILE, "Feld", "feld,ort")


roadmap = in_service()


def choices(document) -> dict[str, tuple[dict[str, str], bool]]:
    """Links of the three rows of choices: parameters behind them, and whether they are chosen."""
    rows = [e for e in document.elements if e.tag == "nav" and "rm-timeline-choice" in e.classes]
    assert len(rows) == 1
    return {
        link.text: (split(link.href)[1], "aria-current" in link.attributes)
        for link in document.links
        if split(link.href)[0] == "zeitachse" and "aria-expanded" not in link.attributes and link.text in rows[0].text
    }


def toggles(document) -> list:
    return [link for link in document.links if "aria-expanded" in link.attributes]


@both_languages
@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_selected_project_is_in_the_table_under_its_groups(grouping, words):
    at = visit("timeline", in_language({"gruppe": grouping}, words))
    assert_sound(at)
    assert not at.warning
    document, rows = read(at), entries(expected({}), grouping)
    assert set(document.projects) == set(rows["project"].dropna())
    headings = [link.text.lstrip("▾ ") for link in toggles(document)]
    assert len(headings) == rows["group"].nunique()
    assert all(link.attributes["aria-expanded"] == "true" for link in toggles(document))


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("horizon", HORIZONS)
def test_choices_are_links_that_keep_the_rest_and_leave_defaults_out(grouping, horizon):
    query = {"gruppe": grouping, "zeitraum": horizon, "phase": "planung,umsetzung", "stand": "2026-06-20"}
    found = choices(read(visit("timeline", query)))
    for name in GROUPINGS:
        behind, chosen = found[GERMAN(f"timeline.group.{name}")]
        assert chosen == (name == grouping)
        assert behind.get("gruppe", "feld") == name
        assert behind.get("zeitraum", "lang") == horizon
    for name in HORIZONS:
        behind, chosen = found[GERMAN(f"timeline.horizon.{name}")]
        assert chosen == (name == horizon)
        assert behind.get("zeitraum", "lang") == name
        assert behind.get("gruppe", "feld") == grouping
    for behind, _ in found.values():
        assert (behind["phase"], behind["stand"]) == ("planung,umsetzung", "2026-06-20")
        assert behind.get("gruppe") != "feld"
        assert behind.get("zeitraum") != "lang"


def test_a_group_folds_and_unfolds_by_its_link():
    folded = visit("timeline", {"offen": "keine"})
    assert_sound(folded)
    assert read(folded).projects == []
    assert {link.attributes["aria-expanded"] for link in toggles(read(folded))} == {"false"}
    (link,) = [link for link in toggles(read(folded)) if "produktion" in link.text]
    opened = read(follow(link.href))
    assert opened.projects == ["eibe", "birke", "kiefer"]
    (back,) = [link for link in toggles(opened) if link.attributes["aria-expanded"] == "true"]
    assert split(back.href)[1] == {"offen": "keine"}
    behind, chosen = choices(read(folded))[GERMAN("timeline.open.alle")]
    assert not chosen
    assert len(read(visit("timeline", behind)).projects) == 9


@pytest.mark.parametrize("value", UNKNOWN, ids=range(len(UNKNOWN)))
@pytest.mark.parametrize("parameter", ["gruppe", "zeitraum", "offen"])
def test_an_unknown_value_is_named_in_words_and_dropped(parameter, value):
    at = visit("timeline", {parameter: value})
    assert_sound(at)
    assert at.warning
    assert all(literal(warning.value).isprintable() for warning in at.warning)
    assert set(read(at).projects) == set(read(visit("timeline")).projects)


def test_what_is_known_in_a_list_of_groups_is_kept():
    at = visit("timeline", {"offen": "paas,gibtesnicht"})
    (notice,) = at.warning
    assert "gibtesnicht" in literal(notice.value)
    assert read(at).projects == ["fichte"]


@pytest.mark.parametrize("value", ["-1", "0", "999999", "9" * 400, "zwei", "²", "<b>"])
def test_an_absurd_part_shows_the_nearest(value):
    at = visit("timeline", {"offen": "alle", "seite": value})
    assert_sound(at)
    assert read(at).projects


def test_terms_dates_and_states_are_as_coarse_as_they_are():
    text = read(visit("timeline")).text
    assert "Beginn 3. Quartal 2024 (geplant), bis Juni 2027 (geplant)" in text
    assert (
        "Mai 2026: Meilenstein 2026-05 (Termin verstrichen, nicht belegt, ursprünglich Dezember 2025, +5 Monate)"
        in text
    )
    assert "Dezember 2026: Meilenstein 2026-12 (geplant)" in text
    assert "Planung (November 2025)" in text
    assert GERMAN("unknown") in text


def test_the_past_shows_nothing_that_came_later():
    now, then = (read(visit("timeline", query)) for query in ({}, {"stand": "2025-12-31"}))
    assert "20. Mai 2026" in now.text
    assert "20. Mai 2026" not in then.text
    assert "Umsetzung (" not in next(row.text for row in then.tagged("tr") if row.text.startswith("Ahorn"))
    assert GERMAN("timeline.legend.past") in then.text
    assert GERMAN("timeline.legend.past") not in now.text


@both_languages
def test_the_figure_has_an_alternative_text_with_the_headline(words):
    at = visit("timeline", in_language({}, words))
    assert f"{at.title[0].value}. ".replace("\\", "") in messages(at).replace("\\", "")
    assert len(at.get("plotly_chart")) == 1


@pytest.mark.parametrize("query", [{"thema": "bau", "gruppe": "thema"}, {"ort": "05901001", "gruppe": "ort"}])
def test_a_group_that_is_not_a_filter_of_its_own_promises_no_list(query):
    document = read(visit("timeline", query))
    for link in document.having("rm-time-count"):
        assert link.tag == "span"


@pytest.mark.usefixtures("shipped")
class TestPublishedRoadmap:
    """The data that the repository ships."""

    def test_many_projects_are_folded_at_first(self):
        at = visit("timeline")
        assert_sound(at)
        assert read(at).projects == []
        assert GERMAN("timeline.legend.counts") in read(at).text

    @pytest.mark.parametrize("grouping", GROUPINGS)
    def test_the_parts_of_all_rows_show_every_project(self, grouping):
        rows = entries(expected({}), grouping)
        query, seen, parts = {"gruppe": grouping, "offen": "alle"}, [], -(-len(rows) // PER_PAGE)
        for part in range(1, parts + 1):
            at = visit("timeline", query | {"seite": str(part)})
            assert_sound(at)
            seen += [row for row in read(at).links if row.project and "hreflang" not in row.attributes]
        assert [link.project for link in seen] == list(rows["project"])

    def test_the_timeline_in_one_has_every_row(self):
        at = visit("timeline", {"offen": "alle", "seite": "alle"})
        assert_sound(at)
        rows = [row for row in read(at).links if row.project and "hreflang" not in row.attributes]
        assert [link.project for link in rows] == list(entries(expected({}), "feld")["project"])
        assert not read(at).having("rm-paper")
