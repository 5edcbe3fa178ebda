"""The years that stand as headings of a chronology: «- 2012 -», and below it «في 18 نيسان: …»."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from geo.date_calendar import shift_months
from geo.date_expr import DateExpr
from geo.finding import replace
from geo.numerals import is_digits
from geo.text import Text

_LEAST = 2  # headings of a chronology: a lone year in a line may be a footer's
_LINE_END = "\n"
_SIGNS = frozenset("-–—=*•:#_()[]|/.")
_YEARS = range(1900, 2100)
_MONTHS = 12
_YEARLESS = {"day_month", "month"}  # rules of days and months told without a year
_BEFORE = ("since_", "until_", "interval_", "part_", "clock_")  # what stands before the name of such a rule


def in_years(text: Text, found: Sequence[DateExpr], published: dt.date | None) -> tuple[DateExpr, ...]:
    """The dates of a text, days and months without a year in the year of the heading above them; none after publication."""
    headings = _headings(text, published)
    if len(headings) < _LEAST:
        return tuple(found)
    starts = [start for start, _ in headings]
    return tuple(_in_year(told, headings[at - 1][1], published) if (at := bisect_right(starts, told.start)) else told for told in found)


def _headings(text: Text, published: dt.date | None) -> list[tuple[int, int]]:
    """(offset, year) of every line that is a year and signs, no later than publication."""
    words = text.words
    headings: list[tuple[int, int]] = []
    for index in text.digits:
        word = words[index]
        if len(word) == len("2012") and is_digits(word) and int(word) in _YEARS and _alone(words, index):
            year = int(word)
            if published is None or year <= published.year:
                headings.append((text.span(index, index + 1)[0], year))
    return headings


def _alone(words: Sequence[str], index: int) -> bool:
    """Whether only signs stand in the line of a token."""
    before, after = index - 1, index + 1
    while before >= 0 and words[before] in _SIGNS:
        before -= 1
    while after < len(words) and words[after] in _SIGNS:
        after += 1
    opens = before < 0 or words[before] == _LINE_END
    return opens and (after == len(words) or words[after] == _LINE_END)


def _in_year(told: DateExpr, year: int, published: dt.date | None) -> DateExpr:
    rule = told.rule
    for prefix in _BEFORE:
        rule = rule.removeprefix(prefix)
    if not told.relative or rule not in _YEARLESS or told.first is None or told.last is None:
        return told
    months = _MONTHS * (year - told.first.year)
    first, last = shift_months(told.first, months), shift_months(told.last, months)
    if first is None or last is None or (published is not None and first > published):
        return told
    return replace(told, first=first, last=last)
