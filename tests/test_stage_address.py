"""What an address puts on stage, and what it leaves an ordinary page."""

import pytest

from pages.ui.stage_address import LONGEST, SHORTEST, UNDISTURBED, Stage, resolve
from roadmap_model.network_query import PARTS
from tests.hostile import HOSTILE
from tests.staging import STORY
from tests.visit import in_service, read, visit

roadmap = in_service()


def found(query, path="praesentation"):
    return resolve(path, query, {STORY.id: STORY}.get)


def test_a_step_is_shown_with_its_own_selection():
    stage = found({"story": "rundgang", "schritt": "2", "lang": "en"})
    assert (stage.path, dict(stage.query)) == ("projekte", {"projekt": "ahorn", "stand": "2026-01-31"})
    assert (stage.step.title, stage.free, stage.seconds) == ("Wer", False, 0)


def test_an_address_without_a_number_means_the_first_step():
    assert found({"story": "rundgang"}) == found({"story": "rundgang", "schritt": " 1 "})


def test_what_is_in_the_address_replaces_the_step_once_it_is_free():
    stage = found({"story": "rundgang", "schritt": "1", "frei": "1", "feld": "paas", "lang": "en"})
    assert (stage.path, dict(stage.query), stage.free) == ("karte", {"feld": "paas"}, True)
    assert stage.kept == {"frei": "1", "story": "rundgang", "schritt": "1"}
    assert stage.at(1) == found({"story": "rundgang", "schritt": "1"})
    assert stage.place(2) == {"story": "rundgang", "schritt": "2"}


def test_without_frei_the_selection_in_the_address_changes_nothing():
    assert found({"story": "rundgang", "feld": "paas"}) == found({"story": "rundgang"})


@pytest.mark.parametrize("story", [{}, {"story": "rundgang", "schritt": "2"}])
def test_any_page_goes_on_stage_and_remembers_its_step(story):
    stage = found({"ansicht": "buehne", "feld": "paas", **story}, "indikatoren")
    assert (stage.path, dict(stage.query)) == ("indikatoren", {"feld": "paas"})
    assert stage.kept == stage.beside == {"ansicht": "buehne", **story}
    assert stage.free == bool(story)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("karte", {}),
        ("karte", {"ansicht": "gruppen"}),
        ("karte", {"story": "rundgang"}),
        ("praesentation", {}),
        ("praesentation", {"story": ""}),
        *(("praesentation", {"story": story}) for story in ("nie", *HOSTILE)),
        *(
            ("praesentation", {"story": "rundgang", "schritt": step})
            for step in ("0", "3", "-1", "1.5", "²", "٣", "9" * 5000, *HOSTILE)
        ),
    ],
)
def test_everything_else_is_an_ordinary_page(path, query):
    assert found(query, path) is None


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [("30", 30), ("1", SHORTEST), ("99999", LONGEST), ("0", 0), ("", 0), ("-5", 0), ("x", 0), ("9" * 5000, 0)],
)
def test_a_story_runs_by_itself_at_a_pace_that_one_can_follow(asked, seconds):
    stage = found({"story": "rundgang", "auto": asked})
    assert stage.seconds == stage.stay == seconds
    assert stage.place(2).get("auto", "0") == str(seconds)
    changed = found({"story": "rundgang", "auto": asked, "frei": "1"})
    assert changed.stay == (max(seconds, UNDISTURBED) if seconds else 0)


def test_a_page_without_a_story_has_no_step():
    stage = Stage("karte", ())
    assert (stage.step, stage.place(1), stage.at(3)) == (None, {}, stage)


@pytest.mark.parametrize("part", PARTS)
def test_addresses_published_before_lead_to_the_same_part_and_on_stage(part):
    before, now = visit("network", {"ansicht": part}), visit("network", {"teil": part})
    assert before.title[0].value == now.title[0].value
    assert not before.warning
    assert [link.href for link in read(before).links if "hreflang" not in link.attributes] == [
        link.href for link in read(now).links if "hreflang" not in link.attributes
    ]
