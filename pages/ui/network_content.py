"""What the page of organisations says around its parts: headline, links to the parts, wrong addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from figures.charts import Chart
from figures.network_chart import actor_network
from figures.network_layout import layout
from pages.ui import actor_content, actor_list_content, group_content, session, synergy_content
from pages.ui.network_query import asked
from pages.ui.session import View
from roadmap_model.network import network
from roadmap_model.network_query import PARTS


@dataclass(frozen=True)
class Profile:
    """The organisation or group that the URL asks for, and what draws it."""

    name: str
    template: str
    content: Callable[[View], dict[str, Any]]
    way_back: Callable[[View], dict[str, Any]]


def profile(view: View) -> Profile | None:
    """A group goes before the organisation that the selection may hold as well."""
    if id_ := asked(view).group:
        group = view.roadmap.by_id("groups")[id_]
        return Profile(view.texts.of(group, "name"), "group.html", group_content.content, group_content.way_back)
    if organisation := view.selection.organisation:
        return Profile(view.name("akteur", organisation), "actor.html", actor_content.content, actor_content.way_back)
    return None


def headline(view: View) -> str:
    """One sentence on the part that is shown."""
    if asked(view).part == "gruppen":
        return group_content.headline(view)
    return synergy_content.headline(view) if asked(view).part == "synergien" else actor_list_content.headline(view)


def parts(view: View) -> dict[str, Any]:
    """Links to the parts of the page; the first is the network."""
    return {
        "parts": [(name, view.href("network", teil=name)) for name in ("", *PARTS)],
        "current": asked(view).part,
    }


def figure(view: View) -> Chart:
    """The network in the theme of the browser."""
    return actor_network(view.portfolio, view.texts, session.theme())


def joined(view: View) -> bool:
    """Whether any two organisations work on the same selected project."""
    return not network(view.portfolio).links.empty


def note(view: View) -> dict[str, Any]:
    """How to read the figure and what it leaves out."""
    everything = network(view.portfolio)
    return {
        "shown": len(layout(view.portfolio).actors),
        "total": int((everything.actors["joint"] > 0).sum()),
        "estimated": everything.estimated,
    }
