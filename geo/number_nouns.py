"""The nouns that numbers count: people, casualties, things. Which group they are, and what number their ending alone tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geo.lexicon import rows
from geo.word_forms import Clitics


class NounClass(StrEnum):
    """What a counted noun is."""

    PEOPLE = "people"
    CASUALTY = "casualty"
    FIGURE = "figure"


class Ending(StrEnum):
    """What a noun's ending tells. `ambiguous`: dual or plural («مدنيين»); `construct`: dual, where its noun follows («طفلي المزارع»)."""

    SINGULAR = "singular"
    DUAL = "dual"
    PLURAL = "plural"
    AMBIGUOUS = "ambiguous"
    CONSTRUCT = "construct"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in one written form.

    Attributes:
        key: the group of people, the thing (figure_units.csv), or killed | injured.
        outside: letters before it that are no part of it (و، ب، ل).
    """

    key: str
    noun_class: NounClass
    ending: Ending
    joins: bool
    definite: bool
    outside: int


def load_nouns(clitics: Clitics) -> dict[str, Noun]:
    """Folded written form → noun. Casualties win over people, people over things, bare forms over those with a clitic."""
    bare: dict[str, Noun] = {}
    joined: dict[str, Noun] = {}
    for noun_class, table, key in (
        (NounClass.CASUALTY, "casualty_words", "effect"),
        (NounClass.PEOPLE, "people_groups", "group"),
        (NounClass.FIGURE, "figure_units", "unit"),
    ):
        for row in rows(table):
            if row.get("role", "person") != "person":
                continue
            for form in clitics.forms(row["form"]):
                c = form.clitic
                noun = Noun(row[key], noun_class, Ending(row["number"]), c.joins, c.definite, c.outside)
                (joined if c.letters else bare).setdefault(form.text, noun)
    return joined | bare
