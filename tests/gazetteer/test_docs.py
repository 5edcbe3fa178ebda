"""The page of the gazetteer says what its commands say."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_command_reference_is_up_to_date() -> None:
    """In a process of its own: a command keeps the help option of the first caller."""
    page = ROOT / "docs" / "gazetteer.md"
    code = "import sys, pathlib, gazetteer_docs as docs; page = pathlib.Path(sys.argv[1]).read_text('utf-8'); sys.exit(docs.renewed(page) != page)"
    done = subprocess.run([sys.executable, "-c", code, str(page)], cwd=ROOT / "tools", check=False)
    assert done.returncode == 0, "run: python tools/gazetteer_docs.py"


def test_every_position_source_is_credited() -> None:
    credit = (ROOT / "DATA-LICENSES.md").read_text(encoding="utf-8")
    for path in (ROOT / "gazetteer" / "data" / "places").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert f"`{row['position_source']}`" in credit, row["id"]
