"""Where the organisations and projects of the network stand: by their connections, the same on every run."""

from dataclasses import dataclass
from functools import lru_cache

import networkx as nx
import numpy as np
import pandas as pd

from roadmap_model.network import network
from roadmap_model.portfolio import Portfolio

SHOWN = 60  # organisations drawn besides founding members and bridges
JOINTS = 150  # projects drawn
BRIDGES = 3  # named in the message and marked
SEED = 7
ROUNDS = 120
EVEN = 0.5  # how far places move towards an even spread, so that the middle does not clot
BOX = (1.55, 0.75)  # half the width and height of the largest group, in units of the figure
WIDE = 1.7  # a label is wider than high, so nodes side by side need more room than nodes on top of each other
ROOM = {"organisation": 0.085, "project": 0.035}
PER_ROW, BELOW = 7, 0.24  # groups without a way to the others stand in rows below
SMALL = (0.16, 0.05)
# On stage, whose figure is wider and lower: fewer organisations, more room for larger names, and every place filled.
STAGE_SHOWN, STAGE_ROOM, STAGE_BOX = 24, 2.2, (1.5, 0.5)

Node = tuple[str, str]  # "organisation" or "project", and its id


@dataclass(frozen=True, eq=False)
class Layout:
    """Drawn organisations (index of `actors`), projects that join them, and a place for each."""

    actors: pd.DataFrame
    projects: tuple[str, ...]
    edges: tuple[tuple[Node, Node], ...]
    places: dict[Node, tuple[float, float]]
    bridges: tuple[str, ...]


@lru_cache(maxsize=16)
def layout(portfolio: Portfolio) -> Layout:
    """Organisations with at least two projects and founding members, joined by the projects that they share."""
    return _layout(portfolio)


@lru_cache(maxsize=16)
def stage_layout(portfolio: Portfolio) -> Layout:
    """The strongest of them; nobody who shares no project with another one that is drawn, unless a bridge."""
    return _layout(portfolio, on_stage=True)


def _layout(portfolio: Portfolio, on_stage: bool = False) -> Layout:
    everything = network(portfolio)
    organisations = portfolio.roadmap["organisations"].set_index("id")
    actors = everything.actors.join(organisations[["name", "short_name", "kind", "founding_member"]])
    working = actors[actors["joint"] > 0].sort_values("joint", ascending=False, kind="stable")
    bridges = everything.bridges[:BRIDGES]
    chosen = working[working["joint"] >= 2].index[: STAGE_SHOWN if on_stage else SHOWN]
    always = working.index.isin(bridges) | (working["founding_member"] & (not on_stage))
    shown = working[working.index.isin(chosen) | always]
    work = everything.work[everything.work["organisation"].isin(shown.index)]
    joined = work["project"].value_counts(sort=False)
    joined = joined[joined >= 2].sort_values(ascending=False, kind="stable")[:JOINTS]
    if on_stage:
        joint = work.loc[work["project"].isin(joined.index), "organisation"]
        shown = shown[shown.index.isin(joint) | shown.index.isin(bridges)]
    edges = tuple(
        (("project", str(row.project)), ("organisation", str(row.organisation)))
        for row in work[work["project"].isin(joined.index)].itertuples()
    )
    nodes: list[Node] = [("organisation", str(id_)) for id_ in shown.index]
    places = _places(nodes, edges, STAGE_ROOM if on_stage else 1)
    if on_stage:
        places = _stretched(places)
    return Layout(shown, tuple(map(str, joined.index)), edges, places, tuple(map(str, bridges)))


def _stretched(places: dict[Node, tuple[float, float]]) -> dict[Node, tuple[float, float]]:
    """The same places, as far apart as the box of the stage allows."""
    points = np.array(list(places.values())).reshape(-1, 2)
    low, high = (points.min(axis=0), points.max(axis=0)) if len(points) else (0.0, 0.0)
    points = (points - (low + high) / 2) * 2 * STAGE_BOX / np.maximum(high - low, 0.5)
    return {node: (float(x), float(y)) for node, (x, y) in zip(places, points, strict=True)}


def _places(nodes: list[Node], edges: tuple[tuple[Node, Node], ...], room: float) -> dict[Node, tuple[float, float]]:
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    components = sorted(nx.connected_components(graph), key=len, reverse=True)
    if not components or len(components[0]) == 1:
        return _below(graph, [[node] for node in nodes], 0.0, room)
    main = [node for node in graph if node in components[0]]
    places = _spread(graph.subgraph(main), main, room)
    lowest = min(y for _, y in places.values())
    apart = [[node for node in graph if node in part] for part in components[1:]]
    return places | _below(graph, apart, lowest - room * BELOW, room)


def _below(graph: nx.Graph, groups: list[list[Node]], top: float, larger: float) -> dict[Node, tuple[float, float]]:
    """Small groups side by side, in rows from `top` downwards."""
    places, per_row = {}, round(PER_ROW / larger)
    for number, group in enumerate(groups):
        row, column = divmod(number, per_row)
        x, y = BOX[0] * (2 * (column + 0.5) / per_row - 1), top - larger * BELOW * row
        ring = list(nx.dfs_preorder_nodes(graph, group[0]))
        for node, (right, up) in nx.circular_layout(ring).items():
            aside, above = larger * SMALL[0] * float(right), larger * SMALL[1] * float(up)
            places[node] = (x + aside, y + above) if len(group) > 1 else (x, y)
    return places


def _spread(graph: nx.Graph, nodes: list[Node], larger: float) -> dict[Node, tuple[float, float]]:
    """Spring layout with its long axis lying, spread evenly, and no two nodes on top of each other."""
    springs = nx.spring_layout(graph, k=3.5 / np.sqrt(len(nodes)), iterations=150, seed=SEED)
    points = np.array([springs[node] for node in nodes])
    points = points - points.mean(axis=0)
    points = points @ np.linalg.svd(points, full_matrices=False)[2].T
    points = points / np.abs(points).max(axis=0).clip(1e-9)
    ranks = 2 * points.argsort(axis=0).argsort(axis=0) / (len(nodes) - 1) - 1
    points = ((1 - EVEN) * points + EVEN * ranks) * [BOX[0], BOX[1] * WIDE]
    room = larger * np.array([ROOM[kind] for kind, _ in nodes])
    needed = room[:, None] + room[None, :]
    for _ in range(ROUNDS):
        offset = points[:, None] - points[None, :]
        distance = np.hypot(offset[..., 0], offset[..., 1]).clip(1e-6)
        push = np.where(distance < needed, (needed - distance) / distance, 0)
        np.fill_diagonal(push, 0)
        points = points + 0.3 * (push[..., None] * offset).sum(axis=1)
    return {node: (float(x), float(y) / WIDE) for node, (x, y) in zip(nodes, points, strict=True)}
