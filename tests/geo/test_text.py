"""A text cut into tokens and sentences, each with its way back to the text as it was read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text import Text

ANY = st.text(
    st.one_of(st.characters(), st.integers(0xD800, 0xDFFF).map(chr), st.sampled_from("ابتةىوي\u0640\u200f\ufefb.،\n 12")), max_size=80
)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("قصفت مدينة إدلب", ["قصفت", "مدينه", "ادلب"]),
        ("«قسد»، ٣ قتلى.", ["«", "قسد", "»", "،", "3", "قتلي", "."]),
        ("جسر_الشغور", ["جسر", "الشغور"]),
        ("24ساعة", ["24", "ساعه"]),
        ("أولى\nثانية", ["اولي", "\n", "ثانيه"]),
        # glued by a scraper: ta marbuta and alef maqsura only end words
        ("مدينةإدلب", ["مدينه", "ادلب"]),
        ("علىحلب", ["علي", "حلب"]),
    ],
)
def test_tokens(raw: str, words: list[str]) -> None:
    assert list(Text.of(raw).words) == words


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("قصفت المدفعية البلدة. وخرج الناس.", 2),
        ("سطر أول\nسطر ثان", 2),
        ("هل عادوا؟ نعم! عادوا؛ وبقوا", 4),
        ("بلغت النسبة 3.5 بالمئة", 1),
        ("قال د. محمد إن الهدوء عاد", 1),
        ("انظر www.example.com الآن", 1),
        ("", 0),
    ],
)
def test_sentences(raw: str, count: int) -> None:
    assert len(Text.of(raw).sentences) == count


def test_spans_lead_back_past_marks() -> None:
    raw = "في \u200fسَراقـ.ـب\u200f اليوم"
    text = Text.of(raw)
    start, end = text.span(1, 2)
    assert raw[start:end] == "سَراقـ.ـب"


@given(ANY)
def test_tokens_stand_in_order_and_lead_back(raw: str) -> None:
    text = Text.of(raw)
    behind = 0
    for index in range(len(text.words)):
        assert behind <= text.starts[index] < text.ends[index]
        behind = text.ends[index]
        start, end = text.span(index, index + 1)
        assert 0 <= start < end <= len(raw)


@given(ANY)
def test_sentences_hold_every_token_once(raw: str) -> None:
    text = Text.of(raw)
    covered = [token for first, behind in text.sentences for token in range(first, behind)]
    assert covered == list(range(len(text.words)))
    assert all(first <= token < behind for token in covered for first, behind in [text.sentences[text.sentence_of(token)]])


@given(ANY)
def test_a_raw_offset_finds_its_token(raw: str) -> None:
    text = Text.of(raw)
    for index in range(len(text.words)):
        start, _ = text.span(index, index + 1)
        if index == 0 or text.span(index - 1, index)[1] <= start:  # the letters of one ligature may belong to two tokens
            assert text.token_at(start) == index
