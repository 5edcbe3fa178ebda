"""Who did it and to whom: the actors of an event, from the grammar around its triggers, and those carried on from what was told before.

«الطرفان», «القوات», «قواته» stand for actors named before; a verb without a subject («… كما سيطرت على») goes on with the last ones who
acted. Who acted also decides what a strike without a weapon was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from gazetteer.arabic import ARTICLE, bare, fold_word
from geo.actors import ActorSpan, ActorTable
from geo.draft import Draft
from geo.event_page import Page
from geo.finding import replace
from geo.lexicon import rows
from geo.models import ActorRef, EventKind, Mark, Role
from geo.phrases import PhraseTable
from geo.role_links import RoleMarks
from geo.roles import RoleReader
from geo.text import Text, is_word
from geo.triggers import Hit

_ACTOR_REACH = 80  # tokens from a trigger within which its actors stand: no clause is longer, and endless sentences stay quick
_CARRIED_ON = 3  # sentences over which «الطرفان» and «القوات» point back
_GOES_ON = 1  # sentences over which a verb without a subject goes on with who acted before
_BOTH = 2
_SEIZURES = (EventKind.ARREST, EventKind.ABDUCTION)
_RAIDED = (*_SEIZURES, EventKind.RAID)
_SHOT = (EventKind.OTHER_VIOLENCE, EventKind.ASSASSINATION)
_TAKEN = (*_RAIDED, *_SHOT)
_SUBJECT_REACH = 20  # tokens back from a joined verb to the subject of the one before it
_IN_THE_AIR = ("intercept", "drone_strike", "other_violence")
_UNKNOWN = "unknown"
_OBLIQUE, _OBLIQUE_LETTERS = "ين", 4  # the ending of a dual or plural that is no subject, and the letters of a word that may have it
_Given = tuple[ActorSpan, Role]


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A word that stands for an actor told before. `refers`: both (the two sides), force, last, owner, speaker («قالت … إنها»)."""

    first: int
    behind: int
    refers: str


@dataclass(frozen=True, slots=True)
class Cast:
    """All that one report says of actors: their names, the words that point back to them, the words with a meaning for roles."""

    actors: Sequence[ActorSpan]
    armed: Sequence[ActorSpan]  # those of them that are no groups of people and no reporters
    anaphors: Sequence[Anaphor]
    marks: RoleMarks


@dataclass(frozen=True, slots=True)
class ActReader:
    """Gives events their actors. Built once from the lexicon, read-only."""

    table: ActorTable
    roles: RoleReader
    _anaphora: PhraseTable[str]
    _prepositions: frozenset[str]
    _numbers: frozenset[str]
    _names: frozenset[str]
    _shots: PhraseTable[str]
    _strikes: dict[str, EventKind]
    _attackers: frozenset[str]  # sides whose attacks are strikes

    @staticmethod
    def load(table: ActorTable) -> ActReader:
        """The reader of the shipped lexicon."""
        return ActReader(
            table, RoleReader.load(), PhraseTable(((row["form"], row["refers"]) for row in rows("anaphora")), exact_article=True),
            _prepositions=frozenset(fold_word(row["form"]) for row in rows("place_prepositions")),
            _numbers=frozenset(fold_word(row["form"]) for row in rows("number_words")),
            _names=frozenset(fold_word(row["form"]) for row in rows("given_names")),
            _shots=PhraseTable((row["form"], row["class"]) for row in rows("weapons") if row["class"] in ("drone", "rocket")),
            _strikes={row["side"]: EventKind(row["kind"]) for row in rows("side_strikes")},
            _attackers=frozenset(row["side"] for row in rows("side_strikes") if row["attacks"]),
        )  # fmt: skip

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        return (*self._anaphora.word_sets, *self.roles.word_sets)

    def cast(self, text: Text, actors: Sequence[ActorSpan]) -> Cast:
        """What a text says of actors. `actors`: those that it names, in text order."""
        named = {token for actor in actors for token in range(actor.first, actor.behind)}
        met = [hit for hit in self._anaphora.scan(text) if hit.value != "force" or _points_back(text, hit.behind)]
        found = [Anaphor(hit.first, hit.behind, hit.value) for hit in met]
        armed = [actor for actor in actors if not actor.group and actor.actor not in self.roles.reporters]
        return Cast(actors, armed, [word for word in found if word.first not in named], self.roles.marks(text))

    def act(self, page: Page, draft: Draft, cast: Cast, before: Sequence[Draft]) -> None:
        """Put the actors of an event into its draft, and settle a kind that hangs on them. `before`: the events told before it."""
        given = self._given(page, draft, cast, before)
        if not any(role in (Role.INITIATOR, Role.PARTICIPANT) for _, role in given):
            given = [*given, *self._goes_on(page, draft, cast, before, given)]
        seen: set[tuple[str, Role]] = set()
        sides = {actor.actor for actor, role in given if role is Role.PARTICIPANT}
        for actor, role in given:
            info = self.table.get(actor.actor)
            if info is None or (actor.actor, role) in seen or (role is not Role.PARTICIPANT and actor.actor in sides):
                continue
            seen.add((actor.actor, role))
            draft.actors.append(ActorRef(id=actor.actor, name_en=info.name_en, name_ar=info.name_ar, role=role))
            draft.marks.append(Mark(field="actor", start=actor.start, end=actor.end, rule=f"{role.value}-{actor.rule}"))
        self._settle_kind(draft)

    def same_raid(self, drafts: Sequence[Draft]) -> None:
        """Give a raid and what came of it in one sentence the hands that either names («مقتل … واعتقال … خلال مداهمة»)."""
        for one, other in pairwise(drafts):
            if one.sentence != other.sentence or other.kind not in _RAIDED or one.kind not in _TAKEN:
                continue
            if not other.frame.hits or other.frame.hits[0].trigger.voice == "active" or one.frame.hits[0].trigger.voice == "active":
                continue
            for source, taker in ((one, other), (other, one)):
                if any(actor.role in (Role.INITIATOR, Role.PARTICIPANT) for actor in taker.actors):
                    continue
                hands = [actor for actor in source.actors if actor.role is Role.INITIATOR]
                suffering = {actor.id for actor in taker.actors}
                taker.actors += [actor for actor in hands if actor.id not in suffering]

    def sides(self, draft: Draft) -> set[str]:
        """The sides of those who did it."""
        found = (self.table.get(actor.id) for actor in draft.actors if actor.role is Role.INITIATOR)
        return {info.side for info in found if info is not None}

    # -- roles from grammar -----------------------------------------------------------------------------------------------------------

    def _given(self, page: Page, draft: Draft, cast: Cast, before: Sequence[Draft]) -> list[_Given]:
        """The actors with their roles: of the first trigger, then whom the others add to it."""
        frame = draft.frame
        near = self._near(page, draft, cast, before)
        if not frame.hits:
            toll = draft.tolls[0]
            return self._roles(page, draft, near, (toll.first, toll.behind), "passive", cast)
        given = self._of_hit(page, draft, near, frame.hits[0], cast)
        for hit in frame.hits[1:]:
            known = {actor.actor for actor, _ in given}
            acted = any(role in (Role.INITIATOR, Role.PARTICIPANT) for _, role in given)
            more = self._of_hit(page, draft, near, hit, cast)
            given += [(actor, role) for actor, role in more if actor.actor not in known and (role is Role.TARGET or not acted)]
        if frame.hits[0].trigger.kind in _IN_THE_AIR and any(hit.trigger.kind == "intercept" for hit in frame.hits):
            met = [(actor, self._in_the_air(page, actor, frame.hits)) for actor, _ in given if not actor.group]
            firing = {actor.actor for actor, role in met if role is Role.INITIATOR}
            given = [(actor, role) for actor, role in met if role is Role.INITIATOR or actor.actor not in firing]
        return self._both_sides(given, cast, page, before)

    def _in_the_air(self, page: Page, actor: ActorSpan, hits: Sequence[Hit]) -> Role:
        """Of an interception: whose drone or rocket it was attacked, who shot it down was attacked."""
        near = range(max(0, actor.first - 1), actor.behind)
        info = self.table.get(actor.actor)
        named = any(actor.first - 1 <= hit.first < actor.behind for hit in hits if hit.trigger.voice == "noun")
        if named and info is not None and info.side in self._attackers:
            return Role.INITIATOR  # «تصدت لعدوان إسرائيلي بالصواريخ»
        return Role.INITIATOR if self._shots.meets(page.text.words, near) else Role.TARGET

    def _of_hit(self, page: Page, draft: Draft, near: Sequence[ActorSpan], hit: Hit, cast: Cast) -> list[_Given]:
        """The roles around one trigger. Who meets an attack is not who attacked; «اندلعت اشتباكات بين …» has no subject but the fight."""
        at, voice = (hit.first, hit.behind), hit.trigger.voice
        if hit.repelled and hit.light is not None:
            met = self._roles(page, draft, near, (hit.light, hit.light + 1), "active", cast)
            defenders = [actor for actor, role in met if role is Role.INITIATOR]
            others = [*met, *self._roles(page, draft, near, at, "noun", cast)]
            attackers = [actor for actor, _ in others if actor not in defenders and not actor.group]
            return [*((actor, Role.INITIATOR) for actor in attackers), *((actor, Role.TARGET) for actor in defenders)]
        if hit.light is not None:
            noun = self._roles(page, draft, near, at, "noun", cast)
            if any(role is Role.PARTICIPANT for _, role in noun):
                return noun
            at, voice = (hit.light, hit.light + 1), "active"
        if voice == "entry":
            voice = "active"
        return self._roles(page, draft, near, at, voice, cast)

    def _roles(
        self, page: Page, draft: Draft, near: Sequence[ActorSpan], at: tuple[int, int], voice: str, cast: Cast
    ) -> list[_Given]:  # fmt: skip
        frame = draft.frame
        first, _ = page.text.sentences[frame.sentence]
        span = (max(frame.first if frame.hits else first, at[0] - _ACTOR_REACH), min(frame.behind, at[1] + _ACTOR_REACH))
        inside = [actor for actor in near if abs(actor.first - at[0]) <= _ACTOR_REACH]
        if not inside:
            return []
        return list(self.roles.roles(page.text, inside, at, voice, span, cast.marks))

    # -- who was told before ------------------------------------------------------------------------------------------------------------

    def _near(self, page: Page, draft: Draft, cast: Cast, before: Sequence[Draft]) -> list[ActorSpan]:
        """The actors of the sentence within reach of the triggers, with those that its words point back to."""
        first, behind = page.text.sentences[draft.frame.sentence]
        at = [token for hit in draft.frame.hits for token in (hit.first, hit.light) if token is not None] or [draft.tolls[0].first]
        first, behind = max(first, min(at) - _ACTOR_REACH), min(behind, max(at) + _ACTOR_REACH + 1)
        near, words = list(_among(cast.actors, first, behind)), _among(cast.anaphors, first, behind)
        acting = _last_acting(before, draft.frame.sentence) if any(word.refers == "force" for word in words) else None
        for word in words:
            actor = self._meant(page, word, cast, before, acting)
            if actor is not None:
                start, end = page.text.span(word.first, word.behind)
                near.append(
                    replace(_bare_span(actor), first=word.first, behind=word.behind, start=start, end=end, rule=f"carried-{word.refers}")
                )
        return sorted(near, key=lambda actor: actor.first)

    def _meant(self, page: Page, word: Anaphor, cast: Cast, before: Sequence[Draft], acting: str | None) -> ActorSpan | None:
        """The actor that a word points back to; of two sides the first. `acting`: who acted last in the events before."""
        if word.refers == "both":
            sides = self._sides(page, word.first, cast, before)
            return sides[0] if len(sides) == _BOTH else None
        told = self._told(page, word.first, cast)
        if word.refers == "speaker":
            start = page.text.sentences[page.text.sentence_of(word.first)][0]
            told = [actor for actor in told if actor.first >= start]
            return told[-1] if told and not told[-1].adjective else None
        if word.refers == "force" and acting is not None:
            return next((actor for actor in reversed(told) if actor.actor == acting), None)
        return told[-1] if told else None

    @staticmethod
    def _told(page: Page, token: int, cast: Cast) -> Sequence[ActorSpan]:
        """The armed actors named in the sentences before a token, oldest first."""
        sentence = page.text.sentence_of(token)
        floor = page.text.sentences[max(0, sentence - _CARRIED_ON)][0]
        return _among(cast.armed, floor, token)

    def _sides(self, page: Page, token: int, cast: Cast, before: Sequence[Draft]) -> list[ActorSpan]:
        """The two sides told last: of the last event with two, else the last two actors named."""
        told = {actor.actor: actor for actor in self._told(page, token, cast)}
        sentence = page.text.sentence_of(token)
        for draft in _last_of(before, sentence):
            ids = dict.fromkeys(actor.id for actor in draft.actors if actor.id in told)
            if len(ids) == _BOTH:
                return [told[actor] for actor in ids]
        return sorted(told.values(), key=lambda actor: actor.first) if len(told) == _BOTH else []

    def _both_sides(self, given: list[_Given], cast: Cast, page: Page, before: Sequence[Draft]) -> list[_Given]:
        """Of «الطرفان» the second side gets the role of the first."""
        more: list[_Given] = []
        for actor, role in given:
            if actor.rule == "carried-both":
                sides = self._sides(page, actor.first, cast, before)
                more += [(replace(actor, actor=side.actor), role) for side in sides if side.actor != actor.actor]
        return [*given, *more]

    def _subject_before(self, page: Page, hit: Hit, cast: Cast) -> ActorSpan | None:
        """The subject of a verb before a joined one in its sentence: the first armed actor told there without a preposition."""
        first = max(page.text.sentences[page.text.sentence_of(hit.first)][0], hit.first - _SUBJECT_REACH)
        told = (actor for actor in cast.actors if first <= actor.first < hit.first and not actor.group and not actor.adjective)
        subject = next(told, None)
        if subject is None or subject.actor in self.roles.reporters or (subject.clitic and not subject.joined):
            return None
        return None if page.text.words[max(0, subject.first - 1)] in self._prepositions else subject

    def _goes_on(
        self, page: Page, draft: Draft, cast: Cast, before: Sequence[Draft], given: Sequence[_Given]
    ) -> list[_Given]:  # fmt: skip
        """Who acted in the event before, when the verb has no subject of its own."""
        hit = draft.frame.hits[0] if draft.frame.hits else None
        raid = before[-1] if before else None
        if (
            hit is not None
            and draft.kind in _SEIZURES
            and raid is not None
            and raid.kind is EventKind.RAID
            and raid.sentence == draft.sentence
        ):
            return self._same_hands(page, hit, raid, given)  # «إنزال للتحالف … واعتقال ثلاثة أشخاص»
        if hit is None or hit.trigger.voice != "active" or hit.light is not None:
            return []
        seized = draft.kind in _SEIZURES and any(actor.group and actor.first == hit.behind for actor, _ in given)  # «واعتقلت امرأة»
        if not seized and not self._without_subject(page, hit):
            return []
        last = before[-1] if before else None
        start, end = page.text.span(hit.first, hit.behind)
        if hit.joined and (last is None or last.sentence != draft.sentence or not last.actors):
            subject = self._subject_before(page, hit, cast)
            if subject is not None and subject.actor not in {actor.actor for actor, _ in given}:
                return [
                    (
                        replace(_bare_span(subject), first=hit.first, behind=hit.behind, start=start, end=end, rule="carried-on"),
                        Role.INITIATOR,
                    )
                ]
        if last is None or not 0 <= draft.sentence - last.sentence <= _GOES_ON or page.paragraph(hit.first) != last.paragraph:
            return []
        return self._same_hands(page, hit, last, given)

    @staticmethod
    def _same_hands(page: Page, hit: Hit, last: Draft, given: Sequence[_Given]) -> list[_Given]:
        """Those who acted in the event told before, as the ones who acted here too."""
        start, end = page.text.span(hit.first, hit.behind)
        suffering = {actor.actor for actor, role in given if role is Role.TARGET}
        acting = [actor.id for actor in last.actors if actor.role is Role.INITIATOR and actor.id not in suffering]
        return [
            (ActorSpan(first=hit.first, behind=hit.behind, start=start, end=end, actor=actor, rule="carried-on"), Role.INITIATOR)
            for actor in acting
        ]

    def _without_subject(self, page: Page, hit: Hit) -> bool:
        """Whether an object, a place or a preposition follows a verb at once: its subject was told before."""
        words = page.text.words
        if hit.behind >= len(words):
            return False
        word = words[hit.behind]
        at = bisect_left(page.tokens, (hit.behind, 0))
        if at < len(page.tokens) and page.tokens[at][0] == hit.behind:
            return True
        if not is_word(word):
            return word[0].isdigit()
        accusative = len(word) > 3 and word.endswith(ARTICLE[0]) and not word.startswith(ARTICLE)
        if len(word) > _OBLIQUE_LETTERS and word.endswith(_OBLIQUE) and word not in self._names:
            return True  # «اعتقلت شابين»: a subject would end in «ان», «ون»
        return word in self._prepositions or word in self._numbers or accusative or (word == bare(word) and self.roles.is_thing(word))

    # -- what actors decide -----------------------------------------------------------------------------------------------------------

    def _settle_kind(self, draft: Draft) -> None:
        """Shots by armed forces at each other are no assassination, those of unknown gunmen are; a strike is what its side strikes with."""
        initiators = {actor.id for actor in draft.actors if actor.role is Role.INITIATOR}
        unknown = any(_UNKNOWN in actor for actor in initiators)
        shot = draft.frame.weapon == "gun"
        if draft.kind is EventKind.ASSASSINATION and shot and ((initiators and not unknown) or (not draft.tolls and not unknown)):
            draft.kind = EventKind.OTHER_VIOLENCE
        elif draft.kind is EventKind.OTHER_VIOLENCE and unknown and not self._told_as_such(draft):
            draft.kind = EventKind.ASSASSINATION
        elif draft.kind is EventKind.ARREST and initiators and all(_UNKNOWN in actor for actor in initiators):
            draft.kind = EventKind.ABDUCTION  # whoever is unknown arrests nobody
        elif draft.kind is EventKind.SHELLING and draft.vague:
            kinds = {self._strikes.get(side, EventKind.SHELLING) for side in self.sides(draft)}
            if len(kinds) == 1 and not (unknown and draft.frame.hits[0].trigger.kind == "bombard"):
                draft.kind = kinds.pop()
        elif draft.kind is EventKind.CLASH and draft.vague and initiators and self.sides(draft) <= self._attackers:
            draft.kind = self._strikes[next(iter(sorted(self.sides(draft))))]  # «هجمات إسرائيلية على …»
        elif draft.kind is EventKind.SHELLING and draft.frame.weapon == "rocket" and not unknown:
            kinds = {self._strikes.get(side, EventKind.SHELLING) for side in self.sides(draft)}
            if len(kinds) == 1:
                draft.kind = kinds.pop()  # «صواريخ إسرائيلية»

    @staticmethod
    def _told_as_such(draft: Draft) -> bool:
        """Whether a word tells of violence that is no killing («سقوط مسيرة», «اعتداء بالضرب»)."""
        return bool(draft.frame.hits) and draft.frame.hits[0].trigger.kind == EventKind.OTHER_VIOLENCE


_Placed = TypeVar("_Placed", ActorSpan, Anaphor)


def _among(found: Sequence[_Placed], first: int, behind: int) -> Sequence[_Placed]:
    """Those that begin among the tokens [first, behind); `found` stands in text order."""
    return found[bisect_left(found, first, key=_first_token) : bisect_left(found, behind, key=_first_token)]


def _first_token(item: ActorSpan | Anaphor) -> int:
    return item.first


def _last_of(before: Sequence[Draft], sentence: int) -> Iterator[Draft]:
    """The events told up to a few sentences before, the last one first."""
    for draft in reversed(before):
        if sentence - draft.sentence > _CARRIED_ON:
            return
        if draft.sentence <= sentence:
            yield draft


def _last_acting(before: Sequence[Draft], sentence: int) -> str | None:
    """Who acted in the last event before that says so; of an earlier sentence the one that its first event tells, who is its subject
    («واصلت قوات كذا تقدمها، مدعومة بقصف فرنسي. وكانت هذه القوات …»).
    """
    found, told_in = None, sentence
    for draft in _last_of(before, sentence):
        if found is not None and (told_in == sentence or draft.sentence != told_in):
            break
        acting = next((actor.id for actor in draft.actors if actor.role is Role.INITIATOR), None)
        if acting is not None:
            found, told_in = acting, draft.sentence
    return found


def _bare_span(actor: ActorSpan) -> ActorSpan:
    """An actor's span as a noun of its own, without clitics."""
    return replace(actor, adjective=False, clitic="", joined=False)


def _points_back(text: Text, behind: int) -> bool:
    """Whether a definite noun stands alone: what follows is no adjective («القوات الخاصة»)."""
    following = text.words[behind] if behind < len(text.words) else ""
    return not following.startswith(ARTICLE) or len(following) <= len(ARTICLE) + 1
