"""The list of projects with its order and its parts, and the fact sheet of one."""

import re

import pytest

from pages.ui.paging import PER_PAGE
from roadmap_model.project_order import ORDERS
from roadmap_model.roadmap import HEALTHS, PHASES
from tests import region
from tests.visit import (
    ENGLISH,
    GERMAN,
    TODAY,
    assert_sound,
    both_languages,
    expected,
    follow,
    in_language,
    literal,
    read,
    revisit,
    served,
    split,
    visit,
)

ABSURD = ("-1", "0", "999999", "9" * 400, "1e9", "²", "٣", "zwei", "{{7*7}}", "<b>", "1;2", " 2 ")
PROJECTS = sorted(row["id"] for row in region.tables()["projects"])
BLOCKS = ("status", "milestones", "effect", "connect", "history", "sources", "facts")


@pytest.fixture(scope="module", autouse=True)
def roadmap(region_folder):
    with served(region_folder, TODAY) as roadmap:
        yield roadmap


def ranked(codes, order) -> bool:
    ranks = [order.index(code) if code in order else len(order) for code in codes]
    return ranks == sorted(ranks)


class TestList:
    @both_languages
    @pytest.mark.parametrize("order", ORDERS)
    def test_every_order_shows_all_projects_once(self, order, words):
        document = read(visit("projects", in_language({"sortierung": order}, words)))
        assert sorted(document.projects) == PROJECTS
        sorted_by = [cell.text for cell in document.tagged("th") if "aria-sort" in cell.attributes]
        assert len(sorted_by) == 1
        assert sorted_by[0].startswith(words(f"list.{order}"))

    def test_each_order_is_the_one_that_it_is_called(self):
        projects, order = expected({}).projects, ["produktdesign", "produktion", "lieferketten", "paas"]
        shown = {name: projects.loc[read(visit("projects", {"sortierung": name})).projects] for name in ORDERS}
        assert list(shown["name"].index) == PROJECTS
        assert ranked(shown["phase"]["phase"], PHASES)
        assert ranked(shown["lage"]["health"], HEALTHS)
        assert ranked(shown["feld"]["action_field"], order)
        assert list(shown["meldung"]["age"]) == sorted(projects["age"])
        places = [row.text.split("Feld")[0] for row in read(visit("projects", {"sortierung": "ort"})).tagged("tr")]
        assert len(places) == len(PROJECTS) + 1

    def test_the_english_list_is_in_the_order_of_english_names(self, tmp_path):
        renamed = region.write(tmp_path, region.edit("projects", 0, name_en="Zebra"))
        with served(renamed, TODAY):
            assert read(visit("projects", {"lang": "en"})).projects[-1] == "ahorn"
            assert read(visit("projects")).projects[0] == "ahorn"

    @pytest.mark.parametrize("value", [*ABSURD, "NAME", "name,phase"])
    def test_an_unknown_order_is_the_order_of_names(self, value):
        at = visit("projects", {"sortierung": value})
        assert_sound(at)
        assert read(at).projects == PROJECTS

    def test_a_click_on_a_column_keeps_selection_and_language(self):
        address = {"phase": "umsetzung", "stand": "2026-06-20", "lang": "en"}
        links = read(visit("projects", address)).links
        head = [link for link in links if link.attributes.get("title") == ENGLISH("list.sort")]
        assert len(head) == len(ORDERS)
        for link, order in zip(head, ORDERS, strict=True):
            path, query = split(link.href)
            assert path == "projekte"
            assert query == address | ({} if order == "name" else {"sortierung": order})

    def test_missing_values_are_called_unknown(self):
        rows = [row.text for row in read(visit("projects", {"suche": "Linde"})).tagged("tr")]
        assert GERMAN("unknown") in rows[1]

    def test_the_downloads_carry_the_selection_and_nothing_of_the_page(self):
        at = visit("projects", {"phase": "umsetzung", "sortierung": "phase", "seite": "1", "lang": "en"})
        links = [link for link in read(at).links if "download" in link.attributes]
        assert [split(link.href)[0] for link in links] == [
            f"api/v1/projects.{kind}" for kind in ("csv", "json", "geojson")
        ]
        assert all(split(link.href)[1] == {"phase": "umsetzung", "lang": "en"} for link in links)

    @pytest.mark.parametrize("value", ABSURD)
    def test_an_absurd_part_of_a_short_list_is_the_list(self, value):
        at = visit("projects", {"seite": value})
        assert_sound(at)
        assert read(at).projects == PROJECTS


@pytest.mark.usefixtures("shipped")
class TestParts:
    """The published roadmap is long enough to be shown in parts."""

    def test_the_parts_of_the_list_show_every_project_once(self):
        ids = list(expected({}).projects.index)
        parts = -(-len(ids) // PER_PAGE)
        assert parts > 1
        shown = [read(visit("projects", {"seite": str(n)})).projects for n in range(1, parts + 1)]
        assert [id_ for part in shown for id_ in part] == ids
        assert {len(part) for part in shown[:-1]} == {PER_PAGE}

    @pytest.mark.parametrize("value", ABSURD)
    def test_an_absurd_part_shows_some_part(self, value):
        at = visit("projects", {"seite": value})
        assert_sound(at)
        assert 0 < len(read(at).projects) <= PER_PAGE

    def test_the_last_part_is_shown_for_a_number_beyond_it(self):
        last = -(-len(expected({}).projects) // PER_PAGE)
        assert (
            read(visit("projects", {"seite": "9999"})).projects
            == read(visit("projects", {"seite": str(last)})).projects
        )

    def test_the_links_to_the_parts_keep_order_and_selection(self):
        document = read(visit("projects", {"umfang": "vorhaben", "sortierung": "phase", "seite": "2"}))
        current = [link for link in document.links if link.attributes.get("aria-current") == "page"]
        assert [link.text for link in current] == ["2"]
        others = [split(link.href)[1] for link in document.links if re.fullmatch(r"\d+", link.text)]
        assert all(query["umfang"] == "vorhaben" and query["sortierung"] == "phase" for query in others)
        assert [query.get("seite", "1") for query in others][:2] == ["1", "2"]

    def test_the_list_in_one_shows_every_project_and_says_so(self):
        document = read(visit("projects", {"seite": "alle"}))
        n = len(expected({}).projects)
        assert document.projects == list(expected({}).projects.index)
        assert GERMAN("paging.range", first=1, last=n, n=n) in document.having("rm-paging")[0].text
        assert [link.text for link in document.links if link.attributes.get("aria-current") == "page"] == [
            GERMAN("paging.all")
        ]
        assert not document.having("rm-paper")

    @both_languages
    def test_on_paper_a_part_says_which_it_is_and_where_the_whole_list_is(self, words):
        query = {"umfang": "vorhaben", "sortierung": "phase", "seite": "2"}
        n = len(expected(query).projects)
        (line,) = read(visit("projects", in_language(query, words))).having("rm-paper")
        assert line.text.startswith(words("paging.paper", first=26, last=min(50, n), n=n))
        assert line.text.endswith(words("paging.paper.all"))
        address = in_language({"umfang": "vorhaben", "sortierung": "phase", "seite": "alle"}, words)
        assert split(line.attributes["data-address"]) == ("projekte", address)

    def test_the_sources_are_shown_in_parts_too(self, shipped):
        titles = set()
        at = visit("about")
        for n in range(1, -(-len(shipped["sources"]) // PER_PAGE) + 1):
            assert_sound(revisit(at, seite=str(n)))
            titles |= {link.href for link in read(at).links if link.attributes.get("target") == "_blank"}
        assert set(shipped["sources"]["url"]) <= titles

    @both_languages
    def test_every_fact_sheet_opens_in_one_language_or_the_other(self, words):
        at = visit("projects", in_language({}, words))
        every_other = expected({}).projects.iloc[0 if words is GERMAN else 1 :: 2]
        for id_, project in every_other.iterrows():
            assert_sound(revisit(at, projekt=str(id_)))
            assert literal(at.title[0].value) == words.of(project, "name"), id_
            assert read(at).having("rm-sheet"), id_


class TestFactSheet:
    @both_languages
    @pytest.mark.parametrize("id_", PROJECTS)
    def test_the_blocks_stand_in_their_order(self, id_, words, roadmap):
        at = visit("projects", in_language({"projekt": id_}, words))
        assert_sound(at)
        assert not at.warning
        document = read(at)
        assert at.title[0].value == words.of(roadmap.projects.loc[id_], "name").replace("(", r"\(").replace(")", r"\)")
        assert [h.text for h in document.tagged("h2")] == [words(f"sheet.{block}") for block in BLOCKS]
        assert words.of(roadmap.projects.loc[id_], "summary") in document.text
        assert words(f"phase.{expected({}).projects.at[id_, 'phase']}") in document.text
        assert not document.having("rm-projects")

    @pytest.mark.parametrize("id_", PROJECTS)
    def test_every_cited_source_is_listed(self, id_):
        document = read(visit("projects", {"projekt": id_}))
        listed = [element.text for element in document.having("rm-sources")][0]
        cited = {int(n) for e in document.having("rm-cite") for n in re.findall(r"\[(\d+)\]", e.text)}
        assert cited
        assert all(f"[{n}]" in listed for n in cited)
        assert len(re.findall(r"\[\d+\]", listed)) == max(cited) or len(cited) < len(re.findall(r"\[\d+\]", listed))

    def test_what_is_not_known_is_said(self):
        facts = read(visit("projects", {"projekt": "linde"})).having("rm-facts")[0].text
        # action field, term, lead, funding, website
        assert facts.count(GERMAN("unknown")) == 5

    def test_coarse_dates_stay_coarse(self):
        text = read(visit("projects", {"projekt": "birke"})).text
        assert GERMAN("fact.start.geplant", date="3. Quartal 2024") in text
        assert GERMAN("fact.end.geplant", date="Juni 2027") in text
        assert GERMAN("sheet.original", date="Dezember 2025") in text
        assert GERMAN("milestone.ueberfaellig") in text

    def test_the_history_holds_only_what_was_known_on_the_day(self):
        now, then = (read(visit("projects", {"projekt": "ahorn"} | day)) for day in ({}, {"stand": "2025-12-31"}))
        assert GERMAN("phase.umsetzung") in [badge.text for badge in now.having("rm-badge")]
        assert GERMAN("phase.planung") in [badge.text for badge in then.having("rm-badge")]
        assert "20. Mai 2026" in now.text
        assert "20. Mai 2026" not in then.text

    @pytest.mark.parametrize(
        ("query", "order"),
        [({"phase": "planung,umsetzung"}, ""), ({}, "phase"), ({"stand": "2026-02-15", "lang": "en"}, "meldung")],
    )
    def test_next_and_previous_walk_through_the_selection_in_the_order_of_the_list(self, query, order):
        query = query | ({"sortierung": order} if order else {})
        ids = read(visit("projects", query)).projects
        words = ENGLISH if query.get("lang") == "en" else GERMAN
        at, walked = visit("projects", query | {"projekt": ids[0]}), [ids[0]]
        while following := step(at, "next"):
            walked.append(following.project)
            at = follow(following.href)
            assert split(following.href)[1] == query | {"projekt": walked[-1]}
            assert step(at, "prev").project == walked[-2]
            assert words("sheet.position", position=len(walked), n=len(ids)) in read(at).text
        assert walked == ids
        assert step(visit("projects", query | {"projekt": ids[0]}), "prev") is None

    def test_a_project_outside_the_selection_is_shown_and_says_so(self):
        at = visit("projects", {"projekt": "eibe", "phase": "idee"})
        assert_sound(at)
        assert read(at).having("rm-sheet")
        assert GERMAN("sheet.outside") in read(at).text
        assert step(at, "next") is None
        assert step(at, "prev") is None

    def test_the_way_back_leads_to_the_same_list(self):
        query = {"phase": "umsetzung", "sortierung": "meldung", "stand": "2026-06-20", "lang": "en"}
        back = read(visit("projects", query | {"projekt": "birke"})).having("rm-steps")
        links = [
            link for link in read(visit("projects", query | {"projekt": "birke"})).links if link.text.startswith("←")
        ]
        assert len(back) == len(links) == 2
        assert split(links[0].href) == ("projekte", query)

    @pytest.mark.parametrize(
        "value", ["gibtsnicht", "{{7*7}}", "<script>alert(1)</script>", "![x](https://evil)", "x" * 5000, "../x"]
    )
    @both_languages
    def test_an_unknown_project_is_named_and_the_list_is_shown(self, value, words):
        at = visit("projects", in_language({"projekt": value}, words))
        assert_sound(at)
        (notice,) = at.warning
        assert value[:60] in literal(notice.value)
        assert read(at).projects == PROJECTS

    def test_a_project_is_unknown_before_its_first_report(self):
        at = visit("projects", {"projekt": "ulme", "stand": "2026-06-01"})
        assert_sound(at)
        assert "ulme" in at.warning[0].value
        assert "ulme" not in read(at).projects

    def test_other_pages_ignore_the_project_in_the_address(self):
        for page in ("overview", "map", "action_fields", "about"):
            at = visit(page, {"projekt": "ahorn"})
            assert_sound(at)
            assert not at.warning

    def test_errors_are_reported_to_the_operator_if_there_is_an_address(self, monkeypatch):
        assert not [link for link in read(visit("projects", {"projekt": "ahorn"})).links if "mailto" in link.href]
        monkeypatch.setenv("ROADMAP_CONTACT", "roadmap@example.org")
        # Another project, because sheets are kept and the address does not change while the app runs.
        (mail,) = [link for link in read(visit("projects", {"projekt": "birke"})).links if "mailto" in link.href]
        assert mail.href.startswith("mailto:roadmap@example.org?subject=")
        assert "birke" in mail.href


def step(at, relation):
    """The link to the next or previous project; None at the end of the selection."""
    return next((link for link in read(at).links if link.attributes.get("rel") == relation), None)
