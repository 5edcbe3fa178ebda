"""Latin letters for names that have none yet: a first proposal for whoever adds the place, and for readers without Arabic.

The letters stand in `data/romanisation.csv`; camel-tools' `CharMapper` maps them (a name is short: for whole texts `str.translate` is
several times faster, and folding uses that). Short vowels are not written in Arabic and so are missing here: a person completes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from camel_tools.utils.charmap import CharMapper

from gazetteer.arabic import ARTICLE
from gazetteer.spelling import data_rows

_DIACRITICS = "\u064b-\u0652"
_TATWEEL = "\u0640"
_GLIDES = {"و": "w", "ي": "y"}  # consonants at the beginning of a word and before a long a («إدلب» begins with a vowel)


@dataclass(frozen=True, slots=True)
class Romaniser:
    """Arabic names in Latin letters. Read-only; built once by `load`."""

    mapper: CharMapper

    @staticmethod
    def load() -> Romaniser:
        """The romaniser of the shipped table."""
        letters = {row["form"]: row["latin"] for row in data_rows("romanisation")}
        return Romaniser(CharMapper({**letters, _DIACRITICS: "", _TATWEEL: "", "_": " "}))

    def romanise(self, name: str) -> str:
        """The name in Latin letters («الباغوز» → "al-Baghuz"); what is no Arabic letter stays as it is."""
        return " ".join(self._word(word) for word in name.replace("_", " ").split())

    def _word(self, word: str) -> str:
        if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1:
            return "al-" + self._word(word[len(ARTICLE) :])
        latin = "".join(self._letter(word, index) for index in range(len(word)))
        return latin[:1].upper() + latin[1:]

    def _letter(self, word: str, index: int) -> str:
        glide = index == 0 or self.mapper.map_string(word[index + 1 : index + 2]) == "a"
        return (_GLIDES.get(word[index]) if glide else None) or str(self.mapper.map_string(word[index]))
