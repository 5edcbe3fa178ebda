"""Score the extraction against reports that people annotated: `make eval GOLD=DIR`. Never part of the tests.

DIR holds one JSON file a report with its answers, and the reports themselves in DIR.reports.jsonl beside it (or in DIR); docs/evaluation.md
says how they look. `--scorer SCRIPT` hands the records to a scorer of one's own: `SCRIPT annotated DIR RECORDS`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from geo.api import extract
from geo.distance import km_between

NOT_SCORED = {"country", "foreign_place"}
USAGE = 2


@dataclass(slots=True)
class Score:
    """Hits, what was expected, what was said."""

    hits: int = 0
    wanted: int = 0
    said: int = 0

    def __str__(self) -> str:
        precision, recall = self.hits / (self.said or 1), self.hits / (self.wanted or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  (n {self.wanted})"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("gold", nargs="?", default="")
    arguments.add_argument("--scorer", default="")
    given = arguments.parse_args()
    if not given.gold:
        return _stop("no annotated reports were named: make eval GOLD=DIR (docs/evaluation.md says what DIR holds)")
    gold = Path(given.gold)
    answers, reports = sorted(gold.glob("*.json")), _reports(gold)
    if not answers:
        return _stop(f"{gold}: no annotated reports there (no *.json); docs/evaluation.md says how they look")
    if reports is None:
        return _stop(f"{gold}: the reports are missing: {gold.name}.reports.jsonl beside the folder, or reports.jsonl in it")
    began = time.perf_counter()
    found = {record.report.id: msgspec.to_builtins(record) for record in extract([str(reports)])}
    print(f"{len(found)} reports in {time.perf_counter() - began:.1f} s, gazetteer and all")
    if given.scorer:
        return _hand_over(given.scorer, gold, found.values())
    for name, score in scores((json.loads(path.read_text(encoding="utf-8")) for path in answers), found).items():
        print(f"{name:<28}{score}")
    return 0


def _stop(message: str) -> int:
    print(f"eval: {message}", file=sys.stderr)
    return USAGE


def _reports(gold: Path) -> Path | None:
    beside = (gold.with_name(f"{gold.name}.reports.jsonl"), gold / "reports.jsonl", gold / f"{gold.name}.reports.jsonl")
    return next((path for path in beside if path.exists()), None)


def _hand_over(scorer: str, gold: Path, records: Iterable[Any]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
        return subprocess.run([sys.executable, scorer, "annotated", str(gold), str(path)], check=False).returncode


def scores(answers: Iterable[dict[str, Any]], found: dict[str, dict[str, Any]]) -> dict[str, Score]:
    """Our own figures, stricter or laxer than others': for comparing one day with the next."""
    names = ("mentions found", "mentions at the right place", "events, kind and place", "dates of these events", "killed in these events")
    total = {name: Score() for name in names}
    for answer in answers:
        record = found.get(str(answer["doc_id"]))
        if record is not None:
            _mentions(answer["mentions"], record["mentions"], total)
            _events(answer, record, total)
    return total


def _mentions(wanted: list[Any], said: list[Any], total: dict[str, Score]) -> None:
    wanted = [m for m in wanted if m["literal"] and m["kind"] not in NOT_SCORED]
    said = [m for m in said if m["literal"] and m["kind"] not in NOT_SCORED]
    taken: set[int] = set()
    for mention in wanted:
        for index, other in enumerate(said):
            shared = min(mention["end"], other["end"]) - max(mention["start"], other["start"])
            if index not in taken and 2 * shared >= other["end"] - other["start"]:
                taken.add(index)
                total["mentions found"].hits += 1
                total["mentions at the right place"].hits += _near(mention, other["place"], mention["tolerance_km"])
                break
    for name in ("mentions found", "mentions at the right place"):
        total[name].wanted += len(wanted)
        total[name].said += len(said)


def _near(mention: dict[str, Any], place: dict[str, Any] | None, km: float) -> bool:
    return place is not None and mention["lat"] is not None and km_between(mention["lon"], mention["lat"], place["lon"], place["lat"]) <= km


def _events(answer: dict[str, Any], record: dict[str, Any], total: dict[str, Score]) -> None:
    taken: set[int] = set()
    for event in answer["events"]:
        sites = [answer["mentions"][index] for index in event["sites"]]
        match = next((index for index, other in enumerate(record["events"]) if index not in taken and _same(event, sites, other, record)), None)
        if match is None:
            continue
        taken.add(match)
        other = record["events"][match]
        total["events, kind and place"].hits += 1
        _field(total["dates of these events"], event["date_start"], other["start"])
        _field(total["killed in these events"], (event["killed"] or [None])[0], (other["killed"] or {}).get("low"))
    total["events, kind and place"].wanted += len(answer["events"])
    total["events, kind and place"].said += len(record["events"])


def _same(event: dict[str, Any], sites: list[Any], other: dict[str, Any], record: dict[str, Any]) -> bool:
    if event["kind"] != other["kind"]:
        return False
    places = [record["mentions"][index]["place"] for index in other["sites"]]
    if not sites and not places:
        return True
    return any(_near(site, place, max(5.0, site["tolerance_km"])) for site in sites for place in places)


def _field(score: Score, wanted: Any, said: Any) -> None:
    score.wanted += wanted is not None
    score.said += said is not None
    score.hits += wanted is not None and wanted == said


if __name__ == "__main__":
    sys.exit(main())
