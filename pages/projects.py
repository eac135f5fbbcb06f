"""Leitprojekte: the list of the selected projects, or the fact sheet of one (`projekt=id`)."""

import streamlit as st

from pages.ui import notices, project_list, project_sheet, session
from pages.ui.drawing import draw
from pages.ui.markdown import escape

view = session.current()
chosen = view.parameter("projekt")
if chosen in view.portfolio.everything.index:
    name = view.texts.of(view.roadmap.by_id("projects")[chosen], "name")
    st.set_page_config(page_title=f"{name} · {view.texts('app.title')}")
    draw("sheet_steps.html", project_sheet.steps_above, view)
    st.title(escape(name), anchor=False)
    draw("sheet.html", project_sheet.content, view)
    draw("sheet_steps.html", project_sheet.steps_below, view)
else:
    if chosen:
        st.warning(view.texts("sheet.unknown", id=escape(chosen[:60])))
    st.title(project_list.headline(view), anchor=False)
    if view.portfolio.projects.empty:
        notices.nothing_found(view)
    else:
        draw("project_list.html", project_list.content, view)
