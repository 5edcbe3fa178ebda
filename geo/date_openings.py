"""Where a date may begin: a quick look at a word and the next, since most words of time stand in no date («هذا التقرير», «ساعة إعداد»)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from geo.date_lexicon import DateLexicon

# Roles of words that an expression may begin with. Words that only govern one (منذ، قبل، من) are looked for before it.
_STARTS = frozenset({
    "month", "weekday", "part_head", "relative", "unit", "ordinal", "season", "begin", "middle", "end", "hour", "day", "days", "month_word",
    "year_word", "the_year", "the_month", "the_week", "current", "day_after", "day_before", "moments", "vague", "vague_past",
    "half_of", "third_of", "quarter_of", "decade", "century", "anniversary",
    "that_time", "that_day", "since_then", "behind_it", "before_it", "running_day", "known_time",
})  # fmt: skip
_LENGTH = "length"  # a unit that is a length of time by itself («يومين»), or may be one in more ways than are looked at here
# Those that need no other word behind them.
_ALONE = frozenset({
    "month", "weekday", "relative", _LENGTH, "moments", "vague", "vague_past", "decade", "anniversary", "that_day", "since_then",
    "running_day", "known_time",
})  # fmt: skip
_GOVERN_UNITS = ("ago", "since", "within", "about")
_FOLLOW_UNITS = ("few", "past", "next", "ordinal_article")
_NONE: frozenset[str] = frozenset()


class _Opening(NamedTuple):
    """What a word may begin: by itself, and before the second word of a phrase."""

    alone: frozenset[str]
    phrases: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Openings:
    """The words that a date may begin with. Built once from the lexicon, read-only.

    Attributes:
        words: folded token → what it may begin.
    """

    words: dict[str, _Opening]
    _lexicon: DateLexicon
    _before_units: frozenset[str]
    _behind_units: frozenset[str]

    @staticmethod
    def of(lexicon: DateLexicon) -> Openings:
        """The openings of a lexicon."""
        words = {word: opening for word in lexicon.entries if (opening := _opening(lexicon, word)) is not None}
        before: set[str] = set()
        behind: set[str] = set()
        for word, roles in lexicon.entries.items():
            before.update((word, *entry.rest)[-1] for role in _GOVERN_UNITS for entry in roles.get(role, ()))
            if not roles.keys().isdisjoint(_FOLLOW_UNITS):
                behind.add(word)
        return Openings(words, lexicon, frozenset(before), frozenset(behind))

    def may_begin(self, before: str, word: str, after: str) -> bool | None:
        """Whether a date may begin with a word between these two; None when it is a number or none of these words."""
        opening = self.words.get(word)
        if opening is None:
            return None
        phrases = opening.phrases.get(after, _NONE)
        roles = opening.alone | phrases
        if not roles:
            return False
        if not _ALONE.isdisjoint(roles):
            return True
        number = after in self._lexicon.numerals.words or "0" <= after[:1] <= "9"
        if "unit" in roles:
            if phrases or number or after in self._behind_units or before in self._before_units:
                return True
            if len(roles) == 1:
                return False
        return number or after in self._lexicon.entries or after[:1] in ("(", "[")


def _opening(lexicon: DateLexicon, word: str) -> _Opening | None:
    """What a word may begin, or None: by itself only when it is also a number, whose readings are many."""
    alone: set[str] = set()
    phrases: dict[str, set[str]] = defaultdict(set)
    number = word in lexicon.numerals.words
    for role in _STARTS.intersection(lexicon.entries[word]):
        for entry in lexicon.entries[word][role]:
            length = role == "unit" and (number or entry.number == "dual" or entry.rest)
            into = phrases[entry.rest[0]] if entry.rest and not number else alone
            into.add(_LENGTH if length else role)
    return _Opening(frozenset(alone), {second: frozenset(roles) for second, roles in phrases.items()}) if alone or phrases else None
