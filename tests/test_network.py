"""Organisations and what they share: counts recomputed from rows, bridges on graphs that are known."""

from collections import Counter
from datetime import date
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model import network as module
from roadmap_model.network import co_operations, directory, network, partners_of
from roadmap_model.portfolio import portfolio
from roadmap_model.selection import Selection

TODAY = date(2026, 6, 30)
PUBLISHED = date(2026, 11, 22)
SELECTIONS = (
    Selection(),
    Selection().with_(phases=("umsetzung",)),
    Selection().with_(scales=("initiative",)),
    Selection(organisation="fraunhofer-umsicht"),
    Selection(text="gibtesnirgends"),
    Selection(as_of=date(2020, 1, 1)),
)


def work(**projects):
    """Projects and the organisations that work on them, as rows."""
    rows = [(project, organisation) for project, names in projects.items() for organisation in names]
    return pd.DataFrame(rows, columns=["project", "organisation"], dtype="str")


def betweenness(**projects):
    found, estimated = module._betweenness(co_operations(work(**projects)))
    assert not estimated
    return found.round(6).to_dict()


class TestToyGraphs:
    def test_the_middle_of_a_path_lies_on_the_only_way(self):
        assert betweenness(p="ab", q="bc") == {"a": 0, "b": 1, "c": 0}

    def test_the_inner_ones_of_a_longer_path_share_the_ways(self):
        # a-b-c-d: of three pairs without b, two pass it (a-c, a-d).
        assert betweenness(p="ab", q="bc", r="cd") == {"a": 0, "b": round(2 / 3, 6), "c": round(2 / 3, 6), "d": 0}

    def test_the_hub_of_a_star_is_the_bridge(self):
        found = betweenness(p="hu", q="hv", r="hw", s="hx")
        assert found.pop("h") == 1
        assert set(found.values()) == {0}

    def test_a_project_of_all_needs_no_bridge(self):
        assert set(betweenness(p="abcd").values()) == {0}

    def test_a_ring_has_equal_bridges(self):
        found = betweenness(p="ab", q="bc", r="cd", s="da")
        assert len(set(found.values())) == 1
        assert found["a"] == pytest.approx(1 / 6, abs=1e-6)

    def test_no_network_has_no_bridges(self):
        assert betweenness() == {}
        assert betweenness(p="a", q="b") == {}

    def test_a_dense_network_is_sampled_the_same_way_each_time(self, monkeypatch):
        monkeypatch.setattr(module, "STEPS", 50)
        links = co_operations(work(**{f"p{n}": f"{chr(97 + n)}{chr(98 + n)}" for n in range(20)}))
        first, estimated = module._betweenness(links)
        assert estimated
        assert first.equals(module._betweenness(links)[0])


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("pqrst"), st.sets(st.sampled_from("abcdef"))))
def test_co_operations_are_the_pairs_of_every_project(projects):
    counted = Counter(pair for names in projects.values() for pair in combinations(sorted(names), 2))
    assert {(one, other): n for one, other, n in co_operations(work(**projects)).itertuples(index=False)} == counted


@pytest.mark.parametrize("selection", SELECTIONS, ids=range(len(SELECTIONS)))
def test_every_count_is_the_count_of_rows(published, published_rows, selection):
    chosen = portfolio(published, selection, PUBLISHED)
    parts = [row for row in published_rows["participations"] if row["project"] in set(chosen.projects.index)]
    actors = network(chosen).actors
    assert set(actors.index) == {row["organisation"] for row in parts}
    for id_, actor in actors.iterrows():
        mine = [row for row in parts if row["organisation"] == id_]
        for role in ("lead", "partner", "funder"):
            assert actor[role] == sum(row["role"] == role for row in mine)
        assert actor["projects"] == len({row["project"] for row in mine})
        joint = {row["project"] for row in mine if row["role"] != "funder"}
        assert actor["joint"] == len(joint)
        together = Counter(
            other
            for project in joint
            for other in {r["organisation"] for r in parts if r["project"] == project and r["role"] != "funder"} - {id_}
        )
        assert actor["partners"] == len(together)
        assert partners_of(chosen, str(id_)).to_dict() == together


def test_bridges_are_in_the_order_of_betweenness(published):
    everything = network(portfolio(published, Selection(), PUBLISHED))
    values = everything.actors.loc[everything.bridges, "betweenness"]
    assert values.is_monotonic_decreasing
    assert (values > 0).all()
    assert set(everything.actors.index) - set(everything.bridges) == set(
        everything.actors.query("betweenness == 0").index
    )


class TestDirectory:
    def test_without_a_selection_every_organisation_is_listed(self, published, published_rows):
        listed = directory(portfolio(published, Selection(), PUBLISHED))
        assert sorted(listed.index) == sorted(row["id"] for row in published_rows["organisations"])
        assert list(listed["projects"]) == sorted(listed["projects"], reverse=True)

    def test_a_selection_leaves_the_organisations_of_its_projects(self, roadmap):
        listed = directory(portfolio(roadmap, Selection().with_(action_fields=("produktion",)), TODAY))
        assert list(listed.index) == ["werk"]
        assert listed.loc["werk", "projects"] == 2

    def test_nothing_selected_lists_nobody(self, roadmap):
        assert directory(portfolio(roadmap, Selection(text="gibtesnirgends"), TODAY)).empty

    def test_the_fifteen_founding_members_are_marked(self, published, published_rows):
        listed = directory(portfolio(published, Selection(), PUBLISHED))
        founding = set(listed.index[listed["founding_member"]])
        assert founding == {row["id"] for row in published_rows["organisations"] if row["founding_member"] == "true"}
        assert len(founding) == 15
