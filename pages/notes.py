"""Sprechernotizen: what only the speaker sees, in a window of its own (`story`, `schritt`) that follows the stage."""

import streamlit as st

from pages.ui import notes_content, notes_window, session, stage_choice
from pages.ui.drawing import draw
from pages.ui.markdown import escape

view = session.current()
story = notes_content.story(view)
st.title(escape(story.title if story else view.texts("page.notes.title")))
if story:
    draw("notes.html", notes_content.content, view)
    notes_window.connect(story)
else:
    if said := stage_choice.rejected(view):
        st.warning(escape(said))
    draw("stage_choice.html", stage_choice.content, view)
