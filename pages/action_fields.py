"""Handlungsfelder: action fields and topics as a matrix, then each field with what is known of it."""

import streamlit as st

from figures.charts import phase_mix
from figures.html import render
from pages.ui import action_field_content, chart, hurdle_content, notices, session
from pages.ui.markdown import escape

view = session.current()
st.title(escape(action_field_content.headline(view)))
if view.portfolio.projects.empty:
    notices.nothing_found(view)
st.html(render("matrix.html", view.texts, **action_field_content.matrix(view)))
if not view.portfolio.projects.empty:
    chart.draw(view, phase_mix(view.portfolio, view.texts, session.theme()), "phase_mix")
for field in action_field_content.fields(view):
    st.html(render("action_field.html", view.texts, field=field))
st.html(render("hurdle_list.html", view.texts, **hurdle_content.listed(view)))
