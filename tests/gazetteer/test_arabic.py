"""The one folding of Arabic spelling: what it makes equal, and that every folded letter leads back to where it stood."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazetteer.arabic import bare, fold, fold_word

# Arabic letters, diacritics, tatweel, presentation forms, direction marks, lone surrogates, and what else may come.
LETTERS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
        st.sampled_from("\u0640\u200f\u202b\ufeff .*_-\n"),
        st.characters(),
        st.integers(0xD800, 0xDFFF).map(chr),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إدلب", "ادلب"), ("أريحا", "اريحا"), ("آفس", "افس"), ("القامشلى", "القامشلي"), ("الحسكة", "الحسكه"), ("الرئيس", "الرييس"),
        ("لؤلؤة", "لولوه"), ("مدینة", "مدينة"), ("کفرنبل", "كفرنبل"), ("ڤيينا", "فيينا"), ("إدلـــب", "إدلب"), ("سَراقِب", "سراقب"),
        ("\u200fسراقب\u200f", "سراقب"), ("جسر_الشغور", "جسر الشغور"), ("١٢٣", "123"), ("۴۵", "45"), ("ﺳﺮﺍﻗﺐ", "سراقب"), ("ﻻ", "لا"),
        ("سـ.ـراقـ.ـب", "سراقب"), ("قصـ ـف", "قصف"), ("اعـ.ـتـ.ـقـ.ـلـ", "اعتقل"), ("ميلـ.ـيشـ.ـيا", "ميليشيا"), ("  حلب \u00a0 الشهباء ", "حلب الشهباء"),
        ("دا.عش", "داعش"), ("ق.س.د", "قسد"), ("والصو.اريخ", "والصواريخ"), ("قُ*تل", "قتل"), ("اشتب.اكات", "اشتباكات"), ("ﻗﺼ.ﻒ", "قصف"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حلب", "جلب"),
        ("نوى", "نوا"),
        ("الباغوز", "الباغور"),
        ("لـ قسد", "لقسد"),
        ("عين", "غين"),
        # a point that ends a sentence, though the letters around it make a word
        ("دمشق.تلا", "دمشقتلا"),
        ("الوقت.لكن", "الوقتلكن"),
        ("الخارج.يشار", "الخارجيشار"),
        ("جامع.قتل", "جامعقتل"),
        ("حلب * قتل", "حلبقتل"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold_word(one) != fold_word(other)


@pytest.mark.parametrize(
    ("word", "stem"), [("الباب", "باب"), ("الجب", "جب"), ("الي", "الي"), ("ال", "ال"), ("حلب", "حلب"), ("اللاذقيه", "لاذقيه")]
)
def test_a_word_without_its_article(word: str, stem: str) -> None:
    assert bare(word) == stem


@pytest.mark.parametrize(
    ("raw", "folded", "back"),
    [
        ("في سَراقِب", "سراقب", "سَراقِب"),
        ("في \u200fسراقب\u200f اليوم", "سراقب", "سراقب"),
        ("في سـ.ـراقـ.ـب", "سراقب", "سـ.ـراقـ.ـب"),
        ("في إدلـــب", "ادلب", "إدلـــب"),
        ("في ﺳﺮﺍﻗﺐ", "سراقب", "ﺳﺮﺍﻗﺐ"),
        ("في ﺑﻼد", "بلاد", "ﺑﻼد"),
        ("\ufeffحلب", "حلب", "حلب"),
        ("تنظيم دا.عش في قُ*رى", "داعش", "دا.عش"),
        ("تنظيم دا.عش في قُ*رى", "قري", "قُ*رى"),
    ],
)
def test_the_way_back_is_exact(raw: str, folded: str, back: str) -> None:
    found = fold(raw)
    start = found.text.index(folded)
    first, behind = found.span(start, start + len(folded))
    assert raw[first:behind] == back


def test_a_letter_of_a_ligature_leads_back_to_all_of_it() -> None:
    found = fold("بﻻد")
    assert found.text == "بلاد"
    assert [found.raw_start(index) for index in range(4)] == [0, 1, 1, 2]
    assert found.raw_end(2) == found.raw_end(3) == 2


@given(LETTERS)
@example("\ufb50*\u0621")
@example("\u0627\u0670*\u200f\u0627")
def test_folding_is_idempotent(raw: str) -> None:
    once = fold(raw).text
    assert fold(once).text == once


@given(LETTERS)
def test_every_letter_leads_back_to_what_it_was_made_of(raw: str) -> None:
    found = fold(raw)
    last = 0
    for index, letter in enumerate(found.text):
        origin = found.raw_start(index)
        assert last <= origin < len(raw)
        assert found.raw_end(index + 1) == origin + 1
        made_of = unicodedata.normalize("NFKC", raw[origin]) if 0xFB50 <= ord(raw[origin]) <= 0xFEFC else raw[origin]
        assert letter in fold(made_of).text or letter == raw[origin]
        last = origin


@given(LETTERS)
def test_offsets_go_there_and_back(raw: str) -> None:
    found = fold(raw)
    for index in range(len(found.text)):
        if index == 0 or found.raw_start(index) != found.raw_start(index - 1):  # the first letter of a ligature stands for all
            assert found.folded_index(found.raw_start(index)) == index
    assert found.folded_index(len(raw)) == len(found.text)


@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي "), max_size=40))
def test_plain_text_stays_itself(raw: str) -> None:
    found = fold(raw)
    assert found.text == raw
    assert found.span(0, len(raw)) == (0, len(raw))
