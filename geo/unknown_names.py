"""Names that the gazetteer lacks, behind a generic noun or in its list: first a close spelling of a known one, else a name to be added."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import ARTICLE, bare
from gazetteer.index import Met, NameIndex
from gazetteer.models import PlaceKind
from geo.finding import replace
from geo.joined import JoinedNames
from geo.leads import LIST, OPENING, QUOTES, Lead
from geo.place_lexicon import PlaceLexicon
from geo.spots import CLOSING, Listing, Spot
from geo.text import Text, is_word

# Cues behind which a name that nobody knows is still a place.
NAMING_CUES = frozenset(
    {"city", "town", "village", "neighbourhood", "camp", "oil_field", "hill", "subdistrict", "crossing", "airport", "dam"}
)
_SURE = 6  # letters of a name of which one may be wrong (one fewer for one left out): shorter ones are a letter away from some other
_HOLDERS = frozenset({"countryside", "governorate", "district", "subdistrict"})
_SON, _SHORTEST = "بن", 5
_LETTERS = (3, 2)  # that a town's name has more of, behind «ب» on it and behind «في»
_IN, _AT, _AND = "في", "ب", "و"
_ON_WORDS = frozenset("بلك")
_PLURAL = "ون"
_COMMAS, _VERBAL = frozenset("،,"), ("ت", "وا")  # the ends of verbs
_FORMED, _OBJECTS = "ا", ("وه", "وها", "وهم")  # «أغلقوه»
_SCHOOL, _FEMININE = "school", "ه"
_PATRONS = frozenset({"mosque", "church", "hospital", _SCHOOL})  # buildings that are called after a saint, a companion or a patron
_NAMED = _PATRONS | {"square", "junction", "checkpoint", "station", "silo"}
_NISBA, _ON_THE = ("ي", "يه"), "لل"
_CROSSED, _LANDMARKS = frozenset({"square", "junction", "checkpoint"}), frozenset({"facility", "street", "airport"})  # «دوار الكازية»
_ORDINARILY = frozenset({"hospital", "plant", "market"})  # buildings that are often called by common words («معمل الغاز»)
_LATIN_JOINTS = frozenset("-'")
_LONGEST = 3  # words of a name («تل أم الرمان»)
_BUILT = frozenset({"facility", "street", "base"})  # buildings and squares, whose noun is mostly followed by something else than a name
_WIDE = frozenset({"region", "front"})  # so are areas
_VIRTUOUS = frozenset({"neighbourhood", "camp", "village", "town", *_BUILT})
_ITEM_OPENS, _ITEM_ENDS = frozenset(":\n،,-–—•▪●.)"), frozenset("\n،,-–—.(؛")  # around an item that is nothing but a name


class UnknownNames:
    """Reads names that no place has. Holds the name index and the lexicon."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon, joined: JoinedNames) -> None:
        self._index = index
        self._lexicon = lexicon
        self._joined = joined
        self._heads = index.orthography.heads.keys() | lexicon.openers  # first words of names of two

    def read(self, text: Text, index: int, lead: Lead, blocked: frozenset[int]) -> Spot | None:
        """A name behind a cue, or an item of a cue's list, that no place has: first a close spelling, else a name to be added."""
        in_list, alone = lead.chain is not None, lead.listing is Listing.LINES
        if index and (hit := self._lexicon.named.at(text.words, index - 1)) is not None and index - 1 not in blocked:
            clitic = hit.clitic - len(ARTICLE) * text.words[index - 1][: hit.clitic].endswith(ARTICLE)
            return Spot(first=index - 1, behind=hit.behind, clitic=clitic, kind=hit.value, weight=1.0, reasons=("named-noun",))
        if lead.kind in _BUILT or lead.kind in _WIDE:
            return self._built(text, index, lead, blocked) if lead.kind in _BUILT else self._wide(text, index, lead, blocked)
        if lead.kind not in NAMING_CUES and not self._plain_list(lead):
            return None
        if (lead.cue is None and not in_list) or (lead.definite and not alone):
            return None
        if lead.kind == "subdistrict" and lead.cue_at and self._lexicon.prepositions.get(text.words[lead.cue_at - 1]) == "from":
            return None  # «من ناحية التنفيذ» is no sub-district
        if lead.cue_at is not None and self._acted(text.words, lead.cue_at, index):
            return None
        word = text.words[index]
        clitic = 1 if in_list and word[0] == "و" and len(word) > 3 else 0
        if in_list and not clitic and text.words[index - 1] not in (_ITEM_OPENS if alone else '،,-–/"“«('):
            return None
        name = word[clitic:]
        latin, behind = self._latin(text, index)
        if (
            not latin
            and not self.opens_compound(text.words, index, name)
            and (len(name) < 3 or self._no_name(name) or self._no_name(word) or (in_list and self._prefixed(word)))
            and (in_list or alone or not (self._virtue(name, lead.kind) or self._quarter(text.words, index, lead)))
        ):
            return None
        if not latin:
            behind = self._qualified(text, lead, index, self._end(text, index, bare(name), blocked))
        key = " ".join([bare(name), *(bare(w) for w in text.words[index + 1 : behind])])
        spot = Spot(
            first=index, behind=behind, clitic=clitic, cue_at=lead.cue_at, cue_clitic=lead.cue_clitic, kind=lead.kind, listing=lead.listing,
            chain=lead.chain, weight=lead.weight, reasons=lead.reasons,
        )  # fmt: skip
        if latin:
            return replace(spot, options=latin)
        if in_list and not alone and _formed(name):
            return None
        options, why = self._close(key)
        if options:
            return replace(spot, options=options, correction=why)
        if alone:  # «القرى المستهدفة:» and then a name a line
            return spot if text.words[index - 1] in _ITEM_OPENS and ends_item(text.words, behind) else None
        return spot if not in_list or self._listed(text.words, index, behind, lead) else None

    @staticmethod
    def _plain_list(lead: Lead) -> bool:
        """Whether a list without a noun goes on behind a name that is sure, and no country."""
        return lead.kind is None and lead.chain is not None and lead.weight >= LIST and not lead.country

    def _listed(self, words: Sequence[str], index: int, behind: int, lead: Lead) -> bool:
        """Whether what stands around an item says that it is a name: a noun in the dual before the first of two, the next name of the
        list behind it, or what holds the list.
        """
        name = words[index].removeprefix(_AND)
        commas = words[index - 1] in _COMMAS
        if lead.kind is None:
            return commas and name not in self._lexicon.given and self._joined.beside(words, behind, commas=True)
        if behind - index > 1 and words[behind - 1] in self._lexicon.qualifiers and name.startswith(ARTICLE):  # «… والغارية الغربية»
            return True
        told = self._told_where(words, behind) or self._told_town(words, behind)
        return lead.listing is Listing.PAIR or told or self._joined.beside(words, behind)

    def _built(self, text: Text, index: int, lead: Lead, blocked: frozenset[int]) -> Spot | None:
        """The name of a building or a square: a martyr's («مدرسة الشهيد كذا»), a virtue («دوار الكرامة»), one in quotation marks, a word
        with its article behind which it is told where that is («مشفى المزرقط في إدلب»).
        """
        words = text.words
        if lead.cue is None or lead.cue.number != "singular" or lead.definite or index in blocked:
            return None
        group = self._group(words, lead)
        behind = self._honoured(words, index, alone=group in _PATRONS)
        if lead.kind == "base" and bare(words[lead.cue_at or 0][lead.cue_clitic :]) in self._lexicon.units:
            return None  # «كتيبة الفاروق» is a unit, not where it lies
        if behind is None and (self._virtue(words[index], lead.kind) or (group == _SCHOOL and words[index] in self._lexicon.faculties)):
            behind = index + 1
        if behind is None and words[index - 1] in QUOTES and not self._no_name(words[index]):
            behind = self._quoted(text, index, blocked)
        if behind is None and self._naming(words, lead):
            behind = index + 1 if self._lone(words[index]) or self._bare(words[index], words, index + 1) else None
        if behind is None and group in _NAMED and self._lone(words[index]) and self._told_town(words, index + 1):
            behind = index + 1
        if behind is None:
            behind = self._called(words, index, group)
        return self._spot(index, behind, lead) if behind is not None else None

    def _naming(self, words: Sequence[str], lead: Lead) -> bool:
        """Whether the noun is one that hardly stands before anything but a name («دوار الحلبي»)."""
        return lead.cue_at is not None and bare(words[lead.cue_at][lead.cue_clitic :]) in self._lexicon.naming

    def _bare(self, name: str, words: Sequence[str], behind: int) -> bool:
        """Whether a word without an article may be a name since its town is told, and is no adjective («شارع فرعي في إدلب»)."""
        adjective = name.endswith(_NISBA) or name.startswith(_ON_THE)
        return len(name) >= _SHORTEST and not adjective and not self._no_name(name) and self._told_town(words, behind)

    def _called(self, words: Sequence[str], index: int, group: str | None) -> int | None:
        """The end of a name made of common words behind which the town is told: «معمل الغاز بريف حماة», «مشفى نبض الحياة في حاس»,
        «حاجز الملعب بمدينة طفس»; or None.
        """
        for behind in (index + 1, index + 2):
            last = words[behind - 1] if behind <= len(words) else "\n"
            if not is_word(last) or last in self._lexicon.not_names or last in self._lexicon.prepositions:
                return None
            if len(last) >= _SHORTEST and last.startswith(ARTICLE) and self._told_town(words, behind):
                found = self._lexicon.cues.get(last)
                landmark = group in _CROSSED and found is not None and found[1].kind in _LANDMARKS
                return behind if landmark or (group in _ORDINARILY and found is None) else None
            if group not in _PATRONS or last.startswith(ARTICLE):
                return None
        return None

    def _group(self, words: Sequence[str], lead: Lead) -> str | None:
        """What the noun of a building has in common with others («مشفى», «مستشفى»)."""
        return self._lexicon.synonyms.get(bare(words[lead.cue_at][lead.cue_clitic :])) if lead.cue_at is not None else None

    def _quoted(self, text: Text, index: int, blocked: frozenset[int]) -> int | None:
        """The end of a short quotation that is a name, or None."""
        end = self._end(text, index, "", blocked)
        return end if end < len(text.words) and text.words[end] in CLOSING else None

    def _lone(self, name: str) -> bool:
        """Whether a word with its article may be a name by itself."""
        return name.startswith(ARTICLE) and len(name) >= _SHORTEST and not self._no_name(name)

    def _honoured(self, words: Sequence[str], index: int, *, alone: bool) -> int | None:
        """The end of a person's name that something is called after («الشهيد خالد العلي», «خالد بن الوليد»), or None; `alone`: a first
        name is enough («مسجد بلال»).
        """
        given, at = self._lexicon.given, index
        if words[at] in self._lexicon.honorifics:
            at += 1
            if at >= len(words) or not is_word(words[at]) or (self._no_name(words[at]) and not self._person(words[at])):
                return None
        elif alone and (words[at] in self._lexicon.kunyas or words[at] in self._lexicon.openers):  # «مشفى ابن خلدون»
            return at + 2 if at + 1 < len(words) and is_word(words[at + 1]) else None
        elif words[at] not in given or not (alone or words[at + 1 : at + 2] == (_SON,)):
            return None
        at += 1
        if words[at : at + 1] == (_SON,):
            at += 2
        elif at < len(words) and words[at].startswith(ARTICLE) and words[at - 1] in given:
            at += 1
        return min(at, len(words))

    def _person(self, word: str) -> bool:
        """Whether a common word may be a person's name behind a title («الإمام النووي»)."""
        return word in self._lexicon.given or (word.startswith(ARTICLE) and word not in self._lexicon.not_names)

    def _wide(self, text: Text, index: int, lead: Lead, blocked: frozenset[int]) -> Spot | None:
        """The name of an area: a compound («منطقة أبو كذا»), or a word with its article behind which it is told where that is."""
        words, name = text.words, text.words[index]
        if lead.cue is None or lead.cue.number != "singular" or lead.definite or index in blocked:
            return None
        if self.opens_compound(words, index, name):
            return self._spot(index, self._end(text, index, name, blocked), lead)
        if words[index - 1] in QUOTES and not self._no_name(name) and (end := self._quoted(text, index, blocked)):
            adjective = not name.startswith(ARTICLE) and name.endswith(_FEMININE)  # «منطقة "كذا"», not «منطقة "آمنة"»
            return None if adjective else self._spot(index, end, lead)
        bare_name = lead.kind == "front" or (lead.kind == PlaceKind.REGION and not name.endswith(_FEMININE))  # «منطقة جبلية شرقي كذا»
        named = self._lone(name) or (bare_name and len(name) >= _SHORTEST and not self._no_name(name) and not self._prefixed(name))
        told = self._told_where(words, index + 1) or (self._lone(name) and self._told_town(words, index + 1))
        return self._spot(index, index + 1, lead) if named and told else None

    def _told_where(self, words: Sequence[str], at: int) -> bool:
        """Whether what contains a place follows, or a direction («بريف حماة», «غربي الرقة»)."""
        if at >= len(words):
            return False
        word = words[at]
        found = self._lexicon.cues.get(word)
        return (found is not None and found[1].kind in _HOLDERS) or (word in self._lexicon.directions and not word.startswith(ARTICLE))

    def _acted(self, words: Sequence[str], cue: int, index: int) -> bool:
        """Whether a cue is rather a verb with its subject («سد المتظاهرون الطريق», «تجمع المحتجون»)."""
        name, needs = words[index], self._lexicon.verbal.get(words[cue].removeprefix(_AND))
        if needs is None or not is_word(words[index - 1]):
            return False
        if name.startswith(ARTICLE) and name.endswith(_PLURAL):
            return True
        placed = cue > 0 and words[cue - 1] in self._lexicon.prepositions
        return needs and not placed and not self.opens_compound(words, index, name) and not self._told_where(words, index + 1)

    def _told_town(self, words: Sequence[str], at: int) -> bool:
        """Whether the town, the quarter or the area follows that a building stands in («بحي الشعار», «في مدينة سرمين», «بدمشق»)."""
        if at >= len(words):
            return False
        inside = at + 1 if words[at] == _IN else at
        if inside >= len(words) or not (inside > at or words[at][0] == _AT):
            return self._told_where(words, at)
        found, name = self._lexicon.cues.get(words[inside]), words[inside][inside == at :]
        known = len(name) > _LETTERS[inside > at] and bare(name) in self._index
        return known or (found is not None and found[1].kind in NAMING_CUES | _HOLDERS)

    def _spot(self, index: int, behind: int, lead: Lead) -> Spot:
        return Spot(
            first=index, behind=behind, cue_at=lead.cue_at, cue_clitic=lead.cue_clitic, kind=lead.kind, listing=lead.listing,
            chain=lead.chain, weight=lead.weight, reasons=lead.reasons,
        )  # fmt: skip

    def opens_compound(self, words: Sequence[str], index: int, name: str) -> bool:
        """Whether a name of two words may begin here («قرية تل كذا»): the first word of compounds, and a word that can be a name."""
        heads, at = self._heads, index + 1
        if name not in heads:
            return False
        if at + 1 < len(words) and words[at] in heads:  # «تل أم الرمان»
            at += 1
        following = words[at] if at < len(words) else ""
        joined = following[:1] == _AND and bare(following[1:]) in self._index  # «بلدتي كفر ومعرة مصرين»
        return len(following) > 2 and is_word(following) and not joined and not self._no_name(following)

    def _virtue(self, name: str, kind: str | None) -> bool:
        """Whether a common word may name a quarter, a camp or a village that nobody knows («حي السلام»)."""
        return kind in _VIRTUOUS and name.startswith(ARTICLE) and bare(name) in self._lexicon.virtues

    def _quarter(self, words: Sequence[str], index: int, lead: Lead) -> bool:
        """Whether a common word names a quarter, since its town is told («حي النازحين في مدينة حمص»)."""
        if lead.kind != PlaceKind.NEIGHBOURHOOD or lead.cue is None or lead.cue.number != "singular" or lead.definite:
            return False
        name, found = words[index], self._lexicon.cues.get(words[index])
        if not name.startswith(ARTICLE) or len(name) < _SHORTEST or (found is not None and found[1].kind != PlaceKind.REGION):
            return False
        return self._told_town(words, index + 1)

    def _no_name(self, word: str) -> bool:
        """Whether a word cannot be an unknown name: it stands in the lexicon as something else, or is a common word."""
        lexicon = self._lexicon
        stem = bare(word)
        return (
            word in lexicon.not_names or stem in lexicon.not_names or word in lexicon.prepositions or word in lexicon.directions
            or word in lexicon.cues or stem in lexicon.heads or word in lexicon.common or stem in lexicon.common
            or (word[0] in "وبلف" and (word[1:] in lexicon.not_names or word[1:] in lexicon.prepositions))
        )  # fmt: skip

    def _prefixed(self, word: str) -> bool:
        """Whether an item of a list is a common word with a preposition on it («…، برعاية كذا»)."""
        return word[:1] in _ON_WORDS and len(word) > _SHORTEST and word[1:] in self._lexicon.common

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
        while stem in self._heads and following < len(words) and is_word(words[following]) and following not in blocked:
            stem = bare(words[following])
            following += 1
            if following - index == _LONGEST or (following < len(words) and self._no_name(words[following])):
                break
        return following

    def _latin(self, text: Text, index: int) -> tuple[tuple[Met, ...], int]:
        """The places of a name in Latin letters («بلدة Tell Rifaat»), the longest first, and the token behind it."""
        words = text.words
        for behind in range(min(index + _LONGEST, len(words)), index, -1) if words[index].isascii() else ():
            stretch = words[index:behind]
            if all(word.isascii() and (word.isalpha() or word in _LATIN_JOINTS) for word in stretch):
                found = self._index.latin(" ".join(stretch))
                if found:
                    return found, behind
        return (), index

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


def _formed(name: str) -> bool:
    """Whether an item of a list has the form of a verb («…، ونصبت حاجزا»)."""
    return (name.endswith(_VERBAL) or (name[0] == _FORMED and name.endswith(_OBJECTS))) and not name.startswith(ARTICLE)


def ends_item(words: Sequence[str], behind: int) -> bool:
    """Whether an item of a list is over at a token: a sign, a line end, «و» on the next word."""
    return behind >= len(words) or words[behind] in _ITEM_ENDS or words[behind][0] == "و"
