"""The least a Streamlit app can do."""

import streamlit as st

st.title("Empty")
st.write("Nothing is computed here.")
