"""Überblick: what is in the roadmap now, and what comes next."""

import streamlit as st

from pages.ui import notices, session
from pages.ui.drawing import draw
from pages.ui.markdown import escape
from pages.ui.overview_content import content, headline

view = session.current()
st.title(escape(headline(view)), anchor=False)
if view.portfolio.projects.empty:
    notices.nothing_found(view)
else:
    draw("overview.html", content, view)
