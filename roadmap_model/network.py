"""Organisations and the projects that they share: how many, with whom, and who stands between others."""

from dataclasses import dataclass
from functools import lru_cache

import networkx as nx
import pandas as pd

from roadmap_model.portfolio import Portfolio
from roadmap_model.traits import WORKING

ROLES = ("lead", "partner", "funder")
STEPS = 400_000  # of the exact search for bridges; a denser network is sampled
SEED = 20240601


@dataclass(frozen=True, eq=False)
class Network:
    """The organisations of the selected projects.

    `actors` (index: organisation) counts `projects` in any role, one column per role, `joint` (led or
    taken part in) and `partners` (organisations that work on the same project); `betweenness` is the
    share of shortest ways between two others that lead through it. `work` holds project and
    organisation of every lead and partner, `links` the pairs `one` < `other` with their `projects`. `projects`
    is the number of projects with at least one organisation.
    """

    actors: pd.DataFrame
    work: pd.DataFrame
    links: pd.DataFrame
    projects: int
    estimated: bool

    @property
    def bridges(self) -> pd.Index:
        """Organisations that stand between others, the strongest first."""
        between = self.actors[self.actors["betweenness"] > 0]
        return between.sort_values("betweenness", ascending=False, kind="stable").index


@lru_cache(maxsize=32)
def network(portfolio: Portfolio) -> Network:
    """The network of the selected projects, organisations in the order of the data."""
    parts = portfolio.roadmap["participations"]
    mine = parts[parts["project"].isin(portfolio.projects.index)]
    organisations = portfolio.roadmap["organisations"]["id"]
    known = organisations[organisations.isin(mine["organisation"])]
    by_role = pd.crosstab(mine["organisation"], mine["role"]).reindex(index=known, columns=ROLES, fill_value=0)
    work = mine.loc[mine["role"].isin(WORKING), ["project", "organisation"]].drop_duplicates(ignore_index=True)
    links = co_operations(work)
    between, estimated = _betweenness(links)
    both_ways = pd.concat([links["one"], links["other"]])
    actors = by_role.assign(
        projects=mine.groupby("organisation")["project"].nunique(),
        joint=work["organisation"].value_counts(),
        partners=both_ways.value_counts(),
        betweenness=between,
    )
    counts = ["joint", "partners"]
    actors[counts] = actors[counts].fillna(0).astype("int64")
    return Network(actors.fillna({"betweenness": 0.0}), work, links, mine["project"].nunique(), estimated)


def co_operations(work: pd.DataFrame) -> pd.DataFrame:
    """Pairs of organisations (`one` < `other`) with the number of `projects` that both work on."""
    pairs = work.merge(work, on="project", suffixes=("_one", "_other"))
    pairs = pairs[pairs["organisation_one"] < pairs["organisation_other"]]
    counted = pairs.groupby(["organisation_one", "organisation_other"])["project"].nunique()
    return counted.rename_axis(["one", "other"]).rename("projects").reset_index()


def _betweenness(links: pd.DataFrame) -> tuple[pd.Series, bool]:
    """Normalised betweenness of every linked organisation, and whether it is an estimate by samples."""
    graph = nx.Graph()
    graph.add_edges_from(zip(links["one"], links["other"], strict=True))
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    sampled = nodes * edges > STEPS
    pivots = max(10, STEPS // edges) if sampled else None
    return pd.Series(nx.betweenness_centrality(graph, k=pivots, seed=SEED), dtype="float64"), sampled


def partners_of(portfolio: Portfolio, organisation: str) -> pd.Series:
    """Organisations that work on the same selected projects, with the number of these, most first."""
    links = network(portfolio).links
    ahead = links[links["one"] == organisation].set_index("other")["projects"]
    behind = links[links["other"] == organisation].set_index("one")["projects"]
    return pd.concat([ahead, behind]).sort_index().sort_values(ascending=False, kind="stable")


@lru_cache(maxsize=32)
def directory(portfolio: Portfolio) -> pd.DataFrame:
    """Organisations with their counts, most projects first: all of them, or those that the selection leaves."""
    organisations = portfolio.roadmap["organisations"].set_index("id")
    counts = network(portfolio).actors[["projects", "partners"]]
    listed = organisations.join(counts).fillna({"projects": 0, "partners": 0})
    if portfolio.selection.restricts:
        listed = listed[listed["projects"] > 0]
    names = listed["name"].str.casefold()
    search = names + " " + listed["short_name"].fillna("").str.casefold()
    return listed.assign(folded=names, search=search).sort_values(
        ["projects", "folded"], ascending=[False, True], kind="stable"
    )
