"""A text without the signs that only set off its words, so that «ميليشيا "قسد"» is two words in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.text import Text

PASSED_OVER = frozenset("\"«»“”‘’'#*_")


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A text's tokens without quotation marks, hash signs and stars.

    Attributes:
        text: the text.
        words: the tokens that stay.
        kept: their indices in the text.
        moved: for each token of the text, and behind the last, how many of those before it stay: where it stands among them.
    """

    text: Text
    words: tuple[str, ...]
    kept: Sequence[int]
    moved: Sequence[int]

    @staticmethod
    def of(text: Text) -> Unquoted:
        """Of a text."""
        signs = text.among(PASSED_OVER)
        if not signs:
            return Unquoted(text, text.words, range(len(text.words)), range(len(text.words) + 1))
        words: list[str] = []
        kept: list[int] = []
        moved: list[int] = []
        for dropped, (before, sign) in enumerate(pairwise((-1, *signs, len(text.words)))):
            words += text.words[before + 1 : sign]
            kept += range(before + 1, sign)
            moved += range(before + 1 - dropped, sign - dropped + 1)
        return Unquoted(text, tuple(words), kept, moved)

    def among(self, wanted: frozenset[str]) -> Sequence[int]:
        """Indices of the tokens that stay and are among these words, none of which is a sign that is passed over; ascending."""
        indices = self.text.among(wanted)
        return indices if len(self.words) == len(self.text.words) else [self.moved[index] for index in indices]
