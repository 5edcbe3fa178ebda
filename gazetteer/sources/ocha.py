"""OCHA's common operational data: populated places, neighbourhoods and boundaries of the 2020, 2021 and v02 (2026) editions, and the
workbooks that HDX and REACH publish after them.

Quirks that are put right: `_` joins alternative names, the parent's name is appended («أم خرزة منبج»), seats have a word before their name
(`data/seat_words.csv`), nulls are `<Null>`, neighbourhood rows of the list of 8,007 carry the name and the P-code of their city (left out:
the neighbourhood file has them).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerFileError
from gazetteer.models import Place, PlaceKind
from gazetteer.sources.rows import Row, number, outline, position, read_rows
from gazetteer.spelling import Orthography, data_rows, key_of

_SEAT = re.compile(rf"^(?:{'|'.join(re.escape(row['form']) for row in data_rows('seat_words'))})\s+")
_PCODE = re.compile(r"^(SY\d{0,6}|[CN]\d{4,5}|A\d{3})$")
_LEVELS = {0: PlaceKind.COUNTRY, 1: PlaceKind.GOVERNORATE, 2: PlaceKind.DISTRICT, 3: PlaceKind.SUBDISTRICT}
_ACCURACY_M = 500.0  # a community's point stands somewhere in its built-up area
_UNIT_ACCURACY_M = {0: 250_000.0, 1: 50_000.0, 2: 20_000.0, 3: 8000.0}  # typical radius of a unit of each level

# Column names of the editions, lower case. Order: first that holds something counts.
_PLACE_COLUMNS = {
    "name_en": ("pp_name_en", "locationname_en", "name_en"),
    "name_ar": ("pp_name_ar", "locationname_ar", "name_ar"),
    "pcode": ("pp_pcode", "location_pcode", "locationpcode", "pcode"),
    "alt_en": ("pp_alt1_en", "pp_alt2_en", "pp_ref_nam", "pp_ref_name"),
    "alt_ar": ("pp_alt1_ar", "pp_alt2_ar"),
}
_QUARTER_COLUMNS = {"name_en": ("neighborho",), "name_ar": ("neighbor_1",), "pcode": ("neighbor_2",), "alt_en": (), "alt_ar": ()}
_LON = ("lon", "longitude", "longitude_x", "point_x", "x_coord", "x", "center_lon", "long")
_LAT = ("lat", "latitude", "latitude_y", "point_y", "y_coord", "y", "center_lat")
_CLASSES = {"capital": (PlaceKind.CITY, 5), "city": (PlaceKind.CITY, 4), "town": (PlaceKind.TOWN, 3), "camp": (PlaceKind.CAMP, 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    name_ar: str
    alt_ar: tuple[str, ...]
    name_en: str
    alt_en: tuple[str, ...]


def recognises(header: str) -> bool:
    """Whether a line of column names is one of OCHA's."""
    return bool(re.search(r"adm(in)?[123]_?(name|pcode|en|ar|name1)", header.lower()))


def read(path: Path) -> Iterator[Place]:
    """The places of a populated-places, neighbourhood or boundary file (.shp .gpkg .xlsx .csv .geojson, or .zip of a shapefile).

    Yields:
        places in the order of the file; areas as thinned outlines; P-codes as the file states them.

    Raises:
        BrokenSourceError: the Arabic of the file was lost.
        GazetteerFileError: none of its columns is known, or a row has no position.
    """
    words = Orthography.load()
    known = False
    for number_of_row, (row, shape) in enumerate(read_rows(path), 2):
        reading = _reading(row)
        if reading is None:
            continue
        known = True
        place = _place(row, shape, reading, words)
        if place is None:
            message = "no coordinates; join the positions first" if not _lonlat(row, shape) else "no name"
            if message == "no name":
                continue
            raise GazetteerFileError(f"{path}: row {number_of_row} has {message}")
        yield place
    if not known:
        raise GazetteerFileError(f"{path}: no column of OCHA's is in it; import it as CSV with --map name_ar=COLUMN …")


def _reading(row: Row) -> str | int | None:
    """What a row is: `place`, `quarter`, or the level of an administrative unit."""
    if _first(row, _QUARTER_COLUMNS["pcode"]):
        return "quarter"
    code = _first(row, _PLACE_COLUMNS["pcode"])
    if code:
        return None if row.get("type", "").upper() == "N" and code.startswith("C") else "place"
    for level in (3, 2, 1, 0):
        if _first(row, _unit_columns(level)["pcode"]):
            return level
    return None


def _unit_columns(level: int) -> dict[str, tuple[str, ...]]:
    adm, admin = f"adm{level}", f"admin{level}"
    return {
        "name_en": (f"{adm}_en", f"{adm}_name", f"{admin}name_en", f"{admin}name_e"),
        "name_ar": (f"{adm}_ar", f"{adm}_name1", f"{admin}name_ar", f"{admin}name_a"),
        "pcode": (f"{adm}_pcode", f"{admin}pcode", f"{admin}_pcode", f"{admin}pcod"),
        "alt_en": (f"{adm}alt1en", f"{adm}alt2en", f"{adm}_alt1en", f"{adm}_alt2en", f"{adm}_ref", f"{adm}_ref_n"),
        "alt_ar": (f"{adm}alt1ar", f"{adm}alt2ar", f"{adm}_alt1ar", f"{adm}_alt2ar"),
    }


def _first(row: Row, columns: tuple[str, ...]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")


def _lonlat(row: Row, shape: Any) -> tuple[float, float] | None:
    found = position(shape)
    if found:
        return found
    lon, lat = number(_first(row, _LON)), number(_first(row, _LAT))
    return (lon, lat) if lon is not None and lat is not None else None


def _place(row: Row, shape: Any, reading: str | int, words: Orthography) -> Place | None:
    where = _lonlat(row, shape)
    columns = _PLACE_COLUMNS if reading == "place" else _QUARTER_COLUMNS if reading == "quarter" else _unit_columns(int(reading))
    names = _names(row, columns, words, unit=not isinstance(reading, str))
    if where is None or not (names.name_ar or names.name_en):
        return None
    pcode = _first(row, columns["pcode"])
    kind, importance = (_LEVELS[reading], 4 - reading if reading else 5) if isinstance(reading, int) else _kind(row, reading, names)
    parent = _parent(row, reading)
    return Place(
        id=f"ocha-{pcode.lower()}", name_ar=names.name_ar, alt_ar=names.alt_ar, name_en=names.name_en, alt_en=names.alt_en, kind=kind,
        lon=where[0], lat=where[1], parent=parent or None, pcode=pcode if _PCODE.match(pcode) else None, importance=importance,
        position_source="ocha-cod", accuracy_m=_UNIT_ACCURACY_M[reading] if isinstance(reading, int) else _ACCURACY_M,
        geometry=outline(shape), layer="imported",
    )  # fmt: skip


def _kind(row: Row, reading: str, names: _Names) -> tuple[PlaceKind, int]:
    if reading == "quarter" or row.get("type", "").upper() == "N" or _first(row, _PLACE_COLUMNS["pcode"]).startswith("N"):
        return PlaceKind.NEIGHBOURHOOD, 1
    title = row.get("ppclasstit", "").lower()
    for word, found in _CLASSES.items():
        if word in title:
            return found
    for level, importance, kind in ((1, 4, PlaceKind.CITY), (2, 4, PlaceKind.CITY), (3, 3, PlaceKind.TOWN)):
        seat = key_of(_SEAT.sub("", _first(row, _unit_columns(level)["name_ar"])).partition("_")[0])
        if seat and seat == key_of(names.name_ar):
            return kind, importance
    return PlaceKind.VILLAGE, 1


def _parent(row: Row, reading: str | int) -> str:
    if reading == "quarter" and row.get("adm4_pcode"):
        return row["adm4_pcode"]
    if reading == "place" and row.get("city_pcode"):
        return row["city_pcode"]
    above = range(int(reading) - 1, -1, -1) if isinstance(reading, int) else (3, 2, 1)
    code = next((code for level in above if (code := _first(row, _unit_columns(level)["pcode"]))), "")
    return code.lower() if code.startswith("SY") else code


def _names(row: Row, columns: dict[str, tuple[str, ...]], words: Orthography, *, unit: bool) -> _Names:
    arabic = _split(_first(row, columns["name_ar"])) + [part for column in columns["alt_ar"] for part in _split(row.get(column, ""))]
    latin = _split(_first(row, columns["name_en"])) + [part for column in columns["alt_en"] for part in _split(row.get(column, ""))]
    if unit and row.get("lang1", "ar") != "ar":
        arabic = []
    names = [_SEAT.sub("", name) for name in arabic]
    if names and not unit:
        short = _without_parent(names[0], row, words)
        names = [short, *names] if short != names[0] else names
    names, latin = list(dict.fromkeys(names)), list(dict.fromkeys(latin))
    return _Names(name_ar=names[0] if names else "", alt_ar=tuple(names[1:]), name_en=latin[0] if latin else "", alt_en=tuple(latin[1:]))


def _split(text: str) -> list[str]:
    return [name for part in re.split(r"[_|]", text) if (name := " ".join(part.split()))]


def _without_parent(name: str, row: Row, words: Orthography) -> str:
    """The name without the parent's name behind it; as it is where what remains would be no name («كفر حلب», «تل حلب»)."""
    for level in (3, 2, 1):
        parent = _SEAT.sub("", _first(row, _unit_columns(level)["name_ar"])).partition("_")[0].split()
        parts = name.split()
        rest = parts[: -len(parent)] if parent else []
        if not rest or key_of(" ".join(parts[len(rest) :])) != key_of(" ".join(parent)):
            continue
        alone = len(rest) == 1 and (key_of(rest[0]) in words.heads or key_of(rest[0]) in words.nouns or rest[0] in words.heads)
        if not alone and len(key_of(" ".join(rest))) >= 3:
            return " ".join(rest)
    return name
