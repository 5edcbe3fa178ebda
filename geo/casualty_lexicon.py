"""The words of tolls: what kills and injures in every written form, and the words around that change what is told."""

from __future__ import annotations

from dataclasses import dataclass

from gazetteer.arabic import fold_word
from geo.lexicon import rows
from geo.number_nouns import Ending, Noun, NounClass
from geo.text import Text
from geo.word_forms import Clitics

# Things that are people all the same (figure_units.csv).
PEOPLE_FIGURES = frozenset({"prisoners", "detainees", "abducted"})
_VERBS = frozenset({"verb", "idiom", "idiom_by", "loss", "verb_object"})
_ASIDE = 14  # tokens of «، معظمهم نساء وأطفال،»
_COMMAS = frozenset("،,")
# Roles of context words that change or extend what is told before them.
_EXTENDING = ("stop", "negation", "subtotal", "plus", "against", "with")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of a toll in one written form.

    Attributes:
        effect: killed | injured.
        role: act (verbal noun) | act_on (القضاء على: no name stands behind it) | verb | act_or_verb | person (قتيل) | verb_object (قتله) |
            idiom (half of «لقي مصرعه») | idiom_by (أودى بخمسة مدنيين) | loss (خسرت قوات … 17 عنصرا) | lost_act (تحييد 17 عنصرا) |
            their_body (عثر على جثثهم) | fall (سقط 12 مدنيا) | tally (حصيلة التفجير 6 مدنيين).
        ending: of a person noun or the object.
        outside: letters before it that are no part of it.
        rest: the folded words that must stand behind it.
    """

    effect: str
    role: str
    ending: Ending | None
    joins: bool
    definite: bool
    outside: int
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CasualtyLexicon:
    """Triggers and nouns by folded form, context phrases by their first folded word, and those first words by role.

    `words`: those of the triggers; `extending`: the tokens that may change or extend what is told before them; `given`: given names.
    """

    triggers: dict[str, Trigger]
    nouns: dict[str, Noun]
    context: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    heads: dict[str, frozenset[str]]
    extending: frozenset[str]
    words: frozenset[str]
    given: frozenset[str]

    @staticmethod
    def load(nouns: dict[str, Noun]) -> CasualtyLexicon:
        """The words of the shipped lexicon. A bare form wins over another's form with a clitic."""
        clitics = Clitics.load()
        bare: dict[str, Trigger] = {}
        joined: dict[str, Trigger] = {}
        for row in rows("casualty_words"):
            ending = Ending(row["number"]) if row["number"] else None
            head, *rest = fold_word(row["form"]).split()
            for form in clitics.forms(head):
                c = form.clitic
                trigger = Trigger(row["effect"], row["role"], ending, c.joins, c.definite, c.outside, tuple(rest))
                if row["role"] in _VERBS and c.letters and not (c.joins and len(c.letters) == 1):
                    continue  # verbs take no preposition and no article
                (joined if c.letters else bare).setdefault(form.text, trigger)
        context = _context(clitics)
        roles = {role for meanings in context.values() for role, _ in meanings}
        heads = {role: frozenset(word for word, meanings in context.items() if any(r == role for r, _ in meanings)) for role in roles}
        extending = frozenset('():"«“»”').union(nouns, *(heads[role] for role in _EXTENDING))
        given = frozenset(fold_word(row["form"]) for row in rows("given_names"))
        return CasualtyLexicon(joined | bare, nouns, context, heads, extending, frozenset(joined | bare), given)

    def spots(self, text: Text) -> list[tuple[int, Trigger]]:
        """The tokens that are triggers, in text order."""
        found = [(index, self.triggers[text.words[index]]) for index in text.among(self.words)]
        return [(index, t) for index, t in found if not t.rest or text.words[index + 1 : index + 1 + len(t.rest)] == t.rest]

    def knows(self, word: str) -> bool:
        """Whether a token may change or extend a statement: some context words, a noun, a bracket, a quotation mark or a colon."""
        return word in self.extending

    def role_at(self, text: Text, index: int, *roles: str) -> int:
        """How many tokens a context phrase of one of these roles covers from `index` on; 0 when there is none."""
        for role, rest in self.context.get(text.words[index], ()):
            if role in roles and (not rest or text.words[index + 1 : index + 1 + len(rest)] == rest):
                return 1 + len(rest)
        return 0

    def role_within(self, text: Text, begin: int, end: int, role: str) -> bool:
        """Whether a context phrase of a role begins among the tokens [begin, end)."""
        heads = self.heads[role]
        return any(word in heads and self.role_at(text, begin + at, role) for at, word in enumerate(text.words[begin:end]))

    def leads(self, text: Text, index: int, *roles: str) -> bool:
        """Whether a context phrase of one of these roles ends just before a token."""
        return any(self.role_at(text, at, *roles) == index - at for at in range(max(0, index - 3), index))

    def over_aside(self, text: Text, index: int) -> int:
        """The token where an aside about the people before a verb begins («37 مدنيا، معظمهم أطفال، قضوا»), or the verb's own token."""
        words = text.words
        if index < 1 or words[index - 1] not in _COMMAS:
            return index
        first = max(text.sentences[text.sentence_of(index)][0], index - _ASIDE)
        at = next((at for at in range(index - 2, first - 1, -1) if words[at] in _COMMAS), None)
        return at if at is not None and self.role_at(text, at + 1, "subtotal") else index

    def person_at(self, text: Text, index: int) -> Noun | None:
        """The noun for people at a token, also one for prisoners or detainees."""
        noun = self.nouns.get(text.words[index])
        if noun is None or noun.ending is Ending.CONSTRUCT:  # that one is a number, or nobody
            return None
        if noun.noun_class is not NounClass.PEOPLE and noun.key not in PEOPLE_FIGURES:
            return None
        return noun


def _context(clitics: Clitics) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows("casualty_context"):
        head, *rest = fold_word(row["form"]).split()
        for form in clitics.forms(head):
            found.setdefault(form.text, []).append((row["role"], tuple(rest)))
    return {word: tuple(sorted(meanings, key=lambda m: -len(m[1]))) for word, meanings in found.items()}
