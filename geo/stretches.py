"""Stretches of a text, asked what stands in them without going through all of them for every question."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Stretches:
    """Stretches [start, end), which may overlap."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Keep `stretches`, in any order."""
        self._ranked = sorted((start, end, rank) for rank, (start, end) in enumerate(stretches))
        self._starts = [start for start, _, _ in self._ranked]
        self._reached = list(accumulate((end for _, end, _ in self._ranked), max))  # by this stretch and those before it

    def hold(self, at: int) -> bool:
        """Whether some stretch holds a place."""
        number = bisect_right(self._starts, at)
        return number > 0 and self._reached[number - 1] > at

    def holding(self, at: int) -> tuple[int, int] | None:
        """The stretch that holds a place, of several the one that was given first; None without one."""
        found: list[tuple[int, int, int]] = []
        number = bisect_right(self._starts, at)
        while number and self._reached[number - 1] > at:
            number -= 1
            start, end, rank = self._ranked[number]
            if end > at:
                found.append((rank, start, end))
        return min(found)[1:] if found else None

    def begin_in(self, start: int, end: int) -> bool:
        """Whether some stretch begins in [start, end)."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)


def within(items: Sequence[T], start: int, end: int, key: Callable[[T], int]) -> Sequence[T]:
    """The items whose `key` lies in [start, end); they stand in the order of their keys."""
    return items[bisect_left(items, start, key=key) : bisect_left(items, end, key=key)]
