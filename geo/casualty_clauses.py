"""Clauses that tell their people without a number: by names one after the other, or as nobody at all."""

from __future__ import annotations

from geo.casualty_lexicon import CasualtyLexicon
from geo.casualty_people import CLAUSE_ENDS, QUOTES, UNTOLD, Item
from geo.models import Qualifier
from geo.text import Text, is_word

_AND = "و"
_NAME_REACH = 5  # words of one name with its titles
_LONGEST = 60  # tokens of a list of names
_COMPANY = 5  # tokens from the verb to «مع»
_THEIRS = 3  # from «مع» over the number to «مرافقيه»
_HIS = ("ه", "ها", "هما", "هم")
_NONE_REACH = 12  # tokens from «لم يسفر» over the blow to «عن ضحايا»
_COMMAS = frozenset("،,")


def named_one_by_one(text: Text, lexicon: CasualtyLexicon, at: int, stop: int) -> Item | None:
    """People told by their names alone: «أحمد المصري ومحمود العلي», «كل من العقيد فلان، والملازم فلان»; None where no name stands."""
    words, stop = text.words, min(stop, at + _LONGEST)
    each = lexicon.role_at(text, at, "each_of") if at < stop else 0
    at += each
    while at < stop and (words[at] in QUOTES or words[at] == "#"):
        at += 1
    if at >= stop or not is_word(words[at]) or not (each or words[at] in lexicon.given):
        return None
    count, last, at = 1, at, at + 1
    while at < stop and at - last <= _NAME_REACH:
        word = words[at]
        if word in _COMMAS and each and at + 1 < stop and words[at + 1].startswith(_AND):
            at += 1
            continue
        if word in CLAUSE_ENDS or word in lexicon.context or word in lexicon.triggers:
            break
        if _another(lexicon, word, each=each > 0):
            count, last = count + 1, at
        at += 1
    if each and count == 1:
        return None
    return Item(UNTOLD, count, count, Qualifier.EXACT, None, last + 1)


def _another(lexicon: CasualtyLexicon, word: str, *, each: bool) -> bool:
    """Whether a word begins another name («ومحمود»), and is not one itself («وليد»)."""
    rest = word.removeprefix(_AND)
    if rest == word or len(rest) < 3 or word in lexicon.given:
        return False
    noun = lexicon.nouns.get(word)
    return rest in lexicon.given or (each and (noun is None or (noun.joins and noun.definite)))


def with_company(text: Text, lexicon: CasualtyLexicon, at: int, stop: int) -> int | None:
    """The token of «مع» behind a verb whose subject is not told again, before those killed with him («قتل على إثرها مع مرافقه»)."""
    found = next((w for w in range(at, min(stop - 1, at + _COMPANY)) if lexicon.role_at(text, w, "with")), None)
    if found is None:
        return None
    theirs = (text.words[w] for w in range(found + 1, min(stop, found + 1 + _THEIRS)))
    return found if any(word.endswith(_HIS) and word in lexicon.nouns for word in theirs) else None


def none_told(text: Text, lexicon: CasualtyLexicon, index: int, floor: int) -> Item | None:
    """Nobody, where a clause says so in as many words: «دون وقوع ضحايا», «لم يسفر عن قتلى»; None where it only does not know."""
    trigger = lexicon.triggers[text.words[index]]
    if trigger.role != "person" or trigger.effect != "killed" or trigger.definite:
        return None
    at = index - 1
    while at >= max(floor, 0) and lexicon.role_at(text, at, "none_between"):
        at -= 1
    nobody = Item(UNTOLD, 0, 0, Qualifier.EXACT, None, index + 1)
    if any(lexicon.role_at(text, first, "without") == at + 1 - first for first in range(max(floor, at - 1), at + 1)):
        return nobody
    for first in range(at, max(floor, index - _NONE_REACH) - 1, -1):
        if text.words[first] in CLAUSE_ENDS or text.words[first] in ".\n":
            return None
        if lexicon.role_at(text, first, "no_effect"):
            return nobody
    return None
