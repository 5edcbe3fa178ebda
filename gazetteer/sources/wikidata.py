"""An answer of Wikidata's query service, saved as JSON. The names of its variables are free: items, positions and labels tell themselves
apart by their values. An item comes in several rows, one for every combination of its values; they become one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from gazetteer.errors import BrokenSourceError, GazetteerFileError
from gazetteer.models import Place, PlaceKind
from gazetteer.spelling import is_arabic

_ITEM = re.compile(r"^https?://www\.wikidata\.org/entity/(Q\d+)$")
_POINT = re.compile(r"^Point\((-?[\d.]+) (-?[\d.]+)\)$", re.IGNORECASE)
_PCODE = re.compile(r"^(SY\d{2,6}|[CN]\d{4,5})$")

# Class of an item (instance of) → kind, by id and by English label.
_CLASSES = {
    "Q515": PlaceKind.CITY, "Q1549591": PlaceKind.CITY, "Q3957": PlaceKind.TOWN, "Q532": PlaceKind.VILLAGE, "Q5084": PlaceKind.VILLAGE,
    "Q486972": PlaceKind.VILLAGE, "Q123705": PlaceKind.NEIGHBOURHOOD, "Q622499": PlaceKind.CAMP, "Q622425": PlaceKind.CAMP,
    "Q4022": PlaceKind.RIVER, "Q23397": PlaceKind.RIVER, "Q131681": PlaceKind.RIVER, "Q8502": PlaceKind.HILL, "Q54050": PlaceKind.HILL,
    "Q12323": PlaceKind.DAM, "Q1248784": PlaceKind.AIRPORT, "Q695850": PlaceKind.BASE, "Q245016": PlaceKind.BASE,
    "Q180673": PlaceKind.OIL_FIELD, "Q211748": PlaceKind.OIL_FIELD, "Q218468": PlaceKind.GOVERNORATE,
}  # fmt: skip
_CLASS_WORDS = (
    ("governorate", PlaceKind.GOVERNORATE), ("subdistrict", PlaceKind.SUBDISTRICT), ("sub-district", PlaceKind.SUBDISTRICT),
    ("nahiyah", PlaceKind.SUBDISTRICT), ("district of syria", PlaceKind.DISTRICT), ("city", PlaceKind.CITY), ("town", PlaceKind.TOWN),
    ("village", PlaceKind.VILLAGE), ("hamlet", PlaceKind.VILLAGE), ("human settlement", PlaceKind.VILLAGE),
    ("neighbo", PlaceKind.NEIGHBOURHOOD), ("camp", PlaceKind.CAMP), ("river", PlaceKind.RIVER), ("lake", PlaceKind.RIVER),
    ("reservoir", PlaceKind.RIVER), ("dam", PlaceKind.DAM), ("air base", PlaceKind.BASE), ("airport", PlaceKind.AIRPORT),
    ("military base", PlaceKind.BASE), ("oil field", PlaceKind.OIL_FIELD), ("gas field", PlaceKind.OIL_FIELD),
    ("mountain", PlaceKind.HILL), ("hill", PlaceKind.HILL), ("tell", PlaceKind.HILL), ("border crossing", PlaceKind.CROSSING),
    ("bridge", PlaceKind.STREET), ("region", PlaceKind.REGION),
)  # fmt: skip


class _Value(msgspec.Struct):
    value: str
    type: str = "literal"
    lang: str = msgspec.field(default="", name="xml:lang")


class _Results(msgspec.Struct):
    bindings: list[dict[str, _Value]]


class _Answer(msgspec.Struct):
    results: _Results


@dataclass(slots=True)
class _Item:
    position: tuple[float, float] | None = None
    kinds: list[PlaceKind] = field(default_factory=list)
    pcode: str | None = None
    arabic: list[str] = field(default_factory=list)
    latin: list[str] = field(default_factory=list)


def read(path: Path) -> Iterator[Place]:
    """The items of a saved answer that have a position and a name.

    Raises:
        BrokenSourceError: not an answer of a SPARQL service in JSON, or without items or positions.
        GazetteerFileError: the file cannot be read.
    """
    try:
        answer = msgspec.json.decode(path.read_bytes(), type=_Answer)
    except OSError as error:
        raise GazetteerFileError(f"{path}: cannot be read ({error.strerror})") from error
    except msgspec.MsgspecError as error:
        raise BrokenSourceError(f"{path}: not a SPARQL answer in JSON ({error}); save it as JSON with head and results") from error
    items: dict[str, _Item] = {}
    for row in answer.results.bindings:
        _gather(row, items)
    if answer.results.bindings and not any(item.position for item in items.values()):
        raise BrokenSourceError(f"{path}: no item with a position; ask for ?item and wdt:P625 as well")
    for identity, item in items.items():
        place = _place(identity, item)
        if place:
            yield place


def _gather(row: dict[str, _Value], items: dict[str, _Item]) -> None:
    """Put the values of one row into its item: the first variable that holds an entity is the item, others are classes."""
    entities = [(name, match[1]) for name, value in row.items() if (match := _ITEM.match(value.value))]
    if not entities:
        return
    named = next((entity for entity in entities if entity[0] in {"item", "place"}), entities[0])
    item = items.setdefault(named[1], _Item())
    item.kinds += [_CLASSES[identity] for name, identity in entities if identity in _CLASSES and name != named[0]]
    main = [value for name, value in row.items() if name == f"{named[0]}Label"]
    for name, value in row.items():
        text = " ".join(value.value.split())
        point = _POINT.match(text)
        if point:
            item.position = float(point[1]), float(point[2])
        elif _PCODE.match(text):
            item.pcode = text
        elif any(name == f"{entity}Label" for entity, _ in entities if entity != named[0]):
            item.kinds += [kind for word, kind in _CLASS_WORDS if word in text.lower()][:1]
        elif value.type == "literal" and not re.fullmatch(r"[\d.]+|Q\d+", text):
            names = item.arabic if is_arabic(text) else item.latin
            names.insert(0, text) if value in main else names.append(text)


def _place(identity: str, item: _Item) -> Place | None:
    arabic, latin = list(dict.fromkeys(item.arabic)), list(dict.fromkeys(item.latin))
    if item.position is None or not (arabic or latin):
        return None
    kind = min(item.kinds, key=list(PlaceKind).index, default=PlaceKind.OTHER)
    return Place(
        id=f"wikidata-{identity.lower()}", name_ar=arabic[0] if arabic else "", alt_ar=tuple(arabic[1:]),
        name_en=latin[0] if latin else "", alt_en=tuple(latin[1:]), kind=kind, lon=round(item.position[0], 6),
        lat=round(item.position[1], 6), pcode=item.pcode, importance=3 if kind == PlaceKind.CITY else 1, position_source="wikidata",
        accuracy_m=1000.0, layer="imported",
    )  # fmt: skip
