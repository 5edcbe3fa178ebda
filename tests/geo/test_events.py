"""What happened, where, when, to whom, and who says so. The tables say it: each text tells exactly the events of its row, in order."""

from __future__ import annotations

from typing import Any

import pytest

from geo.models import EventKind
from geo.toll_sums import toll_of

TABLES = {
    "test_events": (
        "event_kinds",
        "event_places",
        "event_times",
        "event_tolls",
        "event_speech",
        "event_actors",
        "event_company",
        "event_blows",
        "event_control",
    )
}


def test_events(row: dict[str, Any], told) -> None:
    told(row)


def test_every_kind_is_told_by_some_row(rows_of) -> None:
    assert {event["kind"] for row in rows_of("event_kinds") for event in row["events"]} == set(EventKind)


def test_no_toll_from_no_telling() -> None:
    assert toll_of((), "killed") is None


def test_an_event_says_by_which_words_and_rule(read) -> None:
    text = "قصفت مدفعية النظام بلدة حاس أمس، ما أدى إلى مقتل 3 مدنيين"
    (event,) = read(text).events
    marked = {mark.field: text[mark.start : mark.end] for mark in event.marks}
    assert marked["kind"] == "قصفت"
    assert marked["date"] == "أمس"
    assert {"actor", "killed"} <= marked.keys()
    assert all(mark.rule for mark in event.marks)
    assert event.rule
    assert [text[span.start : span.end] for span in event.evidence]


def test_crosswalk_codes_come_with_the_kind(read) -> None:
    (event,) = read("قصف جوي على بلدة اللطامنة").events
    assert event.acled == ("Explosions/Remote violence", "Air/drone strike")
    assert event.plover


def test_places_taken_over_and_guessed_kinds_make_less_sure(read) -> None:
    sure = read("قصفت مدفعية النظام بلدة حاس أمس").events[0]
    unsure = read("هدوء في بلدة حاس. واندلعت اشتباكات أمس").events[0]
    assert unsure.confidence < sure.confidence <= 1


CAPTURES = [
    ("استعادت قوات النظام السيطرة على مدينة خان شيخون", "2019-08-21", "Government regains territory"),
    ("سيطرت الفصائل على مدينة خان شيخون", "2019-08-21", "Non-state actor overtakes territory"),
    ("بسطت قوات وزارة الدفاع السورية سيطرتها على مدينة جبلة", "2025-03-07", "Government regains territory"),
    ("سيطرت قوات سوريا الديمقراطية على بلدة هجين", "2018-12-14", "Non-state actor overtakes territory"),
]


@pytest.mark.parametrize(("text", "published", "code"), CAPTURES)
def test_who_is_the_state_decides_what_a_capture_is(read, text: str, published: str, code: str) -> None:
    (event,) = read(text, published).events
    assert event.acled == ("Battles", code)
