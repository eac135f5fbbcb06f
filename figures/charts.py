"""Plotly figures with their message, alternative text and table twin."""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from figures.palette import INK, PHASE
from figures.texts import Texts
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import UNCLASSIFIED

BAR_HEIGHT = 46  # pixels per row


@dataclass(frozen=True)
class Chart:
    """A figure and everything that says the same in words."""

    message: str
    alt: str
    figure: go.Figure
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def escape(text: str) -> str:
    """The one escape for text in figures: Plotly reads tags such as <b> and <a> in every label."""
    return html.escape(text, quote=False)


def config(texts: Texts) -> dict[str, Any]:
    """Plotly settings in the page's language; no button leads to a foreign host."""
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "modeBarButtonsToRemove": ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"],
        "locale": texts.language,
        "locales": {"de": {"dictionary": {"Download plot as a PNG": "Als Bild speichern"}, "format": {"decimal": ",", "thousands": "."}}},
    }  # fmt: skip


@lru_cache(maxsize=64)
def phase_mix(portfolio: Portfolio, texts: Texts) -> Chart:
    """Stacked bars: selected projects per action field and phase."""
    mix = portfolio.field_phases()
    fields = portfolio.roadmap["action_fields"].set_index("id")
    names = [
        texts("feld.ohne") if id_ == UNCLASSIFIED else texts.of(fields.loc[id_], "name") for id_ in mix.index
    ]
    shown = [phase for phase in mix.columns if mix[phase].any()]
    figure = go.Figure(
        [
            go.Bar(
                name=texts(f"phase.{phase}"),
                y=[escape(name) for name in names],
                x=mix[phase].tolist(),
                orientation="h",
                marker={"color": PHASE[phase], "line": {"color": INK, "width": 1},
                        "pattern": {"shape": "/" if phase == "verstetigt" else "", "fgcolor": "#5B82B5"}},
                text=[str(n) if n else "" for n in mix[phase]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                hovertemplate="%{y}: %{x}<extra>" + escape(texts(f"phase.{phase}")) + "</extra>",
            )
            for phase in shown
        ]
    )  # fmt: skip
    figure.update_layout(
        barmode="stack",
        height=BAR_HEIGHT * len(names) + 70,
        margin={"l": 0, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": -0.08, "x": 0, "traceorder": "normal", "font": {"size": 14}},
        separators=",." if texts.language == "de" else ".,",
        bargap=0.35,
        dragmode=False,
    )
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", fixedrange=True, automargin=True, tickfont={"size": 14})
    totals = mix.sum(axis=1)
    lines = [
        f"{name}: " + ", ".join(f"{mix.at[id_, phase]} {texts(f'phase.{phase}')}" for phase in shown if mix.at[id_, phase])
        for id_, name in zip(mix.index, names, strict=True)
        if totals[id_]
    ]
    return Chart(
        message=texts("chart.phase_mix"),
        alt=f"{texts('chart.phase_mix')} " + "; ".join(lines),
        figure=figure,
        columns=(texts("selection.action_fields"), *(texts(f"phase.{phase}") for phase in shown), texts("map.table.total")),
        rows=tuple(
            (name, *(texts.number(mix.at[id_, phase]) for phase in shown), texts.number(totals[id_]))
            for id_, name in zip(mix.index, names, strict=True)
        ),
    )
