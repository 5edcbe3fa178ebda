"""A claim: which words of a text a source says and how; and the claims of a text, asked for those that hold some words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

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


class Scopes:
    """The claims of a text by what they hold, so that an endless text is not gone through for each of its words."""

    def __init__(self, claims: Iterable[ClaimSpan]) -> None:
        """Keep `claims` in their order; of those with the same scope and stance the first."""
        distinct: dict[tuple[tuple[int, int], Stance], ClaimSpan] = {}
        for claim in claims:
            distinct.setdefault((claim.scope, claim.stance), claim)
        self._ranked = sorted(enumerate(distinct.values()), key=lambda ranked: ranked[1].scope[0])
        self._starts = [claim.scope[0] for _, claim in self._ranked]
        self._reached = list(accumulate((claim.scope[1] for _, claim in self._ranked), max))  # by this claim and those before it

    def holding(self, start: int, end: int) -> list[ClaimSpan]:
        """The claims whose scope holds the words [start, end), raw offsets, in the order in which they were given."""
        found = []
        at = bisect_right(self._starts, start)
        while at and self._reached[at - 1] >= end:
            at -= 1
            if self._ranked[at][1].scope[1] >= end:
                found.append(self._ranked[at])
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
