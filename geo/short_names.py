"""Short names of organisations: «التنظيم» is whoever the text last called so («تنظيم كذا … ثم انسحب التنظيم»)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gazetteer.arabic import ARTICLE, fold_word
from geo.lexicon import rows
from geo.phrases import PROCLITICS
from geo.text import Text

Name = tuple[int, int, str]  # tokens [first, behind) and the actor
_LL = "لل"
_BEFORE = 2  # tokens from the noun to a name in quotation marks


class _Short(NamedTuple):
    """The noun without its article as it may be written, and whom its short form may mean, the usual one first."""

    called: frozenset[str]
    actors: tuple[str, ...]


class ShortNames:
    """Says whom a short name means. Built once from `lexicon/short_names.csv`, read-only."""

    def __init__(self) -> None:
        self._shorts: dict[str, _Short] = {}
        for row in rows("short_names"):
            noun = fold_word(row["noun"])
            plain = [clitic for clitic in PROCLITICS if not clitic.endswith((ARTICLE, _LL))]
            short = _Short(frozenset((noun, *(clitic + noun for clitic in plain))), tuple(row["actors"].split()))
            definite = (clitic for clitic in PROCLITICS if clitic.endswith((ARTICLE, _LL)))
            for written in (fold_word(row["form"]), *(clitic + noun for clitic in definite)):
                self._shorts[written] = short
        self._words = frozenset(self._shorts)

    @property
    def words(self) -> frozenset[str]:
        """The short names, as they are written with proclitics."""
        return self._words

    def settle(self, text: Text, names: Sequence[Name]) -> list[str]:
        """The actor of each name of a text, in text order: a short name is the one last called by its noun; where none is, the usual one if
        the text names it in full, else the last that it may mean and that its sentence does not name. The rest stay as they are.
        """
        actors = [actor for _, _, actor in names]
        if not text.among(self._words):
            return actors
        shorts = [self._short(text, name) for name in names]
        in_full = {name[2] for name, short in zip(names, shorts, strict=True) if short is None}
        for index, short in enumerate(shorts):
            if short is None:
                continue
            before = range(index - 1, -1, -1)
            called = next((actors[k] for k in before if self._is_called(text, names[k], short)), None)
            if called is None and short.actors[0] not in in_full:
                own = text.sentence_of(names[index][0])
                beside = {actor for first, _, actor in names if text.sentence_of(first) == own}  # «هجوم التنظيم على الهيئة»: another one
                called = next((actors[k] for k in before if actors[k] in short.actors and actors[k] not in beside), None)
            actors[index] = actors[index] if called is None else called
        return actors

    def _short(self, text: Text, name: Name) -> _Short | None:
        """The short name that a name is, if it is one."""
        first, behind, actor = name
        short = next((self._shorts[word] for word in text.words[first:behind] if word in self._words), None)
        return short if short is not None and actor == short.actors[0] else None

    @staticmethod
    def _is_called(text: Text, name: Name, short: _Short) -> bool:
        """Whether a name stands with the noun, in it or right before it («تنظيم "ي ب ك"»)."""
        return not short.called.isdisjoint(text.words[max(0, name[0] - _BEFORE) : name[1]])
