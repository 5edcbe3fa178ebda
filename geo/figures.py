"""Other numbers of an event: buses, families, shells. Each with the noun that it counts, its qualifier and who gives it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims import ClaimSpan
from geo.frames import Frame
from geo.models import Claim, Figure
from geo.number_nouns import NounClass
from geo.numbers import NumberExpr
from geo.text import Text
from geo.tolls import Toll


@dataclass(frozen=True, slots=True)
class FigureReader:
    """Reads the figures of a clause. Stateless."""

    @staticmethod
    def load() -> FigureReader:
        """The reader."""
        return FigureReader()

    def loose(
        self, text: Text, told: set[int], numbers: Sequence[NumberExpr], tolls: Sequence[Toll], claims: Sequence[ClaimSpan]
    ) -> dict[int, list[Figure]]:
        """Counted things of sentences that tell no event by themselves («وأحصى المرصد ست حافلات»), by sentence."""
        found: dict[int, list[Figure]] = {}
        for number in numbers:
            sentence = text.sentence_of(number.first)
            if number.what is None or number.noun is not NounClass.FIGURE or sentence in told:
                continue
            if any(toll.first <= number.first < toll.behind for toll in tolls):
                continue
            by = next((claim.by for claim in reversed(claims) if claim.scope[0] <= number.start < claim.scope[1]), None)
            found.setdefault(sentence, []).append(
                Figure(what=number.what, low=number.low, high=number.high, qualifier=number.qualifier, by=by)
            )
        return found

    def read(self, text: Text, frame: Frame, numbers: Sequence[NumberExpr], tolls: Sequence[Toll], claims: Sequence[Claim]) -> list[Figure]:
        """The counted things of a frame's clause that are no toll, in text order."""
        del text
        found = []
        starts = [toll.first for toll in tolls]
        by = claims[-1].by if claims else None
        for number in numbers:
            if not frame.first <= number.first < frame.behind or number.what is None or number.noun is NounClass.CASUALTY:
                continue
            if number.noun is NounClass.PEOPLE and number.rule == "singular":
                continue
            at = bisect_right(starts, number.first) - 1  # tolls stand in order and apart
            if at >= 0 and number.first < tolls[at].behind:
                continue
            found.append(Figure(what=number.what, low=number.low, high=number.high, qualifier=number.qualifier, by=by))
        return found
