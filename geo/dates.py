"""When: every date, time and stretch of time of a text, resolved against the day of publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.arabic import Folded
from geo.date_calendar import day_of, shift_days, shift_months
from geo.date_expr import DateExpr, DateKind, DatePrecision, acled_time_precision, ucdp_date_prec
from geo.date_headings import in_years
from geo.date_lexicon import DateLexicon, Match
from geo.date_openings import Openings
from geo.date_order import in_order
from geo.date_piece import Piece
from geo.date_points import PointReader
from geo.date_since import SinceReader
from geo.date_told import ToldReader
from geo.finding import Finding, replace
from geo.numerals import is_digits
from geo.text import Text

__all__ = ["DateExpr", "DateGrammar", "DateKind", "DatePrecision", "acled_time_precision", "ucdp_date_prec"]

_PRECISION = {"day": DatePrecision.DAY, "week": DatePrecision.WEEK, "month": DatePrecision.MONTH, "year": DatePrecision.YEAR}
_DASHES = frozenset("-–—")
_DASHED = frozenset({"numeric_date", "date", "day_month", "clock"})
_COVERING = frozenset(f"interval_{rule}" for rule in ("weekday_date", "date", "numeric_date", "day_month"))
_NUMBER_SIGNS = frozenset("/-.–—،,)")
_MIDDLE = "middle_of"  # rule of «منتصف أيار»
_AGE_SIGNS = frozenset('()[]"«»“”،,')
_FILED_LATE = 7  # days between the writing of a report and the day under which it is filed
_COVERS = range(2, 15)  # days from the first to the last that a report covers
_OPENING = 60  # tokens at its head within which it tells them
_OF_A_DAY = frozenset({"hour", "minute"})
_FAR = 10_000  # units of time; what is longer ago is no event of this war


class _Span(Finding, frozen=True):
    """A length of time: so many units at the tokens [begin, behind). `count` is None for «ساعات». `past`: «الماضية» stands with it."""

    begin: int
    behind: int
    outside: int
    count: int | None
    unit: str
    past: bool
    future: bool
    definite: bool


@dataclass(frozen=True, slots=True)
class DateGrammar:
    """Finds the dates of a text. Built once from the lexicon, read-only."""

    lexicon: DateLexicon
    _openings: Openings
    _triggers: frozenset[str]

    @staticmethod
    def load() -> DateGrammar:
        """The grammar of the shipped lexicon."""
        lexicon = DateLexicon.load()
        openings = Openings.of(lexicon)
        return DateGrammar(lexicon, openings, frozenset(openings.words.keys() | lexicon.numerals.words.keys()))

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        return (self._triggers,)

    def find(self, folded: Folded | Text, published: dt.date | None) -> tuple[DateExpr, ...]:
        """The dates of a text in text order, never overlapping. Never raises; linear in the length of the text.

        Where the words tell the day of writing («اليوم الثلاثاء»), and tell no two, it stands in for a day of publication near it: reports
        are often filed under another day. Where its opening tells the days that it covers («من السبت 28-09 حتى الجمعة 04-10»), its weekdays
        are of these.
        """
        text = folded if isinstance(folded, Text) else Text.of(folded.raw)
        found = self._read(text, published)
        until = _period_end(text, found, published)
        if until is not None:
            return self._read(text, published, until)
        days = {expression.today for expression in found if expression.today is not None}
        today = days.pop() if len(days) == 1 else None
        if today is None or published is None or today == published or abs((today - published).days) > _FILED_LATE:
            return found
        return self._read(text, today)

    def _read(self, text: Text, published: dt.date | None, until: dt.date | None = None) -> tuple[DateExpr, ...]:
        points = PointReader(text, self.lexicon, published, until)
        reader = _Reader(points, ToldReader(points), SinceReader(points), self._openings)
        found: list[DateExpr] = []
        words, floor = text.words, 0
        short = [index for index in text.digits if len(words[index]) <= 4]
        for index in sorted((*text.among(self._triggers), *short)):
            if index < floor or not reader.may_begin(index):
                continue
            expr, behind = reader.at(index, floor)
            if expr is None and found:
                expr, behind = reader.of_told(index, found)
            if expr is not None:
                found.append(expr)
                floor = behind
        return in_order(text, in_years(text, found, published), self.lexicon, published)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one text: points, lengths, and the words around them that make intervals of them."""

    points: PointReader
    told: ToldReader
    since: SinceReader
    openings: Openings

    def may_begin(self, index: int) -> bool:
        """A quick look: most words, and numbers, begin a date only before another word of dates, a number or a sign."""
        words, entries = self.points.text.words, self.points.lexicon.entries
        before, after = words[index - 1] if index else "", words[index + 1] if index + 1 < len(words) else ""
        opens = self.openings.may_begin(before, words[index], after)
        if opens is not None:
            return opens
        counts = after in entries or after in _NUMBER_SIGNS or after in self.points.lexicon.numerals.words
        return counts or before in entries or before == "(" or self.points.underscored(index)

    def at(self, index: int, floor: int) -> tuple[DateExpr | None, int]:
        """The expression that begins at a token, or with a governing word before it, and the token behind it."""
        since = self.since.read(index, floor)
        if since is not None:
            return self._expr(since, kind=DateKind.SINCE, rule=since.rule), since.behind
        span = self._span(index)
        told = self._of_span(span, floor) if span is not None else None
        if told is not None and told[0] is not None:
            return told
        if (word := self._match(index, "vague", "vague_past", "moments")) is not None:
            return self._of_vague(word, floor)
        piece = self.points.point(index)
        if piece is None:
            return None, index
        return self._of_point(piece, floor)

    def of_told(self, index: int, found: Sequence[DateExpr]) -> tuple[DateExpr | None, int]:
        """What only the dates found before make known: «اليوم التالي», «الشهر نفسه»."""
        read = self.told.read(index, found)
        if read is None:
            return None, index
        piece, kind = read
        return self._expr(piece, kind=kind, rule=piece.rule or "told_day"), piece.behind

    def _of_vague(self, word: Match, floor: int) -> tuple[DateExpr | None, int]:
        """«مؤخرا», and «قليل» behind «قبل»."""
        if word.entry.role.startswith("vague"):
            if not word.entry.rest and self._match(word.behind, "from") is not None:  # «قريبا من البلدة»: a place
                return None, word.first
            piece = Piece(begin=word.first, behind=word.behind, outside=word.entry.outside, precision=DatePrecision.VAGUE)
            return self._expr(piece, kind=DateKind.POINT, rule=word.entry.role), word.behind
        ago, day = self._before(word.first, "ago", floor), self.points.published
        if ago is None:
            return None, word.first
        piece = Piece(begin=ago.first, behind=word.behind, outside=ago.entry.outside, first=day, last=day, relative=True)
        return self._expr(piece, kind=DateKind.POINT, rule="moments_ago"), word.behind

    # Points and what governs them

    def _of_point(self, piece: Piece, floor: int) -> tuple[DateExpr | None, int]:
        other, behind = self._partner(piece, floor)
        if other is not None:
            roles = ("from", "between", "since")
            start = next((word for role in roles if (word := self._before(piece.begin, role, floor)) is not None), None)
            return self._interval(piece, other, start), behind
        since = self._before(piece.begin, "since", floor)
        if since is not None:
            first, last = _begun(piece), self.points.published
            if first is not None and last is not None and first > last:
                last = None
            whole = replace(piece, begin=since.first, outside=since.entry.outside, first=first, last=last)
            return self._expr(whole, kind=DateKind.SINCE, rule=f"since_{piece.rule}"), piece.behind
        until = self._before(piece.begin, "until", floor)
        if until is not None and piece.rule != "clock" and until.entry.lone:
            whole = replace(piece, begin=until.first, outside=until.entry.outside, first=None)
            return self._expr(whole, kind=DateKind.UNTIL, rule=f"until_{piece.rule}"), piece.behind
        long = piece.precision is not DatePrecision.DAY or piece.first != piece.last
        return self._expr(piece, kind=DateKind.INTERVAL if long else DateKind.POINT, rule=piece.rule), piece.behind

    def _partner(self, piece: Piece, floor: int) -> tuple[Piece | None, int]:
        """The other end of «من … إلى …», «بين … و…», «… حتى …», «عامي … و…», and of two dates with a dash."""
        at, words = piece.behind, self.points.text.words
        if at >= len(words):
            return None, at
        if (until := self._match(at, "until", "to")) is not None:
            other = self.points.point(until.behind) or self._year_at(until.behind) or self._of_the_same_month(piece, until.behind)
        elif self._match(at, "and") is not None and piece.rule in ("year", "the_year"):
            other = self._year_at(at + 1)
        elif words[at] in _DASHES and piece.rule in _DASHED:
            other = self.points.point(at + 1)
            other = other if other is not None and other.rule == piece.rule else None
        elif piece.rule == "month" and (month := self.points.month_behind(at)) is not None:
            other = month
        elif self._before(piece.begin, "between", floor) is not None:
            other = self._joined(at)
        else:
            other = None
        return other, other.behind if other is not None else at

    def _of_the_same_month(self, piece: Piece, at: int) -> Piece | None:
        """«من 13 تموز حتى 19 منه»."""
        words = self.points.text.words
        same = self._match(at + 1, "same_month")
        if same is None or piece.first is None or not is_digits(words[at]) or len(words[at]) > 2:
            return None
        day = day_of(piece.first.year, piece.first.month, int(words[at]))
        return replace(piece, begin=at, behind=same.behind, first=day, last=day) if day is not None else None

    def _joined(self, at: int) -> Piece | None:
        """A point behind «و», written with it or apart."""
        joined = self.points.point(at)
        if joined is not None and joined.joins:
            return joined
        return self.points.point(at + 1) or self._year_at(at + 1) if self._match(at, "and") is not None else None

    def _year_at(self, index: int) -> Piece | None:
        words = self.points.text.words
        if index >= len(words) or not is_digits(words[index]) or len(words[index]) != 4 or not 1900 <= int(words[index]) < 2100:
            return None
        year = int(words[index])
        return Piece(
            begin=index, behind=index + 1, first=dt.date(year, 1, 1), last=dt.date(year, 12, 31), precision=DatePrecision.YEAR, rule="year"
        )

    def _interval(self, piece: Piece, other: Piece, start: Match | None) -> DateExpr:
        """From one point to another; a clock time without a day takes the other's."""
        first, last = _begun(piece), other.last
        if first is None and piece.rule == "clock":
            first = other.first
        if last is None and other.rule == "clock":
            last = piece.last
        if piece.relative and not other.relative and first is not None and last is not None and piece.rule in ("month", "day_month"):
            first = shift_months(first, 12 * (last.year - first.year))  # «آذار ونيسان 2016»
        if first is not None and last is not None and first > last:
            first = self._year_back(first, last) if piece.relative else None
        elif first is not None and first == last and piece.rule == other.rule == "weekday":  # «بين السبت والسبت»
            first = shift_days(first, -7)
        begin, outside = (start.first, start.entry.outside) if start else (piece.begin, piece.outside)
        whole = replace(
            piece, begin=begin, outside=outside, behind=other.behind, first=first, last=last, relative=piece.relative or other.relative,
            precision=max(piece.precision, other.precision, key=list(DatePrecision).index),
        )  # fmt: skip
        return self._expr(whole, kind=DateKind.INTERVAL, rule=f"interval_{piece.rule}", end_time=other.time)

    def _year_back(self, first: dt.date, last: dt.date) -> dt.date | None:
        """The same weekday or date before `last`."""
        week = shift_days(first, -7)
        if week is not None and week <= last:
            return week
        year = shift_months(first, -12)
        return year if year is not None and year <= last else None

    # Lengths of time

    def _span(self, index: int) -> _Span | None:
        """«ثلاثة أيام», «يومين», «الـ24 ساعة الماضية», «الساعات الـ48 الماضية», «الشهرين الماضيين», «ساعات»."""
        words = self.points.text.words
        number = self.points.lexicon.numerals.read(self.points.text, index)
        if number is not None:
            unit = self._match(number.behind, "unit") if not number.digits or (number.value or 0) <= _FAR else None
            if unit is None or unit.entry.outside or unit.entry.definite or (number.value or 0) > _FAR:
                return None
            outside = number.word.outside if number.word else 0
            article = index > 0 and self._match(index - 1, "ordinal_article") is not None
            return self._modified(index - article, unit.behind, 0 if article else outside, number.value, unit.entry.text, definite=article)
        unit = self._match(index, "unit")
        if unit is None or words[index] in self.points.lexicon.numerals.words:
            return None
        count = {"singular": 1, "dual": 2}.get(unit.entry.number)
        behind = unit.behind
        if unit.entry.definite and unit.entry.number == "plural":
            at = behind + 1 if self._match(behind, "ordinal_article") else behind
            told = self.points.lexicon.numerals.read(self.points.text, at) if at < len(words) else None
            if told is not None and told.value is not None and (told.digits or (told.word is not None and told.word.definite)):
                count, behind = told.value, told.behind
        elif unit.entry.number == "plural":  # «قبل سنوات ثلاث»
            told = self.points.lexicon.numerals.read(self.points.text, behind) if behind < len(words) else None
            plain = told is not None and told.word is not None and not (told.word.joins or told.word.outside)
            if plain and told is not None and told.value is not None and self.points.counts_nothing(told.behind):
                count, behind = told.value, told.behind
        if unit.entry.number == "singular":
            dated = self._match(index, "relative") or self._match(unit.behind, "weekday", "relative") or self._year_at(unit.behind)
            if unit.entry.definite or dated:
                return None
        return self._modified(index, behind, unit.entry.outside, count, unit.entry.text, definite=unit.entry.definite)

    def _modified(self, begin: int, behind: int, outside: int, count: int | None, unit: str, *, definite: bool) -> _Span:
        few = self._match(behind, "few")
        behind = few.behind if few is not None and self._match(few.behind, "past", "next") is not None else behind
        past = self._match(behind, "past")
        coming = self._match(behind, "next") if past is None else None
        after = past or coming
        return _Span(begin, after.behind if after else behind, outside, count, unit, past is not None, coming is not None, definite)

    def _of_span(self, span: _Span, floor: int) -> tuple[DateExpr | None, int]:
        """What the word before a length makes of it: «قبل», «منذ», «خلال», or a mere duration."""
        if span.definite and self._match(span.behind, "day_after") is not None:  # «خلال الأيام الثلاثة التالية»: behind a day that is told
            return None, span.begin
        about = self._before(span.begin, "about", floor)
        begin = about.first if about else span.begin
        outside = about.entry.outside if about else span.outside
        single = span.count == 1 and self._match(span.begin, "unit") is not None
        for role, read in (("ago", self._ago), ("since", self._since_span), ("within", self._within)):
            word = self._before(begin, role, floor)
            mere = role == "within" and not span.past and (span.count is None or (single and about is None))
            if word is not None and not mere:
                return read(span, word.first, word.entry.outside), span.behind
        if span.past:
            return self._within(span, begin, outside), span.behind
        if (single and about is None) or span.count is None or (span.definite and not span.future):
            return None, span.begin
        if self._is_age(span):
            return None, span.begin
        piece = Piece(begin=begin, behind=span.behind, outside=outside, precision=DatePrecision.VAGUE)
        return self._expr(piece, kind=DateKind.DURATION, rule="duration"), span.behind

    def _is_age(self, span: _Span) -> bool:
        """«(13 عاما)», «يبلغ من العمر 13 عاما»: a person's age."""
        words = self.points.text.words
        if span.begin and words[span.begin - 1] in _AGE_SIGNS and span.behind < len(words) and words[span.behind] in _AGE_SIGNS:
            return True
        return self.points.lexicon.before(self.points.text, span.begin, "age") is not None

    def _ago(self, span: _Span, begin: int, outside: int) -> DateExpr:
        day = self._back(span)
        precision = _PRECISION.get(span.unit, DatePrecision.DAY) if span.count is not None else DatePrecision.VAGUE
        piece = Piece(begin=begin, behind=span.behind, outside=outside, first=day, last=day, precision=precision, relative=True)
        return self._expr(piece, kind=DateKind.POINT, rule="ago")

    def _since_span(self, span: _Span, begin: int, outside: int) -> DateExpr:
        precision = _PRECISION.get(span.unit, DatePrecision.DAY) if span.count is not None else DatePrecision.VAGUE
        first = self._back(span)
        last = self.points.published if first is not None else None
        piece = Piece(begin=begin, behind=span.behind, outside=outside, first=first, last=last, precision=precision, relative=True)
        return self._expr(piece, kind=DateKind.SINCE, rule="since")

    def _within(self, span: _Span, begin: int, outside: int) -> DateExpr:
        if not span.past:
            piece = Piece(begin=begin, behind=span.behind, outside=outside, precision=DatePrecision.VAGUE)
            return self._expr(piece, kind=DateKind.DURATION, rule="within")
        told = span.count is not None or span.unit in _OF_A_DAY  # «خلال الساعات الماضية»: today
        piece = Piece(
            begin=begin, behind=span.behind, outside=outside, first=self._back(span), last=self.points.published, relative=True,
            precision=_PRECISION.get(span.unit, DatePrecision.DAY) if told else DatePrecision.VAGUE,
        )  # fmt: skip
        if piece.first is None:
            piece = replace(piece, last=None)
        return self._expr(piece, kind=DateKind.INTERVAL, rule="last_span")

    def _back(self, span: _Span) -> dt.date | None:
        """The day so long before publication; hours below a day are the same day; «أيام» without a number is not known."""
        day = self.points.published
        if day is None or span.unit in ("decade", "century"):
            return None
        if span.unit in ("hour", "minute"):
            return shift_days(day, -((span.count or 0) // 24)) if span.unit == "hour" else day
        if span.count is None or span.count > _FAR:
            return None
        if span.unit in ("day", "week"):
            return shift_days(day, -span.count * (7 if span.unit == "week" else 1))
        return shift_months(day, -span.count * (12 if span.unit == "year" else 1))

    # Helpers

    def _match(self, index: int, *roles: str) -> Match | None:
        return self.points.match(index, *roles)

    def _before(self, index: int, role: str, floor: int) -> Match | None:
        found = self.points.lexicon.before(self.points.text, index, role)
        return found if found is not None and found.first >= floor else None

    def _expr(self, piece: Piece, *, kind: DateKind, rule: str, end_time: str | None = None) -> DateExpr:
        text = self.points.text
        return DateExpr(
            start=text.folded.raw_start(text.starts[piece.begin] + piece.outside), end=text.span(piece.begin, piece.behind)[1],
            first=piece.first, last=piece.last, start_time=piece.time, end_time=end_time, day_part=piece.part, precision=piece.precision,
            relative=piece.relative, kind=kind, rule=rule, today=piece.today,
        )  # fmt: skip


def _begun(piece: Piece) -> dt.date | None:
    """The day on which a stretch that lasts since a point began: in «منذ منتصف أيار» the middle of its middle, the first day of others."""
    if piece.rule != _MIDDLE or piece.first is None or piece.last is None:
        return piece.first
    return shift_days(piece.first, (piece.last - piece.first).days // 2)


def _period_end(text: Text, found: Sequence[DateExpr], published: dt.date | None) -> dt.date | None:
    """The last of the days that a report says at its head to cover, shortly before its publication; None where it tells none."""
    for told in found:
        if published is None or text.token_at(told.start) > _OPENING:
            return None
        if told.rule in _COVERING and told.first is not None and told.last is not None and (told.last - told.first).days in _COVERS:
            return told.last if 0 < (published - told.last).days <= _FILED_LATE else None
    return None
