"""What only an opened card needs: the words of a report, its mentions, its events' claims and marks.

They travel in blocks of some hundred reports, each a JSON array that is packed for itself, so that opening one event unpacks one block.
Inside a block like stands by like, which packs a third smaller than report by report:

    [[meta of each report], [snippets of each report], [mentions of each report], [[acled of each event], [plover of each event], …]]

meta: [id, title, url, published, lang, notices]; snippets: [[start, words], …]; the order of the event columns is that of
`EVENT_COLUMNS`, of the fields of a mention that of `_mention`. `maps/assets/js/data.js` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import msgspec

from geo.models import Event, Extraction, Mention

EVENT_COLUMNS = (
    "acled", "plover", "sites", "origin", "destination", "start_time", "end_time", "date_basis", "acled_time_precision", "ucdp_date_prec",
    "killed", "injured", "figures", "rule", "actors", "claims", "evidence", "marks", "undated",
)  # fmt: skip
_BLOCK_EVENTS = 500
_BLOCK_LETTERS = 150_000
_event_fields = attrgetter(*EVENT_COLUMNS[:14])
_claim_fields = attrgetter("by", "via", "stance", "evidence")
_mark_fields = attrgetter("field", "start", "end", "rule")
_span_fields = attrgetter("start", "end")
_mention_fields = attrgetter("start", "end", "surface", "kind", "literal", "status", "corrected_from", "score", "reasons")
_relation_fields = attrgetter("type", "direction", "distance_m", "text")
_where_fields = attrgetter("acled_geo_precision", "ucdp_where_prec")
_rival_fields = attrgetter("id", "name_ar", "name_en", "kind", "lat", "lon", "score")
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailBlock:
    """The details of the reports from row `first_report` to the next block's, encoded."""

    first_report: int
    data: bytes


@dataclass(slots=True)
class Details:
    """Collects reports into blocks."""

    _done: list[DetailBlock] = field(default_factory=list)
    _metas: list[Any] = field(default_factory=list)
    _snippets: list[Any] = field(default_factory=list)
    _mentions: list[Any] = field(default_factory=list)
    _events: list[tuple[Any, ...]] = field(default_factory=list)
    _letters: int = 0
    _rows: int = 0

    def add(self, extraction: Extraction, place_of: Sequence[int], geometry_of: Sequence[int], actor_code: Mapping[str, int]) -> None:
        """One report. The words are only those that its events stand on; a mention outside them that no event uses is null."""
        report = extraction.report
        windows = _windows(extraction)
        used = _used(extraction)
        ends = _ends(extraction)
        self._metas.append((report.id, report.title, report.url, report.published, report.lang, extraction.notices))
        self._snippets.append([(start, report.text[start:end]) for start, end in windows] if report.text is not None else ())
        self._mentions.append([
            _mention(mention, place_of[index], geometry_of[index], index in ends)
            if index in used or _inside(mention.start, windows) else None
            for index, mention in enumerate(extraction.mentions)
        ])
        self._events += [_event(event, actor_code) for event in extraction.events]
        self._letters += sum(end - start for start, end in windows)
        if len(self._events) >= _BLOCK_EVENTS or len(self._metas) >= _BLOCK_EVENTS or self._letters >= _BLOCK_LETTERS:
            self._close()

    def blocks(self) -> tuple[DetailBlock, ...]:
        """Every block, the last one closed."""
        if self._metas:
            self._close()
        return tuple(self._done)

    def _close(self) -> None:
        columns = list(zip(*self._events, strict=True)) if self._events else [()] * len(EVENT_COLUMNS)
        data = _encode((self._metas, self._snippets, self._mentions, columns))
        self._done.append(DetailBlock(first_report=self._rows, data=data))
        self._rows += len(self._metas)
        self._metas, self._snippets, self._mentions, self._events, self._letters = [], [], [], [], 0


def _used(extraction: Extraction) -> set[int | None]:
    """Mentions that an event stands on."""
    used: set[int | None] = set()
    for event in extraction.events:
        used.update(event.sites)
        used.add(event.origin)
        used.add(event.destination)
    return used


def _ends(extraction: Extraction) -> set[int | None]:
    """Mentions that a movement begins or ends at: their own positions travel with them, for an arrow alone tells only whole ones."""
    return {end for event in extraction.events for end in (event.origin, event.destination) if end is not None}


def _event(event: Event, actor_code: Mapping[str, int]) -> tuple[Any, ...]:
    return (
        *_event_fields(event),
        [(actor_code[actor.id], actor.role) for actor in event.actors],
        [_claim_fields(claim) for claim in event.claims],
        [_span_fields(span) for span in event.evidence],
        [_mark_fields(mark) for mark in event.marks],
        (event.start is None) + 2 * (event.end is None),
    )


def _windows(extraction: Extraction) -> list[tuple[int, int]]:
    """The stretches of the report that its events stand on, joined where they touch."""
    spans = [_span_fields(span) for event in extraction.events for span in event.evidence]
    spans += [claim.evidence for event in extraction.events for claim in event.claims if claim.evidence is not None]
    if len(spans) > 1:
        spans.sort()
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _inside(offset: int, windows: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in windows)


def _mention(mention: Mention, place: int, geometry: int, is_end: bool) -> tuple[Any, ...]:
    where = mention.location
    location: tuple[Any, ...] | None = None if where is None else (round(where.radius_m), *_where_fields(where), geometry)
    if is_end and where is not None and location is not None:
        location += (round(where.lon, 6), round(where.lat, 6))
    rivals = [_rival_fields(rival) for rival in mention.candidates] if mention.candidates else ()
    return (*_mention_fields(mention), place, mention.relation and _relation_fields(mention.relation), location, rivals)
