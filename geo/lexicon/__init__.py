"""The words that the steps know: one table a meaning, with an example beside each word, that a reader of Arabic edits.

Every table has the columns `form` (the word as it is written), its meaning, `example` and `source`.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from itertools import zip_longest


def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `geo/lexicon/<name>.csv` in the order of the file: column → value, missing values as empty strings.

    Raises:
        FileNotFoundError: there is no such table.
    """
    table = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    columns, *lines = csv.reader(table.splitlines())
    return tuple({column: value for column, value in zip_longest(columns, line, fillvalue="") if column} for line in lines if line)
