"""Rows of a table or a vector file as plain dictionaries, whatever the format: CSV, XLSX, shapefile, GeoPackage, GeoJSON."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer.errors import BrokenSourceError, GazetteerFileError

Row = dict[str, str]
_CHUNK = 1000  # features read at a time
_VECTOR = frozenset({".shp", ".gpkg", ".geojson", ".json", ".zip"})
_PLAIN = 0.0005  # degrees, about 50 m: outlines are thinned to this, far below what an approximate place needs
_DECIMALS = 4


def read_rows(path: Path) -> Iterator[tuple[Row, Any]]:
    """(cells by lower-case column name, shapely geometry or None) for every row; nulls, also `<Null>`, are empty.

    Raises:
        BrokenSourceError: the Arabic of the file was lost.
        GazetteerFileError: the file cannot be read.
    """
    suffix = path.suffix.lower()
    if not path.exists():
        raise GazetteerFileError(f"{path}: no such file")
    if suffix == ".xlsx":
        rows = _xlsx(path)
    elif suffix in _VECTOR:
        rows = _vector(path)
    else:
        rows = _csv(path)
    for row, geometry in rows:
        _refuse_lost_arabic(path, row)
        yield row, geometry


def _refuse_lost_arabic(path: Path, row: Row) -> None:
    for column, text in row.items():
        letters = text.replace(" ", "").replace("_", "")
        if len(letters) >= 3 and set(letters) == {"?"}:
            raise BrokenSourceError(
                f"{path}: column {column} holds {text!r}: its Arabic was lost when the file was written "
                "(the 2021 edition's .cpg claims ISO-8859-1); use the v02 edition or the GeoPackage"
            )


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return "" if text in {"<Null>", "NULL", "nan", "NaT", "None"} else text


def _csv(path: Path) -> Iterator[tuple[Row, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=max(",;\t", key=first.count))
            columns = [name.strip().lower().lstrip("\ufeff") for name in next(reader, [])]
            for cells in reader:
                if any(cells):
                    yield {column: _text(cell) for column, cell in zip(columns, cells, strict=False)}, None
    except UnicodeDecodeError as error:
        raise BrokenSourceError(f"{path}: not UTF-8 (byte {error.start}); save it as CSV UTF-8") from error


def _xlsx(path: Path) -> Iterator[tuple[Row, Any]]:
    import openpyxl  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError) as error:
        raise GazetteerFileError(f"{path}: not a workbook: {error}") from error
    try:
        for sheet in book:
            rows = sheet.iter_rows(values_only=True)
            columns = [_text(cell).lower() for cell in next(rows, ())]
            for cells in rows:
                row = {column: _text(cell) for column, cell in zip(columns, cells, strict=False) if column}
                if any(row.values()):
                    yield row, None
    finally:
        book.close()


def _vector(path: Path) -> Iterator[tuple[Row, Any]]:
    import pyogrio  # noqa: PLC0415

    source = f"/vsizip/{path}" if path.suffix.lower() == ".zip" else str(path)
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(source) if kind is not None]
        for layer in layers:
            yield from _layer(source, layer, path)
    except pyogrio.errors.DataSourceError as error:
        raise GazetteerFileError(f"{path}: cannot be read: {error}") from error


def _layer(source: str, layer: str, path: Path) -> Iterator[tuple[Row, Any]]:
    import pyogrio  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    encoding = _encoding(path)
    start = 0
    while True:
        meta, _, wkb, columns = pyogrio.raw.read(source, layer=layer, skip_features=start, max_features=_CHUNK, encoding=encoding)
        names = [str(name).lower() for name in meta["fields"]]
        shapes = shapely.from_wkb(wkb) if wkb is not None else [None] * (len(columns[0]) if columns else 0)
        for index, shape in enumerate(shapes):
            yield {name: _text(column[index]) for name, column in zip(names, columns, strict=True)}, shape
        if len(shapes) < _CHUNK:
            return
        start += _CHUNK


def _encoding(path: Path) -> str | None:
    """UTF-8 for a shapefile whose .cpg claims Latin-1 while its bytes are UTF-8 Arabic; else what the file says."""
    table = path.with_suffix(".dbf")
    if path.suffix.lower() != ".shp" or not table.exists():
        return None
    claimed = path.with_suffix(".cpg").read_text(encoding="ascii", errors="replace") if path.with_suffix(".cpg").exists() else ""
    if "8859" not in claimed and "1252" not in claimed:
        return None
    data = table.read_bytes()[:200_000]
    return "UTF-8" if b"\xd8\xa7\xd9\x84" in data else None  # «ال» in UTF-8


def outline(shape: Any) -> dict[str, Any] | None:
    """An area or a line as GeoJSON, thinned to about 50 m and rounded to 4 decimals; None for points and nothing."""
    import json  # noqa: PLC0415

    import shapely  # noqa: PLC0415

    if shape is None or shape.is_empty or shape.geom_type in {"Point", "MultiPoint"}:
        return None
    plain = shapely.set_precision(shape.simplify(_PLAIN), 10.0**-_DECIMALS)
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(plain if not plain.is_empty else shape))
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [round(value, _DECIMALS) for value in coordinates[:2]]
    return [_rounded(part) for part in coordinates]


def position(shape: Any) -> tuple[float, float] | None:
    """(longitude, latitude) of a point, or of a point inside a shape; None without one."""
    if shape is None or shape.is_empty:
        return None
    point = shape if shape.geom_type == "Point" else shape.point_on_surface()
    return round(point.x, 6), round(point.y, 6)


def number(text: str) -> float | None:
    """The number in a cell; None when there is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
