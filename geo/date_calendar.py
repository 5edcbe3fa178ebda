"""Reckoning with days, months and years, Gregorian and Hijri. Nothing here raises: a day that no calendar has is None."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange

# Days from 1 January 1 (day 1, proleptic Gregorian) to 1 Muharram 1 AH in the civil reckoning: 16 July 622 Julian = 19 July 622.
_HIJRI_EPOCH = 227015
_HIJRI_YEARS = range(1200, 1600)
_YEARS = range(1000, 2200)

Days = tuple[dt.date, dt.date]


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """A Gregorian day, or None when there is none."""
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day)


def month_of(year: int, month: int) -> Days | None:
    """First and last day of a Gregorian month."""
    if year not in _YEARS or not 1 <= month <= 12:
        return None
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def year_of(year: int) -> Days | None:
    """First and last day of a Gregorian year."""
    return (dt.date(year, 1, 1), dt.date(year, 12, 31)) if year in _YEARS else None


def shift_months(day: dt.date, months: int) -> dt.date | None:
    """The day so many months later (earlier when negative); the last of the month where the month is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year not in _YEARS:
        return None
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_days(day: dt.date, days: int) -> dt.date | None:
    """The day so many days later (earlier when negative)."""
    ordinal = day.toordinal() + days
    return dt.date.fromordinal(ordinal) if 0 < ordinal <= dt.date.max.toordinal() else None


def part_of(days: Days, part: str) -> Days:
    """`begin`, `middle` or `end` of a stretch: days 1–10, 11–20, 21–end of a month, four months of a year, a third of anything else."""
    first, last = days
    length = (last - first).days + 1
    if _is_year(days):
        return share_of(days, ("begin", "middle", "end").index(part), 3)
    third = 10 if 28 <= length <= 31 else max(1, length // 3)
    if part == "begin":
        return first, first + dt.timedelta(third - 1)
    if part == "middle":
        return first + dt.timedelta(third), first + dt.timedelta(2 * third - 1)
    return first + dt.timedelta(2 * third), last


def share_of(days: Days, index: int, shares: int) -> Days:
    """One of so many equal shares of a stretch, the first being 0: whole months of a year, days 1–15 as the first half of a month."""
    first, last = days
    if _is_year(days) and 12 % shares == 0:
        months = 12 // shares
        begin, end = month_of(first.year, index * months + 1), month_of(first.year, (index + 1) * months)
        if begin is not None and end is not None:
            return begin[0], end[1]
    each = ((last - first).days + 1) // shares
    begin_day = first + dt.timedelta(index * each)
    return begin_day, last if index == shares - 1 else begin_day + dt.timedelta(max(0, each - 1))


def _is_year(days: Days) -> bool:
    return days == year_of(days[0].year)


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """A Hijri day in the tabular civil reckoning (30-year cycle, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29).

    The sighted calendar may differ by one day either way.
    """
    if year not in _HIJRI_YEARS or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return dt.date.fromordinal(days + _HIJRI_EPOCH - 1)


def hijri_month(year: int, month: int) -> Days | None:
    """First and last Gregorian day of a Hijri month (± 1 day)."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return (first, after - dt.timedelta(1)) if first and after else None


def hijri_year_of(day: dt.date) -> int:
    """The Hijri year in which a Gregorian day falls."""
    return (30 * (day.toordinal() - _HIJRI_EPOCH) + 10646) // 10631
