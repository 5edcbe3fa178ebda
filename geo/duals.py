"""Names of towns that are also the dual of a noun: «القريتين» is a town, or the two villages told before."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.arabic import fold_word
from geo.lexicon import rows
from geo.phrases import PROCLITICS
from geo.place_lexicon import PlaceLexicon
from geo.text import Text

_ENDS = "تين"  # of an adjective in the dual («القريتين المحاصرتين»)


class DualReader:
    """Reads such words. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._cues = lexicon.cues
        names, pairs = (frozenset(_forms(what)) for what in ("name", "pair"))
        self.words, self._pairs = (names, pairs), pairs
        self._names = names

    def blocked(self, text: Text) -> Iterator[int]:
        """The tokens at which two villages are meant: the report tells of a pair, or an adjective in the dual follows; no noun before."""
        pairs = bool(text.among(self._pairs))
        for at in text.among(self._names):
            before = self._cues.get(text.words[at - 1]) if at else None
            after = text.words[at + 1] if at + 1 < len(text.words) else ""
            if before is None and (pairs or after.endswith(_ENDS)):
                yield at


def _forms(what: str) -> Iterator[str]:
    """Folded words of one sort, with the clitics that they may have."""
    for row in rows("dual_names"):
        if row["what"] == what:
            yield from (clitic + fold_word(row["form"]) for clitic in ("", *PROCLITICS))
