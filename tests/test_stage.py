"""What each view says on stage in large type, whatever is selected and whatever the data say."""

import pytest

from pages.ui.navigation import BY_PATH
from roadmap_model.load import DATA
from roadmap_model.storyboards import shipped
from roadmap_model.views import PAGES
from tests import hostile
from tests.hostile import HOSTILE
from tests.staging import MARKS, PLACES, on_stage
from tests.visit import (
    ENGLISH,
    GERMAN,
    SHIPPED,
    TODAY,
    both_languages,
    in_language,
    in_service,
    opened,
    read,
    served,
    split,
    visit,
    warnings,
)

roadmap = in_service()


@both_languages
@pytest.mark.parametrize("number", PLACES)
def test_a_step_shows_its_view_and_nothing_around_it(number, words, roadmap):
    at = on_stage({"story": "rundgang", "schritt": str(number)}, words)
    assert not at.exception
    step = shipped(roadmap, words.language)[0].steps[number - 1]
    document = read(at)
    (title,) = document.tagged("h1")
    assert title.text == step.title
    assert step.sentence in document.text
    assert {page for page, mark in MARKS.items() if document.having(mark)} == {step.page}
    assert f"{number} / {len(PLACES)}" in document.text
    assert not [name for name in ("rm-footer", "rm-languages", "rm-embed", "rm-action") if document.having(name)]
    assert not at.text_input
    assert not at.title


@both_languages
@pytest.mark.parametrize("path", PAGES.values())
@pytest.mark.parametrize(
    "query", [{}, {"suche": "gibtesnirgends"}, {"stand": "2000-01-01"}], ids=["all", "none", "old"]
)
def test_every_page_goes_on_stage_whatever_is_selected(path, query, words):
    at = opened(BY_PATH[path].key, {"ansicht": "buehne", **query}, words)
    assert not at.exception
    document = read(at)
    assert document.tagged("h1")[0].text
    assert document.having("rm-stage-bar")
    assert not document.having("rm-footer")
    (way,) = [link for link in document.links if link.attributes.get("data-go") == "leave"]
    assert split(way.href) == (path, in_language(query, words))


def test_a_page_without_a_rendering_is_shown_as_it_is():
    at = opened("about", {"ansicht": "buehne"})
    assert not at.exception
    assert len(at.title) == 1
    assert read(at).having("rm-stage-bar")


@pytest.mark.parametrize("wrong", [{"feld": "nie"}, {"stand": "1066-10-14"}, *({"feld": text} for text in HOSTILE[:3])])
def test_a_value_that_means_nothing_is_named_in_words(wrong):
    at = visit("map", {"ansicht": "buehne", **wrong})
    assert not at.exception
    said = read(at).having("rm-stage-top")[0].text
    assert next(iter(wrong.values())) in said


@pytest.mark.parametrize(
    ("page", "wrong"),
    [("changes", {"art": "nie"}), ("timeline", {"gruppe": "nie"}), ("indicators", {"gebiet": "nie"})]
    + [("projects", {"projekt": "nie"})]
    + [("network", {name: "nie"}) for name in ("teil", "gruppe", "art", "gewichte")],
)
def test_a_value_of_the_pages_own_that_means_nothing_is_named_too(page, wrong):
    assert "„nie“" in read(visit(page, {"ansicht": "buehne", **wrong})).having("rm-stage-top")[0].text


def test_a_page_shown_as_it_is_names_a_wrong_value_above_its_title():
    at = visit("about", {"ansicht": "buehne", "feld": "nie"})
    assert not at.exception
    (said,) = warnings(at)
    assert "nie" in said
    assert "nie" not in read(at).having("rm-stage-top")[0].text


def test_all_due_reports_are_headed_by_their_own_message():
    document = read(visit("changes", {"ansicht": "buehne", "art": "faellig"}))
    assert document.tagged("h1")[0].text == opened("changes", {"art": "faellig"}).title[0].value


def test_hostile_texts_are_text_on_stage_and_in_the_notes(tmp_path):
    with served(hostile.write(tmp_path), TODAY):
        for number in PLACES:
            for page in ("stage", "notes"):
                at = visit(page, {"story": "rundgang", "schritt": str(number)})
                assert not at.exception
                document = read(at)
                assert not document.tagged("script")
                assert {image.attributes["src"][:5] for image in document.tagged("img")} <= {"data:"}
                assert "1337" not in document.source
                assert all(link.href.startswith(("./", "http", "/")) or ":" not in link.href for link in document.links)


def test_the_shipped_storyboards_are_all_on_stage():
    with served(DATA, SHIPPED) as shipped_roadmap:
        for words in (GERMAN, ENGLISH):
            for story in shipped(shipped_roadmap, words.language):
                for number, step in enumerate(story.steps, 1):
                    at = visit("stage", in_language({"story": story.id, "schritt": str(number)}, words))
                    assert not at.exception, step.title
                    assert any(map(read(at).having, (MARKS[step.page], "rm-stage-list"))), step.title
