"""Tolls told by names alone: «أسماء الشهداء:» and a numbered, bulleted or plain list of names, counted where no number is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.casualty_lexicon import CasualtyLexicon, Trigger
from geo.casualty_people import UNTOLD
from geo.models import Casualties, Group, Mark
from geo.number_nouns import Ending
from geo.numbers import NumberExpr
from geo.text import Text, is_word
from geo.tolls import Toll

NAMES = "names"  # the rule of such a toll
_HEADING = 12  # tokens from «الشهداء» to the end of the heading
_ITEM = 14  # tokens of one name, with what is told of it («14 سنة»)
_NAME = range(2, 7)  # words of a name that stands alone on its line
_MANY = (Ending.PLURAL, Ending.AMBIGUOUS)
_FEWEST = 2  # names that make a list
_NUMBERING = frozenset("-–—.)(/_:،")
_BULLETS = frozenset("-–—•*●▪◾✅🔹🔸")
_LINE, _COLON, _TAG = "\n", ":", "#"


def with_names(
    text: Text, tolls: Sequence[Toll], spots: Sequence[tuple[int, Trigger]], lexicon: CasualtyLexicon, by_noun: Mapping[int, NumberExpr]
) -> list[Toll]:
    """The tolls of a text in text order, with those that lists of names tell in the place of what was read inside of them.

    `spots`: the words of casualties by their tokens; `by_noun`: the numbers that count such a word («أسماء الشهداء الخمسة:»).
    """
    listed: list[Toll] = []
    people = [(index, trigger) for index, trigger in spots if trigger.role == "person" and trigger.ending in _MANY]
    others = [*(index for index, _ in people[1:]), len(text.words)]
    for (index, trigger), following in zip(people, others, strict=False):
        if listed and index < listed[-1].behind:
            continue
        named = lexicon.leads(text, index, "names")
        theirs = index > 0 and not named and lexicon.role_at(text, index - 1, "place")  # «أهالي الشهداء:»
        begins = _below(text, index) if (named or trigger.definite) and not theirs else None
        if begins is None or following < begins or _number_told(tolls, trigger.effect, index, begins):
            continue
        count, behind = _numbered(text, begins) or _in_lines(text, begins, plain=named)
        number = by_noun.get(index)
        if count >= _FEWEST:
            listed.append(_toll(text, trigger, index, min(behind, following), number.low if number is not None and number.low else count))
    if not listed:
        return list(tolls)
    kept = (toll for toll in tolls if not any(one.first <= toll.first < one.behind for one in listed))
    return sorted((*kept, *listed), key=lambda toll: (toll.start, toll.end))


def _below(text: Text, index: int) -> int | None:
    """The token where a list begins under the heading that holds a token: behind its colon, or else its line; None under none."""
    words = text.words
    end = next((at for at in range(index + 1, min(len(words), index + _HEADING)) if words[at] in (_COLON, _LINE)), None)
    while end is not None and end < len(words) and words[end] in (_COLON, _LINE):
        end += 1
    return end if end is not None and end < len(words) else None


def _number_told(tolls: Sequence[Toll], effect: str, index: int, begins: int) -> bool:
    """Whether the heading tells how many they are («أسماء الشهداء الخمسة:»)."""
    counts = (getattr(toll, effect) for toll in tolls if toll.first <= index < toll.behind or index < toll.first < begins)
    return any(count is not None and count.low is not None for count in counts)


def _numbered(text: Text, begins: int) -> tuple[int, int] | None:
    """How many names numbered 1, 2, 3 … follow, in lines or in one, and the token behind them; None where the first has no number."""
    words, count, at, last = text.words, 0, begins, begins
    while at < len(words) - 1 and at - last <= _ITEM:
        sign = words[at + 1] in _NUMBERING or words[at - 1] in (_LINE, _TAG)
        if words[at] == str(count + 1) and sign:
            count, last = count + 1, at
            at += 1
        elif not count and words[at] not in _BULLETS | {_TAG}:
            return None
        at += 1
    behind = next((end for end in range(last, min(len(words), last + _ITEM)) if words[end] == _LINE), min(len(words), last + _ITEM))
    return (count, behind) if count else None


def _in_lines(text: Text, begins: int, *, plain: bool) -> tuple[int, int]:
    """How many lines of names follow, each behind a bullet or (`plain`) alone, and the token behind them."""
    words, count, at = text.words, 0, begins
    while at < len(words):
        end = next((end for end in range(at, len(words)) if words[end] == _LINE), len(words))
        line = [word for word in words[at:end] if is_word(word)]
        bullet = words[at] in _BULLETS
        if not (bullet or plain) or len(line) not in _NAME or end - at - bullet > len(line) + 1 or any(word.isdigit() for word in line):
            break
        count, at = count + 1, end + 1
    return count, at


def _toll(text: Text, trigger: Trigger, index: int, behind: int, count: int) -> Toll:
    start, end = text.span(index, min(behind, len(text.words)))
    told = Casualties(low=count, high=count, groups=(Group(who=UNTOLD, low=count, high=count),))
    return Toll(
        start=start, end=end, killed=told if trigger.effect == "killed" else None, injured=told if trigger.effect == "injured" else None,
        victims=(UNTOLD,), marks=(Mark(field=trigger.effect, start=start, end=end, rule=NAMES),), aggregate_hint=False, rule=NAMES,
        first=index, behind=behind, sentence=text.sentence_of(index),
    )  # fmt: skip
