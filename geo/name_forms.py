"""What a token may be by itself: no word, a word, the beginning of a name, a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gazetteer.arabic import ARTICLE, bare, fold_word
from gazetteer.index import NameIndex
from geo.phrases import PROCLITICS
from geo.place_lexicon import PlaceLexicon

NO_WORD, WORD, FIRST_WORD, NAME = range(4)
_COMMON = 2  # level of ordinariness
_MEMO = 200_000  # words remembered at most, so that memory stays flat
_ON, _THERE = "ع", "عال"  # colloquial «على» on a word, with the article too → importance of a place from which that is believed
_ONTO, _SHORTEST = {_THERE: 1, "و" + _THERE: 1, _ON: 3, "و" + _ON: 3}, 3


class Form(NamedTuple):
    """What a token may be by itself.

    Attributes:
        promise: no word, a word, the first word of some name, a name.
        readings: (letters of clitic, bare first word of some name), the token as it stands first.
        seconds: the second words of the longer names that these begin.
    """

    promise: int
    readings: tuple[tuple[int, str], ...] = ()
    seconds: frozenset[str] = frozenset()


_SIGN, _PLAIN = Form(NO_WORD), Form(WORD)


class NameForms:
    """Tells it for every token. Holds the name index and the lexicon, and a memo of words."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._memo: dict[str, Form] = {}

    def of(self, word: str) -> Form:
        """What a token may be by itself; remembered, since texts repeat their words."""
        known = self._memo.get(word)
        if known is None:
            known = self._form_of(word.lower()) if word[0].isalpha() else _SIGN
            if len(self._memo) < _MEMO:
                self._memo[word] = known
        return known

    def promise_at(self, words: Sequence[str], at: int) -> int:
        """What the token at `at` may be by itself; no word behind the end."""
        return self.of(words[at]).promise if at < len(words) else NO_WORD

    def _form_of(self, word: str) -> Form:
        firsts = self._index.first_words
        found = {}
        if bare(word) in firsts:
            found[0] = bare(word)
        whole = word in self._lexicon.whole or word in self._lexicon.given  # «فاطمة» is not «ف» and «أطمة»
        for clitic in () if whole else PROCLITICS:
            rest = word[len(clitic) :]
            if len(rest) >= 2 and word.startswith(clitic):
                stem = rest if clitic[-1] == "ل" and len(clitic) > 1 else bare(rest)
                if stem in firsts and len(clitic) not in found:
                    found[len(clitic)] = stem
        if not found and not whole and _ON in word[:2] and bare(word) not in self._lexicon.common:
            found = self._on(word)
        if not found:
            return _PLAIN
        named = any(stem in self._index and self._lexicon.level(stem, definite=True) < _COMMON for stem in found.values())
        following = [self._index.second_words.get(stem, frozenset()) for stem in found.values()]
        seconds = following[0] if len(following) == 1 else frozenset().union(*following)
        return Form(NAME if named else FIRST_WORD, tuple(found.items()), seconds)  # common words name nothing without a cue or a list

    def _on(self, word: str) -> dict[int, str]:
        """The name of a place that people know behind the colloquial «ع» («عدوما», «عالقرقور»): letters of the clitic, bare name."""
        for clitic, least in _ONTO.items():
            stem = word[len(clitic) :] if word.startswith(clitic) else ""
            if stem in self._index.orthography.heads and len(clitic) < len(_THERE):  # «عجسر الشغور»
                return {len(clitic): stem}
            if len(stem) < _SHORTEST or stem not in self._index or self._lexicon.level(stem, definite=clitic.endswith(ARTICLE)):
                continue
            name = (ARTICLE if clitic.endswith(ARTICLE) else "") + stem
            if any(met.place.importance >= least and fold_word(met.place.name_ar) == name for met in self._index.met(stem)):
                return {len(clitic): stem}
        return {}
