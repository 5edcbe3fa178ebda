"""Dates of relative clauses: «البلدة التي دخلوها يوم السبت» tells when they went in, not when its sentence happened."""

from __future__ import annotations

import datetime as dt

from geo.date_expr import DateExpr, DatePrecision
from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.text import Text, is_word

_REACH = 16  # tokens from «التي» to a date of its clause
_NOUN = 3  # tokens from «القصف العنيف» to «الذي»
_PERFECT = 6  # tokens from «الذي» over «كان المقاتلون» to «قد»
_NEWS = 2  # days before a report within which a relative clause may tell what its sentence does («السيارة التي مرت أمس»)
_BY = "ب"
_COMMAS = frozenset("،,")
_SIGNS = _COMMAS | frozenset("؛;:.\n()")


class Asides:
    """The dates of one text that stand in such clauses. A clause about a happening itself («القصف الذي وقع أمس») is none."""

    def __init__(self, text: Text, lexicon: EventLexicon, published: dt.date | None) -> None:
        self._text = text
        self._lexicon = lexicon
        self._published = published
        self._known: dict[int, int | None] = {}

    def pronoun(self, date: DateExpr) -> int | None:
        """The token of the pronoun that opens the clause of a date about a place, a thing or a person; None where none does."""
        if date.start not in self._known:
            self._known[date.start] = self._find(self._text.token_at(date.start))
        return self._known[date.start]

    def of_else(self, draft: Draft, date: DateExpr) -> bool:
        """Whether a date of an event's sentence tells of something else.

        Its clause is over before the event is told («في حلب، التي دخلتها القوات السبت، قصفت الطائرات …»), or stands behind the event and
        tells of a time before it («على الطريق الذي كانوا قد قطعوه السبت»).
        """
        opens = self.pronoun(date)
        if opens is None:
            return False
        words, event = self._text.words, self._text.token_at(draft.anchor[0])
        clause = self._text.span(opens, opens + 1)[0], date.end
        if any(toll.start < clause[1] and clause[0] < toll.end for toll in draft.tolls):
            return False  # «بلغ عدد الذين قتلوا منذ مطلع شباط …»
        if event > opens:
            behind = words[self._text.token_at(date.end - 1) + 1 : event]
            return event > self._text.token_at(date.start) and not _COMMAS.isdisjoint(behind) and not self._goes_on(draft, event)
        if any(hit.first > opens for hit in draft.frame.hits):
            return False
        return self._old(date) or not self._lexicon.already.isdisjoint(words[opens + 1 : opens + _PERFECT])

    def _goes_on(self, draft: Draft, event: int) -> bool:
        """Whether an event is what brought about the clause before it: «جراحه التي أصيب بها أمس، بقصف …», «…، جراء انفجار ألغام»."""
        if not draft.frame.hits or draft.frame.hits[0].trigger.voice != "noun":
            return False
        words, before = self._text.words, self._text.words[event - 1 : event]
        return words[event].startswith(_BY) or not self._lexicon.causes.isdisjoint(before)

    def _old(self, date: DateExpr) -> bool:
        if date.precision is not DatePrecision.DAY or self._published is None or date.last is None:
            return True
        return (self._published - date.last).days > _NEWS

    def _find(self, at: int) -> int | None:
        words = self._text.words
        first = max(self._text.sentences[self._text.sentence_of(at)][0], at - _REACH)
        for opens in range(at - 1, first - 1, -1):
            if words[opens] in _SIGNS:
                return None
            if words[opens] in self._lexicon.which:
                return None if self._of_happening(opens) else opens
        return None

    def _of_happening(self, opens: int) -> bool:
        """Whether the noun before a pronoun is a happening or what did it («القذائف التي سقطت أمس»)."""
        words, at, seen = self._text.words, opens - 1, 0
        while at >= 0 and seen < _NOUN and words[at] != "\n":
            if is_word(words[at]):
                seen += 1
                if self._lexicon.nouns.at(words, at) is not None or self._lexicon.weapons.at(words, at) is not None:
                    return True
            elif seen:
                return False
            at -= 1
        return False
