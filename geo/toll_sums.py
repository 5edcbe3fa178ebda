"""One toll of an event out of several tellings of it: what one sentence joins is added up, the latest count of one source stands, and
where named sources give different numbers both ends stand, with a figure for each source.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.finding import Finding
from geo.models import Casualties, Figure, Group, Qualifier
from geo.tolls import TOGETHER, Toll, together

_ALL = ("people", "civilians")  # groups that a count of everybody is told of
_VAGUE = {Qualifier.UP_TO, Qualifier.DOZENS}
_EFFECTS = ("killed", "injured")
OBJECT = "object"  # the rule of «مقتله»: «ومقتل نجله» behind it is another one
UPDATE = "total"  # the rule of «ارتفع عدد القتلى إلى 8»: no other count, a newer one


class _Told(Finding, frozen=True):
    count: Casualties
    by: str | None
    update: bool
    sentence: int


def toll_of(tolls: Sequence[Toll], what: str) -> Casualties | None:
    """The toll of an event; the most detailed of the highest counts, from the lowest to the highest that different sources give."""
    told = _told(tolls, what)
    if not told:
        return None
    best = _highest(told).count
    if best.low is None:
        return best
    rivals = _rivals(told)
    if rivals:
        low = min(rival.count.low or 0 for rival in rivals)
        who = best.groups[0].who if best.groups else _ALL[0]
        return Casualties(low=low, high=best.high, groups=(Group(who=who, low=low, high=best.high),))
    groups = best.groups or (Group(who=_ALL[0], low=best.low, high=best.high),)
    return Casualties(low=best.low, high=best.high, qualifier=best.qualifier, aggregate=best.aggregate, groups=groups)


def figures_of(tolls: Sequence[Toll], by: str | None) -> tuple[Figure, ...]:
    """The figures that tolls make: what different sources count, and what is told of killed and injured together (`by`: who tells it)."""
    apart = (
        Figure(what=effect, low=rival.count.low, high=rival.count.high, qualifier=rival.count.qualifier, by=rival.by)
        for effect in _EFFECTS
        for rival in _rivals(_told(tolls, effect))
    )
    counts = (toll.together for toll in tolls if toll.together is not None)
    joint = (Figure(what=TOGETHER, low=c.low, high=c.high, qualifier=c.qualifier, by=by) for c in counts)
    return tuple(dict.fromkeys((*apart, *joint)))


def _told(tolls: Sequence[Toll], what: str) -> list[_Told]:
    """Each count of one effect in text order, those that one sentence joins added up."""
    told: list[_Told] = []
    of: Toll | None = None
    for toll in sorted(tolls, key=lambda toll: toll.start):
        count: Casualties | None = getattr(toll, what)
        if count is None:
            continue
        if of is not None and toll.adds_to(of) and (told[-1].count != count or of.rule == OBJECT):
            told[-1] = _Told(together(told[-1].count, count), told[-1].by, told[-1].update, toll.sentence)
        else:
            told.append(_Told(count, toll.by, toll.rule == UPDATE, toll.sentence))
        of = toll
    return told


def _highest(told: Sequence[_Told]) -> _Told:
    return max(told, key=lambda one: (one.count.low if one.count.low is not None else -1, len(one.count.groups)))


def _rivals(told: Sequence[_Told]) -> list[_Told]:
    """The last count of everybody by each of several named sources, where they differ; none where the highest has no source or is newer."""
    highest = _highest(told) if told else None
    if highest is None or highest.by is None:
        return []
    last = {one.by: one for one in told if one.by is not None and one.count.low is not None and _of_all(one.count)}
    counts = [one for one in last.values() if one.count.qualifier not in _VAGUE]
    if highest.update and not any(one.sentence == highest.sentence and one is not highest for one in counts):
        return []  # «قتل 3، بحسب المرصد … ارتفع عدد القتلى إلى 8»
    return counts if len({one.count.low for one in counts}) > 1 and highest in counts else []


def _of_all(count: Casualties) -> bool:
    """Whether a count is of everybody, not of the children among them."""
    return all(group.who in _ALL for group in count.groups if group.of is None)
