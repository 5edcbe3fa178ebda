"""A sentence that counts people killed or injured and has no trigger: what it tells by its places and weapons alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from gazetteer.arabic import ARTICLE
from gazetteer.models import PlaceKind
from geo.distance import km_between
from geo.draft import Draft, place_id
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.frame_places import TOWN_KM, bare_city, finest, wide
from geo.frames import Frame, FrameFinder
from geo.models import EventKind, Mark, Mention, PlaceRef, Story
from geo.page_lines import headline, summed_up_by
from geo.toll_periods import since_long, time_counted
from geo.tolls import Toll

_FOUND_REACH = 8  # tokens from «عثر» to the bodies
_AND = "و"
# Blows that hit several places at once, and how people hurt by them are told of.
BLOWS = {
    EventKind.SHELLING, EventKind.AIRSTRIKE, EventKind.DRONE_STRIKE, EventKind.CHEMICAL_ATTACK, EventKind.LANDMINE, EventKind.EXPLOSION,
}  # fmt: skip
OWN_WORDS = frozenset({"act", "verb", "person"})
_SETTLEMENTS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
_COMMAS = frozenset("،,؛")


class TollScene:
    """One such sentence. What holds for all its tolls is found once: a list of the dead may be long."""

    def __init__(
        self, frames: FrameFinder, lexicon: EventLexicon, page: Page, sentence: int, first: int | None = None
    ) -> None:
        """`first`: the token from which on the sentence tells it, when its front tells something else."""
        self.page = page
        self._lexicon = lexicon
        self.sentence = sentence
        self._frames = frames
        begin, self._behind = page.text.sentences[sentence]
        self._first = begin if first is None else first

    @cached_property
    def story(self) -> Story:
        """Main, background or furniture, by where the sentence stands."""
        return self.page.story_at(self.sentence)

    @cached_property
    def weapon_kind(self) -> EventKind | None:
        """What the weapons that people were hit with tell, or None."""
        return self._frames.kind_of_weapons(self.page.text, self._first, self._behind)

    @cached_property
    def found_dead(self) -> bool:
        """Whether bodies were found: a happening of its own («عُثر على جثة …»), whatever was told before."""
        words = self.page.text.words[self._first : self._behind]
        return not any(wanted.isdisjoint(words) for wanted in (self._lexicon.corpses, self._lexicon.found))

    @cached_property
    def names_blow(self) -> bool:
        """Whether the sentence speaks of a blow as known («من موقع التفجير»)."""
        words = self.page.text.words
        nouns = self._lexicon.nouns
        return any(words[at].startswith(ARTICLE) and nouns.at(words, at) is not None for at in range(self._first, self._behind))

    def of_a_while(self, toll: Toll) -> bool:
        """Whether a toll is that of a longer time, so that no single event told before has it."""
        return self.page.of_a_while(toll) or since_long(self._lexicon, self.page, toll)

    def count(self, draft: Draft, toll: Toll) -> None:
        """Make a draft the count of a longer time where its toll is one: in an area it is that of the fighting there."""
        draft.apart = self.of_a_while(toll)
        broad = bool(draft.sites) and all(wide(self.page.mentions[k]) for k in draft.sites)
        if draft.apart and broad and draft.kind is EventKind.OTHER_VIOLENCE:
            draft.kind = EventKind.CAMPAIGN

    def count_of_a_while(self, toll: Toll, owner: Draft) -> Draft | None:
        """An event for a count told beside what happened («قتل ثلاثة …، ليرتفع عدد القتلى منذ 6 حزيران إلى 524»), if its time is told."""
        time = time_counted(self._lexicon, self.page, toll)
        if time is None:
            return None
        self.page.times_of_counts.add(time.start)
        if toll.killed is None:
            return None
        draft = self.draft(toll)
        draft.date = time
        draft.marks.append(Mark(field="date", start=time.start, end=time.end, rule=time.rule))
        draft.sites = list(owner.sites)
        draft.kind, draft.story, draft.apart = EventKind.CAMPAIGN, Story.BACKGROUND, True
        return draft

    def share(self, toll: Toll, parts: Sequence[tuple[Draft, Toll]]) -> None:
        """Give the parts of a sum to the events that caused them, with the time that the sum is of."""
        time = time_counted(self._lexicon, self.page, toll)
        for draft, part in parts:
            draft.tolls.append(part)
            if time is not None:
                draft.date = time
                draft.marks.append(Mark(field="date", start=time.start, end=time.end, rule=time.rule))

    @cached_property
    def sites(self) -> list[int]:
        """The places where people were hit, as indices of mentions."""
        page = self.page
        inside = [k for k in page.named(self._first, self._behind) if self._here(page.tokens[k][0]) and not page.is_speakers(k)]
        return finest(inside, page.mentions)

    def away_from(self, home: Draft, toll: Toll) -> bool:
        """Whether people were hit in settlements of which none is a place of an event told before."""
        if toll.rule not in OWN_WORDS:
            return False
        mentions = self.page.mentions
        others = [mentions[k] for k in home.sites]
        return bool(self.sites and others) and not home.title and all(_elsewhere(mentions[k], others) for k in self.sites)

    def away_from_all(self, home: Draft) -> bool:
        """Whether people were hit in settlements, none of them a place of an event told before."""
        ids = {place_id(self.page.mentions[k]) for k in home.sites}
        own = [self.page.mentions[k] for k in self.sites]
        return bool(own) and not home.title and all(m.kind in _SETTLEMENTS and place_id(m) not in ids for m in own)

    def unrelated(self, home: Draft) -> bool:
        """Whether none of the places where people were hit holds a place of an event told before, lies in one, or is one."""
        own = [place for k in self.sites if (place := self.page.mentions[k].place) is not None]
        others = [place for k in home.sites if (place := self.page.mentions[k].place) is not None]
        return bool(own and others) and not any(_holds(a, b) or _holds(b, a) for a in own for b in others)

    def counts_areas(self, home: Draft) -> bool:
        """Whether people are counted over several areas, beside an event at settlements told before."""
        mentions = self.page.mentions
        broad = len(self.sites) > 1 and all(wide(mentions[k]) or bare_city(mentions[k]) for k in self.sites)
        return broad and not home.title and not any(wide(mentions[k]) for k in home.sites)

    @cached_property
    def sites_before(self) -> list[int]:
        """The places told before that a sentence without any speaks of."""
        return self.page.sites_before(self._frame)

    def draft(self, toll: Toll) -> Draft:
        """An event of no kind in particular, of which only a toll is told."""
        page = self.page
        return Draft(
            kind=EventKind.OTHER_VIOLENCE, frame=self._frame, sentence=self.sentence, paragraph=page.paragraph(self._first),
            anchor=(toll.start, toll.end), evidence=[self._clause], sites=list(self.sites), tolls=[toll],
            item_of=summed_up_by(page.text, self.sentence), title=page.is_title(self.sentence), story=self._own_story, vague=True,
            headline=headline(page.text, self.sentence) if self._own_story is Story.FURNITURE else (),
        )  # fmt: skip

    @cached_property
    def _frame(self) -> Frame:
        return Frame(self.sentence, self._first, self._behind, [], kind=EventKind.OTHER_VIOLENCE)

    @cached_property
    def _clause(self) -> tuple[int, int]:
        return self.page.clause(self._frame)

    @cached_property
    def _own_story(self) -> Story:
        return self.page.story(self._frame)

    def _here(self, token: int) -> bool:
        """Whether no phrase before the place at a token makes it something else than a site («من أبناء …»)."""
        frames, text = self._frames, self.page.text
        return frames.said_role(text, token, self._first) is None and not frames.behind_source(text, self._frame, token)


def bodies_elsewhere(frames: FrameFinder, lexicon: EventLexicon, page: Page, toll: Toll, beside: Sequence[Draft]) -> Draft | None:
    """An event for bodies found elsewhere, told behind what else happened: «قصف على بلدة كذا، وعثر على جثتين في بلدة كذا».

    `beside`: the events of the sentence; they lose the places that are those of the bodies.
    """
    at = _finding(lexicon, page, toll) if beside and toll.killed is not None else None
    if at is None or any(hit.first >= at for draft in beside for hit in draft.frame.hits):  # «عثر على جثث قتلى قضوا بقصف …»
        return None
    scene = TollScene(frames, lexicon, page, page.text.sentence_of(toll.first), at)
    if not scene.sites:
        return None
    for draft in beside:
        draft.sites = [k for k in draft.sites if k not in scene.sites] or draft.sites
    return scene.draft(toll)


def _finding(lexicon: EventLexicon, page: Page, toll: Toll) -> int | None:
    """The token of the word of finding that opens the clause of a toll of bodies."""
    words, floor = page.text.words, max(page.text.sentences[page.text.sentence_of(toll.first)][0], toll.first - _FOUND_REACH)
    at = next((at for at in range(toll.first, floor, -1) if words[at] in _COMMAS or words[at].removeprefix(_AND) in lexicon.found), None)
    if at is None or words[at] in _COMMAS or lexicon.corpses.isdisjoint(words[at : toll.behind]):
        return None
    opens = words[at - 1] in _COMMAS or words[at].startswith(_AND) or lexicon.openers.at(words, at - 1) is not None
    return at if opens else None


def hurt_elsewhere(frames: FrameFinder, lexicon: EventLexicon, page: Page, toll: Toll, home: Draft | None) -> Draft | None:
    """An event for people hurt at a place of their own, told behind a blow on another one: «قصف على بلدة كذا، كما قتل طفل في قرية كذا».

    They were hit by the same kind of blow, as far as no other is told. `home`: the event whose people they would else be counted with;
    it loses the places that are theirs.
    """
    if home is None or home.title or home.inherited or toll.rule not in OWN_WORDS or toll.header is not None:
        return None
    if home.kind not in BLOWS and toll.killed is None:
        return None
    sentence = page.text.sentence_of(toll.first)
    own = sentence != home.sentence
    at = page.text.sentences[sentence][0] if own else clause_of(lexicon, page, toll)
    if at is None or at <= page.text.token_at(home.anchor[0]) or any(hit.first >= at for hit in home.frame.hits if not own):
        return None
    scene = TollScene(frames, lexicon, page, sentence, at)
    sites = [k for k in scene.sites if page.tokens[k][0] > toll.first]
    others = [k for k in home.sites if k not in sites]
    if not sites or not others or not all(_elsewhere(page.mentions[k], [page.mentions[j] for j in others]) for k in sites):
        return None
    home.sites = others
    draft = scene.draft(toll)
    draft.sites, draft.kind = sites, scene.weapon_kind or (home.kind if home.kind in BLOWS else draft.kind)
    return draft


def _holds(area: PlaceRef, place: PlaceRef) -> bool:
    """Whether a place is an area, lies in it, or lies so near that one may stand for the other."""
    near = km_between(area.lon, area.lat, place.lon, place.lat) <= TOWN_KM
    return area.id == place.id or area.name_en in place.admin or near


def _elsewhere(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a settlement is another one than all of some others: none of them holds it or is part of it."""
    if mention.place is None or mention.kind not in _SETTLEMENTS:
        return False
    return all(other.place is not None and other.kind in _SETTLEMENTS and other.place.id != mention.place.id for other in others)


def clause_of(lexicon: EventLexicon, page: Page, toll: Toll) -> int | None:
    """The token at which the clause of a toll begins that is joined to another one («…، كما قتل», «… وأصيب»)."""
    words, floor = page.text.words, page.text.sentences[page.text.sentence_of(toll.first)][0]
    if toll.first <= floor:
        return None
    if words[toll.first].startswith(_AND) or lexicon.openers.at(words, toll.first - 1) is not None:
        return toll.first
    return None
