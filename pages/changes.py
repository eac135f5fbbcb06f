"""Änderungen: what changed between two days, and which reports are due."""

import streamlit as st

from figures.html import render
from pages.ui import changes_content, changes_period, due_content, notices, session
from pages.ui.markdown import escape

view = session.current()
asked = changes_period.asked(view)
part = changes_period.part(view)
everything_due = part == due_content.ALL
st.title(escape(due_content.message(view) if everything_due else changes_content.headline(view, asked.period)))
changes_period.notices(view, asked)
if view.portfolio.projects.empty:
    notices.nothing_found(view)
elif not everything_due:
    changes_period.draw(view, asked.period)
    st.html(render("changes.html", view.texts, **changes_content.content(view, asked, part)))
if not view.portfolio.projects.empty and part in ("", due_content.ALL):
    st.html(render("due_reports.html", view.texts, **due_content.content(view, everything_due, **asked.given)))
