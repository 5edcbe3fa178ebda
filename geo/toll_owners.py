"""Which event each toll of a report belongs to: told beside it, told before, or none, which makes the toll an event of its own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby

from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.frames import FrameFinder
from geo.models import EventKind, Story
from geo.numbers import NumberExpr
from geo.page_lines import listed
from geo.toll_apart import country, of_earlier_wounds, on_another_day, over_the_country
from geo.toll_homes import BLOODLESS, deadliest, of_the_taken
from geo.toll_parts import by_place, numbered, parts_of, ranked
from geo.toll_periods import beside_what_happened
from geo.toll_scenes import BLOWS, TollScene, bodies_elsewhere, hurt_elsewhere
from geo.toll_sums import UPDATE
from geo.tolls import BODIES, Toll

LOOK_BACK = 2  # sentences from a toll or a figure back to its event
_UPDATE_BACK = 12  # sentences, empty lines among them, from an update of a toll back to it
# Kinds that never have a toll of their own.
_UNARMED = {
    EventKind.DISPLACEMENT, EventKind.RETURN, EventKind.REINFORCEMENT, EventKind.AID, EventKind.AGREEMENT, EventKind.CEASEFIRE,
    EventKind.DEPLOYMENT,
}  # fmt: skip
_BESIDE, _CLAUSE = frozenset({"and", "while"}), 30  # openers of another clause, within so many tokens of a toll
_WITH = "ب"
_DAY_REACH = 9  # tokens from the dead over the day to what killed them
_COMMAS = frozenset("،,")


class TollGiver:
    """Gives the tolls of one report at a time to its events. Holds the lexicon only."""

    def __init__(self, lexicon: EventLexicon, frames: FrameFinder) -> None:
        self._lexicon = lexicon
        self._frames = frames

    def given(self, page: Page, drafts: list[Draft], numbers: Sequence[NumberExpr]) -> list[Draft]:
        """Give each toll to the event that caused it; a toll that no trigger explains is an event of its own."""
        found = list(drafts)
        last_of = {draft.sentence: draft for draft in drafts}
        alone = {number.behind: number for number in numbers if number.what is None}
        for sentence, tolls in groupby(page.tolls, key=lambda toll: page.text.sentence_of(toll.first)):
            beside = in_sentences(drafts, sentence, sentence + 1)
            deadly = [draft for draft in beside if draft.kind not in BLOODLESS] or beside
            if not beside and self._no_act_of_war(page, sentence):
                continue
            if all(draft.kind in _UNARMED for draft in beside):  # «قتل 12 مدنيا ونزح المئات»: of the fire told before, or by itself
                beside, deadly = (), ()
            scene = TollScene(self._frames, self._lexicon, page, sentence)
            causes = numbered(self._lexicon, page.text, alone, beside)
            injured: list[Toll] = []  # of whom nothing else is told
            near = in_sentences(drafts, sentence - LOOK_BACK, sentence + 1)
            for toll in tolls:
                plain = self._plain(page, toll, beside, deadly, near, numbers)
                if plain is not None:
                    found += plain
                    continue
                parts, others = parts_of(toll, causes, deadly) if causes else [], deadly
                if parts:
                    scene.share(toll, parts)
                    others = [draft for draft in deadly if all(draft is not caused for caused, _ in parts)]
                    if not others:
                        continue
                bodies = bodies_elsewhere(self._frames, self._lexicon, page, toll, beside)
                if bodies is not None:
                    found.append(bodies)
                    continue
                if beside_what_happened(self._lexicon, page, toll, beside):
                    counted = scene.count_of_a_while(toll, _owner(toll, beside))
                    found += [counted] if counted is not None else []
                    continue
                struck = self._struck(scene, toll) if not beside and toll.header is None else None
                owner = self._cause(scene, toll, self._of_clause(page, toll, beside, others), drafts, last_of) if struck is None else None
                apart, wounded = of_earlier_wounds(self._frames, self._lexicon, page, toll, owner)
                if apart:
                    found += [wounded] if wounded is not None else []
                    continue
                if struck is None:
                    struck = hurt_elsewhere(self._frames, self._lexicon, page, toll, owner)
                since = self._since(scene, toll, near) if struck is None and owner is None and not scene.sites else None
                if since is not None:
                    found.append(since)
                    continue
                bare = self._bare_toll(scene, toll, drafts) if struck is None and owner is None else None
                if owner is not None and owner.kind is EventKind.PRISONER_EXCHANGE and page.tells_bodies(toll):
                    continue  # «تبادل أسرى وجثث: ثماني جثث مقابل 19 معتقلا»
                if owner is not None and struck is None:
                    owner.tolls.append(toll)
                    if owner.kind is EventKind.CAMPAIGN and not owner.sites:  # «تحاصر القوات المنطقة. ومنذ بدء التصعيد قتل 740»
                        home = deadliest([draft for draft in near if draft.sentence < sentence])
                        owner.sites, owner.inherited = list(home.sites) if home is not None else [], True
                for draft in (struck, bare):
                    if draft is not None:
                        found.append(draft)
                        last_of[sentence] = draft
                if owner is struck is bare is None and toll.killed is None:
                    injured.append(toll)
            if injured and sentence in last_of:
                last_of[sentence].tolls += injured
        found = [one for draft in found for one in (ranked(self._lexicon, page, alone, draft, drafts) if not draft.frame.hits else [draft])]
        parted = [one for draft in found for one in by_place(self._lexicon, page, alone, draft)]
        return sorted(parted, key=lambda draft: draft.anchor)

    def _plain(
        self, page: Page, toll: Toll, beside: Sequence[Draft], deadly: Sequence[Draft], near: Sequence[Draft], numbers: Sequence[NumberExpr]
    ) -> list[Draft] | None:
        """The events made by a toll whose own words say whose it is: nobody's, of people taken, of the whole country; None for others."""
        if toll.killed is not None and toll.killed.high == 0:  # «دون وقوع ضحايا» is said of what is told with it
            if deadly:
                _owner(toll, deadly).tolls.append(toll)
            return []
        taken = of_the_taken(self._lexicon, page, toll, near, numbers)
        if taken is not None:
            taken[0].tolls.append(taken[1])
            return []
        over = over_the_country(self._frames, self._lexicon, page, toll, beside)
        if over is not None:
            counted = over.draft(toll)
            counted.sites, counted.apart = country(page, over), not counted.title
            return [counted] if counted.sites else []
        return [] if toll.rule == BODIES and (toll.killed is None or toll.killed.low is None) else None

    def _of_clause(self, page: Page, toll: Toll, beside: Sequence[Draft], deadly: Sequence[Draft]) -> Sequence[Draft]:
        """The deadly events of a sentence, without those behind another clause («عثر على جثث 6 خطفوا، فيما نفذت القوات مداهمات»)."""
        words = page.text.words
        behind = deadly[bisect_left(deadly, toll.behind, key=_first_token) :][:1]
        if behind and self._caused(page, toll, behind[0]):
            return behind  # «الهجوم الذي قتل فيه 34 جنديا بغارة على رتل لهم»
        reach = range(toll.behind, min(len(words), toll.behind + _CLAUSE))
        opened = next((at for at in reach if (hit := self._lexicon.openers.at(words, at)) and hit.value in _BESIDE), None)
        if opened is None:
            return deadly
        here = deadly[: bisect_left(deadly, opened, key=_first_token)]
        return here or beside

    def _caused(self, page: Page, toll: Toll, draft: Draft) -> bool:
        """Whether what happened is right behind a toll as its cause («بغارة», «جراء قصف»), or behind its day («، يوم الاثنين، بقصف»)."""
        words, first = page.text.words, _first_token(draft)
        if first in (toll.behind, toll.behind + 1) and words[first].startswith(_WITH):
            return True  # «34 جنديا تركيا بغارة»
        if not 0 < first - toll.behind <= _DAY_REACH:
            return False
        days = {at for began, ended in page.date_tokens() for at in range(began, ended)}
        between = [words[at] for at in range(toll.behind, first) if at not in days and words[at] not in _COMMAS]
        return between[1:] == [] and (between[0] in self._lexicon.causes if between else words[first].startswith(_WITH))

    def _no_act_of_war(self, page: Page, sentence: int) -> bool:
        """Whether people died of what no side did («توفي طفل نتيجة البرد»), or in a quarrel without weapons."""
        words = page.text.words
        tokens = range(*page.text.sentences[sentence])
        if self._lexicon.natural.meets(words, tokens):
            return True
        quarrel = self._lexicon.brawls.meets(words, tokens)
        return quarrel and not self._lexicon.weapons.meets(words, tokens)

    def _cause(
        self, scene: TollScene, toll: Toll, beside: Sequence[Draft], drafts: Sequence[Draft], last_of: Mapping[int, Draft]
    ) -> Draft | None:
        """The event that a toll belongs to: one told beside it, the header's of a list, else the one told before; None without one.

        `last_of`: the last event of each sentence.
        """
        if beside:
            return _owner(toll, beside)
        if toll.header is not None:  # a line that names no event of its own is part of the header's
            return last_of.get(toll.header)
        told = last_of.get(scene.sentence)
        if told is not None and not told.frame.hits:  # «قُتل منذ ذلك التاريخ 23 مدنيا، في حين يتحدث المرصد عن 54 قتيلا»
            return told
        near = in_sentences(drafts, scene.sentence - LOOK_BACK, scene.sentence)
        home = deadliest(near)
        if scene.story is Story.FURNITURE or scene.of_a_while(toll):
            return None
        if scene.found_dead and scene.sites and not (home is not None and home.kind in BLOWS and scene.names_blow):
            return None  # «… وانتشال 18 جثة من موقع التفجير في كذا»
        if home is not None and toll.killed is not None and self._of_its_own(scene, toll, home):
            return None
        if toll.rule == UPDATE and home is not None and home.apart and listed(scene.page.text, home.sentence):
            header = [draft for draft in drafts if draft.sentence < home.sentence and not listed(scene.page.text, draft.sentence)]
            home = header[-1] if header else home  # the sum below a list is that of what the list is of
        if toll.rule == UPDATE and not scene.sites and (home is None or not (home.tolls or home.sites)):  # «تحديث: ارتفاع العدد إلى 4»
            earlier = in_sentences(drafts, scene.sentence - _UPDATE_BACK, scene.sentence)
            return next((draft for draft in reversed(earlier) if any(_fewer(told, toll) for told in draft.tolls)), home)
        return home

    @staticmethod
    def _of_its_own(scene: TollScene, toll: Toll, home: Draft) -> bool:
        """Whether people were killed elsewhere than what was told before happened, and not by its blow."""
        if (toll.rule == UPDATE or toll.aggregate_hint) and scene.unrelated(home):
            return True  # «وشنت الطائرات غارات على دمشق. وارتفعت حصيلة العنف في محافظة السويداء إلى 516 قتيلا»
        if scene.sites and on_another_day(scene.page, toll, home) and (toll.rule == UPDATE or scene.unrelated(home)):
            return True
        if scene.counts_areas(home):
            return True  # «أحصت اللجان مقتل 68 شخصا، منهم 23 في حلب و19 في دمشق»
        if home.kind in BLOODLESS and scene.away_from_all(home):
            return True  # «توجهت الأرتال إلى الساحل. وقتل مئات المدنيين في قريتي كذا وكذا»
        return home.kind not in BLOWS and scene.away_from(home, toll)  # «وقعت اشتباكات في الرقة. وقتل مدني في بلدة ذيبان»

    @staticmethod
    def _since(scene: TollScene, toll: Toll, near: Sequence[Draft]) -> Draft | None:
        """A count of a longer time at the places of what was told before: «تحاصر القوات المنطقة. ومنذ بدء التصعيد في 18 شباط قتل 740»."""
        if scene.story is Story.FURNITURE or not scene.of_a_while(toll):
            return None
        home = deadliest([draft for draft in near if draft.sentence < scene.sentence])
        return scene.count_of_a_while(toll, home) if home is not None and home.sites else None

    @staticmethod
    def _struck(scene: TollScene, toll: Toll) -> Draft | None:
        """An event for people hurt by a weapon told without a trigger («أصيب شاب بصاروخ موجه في قرية …»), with a place of its own."""
        if scene.weapon_kind is None or scene.story is Story.FURNITURE or not scene.sites or toll.killed is None:
            return None
        draft = scene.draft(toll)
        draft.kind = scene.weapon_kind
        return draft

    @staticmethod
    def _bare_toll(scene: TollScene, toll: Toll, drafts: Sequence[Draft]) -> Draft | None:
        """An event for people killed of whom only that is told; hurt, where a post tells of nothing else.

        `drafts`: what else the report tells.
        """
        alone = not drafts
        if toll.killed is None and not (alone and (scene.sites or scene.sites_before)):
            return None
        draft = scene.draft(toll)
        draft.kind = scene.weapon_kind or _kind_of_list(draft, drafts)  # «مسيرة تقتل شخصين», in a headline beside the report
        of_a_while = scene.page.of_a_while(toll)
        scene.count(draft, toll)
        if not draft.sites and not of_a_while:
            draft.sites = list(scene.sites_before)
            draft.inherited = True
        return draft if draft.sites or alone or of_a_while else None


def _kind_of_list(draft: Draft, drafts: Sequence[Draft]) -> EventKind:
    """The kind of a line that names none in a list of blows of one kind («أبرز حوادث الألغام: • … • في 27 منه قضى ثلاثة عمال في كذا»)."""
    kinds = {other.kind for other in drafts if draft.item_of is not None and other.item_of == draft.item_of}
    return next(iter(kinds)) if len(kinds) == 1 and kinds <= BLOWS else draft.kind


def _fewer(told: Toll, now: Toll) -> bool:
    """Whether a toll is one that has risen to another."""
    return told.killed is not None and now.killed is not None and 0 < (told.killed.low or 0) < (now.killed.low or 0)


def in_sentences(drafts: Sequence[Draft], first: int, behind: int) -> Sequence[Draft]:
    """The events of the sentences [first, behind); `drafts`: in text order."""
    return drafts[bisect_left(drafts, first, key=_sentence) : bisect_left(drafts, behind, key=_sentence)]


def _sentence(draft: Draft) -> int:
    return draft.sentence


def _first_token(draft: Draft) -> int:
    return draft.frame.hits[0].first if draft.frame.hits else draft.frame.first


def _owner(toll: Toll, drafts: Sequence[Draft]) -> Draft:
    """The event of the same sentence that a toll belongs to: the one whose clause holds it, else the nearest. `drafts`: in text order."""
    holding = bisect_right(drafts, toll.first, key=lambda draft: draft.frame.first) - 1  # clauses do not overlap
    if holding >= 0 and toll.first < drafts[holding].frame.behind:
        return drafts[holding]
    by_start = bisect_left(drafts, toll.start, key=lambda draft: draft.anchor[0])
    by_end = bisect_left(drafts, toll.end, key=lambda draft: draft.anchor[1])
    near = [drafts[at] for at in sorted({by_start - 1, by_start, by_end - 1, by_end}) if 0 <= at < len(drafts)]
    return min(near, key=lambda draft: min(abs(draft.anchor[0] - toll.start), abs(draft.anchor[1] - toll.end)))
