"""Two kinds of blow told in one breath («غارات جوية وقصف مدفعي على كذا»، «القصف الجوي والمدفعي»): an event of each, at the same places.

What they led to belongs to the first that is told: nobody says which of the two killed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from geo.frame_clauses import beginning
from geo.frame_kinds import WEAPON_KIND
from geo.models import EventKind
from geo.phrases import Found
from geo.triggers import Hit

_APART = ("air", "artillery", "drone")  # classes of weapons that no one hand uses at once
BOTH = "+"  # of a phrase that names two («طائرات مسيرة وحربية»)
_GAP = 5  # tokens from one weapon over whose it is to the other («قصف مدفعي لقوات النظام وغارات»)
_AND = "و"
_ENDS = frozenset("،,.؛:\n")


def twins_of(
    kind: EventKind | None,
    words: Sequence[str],
    weapons: Sequence[Found[str]],
    hits: Sequence[Hit],
    tokens: Sequence[tuple[int, int]],
) -> tuple[EventKind, EventKind] | None:
    """The two kinds of blow that a clause tells in one breath, in text order; None where it tells one, or something else.

    `kind`: what the clause was read as; `weapons`: those that struck, in text order; `hits`: its triggers; `tokens`: [first, behind) of
    each mention, in text order.
    """
    for weapon in weapons:
        if BOTH in weapon.value:
            one, other = (WEAPON_KIND[name] for name in weapon.value.split(BOTH))
            return (one, other) if kind in (one, other) else None
    nouns = {hit.first for hit in hits if hit.trigger.voice == "noun"}
    for a, b in pairwise(weapons):
        if a.value == b.value or a.value not in _APART or b.value not in _APART:
            continue
        one, other = WEAPON_KIND[a.value], WEAPON_KIND[b.value]
        opens = b.first - 1 if b.first - 1 in nouns else b.first  # «وقصف مدفعي»
        joined = words[opens].startswith(_AND) and a.behind <= opens <= a.behind + _GAP and not beginning(tokens, a.behind, opens)
        if kind in (one, other) and joined and not any(words[at] in _ENDS for at in range(a.behind, opens)):
            return one, other
    return None
