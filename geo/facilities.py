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
    from geo.text import Text

CUES = frozenset({"facility", "street"})
_SETTLED = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CAMP})
_BUILDINGS = frozenset({PlaceKind.FACILITY, PlaceKind.STREET, PlaceKind.OTHER, PlaceKind.NEIGHBOURHOOD})
_AREAS = frozenset({PlaceKind.RIVER, PlaceKind.REGION})
_ABROAD = frozenset({PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE})
_UNBOUNDED = frozenset({PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE, PlaceKind.RIVER, PlaceKind.ROAD})  # near to nothing in particular
_SQUARES = frozenset({"square", "junction"})
_COMMON_NOUNS = _SQUARES | {"hospital", "mosque", "church", "school", "checkpoint", "silo", "station"}
_LITTLE_KNOWN, _KNOWN = 2, 3  # importance
_TOLD = "inside-what-the-report-names"
_REACH_KM = 30.0  # a facility stands in what the report speaks of


def stands_in(item: Resolved) -> Place | None:
    """The settlement whose name a building bears that the gazetteer lacks, or None («سجن نوى» is in Nawa, and is not Nawa)."""
    place, spot = item.place, item.spot
    known = place is not None and spot.kind in CUES and spot.cue_at is not None and place.kind in _SETTLED
    return place if known else None


def without_chance_namesakes(text: Text, items: Sequence[Resolved], holds: Containment, lexicon: PlaceLexicon) -> tuple[Resolved, ...]:
    """The same, but left open where an ordinary word names a building and a settlement that nothing else in the report is near to, where a
    quarter is called like a little village far off, and where the paragraph, or else the report, speaks of other towns than that of a
    square, a street or a quarter; and not known where a building is called after a river or a region.

    Schools, mosques and roundabouts are called «الكرامة» or «المنصورة» everywhere; only what surrounds them says which town is meant.
    """
    items = [replace(item, choices=(), decided=False) if _called_after_an_area(item) else item for item in items]
    doubtful = [_like_a_village(item) or any(doubt(item, lexicon) for doubt in (_ordinary, _everywhere, _of_some_town)) for item in items]
    parts = [_part_of_a_town(item, holds, lexicon) for item in items]
    if not any(doubtful) and not any(parts):
        return tuple(items)
    sure = [
        (text.paragraph_of(item.spot.first), item.place)
        for item, doubt, part in zip(items, doubtful, parts, strict=True)
        if item.place is not None and item.place.kind not in _UNBOUNDED and not (doubt or part)
    ]
    everywhere = [place for _, place in sure]
    found: list[Resolved] = []
    for item, doubt, part in zip(items, doubtful, parts, strict=True):
        if part and sure:
            at = text.paragraph_of(item.spot.first)
            told = [place for paragraph, place in sure if paragraph == at] or everywhere
            found.append(_of_the_town_told(item, told, holds))
            continue
        doubt = doubt and not _supported(item.choices[0].met.place, everywhere, holds)
        found.append(replace(item, decided=False) if doubt else item)
    return tuple(found)


def _of_the_town_told(item: Resolved, told: Sequence[Place], holds: Containment) -> Resolved:
    """The same where its place lies near to what is told; else the only place of this name that does, or left open."""
    if _supported(item.choices[0].met.place, told, holds):
        return item
    parts = [choice for choice in item.choices if choice.met.place.kind in _BUILDINGS or choice.met.place.kind is PlaceKind.BASE]
    near = [choice for choice in parts if _supported(choice.met.place, told, holds)]
    if len(near) != 1:
        return replace(item, decided=False)
    reasons = tuple(reason for reason in near[0].reasons if reason != _TOLD)
    first = replace(near[0], score=max(choice.score for choice in item.choices), reasons=(*reasons, _TOLD))
    return replace(item, choices=(first, *(choice for choice in item.choices if choice is not near[0])))


def _called_after_an_area(item: Resolved) -> bool:
    """Whether a building is only called after a river or a region («محطة دجلة»), or a square after a town abroad («ساحة باريس»)."""
    place, spot = item.place, item.spot
    if place is None or spot.kind not in CUES or spot.cue_at is None:
        return False
    return place.kind in _AREAS or (place.kind in _ABROAD and spot.kind == PlaceKind.STREET)


def _part_of_a_town(item: Resolved, holds: Containment, lexicon: PlaceLexicon) -> bool:
    """Whether a place is one of the squares, streets, quarters or buildings that every town has, and its name does not tell its town."""
    place = item.place
    if place is not None and place.kind is PlaceKind.BASE:  # «كتيبة الكيمياء», «معسكر الطلائع»
        rest = item.choices[0].met.key.split()[1:]
        return place.importance <= _LITTLE_KNOWN and len(rest) == 1 and lexicon.level(rest[0], definite=True) > 0
    if place is None or place.kind not in _BUILDINGS:
        return False
    noun = lexicon.synonyms.get(item.choices[0].met.key.split()[0])
    if place.kind is PlaceKind.FACILITY and noun not in _COMMON_NOUNS:
        return False
    outdoors = place.kind is PlaceKind.STREET or noun in _SQUARES
    if place.importance > (_KNOWN if outdoors else _LITTLE_KNOWN):
        return False
    words = set(item.choices[0].met.key.split())
    town = holds.place(place.parent) if place.parent else None
    return town is None or words.isdisjoint(bare(fold_word(word)) for word in town.name_ar.split())


def _ordinary(item: Resolved, lexicon: PlaceLexicon) -> bool:
    """Whether an ordinary word names a building or, behind «منطقة», a quarter."""
    named = stands_in(item) is not None or (item.decided and quarter(item.choices[0].met, item.spot.kind))
    key = item.choices[0].met.key if named else ""
    return named and (lexicon.level(key, definite=True) > 0 or key in lexicon.given)  # «مشفى الوليد»


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
