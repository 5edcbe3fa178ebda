"""What stands before a name and speaks for a place or against it: a cue, a preposition, a list that it continues, a title."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import ARTICLE, bare
from geo.finding import Finding
from geo.place_lexicon import Cue, PlaceLexicon
from geo.spots import Spot
from geo.text import Text, is_word

OPENING = frozenset("«\"“”'(‘[:’#")
BETWEEN = frozenset("،,-–/و\"“”»«()[]'‘’…#\n")
MAX_GAP = 5  # signs between two items of a list

_CUE, _COUNTRYSIDE, _DIRECTION, _PREPOSITION, _HASHTAG, _LIST = 2.4, 2.4, 1.0, 0.7, 0.9, 1.6
_STRONG = 2.2  # a place without doubt: a cue before it, or a name that is no word behind a preposition
_HEAD, _PERSON = -3.0, -2.2
# Cues whose noun is part of the span («مدينة عفرين»); fronts and countryside are said of a place, they are not its name.
_SPAN_CUES = frozenset({
    "city", "town", "village", "neighbourhood", "camp", "governorate", "region", "district", "subdistrict", "river", "dam", "road",
    "street", "facility", "oil_field", "base", "airport", "crossing", "hill", "foreign_place", "country",
})  # fmt: skip


class Lead(Finding, frozen=True):
    """What stands before a name: the cue, the list that it continues, how strongly that speaks for a place."""

    weight: float = 0.0
    cue_at: int | None = None
    cue_clitic: int = 0
    cue: Cue | None = None
    countryside: bool = False
    chain: int | None = None
    kind: str | None = None
    definite: bool = False
    person: bool = False
    reasons: tuple[str, ...] = ()


class LeadReader:
    """Reads what stands before a token. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon

    def read(self, text: Text, index: int, spots: Sequence[Spot]) -> Lead:
        """Evidence before the token at `index`."""
        words, at, opened, tagged = text.words, index - 1, False, False
        while at >= 0 and words[at] in OPENING and index - at < 4:
            opened = opened or words[at] not in "'#"
            tagged = tagged or words[at] == "#"
            at -= 1
        listed = self._list_before(text, index, spots)
        plain = Lead(weight=_HASHTAG, reasons=("hashtag",)) if tagged else Lead()
        if at < 0:
            return listed or plain
        word = words[at]
        found = self._lexicon.cues.get(word)
        if found and word != "\n" and not (spots and at < spots[-1].behind):  # «الميدان» in a list is a name, no cue for the next one
            return self._behind_cue(words, at, found, opened=opened or tagged)
        if listed:
            return listed
        if opened or not is_word(word):
            return plain
        if word in self._lexicon.prepositions or (word[:1] in "وف" and word[1:] in self._lexicon.prepositions):
            return Lead(weight=max(_PREPOSITION, plain.weight), reasons=(f"preposition={word}",))
        stem = bare(word)
        if stem in self._lexicon.heads or word in self._lexicon.heads or (word[:1] in "وفبل" and word[1:] in self._lexicon.heads):
            return Lead(weight=_HEAD, reasons=(f"part-of-a-name={word}",))
        if stem in self._lexicon.persons or (word in self._lexicon.given and not (spots and at < spots[-1].behind)):
            return Lead(weight=_PERSON, person=True, reasons=(f"behind-a-person={word}",))
        if word in self._lexicon.directions or word[1:] in self._lexicon.directions:
            return Lead(weight=_DIRECTION, reasons=(f"direction={word}",))
        return plain

    def _behind_cue(self, words: Sequence[str], at: int, found: tuple[int, Cue], *, opened: bool) -> Lead:
        clitic, cue = found
        word = words[at]
        definite = bare(word) != word or word[:clitic].endswith((ARTICLE, "لل"))
        outer = self._lexicon.cues.get(words[at - 1]) if at else None
        countryside = outer is not None and outer[1].kind == "countryside"
        if definite and not cue.listed and cue.kind not in {"countryside", "front"}:  # «المنطقة الظاهرة»: with its article it names nothing
            return Lead(weight=_PREPOSITION, reasons=("definite-noun",))
        if cue.kind == "countryside":
            return Lead(weight=_COUNTRYSIDE, cue=cue, countryside=True, reasons=("countryside",))
        spans = cue.kind in _SPAN_CUES and cue.number == "singular" and not opened
        return Lead(
            weight=_CUE,
            cue_at=at if spans else None,
            cue_clitic=clitic if spans else 0,
            cue=cue,
            kind=cue.kind,
            countryside=countryside,
            definite=definite,
            reasons=(f"cue={cue.kind}",),
        )

    def _list_before(self, text: Text, index: int, spots: Sequence[Spot]) -> Lead | None:
        """The lead of an item of a list, when only list signs stand between it and the spot before."""
        if not spots:
            return None
        last, words = spots[-1], text.words
        gap = words[last.behind : index]
        if len(gap) > MAX_GAP or any(sign not in BETWEEN for sign in gap):
            return None
        joined = words[index][0] == "و" or "و" in gap
        comma = any(sign in "،,-–/" for sign in gap) or (gap == ("#",) and last.first > 0 and words[last.first - 1] == "#")
        if not joined and not comma:
            return None
        if gap.count("\n") and not comma:
            return None
        weight = _LIST if last.kind is not None or last.weight >= _STRONG else _LIST * 0.6
        kind = last.kind if last.kind != "road" else None  # «طريق إثريا – خناصر»: the second name is no road
        return Lead(weight=weight, chain=last.chain, kind=kind, countryside=last.countryside and joined, reasons=("list",))
