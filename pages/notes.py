"""Vortragsnotizen: what only the speaker sees, in a window of its own (`story`, `schritt`) that follows the stage."""

import streamlit as st

from figures.html import render
from pages.ui import notes_content, notes_window, session, stage_choice
from pages.ui.markdown import escape

view = session.current()
story = notes_content.story(view)
st.title(escape(story.title if story else view.texts("page.notes.title")), anchor=False)
if story:
    # Not kept for others: the notes of one's own storyboard belong to this visitor alone.
    st.html(render("notes.html", view.texts, **notes_content.content(view)))
    notes_window.connect(story)
else:
    if said := stage_choice.rejected(view):
        st.warning(escape(said))
    st.html(render("stage_choice.html", view.texts, **stage_choice.content(view)))
