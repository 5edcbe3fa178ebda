"""One record in words: the text with its places marked, what each became and why, the events with the words that they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from geo.lexicon import rows
from geo.models import Casualties, Event, Extraction, Figure, Group, Mention, MentionStatus, Report

_RIGHT_TO_LEFT = "\u200f"  # makes a terminal that can set a line from right to left do so, whatever the line begins with
_ARABIC = re.compile(r"[\u0621-\u064a]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # would move the cursor, or turn the text around
_WORDS = 160  # characters of evidence shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How marked words look: what stands before and behind them, by status of the mention."""

    resolved: str
    open: str
    silent: str
    heading: str
    end: str

    @staticmethod
    def plain() -> Style:
        """Brackets, for files and pipes."""
        return Style(resolved="[", open="[", silent="(", heading="", end="")

    @staticmethod
    def coloured() -> Style:
        """Colours of a terminal: green a place that is known, yellow one that is not, dim a name that stands for a government."""
        return Style(resolved="\x1b[1;32m[", open="\x1b[1;33m[", silent="\x1b[2m(", heading="\x1b[1m", end="\x1b[0m")


def explained(record: Extraction, style: Style) -> str:
    """The explanation, several lines. Control characters of the report are shown as blanks, so that none acts on the terminal."""
    text = record.report.text
    words = ["(the text was left out)"] if text is None else _marked(text, record.mentions, style)
    wordings = {row["code"]: row["words"] for row in rows("reasons")}
    places = [_safe(line) for number, mention in enumerate(record.mentions, start=1) for line in _place(number, mention, wordings)]
    events = [_safe(line) for number, event in enumerate(record.events, start=1) for line in _event(number, event, record)]
    return "\n".join((
        *map(_safe, _head(record)), "", *words,
        "", f"{style.heading}Places{style.end}", *(places or ["  none"]),
        "", f"{style.heading}Events{style.end}", *(events or ["  none"]),
    ))  # fmt: skip


def _safe(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _head(record: Extraction) -> Iterator[str]:
    report: Report = record.report
    published = report.published.isoformat() if report.published else "day of publication unknown: relative dates stay open (--published)"
    yield " · ".join(part for part in (report.id, report.title, report.source, published, f"language {report.lang}") if part)
    for notice in record.notices:
        yield f"Note: {notice}"


def _marked(text: str, mentions: tuple[Mention, ...], style: Style) -> list[str]:
    """The lines of the text, every mention in marks with its number."""
    parts, at = [], 0
    for number, mention in enumerate(mentions, start=1):
        opening = style.silent if not mention.literal else style.resolved if mention.place else style.open
        closing = f" {number}{']' if mention.literal else ')'}{style.end}"
        parts += [_safe(text[at : mention.start]), opening, _safe(mention.surface), closing]
        at = mention.end
    parts.append(_safe(text[at:]))
    return [f"  {_RIGHT_TO_LEFT if _ARABIC.search(line) else ''}{line}" for line in "".join(parts).splitlines()]


def _place(number: int, mention: Mention, wordings: Mapping[str, str]) -> Iterator[str]:
    """What a mention became, where that is, and why; the rivals."""
    place, where = mention.place, mention.location
    if place is not None:
        inside = ", ".join(dict.fromkeys(reversed(place.admin)))
        yield f"  {number:>3}. {mention.surface} → {place.name_ar} · {place.name_en} ({place.kind.value}{', ' + inside if inside else ''})"
    else:
        known = "not in the gazetteer" if mention.status is MentionStatus.UNRESOLVED else "several places may be meant"
        yield f"  {number:>3}. {mention.surface} ({mention.kind.value}): {known}; kharita gazetteer add gives it a place"
    if not mention.literal:
        yield "       stands for a government or an army: nothing is drawn"
    if mention.corrected_from:
        yield f"       written «{mention.corrected_from}»: read as a misspelling"
    if mention.relation is not None:
        relation = mention.relation
        far = f"{relation.distance_m / 1000:g} km" if relation.distance_m else ""
        told = f"«{relation.text}»" if relation.text else ""
        detail = " ".join(part for part in (relation.type.replace("_", " "), far, relation.direction or "", told) if part)
        yield f"       relation: {detail}"
    if where is not None:
        area = f", drawn as {'a line' if 'Line' in where.geometry['type'] else 'an area'}" if where.geometry else ""
        precision = f"ACLED geo_precision {where.acled_geo_precision}, UCDP where_prec {where.ucdp_where_prec}"
        yield f"       at {where.lat:.4f} N, {where.lon:.4f} E ± {where.radius_m / 1000:.1f} km{area}; {precision}"
    if mention.reasons:
        yield f"       why ({mention.score:g}): {'; '.join(_reason(code, wordings) for code in mention.reasons)}"
    rivals = [rival for rival in mention.candidates if place is None or rival.id != place.id]
    if rivals:
        named = (f"{rival.name_ar} · {rival.name_en} ({rival.kind.value}, {rival.id}, {rival.score:.2f})" for rival in rivals)
        yield f"       or: {'; '.join(named)}"


def _reason(code: str, wordings: Mapping[str, str]) -> str:
    """A reason code («cue=village») in words."""
    name, _, value = code.partition("=")
    return wordings[name].replace("{}", value.replace("_", " ")) if name in wordings else code


def _event(number: int, event: Event, record: Extraction) -> Iterator[str]:
    """An event field by field, each with its words where the record marks them."""
    days = _days(event)
    yield f"  {number:>3}. {event.kind.value} · {days} · {event.status.value}, {event.stance.value} · {event.story.value}"
    yield f"       ACLED {event.acled[0]} / {event.acled[1]}; PLOVER {event.plover}"
    if event.sites:
        yield "       at " + ", ".join(_site(index, record) for index in event.sites)
    if event.origin is not None or event.destination is not None:
        ends = ((word, index) for word, index in (("from", event.origin), ("to", event.destination)) if index is not None)
        yield "       " + " ".join(f"{word} {_site(index, record)}" for word, index in ends)
    for role, acting in groupby(sorted(event.actors, key=lambda actor: actor.role.value), key=lambda actor: actor.role.value):
        yield f"       {role}: " + "; ".join(f"{actor.name_ar} · {actor.name_en}" for actor in acting)
    for what, toll in (("killed", event.killed), ("injured", event.injured)):
        if toll is not None:
            yield f"       {what}: {_toll(toll)}"
    if event.figures:
        yield "       figures: " + "; ".join(_figure(figure) for figure in event.figures)
    for claim in event.claims:
        via = f" via {claim.via}" if claim.via else ""
        yield f"       {claim.stance.value} by {claim.by}{via}"
    yield from _words(event, record.report.text)
    yield f"       rule: {event.rule or '-'} · confidence {event.confidence:g} · {event.id}"


def _days(event: Event) -> str:
    if event.start is None and event.end is None:
        return "no date"
    start, end = (day.isoformat() if day else "?" for day in (event.start, event.end))
    hours = " – ".join(hour for hour in (event.start_time, event.end_time) if hour)
    basis = " (the day of publication)" if event.date_basis == "published" else ""
    return (start if start == end else f"{start} to {end}") + (f" {hours}" if hours else "") + basis


def _site(index: int, record: Extraction) -> str:
    return f"{record.mentions[index].surface} {index + 1}"


def _group(group: Group) -> str:
    side = f" ({group.side})" if group.side else ""
    return f"{group.who} {_count(group.low, group.high)}{side}{f' of {group.of}' if group.of else ''}"


def _toll(toll: Casualties) -> str:
    groups = ", ".join(_group(group) for group in toll.groups)
    period = "; toll of a period" if toll.aggregate else ""
    return f"{_count(toll.low, toll.high)} ({toll.qualifier.value}{period})" + (f": {groups}" if groups else "")


def _figure(figure: Figure) -> str:
    return f"{figure.what} {_count(figure.low, figure.high)} ({figure.qualifier.value}{', ' + figure.by if figure.by else ''})"


def _count(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "?"
    return str(low) if low == high else f"{'?' if low is None else low}–{'?' if high is None else high}"


def _words(event: Event, text: str | None) -> Iterator[str]:
    """The evidence, and the words of each field."""
    if text is None:
        return
    for span in event.evidence:
        words = " ".join(text[span.start : span.end].split())
        yield f"       words: «{words[:_WORDS]}{'…' if len(words) > _WORDS else ''}»"
    for mark in event.marks:
        yield f"       {mark.field}: «{' '.join(text[mark.start : mark.end].split())}» ({mark.rule})"
