"""Where a mention is drawn, how uncertain that is, and with which precision codes. The table says it; shapes are checked with shapely."""

from __future__ import annotations

from typing import Any

import pytest
from shapely.geometry import Point, shape

from geo.api import build_tools
from geo.distance import BEARINGS, bearing, km_between

TABLES = {"test_locations": ("locations",)}
_SHAPES = {"area": {"Polygon", "MultiPolygon"}, "line": {"LineString", "MultiLineString"}}


def test_locations(row: dict[str, Any], read, mention_of, gazetteer) -> None:
    location = mention_of(read(row["text"]), row["name"]).location
    assert location is not None
    origin = gazetteer.places[row["from"]]
    least, most = row["km"]
    assert least <= km_between(origin.lon, origin.lat, location.lon, location.lat) <= most
    if "toward" in row:
        off = abs((bearing(origin.lon, origin.lat, location.lon, location.lat) - BEARINGS[row["toward"]] + 180) % 360 - 180)
        assert off <= 45
    assert row["radius_m"][0] <= location.radius_m <= row["radius_m"][1]
    if row["shape"] == "none":
        assert location.geometry is None
    else:
        assert location.geometry is not None
        assert location.geometry["type"] in _SHAPES[row["shape"]]
    assert (location.acled_geo_precision, location.ucdp_where_prec) == (row["acled"], row["ucdp"])


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("حريق في ريف إدلب الجنوبي", "sy07-khan-shaykhun", "sy07-sarmada"),
        ("حريق في ريف حلب الشمالي", "sy02-azaz", "sy02-khanasir"),
        ("حريق في ريف دير الزور الشرقي", "sy09-hajin", "sy09-deir-ez-zor"),
    ],
)
def test_a_sector_holds_what_lies_there_and_not_what_lies_elsewhere(text: str, inside: str, outside: str, read, gazetteer) -> None:
    area = shape(read(text).mentions[0].location.geometry)
    assert area.is_valid
    here, there = gazetteer.places[inside], gazetteer.places[outside]
    assert area.buffer(0.05).contains(Point(here.lon, here.lat))
    assert not area.contains(Point(there.lon, there.lat))


def test_a_wedge_stays_within_its_governorate(read, tools, gazetteer) -> None:
    wedge = shape(read("حريق في ريف إدلب الجنوبي").mentions[0].location.geometry)
    whole = tools.locator.area(gazetteer.places["sy07"])
    assert wedge.difference(whole.buffer(0.01)).area < 1e-3


def test_shapes_are_plain_geojson_with_longitude_first(read) -> None:
    for text in ("ريف إدلب الجنوبي", "محافظة حلب", "بين سرمين وبنش", "الضفة الشرقية لنهر الفرات", "على بعد 20 كم من مدينة تدمر"):
        geometry = read(f"حريق في {text}").mentions[0].location.geometry
        west, south, east, north = shape(geometry).bounds
        assert 34 < west <= east < 45, text
        assert 31 < south <= north < 39, text
        assert isinstance(geometry["coordinates"], list)


def test_without_shapes_points_and_radii_are_the_same(gazetteer, read) -> None:
    text = "قصف على ريف إدلب الجنوبي وعلى أطراف سرمين، وحريق على بعد 10 كم شمال الرقة"
    plain = [m.location for m in read(text, by=build_tools(gazetteer, shapes=False)).mentions]
    assert all(location.geometry is None for location in plain)
    assert [(x.lat, x.lon, x.radius_m) for x in plain] == [
        (m.location.lat, m.location.lon, m.location.radius_m) for m in read(text).mentions
    ]


def test_a_road_with_a_known_course_is_followed_between_two_places(read, gazetteer) -> None:
    line = read("حادث على طريق حلب - اللاذقية").mentions[0].location.geometry["coordinates"]
    ends = [gazetteer.places[key] for key in ("sy02-aleppo", "sy06-latakia")]
    assert [line[0], line[-1]] == [[place.lon, place.lat] for place in ends]
    assert len(line) > 4


def test_a_bank_lies_on_its_side_of_the_river(read, gazetteer) -> None:
    east = shape(read("هدوء على الضفة الشرقية لنهر الفرات").mentions[0].location.geometry)
    west = shape(read("هدوء على الضفة الغربية لنهر الفرات").mentions[0].location.geometry)
    assert east.is_valid
    assert west.is_valid
    assert east.intersection(west).area < 0.1 * east.area
    river = shape(gazetteer.places["sy-euphrates"].geometry)
    assert east.centroid.x > river.centroid.x > west.centroid.x
