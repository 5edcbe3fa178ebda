"""Texts that want to be more than text, in every field that a record has, in a real browser."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest

from gazetteer.models import Place, PlaceKind
from geo.models import (
    ActorRef,
    CandidateRef,
    Claim,
    Engine,
    Event,
    EventKind,
    Extraction,
    Figure,
    Location,
    Mark,
    Mention,
    MentionStatus,
    PlaceRef,
    Report,
    Role,
    Span,
)
from maps.basemap import base_map
from maps.layers import build
from maps.page import PageOptions, write_page
from maps.reference import Holder, PlaceFacts, Reference

STRINGS = (
    '<img src=x onerror="window.pwned=1">', "</script><script>window.pwned=1</script>", "</title><svg onload=window.pwned=1>", "<!--<script>",
    "${window.pwned=1}", "`;window.pwned=1;`", "';window.pwned=1;'", "\\u003cscript\\u003e \\x3c \\u \\x", "{{ 7*7 }}{{ self.__init__ }}", "{% raw %} {% if",
    "{# unfinished", "{{ cycler.__init__.__globals__.os.system('true') }}", "\u202egnp.exe\u202c \u2066x", "\u2028\u2029\u0000\ufeff\U0001f600", "&lt;b&gt; &amp; &#x3c;",
    "]]> <![CDATA[ x", "a\r\nb\tc", "=cmd|' /C calc'!A0", "@SUM(1+1)", "__proto__", "constructor", "x" * 200,
)  # fmt: skip
URLS = ("javascript:window.pwned=1", "data:text/html,<script>1</script>", " javascript:alert(1)", 'https://x.example/"onmouseover="window.pwned=1', "vbscript:x", "//evil.example", "java\nscript:1")


def record(n: int, bad: str, url: str) -> Extraction:
    text = f"{bad} و{bad}"
    size = len(bad)
    location = Location(lat=33 + n / 10, lon=36 + n / 10, radius_m=1000)
    place = PlaceRef(id=bad, name_ar=bad, name_en=bad, kind=PlaceKind.TOWN, lat=location.lat, lon=location.lon, admin=(bad, bad))
    rival = CandidateRef(id=bad + "2", name_ar=bad, name_en=bad, kind=PlaceKind.TOWN, lat=33, lon=36, score=0.1)
    mentions = (
        Mention(start=0, end=size, surface=bad, kind=PlaceKind.TOWN, status=MentionStatus.RESOLVED, place=place, location=location,
                corrected_from=bad, reasons=(bad, f"code={bad}", bad + "=1"), candidates=(rival, rival)),
        Mention(start=size + 2, end=2 * size + 2, surface=bad, kind=PlaceKind.VILLAGE),
    )  # fmt: skip
    event = Event(
        id=f"{bad}{n}", kind=EventKind.CAPTURE if n % 2 else EventKind.SHELLING, start=dt.date(2018, 5, 1 + n % 28), acled=(bad, bad), plover=bad, sites=(0,), actors=(ActorRef(id=bad, name_en=bad, name_ar=bad, role=Role.INITIATOR),),
        figures=(Figure(what=bad, low=1, high=2, by=bad),), claims=(Claim(by=bad, via=bad, evidence=(0, 2 * size + 2)),), evidence=(Span(start=0, end=2 * size + 2),),
        rule=bad, marks=(Mark(field=bad, start=size + 1, end=size + 2, rule=bad),), start_time=bad,
    )  # fmt: skip
    report = Report(id=f"{bad}{n}", title=bad, source=bad, url=url, text=text)
    return Extraction(report=report, mentions=mentions, events=(event,), engine=Engine(kharita=bad, gazetteer=bad), notices=(bad,))


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory) -> Path:
    records = [record(n, bad, URLS[n % len(URLS)]) for n, bad in enumerate(STRINGS)]
    long = "قصف " * 250_000
    records.append(replace(record(30, "حلب", "https://x.example"), report=Report(id="long", title=long[:1000], text="حلب وحلب " + long)))
    path = tmp_path_factory.mktemp("hostile") / "map.html"
    places = [Place(id=bad, name_ar=bad, name_en=bad, kind=PlaceKind.CITY, lon=37, lat=35, importance=5) for bad in STRINGS]
    layers = build(records)
    known = {
        row: PlaceFacts(spellings=(bad, place.name_ar), holders=(Holder(id=bad, name_ar=bad, name_en=place.admin[0], administrative=True),) * 2)
        for row, (place, bad) in enumerate(zip(layers.places, STRINGS, strict=False))
    }
    write_page(layers, path, PageOptions(title=STRINGS[1] + STRINGS[8]), base_map(places), Reference(places=known, ucdp=dict.fromkeys(STRINGS, "<b>")))
    return path


def test_statically(hostile_page):
    html = hostile_page.read_text(encoding="utf-8")
    assert "pwned" not in html
    assert "onerror=" not in html.split("<script>")[0]
    assert html.count("<script>") == 1


@pytest.mark.browser
def test_in_the_browser(open_page, hostile_page):
    p = open_page(hostile_page, "#l=en&b=events")
    scripts = p.page.evaluate("document.scripts.length")
    count = p.page.locator("#events .event").count()
    assert count == len(STRINGS) + 1
    for row in range(count):
        p.page.locator("#events .event").nth(row).click()
        p.page.wait_for_selector("#card:not([hidden]) h2")
        p.page.evaluate("for (const d of document.querySelectorAll('#card details')) d.open = true")
    for tab in ("method", "tray"):
        p.page.click(f"#tab-{tab}")
    for row in range(0, p.page.locator(".unknown .place").count(), 4):
        p.page.locator(".unknown .place").nth(row).click()
        p.page.click("#here")
        p.page.wait_for_selector("#entries-csv")
    p.page.click("#tab-layers")
    for box in p.page.locator("details.claimant summary").all()[:5]:
        box.click()
    p.page.fill("#search", "<img ${1} {{")
    p.rest(500)
    p.page.fill("#search", "")
    p.rest(300)
    p.page.click("#language")
    p.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert p.page.evaluate("window.pwned") is None
    assert p.page.evaluate("document.scripts.length") == scripts
    assert p.page.evaluate("document.querySelectorAll('img, svg[onload], iframe, object').length") == 0
    hrefs = p.page.evaluate("[...document.querySelectorAll('#panel a, #card a')].map(a => a.getAttribute('href'))")
    assert all(href.startswith("https://x.example") for href in hrefs)
    p.page.click("#tab-events")
    with p.page.expect_download() as caught:
        p.page.click("#get-csv")
    rows = list(csv.reader(io.StringIO(Path(caught.value.path()).read_text(encoding="utf-8-sig"), newline="")))
    assert all(cell[:1] not in "=@+" or not cell for row in rows[1:] for cell in row)
