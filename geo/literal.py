"""Whether a name stands for its place or for a government or an army («قالت واشنطن»)."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.arabic import fold_word
from gazetteer.models import Place, PlaceKind
from geo.leads import BETWEEN
from geo.lexicon import rows
from geo.phrases import PROCLITICS, PhraseTable
from geo.place_lexicon import PlaceLexicon
from geo.resolution import Resolved
from geo.spots import Spot
from geo.text import Text, is_word

_HOME = "sy"
_WINDOW = 4  # tokens behind the subject of a headline among which its verb stands («تركيا، اليوم الثلاثاء، تعلن»)
_LONGEST = 3  # words of a phrase before a name
_ON_NAMES = ("ل", "ب")  # prepositions that are written on the name
_FITTING = {"ل": ("ل",), "ب": ("", "ب")}  # by the preposition on a name: those that a phrase before it goes on with
_ENDS = frozenset("\n.؛")
_FOREIGN = frozenset({PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE})
_AREA, _DOTS = "governorate", frozenset(".…")
_OPENS_LINE, _DATELINE = frozenset("\n•●▪|"), frozenset("-–—/(\n|،")


class LiteralReader:
    """Reads how a country or a capital is used. Holds the lexicon only.

    By itself a foreign country or capital stands for its government, since reports on Syria name it for what it does; the country at home
    and its capital are places.
    """

    def __init__(self, lexicon: PlaceLexicon) -> None:
        self._lexicon = lexicon
        acts = {row["form"]: "say" for row in rows("said_verbs") if row["kind"] in ("say", "announce")}
        acts |= {row["form"]: row["what"] for row in rows("government_acts")}
        self._acts = PhraseTable(acts.items(), verbs=True)
        self._of_government = _leading("government_phrases")
        self._of_land = _leading("territory_words")
        self._events = frozenset(fold_word(row["form"]) for row in rows("event_nouns"))
        self._decisions = frozenset(fold_word(row["form"]) for row in rows("decision_words"))
        self._duties = {fold_word(row["form"]): row["what"] for row in rows("duty_words")}
        self._is_seat: dict[str, bool] = {}  # by name: no more of them than places
        self._seats = frozenset(fold_word(row["form"]) for row in rows("government_seats"))

    def read(self, text: Text, resolved: Sequence[Resolved]) -> tuple[bool, ...]:
        """For each spot, whether it is meant as a place."""
        found: list[bool] = []
        for number, item in enumerate(resolved):
            before = resolved[number - 1].spot if number else None
            found.append(self._literal(text, item, before, literal=not found or found[-1]))
        return tuple(found)

    def _literal(self, text: Text, item: Resolved, before: Spot | None, *, literal: bool) -> bool:
        """Args: `before`, `literal`: the spot before it, and what was found for that."""
        place = item.choices[0].met.place if item.choices else None
        spot = item.spot
        if spot.kind == _AREA and spot.cue_at is not None and self._administers(text, spot):
            return False
        if place is None or not self._speaks(place):
            return True
        if self._bordering(text, spot.first) or self._led(self._of_land, text, spot):
            return True
        if self._led(self._of_government, text, spot):
            return False
        if self._owes(text.words, spot):
            return False
        if spot.cue_at is not None or spot.countryside or self._located(text, spot.first, spot.clitic):
            return True
        foreign = place.kind in _FOREIGN and place.id != _HOME
        if self._acting(text, spot, city=place.kind is not PlaceKind.COUNTRY):
            return False
        if before is not None and self._joined(text, before, spot):
            return literal
        if before is not None and before.behind == spot.first and not literal and not spot.clitic:  # «اتهمت أنقرة دمشق»
            return not self._said(text.words, before.first - 1)
        return not foreign or self._heads(text, spot)

    def _owes(self, words: Sequence[str], spot: Spot) -> bool:
        """Whether it is told what a government has to do («على تركيا أن توقف …»)."""
        behind = words[spot.behind] if spot.behind < len(words) else ""
        return spot.begin > 0 and self._duties.get(words[spot.begin - 1]) == "before" and self._duties.get(behind) == "behind"

    def _administers(self, text: Text, spot: Spot) -> bool:
        """Whether the authorities of a governorate are meant, which say or decide something («محافظة حمص: تعليق الدوام»)."""
        words, begin, behind = text.words, spot.begin, spot.behind
        following = words[behind] if behind < len(words) else "\n"
        opens = begin == 0 or words[begin - 1] in _OPENS_LINE
        if following == ":" and opens:
            return behind + 1 < len(words) and words[behind + 1] in self._decisions
        return opens and is_word(following) and self._said(words, behind)

    def _speaks(self, place: Place) -> bool:
        """Whether a place is a country or a capital, whose name may stand for a government."""
        seat = self._is_seat.get(place.name_ar)
        if seat is None:
            seat = self._is_seat[place.name_ar] = fold_word(place.name_ar) in self._seats
        return seat or place.kind is PlaceKind.COUNTRY

    def _located(self, text: Text, first: int, clitic: int) -> bool:
        """Whether a preposition of place or a direction leads the name («بوسط العراق»)."""
        if clitic and "ب" in text.words[first][:clitic]:
            return True
        if first == 0:
            return False
        before = text.words[first - 1]
        if before in self._lexicon.prepositions or before in self._lexicon.directions:
            return True
        nouns = [before[len(clitic) :] for clitic in PROCLITICS if before.startswith(clitic)]
        return any(noun in self._lexicon.directions or noun in self._lexicon.centres for noun in nouns)

    def _bordering(self, text: Text, first: int) -> bool:
        """Whether «الحدود» stands before the name, with or without «مع»."""
        hits = (self._lexicon.relations.at(text.words, at) for at in range(max(0, first - 3), first))
        return any(hit is not None and hit.value == "border" and first - hit.behind <= 1 for hit in hits)

    def _led(self, phrases: PhraseTable[str], text: Text, spot: Spot) -> bool:
        """Whether such a phrase ends right before the name; one that ends in «ل» or «ب» before a name with that clitic."""
        begin = spot.begin
        clitic = spot.clitic if spot.cue_at is None else spot.cue_clitic
        letter = text.words[begin][:clitic][:1]
        fitting = _FITTING.get(letter, ("",))
        if (inside := phrases.at(text.words, begin)) is not None and inside.behind < spot.behind:  # «العاصمة دمشق» as one name
            return True
        hits = (phrases.at(text.words, at) for at in range(max(0, begin - _LONGEST), begin))
        return any(hit is not None and hit.behind == begin and hit.value in fitting for hit in hits)

    def _acting(self, text: Text, spot: Spot, *, city: bool) -> bool:
        """Whether a verb of governments stands right before the name or behind it; a city is rather hit than that it hits («قصفت دمشق»)."""
        words, first, behind = text.words, spot.first, spot.behind
        if first and not spot.clitic and (hit := self._acts.at(words, first - 1)) and not (city and hit.value == "hit"):
            return True
        while behind < len(words) and words[behind][0] == "و" and words[behind][1:] in self._seats:  # «دمشق وعمان تتفقان»
            behind += 1
        reach = _WINDOW if first == 0 or words[first - 1] in _OPENS_LINE else 1
        for at in range(behind, min(len(words), behind + reach)):
            if words[at] in _ENDS and "." not in (words[at - 1], words[at + 1 : at + 2] and words[at + 1]):
                return False  # «موسكو – تاس. أعلن …» is a dateline, «أنقرة.. تعلن» is none
            if is_word(words[at]) and (hit := self._acts.at(words, at)) and (at == behind or words[at][0] not in "وف"):
                return words[at][0] not in "وف"
        return False

    def _said(self, words: Sequence[str], at: int) -> bool:
        hit = self._acts.at(words, at) if at >= 0 else None
        return hit is not None and hit.value == "say"

    @staticmethod
    def _joined(text: Text, before: Spot, spot: Spot) -> bool:
        """Whether a name goes on the list of the one before it («في سوريا والعراق», «بين موسكو وأنقرة»)."""
        between = text.words[before.behind : spot.begin]
        if not between:
            return text.words[spot.begin][: spot.clitic] == "و"
        return len(between) == 1 and between[0] in BETWEEN and between[0] != "\n"

    def _heads(self, text: Text, spot: Spot) -> bool:
        """Whether a name opens a line as a dateline («أنقرة - »), a heading («العراق: انفجار …») or alone, or is a hashtag."""
        words, first, behind = text.words, spot.first, spot.behind
        following = words[behind] if behind < len(words) else "\n"
        if first and words[first - 1] == "#":
            return True
        if first and words[first - 1] not in _OPENS_LINE:
            return False
        if following in _DOTS:  # «فرنسا.. محاكمة»
            return following == "…" or words[behind + 1 : behind + 2] == (".",)
        if following == ":":
            return behind + 1 < len(words) and words[behind + 1] in self._events
        return following in _DATELINE


def _leading(table: str) -> PhraseTable[str]:
    """The phrases of a table, each with the preposition that it goes on with on the name itself («ل», «ب»), or ""."""
    split = [(row["form"], next((letter for letter in _ON_NAMES if row["form"].endswith(f" {letter}")), "")) for row in rows(table)]
    return PhraseTable(((form.removesuffix(f" {letter}"), letter) for form, letter in split), exact_article=True)
