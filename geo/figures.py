"""Other numbers of an event: buses, families, shells. Each with the noun that it counts, its qualifier and who gives it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from geo.claim_spans import ClaimSpan, Scopes
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

    def counted(self, numbers: Sequence[NumberExpr], tolls: Sequence[Toll]) -> list[NumberExpr]:
        """The numbers of counted things that are no toll, in text order."""
        starts = [toll.first for toll in tolls]
        found = []
        for number in numbers:
            if number.what is None or number.noun is NounClass.CASUALTY or (number.noun is NounClass.PEOPLE and number.rule == "singular"):
                continue
            at = bisect_right(starts, number.first) - 1  # tolls stand in order and apart
            if at < 0 or number.first >= tolls[at].behind:
                found.append(number)
        return found

    def loose(self, text: Text, told: set[int], counted: Sequence[NumberExpr], claims: Sequence[ClaimSpan]) -> dict[int, list[Figure]]:
        """Counted things of sentences that tell no event by themselves («وأحصى المرصد ست حافلات»), by sentence."""
        found: dict[int, list[Figure]] = {}
        things = [(number, text.sentence_of(number.first)) for number in counted if number.noun is NounClass.FIGURE]
        loose = [(number, sentence) for number, sentence in things if sentence not in told]
        scopes = Scopes(reversed(claims) if loose else ())  # of several that hold a number, the last gives it
        for number, sentence in loose:
            claim = next(iter(scopes.holding(number.start, number.start + 1)), None)
            found.setdefault(sentence, []).append(_figure(number, claim.by if claim is not None else None))
        return found

    def read(self, frame: Frame, counted: Sequence[NumberExpr], claims: Sequence[Claim]) -> list[Figure]:
        """The counted things of a frame's clause, in text order. `counted`: those of the text."""
        by = claims[-1].by if claims else None
        inside = counted[bisect_left(counted, frame.first, key=_first_token) : bisect_left(counted, frame.behind, key=_first_token)]
        return [_figure(number, by) for number in inside]


def _first_token(number: NumberExpr) -> int:
    return number.first


def _figure(number: NumberExpr, by: str | None) -> Figure:
    assert number.what is not None
    return Figure(what=number.what, low=number.low, high=number.high, qualifier=number.qualifier, by=by)
