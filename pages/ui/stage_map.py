"""The map on stage: as large as it gets, beside it the phases in words and what is newest."""

from typing import Any

import streamlit as st

from figures import map_layers
from figures.shortening import shorten
from pages.ui import drawing, map_view
from pages.ui.map_content import headline, listed
from pages.ui.session import View
from roadmap_model.roadmap import PHASES, REGION

NAMED, LONGEST = 3, 58  # projects named beside the map, characters of a name


def draw(view: View, shown: bool = True) -> None:
    """The map; not `shown`, it waits in its place, since a browser takes long to draw one for the first time."""
    ground, side = st.columns([2.05, 1], gap="medium")
    with ground:
        map_view.draw(view, on_stage=True)
    with side:
        if shown:
            drawing.draw("stage_map.html", content, view)


def prepare(view: View, theme: str, scale: float) -> None:
    drawing.prepare("stage_map.html", content, view)
    _ = map_view.without_place(view).municipality_counts, view.whole.municipality_counts
    map_layers.map_data_version(view.roadmap, view.texts)


def content(view: View) -> dict[str, Any]:
    """Values of stage_map.html."""
    everywhere, cards = map_view.without_place(view), listed(view)
    counts = everywhere.phase_counts
    wide = 0 if view.selection.places else len(everywhere.at(REGION))
    return {
        "empty": view.portfolio.projects.empty,
        "phases": [(phase, int(counts[phase])) for phase in PHASES if counts[phase]],
        "wide": wide,
        "wide_link": view.href("map", view.selection.with_(places=(REGION,))),
        "chosen": headline(view) if view.selection.places and cards["total"] else "",
        "projects": [
            project | {"name": shorten(project["name"], LONGEST)} for project in cards["projects"][:NAMED]
        ],
        "more": max(0, cards["total"] - NAMED),
    }  # fmt: skip
