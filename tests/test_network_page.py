"""The page of organisations: directory, profiles, groups and hints, each in accord with the rows of the data."""

import re

import pytest

from pages.ui.paging import PER_PAGE
from tests import plain, region
from tests.hostile import HOSTILE
from tests.visit import (
    GERMAN,
    TODAY,
    assert_sound,
    both_languages,
    expected,
    follow,
    in_language,
    in_service,
    literal,
    opened,
    read,
    served,
    split,
    visit,
    warnings,
)

UNKNOWN = (*HOSTILE, "../x", "-1")


def marked(rows):
    """The town is a founding member, the works a pioneer company without a stated basis."""
    rows["organisations"][0].update(
        founding_member="true", website="https://example.org/stadt", role_de="Stadt im Bild", role_en="A town"
    )
    rows["organisations"][1].update(pioneer="true", pioneer_basis_de="Ein Beispiel.", pioneer_basis_en="An example.")


roadmap = in_service(marked)


def listed(document):
    """Ids of the organisations in the directory, in order."""
    rows = document.having("rm-directory")
    found = [split(link.href)[1].get("akteur", "") for link in document.links if split(link.href)[0] == "akteure"]
    return list(dict.fromkeys(id_ for id_ in found if id_)) if rows else []


class TestDirectory:
    @both_languages
    def test_all_organisations_are_listed_those_with_most_projects_first(self, words):
        document = read(opened("network", {}, words))
        assert listed(document) == ["institut", "werk", "land", "stadt-altstadt"]

    def test_each_line_says_kind_seat_projects_and_co_operations(self):
        rows = {row.text.split(" ")[0]: row.text for row in read(opened("network", {})).tagged("tr")}
        assert GERMAN("kind.unternehmen") in rows["Werk"]
        assert "Dorf" in rows["Werk"]
        assert GERMAN("count.projects", n=2) in rows["Werk"]
        assert GERMAN("unknown") in rows["Institut"], "no seat documented"
        assert rows["Institut"].endswith(" 1"), "works with the town; the funder does not count"
        assert rows["Land"].endswith(" 0")

    @pytest.mark.parametrize(
        ("kind", "ids"),
        [
            ("unternehmen", ["werk"]), ("kommune", ["stadt-altstadt"]), ("gruendung", ["stadt-altstadt"]),
            ("pionier", ["werk"]), ("kammer_verband", []),
        ],
    )  # fmt: skip
    def test_the_kind_in_the_address_narrows_the_list(self, kind, ids):
        at = visit("network", {"art": kind})
        assert_sound(at)
        assert listed(read(at)) == ids
        assert ids or GERMAN("actors.none") in read(at).text

    def test_the_number_of_a_kind_is_the_length_of_its_list(self):
        document = read(opened("network", {}))
        chips = [link for link in document.links if split(link.href)[1].get("art")]
        assert len(chips) == 9
        for chip in chips:
            assert len(listed(read(follow(chip.href)))) == int(re.search(r"\d+", chip.text)[0]), chip.text

    @pytest.mark.parametrize(("name", "ids"), [("WERK", ["werk"]), ("für kreis", ["institut"]), ("nichts", [])])
    def test_the_name_in_the_address_searches(self, name, ids):
        at = visit("network", {"name": name})
        assert_sound(at)
        assert listed(read(at)) == ids

    def test_a_typed_name_goes_into_the_address_and_leaves_the_part(self):
        at = visit("network", {"art": "unternehmen", "seite": "2"})
        at.text_input(key="choose_actor_name").set_value("  werk\n").run()
        assert_sound(at)
        assert at.query_params["name"] == "werk"
        assert at.query_params["art"] == "unternehmen"
        assert "seite" not in at.query_params
        at.text_input(key="choose_actor_name").set_value("").run()
        assert "name" not in at.query_params

    def test_a_selection_leaves_the_organisations_of_its_projects(self):
        document = read(opened("network", {"feld": "produktion"}))
        assert listed(document) == ["werk"]
        assert (
            GERMAN("network.headline", n=1, projects=GERMAN("count.projects", n=2))
            in opened("network", {"feld": "produktion"}).title[0].value
        )

    def test_projects_without_organisation_say_so(self):
        assert opened("network", {"feld": "paas"}).title[0].value == GERMAN("network.headline.none")

    @pytest.mark.parametrize("value", UNKNOWN, ids=range(len(UNKNOWN)))
    @pytest.mark.parametrize("parameter", ["art", "teil", "gruppe", "gewichte"])
    def test_an_unknown_value_is_named_and_the_list_is_shown(self, parameter, value):
        at = visit("network", {parameter: value})
        assert_sound(at)
        (warning,) = warnings(at)
        assert parameter in warning
        assert listed(read(at)) == listed(read(opened("network", {})))

    @pytest.mark.parametrize("value", UNKNOWN, ids=range(len(UNKNOWN)))
    @pytest.mark.parametrize("parameter", ["name", "seite"])
    def test_hostile_text_is_harmless(self, parameter, value):
        at = visit("network", {parameter: value})
        assert_sound(at)
        assert not at.warning
        assert not {element.tag for element in read(at).elements} & {"script", "img", "iframe"}

    def test_nobody_is_called_circular_performer(self):
        for query in ({}, {"akteur": "werk"}, {"art": "pionier"}):
            assert "performer" not in read(visit("network", query)).text.casefold()


class TestProfile:
    @both_languages
    def test_it_says_what_is_known_with_sources(self, words):
        at = visit("network", in_language({"akteur": "stadt-altstadt"}, words))
        assert_sound(at)
        assert at.title[0].value == "Stadt Altstadt"
        text = read(at).text
        for said in (
            words("kind.kommune"),
            words("actor.founding.long"),
            "Altstadt",
            "https://example.org/stadt",
            words("evidence.belegt"),
        ):
            assert said in text
        assert {"de": "Stadt im Bild", "en": "A town"}[words.language] in text
        assert "Erste Quelle" in read(at).having("rm-sources")[0].text
        assert words("actor.pioneer") not in text

    def test_a_pioneer_states_its_basis_and_that_it_is_no_award(self):
        text = read(visit("network", {"akteur": "werk"})).text
        assert GERMAN("actor.pioneer") in text
        assert "Ein Beispiel." in text
        assert GERMAN("actor.pioneer.explain") in text
        assert GERMAN("actor.founding.long") not in text

    @pytest.mark.parametrize("id_", ["stadt-altstadt", "werk", "institut", "land"])
    def test_it_lists_projects_with_roles_and_whom_it_works_with(self, id_, tmp_path):
        rows = plain.read(region.write(tmp_path / "data", marked))
        mine = {row["project"]: row["role"] for row in rows["participations"] if row["organisation"] == id_}
        document = read(visit("network", {"akteur": id_}))
        assert set(document.projects) == set(mine)
        cards = {card.text.split(" ")[0].casefold(): card.text for card in document.having("rm-card")}
        for project, role in mine.items():
            assert GERMAN(f"actor.role.{role}") in cards[project]
        working = {
            row["project"] for row in rows["participations"] if row["organisation"] == id_ and row["role"] != "funder"
        }
        others = {
            row["organisation"]
            for row in rows["participations"]
            if row["project"] in working and row["role"] != "funder"
        } - {id_}
        linked = {split(link.href)[1].get("akteur") for link in document.links if split(link.href)[0] == "akteure"}
        assert linked - {None, id_} == others
        assert others or GERMAN("actor.partners.none") in document.text

    def test_with_a_further_filter_it_says_how_many_are_left_out(self):
        at = visit("network", {"akteur": "werk", "phase": "abgeschlossen"})
        assert_sound(at)
        document = read(at)
        assert document.projects == ["eibe"]
        assert GERMAN("actor.filtered", n=2) in document.text
        (link,) = [link for link in document.links if link.text == GERMAN("actor.unfiltered")]
        assert set(read(follow(link.href)).projects) == {"birke", "eibe"}

    def test_without_a_selected_project_it_is_still_shown(self):
        at = visit("network", {"akteur": "werk", "phase": "idee"})
        assert_sound(at)
        assert GERMAN("actor.projects.none") in read(at).text

    def test_the_way_back_leaves_the_organisation_and_keeps_the_rest(self):
        document = read(visit("network", {"akteur": "werk", "phase": "umsetzung", "stand": "2026-06-20", "lang": "en"}))
        (back,) = [link for link in document.links if link.text.startswith("←")]
        assert split(back.href) == ("akteure", {"phase": "umsetzung", "stand": "2026-06-20", "lang": "en"})

    def test_an_unknown_organisation_is_named_in_a_notice(self):
        at = visit("network", {"akteur": "niemand"})
        assert_sound(at)
        assert "niemand" in warnings(at)[0]
        assert listed(read(at))

    def test_it_links_to_the_groups_that_it_leads(self):
        links = [link for link in read(visit("network", {"akteur": "institut"})).links if "gruppe" in link.href]
        assert [link.text for link in links] == ["Gruppe Metalle"]


class TestGroups:
    @both_languages
    def test_groups_stand_under_their_kind_with_their_last_meeting(self, words):
        at = visit("network", in_language({"teil": "gruppen"}, words))
        assert_sound(at)
        assert at.title[0].value == words("groups.headline.all", n=1)
        document = read(at)
        assert words("groups.fachgruppe") in [heading.text for heading in document.tagged("h2")]
        assert words("group.meetings.count", n=1, date=words.partial("2025-09")) in document.text

    def test_a_meeting_counts_once_its_last_possible_day_has_come(self):
        early = visit("network", {"teil": "gruppen", "stand": "2025-09-29"})
        assert early.title[0].value == GERMAN("groups.headline.none", n=1)
        assert GERMAN("group.meetings.none") in read(early).text
        assert "Erstes Treffen" not in read(visit("network", {"gruppe": "gruppe-metalle", "stand": "2025-09-29"})).text
        assert "Erstes Treffen" in read(visit("network", {"gruppe": "gruppe-metalle", "stand": "2025-09-30"})).text

    @both_languages
    def test_a_profile_says_topic_lead_meetings_and_measures(self, words):
        at = visit("network", in_language({"gruppe": "gruppe-metalle"}, words))
        assert_sound(at)
        assert not at.warning
        document = read(at)
        for said in (
            "Thema metalle",
            "Institut für Kreisläufe",
            words.partial("2025-09"),
            "Rücknahme erproben",
            "Erste Quelle",
        ):
            assert said in document.text
        assert words("group.plan.none") not in document.text
        (topic,) = [link for link in document.links if "thema=metalle" in link.href]
        assert topic.text == words("count.projects", n=len(expected({"thema": "metalle"}).projects))

    def test_a_group_without_plan_says_that_none_is_published(self, tmp_path):
        with served(region.write(tmp_path, lambda rows: rows["measures"].clear()), TODAY):
            assert GERMAN("group.plan.none") in read(visit("network", {"gruppe": "gruppe-metalle"})).text

    def test_a_group_goes_before_the_organisation_of_the_selection(self):
        at = visit("network", {"gruppe": "gruppe-metalle", "akteur": "werk"})
        assert at.title[0].value == "Gruppe Metalle"

    def test_no_group_at_all_is_no_error(self, tmp_path):
        def without(rows):
            for name in ("groups", "group_meetings", "measures", *region.STORYBOARDS):
                rows[name] = []

        with served(region.write(tmp_path, without), TODAY):
            assert_sound(visit("network", {"teil": "gruppen"}))
            assert_sound(visit("network", {"akteur": "institut"}))


class TestHints:
    @both_languages
    def test_pairs_are_listed_with_points_and_reasons(self, words):
        at = visit("network", in_language({"teil": "synergien"}, words))
        assert_sound(at)
        assert at.title[0].value == words("synergies.headline", n=1)
        document = read(at)
        (pair,) = [item.text for item in document.tagged("li") if item.text[:1].isdigit()]
        assert pair.startswith("5 ")
        assert words("synergy.nachbar.same", town="Altstadt") in pair
        assert words("synergy.austausch", names=words("exchange.material")) in pair
        assert document.projects == ["ahorn", "birke"]

    def test_each_step_changes_one_weight_by_one(self):
        document = read(visit("network", {"teil": "synergien", "gewichte": "austausch:9,thema:0"}))
        asked = [
            split(link.href)[1].get("gewichte", "")
            for link in document.links
            if "rm-button" in link.attributes.get("class", "") and "buehne" not in link.href
        ]
        assert "austausch:8,thema:0" not in asked, "in the order of the reasons"
        assert "thema:0,austausch:8" in asked
        assert "thema:1,austausch:9" in asked
        assert len(asked) == 2 * 6 - 2, "neither below 0 nor above 9"
        assert GERMAN("synergies.reset") in document.text

    def test_a_weight_of_nothing_takes_the_reason_away(self):
        at = visit("network", {"teil": "synergien", "gewichte": "austausch:0"})
        assert_sound(at)
        assert at.title[0].value == GERMAN("synergies.headline.none")
        assert GERMAN("synergies.none") in read(at).text

    def test_the_fact_sheet_names_the_same_pair_from_both_sides(self):
        for id_, other in (("ahorn", "birke"), ("birke", "ahorn")):
            hints = read(visit("projects", {"projekt": id_})).having("rm-hints")
            assert len(hints) == 1
            assert other in hints[0].text.casefold()
            assert GERMAN("synergy.nachbar.same", town="Altstadt") in hints[0].text

    def test_a_fact_sheet_without_hints_says_why(self):
        assert GERMAN("sheet.synergies.closed") in read(visit("projects", {"projekt": "eibe"})).text
        assert GERMAN("sheet.synergies.none") in read(visit("projects", {"projekt": "ulme"})).text

    def test_an_empty_selection_shows_the_empty_state(self):
        at = visit("network", {"teil": "synergien", "suche": "gibtesnirgends"})
        assert_sound(at)
        assert at.title[0].value == GERMAN("empty.title")
        assert GERMAN("empty.selection") in [info.value for info in at.info]


@pytest.mark.usefixtures("shipped")
class TestPublishedRoadmap:
    def test_the_parts_of_the_directory_show_every_organisation_once(self, shipped):
        shown = []
        for part in range(1, -(-len(shipped["organisations"]) // PER_PAGE) + 1):
            shown += listed(read(visit("network", {"seite": str(part)})))
        assert sorted(shown) == sorted(shipped["organisations"]["id"])

    def test_fifteen_founding_members_are_listed(self):
        assert len(listed(read(visit("network", {"art": "gruendung"})))) == 15

    def test_the_parts_of_the_hints_continue_their_numbers(self):
        document = read(visit("network", {"teil": "synergien", "seite": "2"}))
        (pairs,) = document.having("rm-pairs")
        assert pairs.attributes["start"] == str(PER_PAGE + 1)

    @both_languages
    def test_every_group_and_many_organisations_open(self, shipped, words):
        for group in shipped["groups"]["id"]:
            assert_sound(visit("network", in_language({"gruppe": group}, words)))
        for organisation in shipped["organisations"]["id"][::20]:
            at = visit("network", in_language({"akteur": organisation}, words))
            assert_sound(at)
            assert literal(at.title[0].value) == shipped.by_id("organisations")[organisation]["name"]
