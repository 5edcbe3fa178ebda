"""How many were killed and injured, and who: one `Toll` for each statement of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gazetteer.arabic import Folded
from geo.casualty_lexicon import CasualtyLexicon
from geo.casualty_people import Item
from geo.casualty_reader import Statement, StatementReader
from geo.finding import replace
from geo.models import Casualties, Mark, Qualifier
from geo.numbers import NumberExpr, NumberGrammar
from geo.stretches import within
from geo.text import Text
from geo.toll_lists import with_lists
from geo.toll_names import with_names
from geo.tolls import Toll, count_of

__all__ = ["CasualtyGrammar", "Toll"]

_JOINED_GAP = 30  # tokens between two statements of one toll
_LOOSE_GAP = 12
_OPENER_GAP = 2  # tokens at least from one statement to the next, when a clause of its own is opened between them
_MOST_PARTS = 12  # statements of one toll; a longer list is no sentence
_WOUNDS = 6  # tokens from the people to «متأثرا بجراح»
_HINT_REACH = 12
_CLAUSES = frozenset({"act", "verb"})  # rules of statements that are clauses
_COMMAS = frozenset("،,؛.\n")


@dataclass(frozen=True, slots=True)
class CasualtyGrammar:
    """Finds the tolls of a text. Built once from the lexicon, read-only."""

    lexicon: CasualtyLexicon

    @staticmethod
    def load(numbers: NumberGrammar) -> CasualtyGrammar:
        """The grammar of the shipped lexicon; `numbers` gives the nouns."""
        return CasualtyGrammar(CasualtyLexicon.load(numbers.nouns))

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        return (self.lexicon.words,)

    def find(self, folded: Folded | Text, numbers: tuple[NumberExpr, ...], towns: Sequence[tuple[int, str]] = ()) -> tuple[Toll, ...]:
        """The tolls of a text in text order. Never raises; linear.

        Args:
            folded: the text.
            numbers: what `NumberGrammar.find` gave for the same text.
            towns: raw offset and id of each settlement named, in text order; people of two settlements make two tolls.
        """
        text = folded if isinstance(folded, Text) else Text.of(folded.raw)
        spots = self.lexicon.spots(text)
        if not spots:
            return ()
        reader = StatementReader.of(text, self.lexicon, numbers, spots)
        told = [statement for statement in reader.read() if not text.in_slogan(statement.first)]
        tolls = [self._toll(text, group) for group in self._grouped(text, told, towns)]
        return tuple(with_names(text, with_lists(text, tolls, numbers, reader.people, spots), spots, self.lexicon, reader.by_noun))

    def _toll(self, text: Text, parts: list[Statement]) -> Toll:
        first, behind = min(part.first for part in parts), max(part.behind for part in parts)
        marks = tuple(Mark(field=effect, start=part.start, end=part.end, rule=part.rule) for part in parts for effect in part.effects)
        victims = dict.fromkeys(item.who for part in parts for item in part.items)
        return Toll(
            start=min(part.start for part in parts), end=max(part.end for part in parts), killed=_count(parts, "killed"),
            injured=_count(parts, "injured"), together=_together(parts),
            victims=tuple(victims), marks=marks, aggregate_hint=self._aggregate(text, first, behind),
            rule=parts[0].rule, first=first, behind=behind, sentence=text.sentence_of(first), adds=self._adds(text, parts[0]),
            sides=tuple(
                (effect, index, item.behind)
                for effect in ("killed", "injured")
                for index, item in enumerate(_items(parts, effect))
                if item.side
            ),
        )  # fmt: skip

    def _adds(self, text: Text, part: Statement) -> bool:
        """Whether a statement tells of more people: joined to what stands before, and neither a new total nor «3 منهم»."""
        joined = part.joins or self.lexicon.leads(text, part.first, "plus", "against", "besides")
        again = any(self.lexicon.role_at(text, item.behind, "subtotal") for item in part.items[:1] if item.behind < len(text.words))
        return joined and part.rule not in ("total", "died", "object") and not (again and len(part.items) == 1)

    def _grouped(self, text: Text, statements: list[Statement], towns: Sequence[tuple[int, str]]) -> list[list[Statement]]:
        """Statements that make one toll: killed and injured of one sentence, and «… قتيلا و… قتيلا»."""
        groups: list[list[Statement]] = []
        for statement in statements:
            if groups and self._belongs(text, groups[-1], statement) and not _elsewhere(text, groups[-1][-1], statement, towns):
                groups[-1].append(statement)
            else:
                groups.append([statement])
        return groups

    def _belongs(self, text: Text, group: list[Statement], statement: Statement) -> bool:
        last = group[-1]
        if len(group) >= _MOST_PARTS:
            return False
        if text.sentence_of(last.first) != text.sentence_of(statement.first):
            return False
        gap = statement.first - last.behind
        if gap > (_JOINED_GAP if statement.joins else _LOOSE_GAP):
            return False
        if self.lexicon.leads(text, statement.first, "subtotal"):
            return False  # «… وإصابة 9، ومن ضمن الحصيلة استشهاد رجل»: a part of another toll
        if gap > _OPENER_GAP and self._parted(text, last.behind, statement.first):
            return False
        if self.lexicon.role_within(text, statement.first, min(len(text.words), statement.behind + _WOUNDS), "succumbed"):
            return False  # «سقط جرحى، واستشهد رجل متأثرا بجراح أصيب بها في قصف سابق»
        told = {effect for part in group for effect in part.effects}
        if not told.intersection(statement.effects):
            return True
        beside = statement.joins or self.lexicon.leads(text, statement.first, "plus", "against")
        return last.rule == statement.rule == "person" and beside and last.effects == statement.effects

    def _parted(self, text: Text, first: int, behind: int) -> bool:
        """Whether another clause was opened between two statements («…، كما أعلنت الوزارة مقتل»)."""
        commas = (at for at in range(first, behind - 1) if text.words[at] in _COMMAS)
        return any(self.lexicon.role_at(text, at + 1, "besides") for at in commas)

    def _aggregate(self, text: Text, first: int, behind: int) -> bool:
        begin, end = text.sentences[text.sentence_of(first)]
        begin, end = max(begin, first - _HINT_REACH), min(max(end, behind), behind + _HINT_REACH)
        return self.lexicon.role_within(text, begin, end, "aggregate")


def _elsewhere(text: Text, last: Statement, statement: Statement, towns: Sequence[tuple[int, str]]) -> bool:
    """Whether two joined statements name a settlement each, and not the same («قتل راع في ترملا وأصيب عاملان في كفرنبودة»)."""
    if not towns or not statement.joins or statement.rule not in _CLAUSES:
        return False
    begin, end = text.sentences[text.sentence_of(statement.first)]
    stop = next((at for at in range(statement.behind, end) if text.words[at] in _COMMAS), end)
    here = {town for _, town in within(towns, text.span(begin, begin + 1)[0], statement.start, _offset)}
    there = {town for _, town in within(towns, statement.end, text.span(stop - 1, stop)[1], _offset)}
    between = within(towns, last.end, statement.start, _offset)
    return bool(between and there) and here.isdisjoint(there)


def _offset(town: tuple[int, str]) -> int:
    return town[0]


def _count(parts: list[Statement], effect: str) -> Casualties | None:
    return count_of(_items(parts, effect))


def _items(parts: list[Statement], effect: str) -> list[Item]:
    """The people of one effect; of those killed and injured together, how many were the one is not told."""
    return [_some(item) if _joint(part) else item for part in parts if effect in part.effects for item in _of_sum(part)]


def _of_sum(part: Statement) -> Iterable[Item]:
    """The people of a statement; those told behind a sum of everybody are parts of it («بلغ عدد القتلى ثمانية، ستة جنود ومدنيان»)."""
    first, *rest = part.items
    if part.rule != "total" or first.who != "people" or first.of is not None or not first.low:
        return part.items
    if sum(item.low or 0 for item in rest) > first.low:
        return part.items
    return [first, *(item if item.of is not None else replace(item, of=first.who) for item in rest)]


def _joint(part: Statement) -> bool:
    """Whether a statement counts killed and injured together: «مقتل وإصابة 5 أشخاص»."""
    return len(part.effects) > 1 and part.items[0].low != 1


def _some(item: Item) -> Item:
    return replace(item, low=None, high=None, qualifier=Qualifier.AT_LEAST)


def _together(parts: list[Statement]) -> Casualties | None:
    """How many were killed and injured together, where a number (or «عشرات») is told of both."""
    told = (count_of(part.items) for part in parts if _joint(part))
    return next((count for count in told if count is not None and (count.low is not None or count.qualifier is Qualifier.DOZENS)), None)
