"""Tolls told as a list: «وتوزعوا على النحو الآتي:» and a line for each place, whose number at the head counts what the header counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.casualties import Toll
from geo.models import Casualties, Group, Mark
from geo.numbers import NumberExpr
from geo.text import Text

_BULLETS = frozenset("-–—•*●▪◾")
_HEAD = 4  # tokens from the beginning of an item within which its number stands


@dataclass(frozen=True, slots=True)
class Item:
    """One line of such a list: its sentence, the sentence of the header, and its toll."""

    sentence: int
    header: int
    toll: Toll


def read_lists(text: Text, tolls: Sequence[Toll], numbers: Sequence[NumberExpr]) -> tuple[Item, ...]:
    """All items of lists whose header tells a toll, in text order."""
    found: list[Item] = []
    header: int | None = None
    for sentence, (first, behind) in enumerate(text.sentences):
        words = [word for word in text.words[first:behind] if word != "\n"]
        if not words:
            continue
        if header is not None and (words[0] in _BULLETS or words[0].isdigit()):
            item = _item(text, sentence, header, tolls, numbers)
            if item is not None:
                found.append(item)
            continue
        header = sentence if words[-1] == ":" and _told(text, sentence, tolls) else None
    return tuple(found)


def _told(text: Text, sentence: int, tolls: Sequence[Toll]) -> bool:
    first, behind = text.sentences[sentence]
    return any(first <= toll.first < behind for toll in tolls)


def _item(text: Text, sentence: int, header: int, tolls: Sequence[Toll], numbers: Sequence[NumberExpr]) -> Item | None:
    """The toll of one line: its first number (or single person), counted as the header counts."""
    first, behind = text.sentences[sentence]
    number = next((n for n in numbers if first <= n.first < min(behind, first + _HEAD)), None)
    if number is None or number.low is None:
        return None
    start, end = text.sentences[header]
    of_header = [toll for toll in tolls if start <= toll.first < end]
    hurt = "killed" if any(toll.killed is not None for toll in of_header) else "injured"
    count = Casualties(
        low=number.low, high=number.high, qualifier=number.qualifier, groups=(Group(who="people", low=number.low, high=number.high),)
    )
    toll = replace(
        of_header[0], start=number.start, end=number.end,
        killed=count if hurt == "killed" else None,
        injured=count if hurt == "injured" else None,
        victims=(),
        marks=(Mark(field=hurt, start=number.start, end=number.end, rule="list-item"),), aggregate_hint=True, rule="list-item",
        first=number.first, behind=number.behind,
    )  # fmt: skip
    return Item(sentence, header, toll)
