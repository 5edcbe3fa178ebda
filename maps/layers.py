"""Extraction records → layers: columns of numbers that the page, and the picture, draw without looking back at a record.

One row of the event columns is one event; one row of the point columns is one event at one site; one row of the move columns is one
arrow. What only an opened event needs (its words, its mentions, its claims) is kept beside the columns, report by report.
"""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from gazetteer.arabic import fold_word
from gazetteer.models import ADMIN_KINDS, PlaceKind
from gazetteer.romanise import Romaniser
from geo.models import Event, EventKind, EventStatus, Extraction, Location, Mention, MentionStatus, Role, Stance, Story
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
_KIND_CODE = {kind: code for code, kind in enumerate(KINDS)}
_STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
_STANCE_CODE = {stance: code for code, stance in enumerate(STANCES)}
_STORY_CODE = {story: code for code, story in enumerate(STORIES)}
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
    builder = _Builder(incidents or (), joined=incidents is not None)
    with _no_collection():
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
    """Collects rows; every dictionary maps a value to the row that it was given."""

    incidents: Sequence[IncidentLike]
    joined: bool
    ids: list[str] = field(default_factory=list)
    events: list[tuple[int, ...]] = field(default_factory=list)
    event_actors: array[int] = field(default_factory=lambda: array("i"))
    points: list[tuple[int, ...]] = field(default_factory=list)
    moves: list[tuple[int, ...]] = field(default_factory=list)
    actor_code: dict[str, int] = field(default_factory=dict)
    actors: list[tuple[str, str, str]] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    places: dict[tuple[Any, ...], int] = field(default_factory=dict)
    place_rows: list[PlaceRow] = field(default_factory=list)
    geometries: dict[bytes, int] = field(default_factory=dict)
    details: Details = field(default_factory=Details)
    first_event: list[int] = field(default_factory=list)
    unknown: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    romaniser: Romaniser = field(default_factory=Romaniser.load)
    engines: dict[str, None] = field(default_factory=dict)
    member_of: dict[tuple[str, str], int] = field(default_factory=dict)
    incident_first: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.incident_first = [-1] * len(self.incidents)
        for index, incident in enumerate(self.incidents):
            for report_id, event_id in incident.members:
                self.member_of[report_id, event_id] = index

    def add(self, extraction: Extraction) -> None:
        """One report: its events into the columns, its words into the details."""
        engine = extraction.engine
        self.engines.setdefault(f"kharita {engine.kharita} · gazetteer {engine.gazetteer} · ner {engine.ner}")
        row = len(self.first_event)
        self.first_event.append(len(self.ids))
        place_of = [self._place(mention) for mention in extraction.mentions]
        geometry_of = [self._geometry(mention.location) for mention in extraction.mentions]
        source = self.sources.setdefault(extraction.report.source or "", len(self.sources))
        for event in extraction.events:
            self._event(event, extraction, (row, source), place_of, geometry_of)
        for mention in extraction.mentions:
            if mention.status is not MentionStatus.RESOLVED and mention.literal:
                self._unknown(mention, row, extraction, place_of)
        self.details.add(extraction, place_of, geometry_of, self.actor_code)

    def _event(
        self, event: Event, extraction: Extraction, origin: tuple[int, int], place_of: list[int], geometry_of: list[int]
    ) -> None:
        """One row of the events, with its points and its arrow."""
        index = len(self.ids)
        self.ids.append(event.id)
        precision, first_place = 0, -1
        for site in event.sites:
            mention = extraction.mentions[site]
            if first_place < 0:
                first_place = place_of[site]
            where = mention.location
            if where is None:
                continue
            self.points.append((
                index, round(where.lon * DEGREES), round(where.lat * DEGREES), round(where.radius_m), where.acled_geo_precision,
                geometry_of[site], place_of[site],
            ))  # fmt: skip
            if not precision or where.acled_geo_precision < precision:
                precision = where.acled_geo_precision
        self._move(index, event, extraction.mentions, place_of, geometry_of)
        start = _day(event.start if event.start is not None else event.end)
        actors = self.event_actors
        actor_from = len(actors)
        initiator = -1
        for actor in event.actors:
            code = self.actor_code.get(actor.id)
            if code is None:
                code = self.actor_code[actor.id] = len(self.actors)
                self.actors.append((actor.id, actor.name_ar, actor.name_en))
            actors.append(code)
            if initiator < 0 and actor.role is Role.INITIATOR:
                initiator = code
        incident = self.member_of.get((extraction.report.id, event.id), -1)
        if incident >= 0 and self.incidents[incident].members[0] == (extraction.report.id, event.id):
            self.incident_first[incident] = index
        low = event.killed.low if event.killed is not None else None
        self.events.append((
            _KIND_CODE[event.kind], start, _day(event.end) if event.end is not None else start,
            _STATUS_CODE[event.status], _STANCE_CODE[event.stance], _STORY_CODE[event.story], precision, round(event.confidence * 100),
            first_place, initiator, origin[1], origin[0], incident, -1 if low is None else low, actor_from,
        ))  # fmt: skip

    def _move(self, index: int, event: Event, mentions: Sequence[Mention], place_of: list[int], geometry_of: list[int]) -> None:
        """An arrow, where both ends have a position and are two."""
        if event.origin is None or event.destination is None or event.origin == event.destination:
            return
        start, end = mentions[event.origin].location, mentions[event.destination].location
        if start is None or end is None:
            return
        target = mentions[event.destination]
        wide = end.radius_m >= _WIDE_RADIUS_M or end.geometry is not None or (target.place is not None and target.place.kind in _WIDE_KINDS)
        self.moves.append((
            index, round(start.lon * DEGREES), round(start.lat * DEGREES), place_of[event.origin], round(end.lon * DEGREES),
            round(end.lat * DEGREES), round(end.radius_m), place_of[event.destination], geometry_of[event.destination], int(wide),
        ))  # fmt: skip

    def _place(self, mention: Mention) -> int:
        """Row of the place that a mention names; -1 when it names none that is known."""
        place = mention.place
        if place is None:
            return -1
        key = (place.id, place.name_ar, place.name_en)
        row = self.places.get(key)
        if row is None:
            row = self.places[key] = len(self.place_rows)
            self.place_rows.append(
                PlaceRow(id=place.id, name_ar=place.name_ar, name_en=place.name_en, kind=place.kind.value, admin=place.admin)
            )
        return row

    def _geometry(self, location: Location | None) -> int:
        """Row of a geometry, rounded to the 10 m that a page shows; -1 when there is none."""
        if location is None or location.geometry is None:
            return -1
        encoded = _encode({"type": location.geometry["type"], "coordinates": _rounded(location.geometry.get("coordinates", []))})
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
        columns = _columns(self.events, EventColumns, skip=("ids", "actor"))
        columns["actor_from"].append(len(self.event_actors))
        unknown = sorted(self.unknown.values(), key=lambda name: (-name[3], name[0]))
        return Layers(
            events=EventColumns(ids=tuple(self.ids), actor=self.event_actors, **columns),
            points=PointColumns(**_columns(self.points, PointColumns)),
            moves=MoveColumns(**_columns(self.moves, MoveColumns)),
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
            engine=tuple(self.engines),
        )


def _nearest(mention: Mention, mentions: Sequence[Mention], place_of: Sequence[int]) -> int:
    """Row of the place whose name stands nearest to a mention; of two as near the later one, for Arabic names the wider place behind."""
    gaps = [
        (other.start - mention.end if other.start >= mention.end else mention.start - other.end, -other.start, place_of[index])
        for index, other in enumerate(mentions)
        if place_of[index] >= 0
    ]
    return min(gaps)[2] if gaps else -1


def _columns(rows: list[tuple[int, ...]], table: type, skip: tuple[str, ...] = ()) -> dict[str, array[int]]:
    """Rows turned into the columns of `table`, in the order of its fields."""
    names = [column.name for column in fields(table) if column.name not in skip]
    values: Iterable[Iterable[int]] = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: array("i", column) for name, column in zip(names, values, strict=True)}


def _denials(events: dict[str, array[int]]) -> Iterable[tuple[int, int]]:
    """Each denied event with the events that it speaks of: the same kind at the same place within `DENIAL_DAYS`."""
    denied_code = _STANCE_CODE[Stance.DENIED]
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
