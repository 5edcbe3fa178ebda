"""`--basemap` and `--layer`: told in one line before the work when they cannot be drawn, in the page when they can."""

from __future__ import annotations

import pytest

LINE = '{"type": "LineString", "coordinates": [[36, 33], [40, 36]]}'


@pytest.mark.parametrize(("option", "name", "data", "words"), [
    ("--layer", "x.geojson", b"{}", "not GeoJSON"),
    ("--layer", "x.geojson", None, "cannot be read"),
    ("--basemap", "x.pmtiles", b"no archive", "no PMTiles archive"),
    ("--basemap", "x.pmtiles", b"PMTiles\x03", "damaged"),
    ("--basemap", "x.pmtiles", None, "cannot be read"),
])  # fmt: skip
def test_what_cannot_be_drawn(kharita, tmp_path, examples, option, name, data, words):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = kharita("map", examples, "-o", tmp_path / "out", option, tmp_path / name)
    assert (ran.code, ran.err.count("\n"), ran.out) == (2, 1, "")
    assert words in ran.err
    assert not (tmp_path / "out").exists()


def test_a_size_that_is_none(kharita, examples):
    ran = kharita("map", examples, "--basemap-limit", "much")
    assert ran.code == 2
    assert "20MB" in ran.err


def test_a_layer_is_in_the_page(kharita, tmp_path, examples):
    (tmp_path / "front.geojson").write_text(LINE)
    assert kharita("map", examples, "-o", tmp_path / "out", "--layer", tmp_path / "front.geojson").code == 0
    assert 'id="kh-overlays"' in (tmp_path / "out/map.html").read_text(encoding="utf-8")
