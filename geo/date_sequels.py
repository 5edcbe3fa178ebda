"""What happened after, before or under something else that is dated: whether the date of the one is that of the other."""

from __future__ import annotations

from geo.date_expr import DateExpr, DateKind
from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.models import EventKind, Stance
from geo.text import Text

_SEQUEL = 12  # tokens from «قبل أن» to what came later
_PLAN = 14  # tokens from what is planned over «على أن يبدأ» to its day
_DEAL = 8  # tokens from «بموجب اتفاق» to its month
_FULL = frozenset(".؟!\n")
_COMMAS = frozenset("،,؛")


def parted(text: Text, lexicon: EventLexicon, draft: Draft, date: DateExpr) -> bool:
    """Whether an event and a date of its sentence are parted by words of a sequel («سيطرت عليها مساء أمس، قبل أن تستعيدها قسد بعد ساعات»,
    «نزحت العائلات ليلا، قبل أن تعود صباح اليوم»), or the event was before what goes on since the date («منذ 2018، بعد عملية أدت إلى …»).
    """
    event, at = text.token_at(draft.anchor[0]), text.token_at(date.start)
    first, behind = (at, event) if at < event else (event, at)
    if any(lexicon.sequels.at(text.words, k) is not None for k in range(first, behind)):
        return True
    if date.kind is not DateKind.SINCE or at > event:
        return False
    words = text.words[text.token_at(date.end - 1) + 1 : event]
    return not _COMMAS.isdisjoint(words) and not (lexicon.sinces - lexicon.since_when).isdisjoint(words)


def later(text: Text, lexicon: EventLexicon, draft: Draft) -> bool:
    """Whether an event is told as the sequel of what its sentence told before it: «قبل أن تعلن القوات استعادة السيطرة»."""
    event = text.token_at(draft.anchor[0])
    first = max(text.sentences[draft.sentence][0], event - _SEQUEL)
    opens = next((k for k in range(event, first, -1) if text.words[k] in _COMMAS), first)
    return any(lexicon.sequels.at(text.words, k) is not None for k in range(opens, event + 1))


def of_plan(text: Text, lexicon: EventLexicon, draft: Draft) -> tuple[int, int] | None:
    """The tokens behind a plan in which its day may be told («ينص على انسحابها، على أن يبدأ خروج الرتل الأول غدا»)."""
    if draft.stance is not Stance.PLANNED:
        return None
    first, end = draft.frame.behind, text.sentences[draft.frame.sentence][1]
    opens = next((k for k in range(first - 1, min(end, first + 3)) if lexicon.provided.at(text.words, k) is not None), None)
    return (opens, min(end, opens + _PLAN)) if opens is not None else None


def of_deal(text: Text, lexicon: EventLexicon, draft: Draft) -> tuple[int, int] | None:
    """The tokens of the deal under which something happened («سيطرت عليها بموجب اتفاق التسوية في تموز 2018»)."""
    if draft.kind is EventKind.AGREEMENT or not draft.frame.hits:
        return None
    first, end = draft.frame.hits[0].behind, text.sentences[draft.frame.sentence][1]
    for at in range(first, min(end, draft.frame.behind + 2)):
        if text.words[at] in _COMMAS or text.words[at] in _FULL:
            return None
        if text.words[at] in lexicon.under_deals:
            stop = next((k for k in range(at, min(end, at + _DEAL)) if text.words[k] in _COMMAS), min(end, at + _DEAL))
            return at, stop
    return None
