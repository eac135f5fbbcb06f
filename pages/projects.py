"""Leitprojekte: the list of the selected projects, or the fact sheet of one (`projekt=id`)."""

import streamlit as st

from figures.html import render
from pages.ui import notices, project_list, project_sheet, session
from pages.ui.markdown import escape

view = session.current()
chosen = view.parameter("projekt")
if chosen in view.portfolio.everything.index:
    sheet = project_sheet.content(view, chosen)
    st.set_page_config(page_title=f"{sheet['name']} · {view.texts('app.title')}")
    st.html(render("sheet_steps.html", view.texts, position_on_page="top", **sheet))
    st.title(escape(sheet["name"]))
    st.html(render("sheet.html", view.texts, **sheet))
    st.html(render("sheet_steps.html", view.texts, position_on_page="bottom", **sheet))
else:
    if chosen:
        st.warning(view.texts("sheet.unknown", id=escape(chosen[:60])))
    st.title(project_list.headline(view))
    if view.portfolio.projects.empty:
        notices.nothing_found(view)
    else:
        st.html(render("project_list.html", view.texts, **project_list.content(view)))
