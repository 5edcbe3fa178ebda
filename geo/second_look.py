"""Towns whose name is a common word, made sure by what else the sentence names: «في الطبقة» beside Raqqa."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazetteer.arabic import ARTICLE, bare, fold_word
from gazetteer.index import NameIndex
from gazetteer.models import ADMIN_KINDS, Place, PlaceKind
from geo.common_towns import CommonTowns
from geo.distance import km_between
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text

_CLITICS = ("", "و", "ب", "ل", "وب", "ول")
_TOWNS, _KNOWN = frozenset({PlaceKind.CITY, PlaceKind.TOWN}), 4  # towns that everybody knows, by their importance
_COMMON = 2  # level of ordinariness
_REACH_KM = 25.0


class SecondLook:
    """Looks again at what the first reading passed over. Holds the lexicon and the towns in question."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._common = CommonTowns(lexicon)
        parents = {place.id: place.parent for place in index.places}
        self._towns: dict[str, tuple[int, str, frozenset[str]]] = {}  # token → letters of clitic, key, what holds the town
        for place in index.places:
            key = bare(fold_word(place.name_ar))
            if place.kind in _TOWNS and place.importance >= _KNOWN and self._doubtful(key):
                holders = frozenset(_chain(place, parents))
                name = fold_word(place.name_ar)
                for clitic in _CLITICS:
                    merged = clitic.endswith("ل") and name.startswith(ARTICLE)  # «للباب»
                    token = clitic + ("ل" + name.removeprefix(ARTICLE) if merged else name)
                    self._towns.setdefault(token, (len(clitic) + merged, key, holders))

        self.words = frozenset(self._towns)

    def _doubtful(self, key: str) -> bool:
        return " " not in key and key not in self._index.orthography.nouns and self._lexicon.level(key, definite=True) == _COMMON

    def find(self, text: Text, spots: Sequence[Spot], blocked: frozenset[int]) -> Iterator[Spot]:
        """The spots of such names: where the sentence names a place near the town, or what holds it."""
        taken = {token for spot in spots for token in range(spot.begin, spot.behind)} | blocked
        words = text.words
        for at in text.among(self.words):
            clitic, key, holders = self._towns[words[at]]
            if at in taken or not self._placed(words, at, words[at][:clitic]) or self._common.described(words, at + 1):
                continue
            options = self._index.met(key)
            town = next(met.place for met in options if met.place.kind in _TOWNS and met.place.importance >= _KNOWN)
            sentence = text.sentence_of(at)
            beside = [met.place for spot in spots if text.sentence_of(spot.first) == sentence for met in spot.options[:1]]
            if any(_near(town, place) or place.id in holders for place in beside):
                yield Spot(first=at, behind=at + 1, clitic=clitic, options=options, weight=1.0, reasons=("beside-a-name",))

    def _placed(self, words: Sequence[str], at: int, clitic: str) -> bool:
        """Whether a preposition of place stands before a token, or on it."""
        if clitic.endswith(("ب", "ل")):
            return True
        before = words[at - 1] if at else ""
        return before in self._lexicon.prepositions or before in self._lexicon.directions


def _near(town: Place, other: Place) -> bool:
    if other.kind in ADMIN_KINDS or other.kind is PlaceKind.COUNTRY or other.id == town.id:
        return False
    return km_between(town.lon, town.lat, other.lon, other.lat) <= _REACH_KM


def _chain(place: Place, parents: dict[str, str | None]) -> Iterator[str]:
    """Ids of the administrative places below the country that hold a place."""
    at = place.parent
    while at is not None and parents.get(at) is not None:
        yield at
        at = parents[at]
