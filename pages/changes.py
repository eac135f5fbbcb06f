"""Änderungen: what changed between two days (`von`, `bis`), and which reports are due."""

import streamlit as st

from pages.ui import changes_content, changes_period, due_content, notices, session
from pages.ui.changes_query import part
from pages.ui.drawing import draw
from pages.ui.markdown import escape
from roadmap_model.changes import ALL_DUE

view = session.current()
only_due = part(view) == ALL_DUE
st.title(escape(due_content.headline(view) if only_due else changes_content.headline(view)), anchor=False)
changes_period.explain(view)
if view.portfolio.projects.empty:
    notices.nothing_found(view)
elif only_due:
    draw("due_reports.html", due_content.content, view)
else:
    changes_period.draw(view)
    draw("changes.html", changes_content.content, view)
    if not part(view):
        draw("due_reports.html", due_content.content, view)
