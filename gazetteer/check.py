"""Every fault of a file of places, at once, with its line and how to mend it.

Errors keep the file from being used; warnings point out what may be meant: a namesake, a likely duplicate, a row that hides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gazetteer.models import Place
from gazetteer.spelling import is_arabic, key_of
from gazetteer.store import Gazetteer
from gazetteer.tables import Entry, Fault, read_table, row_faults

_DUPLICATE_M = 3000.0  # the same name this near is probably the same place


def check(path: Path, below: Gazetteer) -> list[Fault]:
    """All faults of a CSV or GeoJSON file of places, in the order of its lines.

    Args:
        path: the file.
        below: the gazetteer that the file is laid over, without the file itself.

    Raises:
        GazetteerFileError: the file is missing or no table of places.
    """
    entries, faults = read_table(path, "checked")
    known = below.places.keys() | {place.pcode for place in below.places.values() if place.pcode}
    faults = [*faults, *row_faults(entries, known), *_warnings(entries, below)]
    return sorted(faults, key=lambda fault: (fault.line, fault.level, fault.what))


def _warnings(entries: Sequence[Entry], below: Gazetteer) -> list[Fault]:
    faults: list[Fault] = []
    for entry in entries:
        place, line = entry.place, entry.line
        target = place.replaces or entry.extends
        if target and below.get(target) is None:
            what = f"no place below has the id {target!r}"
            faults.append(Fault(line=line, level="warning", what=what, mend="kharita gazetteer find NAME shows the ids"))
        if entry.hidden or target:
            continue
        if place.id in below.places:
            what = f"id {place.id!r} is that of {below.places[place.id].name_ar}, which this row overrides"
            mend = "write it into `replaces` if that is meant, else change the id"
            faults.append(Fault(line=line, level="warning", what=what, mend=mend))
        else:
            faults += namesake_warnings(place, below, line)
    return faults


def namesake_warnings(place: Place, below: Gazetteer, line: int = 0) -> list[Fault]:
    """Warnings for a new place: a likely duplicate near an existing one, or a name that shadows others."""
    namesakes = same_name(place, below)
    near = [(distance, other) for distance, other in below.grid.within(place.lon, place.lat, _DUPLICATE_M) if other.id in namesakes]
    if near:
        distance, other = min(near, key=lambda item: (item[0], item[1].id))
        what = f"{place.name_ar or place.name_en} is probably {other.name_ar} ({other.kind}, {other.id}), {distance / 1000:.1f} km away"
        mend = f"to change that one, write {other.id} into `replaces`; to keep both, leave it"
        return [Fault(line=line, level="warning", what=what, mend=mend)]
    if namesakes:
        others = ", ".join(f"{other.name_ar} ({other.kind}, {other.id})" for other in list(namesakes.values())[:3])
        what = f"the name {place.name_ar or place.name_en} shadows {others}"
        mend = "a bare name then means several places; that is right for true namesakes"
        return [Fault(line=line, level="warning", what=what, mend=mend)]
    return []


def same_name(place: Place, below: Gazetteer) -> dict[str, Place]:
    """The places below, by id, that carry one of this place's names."""
    found: dict[str, Place] = {}
    for name in (place.name_ar, *place.alt_ar, place.name_en):
        if not name:
            continue
        if is_arabic(name):
            found |= {met.place.id: met.place for met in below.index.met(key_of(name))}
        elif not place.name_ar:
            exact = (candidate for candidate in below.find(name) if candidate.reasons[:1] == ("exact-latin-name",))
            found |= {candidate.place.id: candidate.place for candidate in exact}
    found.pop(place.id, None)
    return found
