"""Hints on who should talk to whom: every reason recomputed from plain rows, symmetry, weights, golden pairs."""

import json
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_model.load import DATA, load
from roadmap_model.portfolio import portfolio
from roadmap_model.selection import Selection
from roadmap_model.synergies import (
    DEFAULT,
    HEAVIEST,
    LONGEST_LIST,
    MONTHS_NEEDED,
    REASONS,
    Weights,
    partners_of,
    ranked,
    shared,
    weights_from,
)
from tests import plain, region

TODAY = date(2026, 6, 30)
PUBLISHED = date(2026, 11, 22)
points = st.integers(0, HEAVIEST)
MEANINGLESS = (
    "thema", "thema:", "thema:10", "thema:-1", "thema:²", "thema:1.5", "thema:٣", "THEMA:1", "fremd:3",
    "{{7*7}}:1", ":", "\x00", "a" * 5000,
)  # fmt: skip
any_weights = st.builds(Weights, **dict.fromkeys(REASONS, points))


class Plain:
    """The rules once more over rows of text: sets, loops and calendar days."""

    def __init__(self, folder, published, day):
        self.rows, self.day = plain.read(folder), day
        self.status = plain.status(self.rows, published, day)
        self.projects = {row["id"]: row for row in self.rows["projects"]}
        self.order = sorted(self.projects, key=lambda id_: self.projects[id_]["name_de"].casefold())
        self.borders = borders(folder)
        self.links = {
            "topics": self._links("project_topics", "topic"),
            "towns": self._links("project_places", "municipality"),
            "leads": self._links("participations", "organisation", "lead"),
            "working": self._links("participations", "organisation", "lead", "partner"),
        }

    def _links(self, table, column, *roles):
        found = {id_: set() for id_ in self.projects}
        for row in self.rows[table]:
            if row[column] and (not roles or row["role"] in roles):
                found[row["project"]].add(row[column])
        return found

    @property
    def open(self):
        final = ("abgeschlossen", "beendet")
        known = [id_ for id_ in self.order if id_ in self.status and not self.projects[id_]["successor"]]
        return [id_ for id_ in known if self.status[id_]["phase"] not in final]

    def months(self, one, other):
        """Whole months that both certainly run, counted one by one."""
        terms = []
        for id_ in (one, other):
            start, end = self.projects[id_]["start_date"], self.projects[id_]["end_date"]
            if not start or not end:
                return 0
            terms.append((plain.span(start)[1], plain.span(end)[0] + timedelta(days=1)))
        start, end = max(first for first, _ in terms), min(last for _, last in terms)
        count = 0
        while month_later(start, count + 1) <= (end.year, end.month, end.day):
            count += 1
        return count

    def exchange(self, one, other):
        valid = [row for row in self.rows["exchange"] if not row["until"] or plain.span(row["until"])[1] >= self.day]
        says = {(row["project"], row["kind"], row["category"]) for row in valid}
        pairs = ((one, other), (other, one))
        return {
            category
            for category in ("partner", "material", "flaeche", "foerderung", "wissen")
            if any({(a, "gesucht", category), (b, "geboten", category)} <= says for a, b in pairs)
        }

    def common(self, one, other):
        field = self.projects[one]["action_field"]
        towns, others = self.links["towns"][one], self.links["towns"][other]
        return {
            "thema": self.links["topics"][one] & self.links["topics"][other],
            "feld": {field} if field and field == self.projects[other]["action_field"] else set(),
            "partner": self.links["working"][one] & self.links["working"][other],
            "nachbar": {(a, b) for a in towns for b in others if a == b or frozenset((a, b)) in self.borders},
            "zeit": {n} if (n := self.months(one, other)) >= MONTHS_NEEDED else set(),
            "austausch": self.exchange(one, other),
        }

    def acquainted(self, one, other):
        mine, theirs = self.links["working"][one], self.links["working"][other]
        everyone = bool(mine and theirs) and (mine <= theirs or theirs <= mine)
        return everyone or bool(self.links["leads"][one] & self.links["leads"][other])

    def ranked(self, weights, among=None):
        """Pairs with their points, in order."""
        found = []
        for number, (one, other) in enumerate(
            combinations([id_ for id_ in self.open if among is None or id_ in among], 2)
        ):
            common = self.common(one, other)
            true = [name for name in REASONS if common[name] and getattr(weights, name)]
            if len(true) >= 2 and not self.acquainted(one, other):
                score = sum(getattr(weights, name) for name in true)
                found.append((-score, -len(common["thema"]) - len(common["partner"]), number, one, other))
        return [(one, other, -score) for score, _, _, one, other in sorted(found)]


def month_later(day, months):
    """The day `months` later as year, month and day; the day may not exist, but it compares."""
    return (day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, day.day)


def borders(folder):
    """Pairs of municipalities whose outlines share a segment."""
    owners = {}
    for feature in json.loads((folder / "municipalities.geojson").read_text(encoding="utf-8"))["features"]:
        geometry = feature["geometry"]
        shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for ring in (ring for shape in shapes for ring in shape):
            for a, b in zip(ring, ring[1:], strict=False):
                owners.setdefault(frozenset((tuple(a), tuple(b))), set()).add(feature["properties"]["ags"])
    return {frozenset(pair) for pair in owners.values() if len(pair) == 2}


def listed(pairs):
    return list(pairs.itertuples(index=False, name=None))


def connected(rows):
    """More ties in the fictional region: a partner in common, terms, and a project that was merged."""
    by_id = {row["id"]: row for row in rows["projects"]}
    by_id["ahorn"].update(end_date="2027-03", end_status="geplant")
    by_id["birke"].update(start_date="2025-05-17")
    by_id["linde"].update(
        action_field="produktion", start_date="2026-01", start_status="geplant", end_date="2027", end_status="geplant"
    )
    by_id["fichte"].update(successor="birke")
    rows["participations"] += [
        {"project": project, "organisation": organisation, "role": role, "source": "quelle-1"}
        for project, organisation, role in (
            ("birke", "institut", "partner"), ("linde", "land", "lead"), ("linde", "institut", "partner"),
            ("ulme", "land", "lead"), ("esche", "stadt-altstadt", "partner"),
        )
    ]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return region.write(tmp_path_factory.mktemp("connected") / "data", connected)


@pytest.fixture(scope="module")
def tied(folder):
    return load(folder)


@pytest.fixture(scope="module")
def simple(folder):
    return Plain(folder, TODAY, TODAY)


@pytest.fixture(scope="module")
def published_plain():
    return Plain(DATA, PUBLISHED, PUBLISHED)


class TestGoldenPairs:
    def test_the_fictional_region_has_one_pair_of_its_own(self, roadmap):
        pairs, total = ranked(portfolio(roadmap, Selection(), TODAY), Weights())
        assert listed(pairs) == [("ahorn", "birke", 5)]
        assert total == 1
        common = shared(roadmap, TODAY, "ahorn", "birke")
        assert common.towns == ("05999001", "05999001")
        assert common.exchange == ("material",)
        assert (common.topics, common.field, common.organisations, common.months) == ((), "", (), 0)

    def test_more_ties_make_more_pairs_in_the_order_of_their_points(self, tied):
        pairs, total = ranked(portfolio(tied, Selection(), TODAY), Weights())
        # ahorn and birke: institut 3, town 2, exchange 3, term 1. birke and linde: institut 3, topic bau 2,
        # field 1, term 1. ahorn and linde: institut 3, term 1.
        assert listed(pairs) == [("ahorn", "birke", 9), ("birke", "linde", 7), ("ahorn", "linde", 4)]
        assert total == 3

    def test_a_pair_says_what_it_shares(self, tied):
        common = shared(tied, TODAY, "birke", "linde")
        assert common.topics == ("bau",)
        assert common.field == "produktion"
        assert common.organisations == ("institut",)
        assert common.towns == ()
        assert common.months == 11, "certain from 31 January 2026 (a month) to 1 January 2027 (a year)"

    def test_coarse_dates_count_only_for_what_is_certain(self, tied, simple):
        # ahorn: 2025 to March 2027, birke: 17 May 2025 to June 2027.
        assert shared(tied, TODAY, "ahorn", "birke").months == simple.months("ahorn", "birke") == 14
        assert shared(tied, TODAY, "ahorn", "esche").months == 0, "a term without end is not comparable"

    def test_completed_ended_and_merged_projects_are_never_named(self, tied):
        everything = portfolio(tied, Selection(), TODAY)
        pairs, _ = ranked(everything, Weights())
        assert not {"eibe", "kiefer", "fichte"} & {*pairs["one"], *pairs["other"]}
        assert partners_of(everything, "eibe", 5).empty
        assert partners_of(everything, "fichte", 5).empty

    def test_who_has_the_same_lead_or_all_partners_in_common_is_not_named(self, tied, simple):
        assert simple.links["leads"]["linde"] & simple.links["leads"]["ulme"]
        assert simple.links["working"]["erle"] < simple.links["working"]["ahorn"]
        heavy = Weights(**dict.fromkeys(REASONS, HEAVIEST))
        named = {frozenset(pair[:2]) for pair in listed(ranked(portfolio(tied, Selection(), TODAY), heavy)[0])}
        assert not {frozenset(("linde", "ulme")), frozenset(("ahorn", "erle")), frozenset(("ahorn", "esche"))} & named

    def test_only_selected_projects_are_paired(self, tied):
        selection = Selection().with_(action_fields=("produktion",))
        pairs, total = ranked(portfolio(tied, selection, TODAY), Weights())
        assert listed(pairs) == [("birke", "linde", 7)]
        assert total == 1

    def test_nothing_selected_and_nothing_known_give_no_pair(self, tied):
        for selection in (Selection(text="gibtesnirgends"), Selection(as_of=date(2000, 1, 1))):
            pairs, total = ranked(portfolio(tied, selection, TODAY), Weights())
            assert pairs.empty
            assert total == 0


class TestAgainstPlainRows:
    @settings(max_examples=40, deadline=None)
    @given(weights=any_weights)
    def test_the_fictional_region_is_ranked_as_stated(self, tied, simple, weights):
        pairs, total = ranked(portfolio(tied, Selection(), TODAY), weights)
        assert listed(pairs) == simple.ranked(weights)
        assert total == len(pairs)

    @settings(max_examples=4, deadline=None)
    @given(weights=any_weights)
    def test_the_published_roadmap_is_ranked_as_stated(self, published, published_plain, weights):
        pairs, total = ranked(portfolio(published, Selection(), PUBLISHED), weights)
        stated = published_plain.ranked(weights)
        assert listed(pairs) == stated[:LONGEST_LIST]
        assert total == len(stated)

    def test_every_reason_is_true_in_the_data(self, published, published_plain):
        pairs, _ = ranked(portfolio(published, Selection(), PUBLISHED), Weights())
        assert len(pairs) > 100
        for pair in pairs.itertuples():
            said, true = (
                shared(published, PUBLISHED, pair.one, pair.other),
                published_plain.common(pair.one, pair.other),
            )
            assert set(said.topics) == true["thema"]
            assert {said.field} - {""} == true["feld"]
            assert set(said.organisations) == true["partner"]
            assert bool(said.towns) == bool(true["nachbar"])
            assert not said.towns or tuple(said.towns) in true["nachbar"]
            assert {said.months} - {0} == true["zeit"]
            assert set(said.exchange) == true["austausch"]
            assert sum(map(bool, true.values())) >= 2

    def test_a_narrow_selection_is_ranked_as_stated(self, published, published_plain):
        chosen = portfolio(published, Selection().with_(scales=("leuchtturm",)), PUBLISHED)
        pairs, total = ranked(chosen, Weights())
        stated = published_plain.ranked(Weights(), set(chosen.projects.index))
        assert listed(pairs) == stated[:LONGEST_LIST]
        assert total == len(stated)


class TestOneProject:
    def test_hints_are_symmetric(self, published):
        everything = portfolio(published, Selection(), PUBLISHED)
        of = {
            id_: {p.other: p.points for p in partners_of(everything, id_, 999).itertuples()}
            for id_ in everything.projects.index
        }
        assert any(of.values())
        for one, others in of.items():
            for other, score in others.items():
                assert of[other][one] == score

    def test_a_sheet_names_the_first_of_the_ranked_pairs(self, published, published_plain):
        everything = portfolio(published, Selection(), PUBLISHED)
        stated = published_plain.ranked(Weights())
        for id_ in everything.projects.index[::7]:
            mine = [({one, other} - {id_}, score) for one, other, score in stated if id_ in (one, other)][:5]
            assert [({p.other}, p.points) for p in partners_of(everything, id_, 5).itertuples()] == mine
            assert all(p.one == id_ for p in partners_of(everything, id_, 5).itertuples())

    def test_an_unknown_project_has_no_hints(self, published):
        assert partners_of(portfolio(published, Selection(), PUBLISHED), "gibtesnicht", 5).empty


class TestWeights:
    def test_a_weight_changes_the_order_as_stated(self, tied):
        everything = portfolio(tied, Selection(), TODAY)
        topics_first = listed(ranked(everything, Weights(thema=9, feld=9))[0])
        assert topics_first == [("birke", "linde", 22), ("ahorn", "birke", 9), ("ahorn", "linde", 4)]
        without = listed(ranked(everything, Weights(partner=0, austausch=0))[0])
        assert without == [("birke", "linde", 4), ("ahorn", "birke", 3)], "ahorn and linde keep one reason only"

    def test_a_reason_without_points_does_not_count(self, roadmap):
        everything = portfolio(roadmap, Selection(), TODAY)
        assert ranked(everything, Weights(austausch=0))[1] == 0
        assert ranked(everything, Weights(**dict.fromkeys(REASONS, 0)))[1] == 0

    @given(any_weights)
    def test_the_address_of_weights_reads_back_as_the_same_weights(self, weights):
        assert weights_from(weights.to_query()) == (weights, ())

    def test_default_weights_leave_the_address_empty(self):
        assert Weights().to_query() == ""
        assert Weights(thema=1, zeit=0).to_query() == "thema:1,zeit:0"
        assert set(DEFAULT) == set(REASONS)

    @pytest.mark.parametrize("text", MEANINGLESS, ids=range(len(MEANINGLESS)))
    def test_what_means_nothing_is_returned_and_changes_nothing(self, text):
        assert weights_from(text) == (Weights(), (text,))

    def test_the_rest_of_a_wrong_address_still_counts(self):
        assert weights_from("thema:5,fremd:1, zeit:0 ,thema:7") == (Weights(thema=5, zeit=0), ("fremd:1", "thema:7"))
        assert weights_from(",,") == (Weights(), ())

    @given(st.text())
    def test_any_text_gives_weights(self, text):
        weights, _ = weights_from(text)
        assert all(0 <= getattr(weights, name) <= HEAVIEST for name in REASONS)
