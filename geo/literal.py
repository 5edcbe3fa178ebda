"""Whether a name stands for its place or for a government or an army («قالت واشنطن»)."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import fold_word
from gazetteer.models import PlaceKind
from geo.lexicon import rows
from geo.phrases import PhraseTable
from geo.place_lexicon import PlaceLexicon
from geo.resolution import Resolved
from geo.text import Text, is_word

_WINDOW = 4  # tokens to either side that can make a capital speak


class LiteralReader:
    """Reads how a country or a capital is used. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        self._acts = PhraseTable(((row["form"], row["what"]) for row in rows("government_acts")), verbs=True)
        self._before = PhraseTable(((row["form"], row["what"]) for row in rows("government_phrases")), exact_article=True)
        self._is_seat: dict[str, bool] = {}  # by name: no more of them than places
        self._seats = frozenset(fold_word(row["form"]) for row in rows("government_seats"))

    def read(self, text: Text, resolved: Sequence[Resolved]) -> tuple[bool, ...]:
        """For each spot, whether it is meant as a place."""
        return tuple(self._literal(text, item) for item in resolved)

    def _literal(self, text: Text, item: Resolved) -> bool:
        place = item.choices[0].met.place if item.choices else None
        spot = item.spot
        if place is None:
            return True
        seat = self._is_seat.get(place.name_ar)
        if seat is None:
            seat = self._is_seat[place.name_ar] = fold_word(place.name_ar) in self._seats
        if not seat and place.kind is not PlaceKind.COUNTRY:
            return True
        if self._bordering(text, spot.first):
            return True
        if spot.cue_at is not None or spot.countryside or self._located(text, spot.first, spot.clitic):
            return not self._led(text, spot.first)
        if self._led(text, spot.first) or self._acting(text, spot.first, spot.behind):
            return False
        return place.kind is not PlaceKind.COUNTRY and place.kind is not PlaceKind.FOREIGN_PLACE

    def _located(self, text: Text, first: int, clitic: int) -> bool:
        """Whether a preposition of place, a direction or a word as «حدود» leads the name."""
        if clitic and text.words[first][:clitic].startswith("ب"):
            return True
        if first == 0:
            return False
        before = text.words[first - 1]
        meaning = self._lexicon.prepositions.get(before)
        return meaning is not None or before in self._lexicon.directions or before in "،:-\n#"

    def _bordering(self, text: Text, first: int) -> bool:
        """Whether «الحدود» stands before the name, with or without «مع»."""
        hits = (self._lexicon.relations.at(text.words, at) for at in range(max(0, first - 3), first))
        return any(hit is not None and hit.value == "border" and first - hit.behind <= 1 for hit in hits)

    def _led(self, text: Text, first: int) -> bool:
        """Whether a phrase before the name makes it a government («بقيادة واشنطن», «بدعم من أنقرة»)."""
        return any((hit := self._before.at(text.words, at)) is not None and hit.behind == first for at in range(max(0, first - 3), first))

    def _acting(self, text: Text, first: int, behind: int) -> bool:
        """Whether a verb of governments stands right before the name or close behind it."""
        words = text.words
        near = [*range(max(0, first - 2), first), *range(behind, min(len(words), behind + _WINDOW))]
        return any(is_word(words[at]) and self._acts.at(words, at) is not None for at in near)
