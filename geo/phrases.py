"""Finding the phrases of a lexicon in a tokenised text: the one matcher that all steps share.

A phrase is met word by word in folded form; its first word may carry proclitics (و ف ب ل ك س and what they make with the article), every
word may have or lack the article. Which clitics exist is orthography; which phrases exist is data.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from gazetteer.arabic import ARTICLE, bare, fold_word

T = TypeVar("T")

# Proclitics in front of a noun, longest first, as they are written on the word.
PROCLITICS = ("وبال", "وكال", "فبال", "ولل", "فلل", "بال", "كال", "وال", "فال", "لل", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك")
_BEFORE_VERBS = ("", "و", "ف", "س", "وس", "ل")


class Found(NamedTuple, Generic[T]):
    """A phrase met at tokens [first, behind); `clitic`: letters of the first token that stand before the phrase."""

    first: int
    behind: int
    clitic: int
    value: T


class Tokens(Protocol):
    """A text cut into tokens: `geo.text.Text`, or one without its quotation marks."""

    @property
    def words(self) -> tuple[str, ...]:
        """The tokens, folded."""

    def among(self, wanted: frozenset[str]) -> Sequence[int]:
        """Indices of the tokens that are among these words, ascending."""


class PhraseTable(Generic[T]):
    """Phrases and what they mean. Immutable once built.

    Looked up by the first word and then by the second, since many phrases begin alike («قوات …», «ميليشيا …», «مصدر …»).
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, verbs: bool = False, exact_article: bool = False) -> None:
        """Index `phrases` (as written). `verbs`: the first words are verbs, which take other proclitics and no article."""
        by_first: dict[str, list[tuple[int, tuple[str, ...], T, tuple[str, ...]]]] = defaultdict(list)
        self._exact = exact_article or verbs
        for phrase, value in phrases:
            words = fold_word(phrase).split()
            if words:
                rest = tuple(words[1:]) if self._exact else tuple(bare(word) for word in words[1:])
                seconds = self._written(rest[0]) if rest else ()
                for form, clitic in _forms(words[0], verbs=verbs, exact=self._exact):
                    by_first[form].append((clitic, rest, value, seconds))
        self._alone: dict[str, tuple[int, T]] = {}
        self._longer: dict[str, dict[str, list[tuple[int, tuple[str, ...], T]]]] = {}  # by first and second word, as both are written
        for first, found in by_first.items():
            if len(found) > 1:
                found.sort(key=lambda item: (-len(item[1]), item[0]))
            longer: dict[str, list[tuple[int, tuple[str, ...], T]]] = {}
            for clitic, rest, value, seconds in found:
                if not rest:
                    self._alone.setdefault(first, (clitic, value))
                for second in seconds:
                    longer.setdefault(second, []).append((clitic, rest[1:], value))
            if longer:
                self._longer[first] = longer
        self._words, self._heads = frozenset(self._alone), frozenset(self._longer.keys() - self._alone.keys())
        self._firsts = self._words | self._heads

    @property
    def word_sets(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that are phrases, and the others that only begin some: what the table asks of a text."""
        return self._words, self._heads

    def _written(self, word: str) -> tuple[str, ...]:
        """How a word of a phrase may stand in a text; without its article, unless articles are told apart."""
        return (word,) if self._exact else tuple(form for form in (word, ARTICLE + word) if bare(form) == word)

    def __contains__(self, word: object) -> bool:
        """Whether some phrase may begin with this token."""
        return word in self._firsts

    def meets(self, words: Sequence[str], tokens: Iterable[int]) -> bool:
        """Whether some phrase begins at one of these tokens."""
        firsts = self._firsts
        return any(words[index] in firsts and self.at(words, index) is not None for index in tokens)

    def at(self, words: Sequence[str], index: int) -> Found[T] | None:
        """The longest phrase that begins with the token at `index`, or None."""
        word = words[index]
        longer = self._longer.get(word)
        if longer is not None and index + 1 < len(words):
            for clitic, rest, value in longer.get(words[index + 1], ()):
                behind = index + 2 + len(rest)
                following = words[index + 2 : behind]
                if not rest or tuple(following if self._exact else map(bare, following)) == rest:
                    return Found(index, behind, clitic, value)
        alone = self._alone.get(word)
        return Found(index, index + 1, alone[0], alone[1]) if alone is not None else None

    def spots(self, tokens: Tokens) -> list[int]:
        """The tokens at which a phrase may begin, ascending: nowhere else one does."""
        words, longer, last = tokens.words, self._longer, len(tokens.words) - 1
        heads = [at for at in tokens.among(self._heads) if at < last and words[at + 1] in longer[words[at]]]
        return sorted((*tokens.among(self._words), *heads))

    def scan(self, tokens: Tokens) -> list[Found[T]]:
        """All phrases of a text, longest at each place, not overlapping, in text order."""
        found, behind, words = [], 0, tokens.words
        for index in self.spots(tokens):
            if index >= behind and (hit := self.at(words, index)):
                found.append(hit)
                behind = hit.behind
        return found


def beginning(found: Sequence[Found[T]], first: int, behind: int) -> Sequence[Found[T]]:
    """Those that begin among the tokens [first, behind); `found` stands in text order."""
    return found[bisect_left(found, (first,)) : bisect_left(found, (behind,))]


def ending(found: Sequence[Found[T]], token: int, reach: int, floor: int) -> list[Found[T]]:
    """Those that end before a token, at most `reach` tokens before it, and begin at `floor` or behind, the nearest first.

    `found` stands in text order, none over another.
    """
    near = []
    at = bisect_left(found, (token,))
    while at and token - found[at - 1].behind <= reach and found[at - 1].first >= floor:
        at -= 1
        if found[at].behind <= token:
            near.append(found[at])
    return near


def _forms(first: str, *, verbs: bool, exact: bool) -> Iterable[tuple[str, int]]:
    """Every way in which a first word may stand in a text, with the number of letters that are clitics."""
    if verbs:
        for clitic in _BEFORE_VERBS:
            yield clitic + first, len(clitic)
        return
    stem = bare(first)
    has_article = stem != first
    if not exact or not has_article:
        yield stem, 0
    if not exact or has_article:
        yield ARTICLE + stem, 0
    for clitic in PROCLITICS:
        definite = clitic.endswith((ARTICLE, "لل"))
        if exact and definite != has_article:
            continue
        yield clitic + stem, len(clitic)
