"""Places whose name is a common word, made sure by what else the report names: «في الطبقة» beside Raqqa, «كنصفرة والزيارة» side by side."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gazetteer.arabic import ARTICLE, bare, fold_word
from gazetteer.index import HEADLESS, Met, NameIndex
from gazetteer.models import ADMIN_KINDS, Place, PlaceKind
from geo.common_towns import CommonTowns
from geo.distance import km_between
from geo.lexicon import rows
from geo.options import region_called
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text

_CLITICS = ("", "و", "ب", "ل", "وب", "ول")
_ON_THE = ("ع", "وع")  # colloquial «على», before the article
_TOWNS, _KNOWN = frozenset({PlaceKind.CITY, PlaceKind.TOWN}), 4  # towns that everybody knows, by their importance
_SETTLED = _TOWNS | {PlaceKind.VILLAGE}
_QUARTERS = frozenset({PlaceKind.NEIGHBOURHOOD, PlaceKind.CAMP})
_BROAD = ADMIN_KINDS | {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.FOREIGN_PLACE}
_ORDINARY = 1  # level of ordinariness
_REACHES = (6.0, 8.0, 10.0, 20.0, 25.0, 60.0)  # by importance: how far from a name of the sentence a place is believed
_REGION_KM = 80.0
_BY_QUARTER_KM = 4.0  # how far from a quarter what is named beside it lies
_TOWN_KM = 8.0  # how far from its centre and from each other the quarters of a city lie
_QUARTER_KM = 6.0  # how far apart the quarters of one list lie
_PAIR, _PAIR_KM, _AMONG = 2, 45.0, "بين"  # two towns that prove each other
_BESIDE = (-1, -2, 1, 2)  # where the last and the next item of a list stand
_LIST, _SUPPORTS, _MANY = 3, 2, 4  # common words of a list that prove each other; places of the report that prove one name
_COMMAS, _OPENS_LINE = frozenset("،,"), frozenset("\n•*-–—▪|")
_HEADED = {(sign,) for sign in ":-–—|"}
_SUBJECT = "subject"  # of the words before names: verbs that places are the subject of
_OF_REGIONS = frozenset({"people", "event", "verb", _SUBJECT})  # of the words before names: those that are told of whole regions


class _Word(NamedTuple):
    """A token that may be such a name: letters of the clitic, the name as it is written without it, bare."""

    clitic: int
    form: str
    key: str


class _Surroundings(NamedTuple):
    """What the first reading found: spots by the tokens that they end before and begin with, those of each list, the places of each
    sentence and of all.
    """

    ends: dict[int, Spot]
    begins: dict[int, Spot]
    lists: dict[int | None, list[Spot]]
    sentences: dict[int, dict[str, Place]]
    report: dict[str, Place]

    @staticmethod
    def of(text: Text, spots: Sequence[Spot], regions: Mapping[int, tuple[Met, ...]]) -> _Surroundings:
        """Sort the spots of a text, and the regions told at some tokens."""
        sentences: dict[int, dict[str, Place]] = {}
        report: dict[str, Place] = {}
        named = [(spot.first, met.place) for spot in spots for met in spot.options[:1]]
        for at, place in (*named, *((at, met.place) for at, found in regions.items() for met in found)):
            sentences.setdefault(text.sentence_of(at), {})[place.id] = place
            report[place.id] = place
        lists: dict[int | None, list[Spot]] = {}
        for spot in spots:
            lists.setdefault(spot.chain, []).append(spot)
        return _Surroundings({spot.behind: spot for spot in spots}, {spot.begin: spot for spot in spots}, lists, sentences, report)


class SecondLook:
    """Looks again at what the first reading passed over. Holds the lexicon and the places in question."""

    def __init__(self, index: NameIndex, lexicon: PlaceLexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._common = CommonTowns(lexicon)
        self._parents = {place.id: place.parent for place in index.places}
        self._events = frozenset(
            fold_word(row["form"]) for row in rows("event_nouns") if " " not in row["form"] and row["kind"] != "none"
        )
        self._words: dict[str, _Word] = {}
        for place in index.places:
            for name in _single_names(place):
                if self._doubtful(bare(name), place):
                    self._add(name)
        for form in lexicon.inside:
            self._add(form)
        self.words = frozenset(self._words)

    def _add(self, name: str) -> None:
        for clitic in (*_CLITICS, *(_ON_THE if name.startswith(ARTICLE) else ())):
            merged = clitic.endswith("ل") and name.startswith(ARTICLE)  # «للباب»
            token = clitic + ("ل" + name.removeprefix(ARTICLE) if merged else name)
            if token not in self._lexicon.whole:
                self._words.setdefault(token, _Word(len(clitic) + merged, name, bare(name)))

    def _doubtful(self, key: str, place: Place) -> bool:
        if self._lexicon.level(key, definite=True) < _ORDINARY and not (place.kind in _QUARTERS and " " in place.name_ar):
            return False
        return key not in self._index.orthography.nouns or place.kind in _TOWNS

    def find(self, text: Text, spots: Sequence[Spot], blocked: frozenset[int], objects: Mapping[int, str]) -> Iterator[Spot]:
        """The spots of such names: in the place of a place, and near to what the sentence or the report names;
        `objects`: tokens at which the object of a verb may stand that takes places.
        """
        taken = {token for spot in spots for token in range(spot.begin, spot.behind)} | blocked
        met = [at for at in text.among(self.words) if at not in taken and not self._common.described(text.words, at + 1)]
        if not met:
            return
        words = text.words
        regions = {at: found for at in met if (found := self._region(words, at, self._words[words[at]]))}
        around = _Surroundings.of(text, spots, regions)
        proven = self._lists(words, met)
        for at in met:
            word = self._words[words[at]]
            options = proven.get(at) or self._beside(words, at, word, around) or self._placed_near(text, at, word, around, objects)
            if options := options or self._goes_on(words, at, word, proven):
                proven[at] = options
        for at in reversed(met):
            if at not in proven and (options := self._goes_on(words, at, self._words[words[at]], proven)):
                proven[at] = options
        known = {self._words[words[at]].form: options for at, options in proven.items()}
        for at in met:
            word = self._words[words[at]]
            options = proven.get(at) or (known.get(word.form, ()) if self._led(words, at, word, objects) else ())
            if options := options or regions.get(at, ()):
                yield Spot(first=at, behind=at + 1, clitic=word.clitic, options=options, weight=1.0, reasons=("beside-a-name",))

    def _goes_on(self, words: Sequence[str], at: int, word: _Word, proven: Mapping[int, tuple[Met, ...]]) -> tuple[Met, ...]:
        """What such a name means on the list of another one, which lies near or which it is less ordinary than."""
        other = next((near for near in _BESIDE if at + near in proven and _joined(words, *sorted((at, at + near)))), None)
        if other is None:
            return ()
        options, level = self._options(word, _SETTLED | _QUARTERS), self._lexicon.level(word.key, definite=True)
        reach = _REGION_KM / 2 if level == _ORDINARY else 0.0
        return tuple(
            met for met in options if any(_apart(met.place, beside.place) <= max(reach, _reach(met.place)) for beside in proven[at + other])
        )

    def _options(self, word: _Word, kinds: frozenset[PlaceKind]) -> tuple[Met, ...]:
        """The places of a name that have their article as the text has it."""
        met = (met for met in self._index.met(word.key) if met.place.kind in kinds)
        return tuple(m for m in met if (m.how & HEADLESS and m.place.kind in _QUARTERS) or self._called(m.place, word.form))

    def _called(self, place: Place, form: str) -> bool:
        return form in _single_names(place) or (form in self._lexicon.inside and place.kind in _TOWNS)

    # -- in a list of common words that lie side by side --------------------------------------------------------------------------

    def _lists(self, words: Sequence[str], met: Sequence[int]) -> dict[int, tuple[Met, ...]]:
        """The items of lists of three or more such names that lie side by side («السكري والمشهد والأنصاري»), with what they mean."""
        found: dict[int, tuple[Met, ...]] = {}
        run: list[int] = []
        for at in (*met, -1):
            if run and at >= 0 and _joined(words, run[-1], at):
                run.append(at)
                continue
            if len(run) >= _LIST:
                found.update(self._agreeing(words, run, _SETTLED | _QUARTERS))
            elif len(run) == _PAIR and self._opens_pair(words, run[0]):
                found.update(self._agreeing(words, run, _TOWNS))
            run = [at]
        return found

    def _opens_pair(self, words: Sequence[str], at: int) -> bool:
        """Whether a preposition of place or «بين» stands before a token («بين الصور والبصيرة»)."""
        before = words[at - 1] if at else ""
        return before == _AMONG or before in self._lexicon.prepositions or before in self._lexicon.directions

    def _agreeing(self, words: Sequence[str], run: Sequence[int], kinds: frozenset[PlaceKind]) -> dict[int, tuple[Met, ...]]:
        """What the items of a list mean if each has a place near to one of the first item's; nothing else."""
        options = [self._options(self._words[words[at]], kinds) for at in run]
        reach = _PAIR_KM if kinds is _TOWNS else _QUARTER_KM
        for first in options[0]:
            near = [tuple(met for met in item if _apart(met.place, first.place) <= reach) for item in options]
            if all(near):
                return dict(zip(run, near, strict=True))
        return {}

    # -- beside a name -----------------------------------------------------------------------------------------------------------

    def _beside(self, words: Sequence[str], at: int, word: _Word, around: _Surroundings) -> tuple[Met, ...]:
        """What such a name means on the list of a name that lies near («القرقور والزيارة»)."""
        before = (around.ends.get(at), around.ends.get(at - 1))
        behind = (around.begins.get(at + 1), around.begins.get(at + 2))
        listed = [spot for spot in before if spot is not None and _joined(words, spot.behind - 1, at)]
        listed += [spot for spot in behind if spot is not None and _joined(words, at, spot.begin)]
        for spot in listed:
            quarters = spot.options[:1] and spot.options[0].place.kind in _QUARTERS
            items = [spot] if quarters else around.lists[spot.chain]
            beside = [met.place for item in items for met in item.options if met.place.kind not in _BROAD]
            options = self._options(word, _SETTLED | _QUARTERS if quarters else _SETTLED)
            near = tuple(met for met in options if any(_apart(met.place, place) <= _reach(met.place) for place in beside))
            if near:
                return near
        return ()

    # -- in the place of a place ---------------------------------------------------------------------------------------------------

    def _placed_near(self, text: Text, at: int, word: _Word, around: _Surroundings, objects: Mapping[int, str]) -> tuple[Met, ...]:
        """What such a name means behind a preposition or a verb of places, by what is named in its sentence or all over the report."""
        if word.key in self._index.orthography.nouns:
            return ()
        options = self._options(word, _SETTLED | _QUARTERS)
        placed = self._placed(text.words, at, word, objects)
        if not placed and self._reports(text.words, at):
            return tuple(met for met in options if met.place.kind in _TOWNS and met.place.importance >= _KNOWN - 1)
        if word.form in self._lexicon.given:  # «من رامي»
            return ()
        if not placed and _heads_line(text.words, at):
            known = tuple(met for met in options if met.place.importance >= _KNOWN and _about(met.place, around.report.values()))
            return known or tuple(met for met in options if self._in_its_town(met.place, around.report))
        if not placed and self._loose(text.words, at, word) is None:
            return ()
        sentence = around.sentences.get(text.sentence_of(at), {})
        return tuple(met for met in options if self._believed(met.place, sentence, around.report, loose=not placed))

    def _in_its_town(self, place: Place, report: Mapping[str, Place]) -> bool:
        """Whether a place is a quarter, and its city or another quarter of it is named («حلب … المشهد: غارة»)."""
        if place.kind not in _QUARTERS:
            return False
        near = any(other.kind in _TOWNS | _QUARTERS and 0 < _apart(place, other) <= _TOWN_KM for other in report.values())
        return near or any(held in report for held in _chain(place, self._parents))

    def _reports(self, words: Sequence[str], at: int) -> bool:
        """Whether a token stands alone at the head of a line and what happened follows («الحراك: اغتيال شاب»)."""
        if (at and words[at - 1] not in _OPENS_LINE) or words[at + 1 : at + 2] not in _HEADED:
            return False
        return at + 2 < len(words) and words[at + 2] in self._events

    def _region(self, words: Sequence[str], at: int, word: _Word) -> tuple[Met, ...]:
        """The region of such a name behind what happens there or who lives there («مجازر الساحل», «ثوار الجنوب»)."""
        firm = at > 0 and not word.clitic and words[at - 1] in self._lexicon.firm
        if not firm and self._loose(words, at, word) not in _OF_REGIONS:
            return ()
        return tuple(met for met in self._index.met(word.key) if region_called(met.place, word.form))

    def _led(self, words: Sequence[str], at: int, word: _Word, objects: Mapping[int, str]) -> bool:
        return self._placed(words, at, word, objects) or self._loose(words, at, word) is not None

    def _loose(self, words: Sequence[str], at: int, word: _Word) -> str | None:
        """What stands before a token if a place may stand behind it."""
        before, loose = words[at - 1] if at and not word.clitic else "", self._lexicon.loose
        behind = loose.get(words[at + 1]) if at + 1 < len(words) else None  # «عريقة شهدت …»
        told = loose.get(before) or (loose.get(before[1:]) if before[:1] in ("و", "ف") else None)
        return told or (behind if behind == _SUBJECT and not word.clitic else None)

    def _believed(self, place: Place, sentence: Mapping[str, Place], report: Mapping[str, Place], *, loose: bool) -> bool:
        """Whether the sentence names what is near to a place or, of a town that everybody knows, what holds it; or the report two such,
        which is not enough behind a `loose` word.
        """
        if any(_supports(place, other) for other in sentence.values()):
            return True
        known = place.kind in _TOWNS and place.importance >= _KNOWN
        if known and not loose and (any(i in sentence for i in _chain(place, self._parents)) or _about(place, sentence.values())):
            return True
        least = _MANY if loose or place.kind in _QUARTERS else _SUPPORTS
        supports = sum(_supports(place, other) for other in report.values())
        return supports >= least and (not loose or place.importance >= _KNOWN - 1)

    def _placed(self, words: Sequence[str], at: int, word: _Word, objects: Mapping[int, str]) -> bool:
        """Whether a preposition of place or a verb that takes places stands before a token, or a preposition on it."""
        letters = words[at][: word.clitic]
        if letters.endswith(("لل", "ب", "ل", "ع")):
            return letters.endswith(("ب", "ع")) or word.form.startswith(ARTICLE)  # «لمرتين» is twice
        before = words[at - 1] if at else ""
        led = _stripped_in(before, self._lexicon.prepositions) or before in self._lexicon.directions
        return not letters and (led or at in objects)


def _stripped_in(word: str, wanted: Container[str]) -> bool:
    """Whether a word is one of some, with «و» or «ف» before it too."""
    return word in wanted or (word[:1] in ("و", "ف") and word[1:] in wanted)


def _heads_line(words: Sequence[str], at: int) -> bool:
    """Whether a token stands alone before a colon at the head of a line («الباب: غارات»)."""
    return words[at + 1 : at + 2] == (":",) and (not at or words[at - 1] in _OPENS_LINE)


def _joined(words: Sequence[str], last: int, at: int) -> bool:
    """Whether a token goes on the list whose last item ends with the token `last`."""
    if at == last + 1:
        return words[at][0] == "و"
    return at == last + 2 and (words[last + 1] in _COMMAS or words[last + 1] == "و")


def _single_names(place: Place) -> tuple[str, ...]:
    """The single words that a place is called by: its name, that of a quarter without its noun («حي المشهد»), other names only of what
    everybody knows («الدير»).
    """
    names = (place.name_ar, *place.alt_ar) if place.importance >= _KNOWN and place.kind in _TOWNS else (place.name_ar,)
    if place.kind is PlaceKind.REGION:
        names = (place.name_ar, *place.alt_ar) if place.importance >= _KNOWN - 1 else ()
        return tuple(fold_word(name) for name in names if " " not in name and name.startswith("ال"))
    words = fold_word(place.name_ar).split()
    if place.kind in _QUARTERS and len(words) == 2 and words[1].startswith(ARTICLE):
        return (words[1],)
    return tuple(fold_word(name) for name in names if " " not in name) if place.kind in _SETTLED | _QUARTERS else ()


def _reach(place: Place) -> float:
    return _BY_QUARTER_KM if place.kind in _QUARTERS else _REACHES[place.importance]


def _supports(place: Place, other: Place) -> bool:
    """Whether a name elsewhere makes a place likely by lying near."""
    return other.kind not in _BROAD and other.id != place.id and _apart(place, other) <= _reach(place)


def _about(place: Place, others: Iterable[Place]) -> bool:
    """Whether some other place named lies in the same part of the country."""
    return any(other.kind is not PlaceKind.COUNTRY and 0 < _apart(place, other) <= _REGION_KM for other in others)


def _apart(place: Place, other: Place) -> float:
    return km_between(place.lon, place.lat, other.lon, other.lat)


def _chain(place: Place, parents: Mapping[str, str | None]) -> Iterator[str]:
    """Ids of the administrative places below the country that hold a place."""
    at = place.parent
    while at is not None and parents.get(at) is not None:
        yield at
        at = parents[at]
