"""Tables of places that people edit: CSV and GeoJSON, read with every fault named by its line, written byte for byte the same.

A row of a user's layer may say more than a shipped one: `replaces` (this row stands in for that id), `extends` (its spellings, area and
better position are added to that id) and `hidden` (that id is not to be found).
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from gazetteer.errors import GazetteerFileError
from gazetteer.models import Place, PlaceKind

COLUMNS = (
    "id", "name_ar", "alt_ar", "name_en", "alt_en", "kind", "lon", "lat", "parent", "pcode", "importance",
    "position_source", "accuracy_m", "note",
)  # fmt: skip
LAYER_COLUMNS = (*COLUMNS, "replaces", "extends", "hidden")
_SAME_COLUMN = {
    "latitude": "lat", "y": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "x": "lon", "name": "name_ar", "type": "kind",
}  # fmt: skip
KINDS = tuple(kind.value for kind in PlaceKind)
ANYWHERE = frozenset({PlaceKind.FOREIGN_PLACE, PlaceKind.COUNTRY, PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.REGION})
_YES = {"1", "yes", "true", "x", "نعم"}
_MOJIBAKE = re.compile("[ØÙ][\u0080-\u00bf§©ª®±²³µ]|\\?{3,}|\ufffd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a file of places.

    Attributes:
        line: line of the file, 1 is the first; 0 where the fault is of the whole file.
        level: an `error` keeps the file from being used, a `warning` does not.
        what: what is wrong.
        mend: how to put it right.
    """

    line: int
    level: Literal["error", "warning"]
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.level}: {self.what} — {self.mend}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of a table: its place and what the row does to the layers below."""

    place: Place
    line: int = 0
    extends: str | None = None
    hidden: bool = False


def read_table(path: Path, layer: str) -> tuple[list[Entry], list[Fault]]:
    """Read a CSV or GeoJSON table of places.

    Returns:
        the rows that can be read, in the order of the file, and all faults. Raises nothing for bad content.

    Raises:
        GazetteerFileError: the file is missing, or is neither CSV nor GeoJSON.
    """
    if path.suffix.lower() not in {".csv", ".tsv", ".txt", ".geojson", ".json"}:
        raise GazetteerFileError(f"{path}: not a table of places; give a .csv or .geojson file (others: kharita gazetteer import)")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GazetteerFileError(f"{path}: cannot be read ({error.strerror})") from error
    faults: list[Fault] = []
    text = _decoded(data, faults)
    if text is None:
        return [], faults
    records = _geojson_records(text, faults) if path.suffix.lower() in {".geojson", ".json"} else _csv_records(text, faults)
    names: dict[str, int] = {}
    entries = []
    for record in records:
        entry = _entry(record, layer, names, faults)
        if entry:
            entries.append(entry)
    return entries, faults


def _decoded(data: bytes, faults: list[Fault]) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Fault(line=0, level="error", what="the file is in UTF-16", mend="save it as CSV UTF-8"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(Fault(line=line, level="error", what="not UTF-8 (an Arabic Windows code page?)", mend="save the file as CSV UTF-8"))
        return None
    broken = _MOJIBAKE.search(text)
    if broken:
        line = text.count("\n", 0, broken.start()) + 1
        what = f"broken letters {text[broken.start() : broken.start() + 8]!r}: the Arabic was lost by a wrong encoding"
        faults.append(Fault(line=line, level="error", what=what, mend="export again from the source as UTF-8"))
        return None
    return text


Record = tuple[int, dict[str, str], dict[str, Any] | None]


def _csv_records(text: str, faults: list[Fault]) -> Iterator[Record]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next(reader, [])
    columns = [_SAME_COLUMN.get(name.strip().lower(), name.strip().lower()) for name in header]
    missing = [name for name in ("kind", "lon", "lat") if name not in columns]
    missing += ["name_ar or name_en"] if not {"name_ar", "name_en"} & set(columns) else []
    if missing:
        mend = f"the first line names the columns: {','.join(COLUMNS)}"
        faults.append(Fault(line=1, level="error", what=f"no column {', '.join(missing)}", mend=mend))
        return
    end = reader.line_num
    for cells in reader:
        line, end = end + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            what = f"{len(cells)} columns, the first line has {len(columns)}"
            mend = 'put "…" around what holds a comma; alternatives are divided by |'
            faults.append(Fault(line=line, level="error", what=what, mend=mend))
            continue
        yield line, dict(zip(columns, cells, strict=False)), None


def _geojson_records(text: str, faults: list[Fault]) -> Iterator[Record]:
    try:
        data = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        faults.append(Fault(line=line, level="error", what=f"not JSON: {error}", mend="export the layer again"))
        return
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        faults.append(Fault(line=0, level="error", what="no FeatureCollection", mend="export as GeoJSON (features with properties)"))
        return
    starts = [match.start() for match in re.finditer(r'"type"\s*:\s*"Feature"', text)]
    lines = [text.count("\n", 0, start) + 1 for start in starts] if len(starts) == len(features) else [0] * len(features)
    for line, feature in zip(lines, features, strict=True):
        properties = feature.get("properties") or {} if isinstance(feature, dict) else {}
        record = {str(key).lower(): _cell_text(value) for key, value in properties.items()}
        record = {_SAME_COLUMN.get(key, key): value for key, value in record.items()}
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if isinstance(geometry, dict) and geometry.get("type") == "Point":
            lon, lat = [*list(geometry.get("coordinates") or ())[:2], "", ""][:2]
            record |= {"lon": str(lon), "lat": str(lat)}
            geometry = None
        elif isinstance(geometry, dict) and not (record.get("lon") and record.get("lat")):
            record |= _inside(geometry, line, faults)
        yield line, record, geometry if isinstance(geometry, dict) else None


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(str(item) for item in value)
    return str(value)


def _inside(geometry: dict[str, Any], line: int, faults: list[Fault]) -> dict[str, str]:
    """A position inside an area or on a line; needs shapely, which is slow to import and seldom needed."""
    import shapely  # noqa: PLC0415

    try:
        point = shapely.point_on_surface(shapely.from_geojson(json.dumps(geometry)))
        lon, lat = f"{point.x:.5f}", f"{point.y:.5f}"
    except (shapely.errors.ShapelyError, ValueError, AttributeError) as error:
        faults.append(Fault(line=line, level="error", what=f"geometry cannot be read: {error}", mend="draw the shape again"))
        return {}
    return {"lon": lon, "lat": lat}


def _entry(record: Record, layer: str, names: dict[str, int], faults: list[Fault]) -> Entry | None:
    line, texts, geometry = record
    cell = {key: unicodedata.normalize("NFC", " ".join((value or "").split())) for key, value in texts.items()}

    def get(key: str) -> str:
        return cell.get(key, "")

    before = len(faults)
    hidden = get("hidden").lower() in _YES
    if hidden and not (get("replaces") or get("id")):
        faults.append(Fault(line=line, level="error", what="hidden without an id", mend="write the id to hide into `replaces`"))
        return None
    if not hidden:
        _check_cells(line, cell, faults)
    if any(fault.level == "error" for fault in faults[before:]):
        return None
    identity = get("id") or _made_id(get("name_en"), get("name_ar"), names)
    place = Place(
        id=identity, name_ar=get("name_ar"), name_en=get("name_en"), alt_ar=_split(get("alt_ar")), alt_en=_split(get("alt_en")),
        kind=PlaceKind(get("kind").lower()) if not hidden else PlaceKind.OTHER,
        lon=_number(get("lon")) or 0.0, lat=_number(get("lat")) or 0.0, parent=get("parent") or None, pcode=get("pcode") or None,
        importance=int(_number(get("importance"), 1)), position_source=get("position_source") or "user",
        accuracy_m=_number(get("accuracy_m"), 2000.0), geometry=geometry, layer=layer, replaces=get("replaces") or None, note=get("note"),
    )  # fmt: skip
    return Entry(place=place, line=line, extends=get("extends") or None, hidden=hidden)


def _check_cells(line: int, cell: Mapping[str, str], faults: list[Fault]) -> None:
    def fault(what: str, mend: str) -> None:
        faults.append(Fault(line=line, level="error", what=what, mend=mend))

    if not cell.get("name_ar") and not cell.get("name_en"):
        fault("no name", "fill in name_ar (and name_en)")
    kind = cell.get("kind", "").lower()
    if kind not in KINDS:
        from rapidfuzz.process import extractOne  # noqa: PLC0415

        near = extractOne(kind, KINDS, score_cutoff=60)
        hint = f"did you mean {near[0]}? " if near else ""
        fault(f"unknown kind {kind!r}", f"{hint}one of {', '.join(PlaceKind)}")
    _check_position(cell, fault)
    for key, low, high in (("importance", 0, 5), ("accuracy_m", 0, 1_000_000)):
        text = cell.get(key, "")
        if text and not low <= _number(text, -1.0) <= high:
            fault(f"{key} {text!r} is not a number from {low} to {high}", "correct it or leave it empty")


def _check_position(cell: Mapping[str, str], fault: Any) -> None:
    lon, lat = _number(cell.get("lon", ""), None), _number(cell.get("lat", ""), None)
    if lon is None or lat is None:
        fault(f"lon {cell.get('lon', '')!r}, lat {cell.get('lat', '')!r}: not a position", "write degrees with a decimal point")
    elif swapped(lon, lat) and cell.get("kind", "").lower() not in ANYWHERE:
        fault(f"lon {lon}, lat {lat}: coordinates swapped", f"write lon {lat}, lat {lon}")
    elif abs(lat) > 90 or abs(lon) > 180:
        fault(f"lon {lon}, lat {lat}: outside the world", "write WGS84 degrees, not metres of a projection")


def swapped(lon: float, lat: float) -> bool:
    """Whether a position lies in Syria or at its borders only when longitude and latitude change places."""
    return in_syria(lat, lon) and not in_syria(lon, lat)


def in_syria(lon: float, lat: float) -> bool:
    """Whether a position lies in the rectangle around Syria, with half a degree to spare.

    Its longitudes (35.2 to 42.9) and latitudes (31.8 to 37.8) overlap a little: a position that fits both ways is taken as written.
    """
    return 35.2 <= lon <= 42.9 and 31.8 <= lat <= 37.8


def row_faults(entries: Sequence[Entry], known: Collection[str]) -> list[Fault]:
    """What is wrong with rows taken together: duplicate ids, missing parents, positions outside Syria.

    Args:
        entries: the rows of one file.
        known: ids and P-codes of the layers below.
    """
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    own = {entry.place.id for entry in entries} | {entry.place.pcode for entry in entries if entry.place.pcode}
    for entry in entries:
        place, line = entry.place, entry.line
        if place.id in lines:
            what = f"duplicate id {place.id!r}, also in line {lines[place.id]}"
            faults.append(Fault(line=line, level="error", what=what, mend="give each place its own id, or leave the id empty"))
        lines.setdefault(place.id, line)
        if entry.hidden:
            continue
        parent = place.parent
        if parent and parent not in own and parent not in known and parent.upper() not in known and parent.lower() not in known:
            mend = "write the id or P-code of a district or sub-district, or leave it empty"
            faults.append(Fault(line=line, level="error", what=f"parent {parent!r} does not exist", mend=mend))
        if not in_syria(place.lon, place.lat) and place.kind not in ANYWHERE:
            mend = "correct the position; a place abroad has the kind foreign_place"
            faults.append(Fault(line=line, level="error", what=f"lon {place.lon:g}, lat {place.lat:g}: outside Syria", mend=mend))
    return faults


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split("|") if part.strip()))


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.")


def _number(text: str, default: Any = 0.0) -> Any:
    """The number that a cell holds (Arabic digits and a decimal comma too), or `default`."""
    try:
        value = float(text.translate(_DIGITS).replace(",", "."))
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def _made_id(name_en: str, name_ar: str, names: dict[str, int]) -> str:
    """An id for a row that has none: `user-` and its name; the same row in the same place of the file has it again."""
    stem = "user-" + (slug(name_en) or slug_arabic(name_ar) or "place")
    names[stem] = names.get(stem, 0) + 1
    return stem if names[stem] == 1 else f"{stem}-{names[stem]}"


def slug(name: str) -> str:
    """A name in plain lower-case Latin letters, digits and hyphens; empty for one in other letters."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    kept = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’‘`ʿʾ]", "", kept)).strip("-")


_ROMAN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "و": "w", "ي": "y", "ى": "a", "ة": "a", "أ": "a", "إ": "i", "آ": "a", "ؤ": "w", "ئ": "y",
}  # fmt: skip


def slug_arabic(name: str) -> str:
    """An Arabic name letter by letter in Latin letters, for ids only."""
    return slug("".join(_ROMAN.get(char, char if char.isascii() or char == " " else "") for char in name))


def cells(entry: Entry) -> dict[str, str]:
    """A row as text cells by column."""
    place = entry.place
    return {
        "id": place.id, "name_ar": place.name_ar, "alt_ar": "|".join(place.alt_ar), "name_en": place.name_en,
        "alt_en": "|".join(place.alt_en), "kind": place.kind.value, "lon": f"{place.lon:.5f}", "lat": f"{place.lat:.5f}",
        "parent": place.parent or "", "pcode": place.pcode or "", "importance": str(place.importance),
        "position_source": place.position_source, "accuracy_m": f"{place.accuracy_m:g}", "note": place.note,
        "replaces": place.replaces or "", "extends": entry.extends or "", "hidden": "yes" if entry.hidden else "",
    }  # fmt: skip


def csv_text(entries: Iterable[Entry], columns: tuple[str, ...] = LAYER_COLUMNS) -> str:
    """The rows as CSV with a header line."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(cells(entry) for entry in entries)
    return out.getvalue()


def geojson_text(entries: Iterable[Entry]) -> str:
    """The rows as a GeoJSON FeatureCollection, a feature a line; a place without area or line is a point."""
    lines = []
    for entry in entries:
        row = {key: value for key, value in cells(entry).items() if value}
        properties: dict[str, Any] = row | {"lon": round(entry.place.lon, 5), "lat": round(entry.place.lat, 5)}
        geometry = entry.place.geometry or {"type": "Point", "coordinates": [properties["lon"], properties["lat"]]}
        feature = {"type": "Feature", "id": entry.place.id, "properties": properties, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def table_text(path: Path, entries: Iterable[Entry]) -> str:
    """The rows in the format that the name of the file asks for (.csv or .geojson)."""
    return geojson_text(entries) if path.suffix.lower() in {".geojson", ".json"} else csv_text(entries)


def in_layer(entry: Entry, layer: str) -> Entry:
    """The row as a row of another layer."""
    return replace(entry, place=replace(entry.place, layer=layer))
