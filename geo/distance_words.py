"""How far: «على بعد ١٠ كم», «ثلاثة كيلومترات», «كيلومترين», «2.5 كم», «كيلومتر ونصف», in metres."""

from __future__ import annotations

from dataclasses import dataclass

from geo.numerals import Numerals, is_digits
from geo.place_lexicon import PlaceLexicon
from geo.text import Text
from geo.word_forms import Clitics

_POINTS = frozenset(".,٫،")
_LONGEST = 5  # tokens of a number
_FURTHEST = 9999  # of any unit: more is no distance between places of a country


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance that begins at token `first`, whose first letters (`clitic`) do not belong to it."""

    metres: float
    first: int
    clitic: int


class DistanceReader:
    """Reads the distance before a place. Holds the lexicons only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        self._numerals = Numerals.load(Clitics.load())

    def read(self, text: Text, before: int, end: int) -> Distance | None:
        """The distance that is told among the tokens [before, end), its unit one of the last two before «و نصف»."""
        for unit_at in range(end - 1, max(before, end - 4), -1):
            metres = self._lexicon.distance_units.get(text.words[unit_at])
            if metres is None:
                continue
            half = self._half_behind(text, unit_at + 1, end)
            if end - unit_at > 2 and not half:
                return None
            phrase = self._phrase(text, before, unit_at)
            number = self._number(text, before, unit_at)
            if number is not None:
                count, first = number
            elif phrase is not None and phrase[2] == unit_at:  # «على بعد كيلومتر», «على بعد كيلومترين»
                count, first = 1.0, unit_at
            else:
                return None
            start, clitic = (phrase[0], phrase[1]) if phrase is not None else (first, 0)
            return Distance((count + half) * metres, start, clitic)
        return None

    def _phrase(self, text: Text, before: int, end: int) -> tuple[int, int, int] | None:
        """(first token, letters of clitic, token behind) of «على بعد»."""
        for start in range(before, end):
            hit = self._lexicon.relations.at(text.words, start)
            if hit and hit.value == "distance":
                return start, hit.clitic, hit.behind
        return None

    def _number(self, text: Text, before: int, end: int) -> tuple[float, int] | None:
        """(value, first token) of the longest number that ends just before a unit."""
        words = text.words
        if end - 2 > before and is_decimal(text, end - 2):
            return float(f"{words[end - 3]}.{words[end - 1]}"), end - 3
        for first in range(max(before, end - _LONGEST), end):
            word = self._numerals.words.get(words[first])
            if word is not None and word.kind == "fraction" and first + 1 == end:
                return 1 / word.value, first
            number = self._numerals.read(text, first)
            if number is not None and number.behind == end and number.value is not None and 0 < number.value <= _FURTHEST:
                return float(number.value), first
        return None

    def _half_behind(self, text: Text, at: int, end: int) -> float:
        """0.5 of «كيلومتر ونصف»."""
        word = self._numerals.words.get(text.words[at]) if at < end else None
        return 1 / word.value if word is not None and word.kind == "fraction" and word.joins else 0.0


def is_decimal(text: Text, index: int) -> bool:
    """Whether a token is the point of a decimal number, tight between digits."""
    words = text.words
    inside = 0 < index < len(words) - 1 and words[index] in _POINTS and text.glued(index) and text.glued(index + 1)
    return inside and is_digits(words[index - 1]) and is_digits(words[index + 1])
