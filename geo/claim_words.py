"""The words of speech: verbs of saying, denial, plan and hearsay, the sources that speak, and the words that begin no speaker's name."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import bare, fold_word
from geo.lexicon import rows
from geo.models import Stance
from geo.phrases import PhraseTable
from geo.sources import SourceInfo, SourceTable

_NO_SPEAKERS = ("place_prepositions", "weekdays", "relative_days", "day_parts")  # words that begin no speaker's name
_TABLES = (
    ("denial_words", Stance.DENIED), ("hearsay_words", Stance.ALLEGED), ("plan_words", Stance.PLANNED), ("said_verbs", Stance.ASSERTED),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """What a phrase does.

    `kind`: say, announce, talk (تحدث عن), continue, relay, cite, complement, break, relative, negation, from, phrase, backward,
    accuse, blame, blamed, hedge, described, demand, warn, clause (reaches to the next comma).
    """

    kind: str
    stance: Stance = Stance.ASSERTED


@dataclass(frozen=True, slots=True)
class ClaimLexicon:
    """The tables of speech. Read-only.

    Attributes:
        sources: the sources.
        words: the phrases of speech; `names`: those of sources.
        stops: words that begin no speaker's name and stand between no source and its verb.
        things: words for what was told before, denied by themselves («نفى ذلك», «نفى الخبر», «نفاه»).
        common: words of everyday use without their article → their class.
        accused_of: how the words begin that tell what somebody is accused of.
    """

    sources: SourceTable
    words: PhraseTable[Word]
    names: PhraseTable[SourceInfo]
    stops: frozenset[str]
    things: frozenset[str]
    common: dict[str, str]
    accused_of: tuple[str, ...]

    @staticmethod
    def load(sources: SourceTable | None = None) -> ClaimLexicon:
        """The shipped tables; `sources`: the table of sources, when it is loaded already."""
        known = sources or SourceTable.load()
        return ClaimLexicon(
            known, PhraseTable(_vocabulary().items()), known.names,
            stops=frozenset(fold_word(row["form"]).split()[0] for table in _NO_SPEAKERS for row in rows(table)),
            things=frozenset(fold_word(row["form"]) for row in rows("denial_words") if row["kind"] == "thing"),
            common={bare(fold_word(row["form"])): row["class"] for row in rows("common_words")},
            accused_of=tuple(fold_word(row["form"]) for row in rows("hearsay_words") if row["kind"] == "accused_of"),
        )  # fmt: skip


def _vocabulary() -> dict[str, Word]:
    """Every phrase of the tables of speech → what it does. The first table that has a phrase decides."""
    words: dict[str, Word] = {}
    for table, stance in _TABLES:
        for row in rows(table):
            if row["kind"] == "thing":
                continue
            kind = "say" if row["kind"] == "verb" else row["kind"]
            words.setdefault(fold_word(row["form"]), Word(kind, stance))
    return words
