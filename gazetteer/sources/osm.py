"""OpenStreetMap extracts: XML (`.osm`) and Overpass JSON. ODbL: what is imported from it stays in the user's own layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from gazetteer.errors import BrokenSourceError, GazetteerFileError
from gazetteer.models import Place, PlaceKind
from gazetteer.spelling import is_arabic

# Tag → kind; the first that fits counts. A named thing with none of these is left out.
_KINDS: tuple[tuple[str, str, PlaceKind], ...] = (
    ("place", "city", PlaceKind.CITY), ("place", "town", PlaceKind.TOWN), ("place", "village", PlaceKind.VILLAGE),
    ("place", "hamlet", PlaceKind.VILLAGE), ("place", "isolated_dwelling", PlaceKind.VILLAGE), ("place", "farm", PlaceKind.VILLAGE),
    ("place", "suburb", PlaceKind.NEIGHBOURHOOD), ("place", "quarter", PlaceKind.NEIGHBOURHOOD),
    ("place", "neighbourhood", PlaceKind.NEIGHBOURHOOD), ("place", "region", PlaceKind.REGION), ("place", "locality", PlaceKind.OTHER),
    ("amenity", "refugee_site", PlaceKind.CAMP), ("aeroway", "aerodrome", PlaceKind.AIRPORT), ("military", "airfield", PlaceKind.AIRPORT),
    ("military", "*", PlaceKind.BASE), ("landuse", "military", PlaceKind.BASE), ("natural", "peak", PlaceKind.HILL),
    ("natural", "hill", PlaceKind.HILL), ("natural", "water", PlaceKind.RIVER), ("waterway", "dam", PlaceKind.DAM),
    ("waterway", "river", PlaceKind.RIVER), ("barrier", "border_control", PlaceKind.CROSSING),
    ("barrier", "checkpoint", PlaceKind.FACILITY),
    ("industrial", "oil", PlaceKind.OIL_FIELD), ("highway", "motorway", PlaceKind.ROAD), ("highway", "trunk", PlaceKind.ROAD),
    ("amenity", "hospital", PlaceKind.FACILITY), ("amenity", "prison", PlaceKind.FACILITY), ("amenity", "university", PlaceKind.FACILITY),
    ("amenity", "marketplace", PlaceKind.FACILITY), ("amenity", "place_of_worship", PlaceKind.FACILITY),
    ("amenity", "school", PlaceKind.FACILITY), ("bridge:name", "*", PlaceKind.STREET), ("man_made", "bridge", PlaceKind.STREET),
)  # fmt: skip
_IMPORTANCE = {PlaceKind.CITY: 4, PlaceKind.TOWN: 3}
_NAME_TAGS = ("name", "alt_name", "old_name", "official_name", "loc_name", "short_name", "int_name")


def read(path: Path) -> Iterator[Place]:
    """The named places of an OSM file; a way is placed at the middle of its nodes' extent.

    Raises:
        BrokenSourceError: the file ends in the middle, or is an answer that says an error.
        GazetteerFileError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(512).lstrip(b"\xef\xbb\xbf \r\n\t")
        elements = _overpass(path) if head.startswith(b"{") else _xml(path)
        for kind, identity, lon, lat, tags in elements:
            place = _place(kind, identity, lon, lat, tags)
            if place:
                yield place
    except ET.ParseError as error:
        raise BrokenSourceError(f"{path}: not whole XML ({error}); download it again") from error
    except OSError as error:
        raise GazetteerFileError(f"{path}: cannot be read ({error.strerror})") from error


Element = tuple[str, str, float, float, Mapping[str, str]]


def _xml(path: Path) -> Iterator[Element]:
    """Nodes as they come; ways after them, at positions that a second reading collects."""
    ways: list[tuple[str, list[str], dict[str, str]]] = []
    for element in _elements(path):
        tags = {tag.get("k", ""): tag.get("v", "") for tag in element.findall("tag")}
        if element.tag == "node" and tags:
            yield "node", element.get("id", ""), float(element.get("lon", "nan")), float(element.get("lat", "nan")), tags
        elif element.tag == "way" and _kind(tags):
            ways.append((element.get("id", ""), [nd.get("ref", "") for nd in element.findall("nd")], tags))
    if not ways:
        return
    wanted = {ref for _, refs, _ in ways for ref in refs}
    positions = {
        element.get("id", ""): (float(element.get("lon", "nan")), float(element.get("lat", "nan")))
        for element in _elements(path)
        if element.tag == "node" and element.get("id") in wanted
    }
    for identity, refs, tags in ways:
        points = [positions[ref] for ref in refs if ref in positions]
        if points:
            lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
            yield "way", identity, (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2, tags


def _elements(path: Path) -> Iterator[ET.Element]:
    """Whole node and way elements; what was read is let go, so that a country fits in memory."""
    root: ET.Element | None = None
    for event, element in ET.iterparse(path, events=("start", "end")):  # noqa: S314  expat refuses entity bombs
        if root is None:
            root = element
        if event == "end" and element.tag in {"node", "way", "relation"}:
            yield element
            root.clear()


class _Point(msgspec.Struct):
    lat: float
    lon: float


class _Bounds(msgspec.Struct):
    minlat: float
    minlon: float
    maxlat: float
    maxlon: float


class _Element(msgspec.Struct):
    type: str
    id: int
    lat: float | None = None
    lon: float | None = None
    center: _Point | None = None
    bounds: _Bounds | None = None
    tags: dict[str, str] = {}


class _Answer(msgspec.Struct):
    elements: list[_Element]
    remark: str = ""


def _overpass(path: Path) -> Iterator[Element]:
    try:
        answer = msgspec.json.decode(path.read_bytes(), type=_Answer)
    except msgspec.MsgspecError as error:
        raise BrokenSourceError(f"{path}: not an Overpass answer in JSON ({error})") from error
    if "error" in answer.remark:
        raise BrokenSourceError(f"{path}: the server broke off: {answer.remark}; ask it again for a smaller area")
    for element in answer.elements:
        if element.lat is not None and element.lon is not None:
            lon, lat = element.lon, element.lat
        elif element.center:
            lon, lat = element.center.lon, element.center.lat
        elif element.bounds:
            lon, lat = (element.bounds.minlon + element.bounds.maxlon) / 2, (element.bounds.minlat + element.bounds.maxlat) / 2
        else:
            continue
        yield element.type, str(element.id), lon, lat, element.tags


def _kind(tags: Mapping[str, str]) -> PlaceKind | None:
    return next((kind for key, value, kind in _KINDS if key in tags and value in {"*", tags[key]}), None)


def _place(kind_of_element: str, identity: str, lon: float, lat: float, tags: Mapping[str, str]) -> Place | None:
    kind = _kind(tags)
    names = list(_names(tags))
    arabic = list(dict.fromkeys(name for name in names if is_arabic(name)))
    latin = list(dict.fromkeys(name for name in names if not is_arabic(name) and any(char.isalpha() for char in name)))
    if kind is None or not (arabic or latin):
        return None
    return Place(
        id=f"osm-{kind_of_element[0]}{identity}", name_ar=arabic[0] if arabic else "", alt_ar=tuple(arabic[1:]),
        name_en=latin[0] if latin else "", alt_en=tuple(latin[1:]), kind=kind, lon=round(lon, 6), lat=round(lat, 6),
        pcode=tags.get("ref:pcode") or tags.get("unocha:pcode") or None, importance=_IMPORTANCE.get(kind, 1), position_source="osm",
        accuracy_m=300.0, layer="imported",
    )  # fmt: skip


def _names(tags: Mapping[str, str]) -> Iterator[str]:
    """Arabic and English names first, then all others; `;` divides alternatives."""
    keys = ["name:ar", "name:en", *_NAME_TAGS, *(f"name:{language}" for language in ("ku", "tr", "fr"))]
    keys += [f"{key}:{language}" for key in ("alt_name", "old_name") for language in ("ar", "en")]
    for key in keys:
        for name in tags.get(key, "").split(";"):
            if name.strip():
                yield " ".join(name.split())
