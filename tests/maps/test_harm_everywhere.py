"""What was left out on purpose is in no file that is written: pages (every block unpacked), pictures, tables, records, incidents."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from geo.exports import rows_of, write_rows
from geo.harm import Harmless
from geo.incidents import join
from geo.models import Extraction
from maps.basemap import base_map
from maps.layers import build
from maps.page import PageOptions, write_page
from tests.maps import synthetic

FORMATS = ("map.html", "rows.geojson", "rows.csv", "rows.kml", "rows.gpkg", "records.jsonl", "incidents.jsonl", "map.svg", "map.png", "map.pdf")
GRID = 25_000.0  # leaves names of governorates


def _record(n: int) -> Extraction:
    """A record in whose every field something stands that must not stay; positions with digits of their own."""
    record = synthetic.record(n, 2)
    shape = {"type": "Polygon", "coordinates": [[[36.123451, 34.987651], [36.2, 34.9], [36.3, 35.0], [36.123451, 34.987651]]]}
    mentions = tuple(
        mention if mention.location is None else replace(mention, location=replace(mention.location, geometry=shape)) for mention in record.mentions
    )
    return replace(record, report=replace(record.report, id=f"file-of-{n}."), mentions=mentions, notices=("the same text as report secret-file",))


@pytest.fixture(scope="module")
def records() -> list[Extraction]:
    return [_record(n) for n in range(0, 80, 2)]


def written(records: list[Extraction], folder: Path, metres: float | None, *, quotes: bool) -> dict[str, str]:
    """Every file that the commands write, as text."""
    harmless = Harmless(metres, quotes=quotes)
    held = [harmless.of(record) for record in records]
    joined = join(held)
    layers = build(held, [incident for incident in joined if len(incident.members) > 1])
    write_page(layers, folder / "map.html", PageOptions(coarsened_m=metres, quotes=quotes), base_map())
    for suffix in ("geojson", "csv", "kml", "gpkg"):
        write_rows(rows_of(held, joined), folder / f"rows.{suffix}")
    (folder / "records.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, held)))
    (folder / "incidents.jsonl").write_bytes(b"\n".join(map(msgspec.json.encode, joined)))
    pytest.importorskip("matplotlib")
    from maps.picture import PictureOptions, write_picture  # noqa: PLC0415

    for suffix in ("svg", "png", "pdf"):
        write_picture(layers, folder / f"map.{suffix}", PictureOptions(coarsened_m=metres, quotes=quotes, dpi=50))
    return {name: _text(folder / name) for name in FORMATS}


def _text(path: Path) -> str:
    """All that a file says: of a page its data (its code is the same in every page), of a PDF the streams too."""
    data = path.read_bytes()
    if path.suffix == ".html":
        blocks = re.findall(rb'id="kh-\w+">([A-Za-z0-9+/=]+)<', data)
        assert len(blocks) > 5
        data = b"\n".join(zlib.decompress(base64.b64decode(block)) for block in blocks)
    if path.suffix == ".pdf":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                data += zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue
    return data.decode("utf-8", "replace")


def quoted(record: Extraction) -> set[str]:
    """The words of a report: its title, and runs of its sentences."""
    words = record.report.text.split()
    return {record.report.title, *(" ".join(words[at : at + 5]) for at in range(0, len(words) - 5, 3))}


def exact(record: Extraction) -> set[str]:
    """What leads to the exact place, or back to the report."""
    found = {record.report.id, record.report.url, record.report.sha256, "secret-file", "36.1234", "34.9876", *(event.id for event in record.events)}
    for mention in record.mentions:
        if mention.place is None or mention.location is None:
            continue
        place = mention.place
        found |= {place.id, f"{mention.location.lat:.4f}", f"{mention.location.lon:.4f}", f"{place.lat:.4f}", f"{place.lon:.4f}", "(other)"}
        if place.name_en not in {row[5] for row in synthetic.TOWNS}:
            found |= {place.name_ar, place.name_en}
    return found


@pytest.fixture(scope="module")
def open_files(records, tmp_path_factory):
    return written(records, tmp_path_factory.mktemp("open"), None, quotes=True)


def test_the_scan_sees_what_an_open_file_says(records, open_files):
    for name in ("map.html", "records.jsonl"):
        assert any(word in open_files[name] for record in records for word in quoted(record)), name
        assert any(word in open_files[name] for record in records for word in exact(record)), name
    for name in ("rows.geojson", "rows.csv", "rows.kml", "rows.gpkg", "incidents.jsonl"):
        assert any(word in open_files[name] for record in records for word in exact(record)), name


def _told(files: dict[str, str], words: set[str]) -> dict[str, set[str]]:
    found = {name: {word for word in words if word in text} for name, text in files.items()}
    for name in ("map.svg", "map.pdf", "map.png"):  # hold numbers of their own: where a line runs on the sheet
        found[name] = {word for word in found[name] if not re.fullmatch(r"[\d.]+", word)}
    return {name: told for name, told in found.items() if told}


def test_coarsened_files_say_nothing_exact(records, tmp_path):
    files = written(records, tmp_path, GRID, quotes=True)
    assert _told(files, {word for record in records for word in exact(record) | quoted(record)}) == {}


def test_files_without_quotes_quote_nothing(records, tmp_path):
    files = written(records, tmp_path, None, quotes=False)
    assert _told(files, {word for record in records for word in quoted(record)}) == {}


def test_coarsened_positions_are_all_on_the_grid(records):
    run = Harmless(GRID, quotes=True)
    layers = build([run.of(record) for record in records])
    fine = build(records)
    assert len(set(zip(layers.points.lon, layers.points.lat, strict=True))) < len(set(zip(fine.points.lon, fine.points.lat, strict=True)))
    assert layers.geometries == ()
    assert set(layers.points.radius) <= {int(GRID * n) for n in range(1, 9)}
    assert {place.id for place in layers.places} == {None}
    assert layers.unknown == ()
