"""From a word that kills or injures to the people that it counts: the statement around each trigger of a text."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import ARTICLE
from geo.casualty_clauses import named_one_by_one, none_told, with_company
from geo.casualty_lexicon import CasualtyLexicon, Trigger
from geo.casualty_people import CLAUSE_ENDS, UNTOLD, Item, PeopleReader
from geo.finding import Finding, replace
from geo.models import Qualifier
from geo.number_nouns import Ending, NounClass
from geo.numbers import NumberExpr
from geo.text import Text
from geo.tolls import BODIES

_ACT_WINDOW = 3  # tokens between a verbal noun and the people («مقتل ما مجموعه 5»)
_PLURAL_WINDOW = 1
_VERB_WINDOW = 6  # … between a verb and the people («أصيب في القصف 5»)
_NO_DEATH = frozenset({"person", "fall", "tally", "loss"})  # «سقوط 5 جرحى», «حصيلة 5 جرحى»
_REACH = 40  # how far one statement's people may stretch
_NEGATION_REACH = 6
_ATTEMPT_REACH = 3
_RESULT_REACH = 14  # … behind «لم يسفر»
_FALL_REACH = 9  # … from «سقط» over the people to «بين قتيل وجريح»
_RISEN_REACH = 4  # … from «ارتفاع» over «العدد» to «إلى 4 شهداء»
_TOTAL_REACH = 3  # … between «ارتفاع» and «القتلى»
_IDIOM_REACH = 20
_FOUND_REACH = 4  # tokens from «عثر» to «جثثهم»
_FEW = 12  # bodies told again one by one
_THEY = "وا"  # the ending of a verb of several
_TIED_T, _SHORT = "ة", 4  # the ending of a plural of people, and the letters of a word that may be one
_AS_MANY_REACH = 3  # … from the one toll over «ومثلهم من» to the other
_DIED_REACH = 25  # tokens between the wounds and the death («أصيب … ثم توفي»)


class Statement(Finding, frozen=True):
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
    """Reads the statements of one text. `by_noun`: numbers by the token of the casualty noun that they count."""

    text: Text
    lexicon: CasualtyLexicon
    people: PeopleReader
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
        by_behind = {number.behind: number for number in numbers}
        return StatementReader(text, lexicon, PeopleReader(text, lexicon, by_first, by_behind), by_noun, spots)

    def read(self) -> list[Statement]:
        """The statements in text order."""
        found: list[Statement] = []
        floor = 0
        for position, (index, trigger) in enumerate(self.spots):
            if index < floor or (found and self._state(index, trigger, found[-1])):
                continue
            stop = self._stop(position)
            statement = self._statement(index, trigger, stop, floor)
            if found and (as_many := self._as_many(index, trigger, found[-1])) is not None:
                statement = as_many
            if statement is not None and found and statement.rule == "either" and statement.first <= found[-1].behind:
                statement = self._retold(found.pop(), statement)
            if statement is not None:
                found.append(statement)
                floor = max(statement.behind, index + 1)
            elif found and (died := self._died(found[-1], index, trigger)) is not None:
                found[-1] = died
                floor = index + 1
        return found

    @staticmethod
    def _state(index: int, trigger: Trigger, told: Statement) -> bool:
        """Whether a word only says again how those are who were told right before it: «جثتي شابين مقتولين»."""
        return trigger.role == "person" and not trigger.joins and index == told.behind and trigger.effect in told.effects

    def _stop(self, position: int) -> int:
        """Token where a trigger's people end at the latest: the next trigger, the end of the sentence, the reach of a statement."""
        index, trigger = self.spots[position]
        end = min(self.text.sentences[self.text.sentence_of(index)][1], index + _REACH)
        for other, following in self.spots[position + 1 : position + 6]:
            if other >= end:
                break
            if following.role == "person" and following.definite:
                total = next((at for at in range(max(index + 1, other - _TOTAL_REACH), other) if self._recounts(at)), None)
                if total is not None:
                    return total  # «مقتل 3 …، وارتفاع عدد القتلى إلى 21»
                continue
            if other == index + 1 and _alike(trigger, following):
                continue  # «مقتل وإصابة 5»
            if following.role == "person":
                number = self.by_noun.get(other)
                return max(index + 1, number.first if number is not None else other)
            return other
        return end

    def _recounts(self, at: int) -> bool:
        """Whether a token begins a new count: «ارتفاع عدد», «يرتفع عدد», not «عدد القتلى» alone."""
        step = self.lexicon.role_at(self.text, at, "total")
        return step > 0 and self.lexicon.role_at(self.text, at, "aggregate") > 0 and self.lexicon.role_at(self.text, at + step, "total") > 0

    def _statement(self, index: int, trigger: Trigger, stop: int, floor: int) -> Statement | None:
        if self._denied(index, floor):
            nobody = none_told(self.text, self.lexicon, index, floor)
            return self._make(index, trigger, (nobody,), "none", joins=False) if nobody is not None else None
        if trigger.role == "person":
            return self._person(index, trigger, stop)
        if trigger.role in ("verb_object", "act_object"):
            short = len(self.text.words[index]) - trigger.outside <= _SHORT
            if short and self.text.raw[self.text.span(index, index + 1)[1] - 1] == _TIED_T:
                return None  # «قتلة», those who kill, not «قتله»; in longer words («تصفيتة») it is only misspelt
            item = self.people.of_ending(trigger.ending, index)
            return self._with_more(index, trigger, stop, item, rule="object")
        if trigger.role == "fall":
            fallen = self.people.fallen(index + 1, stop) if self._no_person(index, stop) else None
            if fallen is None and self._no_person(index, stop) and not self.lexicon.role_at(self.text, min(index + 1, stop - 1), "no_fall"):
                fallen = self._many_before(index, trigger, floor)  # «103 أشخاص سقطوا برصاص الأمن»
            return self._with_more(index, trigger, stop, fallen, rule="verb") if fallen is not None else None
        if trigger.role == "tally":
            counted = self.people.tally(index + 1, stop)
            return self._with_more(index, trigger, stop, counted, rule="total") if counted is not None else None
        if trigger.role == "idiom_act" and not self._idiom_ends(index, min(stop, index + _IDIOM_REACH)):
            return None
        if trigger.role == "idiom_by" and not self._idiom_ends(index, min(stop, index + _IDIOM_REACH)):
            taken = self.people.taken(index + 1, stop)
            return self._with_more(index, trigger, stop, taken, rule="idiom") if taken is not None else None
        if trigger.role == "idiom" and not self._idiom_ends(index, min(stop, index + _IDIOM_REACH)):
            if self.lexicon.role_at(self.text, index, "already") and not self.text.words[min(index + 1, stop - 1)].startswith(ARTICLE):
                return None  # «فقد لاحق شابان القيادي السابق»
            lost = self.people.lost(index + 1, stop)
            return self._with_more(index, trigger, stop, lost, rule="loss") if lost is not None else None
        if trigger.role == "their_body":
            found = any(self.lexicon.role_at(self.text, at, "found") for at in range(max(floor, index - _FOUND_REACH), index))
            items = (self.people.of_ending(trigger.ending, index),)
            return self._make(index, trigger, items, BODIES) if found else None
        if trigger.role in ("loss", "lost_act"):
            lost = self.people.lost(index, stop)
            return self._with_more(index, trigger, stop, lost, rule="loss") if lost is not None else None
        return self._acted(index, trigger, stop, floor)

    def _no_person(self, index: int, stop: int) -> bool:
        """Whether no noun for the dead or injured stands behind those who fell: «سقط 3 مدنيين قتلى» is told by it."""
        after = self.lexicon.triggers.get(self.text.words[stop]) if stop < len(self.text.words) else None
        near = stop - index <= _FALL_REACH and stop < self._end(index)
        return after is None or after.role != "person" or not near

    def _denied(self, index: int, floor: int) -> bool:
        """Whether a word of negation stands before a trigger in its clause, or of an attempt before a word of killing."""
        trigger = self.lexicon.triggers[self.text.words[index]]
        act = trigger.role != "person" and not trigger.joins  # «محاولة تقدم فاشلة ومقتل 5 عناصر»: they are dead
        for at in range(index - 1, max(floor, index - _RESULT_REACH) - 1, -1):
            if self.text.words[at] in CLAUSE_ENDS or self.text.words[at] in ".\n":
                return False
            if index - at <= _ATTEMPT_REACH and act and self.lexicon.role_at(self.text, at, "attempt"):
                return True
            if self.lexicon.role_at(self.text, at, *(("negation",) if index - at <= _NEGATION_REACH else ("no_result",))):
                return True
        return False

    def _idiom_ends(self, index: int, stop: int) -> bool:
        return self.lexicon.role_within(self.text, index + 1, stop, "idiom_end")

    # Verbs and verbal nouns

    def _acted(self, index: int, trigger: Trigger, stop: int, floor: int) -> Statement | None:
        """People behind a verb or verbal noun, or before the verb."""
        if trigger.ending is Ending.DUAL:  # a verb in the dual stands behind its people
            told = self.people.before(index, floor)
            pair = told if told is not None and told.low == 2 else self.people.of_ending(Ending.DUAL, index)
            return self._with_more(index, trigger, stop, pair, rule="verb")
        effects, at = self._effects(index, trigger)
        act = trigger.role in ("act", "act_on")
        if trigger.role.startswith("act") and (cases := self.people.cases(index)) is not None and not self._disease(at, stop):
            return self._with_more(index, trigger, stop, cases, rule="act", effects=effects)
        if not act and not trigger.joins and (subject := self._told_before(index, trigger, effects, at, stop, floor)) is not None:
            return subject
        if len(effects) > 1 and "verb" in trigger.role and self._stands_before(index):  # «امرأة قتلت وأصيب أطفالها»: each verb has its own
            before = self.people.before(index, floor)
            return self._make(index, trigger, (before,), "verb") if before is not None else None
        told_before = trigger.ending is Ending.PLURAL  # a plural verb stands behind its people, in the street's Arabic right before them
        window = _ACT_WINDOW if act else _PLURAL_WINDOW if told_before else _VERB_WINDOW
        item = self.people.first(at, stop, window, act=act)
        company = None if act or told_before else with_company(self.text, self.lexicon, at, stop)
        if company is not None and self.people.first(at, company, window, act=act) is None:
            item = Item(UNTOLD, 1, 1, Qualifier.EXACT, None, company)
        if self._disease(at, stop):
            return None
        if trigger.role == "act_on" and item is not None and self.lexicon.role_at(self.text, item.behind - 1, "last"):
            return None  # «القضاء على آخر معاقل التنظيم»
        if item is not None and item.low is None and self.lexicon.role_at(self.text, item.behind - 2, "killer"):
            item = self.people.object(item.behind, stop)  # «قتل برصاص عناصر الدورية»: who killed
        if item is not None and not act and item.low is None and item.qualifier is Qualifier.AT_LEAST:
            item = self._many_before(index, trigger, floor) or self.people.object(item.behind, stop) or item
        if (item is None or item.low is None) and trigger.role in ("act", "verb", "act_or_verb"):
            item = named_one_by_one(self.text, self.lexicon, at, stop) or item
        if item is not None:
            rule = "idiom" if trigger.role.startswith("idiom") else "act" if act else "verb"
            return self._with_more(index, trigger, stop, item, rule=rule, effects=effects)
        if act:
            named = self.people.named(at, stop) if trigger.effect == "killed" and trigger.role == "act" and not trigger.definite else None
            return self._with_more(index, trigger, stop, named, rule="named", effects=effects) if named is not None else None
        before = self.people.before(index, floor)
        if before is None and floor < index - 1 and not self._first_taken(at, stop):
            before = self._that(index, trigger)
        if before is None and trigger.role in ("idiom", "idiom_by"):
            before = self._by_end(index, trigger, min(stop, index + _IDIOM_REACH))
        return self._with_more(index, trigger, stop, before, rule="verb", effects=effects) if before is not None else None

    def _many_before(self, index: int, trigger: Trigger, floor: int) -> Item | None:
        """Those whose number stands before a verb in the plural: «83 شخصا "أعدموا ميدانيا" على أيدي العناصر»."""
        if trigger.joins or not (trigger.ending is Ending.PLURAL or self.text.words[index].endswith(_THEY)):
            return None
        told = self.people.before(index, floor)
        return told if told is not None and told.low is not None and told.low > 1 else None

    def _by_end(self, index: int, trigger: Trigger, stop: int) -> Item | None:
        """How many lost their lives by the end of the idiom alone: «لقي فلان مصرعه», «لفظ أنفاسه», «وفارق الحياة»."""
        for role, ending in (("end_of_one", Ending.SINGULAR), ("end_of_two", Ending.DUAL)):
            if trigger.ending in (None, ending) and self.lexicon.role_within(self.text, index + 1, stop, role):
                return self.people.of_ending(ending, index)
        return None

    def _told_before(
        self, index: int, trigger: Trigger, effects: tuple[str, ...], at: int, stop: int, floor: int
    ) -> Statement | None:
        """The statement of a verb whose subject opens its clause, and behind which nobody stands («إن ثلاثة مدنيين … استشهدوا»)."""
        if index and self.lexicon.role_at(self.text, index - 1, "those"):  # «عدد الذين قتلوا … إلى 6»
            total = self.people.total(index, joins=False)
            items = (total, *self.people.further(total.behind, stop, total)) if total is not None else ()
            return self._make(index, trigger, items, "total") if items else None
        subject = self.people.subject(index, floor)
        if not subject:
            return None
        if self.people.first(at, stop, 1, act=False) is None:
            return self._make(index, trigger, (*subject, *self.people.further(at, stop, subject[0])), "verb", effects)
        return self._make(index, trigger, subject, "verb") if len(effects) > 1 else None  # «… استشهدوا وأصيب 13»: each verb has its own

    def _stands_before(self, index: int) -> bool:
        """Whether people stand right before a verb."""
        number = self.people.by_behind.get(index)
        counted = number is not None and number.noun is NounClass.PEOPLE
        return counted or (index > 0 and self.lexicon.person_at(self.text, index - 1) is not None)

    def _effects(self, index: int, trigger: Trigger) -> tuple[tuple[str, ...], int]:
        """What a trigger, or two that share their people, tell of, and the token behind: «مقتل وإصابة»."""
        at = index + 1
        other = self.lexicon.triggers.get(self.text.words[at]) if at < len(self.text.words) else None
        if other is not None and other.joins and _alike(trigger, other):
            return tuple(dict.fromkeys((trigger.effect, other.effect))), at + 1
        return (trigger.effect,), at

    def _with_more(self, index: int, trigger: Trigger, stop: int, item: Item, *, rule: str, effects: tuple[str, ...] = ()) -> Statement:
        """The statement of a trigger, its first people, and those that follow them."""
        return self._make(index, trigger, self.people.listed(item, stop), rule, effects)

    def _died(self, hurt: Statement, index: int, trigger: Trigger) -> Statement | None:
        """«أصيب شاب بجروح خطرة ثم توفي»: those who were told as injured are dead."""
        near = index - hurt.behind <= _DIED_REACH and self.text.sentence_of(index) == self.text.sentence_of(hurt.first)
        dies = trigger.effect == "killed" and trigger.role in ("verb", "idiom", "idiom_by")
        if hurt.effects != ("injured",) or not dies or not near:
            return None
        then = self.lexicon.role_within(self.text, max(hurt.behind, index - 4), index, "then")
        if not (then or self._subject_of(hurt, trigger)) or self._denied(index, hurt.behind):
            return None
        end = self.text.span(index, index + 1)[1]
        return replace(hurt, effects=("killed",), behind=index + 1, end=end, rule="died")

    def _subject_of(self, hurt: Statement, trigger: Trigger) -> bool:
        """Whether a plural verb tells of the injured that open its clause: «أن ثلاثة من المصابين السبعة … قد فقدوا حياتهم»."""
        opens = hurt.first == self.text.sentences[self.text.sentence_of(hurt.first)][0] or self.lexicon.leads(self.text, hurt.first, "that")
        return trigger.ending is Ending.PLURAL and hurt.rule == "person" and opens

    def _first_taken(self, at: int, stop: int) -> bool:
        """Whether a verb has an object that is no person («التي أصابت منزلا»)."""
        noun = self.lexicon.nouns.get(self.text.words[at]) if at < stop else None
        return noun is not None and noun.noun_class is NounClass.FIGURE

    def _that(self, index: int, trigger: Trigger) -> Item | None:
        """Someone told before: «فلان الذي قتل», «السيدة التي قتلت», «اللذين قتلوا»."""
        if index == 0:
            return None
        if self.lexicon.role_at(self.text, index - 1, "that_dual"):
            return self.people.of_ending(Ending.DUAL, index)
        feminine = self.lexicon.role_at(self.text, index - 1, "that_feminine")
        told = any(self.lexicon.person_at(self.text, at) for at in range(max(0, index - 4), index - 1))
        if self.lexicon.role_at(self.text, index - 1, "that_singular") or (feminine and told and trigger.effect == "killed"):
            return self.people.of_ending(Ending.SINGULAR, index)
        return None

    def _disease(self, at: int, stop: int) -> bool:
        return self.lexicon.role_within(self.text, at, min(stop, at + 6), "disease")

    # Nouns for the dead and the injured

    def _person(self, index: int, trigger: Trigger, stop: int) -> Statement | None:
        if (index and self.lexicon.role_at(self.text, index - 1, "place")) or self._disease(index + 1, stop):
            return None
        after = self.lexicon.triggers.get(self.text.words[index + 1]) if index + 1 < len(self.text.words) else None
        if after is not None and after.role == "person" and after.definite and not after.joins and not trigger.definite:
            return None  # «نقل جثامين القتلى»: those told before
        victims = self._fell_victim(index, trigger, stop)
        if victims is not None:
            return victims
        number = self.by_noun.get(index)
        alone = number is not None and number.rule == "singular"
        if self._either(index):
            return self._of_either(index, trigger)
        if alone and index and self.text.words[index - 1] == "#":
            return None
        if number is not None:
            return self._counted(index, trigger, stop, number)
        state = self.people.by_behind.get(index)
        if state is not None and state.noun is NounClass.PEOPLE and not trigger.joins and not trigger.definite:  # «سقط 3 مدنيين قتلى»
            item = self.people.of_number(state, None)
            if item is not None:
                items = self.people.listed(replace(item, behind=index + 1), stop)
                return self._make(state.first, trigger, items, "person", joins=state.joins)
        total = self.people.total(index, joins=trigger.joins)
        if total is not None:
            effects = self._both(index, trigger) if trigger.definite else ()
            return self._make(index, trigger, (total, *self.people.further(total.behind, stop, total)), "total", effects)
        if trigger.definite or trigger.ending is Ending.SINGULAR:
            martyrs = self.people.martyrs(index, stop) if trigger.effect == "killed" and not trigger.joins else None
            several = martyrs is not None and martyrs.low is not None and martyrs.low > 1
            return self._make(index, trigger, (martyrs,), "person") if martyrs is not None and several else None
        bodies = self.people.numbers.get(index + 1)
        if bodies is not None and bodies.noun is not NounClass.FIGURE and bodies.noun and index < stop:  # «جثامين 4 مدنيين»
            told = self.people.of_number(bodies, None)
            return self._with_more(index, trigger, max(stop, bodies.behind), told, rule="person") if told is not None else None
        first = self.people.part(index + 1, None) if trigger.ending is Ending.PLURAL and index + 1 < stop else None
        if first is not None:  # «جثث أب وأم وطفلهما»
            return self._with_more(index, trigger, stop, first, rule="person")
        who, behind, side = self.people.who(index + 1, stop)
        item = Item(who, None, None, Qualifier.AT_LEAST, None, behind, side)
        return self._make(index, trigger, self.people.listed(item, stop), "person")

    def _counted(self, index: int, trigger: Trigger, stop: int, number: NumberExpr) -> Statement:
        """«30 قتيلا بين المدنيين», «قتيلان», «عشرات القتلى والجرحى»."""
        at = max(number.behind, index + 1)
        each = self.lexicon.role_at(self.text, at, "each_side") if at < len(self.text.words) and number.low is not None else 0
        who, behind, side = (UNTOLD, at + each, True) if each else self.people.who(at, stop)
        times = 2 if each else 1  # «قتيل من كل طرف»
        low, high = (number.low * times if number.low is not None else None), (number.high * times if number.high is not None else None)
        item = Item(who, low, high, number.qualifier, None, behind, side)
        first, effects = min(number.first, index), self._both(index, trigger) if number.rule != "singular" else ()
        if self._died_of_wounds(first, index, trigger):
            effects = ("killed",)
        if len(effects) > 1:
            behind, item = index + 2, replace(item, behind=index + 2)
        bodies = self.people.parts(at, stop, item) if trigger.ending is Ending.DUAL else ()
        further = (*bodies, *self.people.further(bodies[-1].behind, stop, item)) if bodies else self._listed_behind(item, stop)
        rule = "total" if self._risen(first) else "person"
        return self._make(first, trigger, (item, *further), rule, effects, joins=number.joins or trigger.joins)

    def _listed_behind(self, item: Item, stop: int) -> tuple[Item, ...]:
        """What follows the first people, also where it only tells them again behind a comma: «جثتي لاجئين، رجل وامرأة»."""
        few = item.low is not None and item.low <= _FEW
        return self.people.listed(item, stop)[1:] if few else self.people.further(item.behind, stop, item)

    def _risen(self, first: int) -> bool:
        """Whether a number is what a count has risen to: «ارتفاع العدد إلى 4 شهداء»."""
        if not first or not self.lexicon.role_at(self.text, first - 1, "reach"):
            return False
        return self.lexicon.role_within(self.text, max(0, first - 1 - _RISEN_REACH), first - 1, "risen")

    def _died_of_wounds(self, first: int, index: int, trigger: Trigger) -> bool:
        """Whether those injured before are dead: «وفاة جريحين», «فقد ثلاثة مصابين حياتهم»."""
        death = self.lexicon.triggers.get(self.text.words[first - 1]) if first else None
        if trigger.effect == "killed" or death is None or death.effect != "killed" or death.role in _NO_DEATH:
            return False
        return not death.role.startswith("idiom") or self._idiom_ends(index, min(self._end(index), index + _IDIOM_REACH))

    def _fell_victim(self, index: int, trigger: Trigger, stop: int) -> Statement | None:
        """«راح ضحية القصف 5 أشخاص», «راح ضحيتها 17 مدنيا»: those who stand behind."""
        if trigger.effect != "killed" or index == 0 or not self.lexicon.role_at(self.text, index - 1, "fell_victim"):
            return None
        item = self.people.first(index + 1, stop, _VERB_WINDOW, act=False)
        return self._with_more(index, trigger, stop, item, rule="victim") if item is not None else None

    def _both(self, index: int, trigger: Trigger) -> tuple[str, ...]:
        """«عشرات القتلى والجرحى», «20 قتيلا وجريحا»: one number for both."""
        other = self.lexicon.triggers.get(self.text.words[index + 1]) if index + 1 < len(self.text.words) else None
        if other is None or other.role != "person" or not other.joins or other.definite != trigger.definite:
            return ()
        if not trigger.definite and not (trigger.ending is other.ending is Ending.SINGULAR):
            return ()
        return tuple(dict.fromkeys((trigger.effect, other.effect)))

    def _as_many(self, index: int, trigger: Trigger, told: Statement) -> Statement | None:
        """«سبعة قتلى ومثلهم جرحى», «مقتل 4 وإصابة مثلهم»: the number told right before, once more."""
        text, lexicon = self.text, self.lexicon
        if trigger.effect in told.effects or index - told.behind > _AS_MANY_REACH or told.items[0].low is None:
            return None
        near = range(told.behind, min(index + 2, len(text.words)))
        if trigger.role not in ("person", "act") or not any(lexicon.role_at(text, at, "as_many") for at in near):
            return None
        low, high = told.items[0].low, told.items[0].high
        item = Item(UNTOLD, low, high, told.items[0].qualifier, None, index + 1)
        return self._make(index, trigger, (item,), "person", joins=True)

    def _either(self, index: int) -> bool:
        """«بين قتيل وجريح»: neither number is told."""
        trigger = self.lexicon.triggers[self.text.words[index]]
        after = self.lexicon.triggers.get(self.text.words[index + 1]) if index + 1 < len(self.text.words) else None
        pair = after is not None and after.role == "person" and after.joins and after.ending is trigger.ending
        plain = trigger.ending in (Ending.SINGULAR, Ending.PLURAL) and not trigger.definite
        return pair and plain and index > 0 and self.lexicon.role_at(self.text, index - 1, "between") > 0

    def _of_either(self, index: int, trigger: Trigger) -> Statement:
        """«أفرادها بين قتيل وجريح», «7 مدنيين بين قتيل وجريح»: some of the ones, some of the others; at most all of them together."""
        other = self.lexicon.triggers[self.text.words[index + 1]]
        words, at = self.text.words, index - 1
        while at > 0 and (words[at - 1] in CLAUSE_ENDS or self.lexicon.role_at(self.text, at - 1, "between", "fell_victim")):
            at -= 1
        number = self.people.by_behind.get(at)
        counted = self.people.of_number(number, None) if number is not None and number.rule != "singular" else None
        item = replace(counted, behind=index + 2) if counted is not None else Item(UNTOLD, None, None, Qualifier.AT_LEAST, None, index + 2)
        first = number.first if counted is not None and number is not None else index
        effects = tuple(dict.fromkeys((trigger.effect, other.effect)))
        items = (item, *self.people.further(index + 2, min(self._end(index), index + _REACH), item))
        return self._make(first, trigger, items, "either", effects, joins=False)

    def _end(self, index: int) -> int:
        """The token behind the sentence of a token."""
        return self.text.sentences[self.text.sentence_of(index)][1]

    @staticmethod
    def _retold(before: Statement, either: Statement) -> Statement:
        """«15 ضحية بين قتيل وجريح»: those counted before are the ones and the others."""
        told = before.items[0] if either.items[0].low is None and either.items[0].who == UNTOLD else either.items[0]
        items = (replace(told, behind=either.items[0].behind), *either.items[1:])
        return replace(either, items=items, first=before.first, start=before.start)

    def _make(
        self, index: int, trigger: Trigger, items: tuple[Item, ...], rule: str, effects: tuple[str, ...] = (), *, joins: bool | None = None
    ) -> Statement:
        behind = max(index + 1, *(item.behind for item in items))
        start = self.text.folded.raw_start(self.text.starts[index] + (trigger.outside if rule != "person" else 0))
        number = self.people.numbers.get(index)
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
