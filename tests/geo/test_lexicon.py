"""The tables of words, all of them: they parse, every row stands once, and closed sets hold only what the code knows."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from gazetteer.arabic import fold_word
from gazetteer.models import PlaceKind
from geo.distance import BEARINGS
from geo.event_lexicon import EventLexicon
from geo.lexicon import rows
from geo.models import EventKind
from geo.place_lexicon import PlaceLexicon

TABLES = sorted(entry.name.removesuffix(".csv") for entry in files("geo.lexicon").iterdir() if entry.name.endswith(".csv"))
DATA = sorted(entry.name.removesuffix(".csv") for entry in files("gazetteer").joinpath("data").iterdir() if entry.name.endswith(".csv"))

ENTITIES = {"actor_table"}  # rows are not words, and need no example of their use
# Columns whose values are a closed set.
RELATIONS = {"near", "overlooking", "centre", "part", "bank", "between", "on_road", "border", "distance"}
TRIGGERS = set(EventKind) | {
    "strike", "bombard", "attack", "undergo", "launch", "ied", "mine", "massacre", "shooting", "departure", "displacement_people", "return_people", "control", "none",
    "light", "entry", "heading", "fire_weak", "fall_weak", "arrest_weak", "destroy", "intercept", "repel", "patrol", "drop", "entry_noun", "convoy",
    "collapse", "mine_blast", "stray_shots",
    *(row["kind"] for row in rows("trigger_company")),
}  # fmt: skip
CLOSED = {
    ("relation_words", "type"): RELATIONS,
    ("directions", "point"): {*BEARINGS, "C"},
    ("event_nouns", "kind"): TRIGGERS,
    ("event_verbs", "kind"): TRIGGERS,
    ("event_verbs", "voice"): {"active", "passive"},
    ("weapons", "class"): {
        "artillery",
        "rocket",
        "air",
        "air+drone",
        "drone+air",
        "drone",
        "gun",
        "ied",
        "mine",
        "chemical",
        "bomb",
        "none",
        "artillery_weak",
        "air_weak",
        "drone_weak",
    },
    ("site_roles", "role"): {"firing", "stationed", "source", "ground", "origin", "container", "aside", "home", "hospital", "speaker", "person", "destination", "site", "led", "excepted", "cause", "refuge"},
    ("crosswalk", "kind"): set(EventKind),
    ("kind_groups", "kind"): set(EventKind),
}


def _columns(table: str) -> list[str]:
    with files("geo.lexicon").joinpath(f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_parses_whole(table: str) -> None:
    columns = _columns(table)
    assert ({"source"} if table in ENTITIES else {"example", "source"}) <= set(columns)
    with files("geo.lexicon").joinpath(f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream, strict=True))
    assert {len(line) for line in lines} == {len(columns)}, [line for line in lines if len(line) != len(columns)][:3]
    assert all(line == [value.strip() for value in line] for line in lines), [line for line in lines if line != [v.strip() for v in line]][
        :3
    ]


@pytest.mark.parametrize("table", TABLES)
def test_a_row_stands_once(table: str) -> None:
    columns = [column for column in _columns(table) if column not in ("example", "source")]
    seen = [tuple(row[column] for column in columns) for row in rows(table)]
    assert len(seen) == len(set(seen)), sorted({entry for entry in seen if seen.count(entry) > 1})[:5]


@pytest.mark.parametrize("table", TABLES)
def test_a_row_has_its_example_and_source(table: str) -> None:
    needed = [column for column in ("example", "source") if column in _columns(table)]
    assert not [row for row in rows(table) if not all(row[column] for column in needed)]


@pytest.mark.parametrize(("table", "column"), CLOSED)
def test_closed_sets(table: str, column: str) -> None:
    unknown = {row[column] for row in rows(table)} - CLOSED[table, column]
    assert not unknown


@pytest.mark.parametrize("table", ["event_nouns", "event_verbs", "weapons", "directions", "place_prepositions"])
def test_a_word_means_one_thing(table: str) -> None:
    """Folded, no word of these tables stands for two: the second would never be met."""
    meaning = next(column for column in _columns(table) if column in ("kind", "class", "point", "meaning"))
    found: dict[str, set[str]] = {}
    for row in rows(table):
        found.setdefault(fold_word(row["form"]), set()).add(row[meaning])
    assert not {form: kinds for form, kinds in found.items() if len(kinds) > 1}


def test_rules_of_company_lead_to_what_is_known() -> None:
    rules, companions = rows("trigger_company"), {row["what"] for row in rows("company_words")}
    assert {row["means"] for row in rules} <= TRIGGERS
    assert {row["company"] for row in rules} - {"", "place", "object"} <= companions
    assert {row["side"] for row in rules if row["company"]} <= {"behind", "before", "around", "subject", "opens"}


def test_every_class_of_trigger_is_met() -> None:
    """A class with rules is that of a word, or one that a rule leads to."""
    words = {row["kind"] for table in ("event_nouns", "event_verbs") for row in rows(table)}
    led_to = {row["means"] for row in rows("trigger_company")}
    assert {row["kind"] for row in rows("trigger_company")} <= words | led_to


def test_every_kind_of_event_has_words_and_codes() -> None:
    told = {row["kind"] for table in ("event_nouns", "event_verbs") for row in rows(table)}
    by_weapon = {"drone_strike": "drone", "landmine": "mine"}
    assert set(EventKind) - by_weapon.keys() <= told
    assert set(by_weapon.values()) <= {row["class"] for row in rows("weapons")}
    assert {row["kind"] for row in rows("crosswalk")} == set(EventKind)


def test_cues_name_kinds_of_places() -> None:
    kinds = {cue.kind for _, cue in PlaceLexicon.load().cues.values()}
    assert kinds <= {*PlaceKind, "countryside", "front"}
    assert {cue.number for _, cue in PlaceLexicon.load().cues.values()} == {"singular", "dual", "plural"}


@pytest.mark.parametrize("table", DATA)
def test_tables_of_the_gazetteer_parse(table: str) -> None:
    with files("gazetteer").joinpath("data", f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream, strict=True))
    assert len({len(line) for line in lines}) == 1


def test_verbs_are_met_in_their_inflections() -> None:
    verbs = EventLexicon.load().verbs
    for form in ("قصف", "قصفت", "قصفوا", "تقصف", "يقصفون", "وقصفت", "فقصفت", "استهدفتها", "اعتقلهم", "انسحبوا"):
        assert fold_word(form) in verbs, form
