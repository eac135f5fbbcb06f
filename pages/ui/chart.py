"""A chart as every page shows it: message, figure with alternative text, the same numbers as a table."""

import streamlit as st

from figures.charts import Chart, config
from figures.html import render
from pages.ui.session import View


def draw(view: View, chart: Chart, key: str) -> None:
    st.html(render("chart_message.html", view.texts, chart=chart))
    plot(view, chart, key)
    st.html(render("chart_table.html", view.texts, chart=chart))


def plot(view: View, chart: Chart, key: str) -> None:
    """The figure alone, for pages that say the message and the numbers in their own way."""
    st.plotly_chart(chart.figure, key=key, alt=chart.alt, config=config(view.texts), width="stretch")
