"""One report → its extraction record. The file to read first: each step has its own file, this one only puts them in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gazetteer.models import Place, PlaceKind
from geo.casualties import CasualtyGrammar
from geo.dates import DateGrammar
from geo.events import EventFinder
from geo.facilities import stands_in
from geo.literal import LiteralReader
from geo.locations import Locator
from geo.mentions import MentionFinder
from geo.models import CandidateRef, Engine, Extraction, Mention, MentionStatus, Report
from geo.named_roads import NamedRoads, Read
from geo.numbers import NumberGrammar
from geo.relations import RelationReader
from geo.resolution import Resolved, Resolver
from geo.text import Text, WordSets

_MAX_CANDIDATES = 5
_SETTLEMENTS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """All that the steps need: made once, handed to every worker, never changed.

    Attributes:
        places: id → place of the gazetteer in use.
        word_sets: the words that the steps look for.
        shapes: whether relations become geometry now; without it points and radii only, which is faster.
    """

    places: Mapping[str, Place]
    finder: MentionFinder
    resolver: Resolver
    relations: RelationReader
    roads: NamedRoads
    literal: LiteralReader
    locator: Locator
    dates: DateGrammar
    numbers: NumberGrammar
    casualties: CasualtyGrammar
    events: EventFinder
    word_sets: WordSets
    engine: Engine
    shapes: bool = True


def process(report: Report, tools: Tools, notices: tuple[str, ...] = ()) -> Extraction:
    """Extract the places and events of one report. Pure; never raises for any text.

    Returns:
        the record; without mentions when the text is empty or not Arabic.
    """
    if not report.text:
        return Extraction(report=report, engine=tools.engine, notices=notices)
    text = Text.of(report.text, tools.word_sets)
    mentions = places_of(text, tools)
    numbers = tools.numbers.find(text)
    dates = tools.dates.find(text, report.published)
    tolls = tools.casualties.find(text, numbers, _towns(mentions))
    events = tools.events.find(report, text, mentions, dates, numbers, tolls)
    return Extraction(report=report, mentions=mentions, events=events, engine=tools.engine, notices=notices)


def _towns(mentions: Sequence[Mention]) -> list[tuple[int, str]]:
    """Offset and id of each settlement that a text names."""
    return [(m.start, m.place.id) for m in mentions if m.place is not None and m.place.id and m.kind in _SETTLEMENTS and m.literal]


def places_of(text: Text, tools: Tools) -> tuple[Mention, ...]:
    """The place mentions of a text: recognised, resolved, related, joined where two name a road, located."""
    resolved = tools.resolver.resolve(text, tools.finder.find(text))
    relations = tools.relations.read(text, resolved)
    literal = tools.literal.read(text, resolved)
    read = tools.roads.join(text, resolved, relations, literal)
    return tuple(_mention(text, number, read, tools) for number in range(len(read)))


def _mention(text: Text, number: int, read: Sequence[Read], tools: Tools) -> Mention:
    item, relation = read[number].item, read[number].relation
    literal = read[number].literal or (relation is not None and relation.type == "border")
    start, end = item.spot.span(text)
    place = item.place
    other = read[relation.other].item.place if relation is not None and relation.other is not None else None
    at, other = read[number].ends or (place, other)
    name = text.raw[text.folded.raw_start(text.starts[item.spot.first] + item.spot.clitic) : end]
    return Mention(
        start=start,
        end=end,
        surface=text.raw[start:end],
        kind=place.kind if place and stands_in(item) is None else _asked_kind(item),
        literal=literal,
        status=MentionStatus.RESOLVED if place else MentionStatus.AMBIGUOUS if item.choices else MentionStatus.UNRESOLVED,
        place=tools.locator.reference(place) if place else None,
        relation=relation,
        location=tools.locator.locate(at, relation, other, shapes=tools.shapes) if at and literal else None,
        corrected_from=name if place and item.spot.correction else None,
        score=_confidence(item),
        reasons=_reasons(item),
        candidates=tuple(_candidate(choice.met.place, choice.score) for choice in item.choices[:_MAX_CANDIDATES]),
    )


def _asked_kind(item: Resolved) -> PlaceKind:
    """The kind of a place that is not known or not decided: what the cue says, else what the options are."""
    if item.spot.kind is not None and item.spot.kind in PlaceKind.__members__.values():
        return PlaceKind(item.spot.kind)
    return item.choices[0].met.place.kind if item.choices else PlaceKind.OTHER


def _confidence(item: Resolved) -> float:
    """0 to 1: how far the best option leads (the logistic of its lead), halved for a corrected spelling."""
    if not item.choices:
        return 0.0
    lead = 1.0 if len(item.choices) == 1 else item.choices[0].score - item.choices[1].score
    score = 0.5 + min(0.49, max(0.0, lead) / 2)
    return round(score * (0.8 if item.spot.correction else 1.0), 3)


def _reasons(item: Resolved) -> tuple[str, ...]:
    said = list(item.spot.reasons)
    if item.spot.correction and item.choices:
        said.append(item.spot.correction)
    if item.choices:
        said += [reason for reason in item.choices[0].reasons if reason not in said]
        if len(item.choices) == 1:
            said.append("only-place-of-this-name")
    else:
        said.append("not-in-the-gazetteer")
    if item.decided and not said:
        said.append("best-known-of-this-name")
    if item.choices and not item.decided:
        said.append("namesakes-too-close")
    if not said:
        said.append("best-of-its-name")
    return tuple(said)


def _candidate(place: Place, score: float) -> CandidateRef:
    return CandidateRef(
        id=place.id, name_ar=place.name_ar, name_en=place.name_en, kind=place.kind, lat=place.lat, lon=place.lon, score=score
    )
