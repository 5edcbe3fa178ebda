"""Mentions, dates, numbers, actors, claims → events: what happened, where, when, to whom, and who says so.

Frames come from `geo.frames`. Here each gets its places (also those told before: «في القرية»), its date, its toll, its actors and its
claims; `geo.merging` joins what tells the same occurrence. Every field leaves a mark: the words that made it, and the rule.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from gazetteer.models import PlaceKind
from geo.actors import ActorFinder, ActorSpan, ActorTable
from geo.casualties import Toll
from geo.claims import ClaimReader, ClaimSpan, stance_at
from geo.crosswalk import Crosswalk
from geo.date_expr import DateExpr, DateKind, DatePrecision, acled_time_precision, ucdp_date_prec
from geo.durations import DurationReader
from geo.draft import Draft, place_id
from geo.event_lexicon import EventLexicon
from geo.figures import FigureReader
from geo.frames import Frame, FrameFinder, finest, usable, wide
from geo.merging import merge
from geo.models import (
    ActorRef,
    Casualties,
    Claim,
    DateBasis,
    Event,
    EventKind,
    EventStatus,
    Group,
    Mark,
    Mention,
    Report,
    Role,
    Span,
    Stance,
    Story,
)
from geo.numbers import NumberExpr
from geo.roles import roles
from geo.text import Text
from geo.toll_lists import Item, read_lists

_GAP = 3  # tokens between two dates of one stretch
_OPENING = 3  # letters of a sentence within which its speaker is named
_LOOK_BACK = 2  # sentences that a place may be taken over from
_JOURNEYS = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.AID, EventKind.REINFORCEMENT}
_ONGOING = {EventKind.CAMPAIGN, EventKind.SIEGE}


class EventFinder:
    """Finds the events of one report at a time. Holds the lexicons only."""

    def __init__(
        self,
        lexicon: EventLexicon,
        actors: ActorFinder,
        table: ActorTable,
        claims: ClaimReader,
        crosswalk: Crosswalk,
        figures: FigureReader,
    ) -> None:
        self._lexicon = lexicon
        self._frames = FrameFinder(lexicon)
        self._actors = actors
        self._table = table
        self._claims = claims
        self._crosswalk = crosswalk
        self._figures = figures
        self._durations = DurationReader.load()

    @staticmethod
    def load() -> EventFinder:
        """The finder with the shipped lexicons."""
        return EventFinder(
            EventLexicon.load(), ActorFinder.load(), ActorTable.load(), ClaimReader.load(), Crosswalk.load(), FigureReader.load()
        )

    def find(
        self,
        report: Report,
        text: Text,
        mentions: Sequence[Mention],
        dates: Sequence[DateExpr],
        numbers: Sequence[NumberExpr],
        tolls: Sequence[Toll],
    ) -> tuple[Event, ...]:
        """The events of a report, in the order in which the text first tells them."""
        page = _Page(self._lexicon, report, text, tuple(mentions), tuple(dates), tuple(tolls), read_lists(text, tolls, numbers), self._durations)
        actors = self._actors.find(text, report.published, report.source)
        claims = self._claims.read(text, report.source)
        drafts = [self._draft(page, frame) for frame in self._frames.find(text, mentions, page.tokens, page.date_tokens()) if frame.kind is not None]
        drafts = self._with_tolls(page, drafts)
        page.attributions = [(claim.start, claim.end) for claim in claims]
        for number, draft in enumerate(drafts):
            page.date(draft)
            if draft.date is None:
                page.date_from_before(draft, drafts[:number])
            self._act(page, draft, actors)
            self._say(draft, claims)
            draft.figures += self._figures.read(text, draft.frame, numbers, tolls, draft.claims)
        for sentence, figures in self._figures.loose(text, {d.sentence for d in drafts}, numbers, tolls, claims).items():
            home = next((d for d in reversed(drafts) if d.kind in _JOURNEYS and 0 < sentence - d.sentence <= _LOOK_BACK), None)
            if home is not None:
                home.figures += figures
        merged = merge([draft for draft in drafts if page.worth(draft)], page.mentions)
        return tuple(self._event(page, draft) for draft in merged)

    # -- steps of one event -----------------------------------------------------------------------------------------------------------

    def _draft(self, page: _Page, frame: Frame) -> Draft:
        assert frame.kind is not None
        hit = frame.hits[0]
        start, end = page.text.span(hit.first, hit.behind)
        start += hit.clitic
        draft = Draft(
            kind=frame.kind, frame=frame, sentence=frame.sentence, paragraph=page.paragraph(frame.first), anchor=(start, end),
            evidence=[page.clause(frame)], sites=list(frame.sites), origin=frame.origin, destination=frame.destination,
            title=page.is_title(frame.sentence), anaphoric=frame.anaphoric, story=page.story(frame), vague=frame.weapon is None and hit.trigger.kind in ("strike", "attack"),
        )  # fmt: skip
        draft.marks.append(
            Mark(
                field="kind",
                start=start,
                end=end,
                rule=f"{hit.trigger.voice}-{hit.trigger.kind}" + (f"-{frame.weapon}" if frame.weapon else ""),
            )
        )
        if not draft.sites:
            draft.sites = page.sites_before(frame)
            draft.inherited = True
        return draft

    def _with_tolls(self, page: _Page, drafts: list[Draft]) -> list[Draft]:
        """Give each toll to the event that caused it; a toll that no trigger explains is an event of its own."""
        found = list(drafts)
        for toll in page.tolls:
            sentence = page.text.sentence_of(toll.first)
            owner = _owner(toll, [draft for draft in drafts if draft.sentence == sentence])
            if owner is None and page.story_at(sentence) is not Story.FURNITURE:
                owner = page.cause_before(drafts, sentence)
            if owner is not None:
                owner.tolls.append(toll)
            else:
                bare = self._bare_toll(page, toll, sentence, drafts)
                if bare is not None:
                    found.append(bare)
        return sorted(found, key=lambda draft: draft.anchor)

    def _bare_toll(self, page: _Page, toll: Toll, sentence: int, drafts: Sequence[Draft]) -> Draft | None:
        """An event for people killed of whom only that is told."""
        if toll.killed is None:
            return None
        alone = not drafts
        first, behind = page.text.sentences[sentence]
        frame = Frame(sentence, first, behind, [], kind=EventKind.OTHER_VIOLENCE)
        inside = [k for k, (at, _) in enumerate(page.tokens) if first <= at < behind and usable(page.mentions[k])]
        sites = finest(inside, page.mentions)
        draft = Draft(
            kind=EventKind.OTHER_VIOLENCE, frame=frame, sentence=sentence, paragraph=page.paragraph(first), anchor=(toll.start, toll.end),
            evidence=[page.clause(frame)], sites=sites, tolls=[toll], title=page.is_title(sentence), story=page.story(frame), vague=True,
        )  # fmt: skip
        if not sites:
            draft.sites = page.sites_before(frame)
            draft.inherited = True
        return draft if draft.sites or alone else None

    def _act(self, page: _Page, draft: Draft, actors: Sequence[ActorSpan]) -> None:
        """Who did it and to whom, from the grammar around the trigger."""
        frame = draft.frame
        first, behind = page.text.sentences[frame.sentence]
        near = [actor for actor in actors if first <= actor.first < behind]
        hit = frame.hits[0] if frame.hits else None
        if hit and hit.light is not None:
            hit = replace(hit, first=hit.light, behind=hit.light + 1, trigger=replace(hit.trigger, voice="active"))
        if hit and hit.trigger.voice == "entry":
            hit = replace(hit, trigger=replace(hit.trigger, voice="active"))
        at, until, voice = (hit.first, hit.behind, hit.trigger.voice) if hit else (draft.tolls[0].first, draft.tolls[0].behind, "passive")
        span = (frame.first if len(frame.hits) else first, frame.behind)
        given = roles(page.text, tuple(near), at, until, voice, span)
        seen: set[tuple[str, Role]] = set()
        for actor, role in given:
            info = self._table.get(actor.actor)
            if info is None or (actor.actor, role) in seen:
                continue
            seen.add((actor.actor, role))
            draft.actors.append(ActorRef(id=actor.actor, name_en=info.name_en, name_ar=info.name_ar, role=role))
            draft.marks.append(Mark(field="actor", start=actor.start, end=actor.end, rule=f"{role.value}-{actor.rule}"))
        self._settle_kind(draft)

    @staticmethod
    def _settle_kind(draft: Draft) -> None:
        """Shots by armed forces at each other are no assassination; deaths at the hands of unknown gunmen are."""
        initiators = {actor.id for actor in draft.actors if actor.role is Role.INITIATOR}
        unknown = not initiators or any("unknown" in actor for actor in initiators)
        shot = draft.frame.weapon == "gun"
        if draft.kind is EventKind.ASSASSINATION and shot and not unknown:
            draft.kind = EventKind.OTHER_VIOLENCE
        elif draft.kind is EventKind.OTHER_VIOLENCE and any("unknown" in actor for actor in initiators):
            draft.kind = EventKind.ASSASSINATION
        elif draft.kind is EventKind.ASSASSINATION and shot and not draft.tolls and not any("unknown" in actor for actor in initiators):
            draft.kind = EventKind.OTHER_VIOLENCE

    @staticmethod
    def _say(draft: Draft, claims: Sequence[ClaimSpan]) -> None:
        """Who says it, and whether it is asserted, denied, planned or alleged."""
        stance, said = stance_at(claims, *draft.anchor)
        draft.stance = stance
        if said is not None:
            draft.claims.append(Claim(by=said.by, via=said.via, stance=stance, evidence=said.scope))
            draft.marks.append(Mark(field="source", start=said.start, end=said.end, rule=said.rule))

    # -- the finished event -------------------------------------------------------------------------------------------------------------

    def _event(self, page: _Page, draft: Draft) -> Event:
        codes = self._crosswalk.codes(draft.kind)
        killed, injured = toll_of(draft.tolls, "killed"), toll_of(draft.tolls, "injured")
        days, basis = draft.days(), DateBasis.TEXT
        if days is None and page.report.published is not None and draft.date is None:
            days, basis = (page.report.published, page.report.published), DateBasis.PUBLISHED
        marks = list(draft.marks)
        for toll in draft.tolls:
            marks += toll.marks
        precision = draft.date.precision if draft.date is not None else DatePrecision.DAY
        stated = bool(days) and basis is DateBasis.TEXT
        return Event(
            id=self._identity(page, draft), kind=draft.kind, acled=codes.acled, plover=codes.plover, story=draft.story,
            sites=tuple(draft.sites), origin=draft.origin, destination=draft.destination,
            start=days[0] if days else None, end=days[1] if days else None,
            start_time=draft.date.start_time if draft.date else None, end_time=draft.date.end_time if draft.date else None,
            date_basis=basis if days else None,
            acled_time_precision=acled_time_precision(days[0], days[1], precision) if days else None,
            ucdp_date_prec=(ucdp_date_prec(days[0], days[1], precision) if stated else 2) if days else None,
            actors=tuple(draft.actors), killed=_aggregated(killed, draft), injured=_aggregated(injured, draft), figures=tuple(draft.figures),
            stance=draft.stance, claims=tuple(draft.claims), status=_status(draft),
            evidence=tuple(Span(start=a, end=b) for a, b in sorted(set(draft.evidence))),
            confidence=_confidence(draft, page.mentions), rule=marks[0].rule if marks else "toll-without-cause",
            marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.field))),
        )  # fmt: skip

    @staticmethod
    def _identity(page: _Page, draft: Draft) -> str:
        """Stable: of the report's digest, the kind, the first evidence span and the first site; other events do not change it."""
        site = place_id(page.mentions[draft.sites[0]]) if draft.sites else ""
        seed = f"{page.report.sha256}|{draft.kind.value}|{draft.anchor[0]}-{draft.anchor[1]}|{site}"
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class _Page:
    """One report with everything that its earlier steps found, and the questions that the event step asks of it."""

    def __init__(
        self,
        lexicon: EventLexicon,
        report: Report,
        text: Text,
        mentions: tuple[Mention, ...],
        dates: tuple[DateExpr, ...],
        tolls: tuple[Toll, ...],
        items: tuple[Item, ...],
        durations: DurationReader,
    ) -> None:
        self.report = report
        self.text = text
        self.mentions = mentions
        self.dates = dates
        self.items = {item.sentence: item for item in items}
        first_tokens = {sentence: text.sentences[sentence] for sentence in self.items}
        kept = [t for t in tolls if not any(a <= t.first < b for a, b in first_tokens.values())]
        self.tolls = tuple(sorted((*kept, *(item.toll for item in items)), key=lambda t: (t.start, t.end)))
        self.tokens = [(text.token_at(m.start), text.token_at(m.end - 1) + 1) for m in mentions]
        self.durations = durations
        self.attributions: list[tuple[int, int]] = []
        self._lexicon = lexicon
        self._furniture_from = self._find_furniture()
        self._paragraphs = _paragraphs(text)

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
        first, behind = self.text.sentences[sentence]
        return (
            self._paragraphs[sentence] == 0
            and self.text.words[behind - 1] == "\n"
            and behind - first < 40
            and behind < len(self.text.words)
        )

    def _find_furniture(self) -> int:
        """First token of the part of the page that is no more the report; the number of tokens when there is none."""
        words = self.text.words
        for hit in self._lexicon.furniture.scan(self.text):
            alone = (hit.first == 0 or words[hit.first - 1] == "\n") and hit.first > len(words) // 4
            if alone:
                return hit.first
        return len(words)

    def story_at(self, sentence: int) -> Story:
        """Main, background or furniture, by where the sentence stands and how it opens."""
        first, _ = self.text.sentences[sentence]
        if first >= self._furniture_from:
            return Story.FURNITURE
        at = first
        while at < len(self.text.words) and self.text.words[at] in "\n-–•*":
            at += 1
        opener = at < len(self.text.words) and self._lexicon.background.at(self.text.words, at)
        return Story.BACKGROUND if opener else Story.MAIN

    def story(self, frame: Frame) -> Story:
        """The story of a frame: that of its sentence."""
        return self.story_at(frame.sentence)

    # -- places told before ------------------------------------------------------------------------------------------------------------

    def sites_before(self, frame: Frame) -> list[int]:
        """The places that a frame without places speaks of: those of its own sentence before it, else of the sentences before."""
        if self.story(frame) is Story.FURNITURE:
            return []  # headlines of other stories do not speak of one another
        floor = max(0, frame.sentence - _LOOK_BACK)
        for sentence in range(frame.sentence, floor - 1, -1):
            first, behind = self.text.sentences[sentence]
            until = frame.first if sentence == frame.sentence else behind
            inside = [k for k, (at, _) in enumerate(self.tokens) if first <= at < until and usable(self.mentions[k])]
            if inside:
                sites = finest(inside, self.mentions)
                return sites if len(sites) <= 3 and not all(self.mentions[k].kind is PlaceKind.REGION for k in sites) else []
        return []

    def cause_before(self, drafts: Sequence[Draft], sentence: int) -> Draft | None:
        """The event that a toll in a sentence without a trigger belongs to: the last one told, up to two sentences before."""
        before = [draft for draft in drafts if sentence - _LOOK_BACK <= draft.sentence < sentence and draft.story is not Story.FURNITURE]
        return before[-1] if before else None

    # -- time ------------------------------------------------------------------------------------------------------------------------

    def date(self, draft: Draft) -> None:
        """The date of an event: in its clause, else in its sentence before the clause, else in the first words of its paragraph's opening."""
        frame = draft.frame
        start, end = self.text.span(frame.first, max(frame.behind, frame.first + 1))
        first, _ = self.text.sentences[frame.sentence]
        opening = self.text.span(first, first + 1)[0]
        when = [date for date in self.dates if _says_when(date) and not any(a <= date.start < b for a, b in self.attributions)]
        inside = [date for date in when if start <= date.start < end]
        before = [date for date in when if opening <= date.start < start]
        inside = self._joined(inside)
        spans = [date for date in inside if date.kind is DateKind.INTERVAL]
        item = self.items.get(frame.sentence)
        if item is not None and not inside:  # a line of a list happened in the time of its header
            a, b = self.text.span(*self.text.sentences[item.header])
            before = sorted(
                (date for date in self.dates if a <= date.start < b and _says_when(date)),
                key=lambda date: date.precision is DatePrecision.YEAR,
                reverse=True,
            )
        chosen = (
            spans[0]
            if spans
            else min(inside, key=lambda date: abs(date.start - draft.anchor[0]))
            if inside
            else before[-1]
            if before
            else None
        )
        if chosen is None:
            return
        draft.date = self._spanning(draft, chosen)
        draft.marks.append(Mark(field="date", start=chosen.start, end=chosen.end, rule=chosen.rule))

    def _joined(self, dates: list[DateExpr]) -> list[DateExpr]:
        """«من ظهر السبت حتى فجر الأحد»: two dates with «to» between them are one stretch."""
        joined: list[DateExpr] = []
        for date in dates:
            last = joined[-1] if joined else None
            if last is not None and last.first and date.first and last.first <= date.first and last.kind is date.kind is DateKind.POINT:
                between = self.text.words[self.text.token_at(last.end - 1) + 1 : self.text.token_at(date.start)]
                if len(between) <= _GAP and any(self._lexicon.prepositions.get(word) == "to" for word in between):
                    joined[-1] = replace(last, end=date.end, last=date.last or date.first, end_time=date.end_time, kind=DateKind.INTERVAL)
                    continue
            joined.append(date)
        return joined

    def date_tokens(self) -> list[tuple[int, int]]:
        """Tokens [first, behind) of every date."""
        return [(self.text.token_at(date.start), self.text.token_at(date.end - 1) + 1) for date in self.dates]

    def date_from_before(self, draft: Draft, before: Sequence[Draft]) -> None:
        """A date that goes on: a speaker who goes on tells of the same day; a toll for a while is the toll of the campaign told before."""
        first, behind = self.text.sentences[draft.sentence]
        start, end = self.text.span(first, behind)
        lasting = [date for date in self.dates if date.kind is DateKind.DURATION and start <= date.start < end]
        length = self.durations.days(self.text, lasting[0]) if lasting else None
        if length and (draft.tolls or draft.kind in _ONGOING) and self.report.published is not None:
            running = [other for other in before if other.kind in _ONGOING and other.days() and other.paragraph == draft.paragraph]
            if running:
                draft.date = running[-1].date
            else:
                since = self.report.published - dt.timedelta(days=length)
                draft.date = replace(lasting[0], first=since, last=self.report.published, kind=DateKind.INTERVAL, precision=DatePrecision.MONTH)
            if draft.tolls:
                draft.tolls = [replace(toll, aggregate_hint=True) for toll in draft.tolls]
            return
        if draft.stance is Stance.PLANNED:
            return
        speaks_on = any(start <= a < start + _OPENING for a, _ in self.attributions)
        last = before[-1] if before else None
        if speaks_on and last and last.date and last.paragraph == draft.paragraph and draft.sentence - last.sentence <= 1 and last.kind not in _ONGOING:
            draft.date = last.date

    def _spanning(self, draft: Draft, date: DateExpr) -> DateExpr:
        """«منذ» and what goes on reach to the day of publication."""
        if date.kind is DateKind.SINCE and self.report.published is not None and date.first is not None:
            return replace(date, last=max(date.first, self.report.published))
        if draft.kind in _ONGOING and date.kind is DateKind.POINT and date.first is not None and self.report.published is not None:
            if date.first < self.report.published and draft.stance is not Stance.PLANNED:
                return replace(date, last=self.report.published)
        return date

    # -- whether it is an event at all -----------------------------------------------------------------------------------------------

    def worth(self, draft: Draft) -> bool:
        """Whether a draft is told as an event: with a place or a date of its own, or with people hurt."""
        own = draft.sites and not draft.inherited
        if draft.anaphoric and draft.inherited and not draft.tolls:
            return False
        if not draft.sites and draft.story is Story.FURNITURE:
            return False
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
            (bool(draft.sites) and (bool(draft.tolls) or draft.date is not None or bool(draft.actors)))
            or bool(draft.tolls)
            or (draft.date is not None and draft.frame.hits != [])
        )


def _paragraphs(text: Text) -> list[int]:
    """For each sentence, the number of its paragraph."""
    found, number = [], 0
    for first, behind in text.sentences:
        found.append(number)
        if text.words[behind - 1] == "\n" or text.words[first] == "\n":
            number += 1
    return found


def _says_when(date: DateExpr) -> bool:
    """Whether an expression dates an event: durations do not, nor whole years."""
    return date.first is not None and date.kind is not DateKind.DURATION and date.precision is not DatePrecision.VAGUE


def _owner(toll: Toll, drafts: Sequence[Draft]) -> Draft | None:
    """The event of the same sentence that a toll belongs to: the one whose clause holds it, else the nearest."""
    if not drafts:
        return None
    holding = [draft for draft in drafts if draft.frame.first <= toll.first < draft.frame.behind]
    return min(holding or drafts, key=lambda draft: min(abs(draft.anchor[0] - toll.start), abs(draft.anchor[1] - toll.end)))


def toll_of(tolls: Sequence[Toll], what: str) -> Casualties | None:
    """One toll out of several tellings of one event: the most detailed of the highest."""
    told = [getattr(toll, what) for toll in tolls if getattr(toll, what) is not None]
    if not told:
        return None
    best: Casualties = max(told, key=lambda c: (c.low if c.low is not None else -1, len(c.groups)))
    if best.groups or best.low is None:
        return best
    return replace(best, groups=(Group(who="people", low=best.low, high=best.high),))


def _aggregated(toll: Casualties | None, draft: Draft) -> Casualties | None:
    """A toll told with words of a period, on an event that spans one."""
    days = draft.days()
    if toll is None or not (any(t.aggregate_hint for t in draft.tolls) and days is not None and (days[1] - days[0]).days > 1):
        return toll
    return replace(toll, aggregate=True)


def _status(draft: Draft) -> EventStatus:
    """What the claims amount to: denied by the only one who speaks, disputed, told by two independent sources, or reported."""
    stances = {claim.stance for claim in draft.claims}
    if draft.stance is Stance.DENIED:
        return EventStatus.DENIED
    if Stance.DENIED in stances:
        return EventStatus.DISPUTED
    speakers = {claim.by for claim in draft.claims if claim.stance is Stance.ASSERTED}
    return EventStatus.CORROBORATED if len(speakers) > 1 else EventStatus.REPORTED


def _confidence(draft: Draft, mentions: Sequence[Mention]) -> float:
    """0 to 1: less for places taken over, guessed kinds, no date; as good as its worst resolved site."""
    value = 0.9
    value -= 0.2 * draft.inherited + 0.1 * draft.vague + 0.05 * (draft.date is None) + 0.1 * (not draft.actors)
    if draft.sites:
        value *= 0.5 + 0.5 * min(mentions[k].score if mentions[k].place else 0.5 for k in draft.sites)
    if any(wide(mentions[k]) for k in draft.sites):
        value -= 0.05
    return round(max(0.05, value), 2)
