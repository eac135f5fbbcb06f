"""Runs for every session and rerun: language, navigation, selection bar, the page, footer."""

import streamlit as st

from figures import asset_files
from figures.html import render
from figures.texts import LANGUAGES
from pages.ui import (
    browser,
    embed,
    footer,
    navigation,
    notes_content,
    notices,
    offers,
    refresh,
    selection_bar,
    session,
    stage_shell,
    storyboard_kept,
)
from pages.ui.drawing import draw

session.keep_selection()
embedded = embed.embedded()
page = navigation.navigation_bar(session.words(), hidden=embedded)
spec = navigation.BY_PATH[page.url_path]
session.enter(spec.path)
view, stage = session.current(), session.stage()
alone = stage or (spec.key == "notes" and notes_content.story(view))
st.set_page_config(
    page_title=f"{page.title} · {view.texts('app.title')}",
    page_icon=f"/{asset_files.address('icon.png')}",
    layout="wide",
)
if not embedded and not alone:
    st.logo(f"/{asset_files.address(f'logo-{session.theme()}.svg')}", size="large")

if spec.key != "storyboard":
    storyboard_kept.away()
with st.container(key="page_head"):
    browser.connect(view.texts, embedded)
    if not embedded:
        if not (stage and storyboard_kept.own()):  # what the browser keeps holds the notes
            storyboard_kept.connect()
        if not alone:
            links = [(language, session.in_language(language)) for language in LANGUAGES]
            st.html(render("languages.html", view.texts, links=links, current=view.language))
    refresh.watch(view, page)

if stage:
    stage_shell.draw(view, stage, page)
elif alone:
    page.run()
else:
    if not embedded and spec.listed:
        selection_bar.draw(view)
    with st.container():  # always there, so that a notice does not move the page and remount the map
        notices.draw(view)
    page.run()
    if embedded:
        st.html(render("embed_source.html", view.texts, **embed.source(view, spec)))
    else:
        if spec.listed:
            offers.draw(view, spec)
        draw("footer.html", footer.content, view)
