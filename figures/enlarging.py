"""Charts for readers who sit far away."""

import plotly.graph_objects as go


def enlarged(figure: go.Figure, scale: float, font: int, dot: int) -> go.Figure:
    """The figure with larger type, dots and lines; `font` and `dot` are their pixels at scale 1."""
    if scale != 1:
        figure.update_traces(
            textfont_size=font * scale, marker_size=dot * scale, line_width=2 * scale, selector={"meta": "values"}
        )
        figure.update_annotations(font_size=font * scale)
        figure.update_xaxes(tickfont_size=font * scale)
        figure.update_yaxes(tickfont_size=(font + 1) * scale)
        if figure.layout.margin.r:
            figure.update_layout(margin_r=figure.layout.margin.r * scale)
        figure.update_layout(height=figure.layout.height * scale)
    return figure
