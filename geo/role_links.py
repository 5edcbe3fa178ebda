"""What stands before an actor, and the words of a text that have a meaning for roles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from geo.actors import ActorSpan
from geo.finding import Finding
from geo.long_phrases import LongPhraseTable
from geo.phrases import Found

PASSED = ("of", "person", "object")  # links read over


class Link(StrEnum):
    """What stands before an actor."""

    INITIATOR = "initiator"
    TARGET = "target"
    PARTICIPANT = "participant"
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

    table: LongPhraseTable[str]
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
