"""The same map as a first attempt writes it: coloured areas and one phase ring per municipality, all through folium."""

import json
from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

DATA = Path(__file__).resolve().parents[3] / "data"


@st.cache_data
def read_table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype=str)


@st.cache_data
def read_areas() -> dict:
    return json.loads((DATA / "municipalities.geojson").read_text(encoding="utf-8"))


st.title("Karte")
fields = read_table("action_fields")["id"].tolist()
field = st.selectbox("Handlungsfeld", ["alle", *fields])
COLOURS = {
    "idee": "#DCE9F5", "planung": "#85B6DC", "umsetzung": "#2171B5", "abgeschlossen": "#08306B",
    "verstetigt": "#08306B", "pausiert": "#C9C2B4", "beendet": "#6B6459",
}  # fmt: skip


def ring(phases: pd.Series) -> str:
    """A ring of the phases with the number in its centre."""
    parts, start = [], 0.0
    for phase, count in phases.items():
        end = start + 100 * count / phases.sum()
        parts.append(f"{COLOURS[phase]} {start:.1f}% {end:.1f}%")
        start = end
    outer = f"width:32px;height:32px;border-radius:50%;background:conic-gradient({','.join(parts)})"
    inner = "position:relative;left:7px;top:7px;width:18px;height:18px;border-radius:50%;background:#fff"
    return f'<div style="{outer}"><div style="{inner};text-align:center">{phases.sum()}</div></div>'


projects = read_table("projects").set_index("id")
if field != "alle":
    projects = projects[projects["action_field"] == field]
reports = read_table("status_reports").sort_values("reported_on").groupby("project")["phase"].last()
places = read_table("project_places").dropna(subset="municipality")
places = places[places["project"].isin(projects.index)].assign(phase=lambda rows: rows["project"].map(reports))
phases = {ags: rows["phase"].value_counts() for ags, rows in places.groupby("municipality")}

areas = read_areas()
view = folium.Map([51.5, 7.2], zoom_start=9, tiles=None)
folium.GeoJson(
    areas,
    style_function=lambda area: {
        "fillColor": "#DDE9EC" if area["properties"]["ags"] in phases else "#F9FAFB", "color": "#9FB0BA",
        "weight": 1, "fillOpacity": 1,
    },
    tooltip=folium.GeoJsonTooltip(["name"]),
).add_to(view)  # fmt: skip
for feature in areas["features"]:
    ags, name = feature["properties"]["ags"], feature["properties"]["name"]
    if ags not in phases:
        continue
    outline = feature["geometry"]["coordinates"][0]
    points = outline[0] if feature["geometry"]["type"] == "MultiPolygon" else outline
    longitude = sum(point[0] for point in points) / len(points)
    latitude = sum(point[1] for point in points) / len(points)
    words = ", ".join(f"{count} {phase}" for phase, count in phases[ags].items())
    folium.Marker(
        [latitude, longitude], icon=folium.DivIcon(ring(phases[ags]), (32, 32), (16, 16)), tooltip=f"{name}: {words}"
    ).add_to(view)
st_folium(view, use_container_width=True, height=520)
