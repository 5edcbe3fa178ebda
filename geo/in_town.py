"""Whether a place may lie in the town that the text names behind it («حي الجسر بمدينة تل أبيض»، «محطة كذا في حمص»)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gazetteer.models import Place, PlaceKind
from geo.distance import km_between

if TYPE_CHECKING:
    from gazetteer.index import Met
    from geo.containment import Containment

_TOWN_KM = 10.0  # how far from its centre the quarters and buildings of a town lie
_SUBURB_KM = 5.0  # the centres of a city and a suburb lie farther apart
_LAND_KM = 40.0  # how far from it the works lie that are told as the town's
_SITE_KM = 60.0  # no writer says «في حلب» of a hill or a base that lies farther off, in another governorate
_LITTLE_KNOWN = 2  # importance of a place that may have namesakes which the gazetteer lacks
PART_CUES = frozenset({"neighbourhood", "street", "facility"})
PARTS = frozenset({PlaceKind.NEIGHBOURHOOD, PlaceKind.STREET, PlaceKind.FACILITY, PlaceKind.OTHER})
SITES = frozenset({PlaceKind.HILL, PlaceKind.BASE, PlaceKind.CROSSING, PlaceKind.DAM, PlaceKind.OIL_FIELD})
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.GOVERNORATE, PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.DISTRICT})
_BIGGER = frozenset({PlaceKind.CITY, PlaceKind.TOWN})
_WORKS = frozenset({PlaceKind.FACILITY, PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})  # a plant, or the settlement that it is of
# Buildings that every town has: «دوار كذا في حمص» is in the city. Works are told by the governorate («محطة كذا في حمص»).
_EVERYWHERE = frozenset({"square", "junction", "hospital", "mosque", "church", "school", "checkpoint"})


def lies_in(met: Met, asked: str | None, group: str | None, towns: Sequence[Place], holds: Containment, *, said: bool) -> bool | None:
    """Whether an option fits the town that the text puts it into; None where that says nothing of it.

    Args:
        met: the option.
        asked: the kind that the text's noun asks for.
        group: what that noun, or the first word of the name, has in common with others («مشفى», «مستشفى»).
        towns: what the town's name may mean.
        holds: which place holds which.
        said: whether the text says that it is a town («مدينة حمص»), which is not its governorate.
    """
    place = met.place
    if not towns or place.kind in _WIDE:
        return None
    nearest = min(km_between(place.lon, place.lat, town.lon, town.lat) for town in towns)
    if asked in PART_CUES or (place.kind in PARTS and place.kind is not PlaceKind.FOREIGN_PLACE):
        own = holds.place(place.parent) if place.parent else None
        if own is not None and own.kind in _BIGGER and nearest > _SUBURB_KM and all(own.id != town.id for town in towns):
            return False  # a quarter of the city, and the town is a suburb
        works = place.kind in _WORKS and asked != PlaceKind.NEIGHBOURHOOD and group not in _EVERYWHERE
        return nearest <= _TOWN_KM or (works and not said and (nearest <= _LAND_KM or _one_land(place, towns, holds)))
    if place.kind in SITES and place.importance <= _LITTLE_KNOWN and nearest > _SITE_KM and not _one_land(place, towns, holds):
        return False
    return None


def _one_land(place: Place, towns: Iterable[Place], holds: Containment) -> bool:
    """Whether a place lies in the governorate of one of the towns."""
    return bool(_governorates(place, holds) & {held for town in towns for held in _governorates(town, holds)})


def _governorates(place: Place, holds: Containment) -> set[str]:
    chain = ((held, holds.place(held)) for held in holds.chain(place))
    return {held for held, above in chain if above is not None and above.kind is PlaceKind.GOVERNORATE}
