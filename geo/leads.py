"""What stands before a name and speaks for a place or against it: a cue, a preposition, a list that it continues, a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from gazetteer.arabic import ARTICLE, bare
from gazetteer.models import PlaceKind
from geo.finding import Finding, replace
from geo.phrases import PROCLITICS
from geo.place_lexicon import Cue, PlaceLexicon
from geo.spots import Listing, Spot
from geo.text import Text, is_word
from geo.titles import ORGANISED

OPENING = frozenset("«\"“”'(‘[:’#")
BETWEEN = frozenset("،,-–—/|و\"“”»«()[]'‘’…#\n•")
_COMMA = frozenset("،,-–—/|•")
_BULLETS = frozenset('-–—•.)#«"“(')
QUOTES = frozenset("«\"“'‘")
_LISTINGS = {"dual": Listing.PAIR, "plural": Listing.SEVERAL}
_FIRST_SYMBOL = "\u2190"  # arrows, boxes, dots and emoji begin here; no letter of an Arabic report does
_ARTICLES = frozenset({ARTICLE, *(clitic for clitic in PROCLITICS if clitic.endswith(ARTICLE))})
MAX_GAP = 5  # signs between two items of a list
_EVEN = "حتي"  # «حتى الباب» is a way, «وحتى البلاط» is emphasis
_ASIDE = 4  # words of a remark in brackets between them

_CUE, _COUNTRYSIDE, _DIRECTION, _PREPOSITION, _HASHTAG, LIST = 2.4, 2.4, 1.0, 0.7, 0.9, 1.6
_LISTED_NAME = 2.0  # in a list under a noun in the dual or plural
_FRONTS = 1.3  # under «محاور …:», which heads themes as well as fronts: common words are none
_SUBJECT = 4  # words of a verb and its subject at most
_HEADING = 9  # words of a heading at most
_STRONG = 2.2  # a place without doubt: a cue before it, or a name that is no word behind a preposition
_HEAD, _PERSON = -3.0, -2.2
# Cues whose noun is part of the span («مدينة عفرين»); fronts and countryside are said of a place, they are not its name.
_SPAN_CUES = frozenset({
    "city", "town", "village", "neighbourhood", "camp", "governorate", "region", "district", "subdistrict", "river", "dam", "road",
    "street", "facility", "oil_field", "base", "airport", "crossing", "hill", "foreign_place", "country",
})  # fmt: skip
# Nouns that head a list of names.
_LISTED = frozenset({"city", "town", "village", "neighbourhood", "camp", "region", "subdistrict", "oil_field", "hill", "front", "crossing"})


class Lead(Finding, frozen=True):
    """What stands before a name: the cue, the list that it continues, how strongly that speaks for a place.

    Attributes:
        definite: the cue has its article.
        firm: hardly anything but a place stands behind such words.
        placed: a preposition or a direction stands before it.
        country: the list that it continues ended in a country.
        person: a person is named there.
        accord: a conference or an agreement is named there.
        folk: tribes are named there, by their own name or by where they live.
        quoted: quotes stand between the preposition and the name.
    """

    weight: float = 0.0
    cue_at: int | None = None
    cue_clitic: int = 0
    cue: Cue | None = None
    countryside: bool = False
    chain: int | None = None
    kind: str | None = None
    definite: bool = False
    firm: bool = False
    placed: bool = False
    country: bool = False
    listing: Listing = Listing.NONE
    person: bool = False
    accord: bool = False
    folk: bool = False
    quoted: bool = False
    reasons: tuple[str, ...] = ()


class LeadReader:
    """Reads what stands before a token. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        self._taking = {clitic + verb: verb for verb in lexicon.taking for clitic in ("ف", "و", "")}
        self._verbs = frozenset(self._taking)

    def headings(self, text: Text) -> dict[int, Cue]:
        """The first items of lists behind a heading («القرى المستهدفة:»), by their token; what somebody says behind a colon is no list."""
        words, cues, found = text.words, self._lexicon.cues, {}
        for colon in text.places.get(":", ()):
            start = colon
            while start and colon - start < _HEADING and (is_word(words[start - 1]) or words[start - 1] == "#"):
                start -= 1
            heading = words[start:colon]
            nouns = [cue for word in heading if word in cues for cue in (cues[word][1],) if cue.number == "plural" and cue.kind in _LISTED]
            if nouns and self._lexicon.speech.isdisjoint(heading):
                at = colon + 1
                while at < len(words) and at - colon < MAX_GAP and _marks_item(words[at]):
                    at += 1
                if at < len(words):
                    found[at] = nouns[0]
        return found

    def objects(self, text: Text) -> dict[int, str]:
        """Where the object of a verb that takes places may stand, with the verb: behind it, or behind its subject («قصف الطيران الباب»)."""
        words, found = text.words, {}
        for verb in text.among(self._verbs):
            for at in range(verb + 1, min(verb + _SUBJECT + 1, len(words))):
                if not is_word(words[at]):
                    break
                found[at] = self._taking[words[verb]]
                cue = self._lexicon.cues.get(words[at])
                if bare(words[at]) == words[at] or (cue is not None and cue[1].kind != "base"):  # a subject has its article
                    break
        return found

    def read(
        self, text: Text, index: int, spots: Sequence[Spot], headings: Mapping[int, Cue], objects: Mapping[int, str] = MappingProxyType({})
    ) -> Lead:
        """Evidence before the token at `index`; `headings` and `objects` are those of the text."""
        if index in headings:
            cue = headings[index]
            weight = _FRONTS if cue.kind == "front" else _CUE
            return Lead(weight=weight, cue=cue, kind=cue.kind, definite=True, listing=Listing.LINES, reasons=(f"heading={cue.kind}",))
        words, at, opened, tagged = text.words, index - 1, False, False
        if at >= 0 and words[at] in _ARTICLES and text.glued(index):  # «على الـM4»، «بالـM4»
            at -= 1
        while at >= 0 and words[at] in OPENING and index - at < 4:
            opened = opened or words[at] not in "'#"
            tagged = tagged or words[at] == "#"
            at -= 1
        listed = self._list_before(text, index, spots)
        plain = Lead(weight=_HASHTAG, reasons=("hashtag",)) if tagged else Lead()
        if at < 0:
            return listed or plain
        broken = words[at] == "\n" and at > 0 and self._ends_in_cue(words[at - 1])
        word = words[at - broken]
        found = self._lexicon.cues.get(word)
        if found and found[1].number == "plural" and ":" in words[at:index]:  # «قال أهالي القرى: الباب مفتوح»
            return listed or plain
        if broken:
            return replace(self._behind_cue(words, at - 1, self._lexicon.cues[word], opened=opened or tagged), definite=True)
        if found and not (spots and at < spots[-1].behind):  # «الميدان» in a list is a name, no cue for the next one
            apart = (opened or tagged) and not QUOTES.issuperset(words[at + 1 : index])  # «مدينة #منبج», but not «مخيم "الركبان"»
            return self._behind_cue(words, at, found, opened=apart)
        if listed:
            return listed
        quoted = opened and words[at + 1] in QUOTES and word in self._lexicon.prepositions
        if opened and not quoted and words[at + 1] in QUOTES and self._entitled(word):
            return Lead(weight=_HEAD, reasons=(f"part-of-a-name={word}",))
        if (opened and not quoted) or not is_word(word):
            return plain
        if word in self._lexicon.prepositions or (word[:1] in "وف" and word[1:] in self._lexicon.prepositions and word[1:] != _EVEN):
            firm = word in self._lexicon.firm or word[1:] in self._lexicon.firm or quoted  # «في "الباب"»
            return Lead(weight=max(_PREPOSITION, plain.weight), firm=firm, quoted=quoted, placed=True, reasons=(f"preposition={word}",))
        stem = bare(word)
        heads = self._lexicon.heads
        head = self._head(word)
        if head == "accord":
            return Lead(weight=plain.weight, accord=True, reasons=plain.reasons)
        if head == "folk":
            return Lead(weight=plain.weight, folk=True, reasons=plain.reasons)
        if head and (stem == word or word in heads):  # «المجلس» with its article heads no name («اتهم المجلس دمشق»)
            return Lead(weight=_HEAD, reasons=(f"part-of-a-name={word}",))
        if stem in self._lexicon.persons or (word in self._lexicon.given and not (spots and at < spots[-1].behind)):
            return Lead(weight=_PERSON, person=True, reasons=(f"behind-a-person={word}",))
        kunya = at and words[at - 1] in self._lexicon.kunyas and is_word(words[index])
        if kunya and not (spots and at < spots[-1].behind):  # «أبو خالد تفتناز»
            return Lead(weight=_PERSON, person=True, reasons=(f"behind-a-person={word}",))
        if word in self._lexicon.directions or word[1:] in self._lexicon.directions:
            return Lead(weight=_DIRECTION, firm=not word.startswith(ARTICLE), placed=True, reasons=(f"direction={word}",))
        verb = objects.get(at + 1)
        return Lead(weight=_PREPOSITION, firm=True, reasons=(f"object-of={verb}",)) if verb and not tagged else plain

    def _head(self, word: str) -> str | None:
        """What a word makes of the name behind it, or None."""
        heads = self._lexicon.heads
        return heads.get(bare(word)) or heads.get(word) or (heads.get(word[1:]) if word[:1] in "وفبل" else None)

    def _entitled(self, word: str) -> bool:
        """Whether a word heads a name in quotation marks that is no place («موقع "كذا"», «لواء «كذا»»)."""
        head = self._head(word)
        return head in ORGANISED and bare(word) == word

    def _ends_in_cue(self, word: str) -> bool:
        """Whether a line that ends in this word goes on with a name: a generic noun without its article («إلى مدينة»)."""
        found = self._lexicon.cues.get(word)
        return found is not None and found[1].kind in _SPAN_CUES and bare(word[found[0] :]) == word[found[0] :]

    def _behind_cue(self, words: Sequence[str], at: int, found: tuple[int, Cue], *, opened: bool) -> Lead:
        clitic, cue = found
        word = words[at]
        definite = bare(word) != word or word[:clitic].endswith((ARTICLE, "لل"))
        outer = self._lexicon.cues.get(words[at - 1]) if at else None
        countryside = outer is not None and outer[1].kind == "countryside"
        if definite and not cue.listed and cue.kind not in {"countryside", "front"}:  # «المنطقة الظاهرة»: with its article it names nothing
            return Lead(weight=_PREPOSITION, reasons=("definite-noun",))
        if cue.kind == "countryside" and definite:  # «الريف الجبلي»: the next word says which countryside, it is no name
            return Lead()
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
            listing=_LISTINGS.get(cue.number, Listing.NONE),
            reasons=(f"cue={cue.kind}",),
        )

    def _list_before(self, text: Text, index: int, spots: Sequence[Spot]) -> Lead | None:
        """The lead of an item of a list, when only list signs stand between it and the spot before."""
        if not spots:
            return None
        last, words = spots[-1], text.words
        gap = _without_aside(words[last.behind : index])
        if len(gap) > MAX_GAP or not all(sign in BETWEEN or is_symbol(sign) or _numbers(gap, at) for at, sign in enumerate(gap)):
            return None
        joined = words[index][0] == "و" or "و" in gap
        comma = not _COMMA.isdisjoint(gap) or (gap == ("#",) and last.first > 0 and words[last.first - 1] == "#")
        comma = comma or any(map(is_symbol, gap)) or (last.listing is Listing.LINES and gap == ("\n",))
        if not joined and not comma:
            return None
        if gap.count("\n") and not comma:
            return None
        sure = last.kind is not None or last.weight >= _STRONG or "list" in last.reasons
        weight = LIST if sure else LIST * 0.6
        if last.options and all(met.place.kind is PlaceKind.COUNTRY for met in last.options):
            weight = LIST * 0.6  # «… الولايات المتحدة وعليه»: behind a country comes anything
        marked = any(map(is_symbol, gap)) or ("\n" in gap and not _COMMA.isdisjoint(gap[: gap.index("\n")]))
        if "\n" in gap and not marked and last.listing is not Listing.LINES:
            weight = LIST * 0.6
        elif "|" in gap and words[last.begin - 1] != "|":
            weight = LIST * 0.6  # «… في إدلب | فيديو»: what parts a headline, too
        elif last.listing is not Listing.NONE:
            weight = _LISTED_NAME
        kind = last.kind if last.kind != "road" else None  # «طريق إثريا – خناصر»: the second name is no road
        return Lead(
            weight=weight,
            chain=last.chain,
            kind=kind,
            countryside=last.countryside and joined,
            listing=Listing.SEVERAL if last.listing is Listing.PAIR and "list" in last.reasons else last.listing,  # two are told
            country=bool(last.options) and all(met.place.kind is PlaceKind.COUNTRY for met in last.options),
            reasons=("list",),
        )


def _without_aside(gap: Sequence[str]) -> Sequence[str]:
    """What stands between two names without a short remark in brackets («كنصفرة (5 قذائف) والفطيرة»)."""
    if not gap or gap[0] != "(" or ")" not in gap:
        return gap
    closing = gap.index(")")
    return gap[closing + 1 :] if closing <= _ASIDE and "\n" not in gap[:closing] else gap


def is_symbol(token: str) -> bool:
    """Whether a token is an arrow, a bullet or an emoji, such as parts the items of a list («🔴 نوى 🔴 جاسم»)."""
    return token[0] >= _FIRST_SYMBOL


def _marks_item(token: str) -> bool:
    """Whether a token may stand before the first item of a list."""
    return token in _BULLETS or token.isspace() or token.isdigit() or is_symbol(token)


def _numbers(gap: Sequence[str], at: int) -> bool:
    """Whether a token between two names numbers a line («⏎2- كفرنبل», «⏎3. البارة»)."""
    if gap[at].isdigit():
        return at > 0 and gap[at - 1] == "\n" and at + 1 < len(gap)
    return gap[at] == "." and at > 0 and gap[at - 1].isdigit()
