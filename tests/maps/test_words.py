"""Everything that a record can say has words in both languages: closed sets, what is counted, why a place was chosen."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

import maps
from gazetteer.models import PlaceKind
from gazetteer.store import load
from geo.api import build_tools
from geo.lexicon import rows
from geo.models import DateBasis, EventKind, EventStatus, Role, Stance, Story
from geo.pipeline import process
from geo.reports.source import report_of
from geo.tolls import TOGETHER
from maps.basemap import ATTRIBUTION

ASSETS = Path(maps.__file__).parent / "assets"
TEXT = json.loads((ASSETS / "text.json").read_text(encoding="utf-8"))
REASONS = json.loads((ASSETS / "reasons.json").read_text(encoding="utf-8"))
TABLES = Path(__file__).parents[1] / "geo/tables"
NAMING = ("places", "cues", "misspellings", "lists", "relations", "hashtags", "unknown_names", "governments", "compounds")


def test_closed_sets_have_words():
    wanted = {f"status.{one.value}" for one in EventStatus} | {f"stance.{one.value}" for one in Stance} | {f"story.{one.value}" for one in Story}
    wanted |= {f"role.{one.value}" for one in Role} | {f"date.basis.{one.value}" for one in DateBasis} | {f"place.{one.value}" for one in PlaceKind}
    wanted |= {f"precision.{level}" for level in range(4)} | {f"credit:{line}" for line in ATTRIBUTION}
    assert wanted - TEXT.keys() == set()
    kinds = {kind["id"] for kind in json.loads((ASSETS / "kinds.json").read_text(encoding="utf-8"))["kinds"]}
    assert kinds == {kind.value for kind in EventKind}


def test_what_is_counted_has_words():
    counted = {row["unit"] for row in rows("figure_units")} | {row["group"] for row in rows("people_groups")} | {TOGETHER}
    assert {f"count.{what}" for what in counted if what} - TEXT.keys() == set()


def test_every_word_the_page_asks_for_is_there_and_every_word_is_asked_for():
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / "js").glob("*.js")))
    page = (ASSETS.parent / "templates/page.html").read_text(encoding="utf-8")
    asked = set(re.findall(r'K\.(?:t|section|around|linkedPart)\("([a-z.0-9]+)"', code)) | set(re.findall(r'data-t="([^"]+)"', page))
    assert {key for key in asked if not key.endswith(".")} - TEXT.keys() == set()
    families = tuple(re.findall(r'"([a-z.]+[.:])"', code))
    assert [key for key in TEXT if f'"{key}"' not in code + page and not key.startswith(families)] == []


@pytest.mark.parametrize("table", [TEXT, REASONS])
def test_both_languages_and_the_same_blanks(table):
    for key, (arabic, english) in table.items():
        assert arabic.strip(), key
        assert english.strip(), key
        assert sorted(re.findall(r"\{\w+\}", arabic)) == sorted(re.findall(r"\{\w+\}", english)), key


def test_every_reason_that_naming_gives_has_words():
    tools, said = build_tools(load()), set()
    for table in NAMING:
        for number, row in enumerate(tomllib.loads((TABLES / f"{table}.toml").read_text(encoding="utf-8"))["row"]):
            record = process(report_of(f"{table}{number}", row["text"]).report, tools)
            said |= {reason.partition("=")[0] for mention in record.mentions for reason in mention.reasons}
    assert len(said) > 15
    assert said - REASONS.keys() == set()
