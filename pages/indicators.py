"""Indikatoren: what can be documented in figures, one territory at a time (`gebiet=`)."""

import streamlit as st

from pages.ui import indicator_charts, indicator_content, notices, session
from pages.ui.drawing import draw
from pages.ui.markdown import escape
from roadmap_model.indicators import PARAMETER, TERRITORIES

view = session.current()
asked = view.parameter(PARAMETER)
if asked and asked not in TERRITORIES:
    notices.unknown(view, PARAMETER, asked, TERRITORIES)
st.title(escape(indicator_content.headline(view)), anchor=False)
draw("indicators.html", indicator_content.top, view)
if not indicator_content.shown(view):
    st.info(indicator_content.empty(view))
indicator_charts.draw(view)
draw("indicator_rest.html", indicator_content.rest, view)
