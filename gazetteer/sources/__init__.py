"""One reader a file format: `read(path, …)` yields places as the source states them, in its order, without holding the whole file.

A reader cleans the known quirks of its source and refuses files known to be broken; it knows nothing of the places that exist already
(see `gazetteer.merge`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from gazetteer.errors import GazetteerFileError
from gazetteer.models import Place, PlaceKind
from gazetteer.sources import geojson, geonames, ocha, osm, table, wikidata

READERS: dict[str, Callable[[Path], Iterator[Place]]] = {
    "ocha": ocha.read,
    "geonames": geonames.read,
    "osm": osm.read,
    "wikidata": wikidata.read,
    "geojson": geojson.read,
    "csv": table.read,
}


def guess(path: Path) -> str:
    """The reader that a file asks for, by its name and its first bytes.

    Raises:
        GazetteerFileError: the file is missing, or of no format that is known.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise GazetteerFileError(f"{path}: cannot be read ({error.strerror})") from error
    suffix = path.suffix.lower()
    if suffix in {".shp", ".gpkg", ".xlsx", ".zip"}:
        return "ocha"
    if suffix in {".osm", ".xml"} or b"<osm" in head:
        return "osm"
    if suffix == ".pbf":
        raise GazetteerFileError(f"{path}: OSM's binary format; convert it first (osmium cat FILE.pbf -o FILE.osm), or use Overpass JSON")
    if b'"elements"' in head:
        return "osm"
    if b'"bindings"' in head or (b'"head"' in head and b'"vars"' in head):
        return "wikidata"
    first = head.split(b"\n", 1)[0].lower()
    if suffix == ".txt" and first.count(b"\t") == geonames.COLUMNS - 1:
        return "geonames"
    if suffix in {".geojson", ".json"}:
        return "ocha" if ocha.recognises(head.decode("utf-8", "replace").lower()) else "geojson"
    if suffix in {".csv", ".tsv", ".txt"}:
        return "ocha" if ocha.recognises(first.decode("utf-8", "replace")) else "csv"
    raise GazetteerFileError(f"{path}: format not known; choose one with --format {'|'.join(READERS)}")


def opened(
    reader: str,
    path: Path,
    *,
    columns: Mapping[str, str] | None = None,
    kind: PlaceKind = PlaceKind.VILLAGE,
    alternate_names: Path | None = None,
) -> Iterator[Place]:
    """The places of a file by the named reader, with the options that it takes."""
    if reader == "geonames":
        return geonames.read(path, alternate_names)
    if reader in {"csv", "geojson"}:
        mapped = geojson.read if reader == "geojson" else table.read
        return mapped(path, columns, kind)
    return READERS[reader](path)
