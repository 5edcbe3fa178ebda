"""What the event step asks of a report: where a clause stands, which place was told before, when something happened, whether it counts."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from gazetteer.models import PlaceKind
from geo.date_expr import MIDNIGHT, DateExpr, DateKind, DatePrecision, says_when
from geo.draft import Draft
from geo.durations import DurationReader
from geo.event_lexicon import EventLexicon
from geo.finding import replace
from geo.frame_places import dateline, finest, said_role, usable
from geo.frames import Frame
from geo.merging import REMOTE
from geo.models import EventKind, Mark, Mention, Report, Stance, Story
from geo.page_lines import bodies, headlines_below, paragraphs
from geo.phrases import beginning
from geo.report_times import covered, day_of_paragraph, of_a_night
from geo.stretches import Stretches, within
from geo.text import Text
from geo.toll_names import NAMES
from geo.tolls import Toll

_JOINER = "و"
_GAP = 4  # tokens between two dates of one stretch
_OPEN = {DateKind.POINT, DateKind.SINCE}  # kinds of a date with which a stretch may begin
_OPENING = 3  # letters of a sentence within which its speaker is named
_SHORT_BODY = 16  # words of a paragraph that is no headline, with a full stop
_PERFECT_REACH = 7  # tokens from «كان» over its subject to «قد»
_HABIT_REACH = 9  # tokens between a trigger and «بشكل متكرر»
_CAUSE_REACH = 8  # tokens from a trigger over «خلال مداهمة» to the place that both share
_COMMAS = frozenset("،,.؛")
_SEMICOLONS = frozenset("؛;")
_HEADING = 8  # words of a heading between paragraphs
_FULL, _BULLETS = frozenset(".؟!…]"), frozenset("-–•*")
_LOOK_BACK = 2  # sentences that a place may be taken over from
_TITLE, _CAPTION, _CAPTIONS = 40, 14, 3  # tokens of a headline and of a caption under it, less than; lines of both
_AGO = {"ago", "last_span", "vague_past"}  # rules of dates that may tell of a past without a day
_DEALS = {EventKind.CEASEFIRE, EventKind.AGREEMENT}
_OPENING_WORDS = 4  # within which a sentence says that it goes on from the last
_YEAR = 365  # days
_COMPARED = 9  # tokens from «الأعنف» to «منذ عامين»
_NOT_YET = 10  # tokens from «لم تمض» to the time that had not passed
_NEWS, _RECALLED = 2, 60  # days within which news is told, and recalled («وكان المرصد قد أشار في 24 أيار إلى أن …»)
_WHILE = 3  # days above which a toll with words of counting is that of a period
_LAID, _LAYING = (EventKind.LANDMINE, EventKind.EXPLOSION), {"mine", "ied"}
_ONGOING = {EventKind.CAMPAIGN, EventKind.SIEGE}
_LASTING = _ONGOING | {EventKind.DEPLOYMENT}


class Page:
    """One report with everything that its earlier steps found, and the questions that the event step asks of it."""

    def __init__(
        self,
        lexicon: EventLexicon,
        report: Report,
        text: Text,
        mentions: tuple[Mention, ...],
        dates: tuple[DateExpr, ...],
        tolls: tuple[Toll, ...],
        durations: DurationReader,
    ) -> None:
        self.report = report
        self.text = text
        self.mentions = mentions
        self.dates = dates
        self.tolls = tolls
        self.headers = {toll.sentence: toll.header for toll in tolls if toll.header is not None}  # of the lines of lists
        self.tokens = [(text.token_at(m.start), text.token_at(m.end - 1) + 1) for m in mentions]
        self.durations = durations
        self.attributions = Stretches(())
        self._when: list[DateExpr] | None = None  # dates of happenings, known once the attributions are
        self._lead: int | None = None  # number of the first paragraph that tells something
        self._lexicon = lexicon
        self._furniture = Stretches(self._find_furniture())
        self._habits = lexicon.habits.scan(text)
        self._paragraphs = paragraphs(text)
        self._opening = self._headlines_above()

    # -- where a clause stands ------------------------------------------------------------------------------------------------------

    def clause(self, frame: Frame) -> tuple[int, int]:
        """Raw offsets of a frame's clause without the signs at its ends."""
        first, behind = frame.first, max(frame.behind, frame.first + 1)
        while first < behind - 1 and self.text.words[first] in "\n،,.-–:؛•*":
            first += 1
        while behind - 1 > first and self.text.words[behind - 1] in "\n،,.-–:؛":
            behind -= 1
        return self.text.span(first, behind)

    def paragraph(self, token: int) -> int:
        """Number of the paragraph that holds a token."""
        return self._paragraphs[self.text.sentence_of(token)]

    def is_title(self, sentence: int) -> bool:
        """Whether a sentence is the headline: the first line of a longer text, without a full stop."""
        return self._paragraphs[sentence] == 0 and sentence < self._opening

    def _headlines_above(self) -> int:
        """How many sentences open the text as headlines and captions, each a line without a full stop that something follows."""
        words, lines = self.text.words, 0
        for number, (first, behind) in enumerate(self.text.sentences):
            length = behind - first
            if words[behind - 1] != "\n" or behind == len(words) or length >= (_TITLE if not lines else _CAPTION) or lines == _CAPTIONS:
                return number
            lines += length > 1
        return len(self.text.sentences)

    def is_lead(self, sentence: int) -> bool:
        """Whether a sentence sums up what follows: in the headline, a caption under it, the first paragraph, a heading between others."""
        if self._lead is None:
            found = bodies(self.text)
            self._lead = self.paragraph(found[0]) if len(found) > 1 else 0
        return sentence < self._opening or self._paragraphs[sentence] <= self._lead or self._is_heading(sentence)

    def _is_heading(self, sentence: int) -> bool:
        """Whether a sentence is a short line without a full stop between two paragraphs that end in one."""
        first, behind = self.text.sentences[sentence]
        words = self.text.words
        while first < behind and words[first] == "\n":
            first += 1
        if not first or behind >= len(words) or words[behind - 1] != "\n" or behind - first > _HEADING or words[first] in _BULLETS:
            return False
        before = next((words[at] for at in range(first - 1, -1, -1) if words[at] != "\n"), "")
        begins = next((at for at in range(behind, len(words)) if words[at] != "\n"), len(words))
        return words[behind - 2] not in _FULL and before in _FULL and "\n" not in words[begins : begins + _SHORT_BODY]

    def _find_furniture(self) -> list[tuple[int, int]]:
        """Stretches of tokens [first, behind) that are no part of the report: from a line such as «مقالات ذات صلة» to the page's end, or,
        where nothing of the report was told before it, to the report's first paragraph. An aside («اقرأ أيضا: …») ends with its line.
        """
        words = self.text.words
        told: list[int] | None = None
        found: list[tuple[int, int]] = []
        for hit in self._lexicon.furniture.scan(self.text):
            if hit.value == "comments":
                return [*found, (hit.first, len(words))]
            opens = hit.first
            while opens > 0 and words[opens - 1].isdigit():  # «4 ساعات مضت»
                opens -= 1
            if (opens and words[opens - 1] != "\n") or (found and opens < found[-1][1]):
                continue
            told = bodies(self.text) if told is None else told
            line_end = _next(self.text.places.get("\n", ()), hit.behind) or len(words)
            alone = line_end - hit.behind <= 1  # a colon at most
            begins = _next(told, opens + 1)
            if hit.value == "aside":
                found.append((opens, (begins or len(words)) if alone else line_end))
            elif told[0] < opens if told else opens > len(words) // 4:
                return [*found, (opens, len(words))]
            elif begins is not None and alone:
                found.append((opens, begins))
        headlines = headlines_below(self.text)
        return [*found, (headlines, len(words))] if headlines < len(words) else found

    def story_at(self, sentence: int) -> Story:
        """Main, background or furniture, by where the sentence stands and how it opens."""
        first, _ = self.text.sentences[sentence]
        if self._furniture.hold(first):
            return Story.FURNITURE
        at = first
        while at < len(self.text.words) and self.text.words[at] in "\n-–•*":
            at += 1
        opener = at < len(self.text.words) and self._lexicon.background.at(self.text.words, at)
        if opener and opener.value == "perfect":  # «كان التنظيم قد سيطر على …», not «كان في المدينة حين …»
            opener = None if self._lexicon.already.isdisjoint(self.text.words[at : at + _PERFECT_REACH]) else opener
        return Story.BACKGROUND if opener else Story.MAIN

    def story(self, frame: Frame) -> Story:
        """The story of a frame: that of its sentence; what happens again and again is background."""
        story = self.story_at(self.headers.get(frame.sentence, frame.sentence))  # a line of a list is of its header's story
        if frame.hits and frame.hits[0].standing and story is Story.MAIN:
            return Story.BACKGROUND
        again = story is Story.MAIN and bool(beginning(self._habits, frame.first, frame.behind))
        return Story.BACKGROUND if again else story

    def again(self, frame: Frame) -> bool:
        """Whether the triggers of a frame themselves tell what happens again and again, not only somebody in it («كان ينشط في …»)."""
        inside = [habit.first for habit in beginning(self._habits, frame.first, frame.behind)]
        return any(-_HABIT_REACH <= at - hit.first <= _HABIT_REACH for at in inside for hit in frame.hits)

    def is_speakers(self, index: int) -> bool:
        """Whether a mention only says where a source speaks: «وسائل الإعلام في دمشق نفت …»."""
        return self.attributions.hold(self.mentions[index].start)

    def named(self, first: int, behind: int) -> list[int]:
        """The mentions that an event can be at and that begin among the tokens [first, behind)."""
        numbers = range(bisect_left(self.tokens, (first,)), bisect_left(self.tokens, (behind,)))
        return [k for k in numbers if usable(self.mentions[k])]

    # -- places told before ------------------------------------------------------------------------------------------------------------

    def sites_before(self, frame: Frame) -> list[int]:
        """The places that a frame without places speaks of: those of the raid or fight that it was part of («… خلال مداهمة قرية كذا»),
        those of its own sentence before it, else of the sentences before.
        """
        if self.story(frame) is Story.FURNITURE:
            return self._sites_behind(frame, of_cause=False)  # headlines of other stories do not speak of one another
        behind_it = self._sites_behind(frame, of_cause=True)
        if behind_it:
            return behind_it
        if frame.hits and not frame.anaphoric and not self._told_before(frame):
            shared = self._sites_shared(frame)
            if shared:
                return shared
        looked = -1  # sentences looked at before this one, without blank lines
        for sentence in range(frame.sentence, -1, -1):
            first, behind = self.text.sentences[sentence]
            looked += behind - first > 1
            if looked > _LOOK_BACK:
                break
            inside = self._told_in(first, frame.first if sentence == frame.sentence else behind)
            inside = [k for k in inside if not dateline(self.text, self.tokens[k][0])] or inside
            if inside:
                sites = finest(inside, self.mentions)
                return sites if len(sites) <= 3 and not all(self.mentions[k].kind is PlaceKind.REGION for k in sites) else []
        return self._tagged_behind(frame)

    def _told_in(self, first: int, behind: int) -> list[int]:
        """The places that begin among the tokens [first, behind) and are not only whose home, base or surroundings they are."""
        words = self.text.words
        return [k for k in self.named(first, behind) if said_role(self._lexicon, words, self.tokens[k][0], first) is None]

    def _told_before(self, frame: Frame) -> bool:
        """Whether the sentence of a frame names a place before it."""
        return bool(self._told_in(self.text.sentences[frame.sentence][0], frame.first))

    def _sites_shared(self, frame: Frame) -> list[int]:
        """The places at the end of a sentence whose events are joined by «و» («مقتل رجل بالرصاص واعتقال أخويه في بلدة كذا»)."""
        words = self.text.words
        _, end = self.text.sentences[frame.sentence]
        behind = range(frame.behind, end)
        if frame.behind >= end or not (words[frame.behind].startswith(_JOINER) or words[frame.behind] in self._lexicon.followers):
            return []
        stop = next((at for at in behind if words[at] in _FULL or self._lexicon.openers.at(words, at) is not None), end)
        inside = self._told_in(frame.behind, stop)
        return finest(inside, self.mentions)

    def _tagged_behind(self, frame: Frame) -> list[int]:
        """The places of the hashtags right below: where a post that names no place says that it speaks of one."""
        last = min(frame.sentence + _LOOK_BACK + 1, len(self.text.sentences) - 1)
        first, end = self.text.sentences[frame.sentence][0], self.text.sentences[last][1]
        tagged = [k for k in self.named(first, end) if self.text.words[max(0, self.tokens[k][0] - 1)] == "#"]
        return finest(tagged, self.mentions)

    def sites_of_cause(self, frame: Frame) -> list[int]:
        """The places of the raid or fight behind a frame that it was part of («… خلال مداهمة قرية كذا»)."""
        return self._sites_behind(frame, of_cause=True)

    def _sites_behind(self, frame: Frame, *, of_cause: bool) -> list[int]:
        """The places of its sentence behind a frame; `of_cause`: only over «خلال», «إثر», with no other clause between."""
        words = self.text.words
        _, end = self.text.sentences[frame.sentence]
        inside = self._told_in(frame.behind, end)
        if not inside:
            return []
        opens = frame.hits[-1].behind if frame.hits else frame.first
        upon = self._lexicon.causes - self._lexicon.sinces
        caused = frame.behind < end and words[frame.behind] in upon  # «اشتباكات بين …، عقب عملية أمنية … في قرية كذا»
        between = words[frame.behind if caused else opens : self.tokens[inside[0]][0]]
        if of_cause:
            between = tuple(a for a, b in pairwise((*between, "")) if a not in _COMMAS or b not in self._lexicon.causes)  # «، خلال مداهمة»
        reach = _CAUSE_REACH * (3 if caused else 1)
        if of_cause and (self._lexicon.causes.isdisjoint(between) or not _COMMAS.isdisjoint(between) or len(between) > reach):
            return []
        return finest(inside, self.mentions)

    def of_a_while(self, toll: Toll) -> bool:
        """Whether a toll is that of a longer time, which its sentence tells: no single event told before has it."""
        if not toll.aggregate_hint:
            return False
        start, end = self.text.span(*self.text.sentences[toll.sentence])
        spans = ((d.first, d.last or self.report.published) for d in within(self.dates, start, end, _start) if says_when(d) and d.first)
        return any(last is not None and (last - first).days > _WHILE for first, last in spans)

    # -- time ------------------------------------------------------------------------------------------------------------------------

    def date(self, draft: Draft) -> None:
        """The date of an event: in its clause, else in its sentence before the clause, else in its paragraph's opening."""
        frame = draft.frame
        start, end = self.text.span(frame.first, max(frame.behind, frame.first + 1))
        first, _ = self.text.sentences[frame.sentence]
        opening = self.text.span(first, first + 1)[0]
        if self._when is None:
            self._when = [date for date in self.dates if says_when(date) and not (self._of_speech(date) or self._compared(date))]
        when = self._when
        inside = [date for date in within(when, start, end, _start) if not self._of_deal(draft, date)]
        before: Sequence[DateExpr] = [] if self._before_today(draft) else within(when, opening, start, _start)[-1:]
        inside = self._joined(inside)
        if not before and first > 1 and self.text.words[first - 1] in _SEMICOLONS and not self._before_today(draft):
            part = self.text.span(self.text.sentences[self.text.sentence_of(first - 1)][0], first)
            before = [date for date in within(when, *part, _start) if date.kind is not DateKind.SINCE][-1:]  # «سجل أمس 30 خرقا؛ طال …»
        if any(date.rule == MIDNIGHT for date in inside):  # «يوم الأحد … منتصف الليل»
            told = before or self._day_of_paragraph(draft) is not None
            inside = [date for date in inside if date.rule != MIDNIGHT] or ([] if told else inside)
        spans = [date for date in inside if date.kind is DateKind.INTERVAL and not of_a_night(date)]
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
            else self._date_shared(draft, when) or self._day_told(draft)
        )
        if chosen is None:
            return
        draft.date = self._spanning(draft, chosen)
        draft.marks.append(Mark(field="date", start=chosen.start, end=chosen.end, rule=chosen.rule))

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
        return not (self._lexicon.answers | self._lexicon.thereupon).isdisjoint(self.text.words[opening:hit])

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
        return not self._lexicon.unlike.isdisjoint(words[last + 1 :])

    def _of_deal(self, draft: Draft, date: DateExpr) -> bool:
        """Whether a date is that of what held no less or was signed long before («رغم الهدنة الموقعة في آذار»)."""
        words, opens = self.text.words, self._lexicon.concessions | (frozenset() if draft.kind in _DEALS else self._lexicon.signed)
        for at in range(self.text.token_at(date.start) - 1, draft.frame.first - 1, -1):
            if words[at] in _COMMAS or any(hit.first <= at < hit.behind for hit in draft.frame.hits):
                return False
            if words[at] in opens:
                return True
        return False

    def _date_shared(self, draft: Draft, when: Sequence[DateExpr]) -> DateExpr | None:
        """The date at the end of its sentence, for an event that takes its place from there too."""
        _, end = self.text.sentences[draft.frame.sentence]
        shares = draft.inherited and draft.sites and all(draft.frame.behind <= self.tokens[k][0] < end for k in draft.sites)
        if not shares or self._before_today(draft):
            return None
        start, behind = self.text.span(draft.frame.behind, end)
        return next(iter(within(when, start, behind, _start)), None)

    def _day_told(self, draft: Draft) -> DateExpr | None:
        """The day on which it was told, where that was before the report: «أشار المرصد أمس إلى أن القوات قصفت …»."""
        if self.report.published is None or self._before_today(draft):
            return None
        start, _ = self.text.span(*self.text.sentences[draft.sentence])
        told = [date for date in within(self.dates, start, draft.anchor[0], _start) if says_when(date) and date.kind is DateKind.POINT]
        reach, today = _NEWS if draft.story is Story.MAIN else _RECALLED, self.report.published
        return next((date for date in told[::-1] if date.last is not None and 0 < (today - date.last).days <= reach), None)

    @staticmethod
    def _before_today(draft: Draft) -> bool:
        """Whether an event is not of the day that its sentence tells of: it was over before, or is still to come."""
        return draft.stance is Stance.PLANNED or (bool(draft.frame.hits) and draft.frame.hits[0].past)

    def covered(self) -> DateExpr | None:
        """The period that the report as a whole covers, where it is a roundup."""
        return covered(self.text, self.dates, self._lexicon.roundups, self.report.published)

    def undated(self, draft: Draft) -> bool:
        """Whether an event without a date word did not happen on the day of publication either."""
        return self._before_today(draft) or draft.story is not Story.MAIN or self._long_past(draft)

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
        lasting = [date for date in lasting if not self._negated(date)]
        lasting = [date for date in lasting if not any(t.rule == NAMES and t.start <= date.start < t.end for t in draft.tolls)]  # ages
        length = self.durations.days(self.text, lasting[0]) if lasting else None
        if length and length >= _YEAR and lasting[0].rule == "duration" and draft.kind not in _ONGOING:
            length = None  # «آية كريم، ثلاث سنوات»: an age
        if length and (draft.tolls or draft.kind in _ONGOING) and self.report.published is not None:
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
        if draft.stance is Stance.PLANNED or self._long_past(draft):
            return
        last = before[-1] if before else None
        speaks_on = self.attributions.begin_in(start, start + _OPENING)
        answers = not self._before_today(draft) and (self._answers(draft) or (last is not None and self._also(draft, last)))
        if (
            (speaks_on or answers)
            and last
            and last.date
            and (last.paragraph == draft.paragraph or answers)
            and draft.sentence - last.sentence <= 1 + answers  # a blank line between
            and last.kind not in _ONGOING
        ):
            draft.date = last.date
        else:
            draft.date = self._day_of_paragraph(draft)

    def _negated(self, length: DateExpr) -> bool:
        """Whether a length of time is one that had not passed: «لم تمض على عودته ستة أيام»."""
        at = self.text.token_at(length.start)
        first = max(self.text.sentences[self.text.sentence_of(at)][0], at - _NOT_YET)
        return not self._lexicon.negations.isdisjoint(self.text.words[first:at])

    def _day_of_paragraph(self, draft: Draft) -> DateExpr | None:
        """The day that its paragraph told last before the sentence of an event that happened there and then."""
        if self._before_today(draft) or draft.story is not Story.MAIN or draft.kind in _LASTING or not draft.sites:
            return None
        return day_of_paragraph(self.text, self._paragraphs, self._when or (), draft.sentence, draft.frame.first)

    def _spanning(self, draft: Draft, date: DateExpr) -> DateExpr:
        """«منذ» and what goes on reach to the day of publication."""
        if date.kind is DateKind.SINCE and self.report.published is not None and date.first is not None:
            return replace(date, last=max(date.first, self.report.published))
        today = self.report.published
        going_on = draft.kind in _ONGOING and date.kind is DateKind.POINT and draft.stance is not Stance.PLANNED
        if going_on and date.first is not None and today is not None and date.first < today:
            return replace(date, last=today)
        return date

    # -- whether it is an event at all -----------------------------------------------------------------------------------------------

    def worth(self, draft: Draft) -> bool:
        """Whether a draft is told as an event: with a place or a date of its own, or with people hurt."""
        own = draft.sites and not draft.inherited
        if draft.demanded and not draft.tolls:
            return False
        again = (draft.anaphoric or draft.again) and draft.inherited and not draft.tolls
        if again or (not draft.sites and draft.story is Story.FURNITURE):
            return False
        if draft.stance is Stance.DENIED and draft.frame.hits and not draft.anaphoric and draft.kind in REMOTE:
            return True  # «لا صحة للأنباء عن غارة جوية»
        if draft.kind is EventKind.AGREEMENT and draft.sites and draft.actors:
            return True
        if draft.kind is EventKind.CAMPAIGN and draft.sites and not draft.anaphoric and (draft.tolls or draft.date is not None):
            return True  # «كثفت القوات هجماتها على المنطقة في 2019»
        if draft.kind in _LAID and not draft.tolls and {hit.trigger.kind for hit in draft.frame.hits} <= _LAYING:
            return False  # «ألغام تنتشر في الحقول»: nothing went off
        if draft.kind is EventKind.DESTRUCTION and draft.sites and draft.inherited and draft.frame.hits[0].trigger.kind == draft.kind:
            return self.text.sentence_of(self.tokens[draft.sites[0]][0]) == draft.sentence  # «قصفت النقطة الطبية … وأخرجتها عن الخدمة»
        if draft.kind in (
            EventKind.AGREEMENT,
            EventKind.CAMPAIGN,
            EventKind.SIEGE,
            EventKind.DEPLOYMENT,
            EventKind.AID,
            EventKind.DESTRUCTION,
        ):
            return bool(own)
        if own:
            return True
        return (
            (bool(draft.sites) and (bool(draft.tolls) or draft.date is not None or bool(draft.actors) or draft.apart))
            or bool(draft.tolls)
            or (draft.date is not None and draft.frame.hits != [])
        )


def _start(date: DateExpr) -> int:
    return date.start


def _next(tokens: Sequence[int], floor: int) -> int | None:
    """The first of some tokens, ascending, from `floor` on."""
    at = bisect_left(tokens, floor)
    return tokens[at] if at < len(tokens) else None
