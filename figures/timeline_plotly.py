"""A drawn timeline as a Plotly figure."""

from typing import Any

import plotly.graph_objects as go

from figures.timeline_drawing import BOTTOM, TOP, Drawing


def figure(drawing: Drawing) -> go.Figure:
    """Everything that was drawn, on one axis of days."""
    made = go.Figure([_bars(drawing), *_paths(drawing), *_symbols(drawing)])
    made.update_layout(
        height=drawing.height + TOP + BOTTOM,
        margin={"l": 4, "r": 8, "t": TOP, "b": BOTTOM},
        barmode="overlay",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={"align": "left"},
        annotations=drawing.annotations,
        shapes=drawing.shapes,
    )
    made.update_xaxes(
        type="date", range=[str(drawing.horizon.first), str(drawing.horizon.stop)], fixedrange=True, showgrid=False,
        side="top", tickvals=[str(at) for at, _ in drawing.ticks], ticktext=[text for _, text in drawing.ticks],
        tickangle=0, ticklabelstandoff=20, ticks="", zeroline=False, automargin=False,
        tickfont={"size": 13, "color": drawing.ink},
    )  # fmt: skip
    made.update_yaxes(range=[drawing.height, 0], fixedrange=True, visible=False)
    return made


def _bars(drawing: Drawing) -> go.Bar:
    def column(name: str) -> list[Any]:
        return [box[name] for box in drawing.boxes]

    return go.Bar(
        orientation="h", base=column("base"), x=column("length"), y=column("y"), width=column("height"),
        marker={
            "color": column("colour"),
            "line": {"color": column("outline"), "width": column("width")},
            "pattern": {"shape": column("pattern"), "fgcolor": "#5B82B5", "fillmode": "overlay", "size": 7},
        },
        hovertext=column("words"), customdata=column("target"), hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _paths(drawing: Drawing) -> list[go.Scatter]:
    looks = {
        "whisker": [{"color": drawing.ground, "width": 5}, {"color": drawing.ink, "width": 2}],
        "moved": [{"color": drawing.colours["quiet"], "width": 1.5, "dash": "dot"}],
    }
    return [
        go.Scatter(x=days, y=heights, mode="lines", line=look, hoverinfo="skip")
        for kind, (days, heights) in sorted(drawing.lines.items())
        for look in looks[kind]
    ]


def _symbols(drawing: Drawing) -> list[go.Scatter]:
    def column(name: str) -> list[Any]:
        return [mark[name] for mark in drawing.marks]

    marks = go.Scatter(
        x=column("at"), y=column("y"), mode="markers+text", text=column("inside"), textposition="middle center",
        textfont={
            "size": [12 if mark["size"] > 13 else 10 for mark in drawing.marks],
            "color": column("ink"), "weight": 600,
        },
        marker={
            "symbol": column("symbol"), "size": column("size"), "color": column("fill"), "opacity": 1,
            "line": {"color": column("rim"), "width": column("width")},
        },
        hovertext=column("words"), customdata=column("target"), hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )  # fmt: skip
    numbers = go.Scatter(
        x=[at for at, _, _ in drawing.numbers], y=[y for _, y, _ in drawing.numbers], mode="markers+text",
        marker={"size": 15, "opacity": 0},
        text=[text for *_, text in drawing.numbers], textfont={"size": 13, "color": drawing.ink}, hoverinfo="skip",
        textposition="middle right", cliponaxis=False,
    )  # fmt: skip
    return [marks, numbers]
