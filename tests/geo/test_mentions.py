"""Which stretches of a text name a place. The tables say it: a text and, in order, the names as they stand in it."""

from __future__ import annotations

from typing import Any

import pytest

from geo.mentions import MentionFinder
from geo.text import Text

TABLES = {"test_names": ("clitics", "cues", "lists", "hashtags", "compounds", "ordinary_words", "organisations", "unknown_names", "not_names")}


def test_names(row: dict[str, Any], read) -> None:
    record = read(row["text"])
    assert [mention.surface for mention in record.mentions] == row["names"]
    for surface in row.get("unresolved", ()):
        assert [mention.status for mention in record.mentions if mention.surface == surface] == ["unresolved"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قصف بلدة كذابون", "town"), ("قصف قرية كذابون", "village"), ("قصف حي كذابون", "neighbourhood"), ("قصف مخيم كذابون", "camp"),
        ("قصف حقل كذابون", "oil_field"), ("قصف مطار كذابون", "airport"), ("أغلق معبر كذابون", "crossing"), ("قصف تل كذابون", "hill"),
    ],
)  # fmt: skip
def test_an_unknown_name_has_the_kind_of_its_cue(text: str, kind: str, read) -> None:
    (mention,) = read(text).mentions
    assert (mention.status, mention.kind, mention.place, mention.location) == ("unresolved", kind, None, None)
    assert "not-in-the-gazetteer" in mention.reasons


def test_spots_of_one_list_share_their_chain(tools) -> None:
    spots = tools.finder.find(Text.of("قصف مدفعي على قرى حاس وكفرنبل، والبارة. ثم قصف على سرمين"))
    chains = [spot.chain for spot in spots]
    assert len(set(chains[:3])) == 1
    assert chains[3] not in chains[:3]


def test_a_finder_remembers_nothing_of_a_text(gazetteer, lexicon) -> None:
    finder = MentionFinder(gazetteer.index, lexicon)
    text = Text.of("اشتباكات في محيط مدينة الباب وبلدة قباسين")
    first = finder.find(text)
    finder.find(Text.of("فتح الباب ثم أغلقه في بيته"))
    assert finder.find(text) == first
