"""Organisations on stage: the network as large as it gets, or what else of that page the address asks for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from figures.charts import config
from figures.network_chart import actor_network, network_message
from figures.network_layout import stage_layout
from figures.palette import EITHER, MAP, themed
from figures.selection_words import in_words
from figures.shortening import shorten
from pages.ui import (
    actor_content,
    actor_list_content,
    drawing,
    group_content,
    network_content,
    session,
    stage_keys,
    synergy_content,
)
from pages.ui.network_query import asked
from pages.ui.notices import empty_words
from pages.ui.session import View
from roadmap_model.network import network

TEXT, ALONE, ROLE, NAME, MEETING = 300, 480, 190, 62, 80  # characters; of a description with and without a plan
PAIR, REASONS = 46, 180  # of each project of a pair, and why
GROUP, LEADER, ACTOR = 46, 32, 96  # in the table of groups and in the directory
PROJECTS, PARTNERS, LED, MEASURES, MEETINGS = 3, 3, 1, 2, 2  # of a profile
ACTORS, GROUPS, PAIRS = 6, 9, 4


def headline(view: View) -> str:
    if profile := network_content.profile(view):
        return profile.name
    if not asked(view).part and _drawn(view):
        return network_message(view.portfolio, view.texts, on_stage=True)
    return network_content.headline(view)


def sentence(view: View) -> str:
    """The filters; the organisation of a profile stands in the headline."""
    profile = network_content.profile(view)
    return in_words(replace(view, selection=view.selection.with_(organisation="")) if profile else view)


def draw(view: View) -> None:
    template, content = _shown(view)
    if content is legend:
        chart = actor_network(view.portfolio, view.texts, session.theme(), stage_keys.scale())
        with st.container(key="stage_figure"):
            st.plotly_chart(
                chart.figure, key="stage_network", alt=chart.alt, config=config(view.texts) | {"displayModeBar": False},
                width="stretch", height="stretch",
            )  # fmt: skip
    drawing.draw(template, content, view)


def prepare(view: View, theme: str, scale: float) -> None:
    template, content = _shown(view)
    if content is legend:
        actor_network(view.portfolio, view.texts, theme, scale)
    drawing.prepare(template, content, view)


def _drawn(view: View) -> bool:
    """Whether there is a network to see, and nobody has asked for a part of the directory."""
    narrowed = asked(view).kind or asked(view).name
    return not narrowed and bool(stage_layout(view.portfolio).edges)


def _shown(view: View) -> tuple[str, Callable[[View], dict[str, Any]]]:
    """Template and values of what is on stage."""
    if profile := network_content.profile(view):
        return ("stage_group.html", group) if profile.template == "group.html" else ("stage_actor.html", actor)
    part = asked(view).part
    if part == "gruppen":
        return "stage_groups.html", groups
    if part == "synergien":
        return "stage_synergies.html", pairs
    return ("stage_network.html", legend) if _drawn(view) else ("stage_actors.html", actors)


def legend(view: View) -> dict[str, Any]:
    """Values of stage_network.html: the marks that occur, and how many organisations are drawn."""
    drawn = stage_layout(view.portfolio)
    founding = drawn.actors["founding_member"]
    return {
        "founding": bool(founding.any()),
        "others": not founding.all(),
        "bridges": bool(drawn.bridges),
        "founding_bridge": bool(founding[list(drawn.bridges)].any()),
        "colours": themed(MAP, EITHER),
        "shown": len(drawn.actors),
        "total": len(network(view.portfolio).actors),
    }


def actors(view: View) -> dict[str, Any]:
    """Values of stage_actors.html: the first of the directory."""
    said, empty = actor_list_content.content(view), view.portfolio.projects.empty
    shown = [] if empty else _named(said["actors"], ACTORS, longest=ACTOR)
    return {
        "actors": shown,
        "more": 0 if empty else said["total"] - len(shown),
        "nothing": _nothing(view, "actors.none"),
    }


def actor(view: View) -> dict[str, Any]:
    """Values of stage_actor.html: the profile of an organisation."""
    said = actor_content.content(view)
    return said | {
        "role": shorten(said["role"] or "", ROLE),
        "projects": _named(said["projects"], PROJECTS),
        "total": len(said["projects"]),
        "groups": _named(said["groups"], LED),
        "led": len(said["groups"]),
        "partners": _named(said["partners"], PARTNERS),
        "joined": len(said["partners"]) + said["more_partners"],
    }


def group(view: View) -> dict[str, Any]:
    """Values of stage_group.html: the profile of a group."""
    said = group_content.content(view)
    return said | {
        "description": shorten(said["description"], TEXT if said["measures"] else ALONE),
        "lead": said["lead"] and said["lead"] | {"name": shorten(said["lead"]["name"], NAME)},
        "measures": _named(said["measures"], MEASURES, "title"),
        "planned": len(said["measures"]),
        "meetings": _named(said["meetings"], MEETINGS, "title", MEETING),
        "met": len(said["meetings"]),
    }


def groups(view: View) -> dict[str, Any]:
    """Values of stage_groups.html."""
    every = [one for _, mine in group_content.listed(view)["kinds"] for one in mine]
    return {
        "groups": [
            one
            | {"name": shorten(one["name"], GROUP)}
            | {"lead": one["lead"] and one["lead"] | {"name": shorten(one["lead"]["name"], LEADER)}}
            for one in every[:GROUPS]
        ],
        "more": len(every) - GROUPS,
    }


def pairs(view: View) -> dict[str, Any]:
    """Values of stage_synergies.html: the pairs with the most points, with their reasons."""
    said = synergy_content.listed(view)
    shown = said["pairs"][:PAIRS]
    return {
        "pairs": [
            {
                "points": pair["points"],
                "why": shorten(" · ".join(pair["reasons"]), REASONS),
                **{side: pair[side] | {"name": shorten(pair[side]["name"], PAIR)} for side in ("one", "other")},
            }
            for pair in shown
        ],
        "more": said["total"] - said["first"] + 1 - len(shown),
        "nothing": _nothing(view, "synergies.none"),
    }


def _named(entries: list[dict[str, Any]], most: int, column: str = "name", longest: int = NAME) -> list[dict[str, Any]]:
    """The first entries, their names shortened."""
    return [one | {column: shorten(one[column], longest)} for one in entries[:most]]


def _nothing(view: View, otherwise: str) -> str:
    """Why a list is empty."""
    return empty_words(view) if view.portfolio.projects.empty else view.texts(otherwise)
