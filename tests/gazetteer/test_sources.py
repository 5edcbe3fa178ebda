"""One contract over every importer, the quirks of each, and what an import may not do: create homonyms of known places."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pytest
import shapely

from gazetteer.errors import BrokenSourceError, GazetteerFileError
from gazetteer.merge import merge
from gazetteer.models import Place, PlaceKind
from gazetteer.sources import READERS, geonames, guess, opened, table
from gazetteer.store import Gazetteer, load

Make = Callable[..., Any]

# -- a tiny file of every format that holds the same two places: Kafranbel (known) and one that nobody knows ----------------------------

KNOWN = {"ar": "كفرنبل", "en": "Kafranbel", "lon": 36.5603, "lat": 35.6147, "pcode": "C4068"}
FRESH = {"ar": "خربة الورد", "en": "Khirbat al-Ward", "lon": 36.61, "lat": 35.91, "pcode": "C9999"}
BOTH = (KNOWN, FRESH)
ADMIN = {
    "ADM1_EN": "Idleb", "ADM1_AR": "إدلب", "ADM1_PCODE": "SY07", "ADM2_PCODE": "SY0702", "ADM2_AR": "المعرة", "ADM3_AR": "مركز كفر نبل",
    "ADM3_PCODE": "SY070203",
}  # fmt: skip


def ocha_2021(folder: Path, driver: str, name: str) -> Path:
    rows = [{"PP_NAME_EN": p["en"], "PP_NAME_AR": p["ar"], "PP_PCODE": p["pcode"], "PP_ALT1_AR": None, **ADMIN} for p in BOTH]
    frame = geopandas.GeoDataFrame(rows, geometry=[shapely.Point(p["lon"], p["lat"]) for p in BOTH], crs="EPSG:4326")
    frame.to_file(folder / name, driver=driver, encoding="UTF-8")
    return folder / name


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    names = ["admin1Name_en", "admin1Name_ar", "admin1Pcode", "admin3Name_ar", "admin3Pcode", "LocationName_en", "LocationName_ar"]
    sheet.append([*names, "Location_Pcode", "Longitude", "Latitude"])
    for p in BOTH:
        sheet.append(["Idleb", "إدلب", "SY07", "مركز كفر نبل", "SY070203", p["en"], p["ar"], p["pcode"], p["lon"], p["lat"]])
    book.save(folder / "hdx.xlsx")
    return folder / "hdx.xlsx"


def ocha_csv(folder: Path) -> Path:
    lines = ["adm1_en,adm1_ar,adm1_pcode,adm3_ar,adm3_pcode,name_en,name_ar,pcode,type,lon,lat"]
    lines += [f"Idleb,إدلب,SY07,مركز كفر نبل,SY070203,{p['en']},{p['ar']},{p['pcode']},C,{p['lon']},{p['lat']}" for p in BOTH]
    (folder / "pp.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "pp.csv"


def dump_line(number: int, p: dict[str, Any], code: str = "PPL", alternates: str = "") -> str:
    cells = [
        str(number),
        p["en"],
        p["en"],
        alternates,
        str(p["lat"]),
        str(p["lon"]),
        "P",
        code,
        "SY",
        "",
        "07",
        "",
        "",
        "",
        "1200",
        "",
        "400",
    ]
    return "\t".join([*cells, "Asia/Damascus", "2020-01-01"]) + "\n"


def geonames_dump(folder: Path) -> Path:
    lines = "".join(dump_line(n, p, alternates=f"{p['ar']},کفرنبل") for n, p in enumerate(BOTH, 100))
    (folder / "SY.txt").write_text(lines, encoding="utf-8")
    return folder / "SY.txt"


def osm_xml(folder: Path) -> Path:
    tags = '<tag k="place" v="village"/><tag k="name" v="{ar}"/><tag k="name:en" v="{en}"/>'
    nodes = "".join(f'<node id="{n}" lon="{p["lon"]}" lat="{p["lat"]}">{tags.format(**p)}</node>' for n, p in enumerate(BOTH))
    (folder / "x.osm").write_text(f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{nodes}</osm>', encoding="utf-8")
    return folder / "x.osm"


def overpass(folder: Path) -> Path:
    tags = [{"place": "village", "name": p["ar"], "name:en": p["en"]} for p in BOTH]
    elements = [
        {"type": "node", "id": 1, "lat": KNOWN["lat"], "lon": KNOWN["lon"], "tags": tags[0]},
        {"type": "way", "id": 2, "center": {"lat": FRESH["lat"], "lon": FRESH["lon"]}, "nodes": [1, 2], "tags": tags[1]},
    ]
    (folder / "overpass.json").write_text(json.dumps({"version": 0.6, "elements": elements}), encoding="utf-8")
    return folder / "overpass.json"


def sparql(folder: Path) -> Path:
    rows = []
    for number, p in enumerate(BOTH, 100):
        common = {
            "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/Q{number}"},
            "coord": {"type": "literal", "value": f"Point({p['lon']} {p['lat']})"},
            "class": {"type": "uri", "value": "http://www.wikidata.org/entity/Q532"},
        }
        labels = ({"type": "literal", "xml:lang": language, "value": p[language]} for language in ("ar", "en"))
        rows += [{**common, "itemLabel": label} for label in labels]
    (folder / "q.json").write_text(json.dumps({"head": {"vars": ["item"]}, "results": {"bindings": rows}}), encoding="utf-8")
    return folder / "q.json"


def geojson(folder: Path) -> Path:
    features = [
        {"type": "Feature", "properties": {"name_ar": p["ar"], "name_en": p["en"], "kind": "village"},
         "geometry": {"type": "Point", "coordinates": [p["lon"], p["lat"]]}}
        for p in BOTH
    ]  # fmt: skip
    (folder / "x.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return folder / "x.geojson"


def plain_csv(folder: Path) -> Path:
    lines = ["Arabic;English;X;Y", *(f"{p['ar']};{p['en']};{p['lon']};{p['lat']}" for p in BOTH)]
    (folder / "x.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    return folder / "x.csv"


FILES: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "shapefile": ("ocha", lambda folder: ocha_2021(folder, "ESRI Shapefile", "pp.shp")),
    "geopackage": ("ocha", lambda folder: ocha_2021(folder, "GPKG", "pp.gpkg")),
    "workbook": ("ocha", workbook),
    "ocha-csv": ("ocha", ocha_csv),
    "geonames": ("geonames", geonames_dump),
    "osm": ("osm", osm_xml),
    "overpass": ("osm", overpass),
    "wikidata": ("wikidata", sparql),
    "geojson": ("geojson", geojson),
    "csv": ("csv", plain_csv),
}


@pytest.fixture(params=FILES)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    reader, make = FILES[request.param]
    return reader, make(tmp_path)


def test_the_file_is_recognised(source: tuple[str, Path]) -> None:
    assert guess(source[1]) == source[0]


def test_places_are_read(source: tuple[str, Path]) -> None:
    first, second = READERS[source[0]](source[1])
    assert (first.name_ar, second.name_ar) == (KNOWN["ar"], FRESH["ar"])
    assert (second.name_en, second.lon, second.lat) == (FRESH["en"], FRESH["lon"], FRESH["lat"])
    assert first.kind in {PlaceKind.VILLAGE, PlaceKind.TOWN}
    assert first.id != second.id
    assert first.position_source != "user"
    assert first.accuracy_m > 0


def test_reading_twice_gives_the_same(source: tuple[str, Path]) -> None:
    assert list(READERS[source[0]](source[1])) == list(READERS[source[0]](source[1]))


def test_a_known_place_gets_no_homonym(source: tuple[str, Path], shipped: Gazetteer) -> None:
    merged = merge(READERS[source[0]](source[1]), shipped)
    assert [entry.place.name_ar for entry in merged.entries if not entry.extends] == [FRESH["ar"]]
    assert merged.new == 1


def test_two_codes_of_one_list_are_two_places(shipped: Gazetteer, place: Make) -> None:
    other = place("ocha-c9998", "كفرنبل", lon=36.56, lat=35.62, pcode="C9998")
    assert merge([other], shipped).new == 1


def test_missing_files_are_told(source: tuple[str, Path]) -> None:
    with pytest.raises(GazetteerFileError):
        list(READERS[source[0]](source[1].with_name("none" + source[1].suffix)))


# -- quirks ------------------------------------------------------------------------------------------------------------------------------

HEAD = "adm2_ar,adm2_pcode,adm3_ar,adm3_pcode,name_en,name_ar,pcode,type,lon,lat\n"

# name in the file, sub-district → name, alternatives
NAMES = [
    ("أم خرزة منبج", "مركز منبج", "أم خرزة", ("أم خرزة منبج",)),
    ("كفر حلب", "مركز حلب", "كفر حلب", ()),
    ("تل حلب", "مركز حلب", "تل حلب", ()),
    ("مركز منبج", "مركز منبج", "منبج", ()),
    ("الحريجي_حوايج", "البصيرة", "الحريجي", ("حوايج",)),
    ("منبج", "مركز منبج", "منبج", ()),
]


@pytest.mark.parametrize(("name", "above", "clean", "others"), NAMES)
def test_names_of_ocha_are_cleaned(tmp_path: Path, write: Make, name: str, above: str, clean: str, others: tuple[str, ...]) -> None:
    path = write(tmp_path / "pp.csv", HEAD + f"منبج,SY0205,{above},SY020500,X,{name},C1,C,37.9,36.5\n")
    (place,) = READERS["ocha"](path)
    assert (place.name_ar, place.alt_ar) == (clean, others)


def test_neighbourhood_rows_under_the_name_of_their_city_are_left_out(tmp_path: Path, write: Make) -> None:
    path = write(
        tmp_path / "pp.csv",
        HEAD + "حمص,SY0400,حمص,SY040000,Homs,حمص,C2528,N,36.7,34.7\nحمص,SY0400,حمص,SY040000,Homs,حمص,C2528,C,36.7,34.7\n",
    )
    assert [place.pcode for place in READERS["ocha"](path)] == ["C2528"]


BOUNDARIES = {
    "2020": {
        "ADM3_EN": "Kafr Nobol",
        "ADM3_AR": "مركز كفر نبل",
        "ADM3_PCODE": "SY070203",
        "ADM3ALT1EN": "Kafranbil",
        "ADM2_PCODE": "SY0702",
    },
    "v02": {
        "adm3_name": "Kafr Nobol",
        "adm3_name1": "مركز كفر نبل",
        "adm3_pcode": "SY070203",
        "lang1": "ar",
        "adm2_pcode": "SY0702",
        "adm3_ref_n": "Kafranbil",
    },
    "neighbourhood": {
        "neighborho": "Kafr Nobol",
        "neighbor_1": "مركز كفر نبل",
        "neighbor_2": "N0999",
        "adm4_pcode": "C4068",
        "neighbor_3": "<Null>",
    },
}


@pytest.mark.parametrize("edition", BOUNDARIES)
def test_boundaries_of_every_edition(tmp_path: Path, edition: str) -> None:
    frame = geopandas.GeoDataFrame([BOUNDARIES[edition]], geometry=[shapely.box(36.4, 35.5, 36.6, 35.7)], crs="EPSG:4326")
    frame.to_file(tmp_path / "b.shp", encoding="UTF-8")
    (place,) = READERS[guess(tmp_path / "b.shp")](tmp_path / "b.shp")
    assert place.name_ar in {"كفر نبل", "مركز كفر نبل"}
    assert place.pcode in {"SY070203", "N0999"}
    assert place.parent in {"sy0702", "C4068"}
    assert place.geometry is not None
    assert place.geometry["type"] == "Polygon"


@pytest.mark.usefixtures("few_shipped")
def test_boundaries_replace_our_areas(cli: Callable[..., Any], tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame([BOUNDARIES["v02"]], geometry=[shapely.box(36.4, 35.5, 36.6, 35.7)], crs="EPSG:4326")
    frame.to_file(tmp_path / "b.shp", encoding="UTF-8")
    assert "1 known ones" in cli("import", tmp_path / "b.shp").stdout
    place = load(cache_dir=None).places["sy070203"]
    assert place.geometry is not None
    assert place.name_ar == "كفرنبل"


def test_lost_arabic_is_refused(tmp_path: Path) -> None:
    rows = [{"PP_NAME_EN": "X", "PP_NAME_AR": "???? ???", "PP_PCODE": "C1", "ADM3_PCODE": "SY070203"}]
    geopandas.GeoDataFrame(rows, geometry=[shapely.Point(36.5, 35.6)], crs="EPSG:4326").to_file(tmp_path / "b.shp")
    with pytest.raises(BrokenSourceError, match="Arabic was lost"):
        list(READERS["ocha"](tmp_path / "b.shp"))


def test_a_wrong_cpg_over_whole_bytes_is_seen_through(tmp_path: Path) -> None:
    path = ocha_2021(tmp_path, "ESRI Shapefile", "pp.shp")
    rows = [{"PP_NAME_EN": "X", "PP_NAME_AR": "السفيرة", "PP_PCODE": "C1", "ADM3_PCODE": "SY070203"}]
    geopandas.GeoDataFrame(rows, geometry=[shapely.Point(36.5, 35.6)], crs="EPSG:4326").to_file(path, encoding="UTF-8")
    (tmp_path / "pp.cpg").write_text("ISO-8859-1")
    assert [place.name_ar for place in READERS["ocha"](path)] == ["السفيرة"]


BROKEN = [
    ("SY.txt", "1\tx\ty\n", "geonames", "19"),
    ("x.osm", "<osm><node id='1' lat='35' lon='36'><tag k='place'", "osm", "not whole XML"),
    ("x.json", '{"elements": [], "remark": "runtime error: Query timed out"}', "osm", "broke off"),
    (
        "x.json",
        '{"results": {"bindings": [{"item": {"value": "http://www.wikidata.org/entity/Q1", "type": "uri"}}]}}',
        "wikidata",
        "position",
    ),
    ("x.json", "<html>", "wikidata", "not a SPARQL answer"),
    ("x.csv", "اسم,lon,lat\n", "csv", ""),
]


@pytest.mark.parametrize(("name", "text", "reader", "why"), BROKEN[:-1])
def test_broken_files_are_refused_with_the_reason(tmp_path: Path, write: Make, name: str, text: str, reader: str, why: str) -> None:
    with pytest.raises(BrokenSourceError, match=why):
        list(READERS[reader](write(tmp_path / name, text)))


def test_geonames_with_alternate_names(tmp_path: Path, write: Make) -> None:
    dump = write(tmp_path / "SY.txt", dump_line(7, FRESH | {"ar": ""}))
    tagged = "1\t7\tar\tخربة الورد\t1\t\t\t\t\t\n2\t7\tku\tWerdê\t\t\t\t\t\t\n3\t7\tar\tقديمة\t\t\t\t1\t\t\n4\t8\tar\tغيرها\t\t\t\t\t\t\n"
    (place,) = geonames.read(dump, write(tmp_path / "alternateNamesV2.txt", tagged))
    assert (place.name_ar, place.alt_ar, place.alt_en) == ("خربة الورد", (), ("Werdê",))


def test_csv_with_a_column_mapping(tmp_path: Path, write: Make) -> None:
    path = write(tmp_path / "x.csv", "NOM_ARABE,LONG_DD,LAT_DD\nخربة الورد,36.61,35.91\n")
    columns = {"name_ar": "NOM_ARABE", "lon": "LONG_DD", "lat": "LAT_DD"}
    (place,) = table.read(path, columns, PlaceKind.HILL)
    assert (place.name_ar, place.lon, place.kind) == ("خربة الورد", 36.61, PlaceKind.HILL)
    with pytest.raises(GazetteerFileError, match="no column nom"):
        list(table.read(path, {"name_ar": "NOM"}))
    with pytest.raises(GazetteerFileError, match="--map lon"):
        list(table.read(path, {"name_ar": "NOM_ARABE"}))
    with pytest.raises(GazetteerFileError, match="swapped"):
        list(table.read(write(path, "name_ar,lon,lat\nس,34.9,40.2\n")))


def test_ways_stand_in_the_middle_of_their_nodes(tmp_path: Path, write: Make) -> None:
    nodes = '<node id="1" lon="36" lat="35"/><node id="2" lon="36.2" lat="35.4"/>'
    way = '<way id="9"><nd ref="1"/><nd ref="2"/><tag k="military" v="base"/><tag k="name" v="اللواء 155"/></way>'
    (place,) = READERS["osm"](write(tmp_path / "x.osm", f"<osm>{nodes}{way}</osm>"))
    assert (place.id, place.kind, place.lon, place.lat) == ("osm-w9", PlaceKind.BASE, pytest.approx(36.1), pytest.approx(35.2))


def test_places_abroad_become_foreign(shipped: Gazetteer, place: Make) -> None:
    merged = merge([place("csv-x", "بغداد الصغرى", lon=44.4, lat=33.3)], shipped)
    assert [entry.place.kind for entry in merged.entries] == [PlaceKind.FOREIGN_PLACE]


@pytest.mark.usefixtures("few_shipped")
def test_an_import_is_used_from_the_next_run_on(cli: Callable[..., Any], tmp_path: Path) -> None:
    result = cli("import", plain_csv(tmp_path), "--map", "name_ar=Arabic")
    assert result.exit_code == 0
    assert "1 new places" in result.stdout
    assert "خربة الورد" in cli("find", "خربه الورد", "--limit", "1").stdout
    assert "1 new places" in cli("import", tmp_path / "x.csv").stdout, "the same import again takes the place of the first"
    assert cli("check").exit_code == 0


def test_opened_takes_every_reader(tmp_path: Path) -> None:
    for reader, make in FILES.values():
        assert isinstance(next(opened(reader, make(tmp_path))), Place)


# -- the real files, where they are ----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_real_populated_places(reference: Path, shipped: Gazetteer) -> None:
    places = list(READERS["ocha"](reference / "ocha" / "syr_populated_places_8007.csv"))
    assert len(places) == 7593
    merged = merge(places, shipped)
    extended = {entry.extends for entry in merged.entries if entry.extends}
    assert merged.known + len(extended) >= 3000
    assert merged.new + merged.added + merged.known == len(places)


@pytest.mark.slow
def test_real_boundaries_and_neighbourhoods(reference: Path, shipped: Gazetteer) -> None:
    for name, count in (("syr_admin1.shp", 14), ("syr_admin2.shp", 62), ("syr_neighborhoods.shp", 414)):
        places = list(READERS["ocha"](reference / "ocha" / name))
        assert len(places) == count
        assert all(place.geometry and place.name_ar for place in places)
    assert merge(READERS["ocha"](reference / "ocha" / "syr_admin1.shp"), shipped).new == 0


@pytest.mark.slow
def test_real_osm(reference: Path) -> None:
    places = list(READERS["osm"](reference / "osm-sample" / "syria-poi.osm"))
    assert len(places) > 1000
    assert all(32 < place.lat < 38 and 35 < place.lon < 43 for place in places)
