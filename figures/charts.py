"""Plotly figures with their message, alternative text and table twin."""

import html
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from figures.palette import INK, MAP, PHASE
from figures.texts import Texts
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import PHASES, UNCLASSIFIED

BAR_HEIGHT = 46  # pixels per row
HATCHED = {"verstetigt": "/"}  # shares its fill with completed projects


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


# Everything but the download: zooming and panning mean nothing on a bar of counts.
HIDDEN_BUTTONS = ["zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"]
GERMAN = {
    "dictionary": {
        "Download plot as a PNG": "Als Bild speichern",
        "Preparing image - this may take a few seconds": "Das Bild wird erstellt.",
        "Image download succeeded": "Das Bild ist gespeichert",
        "Sorry, there was a problem downloading your image!": "Das Bild konnte nicht gespeichert werden.",
    },
    "format": {"decimal": ",", "thousands": "."},
}


def config(texts: Texts) -> dict[str, Any]:
    """Plotly settings in the page's language; no button leads to a foreign host."""
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "modeBarButtonsToRemove": HIDDEN_BUTTONS,
        "locale": texts.language,
        "locales": {"de": GERMAN},
    }


@lru_cache(maxsize=64)
def phase_mix(portfolio: Portfolio, texts: Texts, theme: str) -> Chart:
    """Stacked bars: selected projects per action field and phase."""
    mix = portfolio.field_phases
    fields = portfolio.roadmap["action_fields"].set_index("id")
    names = [texts("feld.ohne") if id_ == UNCLASSIFIED else texts.of(fields.loc[id_], "name") for id_ in mix.index]
    shown = [phase for phase in PHASES if mix[phase].any()]
    words = {phase: texts(f"phase.{phase}") for phase in shown}
    counts = [[int(n) for n in row] for row in mix[shown].to_numpy()]
    figure = go.Figure(
        [
            go.Bar(
                name=words[phase],
                y=[escape(name) for name in names],
                x=mix[phase].tolist(),
                orientation="h",
                marker={
                    "color": PHASE[phase],
                    "line": {"color": INK, "width": 1},
                    "pattern": {"shape": HATCHED.get(phase, ""), "fgcolor": "#5B82B5", "fillmode": "overlay"},
                },
                text=[str(n) if n else "" for n in mix[phase]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                hovertemplate="%{y}: %{x}<extra>" + escape(words[phase]) + "</extra>",
            )
            for phase in shown
        ]
    )  # fmt: skip
    figure.update_layout(
        barmode="stack",
        height=BAR_HEIGHT * len(names) + 70,
        margin={"l": 0, "r": 10, "t": 10, "b": 10},
        legend={
            "orientation": "h",
            "y": -0.08,
            "x": 0,
            "traceorder": "normal",
            "font": {"size": 14, "color": MAP[theme]["ink"]},
        },
        separators=",." if texts.language == "de" else ".,",
        bargap=0.35,
        dragmode=False,
    )
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(
        autorange="reversed", fixedrange=True, automargin=True, tickfont={"size": 14, "color": MAP[theme]["ink"]}
    )
    lines = [
        f"{name}: " + ", ".join(f"{n} {word}" for n, word in zip(row, words.values(), strict=True) if n)
        for name, row in zip(names, counts, strict=True)
        if sum(row)
    ]
    message = _phase_message(portfolio, texts)
    return Chart(
        message=message,
        alt=f"{message} {'; '.join(lines)}",
        figure=figure,
        columns=(texts("selection.action_fields"), *words.values(), texts("map.table.total")),
        rows=tuple(
            (name, *map(texts.number, row), texts.number(sum(row))) for name, row in zip(names, counts, strict=True)
        ),
    )


def _phase_message(portfolio: Portfolio, texts: Texts) -> str:
    """How many of the projects run for good, in words that hold for none, some and all."""
    everything, permanent = len(portfolio.projects), int(portfolio.phase_counts["verstetigt"])
    kind = "none" if not permanent else "all" if permanent == everything else "some"
    return texts(f"chart.phase_mix.{kind}", n=everything, permanent=permanent)
