"""Phrases of a lexicon in a text: with clitics, with and without articles, the longest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.arabic import ARTICLE, bare, fold_word
from geo.phrases import PROCLITICS, PhraseTable
from geo.text import Text, WordSets
from geo.unquoted import Unquoted

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


def longest(phrases: dict[str, int], words: Sequence[str], index: int) -> int:
    """The token behind the longest phrase that begins at a token, tried one by one; 0 for none."""
    behind = 0
    for phrase in phrases:
        first, *rest = (bare(word) for word in fold_word(phrase).split())
        at = words[index : index + 1 + len(rest)]
        clitics = ("", ARTICLE, *PROCLITICS)
        if at and at[0] in {clitic + first for clitic in clitics} and [bare(word) for word in at[1:]] == rest:
            behind = max(behind, index + len(at))
    return behind


@settings(max_examples=80)
@given(_PHRASES, st.text(st.sampled_from("ابتكول "), max_size=40))
def test_the_longest_phrase_is_met(phrases: list[tuple[str, int]], raw: str) -> None:
    text = Text.of(raw)
    seen = {" ".join(phrase.split()): value for phrase, value in phrases if phrase.strip()}
    table = PhraseTable(seen.items())
    for index in range(len(text.words)):
        found = table.at(text.words, index)
        assert (found.behind if found else 0) == longest(seen, text.words, index)
    assert table.meets(text.words, range(len(text.words))) == any(table.at(text.words, index) for index in range(len(text.words)))
    assert {hit.first for hit in table.scan(text)} <= set(table.spots(text))
    assert {index for index in range(len(text.words)) if table.at(text.words, index)} <= set(table.spots(text))


@given(st.text(st.sampled_from('ابت«"# '), max_size=40), st.sets(st.sampled_from("ابت")))
def test_a_text_without_its_quotation_marks(raw: str, wanted: set[str]) -> None:
    tokens = Unquoted.of(Text.of(raw))
    assert [tokens.text.words[at] for at in tokens.kept] == list(tokens.words)
    assert list(tokens.among(frozenset(wanted))) == [at for at, word in enumerate(tokens.words) if word in wanted]


@given(st.text(st.sampled_from("ابتث "), max_size=40), st.lists(st.frozensets(st.sampled_from(["ا", "ب", "ات", "بب"])), max_size=4))
def test_words_looked_for_together_are_found_as_one_by_one(raw: str, sets: list[frozenset[str]]) -> None:
    alone, together = Text.of(raw), Text.of(raw, WordSets(sets))
    assert [list(together.among(words)) for words in sets] == [list(alone.among(words)) for words in sets]


@given(st.text(max_size=60))
def test_phrases_stand_in_order_and_never_overlap(raw: str) -> None:
    found = NOUNS.scan(Text.of(raw + " قصف " + raw))
    assert all(one.behind <= other.first for one, other in pairwise(found))
