"""What a line of a page is to the lines around it: an item of a list, a headline among others, what is set beside what was told before."""

from __future__ import annotations

from collections.abc import Sequence

from geo.event_lexicon import EventLexicon
from geo.frame_clauses import BESIDE
from geo.frames import Frame
from geo.text import Text

_SIGNS = frozenset("\n.،,:؛-–—|•*")
_BULLETS, _FULL = frozenset("-–•*"), frozenset(".؟!]")
_BODY, _SHORT_BODY = 35, 16  # words of a paragraph that is no headline: of any, of one with a full stop
_TOLD, _HEADLINE = 2, 4  # lines with a full stop that make a report, headlines below it that are no captions; words of a headline
_OPENS = 4  # tokens within which a line tells its hour
_COLON, _LABEL = ":", 4  # what closes the name that a line opens with, and within how many tokens
_QUOTES = frozenset("\"«“'(")
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


def summed_up_by(text: Text, sentence: int) -> int | None:
    """The sentence right above a row of lines with bullets, of which a sentence's line is one; None for any other."""
    at, inside = sentence, False
    while at >= 0 and sentence - at < _ITEMS:
        first, behind = text.sentences[at]
        while first < behind and text.words[first] == "\n":
            first += 1
        opens = first == 0 or text.words[first - 1] == "\n"
        if first < behind and opens:
            word = text.words[first]
            if word in _BULLETS or not (word[0].isalnum() or word in _QUOTES):
                inside = True
            else:
                return at if inside else None
        elif first < behind and inside:
            return at  # the last sentence of the paragraph above
        at -= 1
    return None


def by_the_hour(lexicon: EventLexicon, text: Text, sentence: int) -> bool:
    """Whether a line is an item of a list that opens with the hour («- الساعة 11:40 استهدفت مسيرة …»)."""
    first, behind = text.sentences[sentence]
    opens = [word for word in text.words[first : min(behind, first + _OPENS)] if word not in _SIGNS]
    return bool(opens) and opens[0] in lexicon.hours and listed(text, sentence)


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
    if any(word.removeprefix("و") in lexicon.company_of for word in words[max(first, hit - BESIDE) : hit]):
        return True
    near = words[max(first, hit - _FOLLOWED) : hit]
    return any(word in lexicon.followers or word[1:] in lexicon.followers for word in near)


def paragraphs(text: Text) -> list[int]:
    """For each sentence, the number of its paragraph."""
    found, number = [], 0
    for first, behind in text.sentences:
        found.append(number)
        if text.words[behind - 1] == "\n" or text.words[first] == "\n":
            number += 1
    return found


def bodies(text: Text) -> list[int]:
    """First tokens of the paragraphs that tell something, rather than being a headline, a menu or a caption."""
    words, found, first = text.words, [], 0
    for end in (*text.places.get("\n", ()), len(words)):
        if end - first >= _BODY or (end - first >= _SHORT_BODY and words[end - 1] == "."):
            found.append(first)
        first = end + 1
    return found


def headlines_below(text: Text) -> int:
    """First token of the headlines that follow a report of full sentences without a line to announce them; else the number of tokens."""
    words, ends = text.words, text.places.get("\n", [])
    begins = (0, *(end + 1 for end in ends))
    lines = [(first, behind) for first, behind in zip(begins, (*ends, len(words)), strict=True) if behind > first]
    told = [number for number, (_, behind) in enumerate(lines) if _told_in_full(words, behind)]
    if len(told) < _TOLD:
        return len(words)
    below = [(a, b) for a, b in lines[told[-1] + 1 :] if b - a >= _HEADLINE]
    if len(below) < _TOLD or any(words[a] in _BULLETS or words[a].isdigit() for a, _ in below):
        return len(words)
    labelled = [number for number in told if _label(words, lines[number][0])]
    if len(labelled) >= _TOLD and any(_label(words, a) for a, _ in below):
        return len(words)  # «حمص: … حماة: … إدلب: …»: the news of a day by governorate
    return below[0][0]


def _told_in_full(words: Sequence[str], behind: int) -> bool:
    """Whether a line that ends before a token does so with a full stop; three dots cut a headline off."""
    last = words[max(0, behind - 3) : behind]
    if last == (".", ".", ".") or last[-1] == "…":
        return False
    return last[-1] in _FULL or last[-2:-1] == (".",)


def _label(words: Sequence[str], first: int) -> bool:
    """Whether a line opens with a name and a colon."""
    return _COLON in words[first + 1 : first + _LABEL]
