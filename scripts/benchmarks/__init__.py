"""How fast the app is, measured against an empty Streamlit page and a straightforward map page."""
