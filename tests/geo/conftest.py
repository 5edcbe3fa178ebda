"""What all tests of `geo` share: the shipped gazetteer, loaded once, and the tables of `tables/*.toml`.

A table is a list of `[[row]]`, each a stretch of Arabic (`text`) and what must come out of it. A row that is known to come out wrong
says so, `known_gap = "what is wrong"`: its test must then fail, so that whoever mends it is told to take the mark away.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gazetteer.store import Gazetteer, load
from geo.api import build_tools
from geo.models import Casualties, Event, Extraction
from geo.pipeline import Tools, process
from geo.place_lexicon import PlaceLexicon
from geo.reports.source import report_of

PUBLISHED = "2018-05-21"  # a Monday: the day of publication where a row does not give its own
_TABLES = Path(__file__).parent / "tables"

Read = Callable[..., Extraction]


def _rows(table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((_TABLES / f"{table}.toml").read_text(encoding="utf-8"))["row"]
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for `row` all rows of the tables that `TABLES[name of the test]` names."""
    if "row" not in metafunc.fixturenames:
        return
    rows = []
    for table in metafunc.module.TABLES[metafunc.function.__name__]:
        for number, row in enumerate(_rows(table), 1):
            gap = row.get("known_gap")
            marks = (pytest.mark.xfail(reason=str(gap), strict=True),) if gap else ()
            rows.append(pytest.param(row, id=f"{table}-{number}", marks=marks))
    metafunc.parametrize("row", rows)


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The shipped places, without anybody's own layer."""
    return load(user_layer=None, cache_dir=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def tools(gazetteer: Gazetteer) -> Tools:
    """The steps over the shipped places, with shapes."""
    return build_tools(gazetteer)


@pytest.fixture(scope="session")
def lexicon() -> PlaceLexicon:
    """The words around place names."""
    return PlaceLexicon.load()


@pytest.fixture(scope="session")
def read(tools: Tools) -> Read:
    """Read one text as a report: `read(text, published="2018-05-21", source=None)` (None: the day is not known)."""

    def extraction(text: str, published: str | None = PUBLISHED, source: str | None = None, *, by: Tools = tools) -> Extraction:
        day = dt.date.fromisoformat(published) if published else None
        return process(report_of("r", text, source=source, published=day).report, by)

    return extraction


@pytest.fixture(scope="session")
def mention_of() -> Callable[[Extraction, str], Any]:
    """The mention that is written so in the text."""

    def find(record: Extraction, surface: str) -> Any:
        found = [mention for mention in record.mentions if mention.surface == surface]
        assert found, f"«{surface}» is no mention: {[mention.surface for mention in record.mentions]}"
        return found[0]

    return find


@pytest.fixture(scope="session")
def rows_of() -> Callable[[str], list[dict[str, Any]]]:
    """The rows of a table."""
    return _rows


@pytest.fixture(scope="session")
def told(read: Read) -> Callable[[dict[str, Any]], None]:
    """Check that the text of a row tells exactly its events, in order; of each, only what the row gives."""

    def check(row: dict[str, Any]) -> None:
        record = read(row["text"], row.get("published", PUBLISHED) or None)
        found = [_plainly(record, event) for event in record.events]
        assert len(found) == len(row["events"]), found
        for event, wanted in zip(found, row["events"], strict=True):
            assert {field: event[field] for field in wanted} == wanted, event

    return check


def _plainly(record: Extraction, event: Event) -> dict[str, Any]:
    """An event in the words of the tables: places as written, empty strings for what is not known."""

    def name(index: int | None) -> str:
        return record.mentions[index].surface if index is not None else ""

    def count(toll: Casualties | None) -> list[int] | str:
        return "" if toll is None else [] if toll.low is None or toll.high is None else [toll.low, toll.high]

    def acting(role: str) -> list[str]:
        return [actor.id for actor in event.actors if actor.role == role]

    groups = event.killed.groups if event.killed else ()
    return {
        "kind": event.kind.value, "sites": [name(site) for site in event.sites], "origin": name(event.origin), "destination": name(event.destination),
        "start": str(event.start or ""), "end": str(event.end or ""), "basis": event.date_basis.value if event.date_basis else "",
        "killed": count(event.killed), "injured": count(event.injured), "groups": {group.who: group.low for group in groups},
        "sides": {group.side: group.low for group in groups if group.side}, "within": {group.who: group.of for group in groups if group.of}, "qualifier": event.killed.qualifier.value if event.killed else "",
        "aggregate": event.killed.aggregate if event.killed else False, "figures": {figure.what: figure.low for figure in event.figures},
        "stance": event.stance.value, "status": event.status.value, "story": event.story.value, "by": [claim.by for claim in event.claims],
        "initiator": acting("initiator"), "target": acting("target"), "participant": acting("participant"),
    }  # fmt: skip
