"""The roadmap itself: frames in, frames out. pandas and geopandas only; no Streamlit, no HTTP, no language."""
