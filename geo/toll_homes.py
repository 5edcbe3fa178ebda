"""Events told before to which a toll of another clause or sentence belongs: the deadliest near it, or those whose bodies were found."""

from __future__ import annotations

from collections.abc import Sequence

from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.finding import replace
from geo.models import Casualties, EventKind, Group, Story
from geo.number_nouns import NounClass
from geo.numbers import NumberExpr
from geo.tolls import BODIES, Toll

# Kinds that do not kill by themselves: a toll of their sentence belongs to another event of it, where there is one.
BLOODLESS = {
    EventKind.ABDUCTION, EventKind.ARREST, EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.RETURN, EventKind.CEASEFIRE,
    EventKind.AGREEMENT, EventKind.AID, EventKind.REINFORCEMENT, EventKind.DEPLOYMENT, EventKind.PRISONER_EXCHANGE, EventKind.PROTEST,
}  # fmt: skip
_SELDOM = {EventKind.SIEGE, EventKind.OTHER_VIOLENCE, EventKind.DESTRUCTION, EventKind.WITHDRAWAL}  # that seldom kill beside a blow
_TAKEN = {EventKind.ABDUCTION, EventKind.ARREST}


def deadliest(near: Sequence[Draft]) -> Draft | None:
    """The last event that may have killed of the nearest sentence that tells any; `near`: in text order."""
    told = [draft for draft in near if draft.story is not Story.FURNITURE]
    if not told:
        return None
    beside = [draft for draft in told if draft.sentence == told[-1].sentence]
    return max(enumerate(beside), key=lambda ranked: (_deadly(ranked[1]), ranked[0]))[1]


def _deadly(draft: Draft) -> int:
    if draft.tolls:
        return 2
    return 0 if draft.kind in BLOODLESS else 1 if draft.kind in _SELDOM else 2


def of_the_taken(
    lexicon: EventLexicon, page: Page, toll: Toll, near: Sequence[Draft], numbers: Sequence[NumberExpr]
) -> tuple[Draft, Toll] | None:
    """The abduction after which bodies were found, and their toll: «خطف 5، عثر على جثثهم», «6 حالات خطف، عثر على جثث 3 منهم».

    None where the bodies are not said to be those of people told before.
    """
    words = page.text.words
    count = toll.killed
    if count is None or lexicon.corpses.isdisjoint(words[toll.first : toll.behind]):
        return None
    theirs = toll.rule == BODIES or not lexicon.of_them.isdisjoint(words[toll.behind - 1 : toll.behind + 1])
    taken = next((draft for draft in reversed(near) if draft.kind in _TAKEN and draft.anchor[0] < toll.start), None) if theirs else None
    if taken is None:
        return None
    if count.low is not None:
        return taken, toll
    told = [n for n in numbers if taken.frame.first <= n.first < toll.first and n.noun is NounClass.PEOPLE and n.low is not None]
    if not told:
        return None
    low, high = told[0].low, told[0].high
    whole = Casualties(low=low, high=high, qualifier=told[0].qualifier, groups=(Group(who="people", low=low, high=high),))
    return taken, replace(toll, killed=whole)
