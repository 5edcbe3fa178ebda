"""A sum told by its causes: «قتل 12 شخصا: 5 بانفجار ألغام، و3 بقصف مدفعي». Each cause has its own part, none the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.finding import replace
from geo.models import Casualties, Group, Mark
from geo.numbers import NumberExpr
from geo.text import Text
from geo.tolls import Toll

_WITH = "ب"
_PART = "part-of-sum"  # the rule of such a count


def numbered(lexicon: EventLexicon, text: Text, bare: Mapping[int, NumberExpr], beside: Sequence[Draft]) -> list[tuple[Draft, NumberExpr]]:
    """The events of a sentence right before whose cause a bare number stands («3 بقصف»). `bare`: such numbers by the token behind them."""
    found = []
    for draft in beside if bare else ():
        hit = draft.frame.hits[0] if draft.frame.hits else None
        if hit is None or hit.trigger.voice != "noun" or not hit.first:
            continue
        caused = text.words[hit.first - 1] in lexicon.causes
        number = bare.get(hit.first - caused)
        if number is not None and (caused or text.words[hit.first].startswith(_WITH)):
            found.append((draft, number))
    return found


def parts_of(toll: Toll, causes: Sequence[tuple[Draft, NumberExpr]]) -> list[tuple[Draft, Toll]]:
    """The events that share the sum of a toll, each with its part; none where the toll is no sum of the dead."""
    whole = toll.killed.low if toll.killed is not None and toll.injured is None else None
    if whole is None:
        return []
    return [(draft, _part(toll, number)) for draft, number in causes if number.first > toll.first and number.low and number.low < whole]


def _part(toll: Toll, number: NumberExpr) -> Toll:
    """The part of a sum that a number tells."""
    assert toll.killed is not None
    who = toll.killed.groups[0].who if toll.killed.groups else "people"
    groups = (Group(who=who, low=number.low, high=number.high),)
    count = Casualties(low=number.low, high=number.high, qualifier=number.qualifier, groups=groups)
    marks = (Mark(field="killed", start=number.start, end=number.end, rule=_PART),)
    return replace(
        toll, start=number.start, end=number.end, first=number.first, behind=number.behind, killed=count, marks=marks, rule=_PART,
        victims=toll.victims[:1], sides=(), adds=False, together=None,
    )  # fmt: skip
