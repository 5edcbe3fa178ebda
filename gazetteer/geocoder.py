"""The gazetteer as a geopy geocoder, without network, for code that knows geopy.

>>> from gazetteer.geocoder import KharitaGeocoder
>>> geocoder = KharitaGeocoder()
>>> location = geocoder.geocode("كفرنبل")
>>> round(location.latitude, 2), round(location.longitude, 2)
(35.61, 36.56)
>>> geocoder.reverse((35.61, 36.57)).raw["id"]
'sy07-kafranbel'
"""

from __future__ import annotations

from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from gazetteer.models import SETTLEMENT_KINDS, Place
from gazetteer.store import Gazetteer, load

_REACH_M = 25_000.0


class KharitaGeocoder(Geocoder):  # type: ignore[misc]
    """geopy's interface to a gazetteer: names and positions are answered from the files on this machine."""

    def __init__(self, gazetteer: Gazetteer | None = None, *, timeout: Any = DEFAULT_SENTINEL, user_agent: str = "kharita") -> None:
        """Answer from `gazetteer`, or from the shipped places with the user's own layer."""
        super().__init__(scheme="http", timeout=timeout, user_agent=user_agent)
        self.gazetteer = gazetteer or load()

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        near: Any = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Places for a name, best first.

        Args:
            query: an Arabic or Latin name.
            exactly_one: the best only.
            limit: how many at most.
            near: what geopy takes for a point (latitude first): nearer namesakes come first.
            timeout: not used; nothing is waited for.

        Returns:
            a location, a list of them, or None when no name is alike. `raw` holds the record's fields, the score and the reasons.
        """
        point = Point(near) if near is not None else None
        found = self.gazetteer.find(query, limit, near=(point.longitude, point.latitude) if point else None)
        locations = [self._location(c.place, score=c.score, spelling=c.spelling, reasons=list(c.reasons)) for c in found]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        limit: int = 10,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Settlements near a position, nearest first, up to 25 km; None when there is none.

        Args:
            query: what geopy takes for a point: latitude first.
            exactly_one: the nearest only.
            limit: how many at most.
            timeout: not used.
        """
        point = Point(query)
        near = sorted(
            (distance, place.id, place)
            for distance, place in self.gazetteer.grid.within(point.longitude, point.latitude, _REACH_M)
            if place.kind in SETTLEMENT_KINDS
        )
        locations = [self._location(place, distance_m=round(distance)) for distance, _, place in near[:limit]]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def _location(self, place: Place, **extra: Any) -> Location:
        admin = [parent.name_en for parent in self.gazetteer.parents(place)]
        address = ", ".join(dict.fromkeys([place.name_ar or place.name_en, *admin]))
        raw = {
            "id": place.id, "name_ar": place.name_ar, "name_en": place.name_en, "kind": place.kind.value, "lat": place.lat,
            "lon": place.lon, "accuracy_m": place.accuracy_m, "position_source": place.position_source, "admin": admin, **extra,
        }  # fmt: skip
        return Location(address, (place.lat, place.lon), raw)
