"""Names of towns that mean the governorate around them here: by its border, its governor, its desert, or as a part of a count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from gazetteer.arabic import fold_word
from gazetteer.models import PlaceKind
from geo.lexicon import rows
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text, is_word

BORDER, GOVERNOR, DESERT, SHARE = "border", "governor", "desert", "share-of-a-count"
REASONS = frozenset({BORDER, GOVERNOR, DESERT, SHARE})  # of a choice, said of its governorate
_TOWN_CUES = frozenset({"city", "town"})
_LEAST = 3  # parts of a count: «2 في حلب و1 في إدلب» may be two blasts
_EACH, _REST, _SPREAD = "each", "rest", "spread"
_OVER, _REACH = "on", 5  # «توزع الباقون على كذا وكذا»: the preposition, and words from the verb to it
_IN, _AT, _AND, _COLONS = "in", "ب", "و", frozenset(":")


class AreasMeant:
    """Reads which spots of a text mean a governorate. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        words = [(fold_word(row["form"]), row["what"]) for row in rows("area_words")]
        self._words = {form: what for form, what in words if what not in (_EACH, _REST, _SPREAD)}
        self._spread = frozenset(form for form, what in words if what == _SPREAD)
        self._each = frozenset(tuple(form.split()) for form, what in words if what == _EACH)  # «9 في كل من درعا وحماة»
        self._numbers = lexicon.numbers.union(form for form, what in words if what == _REST)  # «والبقية في إدلب وحماة»

    def read(self, text: Text, spots: Sequence[Spot]) -> dict[int, str]:
        """The numbers of such spots → why: `BORDER`, `GOVERNOR`, `DESERT` or `SHARE`."""
        behind = {hit.behind for hit in self._lexicon.borders.scan(text)}
        found: dict[int, str] = {}
        for number, spot in enumerate(spots):
            joined = number - 1 in found and spots[number - 1].chain == spot.chain and spot.cue_at is None and "list" in spot.reasons
            why = self._why(text.words, spot, behind)
            if why is None and joined and (found[number - 1] != GOVERNOR or spot.kind is None):
                why = found[number - 1]
            if why is not None:
                found[number] = why
        return found | dict.fromkeys(self._shares(text, spots), SHARE)

    def _why(self, words: Sequence[str], spot: Spot, borders: set[int]) -> str | None:
        if spot.first in borders and spot.kind not in _TOWN_CUES:  # «الحدود الإدارية بين حماة وإدلب»: areas have borders, towns have not
            return BORDER
        if self._word(words[spot.first]) == DESERT and spot.behind - spot.first > 1:  # «بادية حمص» as a name: what follows on its list
            return DESERT
        at = (spot.first if spot.cue_at is None else spot.cue_at + 1) - 1
        if at < 0 or spot.kind in _TOWN_CUES or words[spot.first][: spot.clitic]:
            return None
        what = self._word(words[at])
        return what if what == DESERT or spot.cue_at is None else None

    def _word(self, word: str) -> str | None:
        return self._words.get(word) or (self._words.get(word[1:]) if word[:1] in "وبلف" else None)

    def _shares(self, text: Text, spots: Sequence[Spot]) -> Iterator[int]:
        """The spots among which a sentence divides a count, if all are governorates («23 في حمص و9 في كل من درعا وحماة»)."""
        sentences: defaultdict[int, list[int]] = defaultdict(list)
        counts: Counter[int] = Counter()
        spread = False
        for number, spot in enumerate(spots):
            sentence = text.sentence_of(spot.first)
            spread = spread if self._listed(spots, number) else self._spread_over(text.words, spot)
            if spread:
                sentences[-1 - sentence].append(number)
                continue
            goes_on = number - 1 in sentences.get(sentence, ()) and spots[number - 1].chain == spot.chain
            counted = self._counted(text.words, spot)
            if counted or (goes_on and text.words[spot.first][: spot.clitic] == _AND and spot.cue_at is None):
                sentences[sentence].append(number)
                counts[sentence] += counted
        for sentence, numbers in sentences.items():
            if len(numbers) >= _LEAST and (sentence < 0 or counts[sentence] > 1) and all(_governorate(spots[number]) for number in numbers):
                yield from numbers

    @staticmethod
    def _listed(spots: Sequence[Spot], number: int) -> bool:
        """Whether a name goes on the list of the one before it."""
        return number > 0 and spots[number].chain == spots[number - 1].chain and spots[number].cue_at is None

    def _spread_over(self, words: Sequence[str], spot: Spot) -> bool:
        """Whether a count is told to be spread over the list that begins here («توزع الباقون على حلب وحمص وحماة»)."""
        at = spot.begin - 1
        if at < 0 or self._lexicon.prepositions.get(words[at]) != _OVER:
            return False
        return any(word in self._spread or word[1:] in self._spread for word in words[max(0, at - _REACH) : at])

    def _counted(self, words: Sequence[str], spot: Spot) -> bool:
        """Whether a number stands before a name and «في» («23 في حمص», «8 شهداء بحلب»), or behind it («حلب: 8»)."""
        behind = spot.behind + (words[spot.behind : spot.behind + 1] in ((":",), (_AT,)))  # «حماة بـ19»
        if behind < len(words) and words[behind].isdigit() and not words[spot.begin][: spot.clitic]:
            return True
        at = spot.begin - 1
        if tuple(words[max(0, at - 1) : at + 1]) in self._each:
            at -= 2
        if _AT in words[spot.begin][: spot.clitic if spot.cue_at is None else spot.cue_clitic]:
            at += 1
        elif at < 0 or self._lexicon.prepositions.get(words[at]) != _IN:
            return False
        return self._number(words, at - 1) or (at > 1 and is_word(words[at - 1]) and self._number(words, at - 2))

    def _number(self, words: Sequence[str], at: int) -> bool:
        return at >= 0 and (words[at].isdigit() or words[at] in self._numbers or (words[at][0] == _AND and words[at][1:] in self._numbers))


def quarter_headings(text: Text, spots: Sequence[Spot]) -> frozenset[int]:
    """The numbers of the spots that head a sentence which goes on to name quarters of this very city and nothing else («حمص: قصف على حي
    الخالدية»).
    """
    sentences: defaultdict[int, list[int]] = defaultdict(list)
    for number, spot in enumerate(spots):
        if spot.options:
            sentences[text.sentence_of(spot.first)].append(number)
    return frozenset(
        first for first, *rest in sentences.values() if rest and all(_quarter_of(spots[number], spots[first]) for number in rest)
    )


def _quarter_of(spot: Spot, city: Spot) -> bool:
    cities = {met.place.id for met in city.options if met.place.kind is PlaceKind.CITY}
    return any(met.place.kind is PlaceKind.NEIGHBOURHOOD and met.place.parent in cities for met in spot.options)


def _governorate(spot: Spot) -> bool:
    return spot.kind not in _TOWN_CUES and any(met.place.kind is PlaceKind.GOVERNORATE for met in spot.options)
