"""Tolls told as a list: «وتوزعوا على النحو الآتي:» and a line for each place, whose number at the head counts what the header counts."""

from __future__ import annotations

from collections.abc import Sequence

from geo.casualty_lexicon import Trigger
from geo.casualty_people import PeopleReader
from geo.finding import replace
from geo.models import Mark
from geo.numbers import NumberExpr
from geo.text import Text
from geo.tolls import Toll, count_of

_BULLETS = frozenset("-–—•*●▪◾")
_SUBHEADING = 9  # tokens of a heading within a list
_FULL = frozenset(".؟!…")
_HEAD = 4  # tokens from the beginning of an item within which its number stands


def with_lists(
    text: Text, tolls: Sequence[Toll], numbers: Sequence[NumberExpr], people: PeopleReader, spots: Sequence[tuple[int, Trigger]]
) -> list[Toll]:
    """The tolls of a text in text order, with those that lines of lists tell in the place of what was read in them."""
    items: list[Toll] = []
    header: list[Toll] = []
    effect = ""
    words = text.words
    for sentence in range(min((toll.sentence for toll in tolls), default=len(text.sentences)), len(text.sentences)):
        first, behind = text.sentences[sentence]
        while first < behind and words[first] == "\n":
            first += 1
        while behind > first and words[behind - 1] == "\n":
            behind -= 1
        if first == behind:
            continue
        if header and (words[first] in _BULLETS or words[first].isdigit()):
            item = _item(text, sentence, header, effect, numbers, people)
            if item is not None:
                items.append(item)
            continue
        if header and _subheading(text, first, behind, numbers):
            continue
        header = [toll for toll in tolls if toll.sentence == sentence] if words[behind - 1] == ":" else []
        effect = _listed(header, first, behind, spots) if header else ""
    if not items:
        return list(tolls)
    listed = {item.sentence for item in items}
    return sorted((*(toll for toll in tolls if toll.sentence not in listed), *items), key=lambda toll: (toll.start, toll.end))


def _subheading(text: Text, first: int, behind: int, numbers: Sequence[NumberExpr]) -> bool:
    """Whether a line of its own heads a part of the list: short, without a full stop and a number («أولا: ريف دمشق»)."""
    if behind - first > _SUBHEADING or behind >= len(text.words) or text.words[behind] != "\n" or text.words[behind - 1] in _FULL:
        return False
    return not any(first <= number.first < behind for number in numbers)


def _listed(header: Sequence[Toll], first: int, behind: int, spots: Sequence[tuple[int, Trigger]]) -> str:
    """What the lines behind a header count: those whom it names last («… إصابة 9، وتوزع الشهداء على النحو الآتي:»), else the killed."""
    named = [trigger for at, trigger in spots if first <= at < behind]
    if named and named[-1].role == "person" and named[-1].definite:
        return named[-1].effect
    return "killed" if any(toll.killed is not None for toll in header) else "injured"


def _item(text: Text, sentence: int, header: Sequence[Toll], hurt: str, numbers: Sequence[NumberExpr], people: PeopleReader) -> Toll | None:
    """The toll of one line: its first number (or single person) with its parts, counted as the header counts."""
    first, behind = text.sentences[sentence]
    number = next((n for n in numbers if first <= n.first < min(behind, first + _HEAD)), None)
    head = people.of_number(number, None) if number is not None and number.low is not None else None
    if number is None or head is None:
        return None
    items = (head, *(item for item in people.further(head.behind, behind, head) if item.of is not None))
    count = count_of(items)
    reached = max(item.behind for item in items)
    return replace(
        header[0], start=number.start, end=text.span(number.first, reached)[1],
        killed=count if hurt == "killed" else None,
        injured=count if hurt == "injured" else None,
        victims=(),
        marks=(Mark(field=hurt, start=number.start, end=text.span(number.first, reached)[1], rule="list-item"),),
        aggregate_hint=True, rule="list-item", first=number.first, behind=reached, sentence=sentence, adds=False, header=header[0].sentence,
    )  # fmt: skip
