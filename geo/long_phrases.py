"""A phrase table for many phrases that begin with the same word («قوات …», «ميليشيا …», «مصدر …»)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gazetteer.arabic import bare
from geo.phrases import Found, PhraseTable
from geo.text import Text

T = TypeVar("T")

_PASSED_OVER = frozenset("\"«»“”‘’'#*_")


class LongPhraseTable(PhraseTable[T]):
    """Meets the same phrases as `PhraseTable` does, looking up the second word, too, instead of trying every phrase."""

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        super().__init__(phrases)
        self._alone: dict[str, tuple[int, T]] = {}
        self._longer: dict[str, dict[str, list[tuple[int, tuple[str, ...], T]]]] = {}
        for first, found in self._by_first.items():
            longer: dict[str, list[tuple[int, tuple[str, ...], T]]] = defaultdict(list)
            for clitic, rest, value in found:
                if rest:
                    longer[rest[0]].append((clitic, rest[1:], value))
                else:
                    self._alone.setdefault(first, (clitic, value))
            if longer:
                self._longer[first] = dict(longer)

    def at(self, words: Sequence[str], index: int) -> Found[T] | None:
        """The longest phrase that begins with the token at `index`, or None."""
        longer = self._longer.get(words[index])
        if longer is not None and index + 1 < len(words):
            for clitic, rest, value in longer.get(bare(words[index + 1]), ()):
                behind = index + 2 + len(rest)
                if behind <= len(words) and all(bare(words[index + 2 + k]) == word for k, word in enumerate(rest)):
                    return Found(index, behind, clitic, value)
        alone = self._alone.get(words[index])
        return Found(index, index + 1, alone[0], alone[1]) if alone is not None else None

    def meet(self, words: Sequence[str]) -> list[Found[T]]:
        """All phrases of a row of tokens, longest at each place, not overlapping, in order."""
        found, behind, firsts = [], 0, self._by_first
        for index in [index for index, word in enumerate(words) if word in firsts]:
            if index >= behind and (hit := self.at(words, index)):
                found.append(hit)
                behind = hit.behind
        return found


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A text's tokens without quotation marks, hash signs and stars, so that «ميليشيا "قسد"» is two words in a row.

    Attributes:
        words: the tokens that stay.
        kept: their indices in the text.
    """

    words: tuple[str, ...]
    kept: tuple[int, ...]

    @staticmethod
    def of(text: Text) -> Unquoted:
        """Of a text."""
        if _PASSED_OVER.isdisjoint(text.words):
            return Unquoted(text.words, tuple(range(len(text.words))))
        pairs = [(word, index) for index, word in enumerate(text.words) if word not in _PASSED_OVER]
        words, kept = zip(*pairs, strict=True) if pairs else ((), ())
        return Unquoted(words, kept)
