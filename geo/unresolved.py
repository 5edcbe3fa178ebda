"""Names that past extractions could not find: counted, with where they stand and where they probably lie, ready to be filled in."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gazetteer.errors import GazetteerFileError
from gazetteer.spelling import key_of

# What `kharita gazetteer add --from` takes, with what helps to fill it in behind.
COLUMNS = ("name_ar", "alt_ar", "name_en", "alt_en", "kind", "lon", "lat", "parent", "accuracy_m", "note", "count", "area", "context")
_AROUND = 60  # characters of context on each side
_CONTEXTS = 3


@dataclass(slots=True)
class Unknown:
    """A name that the gazetteer lacks.

    Attributes:
        spellings: as written in the reports, by count.
        kinds: the kinds that the cues beside it named, by count.
        areas: (id, name) of the districts or governorates that the same reports name, by count.
        contexts: a few stretches of text around it, each with its report's id.
        reports: ids of the reports, in order.
    """

    spellings: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    contexts: list[str] = field(default_factory=list)
    reports: dict[str, None] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How often it was met."""
        return self.spellings.total()

    @property
    def name(self) -> str:
        """The usual spelling, without the generic noun only when the folded names agree on it."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))


def read_records(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Extraction records of JSON Lines files.

    Raises:
        GazetteerFileError: a file is missing, or a line is no extraction record.
    """
    for path in paths:
        try:
            with path.open(encoding="utf-8") as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield _record(line, path, number)
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerFileError(f"{path}: cannot be read ({error})") from error


def _record(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise GazetteerFileError(f"{path}: line {number} is no JSON ({error})") from error
    if not isinstance(record, dict) or "mentions" not in record:
        raise GazetteerFileError(f"{path}: line {number} is no extraction record; make them with kharita extract")
    return record


def collect(records: Iterable[dict[str, Any]]) -> list[Unknown]:
    """The unresolved names of extraction records, most frequent first."""
    found: dict[str, Unknown] = {}
    for record in records:
        report = record.get("report") or {}
        areas = _areas(record["mentions"])
        for mention in record["mentions"]:
            if mention.get("status") != "unresolved":
                continue
            surface = str(mention.get("surface", ""))
            unknown = found.setdefault(key_of(surface) or surface, Unknown())
            unknown.spellings[surface] += 1
            unknown.kinds[str(mention.get("kind") or "other")] += 1
            unknown.areas.update(areas)
            unknown.reports.setdefault(str(report.get("id", "")))
            if len(unknown.contexts) < _CONTEXTS:
                unknown.contexts.append(_context(report, mention))
    return sorted(found.values(), key=lambda unknown: (-unknown.count, unknown.name))


def _areas(mentions: Iterable[dict[str, Any]]) -> list[str]:
    """The narrowest administrative name above each resolved place of a report, once each."""
    areas: dict[str, None] = {}
    for mention in mentions:
        place = mention.get("place") or {}
        admin = place.get("admin") or []
        if mention.get("status") == "resolved" and admin and place.get("kind") not in {"country", "foreign_place"}:
            areas.setdefault(", ".join(str(name) for name in admin[:2]))
    return list(areas)


def _context(report: dict[str, Any], mention: dict[str, Any]) -> str:
    text = report.get("text")
    if not isinstance(text, str):
        return f"{report.get('id', '')}: {mention.get('surface', '')}"
    start, end = int(mention.get("start", 0)), int(mention.get("end", 0))
    around = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
    return f"{report.get('id', '')}: …{around}…"


def fill_in(unknowns: Iterable[Unknown]) -> str:
    """A CSV for `kharita gazetteer add --from`: positions are left empty, the rest is proposed."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for unknown in unknowns:
        others = sorted(set(unknown.spellings) - {unknown.name})
        writer.writerow(
            {
                "name_ar": unknown.name, "alt_ar": "|".join(others), "kind": unknown.kinds.most_common(1)[0][0], "accuracy_m": "2000",
                "count": unknown.count, "area": " / ".join(area for area, _ in unknown.areas.most_common(2)),
                "context": " ¶ ".join(unknown.contexts),
            }
        )  # fmt: skip
    return out.getvalue()
