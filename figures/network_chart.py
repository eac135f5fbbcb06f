"""The network of organisations and the projects that join them."""

from functools import lru_cache
from itertools import chain
from typing import Any

import plotly.graph_objects as go

from figures.charts import Chart, escape
from figures.network_layout import Layout, layout
from figures.palette import MAP
from figures.texts import Texts
from roadmap_model.network import network
from roadmap_model.portfolio import Portfolio

LONGEST_LABEL = 26
HEIGHT = 640


@lru_cache(maxsize=32)
def actor_network(portfolio: Portfolio, texts: Texts, theme: str) -> Chart:
    """Organisations as circles, founding members as squares, lines through the projects that they share."""
    drawn, colours = layout(portfolio), MAP[theme]
    figure = go.Figure([_lines(drawn, colours), _projects(drawn, portfolio, texts, colours)])
    for founding in (False, True):
        for bridge in (False, True):
            figure.add_trace(_organisations(drawn, texts, colours, founding, bridge))
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 10, "b": 10},
        plot_bgcolor=colours["background"],
        legend={"orientation": "h", "y": -0.02, "x": 0, "font": {"size": 14, "color": colours["ink"]}},
        dragmode=False,
    )
    figure.update_xaxes(visible=False, fixedrange=True, range=[-1.75, 1.75])
    figure.update_yaxes(visible=False, fixedrange=True)
    message = _message(portfolio, texts)
    size = texts("network.alt", n=len(drawn.actors), joints=len(drawn.projects))
    rows = _rows(drawn, texts)
    named = {name: numbers for name, *numbers in rows}
    told = "; ".join(
        texts("network.alt.bridge", name=name, partners=named[name][2], share=named[name][3])
        for name in (drawn.actors.at[id_, "name"] for id_ in drawn.bridges)
    )
    return Chart(
        message=message,
        alt=" ".join(part for part in (message + ".", size, told) if part),
        figure=figure,
        columns=tuple(texts(f"network.column.{name}") for name in ("name", "founding", "joint", "partners", "between")),
        rows=rows,
    )


def _message(portfolio: Portfolio, texts: Texts) -> str:
    """Who stands between the others, in words that hold for no, one and many bridges."""
    everything, drawn = network(portfolio), layout(portfolio)
    if everything.links.empty:
        return texts("network.message.none")
    names = [str(drawn.actors.at[id_, "name"]) for id_ in drawn.bridges]
    if not names:
        return texts("network.message.no_bridge")
    return texts(f"network.message.{len(names)}", **{f"name{n}": name for n, name in enumerate(names, 1)})


def _rows(drawn: Layout, texts: Texts) -> tuple[tuple[str, ...], ...]:
    actors = drawn.actors.sort_values(["betweenness", "partners"], ascending=False, kind="stable")
    return tuple(
        (
            str(actor.name),
            texts("yes" if actor.founding_member else "no"),
            texts.number(actor.joint),
            texts.number(actor.partners),
            f"{texts.number(round(100 * actor.betweenness, 1))} %",
        )
        for actor in actors.itertuples(index=False)
    )


def _lines(drawn: Layout, colours: dict[str, str]) -> go.Scatter:
    ends = [(drawn.places[one], drawn.places[other]) for one, other in drawn.edges]
    return go.Scatter(
        x=list(chain.from_iterable((a[0], b[0], None) for a, b in ends)),
        y=list(chain.from_iterable((a[1], b[1], None) for a, b in ends)),
        mode="lines",
        line={"width": 1, "color": colours["line"]},
        hoverinfo="skip",
        showlegend=False,
    )


def _projects(drawn: Layout, portfolio: Portfolio, texts: Texts, colours: dict[str, str]) -> go.Scatter:
    places = [drawn.places["project", id_] for id_ in drawn.projects]
    names = portfolio.projects[f"name_{texts.language}"]
    return go.Scatter(
        name=texts("network.legend.project"),
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={"size": 6, "symbol": "diamond", "color": colours["district"]},
        hovertext=[escape(str(names[id_])) for id_ in drawn.projects],
        hoverinfo="text",
    )


def _organisations(drawn: Layout, texts: Texts, colours: dict[str, str], founding: bool, bridge: bool) -> go.Scatter:
    """One kind of mark: shape tells founding members, colour those that join the others."""
    actors = drawn.actors
    mine = actors[(actors["founding_member"] == founding) & (actors.index.isin(drawn.bridges) == bridge)]
    places = [drawn.places["organisation", str(id_)] for id_ in mine.index]
    kind = ("founding" if founding else "other") + ("_bridge" if bridge else "")
    return go.Scatter(
        name=texts(f"network.legend.{kind}"),
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers+text",
        text=[f"<b>{label}</b>" if bridge else label for label in map(_label, mine.itertuples())],
        textposition="top center",
        textfont={"size": 13 if bridge else 11, "color": colours["ink"]},
        marker={
            "size": [8 + 3.5 * float(joint) ** 0.5 for joint in mine["joint"]],
            "symbol": "square" if founding else "circle",
            "color": colours["chosen"] if bridge else colours["area"],
            "line": {"width": 1.5, "color": colours["ink"]},
        },
        hovertext=[
            texts("network.hover", name=escape(str(actor.name)), n=int(actor.joint), partners=int(actor.partners))
            for actor in mine.itertuples(index=False)
        ],
        hoverinfo="text",
        showlegend=bool(len(mine)),
    )


def _label(actor: Any) -> str:
    """The short name if there is one, else the beginning of the name."""
    name = actor.short_name if isinstance(actor.short_name, str) else str(actor.name)
    return escape(name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1].rstrip() + "…")
