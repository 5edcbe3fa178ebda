"""Claims to ground and denials: drawn, told apart, stepping in time with the filter, linked to what they speak of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from geo.models import ActorRef, EventKind, EventStatus, Role, Stance
from maps.layers import build
from maps.page import PageOptions, write_page
from tests.maps import synthetic
from tests.maps.test_sight import at

pytestmark = pytest.mark.browser

HOME = (38.0, 35.0)
ARMY, SDF = (ActorRef(id=who, name_en=name, name_ar=name, role=Role.INITIATOR) for who, name in (("army", "The Army"), ("sdf", "The Council")))
# day of May 2018, kind, claimant, place, stance
CLAIMS = (
    (1, EventKind.CAPTURE, ARMY, 0, Stance.ASSERTED), (6, EventKind.CAPTURE, SDF, 0, Stance.ASSERTED), (28, EventKind.WITHDRAWAL, SDF, 0, Stance.ASSERTED),
    (3, EventKind.ADVANCE, ARMY, 1, Stance.ASSERTED), (10, EventKind.CAPTURE, SDF, 2, Stance.ASSERTED), (11, EventKind.CAPTURE, SDF, 2, Stance.DENIED),
)  # fmt: skip


def claim(n: int, day: int, kind: EventKind, actor: ActorRef, place: int, stance: Stance):
    record = synthetic.record(1000 + 2 * n, 1)
    mention = record.mentions[0]
    lon, lat = HOME[0] + place, HOME[1]
    mention = replace(
        mention, place=replace(mention.place, id=f"p{place}", name_en=f"Place {place}", name_ar=f"مكان {place}", lon=lon, lat=lat),
        location=replace(mention.location, lon=lon, lat=lat, radius_m=1000.0, acled_geo_precision=1),
    )  # fmt: skip
    status = EventStatus.DENIED if stance is Stance.DENIED else EventStatus.REPORTED
    event = replace(
        record.events[0], id=f"claim{n}", kind=kind, start=dt.date(2018, 5, day), end=dt.date(2018, 5, day), actors=(actor,), stance=stance, status=status,
        sites=(0,), origin=None, destination=None,
    )  # fmt: skip
    return replace(record, mentions=(mention, *record.mentions[1:]), events=(event,), report=replace(record.report, source=f"Source {n}"))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("territory") / "map.html"
    write_page(build([claim(n, *row) for n, row in enumerate(CLAIMS)]), path, PageOptions(lang="en"))
    return path


VIEW = "v=35.0,39.0,8"


def tip(p, place: int, *, low: bool = False) -> str:
    """What the flag of a place says when it is pointed at."""
    x, y = at(p, HOME[0] + place, HOME[1])
    p.page.mouse.move(x + 9, y - (16 if low else 26), steps=3)
    return p.page.inner_text("#tip") if p.page.locator("#tip").is_visible() else ""


@pytest.mark.parametrize(("until", "said", "contested"), [
    ("2018-05-02", "The Army: Capture 2018-05-01", False),
    ("2018-05-08", "The Council: Capture 2018-05-06", True),  # two claimants within days
    ("2018-05-31", "The Council: Withdrawal 2018-05-28", False),
])  # fmt: skip
def test_a_flag_steps_in_time_with_the_filter(open_page, page, until, said, contested):
    p = open_page(page, f"#l=en&{VIEW}&d=..{until}")
    text = tip(p, 0, low="Withdrawal" in said)
    assert said in text
    assert ("Contested" in text) is contested
    if contested:
        assert "The Army: Capture 2018-05-01" in text
    assert "says Source" in text


def test_a_denied_capture_is_contested_and_not_its_deniers(open_page, page):
    p = open_page(page, f"#l=en&{VIEW}")
    text = tip(p, 2)
    assert "Contested" in text
    assert "The Council: Capture 2018-05-10" in text
    assert "Contested" not in tip(p, 1)


def test_a_flag_opens_its_claims(open_page, page):
    p = open_page(page, f"#l=en&{VIEW}&d=..2018-05-08")
    x, y = at(p, *HOME)
    p.page.mouse.click(x + 9, y - 26)
    card = p.page.locator("#card")
    assert "Control of Place 0" in card.inner_text()
    assert card.locator(".ground").count() == 2
    card.locator(".ground .event").first.click()
    p.page.wait_for_selector('#card h2:has-text("Capture")')


def test_the_panel_lists_what_is_contested(open_page, page):
    p = open_page(page, f"#l=en&{VIEW}&d=..2018-05-20")
    box = p.page.locator("details.claimant", has_text="Contested control")
    box.locator("summary").click()
    assert box.locator(".event").all_inner_texts() == ["Place 0", "Place 2"]
    box.locator(".event").first.click()
    assert "Control of Place 0" in p.page.inner_text("#card")


def test_the_layer_can_be_switched_off(open_page, page):
    p = open_page(page, f"#l=en&{VIEW}&x=territory")
    assert "says" not in tip(p, 0, low=True)


RING = """([x, y]) => { const found = [...document.querySelectorAll('canvas')].map((canvas) => { const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
    if (!box.width || canvas.id) return 0;
    const d = canvas.getContext('2d').getImageData((x - box.x - 30) * ratio, (y - box.y - 30) * ratio, 60 * ratio, 60 * ratio).data; let hits = 0;
    for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 100 && Math.abs(d[i] - 138) < 25 && Math.abs(d[i + 1] - 59) < 25 && d[i + 2] < 40) hits++;
    return hits; }); return Math.max(...found); }"""


def test_a_denial_shows_what_it_denies_and_the_other_way_round(open_page, page):
    p = open_page(page, f"#l=en&{VIEW}&e=claim5")
    p.page.wait_for_selector('#card h3:has-text("What this denies")')
    ringed = p.page.evaluate(RING, list(at(p, HOME[0] + 2, HOME[1])))
    assert ringed > 20, "the denied event is marked on the map"
    assert p.page.evaluate(RING, list(at(p, HOME[0] + 1, HOME[1]))) == 0
    p.page.locator("#card section:has(h3:has-text('What this denies')) .event").click()
    p.page.wait_for_selector('#card h3:has-text("Denials that speak of this")')
    parts = p.page.locator("#card h3").all_inner_texts()
    assert parts.index("Denials that speak of this") < parts.index("The text")
