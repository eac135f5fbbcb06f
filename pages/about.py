"""Daten & Methode: what every status means, the fields of the data, sources, licences, downloads."""

import streamlit as st

from figures.html import render
from pages.ui import about_content, session

view = session.current()
st.title(view.texts("about.headline"))
st.html(render("about.html", view.texts, **about_content.content(view)))
