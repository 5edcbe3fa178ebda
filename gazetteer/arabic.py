"""The one folding of Arabic spelling: it indexes names and it matches text, so the two can never disagree.

`fold` returns the folded text together with an exact way back: every offset of the folded text maps to an offset of the text as it was
read. The classes of letters are written out here, where one table serves a whole text at the speed of `str.translate`; the choice of
what is one letter for a reader of names is ours and stands in `_SAME`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from gazetteer.censored import Censored

ARTICLE = "ال"
_LI_ARTICLE = "لل"  # the article behind the preposition li

# Letters that writers of names use for one another, and signs that are spaces: each is read as the one letter, so offsets stay.
_SAME = {
    "ا": "أإآٱٲٳ",  # hamza carriers and wasla on alef
    "ي": "ىیېۍێئے",  # alef maqsura, Persian and Kurdish yeh, hamza on yeh
    "و": "ؤۆۇۋۊ",  # hamza on waw, Kurdish and Uyghur waw
    "ه": "ةۀەہھۂۃ",  # ta marbuta is written ha; Persian and Kurdish heh
    "ك": "کڪگڭݣ",  # Persian kaf and gaf
    "ب": "پ", "ج": "چ", "ز": "ژ", "ف": "ڤ", "ق": "ڨ", "ر": "ڕ", "ل": "ڵ",  # letters of Persian and Kurdish names
    " ": "_\u00a0\u2009\u202f\u3000\t\r",
    **{str(digit): chr(0x0660 + digit) + chr(0x06F0 + digit) for digit in range(10)},
}  # fmt: skip
_LETTERS = tuple((other, letter) for letter, others in _SAME.items() for other in others)

# What carries no letter: diacritics and the Quranic marks, tatweel, zero-width and direction marks.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
# Letters pulled apart to pass the filters of social networks: «قصـ ـف», «اعـ.ـتـ.ـقـ.ـلـ», «قـ*ـتل». Joined only across a tatweel
# on both sides, or a tatweel and a dot or star, since «لـ قسد» is two words.
# The pattern begins with all letters that it may begin with, and looks back at the one that it met: many times as fast as trying
# one way after the other at every letter of a text.
_TATWEEL, _LETTER, _PULLING = "\u0640", "[\u0621-\u064a]", ".*·•/"
_PULLED = (
    f"(?<={_TATWEEL}){_TATWEEL}*[ {_PULLING}_-]{{1,2}}{_TATWEEL}+",
    f"(?<={_TATWEEL}){_TATWEEL}*[{_PULLING}](?={_LETTER})",
    f"(?<={_LETTER}[{_PULLING}]){_TATWEEL}+",
    *(f"(?<={_TATWEEL}[{_PULLING}]{_LETTER}{{{n}}}[{_PULLING}])(?={_LETTER})" for n in (1, 2, 3)),  # «صـ.ار.وخ»
)
_ALL = f"{_MARKS}{_INVISIBLE}{_TATWEEL}"
_DROPPED = re.compile(f"[{_MARKS}{_INVISIBLE}]+")
_DROPPED_WITH_TATWEEL = re.compile(f"[{_ALL}{_PULLING}](?:{'|'.join(_PULLED)}|(?<=[{_ALL}])[{_ALL}]*)")
_TRANSLATION = str.maketrans(dict(_LETTERS))
_LONG = 150  # letters from which on replacing one letter after the other is faster than translating each
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
    _begins: tuple[int, ...] = ()

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
        cuts, shifts = self._cuts, self._shifts
        if not cuts:
            return start, end
        last = end - 1
        return start + shifts[bisect_right(cuts, start)], (end + shifts[bisect_right(cuts, last)] if end else 0)

    def folded_index(self, raw_index: int) -> int:
        """Offset in `text` of the raw character at `raw_index` (of the next kept one, where that was dropped)."""
        if not self._cuts:
            return raw_index
        piece = bisect_left(self._begins, raw_index)  # the number of undropped stretches that begin before it
        if piece == 0:
            return 0
        behind = self._cuts[piece - 1] if piece <= len(self._cuts) else len(self.text)
        return min(raw_index - self._shifts[piece - 1], behind)


def fold(raw: str) -> Folded:
    """Fold the spelling of `raw`.

    One letter for the forms of hamza and alef, ya and alef maqsura, ta marbuta and ha; Persian and Kurdish letters; western digits;
    no diacritics, tatweel or direction marks; letters pulled apart to pass filters are joined; `_` is a space. Never raises.

    Returns:
        the folded text with exact offsets back into `raw`.
    """
    folded = _fold_slowly(raw) if _COMPATIBILITY.search(raw) else _fold_letters(raw)
    signs = _CENSORED.signs(folded.text)
    return _without(folded, signs) if signs else folded


def _fold_letters(raw: str) -> Folded:
    """Fold a text without presentation forms."""
    matches = [m.span() for m in _dropped(raw)]
    if not matches:
        return Folded(raw, _one_letter(raw))
    pieces, cuts, shifts = [], [], [0]
    at = kept = shift = 0
    for start, end in matches:
        pieces.append(raw[at:start])
        kept += start - at
        shift += end - start
        cuts.append(kept)
        shifts.append(shift)
        at = end
    pieces.append(raw[at:])
    return _cut_folded(raw, _one_letter("".join(pieces)), cuts, shifts)


def _dropped(text: str) -> Iterator[re.Match[str]]:
    """What a text holds that is no letter."""
    return (_DROPPED_WITH_TATWEEL if _TATWEEL in text else _DROPPED).finditer(text)


def _one_letter(text: str) -> str:
    """`text` with one letter for those that stand for one another; as long as before."""
    if len(text) < _LONG:
        return text.translate(_TRANSLATION)
    for other, letter in _LETTERS:
        text = text.replace(other, letter)
    return text


_CENSORED = Censored(_one_letter)


def _without(folded: Folded, signs: list[int]) -> Folded:
    """A folded text without the characters at some of its offsets, ascending."""
    old_cuts, old_shifts = folded._cuts, folded._shifts or (0,)  # noqa: SLF001 - the same module
    begins = sorted({*old_cuts, *(sign + 1 for sign in signs)})  # from each on, offsets differ by another number
    cuts: list[int] = []
    shifts = [0]
    for begin in begins:
        fewer = bisect_left(signs, begin)
        if cuts and cuts[-1] == begin - fewer:
            cuts.pop()
            shifts.pop()
        cuts.append(begin - fewer)
        shifts.append(old_shifts[bisect_right(old_cuts, begin)] + fewer)
    pieces = [folded.text[start + 1 : end] for start, end in zip([-1, *signs], [*signs, len(folded.text)], strict=True)]
    return _cut_folded(folded.raw, "".join(pieces), cuts, shifts)


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
    for match in _dropped(wide):
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
    if len(raw) - kept != shifts[-1]:  # what was dropped at the end
        cuts.append(kept)
        shifts.append(len(raw) - kept)
    return _cut_folded(raw, _one_letter("".join(text)), cuts, shifts)


def _cut_folded(raw: str, text: str, cuts: list[int], shifts: list[int]) -> Folded:
    """A text of which something was dropped: before each of `cuts` in the folded text; from there on offsets differ by `shifts[1:]`."""
    begins = (0, *(cut + shift for cut, shift in zip(cuts, shifts[1:], strict=True)))
    return Folded(raw, text, tuple(cuts), tuple(shifts), begins)


def fold_word(word: str) -> str:
    """The folded form of a short text, without offsets: for names and lexicon entries."""
    return " ".join(fold(word).text.split())


_ALEFS = frozenset("اأإآ\u0671")


def bare(word: str) -> str:
    """A folded word without its article, when two letters or more remain («الباب» → «باب»; «الي» stays)."""
    return word[2:] if len(word) > 3 and word.startswith(ARTICLE) else word


def is_definite(clitic: str, form: str) -> bool:
    """Whether a folded word, cut into its proclitics and the rest, has the article: «الباب», «والباب», «للباب»."""
    return form.startswith(ARTICLE) or clitic.endswith((ARTICLE, _LI_ARTICLE))


def begins_with_article(name: str) -> bool:
    """Whether a name as written begins with the letters of the article, under any alef («ألمانيا» too, since folding knows one alef)."""
    return name[1:2] == "ل" and name[:1] in _ALEFS
