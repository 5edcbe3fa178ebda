"""The one folding of Arabic spelling: it indexes names and it matches text, so the two can never disagree.

`fold` returns the folded text together with an exact way back: every offset of the folded text maps to an offset of the text as it was
read. The letter classes come from camel-tools (diacritics, presentation-form aware character sets); the choice of what is one letter
for a reader of names is ours and stands in `_SAME_LETTER`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

ARTICLE = "ال"

# Letters that writers of names use for one another. Each maps to one letter, so offsets stay.
_SAME_LETTER = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ٲ": "ا",
    "ٳ": "ا",  # hamza carriers and wasla on alef
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ۍ": "ي",
    "ێ": "ي",
    "ئ": "ي",
    "ے": "ي",  # alef maqsura, Persian and Kurdish yeh, hamza on yeh
    "ؤ": "و",
    "ۆ": "و",
    "ۇ": "و",
    "ۋ": "و",
    "ۊ": "و",  # hamza on waw, Kurdish and Uyghur waw
    "ة": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ۂ": "ه",
    "ۃ": "ه",  # ta marbuta is written ha; Persian and Kurdish heh
    "ک": "ك",
    "ڪ": "ك",
    "گ": "ك",
    "ڭ": "ك",
    "ݣ": "ك",  # Persian kaf and gaf
    "پ": "ب",
    "چ": "ج",
    "ژ": "ز",
    "ڤ": "ف",
    "ڨ": "ق",
    "ڕ": "ر",
    "ڵ": "ل",
    "ڵ": "ل",  # letters of Persian and Kurdish names
    "_": " ",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u3000": " ",
    "\t": " ",
    "\r": " ",
}
_DIGITS = {chr(base + n): str(n) for base in (0x0660, 0x06F0) for n in range(10)}

# What carries no letter: diacritics (camel-tools' AR_DIAC set and the Quranic marks), tatweel, zero-width and direction marks.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
# Letters pulled apart to pass the filters of social networks: «قصـ ـف», «اعـ.ـتـ.ـقـ.ـلـ», «قـ*ـتل». Joined only across a tatweel
# on both sides, or a tatweel and a dot or star, since «لـ قسد» is two words.
_PULLED = "\u0640+[ .*·•\\-_/]{1,2}\u0640+|\u0640+[.*·•/](?=[\u0621-\u064a])|(?<=[\u0621-\u064a])[.*·•/]\u0640+"
_DROPPED = re.compile(f"{_PULLED}|[{_MARKS}{_INVISIBLE}\u0640]+")
_TRANSLATION = str.maketrans({**_SAME_LETTER, **_DIGITS})
# Presentation forms (U+FB50–U+FEFF without the BOM) and other compatibility letters, rare in texts: the slow path.
_COMPATIBILITY = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text and its folded form.

    Attributes:
        raw: the text as it was read.
        text: the folded text.
    """

    raw: str
    text: str
    _cuts: tuple[int, ...] = ()
    _shifts: tuple[int, ...] = ()

    def raw_start(self, index: int) -> int:
        """Offset in `raw` of the folded character at `index`."""
        if not self._cuts:
            return index
        return index + self._shifts[bisect_right(self._cuts, index)]

    def raw_end(self, index: int) -> int:
        """Offset in `raw` just behind the folded character before `index` (an exclusive end)."""
        if not self._cuts or index == 0:
            return index
        return self.raw_start(index - 1) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of `raw` behind the folded stretch [start, end)."""
        return self.raw_start(start), self.raw_end(end)

    def folded_index(self, raw_index: int) -> int:
        """Offset in `text` of the raw character at `raw_index` (of the next kept one, where that was dropped)."""
        if not self._cuts:
            return raw_index
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if self.raw_start(middle) < raw_index:
                low = middle + 1
            else:
                high = middle
        return low


def fold(raw: str) -> Folded:
    """Fold the spelling of `raw`.

    One letter for the forms of hamza and alef, ya and alef maqsura, ta marbuta and ha; Persian and Kurdish letters; western digits;
    no diacritics, tatweel or direction marks; letters pulled apart to pass filters are joined; `_` is a space. Never raises.

    Returns:
        the folded text with exact offsets back into `raw`.
    """
    source = raw
    if _COMPATIBILITY.search(raw):
        return _fold_slowly(raw)
    matches = [m.span() for m in _DROPPED.finditer(source)]
    if not matches:
        return Folded(raw, source.translate(_TRANSLATION))
    pieces, cuts, shifts = [], [], [0]
    at = kept = shift = 0
    for start, end in matches:
        pieces.append(source[at:start])
        kept += start - at
        shift += end - start
        cuts.append(kept)
        shifts.append(shift)
        at = end
    pieces.append(source[at:])
    return Folded(raw, "".join(pieces).translate(_TRANSLATION), tuple(cuts), tuple(shifts))


def _fold_slowly(raw: str) -> Folded:
    """Fold a text that holds presentation forms: one of them may be several letters (ﻻ), all of which map back to it."""
    letters: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(raw):
        for letter in unicodedata.normalize("NFKC", char) if _COMPATIBILITY.match(char) else char:
            letters.append(letter)
            origins.append(index)
    wide = "".join(letters)
    drop = [False] * len(wide)
    for match in _DROPPED.finditer(wide):
        drop[match.start() : match.end()] = [True] * (match.end() - match.start())
    text, cuts, shifts, kept = [], [], [0], 0
    for index, letter in enumerate(wide):
        if drop[index]:
            continue
        shift = origins[index] - kept
        if shift != shifts[-1]:
            cuts.append(kept)
            shifts.append(shift)
        text.append(letter)
        kept += 1
    return Folded(raw, "".join(text).translate(_TRANSLATION), tuple(cuts), tuple(shifts))


@cache
def fold_word(word: str) -> str:
    """The folded form of a short text, without offsets: for names and lexicon entries."""
    return " ".join(fold(word).text.split())


def bare(word: str) -> str:
    """A folded word without its article, when two letters or more remain («الباب» → «باب»; «الي» stays)."""
    return word[2:] if len(word) > 3 and word.startswith(ARTICLE) else word
