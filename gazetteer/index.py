"""Folded name → candidate places, and the spellings that are close to a name.

The index is built once from the places, is never changed, and can be written to a cache (`state`) and read back. It knows nothing of
reports: it answers for one name at a time, and lends its table of first words to whoever scans a text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz

from gazetteer.arabic import bare
from gazetteer.close import CloseKeys
from gazetteer.models import Candidate, Place, PlaceKind
from gazetteer.spelling import (
    Orthography,
    arabic_skeleton,
    dotless,
    is_arabic,
    key_of,
    latin_plain,
    latin_skeleton,
    variants,
    variants_of,
)

# How a spelling was met, as a bit field of an entry: the first name, an alternative, a name that lacks its generic noun.
MAIN, ALTERNATIVE, GENERATED, HEADLESS = 0, 1, 2, 4

# Weight of each way to meet a name. The order is what matters: own, other, generated spelling, dots, one letter, Latin consonants.
_WEIGHT = {MAIN: 1.0, ALTERNATIVE: 0.97, GENERATED: 0.95, HEADLESS: 0.9}
_DOTS, _LETTER, _TWO_LETTERS, _SOUNDS = 0.86, 0.82, 0.7, 0.8
_IMPORTANCE = 0.03  # a step of importance (0–5) against the fit of the spelling
_KIND_BONUS = 0.08  # the kind that the name's own generic noun asks for
_SURE_SOUNDS = 4  # consonants of a Latin name that tell it from others
_PARTS = re.compile(r"\s+[-–—]\s+|[,،;؛/\\()\[\]«»\"“”:]|\s+و\s*(?=\S{3,})|\s+and\s+")

_BROAD = {PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT, PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.ROAD}


@dataclass(frozen=True, slots=True)
class Met:
    """One entry met: the place, how (bit field) and the key."""

    place: Place
    how: int
    key: str


class NameIndex:
    """Names of places, folded. Immutable once built."""

    def __init__(
        self, places: Sequence[Place], keys: dict[str, tuple[int, ...]], latin: dict[str, tuple[int, ...]], orthography: Orthography
    ) -> None:
        """Use `build` or `from_state`: the tables must belong to the places, in this order."""
        self.places = tuple(places)
        self.orthography = orthography
        self._keys = keys
        self._latin = latin
        self._met: dict[str, tuple[Met, ...]] = {}  # made when asked for; no more of them than keys

    @staticmethod
    def build(places: Iterable[Place], orthography: Orthography | None = None) -> NameIndex:
        """Index all names of `places` and the spellings generated from them."""
        words = orthography or Orthography.load()
        listed = tuple(places)
        keys: dict[str, dict[int, int]] = defaultdict(dict)
        latin: dict[str, dict[int, None]] = defaultdict(dict)
        for number, place in enumerate(listed):
            spelt = [key_of(name) for name in (place.name_ar, *place.alt_ar)]
            for key, how in _arabic_keys(place, spelt, words):
                keys[key].setdefault(number, how)
            for skeleton in _latin_keys(place, spelt):
                latin[skeleton].setdefault(number)
        return NameIndex(
            listed,
            {key: tuple(number * 8 + how for number, how in found.items()) for key, found in keys.items()},
            {key: tuple(found) for key, found in latin.items()},
            words,
        )

    def state(self) -> dict[str, Any]:
        """What a cache must keep beside the places."""
        return {"keys": self._keys, "latin": self._latin}

    @staticmethod
    def from_state(places: Sequence[Place], state: Mapping[str, Any], orthography: Orthography | None = None) -> NameIndex:
        """Read back what `state` gave, for the same places in the same order."""
        keys = {key: tuple(found) for key, found in state["keys"].items()}
        return NameIndex(places, keys, {key: tuple(found) for key, found in state["latin"].items()}, orthography or Orthography.load())

    @cached_property
    def first_words(self) -> dict[str, tuple[int, ...]]:
        """First word of every key → the lengths of the keys that begin with it, in words, longest first."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in self._keys:
            first, *rest = key.split(" ")
            lengths[first].add(len(rest) + 1)
        return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}

    @cached_property
    def second_words(self) -> dict[str, frozenset[str]]:
        """First word of every key of two words or more → the second words: tells quickly that a longer name cannot begin here."""
        seconds: dict[str, set[str]] = defaultdict(set)
        for first, second, *_ in (key.split(" ", 2) for key in self._keys if " " in key):
            seconds[first].add(second)
        return {first: frozenset(found) for first, found in seconds.items()}

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def met(self, key: str) -> tuple[Met, ...]:
        """The places whose name has this key, in the order of the gazetteer; () when there is none."""
        known = self._met.get(key)
        if known is None:
            entries = self._keys.get(key)
            if entries is None:
                return ()
            known = self._met[key] = tuple(Met(self.places[entry >> 3], entry & 7, key) for entry in entries)
        return known

    def latin(self, name: str) -> tuple[Met, ...]:
        """The places of this name in Latin letters («Sarmin»), in the order of the gazetteer: those written just so, else those that a
        long name sounds like.
        """
        plain, skeleton = latin_plain(name), latin_skeleton(name)
        places = [self.places[number] for number in self._latin.get(skeleton, ())]
        exact = [place for place in places if plain in map(latin_plain, (place.name_en, *place.alt_en))]
        found = exact or (places if len(skeleton) >= _SURE_SOUNDS else ())
        return tuple(Met(place, ALTERNATIVE, key_of(place.name_ar)) for place in found)

    def close(self, key: str, reach: int = 2) -> tuple[tuple[str, float, str], ...]:
        """Keys that differ from `key` by dots or by a letter, best first: (key, weight, reason code).

        Two letters may differ in names of nine letters and more, unless `reach` is 1.
        """
        found: dict[str, tuple[float, str]] = {}
        if len(key) < 3:
            return ()
        for other in self._by_dotless.get(dotless(key), ()):
            if other != key:
                fused = other.replace(" ", "") == key.replace(" ", "")
                found[other] = (_WEIGHT[GENERATED], "fused-or-split") if fused else (_DOTS, "dots-differ")
        if len(key) >= 4:
            for other, distance in self._close_keys.within(key, min(reach, 2 if len(key) >= 9 else 1)):
                if distance and other not in found:
                    found[other] = (_LETTER, "one-letter") if distance == 1 else (_TWO_LETTERS, "two-letters")
        return tuple((other, weight, why) for other, (weight, why) in sorted(found.items(), key=lambda item: (-item[1][0], item[0])))

    @cached_property
    def _close_keys(self) -> CloseKeys:
        return CloseKeys(self._keys)

    @cached_property
    def _close_skeletons(self) -> CloseKeys:
        return CloseKeys(self._latin)

    @cached_property
    def _by_dotless(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = defaultdict(list)
        for key in self._keys:
            table[dotless(key)].append(key)
        return {skeleton: tuple(keys) for skeleton, keys in table.items()}

    # -- one name ---------------------------------------------------------------------------------------------------------------

    def find(self, name: str, limit: int = 10, kind: PlaceKind | None = None) -> tuple[Candidate, ...]:
        """Candidates for a name typed by a person, best first.

        Forgives what Arabic writers do (see `gazetteer.arabic` and `gazetteer.spelling`), one wrong, missing or swapped letter, confused
        dots; takes Latin spellings; reads a label of several names («البارة، كنصفرة») part by part, and takes the names out of a phrase
        («قرب معبر عون الدادات في منبج»). Places of exactly this name come first; likenesses fill what is left of `limit`. Never raises;
        () for no likeness.
        """
        found: dict[str, Candidate] = {}
        queries = self._queries(name, kind)
        for query, wanted, penalty in queries:
            self._collect(query, wanted, penalty, found, exact=True)
        if not found:
            for query, wanted, penalty in self._inner(name, kind):
                self._collect(query, wanted, penalty, found, exact=True)
        if len(found) < limit:
            likenesses: dict[str, Candidate] = {}
            for query, wanted, penalty in queries:
                self._collect(query, wanted, penalty + 0.02, likenesses, exact=False)
            found = {**likenesses, **found}
        return _ranked(found.values())[:limit]

    def lookup(self, name: str) -> tuple[Met, ...]:
        """The places of exactly this name, folded, without any guess: the fast way for a spelling that is known to be right."""
        return self.met(key_of(name))

    def _inner(self, name: str, kind: PlaceKind | None) -> list[tuple[str, str | None, float]]:
        """Names inside a phrase: its runs of words that are keys, longest first, each less sure the more of the phrase it leaves out."""
        words = key_of(name).split()
        found: list[tuple[str, str | None, float]] = []
        for length in range(min(4, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                run = [
                    word[1:] if at == 0 and len(word) > 3 and " ".join(words[first : first + length]) not in self else word
                    for at, word in enumerate(words[first : first + length])
                ]
                for form in (words[first : first + length], run):
                    key = " ".join(bare(word) for word in form)
                    if key in self and len(key) > 2:
                        found.append(
                            (key, self.orthography.nouns.get(words[first - 1]) if first else kind, 0.08 + 0.04 * (len(words) - length))
                        )
        if len(words) == 2:
            found.append((f"{words[1]} {words[0]}", kind, 0.15))
        return list(dict.fromkeys(found))

    def _queries(self, name: str, kind: PlaceKind | None) -> list[tuple[str, str | None, float]]:
        """(spelling, kind asked for, penalty) for the whole, the whole without its generic noun, and the parts of a list."""
        queries: list[tuple[str, str | None, float]] = [(name.strip(), kind, 0.0)]
        parts = [part.strip() for part in _PARTS.split(" " + name) if part and part.strip()]
        for order, part in enumerate(parts[:8]):
            queries.append((part, kind, 0.02 + 0.03 * order))
        headless = []
        for query, wanted, penalty in queries:
            stripped, noun = self._without_noun(query)
            if stripped:
                headless.append((stripped, wanted or noun, penalty + 0.03))
        asked: dict[tuple[str, str | None], float] = {}
        for query, wanted, penalty in queries + headless:
            asked[query, wanted] = min(penalty, asked.get((query, wanted), penalty))
        return [(query, wanted, penalty) for (query, wanted), penalty in asked.items()]

    def _without_noun(self, name: str) -> tuple[str, str | None]:
        """The name behind its generic nouns, and the kind that the last of them names."""
        words, kind = name.split(), None
        while len(words) > 1:
            noun = self.orthography.nouns.get(key_of(words[0])) or self.orthography.nouns.get(key_of("ال" + words[0]))
            if noun is None:
                break
            kind, words = noun, words[1:]
        return (" ".join(words), kind) if kind else ("", None)

    def _collect(self, query: str, kind: str | None, penalty: float, found: dict[str, Candidate], *, exact: bool) -> None:
        if not is_arabic(query):
            self._collect_latin(query, kind, penalty, found, exact=exact)
            return
        keys = variants(query, self.orthography)
        if not keys:
            return
        if exact:
            for order, key in enumerate(keys):
                self._offer(
                    key, 1.0 if not order else _WEIGHT[GENERATED], "exact-name" if not order else "fused-or-split", kind, penalty, found
                )
            return
        for other, weight, why in self.close(keys[0])[:40]:
            self._offer(other, weight, why, kind, penalty, found)

    def _offer(self, key: str, weight: float, why: str, kind: str | None, penalty: float, found: dict[str, Candidate]) -> None:
        for met in self.met(key):
            place = met.place
            score = weight * min(weight_of for bit, weight_of in _WEIGHT.items() if bit == met.how or bit & met.how) - penalty
            score = score * 0.8 + _IMPORTANCE * place.importance + kind_bonus(place.kind, kind)
            if kind is None and place.kind in _BROAD:
                score -= 0.02
            reasons = [f"{why}={met.key}" if why != "exact-name" else why]
            if met.how & ALTERNATIVE:
                reasons.append("other-name")
            best = found.get(place.id)
            if best is None or best.score < score:
                found[place.id] = Candidate(place=place, score=round(score, 4), spelling=met.key, reasons=tuple(reasons))

    def _collect_latin(self, query: str, kind: str | None, penalty: float, found: dict[str, Candidate], *, exact: bool) -> None:
        plain, skeleton = latin_plain(query), latin_skeleton(query)
        numbers: list[int] = list(self._latin.get(skeleton, ()))
        if not exact and len(skeleton) >= 4:
            near = self._close_skeletons.within(skeleton, 1)
            for other, _ in sorted(near, key=lambda item: (item[1], self._latin[item[0]], item[0]))[:10]:
                numbers += self._latin[other]
        for number in dict.fromkeys(numbers):
            place = self.places[number]
            names = [latin_plain(name) for name in (place.name_en, *place.alt_en)]
            alike = max((fuzz.ratio(plain, name) / 100 for name in names), default=0.0)
            weight = 1.0 if plain in names else _SOUNDS * (0.6 + 0.4 * alike)
            score = (weight - penalty) * 0.8 + _IMPORTANCE * place.importance + kind_bonus(place.kind, kind)
            best = found.get(place.id)
            if best is None or best.score < score:
                why = "exact-latin-name" if plain in names else f"sounds-like={place.name_en}"
                found[place.id] = Candidate(place=place, score=round(score, 4), spelling=place.name_en, reasons=(why,))


def _arabic_keys(place: Place, spelt: Sequence[str], words: Orthography) -> Iterable[tuple[str, int]]:
    """All keys of a place with how each came about; a name that begins with a generic noun is also found without it, weakly.

    `spelt` are the keys of its Arabic names as they are written, the main one first.
    """
    names = [(key, ALTERNATIVE if order else MAIN) for order, key in enumerate(spelt) if key and not (order and _longer(key, spelt))]
    for own, how in names:
        for order, key in enumerate(variants_of(own, words)):
            yield key, how | (GENERATED if order else 0)
    for own, how in names:
        first, _, rest = own.partition(" ")
        if (
            len(rest) > 2
            and words.nouns.get(first, "countryside") != "countryside"
            and place.kind not in (PlaceKind.VILLAGE, PlaceKind.TOWN, PlaceKind.CITY)
        ):
            for key in variants_of(rest, words):
                yield key, how | HEADLESS


def _longer(key: str, others: Iterable[str]) -> bool:
    """Whether a name only goes on behind a shorter one («مخيم اليرموك للاجئين الفلسطينيين»): the shorter one meets it too."""
    return any(5 < len(head) < len(key) and " " in head and key.startswith(head + " ") for head in others)


def _latin_keys(place: Place, spelt: Iterable[str]) -> Iterable[str]:
    for name in (place.name_en, *place.alt_en):
        skeleton = latin_skeleton(name)
        if skeleton:
            yield skeleton
    for key in spelt:
        skeleton = arabic_skeleton(key)
        if skeleton:
            yield skeleton


_SIMILAR_KINDS = (
    {PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE},
    {PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT, PlaceKind.REGION},
    {PlaceKind.BASE, PlaceKind.AIRPORT, PlaceKind.HILL},
    {PlaceKind.NEIGHBOURHOOD, PlaceKind.TOWN, PlaceKind.CAMP},
    {PlaceKind.FACILITY, PlaceKind.STREET, PlaceKind.CROSSING, PlaceKind.DAM},
)


def kind_bonus(kind: PlaceKind, wanted: str | None) -> float:
    """What the kind of a place adds to its score when a kind is asked for: all, half for one readily swapped with it, else a malus."""
    return _BONUS.get((kind, wanted), 0.0) if wanted else 0.0


def _bonus(kind: PlaceKind, wanted: PlaceKind) -> float:
    if kind is wanted:
        return _KIND_BONUS
    alike = any(kind in group and wanted in group for group in _SIMILAR_KINDS)
    return _KIND_BONUS / 2 if alike else -_KIND_BONUS / 2


_BONUS: Mapping[tuple[str, str], float] = {(kind, wanted): _bonus(kind, wanted) for kind in PlaceKind for wanted in PlaceKind}


def _ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(candidates, key=lambda c: (-c.score, -c.place.importance, c.place.id)))
