"""What stands before an actor, and the words of a text that have a meaning for roles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from gazetteer.arabic import ARTICLE, bare
from geo.actors import ActorSpan
from geo.finding import Finding
from geo.phrases import Found, PhraseTable
from geo.text import Text, is_word

if TYPE_CHECKING:
    from geo.roles import RoleReader

PASSED = ("of", "person", "object")  # links read over
SIGNS_WITHIN = frozenset("\"«»“”‘’'#*_()[]-–")
_COMMAS = frozenset("،,")
_STEPS = 9  # words read backwards from an actor at most
_ACROSS = frozenset({"initiator", "support", "partner", "backed", "opens"})  # links whose phrase may run into the actor's own words
_TO, _WITH = ARTICLE[1], "ب"


class Link(StrEnum):
    """What stands before an actor."""

    INITIATOR = "initiator"
    TARGET = "target"
    PARTICIPANT = "participant"
    SUPPORT = "support"
    PARTNER = "partner"
    SIDE = "side"
    BACKED = "backed"
    NONE = "none"
    WITH = "with"
    UPON = "upon"
    PREPOSITION = "preposition"
    ACT = "act"
    OPENS = "opens"
    LIGHT = "light_verb"
    ANNOUNCE = "announce"
    ACCUSE = "accuse"
    BLAME = "blame"
    BLAMED = "blamed"
    TRIGGER = "trigger"
    ACTOR = "actor"
    WORD = "word"
    COMMA = "comma"
    START = "start"


LINKS = frozenset(link.value for link in Link) | frozenset(PASSED)


class Linked(Finding, frozen=True):
    """An actor with its link.

    Attributes:
        link: what stands before it.
        thing: whether a thing of the actor («مواقع», «دورية») comes in between.
        to: whether the preposition li does («قصف لقوات النظام»).
        object: whether its noun phrase begins with an accusative («حاجزا», «مطلوبا»).
        first: the first token of its noun phrase.
        joined: whether a conjunction joins it to what stands before.
        after: the actor that the link leads to, as an index.
    """

    actor: ActorSpan
    link: Link
    thing: bool = False
    to: bool = False
    object: bool = False
    first: int = 0
    joined: bool = False
    after: int | None = None


@dataclass(frozen=True, slots=True)
class RoleMarks:
    """The words with a meaning for roles in one text: looked for once, asked for by every clause of it."""

    table: PhraseTable[str]
    words: Sequence[str]
    spots: Sequence[int]
    met: dict[int, Found[str] | None] = field(default_factory=dict)

    def within(self, first: int, behind: int) -> dict[int, Found[str]]:
        """Those of the tokens [first, behind), longest at each place, not overlapping, by the token behind them."""
        found: dict[int, Found[str]] = {}
        floor = first
        for index in self.spots[bisect_left(self.spots, first) : bisect_left(self.spots, behind)]:
            if index < floor:
                continue
            if index not in self.met:
                self.met[index] = self.table.at(self.words, index)
            hit = self.met[index]
            if hit is not None and hit.behind > behind:  # a longer phrase than the clause has room for: perhaps a shorter one
                hit = self.table.at(self.words[:behind], index)
            if hit is not None:
                found[hit.behind] = hit
                floor = hit.behind
        return found


@dataclass(frozen=True, slots=True)
class LinkReading:
    """What stands before the actors of one clause, around one trigger. `floor`: the first token of the clause."""

    words: RoleReader
    text: Text
    actors: Sequence[ActorSpan]
    trigger: tuple[int, int]
    floor: int
    marks: Mapping[int, Found[str]]

    def link(self, index: int) -> Linked:
        """Read backwards from an actor to the first word that decides."""
        actor = self.actors[index]
        first, thing, to, accusative, fired = actor.first, False, _TO in actor.clitic, False, False
        joined = actor.joined
        at = actor.first - 1

        def linked(link: Link, after: int | None = None) -> Linked:
            return Linked(actor, link, thing, to, accusative, first, joined, after)

        for _ in range(_STEPS):
            while at >= self.floor and (self.text.words[at] in SIGNS_WITHIN or self._counts(at)):
                at -= 1
            if at < self.floor:
                return linked(Link.START)
            if self.trigger[0] <= at < self.trigger[1]:  # a toll as a trigger holds words of roles: «قتل على يد كذا 12 مدنيا»
                inner = self.marks.get(at + 1)
                if inner is None or inner.first <= self.trigger[0] or not (inner.value in PASSED or inner.value == Link.INITIATOR):
                    return linked(Link.TRIGGER)
            before = self._actor_at(at, index)
            if before is not None:
                return linked(Link.ACTOR, before)
            word = self.text.words[at]
            if word in _COMMAS or not is_word(word):
                return linked(Link.COMMA)
            if word in self.words.joiners:
                joined, at = True, at - 1
                continue
            mark = self.marks.get(at + 1)
            mark = mark or self._across(at, actor)
            if mark is None:
                if word == _TO or bare(word) in self.words.adjectives:
                    to, at = to or word == _TO, at - 1
                    continue
                return linked(Link.WORD)
            if mark.value == Link.SIDE:  # «بين X من جهة وY من جهة أخرى»
                return linked(Link.COMMA if joined else Link.NONE)
            if mark.value == Link.BACKED:  # «مدعومة بطيران X», not «المدعومة من X»
                return linked(Link.PARTNER if self.text.words[mark.first + 1].startswith(_WITH) else Link.NONE)
            if mark.value not in PASSED:
                return linked(Link(mark.value))
            head = self.text.words[mark.first]
            armed = self.words.is_trigger("instrument", (head,))
            if armed and thing and to and not fired:  # «استهدفت مسيرة سيارة لقوات النظام»
                return linked(Link.WORD)
            fired = fired or armed
            accusative = mark.value != "of" and head.endswith(ARTICLE[0]) and len(head) > 3
            letters = self.text.words[mark.first][: mark.clitic]
            if mark.value == "of" and mark.behind == actor.first:
                to = False  # of «تابعة لقوات النظام» the li belongs to the participle
            thing = thing or mark.value == "object"
            to = to or _TO in letters
            joined = joined or (letters[:1] in self.words.joiners and letters != "")
            first, at = mark.first, mark.first - 1
        return linked(Link.WORD)

    def _across(self, token: int, actor: ActorSpan) -> Found[str] | None:
        """A phrase that begins at a token and runs into an actor's own words («مدعومة بطائرات» before «طائرات التحالف»)."""
        over = (self.marks.get(behind) for behind in range(actor.first + 1, actor.behind + 1))
        return next((hit for hit in over if hit is not None and hit.first == token and hit.value in _ACROSS), None)

    def _counts(self, token: int) -> bool:
        """Whether a token is a number («ثلاثة عناصر من …»), outside the trigger."""
        word = self.text.words[token]
        return word.isdigit() or (word in self.words.numbers and not self.trigger[0] <= token < self.trigger[1])

    def _actor_at(self, token: int, index: int) -> int | None:
        """The actor before number `index` that holds a token."""
        before = index - 1
        return before if before >= 0 and self.actors[before].first <= token < self.actors[before].behind else None
