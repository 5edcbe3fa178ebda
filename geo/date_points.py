"""Single points of time: a clock time, a day, a month, a year, and parts of them, read from a token on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from geo.date_calendar import (
    Days,
    day_of,
    hijri_day,
    hijri_month,
    hijri_year_of,
    month_of,
    part_of,
    shift_days,
    year_of,
)
from geo.date_expr import DatePrecision
from geo.date_lexicon import DateLexicon, Match
from geo.numerals import is_digits
from geo.text import Text

_BREAKS = frozenset("،,-–—/(:")
_PAIR = frozenset("-–—/")
_NAME_BREAKS = frozenset("/(-–—،")
_DATE_SIGNS = frozenset("/-.–")
_MODIFIERS = ("past", "current", "next")
_LATE = {"evening", "afternoon", "night"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A point of time read from the tokens [begin, behind). `outside`: letters of the first token that are no part of it."""

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

    @property
    def days(self) -> Days | None:
        """First and last day, when known."""
        return (self.first, self.last) if self.first is not None and self.last is not None else None


@dataclass(frozen=True, slots=True)
class PointReader:
    """Reads points of time in one text."""

    text: Text
    lexicon: DateLexicon
    published: dt.date | None

    def point(self, index: int) -> Piece | None:
        """The longest point of time that begins at a token."""
        piece = self._clock(index) or self._part_head(index) or self.day(index) or self._eve(index) or self.period(index)
        return piece

    # Days

    def day(self, index: int) -> Piece | None:
        """A day: relative word, weekday or calendar date, or several of them that say the same; with a time behind it."""
        piece = self._relative(index) or self._weekday(index) or self._calendar(index)
        if piece is None and (word := self._match(index, "day")) is not None:
            inner = self._relative(word.behind) or self._weekday(word.behind, behind_day=True) or self._calendar(word.behind)
            piece = replace(inner, begin=index, outside=word.entry.outside, joins=word.entry.joins) if inner else None
        return self._with_time(piece) if piece is not None and piece.precision is DatePrecision.DAY else piece

    def _relative(self, index: int) -> Piece | None:
        word = self._match(index, "relative")
        if word is None or self._is_another_day(word) or self.lexicon.before(self.text, index, "every"):
            return None
        day = shift_days(self.published, word.entry.value) if self.published else None
        begins = day if word.entry.text != "night" or day is None or word.entry.value == 0 else day
        piece = Piece(
            begin=index, behind=word.behind, outside=word.entry.outside, joins=word.entry.joins, first=begins, last=day, relative=True,
            part=word.entry.text or None, rule="relative_day",
        )  # fmt: skip
        return self._said_again(piece)

    def _is_another_day(self, word: Match) -> bool:
        """«اليوم الثالث», «اليوم التالي»: not today."""
        if word.entry.value != 0 or word.behind - word.first > 1:
            return False
        after = self._match(word.behind, "ordinal", "not_today")
        return after is not None and self._match(word.behind, "weekday") is None

    def _said_again(self, piece: Piece) -> Piece:
        """«أمس السبت», «اليوم السبت 21 كانون الأول 2024»: the calendar date wins over the weekday over the relative word."""
        at = self._skip_break(piece.behind)
        weekday = self._weekday(at, again=True)
        if weekday is not None:
            exact = not weekday.relative
            piece = replace(piece, behind=weekday.behind, **({"first": weekday.first, "last": weekday.last, "relative": False} if exact else {}))
            if exact:
                return piece
            if piece.first is None and weekday.first is not None:
                piece = replace(piece, first=weekday.first, last=weekday.last)
            at = self._skip_break(piece.behind)
        date = self._calendar(at)
        if date is not None and date.precision is DatePrecision.DAY and date.first is not None:
            return replace(piece, behind=date.behind, first=date.first, last=date.last, relative=date.relative)
        return piece

    def _weekday(self, index: int, *, behind_day: bool = False, again: bool = False) -> Piece | None:
        word = self._match(index, "weekday")
        if word is None or (word.entry.text == "behind_day" and not behind_day):
            return None
        if not again and (self.lexicon.before(self.text, index, "every") or self.lexicon.before(self.text, index, "name_head")):
            return None
        behind, modifier = self._modifier(word.behind)
        last = self._weekday_date(word.entry.value, modifier)
        first = last
        other = self._match(behind + 1, "weekday") if behind < len(self.text.words) and self.text.words[behind] in _PAIR else None
        if other is not None:
            last = self._weekday_date(other.entry.value, modifier)
            first = self._before_or_on(last, word.entry.value)
            behind = other.behind
        piece = Piece(
            begin=index, behind=behind, outside=word.entry.outside, joins=word.entry.joins, first=first, last=last, relative=True,
            rule="weekday_pair" if other else "weekday",
        )  # fmt: skip
        at = self._skip_break(behind)
        date = self._calendar(at)
        if date is not None and date.precision is DatePrecision.DAY and date.first is not None:
            return replace(piece, behind=date.behind, first=date.first, last=date.last, relative=date.relative, rule="weekday_date")
        return piece

    def _weekday_date(self, weekday: int, modifier: str | None) -> dt.date | None:
        """The most recent such day not after publication; before it with «الماضي», after it with «المقبل»."""
        if self.published is None:
            return None
        back = (self.published.weekday() - weekday) % 7
        if modifier == "next":
            return shift_days(self.published, 7 - back)
        return shift_days(self.published, -(back or (7 if modifier == "past" else 0)))

    def _before_or_on(self, day: dt.date | None, weekday: int) -> dt.date | None:
        return shift_days(day, -((day.weekday() - weekday) % 7)) if day else None

    # Calendar dates

    def _calendar(self, index: int) -> Piece | None:
        """A date of the calendar: «20/5/2018», «20 أيار», «الأول من مايو 2018»."""
        words = self.text.words
        if index >= len(words):
            return None
        if is_digits(words[index]):
            numeric = self._numeric(index)
            if numeric is not None:
                return numeric
        day = self._day_number(index)
        return self._day_and_month(index, *day) if day is not None else None

    def _numeric(self, index: int) -> Piece | None:
        """Three numbers with the same sign between them, tight or spaced: year first or last."""
        words = self.text.words
        if index + 4 >= len(words) or words[index + 1] not in _DATE_SIGNS or words[index + 3] != words[index + 1]:
            return None
        a, b, c = words[index], words[index + 2], words[index + 4]
        if not (is_digits(b) and is_digits(c)) or max(len(a), len(b), len(c)) > 4 or (index and self.text.glued(index) and self._digit_before(index)):
            return None
        day = self._ordered(int(a), int(b), int(c), year_first=len(a) == 4) if 4 in (len(a), len(c)) else None
        if day is None:
            return None
        return Piece(begin=index, behind=index + 5, first=day, last=day, rule="numeric_date")

    def _ordered(self, a: int, b: int, c: int, *, year_first: bool) -> dt.date | None:
        year, month, day = (a, b, c) if year_first else (c, b, a)
        if year in range(1300, 1500):
            return hijri_day(year, month, day)
        return day_of(year, month, day) or day_of(year, day, month)

    def _digit_before(self, index: int) -> bool:
        before = self.text.words[index - 1]
        return before in _DATE_SIGNS and index > 1 and is_digits(self.text.words[index - 2])

    def _day_number(self, index: int) -> tuple[int, int, int, int] | None:
        """(first day, last day, token behind, letters outside) of the number of a day, or of «3-5», «3 و4»."""
        words = self.text.words
        if is_digits(words[index]):
            if len(words[index]) > 2 or not 1 <= int(words[index]) <= 31:
                return None
            first = int(words[index])
            if index + 2 < len(words) and is_digits(words[index + 2]) and len(words[index + 2]) <= 2:
                link = words[index + 1] in _PAIR or self._match(index + 1, "until", "and") is not None
                if link and first < int(words[index + 2]) <= 31:
                    return first, int(words[index + 2]), index + 3, 0
            return first, first, index + 1, 0
        word = self._match(index, "ordinal")
        if word is not None and 1 <= word.entry.value <= 31:
            return word.entry.value, word.entry.value, word.behind, word.entry.outside
        number = self.lexicon.numerals.read(self.text, index)
        if number is None or number.value is None or not 1 <= number.value <= 31 or number.word is None:
            return None
        return number.value, number.value, number.behind, number.word.outside

    def _day_and_month(self, index: int, first: int, last: int, at: int, outside: int) -> Piece | None:
        if self._match(at, "from") is not None:
            at += 1
        if (word := self._match(at, "month_word")) is not None:
            at = word.behind
        month = self._match(at, "month")
        if month is None or (month.entry.outside and month.entry.joins) or self.lexicon.before(self.text, index, "name_head"):
            return None
        behind = self._second_name(month)
        year, modifier, behind = self._year_behind(behind)
        days = [self._day_in(month, day, year, modifier) for day in (first, last)]
        relative = year is None
        return Piece(
            begin=index, behind=behind, outside=outside, first=days[0], last=days[1], relative=relative, rule="day_month" if relative else "date"
        )

    def _second_name(self, month: Match) -> int:
        """Token behind «أيار/ مايو», «(سبتمبر) أيلول»: a second name of the month."""
        words, behind = self.text.words, month.behind
        if behind < len(words) and words[behind] in _NAME_BREAKS:
            second = self._match(behind + 1, "month")
            if second is not None and second.entry.text == month.entry.text and second.entry.value == month.entry.value:
                behind = second.behind
                return behind + 1 if behind < len(words) and words[behind] == ")" else behind
        return behind

    def _year_behind(self, at: int) -> tuple[int | None, str | None, int]:
        """(year, past | current | next, token behind) of what follows a month: «2018», «من عام 2018», «العام الماضي», «الماضي»."""
        start = at
        if self._match(at, "from") is not None:
            at += 1
        elif at + 1 < len(self.text.words) and self.text.words[at] in "،,/-" and is_digits(self.text.words[at + 1]):
            at += 1
        word = self._match(at, "year_word", "the_year")
        if word is not None:
            behind, modifier = self._modifier(word.behind)
            if modifier is not None and self.published is not None:
                return self.published.year + {"past": -1, "next": 1}.get(modifier, 0), None, behind
            at = word.behind
        year = self._year_number(at)
        if year is not None:
            behind = at + 1
            mark = self._match(behind, "calendar_mark", "hijri_mark")
            return year, None, mark.behind if mark else behind
        this = self._match(at, "current")
        if this is not None and (word := self._match(this.behind, "the_year")) is not None and self.published is not None:
            return self.published.year, None, word.behind
        behind, modifier = self._modifier(start)
        return None, modifier, behind

    def _year_number(self, at: int) -> int | None:
        words = self.text.words
        if at >= len(words) or len(words[at]) != 4 or not is_digits(words[at]):
            return None
        if at + 2 < len(words) and words[at + 1] in _DATE_SIGNS and self.text.glued(at + 1) and is_digits(words[at + 2]) and self.text.glued(at + 2):
            return None
        year = int(words[at])
        return year if 1300 <= year < 2200 else None

    def _day_in(self, month: Match, day: int, year: int | None, modifier: str | None) -> dt.date | None:
        if month.entry.text == "hijri":
            if year is not None:
                return hijri_day(year, month.entry.value, day)
            return self._nearest_hijri(month.entry.value, day)
        if year is not None:
            return day_of(year, month.entry.value, day)
        if self.published is None:
            return None
        near = day_of(self.published.year, month.entry.value, day)
        if modifier == "next":
            return near if near and near > self.published else day_of(self.published.year + 1, month.entry.value, day)
        if near is None or near > self.published:
            return near if modifier == "current" else day_of(self.published.year - 1, month.entry.value, day)
        return near

    def _nearest_hijri(self, month: int, day: int) -> dt.date | None:
        if self.published is None:
            return None
        year = hijri_year_of(self.published)
        near = hijri_day(year, month, day)
        return near if near is not None and near <= self.published else hijri_day(year - 1, month, day)

    # Months, years and their parts

    def period(self, index: int) -> Piece | None:
        """A week, month, season or year, or its beginning, middle or end."""
        word = self._match(index, "begin", "middle", "end")
        if word is not None:
            inner = self.period(word.behind) if self._match(word.behind, "begin", "middle", "end") is None else None
            inner = inner or self._calendar_unit(word.behind, alone=True) or self._month(word.behind, cued=True) or self._bare_year(word.behind)
            if inner is None:
                return None
            days = part_of(inner.days, word.entry.role) if inner.days else None
            precision = {DatePrecision.YEAR: DatePrecision.SEASON, DatePrecision.MONTH: DatePrecision.MONTH}.get(inner.precision, inner.precision)
            return replace(
                inner, begin=index, outside=word.entry.outside, joins=word.entry.joins, precision=precision, rule=f"{word.entry.role}_of",
                first=days[0] if days else None, last=days[1] if days else None,
            )  # fmt: skip
        return self._calendar_unit(index) or self._season(index) or self._year(index) or self._month(index) or self._cued_year(index)

    def _calendar_unit(self, index: int, *, alone: bool = False) -> Piece | None:
        """«الشهر الماضي», «هذا العام», «العام 2023», «الأسبوع المقبل»; `alone`: «مطلع العام» means the current one."""
        this = self._match(index, "current")
        word = self._match(this.behind if this else index, "the_year", "the_month", "the_week")
        if word is None:
            return None
        year = self._year_number(word.behind) if word.entry.role == "the_year" else None
        behind, modifier = self._modifier(word.behind)
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
        return self._whole(index, behind, begin, days, precision, relative=year is None, rule=word.entry.role)

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
        word = self._match(index, "year_word")
        if word is None or (year := self._year_number(word.behind)) is None:
            return None
        mark = self._match(word.behind + 1, "calendar_mark", "hijri_mark")
        behind = mark.behind if mark else word.behind + 1
        return self._whole(index, behind, word, self._days_of_year(year), DatePrecision.YEAR, relative=False, rule="year")

    def _bare_year(self, index: int) -> Piece | None:
        year = self._year_number(index)
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
        mark = self._match(index + 1, "calendar_mark")
        if mark is not None and self.text.glued(index + 1):
            return replace(piece, behind=mark.behind)
        cued = any(self.lexicon.before(self.text, index, role) for role in ("in", "since", "until", "from", "between", "within"))
        late = self.published is not None and piece.first is not None and piece.first.year > self.published.year + 10
        return piece if cued and not late and not self._counts_next(index + 1) else None

    def _counts_next(self, index: int) -> bool:
        """Whether the word behind a number may be what it counts: an indefinite Arabic noun right behind it."""
        words = self.text.words
        if index >= len(words) or not words[index][0].isalpha() or words[index][0].isascii():
            return False
        return words[index].endswith("\u0627")  # an accusative, as numbers above ten take («2000 مقاتلا»)

    def _season(self, index: int) -> Piece | None:
        word = self._match(index, "season")
        if word is None:
            return None
        behind, modifier = self._modifier(word.behind)
        year = self._match(word.behind, "year_word", "the_year")
        number = self._year_number(year.behind if year else word.behind)
        if number is not None:
            behind = (year.behind if year else word.behind) + 1
        elif modifier is None or self.published is None:
            return None
        else:
            number = self.published.year + (1 if modifier == "next" else -1 if modifier == "past" and self.published.month <= word.entry.value else 0)
        first = month_of(number, word.entry.value)
        last = month_of(number + (int(word.entry.text) < word.entry.value), int(word.entry.text))
        days = (first[0], last[1]) if first and last else None
        return self._whole(index, behind, word, days, DatePrecision.SEASON, relative=modifier is not None, rule="season")

    def _month(self, index: int, *, cued: bool = False) -> Piece | None:
        """A month with a year, a modifier, «شهر» or another cue: bare names are also names of people and places."""
        word = self._match(index, "month_word")
        month = self._match(word.behind if word else index, "month")
        if month is None or month.behind - month.first > 3:
            return None
        behind = self._second_name(month)
        second = behind > month.behind
        year, modifier, behind = self._year_behind(behind)
        if month.entry.text == "hijri" and not (word or (year is not None and year < 1500)):
            return None
        surely = cued or word is not None or second or year is not None or modifier is not None
        if not surely and not self._month_cue(month.first):
            return None
        days = self._month_days(month, year, modifier)
        return self._whole(index, behind, word or month, days, DatePrecision.MONTH, relative=year is None, rule="month")

    def _month_cue(self, index: int) -> bool:
        roles = ("in", "since", "until", "from", "between", "within", "begin", "middle", "end")
        return any(self.lexicon.before(self.text, index, role) is not None for role in roles)

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

    # Clock times and parts of the day

    def _part_head(self, index: int) -> Piece | None:
        """«فجر اليوم», «ليلة الخميس – الجمعة», «مساء 3 أيار»: a part of a day."""
        word = self._match(index, "part_head")
        if word is None:
            return None
        piece = self.day(word.behind)
        if piece is None or piece.precision is not DatePrecision.DAY or (piece.joins and piece.outside):
            return None
        first = piece.last if word.entry.text == "after_midnight" and piece.rule == "weekday_pair" else piece.first
        return replace(
            piece, begin=index, outside=word.entry.outside, joins=word.entry.joins, part=word.entry.text, first=first, rule=f"part_{piece.rule}"
        )

    def _eve(self, index: int) -> Piece | None:
        """«غداة X», «عشية X»: the day after, the day before a day that is told."""
        word = self._match(index, "day_after", "day_before")
        piece = self.day(word.behind) if word else None
        if word is None or piece is None or piece.precision is not DatePrecision.DAY:
            return None
        if word.entry.role == "day_before" and piece.relative:  # «عشية السبت»: its evening
            return replace(piece, begin=index, outside=word.entry.outside, part="evening", rule="eve")
        step = 1 if word.entry.role == "day_after" else -1
        first = shift_days(piece.first, step) if piece.first else None
        return replace(piece, begin=index, outside=word.entry.outside, first=first, last=first, rule=word.entry.role)

    def _clock(self, index: int) -> Piece | None:
        """«الساعة العاشرة والنصف صباحا (من) يوم الأحد»; without a day its dates are None."""
        word = self._match(index, "hour")
        told = self._hour(word.behind) if word else None
        if word is None or told is None:
            return None
        hour, minute, at = told
        part, day, at = self._clock_part(at)
        time = _clock_text(hour, minute, part)
        if time is None:
            return None
        base = day or Piece(begin=index, behind=at, rule="clock")
        behind = max(at, day.behind if day else at)
        return replace(
            base, begin=index, behind=behind, outside=word.entry.outside, joins=word.entry.joins, time=time, part=part or base.part,
            rule="clock" if day is None else f"clock_{day.rule}",
        )  # fmt: skip

    def _clock_part(self, at: int) -> tuple[str | None, Piece | None, int]:
        """(part of the day, day, token behind) of what follows an hour."""
        adverb = self._match(at, "part_adverb", "part_head")
        part = adverb.entry.text if adverb else None
        behind = adverb.behind if adverb else at
        link = self._match(behind, "from", "in")
        day = self.day(link.behind if link else behind) or self._part_head(link.behind if link else behind)
        if day is None or day.precision is not DatePrecision.DAY or (day.joins and day.outside):
            return part, None, behind
        return part or day.part, day, day.behind

    def _hour(self, at: int) -> tuple[int, int, int] | None:
        """(hour, minute, token behind): «10», «10:30», «العاشرة والنصف», «السابعة إلا ربعا»."""
        words = self.text.words
        if at >= len(words):
            return None
        bracket = words[at] in "(["
        at += bracket
        if at < len(words) and is_digits(words[at]) and len(words[at]) <= 2:
            hour, minute, behind = int(words[at]), 0, at + 1
            if behind + 1 < len(words) and words[behind] in ":." and is_digits(words[behind + 1]) and len(words[behind + 1]) == 2:
                minute, behind = int(words[behind + 1]), behind + 2
        else:
            word = self._match(at, "ordinal")
            if word is None or word.entry.value > 12:
                return None
            hour, minute, behind = word.entry.value, 0, word.behind
        behind += bracket and behind < len(words) and words[behind] in ")]"
        shift = self._match(behind, "half", "quarter", "third", "quarter_to", "third_to")
        if shift is not None:
            minute += {"half": 30, "quarter": 15, "third": 20, "quarter_to": -15, "third_to": -20}[shift.entry.role]
            behind = shift.behind
        return (hour - 1, minute + 60, behind) if minute < 0 else (hour, minute, behind)

    def _with_time(self, piece: Piece) -> Piece:
        """A day with the part of the day or the hour that stands behind it: «السبت صباحا», «14/02/2025، 11:43»."""
        words, at = self.text.words, self._skip_break(piece.behind)
        if at + 2 < len(words) and is_digits(words[at]) and words[at + 1] == ":" and is_digits(words[at + 2]) and self.text.glued(at + 2):
            time = _clock_text(int(words[at]), int(words[at + 2]), None) if len(words[at]) <= 2 and len(words[at + 2]) == 2 else None
            return replace(piece, behind=at + 3, time=time) if time else piece
        part = self._match(piece.behind, "part_adverb")
        if part is not None and part.entry.lone and piece.part is None:
            piece = replace(piece, behind=part.behind, part=part.entry.text)
        clock = self._match(self._skip_break(piece.behind), "hour")
        told = self._hour(clock.behind) if clock and piece.time is None else None
        if told is None:
            return piece
        adverb = self._match(told[2], "part_adverb", "part_head")
        named = adverb.entry.text if adverb else piece.part
        time = _clock_text(told[0], told[1], named)
        return replace(piece, behind=adverb.behind if adverb else told[2], time=time, part=named) if time else piece

    # Helpers

    def _match(self, index: int, *roles: str) -> Match | None:
        return self.lexicon.match(self.text, index, *roles)

    def _modifier(self, at: int) -> tuple[int, str | None]:
        """(token behind, past | current | next) of an adjective behind a unit of time; `at` when there is none."""
        word = self._match(at, *_MODIFIERS)
        if word is None or not word.entry.definite or word.entry.outside:
            return at, None
        return word.behind, word.entry.role

    def _skip_break(self, at: int) -> int:
        words = self.text.words
        if at < len(words) and words[at] in _BREAKS:
            at += 1
        word = self._match(at, "in")
        return word.behind if word is not None and self._match(at, "month", "hour") is None else at

    def _whole(
        self, index: int, behind: int, word: Match, days: Days | None, precision: DatePrecision, *, relative: bool, rule: str
    ) -> Piece:
        return Piece(
            begin=index, behind=behind, outside=word.entry.outside, joins=word.entry.joins, precision=precision, relative=relative, rule=rule,
            first=days[0] if days else None, last=days[1] if days else None,
        )  # fmt: skip


def _clock_text(hour: int, minute: int, part: str | None) -> str | None:
    """«HH:MM» of an hour told with a part of the day, or None when no clock shows it."""
    if (part in _LATE and 6 <= hour < 12) or (part in ("evening", "afternoon") and 1 <= hour < 6) or (part == "noon" and 1 <= hour <= 4):
        hour += 12
    elif (part in ("night", "after_midnight", "dawn") and hour == 12) or hour == 24:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if 0 <= hour < 24 and 0 <= minute < 60 else None
