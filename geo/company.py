"""What a word of many meanings tells, by the company that it keeps.

«أخلت القوات سبيل …» frees people, «أخلت القوات مواقعها» gives up ground.
The rules are rows of `lexicon/trigger_company.csv`, the companions those of `lexicon/company_words.csv`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.lexicon import rows
from geo.phrases import PhraseTable

_STOPS = frozenset("،,.؛:\n")
_COMMAS, _ASIDE = frozenset("،,"), 6  # tokens of an aside at most
_NOTHING = "none"
_PLACE, _OBJECT = "place", "object"  # companions that the text names: any place, and one that no preposition stands before


@dataclass(frozen=True, slots=True)
class Named:
    """Where the places of a text are named.

    Attributes:
        places: the first tokens of them.
        objects: of those without a preposition («خسرت الفصائل حلب», not «في حلب»).
    """

    places: frozenset[int] = field(default=frozenset())
    objects: frozenset[int] = field(default=frozenset())


_NOWHERE = Named()


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: what a class of trigger means when a companion of a class stands within some tokens of it.

    Attributes:
        company: class of companion; `place`: a place named, `object`: one without a preposition; empty: whatever stands there.
        side: behind the trigger, before it, around it (either), its subject (before it or right behind it), or what opens it: right
            before it, whatever it is («البلدة: هاون»).
        reach: tokens.
        means: an event kind or another class of trigger; None for no happening.
    """

    company: str
    side: str
    reach: int
    means: str | None


@dataclass(frozen=True, slots=True)
class Company:
    """The rules of each class of trigger, and the companions of each class. Built once, read-only."""

    rules: dict[str, tuple[Rule, ...]]
    companions: dict[str, PhraseTable[str]]

    @staticmethod
    def load() -> Company:
        """The shipped rules."""
        rules: defaultdict[str, list[Rule]] = defaultdict(list)
        for row in rows("trigger_company"):
            means = None if row["means"] == _NOTHING else row["means"]
            rules[row["kind"]].append(Rule(row["company"], row["side"], int(row["reach"] or 0), means))
        words = rows("company_words")
        classes = dict.fromkeys(row["what"] for row in words)
        companions = {name: PhraseTable((row["form"], name) for row in words if row["what"] == name) for name in classes}
        return Company({kind: tuple(of) for kind, of in rules.items()}, companions)

    def settle(self, kind: str, words: Sequence[str], first: int, behind: int, named: Named = _NOWHERE) -> str | None:
        """What a trigger of a class at tokens [first, behind) tells: an event kind or a class without rules; None for no happening.

        A class that a rule leads to has rules of its own, which ask for more company.
        """
        seen: set[str] = set()
        while kind in self.rules and kind not in seen:
            seen.add(kind)
            rule = next((rule for rule in self.rules[kind] if self._meets(rule, words, first, behind, named)), None)
            if rule is None or rule.means == kind:
                return kind
            if rule.means is None:
                return None
            kind = rule.means
        return kind

    def _meets(self, rule: Rule, words: Sequence[str], first: int, behind: int, named: Named) -> bool:
        if not rule.company:
            return True
        back = range(first - 1, max(-1, first - 1 - rule.reach), -1)
        if rule.side == "opens":
            return self.companions[rule.company].meets(words, back)
        near = _ahead(words, behind, rule.reach) if rule.side in ("behind", "around") else []
        if rule.side != "behind":
            near += _in_clause(words, back)
        if rule.side == "subject":
            near += range(behind, min(len(words), behind + 1))
        if rule.company in (_PLACE, _OBJECT):
            return not (named.places if rule.company == _PLACE else named.objects).isdisjoint(near)
        return self.companions[rule.company].meets(words, near)


def _ahead(words: Sequence[str], behind: int, reach: int) -> list[int]:
    """So many tokens up to the first stop, without an aside between two commas («غادرت، مساء أمس، أولى الحافلات»)."""
    near: list[int] = []
    at, end = behind, len(words)
    while at < end and len(near) < reach:
        if words[at] not in _STOPS or _in_number(words, at):
            near.append(at)
        elif (closing := _closing(words, at)) is not None:
            at = closing
        else:
            break
        at += 1
    return near


def _closing(words: Sequence[str], at: int) -> int | None:
    """The comma that ends the aside which the one at a token opens, or None."""
    if words[at] not in _COMMAS:
        return None
    near = range(at + 2, min(len(words), at + 2 + _ASIDE))
    stop = next((k for k in near if words[k] in _STOPS), None)
    return stop if stop is not None and words[stop] in _COMMAS else None


def _in_clause(words: Sequence[str], tokens: Sequence[int]) -> list[int]:
    """The tokens up to the first stop."""
    return [*tokens[: next((n for n, at in enumerate(tokens) if words[at] in _STOPS and not _in_number(words, at)), len(tokens))]]


def _in_number(words: Sequence[str], at: int) -> bool:
    """Whether a sign at a token parts the digits of a number («80,000 نازح»)."""
    return 0 < at < len(words) - 1 and words[at - 1].isdigit() and words[at + 1].isdigit()
