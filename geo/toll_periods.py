"""Counts of a longer time told beside what happened: «قتل ثلاثة بقصف على درعا، ليرتفع عدد القتلى منذ بداية المعركة إلى 524»."""

from __future__ import annotations

from collections.abc import Sequence

from geo.date_expr import DateExpr, DateKind, says_when
from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.finding import replace
from geo.stretches import within
from geo.text import is_word
from geo.tolls import Toll

_BEHIND = 3  # tokens from a count to the «منذ» that says of what time it is
_OPENING = 18  # tokens from «ومنذ» at the head of a sentence to its count
_HAPPENING = 8  # tokens from «منذ» over what happened to its day
_WITH = "ب"
_DAYS = 3  # days since when a count is still that of one happening
_ENDS = frozenset("،,.؛:\n")


def since_long(lexicon: EventLexicon, page: Page, toll: Toll) -> bool:
    """Whether the words of a count themselves say that it is that of a longer time: since a day long past, or «منذ بداية المعركة»."""
    at = _since_at(lexicon, page, toll)
    before = _since_before(lexicon, page, toll) if at is None else None
    if at is None and before is None:
        return False
    told = before if at is None else _date_at(page, at)
    if told is None or told.first is None:
        return True
    last = told.last or page.report.published
    return last is not None and (last - told.first).days > _DAYS


def time_counted(lexicon: EventLexicon, page: Page, toll: Toll) -> DateExpr | None:
    """The longer time that a count is of, where its words tell the day on which it began."""
    at = _since_at(lexicon, page, toll)
    told = _date_at(page, at) if at is not None else _since_before(lexicon, page, toll)
    return told if told is not None and told.first is not None else None


def _since_at(lexicon: EventLexicon, page: Page, toll: Toll) -> int | None:
    """The token of the «منذ» within the words of a count or right behind them."""
    words = page.text.words
    stop = min(len(words), toll.behind + _BEHIND)
    stop = next((at for at in range(toll.behind, stop) if words[at] in _ENDS), stop)
    return next((at for at in range(toll.first, stop) if words[at] in lexicon.since_when), None)


def _since_before(lexicon: EventLexicon, page: Page, toll: Toll) -> DateExpr | None:
    """The time of a «منذ» that opens the sentence of a count, up to it («ومنذ بدء التصعيد في 18 شباط قتل أكثر من 740 مدنيا»)."""
    words, first = page.text.words, page.text.sentences[page.text.sentence_of(toll.first)][0]
    while first < toll.first and words[first] == "\n":
        first += 1
    if words[first] not in lexicon.since_when or toll.first - first > _OPENING or not _ENDS.isdisjoint(words[first : toll.first]):
        return None
    told = _date_at(page, first)
    return told if told is not None and told.first is not None else None


def _date_at(page: Page, at: int) -> DateExpr | None:
    """The date that begins at a «منذ» or right behind it, or the day of what it names («منذ بداية المعركة في 6 حزيران»)."""
    words = page.text.words
    reach = min(len(words), at + _HAPPENING)
    reach = next((end for end in range(at + 1, reach) if not (is_word(words[end]) or words[end].isdigit())), reach)
    start, end = page.text.span(at, max(reach, at + 1))
    told = next((date for date in within(page.dates, start, end, lambda date: date.start) if says_when(date)), None)
    if told is None or page.text.token_at(told.start) <= at + 1:
        return told
    return replace(told, kind=DateKind.SINCE, last=page.report.published)


def beside_what_happened(lexicon: EventLexicon, page: Page, toll: Toll, beside: Sequence[Draft]) -> bool:
    """Whether a count of a longer time stands in a clause of its own beside what happened, to which it does not belong."""
    if not beside or not since_long(lexicon, page, toll):
        return False
    words = page.text.words
    floor, stop = page.text.sentences[page.text.sentence_of(toll.first)]
    first = next((at for at in range(toll.first, floor, -1) if words[at - 1] in _ENDS), floor)
    behind = next((at for at in range(toll.behind, stop) if words[at] in _ENDS and not _caused(lexicon, words, at + 1, stop)), stop)
    return not any(first <= hit.first < behind for draft in beside for hit in draft.frame.hits)


def _caused(lexicon: EventLexicon, words: Sequence[str], at: int, stop: int) -> bool:
    """Whether a clause behind a comma tells what killed those counted before it («مقتل 164 مدنيا، …، بانفجار الألغام»)."""
    if at >= stop:
        return False
    return words[at] in lexicon.causes or (words[at].startswith(_WITH) and lexicon.nouns.at(words, at) is not None)
