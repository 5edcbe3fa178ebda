"""Towns whose name is a common word: where the words beside it make them places («في الطبقة», but «في الطبقة الوسطى»)."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import fold_word
from gazetteer.index import Met
from gazetteer.models import PlaceKind
from geo.options import has_article, region_called
from geo.place_lexicon import PlaceLexicon

_TOWNS, _KNOWN = frozenset({PlaceKind.CITY, PlaceKind.TOWN}), 3  # towns that people know, by their importance
_INTO = frozenset({"in", "to"})  # meanings of prepositions


class CommonTowns:
    """Reads what stands right beside such a name. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon

    def inside(self, words: Sequence[str], index: int) -> bool:
        """Whether a common word that is a town stands behind «في» or «إلى» («في الباب»), and no adjective follows."""
        if words[index] not in self._lexicon.inside or not index:
            return False
        before, prepositions = words[index - 1], self._lexicon.prepositions
        if prepositions.get(before) not in _INTO and not (before[0] in "وف" and prepositions.get(before[1:]) in _INTO):  # «وفي الباب»
            return False
        return not self.described(words, index + 1)

    def described(self, words: Sequence[str], behind: int) -> bool:
        """Whether an adjective follows, which makes a word of a name («الحراك الشعبي», «الطبقة الوسطى»)."""
        after, lexicon = words[behind] if behind < len(words) else "", self._lexicon
        told = after in lexicon.directions or after in lexicon.cues or after in lexicon.days or after in lexicon.of_office
        return bool(after) and has_article(after) and not told

    def well_known(self, words: Sequence[str], behind: int, form: str, options: tuple[Met, ...]) -> bool:
        """Whether a common word is, as it is written, the name of a town that people know, and no adjective follows."""
        if self.described(words, behind):
            return False
        towns = [met.place for met in options if met.place.kind in _TOWNS and met.place.importance >= _KNOWN]
        if form in self._lexicon.inside:  # «قرب سلمية», «أهالي الساحل»
            return bool(towns) or any(region_called(met.place, form) for met in options)
        return any(fold_word(place.name_ar) == form for place in towns)

    def heads_line(self, words: Sequence[str], index: int, behind: int, options: tuple[Met, ...]) -> bool:
        """Whether a known place stands alone before a colon at the head of a line («تدمر: غارات جوية»), and is nobody's name."""
        alone = words[behind : behind + 1] == (":",) and (not index or words[index - 1] == "\n") and behind == index + 1
        return alone and words[index] not in self._lexicon.given and any(met.place.importance >= _KNOWN for met in options)
