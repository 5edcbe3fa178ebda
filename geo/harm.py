"""Leaving out on purpose what could harm people: positions only as fine as a grid, no words of reports.

Both are pure functions on the extraction record, so that the page, the pictures, the tables and the records that are handed on are made
from the same, already poorer data. Nothing that was left out can be worked out from what stays: a coarsened position is the middle of
the grid cell that holds it, whatever the report said, and everything finer is gone.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field, replace

import msgspec

from gazetteer.arabic import fold
from gazetteer.errors import KharitaError
from gazetteer.models import ADMIN_KINDS, PlaceKind
from geo.models import Casualties, Event, Extraction, Location, Mention, MentionStatus, PlaceRef

METRES_PER_DEGREE = 111_320.0  # of latitude
GOVERNORATE_FROM_M = 25_000.0  # a grid this wide leaves no name finer than the governorate
DISTRICT_FROM_M = 2_000.0  # and one this wide none finer than the district
_FINEST_M, _WIDEST_M = 10.0, 200_000.0
_HALF_DIAGONAL = 0.7072  # of a cell, in widths
_COARSENED = "coarsened"
WITHHELD = "withheld"  # stands for a source whose name tells the place
_SHORTEST_PART = 4  # letters from which a name is looked for inside words too («بسراقب»)


class HarmError(KharitaError, ValueError):
    """A grid that is no grid."""


@dataclass(slots=True)
class Coarsener:
    """Coarsens the records of one run, in their order, to a grid of `metres`.

    Records and events get new ids, made of what stays and of a running number: the old ones are digests of the text, or names of files, and
    would lead whoever has the report, or the fine records, from a coarse event back to the exact one. Events of the same text keep the
    same ids, so that a report given twice still counts once.

    Raises:
        HarmError: `metres` is not between 10 and 200,000.
    """

    metres: float
    _numbers: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.metres) and _FINEST_M <= self.metres <= _WIDEST_M):
            message = f"cannot coarsen to {self.metres:g} m: give a grid between 10 m and 200 km, such as 5km"
            raise HarmError(message)

    def coarsen(self, extraction: Extraction) -> Extraction:
        """The record with every position moved to the middle of its cell.

        Gone with it: exact shapes, ids and names of places below the level that the grid allows (the governorate from 25 km, the district
        from 2 km, else the subdistrict), rival places, the words that name them, offsets into the text, the text itself, the report's
        title, address, digest and own id, ids of events, reasons and rules; and the name of a source that names such a place. Other
        sources, actors, dates and figures stay: whoever coarsens for the safety of a source has to leave those out as well.
        """
        number = self._count
        self._count += 1
        text = extraction.report.sha256
        first = self._numbers.setdefault(text, number) if text else number
        return _named(_coarse(extraction, self.metres), number, first)


class Harmless:
    """What is asked to be left out of the records of one run: nothing, positions finer than `metres`, the words of the reports.

    Raises:
        HarmError: `metres` is no grid.
    """

    def __init__(self, metres: float | None, *, quotes: bool) -> None:
        self._coarsener = None if metres is None else Coarsener(metres)
        self._quotes = quotes

    def of(self, record: Extraction) -> Extraction:
        """The record without it."""
        record = record if self._coarsener is None else self._coarsener.coarsen(record)
        return record if self._quotes else without_quotes(record)


def coarsen(extraction: Extraction, metres: float) -> Extraction:
    """One record coarsened by itself; for several use one `Coarsener`, whose running number keeps their ids apart.

    Raises:
        HarmError: `metres` is not between 10 and 200,000.
    """
    return Coarsener(metres).coarsen(extraction)


def _coarse(extraction: Extraction, metres: float) -> Extraction:
    report, names = extraction.report, _fine_names(extraction, metres)
    return replace(
        extraction,
        report=replace(report, id="", title=None, url=None, sha256="", text=None, source=_source(report.source, names)),
        mentions=tuple(_coarse_mention(mention, index, metres) for index, mention in enumerate(extraction.mentions)),
        events=tuple(_coarse_event(event, names) for event in extraction.events),
        notices=(),
    )


def _named(coarse: Extraction, number: int, first: int) -> Extraction:
    """New ids: of the record by its running number, of the events by that of the first record with the same text."""
    content = msgspec.json.encode(coarse)
    return replace(
        coarse,
        report=replace(coarse.report, id=f"r{_digest(content, number)[:12]}"),
        events=tuple(replace(event, id=_digest(content, first, index)[:16]) for index, event in enumerate(coarse.events)),
    )


def _digest(content: bytes, *numbers: int) -> str:
    return hashlib.sha256(content + repr(numbers).encode()).hexdigest()


def _fine_names(extraction: Extraction, metres: float) -> frozenset[str]:
    """Folded names that must not stay: of every place below the level that the grid allows."""
    coarse = [(mention, _coarse_place(mention.place, metres) if mention.place is not None else None) for mention in extraction.mentions]
    kept = {name for _, place in coarse if place is not None for name in (*place.admin, place.name_en)}
    gone: set[str] = set()
    for mention, _ in coarse:
        if mention.place is None:
            gone |= {mention.surface, mention.corrected_from or ""}
        elif mention.place.name_en not in kept:
            gone |= {mention.surface, mention.corrected_from or "", mention.place.name_ar, mention.place.name_en}
    return frozenset(folded for name in gone if len(folded := _folded(name)) > 1)


def _source(name: str | None, fine: frozenset[str]) -> str | None:
    """The name of a source, or that it is withheld because it names a place."""
    if not name:
        return name
    text = f" {_folded(name)} "
    tells = any(f" {place} " in text or (len(place) >= _SHORTEST_PART and place in text) for place in fine)
    return WITHHELD if tells else name


def _folded(name: str) -> str:
    return " ".join(fold(name).text.casefold().split())


def without_quotes(extraction: Extraction) -> Extraction:
    """The record without the words of the report: no text and no title.

    Names of places, offsets and the digest stay: whoever holds the report can check the record against it.
    """
    return replace(extraction, report=replace(extraction.report, text=None, title=None))


def snap(lon: float, lat: float, metres: float) -> tuple[float, float]:
    """Longitude and latitude of the middle of the cell that holds (lon, lat), in a grid of `metres` that is the same for every record.

    Rows are counted from the equator; the width of a column is that of its row's middle, so that two points of one cell always give the
    same result.
    """
    height = metres / METRES_PER_DEGREE
    middle_lat = (math.floor(lat / height) + 0.5) * height
    middle_lat = max(-89.0, min(89.0, middle_lat))
    width = height / math.cos(math.radians(middle_lat))
    middle_lon = (math.floor(lon / width) + 0.5) * width
    return round(middle_lon, 5), round(middle_lat, 5)


def _coarse_mention(mention: Mention, index: int, metres: float) -> Mention:
    place = _coarse_place(mention.place, metres) if mention.place is not None else None
    return Mention(
        start=index, end=index, surface="", kind=place.kind if place is not None else PlaceKind.OTHER, literal=mention.literal,
        status=MentionStatus.RESOLVED if place is not None else MentionStatus.UNRESOLVED, place=place,
        location=_coarse_location(mention.location, metres) if mention.location is not None else None, reasons=(_COARSENED,),
    )  # fmt: skip


def _coarse_place(place: PlaceRef, metres: float) -> PlaceRef:
    """What contains the place, at the level that the grid allows; its kind and its own name tell nothing any more."""
    depth = 2 if metres >= GOVERNORATE_FROM_M else 3 if metres >= DISTRICT_FROM_M else 4  # Syria, governorate, district, subdistrict
    named = (*place.admin, place.name_en) if place.kind in ADMIN_KINDS else place.admin
    kept = named[:depth]
    name_ar = place.name_ar if len(kept) > len(place.admin) else ""  # containers are known by their English names only
    lon, lat = snap(place.lon, place.lat, metres)
    return PlaceRef(id=None, name_ar=name_ar, name_en=kept[-1] if kept else "", kind=PlaceKind.REGION, lat=lat, lon=lon, admin=kept[:-1])


def _coarse_location(location: Location, metres: float) -> Location:
    """The middle of the cell. The circle holds the cell and whatever the report left open, rounded up so that it does not tell it."""
    lon, lat = snap(location.lon, location.lat, metres)
    radius = metres * math.ceil((location.radius_m + _HALF_DIAGONAL * metres) / metres)
    return Location(lat=lat, lon=lon, radius_m=radius, geometry=None, acled_geo_precision=max(2, location.acled_geo_precision),
                    ucdp_where_prec=max(2, location.ucdp_where_prec))  # fmt: skip


def _coarse_event(event: Event, fine: frozenset[str]) -> Event:
    return replace(
        event,
        id="", evidence=(), marks=(), rule="",
        claims=tuple(
            replace(claim, by=_source(claim.by, fine) or "", via=_source(claim.via, fine), evidence=None) for claim in event.claims
        ),
        figures=tuple(replace(figure, what=_source(figure.what, fine) or "", by=_source(figure.by, fine)) for figure in event.figures),
        killed=_coarse_toll(event.killed, fine), injured=_coarse_toll(event.injured, fine),
    )  # fmt: skip


def _coarse_toll(toll: Casualties | None, fine: frozenset[str]) -> Casualties | None:
    if toll is None:
        return None
    groups = tuple(replace(group, who=_source(group.who, fine) or "", of=_source(group.of, fine)) for group in toll.groups)
    return replace(toll, groups=groups)
