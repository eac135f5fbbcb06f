"""Runs for every session and rerun: language, navigation, selection bar, the page, footer."""

from pathlib import Path

import streamlit as st

from figures.html import render
from figures.texts import LANGUAGES
from pages.ui import browser, footer, navigation, notices, selection_bar, session
from pages.ui.drawing import draw

ASSETS = Path(__file__).parent.parent / "figures" / "assets"

session.keep_selection()
view = session.current()
page = navigation.navigation_bar(view.texts)
st.set_page_config(
    page_title=f"{page.title} · {view.texts('app.title')}", page_icon=str(ASSETS / "icon.png"), layout="wide"
)
st.logo(str(ASSETS / f"logo-{session.theme()}.svg"), size="large")

with st.container(key="page_head"):
    browser.connect(view.language)
    links = [(language, session.in_language(language)) for language in LANGUAGES]
    st.html(render("languages.html", view.texts, links=links, current=view.language))

selection_bar.draw(view)
with st.container():  # always there, so that a notice does not move the page and remount the map
    notices.draw(view)
page.run()
draw("footer.html", footer.content, view)
