"""Präsentation: which storyboard to present (`story`, `schritt`); what is on stage is drawn by the frame."""

import streamlit as st

from figures.html import render
from pages.ui import session, stage_choice
from pages.ui.markdown import escape

view = session.current()
st.title(escape(stage_choice.headline(view)), anchor=False)
if said := stage_choice.rejected(view):
    st.warning(escape(said))
# Not kept for others: one's own storyboard belongs to this visitor alone.
st.html(render("stage_choice.html", view.texts, **stage_choice.content(view)))
