"""Which reports are reprints of one another: texts that share most of their runs of five words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

_WORD = re.compile(r"\w+")
_RUN = 5  # words a shingle: long enough that two writers rarely hit on the same
_KEPT = 128  # smallest hashes kept a report: enough to tell half from most
_SHARED = 0.6  # share of the shorter text's shingles from which one is a reprint of the other


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text in a kilobyte: its digest, how many shingles it has, the smallest of their hashes."""

    digest: str
    size: int
    hashes: frozenset[int]
    largest: int

    @staticmethod
    def of(text: str | None, digest: str) -> Sketch:
        """The sketch of a text; of a text that was left out only the digest remains."""
        words = _WORD.findall(text or "")
        runs = {crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "replace")) for at in range(max(0, len(words) - _RUN + 1))}
        kept = sorted(runs)[:_KEPT]
        return Sketch(digest, len(runs), frozenset(kept), kept[-1] if len(runs) > _KEPT else 2**32)

    def reprints(self, other: Sketch) -> bool:
        """Whether one of the two texts is, for the most part, the other."""
        if self.digest and self.digest == other.digest:
            return True
        if not self.hashes or not other.hashes:
            return False
        upto = min(self.largest, other.largest)
        ours = sum(value <= upto for value in self.hashes)
        theirs = sum(value <= upto for value in other.hashes)
        shared = sum(value <= upto for value in self.hashes & other.hashes)
        return shared >= _SHARED * max(1, min(ours, theirs))
