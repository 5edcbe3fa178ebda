"""A report's text, folded and cut into tokens once, for every step behind.

Steps look at `words` (folded) and speak to the outside in offsets of the raw text. Clitics are not cut off here: what a clitic is depends
on what the step looks for («وبحي» holds a cue, «والي» is a governor).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from gazetteer.arabic import Folded, fold

_TOKEN = re.compile(r"([\u0621-\u064a]+|[0-9]+|[A-Za-z\u00c0-\u024f]+|\n|[^\s])")  # the group keeps the tokens when a text is split
_SENTENCE_END = frozenset("\n.؟!?؛…")
# Ta marbuta and alef maqsura only end words: what follows them was glued on (by scrapers that drop line ends).
_GLUED = re.compile(r"[\u0629\u0649](?=[\u0621-\u064a])")
# What a copied page of a social network puts between a post and the rest, without a line end: a sentence ends before or behind it.
_CUT_BEFORE, _CUT_BEHIND = (("All", "reactions"),), (("Shared", "with", "Public"),)
_LETTER = re.compile(r"[\u0621-\u064a]")
_BULLETS = frozenset("-–•*")


class WordSets:
    """The sets of words that all steps look for, joined: each word of a text is looked up once, not once for every set. Read-only."""

    def __init__(self, sets: Iterable[frozenset[str]] = (), names: Iterable[str] = ()) -> None:
        """`names`: words that names end in, which a copied page may have glued to the next line («السويداءأسفر»)."""
        self._sets = tuple(dict.fromkeys(sets))
        self._names = frozenset(names)
        self._openings = frozenset(name[:_SHORTEST] for name in self._names)
        holding: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
        for number, words in enumerate(self._sets):
            for word in words:
                holding[word] += (number,)
        self._holding = dict(holding)

    def seam(self, word: str) -> int:
        """How many letters of a word are a name to which a word of the sets was glued; 0 for none."""
        if word[:_SHORTEST] not in self._openings or len(word) < 2 * _SHORTEST - 1 or word in self._holding:
            return 0
        for cut in range(len(word) - _SHORTEST + 1, _SHORTEST - 1, -1):
            if word[:cut] in self._names and word[cut:] in self._holding:
                return cut
        return 0

    def met(self, places: Mapping[str, Sequence[int]]) -> dict[frozenset[str], list[int]]:
        """For each set the places of its words, ascending. `places`: those of every word of a text."""
        found: list[list[int]] = [[] for _ in self._sets]
        holding = self._holding.get
        for word, indices in places.items():
            for number in holding(word, ()):
                found[number] += indices
        for indices in found:
            indices.sort()
        return dict(zip(self._sets, found, strict=True))


_SHORTEST = 4  # letters of a name to which a word may have been glued, of three at least
_NO_SETS = WordSets()


@dataclass(frozen=True, slots=True)
class Text:
    r"""Tokens of a text.

    Attributes:
        folded: the folded text with its way back to the raw one.
        words: folded tokens: Arabic words, runs of digits, Latin words, single signs; "\n" for a line end.
        starts, ends: their offsets in the folded text.
        sentences: for each sentence (first token, token behind the last).
        places: every token once, with its indices, ascending: a table of words finds its own without looking at all tokens.
        digits: indices of the runs of digits.
    """

    folded: Folded
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    places: dict[str, list[int]] = field(repr=False)
    digits: tuple[int, ...] = field(repr=False)
    _met: Mapping[frozenset[str], Sequence[int]] = field(repr=False)

    @staticmethod
    def of(raw: str, sets: WordSets = _NO_SETS) -> Text:
        """Fold and cut `raw`, and find the words of `sets` in it, which steps will ask for. Never raises."""
        folded = fold(raw)
        pieces = _TOKEN.split(folded.text)  # gap, token, gap, token, …, gap
        bounds = list(accumulate(map(len, pieces)))
        words, starts, ends = pieces[1::2], bounds[:-1:2], bounds[1::2]
        cuts = [folded.folded_index(match.end()) for match in _GLUED.finditer(raw)]
        if cuts:
            words, starts, ends = _cut(folded.text, starts, ends, cuts)
        places, lost = _places(words), set[int]()
        seams = {word: cut for word in places if (cut := sets.seam(word))}
        if seams:
            cuts = sorted(starts[k] + cut for word, cut in seams.items() for k in places[word])
            words, starts, ends = _cut(folded.text, starts, ends, cuts)
            places = _places(words)
            lost = {bisect_left(ends, cut) for cut in cuts}
        digits = sorted(index for word, indices in places.items() if "0" <= word[0] <= "9" for index in indices)
        return Text(
            folded, tuple(words), tuple(starts), tuple(ends), _sentences(words, starts, ends, places, lost),
            places, tuple(digits), sets.met(places),
        )  # fmt: skip

    @property
    def raw(self) -> str:
        """The text as it was read."""
        return self.folded.raw

    def among(self, wanted: frozenset[str]) -> Sequence[int]:
        """Indices of the tokens that are among these folded words, ascending. Quick for the sets that the text was made with."""
        met = self._met.get(wanted)
        if met is None:
            places = self.places
            there = wanted if len(wanted) < len(places) else wanted.intersection(places)
            met = sorted(index for word in there for index in places.get(word, ()))
        return met

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """Raw offsets of the tokens [first, behind)."""
        return self.folded.span(self.starts[first], self.ends[behind - 1])

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def within_figure(self, first: int, behind: int) -> bool:
        """Whether the tokens [first, behind) begin with a Latin letter and are part of something longer («5m5 minutes»)."""
        ends = (first, behind) if behind < len(self.words) else (first,)
        return self.words[first][0].isascii() and any(map(self._goes_on_figure, ends))

    def _goes_on_figure(self, index: int) -> bool:
        """Whether a Latin letter or a digit goes on what the token before it began."""
        return self.glued(index) and all(word.isascii() and word.isalnum() for word in self.words[index - 1 : index + 1])

    def in_slogan(self, index: int) -> bool:
        """Whether a token is part of a hashtag of several words («#العدوان_الروسي»): a slogan, which tells of nothing that happened."""
        start, end = self.span(index, index + 1)
        return self.raw[end : end + 1] == "_" or self.raw[max(0, start - 1) : start] == "_"

    def token_at(self, raw_offset: int) -> int:
        """Index of the token that holds, or comes next after, a raw offset."""
        return bisect_right(self.ends, self.folded.folded_index(raw_offset))

    def sentence_of(self, token: int) -> int:
        """Index of the sentence that holds a token."""
        return max(0, bisect_left(self.sentences, (token + 1, 0)) - 1)

    def paragraph_of(self, token: int) -> int:
        """Index of the line that holds a token."""
        return bisect_left(self.places.get("\n", ()), token)


def is_word(token: str) -> bool:
    """Whether a token is an Arabic word."""
    return "\u0621" <= token[0] <= "\u064a"


def _places(words: Sequence[str]) -> dict[str, list[int]]:
    """Every token once, with its indices."""
    met: defaultdict[str, list[int]] = defaultdict(list)
    for index, word in enumerate(words):
        met[word].append(index)
    return dict(met)


def _cut(text: str, starts: list[int], ends: list[int], cuts: Sequence[int]) -> tuple[list[str], list[int], list[int]]:
    """The tokens of a folded text with their offsets, parted at every one of `cuts` (ascending) that lies inside one."""
    spans, number = [], 0
    for start, end in zip(starts, ends, strict=True):
        at = start
        while number < len(cuts) and cuts[number] < end:
            if at < cuts[number]:
                spans.append((at, cuts[number]))
                at = cuts[number]
            number += 1
        spans.append((at, end))
    return [text[start:end] for start, end in spans], [start for start, _ in spans], [end for _, end in spans]


def _sentences(
    words: list[str], starts: list[int], ends: list[int], places: dict[str, list[int]], lost: set[int]
) -> tuple[tuple[int, int], ...]:
    """Cut at line ends and at final punctuation, but not at the point inside a number, a web address or a name («د. محمد»).

    `lost`: the tokens behind which a line end was lost.
    """
    cuts: list[tuple[int, int]] = []
    first = 0
    seams = _seams(words, places) | lost
    for index in sorted((*seams, *(index for sign in _SENTENCE_END for index in places.get(sign, ())))):
        if index in seams:
            if index + 1 > first:
                cuts.append((first, index + 1))
            first = index + 1
            continue
        beside = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
        if words[index] == "." and ("." in beside or _inside(words, starts, ends, index)):
            continue
        if index + 1 > first:
            cuts.append((first, index + 1))
        first = index + 1
    if first < len(words):
        cuts.append((first, len(words)))
    return tuple(cuts)


def _seams(words: list[str], places: dict[str, list[int]]) -> frozenset[int]:
    """The last tokens before and behind what a page puts around a post."""
    found = {at - 1 for form in _CUT_BEFORE for at in places.get(form[0], ()) if tuple(words[at : at + len(form)]) == form}
    found |= {at + len(f) - 1 for f in _CUT_BEHIND for at in places.get(f[0], ()) if tuple(words[at : at + len(f)]) == f}
    return frozenset(found - {-1})


def _inside(words: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    """Whether the point at `index` ends no sentence: in a number or address, behind an abbreviation of one letter, before an initial."""
    if index == 0 or index + 1 >= len(words):
        return False
    tight = ends[index - 1] == starts[index] and ends[index] == starts[index + 1]
    goes_on = words[index + 1].isalnum() or words[index + 1] in _BULLETS
    if tight and not (_LETTER.match(words[index - 1]) and goes_on):  # «… في المدينة.8/9/2021» is no address, «….- وإصابة» a new item
        return True
    if _one_letter(words[index + 1]) and (index + 2 >= len(words) or not _LETTER.match(words[index + 2])):
        return True  # «الشاب "عدنان. م" برصاص مجهولين»
    return _one_letter(words[index - 1])


def _one_letter(word: str) -> bool:
    return len(word) == 1 and _LETTER.match(word) is not None
