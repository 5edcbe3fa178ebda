"""What shots were, by whom they hit: chosen people, a post or a column of armed forces, somebody in a quarrel."""

from __future__ import annotations

from collections.abc import Sequence

from geo.event_lexicon import EventLexicon
from geo.phrases import PhraseTable
from geo.triggers import Hit

_ENDS = frozenset("،,.؛:\n")
_FOR, _WITH = "ل", "ب"
_NAMED = 4  # tokens from «برصاص عناصر» to «مجهولين»
_VICTIM = 7  # tokens from a verb of killing over whom to the shots
_IMPERFECT = "تي"
_KILLER = 5  # tokens from a weapon over whose it is to the verb of killing
_AIM = 6  # tokens behind the shots within which it is told whom they were for
_AIM_OVER = 14  # … behind a verb, over its subject («هاجم مسلحون يعتقد أنهم من خلايا التنظيم ليلة أمس حاجزا»)


def unit_hit(
    lexicon: EventLexicon, words: Sequence[str], hits: Sequence[Hit], end: int, units: PhraseTable[str] | None = None
) -> bool:
    """Whether what was shot at is a post, a column or a patrol: «على حاجز», «استهدف مجهولون حاجزا», «تعرضت دورية لإطلاق نار».

    `hits`: the triggers of the clause, which ends before the token `end`; `units`: what counts as one. A patrol right
    behind its verb is who shot.
    """
    first, last = hits[0], hits[-1]
    for at in range(first.behind, min(end, last.behind + (_AIM_OVER if first.trigger.voice == "active" else _AIM))):
        if at >= last.behind and words[at] in _ENDS:
            return False
        unit = (units or lexicon.units).at(words, at)
        if unit is None:
            continue
        before = words[at - 1]
        if before == lexicon.upon or words[at][: unit.clitic].endswith(_FOR):
            return True
        plain = before not in lexicon.prepositions and before[1:] not in lexicon.prepositions
        if first.trigger.kind == "undergo" and at < last.first and plain:
            return True
        if first.trigger.kind in ("strike", "attack") and at > first.behind and plain:
            return True
    return False


def in_quarrel(lexicon: EventLexicon, words: Sequence[str], first: int, behind: int) -> bool:
    """Whether the tokens [first, behind) tell of a quarrel or a feud."""
    return any(table.meets(words, range(first, behind)) for table in (lexicon.brawls, lexicon.feuds))


def kills(lexicon: EventLexicon, words: Sequence[str], behind: int, end: int) -> bool:
    """Whether the weapon that ends before token `behind` is the subject of a verb of killing («مسيرات النظام تقتل شخصين»).

    `end`: the token behind its sentence.
    """
    for word in words[behind : min(end, behind + _KILLER)]:
        if word in _ENDS:
            return False
        if word in lexicon.kills:
            return True
    return False


def sniped(lexicon: EventLexicon, words: Sequence[str], first: int, behind: int) -> bool:
    """Whether the shots in the tokens [first, behind) were a sniper's, who shoots at whoever comes in sight."""
    return any(word in lexicon.snipers for word in words[first:behind])


def by_force(lexicon: EventLexicon, words: Sequence[str], hits: Sequence[Hit]) -> bool:
    """Whether armed forces fired the shots: right behind them («برصاص قوات الأمن») or as who killed («دورية تقتل شابا بالرصاص»)."""
    last = hits[-1]
    if last.trigger.voice != "noun":
        return False
    if _force_kills(lexicon, words, last.first):
        return True
    if not words[last.first].startswith(_WITH) or last.behind >= len(words):
        return False
    return words[last.behind] in lexicon.shooters and not any(word in lexicon.unnamed for word in words[last.behind : last.behind + _NAMED])


def _force_kills(lexicon: EventLexicon, words: Sequence[str], shots: int) -> bool:
    """Whether armed forces before the shots are the subject of a verb of killing («دورية تقتل طفلا بالرصاص»).

    The perfect («قتلت») may be passive; the imperfect behind its subject is not.
    """
    for at in range(shots - 1, max(0, shots - _VICTIM), -1):
        if words[at] in _ENDS:
            return False
        if words[at] in lexicon.kills and words[at][0] in _IMPERFECT:
            before = words[max(0, at - _NAMED) : at]
            return any(word in lexicon.shooters for word in before) and not any(word in lexicon.unnamed for word in before)
    return False
