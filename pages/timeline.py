"""Zeitachse: the selected projects on one time axis, folded by group; the table says the same."""

import streamlit as st

from figures.html import render
from pages.ui import notices, session, timeline_content, timeline_view
from pages.ui.markdown import escape

view = session.current()
choice = timeline_content.choice(view)
for rejected in choice.rejected:
    notices.unknown(view, rejected.parameter, rejected.value, rejected.allowed)
st.title(escape(timeline_content.headline(view)), anchor=False)
if view.portfolio.projects.empty:
    notices.nothing_found(view)
if not timeline_content.empty(view):
    st.html(render("timeline_choice.html", view.texts, **timeline_content.choices(view, choice)))
    timeline_view.draw(view, choice)
    st.html(render("timeline_legend.html", view.texts, **timeline_content.legend(view, choice)))
    st.html(render("timeline_table.html", view.texts, **timeline_content.table(view, choice)))
