"""What the tests of the stage share: a story for nobody else, and the steps of the one of the fictional region."""

from dataclasses import replace

from streamlit.testing.v1 import AppTest

from figures.texts import Texts
from pages.ui import storyboard_kept
from roadmap_model.storyboards import Step, Storyboard
from tests.visit import GERMAN, opened

STORY = Storyboard(
    "rundgang",
    "Ein Rundgang",
    5,
    (
        Step("Karte", "Satz.", "karte", "phase=umsetzung&ort=05901000", "GEHEIM"),
        Step("Wer", "Satz.", "projekte", "projekt=ahorn&stand=2026-01-31", "GEHEIM"),
    ),
)
# A class that only this rendering has.
MARKS = {
    "karte": "rm-stage-side",
    "zeitachse": "rm-swatch",
    "handlungsfelder": "rm-stage-matrix",
    "aenderungen": "rm-stage-numbers",
    "projekte": "rm-stage-facts",
    "indikatoren": "rm-stage-chart",
    "ueberblick": "rm-stage-board",
    "akteure": "rm-stage-groups",
}
PLACES = range(1, 9)


def on_stage(query: dict[str, str], words: Texts = GERMAN) -> AppTest:
    return opened("stage", query, words)


def as_ones_own(at: AppTest, story: Storyboard) -> None:
    """Make a story that of the visitor, for the next run."""
    at.session_state[storyboard_kept.BOARD] = replace(story, id=storyboard_kept.OWN_ID)
    at.session_state[storyboard_kept.MARKS] = list(range(len(story.steps)))
