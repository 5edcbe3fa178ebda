"""What a line of a page is to the lines around it: an item of a list, a headline among others, what is set beside what was told before."""

from __future__ import annotations

from geo.event_lexicon import EventLexicon
from geo.frames import Frame
from geo.text import Text

_SIGNS = frozenset("\n.،,:؛-–—|•*")
_BULLETS = frozenset("-–•*")
_ITEMS = 12  # lines from a header to an item of its list
_EARLIER = 2  # tokens of a sentence that open with «في وقت سابق»
_FOLLOWED = 2  # tokens from «تبعه» to what followed


def listed(text: Text, sentence: int) -> bool:
    """Whether a line is an item of a list under a line that ends in a colon."""
    for at in range(sentence, max(-1, sentence - _ITEMS), -1):
        first, behind = text.sentences[at]
        line = [word for word in text.words[first:behind] if word != "\n"]
        if at < sentence and line and line[-1] == ":":
            return True
        if line and line[0] not in _BULLETS:
            return False
    return False


def headline(text: Text, sentence: int) -> tuple[str, ...]:
    """The words of a line, without its signs."""
    first, behind = text.sentences[sentence]
    return tuple(word for word in text.words[first:behind] if word not in _SIGNS)


def apart(lexicon: EventLexicon, text: Text, frame: Frame) -> bool:
    """Whether a frame's words set it beside what was told before: «تبعه قصف», «وفي وقت سابق قصفت …»."""
    if not frame.hits:
        return False
    words, first, hit = text.words, text.sentences[frame.sentence][0], frame.hits[0].first
    while first < hit and words[first] == "\n":
        first += 1
    if any(lexicon.earlier.at(words, at) is not None for at in range(first, min(first + _EARLIER, hit))):
        return True
    near = words[max(first, hit - _FOLLOWED) : hit]
    return any(word in lexicon.followers or word[1:] in lexicon.followers for word in near)
