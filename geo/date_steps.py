"""How many days before another an event happened, by its words: «غداة إجلائهم», «بعد ثلاثة أيام من اختطافه», «بعد ساعات على الهجوم»."""

from __future__ import annotations

from typing import NamedTuple

from gazetteer.arabic import bare
from geo.durations import DurationReader
from geo.event_lexicon import EventLexicon
from geo.frames import Frame
from geo.models import EventKind
from geo.text import Text

_BETWEEN = 2  # words from «من» over «إعلان» to the happening: «بعد يومين من إعلان وقف إطلاق النار»
_LENGTH = 5  # words of a length of time: «أقل من ثلاثة أيام»
_MOST = 60  # days; what is longer ago is no news
_GOING_ON = {
    EventKind.CLASH,
    EventKind.SHELLING,
    EventKind.AIRSTRIKE,
    EventKind.DRONE_STRIKE,
    EventKind.SIEGE,
    EventKind.CAMPAIGN,
    EventKind.PROTEST,
}

_FOUGHT = {EventKind.CLASH, EventKind.SIEGE, EventKind.CAMPAIGN, EventKind.PROTEST}  # of those, what is one thing that began so long before


class Step(NamedTuple):
    """How long before: `days`, 0 for hours; None where the words say only that it was days before («بعد أيام من اختطافه»).

    `lasting`: whether it went on until then («بعد يومين من الاشتباكات»).
    """

    days: int | None
    lasting: bool = False


def step_back(text: Text, lexicon: EventLexicon, durations: DurationReader, frame: Frame) -> Step | None:
    """How long before what its sentence tells the happening of a frame was; None where no words say so.

    «بعد يومين من القصف العنيف» tells how long the fire went on, «بعد يومين على القصف» when it was.
    """
    if not frame.hits:
        return None
    words, hit = text.words, frame.hits[0].first
    first = max(text.sentences[frame.sentence][0], hit - 1 - _BETWEEN)
    for at in range(hit - 1, first - 1, -1):
        if words[at] in lexicon.morrows:
            return Step(1)
        side = lexicon.prepositions.get(words[at])
        if side in ("on", "from"):
            step = _length(text, lexicon, durations, at)
            if step is None or side == "on" or frame.kind not in _GOING_ON:
                return step
            if frame.kind not in _FOUGHT:
                return None
            return Step(step.days, lasting=True) if step.days != 0 else None  # «بعد ساعات من الاشتباكات»: of the same day
    return None


def _length(text: Text, lexicon: EventLexicon, durations: DurationReader, behind: int) -> Step | None:
    """The length that stands behind «بعد» and before token `behind`."""
    words = text.words
    for at in range(behind - 2, max(0, behind - 1 - _LENGTH) - 1, -1):
        if words[at] in lexicon.sinces:
            if not any(bare(word) in durations.units for word in words[at + 1 : behind]):
                return None
            days = durations.of_words(words[at + 1 : behind])
            return Step(days) if days is None or days <= _MOST else None
    return None
