"""How long «نحو شهر» is: the length of a duration in days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.arabic import bare, fold_word
from geo.date_expr import DateExpr
from geo.lexicon import rows
from geo.text import Text

_DAYS = {"minute": 0, "hour": 0, "day": 1, "week": 7, "month": 30, "season": 91, "year": 365}
_OWN = {"singular": 1, "dual": 2}  # how many a unit says by itself; «أيام» does not say


@dataclass(frozen=True, slots=True)
class DurationReader:
    """Reads durations. `units`: folded bare words → (days of one, how many the word itself says, 0 for a plural)."""

    units: dict[str, tuple[int, int]]
    counts: dict[str, int]

    @staticmethod
    def load() -> DurationReader:
        """The units of the shipped lexicon and the number words that come before them."""
        units = {
            bare(fold_word(row["form"])): (_DAYS.get(row["unit"], 0), _OWN.get(row["number"], 0)) for row in rows("date_units")
        }
        counts = {fold_word(row["form"]): int(row["value"]) for row in rows("number_words") if row.get("value", "").isdigit()}
        return DurationReader(units, counts)

    def days(self, text: Text, duration: DateExpr) -> int | None:
        """Days that the words of a duration say, or None when they are fewer than a day or not understood."""
        first, behind = text.token_at(duration.start), text.token_at(duration.end - 1) + 1
        return self.of_words(text.words[first:behind]) or None

    def of_words(self, words: Sequence[str]) -> int | None:
        """Days that words say: 0 for hours, None when they are not understood."""
        count: int | None = None
        for word in words:
            if word.isdigit() and len(word) < 4:
                count = int(word)
            elif word in self.counts and self.counts[word] < 100:
                count = self.counts[word]
            elif bare(word) in self.units:
                each, own = self.units[bare(word)]
                return each * (count or own) if count or own or not each else None
        return None
