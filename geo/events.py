"""Mentions, dates, numbers, actors, claims → events: what happened, where, when, to whom, and who says so.

Frames come from `geo.frames`. Here each gets its places (also those told before: «في القرية»), its date, its toll, its actors and its
claims; `geo.merging` joins what tells the same occurrence. Every field leaves a mark: the words that made it, and the rule.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gazetteer.arabic import ARTICLE, bare
from geo.actors import ActorFinder, ActorSpan
from geo.acts import ActReader
from geo.claim_spans import ClaimSpan, Scopes
from geo.claims import ACCUSATION, DEMAND, ClaimReader
from geo.crosswalk import Crosswalk
from geo.date_expr import DateExpr, DatePrecision, acled_time_precision, ucdp_date_prec
from geo.draft import Draft, place_id
from geo.durations import DurationReader
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.figures import FigureReader
from geo.finding import replace as with_fields
from geo.frame_places import PARTS, nearest_known, wide
from geo.frames import Frame, FrameFinder
from geo.merging import merge
from geo.models import (
    Casualties,
    Claim,
    DateBasis,
    Event,
    EventKind,
    EventStatus,
    Mark,
    Mention,
    Report,
    Role,
    Span,
    Stance,
    Story,
)
from geo.numbers import NumberExpr
from geo.outcomes import without_outcomes
from geo.page_lines import apart, by_the_hour, headline, summed_up_by
from geo.sequels import take_over
from geo.sources import SourceTable
from geo.stretches import Stretches
from geo.text import Text
from geo.told_kinds import date_parts, place_counts, settle_blasts
from geo.toll_owners import LOOK_BACK, TollGiver, in_sentences
from geo.toll_parts import shares
from geo.toll_sums import figures_of, toll_of
from geo.tolls import Toll

_SIDE_REACH = 3  # tokens between a number and whose people it counts («5 في صفوف عناصر …»)
_LIKE = 3  # tokens from «قصف» to «مماثل»
_LONG_AGO = 60  # days from what a report is about to what it recalls, and of a count that is no news
_VAGUE = ("strike", "bombard", "attack", "destroy", "massacre", "explosion")
_LASTING = {EventKind.CAMPAIGN, EventKind.SIEGE, EventKind.CEASEFIRE, EventKind.DISPLACEMENT}  # kinds that go on for months
_LEFT = {EventKind.WITHDRAWAL, EventKind.EVACUATION}
_JOURNEYS = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.AID, EventKind.REINFORCEMENT}


class EventFinder:
    """Finds the events of one report at a time. Holds the lexicons only."""

    def __init__(
        self,
        lexicon: EventLexicon,
        actors: ActorFinder,
        claims: ClaimReader,
        crosswalk: Crosswalk,
        figures: FigureReader,
        acts: ActReader,
    ) -> None:
        self._lexicon = lexicon
        self._frames = FrameFinder(lexicon)
        self._tolls = TollGiver(lexicon, self._frames)
        self._actors = actors
        self._claims = claims
        self._crosswalk = crosswalk
        self._figures = figures
        self._acts = acts
        self._durations = DurationReader.load()

    @staticmethod
    def load() -> EventFinder:
        """The finder with the shipped lexicons."""
        sources = SourceTable.load()
        actors = ActorFinder.load(sources)
        return EventFinder(
            EventLexicon.load(), actors, ClaimReader.load(sources), Crosswalk.load(), FigureReader.load(), ActReader.load(actors.table)
        )

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        tables = (self._lexicon.nouns, self._lexicon.verbs, self._lexicon.weapons, self._lexicon.habits, self._lexicon.furniture)
        of_tables = (words for table in tables for words in table.word_sets)
        return (*self._actors.word_sets, *self._claims.word_sets, *self._acts.word_sets, *of_tables)

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
        actors = self._actors.find(text, report.published, report.source)
        claims = self._claims.read(text, report.source)
        scopes = Scopes(claims)
        tolls = tuple(_said(toll.with_sides(lambda token: _side_at(actors, token)), scopes) for toll in tolls)
        page = Page(self._lexicon, report, text, tuple(mentions), tuple(dates), tolls, self._durations)
        counted = sorted(toll.start for toll in page.tolls)  # words that hold a toll tell of it, not only of who says so
        telling = (claim for claim in claims if bisect_left(counted, claim.start) == bisect_left(counted, claim.end))
        page.attributions = Stretches((claim.start, claim.end) for claim in telling)
        named = [(a.first + 1, a.behind) for a in actors if a.rule.startswith("name")]  # «إدارة العمليات العسكرية» is no campaign
        drafts = [
            self._draft(page, frame)
            for frame in self._frames.find(text, mentions, page.tokens, [*page.date_tokens(), *named])
            if frame.kind is not None
        ]
        parted = shares(page, drafts)
        if parted:
            drafts = [draft for draft in drafts if draft.sentence not in parted]
            page.tolls = tuple(toll for toll in page.tolls if toll.sentence not in parted)
        take_over(self._lexicon, page, drafts)
        drafts = self._tolls.given(page, drafts, numbers)
        cast = self._acts.cast(text, actors)
        before: list[Draft] = []
        counted_things = self._figures.counted(numbers, tolls)
        for draft in drafts:
            self._say(draft, scopes)  # first: what is only planned takes no day of what happened
            page.date(draft)
            if draft.date is None:
                page.date_from_before(draft, before)
            self._acts.act(page, draft, cast, before)
            draft.figures += self._figures.read(draft.frame, counted_things, draft.claims)
            before.append(draft)
        settle_blasts(self._lexicon, page, drafts)
        place_counts(self._lexicon, page, drafts)
        date_parts(drafts)
        self._deny(page, drafts, claims)
        told_in = {draft.sentence for draft in drafts if page.worth(draft)}
        for sentence, figures in self._figures.loose(text, told_in, counted_things, claims).items():
            near = in_sentences(drafts, sentence - LOOK_BACK, sentence)
            home = next((draft for draft in reversed(near) if draft.kind in _JOURNEYS), None)
            if home is not None:
                home.figures += figures
        self._acts.same_raid(drafts)
        drafts = without_outcomes(self._lexicon, page, drafts)
        drafts = [twin for draft in drafts for twin in draft.with_twin() if draft.sites or not page.abroad(draft.frame)]
        merged = merge([draft for draft in drafts if page.worth(draft) or _adds(draft)], page.mentions)
        told = [draft for draft in merged if page.worth(draft)]
        self._set_back(page, told)
        period = page.covered()
        for draft in told:
            if draft.date is None and period is not None and not page.undated(draft):
                draft.date = period  # a roundup of a month dates nothing on the day it was published
        return tuple(self._event(page, draft) for draft in told)

    def _deny(self, page: Page, drafts: Sequence[Draft], claims: Sequence[ClaimSpan]) -> None:
        """Give a denial of what was told before («ونفى الإعلام الرسمي ذلك») to the event told last."""
        words = page.text.words
        for claim in claims:
            if claim.stance is not Stance.DENIED or any(claim.scope[0] <= draft.anchor[0] < claim.scope[1] for draft in drafts):
                continue
            start, end = min(claim.start, claim.scope[0]), max(claim.end, claim.scope[1])
            said = range(page.text.token_at(start), page.text.token_at(end - 1) + 1)
            if self._claims.lexicon.things.isdisjoint(words[said.start : said.stop]):
                continue
            before = [draft for draft in drafts if draft.anchor[0] < claim.start]
            last = before[-1] if before else None
            if last is None or last.stance is Stance.PLANNED or last.story is Story.FURNITURE:
                continue
            if page.text.sentence_of(said.start) - last.sentence <= 1 + ("\n" in words[last.frame.behind : said.start]):
                last.claims.append(Claim(by=claim.by, via=claim.via, stance=Stance.DENIED, evidence=claim.scope))
                accused = any(mark.field == "source" and mark.rule.startswith(ACCUSATION) for mark in last.marks)
                if last.stance is Stance.ALLEGED and not accused:  # hearsay that nobody stands for
                    last.stance = Stance.DENIED

    def _set_back(self, page: Page, drafts: Sequence[Draft]) -> None:
        """Make background of what happened long before the report, and of counts of a long time, beside something newer."""
        published = page.report.published
        main = [draft for draft in drafts if draft.story is Story.MAIN]
        old = [draft for draft in main if published and _long_ago(draft, published)]
        if len(old) == len(main):
            return
        for draft in old:
            if not draft.title:
                draft.story = Story.BACKGROUND

    def _wreck_fell(self, page: Page, frame: Frame) -> bool:
        """Whether fragments fell («سقوط شظايا صواريخ في حي كذا»), which the strike told before may have brought."""
        hit = frame.hits[0]
        near = page.text.words[hit.first : hit.behind + _LIKE]
        return hit.trigger.kind == frame.kind == EventKind.OTHER_VIOLENCE and any(bare(word) in self._lexicon.wrecks for word in near)

    # -- steps of one event -----------------------------------------------------------------------------------------------------------

    def _draft(self, page: Page, frame: Frame) -> Draft:
        assert frame.kind is not None
        hit = frame.hits[0]
        start, end = page.text.span(hit.first, hit.behind)
        start += hit.clitic
        draft = Draft(
            kind=frame.kind, frame=frame, sentence=frame.sentence, paragraph=page.paragraph(frame.first), anchor=(start, end),
            evidence=[page.clause(frame)], sites=list(frame.sites), origin=frame.origin, destination=frame.destination,
            title=page.is_title(frame.sentence), lead=page.is_lead(frame.sentence), anaphoric=frame.anaphoric, story=page.story(frame),
            vague=(frame.weapon is None and _guessed(frame)) or _bare_shots(page, frame, self._lexicon.upon)
            or self._wreck_fell(page, frame),
            again=page.again(frame), item_of=summed_up_by(page.text, frame.sentence),
        )  # fmt: skip
        draft.marks.append(
            Mark(
                field="kind",
                start=start,
                end=end,
                rule=f"{hit.trigger.voice}-{hit.trigger.kind}" + (f"-{frame.weapon}" if frame.weapon else ""),
            )
        )
        draft.headline = headline(page.text, frame.sentence) if draft.story is Story.FURNITURE else ()
        draft.apart = apart(self._lexicon, page.text, frame) or by_the_hour(self._lexicon, page.text, frame.sentence) or page.abroad(frame)
        draft.sites = [k for k in draft.sites if not page.is_speakers(k)]
        if frame.headed:  # «الحسكة:: اعتقلت القوات شابا بعد مداهمة قرية كذا»
            draft.sites = page.sites_of_cause(frame) or draft.sites
        draft.sites = page.meant_in(frame, draft.sites)
        if not draft.sites:
            draft.sites = page.sites_before(frame) or list(frame.homes)
            if frame.homes and draft.kind is EventKind.EXECUTION and not page.in_sentence(draft.sites, frame.sentence):
                draft.sites = list(frame.homes)  # «… أعدموا أربعة من أهالي مدينة كذا في الساحة العامة»
            draft.inherited = True
            draft.vague = draft.vague or (draft.kind is EventKind.EXPLOSION and frame.weapon is None)  # «انفجار الذخائر في المستودع»
        elif draft.kind in _LEFT and draft.origin is None and draft.sites == [draft.destination] and not page.arrived(frame):
            thence = not self._lexicon.thence.isdisjoint(page.text.words[frame.first : frame.behind])  # «… بعد انسحابهم منها باتجاه كذا»
            left = page.sites_before(frame, several=thence)  # «سيطرت القوات على بلدة كذا، فيما فر المسلحون باتجاه …»
            if (len(left) == 1 or (thence and left)) and left != draft.sites and not wide(page.mentions[left[0]]):
                draft.origin, draft.sites = left[0], left
        elif all(page.mentions[k].place is None for k in draft.sites):
            known = nearest_known(frame.around, page.mentions)
            if not known and all(page.mentions[k].kind in PARTS for k in draft.sites):  # «في شارع كذا»: in the town told before
                known = nearest_known(page.sites_before(frame), page.mentions)
            draft.sites += known
        return draft

    @staticmethod
    def _say(draft: Draft, claims: Scopes) -> None:
        """Who says it, and whether it is asserted, denied, planned or alleged."""
        stance, said = claims.stance_at(*draft.anchor)
        if stance is Stance.ASSERTED and draft.frame.hits and draft.frame.hits[0].planned:
            stance = Stance.PLANNED  # «ستقصف»
        draft.stance = stance
        draft.demanded = said is not None and said.rule == DEMAND
        if said is not None:
            draft.claims.append(Claim(by=said.by, via=said.via, stance=stance, evidence=said.scope))
            draft.marks.append(Mark(field="source", start=said.start, end=said.end, rule=said.rule))

    # -- the finished event -------------------------------------------------------------------------------------------------------------

    def _event(self, page: Page, draft: Draft) -> Event:
        killed, injured = toll_of(draft.tolls, "killed"), toll_of(draft.tolls, "injured")
        days, basis = draft.days(), DateBasis.TEXT
        if days is None and page.report.published is not None and draft.date is None and not page.undated(draft):
            days, basis = (page.report.published, page.report.published), DateBasis.PUBLISHED
        codes = self._crosswalk.codes(draft.kind, self._acts.sides(draft), days[0] if days else page.report.published)
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
            acled_time_precision=(acled_time_precision(days[0], days[1], precision) if stated else 2) if days else None,
            ucdp_date_prec=(ucdp_date_prec(days[0], days[1], precision) if stated else 2) if days else None,
            actors=tuple(draft.actors), killed=_aggregated(killed, draft), injured=_aggregated(injured, draft),
            figures=(*figures_of(draft.tolls, draft.claims[-1].by if draft.claims else None), *draft.figures),
            stance=draft.stance, claims=tuple(draft.claims), status=_status(draft),
            evidence=tuple(Span(start=a, end=b) for a, b in sorted(set(draft.evidence))),
            confidence=_confidence(draft, page.mentions), rule=marks[0].rule if marks else "toll-without-cause",
            marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.field))),
        )  # fmt: skip

    @staticmethod
    def _identity(page: Page, draft: Draft) -> str:
        """Stable: of the report's digest, the kind, the first evidence span and the first site; other events do not change it."""
        site = place_id(page.mentions[draft.sites[0]]) if draft.sites else ""
        seed = f"{page.report.sha256}|{draft.kind.value}|{draft.anchor[0]}-{draft.anchor[1]}|{site}"
        return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _guessed(frame: Frame) -> bool:
    """Whether the word that tells what happened is one whose kind context has to decide («قصف», «شنت ضربات»)."""
    first, behind = frame.hits[0].trigger.kind, frame.hits[1:2]
    carried = first == "launch" and frame.kind is EventKind.SHELLING
    return first in _VAGUE or (carried and any(hit.trigger.kind in _VAGUE for hit in behind))


def _bare_shots(page: Page, frame: Frame, upon: str) -> bool:
    """Whether a clause speaks of shots as known, not of whom they hit («إطلاق النار وقع قرابة الثامنة»). `upon`: «على»."""
    hit, words = frame.hits[0], page.text.words
    if hit.trigger.kind != "shooting" or hit.trigger.voice != "noun" or not words[hit.behind - 1].startswith(ARTICLE):
        return False
    return hit.behind >= len(words) or words[hit.behind] != upon


def _side_at(actors: Sequence[ActorSpan], token: int) -> str | None:
    """The armed actor that is named from a token on, behind «من» or «في صفوف». `actors`: in text order."""
    near = actors[bisect_right(actors, token, key=_first_token) : bisect_right(actors, token + _SIDE_REACH, key=_first_token)]
    return next((actor.actor for actor in near if not actor.group), None)


def _first_token(actor: ActorSpan) -> int:
    return actor.first


def _said(toll: Toll, scopes: Scopes) -> Toll:
    """The toll with who tells it."""
    said = scopes.narrowest(toll.start, toll.end)
    return with_fields(toll, by=said.by) if said is not None and said.stance is Stance.ASSERTED else toll


def _adds(draft: Draft) -> bool:
    """Whether a draft that is no event of its own says something of another: it denies it, or tells who is accused of it."""
    accused = draft.stance is Stance.ALLEGED and any(actor.role is Role.INITIATOR for actor in draft.actors)
    return draft.stance is Stance.DENIED or (accused and draft.story is not Story.FURNITURE)


def _long_ago(draft: Draft, published: dt.date) -> bool:
    """Whether an event was over long before a report, or is the count of a long time."""
    days = draft.days()
    if days is None:
        return False
    counted = draft.kind not in _LASTING and draft.spans_more_than(_LONG_AGO)
    return (published - days[1]).days > _LONG_AGO or counted


def _aggregated(toll: Casualties | None, draft: Draft) -> Casualties | None:
    """A toll told with words of a period, on an event that spans one."""
    days = draft.days()
    if toll is None or not (any(t.aggregate_hint for t in draft.tolls) and days is not None and (days[1] - days[0]).days > 1):
        return toll
    return dataclasses.replace(toll, aggregate=True)


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
