"""Phrases of a lexicon in a text: with clitics, with and without articles, the longest first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.long_phrases import LongPhraseTable
from geo.phrases import PhraseTable
from geo.text import Text

NOUNS = PhraseTable(
    [("قصف", "strike"), ("وقف إطلاق النار", "ceasefire"), ("إطلاق النار", "shooting"), ("غارة جوية", "air"), ("قوات النظام", "army")]
)
VERBS = PhraseTable([("قصفت", "strike"), ("ألقت القبض", "arrest")], verbs=True)
EXACT = PhraseTable([("في السياق", "while"), ("كما", "and")], exact_article=True)


def met(table: PhraseTable[str], text: str) -> list[tuple[str, int]]:
    return [(found.value, found.clitic) for found in table.scan(Text.of(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصف عنيف", [("strike", 0)]),
        ("القصف عنيف", [("strike", 0)]),
        ("وقصف", [("strike", 1)]),
        ("بالقصف", [("strike", 3)]),
        ("وللقصف", [("strike", 3)]),
        ("وقف إطلاق النار", [("ceasefire", 0)]),  # the longest at a place, and nothing inside it
        ("وقف اطلاق نار", [("ceasefire", 0)]),
        ("إطلاق النار ثم وقف", [("shooting", 0)]),
        ("الغارة الجوية", [("air", 0)]),
        ("لقوات النظام", [("army", 1)]),
        ("قوات أخرى", []),
        ("قصفير", []),
    ],
)
def test_nouns(text: str, wanted: list[tuple[str, int]]) -> None:
    assert met(NOUNS, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت", [("strike", 0)]),
        ("وقصفت", [("strike", 1)]),
        ("فقصفت", [("strike", 1)]),
        ("القصفت", []),
        ("وألقت القبض", [("arrest", 1)]),
        ("ألقت قبض", []),
    ],
)
def test_verbs_take_no_article(text: str, wanted: list[tuple[str, int]]) -> None:
    assert met(VERBS, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("في السياق", [("while", 0)]), ("في سياق", []), ("كما قال", [("and", 0)]), ("وكما", [("and", 1)])]
)
def test_exact_articles(text: str, wanted: list[tuple[str, int]]) -> None:
    assert met(EXACT, text) == wanted


def test_what_stands_nowhere_is_not_met() -> None:
    assert met(PhraseTable([("", "nothing"), ("  ", "nothing")]), "أي كلام") == []


_PHRASES = st.lists(st.tuples(st.text(st.sampled_from("ابتك "), min_size=1, max_size=8), st.integers(0, 5)), max_size=12)


@settings(max_examples=80)
@given(_PHRASES, st.text(st.sampled_from("ابتكول "), max_size=40))
def test_the_table_for_many_phrases_meets_the_same(phrases: list[tuple[str, int]], raw: str) -> None:
    words = Text.of(raw).words
    seen: dict[str, int] = {}
    for phrase, value in phrases:
        seen.setdefault(" ".join(phrase.split()), value)
    plain, quick = PhraseTable(seen.items()), LongPhraseTable(seen.items())
    for index in range(len(words)):
        one, other = plain.at(words, index), quick.at(words, index)
        assert (one and one.behind) == (other and other.behind)


@given(st.text(max_size=60))
def test_phrases_stand_in_order_and_never_overlap(raw: str) -> None:
    found = NOUNS.scan(Text.of(raw + " قصف " + raw))
    assert all(one.behind <= other.first for one, other in pairwise(found))
