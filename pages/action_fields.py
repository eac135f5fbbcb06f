"""Handlungsfelder: action fields and topics as a matrix, then each field with what is known of it."""

import streamlit as st

from figures.charts import phase_mix
from figures.matrix import matrix
from pages.ui import action_field_content, chart, embed, hurdle_content, notices, session
from pages.ui.drawing import draw
from pages.ui.markdown import escape

view = session.current()
st.title(escape(action_field_content.headline(view)), anchor=False)
if view.portfolio.projects.empty:
    notices.nothing_found(view)
if not embed.embedded():
    draw("matrix.html", matrix, view)
    if not view.portfolio.projects.empty:
        chart.draw(view, phase_mix(view.portfolio, view.texts, session.theme()), "phase_mix")
draw("action_fields.html", action_field_content.fields, view)
if not embed.embedded():
    draw("hurdle_list.html", hurdle_content.listed, view)
