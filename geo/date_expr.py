"""What a date expression is, and how exact two codebooks call it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from geo.finding import Finding

UNTIL_NOW = "until_now"  # rule of «حتى الآن», which dates nothing
RUNNING = "running_days"  # rule of «لليوم الثالث على التوالي»: since when something lasts, not when the last of its blows fell
MIDNIGHT = "midnight"  # rule of a bare «منتصف الليل»: a day told beside it is the better one


class DatePrecision(StrEnum):
    """How closely the words fix the time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    VAGUE = "vague"


class DateKind(StrEnum):
    """What the words tell: a point in time, a stretch of it, only its length, or one end of it."""

    POINT = "point"
    INTERVAL = "interval"
    DURATION = "duration"
    SINCE = "since"
    UNTIL = "until"


class DateExpr(Finding, frozen=True, kw_only=True):
    """A date, a time or a stretch of time in a text.

    Attributes:
        start, end: raw offsets of the words.
        first, last: the first and the last day that are meant, both included; None when unresolved (relative words without a day of
            publication, durations, a clock time without a day, «قبل أيام»), and `first` of an `until`, whose beginning is not told.
        start_time, end_time: «HH:MM», Syrian clock, where the text gives an hour.
        day_part: dawn | morning | noon | afternoon | evening | night | after_midnight, or None.
        relative: whether the day of publication was needed.
        today: the day of writing, where the words tell it («اليوم الثلاثاء»); None otherwise.
        rule: which rule read it.
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    start_time: str | None = None
    end_time: str | None = None
    day_part: str | None = None
    precision: DatePrecision = DatePrecision.DAY
    relative: bool = False
    kind: DateKind = DateKind.POINT
    rule: str = ""
    today: dt.date | None = None


# The finest code that words of a precision can have, however short the stretch is that they were read as.
_ACLED_WORDS = {DatePrecision.DAY: 1, DatePrecision.WEEK: 2}
_UCDP_WORDS = {DatePrecision.DAY: 1, DatePrecision.WEEK: 3, DatePrecision.MONTH: 4}
_ACLED_COARSEST, _UCDP_COARSEST = 3, 5


def acled_time_precision(first: dt.date | None, last: dt.date | None, precision: DatePrecision) -> int:
    """ACLED's time precision.

    ACLED codebook, "Time Precision": 1 when the exact day is known (a night counts as one); 2 when the source tells the week, or a similar
    stretch; 3 when it tells no more than the month or a wider period.
    """
    days = _days(first, last)
    of_words = _ACLED_WORDS.get(precision, _ACLED_COARSEST)
    of_stretch = of_words if days is None else 1 if days <= 2 else 2 if days <= 7 else _ACLED_COARSEST
    return max(of_words, of_stretch)


def ucdp_date_prec(first: dt.date | None, last: dt.date | None, precision: DatePrecision) -> int:
    """UCDP's date precision.

    UCDP GED codebook, `date_prec`: 1 the exact day; 2 a stretch of two to six days; 3 the week is known; 4 a stretch of eight days up to
    the month; 5 more than a month and up to a year.
    """
    days = _days(first, last)
    of_words = _UCDP_WORDS.get(precision, _UCDP_COARSEST)
    if days is None:
        return of_words
    of_stretch = 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else _UCDP_COARSEST
    return max(of_words, of_stretch)


def _days(first: dt.date | None, last: dt.date | None) -> int | None:
    """Length of a stretch in days, both ends included."""
    return (last - first).days + 1 if first is not None and last is not None else None


def says_when(date: DateExpr) -> bool:
    """Whether an expression dates an event: durations do not, nor «قبل عامين», nor «حتى الآن»."""
    if date.rule == UNTIL_NOW or (date.rule == "ago" and date.precision is DatePrecision.YEAR):
        return False
    return date.first is not None and date.kind is not DateKind.DURATION and date.precision is not DatePrecision.VAGUE
