"""One report through all steps: what holds for every text, and what the real article of the project must give, where it is at hand."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.models import Extraction, MentionStatus

_SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

# Stretches of reports put together at random, with anything between them.
_PIECES = (
    "قصفت مدفعية النظام", "بلدة سرمين", "وكفرنبل", "بريف إدلب الجنوبي", "أمس", "ما أدى إلى مقتل", "3 مدنيين", "بينهم طفلة", "غادرت ست حافلات",
    "مخيم اليرموك", "باتجاه", "البادية السورية", "نفت وكالة سانا", "خروج", "القصف", "بين", "و", "،", ".", ":", "\n", "«", "»", "#جسر_الشغور", "على بعد ١٠ كم",
    "شمال", "الرقة", "وقال المرصد", "إن", "قرية كذابيا", "والباغور", "هجين", "قالت واشنطن", "طريق حلب – اللاذقية", "- 4", "اقرأ أيضا", "سـ.ـراقـ.ـب", "ﺳﺮﺍﻗﺐ",
    "\u200f", "\ufeff", "\u202b", "الباب", "في", "إلى", "من", "لل", "تل", "دير", "2018", "السبت",
)  # fmt: skip
_REPORTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=40).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n"]).map(lambda between: between.join(pieces))
)
_ANY = st.text(st.one_of(st.characters(), st.integers(0xD800, 0xDFFF).map(chr)), max_size=120)
_FEW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def check(record: Extraction) -> None:
    """What holds for every record: spans reproduce the text, in order, apart; everything points at something that is there."""
    text = record.report.text or ""
    behind = 0
    for number, mention in enumerate(record.mentions):
        assert behind <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface
        behind = mention.end
        assert (mention.status is MentionStatus.RESOLVED) == (mention.place is not None)
        assert (mention.location is not None) == (mention.place is not None and mention.literal)
        assert 0 <= mention.score <= 1
        assert mention.reasons
        if mention.relation is not None:
            assert mention.relation.text in text
            assert mention.relation.other is None or abs(mention.relation.other - number) == 1
        if mention.corrected_from is not None:
            assert mention.corrected_from in mention.surface
    for event in record.events:
        places = [*event.sites, *(index for index in (event.origin, event.destination) if index is not None)]
        assert all(0 <= index < len(record.mentions) for index in places)
        assert len(set(event.sites)) == len(event.sites)
        assert event.evidence
        assert all(0 <= span.start < span.end <= len(text) for span in (*event.evidence, *event.marks))
        assert all(claim.evidence is None or 0 <= claim.evidence[0] < claim.evidence[1] <= len(text) for claim in event.claims)
        assert (event.start is None) == (event.end is None) == (event.date_basis is None)
        assert event.start is None or event.end is None or event.start <= event.end
        assert 0 < event.confidence <= 1
    assert len({event.id for event in record.events}) == len(record.events)


@_FEW
@given(_REPORTS)
@example("")
@example("\n\n\n")
@example("قصفت مدفعية النظام بلدات «سَرمين» و«كفر\nنبل»، #جسر_الشغور و\u200fسـ.ـراقـ.ـب.")
def test_what_holds_for_every_report(read, text: str) -> None:
    check(read(text))


@_FEW
@given(_ANY)
@example("\ud800")
@example("قصف \udfff إدلب")
@example("\x00حلب\x00")
def test_no_text_raises(read, text: str) -> None:
    check(read(text))
    check(read(text, None))


@_FEW
@given(_REPORTS)
def test_the_same_input_gives_the_same_bytes(read, text: str) -> None:
    if all(not 0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        assert msgspec.json.encode(read(text)) == msgspec.json.encode(read(text))


@pytest.mark.parametrize("text", ["", "   ", "Nothing here is in Arabic.", "12345", "؟؟؟"])
def test_texts_without_arabic_give_an_empty_record(read, text: str) -> None:
    record = read(text)
    assert (record.mentions, record.events) == ((), ())
    assert record.report.text == text


def test_a_record_says_what_made_it(read, tools) -> None:
    engine = read("هدوء في حلب").engine
    assert engine == tools.engine
    assert engine.gazetteer
    assert engine.ner == "none"


def test_tools_do_not_change_by_use(read, tools) -> None:
    before = dataclasses.replace(tools)
    first = read("قصفت المدفعية بلدة سرمين أمس")
    read("غادرت ست حافلات مخيم اليرموك باتجاه البادية السورية")
    assert tools == before
    assert read("قصفت المدفعية بلدة سرمين أمس") == first


# -- the real article: its text is not part of the repository ------------------------------------------------------------------------

_ARTICLES = sorted(_SEEDS.glob("*.txt")) if _SEEDS.is_dir() else []


@pytest.fixture(scope="module")
def article(read) -> Extraction:
    if not _ARTICLES:
        pytest.skip("the real article is not at hand (../shared/seeds)")
    return read(_ARTICLES[0].read_text(encoding="utf-8"), "2018-05-21")


def places(record: Extraction, indices) -> set[str]:
    return {record.mentions[index].place.id for index in indices if record.mentions[index].place is not None}


def of_kind(record: Extraction, *kinds: str) -> list:
    return [event for event in record.events if event.kind in kinds]


def test_article_spans(article) -> None:
    check(article)


def test_article_evacuation(article) -> None:
    """20 May, from the camp and Tadamon towards the Badia; six buses and more than twenty both kept; disputed by SANA."""
    bused = [event for event in of_kind(article, "evacuation") if any(figure.what == "buses" for figure in event.figures)]
    assert bused
    assert {str(event.start) for event in bused} == {"2018-05-20"}
    sites = places(article, [site for event in bused for site in event.sites])
    assert {"sy01-yarmouk-camp", "sy01-tadamon"} <= sites
    assert "sy-syrian-badia" in places(article, [event.destination for event in bused if event.destination is not None])
    buses = {(figure.low, figure.qualifier) for event in bused for figure in event.figures if figure.what == "buses"}
    assert {(6, "exact"), (20, "more_than")} <= buses
    assert any(event.status == "disputed" for event in of_kind(article, "evacuation"))


def test_article_movement_ends_in_an_area(article) -> None:
    destinations = [event.destination for event in of_kind(article, "evacuation") if event.destination is not None]
    assert destinations
    for index in destinations:
        mention = article.mentions[index]
        assert mention.location is not None
        if mention.place.id == "sy-syrian-badia":
            assert mention.location.geometry is not None


def test_article_ceasefire(article) -> None:
    found = [event for event in of_kind(article, "ceasefire") if (str(event.start), str(event.end)) == ("2018-05-19", "2018-05-20")]
    assert any({"sy01-yarmouk-camp"} <= places(article, event.sites) and len(event.sites) == 2 for event in found)


def test_article_toll_of_the_period(article) -> None:
    """56 civilians and 484 fighters, 251 of them government forces: a toll of the month, never of one day."""
    told = [event for event in article.events if event.killed and {56, 484} <= {group.low for group in event.killed.groups}]
    assert len(told) == 1
    assert told[0].killed.aggregate
    assert (told[0].end - told[0].start).days > 20
    assert [group.of for group in told[0].killed.groups if group.low == 251] == ["fighters"]


def test_article_advance_on_hajin(article) -> None:
    gained = of_kind(article, "advance", "capture", "clash")
    assert {"sy09-hajin"} <= places(article, [site for event in gained for site in event.sites])
    assert "2018-05-19" in {str(event.start) for event in of_kind(article, "capture")}


def test_article_misspelling(article) -> None:
    (mention,) = [mention for mention in article.mentions if mention.surface == "الباغور"]
    assert (mention.place.id, mention.corrected_from) == ("sy09-baghuz-fawqani", "الباغور")


def test_article_final_phase(article) -> None:
    assert "2018-05-01" in {str(event.start) for event in of_kind(article, "campaign")}


def test_article_people_moved(article) -> None:
    figures = [(figure.low, event) for event in article.events for figure in event.figures]
    assert any(low == 110_000 and event.kind == "evacuation" for low, event in figures)


def test_article_pins_nothing_for_organisations(article) -> None:
    text = article.report.text
    for name in ("قوات سورية الديمقراطية", "المرصد السوري", "التلفزيون السوري"):
        at = text.find(name)
        while at >= 0:
            assert not [m for m in article.mentions if at <= m.start < at + len(name)], name
            at = text.find(name, at + 1)
    assert all(not mention.literal and mention.location is None for mention in article.mentions if mention.surface == "واشنطن")
