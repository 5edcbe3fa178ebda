"""The gazetteer as a file for other programs: CSV, GeoJSON, GeoPackage."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerFileError
from gazetteer.models import Place
from gazetteer.store import write_atomically
from gazetteer.tables import COLUMNS, Entry, cells, csv_text, geojson_text

FORMATS = (".geojson", ".csv", ".gpkg")


def export(places: Iterable[Place], path: Path) -> int:
    """Write places in the format that the name of the file asks for.

    CSV holds positions only; GeoJSON holds areas and lines in place of points; a GeoPackage has the layers `places` (points), `areas` and
    `lines`, in WGS84.

    Returns:
        how many places were written.

    Raises:
        GazetteerFileError: another format was asked for, or the file cannot be written.
    """
    entries = [Entry(place=place) for place in places]
    suffix = path.suffix.lower()
    try:
        if suffix == ".csv":
            write_atomically(path, csv_text(entries, (*COLUMNS, "replaces")).encode())
        elif suffix == ".geojson":
            write_atomically(path, geojson_text(entries).encode())
        elif suffix == ".gpkg":
            _geopackage(entries, path)
        else:
            raise GazetteerFileError(f"{path}: cannot write {suffix or 'a file without ending'}; one of {', '.join(FORMATS)}")
    except OSError as error:
        raise GazetteerFileError(f"{path}: cannot be written ({error.strerror or error})") from error
    return len(entries)


def _typed(entry: Entry) -> dict[str, Any]:
    """The cells of a row, with numbers as numbers."""
    place = entry.place
    row: dict[str, Any] = {key: value for key, value in cells(entry).items() if key in COLUMNS}
    return row | {"importance": place.importance, "accuracy_m": place.accuracy_m, "lon": place.lon, "lat": place.lat}


def _geopackage(entries: list[Entry], path: Path) -> None:
    import json  # noqa: PLC0415

    import geopandas  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    def frame(chosen: list[Entry], shapes: list[Any]) -> Any:
        rows = [_typed(entry) for entry in chosen]
        return geopandas.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326")

    partial = path.with_name(f".{path.stem}.partial.gpkg")
    partial.unlink(missing_ok=True)
    shaped = [(entry, shapely.from_geojson(json.dumps(entry.place.geometry))) for entry in entries if entry.place.geometry]
    frame(entries, [shapely.Point(entry.place.lon, entry.place.lat) for entry in entries]).to_file(partial, layer="places", driver="GPKG")
    for layer, kind in (("areas", "Polygon"), ("lines", "LineString")):
        chosen = [(entry, shape) for entry, shape in shaped if shape.geom_type.endswith(kind)]
        if chosen:
            frame([entry for entry, _ in chosen], [shape for _, shape in chosen]).to_file(partial, layer=layer, driver="GPKG", mode="a")
    partial.replace(path)
