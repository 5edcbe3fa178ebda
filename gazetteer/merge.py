"""Imported rows laid against the places that are known: what is known already lends its id, so that an import creates no homonyms.

Two rows are one place when they share a P-code, or a source's id, or a folded name within three kilometres and a kind that goes with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from gazetteer.models import ADMIN_KINDS, SETTLEMENT_KINDS, Place, PlaceKind
from gazetteer.near import metres
from gazetteer.spelling import key_of, latin_plain, variants
from gazetteer.store import Gazetteer, extended
from gazetteer.tables import ANYWHERE, Entry, in_syria

SAME_PLACE_M = 3000.0
_SAME_UNIT_M = 40_000.0  # inner points of the same district differ by this much between editions
_SITES = frozenset(PlaceKind) - SETTLEMENT_KINDS - ADMIN_KINDS - {PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.REGION}


@dataclass(slots=True)
class Merged:
    """What an import comes to.

    Attributes:
        entries: rows to keep as a layer: new places, and additions to known ones.
        new: how many are new places.
        added: how many known places got a spelling, an area or a P-code.
        known: how many rows said nothing new.
        skipped: rows without a name or outside the area.
    """

    entries: list[Entry]
    new: int = 0
    added: int = 0
    known: int = 0
    skipped: int = 0


def merge(places: Iterable[Place], below: Gazetteer) -> Merged:
    """Lay imported places against those of `below`.

    Returns:
        rows for a layer over `below`, in the order of the import, and the counts.
    """
    return _Merge(below).run(places)


class _Merge:
    def __init__(self, below: Gazetteer) -> None:
        self._below = below
        self._by_code = {place.pcode: place for place in below.places.values() if place.pcode}
        self._latin: dict[str, list[Place]] = defaultdict(list)
        for place in below.places.values():
            for name in (place.name_en, *place.alt_en):
                self._latin[latin_plain(name)].append(place)
        self._new: dict[str, list[str]] = defaultdict(list)  # key of a name → ids of new places
        self._rows: dict[str, Entry] = {}  # id of the target or of the new place → row

    def run(self, places: Iterable[Place]) -> Merged:
        result = Merged(entries=[])
        for place in places:
            if not place.name_ar and not place.name_en:
                result.skipped += 1
                continue
            place = abroad(place)
            target = self._known(place)
            if target is not None:
                result.known += not self._extend(target, place)
                continue
            twin = self._twin(place)
            if twin:
                row = self._rows[twin]
                self._rows[twin] = replace(row, place=extended(row.place, place))
                result.known += 1
                continue
            self._keep(place)
        codes = {entry.place.pcode for entry in self._rows.values()} | self._by_code.keys() | self._below.places.keys() | self._rows.keys()
        result.entries = [_with_known_parent(entry, codes) for entry in self._rows.values()]
        result.new = sum(not entry.extends for entry in result.entries)
        result.added = len(result.entries) - result.new
        return result

    def _known(self, place: Place) -> Place | None:
        """The known place that this one is."""
        if place.pcode and place.pcode in self._by_code:
            return self._by_code[place.pcode]
        if place.id in self._below.places:
            return self._below.places[place.id]
        reach = _SAME_UNIT_M if place.kind in ADMIN_KINDS else SAME_PLACE_M
        near = [
            (distance, other.id, other)
            for other in self._namesakes(place)
            if compatible(place.kind, other.kind)
            and not (place.pcode and other.pcode and place.pcode[:1] == other.pcode[:1])  # two codes of one list are two places
            and (distance := metres(place.lon, place.lat, other.lon, other.lat)) <= reach
        ]
        return min(near, key=lambda item: item[:2])[2] if near else None

    def _namesakes(self, place: Place) -> Iterator[Place]:
        for key in self._keys(place):
            for met in self._below.index.met(key):
                yield met.place
        if not place.name_ar:
            yield from self._latin.get(latin_plain(place.name_en), ())

    def _keys(self, place: Place) -> set[str]:
        names = (name for name in (place.name_ar, *place.alt_ar) if name)
        return {key for name in names for key in variants(name, self._below.index.orthography)}

    def _extend(self, target: Place, place: Place) -> bool:
        """Keep what the import adds to a known place; False when that is nothing."""
        before = self._rows.get(target.id)
        base = extended(target, before.place) if before else target
        known = {key for name in (base.name_ar, *base.alt_ar) if name for key in variants(name, self._below.index.orthography)}
        known_latin = {latin_plain(name) for name in (base.name_en, *base.alt_en)}
        fresh_ar = [name for name in (place.name_ar, *place.alt_ar) if name and key_of(name) not in known]
        fresh_en = [name for name in (place.name_en, *place.alt_en) if name and latin_plain(name) not in known_latin]
        surer = base.position_source == "editor" and place.accuracy_m < base.accuracy_m and place.geometry is None
        if not (fresh_ar or fresh_en or place.geometry or surer or (place.pcode and not base.pcode)):
            return False
        addition = replace(
            place, id=f"more-{target.id}", name_ar=target.name_ar, name_en=target.name_en,
            alt_ar=tuple(fresh_ar), alt_en=tuple(fresh_en), kind=target.kind, parent=target.parent,
        )  # fmt: skip
        if before:
            addition = extended(before.place, addition)
        self._rows[target.id] = Entry(place=addition, extends=target.id)
        return True

    def _twin(self, place: Place) -> str | None:
        """Id of the new place that this row of the same import says again."""
        if place.id in self._rows:
            return place.id
        if place.pcode:
            return None
        for key in self._keys(place):
            for other_id in self._new.get(key, ()):
                other = self._rows[other_id].place
                if other.kind == place.kind and metres(place.lon, place.lat, other.lon, other.lat) <= SAME_PLACE_M / 2:
                    return other_id
        return None

    def _keep(self, place: Place) -> None:
        self._rows[place.id] = Entry(place=place)
        for key in self._keys(place):
            self._new[key].append(place.id)


def _with_known_parent(entry: Entry, known: Collection[str | None]) -> Entry:
    """The row without a parent that does not exist; the store then takes that of the nearest settlement."""
    parent = entry.place.parent
    if parent is None or parent in known or parent.upper() in known or parent.lower() in known:
        return entry
    return replace(entry, place=replace(entry.place, parent=None))


def abroad(place: Place) -> Place:
    """The place as a foreign one where it lies outside Syria and is of a kind that does not reach across the border."""
    if in_syria(place.lon, place.lat) or place.kind in ANYWHERE:
        return place
    return replace(place, kind=PlaceKind.FOREIGN_PLACE, parent=None)


def compatible(one: PlaceKind, other: PlaceKind) -> bool:
    """Whether two sources may mean one place by these kinds."""
    return one == other or any(one in group and other in group for group in (SETTLEMENT_KINDS, _SITES))
