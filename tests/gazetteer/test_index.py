"""From a name to its places: spellings in use, close spellings, Latin ones, and what is not found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.index import ALTERNATIVE, GENERATED, NameIndex
from gazetteer.models import Place, PlaceKind
from gazetteer.spelling import Orthography, key_of, latin_skeleton, variants

WORDS = Orthography.load()
TINY = NameIndex.build([Place(id="a", name_ar="كفرنبل", name_en="Kafranbel", kind=PlaceKind.CITY, lon=36.6, lat=35.6)], WORDS)


@pytest.fixture
def few(place) -> NameIndex:
    return NameIndex.build(
        [
            place("a", "كفرنبل", name_en="Kafranbel", kind=PlaceKind.CITY, importance=3),
            place("b", "معرة مصرين", name_en="Maarrat Misrin", kind=PlaceKind.TOWN),
            place("c", "الباغوز", name_en="Baghuz", alt_ar=("باغوز فوقاني",)),
            place("d", "البوكمال", name_en="Abu Kamal", kind=PlaceKind.CITY),
            place("e", "معبر البوكمال", name_en="Abu Kamal crossing", kind=PlaceKind.CROSSING),
            place("f", "عابدين", name_en="Abdin", importance=1),
            place("g", "عابدين", name_en="Abdin", importance=2),
        ],
        WORDS,
    )


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("كفرنبل", "a"), ("كفر نبل", "a"), ("مدينة كفرنبل", "a"), ("كفرنبُل", "a"), ("Kafranbel", "a"), ("Kafr Nabl", "a"),
        ("معرتمصرين", "b"), ("معرة مصرين", "b"), ("باغوز فوقاني", "c"), ("الباغور", "c"), ("أبو كمال", "d"), ("ابوكمال", "d"),
        ("معبر البوكمال", "e"), ("عابدين", "g"),
    ],
)  # fmt: skip
def test_the_first_answer(few: NameIndex, name: str, first: str) -> None:
    found = few.find(name)
    assert found, name
    assert found[0].place.id == first
    assert found[0].reasons


@pytest.mark.parametrize("name", ["", " ", "زقزوقستان", "xyzzyq", "!!", "ال"])
def test_no_likeness_no_answer(few: NameIndex, name: str) -> None:
    assert few.find(name) == ()


def test_how_a_name_was_met(few: NameIndex) -> None:
    assert [met.how for met in few.lookup("الباغوز")] == [0]
    assert [met.how for met in few.lookup("باغوز فوقاني")] == [ALTERNATIVE]
    assert [met.how for met in few.lookup("كفر نبل")] == [GENERATED]
    assert few.lookup("الباغور") == ()


def test_close_spellings_say_why(few: NameIndex) -> None:
    assert few.close("باغور")[0][::2] == ("باغوز", "dots-differ")
    assert few.close("باغوس")[0][::2] == ("باغوز", "one-letter")


def test_candidates_are_ordered_by_score(few: NameIndex) -> None:
    scores = [candidate.score for candidate in few.find("عابدين")]
    assert scores == sorted(scores, reverse=True)


def test_a_cache_gives_the_same_index(few: NameIndex) -> None:
    again = NameIndex.from_state(few.places, few.state(), WORDS)
    for name in ("كفر نبل", "الباغور", "Kafranbel", "عابدين"):
        assert again.find(name) == few.find(name)
    assert again.first_words == few.first_words


def test_first_words_cover_every_key(few: NameIndex) -> None:
    for entry in few.places:
        first, *rest = key_of(entry.name_ar).split()
        assert len(rest) + 1 in few.first_words[first]


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("كفر نبل", {"كفر نبل", "كفرنبل"}), ("كفرنبل", {"كفرنبل", "كفر نبل"}), ("معرة مصرين", {"معره مصرين", "معرتمصرين"}),
        ("أبو الظهور", {"ابو ظهور", "ابوظهور"}), ("ديرالزور", {"ديرالزور", "دير زور"}),
    ],
)  # fmt: skip
def test_spellings_that_are_generated(name: str, spellings: set[str]) -> None:
    assert spellings <= set(variants(name, WORDS))


@pytest.mark.parametrize(
    ("one", "other"), [("Ma'arrat al-Nu'man", "Maarat an Numan"), ("Deir ez-Zor", "Dayr al-Zawr"), ("Saraqib", "Saraqeb")]
)
def test_latin_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert latin_skeleton(one) == latin_skeleton(other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.text(st.sampled_from("ابتدرسصعفكلمني ءةى،-()\u200f"), max_size=30))
def test_any_query_has_an_answer_or_none(name: str) -> None:
    found = TINY.find(name, limit=3)
    assert len(found) <= 3
    assert found == TINY.find(name, limit=3)
