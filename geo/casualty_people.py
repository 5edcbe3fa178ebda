"""The people of a toll: who stands behind, before and around a word that kills or injures, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import ARTICLE
from geo.casualty_lexicon import PEOPLE_FIGURES, CasualtyLexicon
from geo.finding import Finding, replace
from geo.models import Qualifier
from geo.number_nouns import Ending, Noun, NounClass
from geo.numbers import NumberExpr
from geo.text import Text, is_word

_ARMED = frozenset({"fighters", "members", "soldiers", "officers", "police", "commanders"})
_UNARMED = frozenset({"civilians", "children", "women", "journalists", "medics", "displaced", "rescuers"})
_SUBJECT_WINDOW = 6  # tokens between a plural subject and the object («قتل مسلحون مجهولون شابا»)
_BACK_WINDOW = 4  # … between the people and a verb behind them («3 مدنيين في القرية قتلوا»)
_TOTAL_BEFORE, _TOTAL_JOINED = 3, 9  # … between «عدد» and «القتلى»; and «والجرحى»
_RISEN_WINDOW = 24  # … where a word of reaching stands right before it
_TOTAL_WINDOW = 12  # … between «القتلى» and the number that they reach
_FAMILY_WINDOW = 5  # … between «عائلة» and how many it is
_FALL_REACH = 3  # … from those who fell to what they fell from
_TALLY_WINDOW = 7  # … from «حصيلة» to what it counts
_NAME_REACH = 7  # … from one martyr over his name to the next
_PART_GAP = 6  # … between two parts of a toll
_SUBJECT_REACH = 16  # … between «أن» and the verb of those whom it tells of
_RISES_REACH = 14  # … between «إلى 12» and «عدد القتلى» behind it
_COLON_REACH = 4  # … between the people and the colon before those who they are
_OPENING, _CLOSING = frozenset('"«“'), frozenset('"»”')
QUOTES = frozenset("\"'«“”»‘’(")
NUMBERING = frozenset("-–—.)")  # behind the number of an item of a list
CLAUSE_ENDS = frozenset("،,؛:")
APPOSES = frozenset("،,؛-–—")
_LEAST_ALONE = 3  # people that a number in words tells of without a noun
_LEAST_APPOSED = 2  # people that have parts
_APPOSED_GAP = 2  # tokens between two parts of an apposition («طفل رضيع وامرأة»)
UNTOLD = "people"
_BY = "\u0628"


class Item(Finding, frozen=True):
    """People of one group. `of`: the group that they are counted within. `side`: whether it is said whose they are («5 من الفصائل»)."""

    who: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    of: str | None
    behind: int
    side: bool = False


@dataclass(frozen=True, slots=True)
class PeopleReader:
    """Reads the people of one text. `numbers`: by first token; `by_behind`: by the token behind."""

    text: Text
    lexicon: CasualtyLexicon
    numbers: dict[int, NumberExpr]
    by_behind: dict[int, NumberExpr]

    # The first people

    def first(self, at: int, stop: int, window: int, *, act: bool) -> Item | None:
        """The first people from a token on."""
        for index in range(at, min(stop, at + window + 1)):
            word = self.text.words[index]
            number = self.numbers.get(index)
            if number is not None:
                alone = number.joins and any(self._may_be_name(other) for other in range(at, index))  # «مقتل فلان وطفليه»
                return Item(UNTOLD, 1, 1, Qualifier.EXACT, None, index) if alone else self.of_number(number, None)
            if (one := self._one_of(index, stop)) is not None:
                return one
            if self.lexicon.role_at(self.text, index, "family") and (family := self._family(index, stop)) is not None:
                return family
            noun = self.lexicon.person_at(self.text, index)
            if noun is not None and not noun.joins and not (index > at and self._attribute(index, noun)):
                return self.of_noun(noun, index, None)
            if index == at and self.lexicon.role_at(self.text, index, "father"):
                return Item("men", 1, 1, Qualifier.EXACT, None, index + 1)
            if index == at and (martyrs := self.martyrs(index, stop)) is not None:
                return martyrs
            if self.lexicon.role_at(self.text, index, "stop", "subtotal") or (word in CLAUSE_ENDS and act):
                return None
            if noun is None and act and is_word(word) and index > at and word.startswith("\u0648") and len(word) > 4:
                return None
        return None

    def martyrs(self, index: int, stop: int) -> Item | None:
        """The dead told one by one: «الشهيد فلان», «الشهيد فلان والشهيدة فلانة وشهيد مجهول»."""
        first = self.lexicon.nouns.get(self.text.words[index])
        if first is None or first.noun_class is not NounClass.CASUALTY or not first.definite or first.ending is not Ending.SINGULAR:
            return None
        count, last, at = 1, index, index + 1
        while at < stop and at - last <= _NAME_REACH:
            noun = self.lexicon.nouns.get(self.text.words[at])
            if noun is not None and noun.noun_class is NounClass.CASUALTY:
                if not noun.joins or noun.ending is not Ending.SINGULAR or noun.key != first.key:
                    break
                count, last = count + 1, at
            at += 1
        return Item(UNTOLD, count, count, Qualifier.EXACT, None, last + 1)

    def _attribute(self, index: int, noun: Noun) -> bool:
        """Whether a nation's word only tells whose the thing before it is («قتل على يد قوات الحلف السوري 12 مدنيا»), or is the country in
        a name («قوات سوريا الديمقراطية»).
        """
        if noun.ending is not Ending.SINGULAR or noun.key != UNTOLD:
            return False
        if noun.definite:
            return self.text.words[index - 1].startswith(ARTICLE)
        return index + 1 < len(self.text.words) and self.text.words[index + 1].startswith(ARTICLE)

    def _one_of(self, index: int, stop: int) -> Item | None:
        """«أحد المهاجمين», «إحدى الطالبات»."""
        step = self.lexicon.role_at(self.text, index, "one_of")
        noun = self.lexicon.person_at(self.text, index + step) if step and index + step < stop else None
        if noun is None or noun.ending is Ending.SINGULAR:
            return None
        return Item(noun.key, 1, 1, Qualifier.EXACT, None, index + step + 1)

    def _may_be_name(self, at: int) -> bool:
        """Whether a token may begin the name of someone: an Arabic word that no table of tolls knows."""
        word = self.text.words[at]
        noun = self.lexicon.nouns.get(word)
        people = noun is not None and noun.ending is not Ending.CONSTRUCT  # «مقتل شقيقي» is told by his brother
        known = word in self.lexicon.context or word in self.lexicon.triggers or people
        return is_word(word) and len(word) > 2 and not known

    def _family(self, index: int, stop: int) -> Item | None:
        """«عائلة كاملة مؤلفة من خمسة أفراد», «أسرة مكونة من أب وأم وثلاثة أطفال», «عائلة كاملة»."""
        behind = index + self.lexicon.role_at(self.text, index, "family")
        made = next((at for at in range(behind, min(stop, index + _FAMILY_WINDOW)) if self.lexicon.role_at(self.text, at, "made_of")), None)
        if made is None:
            told = range(behind, min(stop, behind + 2))  # «عائلة بأكملها», «عائلة نازحة بأكملها»
            whole = next((at + step for at in told if (step := self.lexicon.role_at(self.text, at, "whole"))), None)
            return Item(UNTOLD, None, None, Qualifier.AT_LEAST, None, whole) if whole is not None else None
        at = made + self.lexicon.role_at(self.text, made, "made_of")
        father = self.lexicon.role_at(self.text, at, "father") if at < stop else 0
        first = Item("men", 1, 1, Qualifier.EXACT, None, at + 1) if father else self.first(at, stop, 1, act=True)
        if first is None:
            return None
        if not father:
            return first
        more = self.further(first.behind, stop, first)
        count = 1 + sum(item.low or 0 for item in more)
        return Item(UNTOLD, count, count, Qualifier.EXACT, None, more[-1].behind if more else first.behind)

    def object(self, at: int, stop: int) -> Item | None:
        """Who was killed by a plural subject: the next single person or number («قتل مسلحون مجهولون شابا»)."""
        for index in range(at, min(stop, at + _SUBJECT_WINDOW)):
            if self.text.words[index] in CLAUSE_ENDS or self.lexicon.role_at(self.text, index, "subtotal", "stop"):
                return None
            number = self.numbers.get(index)
            if number is not None:
                return None if number.joins else self.of_number(number, None)
            noun = self.lexicon.person_at(self.text, index)
            if noun is not None and noun.definite and noun.ending is Ending.SINGULAR and not noun.joins:
                return self.of_noun(noun, index, None)
        return None

    def lost(self, at: int, stop: int) -> Item | None:
        """Whom a force lost: a number of its people («خسرت قوات النظام 17 عنصرا», «فقدت الميليشيا 4 من عناصرها»)."""
        for index in range(at + 1, min(stop, at + _SUBJECT_WINDOW + 1)):
            if self.text.words[index] in CLAUSE_ENDS:
                return None
            number = self.numbers.get(index)
            if number is not None:
                return self.of_number(number, None) if number.noun is NounClass.PEOPLE and number.rule != "singular" else None
        return None

    def fallen(self, at: int, stop: int) -> Item | None:
        """Who fell, right behind the verb: «سقط 12 مدنيا», «سقوط ثلاثة من جيرانها»; None for things, captives and falls of another kind."""
        number, noun = self.numbers.get(at), self.lexicon.person_at(self.text, at) if at < stop else None
        if number is not None and at < stop:
            people = number.noun is NounClass.PEOPLE or (number.noun is None and self._side(number.behind))
            item = self.of_number(number, None) if people and number.what not in PEOPLE_FIGURES else None
        else:
            single = noun is not None and noun.ending is Ending.SINGULAR and not (noun.definite or noun.joins)
            item = self.of_noun(noun, at, None) if noun is not None and single and noun.key not in PEOPLE_FIGURES else None
        end = min(stop, item.behind + _FALL_REACH) if item is not None else at
        other = any(self.lexicon.role_at(self.text, index, "no_fall") for index in range(at, end))
        return None if other else item

    def tally(self, at: int, stop: int) -> Item | None:
        """How many a tally counts: «حصيلة التفجير 6 مدنيين», «ارتفعت الحصيلة إلى 12»; bare numbers only where they are reached."""
        for index in range(at, min(stop, at + _TALLY_WINDOW)):
            number = self.numbers.get(index)
            if number is None:
                told = self.text.words[index] in self.lexicon.triggers or self.lexicon.person_at(self.text, index)  # «حصيلة الجرحى 5»
                if told or self.text.words[index] in CLAUSE_ENDS - {":"}:
                    return None
                continue
            before = self.text.words[index - 1]
            reached = before == ":" or self.lexicon.role_at(self.text, index - 1, "reach") > 0
            alone = number.behind >= stop or not self._side(number.behind)
            bare = number.noun is None and ((reached and alone) or (index == at and self._closed(number.behind)))
            counts = bare or (number.noun is NounClass.PEOPLE and number.what not in PEOPLE_FIGURES)
            return self.of_number(number, None) if counts and number.rule != "singular" else None
        return None

    def _closed(self, at: int) -> bool:
        """Whether nothing is counted by a number that ends at a token: «الحصيلة 17.», «الحصيلة 17 بين جندي ومقاتل»."""
        words = self.text.words
        return at >= len(words) or words[at] in CLAUSE_ENDS or words[at] in ".\n" or self.lexicon.role_at(self.text, at, "between") > 0

    def taken(self, at: int, stop: int) -> Item | None:
        """Whose lives something took, behind «ب»: «أودى لغم بسائق», «أودت الغارة بخمسة مدنيين»."""
        for index in range(at, min(stop, at + _SUBJECT_WINDOW)):
            if self.text.words[index] in CLAUSE_ENDS:
                return None
            if not self.text.words[index].startswith(_BY):
                continue
            number, noun = self.numbers.get(index), self.lexicon.person_at(self.text, index)
            if number is not None:
                return self.of_number(number, None)
            if noun is not None and noun.outside:
                return self.of_noun(noun, index, None)
        return None

    def cases(self, index: int) -> Item | None:
        """«12 حالة اختناق», «ثلاث حالات قتل»: the number before the word for a case."""
        number = self.by_behind.get(index) if index and self.lexicon.role_at(self.text, index - 1, "case") else None
        if number is None or number.noun is not NounClass.FIGURE or number.low is None:
            return None
        return Item(UNTOLD, number.low, number.high, number.qualifier, None, index + 1)

    def before(self, index: int, floor: int) -> Item | None:
        """The people that stand before their verb: «3 مدنيين قتلوا»."""
        verb, index = index, self.lexicon.over_aside(self.text, index)
        begin = max(floor, self.text.sentences[self.text.sentence_of(index)][0], index - _BACK_WINDOW - 6)
        nearest = next((number for at in range(index, begin, -1) if (number := self.by_behind.get(at)) is not None), None)
        for first in range(index - 1, begin - 1, -1):
            number = self.numbers.get(first)
            if number is None and nearest is not None and nearest.first < first < nearest.behind:
                continue  # «162 مدنيا قضوا»: the noun that it counts
            if number is not None and index - number.behind <= _BACK_WINDOW:
                item = self.of_number(number, None)
                of_them = number.behind == index - 1 and self.lexicon.role_at(self.text, number.behind, "subtotal") > 0  # «6 منهم قتلوا»
                told = number.qualifier is not Qualifier.EXACT or (number.rule == "words" and (number.low or 0) >= _LEAST_ALONE)
                of_them = of_them or (number.behind == index and told)  # «أكثر من 250 قتلوا», «ستة قضوا»
                counts = number.noun is not None or of_them or self.lexicon.role_at(self.text, number.behind, "total") > 0
                return replace(item, behind=verb + 1) if item is not None and counts else None
            noun = self.lexicon.person_at(self.text, first)
            if noun is not None and index - first <= 2 and noun.ending is Ending.SINGULAR:
                return Item(noun.key, 1, 1, Qualifier.EXACT, None, verb + 1)
        return None

    def subject(self, index: int, floor: int) -> tuple[Item, ...]:
        """Those of whom a clause tells before its verb: «إن ثلاثة مدنيين بينهم طفل استشهدوا», «أن عنصرا من … يدعى (فلان) قتل»."""
        opening = self.text.sentences[self.text.sentence_of(index)][0]
        while opening < index and not is_word(self.text.words[opening]) and opening not in self.numbers:
            opening += 1
        begin = max(floor, opening, index - _SUBJECT_REACH)
        told = (at + step for at in range(index - 1, begin - 1, -1) if (step := self.lexicon.role_at(self.text, at, "that")))
        at = next(told, opening if begin == opening else index)
        number, noun = self.numbers.get(at), self.lexicon.person_at(self.text, at) if at < index else None
        counts = number is not None and (number.noun is not None or self._side(number.behind)) and number.noun is not NounClass.CASUALTY
        if number is not None and number.behind <= index and counts:
            item = self.of_number(number, None)
        elif noun is not None and noun.ending in (Ending.SINGULAR, Ending.DUAL) and number is None:
            item = self.of_noun(noun, at, None)
        else:
            item = None
        return (item, *self.further(item.behind, index, item)) if item is not None and item.low is not None else ()

    def named(self, at: int, stop: int) -> Item | None:
        """«مقتل فلان»: a name right behind the verbal noun, in quotes or not."""
        if at >= stop:
            return None
        quoted = self.text.words[at] in QUOTES or self.text.words[at] == "#"
        word = self.text.words[at + 1] if quoted and at + 1 < stop else self.text.words[at]
        if not self._may_be_name(at + quoted if at + quoted < stop else at) or (word.startswith("\u0627\u0644") and not quoted):
            return None
        return Item(UNTOLD, 1, 1, Qualifier.EXACT, None, at + 1 + quoted)

    def total(self, index: int, *, joins: bool) -> Item | None:
        """«ارتفاع عدد القتلى إلى 12 والجرحى إلى 30», «حصيلة القتلى 12»: a number behind a word of counting, and mostly one of reaching."""
        begin = max(0, index - (_TOTAL_JOINED if joins else _TOTAL_BEFORE))
        if not self.lexicon.role_within(self.text, begin, index, "total"):
            return None
        reaching = self.lexicon.role_within(self.text, max(0, begin - 1), index, "reach")
        for at in range(begin, index):  # «يرتفع إلى 312 عدد القتلى»
            counted = self._risen(at) if self.lexicon.role_at(self.text, at, "total") else None
            if counted is not None:
                return Item(UNTOLD, counted.low, counted.high, counted.qualifier, None, index + 1)
        end = min(self.text.sentences[self.text.sentence_of(index)][1], index + _RISEN_WINDOW)
        for at in range(index + 1, end):
            number = self.numbers.get(at)
            if number is None or number.noun is NounClass.FIGURE or number.rule in ("singular", "dual"):
                continue
            before = at - 1
            if self.text.words[before] == ":" and number.behind < end and self.text.words[number.behind] in NUMBERING:
                return None  # «حصيلة القتلى: 1- فلان 2- فلان»
            reached = self.lexicon.role_at(self.text, before, "reach") or self.text.words[before] == ":"
            if at >= index + _TOTAL_WINDOW and not reached:
                return None  # «ارتفع عدد قتلى الغارة على … إلى خمسة»: only what is reached stands so far away
            alone = number.behind >= end or self.text.words[number.behind] in CLAUSE_ENDS  # «تجاوز عدد القتلى منذ بدئها 1600، …»
            told = number.noun is not None or (alone and number.rule == "digits")
            if reached or at == index + 1 or (reaching and told) or number.qualifier is not Qualifier.EXACT:
                return Item(UNTOLD, number.low, number.high, number.qualifier, None, number.behind)
        return None

    def _risen(self, at: int) -> NumberExpr | None:
        """The number told before a word of counting: «يرتفع إلى 312 عدد القتلى», «يرتفع إلى 40، بينهم 9 أطفال، عدد القتلى»."""
        beside = self.by_behind.get(at)
        if beside is not None and beside.noun is None:
            return beside
        begin = max(self.text.sentences[self.text.sentence_of(at)][0], at - _RISES_REACH)
        for to in range(at - 1, begin, -1):
            number = self.numbers.get(to + 1)
            if number is not None and self.lexicon.role_at(self.text, to, "reach") and self.lexicon.role_at(self.text, to - 1, "total"):
                return number if number.noun is None else None
        return None

    def who(self, at: int, stop: int) -> tuple[str, int, bool]:
        """(group, token behind, side told) behind a casualty noun: «قتلى مدنيين», «قتيلا بين المدنيين», «جرحى في صفوف العناصر»."""
        if at >= stop:
            return UNTOLD, at, False
        link = self.lexicon.role_at(self.text, at, "among")
        noun = self.lexicon.person_at(self.text, at + link) if at + link < stop else None
        if noun is None or noun.joins or (link and self.numbers.get(at + link) and not noun.definite):
            return UNTOLD, at, link > 0
        return noun.key, at + link + 1, link > 0

    # Those that follow

    def listed(self, first: Item, stop: int) -> tuple[Item, ...]:
        """People told without a number and what follows them; a list behind a colon, or of both sides, tells the number.

        «قتلى من الطرفين: 5 من … و3 من …», «قتلى وجرحى: 3 أطفال وامرأة».
        """
        at, words = first.behind, self.text.words
        sides = 0
        while at < stop and (step := self.lexicon.role_at(self.text, at, "among", "both_sides")):
            sides += self.lexicon.role_at(self.text, at, "both_sides")
            at += step
        listing = first.low is None and at < stop and (words[at] == ":" or (sides and words[at] in CLAUSE_ENDS | {"("}))
        number = self.numbers.get(at + 1) if listing and at + 1 < stop else None
        item = self.of_number(number, None) if number is not None else None
        if item is None or item.low is None:
            parts = self._apposed(first, stop)
            return (first, *parts, *self.further(parts[-1].behind if parts else first.behind, stop, first))
        return (item, *self.further(item.behind, stop, item))

    def _apposed(self, first: Item, stop: int) -> tuple[Item, ...]:
        """The parts of a number behind a comma, where they add up to it: «4 مدنيين، طفلان وسيدتان», «أربعة، أب وأم وطفلان»."""
        words = self.text.words
        if first.low is None or first.low < _LEAST_APPOSED or first.low != first.high:
            return ()
        comma = next((at for at in range(first.behind, min(stop, first.behind + _PART_GAP)) if words[at] in APPOSES), None)
        if comma is None or any(self.lexicon.role_at(self.text, at, "subtotal", "stop") for at in range(first.behind, comma)):
            return ()
        return self.parts(comma + 1, stop, first)

    def parts(self, at: int, stop: int, first: Item) -> tuple[Item, ...]:
        """The people from a token on where they add up to those told before them: «جثتي رجل وامرأة», «جثتين لرجل وامرأة»."""
        if first.low is None:
            return ()
        words, last, parts = self.text.words, at, list[Item]()
        while at < stop and at - last <= _APPOSED_GAP and sum(item.low or 0 for item in parts) < first.low:
            item = self.part(at, first.who)
            if item is not None:
                parts.append(item)
                last = item.behind
            elif words[at] in CLAUSE_ENDS or self.lexicon.role_at(self.text, at, "subtotal", "stop", "plus"):
                break
            at = item.behind if item is not None else at + 1
        return tuple(parts) if len(parts) > 1 and sum(item.low or 0 for item in parts) == first.low else ()

    def part(self, at: int, of: str | None) -> Item | None:
        """One part of an apposition at a token: a number of people, or one or two of them."""
        number, noun = self.numbers.get(at), self.lexicon.person_at(self.text, at)
        if number is not None:
            return self.of_number(number, of) if number.low is not None else None
        if self.lexicon.role_at(self.text, at, "father"):
            return Item("men", 1, 1, Qualifier.EXACT, of, at + 1)
        return self.of_noun(noun, at, of) if noun is not None and noun.ending in (Ending.SINGULAR, Ending.DUAL) else None

    def further(self, at: int, stop: int, first: Item) -> tuple[Item, ...]:
        """What follows the first people: more of them («وطفلة», «وآخر»), and parts of them («بينهم طفل»)."""
        found: list[Item] = []
        total, within, bracket, plus, index = first, False, False, False, at
        last = at
        while index < stop:
            word = self.text.words[index]
            if index not in self.numbers and not self.lexicon.knows(word):
                index += 1
                continue
            if self.lexicon.role_at(self.text, index, "stop", "negation"):
                break
            if word in _OPENING and index == at and first.low is not None and not bracket:  # «قتيلان "رجل وزوجته"»
                within, bracket, index, last = True, True, index + 1, index + 1
                continue
            if word in _CLOSING and bracket:
                within, bracket, index = False, False, index + 1
                continue
            if word == "(":  # «6 قتلى (طفلان و4 رجال)»: the bracket tells them again
                listed = not within and index - last <= _COLON_REACH
                within, bracket, index = within or listed, listed, index + 1
                last = index if listed else last
                continue
            if word == ")":
                within, bracket, index = within and not bracket, False, index + 1
                continue
            if word == ":":  # «3 مدنيين: رجل وامرأة وطفل»: so does what a colon leads to
                listed = index - last <= _COLON_REACH and not (index + 1 < stop and self.text.glued(index + 1))
                within, index = within or listed, index + 1
                last = index if listed else last
                continue
            if step := self.lexicon.role_at(self.text, index, "subtotal"):
                within, plus, index = True, False, index + step
                last = index
                continue
            if step := self.lexicon.role_at(self.text, index, "plus", "against"):
                against = self.lexicon.role_at(self.text, index, "against") > 0
                others = against or self._others(index + step, stop, total.who)
                plus, within, index = others or not within, within and not others, index + step
                continue
            item = self._next(index, total, found, within=within, plus=plus)
            if item is None:
                index += 1
                continue
            if self._breaks(index) or (within and index - last > _PART_GAP):  # «بينهم ثلاثة أطفال، … على مدينة …»: the parts are over
                break
            found.append(item)
            last = max(item.behind, index + 1)
            if item.of is None:
                total, within = item, within and bracket
            plus, index = False, max(item.behind, index + 1)
        return tuple(found)

    def _others(self, at: int, stop: int, who: str) -> bool:
        """Whether civilians come on top of armed people («12 عنصرا بينهم 3 ضباط، إضافة إلى 4 مدنيين»): they are no part of them."""
        number, noun = (self.numbers.get(at), self.lexicon.person_at(self.text, at)) if at < stop else (None, None)
        group = number.what if number is not None else noun.key if noun is not None else None
        return who in _ARMED and group in _UNARMED

    def _breaks(self, index: int) -> bool:
        number = self.numbers.get(index)
        return number is not None and number.noun is NounClass.CASUALTY

    def _next(self, index: int, total: Item, found: list[Item], *, within: bool, plus: bool) -> Item | None:
        number = self.numbers.get(index)
        with_kin = index > 0 and self.lexicon.role_at(self.text, index - 1, "with") > 0
        if number is not None:
            company = with_kin and (number.noun is NounClass.PEOPLE or number.what is not None)
            if not (within or number.joins or plus or company):
                return None
            if number.noun is None and not within and not self._side(number.behind):
                return None
            within = within and not self._other_side(number, total, found)
            return self.of_number(number, total.who if within else None)
        noun = self.lexicon.person_at(self.text, index)
        if noun is None or (within and noun.definite and noun.ending is Ending.SINGULAR):
            return None
        if within or noun.joins or plus or (with_kin and not noun.definite):
            if not within and noun.definite and noun.ending is not Ending.SINGULAR:
                return None
            return self.of_noun(noun, index, total.who if within else None)
        return None

    def _side(self, at: int) -> bool:
        """Whether a word behind a bare number tells whose people it counts: «15 من الفصائل»."""
        return at < len(self.text.words) and self.lexicon.role_at(self.text, at, "among") > 0

    def _other_side(self, number: NumberExpr, total: Item, found: list[Item]) -> bool:
        """Whether a number behind «بينهم» counts the other side and no part: whose it is stands with both."""
        if not number.joins or number.low is None or total.low is None or not (total.side and self._side(number.behind)):
            return False
        left = total.low - sum(item.low or 0 for item in found if item.of is not None)
        return number.low > left or number.noun is None

    # Items

    def of_number(self, number: NumberExpr, of: str | None) -> Item | None:
        """The people that a number counts; None when it counts things."""
        if number.noun is NounClass.FIGURE and number.what not in PEOPLE_FIGURES:
            if number.behind - number.first <= 2 or not self.lexicon.role_at(self.text, number.behind - 1, "family"):
                return None
            of_one = self._side(number.behind - 2)  # «ستة من عائلة واحدة»
            return Item(UNTOLD, number.low, number.high, number.qualifier, of, number.behind, False) if of_one else None
        who = number.what if number.what and number.noun is not NounClass.CASUALTY else UNTOLD
        return Item(who, number.low, number.high, number.qualifier, of, number.behind, self._side(number.behind))

    def of_noun(self, noun: Noun, index: int, of: str | None) -> Item:
        """The people that a noun's ending counts: one, two, or more."""
        if noun.ending is Ending.SINGULAR:
            return Item(noun.key, 1, 1, Qualifier.EXACT, of, index + 1)
        if noun.ending is Ending.DUAL:
            return Item(noun.key, 2, 2, Qualifier.EXACT, of, index + 1)
        return Item(noun.key, None, None, Qualifier.AT_LEAST, of, index + 1)

    @staticmethod
    def of_ending(ending: Ending | None, index: int) -> Item:
        """People who are only told by an ending: one, two, or more."""
        count = {Ending.SINGULAR: 1, Ending.DUAL: 2}.get(ending) if ending is not None else None
        return Item(UNTOLD, count, count, Qualifier.EXACT if count else Qualifier.AT_LEAST, None, index + 1)
