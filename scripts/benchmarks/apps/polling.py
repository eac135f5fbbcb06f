"""An empty page with a part that runs again by itself, as little as a page that looks for news can do."""

import streamlit as st

st.title("An empty page")


@st.fragment(run_every=2)
def look() -> None:
    pass


look()
st.html('<p class="rm-footer">Nothing is computed here.</p>')
