"""Extraction records → files for other programs: GeoJSON, CSV, GeoPackage, Parquet, KML. One table, whatever the format (`rows.COLUMNS`).

A row is one event at one site. Its geometry is the site's point, with `radius_m` around it; an event without a position keeps its row,
without geometry. Areas and lines that the records hold are a layer of their own, `areas`, in GeoPackage; movements are told in columns
(`origin_…`, `destination_…`), not drawn as lines, for where a convoy drove is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from geo.errors import OutputError
from geo.exports.rows import COLUMNS, Row, rows_of

__all__ = ["COLUMNS", "FORMATS", "Row", "check_format", "rows_of", "write_rows"]

FORMATS = (".geojson", ".csv", ".gpkg", ".parquet", ".kml")


def check_format(path: Path) -> None:
    """See before the work whether `path` names a format that we write.

    Raises:
        OutputError: it does not.
    """
    if path.suffix.lower() not in FORMATS:
        raise OutputError(f"{path}: unknown format {path.suffix!r}; kharita writes {' '.join(FORMATS)}")


def write_rows(rows: Sequence[Row], path: Path) -> None:
    """Write rows to `path`, in the format of its suffix, whole or not at all.

    Raises:
        OutputError: the format is unknown, the file cannot be written, or a library for it is missing.
    """
    check_format(path)
    _writer(path)(rows, path)


def _writer(path: Path) -> Callable[[Sequence[Row], Path], None]:
    suffix = path.suffix.lower()
    if suffix == ".geojson":
        from geo.exports.geojson import write_geojson  # noqa: PLC0415

        return write_geojson
    from geo.exports import tables  # noqa: PLC0415

    writers = {".csv": tables.write_csv, ".gpkg": tables.write_gpkg, ".parquet": tables.write_parquet, ".kml": tables.write_kml}
    return writers[suffix]
