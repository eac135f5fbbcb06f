"""What the page of organisations says around its parts: headline, links to the parts, wrong addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from figures.charts import Chart
from figures.network_chart import actor_network
from figures.network_layout import layout
from pages.ui import actor_content, actor_list_content, group_content, session, synergy_content
from pages.ui.session import View
from roadmap_model.network import network
from roadmap_model.selection import Rejected

# The page's own parameters, in the order in which addresses hold them.
PARAMETERS = ("teil", "gruppe", "art", "name", "gewichte", "seite")
# Values of `teil`; without one, the page shows the network and the directory.
PARTS = ("gruppen", "synergien")


@dataclass(frozen=True)
class Profile:
    """The organisation or group that the URL asks for, and what draws it."""

    name: str
    template: str
    content: Callable[[View], dict[str, Any]]
    way_back: Callable[[View], dict[str, Any]]


def profile(view: View) -> Profile | None:
    """A group goes before the organisation that the selection may hold as well."""
    groups, organisation = view.roadmap.by_id("groups"), view.selection.organisation
    if group := groups.get(view.parameter("gruppe")):
        return Profile(view.texts.of(group, "name"), "group.html", group_content.content, group_content.way_back)
    if organisation:
        return Profile(view.name("akteur", organisation), "actor.html", actor_content.content, actor_content.way_back)
    return None


def rejected(view: View) -> tuple[Rejected, ...]:
    """Everything in the address that this page does not know."""
    asked, group = view.parameter("teil"), view.parameter("gruppe")
    return (
        *((Rejected("teil", asked, PARTS),) if asked and asked not in PARTS else ()),
        *((Rejected("gruppe", group, tuple(view.roadmap["groups"]["id"])),) if group else ()),
        *actor_list_content.rejected(view),
        *synergy_content.rejected(view),
    )


def part(view: View) -> str:
    """The part that the address asks for; empty for network and directory."""
    asked = view.parameter("teil")
    return asked if asked in PARTS else ""


def headline(view: View) -> str:
    """One sentence on the part that is shown."""
    if part(view) == "gruppen":
        return group_content.headline(view)
    return synergy_content.headline(view) if part(view) == "synergien" else actor_list_content.headline(view)


def parts(view: View) -> dict[str, Any]:
    """Links to the parts of the page; the first is the network."""
    return {
        "parts": [(name, view.href("network", teil=name)) for name in ("", *PARTS)],
        "current": part(view),
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
