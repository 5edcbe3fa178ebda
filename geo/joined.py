"""Whether the words behind a name join another name on to it: «… وكنسبا», «…، البارة»."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import ARTICLE, bare
from gazetteer.index import NameIndex
from geo.leads import MAX_GAP
from geo.options import fitting, only_country
from geo.place_lexicon import PlaceLexicon

_JOINTS = frozenset("،,-–—/•▪●\n#")
_COMMAS = frozenset("،,-–—/•▪●")
INNER = frozenset("\n-–—/")  # what may part the words of one name («الحدود السورية - التركية»)


class JoinedNames:
    """Looks for such names. Holds the name index and the lexicon."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon

    def beside(self, words: Sequence[str], behind: int, reach: int = 2, *, countries: bool = False, commas: bool = False) -> bool:
        """Whether a name that is no ordinary word is joined on, or one that such a name is joined on to («سلمى وكنسبا»).

        A country says nothing («الحرية وسوريا») but to another one, `countries`; `commas`: a comma must stand between.
        """
        at = behind
        while at < len(words) and at - behind < MAX_GAP and (words[at] in _JOINTS or words[at].isdigit()):
            at += 1
        if at >= len(words) or words[at] in self._lexicon.cues:
            return False
        if commas and at == behind:
            return False
        if (words[at][0] != "و") if at == behind else not _COMMAS.intersection(words[behind:at]):
            return False
        form = words[at][words[at][0] == "و" :]
        if not form or following_word(words, at) in self._index.second_words.get(bare(form), ()):
            return bool(form)
        if len(words[at]) < 5 - (at > behind):
            return False
        for cut in (0, 1) if form[0] in "بل" and at == behind else (0,):  # «الباب وبمنبج»
            stem, definite = bare(form[cut:]), form.startswith(ARTICLE, cut)
            if stem in self._index and (countries or not only_country(fitting(self._index.met(stem), None))):
                level = self._lexicon.level(stem, definite=definite)
                if not level or (reach > 1 and self.beside(words, at + 1, reach - 1, countries=countries)):
                    return True
        return False


def following_word(words: Sequence[str], index: int) -> str:
    """The next word, bare, also over a dash or a line end; "" at the end."""
    at = index + 2 if index + 2 < len(words) and words[index + 1] in INNER else index + 1
    return bare(words[at].lower()) if at < len(words) else ""
