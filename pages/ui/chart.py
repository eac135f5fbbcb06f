"""A chart as every page shows it: message, figure with alternative text, the same numbers as a table."""

import streamlit as st

from figures.charts import Chart, config
from figures.html import render
from pages.ui.session import View


def draw(view: View, chart: Chart, key: str) -> None:
    st.html(render("chart_message.html", view.texts, chart=chart))
    st.plotly_chart(chart.figure, key=key, alt=chart.alt, config=config(view.texts), width="stretch")
    st.html(render("chart_table.html", view.texts, chart=chart))
