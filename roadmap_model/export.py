"""The selected projects as one flat table and as GeoJSON, for everything that leaves the app."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from roadmap_model.geography import marks
from roadmap_model.portfolio import Portfolio
from roadmap_model.roadmap import REGION, Roadmap
from roadmap_model.status import status_on

COLUMNS = (
    "id", "name_de", "name_en", "designation", "scale", "action_field", "topics", "goals",
    "phase", "health", "freshness", "reported_on", "report_evidence",
    "start_date", "start_status", "end_date", "end_status", "places", "place_names",
    "lead", "partners", "funders", "funding_programme", "funding_eur",
    "summary_de", "summary_en", "website", "evidence", "source_url", "source_title", "source_date",
)  # fmt: skip
LISTS = ("topics", "goals", "places", "place_names", "lead", "partners", "funders")
SEPARATOR = "; "


def projects_listed(portfolio: Portfolio) -> pd.DataFrame:
    """One row per selected project, columns as in COLUMNS; those in LISTS hold sorted lists.

    `places` and `place_names` run in parallel; the whole region has no proper name, only its code.
    """
    roadmap, projects = portfolio.roadmap, portfolio.projects
    ids = projects.index
    places = portfolio.places.sort_values("place", kind="stable")
    names = places["place"].map(_place_names(roadmap)).fillna(places["place"])
    sources = roadmap["sources"].set_index("id")
    parts = roadmap["participations"]
    organisations = parts["organisation"].map(roadmap["organisations"].set_index("id")["name"])
    of_role = {
        role: _sorted_lists(parts.loc[mine, "project"], organisations[mine], ids)
        for role in ("lead", "partner", "funder")
        for mine in [parts["role"] == role]
    }
    topics, goals = roadmap["project_topics"], roadmap["project_goals"]
    frame = projects.assign(
        topics=_sorted_lists(topics["project"], topics["topic"], ids),
        goals=_sorted_lists(goals["project"], goals["goal"], ids),
        report_evidence=status_on(roadmap, portfolio.day)["evidence"].reindex(ids),
        places=_lists(places["project"], places["place"], ids),
        place_names=_lists(places["project"], names, ids),
        lead=of_role["lead"],
        partners=of_role["partner"],
        funders=of_role["funder"],
        source_url=projects["source"].map(sources["url"]),
        source_title=projects["source"].map(sources["title"]),
        source_date=projects["source"].map(sources["published_on"]),
    )
    return frame.rename_axis("id").reset_index()[list(COLUMNS)]


def projects_table(portfolio: Portfolio) -> pd.DataFrame:
    """One row per selected project, plain cells; an empty list is a missing value."""
    frame = projects_listed(portfolio)
    joined = {
        name: pd.Series([SEPARATOR.join(values) or None for values in frame[name]], dtype="str") for name in LISTS
    }
    return frame.assign(**joined)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain Python values, None where missing."""
    plain = {
        str(name): [None if gone else value for value, gone in zip(cells.tolist(), cells.isna(), strict=True)]
        for name, cells in frame.items()
    }
    return [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]


def features(portfolio: Portfolio) -> dict[str, Any]:
    """GeoJSON (RFC 7946): one feature per selected project, at the marks of its municipalities.

    The geometry is null for projects that are placed in whole districts or the whole region only;
    the bounding box is that of all points and missing if there are none.
    """
    points = marks(portfolio.roadmap)
    projects = records(projects_listed(portfolio))
    placed = {project["id"]: [points[ags] for ags in project["places"] if ags in points] for project in projects}
    return {
        "type": "FeatureCollection",
        **_bounding_box([point for mine in placed.values() for point in mine]),
        "features": [
            {
                "type": "Feature",
                "id": project["id"],
                "geometry": _geometry(placed[project["id"]]),
                "properties": project,
            }
            for project in projects
        ],
    }


def _bounding_box(points: list[tuple[float, float]]) -> dict[str, list[float]]:
    """West, south, east, north."""
    if not points:
        return {}
    longitudes, latitudes = zip(*points, strict=True)
    return {"bbox": [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]}


def _geometry(points: list[tuple[float, float]]) -> dict[str, Any] | None:
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": list(points[0])}
    return {"type": "MultiPoint", "coordinates": [list(point) for point in points]}


def _place_names(roadmap: Roadmap) -> dict[str, str]:
    municipalities, districts = roadmap["municipalities"], roadmap["districts"]
    names = dict(zip(municipalities["ags"], municipalities["name"], strict=True))
    return {
        **names,
        **dict(zip(districts["id"], districts["name_de"], strict=True)),
        REGION: REGION,
    }


def _sorted_lists(owners: pd.Series, values: pd.Series, ids: pd.Index) -> pd.Series:
    ordered = values.sort_values(kind="stable")
    return _lists(owners.reindex(ordered.index), ordered, ids)


def _lists(owners: Iterable[str], values: Iterable[str], ids: pd.Index) -> pd.Series:
    """The values of each id in the order given, each once; a plain loop is faster than groupby."""
    collected: dict[str, dict[str, None]] = {}
    for owner, value in zip(owners, values, strict=True):
        collected.setdefault(owner, {})[value] = None
    return pd.Series([list(collected.get(id_, ())) for id_ in ids], index=ids, dtype="object")
