"""What a town is called instead of its name: «جنوب العاصمة» in a report that names neither Damascus nor another state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gazetteer.arabic import ARTICLE, bare, fold_word
from gazetteer.index import NameIndex
from gazetteer.models import PlaceKind
from geo.lexicon import rows
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text

_CLITICS = ("", "و", "ف", "ب", "وب", "لل", "ولل")
_ABROAD = {PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE}


class EpithetReader:
    """Reads such names. Holds the name index and the lexicon."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        parents = {place.parent for place in index.places if place.kind is PlaceKind.GOVERNORATE}
        self._states = frozenset(parent for parent in parents if parent)
        self._names: dict[str, tuple[int, str]] = {}  # token → letters of clitic, bare name
        for row in rows("epithets"):
            form, key = fold_word(row["form"]), bare(fold_word(row["name"]))
            for clitic in _CLITICS:
                token = clitic + (form.removeprefix(ARTICLE) if clitic.endswith("لل") else form)
                self._names[token] = (len(clitic), key)
        self.words = frozenset(self._names)

    def read(self, text: Text, spots: Sequence[Spot], blocked: frozenset[int]) -> Iterator[Spot]:
        """The spots of such names: none in a report that names the town as well, where they only take it up, or that names other states."""
        indices = text.among(self.words)
        if not indices:
            return
        named = {met.key for spot in spots for met in spot.options}
        if any(met.place.kind in _ABROAD and met.place.id not in self._states for spot in spots for met in spot.options[:1]):
            return
        taken = {token for spot in spots for token in range(spot.begin, spot.behind)}
        for at in indices:
            clitic, key = self._names[text.words[at]]
            options = tuple(met for met in self._index.met(key) if met.place.kind is PlaceKind.CITY)
            if key not in named and options and at not in taken and at not in blocked and self._alone(text.words, at, clitic):
                why = (f"epithet={text.words[at][clitic:]}",)
                yield Spot(first=at, behind=at + 1, clitic=clitic, kind="city", options=options, weight=1.0, reasons=why)

    def _alone(self, words: Sequence[str], at: int, clitic: int) -> bool:
        """Whether a word stands where places stand and nothing says whose it is («العاصمة التركية», «العاصمة دمشق»)."""
        lexicon = self._lexicon
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        placed = clitic > 1 or words[at][:clitic] == "ب" or before in lexicon.prepositions or before in lexicon.directions
        placed = placed or before in lexicon.relations or (before in lexicon.cues and lexicon.cues[before][1].number == "plural")
        return placed and (bare(after) == after or after in lexicon.directions)
