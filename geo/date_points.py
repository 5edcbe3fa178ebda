"""Points of time of every size: days, and weeks, months, seasons and years with their parts, read from a token on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geo.date_calendar import Days, hijri_day, hijri_month, hijri_year_of, month_of, part_of, share_of, shift_days, year_of
from geo.date_days import DayReader
from geo.date_expr import DatePrecision
from geo.date_lexicon import Match
from geo.date_piece import STEPS, Piece
from geo.finding import replace
from geo.numerals import is_digits

# Which reading a first word may begin, by its roles.
_CLOCK = frozenset({"hour"})
_PART = frozenset({"part_head"})
_DAY = frozenset({"anniversary", "relative", "weekday", "day", "days", "ordinal"})
_EVE = frozenset({"day_after", "day_before"})
_PERIOD = frozenset({
    "begin", "middle", "end", "current", "the_year", "the_month", "the_week", "season", "year_word", "month_word", "month",
    "half_of", "third_of", "quarter_of", "decade", "century",
})  # fmt: skip
_SHARES = {"half_of": 2, "third_of": 3, "quarter_of": 4}
_FIRST_WEEKDAY = 6  # Sunday: the Syrian week ends with its weekend, Friday and Saturday (Unicode CLDR, supplemental weekData, weekendEnd)
_WEEKS = 4  # of a month; the fourth to its end
_CENTURY = 100
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
        if (word := self.match(index, *_SHARES)) is not None:
            return self._share_of_period(word)
        if (long := self._decade(index) or self._century(index)) is not None:
            return long
        unit = self._week_of_month(index) or self._calendar_unit(index)
        return unit or self._season(index) or self._year(index) or self._month(index) or self._cued_year(index)

    def _part_of_period(self, word: Match) -> Piece | None:
        """«مطلع العام», «منتصف أيار», «أواخر 2016»: ten days of a month, a third of what is longer."""
        if word.behind >= len(self.text.words) or self.match(word.behind, "begin", "middle", "end") is not None:
            return None
        inner = self._whole_period(word.behind)
        if inner is None:
            return None
        days = part_of(inner.days, word.entry.role) if inner.days else None
        return replace(
            inner, begin=word.first, outside=word.entry.outside, joins=word.entry.joins, rule=f"{word.entry.role}_of",
            first=days[0] if days else None, last=days[1] if days else None,
            precision=DatePrecision.SEASON if inner.precision is DatePrecision.YEAR else inner.precision,
        )  # fmt: skip

    def _whole_period(self, at: int) -> Piece | None:
        """A month, a year or another stretch of which a part is told."""
        inner = self._calendar_unit(at, alone=True) or self._month(at, cued=True) or self._year(at)
        return inner or self._bare_year(at) or self._season(at) or self._decade(at) or self._century(at)

    def _share_of_period(self, word: Match) -> Piece | None:
        """«النصف الأول من عام 2017», «الربع الثاني من العام الجاري»."""
        which = self.match(word.behind, "ordinal")
        link = self.match(which.behind, "from") if which is not None else None
        inner = self._whole_period(link.behind) if link is not None and link.entry.lone else None
        shares = _SHARES[word.entry.role]
        if which is None or inner is None or not 1 <= which.entry.value <= shares:
            return None
        days = share_of(inner.days, which.entry.value - 1, shares) if inner.days else None
        return replace(
            inner, begin=word.first, outside=word.entry.outside, joins=word.entry.joins, rule=word.entry.role,
            first=days[0] if days else None, last=days[1] if days else None,
            precision=DatePrecision.SEASON if inner.precision is DatePrecision.YEAR else inner.precision,
        )  # fmt: skip

    def _decade(self, index: int) -> Piece | None:
        """«الثمانينيات», «ثمانينيات القرن الماضي»: of the twentieth century."""
        word = self.match(index, "decade")
        if word is None:
            return None
        link = self.match(word.behind, "from")
        century = self._century(link.behind if link else word.behind)
        if century is None and not word.entry.definite:
            return None
        first = (century.first.year // _CENTURY * _CENTURY if century and century.first else 1900) + word.entry.value % _CENTURY
        days = self._years(first, first + 9)
        return self.whole(index, century.behind if century else word.behind, word, days, DatePrecision.YEAR, relative=False, rule="decade")

    def _century(self, index: int) -> Piece | None:
        """«القرن التاسع عشر», «القرن الماضي» (the twentieth)."""
        word = self.match(index, "century")
        if word is None:
            return None
        which = self.match(word.behind, "ordinal")
        behind, modifier = self.modifier(word.behind)
        if which is not None:
            first, behind = (which.entry.value - 1) * _CENTURY, which.behind
        elif modifier is not None:
            first = 2000 + STEPS.get(modifier, 0) * _CENTURY
        else:
            return None
        days = self._years(first, first + _CENTURY - 1)
        return self.whole(index, behind, word, days, DatePrecision.YEAR, relative=False, rule="century")

    def _years(self, first: int, last: int) -> Days | None:
        begin, end = year_of(first), year_of(last)
        return (begin[0], end[1]) if begin and end else None

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
            days = self._unit_days(word.entry.role, STEPS.get(modifier or "", 0))
        else:
            return None
        precision = {"the_year": DatePrecision.YEAR, "the_month": DatePrecision.MONTH, "the_week": DatePrecision.WEEK}[word.entry.role]
        return self.whole(index, behind, begin, days, precision, relative=year is None, rule=word.entry.role)

    def _week_of_month(self, index: int) -> Piece | None:
        """«الأسبوع الأول من أيار», «الأسبوع الأخير من الشهر الماضي»: seven days of a month, the last ones to its end."""
        word = self.match(index, "the_week")
        which = self.match(word.behind, "ordinal", "past") if word is not None else None
        link = self.match(which.behind, "from") if which is not None else None
        if word is None or which is None or link is None:
            return None
        month = self._calendar_unit(link.behind) or self._month(link.behind, cued=True)
        if month is None or month.precision is not DatePrecision.MONTH:
            return None
        days = month.days
        if days is not None:
            number = which.entry.value if which.entry.role == "ordinal" else _WEEKS
            if not 1 <= number <= _WEEKS:
                return None
            first = shift_days(days[0], 7 * (number - 1)) if which.entry.role == "ordinal" else shift_days(days[1], -6)
            last = days[1] if number == _WEEKS else shift_days(days[0], 7 * number - 1)
            days = (first, last) if first is not None and last is not None else None
        return self.whole(index, month.behind, word, days, DatePrecision.WEEK, relative=month.relative, rule="week_of_month")

    def _unit_days(self, role: str, steps: int) -> Days | None:
        day = self.published
        if day is None:
            return None
        if role == "the_year":
            return year_of(day.year + steps)
        if role == "the_month":
            year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
            return month_of(year, month + 1)
        first = shift_days(day, 7 * steps - (day.weekday() - _FIRST_WEEKDAY) % 7)
        last = shift_days(first, 6) if first else None
        return (first, last) if first and last else None

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
        if piece is None:
            return None
        if index and index + 1 < len(self.text.words) and self.text.words[index - 1] == "(" and self.text.words[index + 1] == ")":
            return piece
        if self.text.glued(index) and not self.text.words[index - 1].isalpha():
            return None
        mark = self.match(index + 1, "calendar_mark")
        if mark is not None and self.text.glued(index + 1):
            return replace(piece, behind=mark.behind)
        cued = any(self.lexicon.before(self.text, index, role) for role in _CUES) and not self.lexicon.counts(self.text, index)
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
        number, _, year_behind = self.year_behind(word.behind)
        if number is not None:
            behind = year_behind
        elif modifier is None or self.published is None:
            return None
        else:
            steps = {"next": 1, "past": -(self.published.month <= word.entry.value), "past_twice": -2}.get(modifier, 0)
            number = self.published.year + steps
        first = month_of(number, word.entry.value)
        last = month_of(number + (int(word.entry.text) < word.entry.value), int(word.entry.text))
        days = (first[0], last[1]) if first and last else None
        return self.whole(index, behind, word, days, DatePrecision.SEASON, relative=modifier is not None, rule="season")

    def month_behind(self, index: int) -> Piece | None:
        """A month that needs no other cue than the month before it («آذار ونيسان»)."""
        piece = self._month(index, cued=True)
        return piece if piece is not None and piece.joins else None

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
                year -= near is not None and (near[0] > day or (modifier in ("past", "past_twice") and near[1] >= day))
            return hijri_month(year, number) if year is not None else None
        if year is not None:
            return month_of(year, number)
        if day is None:
            return None
        year = day.year
        if modifier == "next":
            year += number <= day.month
        elif modifier in ("past", "past_twice"):
            year -= number >= day.month
        elif modifier is None:
            year -= number > day.month and not self.coming(month.first)
        return month_of(year, number)
