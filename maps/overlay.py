"""A user's own lines, areas and points over the base map, out of a GeoJSON file.

The file may come from anywhere: its shapes are drawn by the page's own code and its names are drawn as text; colours, markup and links in
it count for nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from gazetteer.errors import KharitaError

_MOST_BYTES = 30_000_000
_MOST_CORNERS = 300_000
_MOST_LETTERS = 120  # of a name
_NAMES = ("name:ar", "name_ar", "name", "Name", "NAME", "title", "name:en", "name_en")  # properties that hold a name, the first that does
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
_CRS = ("CRS84", "EPSG::4326", "EPSG:4326")


class OverlayError(KharitaError, ValueError):
    """The file is no GeoJSON that can be drawn; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Shapes of one file.

    Attributes:
        name: of the file, without its suffix.
        shapes: (name, `point` | `line` | `area`, lines of (longitude, latitude)); the lines of an area are its rings.
    """

    name: str
    shapes: tuple[tuple[str, str, tuple[tuple[tuple[float, float], ...], ...]], ...]


def read_overlay(path: Path | str) -> Overlay:
    """The shapes of a GeoJSON file in WGS84, longitude first.

    Raises:
        OverlayError: no GeoJSON, another coordinate system, a position that is none, or too large to be drawn in a page.
        OSError: the file cannot be read.
    """
    source = Path(path)
    if source.stat().st_size > _MOST_BYTES:
        message = f"{source.name}: larger than {_MOST_BYTES // 1_000_000} MB; simplify it before it goes into a page"
        raise OverlayError(message)
    try:
        data = msgspec.json.decode(source.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError) as error:
        message = f"{source.name}: not GeoJSON ({error})"
        raise OverlayError(message) from None
    try:
        shapes = tuple(shape for feature in _features(data) for shape in _shapes(feature))
    except OverlayError as error:
        message = f"{source.name}: {error}"
        raise OverlayError(message) from None
    if not shapes:
        message = f"{source.name}: holds no point, line or area"
        raise OverlayError(message)
    if sum(len(line) for _, _, lines in shapes for line in lines) > _MOST_CORNERS:
        message = f"{source.name}: more than {_MOST_CORNERS:,} corners; simplify it before it goes into a page"
        raise OverlayError(message)
    return Overlay(name=source.stem, shapes=shapes)


def encoded(overlays: tuple[Overlay, ...]) -> bytes:
    """The page's block: the shapes of every overlay."""
    return msgspec.json.encode([overlay.shapes for overlay in overlays])


def _features(data: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(data, dict):
        message = "not GeoJSON: no object"
        raise OverlayError(message)
    crs = str(data.get("crs") or "")
    if crs and not any(name in crs for name in _CRS):
        message = "its coordinates are not WGS84 longitude and latitude; convert it (in QGIS: export as GeoJSON, EPSG:4326)"
        raise OverlayError(message)
    kind = data.get("type")
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        yield from (feature for feature in data["features"] if isinstance(feature, dict))
    elif kind == "Feature":
        yield data
    elif kind in _DEPTH or kind == "GeometryCollection":
        yield {"geometry": data}
    else:
        message = "not GeoJSON: it is neither a FeatureCollection, a Feature nor a geometry"
        raise OverlayError(message)


def _shapes(feature: dict[str, Any]) -> Iterator[tuple[str, str, tuple[tuple[tuple[float, float], ...], ...]]]:
    name = _name(feature.get("properties"))
    for geometry in _simple(feature.get("geometry"), 0):
        kind, depth = geometry["type"], _DEPTH[geometry["type"]]
        coordinates = geometry.get("coordinates")
        if kind in {"Point", "MultiPoint"}:
            for position in [coordinates] if depth == 0 else _list(coordinates):
                yield name, "point", ((_position(position),),)
        elif kind in {"LineString", "MultiLineString"}:
            lines = [coordinates] if depth == 1 else _list(coordinates)
            yield name, "line", tuple(tuple(_position(position) for position in _list(line)) for line in lines)
        else:
            for polygon in [coordinates] if depth == 2 else _list(coordinates):
                yield name, "area", tuple(tuple(_position(position) for position in _list(ring)) for ring in _list(polygon))


def _simple(geometry: Any, depth: int) -> Iterator[dict[str, Any]]:
    """A geometry, or those of a collection."""
    if geometry is None:
        return
    if not isinstance(geometry, dict) or (geometry.get("type") not in _DEPTH and geometry.get("type") != "GeometryCollection") or depth > 8:
        message = "a geometry of an unknown type"
        raise OverlayError(message)
    if geometry["type"] == "GeometryCollection":
        for part in _list(geometry.get("geometries")):
            yield from _simple(part, depth + 1)
    else:
        yield geometry


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        message = "coordinates that are no list"
        raise OverlayError(message)
    return value


def _position(value: Any) -> tuple[float, float]:
    if isinstance(value, list) and len(value) >= 2 and all(isinstance(part, (int, float)) and math.isfinite(part) for part in value[:2]):
        lon, lat = float(value[0]), float(value[1])
        if -180 <= lon <= 180 and -90 <= lat <= 90:
            return round(lon, 5), round(lat, 5)
    message = f"{str(value)[:60]} is no position (longitude, latitude in degrees)"
    raise OverlayError(message)


def _name(properties: Any) -> str:
    if not isinstance(properties, dict):
        return ""
    found = next((properties[key] for key in _NAMES if isinstance(properties.get(key), str) and properties[key].strip()), "")
    return " ".join(found.split())[:_MOST_LETTERS]
