"""Tellings of one occurrence become one event; different ones stay apart. The table says it."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from geo.pipeline import process
from geo.reports.source import report_of

TABLES = {"test_merging": ("event_merging",)}

SHELLING = "قصفت مدفعية النظام بلدة حاس بريف إدلب أمس، ما أدى إلى مقتل 3 مدنيين."
OTHER = "وفي محافظة درعا، اغتال مسلحون مجهولون رجلا في مدينة جاسم صباح اليوم."


def test_merging(row: dict[str, Any], told) -> None:
    told(row)


def test_an_event_stays_as_it_is_beside_another(read) -> None:
    alone, beside = read(SHELLING).events[0], read(f"{SHELLING}\n\n{OTHER}").events
    assert [event.kind for event in beside] == ["shelling", "assassination"]
    assert (beside[0].kind, beside[0].killed, beside[0].start, beside[0].marks) == (alone.kind, alone.killed, alone.start, alone.marks)


def test_an_id_does_not_change_when_another_event_is_told_behind_it(tools) -> None:
    """The id hangs on the report's digest: with that held, what is told behind the event does not touch it."""
    short, long = report_of("r", SHELLING).report, report_of("r", f"{SHELLING}\n\n{OTHER}").report
    long = dataclasses.replace(long, sha256=short.sha256)
    first, second = process(short, tools).events, process(long, tools).events
    assert second[0].id == first[0].id
    assert len({event.id for event in second}) == len(second) == 2


def test_ids_are_short_digests_and_differ_between_reports(read) -> None:
    one, other = read(SHELLING).events[0], read(SHELLING + " ").events[0]
    assert re.fullmatch(r"[0-9a-f]{16}", one.id)
    assert one.id != other.id


def test_the_evidence_of_all_tellings_is_kept(read) -> None:
    text = "قصف مدفعي على بلدة الناجية\n\nتعرضت بلدة الناجية لقصف مدفعي صباح اليوم. وأدى القصف إلى مقتل رجل."
    (event,) = read(text).events
    assert len(event.evidence) >= 2
    assert "الناجية" in text[event.evidence[0].start : event.evidence[0].end]
