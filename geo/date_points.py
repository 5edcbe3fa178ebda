"""Points of time of every size: days, and weeks, months, seasons and years with their parts, read from a token on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from geo.date_calendar import Days, hijri_day, hijri_month, hijri_year_of, month_of, part_of, shift_days, year_of
from geo.date_days import DayReader
from geo.date_expr import DatePrecision
from geo.date_lexicon import Match
from geo.date_piece import Piece
from geo.numerals import is_digits

# Which reading a first word may begin, by its roles.
_CLOCK = frozenset({"hour"})
_PART = frozenset({"part_head"})
_DAY = frozenset({"relative", "weekday", "day", "days", "ordinal"})
_EVE = frozenset({"day_after", "day_before"})
_PERIOD = frozenset({
    "begin", "middle", "end", "current", "the_year", "the_month", "the_week", "season", "year_word", "month_word", "month",
})  # fmt: skip
_CUES = ("in", "since", "until", "to", "from", "between", "within")


@dataclass(frozen=True, slots=True)
class PointReader(DayReader):
    """Reads points of time in one text."""

    def point(self, index: int) -> Piece | None:
        """The longest point of time that begins at a token."""
        if index >= len(self.text.words):
            return None
        if is_digits(self.text.words[index]):
            return self.day(index) or self._cued_year(index)
        known = self.lexicon.entries.get(self.text.words[index])
        if known is None:
            return self.day(index)
        for roles, read in ((_CLOCK, self.clock), (_PART, self.part_of_day), (_DAY, self.day), (_EVE, self.eve), (_PERIOD, self.period)):
            if not roles.isdisjoint(known) and (piece := read(index)) is not None:
                return piece
        return self.day(index) if self.text.words[index] in self.lexicon.numerals.words else None

    # Months, years and their parts

    def period(self, index: int) -> Piece | None:
        """A week, month, season or year, or its beginning, middle or end."""
        word = self.match(index, "begin", "middle", "end")
        if word is not None:
            return self._part_of_period(word)
        return self._calendar_unit(index) or self._season(index) or self._year(index) or self._month(index) or self._cued_year(index)

    def _part_of_period(self, word: Match) -> Piece | None:
        """«مطلع العام», «منتصف أيار», «أواخر 2016»: ten days of a month, a third of what is longer."""
        if word.behind >= len(self.text.words) or self.match(word.behind, "begin", "middle", "end") is not None:
            return None
        at = word.behind
        inner = self._calendar_unit(at, alone=True) or self._month(at, cued=True) or self._year(at)
        inner = inner or self._bare_year(at) or self._season(at)
        if inner is None:
            return None
        days = part_of(inner.days, word.entry.role) if inner.days else None
        return replace(
            inner, begin=word.first, outside=word.entry.outside, joins=word.entry.joins, rule=f"{word.entry.role}_of",
            first=days[0] if days else None, last=days[1] if days else None,
            precision=DatePrecision.SEASON if inner.precision is DatePrecision.YEAR else inner.precision,
        )  # fmt: skip

    def _calendar_unit(self, index: int, *, alone: bool = False) -> Piece | None:
        """«الشهر الماضي», «هذا العام», «العام 2023», «الأسبوع المقبل»; `alone`: «مطلع العام» means the current one."""
        this = self.match(index, "current")
        word = self.match(this.behind if this else index, "the_year", "the_month", "the_week")
        if word is None:
            return None
        year = self.year_number(word.behind) if word.entry.role == "the_year" else None
        behind, modifier = self.modifier(word.behind)
        if modifier is None and this is not None:
            modifier = "current"
        begin = this or word
        if year is not None:
            days, behind = self._days_of_year(year), word.behind + 1
        elif modifier is not None or alone:
            days = self._unit_days(word.entry.role, {"past": -1, "next": 1}.get(modifier or "", 0))
        else:
            return None
        precision = {"the_year": DatePrecision.YEAR, "the_month": DatePrecision.MONTH, "the_week": DatePrecision.WEEK}[word.entry.role]
        return self.whole(index, behind, begin, days, precision, relative=year is None, rule=word.entry.role)

    def _unit_days(self, role: str, steps: int) -> Days | None:
        day = self.published
        if day is None:
            return None
        if role == "the_year":
            return year_of(day.year + steps)
        if role == "the_month":
            year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
            return month_of(year, month + 1)
        monday = shift_days(day, 7 * steps - day.weekday())
        sunday = shift_days(monday, 6) if monday else None
        return (monday, sunday) if monday and sunday else None

    def _days_of_year(self, year: int) -> Days | None:
        if year < 1500:
            first, after = hijri_day(year, 1, 1), hijri_day(year + 1, 1, 1)
            return (first, after - dt.timedelta(1)) if first and after else None
        return year_of(year)

    def _year(self, index: int) -> Piece | None:
        """«عام 2015», «سنة 1440 هـ», «العام الماضي» without article."""
        word = self.match(index, "year_word")
        if word is None or (year := self.year_number(word.behind)) is None:
            return None
        mark = self.match(word.behind + 1, "calendar_mark", "hijri_mark")
        behind = mark.behind if mark else word.behind + 1
        return self.whole(index, behind, word, self._days_of_year(year), DatePrecision.YEAR, relative=False, rule="year")

    def _bare_year(self, index: int) -> Piece | None:
        year = self.year_number(index)
        if year is None or not 1900 <= year < 2100:
            return None
        return Piece(
            begin=index, behind=index + 1, first=dt.date(year, 1, 1), last=dt.date(year, 12, 31), precision=DatePrecision.YEAR, rule="year"
        )

    def _cued_year(self, index: int) -> Piece | None:
        """«في 2013», «منذ 2011», «2003م»: four digits that a word before or a mark behind makes a year."""
        if not is_digits(self.text.words[index]):
            return None
        piece = self._bare_year(index)
        if piece is None or (self.text.glued(index) and not self.text.words[index - 1].isalpha()):
            return None
        mark = self.match(index + 1, "calendar_mark")
        if mark is not None and self.text.glued(index + 1):
            return replace(piece, behind=mark.behind)
        if index and index + 1 < len(self.text.words) and self.text.words[index - 1] == "(" and self.text.words[index + 1] == ")":
            return piece
        cued = any(self.lexicon.before(self.text, index, role) for role in _CUES)
        late = self.published is not None and piece.first is not None and piece.first.year > self.published.year + 10
        return piece if cued and not late and not self._counts_next(index + 1) else None

    def _counts_next(self, index: int) -> bool:
        """Whether the word behind a number may be what it counts: an indefinite Arabic noun right behind it."""
        words = self.text.words
        if index >= len(words) or not words[index][0].isalpha() or words[index][0].isascii():
            return False
        return words[index].endswith("\u0627")  # an accusative, as numbers above ten take («2000 مقاتلا»)

    def _season(self, index: int) -> Piece | None:
        word = self.match(index, "season")
        if word is None:
            return None
        behind, modifier = self.modifier(word.behind)
        year = self.match(word.behind, "year_word", "the_year")
        number = self.year_number(year.behind if year else word.behind)
        if number is not None:
            behind = (year.behind if year else word.behind) + 1
        elif modifier is None or self.published is None:
            return None
        else:
            steps = {"next": 1, "past": -(self.published.month <= word.entry.value)}.get(modifier, 0)
            number = self.published.year + steps
        first = month_of(number, word.entry.value)
        last = month_of(number + (int(word.entry.text) < word.entry.value), int(word.entry.text))
        days = (first[0], last[1]) if first and last else None
        return self.whole(index, behind, word, days, DatePrecision.SEASON, relative=modifier is not None, rule="season")

    def _month(self, index: int, *, cued: bool = False) -> Piece | None:
        """A month with a year, a modifier, «شهر» or another cue: bare names are also names of people and places."""
        word = self.match(index, "month_word")
        month = self.match(word.behind if word else index, "month")
        if month is None or month.behind - month.first > 3:
            return None
        behind = self.second_name(month)
        second = behind > month.behind
        year, modifier, behind = self.year_behind(behind)
        if month.entry.text == "hijri" and not (word or (year is not None and year < 1500)):
            return None
        surely = cued or word is not None or second or year is not None or modifier is not None
        if not surely and (month.entry.outside > month.entry.joins or not self._month_cue(month.first)):
            return None
        days = self._month_days(month, year, modifier)
        return self.whole(index, behind, word or month, days, DatePrecision.MONTH, relative=year is None, rule="month")

    def _month_cue(self, index: int) -> bool:
        return any(self.lexicon.before(self.text, index, role) is not None for role in _CUES)

    def _month_days(self, month: Match, year: int | None, modifier: str | None) -> Days | None:
        number, day = month.entry.value, self.published
        if month.entry.text == "hijri":
            if year is None and day is not None:
                year = hijri_year_of(day)
                near = hijri_month(year, number)
                year -= near is not None and near[0] > day
            return hijri_month(year, number) if year is not None else None
        if year is not None:
            return month_of(year, number)
        if day is None:
            return None
        year = day.year
        if modifier == "next":
            year += number <= day.month
        elif modifier == "past":
            year -= number >= day.month
        elif modifier is None:
            year -= number > day.month
        return month_of(year, number)
