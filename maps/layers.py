"""Extraction records → layers: columns of numbers that the page, and the picture, draw without looking back at a record.

One row of the event columns is one event; one row of the point columns is one event at one site; one row of the move columns is one
arrow. What only an opened event needs (its words, its mentions, its claims) is kept beside the columns, report by report.
"""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from gazetteer.arabic import fold_word
from gazetteer.models import ADMIN_KINDS, PlaceKind
from gazetteer.romanise import Romaniser
from geo.models import Event, EventKind, EventStatus, Extraction, Mention, MentionStatus, PlaceRef, Role, Stance, Story
from maps.details import DetailBlock, Details

if TYPE_CHECKING:
    import datetime as dt

NO_DATE = -(2**31)
EPOCH = 719_163  # date(1970, 1, 1).toordinal()
DEGREES = 100_000  # coordinates are whole numbers of 1/100,000 degree, about a metre
_MOST_DENIED = 20
DENIAL_DAYS = 3  # a denial speaks of the same kind of event at the same place this many days around it
KINDS = tuple(EventKind)
STATUSES = tuple(EventStatus)
STANCES = tuple(Stance)
STORIES = tuple(Story)
TERRITORY_KINDS = frozenset({EventKind.CAPTURE, EventKind.ADVANCE, EventKind.WITHDRAWAL})
# By identity: members are single objects, and an enum's own hash is a call of Python.
_KIND_CODE = {id(kind): code for code, kind in enumerate(KINDS)}
_STATUS_CODE = {id(status): code for code, status in enumerate(STATUSES)}
_STANCE_CODE = {id(stance): code for code, stance in enumerate(STANCES)}
_STORY_CODE = {id(story): code for code, story in enumerate(STORIES)}
# Towards these an arrow fades out: they are areas, and their reference point is no destination.
_WIDE_KINDS = ADMIN_KINDS | {PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.FOREIGN_PLACE}
_WIDE_RADIUS_M = 15_000

_encode = msgspec.json.Encoder().encode


class IncidentLike(Protocol):
    """The same event as several reports tell it."""

    @property
    def id(self) -> str:
        """Stable identity."""

    @property
    def members(self) -> Sequence[tuple[str, str]]:
        """(report id, event id) of every telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns:
    """One row an event. Codes index `KINDS`, `STATUSES`, `STANCES`, `STORIES`; days count from 1970-01-01, `NO_DATE` when unknown.

    Attributes:
        precision: ACLED geo_precision of the best site, 0 when no site has a position.
        confidence: percent.
        place: index of the first site's place in `Layers.places`, -1 when none.
        initiator: index of the first initiator in `Layers.actors`, -1 when none.
        source, report: indices into `Layers.sources` and `Layers.first_event`.
        actor_from: n + 1 offsets into `actor`, which holds indices into `Layers.actors`.
        incident: index into `Layers.incidents`, -1 when none.
        killed: the lower number of people killed, -1 when not told.
    """

    ids: tuple[str, ...]
    kind: array[int]
    start: array[int]
    end: array[int]
    status: array[int]
    stance: array[int]
    story: array[int]
    precision: array[int]
    confidence: array[int]
    place: array[int]
    initiator: array[int]
    source: array[int]
    report: array[int]
    incident: array[int]
    killed: array[int]
    actor_from: array[int]
    actor: array[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointColumns:
    """One row an event at a site: coordinates in 1/100,000 degree, radius in metres, geometry an index or -1."""

    event: array[int]
    lon: array[int]
    lat: array[int]
    radius: array[int]
    precision: array[int]
    geometry: array[int]
    place: array[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveColumns:
    """One row an arrow. `to_wide` 1: the destination is a region, into which the arrow fades; `to_radius` metres around it."""

    event: array[int]
    from_lon: array[int]
    from_lat: array[int]
    from_place: array[int]
    to_lon: array[int]
    to_lat: array[int]
    to_radius: array[int]
    to_place: array[int]
    to_geometry: array[int]
    to_wide: array[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place as the page names it. `admin`: what contains it, widest first."""

    id: str | None
    name_ar: str
    name_en: str
    kind: str
    admin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownName:
    """A name that the gazetteer lacks, or cannot decide (`ambiguous`), with how often and where it was read.

    Attributes:
        report: row of the first report that has it.
        near: row in `Layers.places` of the place that this report names nearest to it in the text, -1 when it names none.
        latin: proposal in Latin letters.
    """

    surface: str
    kind: str
    ambiguous: bool
    count: int
    report: int
    near: int
    context: str
    latin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """All that a page or a picture draws.

    Attributes:
        actors: (id, Arabic name, English name).
        incidents: ids of those that several reports tell.
        incident_first: row of the first telling of each incident.
        joined: whether incidents were looked for at all: then an event without one is an incident of its own.
        denials: (event that denies, event that it speaks of), rows of `events`.
        geometries: GeoJSON geometries (longitude first), each once, encoded.
        details: what an opened event needs, in blocks of some hundred reports (see `maps.details`).
        first_event: first row of `events` of each report.
        unknown: names for the gazetteer, most frequent first.
        engine: what made the records.
    """

    events: EventColumns
    points: PointColumns
    moves: MoveColumns
    actors: tuple[tuple[str, str, str], ...]
    sources: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    incidents: tuple[str, ...]
    incident_first: tuple[int, ...]
    joined: bool
    denials: tuple[tuple[int, int], ...]
    geometries: tuple[bytes, ...]
    details: tuple[DetailBlock, ...]
    first_event: tuple[int, ...]
    unknown: tuple[UnknownName, ...]
    engine: tuple[str, ...]

    @property
    def size(self) -> int:
        """Number of events."""
        return len(self.events.ids)


def build(extractions: Iterable[Extraction], incidents: Sequence[IncidentLike] | None = None) -> Layers:
    """Layers of everything that `extractions` hold, in their order.

    Args:
        extractions: records, coarsened and without quotes already where that was asked for.
        incidents: which events tell the same occurrence; None groups nothing.
    """
    with _no_collection(), ThreadPoolExecutor(max_workers=1) as packer:
        builder = _Builder(incidents or (), Details(packer), joined=incidents is not None)
        for extraction in extractions:
            builder.add(extraction)
        return builder.layers()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cycle collector, which would walk all the records again and again (a third of the time); nothing here makes cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class _Builder:
    """Collects rows; every dictionary maps a value to the row that it was given.

    A block of some hundred reports is turned into columns at once: that costs a third of going event by event, and needs no more
    memory than the block.
    """

    incidents: Sequence[IncidentLike]
    details: Details
    joined: bool
    ids: list[str] = field(default_factory=list)
    events: dict[str, array[int]] = field(default_factory=lambda: _empty(EventColumns))
    points: dict[str, array[int]] = field(default_factory=lambda: _empty(PointColumns))
    moves: dict[str, array[int]] = field(default_factory=lambda: _empty(MoveColumns))
    block: list[tuple[Event, list[tuple[int, Role]], int, int, int, int, int, int, int]] = field(default_factory=list)
    block_points: list[tuple[int, ...]] = field(default_factory=list)
    block_moves: list[tuple[int, ...]] = field(default_factory=list)
    actor_code: dict[str, int] = field(default_factory=dict)
    actors: list[tuple[str, str, str]] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    places: dict[tuple[Any, ...], int] = field(default_factory=dict)
    place_rows: list[PlaceRow] = field(default_factory=list)
    geometries: dict[bytes, int] = field(default_factory=dict)
    first_event: list[int] = field(default_factory=list)
    unknown: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    romaniser: Romaniser = field(default_factory=Romaniser.load)
    engines: dict[tuple[str, str, str], None] = field(default_factory=dict)
    member_of: dict[tuple[str, str], int] = field(default_factory=dict)
    incident_first: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.incident_first = [-1] * len(self.incidents)
        for index, incident in enumerate(self.incidents):
            for report_id, event_id in incident.members:
                self.member_of[report_id, event_id] = index

    def add(self, extraction: Extraction) -> None:
        """One report: its places and points now, its events and words with its block."""
        engine, report, mentions = extraction.engine, extraction.report, extraction.mentions
        self.engines[engine.kharita, engine.gazetteer, engine.ner] = None
        row, index = len(self.first_event), len(self.ids)
        self.first_event.append(index)
        source = self.sources.setdefault(report.source or "", len(self.sources))
        place_of, geometry_of = [-1] * len(mentions), [-1] * len(mentions)
        for at, mention in enumerate(mentions):
            if mention.place is not None:
                place_of[at] = self._place(mention.place)
            if mention.location is not None and mention.location.geometry is not None:
                geometry_of[at] = self._geometry(mention.location.geometry)
        for event in extraction.events:
            precision = self._sites(len(self.ids), event, mentions, place_of, geometry_of)
            incident = self._incident(report.id, event.id) if self.member_of else -1
            place = place_of[event.sites[0]] if event.sites else -1
            first_actor, initiator, actors = self._actors(event)
            self.block.append((event, actors, first_actor, initiator, precision, place, source, row, incident))
            self.ids.append(event.id)
        for mention in mentions:
            if mention.status is not MentionStatus.RESOLVED and mention.literal and mention.surface:
                self._unknown(mention, row, extraction, place_of)
        self.details.add(extraction, place_of, geometry_of)
        if self.details.full:
            self._close_block()

    def _incident(self, report_id: str, event_id: str) -> int:
        """The incident that an event tells, -1 when none; the first telling's row is kept."""
        row = self.member_of.get((report_id, event_id), -1)
        if row >= 0 and self.incidents[row].members[0] == (report_id, event_id):
            self.incident_first[row] = len(self.ids)
        return row

    def _sites(
        self, index: int, event: Event, mentions: Sequence[Mention], place_of: Sequence[int], geometry_of: Sequence[int]
    ) -> int:
        """The points and the arrow of an event; its best precision, 0 without a position."""
        best = 0
        for site in event.sites:
            where = mentions[site].location
            if where is None:
                continue
            precision = where.acled_geo_precision
            self.block_points.append((
                index, round(where.lon * DEGREES), round(where.lat * DEGREES), round(where.radius_m), precision, geometry_of[site],
                place_of[site],
            ))  # fmt: skip
            if not best or precision < best:
                best = precision
        if event.origin is not None and event.destination is not None and event.origin != event.destination:
            self._move(index, event.origin, event.destination, mentions, place_of, geometry_of)
        return best

    def _close_block(self) -> None:
        """The rows of a block behind those of the columns."""
        if not self.block:
            self.details.close((), ())
            return
        events, actors, actor_from, initiator, precision, place, source, report, incident = zip(*self.block, strict=True)
        start = [_day(event.start if event.start is not None else event.end) for event in events]
        low = [event.killed.low if event.killed is not None else None for event in events]
        block = {
            "kind": [_KIND_CODE[id(event.kind)] for event in events],
            "start": start,
            "end": [first if event.end is None else event.end.toordinal() - EPOCH for event, first in zip(events, start, strict=True)],
            "status": [_STATUS_CODE[id(event.status)] for event in events],
            "stance": [_STANCE_CODE[id(event.stance)] for event in events],
            "story": [_STORY_CODE[id(event.story)] for event in events],
            "confidence": [round(event.confidence * 100) for event in events],
            "killed": [-1 if number is None else number for number in low],
            "precision": precision, "place": place, "source": source, "report": report, "incident": incident,
            "actor_from": actor_from, "initiator": initiator,
        }  # fmt: skip
        for name, values in block.items():
            self.events[name].extend(values)
        _extend(self.points, self.block_points)
        _extend(self.moves, self.block_moves)
        self.details.close(events, actors)
        self.block.clear()

    def _actors(self, event: Event) -> tuple[int, int, list[tuple[int, Role]]]:
        """Where an event's actors begin in their column, its first initiator (-1: none), and the actors as (code, role)."""
        codes, column = self.actor_code, self.events["actor"]
        first, initiator = len(column), -1
        rows = []
        for actor in event.actors:
            code = codes.get(actor.id)
            if code is None:
                code = codes[actor.id] = len(self.actors)
                self.actors.append((actor.id, actor.name_ar, actor.name_en))
            column.append(code)
            rows.append((code, actor.role))
            if initiator < 0 and actor.role is Role.INITIATOR:
                initiator = code
        return first, initiator, rows

    def _move(
        self, index: int, origin: int, destination: int, mentions: Sequence[Mention], place_of: Sequence[int], geometry_of: Sequence[int]
    ) -> None:
        """An arrow, where both ends have a position."""
        start, target = mentions[origin].location, mentions[destination]
        end = target.location
        if start is None or end is None:
            return
        wide = end.radius_m >= _WIDE_RADIUS_M or end.geometry is not None or (target.place is not None and target.place.kind in _WIDE_KINDS)
        self.block_moves.append((
            index, round(start.lon * DEGREES), round(start.lat * DEGREES), place_of[origin], round(end.lon * DEGREES),
            round(end.lat * DEGREES), round(end.radius_m), place_of[destination], geometry_of[destination], int(wide),
        ))  # fmt: skip

    def _place(self, place: PlaceRef) -> int:
        """Row of a place."""
        key = (place.id, place.name_ar, place.name_en)
        row = self.places.get(key)
        if row is None:
            row = self.places[key] = len(self.place_rows)
            self.place_rows.append(
                PlaceRow(id=place.id, name_ar=place.name_ar, name_en=place.name_en, kind=place.kind.value, admin=place.admin)
            )
        return row

    def _geometry(self, geometry: dict[str, Any]) -> int:
        """Row of a geometry, rounded to the 10 m that a page shows."""
        encoded = _encode({"type": geometry["type"], "coordinates": _rounded(geometry.get("coordinates", []))})
        return self.geometries.setdefault(encoded, len(self.geometries))

    def _unknown(self, mention: Mention, report: int, extraction: Extraction, place_of: Sequence[int]) -> None:
        key = (fold_word(mention.surface), mention.kind.value)
        found = self.unknown.get(key)
        if found is not None:
            found[3] += 1
            return
        text = extraction.report.text
        context = text[max(0, mention.start - 70) : mention.end + 70] if text else ""
        near = _nearest(mention, extraction.mentions, place_of)
        latin = self.romaniser.romanise(mention.surface)
        ambiguous = mention.status is MentionStatus.AMBIGUOUS
        self.unknown[key] = [mention.surface, mention.kind.value, ambiguous, 1, report, near, context, latin]

    def layers(self) -> Layers:
        """Everything collected, frozen."""
        self._close_block()
        columns = self.events
        columns["actor_from"].append(len(columns["actor"]))
        unknown = sorted(self.unknown.values(), key=lambda name: (-name[3], name[0]))
        return Layers(
            events=EventColumns(ids=tuple(self.ids), **columns),
            points=PointColumns(**self.points),
            moves=MoveColumns(**self.moves),
            actors=tuple(self.actors),
            sources=tuple(self.sources),
            places=tuple(self.place_rows),
            incidents=tuple(incident.id for incident in self.incidents),
            incident_first=tuple(self.incident_first),
            joined=self.joined,
            denials=tuple(_denials(columns)),
            geometries=tuple(self.geometries),
            details=self.details.blocks(),
            first_event=tuple(self.first_event),
            unknown=tuple(UnknownName(**dict(zip(UnknownName.__slots__, name, strict=True))) for name in unknown),
            engine=tuple(f"kharita {version} · gazetteer {gazetteer} · ner {ner}" for version, gazetteer, ner in self.engines),
        )


def _nearest(mention: Mention, mentions: Sequence[Mention], place_of: Sequence[int]) -> int:
    """Row of the place whose name stands nearest to a mention; of two as near the later one, for Arabic names the wider place behind."""
    gaps = [
        (other.start - mention.end if other.start >= mention.end else mention.start - other.end, -other.start, place_of[index])
        for index, other in enumerate(mentions)
        if place_of[index] >= 0
    ]
    return min(gaps)[2] if gaps else -1


def _empty(table: type) -> dict[str, array[int]]:
    """The columns of `table` without a row."""
    return {column.name: array("i") for column in fields(table) if column.name != "ids"}


def _extend(columns: dict[str, array[int]], rows: list[tuple[int, ...]]) -> None:
    """Rows, in the order of the columns, moved behind those of the columns."""
    for column, values in zip(columns.values(), zip(*rows, strict=True), strict=bool(rows)):
        column.extend(values)
    rows.clear()


def _denials(events: dict[str, array[int]]) -> Iterable[tuple[int, int]]:
    """Each denied event with the events that it speaks of: the same kind at the same place within `DENIAL_DAYS`."""
    denied_code = STANCES.index(Stance.DENIED)
    kind, place, start, stance = (events[name] for name in ("kind", "place", "start", "stance"))
    denied = [row for row in range(len(kind)) if stance[row] == denied_code and place[row] >= 0 and start[row] != NO_DATE]
    wanted = {(kind[row], place[row]) for row in denied}
    told: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in range(len(kind)):
        if stance[row] != denied_code and (kind[row], place[row]) in wanted:
            told.setdefault((kind[row], place[row]), []).append((start[row], row))
    for dated in told.values():
        dated.sort()
    for row in denied:
        dated = told.get((kind[row], place[row]), [])
        low, high = bisect_left(dated, (start[row] - DENIAL_DAYS, -1)), bisect_right(dated, (start[row] + DENIAL_DAYS, len(kind)))
        yield from ((row, other) for _, other in dated[low : min(high, low + _MOST_DENIED)])


def _day(date: dt.date | None) -> int:
    return NO_DATE if date is None else date.toordinal() - EPOCH


def _rounded(coordinates: Any) -> Any:
    """Coordinates of any depth, to four decimals."""
    if isinstance(coordinates, (list, tuple)):
        return [_rounded(part) for part in coordinates]
    return round(float(coordinates), 4)
