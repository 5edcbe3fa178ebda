"""How many: numbers in text, what they are worth and what they count. Add a row: text, words, low, high, qualifier, what is counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.arabic import fold
from geo.lexicon import rows
from geo.numbers import NumberExpr, NumberGrammar

GRAMMAR = NumberGrammar.load()


def found(text: str) -> tuple[NumberExpr, ...]:
    return GRAMMAR.find(fold(text))


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "qualifier", "what"),
    [
        ("وصول 7 حافلات", "7", 7, 7, "exact", "buses"),
        ("وصول ٧ حافلات", "٧", 7, 7, "exact", "buses"),
        ("وصول (7) حافلات", "(7)", 7, 7, "exact", "buses"),
        ("نزوح 1,200 عائلة", "1,200", 1200, 1200, "exact", "families"),
        ("نزوح ١٬٢٠٠ عائلة", "١٬٢٠٠", 1200, 1200, "exact", "families"),
        ("نزوح 1.200 عائلة", "1.200", 1200, 1200, "exact", "families"),
        ("نزوح 90 ألف شخص", "90 ألف", 90_000, 90_000, "exact", "people"),
        ("نزوح 1.5 مليون شخص", "1.5 مليون", 1_500_000, 1_500_000, "exact", "people"),
        ("نزوح نصف مليون شخص", "نصف مليون", 500_000, 500_000, "exact", "people"),
        ("سقوط ثلاث عشرة قذيفة", "ثلاث عشرة", 13, 13, "exact", "shells"),
        ("سقوط خمس وعشرين قذيفة", "خمس وعشرين", 25, 25, "exact", "shells"),
        ("سقوط مئة وعشرين قذيفة", "مئة وعشرين", 120, 120, "exact", "shells"),
        ("سقوط مائة وخمس وعشرين قذيفة", "مائة وخمس وعشرين", 125, 125, "exact", "shells"),
        ("سقوط ثلاثمئة قذيفة", "ثلاثمئة", 300, 300, "exact", "shells"),
        ("نزوح ألفين وخمسمئة عائلة", "ألفين وخمسمئة", 2500, 2500, "exact", "families"),
        ("نزوح عشرة آلاف عائلة", "عشرة آلاف", 10_000, 10_000, "exact", "families"),
        ("نزوح 12 ألفا و500 شخص", "12 ألفا و500", 12_500, 12_500, "exact", "people"),
        ("مقتل ألف و200 مدني", "ألف و200", 1200, 1200, "exact", "civilians"),
        ("نزوح مليون ونصف المليون شخص", "مليون ونصف المليون", 1_500_000, 1_500_000, "exact", "people"),
        ("نزوح ربع مليون شخص", "ربع مليون", 250_000, 250_000, "exact", "people"),
        ("نزوح ثلاثة آلاف وخمسمئة شخص", "ثلاثة آلاف وخمسمئة", 3500, 3500, "exact", "people"),
        ("سقوط 3 - 5 قذائف", "3 - 5", 3, 5, "exact", "shells"),
        ("مقتل أطفاله الثلاثة", "أطفاله الثلاثة", 3, 3, "exact", "children"),
        ("مقتل العشرات", "العشرات", None, None, "dozens", None),
        ("نزوح ۳۵۰ عائلة", "۳۵۰", 350, 350, "exact", "families"),
        ("أصيب 30 بانفجار", "30", 30, 30, "exact", None),
        ("وصول 20 حافلة على الأقل.", "20", 20, 20, "at_least", "buses"),
        ("شنت غارتين", "غارتين", 2, 2, "exact", "raids"),
        ("إصابة طفلين", "طفلين", 2, 2, "exact", "children"),
        ("مقتل مدني", "مدني", 1, 1, "exact", "civilians"),
        ("مقتل شخص واحد", "شخص واحد", 1, 1, "exact", "people"),
        ("مقتل مدنيين اثنين", "مدنيين اثنين", 2, 2, "exact", "civilians"),
        ("إصابة المواطنَين", "المواطنَين", 2, 2, "exact", "civilians"),
        ("وصول نحو 20 حافلة", "نحو 20", 20, 20, "about", "buses"),
        ("وصول أكثر من 20 حافلة", "أكثر من 20", 20, 20, "more_than", "buses"),
        ("وصول ما لا يقل عن 20 حافلة", "ما لا يقل عن 20", 20, 20, "at_least", "buses"),
        ("وصول 20 حافلة على الأقل", "20", 20, 20, "at_least", "buses"),
        ("وصول ما يصل إلى 20 حافلة", "ما يصل إلى 20", 20, 20, "up_to", "buses"),
        ("وصول بين 10 و15 حافلة", "بين 10 و15", 10, 15, "exact", "buses"),
        ("سقوط 3-5 قذائف", "3-5", 3, 5, "exact", "shells"),
        ("سقوط من 3 إلى 5 قذائف", "من 3 إلى 5", 3, 5, "exact", "shells"),
        ("سقوط ثلاث أو أربع قذائف", "ثلاث أو أربع", 3, 4, "exact", "shells"),
        ("سقوط عشرات القذائف", "عشرات", None, None, "dozens", "shells"),
        ("نزوح مئات الآلاف من النازحين", "مئات الآلاف", None, None, "dozens", "displaced"),
        ("خطف عدد من المدنيين", "عدد", None, None, "at_least", "civilians"),
        ("مقتل 12 من عناصر الحاجز", "12", 12, 12, "exact", "members"),
        ("إصابة اثنين من المدنيين", "اثنين", 2, 2, "exact", "civilians"),
        ("سقوط 12جريحا مدنيا", "12", 12, 12, "exact", "injured"),
        ("قتل اليوم 3 مدنيين", "3", 3, 3, "exact", "civilians"),
    ],
)
def test_one_number(text: str, words: str, low: int | None, high: int | None, qualifier: str, what: str | None) -> None:
    (number,) = found(text)
    assert (text[number.start : number.end], number.low, number.high, number.qualifier, number.what) == (words, low, high, qualifier, what)


@pytest.mark.parametrize(
    "text",
    [
        "في 20/5/2018",
        "في 2018-05-20",
        "الساعة 10:30",
        "دبابة T72",
        "رشاش عيار 23 مم",
        "على بعد 5 كم",
        "الفوج 46",
        "اللواء 93",
        "(13 عاماً)",
        "(15) سنة",
        "في 2013",
        "21 ديسمبر",
        "بنسبة 40%",
        "12 Likes",
        "00963991234567",
        "دفعة واحدة",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert found(text) == ()


def test_joined_numbers_say_so() -> None:
    first, second = found("مقتل رجل وثلاثة أطفال")
    assert (first.joins, second.joins) == (False, True)


WORDS = sorted({row["form"] for table in ("number_words", "number_qualifiers", "number_ranges", "people_groups") for row in rows(table)})
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.integers(0, 10**7).map(str), st.sampled_from(list(",.-/:%()و\n")), st.text(max_size=4))
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    behind = 0
    for number in found(text):
        assert behind <= number.start < number.end <= len(text)
        assert (number.low is None) == (number.high is None)
        assert number.low is None or number.high is None or number.low <= number.high
        behind = number.end


@pytest.mark.parametrize("unit", ["7", "7 ", "7,", "ألف ", "خمسة و", "عشرات ", "بين ", "7-"])
def test_hostile_texts_stay_linear(unit: str) -> None:
    found(unit * 50_000)
