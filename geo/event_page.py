"""What the event step asks of a report: where a clause stands, which place was told before, whether it is an event (when: `PageTimes`)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from gazetteer.arabic import ARTICLE
from gazetteer.models import PlaceKind
from geo.asides import Asides
from geo.date_expr import DateExpr
from geo.draft import Draft
from geo.durations import DurationReader
from geo.event_lexicon import EventLexicon
from geo.event_times import PageTimes
from geo.frame_places import comes_near, dateline, finest, said_role, usable
from geo.frames import Frame
from geo.merging import REMOTE
from geo.models import EventKind, Mention, Report, Stance, Story
from geo.page_lines import bodies, headlines_below, paragraphs
from geo.phrases import beginning
from geo.stretches import Stretches
from geo.text import Text
from geo.tolls import Toll

_OF_PEOPLE = ("home", "homeland", "person", "speaker")  # roles of places that only say whose people those are
_JOINER = "و"
_AT = frozenset({"on", "in"})
_SHORT_BODY = 16  # words of a paragraph that is no headline, with a full stop
_PERFECT_REACH = 7  # tokens from «كان» over its subject to «قد»
_HABIT_REACH = 9  # tokens between a trigger and «بشكل متكرر»
_CAUSE_REACH = 8  # tokens from a trigger over «خلال مداهمة» to the place that both share
_COMMAS = frozenset("،,.؛")
_GONE = 3  # tokens from «بالفرار» to where they fled
_HEADING = 8  # words of a heading between paragraphs
_FULL, _BULLETS = frozenset(".؟!…]"), frozenset("-–•*")
_DENIABLE = {*REMOTE, EventKind.CAPTURE, EventKind.WITHDRAWAL}
_DEALS = {EventKind.AGREEMENT, EventKind.CEASEFIRE}
_SEIZED = {EventKind.ARREST, EventKind.PRISONER_EXCHANGE}
_RECALLED = 4  # tokens from «الذي» over «كانت قد» to what was done to him
_DECLARED = 9  # tokens from «أعلن» over who did to the deal
_LABEL = 4  # tokens of a heading that only says what follows, with its end
_FEW = 3  # places that a clause without any may speak of
_LOOK_BACK = 2  # sentences that a place may be taken over from
_TITLE, _CAPTION, _CAPTIONS = 40, 14, 3  # tokens of a headline and of a caption under it, less than; lines of both
_LAID, _LAYING = (EventKind.LANDMINE, EventKind.EXPLOSION), {"mine", "ied"}


class Page(PageTimes):
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
        self.times_of_counts: set[int] = set()
        self.asides = Asides(text, lexicon, report.published)
        self._when: list[DateExpr] | None = None  # dates of happenings, known once the attributions are
        self._over: set[int] = set()
        self._sequels: set[int] = set()
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

    def in_sentence(self, sites: Sequence[int], sentence: int) -> bool:
        """Whether a mention among `sites` stands in a sentence."""
        first, behind = self.text.sentences[sentence]
        return any(first <= self.tokens[k][0] < behind for k in sites)

    # -- places told before ------------------------------------------------------------------------------------------------------------

    def abroad(self, frame: Frame) -> bool:
        """Whether a frame without a place in the country tells of one beyond its borders: «سقطت قذائف على بلدة كلس»."""
        if frame.sites or not frame.hits:
            return False
        first = frame.hits[0].first
        near = range(bisect_left(self.tokens, (first,)), bisect_left(self.tokens, (frame.behind,)))
        foreign = (k for k in near if self.mentions[k].kind is PlaceKind.FOREIGN_PLACE and self.mentions[k].literal)
        return any(self._lexicon.prepositions.get(self.text.words[self.tokens[k][0] - 1]) in _AT for k in foreign)

    def sites_before(self, frame: Frame, *, several: bool = False) -> list[int]:
        """The places that a frame without places speaks of: those of the raid or fight that it was part of («… خلال مداهمة قرية كذا»),
        those of its own sentence before it, else of the sentences before. `several`: also where they are a long list.
        """
        if self.abroad(frame):
            return []
        if self._lexicon.countrywide.meets(self.text.words, range(frame.first, frame.behind)):
            near = range(bisect_left(self.tokens, (frame.first,)), bisect_left(self.tokens, (frame.behind,)))
            lands = (k for k in near if self.mentions[k].kind is PlaceKind.COUNTRY and self.mentions[k].literal)
            return [*lands][:1]  # «في مناطق متفرقة من سوريا»
        if self.story(frame) is Story.FURNITURE:  # headlines of other stories do not speak of one another
            goes_on = bool(frame.hits) and frame.hits[0].joined and frame.hits[0].trigger.voice == "active"  # «… تداهم كذا وتعتقل شبانا»
            headline = self._told_in(self.text.sentences[frame.sentence][0], frame.first) if goes_on else []
            return self._sites_behind(frame, of_cause=False) or finest(headline, self.mentions)
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
            own = sentence == frame.sentence
            again = self._meant_again(first, frame.behind if own else behind) if own or not inside else None
            if again is not None:
                return [again]
            if inside:
                sites = finest(inside, self.mentions)
                few = several or len(sites) <= _FEW or (own and self._upon(frame))
                broad = not own and all(self.mentions[k].kind is PlaceKind.REGION for k in sites)
                return sites if few and not broad else []
            if 1 < behind - first <= _LABEL and self._is_heading(sentence):
                break  # what stands above «تطورات أخرى» is another matter
        return self._tagged_behind(frame)

    def meant_in(self, frame: Frame, sites: list[int]) -> list[int]:
        """The sites of a frame; where «على البلدة» stands before them, closed by a comma, the place that it speaks of instead."""
        first = min((self.tokens[k][0] for k in sites), default=0)
        if not frame.hits or first < frame.hits[0].behind:
            return sites
        stop = next((at for at in range(frame.hits[0].behind, first) if self.text.words[at] in _COMMAS), None)
        meant = None if stop is None else self._meant_again(frame.hits[0].behind, stop)
        return sites if meant is None else [meant]

    def _upon(self, frame: Frame) -> bool:
        """Whether a clause tells what came before or with the rest of its sentence («سيطرت … على كذا وكذا، بعد معارك عنيفة»)."""
        at = frame.hits[0].first - 1 if frame.hits else 0
        return at > 0 and self.text.words[at] in self._lexicon.causes

    def _meant_again(self, first: int, behind: int) -> int | None:
        """The place that «المدينة», «في البلدة» among the tokens [first, behind) speaks of: the last one of the kind told before."""
        for at in range(first, behind):
            word = self.text.words[at]
            meant = self._lexicon.place_anaphora.get(word) or self._lexicon.place_anaphora.get(word[1:])
            if meant is None or self._qualified(at) or self._of_people(at, first):
                continue
            noun, kind = meant
            before = [k for k in range(bisect_left(self.tokens, (at,)) - 1, -1, -1) if usable(self.mentions[k])]
            of_kind = {kind} if kind != PlaceKind.CITY else set()  # a bare name of a city may stand for the governorate
            called = (k for k in before if self.mentions[k].kind in of_kind or self.text.words[self.tokens[k][0]].endswith(noun))
            found = next(called, None)  # «مدينة كذا»
            return next((k for k in before if self.mentions[k].kind == kind), None) if found is None else found
        return None

    def _of_people(self, at: int, floor: int) -> bool:
        """Whether the noun at a token only says whose people those are («شاب من أبناء القرية», «أهالي البلدة»)."""
        of = at > 0 and self._lexicon.prepositions.get(self.text.words[at - 1]) == "of"
        return of or said_role(self._lexicon, self.text.words, at, floor) in _OF_PEOPLE

    def _qualified(self, at: int) -> bool:
        """Whether the noun at a token is part of a name or followed by an adjective of its own («المدينة الصناعية»)."""
        k = bisect_left(self.tokens, (at + 1,))
        if (k and self.tokens[k - 1][1] > at) or (k < len(self.tokens) and self.tokens[k][0] <= at + 1):
            return True
        words = self.text.words
        if at + 1 >= len(words) or not words[at + 1].startswith(ARTICLE):
            return False
        return self._lexicon.nouns.at(words, at + 1) is None  # but «المدينة المحاصرة منذ أسبوعين»

    def _told_in(self, first: int, behind: int) -> list[int]:
        """The places that begin among the tokens [first, behind) and are not only whose home, base or surroundings they are."""
        words = self.text.words
        told = [k for k in self.named(first, behind) if said_role(self._lexicon, words, self.tokens[k][0], first) is None]
        told = [k for k in told if not comes_near(self._lexicon, self.text, self.mentions[k], self.tokens[k][0], first)]
        gone = self._lexicon.getaways  # «ولاذوا بالفرار باتجاه بلدة كذا»
        return [k for k in told if gone.isdisjoint(words[max(first, self.tokens[k][0] - _GONE) : self.tokens[k][0]])]

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

    # -- whether it is an event at all -----------------------------------------------------------------------------------------------

    def arrived(self, frame: Frame) -> bool:
        """Whether a frame tells of those who came to a place, not of their leaving («وصلت الحافلات إلى كذا»)."""
        hit = frame.hits[0]
        return self.text.words[hit.first][hit.clitic :] in self._lexicon.arrivals

    def _declared(self, draft: Draft) -> bool:
        """Whether a deal is told as one just made: a word of reaching it, or of declaring a truce, stands before it, in its clause."""
        frame, words = draft.frame, self.text.words
        hit, made = frame.hits[0], self._lexicon.declared if draft.kind is EventKind.CEASEFIRE else self._lexicon.reached
        if hit.definite or hit.past or hit.spoken_of:
            return False
        for at in range(hit.first - 1, max(frame.first, hit.first - _DECLARED) - 1, -1):
            if words[at] in _COMMAS:
                return False
            if words[at] in made or words[at][1:] in made:
                return True
        return False

    def _recalled(self, draft: Draft) -> bool:
        """Whether an event is only recalled: spoken of as known, by a relative clause, or as the reason of another."""
        hit = draft.frame.hits[0]
        before = self.text.words[max(0, hit.first - _RECALLED) : hit.first]
        known = draft.anaphoric and hit.behind - hit.first == 1  # not «القبض على»
        return known or not (self._lexicon.which | self._lexicon.causes).isdisjoint(before)

    def tells_bodies(self, toll: Toll) -> bool:
        """Whether a toll is told by bodies."""
        return not self._lexicon.corpses.isdisjoint(self.text.words[toll.first : toll.behind])

    def worth(self, draft: Draft) -> bool:
        """Whether a draft is told as an event: with a place or a date of its own, or with people hurt."""
        words = self.text.words[draft.frame.first : draft.frame.behind]
        own = draft.sites and (not draft.inherited or not self._lexicon.there.isdisjoint(words))  # «وزعت مساعدات هناك»
        if draft.demanded and not draft.tolls:
            return False
        again = (draft.anaphoric or draft.again) and draft.inherited and not draft.tolls
        if again or (not draft.sites and draft.story is Story.FURNITURE):
            return False
        if draft.stance is Stance.DENIED and draft.frame.hits and not draft.anaphoric and draft.kind in _DENIABLE:
            return True  # «لا صحة للأنباء عن غارة جوية»
        if draft.kind is EventKind.AGREEMENT and draft.sites and draft.actors:
            return True
        if draft.kind in _DEALS and draft.sites and self._declared(draft):
            return True  # «قصفت القوات المدينة … وأعلن الوزير وقفا لإطلاق النار»
        if draft.kind is EventKind.CAMPAIGN and draft.sites and (draft.tolls or (draft.date is not None and not draft.anaphoric)):
            return True  # «كثفت القوات هجماتها على المنطقة في 2019», «ومنذ بدء التصعيد قتل 740»
        if draft.kind in _LAID and not draft.tolls and {hit.trigger.kind for hit in draft.frame.hits} <= _LAYING:
            return False  # «ألغام تنتشر في الحقول»: nothing went off
        near = bool(draft.sites) and draft.inherited and self.text.sentence_of(self.tokens[draft.sites[0]][0]) == draft.sentence
        if near and (draft.kind is EventKind.DISPLACEMENT or (draft.kind in _SEIZED and not self._recalled(draft))):
            return True  # «قصفت القرية ما أدى إلى نزوح السكان», «القبض على مطلوب خلال مداهمة في كذا»
        if draft.kind is EventKind.DESTRUCTION and draft.sites and draft.inherited and draft.frame.hits[0].trigger.kind == draft.kind:
            return near  # «قصفت النقطة الطبية … وأخرجتها عن الخدمة»
        if draft.kind is EventKind.SIEGE and draft.sites and draft.date is not None:
            return True  # «وتحاصر القوات المنطقة منذ عام 2013»
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


def _next(tokens: Sequence[int], floor: int) -> int | None:
    """The first of some tokens, ascending, from `floor` on."""
    at = bisect_left(tokens, floor)
    return tokens[at] if at < len(tokens) else None
