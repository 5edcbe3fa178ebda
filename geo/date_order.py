"""Weekdays by the days told around them: in a story told day by day the name of today's weekday may mean the one a week ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from geo.date_calendar import shift_days
from geo.date_expr import DateExpr, DateKind, DatePrecision
from geo.date_lexicon import DateLexicon
from geo.finding import replace
from geo.text import Text

_WEEK = 7  # days
_BEFORE, _AFTER = 3, 2  # days from the date told before to the weekday, and from it to the day told next
_BARE = frozenset({"weekday", "part_weekday", "since_weekday", "clock_weekday"})  # rules of weekdays without a date or «الماضي»


def in_order(text: Text, found: Sequence[DateExpr], lexicon: DateLexicon, published: dt.date | None) -> tuple[DateExpr, ...]:
    """The dates of a text, with weekdays that a story has passed set back by a week.

    «في 11 تموز … بحلول الأحد … وفجر الاثنين», published on a Sunday: the Sunday between the two. «يوم الأحد نفسه»: the one told last.
    """
    if published is None:
        return tuple(found)
    settled: list[DateExpr] = []
    for number, told in enumerate(found):
        if told.rule in _BARE and told.first == published:
            after = found[number + 1] if number + 1 < len(found) else None
            told = _again(text, told, settled, lexicon) or _passed(told, settled, after) or told
        settled.append(told)
    return tuple(settled)


def _again(text: Text, told: DateExpr, before: Sequence[DateExpr], lexicon: DateLexicon) -> DateExpr | None:
    """«الأحد نفسه»: the last such day told before."""
    same = lexicon.match(text, text.token_at(told.end - 1) + 1, "same_day")
    if same is None or told.first is None:
        return None
    weekday = told.first.weekday()
    days = (other.first for other in reversed(before) if other.first is not None and other.precision is DatePrecision.DAY)
    day = next((day for day in days if day.weekday() == weekday and day != told.first), None)
    return _moved(told, day) if day is not None else None


def _passed(told: DateExpr, before: Sequence[DateExpr], after: DateExpr | None) -> DateExpr | None:
    """The weekday a week before, where the date told before it and the day told next lie around that."""
    day = shift_days(told.first, -_WEEK) if told.first is not None else None
    dates = (other for other in reversed(before) if other.first is not None and other.kind is not DateKind.DURATION)
    last = next(dates, None)
    if day is None or last is None or last.last is None or after is None or after.first is None:
        return None
    around = 0 <= (day - last.last).days <= _BEFORE and 0 <= (after.first - day).days <= _AFTER
    return _moved(told, day) if around and last.precision is DatePrecision.DAY else None


def _moved(told: DateExpr, day: dt.date) -> DateExpr:
    return replace(told, first=day, last=told.last if told.kind is DateKind.SINCE else day)
