"""A sum told by its causes or places («قتل 12 شخصا: 5 بانفجار ألغام، و3 بقصف مدفعي»): each cause has its own part, none the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.finding import replace
from geo.frame_places import bare_city, wide
from geo.models import Casualties, Group, Mark
from geo.numbers import NumberExpr
from geo.text import Text
from geo.tolls import Toll

_WITH = "ب"
_RANKED = 5  # tokens from an area over «تصدرت بـ» to the number of its dead
_SEVERAL = 2
_LIST = 2  # lines that make a list
PART = "part-of-sum"  # the rule of such a count


def numbered(lexicon: EventLexicon, text: Text, bare: Mapping[int, NumberExpr], beside: Sequence[Draft]) -> list[tuple[Draft, NumberExpr]]:
    """The events of a sentence right before whose cause a bare number stands («3 بقصف»). `bare`: such numbers by the token behind them."""
    found = []
    for draft in beside if bare else ():
        hit = draft.frame.hits[0] if draft.frame.hits else None
        if hit is None or hit.trigger.voice != "noun" or not hit.first:
            continue
        before = text.words[hit.first - 1]
        caused = before in lexicon.causes or lexicon.prepositions.get(before) == "in"
        number = bare.get(hit.first - caused)
        if number is not None and number.low and (caused or text.words[hit.first].startswith(_WITH)):
            found.append((draft, number))
    return found


def parts_of(toll: Toll, causes: Sequence[tuple[Draft, NumberExpr]], deadly: Sequence[Draft]) -> list[tuple[Draft, Toll]]:
    """The events that share the sum of a toll, each with its part, or that killed more behind it («قتل 5 بغارة على كذا و3 بقصف على كذا»);
    none where the toll is not one of the dead. `deadly`: the events that the toll may belong to.
    """
    whole = toll.killed.low if toll.killed is not None and toll.injured is None else None
    if whole is None:
        return []
    numbered = [draft.frame for draft, _ in causes]
    own = any(draft.frame not in numbered and draft.frame.hits and draft.frame.hits[0].first > toll.first for draft in deadly)
    return [(draft, _part(toll, number)) for draft, number in causes if number.first > toll.first and (own or (number.low or 0) < whole)]


def by_place(lexicon: EventLexicon, page: Page, bare: Mapping[int, NumberExpr], draft: Draft) -> list[Draft]:
    """An event parted where its dead are told by place: «قتل 11 مدنيا: ستة في كذا وخمسة في كذا». In any other case itself alone."""
    whole = draft.tolls[0] if len(draft.tolls) == 1 else None
    if whole is None or len(draft.sites) < 2 or whole.killed is None or whole.injured is not None:
        return [draft]
    told: dict[int, NumberExpr] = {}
    for k in draft.sites:
        first, mention = page.tokens[k][0], page.mentions[k]
        number = bare.get(first - 1) if lexicon.prepositions.get(page.text.words[first - 1]) == "in" else bare.get(first)
        if number is not None and not wide(mention) and number.first > whole.first and number.low == number.high:
            told[k] = number
    if len(told) < len(draft.sites) or sum(number.low or 0 for number in told.values()) != whole.killed.low:
        return [draft]
    return [draft.part(k, _part(whole, number), (number.start, number.end)) for k, number in told.items()]


def shares(page: Page, drafts: Sequence[Draft]) -> frozenset[int]:
    """The lines of lists that part the dead of their header by who they were («… 30 قتيلا، هم: – 12 من قوات النظام – 7 مدنيين بقصف»):
    their numbers belong to the header's sum, and what one of them says of the cause is no event of its own.

    Not those of a list that counts by places, or by causes: there most lines tell a cause.
    """
    telling = {draft.sentence for draft in drafts if draft.kind is not None}
    found: set[int] = set()
    for header in sorted(set(page.headers.values())):
        whole = max((toll.killed.low or 0 for toll in page.tolls if toll.sentence == header and toll.killed is not None), default=0)
        lines = [line for line, above in page.headers.items() if above == header]
        counts = [toll.killed.low or 0 for toll in page.tolls if toll.header == header and toll.killed is not None]
        placed = any(page.named(*page.text.sentences[line]) for line in lines)
        if len(lines) >= _LIST and not placed and counts and max(counts) < whole and 2 * len(telling.intersection(lines)) <= len(lines):
            found.update(lines)
    return frozenset(found)


def ranked(lexicon: EventLexicon, page: Page, bare: Mapping[int, NumberExpr], draft: Draft, before: Sequence[Draft]) -> list[Draft]:
    """A count without a cause parted where areas are ranked by their dead, each part of the kind of the sum told before: «تصدرت محافظة كذا
    بـ24 قتيلا، تلتها كذا بـ19». In any other case itself alone.
    """
    first, behind = page.text.sentences[draft.sentence]
    toll = draft.tolls[0] if draft.tolls else None
    if toll is None or toll.killed is None or lexicon.ranks.isdisjoint(page.text.words[first:behind]):
        return [draft]
    parts: list[Draft] = []
    for k in page.named(first, behind):
        reach = range(page.tokens[k][1], page.tokens[k][1] + _RANKED)
        number = next((number for number in bare.values() if number.first in reach and number.low), None)
        area = wide(page.mentions[k]) or bare_city(page.mentions[k])
        if area and number is not None:
            parts.append(draft.part(k, _part(toll, number), (number.start, number.end)))
        elif area and toll.first in reach:
            parts.append(draft.part(k, replace(toll, rule=PART), (toll.start, toll.end)))
    if len(parts) < _SEVERAL:
        return [draft]
    total = sum(toll.killed.low or 0 for part in parts for toll in part.tolls if toll.killed is not None)
    sums = (told for told in reversed(before) if any(t.killed is not None and (t.killed.low or 0) >= total for t in told.tolls))
    whole = next(sums, None)
    for part in parts:
        part.kind = draft.kind if whole is None else whole.kind
    return parts


def _part(toll: Toll, number: NumberExpr) -> Toll:
    """The part of a sum that a number tells."""
    assert toll.killed is not None
    who = toll.killed.groups[0].who if toll.killed.groups else "people"
    groups = (Group(who=who, low=number.low, high=number.high),)
    count = Casualties(low=number.low, high=number.high, qualifier=number.qualifier, groups=groups)
    marks = (Mark(field="killed", start=number.start, end=number.end, rule=PART),)
    return replace(
        toll, start=number.start, end=number.end, first=number.first, behind=number.behind, killed=count, marks=marks, rule=PART,
        victims=toll.victims[:1], sides=(), adds=False, together=None,
    )  # fmt: skip
