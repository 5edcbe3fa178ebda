"""The same event told by several reports → one incident: figures side by side, reprints counted apart, each merge explained.

Two tellings are joined when they are of one group of kinds, at one place, on the same days, and their actors do not exclude each other.
What differs is listed in `conflicts`, never averaged or dropped; two events of one report are never joined, for the report keeps them
apart. The result does not depend on the order of the reports.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from geo.distance import km_between
from geo.lexicon import rows
from geo.models import DateBasis, Event, EventKind, EventStatus, Extraction, Location, Qualifier, Role, Stance, Story
from geo.reprints import Sketch

_NEAR_KM = 3.0  # tellings name neighbouring villages, or one village's neighbourhoods, for one strike
_WIDE_M = 15_000  # a place wider than this joins nothing but tellings of the very same place and day
_DAYS = 1  # a night's event is dated to either day
_LONG_DAYS = 7  # what lasts longer is a period: it joins periods of about the same days only
_CERTAIN = 100.0  # the score of what needs no weighing
_CELL = 0.05  # degrees; about 5 km, wider than _NEAR_KM
_UNKNOWN = ("unknown", "unidentified")  # how ids of actors begin that exclude nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFigure:
    """A number as one report tells it. `by`: the source that the report names, else the report's own."""

    what: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    by: str
    report: str
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One occurrence as all reports tell it.

    Attributes:
        id: stable as long as its first telling is.
        kind: of the first telling; `kinds` are all.
        place_ar, place_en, lat, lon: the first site that has a position, or None.
        members: (report id, event id) of every telling, the earliest published first.
        sources: who vouches for it, each once: the sources that reports name, else the reports' own; reprints and denials add none.
        independent: how many sources those are.
        reprints: (report id, id of the report that it reprints).
        figures: every number with who gives it.
        conflicts: what tellings contradict each other in, a line each; empty when nothing does.
        why: why each telling was joined, a line each.
    """

    id: str
    kind: EventKind
    kinds: tuple[EventKind, ...]
    start: dt.date | None
    end: dt.date | None
    place_ar: str | None
    place_en: str | None
    lat: float | None
    lon: float | None
    status: EventStatus
    members: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    independent: int
    reprints: tuple[tuple[str, str], ...] = ()
    figures: tuple[ToldFigure, ...] = ()
    conflicts: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Site:
    place: str
    name_ar: str
    name_en: str
    at: Location

    @property
    def cell(self) -> tuple[int, int]:
        return round(self.at.lat / _CELL), round(self.at.lon / _CELL)

    @property
    def wide(self) -> bool:
        return self.at.radius_m > _WIDE_M


@dataclass(frozen=True, slots=True)
class _Telling:
    """What joining needs of one event of one report."""

    report: str
    source: str
    published: dt.date | None
    event: Event
    group: str
    sites: tuple[_Site, ...]
    sketch: Sketch

    @property
    def key(self) -> tuple[str, str, str, str]:
        first = self.published or self.event.start
        return (first.isoformat() if first else "9999", self.report, self.event.id, self.group)

    @property
    def initiators(self) -> frozenset[str]:
        """Known initiators; empty when unknown."""
        return frozenset(a.id for a in self.event.actors if a.role is Role.INITIATOR and not a.id.startswith(_UNKNOWN))

    @property
    def speaking(self) -> frozenset[str]:
        """Who tells it, or denies it: the sources that the report names, else the report's own, else the report."""
        return frozenset(claim.by for claim in self.event.claims) or frozenset({self.source or self.report})

    @property
    def vouching(self) -> frozenset[str]:
        """Who stands behind it: those who speak of it without denying it."""
        if self.event.stance is Stance.DENIED:
            return frozenset()
        denying = {claim.by for claim in self.event.claims if claim.stance is Stance.DENIED}
        return self.speaking - denying


@dataclass(slots=True)
class _Group:
    """Tellings joined so far; the first is the earliest."""

    tellings: list[_Telling]
    why: list[str] = field(default_factory=list)


def join(records: Iterable[Extraction]) -> tuple[Incident, ...]:
    """Incidents of all events, those told once too, in the order of their days.

    Unrelated headlines (`furniture`) are left out. Memory grows with the events, not with the texts.
    """
    groups = {row["kind"]: row["group"] for row in rows("kind_groups")}
    once = {(telling.key, telling.sketch.digest): telling for record in records for telling in _tellings(record, groups)}
    tellings = [once[key] for key in sorted(once)]  # a report that is given twice is one report
    joiner = _Joiner()
    for telling in tellings:
        joiner.add(telling)
    found = [_incident(group) for group in joiner.groups]
    return tuple(sorted(found, key=lambda incident: (incident.start or dt.date.max, incident.id)))


def _tellings(record: Extraction, groups: dict[str, str]) -> Iterator[_Telling]:
    if not record.events:
        return
    report = record.report
    sketch = Sketch.of(report.text, report.sha256)
    for event in record.events:
        if event.story is Story.FURNITURE:
            continue
        sites = []
        for index in event.sites:
            mention = record.mentions[index]
            if mention.place is not None and mention.location is not None:
                place = mention.place
                sites.append(_Site(place.id or place.name_ar, place.name_ar, place.name_en, mention.location))
        yield _Telling(report.id, report.source or "", report.published, event, groups.get(event.kind, event.kind), tuple(sites), sketch)


class _Joiner:
    """Takes tellings in order and puts each with what it tells, found by group of kinds, day and cell of the ground."""

    def __init__(self) -> None:
        self.groups: list[_Group] = []
        self._at: dict[tuple[str, int, int, int], list[int]] = {}
        self._told: dict[str, int] = {}  # event → the group that holds it

    def add(self, telling: _Telling) -> None:
        """Join a telling to the group that fits best, or begin one."""
        best = self._same_words(telling)
        for index in sorted(set(self._near(telling))):
            fit = _fit(self.groups[index], telling)
            if fit is not None and (best is None or fit[0] > best[0]):
                best = (fit[0], index, fit[1])
        if best is None:
            index = len(self.groups)
            self.groups.append(_Group([telling]))
        else:
            index = best[1]
            self.groups[index].tellings.append(telling)
            self.groups[index].why.append(best[2])
        self._told[telling.event.id] = index
        for key in self._keys(telling):
            self._at.setdefault(key, []).append(index)

    def _same_words(self, telling: _Telling) -> tuple[float, int, str] | None:
        """The group that holds this very event of the very same text, wherever and whenever it was."""
        index = self._told.get(telling.event.id)
        if index is None or any(other.report == telling.report for other in self.groups[index].tellings):
            return None
        return _CERTAIN, index, f"{telling.report} with {self.groups[index].tellings[0].report}: the same text"

    def _keys(self, telling: _Telling) -> Iterator[tuple[str, int, int, int]]:
        if telling.event.start is not None:
            for lat, lon in {site.cell for site in telling.sites}:
                yield telling.group, telling.event.start.toordinal(), lat, lon

    def _near(self, telling: _Telling) -> Iterator[int]:
        for group, day, lat, lon in self._keys(telling):
            reach = _DAYS if not _long(telling.event) else _LONG_DAYS
            for near_day in range(day - reach, day + reach + 1):
                for d_lat in (-1, 0, 1):
                    for d_lon in (-1, 0, 1):
                        yield from self._at.get((group, near_day, lat + d_lat, lon + d_lon), ())


def _long(event: Event) -> bool:
    return event.start is not None and event.end is not None and (event.end - event.start).days > _LONG_DAYS


def _fit(group: _Group, telling: _Telling) -> tuple[float, str] | None:
    """How well a telling fits a group, and why; None when it does not belong there."""
    if any(other.report == telling.report for other in group.tellings):
        return None
    fits = [_pair(other, telling) for other in group.tellings]
    known = [fit for fit in fits if fit is not None]
    if len(known) < len(fits):
        return None
    return max(known)


def _pair(one: _Telling, two: _Telling) -> tuple[float, str] | None:
    """Whether two tellings are of one occurrence: (score, reason), or None."""
    where = _same_place(one, two)
    when = _same_days(one.event, two.event)
    if where is None or when is None:
        return None
    shared = one.initiators & two.initiators
    opposed = bool(one.initiators and two.initiators and not shared)
    told, told_too = one.event.killed, two.event.killed
    same_toll = told is not None and told_too is not None and told.low is not None and told.low == told_too.low and told.low > 0
    reprint = one.sketch.reprints(two.sketch)
    if when < 1.0 and _two_days_told(one.event, two.event):
        return None
    if opposed and not (same_toll or reprint):
        return None
    if where.wide and not (shared or same_toll or reprint):
        return None
    score = where.score + when + (1.0 if shared else 0.0) + (1.0 if same_toll else 0.0) + (1.0 if one.event.kind is two.event.kind else 0.0)
    parts = [where.reason, "the same day" if when == 1.0 else "the day before or after" if when > 0 else "about the same period"]
    parts += [f"initiator {', '.join(sorted(shared))} in both"] if shared else ["different initiators"] if opposed else []
    parts += [f"{told.low} killed in both"] if same_toll and told is not None else []
    parts += ["nearly the same text"] if reprint else []
    return score, f"{two.report} with {one.report}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class _Where:
    score: float
    reason: str
    wide: bool


def _same_place(one: _Telling, two: _Telling) -> _Where | None:
    best: _Where | None = None
    for site in one.sites:
        for other in two.sites:
            km = km_between(site.at.lon, site.at.lat, other.at.lon, other.at.lat)
            wide = site.wide or other.wide
            if site.place == other.place and km <= max(_NEAR_KM, site.at.radius_m / 1000):
                found = _Where(1.0 if wide else 2.0, f"at {site.name_en or site.name_ar} in both", wide)
            elif not wide and km <= _NEAR_KM:
                found = _Where(1.0, f"{site.name_en or site.name_ar} and {other.name_en or other.name_ar}, {km:.1f} km apart", wide=False)
            else:
                continue
            if best is None or (found.score, found.reason) > (best.score, best.reason):
                best = found
    return best


def _two_days_told(one: Event, two: Event) -> bool:
    """Whether both texts give a day, each its own, and another number of people killed: «صباح اليوم» twice is two mornings."""
    told = one.date_basis is two.date_basis is DateBasis.TEXT and not _long(one)
    killed, killed_too = one.killed, two.killed
    return told and killed is not None and killed_too is not None and killed.low != killed_too.low


def _same_days(one: Event, two: Event) -> float | None:
    """1 the same days, 0.5 a day apart, 0 about the same period, None otherwise."""
    if one.start is None or two.start is None:
        return None
    if _long(one) or _long(two):
        if not (_long(one) and _long(two)) or one.end is None or two.end is None:
            return None
        apart = abs((one.start - two.start).days) + abs((one.end - two.end).days)
        return 0.0 if apart <= _LONG_DAYS else None
    apart = abs((one.start - two.start).days)
    return 1.0 if apart == 0 else 0.5 if apart <= _DAYS else None


# -- what a group says together ----------------------------------------------------------------------------------------------------------


def _incident(group: _Group) -> Incident:
    tellings = group.tellings
    first = tellings[0]
    site = next((site for telling in tellings for site in telling.sites), None)
    starts = [telling.event.start for telling in tellings if telling.event.start]
    ends = [telling.event.end for telling in tellings if telling.event.end]
    reprints = tuple(_reprints(tellings))
    copies = {report for report, _ in reprints}
    vouching = sorted({name for telling in tellings if telling.report not in copies for name in telling.vouching})
    sources = tuple({name.casefold(): name for name in reversed(vouching)}.values())[::-1]
    conflicts = tuple(_conflicts(tellings))
    return Incident(
        id="i" + hashlib.sha256(f"{first.report}\0{first.event.id}".encode("utf-8", "replace")).hexdigest()[:12],
        kind=first.event.kind, kinds=tuple(dict.fromkeys(telling.event.kind for telling in tellings)),
        start=min(starts, default=None), end=max(ends, default=None),
        place_ar=site.name_ar if site else None, place_en=site.name_en if site else None,
        lat=site.at.lat if site else None, lon=site.at.lon if site else None,
        status=_status(tellings, len(sources)), members=tuple((telling.report, telling.event.id) for telling in tellings),
        sources=sources, independent=len(sources), reprints=reprints,
        figures=tuple(figure for telling in tellings for figure in _figures(telling)), conflicts=conflicts, why=tuple(group.why),
    )  # fmt: skip


def _reprints(tellings: Sequence[_Telling]) -> Iterator[tuple[str, str]]:
    """Each later telling whose text is that of an earlier one."""
    originals: list[_Telling] = []
    for telling in tellings:
        original = next((other for other in originals if telling.sketch.reprints(other.sketch)), None)
        if original is None:
            originals.append(telling)
        else:
            yield telling.report, original.report


def _figures(telling: _Telling) -> Iterator[ToldFigure]:
    event = telling.event
    by = ", ".join(sorted(telling.speaking))
    for what, toll in (("killed", event.killed), ("injured", event.injured)):
        if toll is not None and all(figure.what != what for figure in event.figures):  # else each source's own count stands there
            yield ToldFigure(
                what=what, low=toll.low, high=toll.high, qualifier=toll.qualifier, by=by, report=telling.report, event=event.id
            )
    for figure in event.figures:
        yield ToldFigure(
            what=figure.what, low=figure.low, high=figure.high, qualifier=figure.qualifier, by=figure.by or by,
            report=telling.report, event=event.id,
        )  # fmt: skip


def _conflicts(tellings: Sequence[_Telling]) -> Iterator[str]:
    """What tellings contradict each other in, in words."""
    told: dict[str, dict[tuple[int | None, int | None], list[str]]] = {}
    for telling in tellings:
        for figure in _figures(telling):
            if figure.low is not None:
                told.setdefault(figure.what, {}).setdefault((figure.low, figure.high), []).append(f"{figure.by}, {figure.report}")
    for what, values in told.items():
        if len(values) > 1:
            yield f"{what}: " + " against ".join(f"{low} ({'; '.join(who)})" for (low, _), who in values.items())
    initiators = {telling.initiators: telling.report for telling in reversed(tellings) if telling.initiators}
    if len(initiators) > 1 and not frozenset.intersection(*initiators):
        yield "initiator: " + " against ".join(sorted(f"{', '.join(sorted(who))} ({report})" for who, report in initiators.items()))
    kinds = {telling.event.kind.value: telling.report for telling in reversed(tellings)}
    if len(kinds) > 1:
        yield "kind: " + " against ".join(sorted(f"{kind} ({report})" for kind, report in kinds.items()))
    denying = {telling.report: sorted(telling.speaking) for telling in tellings if telling.event.stance is Stance.DENIED}
    if denying and len(denying) < len({telling.report for telling in tellings}):
        yield "denied by " + "; ".join(f"{', '.join(denying[report])} ({report})" for report in sorted(denying))


def _status(tellings: Sequence[_Telling], independent: int) -> EventStatus:
    stances = {telling.event.stance for telling in tellings}
    statuses = {telling.event.status for telling in tellings}
    if stances == {Stance.DENIED}:
        return EventStatus.DENIED
    if Stance.DENIED in stances or EventStatus.DISPUTED in statuses:
        return EventStatus.DISPUTED
    return EventStatus.CORROBORATED if independent > 1 or EventStatus.CORROBORATED in statuses else EventStatus.REPORTED
