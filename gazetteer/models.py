"""The nouns of the gazetteer: a place, its kind, its geometry.

Coordinates are WGS84 degrees, longitude first, in every type of this package.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class PlaceKind(StrEnum):
    """What sort of thing a place is: the closed set of the record format."""

    COUNTRY = "country"
    GOVERNORATE = "governorate"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"
    CAMP = "camp"
    REGION = "region"
    RIVER = "river"
    ROAD = "road"
    OIL_FIELD = "oil_field"
    BASE = "base"
    AIRPORT = "airport"
    CROSSING = "crossing"
    DAM = "dam"
    HILL = "hill"
    FACILITY = "facility"
    STREET = "street"
    FOREIGN_PLACE = "foreign_place"
    OTHER = "other"


SETTLEMENT_KINDS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD, PlaceKind.CAMP})
ADMIN_KINDS = frozenset({PlaceKind.COUNTRY, PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One named place.

    Attributes:
        id: stable identity, never reused; what `parent` and `replaces` point at.
        name_ar: the name in Arabic as careful media write it; the first choice for display.
        name_en: the name in Latin letters.
        alt_ar: further Arabic names and spellings in use (also Kurdish and Turkish names in Arabic letters).
        alt_en: further names in Latin letters (English, Kurdish, Turkish).
        kind: what the place is.
        lon: longitude of the reference point, degrees WGS84.
        lat: latitude of the reference point, degrees WGS84.
        parent: id of the smallest administrative place that holds this one; None for countries and what spans governorates.
        pcode: United Nations P-code where the place has one.
        importance: 0 (hamlet) to 5 (known worldwide): which namesake a bare name more probably means.
        position_source: who says where it is: `ocha-cod`, `editor`, `airportsdata`, `user`, `geonames`, …
        accuracy_m: how far the reference point may be off, metres.
        geometry: GeoJSON geometry (area or line, longitude first) or None for a point place.
        layer: `shipped`, or the name of the layer that the row came from.
        replaces: id of a row of a lower layer that this one overrides, or None.
        note: a few words for people.
    """

    id: str
    name_ar: str
    name_en: str
    kind: PlaceKind
    lon: float
    lat: float
    alt_ar: tuple[str, ...] = ()
    alt_en: tuple[str, ...] = ()
    parent: str | None = None
    pcode: str | None = None
    importance: int = 1
    position_source: str = "user"
    accuracy_m: float = 2000.0
    geometry: dict[str, Any] | None = None
    layer: str = "shipped"
    replaces: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean, with how well the name fits and why.

    Attributes:
        place: the place.
        score: 0 to 1, fit of the spelling and weight of the place; comparable only among candidates of one query.
        spelling: the spelling in the gazetteer that was met.
        reasons: `code` or `code=detail`, in order of weight (for example `exact-name`, `letter-swapped=الباغوز`).
    """

    place: Place
    score: float
    spelling: str
    reasons: tuple[str, ...] = ()
