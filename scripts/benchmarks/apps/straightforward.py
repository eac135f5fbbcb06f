"""The map as a first attempt writes it: areas and one marker per municipality, all through folium."""

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
projects = read_table("projects")
if field != "alle":
    projects = projects[projects["action_field"] == field]
places = read_table("project_places")
counts = places[places["project"].isin(projects["id"])].groupby("municipality").size()

areas = read_areas()
view = folium.Map([51.5, 7.2], zoom_start=9, tiles=None)
folium.GeoJson(areas, tooltip=folium.GeoJsonTooltip(["name"])).add_to(view)
for feature in areas["features"]:
    ags, name = feature["properties"]["ags"], feature["properties"]["name"]
    ring = feature["geometry"]["coordinates"][0]
    points = ring[0] if feature["geometry"]["type"] == "MultiPolygon" else ring
    longitude = sum(point[0] for point in points) / len(points)
    latitude = sum(point[1] for point in points) / len(points)
    folium.Marker([latitude, longitude], tooltip=f"{name}: {counts.get(ags, 0)} Projekte").add_to(view)
st_folium(view, use_container_width=True, height=520)
