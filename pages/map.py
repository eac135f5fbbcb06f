"""Karte: the projects in the municipalities; a click, the select box and the filter do the same."""

import streamlit as st

from pages.ui import map_content, map_view, notices, playback, session
from pages.ui.drawing import draw
from pages.ui.markdown import escape

view = session.current()
st.title(escape(map_content.headline(view)), anchor=False)
draw("map_band.html", map_content.band, view)
ground, side = st.columns([2.1, 1], gap="medium")
with ground:
    map_view.draw(view)
    draw("map_legend.html", map_content.legend, view)
with side:
    if view.portfolio.projects.empty:
        notices.nothing_found(view)
    map_view.choose_place(view)
    playback.draw(view)
    draw("map_list.html", map_content.listed, view)
