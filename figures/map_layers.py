"""The map's layers for folium, and the data they need in the browser.

folium compiles what passes through it as a Jinja template on the server, so nothing from the data
folder does, except keys and counts, checked by `safe_counts`. Names, words and colours reach the
browser as data in a script of their own, and figures/assets/map.js draws.
"""

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NewType

import branca.element
import folium
import pandas as pd
import xstatic.pkg.leaflet as leaflet
from branca.element import MacroElement
from folium.template import Template

from figures import asset_files
from figures.digest import digest
from figures.html import script_value
from figures.palette import INK, MAP, PHASE
from figures.texts import Texts
from roadmap_model.geography import district_borders, marks
from roadmap_model.roadmap import PHASES, Roadmap

# branca compiles the same few templates anew for every map, which would be a tenth of each rerun.
branca.element.Template = lru_cache(maxsize=256)(branca.element.Template)  # type: ignore[assignment, attr-defined]

ASSETS = f"../../{asset_files.PREFIX}"  # from /component/streamlit_folium.st_folium/, also under a base path
STAGE_TYPE = 18  # pixels of numbers and names on a screen of 720 lines; grows with the screen
AGS = re.compile(r"[0-9]{8}")
RingState = NewType("RingState", str)  # JSON of keys and numbers alone, made by `ring_state`


class Ground(MacroElement):
    """The municipalities' areas and the districts' borders; the constant base of the map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        'window.roadmapGround({{ this._parent.get_name() }}, "{{ this.theme }}"'
        "{% if this.stage %}, {{ this.stage }}{% endif %});"
        "{% endmacro %}"
    )

    def __init__(self, theme: str, on_stage: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Ground"
        self.theme = theme if theme in MAP else "light"
        self.stage = STAGE_TYPE if on_stage else 0


class Rings(MacroElement):
    """One ring per municipality: the phases of its selected projects and their number."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.roadmapRings({{ this._parent.get_name() }}, {{ this.state }});"
        "{% endmacro %}"
    )

    def __init__(self, state: RingState) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Rings"
        self.state = state


def _key(ags: str) -> str:
    """The one gate into folium's templates: eight digits or ValueError."""
    if not AGS.fullmatch(ags):
        raise ValueError(f"not a municipality key: {ags!r}")
    return ags


@lru_cache(maxsize=8)
def map_data_version(roadmap: Roadmap, texts: Texts) -> str:
    """Digest of `map_data`: it changes with the data, the texts and the colours."""
    return digest(map_data(roadmap, texts))


def scripts(version: str, language: str) -> tuple[str, ...]:
    """What the map loads from the folder of assets, in order. `version` is the `map_data_version`."""
    return (
        f"leaflet/leaflet.js?v={leaflet.VERSION}",
        f"map-data-{language}.js?v={version}",
        f"map.js?v={asset_files.version('map.js')}",
    )


def base_map(version: str, language: str, theme: str, on_stage: bool = False) -> folium.Map:
    """The constant map: our ground only, no tiles, scripts and styles from our own origin; large type on stage."""
    view = folium.Map(
        [51.5, 7.2], zoom_start=9, tiles=None, scrollWheelZoom=False, zoomSnap=0.1,
        zoomDelta=0.5, zoom_control="bottomleft",
        attributionControl=True, maxZoom=13, minZoom=7,
    )  # fmt: skip
    view._id = "ground"  # instead of one by chance, so that the same map is the same text
    view.default_js = [(script, f"{ASSETS}/{script}") for script in scripts(version, language)]
    view.default_css = [("leaflet", f"{ASSETS}/leaflet/leaflet.css?v={leaflet.VERSION}")]
    Ground(theme, on_stage).add_to(view)
    return view


def ring_state(selected: pd.DataFrame, documented: Iterable[str], chosen: Iterable[str], focused: bool) -> RingState:
    """What the rings show. `selected`: index AGS, one column of counts per phase, in order.

    When `focused`, only the chosen municipalities stand out.
    """
    rows = zip(selected.index, selected.to_numpy().tolist(), strict=True)
    return RingState(
        json.dumps(
            {
                "counts": {_key(ags): [int(n) for n in row] for ags, row in rows},
                "documented": [_key(ags) for ags in documented],
                "chosen": [_key(ags) for ags in chosen],
                "focused": bool(focused),
            }
        )
    )


def rings(state: RingState) -> folium.FeatureGroup:
    """The changing layer."""
    group = folium.FeatureGroup(name="rings")
    Rings(state).add_to(group)
    return group


@lru_cache(maxsize=8)
def map_data(roadmap: Roadmap, texts: Texts) -> str:
    """JavaScript that defines window.ROADMAP: areas, marks, borders, phase words and colours."""
    return script_value("window.ROADMAP", map_facts(roadmap, texts) | {"colours": MAP})


def map_facts(roadmap: Roadmap, texts: Texts) -> dict[str, Any]:
    """What figures/assets/map.js draws, but for its colours."""
    return {
        "language": texts.language,
        "areas": json.loads(roadmap.areas.reset_index()[["ags", "name", "geometry"]].to_json()),
        "marks": marks(roadmap),
        "borders": json.loads(district_borders(roadmap).to_json()),
        "phases": [{"name": texts(f"phase.{phase}"), "colour": PHASE[phase]} for phase in PHASES],
        "outline": INK,
        "words": {
            key: texts(f"map.{key}")
            for key in ("frame", "zoom_in", "zoom_out", "one", "many", "filtered", "empty", "credit")
        },
    }
