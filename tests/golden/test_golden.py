"""The whole way, text to GeoJSON, on the example reports: any change of the result shows here, field by field."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import geopandas
import pytest

HERE = Path(__file__).parent
GOLDEN = HERE / "examples.geojson"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("golden") / "examples.geojson"
    runpy.run_path(str(HERE.parents[1] / "tools" / "golden.py"))["write"](path)
    return path


def test_the_examples_give_what_they_gave(made):
    found, wanted = (json.loads(path.read_text(encoding="utf-8"))["features"] for path in (made, GOLDEN))
    assert [feature["id"] for feature in found] == [feature["id"] for feature in wanted], "if meant: python tools/golden.py"
    for feature, before in zip(found, wanted, strict=True):
        assert feature == before, "if meant: python tools/golden.py"
    assert made.read_bytes() == GOLDEN.read_bytes()


def test_geopandas_reads_it_back(made):
    table = geopandas.read_file(made)
    features = json.loads(made.read_text(encoding="utf-8"))["features"]
    assert list(table["id"]) == [feature["id"] for feature in features]
    assert list(table.columns) == [*features[0]["properties"], "geometry"]
    for point, feature in zip(table.geometry, features, strict=True):
        assert (point is None) == (feature["geometry"] is None)
        if point is not None:
            assert [point.x, point.y] == feature["geometry"]["coordinates"]
