"""The tables of dates, numbers and casualties: every row has its word, its meaning and an example that holds the word."""

from __future__ import annotations

import pytest

from gazetteer.arabic import fold_word
from geo.lexicon import rows

TABLES = {
    "months": ("form",),
    "weekdays": ("form",),
    "day_parts": ("form",),
    "relative_days": ("form",),
    "date_units": ("form",),
    "date_words": ("form", "role"),  # a word may do two things: «بتاريخ» leads a date, and makes «12/5» one
    "seasons": ("form",),
    "decades": ("form",),
    "ordinals": ("form",),
    "number_words": ("form",),
    "number_qualifiers": ("form", "side"),
    "number_ranges": ("form",),
    "number_neighbours": ("form", "side"),
    "people_groups": ("form",),
    "figure_units": ("form",),
    "casualty_words": ("form",),
    "casualty_context": ("form", "role"),
}


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_whole(table: str) -> None:
    for row in rows(table):
        assert row["form"], row
        assert row["source"], row
        assert fold_word(row["form"]) in fold_word(row["example"]), row


@pytest.mark.parametrize(("table", "key"), TABLES.items())
def test_rows_stand_once(table: str, key: tuple[str, ...]) -> None:
    seen = [tuple(row[column] for column in key) for row in rows(table)]
    assert len(seen) == len(set(seen)), sorted({entry for entry in seen if seen.count(entry) > 1})
