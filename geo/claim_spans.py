"""A claim: which words of a text a source says and how; and the claims of a text, asked for those that hold some words."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from geo.finding import Finding
from geo.models import Stance

_STRENGTH = {Stance.DENIED: 3, Stance.PLANNED: 2, Stance.ALLEGED: 1, Stance.ASSERTED: 0}


class ClaimSpan(Finding, frozen=True, kw_only=True):
    """A statement of a source.

    Attributes:
        by: canonical name of who says it (SOHR, SANA, White Helmets, "Syria TV correspondent"), or the words of the text for others.
        via: who passed it on (AFP), or None.
        start, end: raw offsets of the attributing words.
        scope: raw offsets of what is said.
        rule: said | continued | relayed | cited | bracket | colon | denial | hearsay | accusation | plan | demand, with
            `-unlisted` for speakers by their words.
    """

    by: str
    via: str | None
    stance: Stance
    start: int
    end: int
    scope: tuple[int, int]
    rule: str


class _Nested(NamedTuple):
    """The claims of one stance that end together, by where they begin: each lies in the ones before it."""

    first: int
    end: int
    starts: list[int]
    claims: list[tuple[int, ClaimSpan]]  # with their numbers in the order in which all were given


class Scopes:
    """The claims of a text by what they hold, so that an endless text is not gone through for each of its words."""

    def __init__(self, claims: Iterable[ClaimSpan]) -> None:
        """Keep `claims` in their order; of those with the same scope and stance the first."""
        distinct: dict[tuple[tuple[int, int], Stance], ClaimSpan] = {}
        for claim in claims:
            distinct.setdefault((claim.scope, claim.stance), claim)
        together: defaultdict[tuple[Stance, int], list[tuple[int, ClaimSpan]]] = defaultdict(list)
        for ranked in sorted(enumerate(distinct.values()), key=lambda ranked: ranked[1].scope[0]):
            together[ranked[1].stance, ranked[1].scope[1]].append(ranked)
        nested = [_Nested(of[0][1].scope[0], end, [claim.scope[0] for _, claim in of], of) for (_, end), of in together.items()]
        self._nested = sorted(nested, key=lambda of: of.first)
        self._firsts = [of.first for of in self._nested]
        self._reached = list(accumulate((of.end for of in self._nested), max))  # by these claims and those before them

    def holding(self, start: int, end: int) -> list[ClaimSpan]:
        """The claims whose scope holds the words [start, end), raw offsets, in the order in which they were given.

        Of several of one stance that end together the narrowest alone, which speaks for those around it.
        """
        found = []
        at = bisect_right(self._firsts, start)
        while at and self._reached[at - 1] >= end:
            at -= 1
            of = self._nested[at]
            if of.end >= end:
                found.append(of.claims[bisect_right(of.starts, start) - 1])
        return [claim for _, claim in sorted(found, key=lambda ranked: ranked[0])]

    def narrowest(self, start: int, end: int) -> ClaimSpan | None:
        """The claim with the shortest scope that holds the words [start, end), or None."""
        return min(self.holding(start, end), key=_length, default=None)

    def stance_at(self, start: int, end: int) -> tuple[Stance, ClaimSpan | None]:
        """What is said of the words [start, end), raw offsets, and by whom.

        Returns:
            the stance of the claim that holds them: a denial before a plan, a plan before hearsay, these before a mere statement, and of
            several the narrowest; (asserted, None) when nobody is named.
        """
        best = min(self.holding(start, end), key=lambda claim: (-_STRENGTH[claim.stance], _length(claim)), default=None)
        return (best.stance, best) if best is not None else (Stance.ASSERTED, None)


def _length(claim: ClaimSpan) -> int:
    return claim.scope[1] - claim.scope[0]
