"""Writes tests/golden/: what `kharita export` makes of the example reports. Run it when a change of the result is meant, and read the diff."""

from __future__ import annotations

import sys
from pathlib import Path

from gazetteer.store import load
from geo.api import build_tools, process, sources_of
from geo.exports import rows_of, write_rows
from geo.incidents import join

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "tests" / "golden" / "examples.geojson"


def write(path: Path) -> None:
    """The GeoJSON of the examples, with the shipped places only, whatever the user has added."""
    tools = build_tools(load(user_layer=None))
    records = [process(source.report, tools, source.notices) for source in sources_of([str(ROOT / "examples")])]
    write_rows(rows_of(records, join(records)), path)


if __name__ == "__main__":
    sys.exit(write(TARGET))
