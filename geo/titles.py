"""Media and councils that bear a place with its noun in their name: «شبكة أخبار حي كذا», «المجلس المحلي لمدينة كذا»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazetteer.arabic import ARTICLE, bare
from geo.phrases import PROCLITICS
from geo.place_lexicon import PlaceLexicon
from geo.text import Text, is_word

OUTLET, COUNCIL = "outlet", "council"
ORGANISED = frozenset({"organisation", "media", OUTLET, COUNCIL})
_ADJECTIVES = 3  # words that may stand between a council and «لمدينة»
_TO = "ل"
_WORDS = 2  # of a name behind the noun
_OF_PLACES = frozenset({
    "city", "town", "village", "neighbourhood", "camp", "governorate", "region", "district", "subdistrict", "countryside",
})  # fmt: skip


class TitleReader:
    """Reads such names. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        self.words = frozenset(
            clitic + noun for noun, what in lexicon.heads.items() if what in (OUTLET, COUNCIL) for clitic in ("", ARTICLE, *PROCLITICS)
        )

    def blocked(self, text: Text) -> Iterator[int]:
        """The tokens of the places in such names."""
        words = text.words
        for at in text.among(self.words):
            if self._what(words[at]) == OUTLET:
                middle = at + 1 < len(words) and bare(words[at + 1]) in self._lexicon.middles
                yield from self._place(words, at + 1 + middle, clitic="")
            else:
                yield from self._place(words, at + 1, clitic="")  # «مجلس مدينة كذا»
                noun = at + 1
                while noun < len(words) and noun - at <= _ADJECTIVES and words[noun].startswith(ARTICLE):
                    noun += 1
                yield from self._place(words, noun, clitic=_TO)

    def _what(self, word: str) -> str | None:
        found = (self._lexicon.heads.get(bare(word[size:])) for size in range(4))
        return next((what for what in found if what in (OUTLET, COUNCIL)), None)

    def _place(self, words: Sequence[str], at: int, *, clitic: str) -> Iterator[int]:
        """The tokens of a noun of places with this clitic and of the name behind it."""
        cue = self._lexicon.cues.get(words[at]) if at < len(words) else None
        if cue is None or cue[1].kind not in _OF_PLACES or words[at][: cue[0]] != clitic or words[at][cue[0] :].startswith(ARTICLE):
            return
        yield at
        for behind in range(at + 1, min(at + 1 + _WORDS, len(words))):
            ended = not is_word(words[behind]) or words[behind] in self._lexicon.prepositions
            if ended or (behind > at + 1 and words[behind] in self._lexicon.cues):
                return
            yield behind
