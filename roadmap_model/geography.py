"""Areas of the municipalities and a good place inside each for its mark."""

from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from roadmap_model.roadmap import Roadmap

METRIC = "EPSG:25832"
AREAS = "municipalities.geojson"
APART = 6_200  # metres: two marks at the first zoom of a laptop screen do not touch
STEPS = 200


def read_areas(folder: Path) -> gpd.GeoDataFrame:
    """Polygons of the municipalities in degrees (EPSG:4326), indexed by AGS."""
    areas = gpd.read_file(folder / AREAS)
    return areas.set_index("ags").sort_index()


@lru_cache(maxsize=2)
def marks(roadmap: Roadmap) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of each municipality's mark: inside its area, apart from the others.

    Starts at the point furthest from the border and pushes neighbours apart while both stay inside.
    """
    areas = roadmap.areas.to_crs(METRIC)
    circles = shapely.maximum_inscribed_circle(areas.geometry.values, tolerance=100)
    points = shapely.get_coordinates(shapely.get_point(circles, 0))
    inner = shapely.buffer(areas.geometry.values, -800)
    shapely.prepare(inner)
    for _ in range(STEPS):
        offset = points[:, None] - points[None, :]
        distance = np.hypot(offset[..., 0], offset[..., 1])
        np.fill_diagonal(distance, APART)
        if distance.min() >= APART:
            break
        push = np.where(distance < APART, (APART - distance) / distance, 0)[..., None] * offset
        moved = points + 0.1 * push.sum(axis=1)
        stays = shapely.contains_xy(inner, moved[:, 0], moved[:, 1])
        points = np.where(stays[:, None], moved, points)
    degrees = gpd.GeoSeries.from_xy(points[:, 0], points[:, 1], crs=METRIC).to_crs(4326)
    return {
        str(ags): (round(float(point.x), 5), round(float(point.y), 5))
        for ags, point in zip(areas.index, degrees, strict=True)
    }


@lru_cache(maxsize=2)
def district_borders(roadmap: Roadmap) -> gpd.GeoSeries:
    """Outlines of the districts and independent cities (EPSG:4326)."""
    municipalities = roadmap["municipalities"].set_index("ags")
    unit = municipalities["district"].fillna(municipalities.index.to_series())
    areas = roadmap.areas.assign(unit=unit.reindex(roadmap.areas.index))
    return areas.dissolve("unit").geometry.boundary


@lru_cache(maxsize=2)
def neighbours(roadmap: Roadmap) -> dict[str, frozenset[str]]:
    """The municipalities that share a border with each one; to meet in a single point is no border."""
    shapes = roadmap.areas.geometry
    left, right = shapes.sindex.query(shapes, predicate="touches")
    border = shapely.length(shapely.intersection(shapes.values[left], shapes.values[right])) > 0
    found: dict[str, set[str]] = {str(ags): set() for ags in roadmap.areas.index}
    for one, other in zip(left[border], right[border], strict=True):
        found[str(shapes.index[one])].add(str(shapes.index[other]))
    return {ags: frozenset(others) for ags, others in found.items()}
