"""The speaker's window in the browser: it follows the stage and turns its pages."""

import streamlit as st

from figures import asset_files
from pages.ui import session
from roadmap_model.storyboards import Storyboard

_window = st.components.v2.component("roadmap_notes", js=asset_files.text("notes.js"))


def connect(story: Storyboard) -> None:
    """Let the window follow this storyboard."""
    t = session.words()
    words = {"start": t("notes.start"), "pause": t("stage.pause")}
    _window(data={"story": story.id, "words": words}, key="notes_window", height=1)
