"""`--coarsen` and `--no-quotes` reach everything that is written."""

from __future__ import annotations

import json

import pytest

OUTPUTS = [("extract", "-o", "o.jsonl"), ("export", "--to", "o.geojson"), ("export", "--to", "o.csv"), ("incidents", "-o", "o.jsonl")]


@pytest.mark.parametrize(("command", "option", "name"), OUTPUTS)
def test_no_quotes_leaves_no_sentence(kharita, tmp_path, examples, command, option, name):
    assert kharita(command, examples, option, tmp_path / name, "--no-quotes").code == 0
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert "المدفعية قرى" not in text
    assert "حافلات تغادر" not in text


@pytest.mark.parametrize(("command", "option", "name"), OUTPUTS)
def test_coarsened_names_no_village_and_no_exact_point(kharita, tmp_path, examples, command, option, name):
    assert kharita(command, examples, option, tmp_path / name, "--coarsen", "5km").code == 0
    text = (tmp_path / name).read_text(encoding="utf-8")
    for word in ("كنصفرة", "Kansafra", "35.6599", "ariha-2021", "قصف مدفعي"):
        assert word not in text, word


def test_what_was_coarsened_is_on_the_grid(kharita, tmp_path, examples):
    kharita("extract", examples, "-o", tmp_path / "fine.jsonl")
    kharita("map", tmp_path / "fine.jsonl", "-o", tmp_path / "map", "--coarsen", "25km")
    features = json.loads((tmp_path / "map/events.geojson").read_text(encoding="utf-8"))["features"]
    points = {tuple(feature["geometry"]["coordinates"]) for feature in features if feature["geometry"]}
    assert points
    assert all(feature["properties"]["radius_m"] >= 12_500 for feature in features if feature["geometry"])
    assert all(feature["properties"]["evidence"] is None for feature in features)


def test_a_grid_that_is_none(kharita, examples):
    ran = kharita("extract", examples, "--coarsen", "1m")
    assert (ran.code, ran.err.count("\n"), ran.out) == (2, 1, "")
