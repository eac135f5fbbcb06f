"""Präsentation: which storyboard to present (`story`, `schritt`); what is on stage is drawn by the frame."""

import streamlit as st

from pages.ui import session, stage_choice
from pages.ui.drawing import draw
from pages.ui.markdown import escape

view = session.current()
st.title(escape(stage_choice.headline(view)))
if said := stage_choice.rejected(view):
    st.warning(escape(said))
draw("stage_choice.html", stage_choice.content, view)
