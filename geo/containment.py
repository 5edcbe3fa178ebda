"""Which administrative place holds which."""

from __future__ import annotations

from functools import cached_property

from gazetteer.models import SETTLEMENT_KINDS, Place, PlaceKind
from gazetteer.near import Grid

_BORDER_M = 6_000.0  # where a village by the border of an area is told as of either side


class Containment:
    """Which administrative place holds which: the part of the gazetteer that resolution needs.

    Attributes:
        home: ids of the states whose governorates the gazetteer has.
    """

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = places
        self.home = frozenset(place.parent for place in places.values() if place.kind is PlaceKind.GOVERNORATE and place.parent)
        self._chains: dict[str, tuple[str, ...]] = {}
        self._beside: dict[str, frozenset[str]] = {}

    def chain(self, place: Place) -> tuple[str, ...]:
        """Ids of the place and of all that contains it, narrowest first."""
        known = self._chains.get(place.id)
        if known is None:
            ids, at = [place.id], place
            while at.parent and at.parent not in ids and at.parent in self._places:
                at = self._places[at.parent]
                ids.append(at.id)
            known = self._chains[place.id] = tuple(ids)
        return known

    def place(self, place_id: str) -> Place | None:
        """The place of this id."""
        return self._places.get(place_id)

    def beside(self, place: Place) -> frozenset[str]:
        """Ids of what holds the settlements around a place: areas that it lies in, or by whose border it lies."""
        known = self._beside.get(place.id)
        if known is None:
            around = self._settlements.within(place.lon, place.lat, _BORDER_M)
            known = self._beside[place.id] = frozenset(held for _, other in around for held in self.chain(other)[1:])
        return known

    @cached_property
    def _settlements(self) -> Grid:
        return Grid(place for place in self._places.values() if place.kind in SETTLEMENT_KINDS)
