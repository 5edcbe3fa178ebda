"""Where a text puts one place from another: «قرية كذا قرب معدان», «قرية كذا شمال بلدة كذا»; a namesake that lies elsewhere is not meant."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.models import Place, PlaceKind
from geo.directions import compass
from geo.distance import BEARINGS, bearing, km_between
from geo.finding import Finding
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text

_LONGEST = 3  # words between the two names («على مقربة من»)
_NEAR_KM, _TOWARD_KM = 30.0, 60.0  # no writer says «قرب» or «شمال» of a town that lies farther off
_BESIDE_KM, _ASTRAY = 4.0, 100.0  # within that distance directions are loose; degrees off what is told
_POINTS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CAMP, PlaceKind.NEIGHBOURHOOD})
_AREAS = frozenset({PlaceKind.GOVERNORATE, PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.RIVER})


class ToldPosition(Finding, frozen=True):
    """A place is near one of these towns (`point` ""), or lies from it towards a compass point."""

    towns: tuple[Place, ...]
    point: str

    def fits(self, place: Place) -> bool:
        """Whether the place may lie there."""
        return any(self._fits(place, town) for town in self.towns)

    def _fits(self, place: Place, town: Place) -> bool:
        km = km_between(place.lon, place.lat, town.lon, town.lat)
        if not self.point or km <= _BESIDE_KM:
            return km <= _NEAR_KM
        off = (bearing(town.lon, town.lat, place.lon, place.lat) - BEARINGS[self.point] + 180) % 360 - 180
        return km <= _TOWARD_KM and abs(off) <= _ASTRAY


def told_position(text: Text, here: Spot, following: Spot, lexicon: PlaceLexicon) -> ToldPosition | None:
    """Where the words between two names put the first from the second; None where they say nothing, or the second may be an area."""
    words, first, behind = text.words, here.behind, following.begin
    if not 0 < behind - first <= _LONGEST or following.countryside or following.kind in ("front", "governorate", "region"):
        return None
    gap = words[first:behind]
    point = ""
    if all(word in lexicon.directions for word in gap):
        point = compass(gap, lexicon.directions)
        if point not in BEARINGS:
            return None
    elif not _nearness(words, first, behind, lexicon):
        return None
    kinds = {met.place.kind for met in following.options}
    if not kinds or (point and kinds & _AREAS and following.kind is None):
        return None
    towns = tuple(met.place for met in following.options if met.place.kind in _POINTS)
    return ToldPosition(towns=towns, point=point) if towns else None


def _nearness(words: Sequence[str], first: int, behind: int, lexicon: PlaceLexicon) -> bool:
    """Whether the tokens say nearness and nothing else («قرب», «بالقرب من»), and are no noun of their own («محور كذا»)."""
    hit = lexicon.relations.at(words, first)
    return hit is not None and hit.value == "near" and hit.behind == behind and not hit.clitic and words[first] not in lexicon.cues
