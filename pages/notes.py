"""Sprechernotizen: what only the speaker sees, in a window of its own beside the stage."""

import streamlit as st

from pages.ui import session
from pages.ui.markdown import escape

view = session.current()
st.title(escape(view.texts("page.notes.title")))
