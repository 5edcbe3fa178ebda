"""Names that a copied page glues to the line behind them, since it drops line ends: «حريق في السويداءأسفر …»."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.arabic import bare, fold_word
from gazetteer.index import NameIndex
from gazetteer.models import PlaceKind
from geo.place_lexicon import PlaceLexicon

_KINDS, _KNOWN = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.GOVERNORATE, PlaceKind.COUNTRY}), 3  # by their importance


def glued_names(index: NameIndex, lexicon: PlaceLexicon) -> Iterator[str]:
    """The words, folded, that the names of known towns and states end in; none that is a whole name and also a word."""
    known = (place for place in index.places if place.importance >= _KNOWN and place.kind in _KINDS)
    for words in (fold_word(name).split() for place in known for name in (place.name_ar, *place.alt_ar)):
        if len(words) > 1 or not lexicon.level(bare(words[0]), definite=True):
            yield words[-1]
