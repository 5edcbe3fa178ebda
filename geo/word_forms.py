"""The written forms of a lexicon word: alone, and behind the letters that Arabic writes together with it (و ف ب ل ك ال)."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import ARTICLE, fold_word
from geo.lexicon import rows


@dataclass(frozen=True, slots=True)
class Clitic:
    """Letters before a word.

    Attributes:
        letters: folded, as written before the word.
        joins: whether they begin with a conjunction.
        definite: whether they end with the article.
        outside: how many of them are no part of the word's own expression (all but the article).
    """

    letters: str
    joins: bool
    definite: bool
    outside: int


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a word is written, folded."""

    text: str
    clitic: Clitic


@dataclass(frozen=True, slots=True)
class Clitics:
    """All letters that are written before a word; the bare word comes first."""

    all: tuple[Clitic, ...]

    @staticmethod
    def load() -> Clitics:
        """The clitics of the lexicon."""
        return Clitics(tuple(_clitic(row) for row in rows("clitics")))

    def forms(self, word: str) -> tuple[Form, ...]:
        """Every written form of `word`; one that is definite already takes no second article. The bare form comes first."""
        folded = fold_word(word)
        if folded.startswith(ARTICLE) and len(folded) > 4:
            stem = folded[len(ARTICLE) :]
            return tuple(Form(c.letters + stem, c) for c in self.all if c.definite)
        return tuple(Form(c.letters + folded, c) for c in self.all)


def _clitic(row: dict[str, str]) -> Clitic:
    letters = fold_word(row["form"])
    definite = row["role"] == "article"
    return Clitic(letters, row["joins"] == "yes", definite, len(letters) - (len(ARTICLE) if definite else 0))
