"""Daten & Methode: what every status means, the fields of the data, sources, licences, downloads."""

import streamlit as st

from pages.ui import about_content, session
from pages.ui.drawing import draw

view = session.current()
st.title(view.texts("about.headline"), anchor=False)
draw("about.html", about_content.content, view)
