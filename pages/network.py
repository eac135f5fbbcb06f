"""Akteure: organisations, groups, hints who should talk to whom; or one organisation (`akteur`) or group (`gruppe`)."""

import streamlit as st

from figures.html import render
from figures.network_chart import actor_network
from pages.ui import (
    actor_content,
    actor_list_content,
    actor_search,
    chart,
    group_content,
    network_content,
    notices,
    session,
    synergy_content,
)
from pages.ui.markdown import escape

view = session.current()
group, actor, part = view.parameter("gruppe"), view.selection.organisation, view.parameter("ansicht")

if group in set(view.roadmap["groups"]["id"]):
    profile = group_content.content(view, group)
    st.set_page_config(page_title=f"{profile['name']} · {view.texts('app.title')}")
    st.html(render("profile_back.html", view.texts, **profile))
    st.title(escape(profile["name"]))
    st.html(render("group.html", view.texts, **profile))
elif actor:
    profile = actor_content.content(view, actor)
    st.set_page_config(page_title=f"{profile['name']} · {view.texts('app.title')}")
    st.html(render("profile_back.html", view.texts, **profile))
    st.title(escape(profile["name"]))
    st.html(render("actor.html", view.texts, **profile))
else:
    for rejected in network_content.rejected(view):
        notices.unknown(view, rejected.parameter, rejected.value, rejected.allowed)
    st.title(network_content.headline(view))
    st.html(render("network_parts.html", view.texts, **network_content.parts(view)))
    if part == "gruppen":
        st.html(render("groups.html", view.texts, **group_content.listed(view)))
    elif view.portfolio.projects.empty:
        notices.nothing_found(view)
    elif part == "synergien":
        st.html(render("synergies.html", view.texts, **synergy_content.listed(view)))
    else:
        if network_content.joined(view):
            chart.draw(view, actor_network(view.portfolio, view.texts, session.theme()), "actor_network")
            st.html(render("network_note.html", view.texts, **network_content.note(view)))
        actor_search.draw(view)
        st.html(render("actors.html", view.texts, **actor_list_content.content(view)))
