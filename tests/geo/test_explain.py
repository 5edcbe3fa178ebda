"""The explanation for a person: every reason has words, a relation its distance, a shape its kind."""

from __future__ import annotations

import pytest

from geo.explain import Style, explained
from geo.lexicon import rows

TABLES = ("clitics", "cues", "lists", "hashtags", "ordinary_words", "unknown_names", "misspellings", "places", "relations")


@pytest.mark.parametrize("table", TABLES)
def test_every_reason_has_words(table: str, rows_of, read) -> None:
    known = {row["code"] for row in rows("reasons")}
    said = {reason.partition("=")[0] for row in rows_of(table) for mention in read(row["text"]).mentions for reason in mention.reasons}
    assert said <= known


def test_relations_and_reasons_are_told_in_words(read) -> None:
    told = explained(read("حريق على بعد 10 كم شمال الرقة، وعلى طريق الباب - منبج، وفي قرية كذابون"), Style.plain())
    assert "relation: distance 10 km N «على بعد 10 كم شمال الرقة»" in told
    assert "drawn as a line" in told
    assert "why (0): the word before it says: a village; not in the gazetteer" in told
    assert "=" not in told.split("Events")[0]


def test_lines_with_arabic_begin_with_a_mark_of_direction(read) -> None:
    lines = explained(read("حريق في سرمين\nfire\n«سرمين»"), Style.plain()).splitlines()
    assert [line.startswith("  \u200f") for line in lines[2:5]] == [True, False, True]


def test_colour_only_where_it_is_asked_for(read) -> None:
    record = read("حريق في سرمين")
    assert "\x1b[" in explained(record, Style.coloured())
    assert "\x1b[" not in explained(record, Style.plain())
