"""One selection, one URL: canonical, never a crash, and every filter as plain Python would do it."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.portfolio import portfolio
from roadmap_model.roadmap import FRESHNESS, HEALTHS, PHASES, SCALES, Roadmap
from roadmap_model.selection import (
    EARLIEST_DAY,
    LISTS,
    LONGEST_SEARCH,
    PARAMETERS,
    Selection,
    clean_text,
    from_query,
    matches,
    vocabulary,
)
from tests import plain, region
from tests.conftest import TODAY

CODES: dict[str, tuple[str, ...]] = {
    "feld": (*region.FIELDS, "ohne"),
    "thema": (*region.TOPICS, "ohne"),
    "phase": PHASES,
    "lage": HEALTHS,
    "aktualitaet": FRESHNESS,
    "umfang": SCALES,
    "ziel": ("carbon", "waste", "pollution"),
    "ort": ("region", "05901", "05902", *region.TOWNS),
}
ORGANISATIONS = ("stadt-altstadt", "werk", "institut", "land")
WORDS = ("", "ahorn", "Werk", "satz", "gmbh  in", "nirgends", "Ü", "(en)", "a", "EINEM satz")
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>", "{{ 7*191 }}", "%2C", "'; DROP TABLE projects;--", "../../etc/passwd", "\x00",
        "\u202e", "\ud800", "nan", "None", "null", "[object Object]", "ohne ohne", "feld=produktion", "&", "=", "#",
        "produktion\n", "9" * 400,
    ]
)  # fmt: skip
ANY_TEXT = st.text(st.characters(codec=None), max_size=30) | HOSTILE
SELECTIONS = st.builds(
    lambda lists, organisation, text, day: Selection().with_(
        **{LISTS[key]: values for key, values in lists.items()},
        organisation=organisation, text=clean_text(text), as_of=day,
    ),
    st.fixed_dictionaries({key: st.lists(st.sampled_from(codes), max_size=4) for key, codes in CODES.items()}),
    st.sampled_from(("", *ORGANISATIONS)),
    st.sampled_from(WORDS) | st.text(max_size=120),
    st.none() | st.dates(EARLIEST_DAY, TODAY),
)  # fmt: skip
QUERIES = st.dictionaries(
    st.sampled_from((*PARAMETERS, "lang", "projekt", "FELD", "")),
    ANY_TEXT | st.lists(st.sampled_from([c for codes in CODES.values() for c in codes]) | ANY_TEXT).map(",".join),
    max_size=6,
)


def decode(query: Mapping[str, str], roadmap: Roadmap) -> Selection:
    return from_query(query, roadmap, TODAY)[0]


# The URL


@settings(max_examples=80, deadline=None)
@given(selection=SELECTIONS)
def test_a_selection_survives_its_url(roadmap: Roadmap, selection: Selection) -> None:
    assert from_query(selection.to_query(), roadmap, TODAY) == (selection, ())


@settings(max_examples=100, deadline=None)
@given(query=QUERIES)
def test_any_url_becomes_a_canonical_one_that_stays_as_it_is(roadmap: Roadmap, query: dict[str, str]) -> None:
    canonical = decode(query, roadmap).to_query()
    assert decode(canonical, roadmap).to_query() == canonical
    assert list(canonical) == [key for key in PARAMETERS if key in canonical]
    assert all(canonical.values())
    for key in LISTS:
        values = canonical.get(key, "").split(",") if key in canonical else []
        assert values == sorted(set(values))
        assert set(values) <= set(CODES[key])


@settings(max_examples=100, deadline=None)
@given(query=QUERIES)
def test_every_value_is_either_kept_or_named(roadmap: Roadmap, query: dict[str, str]) -> None:
    selection, rejected = from_query(query, roadmap, TODAY)
    kept = selection.to_query()
    for key in LISTS:
        asked = [value.strip() for value in query.get(key, "").split(",") if value.strip()]
        named = [r.value for r in rejected if r.parameter == key]
        assert sorted(asked) == sorted([v for v in asked if v in kept.get(key, "").split(",")] + named)
    for key in ("akteur", "stand"):
        asked_one = query.get(key, "").strip()
        named = [r.value for r in rejected if r.parameter == key]
        assert (asked_one == kept.get(key, "")) != (named == [asked_one] and bool(asked_one))
    assert {r.parameter for r in rejected} <= set(query)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=5))
def test_foreign_parameters_change_nothing(roadmap: Roadmap, query: dict[str, str]) -> None:
    foreign = {key: value for key, value in query.items() if key not in PARAMETERS}
    assert from_query(foreign, roadmap, TODAY) == (Selection(), ())


@pytest.mark.parametrize(
    "written", ["umsetzung,planung", "planung,umsetzung", " planung , umsetzung ", "planung,,planung,umsetzung,"]
)
def test_order_doubles_and_white_space_do_not_matter(roadmap: Roadmap, written: str) -> None:
    selection, rejected = from_query({"phase": written}, roadmap, TODAY)
    assert selection.phases == ("planung", "umsetzung")
    assert rejected == ()


@pytest.mark.parametrize("key", [*LISTS, "akteur"])
@pytest.mark.parametrize("value", ["nichts", "<script>", "{{ 7*191 }}", "Planung", "0599900１", "produktion;paas"])
def test_an_unknown_value_is_dropped_and_named_with_what_is_allowed(roadmap: Roadmap, key: str, value: str) -> None:
    selection, (rejected,) = from_query({key: value}, roadmap, TODAY)
    assert selection == Selection()
    assert (rejected.parameter, rejected.value) == (key, value)
    assert set(rejected.allowed) == set(CODES.get(key, ORGANISATIONS))


def test_known_values_beside_unknown_ones_are_kept(roadmap: Roadmap) -> None:
    selection, rejected = from_query({"feld": "x,paas,y,produktion"}, roadmap, TODAY)
    assert selection.action_fields == ("paas", "produktion")
    assert [r.value for r in rejected] == ["x", "y"]


@pytest.mark.parametrize("day", [EARLIEST_DAY, date(2020, 2, 29), TODAY - timedelta(1), TODAY])
def test_a_day_up_to_today_is_a_stand(roadmap: Roadmap, day: date) -> None:
    assert from_query({"stand": day.isoformat()}, roadmap, TODAY) == (Selection(as_of=day), ())


@pytest.mark.parametrize(
    "text",
    [
        "1999-12-31", "2026-07-01", "9999-12-31", "0001-01-01", "0000-00-00", "2026-02-30", "2025-02-29", "2026-6-1",
        "2026", "2026-Q1", "2026-06", "20260630", "2026-W01-1", "2026-06-30T00:00",
        "heute", "-2026-06-30", "２０２６-０６-３０", "1e9", "NaT",
    ],
)  # fmt: skip
def test_an_absurd_day_is_dropped_and_named_with_the_span_allowed(roadmap: Roadmap, text: str) -> None:
    selection, (rejected,) = from_query({"stand": text}, roadmap, TODAY)
    assert selection.as_of is None
    assert rejected.value == text
    assert rejected.allowed == ("2000-01-01", "2026-06-30")


def test_defaults_are_left_out_of_the_url() -> None:
    assert Selection().to_query() == {}
    assert Selection(phases=("idee",)).to_query() == {"phase": "idee"}


def test_every_field_of_a_selection_has_its_parameter() -> None:
    everything = {f.name: ("x",) for f in fields(Selection)} | {"organisation": "x", "text": "x", "as_of": TODAY}
    assert tuple(Selection(**everything).to_query()) == PARAMETERS  # type: ignore[arg-type]


def test_a_selection_knows_whether_it_restricts() -> None:
    assert not Selection().restricts
    assert not Selection(as_of=TODAY).restricts
    assert Selection(text="x").restricts
    assert all(Selection().with_(**{name: ["x"]}).restricts for name in LISTS.values())


@given(st.text(st.characters(codec=None), max_size=300))
def test_search_text_is_clean_short_and_stays_so(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert len(clean) <= LONGEST_SEARCH
    assert clean.isprintable()
    assert "  " not in clean
    assert clean == clean.strip()


def test_the_vocabulary_is_that_of_the_data(roadmap: Roadmap) -> None:
    offered = vocabulary(roadmap)
    assert {key: set(codes) for key, codes in offered.items()} == {
        **{key: set(codes) for key, codes in CODES.items()},
        "akteur": set(ORGANISATIONS),
    }
    assert all(len(codes) == len(set(codes)) for codes in offered.values())
    assert offered["ort"][0] == "region"


# The filters


def expected(rows: plain.Rows, selection: Selection, day: date) -> set[str]:
    """The selected projects, in plain Python."""
    states = plain.status(rows, TODAY, day)
    kept = set()
    for project in rows["projects"]:
        id_ = project["id"]
        if id_ not in states:
            continue
        state = states[id_]
        topics = plain.linked(rows, "project_topics", "topic", id_) or {"ohne"}
        having: list[tuple[tuple[str, ...], set[str]]] = [
            (selection.action_fields, {project["action_field"] or "ohne"}),
            (selection.topics, topics),
            (selection.phases, {state["phase"]}),
            (selection.healths, {state["health"]}),
            (selection.freshness, {state["freshness"]}),
            (selection.scales, {project["scale"]}),
            (selection.goals, plain.linked(rows, "project_goals", "goal", id_)),
            (selection.places, plain.places(rows, id_)),
            (
                (selection.organisation,) if selection.organisation else (),
                plain.linked(rows, "participations", "organisation", id_),
            ),
        ]
        text = plain.searched(rows, project)
        found = all(word in text for word in selection.text.casefold().split())
        if found and all(not asked or set(asked) & has for asked, has in having):
            kept.add(id_)
    return kept


@settings(max_examples=120, deadline=None)
@given(selection=SELECTIONS)
def test_all_filters_together_keep_what_plain_python_keeps(
    roadmap: Roadmap, rows: plain.Rows, selection: Selection
) -> None:
    made = portfolio(roadmap, selection, TODAY)
    assert set(made.projects.index) == expected(rows, selection, selection.as_of or TODAY)


SINGLE = [(key, code) for key, codes in CODES.items() for code in codes]


@pytest.mark.parametrize(("key", "code"), SINGLE)
def test_each_filter_alone_keeps_what_plain_python_keeps(
    roadmap: Roadmap, rows: plain.Rows, key: str, code: str
) -> None:
    selection = Selection().with_(**{LISTS[key]: (code,)})
    assert set(portfolio(roadmap, selection, TODAY).projects.index) == expected(rows, selection, TODAY)


@pytest.mark.parametrize("key", LISTS)
def test_two_values_of_one_filter_keep_the_union_of_both(roadmap: Roadmap, key: str) -> None:
    def kept(*codes: str) -> set[str]:
        return set(portfolio(roadmap, Selection().with_(**{LISTS[key]: codes}), TODAY).projects.index)

    first, *_, last = CODES[key]
    assert kept(first, last) == kept(first) | kept(last)
    assert kept(*CODES[key]) >= kept(first)


@settings(max_examples=40, deadline=None)
@given(selection=SELECTIONS, more=SELECTIONS)
def test_a_further_filter_never_adds_a_project(roadmap: Roadmap, selection: Selection, more: Selection) -> None:
    both = selection.with_(**{name: getattr(selection, name) or getattr(more, name) for name in LISTS.values()})
    narrow = portfolio(roadmap, both, TODAY).projects.index
    assert set(narrow) <= set(portfolio(roadmap, selection, TODAY).projects.index)


@pytest.mark.parametrize("key", sorted(set(LISTS)))
def test_each_filter_agrees_with_plain_python_on_the_published_data(
    published: Roadmap, published_rows: plain.Rows, key: str
) -> None:
    day = published.published
    for code in vocabulary(published)[key]:
        selection = Selection().with_(**{LISTS[key]: (code,)})
        states = plain.status(published_rows, day, day)
        assert states
        made = set(portfolio(published, selection, day).projects.index)
        if key == "ort":
            wanted = {p["id"] for p in published_rows["projects"] if code in plain.places(published_rows, p["id"])}
        elif key == "thema":
            topics = {p: plain.linked(published_rows, "project_topics", "topic", p) or {"ohne"} for p in states}
            wanted = {p for p in states if code in topics[p]}
        elif key == "ziel":
            wanted = {row["project"] for row in published_rows["project_goals"] if row["goal"] == code}
        elif key in ("feld", "umfang"):
            column = {"feld": "action_field", "umfang": "scale"}[key]
            wanted = {p["id"] for p in published_rows["projects"] if (p[column] or "ohne") == code}
        else:
            column = {"phase": "phase", "lage": "health", "aktualitaet": "freshness"}[key]
            wanted = {p for p, state in states.items() if state[column] == code}
        assert made == wanted & set(states), code


def test_an_empty_selection_keeps_every_project(roadmap: Roadmap) -> None:
    made = portfolio(roadmap, Selection(), TODAY)
    assert matches(made.everything, roadmap, Selection()).all()
    assert len(made.projects) == len(made.everything) == 9


def test_without_field_or_topic_is_a_choice_of_its_own(roadmap: Roadmap) -> None:
    assert set(portfolio(roadmap, Selection(action_fields=("ohne",)), TODAY).projects.index) == {"esche", "linde"}
    assert set(portfolio(roadmap, Selection(topics=("ohne",)), TODAY).projects.index) == {"esche", "fichte", "ulme"}


def test_a_district_includes_its_municipalities_but_not_the_other_way_round(roadmap: Roadmap) -> None:
    assert set(portfolio(roadmap, Selection(places=("05901",)), TODAY).projects.index) == {"birke", "eibe", "fichte"}
    assert set(portfolio(roadmap, Selection(places=("05901002",)), TODAY).projects.index) == {"birke"}


def test_region_wide_means_placed_in_no_single_place(roadmap: Roadmap) -> None:
    assert set(portfolio(roadmap, Selection(places=("region",)), TODAY).projects.index) == {"linde", "ulme"}


def test_every_word_of_a_search_must_be_found(roadmap: Roadmap) -> None:
    def found(text: str) -> set[str]:
        return set(portfolio(roadmap, Selection(text=text), TODAY).projects.index)

    assert found("WERK birke") == {"birke"}
    assert found("werk") == {"birke", "eibe"}
    assert found("werk ahorn") == set()


@pytest.mark.parametrize("text", [".*", "[", "(", "\\", "^a", "a|b", "a+", "?", "$", "%", "_"])
def test_a_search_is_no_pattern(roadmap: Roadmap, text: str) -> None:
    found = portfolio(roadmap, Selection(text=text), TODAY).projects
    assert found["search"].str.contains(text, regex=False).all()


def test_no_projects_are_no_problem(roadmap: Roadmap) -> None:
    everything = portfolio(roadmap, Selection(as_of=date(2000, 1, 1)), TODAY).everything
    chosen = Selection().with_(**{name: CODES[key] for key, name in LISTS.items()}, organisation="werk", text="x")
    keep = matches(everything, roadmap, chosen)
    assert isinstance(keep, pd.Series)
    assert keep.empty
