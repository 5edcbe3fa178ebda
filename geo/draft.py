"""An event while it is being put together: what `geo.events` fills and `geo.merging` joins, before it becomes a frozen `Event`."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from gazetteer.arabic import fold
from gazetteer.models import PlaceKind
from geo.date_expr import DateExpr
from geo.frames import Frame
from geo.models import ActorRef, Claim, EventKind, Figure, Mark, Mention, Stance, Story
from geo.tolls import Toll

_SIGNS = re.compile(r"[\W_]+")


@dataclass(slots=True, kw_only=True)
class Draft:
    """One occurrence as one or more clauses tell it.

    Attributes:
        sentence: number of the sentence that tells it first.
        last: number of the sentence that told of it last.
        anchor: raw offsets of its first trigger.
        demanded: whether it is only asked for.
        again: whether it is what happens again and again.
        lead: whether the headline or the first paragraph tells it.
        vague: whether its kind was only guessed from a word that context had to decide.
        apart: whether its words set it beside what was told before («تبعه قصف», «وفي وقت سابق»).
        headline: the words of its line, for a headline of another report.
        item_of: number of the sentence above the row of lines with bullets that it is told in, or None.
    """

    kind: EventKind
    frame: Frame
    sentence: int
    paragraph: int
    anchor: tuple[int, int]
    evidence: list[tuple[int, int]]
    sites: list[int]
    origin: int | None = None
    destination: int | None = None
    date: DateExpr | None = None
    tolls: list[Toll] = field(default_factory=list)
    actors: list[ActorRef] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    stance: Stance = Stance.ASSERTED
    story: Story = Story.MAIN
    marks: list[Mark] = field(default_factory=list)
    last: int = -1
    title: bool = False
    lead: bool = False
    anaphoric: bool = False
    inherited: bool = False
    vague: bool = False
    demanded: bool = False
    again: bool = False
    apart: bool = False
    headline: tuple[str, ...] = ()
    item_of: int | None = None

    def __post_init__(self) -> None:
        self.last = max(self.last, self.sentence)

    def part(self, site: int, toll: Toll, anchor: tuple[int, int]) -> Draft:
        """The part of the occurrence at one of its places, with that part's toll."""
        return Draft(
            kind=self.kind, frame=self.frame, sentence=self.sentence, paragraph=self.paragraph, anchor=anchor, evidence=list(self.evidence),
            sites=[site], origin=self.origin, destination=self.destination, date=self.date, tolls=[toll], actors=list(self.actors),
            claims=list(self.claims), stance=self.stance, story=self.story, marks=list(self.marks), last=self.last, title=self.title,
            lead=self.lead, anaphoric=self.anaphoric, inherited=self.inherited, vague=self.vague, demanded=self.demanded, again=self.again,
            apart=self.apart, headline=self.headline, item_of=self.item_of,
        )  # fmt: skip

    def twin(self, kind: EventKind) -> Draft:
        """The other blow of a clause that tells two in one breath: all but what they led to."""
        return Draft(
            kind=kind, frame=self.frame, sentence=self.sentence, paragraph=self.paragraph, anchor=self.anchor, evidence=list(self.evidence),
            sites=list(self.sites), date=self.date, actors=list(self.actors), claims=list(self.claims), stance=self.stance,
            story=self.story, marks=list(self.marks), last=self.last, title=self.title, lead=self.lead, inherited=self.inherited,
            demanded=self.demanded, again=self.again, apart=self.apart, headline=self.headline, item_of=self.item_of,
        )  # fmt: skip

    def with_twin(self) -> list[Draft]:
        """The event, and behind it the second kind of blow where its clause tells two in one breath."""
        other = self.frame.twin if self.kind is self.frame.kind and self.story is Story.MAIN else None  # not in the sums of months
        return [self] if other is None else [self, self.twin(other)]

    def place_ids(self, mentions: tuple[Mention, ...]) -> set[str]:
        """Identities of the places of the event."""
        return {place_key(mentions[k]) for k in self.sites}

    def spans_more_than(self, days: int) -> bool:
        """Whether its time is longer than so many days."""
        span = self.days()
        return span is not None and (span[1] - span[0]).days > days

    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day, or None."""
        if self.date is None or self.date.first is None:
            return None
        return self.date.first, self.date.last or self.date.first


def place_id(mention: Mention) -> str:
    """Identity of the place of a mention: its id, or the name where the gazetteer has none."""
    return mention.place.id if mention.place is not None and mention.place.id else mention.surface


def place_key(mention: Mention) -> str:
    """What two mentions of one place share: its id, or the name without its noun and signs where the gazetteer has none."""
    if mention.place is not None and mention.place.id:
        return mention.place.id
    words = _SIGNS.sub(" ", fold(mention.surface).text).split()
    return " ".join(words[1:] if len(words) > 1 and mention.kind is not PlaceKind.OTHER else words)
