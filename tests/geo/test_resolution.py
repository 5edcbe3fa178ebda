"""Which place a name means: decided by what the text says around it, or left open. The tables say it."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from gazetteer.models import PlaceKind
from gazetteer.store import Gazetteer
from geo.api import build_tools
from geo.distance import BEARINGS, bearing

TABLES = {"test_places": ("places",), "test_misspellings": ("misspellings",)}


def test_places(row: dict[str, Any], read, mention_of) -> None:
    record = read(row["text"])
    for surface, wanted in row["places"].items():
        mention = mention_of(record, surface)
        if wanted in "?-":
            assert (mention.status, mention.place) == ("ambiguous" if wanted == "?" else "unresolved", None), mention.reasons
        else:
            assert mention.place is not None, mention.reasons
            assert mention.place.id == wanted, mention.reasons


def test_misspellings(row: dict[str, Any], read, mention_of) -> None:
    record = read(row["text"])
    for surface, wanted in row["corrected"].items():
        mention = mention_of(record, surface)
        if wanted == "-":
            assert (mention.status, mention.corrected_from) == ("unresolved", None)
            continue
        assert mention.place is not None
        assert mention.place.id == wanted
        assert mention.corrected_from is not None, "put right without saying so"
        assert surface.endswith(mention.corrected_from)
        assert mention.score < 1


def test_what_is_left_open_names_its_rivals(read) -> None:
    (mention,) = read("حريق في قرية القادرية").mentions
    assert len(mention.candidates) > 1
    assert {candidate.name_ar for candidate in mention.candidates} == {"القادرية"}
    assert "namesakes-too-close" in mention.reasons


def test_candidates_stand_best_first_and_begin_with_the_place(read) -> None:
    for mention in read("قصف على قرية الصالحية بريف دير الزور الشرقي وعلى بلدة هجين").mentions:
        scores = [candidate.score for candidate in mention.candidates]
        assert scores == sorted(scores, reverse=True)
        assert mention.place is not None
        assert mention.candidates[0].id == mention.place.id


def test_one_sense_a_report(read) -> None:
    record = read("حريق في قرية عابدين بريف درعا الغربي.\nوقال أهالي عابدين إن الحريق انطفأ.")
    assert {m.place and m.place.id for m in record.mentions if "عابدين" in m.surface} == {"sy12-abdin"}


def test_an_unrelated_entry_changes_nothing(gazetteer, read) -> None:
    """Another village far away, whose name the report does not hold: the record stays as it was."""
    text = "قصف مدفعي على بلدات سرمين والنيرب بريف إدلب الشرقي، واشتباكات حول بلدة هجين والباغور، وحريق في قرية القادرية."
    other = dataclasses.replace(
        gazetteer.places["sy07-sarmin"], id="user-1", name_ar="وادي الشمس البعيدة", alt_ar=(), name_en="Far valley of the sun", alt_en=(),
        kind=PlaceKind.VILLAGE, lon=40.9, lat=33.1, parent=None, importance=1, layer="user",
    )  # fmt: skip
    wider = build_tools(Gazetteer({**gazetteer.places, other.id: other}, gazetteer.version))
    assert read(text, by=wider) == read(text)
    assert read("هدوء في وادي الشمس البعيدة", by=wider).mentions[0].place.id == "user-1"


@pytest.mark.parametrize(("point", "degrees"), [("N", 0), ("E", 90), ("S", 180), ("W", 270), ("SE", 135)])
def test_bearings_turn_clockwise_from_north(point: str, degrees: float) -> None:
    assert BEARINGS[point] == degrees
    assert bearing(
        36.0, 35.0, 36.0 + 0.1 * ("E" in point) - 0.1 * ("W" in point), 35.0 + 0.08 * ("N" in point) - 0.08 * ("S" in point)
    ) == pytest.approx(degrees, abs=3)
