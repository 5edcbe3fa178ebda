"""The tables of words in `gazetteer/data/`: every row shows its word in use and says who vouches for it."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from gazetteer.arabic import fold_word
from gazetteer.romanise import Romaniser
from gazetteer.spelling import data_rows, key_of

TABLES = sorted(entry.name.removesuffix(".csv") for entry in files("gazetteer").joinpath("data").iterdir() if entry.name.endswith(".csv"))
WORDS = [table for table in TABLES if "example" in data_rows(table)[0]]


def test_the_tables_of_words_are_found() -> None:
    assert {"ordinary_names", "romanisation", "generic_nouns", "compound_heads", "seat_words"} <= set(WORDS)


@pytest.mark.parametrize("table", WORDS)
def test_a_row_has_its_example_and_source(table: str) -> None:
    assert not [row for row in data_rows(table) if not row["example"] or not row["source"]]


def test_a_name_has_one_level() -> None:
    """Of two rows with one key the second would silently win."""
    keys = Counter(key_of(row["form"]) for row in data_rows("ordinary_names"))
    assert not [key for key, times in keys.items() if times > 1]


def test_a_letter_reads_as_its_example_shows() -> None:
    examples = [row["example"].split(" → ") for row in data_rows("romanisation") if "→" in row["example"]]
    romaniser = Romaniser.load()
    assert examples
    assert [[name, romaniser.romanise(name)] for name, _ in examples] == examples


def test_a_censored_word_is_read_as_the_word() -> None:
    rows = data_rows("censored_words")
    assert not [row["form"] for row in rows if fold_word(row["form"]) not in fold_word(row["example"])]
