"""Times that only what was told before makes known: «اليوم التالي», «ذلك الشهر», «بعدها بيومين», «منذ ذلك الحين», «ليلة 27»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from geo.date_calendar import Days, day_of, month_of, shift_days, shift_months, year_of
from geo.date_expr import DateExpr, DateKind, DatePrecision
from geo.date_lexicon import Match
from geo.date_piece import Piece
from geo.date_points import PointReader
from geo.numerals import is_digits

_REACH = 150  # tokens from a day to «اليوم التالي»
_FAR_REACH = 400  # … from a month or a year to «الشهر ذاته»
_MOST = 60  # units of time in «بعد ذلك بعشرين يوما»
_CALENDAR = ("the_year", "the_month", "the_week")
_PRECISION = {"the_year": DatePrecision.YEAR, "the_month": DatePrecision.MONTH, "the_week": DatePrecision.WEEK}
_ACCUSATIVE = "\u0627"
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_NAME_NO_PERIOD = frozenset({"relative_day", "since", "ago", "last_span"})  # rules of times that tell no month or year by its name
_NO_DAYS = frozenset({DateKind.DURATION, DateKind.UNTIL})


@dataclass(frozen=True, slots=True)
class ToldReader:
    """Reads such times in one text."""

    points: PointReader

    def read(self, index: int, found: Sequence[DateExpr]) -> tuple[Piece, DateKind] | None:
        """The time that begins at a token, by the dates found before it."""
        day = self._day_told(index, found)
        if day is not None:
            return self._since_then(index, day) or self._of_day(index, day) or self._around(index, day) or self._of_period(index, found)
        return self._of_period(index, found)

    def _day_told(self, index: int, found: Sequence[DateExpr]) -> dt.date | None:
        """The last day told before a token and near it; «الآن» and «اليوم» tell of now, not of what happened."""
        for told in reversed(found):
            if index - self.points.text.token_at(told.end - 1) > _REACH:
                return None
            now = told.rule == "relative_day" and told.last == self.points.published and told.today is None
            if told.last is not None and told.kind not in _NO_DAYS and not now:
                return (told.first if told.kind is DateKind.SINCE else told.last) if told.precision is DatePrecision.DAY else None
        return None

    def _period_told(self, index: int, found: Sequence[DateExpr]) -> dt.date | None:
        """A day of the month or the year told last."""
        for told in reversed(found):
            if index - self.points.text.token_at(told.end - 1) > _FAR_REACH:
                return None
            if told.first is not None and told.kind is not DateKind.DURATION and told.rule not in _NAME_NO_PERIOD:
                return told.first
        return None

    # A day, and days around it

    def _of_day(self, index: int, day: dt.date) -> tuple[Piece, DateKind] | None:
        """«اليوم نفسه», «صباح اليوم التالي», «ذلك اليوم», «نفس الليلة», «يومها»."""
        match = self.points.match
        part = match(index, "part_head")
        part = part if part is not None and not part.entry.definite else None
        at = part.behind if part is not None else index
        that = match(at, "that_time")
        word = match(that.behind if that is not None else at, "relative", "day")
        lone = match(at, "that_day")
        steps, behind = 0, at
        if lone is not None and match(lone.behind, "ordinal") is None:
            first, behind = lone, lone.behind
        elif word is not None and word.entry.definite and word.entry.value == 0:
            first, behind = that or word, word.behind
            if that is None:
                same, after = match(word.behind, "same_day"), match(word.behind, "day_after")
                if same is None and after is None:
                    return None
                steps, behind = int(same is None), (same or after or word).behind
        else:
            return None
        head = part or first
        told = shift_days(day, steps)
        piece = Piece(
            begin=index, behind=behind, outside=head.entry.outside, joins=head.entry.joins, first=told, last=told, relative=True,
            part=part.entry.text if part is not None else word.entry.text or None if word is not None else None,
        )  # fmt: skip
        return piece, DateKind.POINT

    def _since_then(self, index: int, day: dt.date) -> tuple[Piece, DateKind] | None:
        """«منذ ذلك الحين»: from the day told until now."""
        word, today = self.points.match(index, "since_then"), self.points.published
        if word is None or today is None or day > today:
            return None
        piece = Piece(
            begin=index, behind=word.behind, outside=word.entry.outside, joins=word.entry.joins, first=day, last=today, relative=True
        )
        return piece, DateKind.SINCE

    def _around(self, index: int, day: dt.date) -> tuple[Piece, DateKind] | None:
        """«اليومين التاليين», «بعدها بيومين», «قبل ذلك بأسبوع»."""
        match = self.points.match
        word = match(index, "behind_it", "before_it")
        if word is not None:
            number = self.points.lexicon.numerals.read(self.points.text, word.behind)
            unit = match(number.behind if number is not None else word.behind, "unit")
            count = number.value if number is not None else self._own(unit)
            if unit is None or count is None or not 0 < count <= _MOST:
                return None
            told = _stepped(day, unit.entry.text, -count if word.entry.role == "before_it" else count)
            return (self._day(word, unit.behind, told, told), DateKind.POINT) if told is not None else None
        unit = match(index, "unit")
        if unit is None or not unit.entry.definite or unit.entry.text != "day":
            return None
        number = self.points.lexicon.numerals.read(self.points.text, unit.behind)
        after = match(number.behind if number is not None else unit.behind, "day_after")
        count = number.value if number is not None else self._own(unit)
        if after is None or count is None or not 1 < count <= _MOST:
            return None
        return self._day(unit, after.behind, shift_days(day, 1), shift_days(day, count)), DateKind.INTERVAL

    @staticmethod
    def _own(unit: Match | None) -> int | None:
        """How many a unit tells by itself."""
        return {"singular": 1, "dual": 2}.get(unit.entry.number) if unit is not None else None

    @staticmethod
    def _day(word: Match, behind: int, first: dt.date | None, last: dt.date | None) -> Piece:
        return Piece(
            begin=word.first, behind=behind, outside=word.entry.outside, joins=word.entry.joins, first=first, last=last, relative=True
        )

    # A month or a year, and a day or a season of it

    def _of_period(self, index: int, found: Sequence[DateExpr]) -> tuple[Piece, DateKind] | None:
        told = self._period_told(index, found)
        if told is None:
            return None
        season = self.points.match(index, "season")
        if season is not None:
            year = self._calendar(season.behind, told)
            if year is None or year.precision is not DatePrecision.YEAR or year.first is None:
                return None
            first, last = month_of(year.first.year, season.entry.value), month_of(year.first.year, int(season.entry.text))
            days = (first[0], last[1]) if first is not None and last is not None and first <= last else None
            whole = self.points.whole(index, year.behind, season, days, DatePrecision.SEASON, relative=True, rule="season")
            return whole, DateKind.INTERVAL
        day = self._day_of_month(index, told)
        if day is not None:
            return day, DateKind.POINT
        period = self._calendar(index, told)
        return (period, DateKind.INTERVAL) if period is not None else None

    def _calendar(self, index: int, told: dt.date) -> Piece | None:
        """«الشهر نفسه», «ذلك العام», «نفس الشهر», «العام التالي»."""
        match = self.points.match
        that = match(index, "that_time")
        word = match(that.behind if that is not None else index, *_CALENDAR)
        if word is None:
            return None
        same, after = match(word.behind, "same_day"), match(word.behind, "day_after")
        if that is None and same is None and after is None:
            return None
        role = word.entry.role
        days = _unit(told, role, int(that is None and same is None))
        behind = word.behind if that is not None else (same or after or word).behind
        return self.points.whole(index, behind, that or word, days, _PRECISION[role], relative=True, rule=f"told_{role}")

    def _day_of_month(self, index: int, told: dt.date) -> Piece | None:
        """«24 من الشهر ذاته», «ليلة 27», «يوم 9», «في 26 منه»: a day of the month told last."""
        head = self.points.match(index, "part_head", "day")
        head = head if head is not None and not head.entry.definite else None  # «لليوم الثاني»
        at = head.behind if head is not None else index
        words = self.points.text.words
        if at >= len(words):
            return None
        if is_digits(words[at]):
            number, behind, outside = int(words[at][:3]), at + 1, 0
        else:
            ordinal = self.points.match(at, "ordinal")
            if ordinal is None or ordinal.entry.text != "masculine":
                return None
            number, behind, outside = ordinal.entry.value, ordinal.behind, ordinal.entry.outside
        link = self.points.match(behind, "from")
        month = self._calendar(link.behind, told) if link is not None else None
        same = self.points.match(behind, "same_month")
        if month is not None and month.precision is DatePrecision.MONTH and month.first is not None:
            base, behind = month.first, month.behind
        elif same is not None and (head is not None or not is_digits(words[at]) or self._within(index)):
            base, behind = told, same.behind  # «في 26 منه»
        elif head is not None and (self.points.counts_nothing(behind) or (head.entry.role == "day" and not self._counts(behind))):
            base = told
        else:
            return None
        day = day_of(base.year, base.month, number)
        if day is None:
            return None
        begins = head.entry.outside if head is not None else outside
        part = head.entry.text or None if head is not None else None
        return Piece(begin=index, behind=behind, outside=begins, first=day, last=day, relative=True, part=part, rule="told_day")

    def _within(self, index: int) -> bool:
        """Whether «في» stands before a token."""
        return self.points.lexicon.before(self.points.text, index, "in") is not None

    def _counts(self, at: int) -> bool:
        """Whether a number counts the word behind it: a unit of time, or an accusative."""
        return self.points.match(at, "unit") is not None or self.points.text.words[at].endswith(_ACCUSATIVE)


def _stepped(day: dt.date, unit: str, count: int) -> dt.date | None:
    if unit in _DAYS:
        return shift_days(day, _DAYS[unit] * count)
    return shift_months(day, _MONTHS[unit] * count) if unit in _MONTHS else None


def _unit(told: dt.date, role: str, steps: int) -> Days | None:
    """The month, year or week of a day, or one so many later."""
    if role == "the_week":
        first = shift_days(told, 7 * steps)
        last = shift_days(first, 6) if first is not None else None
        return (first, last) if first is not None and last is not None else None
    moved = shift_months(told.replace(day=1), steps * (12 if role == "the_year" else 1))
    if moved is None:
        return None
    return year_of(moved.year) if role == "the_year" else month_of(moved.year, moved.month)


