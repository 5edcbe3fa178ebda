"""What stands for several events: groups on the map, symbols on one spot, and the ends of the time line."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from geo.models import ActorRef, EventKind, EventStatus, Extraction, Role, Stance
from maps.layers import build
from maps.page import PageOptions, write_page
from tests.maps import synthetic

pytestmark = pytest.mark.browser

SPOT = (35.0, 38.5)
VIEW = "v=35,38.5,10"


def at_one_spot(kinds: list[EventKind], south: float = 0.0, **of_the_last: object) -> list[Extraction]:
    """One report an event, all at `SPOT`, told and undisputed but for the last, which lies `south` degrees south of the others."""
    found = []
    for n, kind in enumerate(kinds):
        record = synthetic.record(46 * n, 1)
        taker = ActorRef(id="army", name_en="Government forces", name_ar="قوات الحكومة", role=Role.INITIATOR)
        event = replace(record.events[0], kind=kind, sites=(0,), origin=None, destination=None, stance=Stance.ASSERTED, status=EventStatus.REPORTED,
                        actors=(taker,), start=dt.date(2018, 1, 1) + dt.timedelta(days=30 * n), end=None)  # fmt: skip
        event = replace(event, story=record.events[0].story.MAIN, **(of_the_last if n == len(kinds) - 1 else {}))
        mention = record.mentions[0]
        last = n == len(kinds) - 1
        where = replace(mention.location, lat=SPOT[0] - south * last, lon=SPOT[1], radius_m=500.0)
        place = replace(mention.place, id="last" if last and south else "one")
        found.append(replace(record, events=(event,), mentions=(replace(mention, location=where, place=place), *record.mentions[1:])))
    return found


@pytest.fixture
def spot_page(tmp_path, base):
    def write(kinds, **of_the_last):
        path = tmp_path / "map.html"
        write_page(build(at_one_spot(kinds, **of_the_last)), path, PageOptions(lang="en"), base)
        return path

    return write


def middle(p) -> tuple[float, float]:
    box = p.page.locator(".folium-map").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_group_tells_how_many_somebody_contradicts(open_page, spot_page):
    p = open_page(spot_page([EventKind.SHELLING] * 5, status=EventStatus.DISPUTED), f"#l=en&{VIEW}")
    p.page.mouse.move(*middle(p))
    assert re.sub(r"\s+", " ", p.page.inner_text("#tip")) == "Events here: 5 Strikes and explosions 5 of which denied or disputed: 1"


def test_a_contradicted_group_looks_different(open_page, spot_page):
    looks = []
    for status in (EventStatus.REPORTED, EventStatus.DISPUTED):
        p = open_page(spot_page([EventKind.SHELLING] * 5, status=status), f"#l=en&{VIEW}")
        x, y = middle(p)
        looks.append(p.page.screenshot(clip={"x": x - 25, "y": y - 25, "width": 50, "height": 50}))
    assert looks[0] != looks[1]


def test_without_grouping_every_event_on_a_spot_can_be_reached(open_page, spot_page):
    p = open_page(spot_page([EventKind.SHELLING, EventKind.AID, EventKind.PROTEST]), f"#l=en&x=clusters&{VIEW}")
    p.page.mouse.move(*middle(p))
    assert p.page.inner_text("#tip") == "Events here: 3"
    p.page.mouse.click(*middle(p))
    p.page.wait_for_selector("#card:not([hidden]) h2")
    assert p.page.locator("#card .event").count() == 3


def test_a_flag_leaves_the_number_of_its_group_to_be_read(open_page, spot_page):
    path, numbers = spot_page([*[EventKind.SHELLING] * 39, EventKind.CAPTURE], south=0.0195), []  # its flag would lie on the number
    for layers in ("x=arrows", "x=arrows,territory"):
        p = open_page(path, f"#l=en&{layers}&{VIEW}")
        x, y = middle(p)
        numbers.append(p.page.screenshot(clip={"x": x - 9, "y": y - 7, "width": 18, "height": 14}))
        p.page.mouse.move(x + 8, y - 32)
        above = p.page.inner_text("#tip") if p.page.locator("#tip").is_visible() else ""
        assert ("Capture" in above) == (layers == "x=arrows")
    assert numbers[0] == numbers[1]


def test_a_few_far_days_do_not_stretch_the_time_line(open_page, tmp_path, base):
    records = at_one_spot([EventKind.SHELLING] * 40)
    for n, record in enumerate(records):
        day = dt.date(2018, 3, 1) + dt.timedelta(days=n)
        records[n] = replace(record, events=(replace(record.events[0], start=day, end=day),))
    far = replace(records[0], events=(replace(records[0].events[0], start=dt.date(1972, 5, 23), end=dt.date(1972, 5, 23)),))
    path = tmp_path / "map.html"
    write_page(build([far, *records[1:]]), path, PageOptions(lang="en"), base)
    p = open_page(path)
    day = lambda name: dt.date(1970, 1, 1) + dt.timedelta(days=int(p.page.get_attribute("#from", name)))  # noqa: E731
    assert day("min") > dt.date(2018, 2, 1)
    assert day("max") < dt.date(2018, 5, 1)
    assert p.page.input_value("#day-from") == "1972-05-23"
    assert p.shown() == 40
    p.page.focus("#from")
    p.page.keyboard.press("ArrowRight")
    p.rest()
    assert p.shown() < 40
    p.page.keyboard.press("Home")
    p.rest()
    assert p.shown() == 40
    assert "d=" not in p.page.evaluate("location.hash")
    p.page.fill("#day-to", "1980-01-01")
    p.page.press("#day-to", "Enter")
    p.rest()
    assert p.shown() == 1


def test_the_legend_is_in_reach_on_a_phone(open_page, page_path):
    p = open_page(page_path, "#l=en", width=390)
    p.page.click("#tab-method")
    legend = p.page.locator("#body-method .legend")
    assert legend.is_visible()
    assert "Denied" in legend.inner_text()


def test_an_empty_page_offers_nothing_to_filter_or_take(open_page, tmp_path):
    path = tmp_path / "map.html"
    write_page(build([]), path, PageOptions(lang="en"))
    p = open_page(path, "", width=390)
    assert p.page.locator("#body-layers h2").all_inner_texts() == ["On the map"]
    p.page.click("#tab-events")
    assert p.page.locator("#body-events button, #body-events input").count() == 0
    assert not p.page.locator("#timeline").is_visible()
