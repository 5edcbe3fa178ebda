"""The page of the gazetteer says what its commands say."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_command_reference_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("gazetteer_docs", ROOT / "tools" / "gazetteer_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (ROOT / "docs" / "gazetteer.md").read_text(encoding="utf-8")
    assert module.renewed(page) == page, "run: python tools/gazetteer_docs.py"


def test_every_position_source_is_credited() -> None:
    credit = (ROOT / "DATA-LICENSES.md").read_text(encoding="utf-8")
    for path in (ROOT / "gazetteer" / "data" / "places").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert f"`{row['position_source']}`" in credit, row["id"]
