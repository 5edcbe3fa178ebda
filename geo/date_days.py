"""Days: relative words, weekdays, dates of the calendar, parts of a day and clock times, read from a token on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from geo.date_calendar import day_of, hijri_day, hijri_year_of, shift_days, shift_months
from geo.date_expr import MIDNIGHT, UNTIL_NOW, DatePrecision
from geo.date_lexicon import Match
from geo.date_piece import DATE_SIGNS, PAIR_SIGNS, STEPS, BaseReader, Piece
from geo.finding import replace
from geo.numerals import is_digits

_SOON = 7  # days after publication that a date without a year may lie: what is a year ago is told with its year
_HALF_A_YEAR = 200  # days
_WEEK = 7  # days
_SIGNS = frozenset("/-–")  # between the day and the name of the month: «12 / أيار»
_DATED = frozenset({"numeric_date", "date", "day_month"})
_NEAR_BACK = 62  # days before publication in which «السبت 12» lies
_LATE = frozenset({"evening", "afternoon", "night"})
_NIGHTS = frozenset({"night", "after_midnight"})
_MIDNIGHT = frozenset({"midnight", "after_midnight"})


@dataclass(frozen=True, slots=True)
class DayReader(BaseReader):
    """Reads days."""

    def day(self, index: int) -> Piece | None:
        """A day: relative word, weekday or calendar date, or several of them that say the same; with a time behind it."""
        piece = self._anniversary(index) or self._relative(index) or self._weekday(index) or self._calendar(index)
        word = self.match(index, "day", "days")
        if piece is None and word is not None and not self.lexicon.before(self.text, index, "every"):
            inner = self._relative(word.behind) or self._weekday(word.behind, behind_day=True) or self._calendar(word.behind)
            if inner is not None and inner.rule == "weekday" and word.entry.role == "days":
                inner = self._weekday_list(inner)
            piece = replace(inner, begin=index, outside=word.entry.outside, joins=word.entry.joins) if inner else None
        elif piece is not None and piece.rule == "weekday" and not self.lexicon.before(self.text, index, "between"):
            piece = self._weekday_list(piece)
        return self._with_time(self._equal(piece)) if piece is not None and piece.precision is DatePrecision.DAY else piece

    def _equal(self, piece: Piece) -> Piece:
        """«3 رجب 1440 الموافق 10 آذار 2019»: one day in two calendars; the Gregorian one is exact."""
        word = self.match(piece.behind, "equals")
        date = self._calendar(word.behind) if word is not None else None
        if date is None or date.first is None:
            weekday = self.match(self.skip_break(piece.behind), "weekday") if piece.rule in _DATED else None
            again = weekday is not None and weekday.entry.lone and piece.first is not None and piece.first == piece.last
            if weekday is not None and again and piece.first is not None and piece.first.weekday() == weekday.entry.value:
                return replace(piece, behind=weekday.behind)  # «12-05-2018 السبت»
            return piece
        exact = date if piece.rule == "hijri" or date.rule != "hijri" else piece
        return replace(piece, behind=date.behind, first=exact.first, last=exact.last, relative=exact.relative)

    def _relative(self, index: int) -> Piece | None:
        word = self.match(index, "relative")
        if word is None or self._is_another_day(word) or self.lexicon.before(self.text, index, "every"):
            return None
        day = shift_days(self.published, word.entry.value) if self.published else None
        piece = Piece(
            begin=index, behind=word.behind, outside=word.entry.outside, joins=word.entry.joins, first=day, last=day, relative=True,
            part=word.entry.text or None, rule="relative_day",
        )  # fmt: skip
        if word.entry.text in _MIDNIGHT:  # «منتصف الليل»: between the day before and the day of writing
            return replace(piece, last=self.published, rule=MIDNIGHT)
        if word.entry.text == UNTIL_NOW:
            return replace(piece, rule=UNTIL_NOW)
        again = self._said_again(piece)
        if again is piece or again.first is None or again.first != again.last:
            return again
        return replace(again, today=shift_days(again.first, -word.entry.value))

    @staticmethod
    def _nearest_weekday(day: dt.date | None, named: dt.date | None) -> dt.date | None:
        """The day with the weekday of `named` that is nearest to `day`: what was published later says «أمس» of another day."""
        if day is None or named is None:
            return day
        ahead = (named.weekday() - day.weekday()) % 7
        return shift_days(day, ahead if ahead <= 2 else ahead - 7)  # reports are hardly dated three days before they were written

    def _anniversary(self, index: int) -> Piece | None:
        """«في مثل هذا اليوم من عام 2013»: that day of another year."""
        word = self.match(index, "anniversary")
        if word is None:
            return None
        year, _, behind = self.year_behind(word.behind)
        day = day_of(year, self.published.month, self.published.day) if year is not None and self.published is not None else None
        return Piece(
            begin=index, behind=behind if day else word.behind, outside=word.entry.outside, joins=word.entry.joins, first=day, last=day,
            precision=DatePrecision.DAY if day else DatePrecision.VAGUE, relative=True, rule="anniversary",
        )  # fmt: skip

    def _is_another_day(self, word: Match) -> bool:
        """«اليوم الثالث», «اليوم التالي»: not today."""
        if word.entry.value != 0 or word.behind - word.first > 1:
            return False
        if self.match(word.behind, "weekday") is not None:
            return False
        if self.lexicon.before(self.text, word.first, "that_time") is not None:  # «ذلك اليوم»
            return True
        return self.match(word.behind, "ordinal", "not_today", "same_day", "day_after", "next", "past") is not None

    def _said_again(self, piece: Piece) -> Piece:
        """«أمس السبت», «اليوم السبت 21 كانون الأول 2024»: the calendar date wins over the weekday over the relative word."""
        at = self.skip_break(piece.behind)
        weekday = self._weekday(at, again=True)
        if weekday is not None:
            if not weekday.relative:
                return replace(piece, behind=weekday.behind, first=weekday.first, last=weekday.last, relative=False)
            near = self._nearest_weekday(piece.first, weekday.first)
            piece = replace(piece, behind=weekday.behind, first=near, last=near)
            at = self.skip_break(piece.behind)
        date = self._calendar(at)
        if date is not None and date.precision is DatePrecision.DAY and date.first is not None:
            return replace(piece, behind=date.behind, first=date.first, last=date.last, relative=date.relative)
        return piece

    def _weekday(self, index: int, *, behind_day: bool = False, again: bool = False) -> Piece | None:
        word = self.match(index, "weekday")
        if word is None or (word.entry.text == "behind_day" and not (behind_day and word.entry.lone)):
            return None
        if not again and (self.lexicon.before(self.text, index, "every") or self._in_name(index)):
            return None
        behind, modifier = self.modifier(word.behind)
        last = self._weekday_date(word.entry.value, modifier or ("coming" if not again and self.coming(index) else None))
        first = last
        other = self.match(behind + 1, "weekday") if behind < len(self.text.words) and self.text.words[behind] in PAIR_SIGNS else None
        if other is not None:
            last = shift_days(first, (other.entry.value - word.entry.value) % 7) if first else None
            behind = other.behind
        piece = Piece(
            begin=index, behind=behind, outside=word.entry.outside, joins=word.entry.joins, first=first, last=last, relative=True,
            rule="weekday_pair" if other else "weekday",
        )  # fmt: skip
        at = self.skip_break(behind)
        date = self._calendar(at)
        if date is not None and date.precision is DatePrecision.DAY and date.first is not None:
            date = self._on_weekday(date, word.entry.value, ahead=modifier == "next")
            return replace(piece, behind=date.behind, first=date.first, last=date.last, relative=date.relative, rule="weekday_date")
        day = self._numbered(at, word.entry.value) if other is None else None
        return replace(piece, behind=at + 1, first=day, last=day, rule="weekday_date") if day is not None else piece

    def _in_name(self, index: int) -> bool:
        """Whether a day stands in a name: «سوق الأحد», «شارع 17 نيسان», and not «أعلنت القوات السبت»."""
        head = self.lexicon.before(self.text, index, "name_head")
        return head is not None and not head.entry.definite

    def _numbered(self, at: int, weekday: int) -> dt.date | None:
        """«السبت 12:»: the last such weekday with that number in its month."""
        words, today = self.text.words, self.until or self.published
        if today is None or at >= len(words) or not is_digits(words[at]) or len(words[at]) > 2 or not self.counts_nothing(at + 1):
            return None
        back = (today.weekday() - weekday) % 7
        days = (shift_days(today, -step) for step in range(back, _NEAR_BACK, 7))
        return next((day for day in days if day is not None and day.day == int(words[at])), None)

    def _on_weekday(self, date: Piece, weekday: int, *, ahead: bool) -> Piece:
        """A date without a year in the year, nearest to publication, in which it falls on the weekday that is told with it."""
        if not date.relative or date.first is None or self.published is None or date.rule != "day_month" or date.first != date.last:
            return date
        today = self.published.toordinal()
        years = (self.published.year + step for step in (0, -1, 1))
        same = [day for year in years if (day := day_of(year, date.first.month, date.first.day)) and day.weekday() == weekday]
        days = [day for day in same if abs(day.toordinal() - today) <= _HALF_A_YEAR]  # further off, the weekday may as well be mistaken
        best = min(days, key=lambda day: abs(day.toordinal() - today), default=None)
        if best is None and ahead:
            best = self._nearest(date.first.month, date.first.day, coming=True)
        return replace(date, first=best, last=best) if best else date

    def _weekday_list(self, piece: Piece) -> Piece:
        """«يومي السبت والأحد (الماضيين)», «السبت والأحد والاثنين»: from the first to the last."""
        other = self._weekday(piece.behind, behind_day=True, again=True)
        if other is None or not other.joins or other.last is None or piece.first is None or piece.first.weekday() == other.last.weekday():
            return piece
        first = self._before_or_on(other.last, piece.first.weekday())
        listed = replace(piece, behind=other.behind, first=first, last=other.last, rule="weekday_list")
        more = self.match(other.behind, "weekday")
        if more is None or not more.entry.joins or first is None or first == other.last:
            return listed
        third = self._weekday_list(replace(piece, behind=other.behind))
        return third if third.last is not None and third.first is not None and third.first < third.last else listed

    def _weekday_date(self, weekday: int, modifier: str | None) -> dt.date | None:
        """The most recent such day not after publication; before it with «الماضي», after it with «المقبل» or what is to come."""
        if self.published is None:
            return None
        if modifier is None and self.until is not None:
            return shift_days(self.until, -((self.until.weekday() - weekday) % 7))
        back = (self.published.weekday() - weekday) % 7
        if modifier == "next":
            return shift_days(self.published, 7 - back)
        if modifier == "coming":
            return shift_days(self.published, (7 - back) % 7)
        if modifier == "past_twice":
            return shift_days(self.published, -(back or 7) - 7)
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
            numeric = self._numeric(index) or self._day_slash_month(index)
            if numeric is not None:
                return numeric
        day = self._day_number(index)
        return self._day_and_month(index, *day) if day is not None else None

    def _numeric(self, index: int) -> Piece | None:
        """Three numbers with the same sign between them, tight or spaced: year first or last."""
        words = self.text.words
        if self.underscored(index):  # «#20_5_2018»
            step = 1
        elif index + 4 < len(words) and words[index + 1] in DATE_SIGNS and words[index + 3] == words[index + 1]:
            step = 2
        else:
            return None
        a, b, c = words[index], words[index + step], words[index + 2 * step]
        if not (is_digits(b) and is_digits(c)) or max(len(a), len(b), len(c)) > 4 or self._digit_before(index):
            return None
        if 4 in (len(a), len(c)):
            day = self._ordered(int(a), int(b), int(c), year_first=len(a) == 4)
        else:
            day = day_of(2000 + int(c), int(b), int(a)) if len(c) == 2 and self._is_dated(index) else None
        if day is None:
            return None
        return Piece(begin=index, behind=index + 2 * step + 1, first=day, last=day, rule="numeric_date")

    def underscored(self, index: int) -> bool:
        """Whether three numbers stand with single underscores between them, which folding takes for blanks."""
        if index + 2 >= len(self.text.words) or not is_digits(self.text.words[index + 1]):
            return False
        spans = [self.text.span(at, at + 1) for at in range(index, index + 3)]
        return all(self.text.raw[one[1] : two[0]] == "_" for one, two in pairwise(spans))

    def _day_slash_month(self, index: int) -> Piece | None:
        """«بتاريخ 12/5», «الأحد 20/5»: a day and a month, tight, behind a word that makes them a date."""
        words = self.text.words
        if index + 2 >= len(words) or words[index + 1] not in "/-" or not is_digits(words[index + 2]) or not self._is_dated(index):
            return None
        longer = index + 3 < len(words) and (words[index + 3] in DATE_SIGNS or self.match(index + 3, "month") is not None)  # «4-5 تموز»
        tight = self.text.glued(index + 1) and self.text.glued(index + 2) and not longer
        day, month = int(words[index][:3]), int(words[index + 2][:3])
        if not tight or not 1 <= day <= 31 or not 1 <= month <= 12:
            return None
        date = self._nearest(month, day, coming=self.coming(index))
        return Piece(begin=index, behind=index + 3, first=date, last=date, relative=True, rule="day_month")

    def _is_dated(self, index: int) -> bool:
        """Whether a word stands before that only a date follows: «بتاريخ», «يوم», a weekday."""
        at = index - 1 - (index > 0 and self.text.words[index - 1] in "،,(")
        if at < 0:
            return False
        known = self.lexicon.entries.get(self.text.words[at], {})
        month = self.text.words[index + 2] if index + 2 < len(self.text.words) else ""
        padded = "in" in known and len(month) == 2 and month.startswith("0")  # «في 12/05»
        return padded or not known.keys().isdisjoint(("dated", "day", "weekday", "relative"))

    def _ordered(self, a: int, b: int, c: int, *, year_first: bool) -> dt.date | None:
        year, month, day = (a, b, c) if year_first else (c, b, a)
        if year in range(1300, 1500):
            return hijri_day(year, month, day)
        return day_of(year, month, day) or day_of(year, day, month)

    def _digit_before(self, index: int) -> bool:
        """Whether digits and a sign stand tight before a number."""
        if index < 2 or not self.text.glued(index):
            return False
        return self.text.words[index - 1] in DATE_SIGNS and is_digits(self.text.words[index - 2])

    def _day_number(self, index: int) -> tuple[int, int, int, int] | None:
        """(first day, last day, token behind, letters outside) of the number of a day, or of «3-5», «3 و4»."""
        words = self.text.words
        if is_digits(words[index]):
            if len(words[index]) > 2 or not 1 <= int(words[index]) <= 31:
                return None
            first = last = int(words[index])
            behind = index + 1
            while behind + 1 < len(words) and is_digits(words[behind + 1]) and len(words[behind + 1]) <= 2:
                link = words[behind] in PAIR_SIGNS or self.match(behind, "until", "to", "and") is not None
                if not link or not last < int(words[behind + 1]) <= 31:
                    break
                last, behind = int(words[behind + 1]), behind + 2
            return first, last, behind, 0
        word = self.match(index, "ordinal")
        if word is not None and word.entry.text == "masculine":
            other = self.match(word.behind, "ordinal")
            if other is not None and other.entry.joins and other.entry.text == "masculine" and word.entry.value < other.entry.value <= 31:
                return word.entry.value, other.entry.value, other.behind, word.entry.outside
            return word.entry.value, word.entry.value, word.behind, word.entry.outside
        number = self.lexicon.numerals.read(self.text, index)
        if number is None or number.value is None or not 1 <= number.value <= 31 or number.word is None:
            return None
        return number.value, number.value, number.behind, number.word.outside

    def _day_and_month(self, index: int, first: int, last: int, at: int, outside: int) -> Piece | None:
        spaced = at < len(self.text.words) and (self.text.words[at] == "_" or self.match(at, "from") is not None)
        if spaced or (at + 1 < len(self.text.words) and self.text.words[at] in _SIGNS and self.match(at + 1, "month") is not None):
            at += 1
        this_month = self._day_of_this_month(index, first, last, at, outside)
        if this_month is not None:
            return this_month
        if (word := self.match(at, "month_word")) is not None:
            at = word.behind
        month = self.match(at, "month")
        if month is None or (month.entry.outside and month.entry.joins) or self._in_name(index):
            return None
        behind = self.second_name(month)
        year, modifier, behind = self.year_behind(behind)
        modifier = modifier or ("coming" if year is None and self.coming(index) else None)
        days = [self._day_in(month, day, year, modifier) for day in (first, last)]
        relative = year is None
        rule = "hijri" if month.entry.text == "hijri" else "day_month" if relative else "date"
        return Piece(begin=index, behind=behind, outside=outside, first=days[0], last=days[1], relative=relative, rule=rule)

    def _day_of_this_month(self, index: int, first: int, last: int, at: int, outside: int) -> Piece | None:
        """«الثاني عشر من الشهر الجاري», «في 20 الشهر»."""
        month = self.match(at, "the_month")
        behind, modifier = self.modifier(month.behind if month else at)
        bare = month is not None and self.lexicon.before(self.text, index, "in") is not None and self.match(behind, "same_day") is None
        if (modifier is None and not bare) or (month is None and modifier != "current"):  # «17 الجاري»
            return None
        steps = STEPS.get(modifier, 0) if modifier else -(self.published is not None and last > self.published.day)
        base = shift_months(self.published.replace(day=1), steps) if self.published else None
        days = [day_of(base.year, base.month, day) if base else None for day in (first, last)]
        return Piece(begin=index, behind=behind, outside=outside, first=days[0], last=days[1], relative=True, rule="day_of_month")

    def _day_in(self, month: Match, day: int, year: int | None, modifier: str | None) -> dt.date | None:
        if month.entry.text == "hijri":
            if year is not None:
                return hijri_day(year, month.entry.value, day)
            return self._nearest_hijri(month.entry.value, day)
        if year is not None:
            return day_of(year, month.entry.value, day)
        if self.published is None:
            return None
        if modifier == "current":
            return day_of(self.published.year, month.entry.value, day)
        return self._nearest(month.entry.value, day, coming=modifier in ("next", "coming"), past=modifier in ("past", "past_twice"))

    def _nearest(self, month: int, day: int, *, coming: bool = False, past: bool = False) -> dt.date | None:
        """A date without a year: the next one of what will be, else the last one; a few days ahead are not a year ago."""
        if self.published is None:
            return None
        near = day_of(self.published.year, month, day)
        if coming:
            return near if near and near >= self.published else day_of(self.published.year + 1, month, day)
        if near is None or near > self.published:
            soon = near is not None and not past and (near - self.published).days <= _SOON
            return near if soon else day_of(self.published.year - 1, month, day)
        return near

    def _nearest_hijri(self, month: int, day: int) -> dt.date | None:
        if self.published is None:
            return None
        year = hijri_year_of(self.published)
        near = hijri_day(year, month, day)
        return near if near is not None and near <= self.published else hijri_day(year - 1, month, day)

    # Clock times and parts of the day

    def part_of_day(self, index: int) -> Piece | None:
        """«فجر اليوم», «ليلة الخميس – الجمعة», «مساء 3 أيار»: a part of a day."""
        word = self.match(index, "part_head")
        if word is None:
            return None
        piece = self.day(word.behind)
        if piece is None or piece.precision is not DatePrecision.DAY or (piece.joins and piece.outside):
            return None
        if word.entry.text in _NIGHTS and piece.rule == "weekday":
            piece = self._into_next(piece)
        first, last = piece.first, piece.last
        if word.entry.text == "after_midnight" and piece.rule == "weekday_pair":
            first = last
        elif word.entry.text == "after_midnight" and piece.rule == "relative_day" and piece.part in (None, "night") and last is not None:
            last = shift_days(last, 1)
            over = first is not None and self.published is not None and first < self.published
            first = last if over or piece.part else first  # «بعد منتصف ليل أمس», «بعد منتصف الليلة الماضية»: already the next day
        return replace(
            piece, begin=index, outside=word.entry.outside, joins=word.entry.joins, part=word.entry.text, first=first, last=last,
            rule=f"part_{piece.rule}",
        )  # fmt: skip

    def _into_next(self, piece: Piece) -> Piece:
        """«ليلة السبت الأحد»: the night between two days, with no sign between their names."""
        named, other = self.match(piece.behind - 1, "weekday"), self.match(piece.behind, "weekday")
        if named is None or other is None or other.entry.joins or (other.entry.value - named.entry.value) % _WEEK != 1:
            return piece
        behind, _ = self.modifier(other.behind)
        return replace(piece, behind=behind, last=shift_days(piece.first, 1) if piece.first else None, rule="weekday_pair")

    def eve(self, index: int) -> Piece | None:
        """«غداة X», «عشية X»: the day after, the day before a day that is told."""
        word = self.match(index, "day_after", "day_before")
        if word is None or word.entry.definite:  # «القافلة التالية يوم الخميس»
            return None
        piece = self.day(word.behind)
        if piece is None or piece.precision is not DatePrecision.DAY:
            return None
        if word.entry.role == "day_before" and piece.relative:  # «عشية السبت»: its evening
            return replace(piece, begin=index, outside=word.entry.outside, part="evening", rule="eve")
        step = 1 if word.entry.role == "day_after" else -1
        first = shift_days(piece.first, step) if piece.first else None
        return replace(piece, begin=index, outside=word.entry.outside, first=first, last=first, rule=word.entry.role)

    def clock(self, index: int) -> Piece | None:
        """«الساعة العاشرة والنصف صباحا (من) يوم الأحد»; without a day its dates are None."""
        word = self.match(index, "hour")
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
        adverb = self.match(at, "part_adverb", "part_head")
        part = adverb.entry.text if adverb else None
        behind = adverb.behind if adverb else at
        link = self.match(behind, "from", "in")
        day = self.day(link.behind if link else behind) or self.part_of_day(link.behind if link else behind)
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
            word = self.match(at, "ordinal")
            if word is None or word.entry.value > 12:
                return None
            hour, minute, behind = word.entry.value, 0, word.behind
        behind += bracket and behind < len(words) and words[behind] in ")]"
        if minute == 0 and (told := self._minutes(behind)) is not None:
            return hour, *told
        shift = self.match(behind, "half", "quarter", "third", "quarter_to", "third_to")
        if shift is not None:
            minute += {"half": 30, "quarter": 15, "third": 20, "quarter_to": -15, "third_to": -20}[shift.entry.role]
            behind = shift.behind
        return (hour - 1, minute + 60, behind) if minute < 0 else (hour, minute, behind)

    def _minutes(self, at: int) -> tuple[int, int] | None:
        """(minutes, token behind) of «و50 دقيقة»."""
        words = self.text.words
        if self.match(at, "and") is None or at + 1 >= len(words) or not is_digits(words[at + 1]) or len(words[at + 1]) > 2:
            return None
        unit = self.match(at + 2, "unit")
        return (int(words[at + 1]), unit.behind) if unit is not None and unit.entry.text == "minute" else None

    def _with_time(self, piece: Piece) -> Piece:
        """A day with the part of the day or the hour that stands behind it: «السبت صباحا», «14/02/2025، 11:43»."""
        words, at = self.text.words, self.skip_break(piece.behind)
        if at + 2 < len(words) and is_digits(words[at]) and words[at + 1] == ":" and is_digits(words[at + 2]) and self.text.glued(at + 2):
            time = _clock_text(int(words[at]), int(words[at + 2]), None) if len(words[at]) <= 2 and len(words[at + 2]) == 2 else None
            return replace(piece, behind=at + 3, time=time) if time else piece
        part = self.match(piece.behind, "part_adverb")
        if part is not None and part.entry.lone and piece.part is None:
            piece = replace(piece, behind=part.behind, part=part.entry.text)
        clock = self.match(self.skip_break(piece.behind), "hour")
        told = self._hour(clock.behind) if clock and piece.time is None else None
        if told is None:
            return piece
        adverb = self.match(told[2], "part_adverb", "part_head")
        named = adverb.entry.text if adverb else piece.part
        time = _clock_text(told[0], told[1], named)
        return replace(piece, behind=adverb.behind if adverb else told[2], time=time, part=named) if time else piece


def _clock_text(hour: int, minute: int, part: str | None) -> str | None:
    """«HH:MM» of an hour told with a part of the day, or None when no clock shows it."""
    if (part in _LATE and 6 <= hour < 12) or (part in ("evening", "afternoon") and 1 <= hour < 6) or (part == "noon" and 1 <= hour <= 4):
        hour += 12
    elif (part in ("night", "after_midnight", "dawn") and hour == 12) or hour == 24:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if 0 <= hour < 24 and 0 <= minute < 60 else None
