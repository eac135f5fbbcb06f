"""The charts of one territory: municipalities compared first, then small charts side by side."""

import streamlit as st

from figures.html import render
from figures.indicators import IndicatorChart, comparison_chart, series_chart
from pages.ui import chart, session
from pages.ui.indicator_content import about, shown
from pages.ui.session import View
from roadmap_model.series import Indicator, census, comparison

SIDE_BY_SIDE = 2


def draw(view: View) -> None:
    t, theme, mine = view.texts, session.theme(), shown(view)
    compared = [one for one in mine if comparison(one)]
    over_time = [
        (one, town) for one in mine if one not in compared for town in one.towns if len(one.series(town)) > 1
    ]  # fmt: skip
    if compared:
        st.html(render("indicator_heading.html", t, title=t("indicators.compare"), explain=""))
    for one in compared:
        _draw(view, one, comparison_chart(one, t, theme), one.id, census(one, comparison(one)[0].period))
    if over_time:
        explain = t("indicators.series.explain")
        st.html(render("indicator_heading.html", t, title=t("indicators.series"), explain=explain))
    for first in range(0, len(over_time), SIDE_BY_SIDE):
        row = over_time[first : first + SIDE_BY_SIDE]
        for column, (one, town) in zip(st.columns(SIDE_BY_SIDE, gap="large"), row, strict=False):
            with column:
                _draw(view, one, series_chart(one, town, t, theme), f"{one.id}-{town[0]}" if town else one.id)


def _draw(view: View, indicator: Indicator, figure: IndicatorChart, key: str, basis: str | None = None) -> None:
    """Message and unit above the figure; signs, meaning and the table with sources below it."""
    said = about(view, indicator)
    st.html(render("indicator_head.html", view.texts, chart=figure, **said))
    chart.plot(view, figure, key)
    st.html(render("indicator_foot.html", view.texts, chart=figure, basis=basis, **said))
