"""The printed sheet: a light map whose numbers are those of a list, its legend, what was filtered, method and sources."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser

WORDS = {
    "en": ("Legend", "Events", "What this map is", "Sources of the reports", "Shelling", "Natural Earth", "Base map", "Made with"),
    "ar": ("مفتاح الرموز", "الأحداث", "ما هذه الخريطة", "مصادر التقارير", "قصف", "حدود الدول", "خريطة الأساس", "صُنع بـ"),
}
COLOURS = """() => { const c = document.querySelector('#printed canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
    let light = 0, all = 0; for (let i = 0; i < d.length; i += 4000) { all++; if (d[i] + d[i + 1] + d[i + 2] > 450) light++; } return light / all; }"""


def printing(p):
    p.page.emulate_media(media="print")
    p.page.evaluate("dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sheet_is_whole_and_light(open_page, page_path, lang, theme):
    p = open_page(page_path, f"#l={lang}&t={theme}", scheme="dark")
    shown = p.page.inner_text("#shown")
    printing(p)
    sheet = p.page.inner_text("#printed")
    for word in WORDS[lang]:
        assert word in sheet, word
    assert shown in sheet
    assert len(re.findall(r"\d{4}-\d\d-\d\d – \d{4}-\d\d-\d\d", sheet)) >= 1
    assert p.page.evaluate(COLOURS) > 0.9
    assert p.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not p.page.locator("#panel").is_visible()
    assert not p.page.locator(".folium-map").is_visible()
    assert p.page.get_attribute("#printed", "dir") == ("rtl" if lang == "ar" else "ltr")
    p.page.evaluate("dispatchEvent(new Event('afterprint'))")
    p.page.emulate_media(media="screen")
    assert p.page.get_attribute("html", "data-theme") == theme
    assert p.page.locator("#printed").inner_text() == ""


def test_every_shown_event_is_under_a_number_or_said_to_lie_elsewhere(open_page, page_path):
    p = open_page(page_path, "#l=en&k=shelling&q=Aleppo")
    p.rest(600)
    printing(p)
    sheet = p.page.inner_text("#printed")
    assert "Search: Aleppo" in sheet
    assert "Without Kinds of event: Shelling" in sheet
    spots = p.page.locator("#printed tr.spot")
    numbers = [number for number in spots.locator(".number").all_inner_texts() if number.isdigit()]
    assert numbers == [str(n + 1) for n in range(len(numbers))]
    counts = [int(count.replace(",", "")) for count in re.findall(r"events: ([\d,]+)", " ".join(spots.all_inner_texts()))]
    assert sum(counts) >= p.shown() > 0
    rows = p.page.locator("#printed tbody tr:not(.spot)").count()
    assert rows >= min(p.shown(), 60)


def test_it_prints(open_page, page_path):
    """Chromium's own printing: several pages of A4, the map on the first, not cut off by the screen's height."""
    p = open_page(page_path, "#l=ar&t=dark")
    pdf = p.page.pdf(format="A4")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 12
    assert b"/Subtype /Image" in pdf or b"/Subtype/Image" in pdf
