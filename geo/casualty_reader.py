"""From a word that kills or injures to the people that it counts: the noun phrase around each trigger of a text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.casualty_lexicon import PEOPLE_FIGURES, CasualtyLexicon, Trigger
from geo.models import Qualifier
from geo.number_nouns import Ending, Noun, NounClass
from geo.numbers import NumberExpr
from geo.text import Text, is_word

_ACT_WINDOW = 3  # tokens between a verbal noun and the people («مقتل ما مجموعه 5»)
_VERB_WINDOW = 6  # … between a verb and the people («أصيب في القصف 5»)
_SUBJECT_WINDOW = 6  # … between a plural subject and the object («قتل مسلحون مجهولون شابا»)
_BACK_WINDOW = 4  # … between the people and a verb behind them («3 مدنيين في القرية قتلوا»)
_TOTAL_WINDOW = 12  # … between «القتلى» and the number that they reach
_PART_GAP = 6  # tokens between two parts of a toll
_REACH = 40  # how far one statement's people may stretch
_NEGATION_REACH = 6
_IDIOM_REACH = 20
_QUOTES = frozenset("\"'«“”»‘’(")
_NEUTRAL = frozenset("\"'«“”»‘’()#:")
_CLAUSE_ENDS = frozenset("،,؛:")
UNTOLD = "people"


@dataclass(frozen=True, slots=True)
class Item:
    """People of one group. `of`: the group that they are counted within."""

    who: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    of: str | None
    behind: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One trigger with its people: the tokens [first, behind), raw offsets [start, end)."""

    effects: tuple[str, ...]
    items: tuple[Item, ...]
    rule: str
    joins: bool
    first: int
    behind: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatementReader:
    """Reads the statements of one text. `numbers`: by first token. `by_noun`: by the token of the casualty noun that they count."""

    text: Text
    lexicon: CasualtyLexicon
    numbers: dict[int, NumberExpr]
    by_noun: dict[int, NumberExpr]
    spots: list[tuple[int, Trigger]]

    @staticmethod
    def of(text: Text, lexicon: CasualtyLexicon, numbers: tuple[NumberExpr, ...], spots: list[tuple[int, Trigger]]) -> StatementReader:
        """A reader for a text, its numbers and the triggers found in it."""
        by_first = {number.first: number for number in numbers}
        by_noun: dict[int, NumberExpr] = {}
        for number in numbers:
            if number.noun is NounClass.CASUALTY and number.counted is not None:
                by_noun[text.token_at(number.counted[0])] = number
        return StatementReader(text, lexicon, by_first, by_noun, spots)

    def read(self) -> list[Statement]:
        """The statements in text order."""
        found: list[Statement] = []
        floor = 0
        for position, (index, trigger) in enumerate(self.spots):
            if index < floor:
                continue
            stop = self._stop(position)
            statement = self._statement(index, trigger, stop, floor)
            if statement is not None:
                found.append(statement)
                floor = max(statement.behind, index + 1)
        return found

    def _stop(self, position: int) -> int:
        """Token where a trigger's people end at the latest: the next trigger, the end of the sentence, the reach of a statement."""
        index, trigger = self.spots[position]
        end = min(self.text.sentences[self.text.sentence_of(index)][1], index + _REACH)
        for other, following in self.spots[position + 1 : position + 6]:
            if other >= end:
                break
            if following.role == "person" and following.definite:
                continue
            if other == index + 1 and _alike(trigger, following):
                continue  # «مقتل وإصابة 5»
            if following.role == "person":
                number = self.by_noun.get(other)
                return max(index + 1, number.first if number is not None else other)
            return other
        return end

    def _statement(self, index: int, trigger: Trigger, stop: int, floor: int) -> Statement | None:
        if self._denied(index, floor):
            return None
        if trigger.role == "person":
            return self._person(index, trigger, stop)
        if trigger.role in ("verb_object", "act_object"):
            item = self._of_ending(trigger.ending, index)
            return self._with_more(index, trigger, stop, item, rule="object")
        if trigger.role == "idiom" and not self._idiom_ends(index, min(stop, index + _IDIOM_REACH)):
            return None
        return self._acted(index, trigger, stop, floor)

    def _denied(self, index: int, floor: int) -> bool:
        """Whether a word of negation stands before a trigger in its clause."""
        for at in range(index - 1, max(floor, index - _NEGATION_REACH) - 1, -1):
            if self.text.words[at] in _CLAUSE_ENDS or self.text.words[at] in ".\n":
                return False
            if self.lexicon.role_at(self.text, at, "negation"):
                return True
        return False

    def _idiom_ends(self, index: int, stop: int) -> bool:
        return self.lexicon.role_within(self.text, index + 1, stop, "idiom_end")

    # Verbs and verbal nouns

    def _acted(self, index: int, trigger: Trigger, stop: int, floor: int) -> Statement | None:
        """People behind a verb or verbal noun, or before the verb."""
        if trigger.ending is Ending.DUAL:  # a verb in the dual stands behind its people
            return self._with_more(index, trigger, stop, self._of_ending(Ending.DUAL, index), rule="verb")
        effects, at = self._effects(index, trigger)
        act = trigger.role == "act"
        item = self._first_item(at, stop, _ACT_WINDOW if act else _VERB_WINDOW, act=act)
        if self._disease(at, stop):
            return None
        if item is not None and not act and item.low is None and item.qualifier is Qualifier.AT_LEAST:
            item = self._object(item.behind, stop) or item
        if item is not None:
            rule = "idiom" if trigger.role == "idiom" else "act" if act else "verb"
            return self._with_more(index, trigger, stop, item, rule=rule, effects=effects)
        if act:
            named = self._named(at, stop) if trigger.effect == "killed" else None
            return self._with_more(index, trigger, stop, named, rule="named", effects=effects) if named is not None else None
        before = self._item_before(index, floor)
        if before is None and floor < index - 1 and not self._first_taken(at, stop):
            before = self._that(index, trigger)
        return self._with_more(index, trigger, stop, before, rule="verb", effects=effects) if before is not None else None

    def _effects(self, index: int, trigger: Trigger) -> tuple[tuple[str, ...], int]:
        """What a trigger, or two that share their people, tell of, and the token behind: «مقتل وإصابة»."""
        at = index + 1
        other = self.lexicon.triggers.get(self.text.words[at]) if at < len(self.text.words) else None
        if other is not None and other.joins and _alike(trigger, other):
            return tuple(dict.fromkeys((trigger.effect, other.effect))), at + 1
        return (trigger.effect,), at

    def _with_more(self, index: int, trigger: Trigger, stop: int, item: Item, *, rule: str, effects: tuple[str, ...] = ()) -> Statement:
        """The statement of a trigger, its first people, and those that follow them."""
        return self._make(index, trigger, (item, *self._further(item.behind, stop, item)), rule, effects)

    def _first_item(self, at: int, stop: int, window: int, *, act: bool) -> Item | None:
        """The first people from a token on."""
        for index in range(at, min(stop, at + window + 1)):
            word = self.text.words[index]
            number = self.numbers.get(index)
            if number is not None:
                return self._of_number(number, None)
            noun = self.lexicon.person_at(self.text, index)
            if noun is not None and not noun.joins:
                return self._of_noun(noun, index, None)
            martyr = self.lexicon.nouns.get(word) if index == at else None
            if martyr is not None and martyr.noun_class is NounClass.CASUALTY and martyr.definite and martyr.ending is Ending.SINGULAR:
                return Item(UNTOLD, 1, 1, Qualifier.EXACT, None, index + 1)
            if self.lexicon.role_at(self.text, index, "stop", "subtotal") or (word in _CLAUSE_ENDS and act):
                return None
            if noun is None and act and is_word(word) and index > at and word.startswith("\u0648") and len(word) > 4:
                return None
        return None

    def _object(self, at: int, stop: int) -> Item | None:
        """Who was killed by a plural subject: the next single person or number («قتل مسلحون مجهولون شابا»)."""
        for index in range(at, min(stop, at + _SUBJECT_WINDOW)):
            if self.text.words[index] in _CLAUSE_ENDS or self.lexicon.role_at(self.text, index, "subtotal", "stop"):
                return None
            number = self.numbers.get(index)
            if number is not None:
                return None if number.joins else self._of_number(number, None)
            noun = self.lexicon.person_at(self.text, index)
            if noun is not None and noun.definite and noun.ending is Ending.SINGULAR and not noun.joins:
                return self._of_noun(noun, index, None)
        return None

    def _item_before(self, index: int, floor: int) -> Item | None:
        """The people that stand before their verb: «3 مدنيين قتلوا»."""
        begin = max(floor, self.text.sentences[self.text.sentence_of(index)][0], index - _BACK_WINDOW - 6)
        for first in range(index - 1, begin - 1, -1):
            number = self.numbers.get(first)
            if number is not None and index - number.behind <= _BACK_WINDOW:
                item = self._of_number(number, None)
                counts = number.noun is not None or self.lexicon.role_at(self.text, number.behind, "total") > 0
                return Item(item.who, item.low, item.high, item.qualifier, None, index + 1) if item is not None and counts else None
            noun = self.lexicon.person_at(self.text, first)
            if noun is not None and index - first <= 2 and noun.ending is Ending.SINGULAR:
                return Item(noun.key, 1, 1, Qualifier.EXACT, None, index + 1)
        return None

    def _first_taken(self, at: int, stop: int) -> bool:
        """Whether a verb has an object that is no person («التي أصابت منزلا»)."""
        noun = self.lexicon.nouns.get(self.text.words[at]) if at < stop else None
        return noun is not None and noun.noun_class is NounClass.FIGURE

    def _that(self, index: int, trigger: Trigger) -> Item | None:
        """Someone told before: «فلان الذي قتل», «السيدة التي قتلت», «اللذين قتلوا»."""
        if index == 0:
            return None
        if self.lexicon.role_at(self.text, index - 1, "that_dual"):
            return self._of_ending(Ending.DUAL, index)
        feminine = self.lexicon.role_at(self.text, index - 1, "that_feminine")
        told = any(self.lexicon.person_at(self.text, at) for at in range(max(0, index - 4), index - 1))
        if self.lexicon.role_at(self.text, index - 1, "that_singular") or (feminine and told and trigger.effect == "killed"):
            return self._of_ending(Ending.SINGULAR, index)
        return None

    def _of_ending(self, ending: Ending | None, index: int) -> Item:
        """People who are only told by an ending: one, two, or more."""
        count = {Ending.SINGULAR: 1, Ending.DUAL: 2}.get(ending) if ending is not None else None
        return Item(UNTOLD, count, count, Qualifier.EXACT if count else Qualifier.AT_LEAST, None, index + 1)

    def _named(self, at: int, stop: int) -> Item | None:
        """«مقتل فلان»: a name right behind the verbal noun, in quotes or not."""
        if at >= stop:
            return None
        quoted = self.text.words[at] in _QUOTES or self.text.words[at] == "#"
        word = self.text.words[at + 1] if quoted and at + 1 < stop else self.text.words[at]
        if not is_word(word) or len(word) < 3 or self.lexicon.nouns.get(word) or (word.startswith("\u0627\u0644") and not quoted):
            return None
        if word in self.lexicon.context or word in self.lexicon.triggers:
            return None
        return Item(UNTOLD, 1, 1, Qualifier.EXACT, None, at + 1 + quoted)

    def _disease(self, at: int, stop: int) -> bool:
        return self.lexicon.role_within(self.text, at, min(stop, at + 6), "disease")

    # Nouns for the dead and the injured

    def _person(self, index: int, trigger: Trigger, stop: int) -> Statement | None:
        if (index and self.lexicon.role_at(self.text, index - 1, "place")) or self._disease(index + 1, stop):
            return None
        number = self.by_noun.get(index)
        alone = number is not None and number.rule == "singular"
        if alone and ((index and self.text.words[index - 1] == "#") or self._either(index)):
            return None
        if number is not None:
            who, behind = self._who(max(number.behind, index + 1), stop)
            item = Item(who, number.low, number.high, number.qualifier, None, behind)
            first, effects = min(number.first, index), self._both(index, trigger) if number.low is None else ()
            if effects:
                behind, item = index + 2, replace(item, behind=index + 2)
            further = self._further(behind, stop, item)
            return self._make(first, trigger, (item, *further), "person", effects, joins=number.joins or trigger.joins)
        total = self._total(index)
        if total is not None:
            return self._make(index, trigger, (total, *self._further(total.behind, stop, total)), "total")
        if trigger.definite or trigger.ending is Ending.SINGULAR:
            return None
        bodies = self.numbers.get(index + 1)
        if bodies is not None and bodies.noun is NounClass.PEOPLE and index + 1 < stop:  # «جثامين 4 مدنيين»
            told = self._of_number(bodies, None)
            return self._with_more(index, trigger, stop, told, rule="person") if told is not None else None
        who, behind = self._who(index + 1, stop)
        item = Item(who, None, None, Qualifier.AT_LEAST, None, behind)
        return self._make(index, trigger, (item, *self._further(behind, stop, item)), "person")

    def _both(self, index: int, trigger: Trigger) -> tuple[str, ...]:
        """«عشرات القتلى والجرحى»: one vague number for both."""
        other = self.lexicon.triggers.get(self.text.words[index + 1]) if index + 1 < len(self.text.words) else None
        if other is None or other.role != "person" or not (other.joins and other.definite and trigger.definite):
            return ()
        return tuple(dict.fromkeys((trigger.effect, other.effect)))

    def _either(self, index: int) -> bool:
        """«بين قتيل وجريح»: neither number is told."""
        return index > 0 and self.lexicon.role_at(self.text, index - 1, "among") == 1 and not self.numbers.get(index - 1)

    def _who(self, at: int, stop: int) -> tuple[str, int]:
        """(group, token behind) that stands behind a casualty noun: «قتلى مدنيين», «قتيلا بين المدنيين», «جرحى في صفوف العناصر»."""
        if at >= stop:
            return UNTOLD, at
        link = self.lexicon.role_at(self.text, at, "among")
        noun = self.lexicon.person_at(self.text, at + link) if at + link < stop else None
        if noun is None or noun.joins or (link and self.numbers.get(at + link) and not noun.definite):
            return UNTOLD, at
        return noun.key, at + link + 1

    def _total(self, index: int) -> Item | None:
        """«ارتفاع عدد القتلى إلى 12»: a number behind a word of counting and one of reaching."""
        if not self.lexicon.role_within(self.text, max(0, index - 3), index, "total"):
            return None
        end = min(self.text.sentences[self.text.sentence_of(index)][1], index + _TOTAL_WINDOW)
        for at in range(index + 1, end):
            number = self.numbers.get(at)
            if number is None or number.noun is NounClass.FIGURE or number.rule in ("singular", "dual"):
                continue
            before = at - 1
            reached = self.lexicon.role_at(self.text, before, "reach") or self.text.words[before] == ":"
            if reached or number.qualifier is not Qualifier.EXACT:
                return Item(UNTOLD, number.low, number.high, number.qualifier, None, number.behind)
        return None

    # The rest of a phrase

    def _further(self, at: int, stop: int, first: Item) -> tuple[Item, ...]:
        """What follows the first people: more of them («وطفلة», «وآخر»), and parts of them («بينهم طفل»)."""
        found: list[Item] = []
        total, within, bracket, plus, index = first, False, False, False, at
        last = at
        while index < stop:
            if index not in self.numbers and not self.lexicon.knows(self.text.words[index]):
                index += 1
                continue
            if self.lexicon.role_at(self.text, index, "stop", "negation"):
                break
            if self.text.words[index] in "()":
                listed = index == at  # «6 قتلى (طفلان و4 رجال)»: the bracket tells them again
                within, bracket, index = listed or (within and not bracket), listed, index + 1
                continue
            if step := self.lexicon.role_at(self.text, index, "subtotal"):
                within, plus, index = True, False, index + step
                last = index
                continue
            if step := self.lexicon.role_at(self.text, index, "plus"):
                plus, index = not within, index + step
                continue
            item = self._next_item(index, total, within=within, plus=plus)
            if item is None:
                index += 1
                continue
            if self._breaks(index) or (within and index - last > _PART_GAP):  # «بينهم ثلاثة أطفال، … على مدينة …»: the parts are over
                break
            found.append(item)
            last = max(item.behind, index + 1)
            if item.of is None:
                total = item
            plus, index = False, max(item.behind, index + 1)
        return tuple(found)

    def _breaks(self, index: int) -> bool:
        number = self.numbers.get(index)
        return number is not None and number.noun is NounClass.CASUALTY

    def _next_item(self, index: int, total: Item, *, within: bool, plus: bool) -> Item | None:
        number = self.numbers.get(index)
        with_kin = index > 0 and self.lexicon.role_at(self.text, index - 1, "with") > 0
        if number is not None:
            if within or number.joins or plus or (with_kin and number.rule in ("singular", "dual")):
                if number.noun is None and not (within or self._others(number)):
                    return None
                return self._of_number(number, total.who if within else None)
            return None
        noun = self.lexicon.person_at(self.text, index)
        if noun is None or (within and noun.definite and noun.ending is Ending.SINGULAR):
            return None
        if within or noun.joins or plus or (with_kin and not noun.definite):
            if not within and noun.definite and noun.ending is not Ending.SINGULAR:
                return None
            return self._of_noun(noun, index, total.who if within else None)
        return None

    def _others(self, number: NumberExpr) -> bool:
        return number.rule == "digits" and number.what is not None

    def _of_number(self, number: NumberExpr, of: str | None) -> Item | None:
        if number.noun is NounClass.FIGURE and number.what not in PEOPLE_FIGURES:
            return None
        who = number.what if number.what and number.noun is not NounClass.CASUALTY else UNTOLD
        return Item(who, number.low, number.high, number.qualifier, of, number.behind)

    def _of_noun(self, noun: Noun, index: int, of: str | None) -> Item:
        if noun.ending is Ending.SINGULAR:
            return Item(noun.key, 1, 1, Qualifier.EXACT, of, index + 1)
        if noun.ending is Ending.DUAL:
            return Item(noun.key, 2, 2, Qualifier.EXACT, of, index + 1)
        return Item(noun.key, None, None, Qualifier.AT_LEAST, of, index + 1)

    def _make(
        self, index: int, trigger: Trigger, items: tuple[Item, ...], rule: str, effects: tuple[str, ...] = (), *, joins: bool | None = None
    ) -> Statement:
        behind = max(index + 1, *(item.behind for item in items))
        start = self.text.folded.raw_start(self.text.starts[index] + (trigger.outside if rule != "person" else 0))
        number = self.numbers.get(index)
        if number is not None:
            start = number.start
        return Statement(
            effects or (trigger.effect,), items, rule, trigger.joins if joins is None else joins, index, behind, start,
            self.text.span(index, behind)[1],
        )  # fmt: skip


def _alike(trigger: Trigger, following: Trigger) -> bool:
    """Whether two triggers in a row share their people: «مقتل وإصابة 5», «قتل وأصيب 5»."""
    acts = trigger.role.startswith("act") and following.role.startswith("act")
    verbs = "verb" in trigger.role and "verb" in following.role
    return (acts or verbs) and "_object" not in trigger.role + following.role
