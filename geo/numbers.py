"""How many: every number of a text with its qualifier and the noun that it counts.

Dates, times, ages, measures and the numbers of units, roads and weapons are not counts and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import ARTICLE, Folded, fold_word
from geo.finding import Finding, replace
from geo.lexicon import rows
from geo.models import Qualifier
from geo.number_nouns import Ending, Noun, NounClass, load_nouns
from geo.numerals import Kind, Numeral, Numerals, is_digits
from geo.text import Text, is_word
from geo.word_forms import Clitics

_OPENING = frozenset("([{«“\"'")
_CLOSING = frozenset(")]}»”\"'")
_DASHES = frozenset("-–—")
_APART = frozenset("بو")  # letters that join a word to another rather than to the noun before it («مقتل شقيقي بقصف»)
_PERCENT = frozenset("%٪")
_GLUE_THAT_DENIES = frozenset("/:@#&=+*\\")
_DUAL_ENDING = "\u064e\u064a\u0652\u0646", "\u064e\u064a\u0646"  # fatha, ya, (sukun,) nun: a dual, where the plural has kasra
_YEARS = range(1900, 2100)
_MAX_COUNT = 100_000_000


class NumberExpr(Finding, frozen=True, kw_only=True):
    """A number in a text.

    Attributes:
        start, end: raw offsets of the number with its qualifier, without the counted noun (unless the noun's ending is the number).
        low, high: the number told; both None when it is vague («عشرات», «عدد من»).
        counted: raw offsets of the noun that it counts, when that is one of the lexicon.
        rule: digits | words | range | dual | singular | vague.
        what: the noun's key: a group of people, a thing (figure_units.csv), killed or injured; None without a noun.
        noun: the class of that noun.
        first, behind: the tokens of number and noun, end exclusive.
        joins: whether it is joined by «و» to what stands before.
        definite: whether the number or its noun has the article.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    counted: tuple[int, int] | None
    rule: str
    what: str | None = None
    noun: NounClass | None = None
    first: int = 0
    behind: int = 0
    joins: bool = False
    definite: bool = False

_PEOPLE = "people"  # of people of whom no more is told


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase that qualifies a number, in one written form. `outside`: letters before it that are no part of it."""

    qualifier: Qualifier
    joins: bool
    outside: int


class _Told(Finding, frozen=True):
    """A number with its qualifier: the tokens [first, behind), and how the first is joined to what stands before."""

    qualifier: Qualifier
    first: int
    behind: int
    joins: bool = False
    outside: int = 0


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases of one to four words, by their folded words; `longest` in words."""

    meanings: dict[tuple[str, ...], _Phrase]
    longest: int
    first_words: frozenset[str]
    last_words: frozenset[str]

    def before(self, words: tuple[str, ...], index: int) -> tuple[_Phrase, int] | None:
        """The phrase that ends before token `index`: (meaning, its first token)."""
        if index == 0 or words[index - 1] not in self.last_words:
            return None
        for length in range(min(self.longest, index), 0, -1):
            meaning = self.meanings.get(words[index - length : index])
            if meaning is not None:
                return meaning, index - length
        return None

    def after(self, words: tuple[str, ...], index: int) -> tuple[_Phrase, int] | None:
        """The phrase that begins at token `index`: (meaning, token behind it)."""
        if index >= len(words) or words[index] not in self.first_words:
            return None
        for length in range(min(self.longest, len(words) - index), 0, -1):
            meaning = self.meanings.get(words[index : index + length])
            if meaning is not None:
                return meaning, index + length
        return None


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """Finds the numbers of a text. Built once from the lexicon, read-only."""

    numerals: Numerals
    nouns: dict[str, Noun]
    _triggers: frozenset[str]
    _before: _Phrases
    _after: _Phrases
    _not_behind: frozenset[str]
    _not_before: frozenset[str]
    _roles: dict[str, str]
    _no_genitives: frozenset[str]

    @staticmethod
    def load() -> NumberGrammar:
        """The grammar of the shipped lexicon."""
        clitics = Clitics.load()
        numerals, nouns = Numerals.load(clitics), load_nouns(clitics)
        counting = {form for form, noun in nouns.items() if _tells_number(noun)}
        neighbours = rows("number_neighbours")
        before = frozenset(form.text for row in neighbours if row["side"] == "before" for form in clitics.forms(row["form"]))
        after = frozenset(fold_word(row["form"]) for row in neighbours if row["side"] == "after")
        roles = {form.text: row["role"] for row in rows("number_ranges") for form in clitics.forms(row["form"]) if not form.clitic.definite}
        triggers = frozenset(numerals.words) | counting
        apart = [row["form"] for row in rows("casualty_context") if row["role"] == "no_name"]
        apart += [row["form"] for row in rows("place_prepositions")]
        no_genitives = frozenset(map(fold_word, apart)) | frozenset(numerals.words)
        phrases = _phrases(clitics, "before"), _phrases(clitics, "after")
        return NumberGrammar(numerals, nouns, triggers, *phrases, before, after, roles, no_genitives)

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        return (self._triggers,)

    def find(self, folded: Folded | Text) -> tuple[NumberExpr, ...]:
        """The numbers of a text in text order, never overlapping. Never raises; linear in the length of the text."""
        text = folded if isinstance(folded, Text) else Text.of(folded.raw)
        found: list[NumberExpr] = []
        behind = 0
        for index in sorted((*text.among(self._triggers), *text.digits)):
            if index < behind:
                continue
            expr, reached = self._at(text, index, behind)
            behind = max(behind, reached)
            if expr is not None:
                found.append(expr)
                behind = max(behind, expr.behind)
        return tuple(found)

    def _at(self, text: Text, index: int, floor: int) -> tuple[NumberExpr | None, int]:
        """The number at a token, and the token behind everything that was read; `floor`: token behind the number before."""
        number = self.numerals.read(text, index)
        if number is None:
            noun = self.nouns.get(text.words[index])
            if noun is None or not _tells_number(noun) or (noun.ending is Ending.CONSTRUCT and not self._in_construct(text, index)):
                return None, index + 1
            return self._of_noun(text, index, noun, floor), index + 1
        if number.digits and _denied_by_glue(text, index, number.behind):
            tight = self._tight_range(text, index, number, floor)
            return tight if tight is not None else (None, number.behind)
        return self._of_number(text, index, number, floor)

    def _in_construct(self, text: Text, index: int) -> bool:
        """Whether a noun may follow the one at a token as its genitive («طفلي المزارع»), or «طفلي» is somebody's own child."""
        word = text.words[index + 1] if index + 1 < len(text.words) else ""
        return len(word) > 2 and is_word(word) and word[0] not in _APART and word not in self._no_genitives

    def _of_noun(self, text: Text, index: int, noun: Noun, floor: int) -> NumberExpr | None:
        """A dual, an indefinite singular person, or either with «واحد» / «اثنين» behind."""
        behind = index + 1
        value = 1 if noun.ending is Ending.SINGULAR else 2
        told = self.numerals.read(text, behind) if behind < len(text.words) and not is_digits(text.words[behind]) else None
        told = told if told is not None and told.value in (1, 2) and told.word is not None and not told.word.joins else None
        if noun.ending is Ending.AMBIGUOUS:
            raw = text.raw[slice(*text.span(index, behind))]
            if (told is None or told.value != 2) and not raw.endswith(_DUAL_ENDING):
                return None
            value = 2
        before = self.nouns.get(text.words[index - 1]) if index else None
        if noun.ending is Ending.SINGULAR and before is not None and before.ending is Ending.SINGULAR and not noun.joins:
            return None  # describes the noun before it: «شاب مدني», «12 جريحا مدنيا»
        if value == 1 and noun.key == _PEOPLE and behind < len(text.words) and text.words[behind].startswith(ARTICLE):
            return None  # the country in a name: «قوات سوريا الديمقراطية»
        if told is not None and told.value == value:
            behind = told.behind
        told_as = self._qualified(text, index, behind, floor, joins=noun.joins, outside=noun.outside)
        return NumberExpr(
            start=self._start(text, told_as), end=text.span(index, behind)[1], low=value, high=value, qualifier=told_as.qualifier,
            counted=(text.folded.raw_start(text.starts[index] + noun.outside), text.span(index, index + 1)[1]),
            rule="singular" if noun.ending is Ending.SINGULAR else "dual", what=noun.key, noun=noun.noun_class,
            first=told_as.first, behind=told_as.behind, joins=told_as.joins, definite=noun.definite,
        )  # fmt: skip

    def _behind_noun(self, text: Text, index: int, number: Numeral, floor: int) -> NumberExpr | None:
        """«أطفاله الثلاثة», «القرى الخمس»: the number stands behind its noun, with the article."""
        noun = self.nouns.get(text.words[index - 1]) if index > floor else None
        if noun is None or noun.ending is Ending.SINGULAR or number.word is None or not number.word.definite or not number.value:
            return None
        start = text.folded.raw_start(text.starts[index - 1] + noun.outside)
        return NumberExpr(
            start=start, end=text.span(index, number.behind)[1], low=number.value, high=number.value, qualifier=Qualifier.EXACT,
            counted=(start, text.span(index - 1, index)[1]), rule="words", what=noun.key, noun=noun.noun_class,
            first=index - 1, behind=number.behind, joins=noun.joins, definite=True,
        )  # fmt: skip

    def _of_number(self, text: Text, index: int, number: Numeral, floor: int) -> tuple[NumberExpr | None, int]:
        behind_noun = self._behind_noun(text, index, number, floor)
        if behind_noun is not None:
            return behind_noun, behind_noun.behind
        low = high = number.value
        behind, rule = number.behind, _rule(number)
        inside, close = _unbracket(text, index, behind)
        upper = self._upper(text, index, number, floor)
        if upper is not None:
            high, behind, rule = upper.value, upper.behind, "range"
            low = _scaled_like(low, high)
            close = behind
        counted = self._counted(text, close)
        if not self._counts(text, number, index, inside=inside, close=close, noun=counted[0] if counted is not None else None):
            return None, behind
        noun, at = counted if counted is not None else (None, close - 1)
        start_at = inside
        if rule == "range" and start_at > floor and self._roles.get(text.words[start_at - 1]) in ("between", "of"):
            start_at -= 1
        joins, outside = (number.word.joins, number.word.outside) if number.word else (False, 0)
        told = self._qualified(
            text, start_at, at + 1, floor, joins=joins and start_at == index, outside=outside if start_at == index else 0
        )
        if number.kind is not Kind.EXACT:
            told = replace(told, qualifier=Qualifier.DOZENS if number.kind is Kind.DOZENS else Qualifier.AT_LEAST)
        end = max(behind, close if inside < index else behind)
        return self._expr(text, told, end, values=(low, high), rule=rule, counted=(noun, at)), told.behind

    def _expr(
        self, text: Text, told: _Told, behind: int, *, values: tuple[int | None, int | None], rule: str, counted: tuple[Noun | None, int]
    ) -> NumberExpr:
        noun, at = counted
        span = (text.folded.raw_start(text.starts[at] + noun.outside), text.span(at, at + 1)[1]) if noun else None
        return NumberExpr(
            start=self._start(text, told), end=text.span(told.first, behind)[1], low=values[0], high=values[1], qualifier=told.qualifier,
            counted=span, rule=rule, what=noun.key if noun else None, noun=noun.noun_class if noun else None,
            first=told.first, behind=told.behind, joins=told.joins, definite=noun is not None and noun.definite,
        )  # fmt: skip

    def _start(self, text: Text, told: _Told) -> int:
        """Raw offset where an expression begins: its first token without the letters that do not belong to it."""
        return text.folded.raw_start(text.starts[told.first] + told.outside)

    def _qualified(self, text: Text, first: int, behind: int, floor: int, *, joins: bool, outside: int) -> _Told:
        """A number at [first, behind) with the qualifier that stands before or behind it."""
        after = self._after.after(text.words, behind)
        before = self._before.before(text.words, first)
        end = after[1] if after else behind
        if before is not None and before[1] >= floor:
            phrase, first = before
            return _Told(phrase.qualifier, first, end, phrase.joins or _joined(text, first, self._roles), phrase.outside)
        qualifier = after[0].qualifier if after else Qualifier.EXACT
        return _Told(qualifier, first, end, joins or _joined(text, first, self._roles), outside)

    def _upper(self, text: Text, index: int, number: Numeral, floor: int) -> Numeral | None:
        """The upper end of «بين 10 و15», «3 إلى 5», «ثلاثة أو أربعة»."""
        at, words = number.behind, text.words
        if number.kind is not Kind.EXACT or at + 1 >= len(words):
            return None
        between = index > floor and self._roles.get(words[index - 1]) == "between"
        word = self.numerals.words.get(words[at])
        joined = between and ((word is not None and word.joins) or self._roles.get(words[at]) == "and")
        if joined and word is not None:
            upper = self.numerals.read(text, at)
        elif joined or self._roles.get(words[at]) == "to":
            upper = self.numerals.read(text, at + 1)
        elif words[at] in _DASHES and number.digits and is_digits(words[at + 1]):  # «5 - 7 عناصر»
            upper = self.numerals.read(text, at + 1)
            upper = upper if upper is not None and self._counted(text, upper.behind) is not None else None
        else:
            return None
        ok = upper is not None and upper.value is not None and number.value is not None and number.value < upper.value
        return upper if ok else None

    def _tight_range(self, text: Text, index: int, number: Numeral, floor: int) -> tuple[NumberExpr | None, int] | None:
        """«3-5 قذائف»: two numbers and a dash, with a counted noun behind."""
        words, dash = text.words, number.behind
        if dash + 1 >= len(words) or words[dash] not in _DASHES or not is_digits(words[dash + 1]) or _denied_before(text, index):
            return None
        upper = self.numerals.read(text, dash + 1)
        if upper is None or number.value is None or upper.value is None or number.value >= upper.value or _denied_after(text, upper.behind):
            return None
        counted = self._counted(text, upper.behind)
        if counted is None:
            return None
        noun, at = counted
        told = self._qualified(text, index, at + 1, floor, joins=False, outside=0)
        return self._expr(text, told, upper.behind, values=(number.value, upper.value), rule="range", counted=(noun, at)), told.behind

    def _counted(self, text: Text, index: int) -> tuple[Noun, int] | None:
        """The noun of the lexicon that a number before `index` counts, and its token: just behind, or behind «من»."""
        words = text.words
        if index < len(words) and self._roles.get(words[index]) == "skip":
            index += 1
        if index + 1 < len(words) and self._roles.get(words[index]) == "of":
            noun = self.nouns.get(words[index + 1])
            return (noun, index + 1) if noun is not None else None
        noun = self.nouns.get(words[index]) if index < len(words) else None
        return (noun, index) if noun is not None and not noun.outside else None  # «30 بانفجار»: 30 of something else

    def _counts(self, text: Text, number: Numeral, index: int, *, inside: int, close: int, noun: Noun | None) -> bool:
        """Whether a number counts something, and is no year, age, measure or part of a name."""
        words, value = text.words, number.value
        if close < len(words) and (self._is_measure(words, close) or _is_latin(words[close])):
            return False
        if noun is not None:
            linked = self._roles.get(words[close]) == "of"  # «عدد من القتلى»; «عدد القتلى», «عدد قتلى التنظيم» tell how many in numbers
            told_of = number.kind is not Kind.SOME or linked or not (noun.definite or (number.word and number.word.kind == "some_of"))
            return told_of and (value is None or value <= _MAX_COUNT)
        if inside > 0 and words[inside - 1] in self._not_behind:
            return False
        if number.kind is Kind.SOME:
            return False
        if number.kind is Kind.DOZENS:
            return True  # «قتل العشرات»
        if number.word is not None:
            return not number.word.definite and value != 1
        return value is not None and value not in _YEARS and value <= _MAX_COUNT and len(words[index]) < 8

    def _is_measure(self, words: tuple[str, ...], index: int) -> bool:
        if words[index] in self._not_before or words[index] in _PERCENT:
            return True
        return len(words[index]) == 2 and index + 1 < len(words) and is_word(words[index]) and words[index + 1] in self._not_before


def _phrases(clitics: Clitics, side: str) -> _Phrases:
    meanings: dict[tuple[str, ...], _Phrase] = {}
    for row in rows("number_qualifiers"):
        if row["side"] != side:
            continue
        head, *rest = fold_word(row["form"]).split()
        for form in clitics.forms(head):
            if not form.clitic.definite:
                phrase = _Phrase(Qualifier(row["qualifier"]), form.clitic.joins, form.clitic.outside)
                meanings.setdefault((form.text, *rest), phrase)
    firsts, lasts = frozenset(phrase[0] for phrase in meanings), frozenset(phrase[-1] for phrase in meanings)
    return _Phrases(meanings, max(map(len, meanings), default=0), firsts, lasts)


def _tells_number(noun: Noun) -> bool:
    """Whether a noun alone may be a number: a dual, a single person, or what a second look decides."""
    if noun.ending is Ending.SINGULAR:
        return not noun.definite and noun.noun_class is not NounClass.FIGURE
    return noun.ending is not Ending.PLURAL


def _rule(number: Numeral) -> str:
    if number.kind is not Kind.EXACT:
        return "vague"
    return "digits" if number.digits else "words"


def _unbracket(text: Text, first: int, behind: int) -> tuple[int, int]:
    """A number's tokens with the brackets around it: «(3) أشخاص»."""
    if first > 0 and behind < len(text.words) and text.words[first - 1] in _OPENING and text.words[behind] in _CLOSING:
        return first - 1, behind + 1
    return first, behind


def _joined(text: Text, first: int, roles: dict[str, str]) -> bool:
    return first > 0 and roles.get(text.words[first - 1]) == "and"


def _denied_by_glue(text: Text, first: int, behind: int) -> bool:
    """Whether the signs tight around digits make them a date, a time, a weapon's name or an address."""
    return _denied_before(text, first) or _denied_after(text, behind)


def _denied_before(text: Text, first: int) -> bool:
    if not text.glued(first):
        return False
    before = text.words[first - 1]
    if before in _GLUE_THAT_DENIES:
        return before != ":" or (first > 1 and text.glued(first - 1) and is_digits(text.words[first - 2]))
    if before in _DASHES or before in ".,":
        joined = first > 1 and text.glued(first - 1) and text.words[first - 2] != "\n"  # «-5» at the head of a line is an item of a list
        return joined and (is_digits(text.words[first - 2]) or text.words[first - 2][0].isascii())
    return _is_latin(before)


def _is_latin(token: str) -> bool:
    return token[0].isascii() and token[0].isalpha()


def _denied_after(text: Text, behind: int) -> bool:
    words = text.words
    if behind >= len(words) or not text.glued(behind):
        return False
    sign = words[behind]
    if _is_latin(sign):
        return True
    tight = behind + 1 < len(words) and text.glued(behind + 1)
    return tight and (sign in "/:" or sign in _DASHES) and is_digits(words[behind + 1])


def _scaled_like(low: int | None, high: int | None) -> int | None:
    """The lower end of a range, in the thousands or millions that stand behind the upper one: «بين 3 و5 آلاف» is 3,000 to 5,000."""
    scale = next((scale for scale in (10**6, 1000) if high and high % scale == 0), None)
    return low * scale if low is not None and high is not None and scale is not None and low < high // scale else low
