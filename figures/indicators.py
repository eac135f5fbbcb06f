"""Charts of indicators: dots with labels, lines only where a series neither breaks nor has a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from figures.charts import Chart, escape
from figures.enlarging import enlarged
from figures.indicator_words import amount, compared, development, row, target_words, town_name, with_break, with_unit
from figures.labelling import CHARACTER, sides, ticks
from figures.palette import MAP
from figures.texts import Texts
from roadmap_model.series import Indicator, Value, comparison, runs, segments

NARROW, HEIGHT, ROW = 300, 190, 30  # pixels: the width of a phone, a small chart, a row of a comparison
PLOT = HEIGHT - 40  # without the dates below it
FONT, DOT = 12, 9


@dataclass(frozen=True)
class IndicatorChart(Chart):
    """A chart whose table names the source of every row.

    `name` and `statement` together are the message; `marks` are the keys of the signs that need explaining.
    """

    name: str
    statement: str
    marks: tuple[str, ...]
    addresses: tuple[str, ...]


@lru_cache(maxsize=512)
def series_chart(
    indicator: Indicator, town: tuple[str, str] | None, texts: Texts, theme: str, scale: float = 1
) -> IndicatorChart:
    """All values of one indicator over time, for a municipality or the territory as a whole."""
    values = indicator.series(town)
    name = indicator.name[texts.language] + (f", {town[1]}" if town else "")
    statement = development(indicator, values, texts)
    said = [f"{texts.partial(v.period)}: {with_break(v, texts)}" for v in values]
    if indicator.target:
        said.append(target_words(indicator.target, indicator, texts))
    parts = segments(values)
    marks = {
        "break": len(parts) > 1,
        "gap": any(len(runs(part)) > 1 for part in parts),
        "hollow": any(value.evidence != "belegt" for value in values),
        "target": indicator.target is not None,
    }
    return _chart(
        indicator, values, texts, name, statement, said, tuple(mark for mark, shown in marks.items() if shown),
        enlarged(_series_figure(indicator, values, texts, MAP[theme]), scale, FONT, DOT),
    )  # fmt: skip


@lru_cache(maxsize=64)
def comparison_chart(indicator: Indicator, texts: Texts, theme: str, scale: float = 1) -> IndicatorChart:
    """The municipalities in the one period that is documented for most of them."""
    shown = comparison(indicator)
    statement = compared(indicator, shown, texts)
    said = [f"{town_name(value)}: {amount(value, texts)}" for value in shown]
    hollow = any(value.evidence != "belegt" for value in shown)
    listed = tuple(value for town in indicator.towns for value in indicator.series(town))
    name = indicator.name[texts.language]
    return _chart(
        indicator, listed, texts, name, statement, said, ("hollow",) if hollow else (),
        enlarged(_comparison_figure(indicator, shown, texts, MAP[theme]), scale, FONT, DOT),
    )  # fmt: skip


def _chart(
    indicator: Indicator,
    values: Sequence[Value],
    texts: Texts,
    name: str,
    statement: str,
    said: Sequence[str],
    marks: tuple[str, ...],
    figure: go.Figure,
) -> IndicatorChart:
    """The figure with its words; the table holds all values, also those that the figure leaves out."""
    several = len({value.town for value in values}) > 1
    columns = ("period", "value", "evidence", "note", "source")
    names = tuple(texts(f"indicator.column.{column}", unit=indicator.unit[texts.language]) for column in columns)
    message = f"{name}: {statement}"
    return IndicatorChart(
        message=message,
        alt=f"{message}. {'; '.join(said)}",
        figure=figure,
        columns=((texts("map.table.town"),) if several else ()) + names,
        rows=tuple(((town_name(value),) if several else ()) + row(value, texts) for value in values),
        name=name,
        statement=statement,
        marks=marks,
        addresses=tuple(value.source.url for value in values),
    )


def _middle(value: Value) -> float:
    """The middle of a period in years; a coarse period is written below its dot as coarse as it is."""
    first, last = value.span
    return (_years(first) + _years(last) + 1 / 366) / 2


def _years(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _series_figure(indicator: Indicator, values: Sequence[Value], texts: Texts, colours: dict[str, str]) -> go.Figure:
    target = indicator.target
    positions = [_middle(value) for value in values]
    left, right = positions[0], positions[-1]
    if target:
        right = max(right, (target.year or 0) + 0.5)
    air = max(right - left, 1) * 0.16
    left, right = left - air, right + air
    numbers = [value.number for value in values] + ([target.number] if target else [])
    floor, top = min(0.0, *numbers), max(0.0, *numbers)
    floor, top = floor * 1.25, top * 1.25 or (1.0 if not floor else 0.0)
    across = [(x - left) / (right - left) * NARROW for x in positions]
    upwards = [(value.number - floor) / (top - floor) * PLOT for value in values]
    labels = [amount(value, texts) for value in values]
    where = dict(zip(values, sides(list(zip(across, upwards, strict=True)), labels), strict=True))
    middle = dict(zip(values, positions, strict=True))
    figure = go.Figure(
        [
            go.Scatter(
                x=[middle[value] for value in run],
                y=[value.number for value in run],
                mode="lines+markers+text" if len(run) > 1 else "markers+text",
                text=[escape(amount(value, texts)) if where[value] else "" for value in run],
                textposition=[f"{where[value] or 'top'} center" for value in run],
                meta="values",
                **_dots(indicator, run, texts, colours),
            )
            for part in segments(values)
            for run in runs(part)
        ]
    )
    if target:
        end = target.year + 0.5 if target.year else right
        figure.add_scatter(
            x=[left, end],
            y=[target.number] * 2,
            mode="lines",
            line={"color": colours["ink"], "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
            meta="target",
        )
        figure.add_annotation(
            x=end, y=target.number, text=escape(target_words(target, indicator, texts)), showarrow=False,
            xanchor="right", yanchor="bottom", bgcolor=colours["background"],
            font={"size": FONT, "color": colours["ink"]},
        )  # fmt: skip
    for earlier, later in pairwise(values):
        if later.series_break:
            x = (middle[earlier] + middle[later]) / 2
            figure.add_shape(
                type="line", x0=x, x1=x, y0=0, y1=1, yref="paper", layer="below",
                line={"color": colours["district"], "width": 1.5, "dash": "dot"},
            )  # fmt: skip
    dates = [texts.partial(value.period) for value in values]
    kept = ticks(across, dates)
    _lay_out(figure, HEIGHT, texts, colours)
    figure.update_xaxes(
        range=[left, right], tickvals=[positions[n] for n in kept], ticktext=[escape(dates[n]) for n in kept],
        showgrid=False, ticks="outside", tickcolor=colours["line"],
    )  # fmt: skip
    figure.update_yaxes(
        range=[floor, top], showticklabels=False, nticks=4, gridcolor=colours["filtered"], zerolinecolor=colours["line"]
    )
    return figure


def _comparison_figure(
    indicator: Indicator, shown: Sequence[Value], texts: Texts, colours: dict[str, str]
) -> go.Figure:
    numbers = [value.number for value in shown]
    rows = list(range(len(shown)))
    stems = {"type": "data", "symmetric": False, "array": [0] * len(shown), "arrayminus": numbers}
    figure = go.Figure(
        go.Scatter(
            x=numbers,
            y=rows,
            mode="markers+text",
            text=[escape(amount(value, texts)) for value in shown],
            textposition="middle right",
            error_x=stems | {"width": 0, "thickness": 2, "color": colours["area"]},
            meta="values",
            **_dots(indicator, shown, texts, colours),
        )
    )
    _lay_out(figure, ROW * len(shown) + 20, texts, colours)
    longest = max(len(amount(value, texts)) for value in shown)
    figure.update_layout(margin_r=round(CHARACTER * longest) + 12)  # the labels stand beside the dots, outside the axis
    figure.update_xaxes(range=[min(0.0, *numbers), max(0.0, *numbers) or 1], visible=False)
    figure.update_yaxes(
        range=[len(shown) - 0.5, -0.5], tickvals=rows, ticktext=[escape(town_name(value)) for value in shown],
        automargin=True, showgrid=False, zeroline=False,
    )  # fmt: skip
    return figure


def _dots(indicator: Indicator, values: Sequence[Value], texts: Texts, colours: dict[str, str]) -> dict[str, Any]:
    """Filled where a public source states the value, hollow where it does not."""
    colour = colours["chosen"]
    return {
        "marker": {
            "size": DOT,
            "color": [colour if value.evidence == "belegt" else colours["background"] for value in values],
            "line": {"color": colour, "width": 2},
        },
        "line": {"color": colour, "width": 2},
        "textfont": {"size": FONT, "color": colours["ink"], "shadow": _halo(colours["background"])},
        "hovertext": [_hover(value, indicator, texts) for value in values],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _halo(colour: str) -> str:
    """Keeps a label legible where it meets the line of a break."""
    return ", ".join(f"{x}px {y}px 1px {colour}" for x in (-2, 0, 2) for y in (-2, 0, 2))


def _hover(value: Value, indicator: Indicator, texts: Texts) -> str:
    what = [town_name(value), texts.partial(value.period), with_unit(value, indicator, texts)]
    return "<br>".join(escape(part) for part in (*what, texts(f"evidence.{value.evidence}")) if part)


def _lay_out(figure: go.Figure, height: int, texts: Texts, colours: dict[str, str]) -> None:
    figure.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 8, "b": 8},
        showlegend=False,
        separators=",." if texts.language == "de" else ".,",
        dragmode=False,
        hoverlabel={"font": {"size": FONT + 1}},
    )
    figure.update_xaxes(fixedrange=True, tickfont={"size": FONT, "color": colours["ink"]})
    figure.update_yaxes(fixedrange=True, tickfont={"size": FONT + 1, "color": colours["ink"]})
