"""GeoJSON of others: points, areas and lines, with the properties mapped to our columns as for tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gazetteer.models import Place, PlaceKind
from gazetteer.sources import table


def read(
    path: Path, columns: Mapping[str, str] | None = None, kind: PlaceKind = PlaceKind.VILLAGE, source: str = "geojson"
) -> Iterator[Place]:
    """The features of a GeoJSON file as places; an area or a line is kept, thinned to about 50 m.

    Args and errors are those of `gazetteer.sources.table.read`.
    """
    yield from table.read(path, columns, kind, source)
