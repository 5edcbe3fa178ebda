"""What the text says of a position relative to a named place: «ريف حلب الشمالي», «على بعد ١٠ كم شمال الرقة», «محيط سرمين», «بين X وY».

Only words are read here; `geo.locations` turns a relation into a point, a radius and a shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gazetteer.arabic import bare
from gazetteer.models import ADMIN_KINDS, PlaceKind
from geo.directions import compass
from geo.distance_words import DistanceReader, is_decimal
from geo.facilities import stands_in
from geo.models import Relation
from geo.place_lexicon import PlaceLexicon
from geo.resolution import Resolved
from geo.spots import Spot
from geo.text import Text, is_word

_REACH = 9  # tokens before a name that can belong to its relation («على بعد نحو خمسة وعشرين كيلومترا إلى الشمال من»)
_MARKS = frozenset("#\"“”«'‘")  # hashtags and quotes, which may stand between a direction and its name
_FIGURE = 5  # tokens of a distance behind a name
_SIDED = frozenset({"near", "bank", "part"})  # relations that an adjective behind the name may give a side
# Joined to «ريف كذا» by «و», these are in no countryside.
_SITES = {PlaceKind.AIRPORT, PlaceKind.BASE, PlaceKind.CROSSING, PlaceKind.DAM, PlaceKind.FACILITY, PlaceKind.OIL_FIELD}
_NO_NOUNS = frozenset({"countryside", "front"})  # cues that are said of a place, no noun of it


class RelationReader:
    """Reads relations around spots. Holds the lexicons only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        self._distances = DistanceReader(lexicon)

    def read(self, text: Text, resolved: Sequence[Resolved]) -> tuple[Relation | None, ...]:
        """The relation of each spot, or None, in the order of `resolved`."""
        between = self._pairs(text, resolved)
        found: list[Relation | None] = []
        for number, item in enumerate(resolved):
            relation = between.get(number) or self._single(text, item)
            before = found[-1] if found else None
            if relation is None and before is not None and before.type == "near" and self._goes_on(resolved[number - 1], item):
                relation = before  # «محيط سرمين وبنش»: around both
            found.append(relation)
        return tuple(found)

    @staticmethod
    def _goes_on(one: Resolved, other: Resolved) -> bool:
        """Whether a name is joined to the one before it without a noun of its own."""
        return one.spot.chain == other.spot.chain and other.spot.cue_at is None and "list" in other.spot.reasons

    # -- one place ----------------------------------------------------------------------------------------------------------------

    def _single(self, text: Text, item: Resolved) -> Relation | None:
        spot = item.spot
        first = spot.first if spot.cue_at is None else spot.cue_at
        while first > 0 and text.words[first - 1] in _MARKS:  # «شرقي #إدلب», «شرقي مدينة #إدلب»: the sign parts nothing
            first -= 1
        if first < spot.begin and first > 0 and self._own_noun(text.words[first - 1]):
            first -= 1
        before = self._before(text, first)
        after = self._after(text, spot)
        adjectives = compass(text.words[spot.behind : after], self._lexicon.directions) if after > spot.behind else ""
        if spot.countryside and not ("list" in spot.reasons and item.place is not None and item.place.kind in _SITES):
            start, clitic = self._countryside_at(text, first)
            point = adjectives if adjectives != "C" else ""
            kind = "sector" if point else "countryside"
            return Relation(type=kind, direction=point or None, text=self._words(text, start, after, clitic))
        relation = self._from_words_before(text, before, first, spot, adjectives, after) or self._outwards(text, before, first, spot)
        road = road_noun(self._lexicon, text, spot, first) if relation is None and spot.kind == "road" and spot.cue_at is None else None
        if road is not None:  # «طريق نوى»
            return Relation(type="on_road", text=self._words(text, road[0], spot.behind, road[1]))
        if relation is not None and relation.type == "direction":
            return self._with_distance_behind(text, relation, spot)
        if relation is not None:
            return relation
        if stands_in(item) is not None:
            return Relation(type="near", text=self._words(text, first, spot.behind, spot.cue_clitic))
        wide = item.place is not None and (item.place.kind in ADMIN_KINDS or item.place.kind is PlaceKind.REGION)
        if adjectives and (wide or spot.kind in ("governorate", "region", "neighbourhood", "countryside")):
            return Relation(type="sector", direction=adjectives, text=self._words(text, first, after))
        return None

    def _own_noun(self, word: str) -> bool:
        """Whether a word is the generic noun of one name («مدينة», «لمدينة»)."""
        found = self._lexicon.cues.get(word)
        return found is not None and found[1].number == "singular" and found[1].kind not in _NO_NOUNS

    def _with_distance_behind(self, text: Text, relation: Relation, spot: Spot) -> Relation:
        """The direction, and the distance that follows the name («غرب مدينة الرقة بنحو 20 كم»)."""
        hit = self._lexicon.relations.at(text.words, spot.behind) if spot.behind < len(text.words) else None
        if hit is None or hit.value != "distance":
            return relation
        for behind in range(hit.behind + 1, min(len(text.words), hit.behind + _FIGURE) + 1):
            distance = self._distances.read(text, spot.behind, behind)
            if distance is not None:
                told = relation.text + text.raw[text.span(spot.behind - 1, spot.behind)[1] : text.span(behind - 1, behind)[1]]
                return replace(relation, type="distance", distance_m=distance.metres, text=told)
        return relation

    def _before(self, text: Text, first: int) -> int:
        """First token of the run of words directly before a name that may speak of its position."""
        at = first
        while at > 0 and first - at < _REACH and (is_word(text.words[at - 1]) or text.words[at - 1].isdigit() or is_decimal(text, at - 1)):
            at -= 1
        return at

    def _after(self, text: Text, spot: Spot) -> int:
        """The token behind the direction adjectives that follow a name («إدلب الجنوبي الشرقي»)."""
        at = spot.behind
        while (
            at < len(text.words) and at - spot.behind < 2 and text.words[at] in self._lexicon.directions and text.words[at].startswith("ال")
        ):
            at += 1
        return at

    def _countryside_at(self, text: Text, first: int) -> tuple[int, int]:
        """The token of «ريف» before a name, and the letters of clitic on it."""
        for at in range(first - 1, max(-1, first - 4), -1):
            found = self._lexicon.cues.get(text.words[at])
            if found and found[1].kind == "countryside":
                return at, found[0]
        return first, 0

    def _outwards(self, text: Text, before: int, first: int, spot: Spot) -> Relation | None:
        """«إلى الشمال من X», also behind a distance, and «الأحياء الشمالية من X»: what lies away from a place or is a part of it."""
        words, prepositions = text.words, self._lexicon.prepositions
        if first - 2 < before or prepositions.get(words[first - 1]) != "from":
            return None
        at = first - 1
        while at > before and bare(words[at - 1]) != words[at - 1] and self._point(words[at - 1 : at]):
            at -= 1
        point = self._point(words[at : first - 1])
        if not point or at == before:
            return None
        kind, start, clitic = self._phrase_before(text, before, at)
        if kind in ("part", "near"):
            return Relation(type=kind, direction=point, text=self._words(text, start, spot.behind, clitic))
        if prepositions.get(words[at - 1]) != "to":
            return None
        distance = self._distances.read(text, before, at - 1)
        if distance is not None:
            told = self._words(text, distance.first, spot.behind, distance.clitic)
            return Relation(type="distance", direction=point, distance_m=distance.metres, text=told)
        return Relation(type="direction", direction=point, text=self._words(text, at, spot.behind))

    def _point(self, words: Sequence[str]) -> str:
        """The compass point of direction words, also of nouns with the article («الشمال الغربي»)."""
        directions = self._lexicon.directions
        return compass([word if word in directions else bare(word) for word in words], directions)

    def _from_words_before(self, text: Text, before: int, first: int, spot: Spot, adjectives: str, after: int) -> Relation | None:
        """What the words before a name say; `adjectives`, up to token `after`, are the compass point that follows it."""
        words, lexicon = text.words, self._lexicon
        at = first = self._list_noun(text, before, first)
        while at > before and (words[at - 1] in lexicon.directions or words[at - 1][1:] in lexicon.directions):
            if at < first and bare(words[at - 1]) != words[at - 1] and bare(words[at]) == words[at]:
                break  # «الغارية الشرقية شمال بصرى»: the adjective is said of what stands before it
            at -= 1
        point = compass(words[at:first], lexicon.directions)
        distance = self._distances.read(text, before, at)
        kind, start, clitic = self._phrase_before(text, before, at)
        if distance is not None:
            told = self._words(text, distance.first, spot.behind, distance.clitic)
            return Relation(type="distance", direction=point or None, distance_m=distance.metres, text=told)
        if kind and kind not in ("between", "on_road", "distance"):
            if not point and adjectives and kind in _SIDED:  # «أطراف مدينة سرمين الشرقية», «ضفة الفرات الغربية»
                return Relation(type=kind, direction=adjectives, text=self._words(text, start, after, clitic))
            return Relation(type=kind, direction=point or None, text=self._words(text, start, spot.behind, clitic))
        countryside = lexicon.cues.get(words[at - 1]) if at > before else None
        if point and point != "C" and countryside is not None and countryside[1].kind == "countryside":  # «الريف الجنوبي لمحافظة إدلب»
            return Relation(type="sector", direction=point, text=self._words(text, at - 1, spot.behind, countryside[0]))
        if point and point != "C":
            return Relation(type="direction", direction=point, text=self._words(text, at, spot.behind))
        return None

    def _list_noun(self, text: Text, before: int, first: int) -> int:
        """Where a name's dual or plural noun begins («بين بلدتي X وY»): the name itself does not hold it."""
        found = self._lexicon.cues.get(text.words[first - 1]) if first > before else None
        return first - 1 if found is not None and found[1].number != "singular" and found[1].kind not in _NO_NOUNS else first

    def _phrase_before(self, text: Text, before: int, end: int) -> tuple[str | None, int, int]:
        """The relation phrase that ends where the name (or its direction) begins: its type, first token and letters of clitic."""
        for start in range(max(before, end - 3), end):
            hit = self._lexicon.relations.at(text.words, start)
            if hit and hit.behind == end:
                return hit.value, start, hit.clitic
            if hit and hit.value in ("bank", "border") and end - hit.behind <= 2:
                return hit.value, start, hit.clitic
        return None, end, 0

    # -- two places ---------------------------------------------------------------------------------------------------------------

    def _pairs(self, text: Text, resolved: Sequence[Resolved]) -> dict[int, Relation]:
        """«بين X وY» and «طريق X – Y»: both spots carry the relation, each with the number of the other."""
        found: dict[int, Relation] = {}
        for number in range(len(resolved) - 1):
            one, other = resolved[number].spot, resolved[number + 1].spot
            if one.chain != other.chain or number in found:
                continue
            first = one.first if one.cue_at is None else one.cue_at
            before = self._before(text, first)
            end = self._list_noun(text, before, first)
            kind, start, clitic = self._phrase_before(text, before, end)
            if kind == "border" and end and self._phrase_before(text, end - 1, end)[0] == "between":
                pass  # «الحدود بين سوريا ولبنان»
            elif kind not in ("between", "on_road"):
                road = road_noun(self._lexicon, text, one, first)
                hyphen = any(sign in "-–/" for sign in text.words[one.behind : other.first])
                if road is None or not hyphen:
                    continue
                kind, (start, clitic) = "on_road", road
            words = self._words(text, start, other.behind, clitic)
            found[number] = Relation(type=kind, text=words, other=number + 1)
            found[number + 1] = Relation(type=kind, text=words, other=number)
        return found

    @staticmethod
    def _words(text: Text, first: int, behind: int, clitic: int = 0) -> str:
        """The raw words of the tokens [first, behind), without the letters of clitic on the first one."""
        return text.raw[text.folded.raw_start(text.starts[first] + clitic) : text.folded.raw_end(text.ends[behind - 1])]


def road_noun(lexicon: PlaceLexicon, text: Text, spot: Spot, first: int) -> tuple[int, int] | None:
    """(token, letters of clitic) of «طريق» before the token `first` of a name, also with an adjective between («الطريق الدولي X – Y»), or
    None.
    """
    if spot.kind == "road" and spot.cue_at is not None:
        return first, spot.cue_clitic
    for at in (first - 1, first - 2):
        found = lexicon.cues.get(text.words[at]) if at >= 0 else None
        if found is not None and found[1].kind == "road" and (at == first - 1 or bare(text.words[at + 1]) != text.words[at + 1]):
            return at, found[0]
    return None
