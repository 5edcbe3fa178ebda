"""Leaving out on purpose what could harm people: positions only as fine as a grid, no words of reports.

Both are pure functions on the extraction record, so that the page, the pictures, the tables and the records that are handed on are made
from the same, already poorer data. Nothing that was left out can be worked out from what stays: a coarsened position is the middle of
the grid cell that holds it, whatever the report said, and everything finer is gone.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace

from gazetteer.errors import KharitaError
from gazetteer.models import ADMIN_KINDS, PlaceKind
from geo.models import Event, Extraction, Location, Mention, MentionStatus, PlaceRef

METRES_PER_DEGREE = 111_320.0  # of latitude
GOVERNORATE_FROM_M = 25_000.0  # a grid this wide leaves no name finer than the governorate
DISTRICT_FROM_M = 2_000.0  # and one this wide none finer than the district
_FINEST_M, _WIDEST_M = 10.0, 200_000.0
_HALF_DIAGONAL = 0.7072  # of a cell, in widths
_COARSENED = "coarsened"


class HarmError(KharitaError, ValueError):
    """A grid that is no grid."""


def coarsen(extraction: Extraction, metres: float) -> Extraction:
    """The record with every position moved to the middle of its cell in a grid of `metres`.

    Gone with it: exact shapes, ids and names of places below the level that the grid allows (the governorate from 25 km, the district
    from 2 km, else the subdistrict), rival places, the words that name them, offsets into the text, the text itself, the report's title,
    address, digest and own id (each leads back to the text; the id becomes `report_alias`), reasons and rules. Sources, actors, dates and
    figures stay: whoever coarsens for the safety of a source has to leave those out as well.

    Raises:
        HarmError: `metres` is not between 10 and 200,000.
    """
    if not (math.isfinite(metres) and _FINEST_M <= metres <= _WIDEST_M):
        message = f"cannot coarsen to {metres:g} m: give a grid between 10 m and 200 km, such as 5km"
        raise HarmError(message)
    report = extraction.report
    return replace(
        extraction,
        report=replace(report, id=report_alias(report.id), title=None, url=None, sha256="", text=None),
        mentions=tuple(_coarse_mention(mention, index, metres) for index, mention in enumerate(extraction.mentions)),
        events=tuple(_coarse_event(event) for event in extraction.events),
        notices=(),
    )


def without_quotes(extraction: Extraction) -> Extraction:
    """The record without the words of the report: no text and no title.

    Names of places, offsets and the digest stay: whoever holds the report can check the record against it.
    """
    return replace(extraction, report=replace(extraction.report, text=None, title=None))


def report_alias(report_id: str) -> str:
    """What stands for a report's id in coarsened records: ids are often names of files, and those often name a place."""
    return "r" + hashlib.sha256(report_id.encode()).hexdigest()[:12]


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


def _coarse_event(event: Event) -> Event:
    claims = tuple(replace(claim, evidence=None) for claim in event.claims)
    return replace(event, claims=claims, evidence=(), marks=(), rule="")
