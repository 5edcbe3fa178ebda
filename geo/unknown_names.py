"""Names that the gazetteer lacks, behind a generic noun or in its list: first a close spelling of a known one, else a name to be added."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import ARTICLE, bare
from gazetteer.index import Met, NameIndex
from geo.finding import replace
from geo.leads import OPENING, Lead
from geo.place_lexicon import PlaceLexicon
from geo.spots import Listing, Spot
from geo.text import Text, is_word

# Cues behind which a name that nobody knows is still a place.
NAMING_CUES = frozenset(
    {"city", "town", "village", "neighbourhood", "camp", "oil_field", "hill", "subdistrict", "crossing", "airport", "dam"}
)
_SURE = 6  # letters of a name of which one may be wrong (one fewer for one left out): shorter ones are a letter away from some other
_LONGEST = 3  # words of a name («تل أم الرمان»)
_VIRTUOUS = frozenset({"neighbourhood", "camp", "village", "town"})
_ITEM_OPENS, _ITEM_ENDS = frozenset(":\n،,-–—•▪●.)"), frozenset("\n،,-–—.(؛")  # around an item that is nothing but a name


class UnknownNames:
    """Reads names that no place has. Holds the name index and the lexicon."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon

    def read(self, text: Text, index: int, lead: Lead, blocked: frozenset[int]) -> Spot | None:
        """A name behind a cue, or an item of a cue's list, that no place has: first a close spelling, else a name to be added."""
        in_list, alone = lead.chain is not None, lead.listing is Listing.LINES
        if lead.kind not in NAMING_CUES or (lead.cue is None and not in_list) or (lead.definite and not alone):
            return None
        if lead.kind == "subdistrict" and lead.cue_at and self._lexicon.prepositions.get(text.words[lead.cue_at - 1]) == "from":
            return None  # «من ناحية التنفيذ» is no sub-district
        word = text.words[index]
        clitic = 1 if in_list and word[0] == "و" and len(word) > 3 else 0
        if in_list and not clitic and text.words[index - 1] not in (_ITEM_OPENS if alone else '،,-–/"“«('):
            return None
        name = word[clitic:]
        if not self._opens_compound(text.words, index, name) and (len(name) < 3 or self._no_name(name) or self._no_name(word)) and (
            in_list or alone or not self._virtue(name, lead.kind)
        ):
            return None
        behind = self._qualified(text, lead, index, self._end(text, index, bare(name), blocked))
        key = " ".join([bare(name), *(bare(w) for w in text.words[index + 1 : behind])])
        spot = Spot(
            first=index, behind=behind, clitic=clitic, cue_at=lead.cue_at, cue_clitic=lead.cue_clitic, kind=lead.kind, listing=lead.listing,
            chain=lead.chain, weight=lead.weight, reasons=lead.reasons,
        )  # fmt: skip
        options, why = self._close(key)
        if options:
            return replace(spot, options=options, correction=why)
        if alone:  # «القرى المستهدفة:» and then a name a line
            return spot if text.words[index - 1] in _ITEM_OPENS and ends_item(text.words, behind) else None
        return None if in_list else spot

    def _opens_compound(self, words: Sequence[str], index: int, name: str) -> bool:
        """Whether a name of two words may begin here («قرية تل كذا»): the first word of compounds, and a word that can be a name."""
        heads, at = self._index.orthography.heads, index + 1
        if name not in heads:
            return False
        if at + 1 < len(words) and words[at] in heads:  # «تل أم الرمان»
            at += 1
        following = words[at] if at < len(words) else ""
        return len(following) > 2 and is_word(following) and not self._no_name(following)

    def _virtue(self, name: str, kind: str | None) -> bool:
        """Whether a common word may name a quarter, a camp or a village that nobody knows («حي السلام»)."""
        return kind in _VIRTUOUS and name.startswith(ARTICLE) and bare(name) in self._lexicon.virtues

    def _no_name(self, word: str) -> bool:
        """Whether a word cannot be an unknown name: it stands in the lexicon as something else, or is a common word."""
        lexicon = self._lexicon
        stem = bare(word)
        return (
            word in lexicon.not_names or stem in lexicon.not_names or word in lexicon.prepositions or word in lexicon.directions
            or word in lexicon.cues or stem in lexicon.heads or word in lexicon.common or stem in lexicon.common
            or (word[0] in "وبلف" and (word[1:] in lexicon.not_names or word[1:] in lexicon.prepositions))
        )  # fmt: skip

    def _qualified(self, text: Text, lead: Lead, index: int, behind: int) -> int:
        """The end of a name with the adjective that goes on it («زعزوعة الفوقانية»), unless that tells a side of something before it."""
        words = text.words
        side = self._lexicon.qualifiers.get(words[behind]) if behind < len(words) else None
        if side is None:
            return behind
        start = index if lead.cue_at is None else lead.cue_at
        hits = (self._lexicon.relations.at(words, at) for at in range(max(0, start - 2), start))
        sided = side and (lead.countryside or any(hit is not None and hit.behind == start for hit in hits))  # «ريف قرية كذا الشمالي»
        return behind if sided else behind + 1

    def _end(self, text: Text, index: int, stem: str, blocked: frozenset[int]) -> int:
        """An unknown name has one word; two or three behind the first word of a compound, and all of a short quotation."""
        words = text.words
        if index and words[index - 1] in OPENING and words[index - 1] != ":":
            for behind in range(index + 1, min(index + 4, len(words))):
                if words[behind] in "»\"”“)'’":
                    return behind
                if not is_word(words[behind]):
                    break
        following = index + 1
        while stem in self._index.orthography.heads and following < len(words) and is_word(words[following]) and following not in blocked:
            stem = bare(words[following])
            following += 1
            if following - index == _LONGEST or (following < len(words) and self._no_name(words[following])):
                break
        return following

    def _close(self, key: str) -> tuple[tuple[Met, ...], str | None]:
        """Places whose name is one slip away from `key` (never two: an unknown name is better than a wrong one)."""
        close = self._index.close(key, reach=1)
        if not close or len(key) < 4:
            return (), None
        if close[0][2] == "one-letter" and len(key) < (_SURE if len(close[0][0]) == len(key) else _SURE - 1):
            return (), None
        best = close[0][1]
        options = tuple(met for other, weight, _ in close if weight >= best - 0.05 for met in self._index.met(other))
        return options, close[0][2]


def ends_item(words: Sequence[str], behind: int) -> bool:
    """Whether an item of a list is over at a token: a sign, a line end, «و» on the next word."""
    return behind >= len(words) or words[behind] in _ITEM_ENDS or words[behind][0] == "و"
