"""Files of places that people edit: every fault at once, with its line and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.check import check
from gazetteer.coordinates import PositionError, parse_position
from gazetteer.models import Place, PlaceKind
from gazetteer.store import Gazetteer
from gazetteer.tables import Entry, csv_text, geojson_text, read_table, slug, slug_arabic

Make = Callable[..., Any]
HEADER = "id,name_ar,alt_ar,name_en,kind,lon,lat,parent,replaces,hidden\n"

# a line of the file → what must be said about it, and in the mending
FAULTS = [
    ("a,قرية الورد,,,village,35.9,36.99x,,,", "not a position", "decimal point"),
    ("a,قرية الورد,,,village,34.1,36.9,,,", "swapped", "write lon 36.9, lat 34.1"),
    ("a,قرية الورد,,,village,3.5,36.9,,,", "outside Syria", "foreign_place"),
    ("a,قرية الورد,,,village,412345,3991234,,,", "outside the world", "WGS84"),
    ("a,قرية الورد,,,vilage,36.9,35.9,,,", "unknown kind 'vilage'", "did you mean village?"),
    ("a,قرية الورد,,,,36.9,35.9,,,", "unknown kind", "one of"),
    ("a,,,,village,36.9,35.9,,,", "no name", "name_ar"),
    ("a,قرية الورد,,,village,36.9,35.9,sy99,,", "parent 'sy99' does not exist", "P-code"),
    ("a,قرية الورد,,,village,36.9,35.9,,sy99-none,", "no place below has the id 'sy99-none'", "find NAME"),
    ("sy07-idlib,قرية الورد,,,village,36.9,35.9,,,", "is that of إدلب", "replaces"),
    ("a,كفرنبل,,,village,36.562,35.614,,,", "is probably كفرنبل", "sy07-kafranbel"),
    ("a,كفرنبل,,,village,40.5,35.3,,,", "shadows كفرنبل", "namesakes"),
    ("a,قرية الورد,,,village,36.9,35.9,,,,one,two", "columns, the first line has", "|"),
    ("a,Ù‚Ø±ÙŠØ©,,,village,36.9,35.9,,,", "broken letters", "UTF-8"),
    ("a,????? ????,,,village,36.9,35.9,,,", "broken letters", "UTF-8"),
    (",,,,,,,,,yes", "hidden without an id", "replaces"),
]


@pytest.mark.parametrize(("line", "what", "mend"), FAULTS)
def test_each_fault_is_told_with_its_line(tmp_path: Path, shipped: Gazetteer, write: Make, line: str, what: str, mend: str) -> None:
    faults = check(write(tmp_path / "mine.csv", HEADER + "ok,خربة الورد البعيدة,,,village,36.9,35.9,,,\n" + line + "\n"), shipped)
    assert [fault for fault in faults if what in fault.what and mend in fault.mend and fault.line == 3], faults


def test_all_faults_at_once(tmp_path: Path, shipped: Gazetteer, write: Make) -> None:
    rows = "a,س,,,vilage,36.9,35.9,,,\na,ص,,,village,34.0,36.9,,,\nb,ض ض,,,village,36.9,35.9,,,\nb,ط ط,,,village,36.9,35.9,zz,,\n"
    faults = check(write(tmp_path / "mine.csv", HEADER + rows), shipped)
    assert [fault.line for fault in faults if fault.level == "error"] == [2, 3, 5, 5]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("اسم\nحلب".encode("cp1256"), "not UTF-8"),
        ("a,b".encode("utf-16"), "UTF-16"),
        (b"name_ar,kind\nx,village", "no column lon, lat"),
        (b"", "no column"),
    ],
)
def test_faults_of_the_whole_file(tmp_path: Path, shipped: Gazetteer, write: Make, data: bytes, what: str) -> None:
    assert [fault for fault in check(write(tmp_path / "mine.csv", data), shipped) if what in fault.what and fault.level == "error"]


def test_what_spreadsheets_write_is_read(tmp_path: Path, write: Make) -> None:
    path = write(tmp_path / "x.csv", '\ufeffName_AR;Kind;Longitude;Latitude;note\r\nتل السمن;Village;38,94;٣٦٫٣٩;"two\r\nlines"\r\n\r\n')
    (entry,), faults = read_table(path, "x")
    assert faults == []
    assert (entry.place.lon, entry.place.lat, entry.place.note, entry.place.kind) == (38.94, 36.39, "two lines", PlaceKind.VILLAGE)


def test_geojson_of_points_and_areas(tmp_path: Path, write: Make) -> None:
    square = {"type": "Polygon", "coordinates": [[[38, 36], [39, 36], [39, 37], [38, 37], [38, 36]]]}
    features = [
        {"type": "Feature", "properties": {"name_ar": "نقطة", "kind": "hill"}, "geometry": {"type": "Point", "coordinates": [38.5, 36.5]}},
        {"type": "Feature", "properties": {"name_ar": "جيب", "kind": "region", "alt_ar": ["الجيب"]}, "geometry": square},
        {"type": "Feature", "properties": {"name_ar": "خطأ", "kind": "regon"}, "geometry": square},
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, indent=1)
    entries, faults = read_table(write(tmp_path / "x.geojson", text), "x")
    assert [(e.place.lon, e.place.lat, e.place.geometry is not None) for e in entries] == [(38.5, 36.5, False), (38.5, 36.5, True)]
    assert entries[1].place.alt_ar == ("الجيب",)
    assert [fault.line for fault in faults] == [text[: text.index("خطأ".encode("ascii", "backslashreplace").decode())].count("\n") - 1]


NAMES = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي "), min_size=2, max_size=12).map(str.strip).filter(len)


@given(NAMES, st.lists(NAMES, max_size=3, unique=True), st.floats(36, 42), st.floats(32.5, 37), st.sampled_from(list(PlaceKind)))
def test_tables_read_back_what_they_wrote(
    tmp_path_factory: Any, name: str, others: list[str], lon: float, lat: float, kind: PlaceKind
) -> None:
    place = Place(
        id="x", name_ar=" ".join(name.split()), name_en="X", alt_ar=tuple(dict.fromkeys(" ".join(o.split()) for o in others)), kind=kind,
        lon=round(lon, 5), lat=round(lat, 5), layer="t",
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("t")
    for suffix, text in ((".csv", csv_text([Entry(place=place)])), (".geojson", geojson_text([Entry(place=place)]))):
        path = folder / f"t{suffix}"
        path.write_text(text, encoding="utf-8")
        entries, faults = read_table(path, "t")
        assert not [fault for fault in faults if fault.level == "error"]
        assert [entry.place for entry in entries] == [place]


@pytest.mark.parametrize(
    ("text", "lat", "lon", "said"),
    [
        ("36.39,38.94", 36.39, 38.94, "latitude 36.39"),
        ("38.94,36.39", 36.39, 38.94, "longitude first"),
        ("38.94 36.39", 36.39, 38.94, "longitude first"),
        ("36.39N 38.94E", 36.39, 38.94, "latitude"),
        ("lon=36.5 lat=35.9", 35.9, 36.5, "longitude"),
        ("35.9, 36.5", 35.9, 36.5, "both orders lie in Syria"),
        ("36°23'24\"N, 38°56'24\"E", 36.39, 38.94, "latitude"),
        ("٣٦٫٣٩، ٣٨٫٩٤", 36.39, 38.94, "latitude"),
        ("33.3,44.4", 33.3, 44.4, "latitude"),
    ],
)
def test_positions_in_either_order(text: str, lat: float, lon: float, said: str) -> None:
    position = parse_position(text)
    assert (position.lat, position.lon) == (pytest.approx(lat), pytest.approx(lon))
    assert said in position.read_as


@pytest.mark.parametrize("text", ["", "36.39", "somewhere", "1,2,3", "136.0,238.0"])
def test_what_is_no_position(text: str) -> None:
    with pytest.raises(PositionError):
        parse_position(text)


def test_slugs() -> None:
    assert slug("Serêkaniyê (Ras al-'Ayn)") == "serekaniye-ras-al-ayn"
    assert slug_arabic("تل السمن") == "tl-alsmn"
