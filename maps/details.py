"""What only an opened card needs: the words of a report, its mentions, its events' claims and marks.

They travel in blocks of some hundred reports, each a JSON array that is packed for itself, so that opening one event unpacks one block.
Inside a block like stands by like, which packs a third smaller than report by report:

    [[meta of each report], [snippets of each report], [mentions of each report], [[acled of each event], [plover of each event], …]]

meta: [id, title, url, published, lang, notices]; snippets: [[start, words], …]; the order of the event columns is that of
`EVENT_COLUMNS`, of the fields of a mention that of `_mention`. `maps/assets/js/data.js` reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import msgspec

from geo.models import Event, Extraction, Role
from maps.packing import packed

EVENT_COLUMNS = (
    "acled", "plover", "sites", "origin", "destination", "start_time", "end_time", "date_basis", "acled_time_precision", "ucdp_date_prec",
    "killed", "injured", "figures", "rule", "actors", "claims", "evidence", "marks", "undated",
)  # fmt: skip
_BLOCK_EVENTS = 500
_BLOCK_LETTERS = 150_000
_as_they_are = tuple(attrgetter(name) for name in EVENT_COLUMNS[:14])
_rival_fields = attrgetter("id", "name_ar", "name_en", "kind", "lat", "lon", "score")
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailBlock:
    """The details of the reports from row `first_report` to the next block's, encoded and packed (`maps.packing`)."""

    first_report: int
    packed: str


@dataclass(slots=True)
class Details:
    """Collects reports into blocks. `packer` packs a block while the next one is collected: compression leaves the interpreter's lock."""

    packer: Executor
    _done: list[tuple[int, Future[str]]] = field(default_factory=list)
    _metas: list[Any] = field(default_factory=list)
    _snippets: list[Any] = field(default_factory=list)
    _mentions: list[Any] = field(default_factory=list)
    _claims: list[Any] = field(default_factory=list)
    _evidence: list[Any] = field(default_factory=list)
    _marks: list[Any] = field(default_factory=list)
    _letters: int = 0
    _rows: int = 0

    @property
    def full(self) -> bool:
        """Whether the block is large enough to be closed."""
        return len(self._claims) >= _BLOCK_EVENTS or len(self._metas) >= _BLOCK_EVENTS or self._letters >= _BLOCK_LETTERS

    def add(self, extraction: Extraction, place_of: Sequence[int], geometry_of: Sequence[int]) -> None:
        """One report. The words are only those that its events stand on; a mention outside them that no event uses is null."""
        report = extraction.report
        spans: list[tuple[int, int]] = []
        for event in extraction.events:
            claims = [(claim.by, claim.via, claim.stance, claim.evidence) for claim in event.claims]
            evidence = [(span.start, span.end) for span in event.evidence]
            spans += evidence
            spans += [claim[3] for claim in claims if claim[3] is not None]
            self._claims.append(claims)
            self._evidence.append(evidence)
            self._marks.append([(mark.field, mark.start, mark.end, mark.rule) for mark in event.marks])
        windows = _joined(spans)
        self._metas.append((report.id, report.title, report.url, report.published, report.lang, extraction.notices))
        self._snippets.append([(start, report.text[start:end]) for start, end in windows] if report.text is not None else ())
        self._mentions.append(_mentions(extraction, windows, place_of, geometry_of))
        for start, end in windows:
            self._letters += end - start

    def close(self, events: Sequence[Event], actors: Sequence[Sequence[tuple[int, Role]]]) -> None:
        """End the block: `events` are those of the reports added since the last one, `actors` their (row of `Layers.actors`, role)."""
        if not self._metas:
            return
        undated = [(event.start is None) + 2 * (event.end is None) for event in events]
        columns = [*(list(map(column, events)) for column in _as_they_are), actors, self._claims, self._evidence, self._marks, undated]
        data = _encode((self._metas, self._snippets, self._mentions, columns))
        self._done.append((self._rows, self.packer.submit(packed, data)))
        self._rows += len(self._metas)
        self._metas, self._snippets, self._mentions, self._letters = [], [], [], 0
        self._claims, self._evidence, self._marks = [], [], []

    def blocks(self) -> tuple[DetailBlock, ...]:
        """Every closed block."""
        return tuple(DetailBlock(first_report=row, packed=block.result()) for row, block in self._done)


def _used(events: Sequence[Event]) -> set[int | None]:
    """Mentions that an event stands on."""
    return {site for event in events for site in (*event.sites, event.origin, event.destination)}


def _ends(events: Sequence[Event]) -> set[int | None]:
    """Mentions that a movement begins or ends at: their own positions travel with them, for an arrow alone tells only whole ones."""
    return {end for event in events for end in (event.origin, event.destination) if end is not None}


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches that the spans cover, in order, joined where they touch."""
    spans.sort()
    joined: list[tuple[int, int]] = []
    last = -2
    for start, end in spans:
        if start > last + 1:
            joined.append((start, end))
            last = end
        elif end > last:
            joined[-1] = (joined[-1][0], end)
            last = end
    return joined


def _mentions(
    extraction: Extraction, windows: Sequence[tuple[int, int]], place_of: Sequence[int], geometry_of: Sequence[int]
) -> list[tuple[Any, ...] | None]:
    """The mentions of a report: those in its windows and those that an event stands on; None for the others."""
    rows: list[tuple[Any, ...] | None] = []
    used, ends = None, _ends(extraction.events)
    for index, mention in enumerate(extraction.mentions):
        offset = mention.start
        for start, end in windows:
            if start <= offset < end:
                break
        else:
            used = _used(extraction.events) if used is None else used
            if index not in used:
                rows.append(None)
                continue
        where, relation = mention.location, mention.relation
        location: tuple[Any, ...] | None = None
        if where is not None:
            location = (round(where.radius_m), where.acled_geo_precision, where.ucdp_where_prec, geometry_of[index])
            if index in ends:
                location += (round(where.lon, 6), round(where.lat, 6))
        rows.append((
            offset, mention.end, mention.surface, mention.kind, mention.literal, mention.status, mention.corrected_from, mention.score,
            mention.reasons, place_of[index],
            None if relation is None else (relation.type, relation.direction, relation.distance_m, relation.text),
            location,
            list(map(_rival_fields, mention.candidates)) if mention.candidates else (),
        ))  # fmt: skip
    return rows
