"""Rows → CSV, GeoPackage, Parquet and KML, through geopandas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import pyogrio
from shapely.geometry import Point, shape

from geo.errors import OutputError
from geo.exports.files import write_whole
from geo.exports.rows import COLUMNS, Row

_DTYPES = {"text": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
_CRS = "OGC:CRS84"
_SAVED_AT = "2000-01-01T00:00:00.000Z"  # GeoPackage stamps layers with a time: one that does not change with the clock
# A spreadsheet runs a cell that begins with one of these as a formula; also behind blanks, and in the letter forms that it folds.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def frame(rows: Sequence[Row]) -> geopandas.GeoDataFrame:
    """The rows as a GeoDataFrame: the columns of `COLUMNS` with nullable types, points in WGS84, longitude first."""
    data = {column.name: _series(column.type, [row.cells[column.name] for row in rows]) for column in COLUMNS}
    points = [None if row.point is None else Point(row.point) for row in rows]
    return geopandas.GeoDataFrame(data, geometry=geopandas.GeoSeries(points, crs=_CRS))


def _series(kind: str, values: list[Any]) -> pd.Series[Any]:
    if kind == "date":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"))).astype("datetime64[ms]")
    return pd.Series(values, dtype=_DTYPES[kind])


def write_csv(rows: Sequence[Row], path: Path) -> None:
    """Write a CSV that a spreadsheet opens as it is: UTF-8 with a mark, and no cell that it would run as a formula.

    Raises:
        OutputError: the file cannot be written.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow([column.name for column in COLUMNS])
    for row in rows:
        table.writerow([_cell(row.cells[column.name]) for column in COLUMNS])
    text = out.getvalue().encode("utf-8-sig", "replace")
    write_whole(path, lambda beside: beside.write_bytes(text))


def _cell(value: Any) -> Any:
    """A cell: numbers as they are; text that begins like a formula gets an apostrophe in front, blanks in place of line ends."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = " ".join(value.splitlines())
        return f"'{text}" if _FORMULA.match(value) else text
    return value


def write_gpkg(rows: Sequence[Row], path: Path) -> None:
    """Write a GeoPackage: layer `events` with points, layer `areas` with the areas and lines that sites have.

    Raises:
        OutputError: the file cannot be written.
    """
    areas = [row for row in rows if row.area is not None]
    shapes = geopandas.GeoDataFrame(
        {"id": [row.cells["id"] for row in areas], "kind": [row.cells["kind"] for row in areas]},
        geometry=geopandas.GeoSeries([shape(row.area) for row in areas if row.area is not None], crs=_CRS),
    )

    def layers(beside: Path) -> None:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _SAVED_AT})
        try:
            _written(frame(rows), beside, driver="GPKG", layer="events")
            if areas:
                _written(shapes, beside, driver="GPKG", layer="areas", mode="a")
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})

    write_whole(path, layers)


def write_parquet(rows: Sequence[Row], path: Path) -> None:
    """Write GeoParquet.

    Raises:
        OutputError: the file cannot be written, or pyarrow is not installed.
    """
    try:
        write_whole(path, lambda beside: frame(rows).to_parquet(beside))
    except ImportError:
        raise OutputError(f'{path}: Parquet needs pyarrow: pip install "kharita[parquet]"') from None


def write_kml(rows: Sequence[Row], path: Path) -> None:
    """Write KML for globes and phones: rows with a position, named by kind and place; the columns are extended data.

    Raises:
        OutputError: the file cannot be written.
    """
    placed = frame([row for row in rows if row.point is not None])
    placed["Name"] = placed["kind"] + " · " + placed["place_en"].fillna("").where(placed["place_en"].fillna("") != "", placed["place_ar"])
    placed["Description"] = placed["evidence"]
    for column in ("published", "start", "end"):
        placed[column] = placed[column].dt.strftime("%Y-%m-%d")
    placed = placed.rename(columns={"id": "row_id", "start": "start_day", "end": "end_day"})
    write_whole(path, lambda beside: _written(placed, beside, driver="LIBKML"))


def _written(table: geopandas.GeoDataFrame, path: Path, **how: Any) -> None:
    """Have GDAL write a table.

    Raises:
        OSError: it cannot.
    """
    try:
        table.to_file(path, engine="pyogrio", **how)
    except pyogrio.errors.DataSourceError as error:
        raise OSError(str(error)) from error
