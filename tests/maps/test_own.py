"""A user's own base map and shapes: read whole or refused with the reason, drawn in the page, never more than data."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import re
from pathlib import Path

import pytest

from maps.archive import ArchiveError, read_archive
from maps.basemap import base_map
from maps.layers import build
from maps.overlay import OverlayError, read_overlay
from maps.page import PageOptions, write_page
from tests.maps import synthetic

PIL = pytest.importorskip("PIL.Image")
tiles = pytest.importorskip("pmtiles.tile")
writer = pytest.importorskip("pmtiles.writer")

RED = (200, 30, 30)


def image(number: int, side: int = 64) -> bytes:
    """A red PNG whose bytes are its own."""
    picture = PIL.new("RGB", (side, side), RED)
    picture.putpixel((0, 0), (number % 256, number // 256 % 256, 9))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def archive(path: Path, zooms=range(4, 9), **header) -> Path:
    """An archive of red images over the Levant."""
    with writer.write(path) as out:
        places = sorted(
            tiles.zxy_to_tileid(z, x, y)
            for z in zooms
            for x in range(int(213 / 360 * 2**z), int(225 / 360 * 2**z) + 1)
            for y in range(int(0.38 * 2**z), int(0.42 * 2**z) + 1)
        )
        for number, at in enumerate(places):
            out.write_tile(at, header.get("data") or image(number))
        out.finalize(
            {"tile_type": header.get("tile_type", tiles.TileType.PNG), "tile_compression": header.get("compression", tiles.Compression.NONE)},
            {"attribution": header.get("credit", 'Survey &copy; <a href="https://evil.example">Someone</a>')},
        )
    return path


@pytest.fixture(scope="module")
def layers():
    return build(list(synthetic.extractions(60)))


def test_an_archive_gives_the_images_around_the_events(tmp_path, layers):
    found = read_archive(archive(tmp_path / "b.pmtiles"), layers.points)
    assert found.zooms == (5, 8)
    assert found.mime == "image/png"
    assert found.credit == "Survey © Someone"
    assert all(found.images[number].startswith(b"\x89PNG") for *_, number in found.tiles)
    assert found == read_archive(tmp_path / "b.pmtiles", layers.points)


def test_the_limit_takes_whole_zooms_then_what_is_near_an_event(tmp_path, layers):
    path = archive(tmp_path / "b.pmtiles")
    whole = read_archive(path, layers.points)
    few = read_archive(path, build(list(synthetic.extractions(4))).points, whole.size)
    assert few.size < whole.size
    for share in (0.9, 0.5, 0.2):
        part = read_archive(path, layers.points, int(whole.size * share))
        assert part.size <= whole.size * share
        assert part.zooms[0] == 5
    with pytest.raises(ArchiveError, match=r"--basemap-limit"):
        read_archive(path, layers.points, 50)


def test_gzipped_images_are_unpacked(tmp_path, layers):
    path = archive(tmp_path / "b.pmtiles", range(5, 6), data=gzip.compress(image(1)), compression=tiles.Compression.GZIP)
    assert read_archive(path, layers.points).images == (image(1),)


REFUSED = {
    "vector": ({"tile_type": tiles.TileType.MVT}, "vector tiles"),
    "unknown": ({"tile_type": tiles.TileType.UNKNOWN}, "unknown sort"),
    "brotli": ({"compression": tiles.Compression.BROTLI}, "brotli"),
    "script": ({"data": b"<svg onload=alert(1)>"}, "is not the image/png"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_image_is_refused(tmp_path, layers, name):
    header, words = REFUSED[name]
    with pytest.raises(ArchiveError, match=words):
        read_archive(archive(tmp_path / "b.pmtiles", range(5, 7), **header), layers.points)


def test_an_archive_of_elsewhere_is_refused(tmp_path, layers):
    with writer.write(tmp_path / "b.pmtiles") as out:
        out.write_tile(tiles.zxy_to_tileid(6, 0, 0), image(1))
        out.finalize({"tile_type": tiles.TileType.PNG, "tile_compression": tiles.Compression.NONE}, {})
    with pytest.raises(ArchiveError, match="where the events are"):
        read_archive(tmp_path / "b.pmtiles", layers.points)


def test_a_damaged_archive_is_told_in_one_line(tmp_path, layers):
    whole = archive(tmp_path / "b.pmtiles").read_bytes()
    (tmp_path / "c.pmtiles").write_bytes(whole)
    for cut in (0, 5, 40, 127, 140, 400, len(whole) // 2):
        (tmp_path / "c.pmtiles").write_bytes(whole[:cut])
        with pytest.raises(ArchiveError, match=r"^c\.pmtiles: [^\n]+$"):
            read_archive(tmp_path / "c.pmtiles", layers.points)
    for at in (7, 97, 98, 99, 130, 135, 150, 180):
        (tmp_path / "c.pmtiles").write_bytes(whole[:at] + b"\xff\xff\xff" + whole[at + 3 :])
        with contextlib.suppress(ArchiveError):  # and nothing else
            read_archive(tmp_path / "c.pmtiles", layers.points)


SHAPES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"name": "</script><img src=x onerror=window.pwned=1>{{7*7}}", "stroke": "red", "fill": "url(https://evil.example)"},
         "geometry": {"type": "Polygon", "coordinates": [[[36, 33], [41, 33], [41, 36.5], [36, 36.5], [36, 33]]]}},
        {"type": "Feature", "properties": {"name_ar": "خط التماس"}, "geometry": {"type": "MultiLineString", "coordinates": [[[37, 34, 5], [38, 35]], [[38, 36], [39, 36]]]}},
        {"type": "Feature", "properties": None, "geometry": {"type": "GeometryCollection", "geometries": [{"type": "MultiPoint", "coordinates": [[38.5, 35.5], [39, 34]]}]}},
        {"type": "Feature", "properties": {}, "geometry": None},
    ],
}  # fmt: skip


def test_shapes_are_read_with_their_names(tmp_path):
    (tmp_path / "front.geojson").write_text("\ufeff" + json.dumps(SHAPES))
    overlay = read_overlay(tmp_path / "front.geojson")
    assert overlay.name == "front"
    assert [kind for _, kind, _ in overlay.shapes] == ["area", "line", "point", "point"]
    assert overlay.shapes[1][0] == "خط التماس"
    assert overlay.shapes[1][2] == (((37.0, 34.0), (38.0, 35.0)), ((38.0, 36.0), (39.0, 36.0)))


@pytest.mark.parametrize("text", [
    "", "[]", "{", '{"type": "Topology"}', '{"type": "FeatureCollection", "features": []}', '{"type": "Point", "coordinates": [200, 10]}',
    '{"type": "Point", "coordinates": ["36", "33"]}', '{"type": "Point"}', '{"type": "LineString", "coordinates": 5}', '{"type": "Curve", "coordinates": []}',
    '{"type": "Polygon", "coordinates": [[36, 33]]}', '{"type": "Point", "coordinates": [400000, 3700000], "crs": {"properties": {"name": "EPSG:32637"}}}',
    '{"type": "GeometryCollection", "geometries": [' * 12 + "]}" * 12,
])  # fmt: skip
def test_what_is_no_geojson_is_refused_in_one_line(tmp_path, text):
    (tmp_path / "x.geojson").write_text(text)
    with pytest.raises(OverlayError, match=r"^x\.geojson: [^\n]+$"):
        read_overlay(tmp_path / "x.geojson")


@pytest.fixture(scope="module")
def own_page(tmp_path_factory, layers) -> Path:
    folder = tmp_path_factory.mktemp("own")
    (folder / "front <b>.geojson").write_text(json.dumps(SHAPES))
    base = base_map(
        synthetic.places(), overlays=(read_overlay(folder / "front <b>.geojson"),),
        images=read_archive(archive(folder / "survey.pmtiles"), layers.points),
    )  # fmt: skip
    write_page(layers, folder / "map.html", PageOptions(), base)
    return folder / "map.html"


def test_own_files_are_data_and_nothing_else(own_page):
    html = own_page.read_text(encoding="utf-8")
    assert "pwned" not in html
    assert html.count("<script>") == 1
    assert "img-src data: blob:;" in re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)


def red(page) -> int:
    """Pixels of the base map's canvas in the colour of the images."""
    return page.evaluate("""() => { const c = document.querySelector('.leaflet-paper-pane canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
        let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i] > 150 && d[i + 1] < 90 && d[i + 2] < 90) n++; return n; }""")


@pytest.mark.browser
def test_own_base_map_and_shapes_in_the_browser(open_page, own_page):
    p = open_page(own_page, "#l=en&v=35.1,38.4,7")
    p.rest(900)
    assert red(p.page) > 200_000
    assert "Survey © Someone" in p.page.inner_text("#schematic")
    p.page.get_by_label("survey.pmtiles").uncheck()
    p.rest()
    assert red(p.page) < 20_000
    assert "Survey" not in p.page.inner_text("#schematic")
    p.page.get_by_label("front <b>").uncheck()
    p.page.get_by_label("survey.pmtiles").check()
    p.page.click("#tab-method")
    assert "survey.pmtiles: Survey © Someone" in p.page.inner_text("#body-method")
    assert p.page.evaluate("window.pwned") is None
    p.rest()
    assert "own0" in p.page.evaluate("location.hash")


@pytest.mark.browser
def test_a_finer_zoom_than_the_archive_has_is_drawn_from_the_finest(open_page, own_page):
    p = open_page(own_page, "#l=en&v=35.1,38.4,12")
    p.rest(700)
    assert red(p.page) > 200_000
