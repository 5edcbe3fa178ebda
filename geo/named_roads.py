"""Roads that are called after the two towns at their ends: «طريق دمشق - السويداء» is one road, not two towns.

Only roads that the gazetteer knows are one place; a way between two villages that bears no name («طريق سرمين - بنش») stays the two of them
with the road as their relation. Either way the event lies between the two, so that is where the road is put on the map.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from gazetteer.index import MAIN, Met
from gazetteer.models import Place, PlaceKind
from gazetteer.spelling import key_of
from geo.finding import Finding, replace
from geo.models import Relation
from geo.place_lexicon import PlaceLexicon
from geo.relations import road_noun
from geo.resolution import Choice, Resolved
from geo.text import Text

_DASHES = frozenset("-–—/")
_SIGNS = _DASHES | frozenset("\"“”«»'‘’#")
_REASON = "road-of-two-towns"


class Read(Finding, frozen=True, kw_only=True):
    """What was read of one mention: the spot, its relation, whether it is literal.

    Attributes:
        ends: the two towns between which the stretch lies that a road's name tells, or None.
    """

    item: Resolved
    relation: Relation | None
    literal: bool
    ends: tuple[Place, Place] | None = None


class NamedRoads:
    """The roads of a gazetteer by the names of two places on them, in either order. Never changed once made."""

    def __init__(self, places: Iterable[Place], lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        self._roads: dict[tuple[str, str], Place] = {}
        roads = sorted((place for place in places if place.kind is PlaceKind.ROAD), key=lambda place: (-place.importance, place.id))
        names = [(road.name_ar, road) for road in roads]  # before any other name: a road called after two towns is theirs
        names += [(name, road) for road in roads for name in road.alt_ar]
        for name, road in names:
            words = key_of(name).split()
            for first, middle, behind in combinations(range(len(words) + 1), 3):
                one, other = " ".join(words[first:middle]), " ".join(words[middle:behind])
                self._roads.setdefault((one, other), road)
                self._roads.setdefault((other, one), road)

    def join(self, text: Text, items: Sequence[Resolved], relations: Sequence[Relation | None], literal: Sequence[bool]) -> list[Read]:
        """The mentions of a text, two that name one road as one; the numbers of relations are those of the new list."""
        read = [Read(item=item, relation=told, literal=stands) for item, told, stands in zip(items, relations, literal, strict=True)]
        joined = {number: one for number in range(len(items) - 1) if (one := self._joined(text, items, relations, number)) is not None}
        if not joined:
            return read
        kept = [number for number in range(len(items)) if number - 1 not in joined]
        places = {number: at for at, number in enumerate(kept)}
        return [joined.get(number) or _renumbered(read[number], places) for number in kept]

    def _joined(self, text: Text, items: Sequence[Resolved], relations: Sequence[Relation | None], number: int) -> Read | None:
        """A mention and the next one as one of the road that they name together, or None."""
        told, one, other = relations[number], items[number], items[number + 1]
        if told is None or told.type != "on_road" or told.other != number + 1 or one.place is None or other.place is None:
            return None
        if not _dash(text, one, other) or (number + 2 < len(items) and _dash(text, other, items[number + 2])):
            return None  # «طريق حلب - خناصر - أثريا»
        noun = road_noun(self._lexicon, text, one.spot, one.spot.begin)
        pairs = ((x, y) for x in _names(text, one) for y in _names(text, other))
        road = next((road for pair in pairs if (road := self._roads.get(pair)) is not None), None)
        if noun is None or road is None:
            return None
        met = Met(road, MAIN, key_of(road.name_ar))
        spot = replace(
            one.spot, behind=other.spot.behind, cue_at=noun[0], cue_clitic=noun[1], kind=road.kind.value, correction=None, options=(met,)
        )
        item = Resolved(spot, (Choice(met, one.choices[0].score, (_REASON,)),), decided=True)
        return Read(item=item, relation=dataclasses.replace(told, other=None), literal=True, ends=(one.place, other.place))


def _renumbered(read: Read, places: Mapping[int, int]) -> Read:
    told = read.relation
    if told is None or told.other is None:
        return read
    return replace(read, relation=dataclasses.replace(told, other=places.get(told.other)))


def _dash(text: Text, one: Resolved, other: Resolved) -> bool:
    """Whether nothing but a dash parts two names, and quotation marks."""
    gap = text.words[one.spot.behind : other.spot.begin]
    return not _DASHES.isdisjoint(gap) and _SIGNS.issuperset(gap)


def _names(text: Text, item: Resolved) -> tuple[str, ...]:
    """The keys of a place's names, the one in the text first."""
    start = text.folded.raw_start(text.starts[item.spot.first] + item.spot.clitic)
    written = text.raw[start : item.spot.span(text)[1]]
    known = (item.place.name_ar, *item.place.alt_ar) if item.place is not None else ()
    return tuple(dict.fromkeys(map(key_of, (written, *known))))
