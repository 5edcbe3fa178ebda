"""The page folds Arabic as the gazetteer does: the same table, the same joining of letters pulled apart."""

from __future__ import annotations

from pathlib import Path

import pytest

import maps
from gazetteer.arabic import fold
from maps.page import fold_table

TABLE = (
    "إدلب", "أريحا", "القامشلي", "القامشلى", "دير الزّور", "ديـــر الزور", "قصـ ـف", "اعـ.ـتـ.ـقـ.ـلـ", "ميلـ.ـيشـ.ـيا", "لـ قسد", "٢٠١٨/٥/٢١", "۱۲۳",
    "ﻻذقية", "ﷲ أكبر", "\ufeffدرعا\u200f", "گرێ سپی", "کوبانێ", "سری_کانیه", "الرقة\u00a0وريفها", "مِنْبِج", "Deir ez-Zor", "ئاشتی", "آمنة", "مؤتة", "x\u2066ب\u2069", "",
)  # fmt: skip


@pytest.mark.browser
def test_fold_in_the_browser_is_the_gazetteers(browser):
    script = (Path(maps.__file__).parent / "assets" / "js" / "fold.js").read_text(encoding="utf-8")
    page = browser.new_page()
    folded = page.evaluate(f"([texts, table]) => {{ const K = {{data: {{fold: table}}}};\n{script}\nreturn texts.map(K.fold); }}", [list(TABLE), fold_table()])
    page.close()
    assert folded == [fold(text).text for text in TABLE]


@pytest.mark.browser
def test_the_search_key_parts_words_at_whatever_is_no_letter(browser):
    """The quick way and the general one part words alike."""
    script = (Path(maps.__file__).parent / "assets" / "js" / "fold.js").read_text(encoding="utf-8")
    texts = [*TABLE, "حلب، «إدلب»؛ درعا؟", "a—b…c", "(منبج)٪٫٬", "کوبانێ/Kobanî", "x\u200fy", "٣٠٪", "a\x00b\x7fc", "ⅷ ² ½ ₂", "\U0001f600حلب\U0001d400", "-", " ، "]
    page = browser.new_page()
    wanted = "(K.fold(text).toLowerCase()" + ".replace(/[^\\p{L}\\p{N}]+/gu, ' ').trim())"
    pairs = page.evaluate(f"([texts, table]) => {{ const K = {{data: {{fold: table}}}};\n{script}\nreturn texts.map((text) => [K.searchKey(text), {wanted}]); }}", [texts, fold_table()])
    page.close()
    assert [quick for quick, general in pairs if not any("a" <= letter <= "z" or letter > "\u1000" for letter in general) and quick != general] == []
    assert ["a b c", "a b c"] in pairs
