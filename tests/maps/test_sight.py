"""The opened event is never under its card: when it is opened, when the language switches sides, when the window changes."""

from __future__ import annotations

import math
from urllib.parse import parse_qs

import pytest

pytestmark = pytest.mark.browser

DESKTOP, PHONE, TURNED = (1400, 900), (390, 844), (844, 390)


def at(p, lon: float, lat: float) -> tuple[float, float]:
    """Where a position lies in the window, by the view in the address."""
    p.rest(600)
    before = None
    while (address := p.page.evaluate("location.hash.slice(1)")) != before:  # the address follows the map when that rests
        before = address
        p.rest(500)
    view = parse_qs(address)["v"][0]
    middle_lat, middle_lon, zoom = (float(part) for part in view.split(","))
    scale = 256 * 2**zoom

    def mercator(lon: float, lat: float) -> tuple[float, float]:
        return lon / 360 * scale, -math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi) * scale

    box = p.page.locator(".folium-map").bounding_box()
    (x, y), (x0, y0) = mercator(lon, lat), mercator(middle_lon, middle_lat)
    return box["x"] + box["width"] / 2 + x - x0, box["y"] + box["height"] / 2 + y - y0


def in_sight(p, place) -> bool:
    x, y = at(p, *place)
    box, card = p.page.locator(".folium-map").bounding_box(), p.page.locator("#card").bounding_box()
    on_map = box["x"] < x < box["x"] + box["width"] and box["y"] < y < box["y"] + box["height"]
    under = card["x"] < x < card["x"] + card["width"] and card["y"] < y < card["y"] + card["height"]
    return on_map and not under


@pytest.fixture(scope="module")
def chosen(records):
    """An event with one position: its id, (longitude, latitude)."""
    for record in records:
        for event in record.events:
            if len(event.sites) == 1 and event.origin is None:
                where = record.mentions[event.sites[0]].location
                return event.id, (where.lon, where.lat)
    raise AssertionError


def opened(open_page, page_path, chosen, size, lang, shift):
    """The event opened from its address, the map moved so that it lies `shift` pixels beside the middle."""
    identity, (lon, lat) = chosen
    middle = lon - shift * 360 / (256 * 2**9)
    p = open_page(page_path, f"#l={lang}&v={lat},{middle},9&e={identity}", width=size[0], height=size[1])
    p.page.wait_for_selector("#card:not([hidden]) h2")
    return p


@pytest.mark.parametrize("size", [DESKTOP, PHONE, TURNED])
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("side", [-1, 1])
def test_switching_the_language_keeps_it_in_sight(open_page, page_path, chosen, size, lang, side):
    p = opened(open_page, page_path, chosen, size, lang, side * size[0] * 0.2)
    assert in_sight(p, chosen[1])
    p.page.evaluate("document.getElementById('language').click()")
    assert in_sight(p, chosen[1])
    p.page.evaluate("document.getElementById('language').click()")
    assert in_sight(p, chosen[1])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_turning_and_resizing_keep_it_in_sight(open_page, page_path, chosen, lang):
    p = opened(open_page, page_path, chosen, PHONE, lang, 60)
    for width, height in (TURNED, PHONE, DESKTOP, (900, 500), PHONE):
        p.page.set_viewport_size({"width": width, "height": height})
        assert in_sight(p, chosen[1]), (width, height)


def test_a_click_uncovers_what_it_opens(open_page, page_path, chosen):
    identity, (lon, lat) = chosen
    middle = lon + 380 * 360 / (256 * 2**13)
    p = open_page(page_path, f"#l=ar&v={lat},{middle},13&x=clusters", width=1400, height=900)
    x, y = at(p, lon, lat)
    p.page.mouse.click(x, y)
    p.page.wait_for_selector("#card:not([hidden]) h2")
    assert f"e={identity}" in p.page.evaluate("(async () => { await new Promise(r => setTimeout(r, 600)); return location.hash; })()")
    assert in_sight(p, chosen[1])


def test_a_reader_who_moved_away_is_left_alone(open_page, page_path, chosen):
    p = opened(open_page, page_path, chosen, DESKTOP, "en", 0)
    for _ in range(2):
        p.page.mouse.move(600, 80)
        p.page.mouse.down()
        p.page.mouse.move(600, 700, steps=5)
        p.page.mouse.up()
        p.rest(600)
    assert not in_sight(p, chosen[1])
    p.page.click("#language")
    assert not in_sight(p, chosen[1])
