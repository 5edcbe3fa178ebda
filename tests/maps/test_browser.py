"""Every control of the page, used as a person would, in a real browser with the network cut."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest

from gazetteer.models import PlaceKind
from geo.harm import coarsen
from geo.models import Extraction, Mention, Report
from maps.layers import build
from maps.page import PageOptions, write_page

pytestmark = pytest.mark.browser


def test_opens_in_arabic_and_switches_to_english(open_page, page_path):
    p = open_page(page_path)
    assert p.page.get_attribute("html", "lang") == "ar"
    assert p.page.get_attribute("#panel", "dir") == "rtl"
    assert p.page.get_attribute("html", "dir") == "ltr"
    arabic = p.page.locator("#panel").bounding_box()["x"]
    p.page.click("#language")
    assert p.page.get_attribute("html", "lang") == "en"
    assert p.page.locator("#panel").bounding_box()["x"] < arabic
    assert p.page.inner_text("#tab-events").startswith("Events")


def test_kinds_filter_with_counts(open_page, page_path):
    p = open_page(page_path, "#l=en")
    every = p.shown()
    row = p.page.locator('[data-kind="shelling"]')
    count = int(row.locator(".count").inner_text())
    row.locator("input").click()
    p.rest()
    assert p.shown() == every - count
    assert p.page.locator('[data-kind="shelling"] .count').inner_text() == str(count)  # what switching it on again would bring
    p.page.locator('[data-kind="clash"]').hover()
    p.page.locator('[data-kind="clash"] .only').click()
    p.rest()
    assert p.shown() == int(p.page.locator('[data-kind="clash"] .count').inner_text())
    p.page.click("#reset")
    p.rest()
    assert p.shown() == every


def test_search_folds_arabic_and_finds_latin(open_page, page_path):
    p = open_page(page_path)
    found = {}
    for query in ("ادلب", "إدلب", "Idlib", "IDLIB", "deir ez zor", "ديرالزور لا وجود له"):
        p.page.fill("#search", query)
        p.rest(500)
        found[query] = p.shown()
    assert found["ادلب"] == found["إدلب"] >= found["Idlib"] == found["IDLIB"] > 0  # a name without a place has no Latin form
    assert found["deir ez zor"] > 0
    assert found["ديرالزور لا وجود له"] == 0


def test_time_range_by_slider_dates_drag_and_play(open_page, page_path):
    p = open_page(page_path)
    every = p.shown()
    p.page.focus("#from")
    p.page.evaluate("() => { const s = document.getElementById('from'); s.value = (+s.min + +s.max) / 2; s.dispatchEvent(new Event('input')); }")
    p.rest()
    half = p.shown()
    assert 0 < half < every
    p.page.fill("#day-to", "2018-06-30")
    p.page.press("#day-to", "Enter")
    p.page.locator("#day-to").blur()
    p.rest()
    assert p.shown() < half
    assert p.page.input_value("#day-to") == "2018-06-30"
    box = p.page.locator("#bars").bounding_box()
    p.page.mouse.move(box["x"] + 30, box["y"] + 20)
    p.page.mouse.down()
    p.page.mouse.move(box["x"] + 120, box["y"] + 20, steps=4)
    p.page.mouse.up()
    p.rest()
    assert 0 < p.shown() < every
    p.page.click("#play")
    p.rest(500)
    first = p.page.input_value("#day-from")
    p.rest(500)
    assert p.page.input_value("#day-from") > first
    p.page.click("#play")


def test_hash_keeps_the_whole_state_both_ways(open_page, page_path):
    p = open_page(page_path)
    p.page.click("#language")
    p.page.locator('[data-kind="shelling"] input').click()
    p.page.fill("#search", "حلب")
    p.rest(600)
    p.page.click("#tab-events")
    p.page.click("#events .event >> nth=1")
    p.page.wait_for_selector("#card:not([hidden]) h2")
    p.rest(500)
    title, hash_, shown = p.page.inner_text("#card h2"), p.page.evaluate("location.hash"), p.shown()
    again = open_page(page_path, hash_)
    again.page.wait_for_selector("#card:not([hidden]) h2")
    again.rest(500)
    assert again.page.inner_text("#card h2") == title
    assert again.shown() == shown
    assert again.page.input_value("#search") == "حلب"
    assert again.page.get_attribute("html", "lang") == "en"
    again.page.evaluate("location.hash = '#l=ar&q='")
    again.rest(500)
    assert again.page.get_attribute("html", "lang") == "ar"
    assert again.shown() > shown


def test_the_whole_state_survives_the_address(open_page, page_path, records):
    """Every key of the address, read and written back; nothing is lost or added."""
    event = next(event for record in records for event in record.events if event.sites).id
    wanted = {
        "l": ["en"], "t": ["dark"], "q": ["حلب"], "d": ["2016-05-01..2018-11-30"], "u": ["0"], "w": ["1"], "k": ["shelling,aid"], "s": ["disputed"],
        "c": ["planned"], "y": ["background"], "p": ["3"], "o": ["وكالة الفرات", "Northern Wire"], "a": ["army", "isis"], "x": ["arrows,towns"],
        "b": ["tray"], "e": [event], "v": ["35.1234,38.4321,8.25"],
    }  # fmt: skip
    p = open_page(page_path, "#" + urlencode(wanted, doseq=True))
    p.page.wait_for_selector("#card:not([hidden]) h2")
    p.rest(900)
    got = parse_qs(p.page.evaluate("location.hash.slice(1)"))
    view = got.pop("v")[0], wanted.pop("v")[0]
    assert {key: sorted(values) for key, values in got.items()} == {key: sorted(values) for key, values in wanted.items()}
    assert view[0].split(",")[2] == view[1].split(",")[2]  # the map may have moved to uncover the event, not zoomed


def test_card_shows_evidence_marked_and_why(open_page, page_path):
    p = open_page(page_path, "#l=en")
    p.page.click("#tab-events")
    p.page.click("#events .event >> nth=0")
    card = p.page.locator("#card")
    card.locator("h2").wait_for()
    for cls in ("place", "actor", "number", "date"):
        assert card.locator(f"mark.{cls}").count() > 0, cls
    assert card.locator("blockquote").first.is_visible()
    card.get_by_text("Why this place").first.click()
    assert card.get_by_text("name as in the gazetteer").first.is_visible()
    assert card.get_by_text("odd-code").first.is_visible()  # an unknown reason shows as it is
    link = card.locator(".url a")
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    first = card.locator("h2").inner_text()
    p.page.keyboard.press("n")
    p.rest()
    p.page.keyboard.press("Escape")
    assert not card.is_visible()
    assert first


def test_card_sets_figures_of_one_incident_side_by_side(open_page, page_path, records):
    p = open_page(page_path, f"#l=en&e={records[0].events[0].id}")
    table = p.page.locator("#card table")
    table.wait_for()
    assert table.locator("tbody tr").count() == 2


def test_click_on_the_map_opens_an_event_or_a_group(open_page, page_path):
    p = open_page(page_path, "#l=en&v=36.2,37.16,11")
    box = p.page.locator(".folium-map").bounding_box()
    for x in range(int(box["x"]) + 60, int(box["x"] + box["width"]) - 40, 22):
        for y in range(int(box["y"]) + 60, int(box["y"] + box["height"]) - 60, 90):
            p.page.mouse.move(x, y)
            if p.page.locator("#tip").is_visible():
                p.page.mouse.click(x, y)
                p.page.wait_for_selector("#card:not([hidden]) h2")
                return
    pytest.fail("nothing on the map could be pointed at")


def test_downloads_hold_exactly_what_is_shown(open_page, page_path, tmp_path):
    p = open_page(page_path, "#l=en&k=shelling,clash")
    p.page.click("#tab-events")
    with p.page.expect_download() as caught:
        p.page.click("#get-geojson")
    data = json.loads(Path(caught.value.path()).read_text(encoding="utf-8"))
    kinds = {feature["properties"]["kind"] for feature in data["features"]}
    assert not kinds & {"shelling", "clash"}
    assert len({feature["properties"]["event_id"] for feature in data["features"]}) == p.shown()
    with p.page.expect_download() as caught:
        p.page.click("#get-csv")
    text = Path(caught.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(data["features"])
    assert all(len(row["start"]) in (0, 10) for row in rows)


def test_unknown_name_is_placed_and_taken_away(open_page, tmp_path, base):
    report = Report(id="a", text="في قرية كذا، والله أعلم")
    record = Extraction(report=report, mentions=(Mention(start=3, end=11, surface="قرية كذا", kind=PlaceKind.VILLAGE),))
    path = tmp_path / "map.html"
    write_page(build([record]), path, PageOptions(lang="en"), base)
    p = open_page(path)
    p.page.click("#tab-tray")
    p.page.get_by_role("button", name="Place on the map").click()
    box = p.page.locator(".folium-map").bounding_box()
    p.page.mouse.click(box["x"] + 300, box["y"] + 300)
    p.page.wait_for_selector("#entries-csv")
    p.page.locator('.entry input[aria-label="name_en"]').fill('Kadha, the "small"')
    rows = list(csv.DictReader(io.StringIO(p.page.input_value("#entries-csv"))))
    assert list(rows[0]) == ["name_ar", "alt_ar", "name_en", "alt_en", "kind", "lon", "lat", "parent", "accuracy_m", "note"]
    assert rows[0]["name_ar"] == "قرية كذا"
    assert rows[0]["name_en"] == 'Kadha, the "small"'
    assert rows[0]["kind"] == "village"
    assert 30 < float(rows[0]["lat"]) < 40
    p.page.click("#entries-copy")
    p.rest()
    assert p.page.evaluate("navigator.clipboard.readText()").split() == p.page.input_value("#entries-csv").split()


def test_events_without_a_place_are_in_the_tray(open_page, page_path):
    p = open_page(page_path, "#l=en")
    p.page.click("#tab-tray")
    assert p.page.locator("#body-tray .event").count() > 0


def test_harm_is_said_on_the_page(open_page, tmp_path, records, base):
    path = tmp_path / "map.html"
    write_page(build([coarsen(record, 5000) for record in records]), path, PageOptions(lang="en", coarsened_m=5000, quotes=False), base)
    p = open_page(path)
    assert "5 km" in p.page.inner_text("#notices")
    p.page.click("#tab-events")
    p.page.click("#events .event >> nth=0")
    p.page.wait_for_selector("#card:not([hidden]) h2")
    assert p.page.locator("#card blockquote").count() == 0
    with p.page.expect_download() as caught:
        p.page.click("#get-geojson")
    text = Path(caught.value.path()).read_text(encoding="utf-8")
    assert "كفرنبل" not in text
    assert "Kafr Nabl" not in text
    assert "قالت مصادر" not in text


@pytest.mark.parametrize(("hash_", "width"), [("#l=ar", 1280), ("#l=en&t=dark", 390)])
def test_no_serious_or_moderate_accessibility_finding(open_page, page_path, hash_, width):
    axe = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    p = open_page(page_path, hash_, width=width)
    p.page.evaluate(script)
    for tab in ("layers", "events", "tray", "method") if width > 1000 else ("layers",):
        p.page.click(f"#tab-{tab}")
        _no_findings(p.page, tab)
    p.page.click("#tab-events")
    p.page.click("#events .event >> nth=0")
    p.page.wait_for_selector("#card:not([hidden]) h2")
    p.page.evaluate("for (const box of document.querySelectorAll('#card details')) box.open = true")
    _no_findings(p.page, "card")
    p.page.keyboard.press("Escape")
    if width > 1000:
        p.page.click("#legend summary")
    p.page.evaluate("document.querySelector('#tab-layers').click()")
    p.page.evaluate("for (const box of document.querySelectorAll('details.claimant')) box.open = true")
    _no_findings(p.page, "claims and legend")
    p.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    p.page.emulate_media(media="print")
    _no_findings(p.page, "print", "{runOnly: ['wcag2a', 'wcag2aa']}")  # a sheet has no landmarks


def _no_findings(page, where: str, options: str = "{resultTypes: ['violations']}") -> None:
    found = page.evaluate(f"axe.run(document, {options})")["violations"]
    told = [(rule["id"], rule["impact"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found if rule["impact"] != "minor"]
    assert told == [], where


def test_keyboard_alone(open_page, page_path):
    p = open_page(page_path, "#l=en")
    p.page.keyboard.press("/")
    assert p.page.evaluate("document.activeElement.id") == "search"
    p.page.focus("#tab-layers")
    p.page.keyboard.press("ArrowRight")
    assert p.page.evaluate("document.activeElement.id") == "tab-events"
    p.page.focus("#events .event")
    p.page.keyboard.press("Enter")
    p.page.wait_for_selector("#card:not([hidden]) h2")
    p.page.keyboard.press("Escape")
    assert "event" in p.page.evaluate("document.activeElement.className")


def test_empty_page_says_so(open_page, tmp_path):
    path = tmp_path / "map.html"
    write_page(build([]), path)
    p = open_page(path)
    assert "لم يُستخرج" in p.page.inner_text("#summary")


def test_old_browser_is_told(browser, page_path):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(f"file://{page_path}")
    page.wait_for_selector(".fail", state="attached")
    assert "too old" in page.inner_text("body") or "too old" in page.text_content("body")
    context.close()
