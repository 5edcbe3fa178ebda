"""A phrase table for many phrases that begin with the same word («قوات …», «ميليشيا …», «مصدر …»)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from gazetteer.arabic import ARTICLE, bare
from geo.phrases import Found, PhraseTable
from geo.text import Text

T = TypeVar("T")

_PASSED_OVER = frozenset("\"«»“”‘’'#*_")


class LongPhraseTable(PhraseTable[T]):
    """Meets the same phrases as `PhraseTable` does, looking up the second word, too, instead of trying every phrase."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        super().__init__(phrases)
        self.firsts -= _PASSED_OVER
        self._alone: dict[str, tuple[int, T]] = {}
        self._longer: dict[str, dict[str, list[tuple[int, tuple[str, ...], T]]]] = {}  # by first and second word, as both are written
        for first, found in self._by_first.items():
            longer: dict[str, list[tuple[int, tuple[str, ...], T]]] = defaultdict(list)
            for clitic, rest, value in found:
                if not rest:
                    self._alone.setdefault(first, (clitic, value))
                for written in (rest[0], ARTICLE + rest[0]) if rest else ():
                    if bare(written) == rest[0]:
                        longer[written].append((clitic, rest[1:], value))
            if longer:
                self._longer[first] = dict(longer)

    def at(self, words: Sequence[str], index: int) -> Found[T] | None:
        """The longest phrase that begins with the token at `index`, or None."""
        word = words[index]
        longer = self._longer.get(word)
        if longer is not None and index + 1 < len(words):
            for clitic, rest, value in longer.get(words[index + 1], ()):
                behind = index + 2 + len(rest)
                if not rest or tuple(map(bare, words[index + 2 : behind])) == rest:
                    return Found(index, behind, clitic, value)
        alone = self._alone.get(word)
        return Found(index, index + 1, alone[0], alone[1]) if alone is not None else None

    def meet(self, tokens: Unquoted) -> list[Found[T]]:
        """All phrases of a text, longest at each place, not overlapping, in order; indices are those of the unquoted tokens."""
        found, behind, words, last = [], 0, tokens.words, len(tokens.words) - 1
        alone, longer = self._alone, self._longer
        for index in tokens.among(self.firsts):
            word = words[index]
            if index < behind or (word not in alone and (index == last or words[index + 1] not in longer[word])):
                continue  # as it is with most: words such as «من» only begin a phrase before certain others
            if hit := self.at(words, index):
                found.append(hit)
                behind = hit.behind
        return found


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A text's tokens without quotation marks, hash signs and stars, so that «ميليشيا "قسد"» is two words in a row.

    Attributes:
        text: the text.
        words: the tokens that stay.
        kept: their indices in the text.
    """

    text: Text
    words: tuple[str, ...]
    kept: Sequence[int]

    @staticmethod
    def of(text: Text) -> Unquoted:
        """Of a text."""
        signs = text.among(_PASSED_OVER)
        if not signs:
            return Unquoted(text, text.words, range(len(text.words)))
        words: list[str] = []
        kept: list[int] = []
        for before, sign in pairwise((-1, *signs, len(text.words))):
            words += text.words[before + 1 : sign]
            kept += range(before + 1, sign)
        return Unquoted(text, tuple(words), kept)

    def among(self, wanted: AbstractSet[str]) -> list[int]:
        """Indices of the tokens that stay and are among these words, none of which is a sign that is passed over; ascending."""
        indices = self.text.among(wanted)
        return indices if len(self.words) == len(self.text.words) else [bisect_left(self.kept, index) for index in indices]
