"""Rows → GeoJSON (RFC 7946): a feature a row, flat properties, WGS84, longitude first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from geo.exports.files import write_whole
from geo.exports.rows import Row


def write_geojson(rows: Sequence[Row], path: Path) -> None:
    """Write rows as one feature collection, a feature a line.

    Raises:
        OutputError: the file cannot be written; nothing is left of it.
    """
    encode = msgspec.json.Encoder().encode
    features = b",\n".join(encode(feature(row)) for row in rows)
    collection = b'{"type":"FeatureCollection","features":[\n' + features + b"\n]}\n"
    write_whole(path, lambda beside: beside.write_bytes(collection))


def feature(row: Row) -> dict[str, Any]:
    """The GeoJSON feature of a row: its point, or null geometry where the place is not known."""
    geometry = None if row.point is None else {"type": "Point", "coordinates": row.point}
    return {
        "type": "Feature",
        "id": row.cells["id"],
        "geometry": geometry,
        "properties": {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.cells.items()},
    }
