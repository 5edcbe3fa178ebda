"""Who was killed and injured. Add a row: the text, killed (low, high), injured (low, high); None where nothing is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.arabic import fold
from geo.casualties import CasualtyGrammar, Toll
from geo.lexicon import rows
from geo.models import Casualties
from geo.numbers import NumberGrammar

TABLES = {"test_tolls": ["tolls"], "test_groups": ["toll_groups"]}
NUMBERS = NumberGrammar.load()
GRAMMAR = CasualtyGrammar.load(NUMBERS)
VAGUE = (None, None)


def found(text: str) -> tuple[Toll, ...]:
    folded = fold(text)
    return GRAMMAR.find(folded, NUMBERS.find(folded))


def told(casualties: Casualties | None) -> tuple[int | None, int | None] | int | None:
    if casualties is None:
        return None
    return casualties.low if casualties.low is not None and casualties.low == casualties.high else (casualties.low, casualties.high)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        # verbal nouns
        ("أسفر القصف عن مقتل 3 مدنيين بينهم طفل وإصابة 5 آخرين", 3, 5),
        ("ما أدى إلى مقتل مدني", 1, None),
        ("أدى لمقتل رجل وامرأة", 2, None),
        ("مقتل شخص وجرح آخرين", 1, VAGUE),
        ("مقتل وإصابة عشرات المدنيين", VAGUE, VAGUE),
        ("مقتل وإصابة 5 عمال", VAGUE, VAGUE),
        ("إصابة اثنين من المدنيين أحدهما طفلة", None, 2),
        ("مقتل ضابط في الفرقة الرابعة وعنصر في الدفاع الوطني", 2, None),
        ("مقتل أكثر من 40 مدنيا بينهم 9 أطفال و3 سيدات", 40, None),
        ("مقتل 4 من عناصر الحاجز", 4, None),
        # names instead of numbers
        ("استشهاد المواطنة سعاد وإصابة المواطنَين؛ خالد، وسمير", 1, 2),
        ("مقتل الطفل «يزن» وإصابة والده", 1, 1),
        ('مقتل "سليم العبد" في منزله', 1, None),
        ("الشاب الذي قُتل برصاص الحرس", 1, None),
        ("الشاب سالم والطفل عمر، قُتلا في الغارة", 2, None),
        # verbs
        ("استشهدت سيدة وطفلة", 2, None),
        ("استشهد رجل وزوجته", 2, None),
        ("قُتلت امرأة وأصيب آخرون", 1, VAGUE),
        ("قتلت قوات النظام 5 مدنيين", 5, None),
        ("قتل مسلحون مجهولون شابا", 1, None),
        ("ثلاثة عناصر قتلوا بانفجار عبوة", 3, None),
        ("أصيب في القصف 15 شخصا", None, 15),
        ("قتله مسلحون مع طفله", 2, None),
        # idioms
        ("لقي 3 عناصر مصرعهم", 3, None),
        ("فارق مدني الحياة", 1, None),
        ("فقدت طفلة حياتها", 1, None),
        # the dead and the injured
        ("قتيل وثلاثة جرحى", 1, 3),
        ("سقوط 4 جرحى", None, 4),
        ("سقوط قتلى وجرحى", VAGUE, VAGUE),
        ("ارتقاء شهيد", 1, None),
        ("العثور على جثتين", 2, None),
        ("خلفت 30 قتيلا من المدنيين و70 قتيلا من المقاتلين، منهم 20 من القوات المهاجمة", 100, None),
        ("6 قتلى مدنيين (طفلان وسيدتان ورجلان)", 6, None),
        ("ارتفاع عدد القتلى إلى 54", 54, None),
        ("ارتفعت حصيلة ضحايا الانفجار إلى 17 قتيلا", 17, None),
    ],
)
def test_one_toll(text: str, killed: object, injured: object) -> None:
    (toll,) = found(text)
    assert (told(toll.killed), told(toll.injured)) == (killed, injured)


@pytest.mark.parametrize(
    "text",
    [
        "دون وقوع خسائر بشرية",
        "لم ترد أنباء عن قتلى",
        "دون وقوع إصابات",
        "قرب دوار الشهداء",
        "في مشفى الشهيد خالد",
        "إصابة مباشرة لدبابة",
        "إصابة 3 منازل بأضرار",
        "نجا من محاولة اغتيال",
        "اعتقال 5 أشخاص",
    ],
)
def test_no_toll(text: str) -> None:
    assert found(text) == ()


def test_tolls(row: dict[str, Any]) -> None:
    assert [_plainly(toll) for toll in found(row["text"])] == row["tolls"]


def test_groups(row: dict[str, Any]) -> None:
    (toll,) = found(row["text"])
    assert toll.killed is not None
    assert [f"{group.who} {group.low}" + (f" of {group.of}" if group.of else "") for group in toll.killed.groups] == row["groups"]


def _plainly(toll: Toll) -> dict[str, list[int]]:
    counts = (("killed", toll.killed), ("injured", toll.injured))
    return {name: [] if c.low is None or c.high is None else [c.low, c.high] for name, c in counts if c is not None}


def test_parts_stand_within_their_whole() -> None:
    (toll,) = found("مقتل 6 مدنيين، بينهم رجلان وطفلة")
    assert toll.killed is not None
    assert [(group.who, group.low, group.of) for group in toll.killed.groups] == [
        ("civilians", 6, None),
        ("men", 2, "civilians"),
        ("children", 1, "civilians"),
    ]


def test_a_toll_of_a_period_is_hinted() -> None:
    assert found("ارتفاع حصيلة القتلى إلى 54 منذ مطلع العام")[0].aggregate_hint
    assert not found("مقتل مدني برصاص قناص")[0].aggregate_hint


def test_two_sentences_are_two_tolls() -> None:
    first, second = found("قتل مدني في القصف.\nوأصيب ثلاثة أطفال في بلدة أخرى.")
    assert (told(first.killed), told(second.injured)) == (1, 3)


def test_marks_show_the_words() -> None:
    text = "أسفر عن مقتل 3 مدنيين وإصابة 5 آخرين"
    (toll,) = found(text)
    assert [(mark.field, text[mark.start : mark.end]) for mark in toll.marks] == [("killed", "مقتل 3 مدنيين"), ("injured", "إصابة 5 آخرين")]


WORDS = sorted(
    {
        row["form"]
        for table in ("casualty_words", "casualty_context", "people_groups", "figure_units", "number_words")
        for row in rows(table)
    }
)
TEXTS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.integers(0, 500).map(str), st.sampled_from(list(",.،:()و\n")), st.text(max_size=4))
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    for toll in found(text):
        assert 0 <= toll.start < toll.end <= len(text)
        assert toll.killed is not None or toll.injured is not None
        for casualties in (toll.killed, toll.injured):
            if casualties is not None and casualties.low is not None and casualties.high is not None:
                assert casualties.low <= casualties.high


@pytest.mark.parametrize("unit", ["قتل ", "مقتل 5 ", "وإصابة ", "جرحى و", "مقتل مدني و"])
def test_hostile_texts_stay_linear(unit: str) -> None:
    found(unit * 20_000)
