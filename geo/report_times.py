"""The times that a whole report or paragraph tells of: the period that a roundup covers, the day that a paragraph has told last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from geo.date_expr import MIDNIGHT, DateExpr, DateKind, DatePrecision
from geo.phrases import PhraseTable
from geo.stretches import within
from geo.text import Text, is_word

_LINES = 3  # at the head of a roundup, within which it says what it covers
_HEAD = 90  # tokens of them
_LONGEST = 35  # days that a roundup covers
_FILED = 10  # days between their last and its publication
_LENGTHS = frozenset({DateKind.INTERVAL, DateKind.SINCE})


def of_a_night(date: DateExpr) -> bool:
    """Whether a stretch is of two days at most, as a night is: it dates one happening as a day does."""
    return date.kind is not DateKind.SINCE and date.first is not None and date.last is not None and (date.last - date.first).days <= 1


def day_of_paragraph(text: Text, paragraphs: Sequence[int], when: Sequence[DateExpr], sentence: int, first: int) -> DateExpr | None:
    """The day told last in a sentence's paragraph before token `first`, or None: «أما الأربعاء فكان يوم المدينة. سقطت صواريخ على …»."""
    opening = sentence
    while opening and paragraphs[opening - 1] == paragraphs[sentence]:
        opening -= 1
    start, end = (text.span(at, at + 1)[0] for at in (text.sentences[opening][0], first))
    told = within(when, start, end, _start)
    plain = bool(told) and (told[-1].kind is DateKind.POINT or of_a_night(told[-1])) and told[-1].precision is DatePrecision.DAY
    return told[-1] if plain else None


def covered(text: Text, dates: Sequence[DateExpr], roundups: PhraseTable[str], published: dt.date | None) -> DateExpr | None:
    """The period that a roundup covers, as its head tells it («حصاد شهر نيسان», «أبرز ما جرى منذ عصر الجمعة»); None for other reports."""
    if published is None or not text.words:
        return None
    behind = _head(text)
    named = next((at for at in range(behind) if roundups.at(text.words, at) is not None), None)
    if named is None:
        return None
    for date in within(dates, text.span(named, named + 1)[0], text.span(behind - 1, behind)[1], _start):
        if date.kind in _LENGTHS and date.rule != MIDNIGHT and date.first is not None and date.last is not None:
            days, late = (date.last - date.first).days, (published - date.last).days
            if 0 < days <= _LONGEST and 0 <= late <= _FILED:
                return date
    return None


def _head(text: Text) -> int:
    """The token behind the first lines that say something."""
    lines = behind = 0
    for first, behind in text.sentences:
        lines += any(is_word(word) for word in text.words[first:behind])
        if lines == _LINES or behind >= _HEAD:
            break
    return min(behind, _HEAD)


def _start(date: DateExpr) -> int:
    return date.start
