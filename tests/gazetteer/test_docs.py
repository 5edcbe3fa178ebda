"""The licence page says where the positions come from."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_position_source_is_credited() -> None:
    credit = (ROOT / "DATA-LICENSES.md").read_text(encoding="utf-8")
    for path in (ROOT / "gazetteer" / "data" / "places").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert f"`{row['position_source']}`" in credit, row["id"]
