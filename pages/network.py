"""Akteure: organisations, groups, hints who should talk to whom; or one organisation (`akteur`) or group (`gruppe`)."""

import streamlit as st

from pages.ui import (
    actor_list_content,
    actor_search,
    chart,
    exchange_content,
    group_content,
    network_content,
    network_query,
    notices,
    session,
    synergy_content,
)
from pages.ui.drawing import draw
from pages.ui.markdown import escape

view = session.current()
asked = network_query.asked(view)

if profile := network_content.profile(view):
    st.set_page_config(page_title=f"{profile.name} · {view.texts('app.title')}")
    draw("profile_back.html", profile.way_back, view)
    st.title(escape(profile.name), anchor=False)
    draw(profile.template, profile.content, view)
else:
    for rejected in asked.rejected:
        notices.unknown(view, rejected.parameter, rejected.value, rejected.allowed)
    st.title(network_content.headline(view), anchor=False)
    draw("network_parts.html", network_content.parts, view)
    if asked.part == "gruppen":
        draw("groups.html", group_content.listed, view)
    elif view.portfolio.projects.empty:
        notices.nothing_found(view)
    elif asked.part == "synergien":
        draw("synergies.html", synergy_content.listed, view)
        draw("exchange_list.html", exchange_content.listed, view)
    else:
        if network_content.joined(view):
            chart.draw(view, network_content.figure(view), "actor_network")
            draw("network_note.html", network_content.note, view)
        actor_search.draw(view)
        draw("actors.html", actor_list_content.content, view)
