"""The speaker's window in the browser: it follows the stage and turns its pages."""

from pathlib import Path

import streamlit as st

from pages.ui import session
from roadmap_model.storyboards import Storyboard

ASSETS = Path(__file__).parent.parent.parent / "figures" / "assets"
_window = st.components.v2.component(
    "roadmap_notes",
    js=(ASSETS / "notes.js").read_text(encoding="utf-8"),
    css=(ASSETS / "notes.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def connect(story: Storyboard) -> None:
    """Let the window follow this storyboard."""
    t = session.words()
    words = {"start": t("notes.start"), "pause": t("stage.pause")}
    _window(data={"story": story.id, "words": words}, key="notes_window", height=1)
