"""A name that a report has told with its generic noun names the same place where it stands alone: «مدينة هجين … إنزال هجين»."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gazetteer.arabic import ARTICLE, bare, fold_word
from geo.finding import replace
from geo.leads import Lead
from geo.lexicon import rows
from geo.phrases import PROCLITICS
from geo.place_lexicon import PlaceLexicon
from geo.spots import Listing, Spot
from geo.text import Text, is_word

_TOLD = frozenset({"city", "town", "village", "neighbourhood", "camp", "subdistrict", "hill", "region"})
_COMMON = 2  # level of ordinariness
# Proclitics as they are written before a name, that with its article and that without one → letters that are not of the name.
_BEFORE_ARTICLE = {c: len(c) - (len(ARTICLE) if c.endswith(ARTICLE) else 0) for c in PROCLITICS if c.endswith((ARTICLE, "لل"))}
_BEFORE_NOUN = {clitic: len(clitic) for clitic in PROCLITICS if clitic not in _BEFORE_ARTICLE}


class EchoReader:
    """Reads such names. Holds the lexicon only."""

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        self._events = frozenset(fold_word(row["form"]) for row in rows("event_nouns") if " " not in row["form"])

    def read(self, text: Text, spots: Sequence[Spot], blocked: frozenset[int], lead_of: Callable[[int], Lead]) -> Iterator[Spot]:
        """The places told before or later that the tokens outside of `spots` name; `lead_of`: what stands before a token."""
        told = self._told(text, spots)
        if not told:
            return
        taken = {token for spot in spots for token in range(spot.begin, spot.behind)} | blocked
        for name, source in told.items():
            for first, clitic in self._met(text, name):
                behind = first + len(name)
                if taken.isdisjoint(range(first, behind)) and self._names(text, first, behind, clitic, lead_of(first)):
                    taken.update(range(first, behind))
                    yield self._echo(source, first, behind, clitic)

    def _told(self, text: Text, spots: Sequence[Spot]) -> dict[tuple[str, ...], Spot]:
        """The names behind a generic noun of their own, as they are written, with the first spot of each."""
        told: dict[tuple[str, ...], Spot] = {}
        for spot in spots:
            words = text.words[spot.first : spot.behind]
            if not all(map(is_word, words)):
                continue
            noun = self._lexicon.cues.get(words[0]) if len(words) > 1 else None
            if noun is not None and noun[1].kind in _TOLD:  # «مخيم الهول» is one name
                told.setdefault(words[1:], spot)
            elif spot.kind in _TOLD and not spot.clitic and f"cue={spot.kind}" in spot.reasons:
                told.setdefault(words, spot)
        return told

    @staticmethod
    def _met(text: Text, name: tuple[str, ...]) -> list[tuple[int, int]]:
        """(first token, letters of clitic) wherever a name stands, with proclitics too."""
        first, rest, size = name[0], name[1:], len(name)
        definite = first.startswith(ARTICLE)
        stem, written = (first.removeprefix(ARTICLE), _BEFORE_ARTICLE) if definite else (first, _BEFORE_NOUN)
        forms = {first: 0} | {clitic + stem: letters for clitic, letters in written.items()}
        met = [(at, letters) for form, letters in forms.items() for at in text.places.get(form, ())]
        return sorted((at, letters) for at, letters in met if text.words[at + 1 : at + size] == rest)

    def _names(self, text: Text, first: int, behind: int, clitic: int, lead: Lead) -> bool:
        """Whether a stretch is the name again: no person or medium, and a common word only where places stand."""
        words, lexicon = text.words, self._lexicon
        if lead.weight < 0 or lead.person or lead.cue is not None or (behind < len(words) and words[behind] in lexicon.tails):
            return False
        form = words[first][clitic:]
        key = " ".join(bare(word) for word in (form, *words[first + 1 : behind]))
        level = lexicon.level(key, definite=form.startswith(ARTICLE))
        if level < _COMMON and form not in lexicon.given and lexicon.heads.get(bare(form)) != "person":
            return True
        return clitic == 0 and (lead.weight > 0 or (first > 0 and self._event(words[first - 1])))

    def _event(self, word: str) -> bool:
        """Whether a word is what happens to a place, without its article («قصف الباب»)."""
        return any(word[size:] in self._events for size in (0, 1) if not size or word[:1] in "وفبل")

    @staticmethod
    def _echo(source: Spot, first: int, behind: int, clitic: int) -> Spot:
        return replace(
            source, first=first, behind=behind, clitic=clitic, cue_at=None, cue_clitic=0, countryside=False, listing=Listing.NONE,
            kind=None if source.options else source.kind, chain=None, weight=1.0, reasons=("told-with-its-noun",),
        )  # fmt: skip
