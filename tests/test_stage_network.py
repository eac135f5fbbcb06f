"""Organisations on stage: the network where there is one, and every part of the page in what fits a screen."""

import json
from dataclasses import replace

import pytest

from figures.network_layout import STAGE_SHOWN, stage_layout
from figures.palette import MAP
from figures.texts import texts
from pages.ui import actor_content, group_content, stage_network, synergy_content
from pages.ui.session import View
from roadmap_model import live
from roadmap_model.network import network
from roadmap_model.network_query import PARTS
from roadmap_model.selection import from_query
from tests import hostile
from tests.hostile import HOSTILE
from tests.visit import ENGLISH, GERMAN, TODAY, both_languages, in_service, opened, read, served, visit

LONG = "Arbeitsgemeinschaft für Kreislaufwirtschaft und Ressourceneffizienz im mittleren Ruhrgebiet e. V."
FRIENDS = 40  # organisations that work with Werk in two projects


def _crowd(rows):
    """Werk works with many, who have long names and several projects; one of them joins these to the others."""
    werk = next(row for row in rows["organisations"] if row["id"] == "werk")
    names = [f"verein-{n}" for n in range(FRIENDS)]
    rows["organisations"] += [
        werk | {"id": id_, "name": f"{n} {LONG}", "founding_member": "false"} for n, id_ in enumerate(names)
    ]
    rows["participations"] += [
        {"project": project, "organisation": id_, "role": "partner", "source": "quelle-1"}
        for id_ in names
        for project in ("birke", "eibe")
    ]
    rows["participations"].append(rows["participations"][-1] | {"project": "ahorn"})
    werk["founding_member"] = "true"
    meeting, measure = rows["group_meetings"][0], rows["measures"][0]
    rows["group_meetings"] += [meeting | {"date": f"2025-0{n}", "title_de": LONG} for n in range(1, 6)]
    rows["measures"] += [measure | {"id": f"mehr-{n}", "title_de": LONG} for n in range(3)]
    group = rows["groups"][0]
    rows["groups"] += [group | {"id": f"gruppe-{n}", "name_de": f"{n} {LONG}", "lead": "verein-1"} for n in range(12)]


roadmap = in_service(_crowd)


def view(language="de", extra=None, **query):
    selection, _ = from_query(query, live.current(), TODAY)
    return View(live.current(), texts(language), selection, (), TODAY, tuple((extra or {}).items()))


def on_stage(words=GERMAN, **query):
    return opened("network", {"ansicht": "buehne", **query}, words)


@both_languages
def test_the_network_is_headed_by_its_message_and_says_the_same_in_words(words):
    at = on_stage(words)
    (chart,) = at.get("plotly_chart")
    (title,) = read(at).tagged("h1")
    assert title.text in chart.proto.alt
    assert not json.loads(chart.proto.spec)["layout"]["showlegend"]
    shown, total = len(stage_layout(view().portfolio).actors), len(network(view().portfolio).actors)
    assert words("stage.network.shown", n=shown, total=total) in read(at).text
    for part in ("network.legend.project", "stage.network.bridge"):
        assert words(part) in read(at).text


def test_the_network_draws_the_strongest_and_all_that_connect():
    drawn = stage_layout(view().portfolio)
    assert set(drawn.bridges) <= set(drawn.actors.index)
    assert len(drawn.actors) <= STAGE_SHOWN + len(drawn.bridges)
    joined = {organisation for _, (_, organisation) in drawn.edges}
    assert set(drawn.actors.index) <= joined | set(drawn.bridges)
    assert all(abs(x) <= 1.51 and abs(y) <= 0.51 for x, y in drawn.places.values())


def test_the_legend_has_only_the_marks_that_occur():
    said = stage_network.legend(view())
    assert [said[mark] for mark in ("founding", "others", "bridges", "founding_bridge")] == [True, True, True, False]
    assert MAP["light"]["chosen"] in said["colours"]["chosen"]
    alone = stage_network.legend(view(feld="produktion"))
    assert not alone["bridges"]
    assert GERMAN("stage.network.bridge") not in read(on_stage(feld="produktion")).text


@both_languages
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ({"suche": "erle"}, "Institut für Kreisläufe"),
        ({"art": "kommune"}, "Stadt Altstadt"),
        ({"name": "werk"}, "Werk GmbH"),
    ],
)
def test_without_a_network_or_for_a_part_of_the_directory_there_are_names(words, query, first):
    at = on_stage(words, **query)
    assert not at.get("plotly_chart")
    assert read(at).having("rm-stage-list")[0].text.startswith(first)


def test_the_rest_of_the_directory_is_counted():
    at = on_stage(name="verein", art="unternehmen")
    assert not at.exception
    found = on_stage(name="mittleren")
    assert len(read(found).tagged("li")) == stage_network.ACTORS
    assert GERMAN("stage.actors.more", n=FRIENDS - stage_network.ACTORS) in read(found).text


@both_languages
def test_a_profile_says_what_the_organisation_does_and_with_whom(words):
    at = on_stage(words, akteur="werk")
    document, said = read(at), actor_content.content(view(akteur="werk"))
    assert document.tagged("h1")[0].text == "Werk GmbH"
    for project in said["projects"][: stage_network.PROJECTS]:
        assert project["name"].removesuffix(" (en)") in document.text
    partners = len(said["partners"]) + said["more_partners"]
    assert words("stage.of", n=stage_network.PARTNERS, all=partners) in document.text
    assert document.having("rm-stage-top")[0].text.count("Werk GmbH") == 1


@both_languages
def test_the_profile_of_a_group_counts_what_it_leaves_out(words):
    document, said = (
        read(on_stage(words, gruppe="gruppe-metalle")),
        group_content.content(view(extra={"gruppe": "gruppe-metalle"})),
    )
    assert document.tagged("h1")[0].text.startswith("Gruppe Metalle")
    for shown, n in ((stage_network.MEETINGS, len(said["meetings"])), (stage_network.MEASURES, len(said["measures"]))):
        assert n > shown
        assert words("stage.of", n=shown, all=n) in document.text


@both_languages
def test_the_groups_stand_in_a_table(words):
    document = read(on_stage(words, teil="gruppen"))
    assert document.tagged("h1")[0].text == group_content.headline(view(words.language))
    assert len(document.tagged("tr")) == 1 + stage_network.GROUPS
    assert words("stage.groups.more", n=13 - stage_network.GROUPS) in document.text


@both_languages
def test_the_first_pairs_stand_with_their_reasons(words):
    document = read(on_stage(words, teil="synergien"))
    said = synergy_content.listed(view(words.language))
    assert document.tagged("h1")[0].text == synergy_content.headline(view(words.language, {"teil": "synergien"}))
    assert len(document.tagged("li")) == min(stage_network.PAIRS, said["total"]) > 0
    assert said["pairs"][0]["reasons"][0] in document.text


@both_languages
@pytest.mark.parametrize("part", ["", "synergien"])
@pytest.mark.parametrize(
    ("query", "why"), [({"suche": "gibtesnirgends"}, "empty.selection"), ({"stand": "2000-01-01"}, "empty.day")]
)
def test_it_says_why_it_is_empty(words, query, why, part):
    document = read(on_stage(words, **query, **({"teil": part} if part else {})))
    assert document.tagged("h1")[0].text == words("empty.title")
    assert words(why) in document.text


@pytest.mark.parametrize(
    ("query", "extra"),
    [({"thema": "metalle"}, {}), ({"feld": "paas"}, {}), ({"thema": "metalle"}, {"teil": "synergien"})]
    + [({"thema": "metalle"}, {"teil": "gruppen"}), ({"akteur": "werk"}, {}), ({}, {"gruppe": "gruppe-metalle"})],
)  # fmt: skip
def test_what_is_ready_need_not_be_made_again(query, extra, monkeypatch):
    ready = replace(view(extra=extra, **query))
    stage_network.prepare(ready, "light", 1.0)
    template, content = stage_network._shown(ready)
    monkeypatch.setattr("pages.ui.drawing.render", lambda *_, **__: pytest.fail("made twice"))
    stage_network.prepare(ready, "light", 1.0)
    assert template.startswith("stage_")
    assert content(ready)


def test_hostile_texts_are_text(tmp_path):
    with served(hostile.write(tmp_path), TODAY):
        for query in ({}, {"teil": "gruppen"}, {"teil": "synergien"}, {"akteur": "werk"}, {"gruppe": "gruppe-metalle"}):
            at = visit("network", {"ansicht": "buehne", **query})
            assert not at.exception
            assert not read(at).tagged("script")
            assert "1337" not in read(at).source
    for value in HOSTILE[:3]:
        assert not visit("network", {"ansicht": "buehne", "name": value, "akteur": value}).exception


def test_the_parts_are_headed_as_on_their_page():
    for part in PARTS:
        assert (
            read(on_stage(ENGLISH, teil=part)).tagged("h1")[0].text
            == opened("network", {"teil": part}, ENGLISH).title[0].value
        )
