"""Drehbuch: prepare a presentation; the storyboards of the data, and one's own in this tab of the browser."""

import streamlit as st

from figures.html import render
from pages.ui import session, storyboard_content, storyboard_editor
from pages.ui.markdown import escape
from roadmap_model.storyboards import shipped

view = session.current()
st.title(escape(storyboard_content.headline(view)), anchor=False)
storyboard_editor.draw(view)
with st.container(key="storyboards"):
    st.html(render("storyboards.html", view.texts))
    for board in shipped(view.roadmap, view.language):
        with st.container(border=True, key=f"storyboard_{board.id}"):
            st.html(render("storyboard.html", view.texts, **storyboard_content.shelf(view, board)))
            storyboard_editor.shelved(view, board)
