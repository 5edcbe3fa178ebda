"""Names that only the rest of the report makes sure: an unknown village told again, a town that is a word, too, beside others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazetteer.arabic import ARTICLE, bare, fold_word
from gazetteer.index import NameIndex
from gazetteer.models import ADMIN_KINDS, Place, PlaceKind
from geo.distance import km_between
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text

_CLITICS = ("", "و", "ب", "ل", "وب", "ول")
_TOWNS, _KNOWN = frozenset({PlaceKind.CITY, PlaceKind.TOWN}), 4  # towns that everybody knows, by their importance
_COMMON = 2  # level of ordinariness
_REACH_KM = 25.0
_LONG_ENOUGH = 4  # letters of an unknown name that is no other word by chance


class SecondLook:
    """Looks again at what the first reading passed over. Holds the name index and the lexicon."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        parents = {place.id: place.parent for place in index.places}
        self._towns: dict[str, tuple[int, str, frozenset[str]]] = {}  # token → letters of clitic, key, what holds the town
        for place in index.places:
            key = bare(fold_word(place.name_ar))
            if place.kind in _TOWNS and place.importance >= _KNOWN and self._doubtful(key):
                holders = frozenset(_chain(place, parents))
                for clitic in _CLITICS:
                    self._towns.setdefault(_written(clitic, fold_word(place.name_ar)), (len(clitic), key, holders))

    def _doubtful(self, key: str) -> bool:
        return " " not in key and key not in self._index.orthography.nouns and self._lexicon.level(key, definite=True) == _COMMON

    def find(self, text: Text, spots: Sequence[Spot], blocked: frozenset[int]) -> Iterator[Spot]:
        """The spots of such names."""
        taken = {token for spot in spots for token in range(spot.begin, spot.behind)} | blocked
        for spot in (*self._told_again(text, spots, taken), *self._in_company(text, spots, taken)):
            if taken.isdisjoint(range(spot.first, spot.behind)):
                taken.update(range(spot.first, spot.behind))
                yield spot

    # -- unknown names that are told again --------------------------------------------------------------------------------------------

    def _told_again(self, text: Text, spots: Sequence[Spot], taken: set[int]) -> Iterator[Spot]:
        """«قرية كرزيمة … انسحبت من كرزيمة»: behind a preposition the name is the village told before."""
        for spot in spots:
            if (spot.options and spot.correction is None) or spot.cue_at is None or spot.clitic:
                continue
            first, *rest = text.words[spot.first : spot.behind]
            if len(first) < _LONG_ENOUGH and not rest:
                continue
            for clitic in _CLITICS:
                for at in text.places.get(_written(clitic, first), ()):
                    behind = at + 1 + len(rest)
                    if at not in taken and list(text.words[at + 1 : behind]) == rest and self._placed(text.words, at, clitic):
                        yield Spot(
                            first=at, behind=behind, clitic=_letters(clitic, first), kind=spot.kind, options=spot.options,
                            correction=spot.correction, weight=1.0, reasons=("told-before",),
                        )  # fmt: skip

    # -- towns that are also words -----------------------------------------------------------------------------------------------------

    def _in_company(self, text: Text, spots: Sequence[Spot], taken: set[int]) -> Iterator[Spot]:
        """«في الطبقة» in a sentence that names Raqqa: the town, where a place near it, or what holds it, is named beside it."""
        words = text.words
        for at in text.among(self._towns.keys()):
            clitic, key, holders = self._towns[words[at]]
            if at in taken or not self._placed(words, at, words[at][:clitic]) or self._described(words, at + 1):
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

    def _described(self, words: Sequence[str], at: int) -> bool:
        """Whether an adjective follows, which makes a word of a name («الطبقة الوسطى»)."""
        after = words[at] if at < len(words) else ""
        return after.startswith(ARTICLE) and after not in self._lexicon.directions and after not in self._lexicon.cues


def _written(clitic: str, name: str) -> str:
    """A name behind a clitic, as it is written: the article merges with «ل»."""
    return clitic + ("ل" + name[len(ARTICLE) :] if clitic.endswith("ل") and name.startswith(ARTICLE) else name)


def _letters(clitic: str, name: str) -> int:
    """Letters of a token that are clitic, not name."""
    return len(clitic) + (clitic.endswith("ل") and name.startswith(ARTICLE))


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
