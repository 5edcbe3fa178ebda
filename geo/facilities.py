"""Buildings that bear a settlement's name: those of the settlement («سجن نوى») and those only called like it («مدرسة الكرامة»)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gazetteer.arabic import bare, fold_word
from gazetteer.models import ADMIN_KINDS, Place, PlaceKind
from geo.distance import km_between
from geo.finding import replace
from geo.options import quarter

if TYPE_CHECKING:
    from geo.containment import Containment
    from geo.place_lexicon import PlaceLexicon
    from geo.resolution import Resolved

CUES = frozenset({"facility", "street"})
_SETTLED = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CAMP})
_BUILDINGS = frozenset({PlaceKind.FACILITY, PlaceKind.STREET, PlaceKind.OTHER, PlaceKind.NEIGHBOURHOOD})
_LITTLE_KNOWN = 2  # importance
_REACH_KM = 30.0  # a facility stands in what the report speaks of


def stands_in(item: Resolved) -> Place | None:
    """The settlement whose name a building bears that the gazetteer lacks, or None («سجن نوى» is in Nawa, and is not Nawa)."""
    place, spot = item.place, item.spot
    known = place is not None and spot.kind in CUES and spot.cue_at is not None and place.kind in _SETTLED
    return place if known else None


def without_chance_namesakes(items: Sequence[Resolved], holds: Containment, lexicon: PlaceLexicon) -> tuple[Resolved, ...]:
    """The same, but left open where an ordinary word names a building and a settlement that nothing else in the report is near to, or a
    quarter is called like a little village far off.

    Schools, mosques and roundabouts are called «الكرامة» or «المنصورة» everywhere; only what surrounds them says whether a town is meant.
    """
    doubtful = [_like_a_village(item) or any(doubt(item, lexicon) for doubt in (_ordinary, _everywhere, _of_some_town)) for item in items]
    if not any(doubtful):
        return tuple(items)
    sure = [item.place for item, doubt in zip(items, doubtful, strict=True) if item.place is not None and not doubt]
    return tuple(
        replace(item, decided=False) if doubt and not _supported(item.choices[0].met.place, sure, holds) else item
        for item, doubt in zip(items, doubtful, strict=True)
    )


def _ordinary(item: Resolved, lexicon: PlaceLexicon) -> bool:
    """Whether an ordinary word names a building or, behind «منطقة», a quarter."""
    named = stands_in(item) is not None or (item.decided and quarter(item.choices[0].met, item.spot.kind))
    return named and lexicon.level(item.choices[0].met.key, definite=True) > 0


def _everywhere(item: Resolved, lexicon: PlaceLexicon) -> bool:
    """Whether a name is one that parts of many towns bear («الحي الشمالي»), and the text gives it without the town."""
    return item.place is not None and item.place.kind in _BUILDINGS and item.choices[0].met.key in lexicon.everywhere


def _of_some_town(item: Resolved, lexicon: PlaceLexicon) -> bool:
    """Whether a building is called without its town as such buildings are everywhere («سوق الهال», known is «سوق الهال في اللاذقية»)."""
    place = item.place
    if place is None or place.kind not in _BUILDINGS or not item.choices[0].met.how:
        return False
    words = [fold_word(word) for word in place.name_ar.split()]
    told = next((at for at, word in enumerate(words) if lexicon.prepositions.get(word) == "in"), len(words))
    town = {bare(word) for word in words[told + 1 :]}
    return bool(town) and town.isdisjoint(item.choices[0].met.key.split())


def _like_a_village(item: Resolved) -> bool:
    """Whether a quarter is asked for and the place is a village that few know («حي الحسانية»)."""
    place, spot = item.place, item.spot
    little = place is not None and place.kind is PlaceKind.VILLAGE and place.importance <= _LITTLE_KNOWN
    return little and spot.kind == PlaceKind.NEIGHBOURHOOD and spot.cue_at is not None


def _supported(place: Place, others: Sequence[Place], holds: Containment) -> bool:
    """Whether the report names something near a place, or the area that holds it."""
    held = holds.chain(place)
    return any(
        other.id in held if other.kind in ADMIN_KINDS else km_between(place.lon, place.lat, other.lon, other.lat) <= _REACH_KM
        for other in others
        if other.kind is not PlaceKind.COUNTRY
    )
