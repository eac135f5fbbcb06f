"""The stage in the browser: keys and clickers, full screen, black picture, the clock of a story that runs by itself."""

import streamlit as st

from figures import asset_files
from pages.ui.stage_address import Stage

KEY = "stage_keys"
SCALES = (1.0, 1.25, 1.5, 2.0, 3.0)  # sizes of type in figures, relative to a screen of 1280 x 720 pixels
_keys = st.components.v2.component("roadmap_stage", js=asset_files.text("stage.js"))


def scale() -> float:
    """How large figures write, as the screen allows; the browser says so on the first picture."""
    said = st.session_state.get(KEY) or {}
    asked = said.get("scale")
    return asked if asked in SCALES else SCALES[0]


def connect(stage: Stage, title: str) -> None:
    """Make the keys act on the stage, and tell the browser where we are."""
    _keys(
        data={
            "title": title, "story": stage.story.id if stage.story else "", "step": stage.number, "free": stage.free,
            "seconds": stage.stay, "scale": scale(), "scales": list(SCALES),
        },
        key=KEY, height=1, default={"scale": SCALES[0]}, on_scale_change=lambda: None,
    )  # fmt: skip
