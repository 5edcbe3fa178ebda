"""How many were killed and injured, and who: one `Toll` for each statement of a text."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import Folded
from geo.casualty_lexicon import CasualtyLexicon
from geo.casualty_reader import Statement, StatementReader
from geo.models import Casualties, Group, Mark, Qualifier
from geo.numbers import NumberExpr, NumberGrammar
from geo.text import Text

_JOINED_GAP = 30  # tokens between two statements of one toll
_LOOSE_GAP = 12
_MOST_PARTS = 12  # statements of one toll; a longer list is no sentence
_HINT_REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One statement of people killed or injured.

    Attributes:
        start, end: raw offsets from the first to the last word of the statement.
        killed, injured: what is told; None when nothing is told of it. `aggregate` in them is always False: see `aggregate_hint`.
        victims: keys of all groups named, in text order (people_groups.csv).
        marks: the words of the fields killed and injured, each with its rule.
        aggregate_hint: whether words stand near that tell of a toll for a period or of several events («حصيلة», «منذ»).
        rule: how the first part was read: act | verb | person | total | idiom | named | object.
        first, behind: the tokens of the statement, end exclusive.
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


@dataclass(frozen=True, slots=True)
class CasualtyGrammar:
    """Finds the tolls of a text. Built once from the lexicon, read-only."""

    lexicon: CasualtyLexicon

    @staticmethod
    def load(numbers: NumberGrammar) -> CasualtyGrammar:
        """The grammar of the shipped lexicon; `numbers` gives the nouns."""
        return CasualtyGrammar(CasualtyLexicon.load(numbers.nouns))

    def find(self, folded: Folded | Text, numbers: tuple[NumberExpr, ...]) -> tuple[Toll, ...]:
        """The tolls of a text in text order. `numbers`: what `NumberGrammar.find` gave for the same text. Never raises; linear."""
        text = folded if isinstance(folded, Text) else Text.of(folded.raw)
        triggers = self.lexicon.triggers
        spots = [(index, triggers[text.words[index]]) for index in text.among(triggers.keys())]
        if not spots:
            return ()
        statements = StatementReader.of(text, self.lexicon, numbers, spots).read()
        return tuple(self._toll(text, group) for group in _grouped(text, statements))

    def _toll(self, text: Text, parts: list[Statement]) -> Toll:
        first, behind = min(part.first for part in parts), max(part.behind for part in parts)
        marks = tuple(Mark(field=effect, start=part.start, end=part.end, rule=part.rule) for part in parts for effect in part.effects)
        victims = dict.fromkeys(item.who for part in parts for item in part.items)
        return Toll(
            start=min(part.start for part in parts), end=max(part.end for part in parts), killed=_casualties(parts, "killed"),
            injured=_casualties(parts, "injured"), victims=tuple(victims), marks=marks, aggregate_hint=self._aggregate(text, first, behind),
            rule=parts[0].rule, first=first, behind=behind,
        )  # fmt: skip

    def _aggregate(self, text: Text, first: int, behind: int) -> bool:
        begin, end = text.sentences[text.sentence_of(first)]
        begin, end = max(begin, first - _HINT_REACH), min(max(end, behind), behind + _HINT_REACH)
        return self.lexicon.role_within(text, begin, end, "aggregate")


def _grouped(text: Text, statements: list[Statement]) -> list[list[Statement]]:
    """Statements that make one toll: killed and injured of one sentence, and «… قتيلا و… قتيلا»."""
    groups: list[list[Statement]] = []
    for statement in statements:
        if groups and _belongs(text, groups[-1], statement):
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return groups


def _belongs(text: Text, group: list[Statement], statement: Statement) -> bool:
    last = group[-1]
    if len(group) >= _MOST_PARTS:
        return False
    if text.sentence_of(last.first) != text.sentence_of(statement.first):
        return False
    gap = statement.first - last.behind
    if gap > (_JOINED_GAP if statement.joins else _LOOSE_GAP):
        return False
    told = {effect for part in group for effect in part.effects}
    if not told.intersection(statement.effects):
        return True
    return last.rule == statement.rule == "person" and statement.joins and last.effects == statement.effects


def _casualties(parts: list[Statement], effect: str) -> Casualties | None:
    """The sum of the disjoint groups; a group of unknown size makes the sum a lower bound."""
    items = [item for part in parts if effect in part.effects for item in part.items]
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
