"""A toll: one statement of people killed or injured, and how the counts of its groups are put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.casualty_people import Item
from geo.finding import Finding
from geo.finding import replace as with_fields
from geo.models import Casualties, Group, Mark, Qualifier

BODIES = "bodies"  # the rule of «عثر على جثثهم», the bodies of people told before
TOGETHER = "killed_and_injured"  # of a figure: people killed or injured, nobody says how many of either
_ADDED_GAP = 30  # tokens between two tolls of one sentence that are added up


class Toll(Finding, frozen=True, kw_only=True):
    """One statement of people killed or injured.

    Attributes:
        start, end: raw offsets from the first to the last word of the statement.
        killed, injured: what is told; None when nothing is told of it. `aggregate` in them is always False: see `aggregate_hint`.
        together: how many were killed and injured together, where only that is told («مقتل وإصابة 5»): some of them each.
        victims: keys of all groups named, in text order (people_groups.csv).
        marks: the words of the fields killed and injured, each with its rule.
        aggregate_hint: whether words stand near that tell of a toll for a period or of several events («حصيلة», «منذ»).
        rule: how the first part was read: act | verb | person | total | idiom | named | object.
        first, behind: the tokens of the statement, end exclusive.
        sentence: number of the sentence that tells it.
        adds: whether its people come on top of those told before in the same sentence («ومقتل 3 من العشائر»).
        sides: (killed | injured, number of the group in it, token from which on it is said whose people they are).
        by: the source that tells it, where one is named.
        header: number of the sentence that opens the list of which this is a line (`geo.toll_lists`), or None.
    """

    start: int
    end: int
    killed: Casualties | None
    injured: Casualties | None
    victims: tuple[str, ...]
    marks: tuple[Mark, ...]
    aggregate_hint: bool
    rule: str
    first: int = 0
    behind: int = 0
    sentence: int = 0
    adds: bool = False
    by: str | None = None
    header: int | None = None
    together: Casualties | None = None
    sides: tuple[tuple[str, int, int], ...] = ()

    def with_sides(self, actor_at: Callable[[int], str | None]) -> Toll:
        """The toll with the side of each group; `actor_at` gives the actor named from a token on, or None."""
        counts = {"killed": self.killed, "injured": self.injured}
        for effect, index, token in self.sides:
            count, side = counts[effect], actor_at(token)
            if count is not None and side is not None:
                groups = tuple(replace(group, side=side) if at == index else group for at, group in enumerate(count.groups))
                counts[effect] = replace(count, groups=groups)
        return with_fields(self, killed=counts["killed"], injured=counts["injured"]) if self.sides else self

    def adds_to(self, before: Toll) -> bool:
        """Whether its people come on top of those of a toll before it in the same sentence; «مقتل وإصابة 6» tells no number of either."""
        near = self.sentence == before.sentence and 0 <= self.first - before.behind <= _ADDED_GAP
        return self.adds and near and before.together is None


def together(one: Casualties, other: Casualties) -> Casualties:
    """The sum of two counts of different people; at least the known one where the other is only «عشرات»."""
    if one.low is None and other.low is None:
        return replace(one, groups=one.groups + other.groups)
    vague = one.low is None or other.low is None
    qualifier = next((count.qualifier for count in (one, other) if count.qualifier is not Qualifier.EXACT), Qualifier.EXACT)
    return Casualties(
        low=(one.low or 0) + (other.low or 0), high=(one.high or 0) + (other.high or 0), groups=one.groups + other.groups,
        qualifier=Qualifier.AT_LEAST if vague else qualifier, aggregate=one.aggregate or other.aggregate,
    )  # fmt: skip


def count_of(items: Sequence[Item]) -> Casualties | None:
    """The sum of the disjoint groups; a group of unknown size makes the sum a lower bound."""
    totals = [item for item in items if item.of is None]
    if not totals:
        return None
    known = [item for item in totals if item.low is not None and item.high is not None]
    groups = tuple(Group(who=item.who, low=item.low, high=item.high, of=item.of) for item in items)
    vague = [item.qualifier for item in totals if item.low is None]
    if not known:
        qualifier = Qualifier.DOZENS if Qualifier.DOZENS in vague else Qualifier.AT_LEAST
        return Casualties(low=None, high=None, qualifier=qualifier, groups=groups)
    told = next((item.qualifier for item in known if item.qualifier is not Qualifier.EXACT), Qualifier.EXACT)
    return Casualties(
        low=sum(item.low or 0 for item in known), high=sum(item.high or 0 for item in known), groups=groups,
        qualifier=Qualifier.AT_LEAST if vague else told,
    )  # fmt: skip
