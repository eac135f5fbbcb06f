"""The map and the select box beside it; both write the place into the selection."""

from functools import lru_cache

import streamlit as st
from streamlit_folium import st_folium

from figures import map_layers
from pages.ui import session
from pages.ui.session import View
from roadmap_model.portfolio import Portfolio, portfolio
from roadmap_model.selection import vocabulary

HEIGHT = 520  # pixels; the stylesheet lowers it on narrow screens
KEY = "map"


def draw(view: View, on_stage: bool = False) -> None:
    """The map. Its base stays the same over reruns, so zoom and position do; only the rings change."""
    with st.container(key="map_frame"):
        st_folium(
            map_layers.base_map(
                map_layers.map_data_version(view.roadmap, view.texts), view.language, session.theme(), on_stage
            ),
            feature_group_to_add=map_layers.rings(_rings(view)),
            key=KEY, returned_objects=["last_active_drawing"], on_change=_clicked,
            use_container_width=True, height=HEIGHT, render=False,
        )  # fmt: skip


@lru_cache(maxsize=64)
def _rings(view: View) -> map_layers.RingState:
    """What the rings show of a view, kept for those that come again."""
    return map_layers.ring_state(
        without_place(view).municipality_counts,
        view.whole.municipality_counts.index,
        chosen_towns(view),
        bool(view.selection.places),
    )


def without_place(view: View) -> Portfolio:
    """The selected projects of the whole region: what the rings count, so that the surroundings stay visible."""
    return portfolio(view.roadmap, view.selection.with_(places=()), view.today)


def chosen_towns(view: View) -> list[str]:
    """Municipalities of the chosen places, those of a chosen district included."""
    towns, places = view.roadmap["municipalities"], view.selection.places
    if not places:
        return []
    inside = towns["ags"].isin(places) | towns["district"].isin(places)
    return list(towns.loc[inside, "ags"])


def choose_place(view: View) -> None:
    """A select box with the same effect as a click, for keyboards and for towns without a ring."""
    places, counts = view.selection.places, without_place(view).place_counts
    st.session_state["choose_place"] = places[0] if len(places) == 1 else None
    st.selectbox(
        view.texts("map.choose"), vocabulary(view.roadmap)["ort"], index=None, key="choose_place",
        placeholder=view.texts("map.choose.all"), on_change=_chosen,
        format_func=lambda place: f"{view.name('ort', place)} ({counts.get(place, 0)})",
    )  # fmt: skip


def _chosen() -> None:
    place = st.session_state["choose_place"]
    session.change(session.current().selection.with_(places=(place,) if place else ()))


def _clicked() -> None:
    """A click chooses a municipality; a click on the only chosen one takes the choice back."""
    feature = (st.session_state.get(KEY) or {}).get("last_active_drawing") or {}
    ags = str(feature.get("id", ""))
    view = session.current()
    if ags in set(view.roadmap["municipalities"]["ags"]):
        places = () if view.selection.places == (ags,) else (ags,)
        session.change(view.selection.with_(places=places))
