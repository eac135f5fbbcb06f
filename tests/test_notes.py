"""The speaker's window and the choice of a story: notes reach the speaker alone."""

import re
from dataclasses import replace

import pytest

from pages.ui import storyboard_kept
from roadmap_model.storyboards import shipped
from tests.hostile import HOSTILE
from tests.staging import PLACES, STORY, as_ones_own, on_stage
from tests.visit import both_languages, in_language, in_service, messages, opened, read, visit, warnings

roadmap = in_service()


@both_languages
def test_the_notes_show_every_note_one_at_a_time(words, roadmap):
    at = opened("notes", {"story": "rundgang", "schritt": "2"}, words)
    assert not at.exception
    steps = shipped(roadmap, words.language)[0].steps
    sections = read(at).tagged("section")
    assert [index for index, section in enumerate(sections) if "hidden" not in section.attributes] == [1]
    for section, step in zip(sections, steps, strict=True):
        assert step.note in section.text
    assert steps[2].title in sections[1].text
    assert words("notes.end") in sections[-1].text


@both_languages
@pytest.mark.parametrize("number", PLACES)
def test_nothing_that_the_stage_sends_holds_a_note(number, words, roadmap):
    sent = messages(on_stage({"story": "rundgang", "schritt": str(number)}, words))
    assert "rundgang" in sent
    for story in shipped(roadmap, words.language):
        for step in story.steps:
            assert step.note not in sent
            assert step.note.removesuffix(".") not in re.sub(r"\\u[0-9a-f]{4}", "", sent)


@both_languages
def test_without_a_story_there_is_the_choice(words, roadmap):
    document = read(on_stage({}, words))
    for story in shipped(roadmap, words.language):
        assert story.title in document.text
        for step in story.steps:
            assert step.title in document.text


@both_languages
@pytest.mark.parametrize("page", ["stage", "notes"])
@pytest.mark.parametrize(
    "query", [{"story": "nie"}, {"story": HOSTILE[1]}, {"story": HOSTILE[3]}, {"story": "rundgang", "schritt": "9"}]
)
def test_an_unknown_story_or_step_is_told_in_words_with_a_way_on(page, query, words):
    at = opened(page, query, words)
    assert not at.exception
    assert not at.error
    if page == "notes" and "schritt" in query:
        assert read(at).having("rm-notes")
    else:
        assert warnings(at)
        assert read(at).links


@both_languages
@pytest.mark.parametrize(
    ("page", "query"), [("stage", {}), ("notes", {}), ("notes", {"story": storyboard_kept.OWN_ID})]
)
def test_ones_own_storyboard_is_shown_to_nobody_else(page, query, words):
    mine, other = (visit(page, in_language(query, words)) for _ in range(2))
    as_ones_own(mine, replace(STORY, title="Nur meins"))
    assert "Nur meins" in read(mine.run()).text + mine.title[0].value
    assert "GEHEIM" in read(mine).text or not query
    for at in (other.run(), visit(page, in_language(query, words))):
        assert "Nur meins" not in read(at).text + at.title[0].value
        assert "GEHEIM" not in read(at).text
