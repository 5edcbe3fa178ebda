"""Keys that are an edit or two away from a key, without comparing it with all of them.

An edit is a wrong, missing, extra or swapped letter (OSA, optimal string alignment). One edit touches one half of a key only, two edits
leave one third of it as it is: so only keys that share a half or a third with the query are compared. The exception, two letters swapped
across a cut, is met by swapping them in the query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_Parts = tuple[dict[str, list[str]], ...]


class CloseKeys:
    """Keys by their parts. Never changed: the table of a length is made when it is first asked for."""

    def __init__(self, keys: Iterable[str]) -> None:
        by_length: dict[int, list[str]] = defaultdict(list)
        for key in keys:
            by_length[len(key)].append(key)
        self._by_length = dict(by_length)
        self._tables: dict[tuple[int, int], _Parts] = {}

    def within(self, key: str, reach: int) -> list[tuple[str, int]]:
        """All keys at an OSA distance of at most `reach` (1 or 2) from `key`, with that distance, in no particular order."""
        found: set[str] = set()
        for length in range(len(key) - reach, len(key) + reach + 1):
            if length in self._by_length:
                found.update(self._sharing_half(key, length) if reach == 1 else self._sharing_third(key, length))
        return [(other, int(edits)) for other, edits, _ in extract(key, list(found), scorer=OSA.distance, score_cutoff=reach, limit=None)]

    def _sharing_half(self, key: str, length: int) -> Iterator[str]:
        """Keys of `length` that may be one edit away: the first or the second half is the same, or the letters at the cut are swapped."""
        cut = length // 2
        first, second = self._table(length, 2)
        yield from first.get(key[:cut], ())
        yield from second.get(key[len(key) - (length - cut) :], ())
        if len(key) == length and cut:
            yield from (other for other in first.get(_swapped(key, cut)[:cut], ()) if other == _swapped(key, cut))

    def _sharing_third(self, key: str, length: int) -> Iterator[str]:
        """Keys of `length` that may be two edits away: a third is the same, or `key` with a pair at a cut swapped is one edit away."""
        one, two = length // 3, 2 * length // 3
        longer = len(key) - length
        first, second, third = self._table(length, 3)
        yield from first.get(key[:one], ())
        for shift in range(-2, 3):  # letters added or lost before the middle third, the rest behind it
            if abs(shift) + abs(longer - shift) <= 2 and one + shift >= 0:
                yield from second.get(key[one + shift : two + shift], ())
        yield from third.get(key[len(key) - (length - two) :], ())
        if abs(longer) < 2:  # the pair itself keeps the length, and the other edit changes it by one at most
            for cut in {at + shift for at in (one, two) for shift in (-1, 0, 1)}:
                if 0 < cut < len(key):
                    yield from self._sharing_half(_swapped(key, cut), length)

    def _table(self, length: int, parts: int) -> _Parts:
        """Part → keys of one length, for each of their two halves or three thirds."""
        known = self._tables.get((length, parts))
        if known is None:
            cuts = [number * length // parts for number in range(parts + 1)]
            tables: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(parts)]
            for key in self._by_length[length]:
                for table, start, end in zip(tables, cuts, cuts[1:], strict=False):
                    table[key[start:end]].append(key)
            known = self._tables[length, parts] = tuple(dict(table) for table in tables)
        return known


def _swapped(key: str, cut: int) -> str:
    """`key` with the letters to both sides of a cut swapped."""
    return key[: cut - 1] + key[cut] + key[cut - 1] + key[cut + 1 :]
