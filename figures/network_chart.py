"""The network of organisations and the projects that join them."""

from functools import lru_cache
from itertools import chain

import plotly.graph_objects as go

from figures.charts import Chart, escape
from figures.network_labels import STAGE_SIZE, place_labels
from figures.network_layout import Layout, layout, stage_layout
from figures.palette import MAP
from figures.texts import Texts
from roadmap_model.network import network
from roadmap_model.portfolio import Portfolio
from roadmap_model.records import Record, records

LONGEST_LABEL = 26
HEIGHT, MARGIN = 640, 10
REACH = 1.8  # of the figure to the left and right
LARGE, WIDE, LOW = STAGE_SIZE, 1216, 450  # type beside an ordinary page's; pixels on a stage of 1280 x 720


@lru_cache(maxsize=32)
def actor_network(portfolio: Portfolio, texts: Texts, theme: str, stage: float = 0) -> Chart:
    """Organisations as circles, founding members as squares, lines through the projects that they share.

    `stage` is the scale of a stage, 0 on an ordinary page. On stage there are fewer of them, and no legend.
    """
    drawn, colours = stage_layout(portfolio) if stage else layout(portfolio), MAP[theme]
    labels, larger = _labels(drawn, bool(stage)), LARGE * stage or 1
    figure = go.Figure([_lines(drawn, colours), _projects(drawn, portfolio, texts, colours)])
    for founding in (False, True):
        for bridge in (False, True):
            figure.add_trace(_organisations(drawn, labels, texts, colours, founding, bridge, larger))
    figure.update_layout(
        height=round(LOW * stage) or HEIGHT,
        margin={"l": 0, "r": 0, "t": MARGIN, "b": MARGIN},
        plot_bgcolor=colours["background"],
        legend={"orientation": "h", "y": -0.02, "x": 0, "font": {"size": 14, "color": colours["ink"]}},
        showlegend=not stage,
        dragmode=False,
    )
    figure.update_xaxes(visible=False, fixedrange=True, range=[-REACH, REACH])
    rise = REACH * (LOW - 2 * MARGIN) / WIDE  # the same unit upwards as to the side
    figure.update_yaxes(visible=False, fixedrange=True, range=[-rise, rise] if stage else None)
    message = network_message(portfolio, texts, bool(stage))
    size = texts("network.alt", n=len(drawn.actors), joints=len(drawn.projects))
    rows = _rows(drawn, texts)
    named = {name: numbers for name, *numbers in rows}
    told = "; ".join(
        texts("network.alt.bridge", name=name, partners=named[name][2], share=named[name][3]) for name in _names(drawn)
    )
    return Chart(
        message=message,
        alt=" ".join(part for part in (message + ".", size, told) if part),
        figure=figure,
        columns=tuple(texts(f"network.column.{name}") for name in ("name", "founding", "joint", "partners", "between")),
        rows=rows,
    )


def network_message(portfolio: Portfolio, texts: Texts, on_stage: bool = False) -> str:
    """Who stands between the others, in words that hold for no, one and many bridges; on stage, as the figure
    names them."""
    everything, drawn = network(portfolio), stage_layout(portfolio) if on_stage else layout(portfolio)
    if everything.links.empty:
        return texts("network.message.none")
    names = [_label(bridge) for bridge in records(drawn.actors.loc[list(drawn.bridges)])] if on_stage else _names(drawn)
    if not names:
        return texts("network.message.no_bridge")
    return texts(f"network.message.{len(names)}", **{f"name{n}": name for n, name in enumerate(names, 1)})


def _names(drawn: Layout) -> list[str]:
    """The bridges, the strongest first."""
    return [str(drawn.actors.at[id_, "name"]) for id_ in drawn.bridges]


def _rows(drawn: Layout, texts: Texts) -> tuple[tuple[str, ...], ...]:
    actors = drawn.actors.sort_values(["betweenness", "partners"], ascending=False, kind="stable")
    return tuple(
        (
            actor["name"],
            texts("yes" if actor["founding_member"] else "no"),
            texts.number(actor["joint"]),
            texts.number(actor["partners"]),
            f"{texts.number(round(100 * actor['betweenness'], 1))} %",
        )
        for actor in records(actors)
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


def _labels(drawn: Layout, on_stage: bool) -> dict[str, tuple[str, str]]:
    """Short name and side of each organisation; the most important names take their room first."""
    actors = drawn.actors.assign(bridge=drawn.actors.index.isin(drawn.bridges))
    weight = ["bridge", "joint"] if on_stage else ["bridge", "founding_member", "joint"]
    actors = actors.sort_values(weight, ascending=False, kind="stable")
    ids = [str(id_) for id_ in actors.index]
    names = [_label(actor) for actor in records(actors)]
    marks = [drawn.places["organisation", id_] for id_ in ids]
    others = [drawn.places["project", id_] for id_ in drawn.projects]
    sides = place_labels(marks, names, len(drawn.bridges), others, on_stage)
    return dict(zip(ids, zip(names, sides, strict=True), strict=True))


def _organisations(
    drawn: Layout,
    labels: dict[str, tuple[str, str]],
    texts: Texts,
    colours: dict[str, str],
    founding: bool,
    bridge: bool,
    larger: float,
) -> go.Scatter:
    """One kind of mark: shape tells founding members, colour those that join the others."""
    actors = drawn.actors
    mine = records(actors[(actors["founding_member"] == founding) & (actors.index.isin(drawn.bridges) == bridge)])
    places = [drawn.places["organisation", actor["id"]] for actor in mine]
    named = [labels[actor["id"]] for actor in mine]
    kind = ("founding" if founding else "other") + ("_bridge" if bridge else "")
    return go.Scatter(
        name=texts(f"network.legend.{kind}"),
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers+text",
        text=[escape(name) if side else "" for name, side in named],
        textposition=[side or "top center" for _, side in named],
        textfont={"size": 12 * larger, "color": colours["ink"], "weight": 700 if bridge else 400},
        marker={
            "size": [larger * (8 + 3.5 * float(actor["joint"]) ** 0.5) for actor in mine],
            "symbol": "square" if founding else "circle",
            "color": colours["chosen"] if bridge else colours["area"],
            "line": {"width": 1.5, "color": colours["ink"]},
            "opacity": 1,
        },
        hovertext=[
            texts("network.hover", name=escape(actor["name"]), n=actor["joint"], partners=actor["partners"])
            for actor in mine
        ],
        hoverinfo="text",
        showlegend=bool(mine),
    )


def _label(actor: Record) -> str:
    """The short name if there is one, else the beginning of the name."""
    name = str(actor["short_name"] or actor["name"])
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1].rstrip() + "…"
