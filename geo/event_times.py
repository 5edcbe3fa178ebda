"""When an event of a report happened: the dates of its clause, sentence and paragraph, and what a report as a whole says of its time."""

from __future__ import annotations

import dataclasses
import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from geo.asides import Asides
from geo.date_calendar import shift_days
from geo.date_expr import MIDNIGHT, RUNNING, DateExpr, DateKind, DatePrecision, says_when
from geo.date_sequels import later, of_deal, of_plan, parted
from geo.date_steps import Step, step_back
from geo.draft import Draft
from geo.durations import DurationReader
from geo.event_lexicon import EventLexicon
from geo.finding import replace
from geo.models import EventKind, Mark, Report, Stance, Story
from geo.phrases import Found
from geo.report_times import covered, day_of_paragraph, of_a_night
from geo.stretches import Stretches, within
from geo.text import Text
from geo.toll_names import NAMES
from geo.tolls import Toll

_JOINER = "و"
_COMMAS = frozenset("،,.؛")
_GAP = 4  # tokens between two dates of one stretch
_OPEN = {DateKind.POINT, DateKind.SINCE}  # kinds of a date with which a stretch may begin
_OPENING = 3  # letters of a sentence within which its speaker is named
_SEMICOLONS = frozenset("؛;")
_AGO = {"ago", "last_span", "vague_past"}  # rules of dates that may tell of a past without a day
_DEALS = {EventKind.CEASEFIRE, EventKind.AGREEMENT}
_OPENING_WORDS = 4  # within which a sentence says that it goes on from the last
_YEAR = 365  # days
_RELATIVE = "relative_day"  # ends the rule of «غدا»
_WHILE_OPENS = "while"  # what «فيما» opens
_STEP = "days_before_told"  # rule of «غداة إجلائهم»
_COMPARED = 9  # tokens from «الأعنف» to «منذ عامين»
_NOT_YET = 10  # tokens from «لم تمض» to the time that had not passed
_NEWS, _RECALLED = 2, 60  # days within which news is told, and recalled («وكان المرصد قد أشار في 24 أيار إلى أن …»)
_WHILE = 3  # days above which a toll with words of counting is that of a period
_ONGOING = {EventKind.CAMPAIGN, EventKind.SIEGE}
_LASTING = _ONGOING | {EventKind.DEPLOYMENT, EventKind.DISPLACEMENT}  # people flee for days
_ON_END = _LASTING | {EventKind.CLASH, EventKind.RAID, EventKind.PROTEST}  # what is one thing, lasting «لليوم الثالث على التوالي»
_SINCE = 2  # tokens from «منذ» over «بدء» to it
_SHARED = 7  # tokens from an event to a date behind the noun that it has with it («مظاهرات مؤيدة للعملية الأمنية يوم الجمعة»)


class PageTimes:
    """The questions of time that the event step asks of a report; `Page` sets what they are answered from.

    Attributes:
        report, text, dates, tokens: the report, its words, the dates found in it, the tokens of its mentions.
        headers: sentences of lines of lists → that of their header.
        durations: reads how long a while is.
        attributions: raw stretches of the words that say who speaks.
        times_of_counts: where the dates begin that are only those of counts of a longer time.
        asides: the dates of relative clauses.
    """

    report: Report
    text: Text
    dates: tuple[DateExpr, ...]
    tokens: list[tuple[int, int]]
    headers: dict[int, int]
    durations: DurationReader
    attributions: Stretches
    times_of_counts: set[int]
    asides: Asides
    _lexicon: EventLexicon
    _paragraphs: list[int]
    _when: list[DateExpr] | None  # dates of happenings, known once the attributions are
    _sequels: set[int]  # offsets of events that came after what is dated
    _over: set[int]  # offsets of the dates of what was over before the rest happened

    def of_a_while(self, toll: Toll) -> bool:
        """Whether a toll is that of a longer time, which its sentence tells: no single event told before has it."""
        if not toll.aggregate_hint:
            return False
        start, end = self.text.span(*self.text.sentences[toll.sentence])
        spans = ((d.first, d.last or self.report.published) for d in within(self.dates, start, end, _start) if says_when(d) and d.first)
        return any(last is not None and (last - first).days > _WHILE for first, last in spans)

    def date(self, draft: Draft) -> None:
        """The date of an event: in its clause, else in its sentence before the clause, else in its paragraph's opening."""
        frame = draft.frame
        start, end = self.text.span(frame.first, max(frame.behind, frame.first + 1))
        first, _ = self.text.sentences[frame.sentence]
        opening = self.text.span(first, first + 1)[0]
        if draft.date is not None:
            return
        if self._when is None:
            dates = (date for date in self.dates if says_when(date) and date.start not in self.times_of_counts)
            self._when = [date for date in dates if not (self._of_speech(date) or self._compared(date))]
        when = self._when
        inside = [date for date in within(when, start, end, _start) if not (self._of_deal(draft, date) or self.asides.of_else(draft, date))]
        earlier = [] if self._before_today(draft) else within(when, opening, start, _start)
        before = [date for date in self._on_end(draft, earlier) if not self.asides.of_else(draft, date)][-1:]
        before = [date for date in before if not (self._over_before(date, frame.first) or self._of_other_half(draft, date))]
        inside = [date for date in inside if not parted(self.text, self._lexicon, draft, date)]
        before = [date for date in before if date.rule != MIDNIGHT]
        if any(parted(self.text, self._lexicon, draft, date) for date in before):
            if before[-1].first != self.report.published:
                self._sequels.add(draft.anchor[0])
            before = []
        inside = self._joined(self._on_end(draft, inside))
        step = self._step(draft)
        if step is not None and not any(date.start > draft.anchor[0] for date in inside):
            self._date_before(draft, step, within(when, opening, draft.anchor[0], _start))
            return
        if not before and first > 1 and self.text.words[first - 1] in _SEMICOLONS and not self._before_today(draft):
            part = self.text.span(self.text.sentences[self.text.sentence_of(first - 1)][0], first)
            before = [date for date in within(when, *part, _start) if date.kind is not DateKind.SINCE][-1:]  # «سجل أمس 30 خرقا؛ طال …»
        if any(date.rule == MIDNIGHT for date in inside):  # «يوم الأحد … منتصف الليل»
            told = before or self._day_of_paragraph(draft) is not None
            inside = [date for date in inside if date.rule != MIDNIGHT] or ([] if told else inside)
        inside = self._not_ahead(draft, inside)
        inside = [date for date in inside if not self._narrowed(draft, date, inside)]
        spans = [date for date in inside if date.kind is DateKind.INTERVAL and not of_a_night(date)]
        spans = [date for date in spans if not (self._of_else(date, inside) or self._of_next(draft, date, inside))]
        header = self.headers.get(frame.sentence)
        if header is not None and not inside:  # a line of a list happened in the time of its header
            a, b = self.text.span(self.text.sentences[self._summed_from(header)][0], self.text.sentences[header][1])
            before = sorted(
                (date for date in within(self.dates, a, b, _start) if says_when(date)),
                key=lambda date: date.precision is DatePrecision.YEAR,
                reverse=True,
            )
        chosen = (
            spans[0]
            if spans
            else min(inside, key=lambda date: abs(date.start - draft.anchor[0]))
            if inside
            else None
            if self._long_past(draft)
            else before[-1]
            if before
            else self._date_linked(draft, when) or self._date_shared(draft, when) or self._date_behind(draft, when) or self._day_told(draft)
        )
        if chosen is None:
            spells = [date for date in within(self.dates, opening, end, _start) if date.kind is DateKind.INTERVAL and date.first is None]
            if spells:  # «على مدى الأشهر الماضية»: of no known day, and of none that is told elsewhere
                draft.date = spells[-1]
                draft.marks.append(Mark(field="date", start=spells[-1].start, end=spells[-1].end, rule=spells[-1].rule))
            return
        if self._before_today(draft):
            self._over.add(chosen.start)
        if draft.stance is Stance.ASSERTED and self._tomorrow(chosen):
            draft.stance = Stance.PLANNED  # «تبدأ الهدنة غدا»
            draft.claims = [dataclasses.replace(claim, stance=Stance.PLANNED) for claim in draft.claims]
        draft.date = self._spanning(draft, chosen)
        draft.marks.append(Mark(field="date", start=chosen.start, end=chosen.end, rule=chosen.rule))

    def _on_end(self, draft: Draft, inside: Sequence[DateExpr]) -> list[DateExpr]:
        """The dates of a clause; that it lasts for days on end only where it is one thing that may, and no day is told."""
        single = [date for date in inside if date.rule != RUNNING]
        return single if single or draft.kind not in _ON_END or self._behind_since(draft) else list(inside)

    def _behind_since(self, draft: Draft) -> bool:
        """Whether an event is only that since which something was: «منذ بدء حصارها»."""
        event = self.text.token_at(draft.anchor[0])
        return not self._lexicon.sinces.isdisjoint(self.text.words[max(0, event - _SINCE) : event])

    def _step(self, draft: Draft) -> Step | None:
        return step_back(self.text, self._lexicon, self.durations, draft.frame)

    def _date_before(self, draft: Draft, step: Step, told: Sequence[DateExpr]) -> None:
        """The date of what was so long before what its sentence tells on a day: «وصلوا الأحد، غداة إجلائهم»."""
        base = told[-1] if told else None
        today = self.report.published
        if base is None and step.lasting and step.days and today is not None:  # «وتأتي العملية بعد يومين من الهجوم»
            first = shift_days(today, -step.days)
            draft.date = DateExpr(start=draft.anchor[0], end=draft.anchor[0], first=first, last=today, kind=DateKind.INTERVAL, rule=_STEP)
            return
        if base is None or base.first is None or base.precision is not DatePrecision.DAY or step.days is None:
            return
        day = shift_days(base.first, -step.days)
        if day is not None and (base.kind is DateKind.POINT or of_a_night(base)):
            last, kind = (base.first, DateKind.INTERVAL) if step.lasting else (day, DateKind.POINT)
            draft.date = replace(base, first=day, last=last, start_time=None, end_time=None, kind=kind)
            draft.marks.append(Mark(field="date", start=base.start, end=base.end, rule=_STEP))

    def _of_else(self, span: DateExpr, inside: Sequence[DateExpr]) -> bool:
        """Whether a month or a year is that of something else: «استعاد أمس السيطرة على بلدة كذا التي خسرها عام 2012»."""
        if span.precision not in (DatePrecision.MONTH, DatePrecision.YEAR) or span.first is None or span.last is None:
            return False
        before = [date for date in inside if date.precision is DatePrecision.DAY and date.end <= span.start and date.first is not None]
        if not before or (before[-1].first is not None and span.first <= before[-1].first <= span.last):
            return False
        between = self.text.words[self.text.token_at(before[-1].end) : self.text.token_at(span.start)]
        return not self._lexicon.which.isdisjoint(between)

    def _of_next(self, draft: Draft, span: DateExpr, inside: Sequence[DateExpr]) -> bool:
        """Whether a month or a year behind a comma is that of what comes next: «في 9 تموز اغتيل قيادي، كما عثر، نهاية آب، على جثة»."""
        if span.precision not in (DatePrecision.MONTH, DatePrecision.SEASON, DatePrecision.YEAR) or span.start < draft.anchor[1]:
            return False
        if not any(date.precision is DatePrecision.DAY and date.end <= draft.anchor[0] for date in inside):
            return False
        between = self.text.words[self.text.token_at(draft.anchor[1] - 1) + 1 : self.text.token_at(span.start)]
        return not _COMMAS.isdisjoint(between)

    def _narrowed(self, draft: Draft, span: DateExpr, inside: Sequence[DateExpr]) -> bool:
        """Whether a day of a month tells when: «هي الثالثة خلال شباط، فقد قتل راع في ترملا يوم 11 شباط»."""
        if span.precision is not DatePrecision.MONTH or span.first is None or span.last is None or span.end > draft.anchor[0]:
            return False
        days = (date for date in inside if date.kind is DateKind.POINT and date.precision is DatePrecision.DAY and date.first is not None)
        held = (date for date in days if span.first <= (date.first or span.first) <= span.last)
        event = self.text.token_at(draft.anchor[0])
        over = not _COMMAS.isdisjoint(self.text.words[self.text.token_at(span.end - 1) + 1 : event])
        return any(over or abs(date.start - draft.anchor[0]) < draft.anchor[0] - span.start or self._tells_on(date, event) for date in held)

    def _tells_on(self, date: DateExpr, event: int) -> bool:
        """Whether a day is that of an event by its relative clause: «شهد الشهر الماضي مجزرة واحدة، هي التي وقعت في 12 شباط»."""
        return not self._lexicon.which.isdisjoint(self.text.words[event : self.text.token_at(date.start)])

    def _over_before(self, date: DateExpr, first: int) -> bool:
        """Whether a date is that of what was over before («منذ سيطرة القوات عليها في شباط، وأعقبها …»), and a comma closes that."""
        if date.start not in self._over:
            return False
        return not _COMMAS.isdisjoint(self.text.words[self.text.token_at(date.end - 1) + 1 : first])

    def _of_other_half(self, draft: Draft, date: DateExpr) -> bool:
        """Whether a time since when something goes on stands before «فيما», «بينما», and the event behind it."""
        opener = self._lexicon.openers.at(self.text.words, draft.frame.first)
        return date.kind is DateKind.SINCE and opener is not None and opener.value == _WHILE_OPENS

    def _not_ahead(self, draft: Draft, inside: list[DateExpr]) -> list[DateExpr]:
        """The dates of a clause, without those to come where it tells a past one, too: «الخميس … على أن تستكمل الأسبوع القادم»."""
        today = self.report.published
        if len(inside) < 2 or today is None or draft.stance is Stance.PLANNED:
            return inside
        return [date for date in inside if date.first is None or date.first <= today] or inside

    def _tomorrow(self, date: DateExpr) -> bool:
        """Whether a date is a day to come by its word («غدا»), not by the weekday that a report filed too early tells with it."""
        today = self.report.published
        ahead = today is not None and date.first is not None and date.first > today
        return ahead and date.today is None and date.rule.endswith(_RELATIVE)

    def _summed_from(self, sentence: int) -> int:
        """The sentence whose time that of another one is: the one before where it sums that up («وبذلك يرتفع عدد القتلى …»)."""
        first, behind = self.text.sentences[sentence]
        sums = not self._lexicon.sums.isdisjoint(self.text.words[first : min(behind, first + _OPENING_WORDS)])
        told = (at for at in range(sentence - 1, -1, -1) if self.text.sentences[at][1] - self.text.sentences[at][0] > 1)  # no blank line
        return next(told, sentence) if sums else sentence

    def _long_past(self, draft: Draft) -> bool:
        """Whether an event was some time ago, nobody says on which day («قبل عامين», «خلال الفترة الماضية»)."""
        start, end = self.text.span(draft.frame.first, max(draft.frame.behind, draft.frame.first + 1))
        told = (date for date in within(self.dates, start, end, _start) if date.rule in _AGO)
        return any(date.first is None or date.precision is DatePrecision.YEAR for date in told)

    def _answers(self, draft: Draft) -> bool:
        """Whether an event came upon the one told before it: «ردت المدفعية بقصف …», «وبعدها قصفت …»."""
        frame = draft.frame
        hit = frame.hits[-1].first if frame.hits else frame.first
        opening = max(self.text.sentences[frame.sentence][0], frame.first - _OPENING_WORDS)
        if not (self._lexicon.answers | self._lexicon.thereupon).isdisjoint(self.text.words[opening:hit]):
            return True
        near = range(opening, min(frame.behind, hit + _OPENING_WORDS))
        return any(found is not None and not self._counted_from(found.behind) for found in map(self._soon, near))

    def _soon(self, at: int) -> Found[str] | None:
        return self._lexicon.soon.at(self.text.words, at)

    def _counted_from(self, at: int) -> bool:
        """Whether a while is counted from what the text says next: «بعد ساعات من مقتله», «بعد ساعة على الهجوم»."""
        return at < len(self.text.words) and self._lexicon.prepositions.get(self.text.words[at]) in ("from", "on")

    def _also(self, draft: Draft, last: Draft) -> bool:
        """Whether a sentence goes on in the earlier time of the one before: «وكانت القوات قصفت أمس القرية. كما قصفت …»."""
        first, behind = self.text.sentences[draft.sentence]
        opens = next((at for at in range(first, behind) if self.text.words[at] != "\n"), first)
        return last.story is Story.BACKGROUND and last.sentence != draft.sentence and self.text.words[opens] in self._lexicon.also

    def _of_speech(self, date: DateExpr) -> bool:
        """Whether a date says when a source spoke, not what day it saw happen («رصد المرصد صباح اليوم …»)."""
        told = self.attributions.holding(date.start)
        if told is None:
            return False
        first, behind = (self.text.token_at(offset) for offset in told)
        return self._lexicon.observed.isdisjoint(self.text.words[first : behind + 1])

    def _compared(self, date: DateExpr) -> bool:
        """Whether a date only says since when there was nothing like it («الأعنف منذ عامين», «للمرة الثالثة منذ آذار»)."""
        if date.kind is not DateKind.SINCE:
            return False
        at = self.text.token_at(date.start)
        first = max(self.text.sentences[self.text.sentence_of(at)][0], at - _COMPARED)
        words = self.text.words[first:at]
        last = max((index for index, word in enumerate(words) if word in _COMMAS), default=-1)
        return not self._lexicon.unlike.isdisjoint(words[last + 1 :]) or any(map(self._nth, range(first + last + 1, at)))

    def _nth(self, at: int) -> bool:
        """Whether a word counts what happened («للمرة الثالثة», «الهجوم الثالث»), not «الفرقة الرابعة», «كانون الأول»."""
        words = self.text.words
        if words[at] not in self._lexicon.nth or not at:
            return False
        if words[at - 1] in self._lexicon.nth_of:
            return True
        named = bisect_right(self.tokens, (at - 1, at)) - 1
        in_name = named >= 0 and at - 1 < self.tokens[named][1]  # «منطقة خفض التصعيد الرابعة»
        return self._lexicon.nouns.at(words, at - 1) is not None and not in_name

    def _of_deal(self, draft: Draft, date: DateExpr) -> bool:
        """Whether a date is that of what held no less or was signed long before («رغم الهدنة الموقعة في آذار»)."""
        words, opens = self.text.words, self._lexicon.concessions | (frozenset() if draft.kind in _DEALS else self._lexicon.signed)
        for at in range(self.text.token_at(date.start) - 1, draft.frame.first - 1, -1):
            if words[at] in _COMMAS or any(hit.first <= at < hit.behind for hit in draft.frame.hits):
                return False
            if words[at] in opens:
                return True
        return False

    def _date_linked(self, draft: Draft, when: Sequence[DateExpr]) -> DateExpr | None:
        """The date of the deal under which an event was, or of what a plan says of how it begins."""
        tokens = of_deal(self.text, self._lexicon, draft) or of_plan(self.text, self._lexicon, draft)
        return next(iter(within(when, *self.text.span(*tokens), _start)), None) if tokens is not None else None

    def _date_shared(self, draft: Draft, when: Sequence[DateExpr]) -> DateExpr | None:
        """The date at the end of its sentence, for an event that takes its place from there too."""
        _, end = self.text.sentences[draft.frame.sentence]
        shares = draft.inherited and draft.sites and all(draft.frame.behind <= self.tokens[k][0] < end for k in draft.sites)
        if not shares or self._before_today(draft):
            return None
        start, behind = self.text.span(draft.frame.behind, end)
        return next(iter(within(when, start, behind, _start)), None)

    def _date_behind(self, draft: Draft, when: Sequence[DateExpr]) -> DateExpr | None:
        """The date right behind a noun that an event has with it: «مظاهرات مؤيدة للعملية الأمنية يوم الجمعة»."""
        words, at = self.text.words, self.text.token_at(draft.anchor[1] - 1) + 1
        behind = min(at + _SHARED, self.text.sentences[draft.frame.sentence][1])
        if self._before_today(draft) or self._behind_since(draft) or at >= behind:
            return None
        date = next(iter(within(when, *self.text.span(at, behind), _start)), None)
        if date is None or date.rule == RUNNING:
            return None
        between = words[at : self.text.token_at(date.start)]
        parted = _COMMAS | self._lexicon.which | self._lexicon.causes | self._lexicon.sinces
        verbs = self._lexicon.verbs
        return date if parted.isdisjoint(between) and not any(verbs.at(words, k) for k in range(at, at + len(between))) else None

    def _day_told(self, draft: Draft) -> DateExpr | None:
        """The day on which it was told, where that was before the report: «أشار المرصد أمس إلى أن القوات قصفت …»."""
        if self.report.published is None or self._before_today(draft):
            return None
        start, _ = self.text.span(*self.text.sentences[draft.sentence])
        told = [date for date in within(self.dates, start, draft.anchor[0], _start) if says_when(date) and date.kind is DateKind.POINT]
        told = [date for date in told if self.asides.pronoun(date) is None]
        today, main = self.report.published, draft.story is Story.MAIN
        days = range(1, _NEWS + 1) if main else range(_RECALLED + 1)  # «وكان المرصد أشار ظهر اليوم إلى أن …» tells of no time before
        return next((date for date in told[::-1] if date.last is not None and (today - date.last).days in days), None)

    @staticmethod
    def _before_today(draft: Draft) -> bool:
        """Whether an event is not of the day that its sentence tells of: it was over before, or is still to come."""
        return draft.stance is Stance.PLANNED or (bool(draft.frame.hits) and draft.frame.hits[0].past)

    def covered(self) -> DateExpr | None:
        """The period that the report as a whole covers, where it is a roundup."""
        return covered(self.text, self.dates, self._lexicon.roundups, self.report.published)

    def undated(self, draft: Draft) -> bool:
        """Whether an event without a date word did not happen on the day of publication either."""
        step = self._step(draft)
        earlier = (step is not None and step.days != 0) or self._over_by(draft) or draft.anchor[0] in self._sequels
        return self._before_today(draft) or draft.story is not Story.MAIN or self._long_past(draft) or earlier

    def _over_by(self, draft: Draft) -> bool:
        """Whether a clause tells what there was up to a day before that of the report: «نزح 48 ألفا حتى 30 أيار»."""
        start, end = self.text.span(draft.frame.first, max(draft.frame.behind, draft.frame.first + 1))
        today = self.report.published
        until = (date.last for date in within(self.dates, start, end, _start) if date.kind is DateKind.UNTIL)
        return any(last is not None and today is not None and last < today for last in until)

    def _joined(self, dates: list[DateExpr]) -> list[DateExpr]:
        """«من ظهر السبت حتى فجر الأحد»: two dates with «to» between them are one stretch."""
        joined: list[DateExpr] = []
        for date in dates:
            last = joined[-1] if joined else None
            if last and last.first and date.first and last.first <= date.first and last.kind in _OPEN and date.kind is DateKind.POINT:
                between = self.text.words[self.text.token_at(last.end - 1) + 1 : self.text.token_at(date.start)]
                if len(between) <= _GAP and any(self._reaches(word) for word in between):
                    joined[-1] = replace(last, end=date.end, last=date.last or date.first, end_time=date.end_time, kind=DateKind.INTERVAL)
                    continue
            joined.append(date)
        return joined

    def _reaches(self, word: str) -> bool:
        """Whether a word says that a time reaches to what follows («حتى», «وحتى»)."""
        return self._lexicon.prepositions.get(word.removeprefix(_JOINER)) == "to"

    def date_tokens(self) -> list[tuple[int, int]]:
        """Tokens [first, behind) of every date."""
        return [(self.text.token_at(date.start), self.text.token_at(date.end - 1) + 1) for date in self.dates]

    def date_from_before(self, draft: Draft, before: Sequence[Draft]) -> None:
        """A date that goes on: a speaker who goes on tells of the same day; a toll for a while is the toll of the campaign told before."""
        first, behind = self.text.sentences[draft.sentence]
        start, end = self.text.span(first, behind)
        lasting = [date for date in within(self.dates, start, end, _start) if date.kind is DateKind.DURATION]
        lasting = [date for date in lasting if not self._negated(date)] if self._step(draft) is None else []
        lasting = [date for date in lasting if not any(t.rule == NAMES and t.start <= date.start < t.end for t in draft.tolls)]  # ages
        length = self.durations.days(self.text, lasting[0]) if lasting else None
        if length and length >= _YEAR and lasting[0].rule == "duration" and draft.kind not in _ONGOING:
            length = None  # «آية كريم، ثلاث سنوات»: an age
        if length and (draft.tolls or draft.kind in _ONGOING) and self.report.published is not None:
            if self._ended(draft):
                draft.date = lasting[0]  # how long, nobody says since when
                return
            running = [other for other in before if other.kind in _ONGOING and other.days() and other.paragraph == draft.paragraph]
            if running:
                draft.date = running[-1].date
            else:
                since = self.report.published - dt.timedelta(days=length)
                draft.date = replace(
                    lasting[0], first=since, last=self.report.published, kind=DateKind.INTERVAL, precision=DatePrecision.MONTH
                )
            if draft.tolls:
                draft.tolls = [replace(toll, aggregate_hint=True) for toll in draft.tolls]
            return
        if draft.stance is Stance.PLANNED or self._long_past(draft) or self._step(draft) is not None:
            return
        if later(self.text, self._lexicon, draft):
            told = self._day_of_paragraph(draft)
            if told is not None and told.first != self.report.published:
                self._sequels.add(draft.anchor[0])  # «…، قبل أن تعلن القوات استعادة السيطرة»: nobody says on which day
            return
        last = before[-1] if before else None
        speaks_on = draft.kind is not EventKind.DISPLACEMENT and self.attributions.begin_in(start, start + _OPENING)
        answers = not self._before_today(draft) and (self._answers(draft) or (last is not None and self._also(draft, last)))
        if (
            (speaks_on or answers)
            and last
            and last.date
            and (last.date.kind is DateKind.POINT or of_a_night(last.date))  # what goes on since Tuesday dates no single happening
            and last.date.start not in self._over
            and (last.paragraph == draft.paragraph or answers)
            and draft.sentence - last.sentence <= 1 + answers  # a blank line between
            and last.kind not in _ONGOING
        ):
            draft.date = last.date
        else:
            draft.date = self._day_of_paragraph(draft) or self._day_of_list(draft, before)

    def _day_of_list(self, draft: Draft, before: Sequence[Draft]) -> DateExpr | None:
        """The day told above a row of lines with bullets («قتل عشرة أمس بقصف على مدن عدة: …»), whose details they are."""
        told = [other.date for other in before if other.sentence == draft.item_of and other.story is Story.MAIN]
        dates = {date for date in told if date is not None}
        day = dates.pop() if len(dates) == 1 else None
        single = day is not None and day.kind is DateKind.POINT and day.precision is DatePrecision.DAY
        return day if single else None

    def _ended(self, draft: Draft) -> bool:
        """Whether what went on for a while was over before what its sentence tells: «اتفاق عقب حصار استمر 70 يوما»."""
        hit = draft.frame.hits[0].first if draft.frame.hits else 0
        words = self.text.words[hit - 1 : hit] if hit else ()
        return draft.kind in _ONGOING and not (self._lexicon.causes | self._lexicon.sinces).isdisjoint(words)

    def _negated(self, length: DateExpr) -> bool:
        """Whether a length of time is one that had not passed: «لم تمض على عودته ستة أيام»."""
        at = self.text.token_at(length.start)
        first = max(self.text.sentences[self.text.sentence_of(at)][0], at - _NOT_YET)
        return not self._lexicon.negations.isdisjoint(self.text.words[first:at])

    def _day_of_paragraph(self, draft: Draft) -> DateExpr | None:
        """The day that its paragraph told last before the sentence of an event that happened there and then."""
        if self._before_today(draft) or draft.story is not Story.MAIN or draft.kind in _LASTING or not draft.sites:
            return None
        if draft.stance is Stance.DENIED:  # what was not has no day of its own
            return None
        when = [date for date in self._when or () if date.start not in self._over and self.asides.pronoun(date) is None]
        when = [date for date in when if date.rule != MIDNIGHT]
        return day_of_paragraph(self.text, self._paragraphs, when, draft.sentence, draft.frame.first)

    def _spanning(self, draft: Draft, date: DateExpr) -> DateExpr:
        """«منذ» and what goes on reach to the day of publication."""
        if date.kind is DateKind.SINCE and self.report.published is not None and date.first is not None:
            return replace(date, last=max(date.first, self.report.published))
        today = self.report.published
        going_on = draft.kind in _ONGOING and date.kind is DateKind.POINT and draft.stance is not Stance.PLANNED
        if going_on and date.first is not None and today is not None and date.first < today:
            return replace(date, last=today)
        return date


def _start(date: DateExpr) -> int:
    return date.start
