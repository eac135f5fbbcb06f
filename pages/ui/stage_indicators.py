"""Indicators on stage: the key figures in very large type, and one chart; at most three figures in all."""

from typing import Any

import streamlit as st

from figures.charts import config
from figures.html import render
from figures.indicators import IndicatorChart, comparison_chart, series_chart
from figures.shortening import shorten
from pages.ui import drawing, indicator_content, session, stage_keys
from pages.ui.session import View
from roadmap_model.series import comparison

FIGURES = 3  # numbers and charts
SIZE = 1.65  # of type in charts, beside an ordinary page's
NAME, UNIT, SOURCE = 80, 40, 46  # characters


def draw(view: View) -> None:
    found = _chart(view, session.theme(), stage_keys.scale())
    has_numbers = bool(content(view)["numbers"])
    if found is None or not has_numbers:
        drawing.draw("stage_numbers.html", content, view)
    if found:
        numbers, beside = st.columns([1, 1.25], gap="large") if has_numbers else (None, st.container())
        if numbers:
            with numbers:
                drawing.draw("stage_numbers.html", content, view)
        with beside:
            st.html(
                render(
                    "stage_chart.html", view.texts, name=shorten(found.name, NAME), said=shorten(found.statement, NAME)
                )
            )
            with st.container(key="stage_chart"):
                st.plotly_chart(
                    found.figure, key="stage_indicator", alt=found.alt, width="stretch", height="stretch",
                    config=config(view.texts) | {"displayModeBar": False},
                )  # fmt: skip


def prepare(view: View, theme: str, scale: float) -> None:
    _chart(view, theme, scale)
    drawing.prepare("stage_numbers.html", content, view)


def content(view: View) -> dict[str, Any]:
    """Values of stage_numbers.html: as many key figures as there is room beside the chart, else values of any kind."""
    mine = indicator_content.shown(view)
    room = FIGURES - (1 if _charted(view) else 0)
    keys = sorted((one for one in mine if one.headline is not None), key=lambda one: one.headline or 0)
    if not keys and not _charted(view):
        keys = mine
    numbers = [indicator_content.single(view, one, one.latest) for one in keys[:room]]
    return {
        "numbers": [
            number
            | {"name": shorten(number["name"], NAME), "unit": shorten(number["unit"], UNIT)}
            | {"source_title": shorten(number["source"].title, SOURCE)}
            for number in numbers
        ],
        "empty": indicator_content.headline(view) if not mine else "",
    }


def _charted(view: View) -> Any:
    """The indicator that makes the best chart: municipalities compared, else the longest series; None without any."""
    mine = indicator_content.shown(view)
    compared = [(one, None) for one in mine if comparison(one)]
    series = [(one, town) for one in mine for town in one.towns if len(one.series(town)) > 1]
    return compared[0] if compared else max(series, key=lambda found: len(found[0].series(found[1])), default=None)


def _chart(view: View, theme: str, scale: float) -> IndicatorChart | None:
    found = _charted(view)
    if not found:
        return None
    indicator, town = found
    if comparison(indicator):
        return comparison_chart(indicator, view.texts, theme, SIZE * scale)
    return series_chart(indicator, town, view.texts, theme, SIZE * scale)
