"""Who publishes and who is quoted: outlets, monitors, spokesmen, and the family that each belongs to.

A family (state, opposition, sdf, monitor, agency, …) decides what loaded names mean: «المجموعات الإرهابية» of a state agency are
others than those of an agency near the SDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gazetteer.arabic import fold_word
from geo.lexicon import rows
from geo.phrases import PhraseTable
from geo.text import Text
from geo.unquoted import Unquoted

_REMEMBERED = 10_000  # sources whose meaning is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """A source under its canonical name.

    Attributes:
        family: state, opposition, sdf, monitor, agency, un, turkish, russian, local, …
        kind: outlet (publishes), speaker (is quoted), party (an actor that is also quoted).
    """

    name_en: str
    name_ar: str
    family: str
    kind: str


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The sources of the lexicon by the names in use. Built once, read-only."""

    names: PhraseTable[SourceInfo]
    _outlets: PhraseTable[SourceInfo]
    _latin: tuple[tuple[str, SourceInfo], ...]
    _asked: dict[str, SourceInfo | None] = field(default_factory=dict)  # the sources of many reports are few

    @staticmethod
    def load() -> SourceTable:
        """The shipped table."""
        pairs = [(row["form"], _info(row)) for row in rows("sources")]
        latin = sorted(((_compact(form), info) for form, info in pairs if form.isascii()), key=lambda pair: -len(pair[0]))
        outlets = [(form, info) for form, info in pairs if info.kind == "outlet"]
        return SourceTable(PhraseTable(pairs), PhraseTable(outlets), tuple(latin))

    def of(self, source: str | None) -> SourceInfo | None:
        """The source that a report's `source` field names (a title, a domain, an account), or None when it is not known."""
        if not source:
            return None
        if source not in self._asked:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            self._asked[source] = self._look_up(source)
        return self._asked[source]

    def _look_up(self, source: str) -> SourceInfo | None:
        name = _compact(source)
        for form, info in self._latin:
            if form in name and (len(form) > 4 or form in _words(source)):
                return info
        return next((hit.value for hit in self.names.scan(Unquoted.of(Text.of(source)))), None)

    def family(self, source: str | None) -> str | None:
        """The family of a report's source, or None."""
        info = self.of(source)
        return info.family if info else None

    def family_in(self, text: Text) -> str | None:
        """The family of the first outlet that a text names: reports often open or close with it."""
        return next((hit.value.family for hit in self._outlets.scan(Unquoted.of(text))), None)


def _info(row: dict[str, str]) -> SourceInfo:
    return SourceInfo(name_en=row["name_en"], name_ar=row["name_ar"], family=row["family"], kind=row["kind"])


def _compact(name: str) -> str:
    """Letters and digits only, lower case: «'@SyriaCivilDefe» and «Syria Civil Defe» are one."""
    return "".join(letter for letter in fold_word(name).lower() if letter.isalnum())


def _words(name: str) -> Iterable[str]:
    return "".join(letter if letter.isalnum() else " " for letter in fold_word(name).lower()).split()
