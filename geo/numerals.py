"""Numbers as they are written, in words or digits: where one ends and what it is worth. Knows no noun and no sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gazetteer.arabic import fold_word
from geo.finding import Finding
from geo.lexicon import rows
from geo.text import Text
from geo.word_forms import Clitics

_SEPARATORS = frozenset(",.،٬٫")
_MAX_DIGITS = 9  # longer runs are telephone numbers and identifiers
_MAX_GROUPS = 4
_SCALE = frozenset({"thousand", "plural_thousand"})


class Kind(StrEnum):
    """What a numeral tells: a number, a vague plural of tens, or only that there were several."""

    EXACT = "exact"
    DOZENS = "dozens"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Word:
    """A numeral word in one written form. `outside`: letters before it that do not belong to it."""

    value: int
    kind: str
    joins: bool
    definite: bool
    outside: int


class Numeral(Finding, frozen=True):
    """A number read from the tokens [first, behind). `value` is None when it is vague."""

    value: int | None
    behind: int
    kind: Kind
    word: Word | None
    digits: bool = False


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numeral words: folded written form → word. `joiners`: how «و» is written apart from what it joins."""

    words: dict[str, Word]
    joiners: frozenset[str] = frozenset()

    @staticmethod
    def load(clitics: Clitics) -> Numerals:
        """The numeral words of the lexicon. A form that stands in the table wins over another's form with a clitic."""
        bare: dict[str, Word] = {}
        joined: dict[str, Word] = {}
        for row in rows("number_words"):
            for form in clitics.forms(row["form"]):
                into = joined if form.clitic.letters else bare
                clitic = form.clitic
                into.setdefault(form.text, Word(int(row["value"] or 0), row["kind"], clitic.joins, clitic.definite, clitic.outside))
        return Numerals(joined | bare, frozenset(fold_word(row["form"]) for row in rows("number_ranges") if row["role"] == "and"))

    def read(self, text: Text, first: int) -> Numeral | None:
        """The number that begins at token `first`, or None, also behind the last one. Looks at a bounded number of tokens."""
        if first >= len(text.words):
            return None
        if is_digits(text.words[first]):
            return self._read_digits(text, first)
        word = self.words.get(text.words[first])
        if word is None:
            return None
        if word.kind in ("dozens", "some", "some_of", "plural_thousand"):
            return self._read_vague(text, first, word)
        if word.kind == "fraction":
            scale = self._at(text, first + 1)
            if scale is None or scale.kind not in _SCALE or scale.joins or scale.value < 1000:
                return None
            return Numeral(scale.value // word.value, first + 2, Kind.EXACT, word)
        group = self._group(text, first, word)
        if group is None:
            return None
        value, behind = self._with_rest(text, *self._scaled(text, *group))
        return Numeral(value, behind, Kind.EXACT, word)

    def _with_rest(self, text: Text, value: int, behind: int) -> tuple[int, int]:
        """What is joined to thousands and millions in another way: «ألف و200», «مليون ونصف المليون»."""
        scale = next((scale for scale in (10**9, 10**6, 10**3) if value >= scale and value % scale == 0), 0)
        if not scale or behind >= len(text.words):
            return value, behind
        word = self._at(text, behind)
        if word is not None and word.kind == "fraction" and word.joins:
            again = self._at(text, behind + 1)
            repeated = again is not None and again.kind in _SCALE and again.value == scale and not again.joins
            return value + scale // word.value, behind + 1 + repeated
        digits = text.words[behind + 1] if text.words[behind] in self.joiners and behind + 1 < len(text.words) else ""
        again = self._at(text, behind + 2)
        apart = again is not None and again.kind in _SCALE and not again.joins  # «5 آلاف و13 ألفا»: a number of its own
        if digits and is_digits(digits) and len(digits) <= 3 and int(digits) < scale and not apart:
            return value + int(digits), behind + 2
        return value, behind

    def _at(self, text: Text, index: int) -> Word | None:
        return self.words.get(text.words[index]) if index < len(text.words) else None

    def _read_vague(self, text: Text, first: int, word: Word) -> Numeral:
        """«عشرات», «مئات الآلاف», «عدة», «آلاف» without a number before it."""
        behind = first + 1
        while (scale := self._at(text, behind)) is not None and scale.kind in ("plural_thousand", "dozens") and behind < first + 3:
            behind += 1
        return Numeral(None, behind, Kind.SOME if word.kind in ("some", "some_of") else Kind.DOZENS, word)

    def _group(self, text: Text, first: int, word: Word) -> tuple[int, int] | None:
        """(value, token behind) of a group below a thousand, or of a thousand that stands alone."""
        if word.kind in ("thousand", "thousands"):
            return word.value, first + 1
        if word.kind in ("hundred", "hundreds"):
            return self._plus_rest(text, word.value, first + 1)
        small = self._below_hundred(text, first, word)
        if small is None:
            return None
        value, behind = small
        after = self._at(text, behind)
        if after is not None and after.kind == "hundred" and not after.joins and 3 <= value <= 9:
            return self._plus_rest(text, value * 100, behind + 1)
        return small

    def _plus_rest(self, text: Text, value: int, behind: int) -> tuple[int, int]:
        rest = self._at(text, behind)
        if rest is None or not rest.joins:
            return value, behind
        small = self._below_hundred(text, behind, rest)
        return (value + small[0], small[1]) if small else (value, behind)

    def _below_hundred(self, text: Text, first: int, word: Word) -> tuple[int, int] | None:
        after = self._at(text, first + 1)
        if word.kind in ("unit", "teen_unit") and after is not None:
            if after.kind == "ten_or_teen" and not after.joins and (word.value >= 3 or word.kind == "teen_unit"):
                return (word.value if word.kind == "teen_unit" else word.value + 10), first + 2
            if after.kind == "ten" and after.joins:
                value = word.value - 10 if word.kind == "teen_unit" else word.value
                return value + after.value, first + 2
        return (word.value, first + 1) if word.kind in ("unit", "ten", "ten_or_teen") else None

    def _scaled(self, text: Text, group: int, behind: int) -> tuple[int, int]:
        """Apply thousands and millions behind a group, and add the smaller groups that are joined to them."""
        total, scale_before = 0, 10**12
        for _ in range(3):
            scale = self._at(text, behind)
            if scale is not None and scale.kind in _SCALE and not scale.joins and scale.value < scale_before and group < 1000:
                group, behind, scale_before = group * scale.value, behind + 1, scale.value
            total += group
            if group < 1000 or behind >= len(text.words):
                break
            scale_before = min(scale_before, 1000 if group < 10**6 else 10**6)
            more = self._joined_group(text, behind)
            if more is None or more[0] >= scale_before:
                break
            group, behind = more
        return total, behind

    def _joined_group(self, text: Text, first: int) -> tuple[int, int] | None:
        word = self._at(text, first)
        if word is None or not word.joins or word.kind in ("dozens", "some", "some_of", "fraction", "plural_thousand"):
            return None
        return self._group(text, first, word)

    def _read_digits(self, text: Text, first: int) -> Numeral | None:
        whole, fraction, behind = _digit_groups(text, first)
        if whole is None:
            return None
        scale = self._at(text, behind)
        if scale is not None and scale.kind in _SCALE and not scale.joins:
            value = whole * scale.value + (int(fraction) * scale.value // 10 ** len(fraction) if fraction else 0)
            value, behind = (value, behind + 1) if fraction else self._with_rest(text, value, behind + 1)
            return Numeral(value, behind, Kind.EXACT, None, digits=True)
        if fraction:
            return None
        return Numeral(whole, behind, Kind.EXACT, None, digits=True)


def is_digits(token: str) -> bool:
    """Whether a token is a run of digits."""
    return "0" <= token[0] <= "9"


def _digit_groups(text: Text, first: int) -> tuple[int | None, str, int]:
    """(whole number, decimals, token behind) of digits with separators of thousands; None when they are no number."""
    words = text.words
    digits = words[first]
    if len(digits) > _MAX_DIGITS:
        return None, "", first + 1
    behind = first + 1
    if len(digits) <= 3:
        for _ in range(_MAX_GROUPS):
            if not (_separated(text, behind) and len(words[behind + 1]) == 3 and len(digits) < _MAX_DIGITS):
                break
            digits, behind = digits + words[behind + 1], behind + 2
    if _separated(text, behind):
        decimals = words[behind + 1]
        return (int(digits), decimals, behind + 2) if len(decimals) <= 3 else (None, "", behind)
    return int(digits), "", behind


def _separated(text: Text, index: int) -> bool:
    """Whether a separator stands at `index`, tight between digits."""
    return (
        index + 1 < len(text.words)
        and text.words[index] in _SEPARATORS
        and is_digits(text.words[index + 1])
        and text.glued(index)
        and text.glued(index + 1)
    )
