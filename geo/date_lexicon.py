"""The words of dates, looked up by their first token: what each may be, with the letters that are written before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gazetteer.arabic import fold_word
from geo.finding import Finding
from geo.lexicon import rows
from geo.numerals import Numerals
from geo.text import Text
from geo.word_forms import Clitics


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of dates in one written form.

    Attributes:
        role: month, weekday, day_part, relative, unit, ordinal, season, known_time, or a role of date_words.csv.
        value: month 1–12, weekday 0 = Monday, days from today, ordinal number, first month of a season, ordinal of a known day.
        text: calendar, day part, unit, or what the table adds.
        rest: the folded words behind the first.
        joins: whether «و» stands before it.
        outside: letters before it that are no part of the expression.
        lone: whether it carries no letters of another word.
    """

    role: str
    value: int
    text: str
    rest: tuple[str, ...]
    joins: bool
    outside: int
    definite: bool
    lone: bool
    number: str = ""


class Match(Finding, frozen=True):
    """An entry found at the tokens [first, behind)."""

    entry: Entry
    first: int
    behind: int


@dataclass(frozen=True, slots=True)
class DateLexicon:
    """Folded first token → role → what may begin there, longer phrases first.

    Attributes:
        prepositions: those of places, which no number counts.
        counting: the words of the phrases before a count («أكثر من»).
    """

    entries: dict[str, dict[str, tuple[Entry, ...]]]
    numerals: Numerals
    prepositions: frozenset[str]
    counting: frozenset[tuple[str, ...]]

    @staticmethod
    def load() -> DateLexicon:
        """The date words of the shipped lexicon."""
        clitics = Clitics.load()
        entries: dict[str, dict[str, list[Entry]]] = {}
        for form, role, value, text, number in _all_rows():
            head, *rest = fold_word(form).split()
            for written in clitics.forms(head):
                c = written.clitic
                entry = Entry(role, value, text, tuple(rest), c.joins, c.outside, c.definite, not c.outside, number)
                entries.setdefault(written.text, {}).setdefault(role, []).append(entry)
        ordered = {
            word: {role: tuple(sorted(found, key=lambda e: (-len(e.rest), not e.lone))) for role, found in roles.items()}
            for word, roles in entries.items()
        }
        prepositions = frozenset(fold_word(row["form"]).split()[0] for row in rows("place_prepositions"))
        counting = {
            (form.text, *rest) for row in rows("number_qualifiers") if row["side"] == "before"
            for head, *rest in (fold_word(row["form"]).split(),) for form in clitics.forms(head)
        }  # fmt: skip
        return DateLexicon(ordered, Numerals.load(clitics), prepositions, frozenset(counting))

    def match(self, text: Text, index: int, *roles: str) -> Match | None:
        """The longest entry of one of these roles that begins at a token."""
        words = text.words
        if not 0 <= index < len(words) or (known := self.entries.get(words[index])) is None:
            return None
        best: Entry | None = None
        for role in roles:
            for entry in known.get(role, ()):
                if not entry.rest or words[index + 1 : index + 1 + len(entry.rest)] == entry.rest:
                    if best is None or len(entry.rest) > len(best.rest):
                        best = entry
                    break
        return Match(best, index, index + 1 + len(best.rest)) if best is not None else None

    def before(self, text: Text, index: int, role: str) -> Match | None:
        """An entry of this role that ends just before a token: of one to three words."""
        for length in (3, 2, 1):
            if index < length or (known := self.entries.get(text.words[index - length])) is None or role not in known:
                continue
            found = self.match(text, index - length, role)
            if found is not None and found.behind == index:
                return found
        return None

    def counts(self, text: Text, index: int) -> bool:
        """Whether a number at a token is a count, by the words before it («أكثر من 2000»)."""
        return any(index >= length and text.words[index - length : index] in self.counting for length in (3, 2, 1))


def _all_rows() -> list[tuple[str, str, int, str, str]]:
    """(form, role, value, text, number) of every row of every table of dates."""
    found = [(row["form"], "month", int(row["month"]), row["calendar"], row["system"]) for row in rows("months")]
    found += [(row["form"], "weekday", int(row["weekday"]), row["use"], "") for row in rows("weekdays")]
    found += [(row["form"], f"part_{row['use']}", 0, row["part"], "") for row in rows("day_parts")]
    found += [(row["form"], "relative", int(row["days"]), row["part"], "") for row in rows("relative_days")]
    found += [(row["form"], "unit", 0, row["unit"], row["number"]) for row in rows("date_units")]
    found += [(row["form"], "ordinal", int(row["value"]), row["gender"], "") for row in rows("ordinals")]
    found += [(row["form"], "decade", int(row["first_year"]), "", "") for row in rows("decades")]
    found += [(row["form"], "season", int(row["first_month"]), row["last_month"], "") for row in rows("seasons")]
    found += [(row["form"], "known_time", dt.date.fromisoformat(row["first"]).toordinal(), "", "") for row in rows("known_times")]
    found += [(row["form"], row["role"], 0, "", "") for row in rows("date_words")]
    return found
