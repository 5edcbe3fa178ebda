"""Whether a capital or a country is meant as a place, or stands for its government. The table says it."""

from __future__ import annotations

from typing import Any

TABLES = {"test_governments_and_places": ("governments",)}


def test_governments_and_places(row: dict[str, Any], read) -> None:
    found = {(mention.surface, mention.literal) for mention in read(row["text"]).mentions}
    wanted = {(name, True) for name in row.get("places", ())} | {(name, False) for name in row.get("governments", ())}
    assert found == wanted


def test_a_government_is_drawn_nowhere_and_is_no_site(read) -> None:
    record = read("قصفت واشنطن مواقع في بلدة هجين")
    washington = record.mentions[0]
    assert (washington.surface, washington.literal, washington.location) == ("واشنطن", False, None)
    assert [record.mentions[site].surface for event in record.events for site in event.sites] == ["بلدة هجين"]
