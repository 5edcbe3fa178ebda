"""The nouns that flow from a report to a map: the extraction record, field by field.

Everything is frozen. `Extraction` is what `kharita extract` writes, one JSON object a line; its field names are a contract with every
reader of those files. Coordinates are WGS84 degrees. Offsets are code points of `Report.text` as it was decoded:
`text[start:end] == surface`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gazetteer.models import PlaceKind


class MentionStatus(StrEnum):
    """How far a mention was taken: one place, several that it may be, or a name that the gazetteer lacks."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"


class EventKind(StrEnum):
    """What happened: the closed set of the record format."""

    CLASH = "clash"
    ADVANCE = "advance"
    CAPTURE = "capture"
    WITHDRAWAL = "withdrawal"
    EVACUATION = "evacuation"
    DISPLACEMENT = "displacement"
    RETURN = "return"
    CEASEFIRE = "ceasefire"
    AGREEMENT = "agreement"
    SHELLING = "shelling"
    AIRSTRIKE = "airstrike"
    DRONE_STRIKE = "drone_strike"
    EXPLOSION = "explosion"
    LANDMINE = "landmine"
    CHEMICAL_ATTACK = "chemical_attack"
    ASSASSINATION = "assassination"
    EXECUTION = "execution"
    ABDUCTION = "abduction"
    ARREST = "arrest"
    RAID = "raid"
    SIEGE = "siege"
    REINFORCEMENT = "reinforcement"
    DEPLOYMENT = "deployment"
    CAMPAIGN = "campaign"
    AID = "aid"
    PROTEST = "protest"
    PRISONER_EXCHANGE = "prisoner_exchange"
    DESTRUCTION = "destruction"
    OTHER_VIOLENCE = "other_violence"


class Stance(StrEnum):
    """What a source does with a statement."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PLANNED = "planned"
    ALLEGED = "alleged"


class EventStatus(StrEnum):
    """What the claims of an event amount to together."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    DENIED = "denied"


class Story(StrEnum):
    """What an event is to its report: its subject, background, or an unrelated headline on the page."""

    MAIN = "main"
    BACKGROUND = "background"
    FURNITURE = "furniture"


class Role(StrEnum):
    """What an actor does in an event."""

    INITIATOR = "initiator"
    TARGET = "target"
    PARTICIPANT = "participant"


class Qualifier(StrEnum):
    """How a number was told."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    DOZENS = "dozens"


class DateBasis(StrEnum):
    """Where an event's date comes from."""

    TEXT = "text"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as it was read.

    Attributes:
        id: as given in JSON Lines, else the relative path without suffix.
        published: the day of publication; None when unknown, and then relative dates stay unresolved.
        lang: `ar`, or what else the text mostly is (`en`, `tr`, `ku`, `und`).
        sha256: of the text in UTF-8, hexadecimal.
        text: None when quotes were left out.
    """

    id: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: dt.date | None = None
    lang: str = "ar"
    sha256: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """The place that a mention was resolved to. `admin`: names of what contains it, widest first, in English."""

    id: str | None
    name_ar: str
    name_en: str
    kind: PlaceKind
    lat: float
    lon: float
    admin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What the text says of a position relative to the named place.

    Attributes:
        type: countryside | sector | direction | distance | near | between | on_road | bank | border | overlooking | centre | part
        direction: compass point (N, NE, …), or None.
        distance_m: metres, or None.
        text: the words, as they stand in the report.
        other: index of the second mention of «بين X وY» and «طريق X – Y», or None; None too where the two are one road of the gazetteer.
    """

    type: str
    direction: str | None = None
    distance_m: float | None = None
    text: str = ""
    other: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a mention is after its relation was applied, and how sure that is.

    Attributes:
        radius_m: radius of the circle of uncertainty around (lat, lon), metres.
        geometry: GeoJSON area or line (longitude first), or None when the circle says all.
        acled_geo_precision: 1 exact place, 2 part of a region or near a place, 3 a larger region (ACLED codebook).
        ucdp_where_prec: 1 exact … 4 governorate … 6 country, 7 sea or air (UCDP GED codebook).
    """

    lat: float
    lon: float
    radius_m: float
    geometry: dict[str, Any] | None = None
    acled_geo_precision: int = 1
    ucdp_where_prec: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRef:
    """A place that a mention may also have meant."""

    id: str | None
    name_ar: str
    name_en: str
    kind: PlaceKind
    lat: float
    lon: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place name in a text. Mentions stand in text order and never overlap."""

    start: int
    end: int
    surface: str
    kind: PlaceKind
    literal: bool = True
    status: MentionStatus = MentionStatus.UNRESOLVED
    place: PlaceRef | None = None
    relation: Relation | None = None
    location: Location | None = None
    corrected_from: str | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[CandidateRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the report's text, code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Which words made a field of an event, and by which rule (`field`: kind, actor, date, killed, injured, figure, stance, source)."""

    field: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRef:
    """An actor of an event."""

    id: str
    name_en: str
    name_ar: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Part of a toll.

    Attributes:
        of: the group that this one is counted within («بينهم»), or None when it adds to the sum.
        side: id of the actor whose people they are, where the text says so («5 من الفصائل»), or None.
    """

    who: str
    low: int | None
    high: int | None
    of: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """People killed or injured: low = high = the number told; both None for «عشرات»."""

    low: int | None
    high: int | None
    qualifier: Qualifier = Qualifier.EXACT
    aggregate: bool = False
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Another number of an event (buses, people moved, rockets …). `by`: the source that gives it, or None."""

    what: str
    low: int | None
    high: int | None
    qualifier: Qualifier = Qualifier.EXACT
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says an event, through whom, and what they say of it. `evidence`: [start, end] of the clause, or None."""

    by: str
    via: str | None = None
    stance: Stance = Stance.ASSERTED
    evidence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One occurrence: a kind of act, its actors, its time, all the sites that the text gives it."""

    id: str
    kind: EventKind
    acled: tuple[str, str]
    plover: str
    story: Story = Story.MAIN
    sites: tuple[int, ...] = ()
    origin: int | None = None
    destination: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    start_time: str | None = None
    end_time: str | None = None
    date_basis: DateBasis | None = None
    acled_time_precision: int | None = None
    ucdp_date_prec: int | None = None
    actors: tuple[ActorRef, ...] = ()
    killed: Casualties | None = None
    injured: Casualties | None = None
    figures: tuple[Figure, ...] = ()
    stance: Stance = Stance.ASSERTED
    claims: tuple[Claim, ...] = ()
    status: EventStatus = EventStatus.REPORTED
    evidence: tuple[Span, ...] = ()
    confidence: float = 0.5
    rule: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What made a record, so that it can be made again."""

    kharita: str
    gazetteer: str
    ner: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one report gave. `notices`: what a reader should know of the report (empty, duplicate of …, not Arabic, encoding)."""

    report: Report
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    engine: Engine = Engine(kharita="0", gazetteer="none")
    notices: tuple[str, ...] = ()
