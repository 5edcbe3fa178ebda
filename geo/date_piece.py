"""A point of time read from a text, and what all readers of points share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geo.date_calendar import Days
from geo.date_expr import DatePrecision
from geo.date_lexicon import DateLexicon, Match
from geo.finding import Finding
from geo.numerals import is_digits
from geo.text import Text

_BREAKS = frozenset("،,-–—/(:")
_MODIFIERS = ("past", "past_twice", "current", "next")
STEPS = {"past": -1, "past_twice": -2, "next": 1}  # units of time that an adjective goes from the current one
_COMING_REACH = 14  # tokens between a word of what will be and its day
DATE_SIGNS = frozenset("/-.–_")
PAIR_SIGNS = frozenset("-–—/")
_CLAUSE_SIGNS = frozenset("،,؛:")
_ENDS = frozenset("،,.:؛;)(\n-–—/")
_JOINER = "\u0648"
_NAME_BREAKS = frozenset("/(-–—،")


class Piece(Finding, frozen=True, kw_only=True):
    """A point of time read from the tokens [begin, behind).

    Attributes:
        outside: letters of the first token that are no part of it.
        today: the day of writing, where the words tell it («اليوم الثلاثاء», «أمس الاثنين 6 أيلول»).
    """

    begin: int
    behind: int
    outside: int = 0
    joins: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    precision: DatePrecision = DatePrecision.DAY
    relative: bool = False
    part: str | None = None
    time: str | None = None
    rule: str = ""
    today: dt.date | None = None

    @property
    def days(self) -> Days | None:
        """First and last day, when known."""
        return (self.first, self.last) if self.first is not None and self.last is not None else None


@dataclass(frozen=True, slots=True)
class BaseReader:
    """One text with the words of dates and the day of publication, and the small readings that others are made of."""

    text: Text
    lexicon: DateLexicon
    published: dt.date | None
    until: dt.date | None = None  # the last of the days that the report covers, where it tells them

    def match(self, index: int, *roles: str) -> Match | None:
        """The longest entry of one of these roles at a token."""
        words = self.text.words
        if not 0 <= index < len(words):
            return None
        known = self.lexicon.entries.get(words[index])
        if known is None or known.keys().isdisjoint(roles):  # as it is with most: asked some hundred times a report
            return None
        return self.lexicon.match(self.text, index, *roles)

    def modifier(self, at: int) -> tuple[int, str | None]:
        """(token behind, past | past_twice | current | next) of an adjective behind a unit of time; `at` when there is none."""
        word = self.match(at, *_MODIFIERS)
        if word is None or not (word.entry.definite or word.entry.role == "past_twice") or word.entry.outside:
            return at, None
        return word.behind, word.entry.role

    def coming(self, index: int) -> bool:
        """Whether a word of what will be («ستدخل», «من المقرر أن») stands before a token in its clause."""
        first = max(self.text.sentences[self.text.sentence_of(index)][0], index - _COMING_REACH)
        for at in range(index - 1, first - 1, -1):
            if self.text.words[at] in _CLAUSE_SIGNS:
                return False
            if self.match(at, "will") is not None:
                return True
        return False

    def counts_nothing(self, at: int) -> bool:
        """Whether a number counts nothing that stands behind it, at a token: a sign, a preposition or «و» does, or nothing."""
        words = self.text.words
        if at >= len(words) or words[at] in _ENDS or self.match(at, "in", "from", "to", "until") is not None:
            return True
        return words[at].startswith(_JOINER) or words[at] in self.lexicon.prepositions

    def skip_break(self, at: int) -> int:
        """The token behind a sign or «الموافق» between two ways to tell one day."""
        words = self.text.words
        if at < len(words) and words[at] in _BREAKS:
            at += 1
        word = self.match(at, "in")
        return word.behind if word is not None and self.match(at, "month", "hour") is None else at

    def whole(
        self, index: int, behind: int, word: Match, days: Days | None, precision: DatePrecision, *, relative: bool, rule: str
    ) -> Piece:
        """A piece for a whole unit of time whose first word is `word`."""
        return Piece(
            begin=index, behind=behind, outside=word.entry.outside, joins=word.entry.joins, precision=precision, relative=relative,
            rule=rule, first=days[0] if days else None, last=days[1] if days else None,
        )  # fmt: skip

    def second_name(self, month: Match) -> int:
        """Token behind «أيار/ مايو», «(سبتمبر) أيلول»: a second name of the month."""
        words, behind = self.text.words, month.behind
        again = self.match(behind, "month")
        if again is not None and again.entry.lone and again.entry.text == month.entry.text and again.entry.value == month.entry.value:
            return again.behind  # «أيار مايو»
        if behind < len(words) and words[behind] in _NAME_BREAKS:
            second = self.match(behind + 1, "month")
            if second is not None and second.entry.text == month.entry.text and second.entry.value == month.entry.value:
                behind = second.behind
                return behind + 1 if behind < len(words) and words[behind] == ")" else behind
        return behind

    def year_behind(self, at: int) -> tuple[int | None, str | None, int]:
        """(year, adjective as of `modifier`, token behind) of what follows a month: «2018», «من عام 2018», «العام الماضي», «الماضي»."""
        start = at
        signed = at + 1 < len(self.text.words) and self.text.words[at] in "،,/-_" and is_digits(self.text.words[at + 1])
        if signed or self.match(at, "from") is not None:
            at += 1
        word = self.match(at, "year_word", "the_year")
        if word is not None:
            behind, modifier = self.modifier(word.behind)
            if modifier is not None and self.published is not None:
                return self.published.year + STEPS.get(modifier, 0), None, behind
            at = word.behind
        year = self.year_number(at)
        if year is not None:
            behind = at + 1
            mark = self.match(behind, "calendar_mark", "hijri_mark")
            return year, None, mark.behind if mark else behind
        this = self.match(at, "current")
        if this is not None and (word := self.match(this.behind, "the_year")) is not None and self.published is not None:
            return self.published.year, None, word.behind
        behind, modifier = self.modifier(start)
        if modifier is not None and self.match(behind, "from") is not None:  # «تموز الفائت من العام الجاري»
            year, _, last = self.year_behind(behind)
            if year is not None:
                return year, None, last
        return None, modifier, behind

    def year_number(self, at: int) -> int | None:
        """A year in four digits at a token, Gregorian or Hijri, that is no part of a longer date."""
        words = self.text.words
        if at >= len(words) or len(words[at]) != 4 or not is_digits(words[at]):
            return None
        tight = at + 2 < len(words) and self.text.glued(at + 1) and self.text.glued(at + 2)
        if tight and words[at + 1] in DATE_SIGNS and is_digits(words[at + 2]):
            return None
        year = int(words[at])
        return year if 1300 <= year < 2200 else None
