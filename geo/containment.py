"""Which administrative place holds which."""

from __future__ import annotations

from gazetteer.models import Place, PlaceKind


class Containment:
    """Which administrative place holds which: the part of the gazetteer that resolution needs.

    Attributes:
        home: ids of the states whose governorates the gazetteer has.
    """

    def __init__(self, places: dict[str, Place]) -> None:
        self._places = places
        self.home = frozenset(place.parent for place in places.values() if place.kind is PlaceKind.GOVERNORATE and place.parent)
        self._chains: dict[str, tuple[str, ...]] = {}

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
