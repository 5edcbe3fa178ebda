"""Names without end, an event that has only an area, a page seen by other eyes: nothing leaves its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.models import Claim
from maps.layers import build
from maps.page import PageOptions, write_page
from tests.maps import synthetic

pytestmark = pytest.mark.browser

LONG = "تجمع القرى الشرقية المحاذية للطريق الدولي القديم بين المدينتين " * 4
UNBROKEN = "م" * 300
OVERFLOW = """() => [...document.querySelectorAll('#card, #bodies, #head, #tip, #notices, #legend')].filter((node) => node.scrollWidth > node.clientWidth + 1)
    .map((node) => node.id + ' ' + node.scrollWidth + ' > ' + node.clientWidth)"""


def long_record(name: str):
    """A record whose every name is `name`."""
    record = synthetic.record(0, 1)
    event, mention = record.events[0], record.mentions[0]
    place = replace(mention.place, name_ar=name, name_en=name, admin=(name, name))
    actors = tuple(replace(actor, name_ar=name, name_en=name) for actor in event.actors)
    event = replace(event, sites=(0,), actors=actors, claims=(Claim(by=name, via=name),), rule=name)
    report = replace(record.report, title=name, source=name, url="https://x.example/" + "a" * 400)
    rivals = tuple(replace(rival, name_ar=name, name_en=name) for rival in mention.candidates)
    first = replace(mention, place=place, surface=name, corrected_from=name, candidates=rivals, reasons=(name,))
    return replace(record, report=report, events=(event,), mentions=(first, *record.mentions[1:]))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("lang", "name"), [("ar", LONG), ("en", UNBROKEN)])
def test_names_without_end_stay_in_their_boxes(open_page, tmp_path, base, width, lang, name):
    path = tmp_path / "map.html"
    write_page(build([long_record(name), synthetic.record(46, 2)]), path, PageOptions(lang=lang, title=name), base)
    p = open_page(path, f"#b=events&l={lang}", width=width)
    assert p.page.evaluate(OVERFLOW) == []
    for row in range(p.page.locator("#events .event").count()):
        p.page.locator("#events .event").nth(row).evaluate("(node) => node.click()")
        p.page.wait_for_selector("#card:not([hidden]) h2")
        p.rest(200)
        p.page.evaluate("for (const box of document.querySelectorAll('#card details')) box.open = true")
        assert p.page.evaluate(OVERFLOW) == []
        assert p.page.locator("#card .close").is_visible()
        p.page.click("#card .close")
    for tab in ("layers", "tray", "method"):
        p.page.evaluate(f"document.getElementById('tab-{tab}').click()")
        assert p.page.evaluate(OVERFLOW) == [], tab
    assert p.page.evaluate("document.documentElement.scrollWidth") == width
    assert p.page.locator("#bodies").bounding_box()["height"] > 120  # the head leaves room for what it heads


AREA = {"type": "Polygon", "coordinates": [[[37.0, 34.0], [39.0, 34.0], [39.0, 35.5], [37.0, 35.5], [37.0, 34.0]]]}


def test_an_event_that_has_only_an_area_shows_it(open_page, tmp_path, base):
    record = synthetic.record(0, 1)
    mention = record.mentions[0]
    where = replace(mention.location, lat=34.75, lon=38.0, radius_m=110_000.0, geometry=AREA, acled_geo_precision=3)
    event = replace(record.events[0], sites=(0,), origin=None, destination=None)
    path = tmp_path / "map.html"
    write_page(build([replace(record, events=(event,), mentions=(replace(mention, location=where), *record.mentions[1:]))]), path, PageOptions(lang="en"), base)
    p = open_page(path, f"#l=en&e={event.id}&v=34.75,38,7&x=territory,arrows")
    p.page.wait_for_selector("#card:not([hidden]) h2")
    p.rest(600)
    assert "somewhere in this area" in p.page.inner_text("#card")
    looks = []
    for layers in ("x=territory", "x=territory,uncertainty"):
        q = open_page(path, f"#l=en&v=34.75,38,7&{layers}")
        q.rest(600)
        box = q.page.locator(".folium-map").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        looks.append(q.page.screenshot(clip={"x": x - 120, "y": y - 60, "width": 40, "height": 40}))
    assert looks[0] != looks[1]  # its ground is coloured, away from its middle
