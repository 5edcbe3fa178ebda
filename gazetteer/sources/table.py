"""CSV tables and workbooks of others: their columns are mapped to ours.

A column of the same meaning is found by its name; `columns` maps the rest (`{"name_ar": "ARABIC_NAME"}`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerFileError
from gazetteer.models import Place, PlaceKind
from gazetteer.sources.rows import Row, number, outline, position, read_rows
from gazetteer.spelling import is_arabic
from gazetteer.tables import slug, slug_arabic, swapped

# Our columns and what others call them, lower case.
_USUAL = {
    "id": ("id", "osm_id", "fid", "objectid"),
    "name_ar": ("name_ar", "arabic", "name:ar", "الاسم", "arabic_name", "ar_name", "name"),
    "alt_ar": ("alt_ar", "alt_name:ar", "aliases_ar"),
    "name_en": ("name_en", "english", "name:en", "latin", "english_name", "en_name"),
    "alt_en": ("alt_en", "alt_name:en", "aliases_en"),
    "kind": ("kind", "type", "class", "النوع"),
    "lon": ("lon", "longitude", "lng", "long", "x", "point_x"),
    "lat": ("lat", "latitude", "y", "point_y"),
    "parent": ("parent",), "pcode": ("pcode", "p_code"), "importance": ("importance",), "accuracy_m": ("accuracy_m", "accuracy"),
    "note": ("note", "notes", "remark"),
}  # fmt: skip


def read(path: Path, columns: Mapping[str, str] | None = None, kind: PlaceKind = PlaceKind.VILLAGE, source: str = "csv") -> Iterator[Place]:
    """The places of a table.

    Args:
        path: CSV (comma, semicolon or tab), XLSX or a vector file.
        columns: our column → theirs, for those that are not found by name.
        kind: the kind of rows that name none that we know.
        source: what `position_source` and the beginning of ids say.

    Raises:
        BrokenSourceError: the Arabic of the file was lost.
        GazetteerFileError: a needed column is missing, or a row has no position.
    """
    seen: dict[str, int] = {}
    asked = {ours: theirs.lower() for ours, theirs in (columns or {}).items()}
    unknown = set(asked) - set(_USUAL)
    if unknown:
        raise GazetteerFileError(f"no column {', '.join(sorted(unknown))}; map to one of {', '.join(_USUAL)}")
    for line, (row, shape) in enumerate(read_rows(path), 2):
        missing = sorted(theirs for theirs in asked.values() if theirs not in row)
        if line == 2 and missing:
            raise GazetteerFileError(f"{path}: no column {', '.join(missing)}; it has {', '.join(row)}")
        cell = {ours: row.get(asked[ours], "") if ours in asked else _usual(row, ours) for ours in _USUAL}
        if line == 2 and not (cell["name_ar"] or cell["name_en"]) and not {"name_ar", "name_en"} & set(asked):
            raise GazetteerFileError(f"{path}: no column of names found; map it: --map name_ar=COLUMN (it has {', '.join(row)})")
        if cell["name_ar"] and not cell["name_en"] and not is_arabic(cell["name_ar"]):
            cell["name_ar"], cell["name_en"] = "", cell["name_ar"]
        if cell["name_ar"] or cell["name_en"]:
            lon, lat = _position(f"{path}: line {line}", cell, shape)
            yield _place(_identity(cell, source, seen), lon, lat, cell, shape=shape, kind=kind, source=source)


def _usual(row: Row, ours: str) -> str:
    return next((row[name] for name in _USUAL[ours] if row.get(name)), "")


def _position(where: str, cell: Row, shape: Any) -> tuple[float, float]:
    lon, lat = position(shape) or (number(cell["lon"]), number(cell["lat"]))
    if lon is None or lat is None or abs(lat) > 90 or abs(lon) > 180:
        raise GazetteerFileError(f"{where}: no position; map the columns: --map lon=COLUMN --map lat=COLUMN")
    if swapped(lon, lat):
        raise GazetteerFileError(f"{where}: longitude and latitude are swapped; map them the other way round")
    return lon, lat


def _identity(cell: Row, source: str, seen: dict[str, int]) -> str:
    stem = f"{source}-{cell['id'] or slug(cell['name_en']) or slug_arabic(cell['name_ar'])}"
    seen[stem] = seen.get(stem, 0) + 1
    return stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"


def _place(identity: str, lon: float, lat: float, cell: Row, *, shape: Any, kind: PlaceKind, source: str) -> Place:
    return Place(
        id=identity, name_ar=cell["name_ar"], name_en=cell["name_en"],
        alt_ar=_alternatives(cell["alt_ar"]), alt_en=_alternatives(cell["alt_en"]),
        kind=PlaceKind(cell["kind"].lower()) if cell["kind"].lower() in list(PlaceKind) else kind, lon=lon, lat=lat,
        parent=cell["parent"] or None, pcode=cell["pcode"] or None, importance=int(number(cell["importance"]) or 1),
        position_source=source, accuracy_m=number(cell["accuracy_m"]) or 2000.0, geometry=outline(shape), note=cell["note"],
        layer="imported",
    )  # fmt: skip


def _alternatives(text: str) -> tuple[str, ...]:
    divider = "|" if "|" in text else ";"
    return tuple(dict.fromkeys(name.strip() for name in text.split(divider) if name.strip()))
