"""Which place each spot means: decided jointly over the report, with reasons, and left open when the evidence does not decide.

Every option of a spot gets a score from its name and kind, from what the text says contains it, and from how near it is to what else the
report names. Proximity needs the others to be resolved, so scores are computed in rounds: first without it, then with the places that
led in the round before. All weights are of one scale: a lead of `_MARGIN` decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from gazetteer.arabic import ARTICLE, bare, is_definite
from gazetteer.index import ALTERNATIVE, GENERATED, HEADLESS, Met, kind_bonus
from gazetteer.models import ADMIN_KINDS, Place, PlaceKind
from geo.areas_meant import AreasMeant, quarter_headings
from geo.containment import Containment
from geo.directions import compass, toward
from geo.distance import km_between
from geo.facilities import without_chance_namesakes
from geo.finding import Finding, replace
from geo.in_town import PART_CUES, PARTS, SITES, lies_in
from geo.open_spots import Anchor, OpenSpot, governorate_said, lead_of, list_ends, nearness
from geo.place_lexicon import PlaceLexicon
from geo.spots import Spot
from geo.text import Text
from geo.told_positions import ToldPosition, told_position

_MARGIN = 0.05
_IMPORTANCE = 0.13
_KIND = 6.0  # against kind_bonus (0.08 for the kind asked for)
_INSIDE_NEXT, _INSIDE_SENTENCE, _INSIDE_REPORT, _OUTSIDE_NEXT = 1.1, 0.6, 0.35, -0.8
_SECTOR = 0.25
_AREA = 1.2  # what speaks for the governorate where its border, its governor or its share of a count is told
_NEAR_LIST, _NEAR_SENTENCE, _NEAR_REPORT = 0.9, 0.5, 0.4
_HOW = tuple(
    sum(weight for bit, weight in ((ALTERNATIVE, -0.06), (GENERATED, -0.12), (HEADLESS, -0.35)) if how & bit) for how in range(8)
)  # by the bit field of `Met.how`
_ROUNDS = 3
_NEIGHBOURS = 2  # mentions to either side that count as near as those of the sentence
_OTHER_NOUN = 0.1
_OTHER_ARTICLE = 0.25  # «الصبحة» is rather «الصبحة» than «صبحة»
_SEAT_TOO = 0.4  # «في القنيطرة» is rather the town that a governorate is called after than a village
_REGION_KM = 25.0  # the centre of a region around a town lies no farther from the town than this
_SAME_PLACE_KM = 3.0
_TOWN_GAP = 2  # words between a quarter and its town
_SENSE = 0.5
_SUPPORT = 0.2  # nearness that a corrected spelling must have to be believed
_LITTLE_KNOWN = 2  # importance up to which a place that the text puts elsewhere is taken for another one of its name
OUTSIDE, ABROAD, _BY_BORDER = "outside-what-the-text-says", "in-another-country", "by-the-border-of-what-the-text-says"
_THERE, _ASTRAY = "where-the-text-puts-it", "not-where-the-text-puts-it"
_PUT = 0.4  # what «قرب كذا» or «شمال كذا» adds where it holds

_BASE = {
    PlaceKind.CITY: 0.35, PlaceKind.TOWN: 0.25, PlaceKind.VILLAGE: 0.15, PlaceKind.NEIGHBOURHOOD: 0.0, PlaceKind.CAMP: 0.1,
    PlaceKind.GOVERNORATE: 0.0, PlaceKind.DISTRICT: -0.35, PlaceKind.SUBDISTRICT: -0.3, PlaceKind.COUNTRY: 0.6,
    PlaceKind.FOREIGN_PLACE: -0.1, PlaceKind.REGION: 0.15,
}  # fmt: skip
_TOWNS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
_CITIES = frozenset({PlaceKind.CITY})  # «مستشفى كذا في حمص»: a city needs no noun
_BIGGER = _CITIES | {PlaceKind.TOWN}  # nor does a town behind one of its quarters («حي كذا في الحراك»)
_TOWN_CUES = frozenset({"city", "town"})
_SMALL = frozenset({PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD, PlaceKind.HILL, PlaceKind.CAMP})
_BROAD = frozenset({PlaceKind.COUNTRY, PlaceKind.GOVERNORATE, PlaceKind.REGION})
_MOTION = frozenset({"to", "from", "via"})
_WIDE = {
    PlaceKind.COUNTRY,
    PlaceKind.GOVERNORATE,
    PlaceKind.REGION,
    PlaceKind.RIVER,
    PlaceKind.ROAD,
    PlaceKind.FOREIGN_PLACE,
    PlaceKind.DISTRICT,
}


class Choice(Finding, frozen=True):
    """An option with its score and what made it."""

    met: Met
    score: float
    reasons: tuple[str, ...]


class Resolved(Finding, frozen=True):
    """A spot and its options, best first; `decided` when the best one leads by enough."""

    spot: Spot
    choices: tuple[Choice, ...] = ()
    decided: bool = False

    @property
    def place(self) -> Place | None:
        """The place that the spot means, or None while open or unknown."""
        return self.choices[0].met.place if self.decided else None


class Resolver:
    """Resolves the spots of one text at a time. Holds the containment of the gazetteer and the lexicon."""

    def __init__(self, containment: Containment, lexicon: PlaceLexicon) -> None:
        self._holds = containment
        self._lexicon = lexicon
        self._areas = AreasMeant(lexicon)

    def resolve(self, text: Text, spots: Sequence[Spot]) -> tuple[Resolved, ...]:
        """Decide every spot. The order of the result is that of `spots`."""
        areas = self._areas.read(text, spots)
        quarters = quarter_headings(text, spots)
        states = [self._begin(text, spot, areas.get(number), town=number in quarters) for number, spot in enumerate(spots)]
        self._contain(text, states)
        for state in states:
            state.scores = list(state.fixed)
        pulls: dict[str, dict[str, float]] = {}
        unsure = [number for number, state in enumerate(states) if len(state.options) > 1 or state.spot.correction]
        before: dict[str, Anchor] | None = None
        for _ in range(_ROUNDS if unsure else 0):
            anchors = self._anchors(states)
            if anchors == before:  # as in the round before: the scores would be the same
                break
            for number in unsure:
                self._approach(number, states[number], anchors, pulls)
            self._agree(states)
            before = anchors
        return without_chance_namesakes(text, [self._decide(state) for state in states], self._holds, self._lexicon)

    # -- scores of a spot by itself ---------------------------------------------------------------------------------------------------

    def _begin(self, text: Text, spot: Spot, area: str | None, *, town: bool) -> OpenSpot:
        fixed, why = [], []
        seated = spot.kind is None and any(met.place.kind is PlaceKind.GOVERNORATE for met in spot.options)
        for met in spot.options:
            score, reasons = self._own_score(text, spot, met, heads=not town)
            if seated and met.place.kind in _SMALL:
                score -= _SEAT_TOO
            if area is not None and met.place.kind is PlaceKind.GOVERNORATE:
                score += _AREA
                reasons.append(area)
            fixed.append(score)
            why.append(reasons)
        return OpenSpot(spot, text.sentence_of(spot.first), spot.options, fixed, why)

    def _own_score(self, text: Text, spot: Spot, met: Met, *, heads: bool) -> tuple[float, list[str]]:
        place, reasons = met.place, []
        score = _BASE.get(place.kind, 0.05) + _IMPORTANCE * place.importance
        score += _HOW[met.how]
        if place.kind is PlaceKind.REGION and met.how & HEADLESS:  # «منطقة هجين» is the town and its surroundings before it is «جيب هجين»
            score -= _OTHER_NOUN
        if spot.countryside and spot.kind in (None, "countryside"):
            score += {
                PlaceKind.GOVERNORATE: 1.2,
                PlaceKind.DISTRICT: 0.35,
                PlaceKind.CITY: 0.3,
                PlaceKind.TOWN: 0.3,
                PlaceKind.SUBDISTRICT: 0.2,
            }.get(place.kind, -0.3)
            reasons.append("countryside")
        elif spot.kind:
            bonus = kind_bonus(place.kind, spot.kind) * _KIND
            score += bonus
            if bonus > 0:
                reasons.append(f"kind={spot.kind}")
        elif place.kind in ADMIN_KINDS and place.kind is not PlaceKind.COUNTRY:
            score -= 0.25
        if heads and spot.clitic == 0 and spot.cue_at is None and place.kind is PlaceKind.GOVERNORATE and self._dateline(text, spot):
            score += 0.9
            reasons.append("dateline")
        first = text.words[spot.first]
        if is_definite(first[: spot.clitic], first[spot.clitic :]) != place.name_ar.startswith(ARTICLE) and met.how == 0:
            score -= _OTHER_ARTICLE
        return score, reasons

    @staticmethod
    def _dateline(text: Text, spot: Spot) -> bool:
        """Whether the spot opens a paragraph and ends in a colon: «حلب: …», «محافظة الحسكة: …»."""
        first = spot.first if spot.cue_at is None else spot.cue_at
        opens = first == 0 or text.words[first - 1] in "\n•*-–"
        return opens and spot.behind < len(text.words) and text.words[spot.behind] in ":|"

    # -- what contains it ---------------------------------------------------------------------------------------------------------------

    def _contain(self, text: Text, states: list[OpenSpot]) -> None:
        """Add what the text says of containment: directly behind the name, in the sentence, anywhere in the report."""
        holders = [self._holder(state) for state in states]
        everywhere: dict[str, int] = {}
        sentences: dict[int, Counter[str]] = defaultdict(Counter)
        for state, held in zip(states, holders, strict=True):
            sentences[state.sentence].update(held)
            for place_id in held:
                everywhere[place_id] = everywhere.get(place_id, 0) + 1
        ends, named = list_ends(states), {met.place.id for state in states for met in state.options if met.place.kind is PlaceKind.COUNTRY}
        abroad = not named <= self._holds.home
        for number, state in enumerate(states):
            if state.options and ends[number] + 1 < len(states):
                self._put(state, told_position(text, states[ends[number]].spot, states[ends[number] + 1].spot, self._lexicon))
            if len(state.options) < 2 and not state.spot.correction:
                if state.options and (self._noun_of(text, state.spot)[1] in PART_CUES or state.options[0].place.kind in PARTS):
                    self._within_town(text, states, number)
                    continue
                if state.options and state.options[0].place.kind in SITES:
                    self._within_town(text, states, number)
                if state.options and (abroad or state.options[0].place.importance <= _LITTLE_KNOWN):
                    self._elsewhere(state, self._following_holder(text, states, holders, ends[number])[0])
                continue
            following = self._following_holder(text, states, holders, ends[number])
            if not following[0]:
                self._within_town(text, states, number)
            state.told = following[0]
            near = {place_id for place_id, count in sentences[state.sentence].items() if count > (place_id in holders[number])}
            for option, met in enumerate(state.options):
                self._contain_option(state, option, met, following, near, everywhere, holders[number])

    @staticmethod
    def _put(state: OpenSpot, told: ToldPosition | None) -> None:
        """Add what the text says of a place's position from the next one («قرب معدان»)."""
        for option, met in enumerate(state.options if told is not None else ()):
            if told is None or met.place.kind in _WIDE or met.place.kind in ADMIN_KINDS:
                continue
            there = told.fits(met.place)
            state.fixed[option] += _PUT if there else _OUTSIDE_NEXT
            state.why[option].append(_THERE if there else _ASTRAY)

    def _abroad(self, ids: set[str], chain: set[str]) -> bool:
        """Whether a state is said to hold a place that lies in another one («صيدا جنوبي لبنان» is not the town by Daraa)."""
        told = {place_id for place_id in ids if self._is_state(place_id)}
        return bool(told) and not told & chain and any(map(self._is_state, chain))

    def _is_state(self, place_id: str) -> bool:
        place = self._holds.place(place_id)
        return place is not None and place.kind is PlaceKind.COUNTRY

    def _elsewhere(self, state: OpenSpot, ids: set[str]) -> None:
        """Mark the only place of a name that the text puts into another governorate or state: a namesake that the gazetteer lacks."""
        if self._abroad(ids, set(self._holds.chain(state.options[0].place)[1:])):
            state.why[0].append(ABROAD)
        governorates = {i for i in ids if (place := self._holds.place(i)) is not None and place.kind is PlaceKind.GOVERNORATE}
        state.told = governorates
        place = state.options[0].place
        if governorates and place.kind in _SMALL and place.importance <= _LITTLE_KNOWN and not governorates & set(self._holds.chain(place)):
            state.why[0].append(OUTSIDE)

    def _contain_option(
        self,
        state: OpenSpot,
        option: int,
        met: Met,
        following: tuple[set[str], str],
        near: set[str],
        everywhere: dict[str, int],
        own: set[str],
    ) -> None:
        chain = set(self._holds.chain(met.place)[1:])
        ids, holder = following
        if ids:
            inside = chain & ids
            if met.place.kind is PlaceKind.FOREIGN_PLACE and met.place.parent is None:  # which state holds it is not known
                inside = {i for i in ids - self._holds.home if self._is_state(i)}
            state.fixed[option] += _INSIDE_NEXT if inside else _OUTSIDE_NEXT
            state.why[option].append(f"inside={self._name(min(inside))}" if inside else ABROAD if self._abroad(ids, chain) else OUTSIDE)
        elif chain & near:
            state.fixed[option] += _INSIDE_SENTENCE
            state.why[option].append(f"inside={self._name(min(chain & near))}")
        elif chain & (everywhere.keys() - own):
            state.fixed[option] += _INSIDE_REPORT
            state.why[option].append("inside-what-the-report-names")
        if holder and chain & ids:
            centre = self._holds.place(min(chain & ids))
            if centre is not None and toward(centre, met.place, holder):
                state.fixed[option] += _SECTOR
                state.why[option].append(f"sector={holder}")

    def _name(self, place_id: str) -> str:
        place = self._holds.place(place_id)
        return place.name_ar if place else place_id

    @staticmethod
    def _holder(state: OpenSpot) -> set[str]:
        """Ids of the administrative places and regions that a spot may mean: «حلب» is also its governorate and its district."""
        return {met.place.id for met in state.options if met.place.kind in ADMIN_KINDS and met.place.kind is not PlaceKind.COUNTRY}

    def _following_holder(self, text: Text, states: list[OpenSpot], holders: list[set[str]], at: int) -> tuple[set[str], str]:
        """The holder that the text names directly behind a spot that ends its list («حاس وكفرنبل بريف إدلب الجنوبي»). `at`: that spot.

        Returns:
            ids of what the holder may be, and the part of it that the text names (compass point, or "").
        """
        if at + 1 >= len(states):
            return set(), ""
        holder = states[at + 1].spot
        gap = text.words[states[at].spot.behind : (holder.first if holder.cue_at is None else holder.cue_at)]
        if len(gap) > 4 or any(sign in "\n.،؛:" for sign in gap):
            return set(), ""
        admin = holder.countryside or holder.kind in ("governorate", "subdistrict", "district")
        said = admin or any(self._binds(word) for word in gap)
        ids = holders[at + 1] | {met.place.id for met in holder.options if met.place.kind is PlaceKind.COUNTRY and not met.how & HEADLESS}
        if not admin:  # «شرق سراقب» lies east of the town, in its district or not
            ids = {place_id for place_id in ids if (place := self._holds.place(place_id)) is not None and place.kind in _BROAD}
        if not said or not ids:
            return set(), ""
        beside = (*gap, *text.words[holder.behind : holder.behind + 2])
        return ids, compass(beside, self._lexicon.directions)

    def _within_town(self, text: Text, states: list[OpenSpot], number: int) -> None:
        """Quarters and buildings lie in the town that the text names behind them («حي الجسر بمدينة تل أبيض»)."""
        state = states[number]
        town = states[number + 1] if number + 1 < len(states) else None
        if town is None or town.spot.chain == state.spot.chain:
            return
        noun = self._lexicon.cues.get(text.words[town.spot.first][town.spot.clitic :])  # «مدينة الرقة» may be a name as a whole
        told = town.spot.kind in _TOWN_CUES or (noun is not None and noun[1].kind in _TOWN_CUES)
        generic, asked = self._noun_of(text, state.spot)
        kinds = _TOWNS if told else _BIGGER if asked in PART_CUES else _CITIES
        if not told and all(met.place.kind not in kinds for met in town.options):
            return
        gap = text.words[state.spot.behind : (town.spot.first if town.spot.cue_at is None else town.spot.cue_at)]
        bound = town.spot.cue_clitic + town.spot.clitic > 0 or any(self._inside(word) for word in gap)
        bound = bound or [self._lexicon.prepositions.get(word) for word in gap] == ["from"]  # «الحي الغربي من مدينة كذا»
        apart = any(sign in "\n.،؛:" or sign in self._lexicon.directions for sign in gap)  # «جنوب شرق دمشق» is outside
        if not bound or len(gap) > _TOWN_GAP or apart:
            return
        towns = [met.place for met in town.options if met.place.kind in kinds]
        for option, met in enumerate(state.options):
            fits = lies_in(met, asked, self._lexicon.synonyms.get(generic), towns, self._holds, said=told)
            if fits is not None:
                state.fixed[option] += _INSIDE_NEXT if fits else _OUTSIDE_NEXT
                state.why[option].append(f"in-town={towns[0].name_ar}" if fits else OUTSIDE)

    def _noun_of(self, text: Text, spot: Spot) -> tuple[str, str | None]:
        """The generic noun of a spot, bare, before its name or the first word of it, or else ""; and the kind that it asks for."""
        at, clitic = (spot.first, spot.clitic) if spot.cue_at is None else (spot.cue_at, spot.cue_clitic)
        word = text.words[at][clitic:]
        found = self._lexicon.cues.get(word)
        return bare(word), spot.kind or (found[1].kind if found is not None and spot.behind - at > 1 else None)

    def _inside(self, word: str) -> bool:
        """Whether a word puts what stands before it into what follows (في، وسط), and does not lead there or away (إلى، من)."""
        return word in self._lexicon.centres or self._lexicon.prepositions.get(word, "to") not in _MOTION

    def _binds(self, word: str) -> bool:
        """Whether a word between two names says that the second contains the first (في، بريف، شمالي …)."""
        found = self._lexicon.cues.get(word)
        return (found is not None and found[1].kind == "countryside") or word in self._lexicon.directions

    # -- what it is near to -------------------------------------------------------------------------------------------------------------

    @staticmethod
    def _anchors(states: list[OpenSpot]) -> dict[str, Anchor]:
        """The leaders of the last round as points to be near to, each place once."""
        anchors: dict[str, Anchor] = {}
        for number, state in enumerate(states):
            if not state.options:
                continue
            lead = state.leader
            place = state.options[lead].place
            if place.kind in _WIDE:
                continue
            others = state.scores[:lead] + state.scores[lead + 1 :]
            trust = min(1.0, 0.3 + max(0.0, state.scores[lead] - max(others))) if others else 1.0
            anchor = anchors.setdefault(place.id, Anchor(place))
            anchor.trust = max(anchor.trust, trust)
            anchor.numbers.append(number)
            anchor.near.update(range(number - _NEIGHBOURS, number + _NEIGHBOURS + 1))
            anchor.sentences.add(state.sentence)
            anchor.chains.add(state.spot.chain)
        return anchors

    @staticmethod
    def _approach(number: int, state: OpenSpot, anchors: dict[str, Anchor], pulls: dict[str, dict[str, float]]) -> None:
        """Scores with nearness: to the neighbours of the list, to the sentence, to the report, the nearest of each."""
        if governorate_said(state):  # «بلدة سرمين بريف إدلب»: that the town is near to the city says nothing
            state.scores = list(state.fixed)
            return
        chain, sentence_here = state.spot.chain, state.sentence
        around = [
            (
                other, anchor.place, anchor.trust, chain in anchor.chains,
                sentence_here in anchor.sentences or number in anchor.near,
            )
            for other, anchor in anchors.items()
            if anchor.numbers != [number]
        ]  # fmt: skip
        for option, met in enumerate(state.options):
            own = met.place.id
            listed = sentence = report = 0.0
            if met.place.kind in ADMIN_KINDS:  # the centre of an area being near to something says nothing
                state.scores[option] = state.fixed[option]
                continue
            row = pulls.setdefault(own, {})
            for other, place, trust, in_list, near in around:
                if other == own:
                    continue
                pull = row.get(other)
                if pull is None:
                    pull = row[other] = nearness(met.place, place)
                pull *= trust
                if pull > report:  # noqa: PLR1730 - runs for every pair of places, and a call of max takes three times as long
                    report = pull
                if near and pull > sentence:
                    sentence = pull
                if in_list and pull > listed:
                    listed = pull
            state.scores[option] = state.fixed[option] + _NEAR_LIST * listed + _NEAR_SENTENCE * sentence + _NEAR_REPORT * report

    @staticmethod
    def _agree(states: list[OpenSpot]) -> None:
        """One sense a report: namesakes follow the telling that is decided most clearly, unless the text puts them elsewhere."""
        groups: dict[tuple[str, ...], list[OpenSpot]] = {}
        for state in states:
            if len(state.options) > 1 and not state.spot.countryside and state.spot.kind != PlaceKind.GOVERNORATE:
                groups.setdefault(tuple(met.place.id for met in state.options), []).append(state)
        for group in groups.values():
            clearest = max(group, key=lead_of)
            if len(group) < 2 or lead_of(clearest) < _SENSE:
                continue
            leader = clearest.leader
            if clearest.options[leader].place.kind in ADMIN_KINDS:  # «محافظة إدلب» does not make every «إدلب» the governorate
                continue
            for state in group:
                if OUTSIDE not in state.why[leader]:
                    state.scores[leader] += _SENSE

    def _decide(self, state: OpenSpot) -> Resolved:
        """The options in order, decided when no other place comes close."""
        order = sorted(
            range(len(state.options)), key=lambda k: (-state.scores[k], -state.options[k].place.importance, state.options[k].place.id)
        )
        choices = tuple(Choice(state.options[k], round(state.scores[k], 3), tuple(state.why[k])) for k in order)
        if not choices:
            return Resolved(state.spot)
        if state.spot.correction and not self._supported(state, order[0]):
            return Resolved(state.spot)
        best = choices[0].met.place
        rival = next((choice for choice in choices[1:] if self._apart(choice.met.place, best)), None)
        if ABROAD in choices[0].reasons:
            return Resolved(state.spot, choices)
        if _ASTRAY in choices[0].reasons and best.importance <= _LITTLE_KNOWN:
            return Resolved(state.spot, choices)
        if OUTSIDE in choices[0].reasons and (best.importance <= _LITTLE_KNOWN or state.spot.kind in PART_CUES or best.kind in PARTS):
            return self._by_the_border(state, choices)
        return Resolved(state.spot, choices, rival is None or choices[0].score - rival.score >= _MARGIN)

    def _by_the_border(self, state: OpenSpot, choices: tuple[Choice, ...]) -> Resolved:
        """Where the text puts a name outside of all its places: the only one by the border of what is told, else left open, as a namesake
        that the gazetteer lacks.
        """
        there = [choice for choice in choices if state.told and not state.told.isdisjoint(self._holds.beside(choice.met.place))]
        if len(there) != 1:
            return Resolved(state.spot, choices)
        reasons = tuple(_BY_BORDER if reason == OUTSIDE else reason for reason in there[0].reasons)
        first = replace(there[0], score=max(choice.score for choice in choices), reasons=reasons)
        return Resolved(state.spot, (first, *(choice for choice in choices if choice is not there[0])), decided=True)

    @staticmethod
    def _supported(state: OpenSpot, option: int) -> bool:
        """Whether the context speaks for a corrected spelling: something near it is named, or what contains it."""
        return state.scores[option] - state.fixed[option] >= _SUPPORT or any(reason.startswith("inside=") for reason in state.why[option])

    def _apart(self, one: Place, other: Place) -> bool:
        """Whether two places are different answers: a city and its own district are not, nor are two rows of one imprecise site."""
        blur = max(_SAME_PLACE_KM, (one.accuracy_m + other.accuracy_m) / 1000) if one.kind == other.kind else _SAME_PLACE_KM
        if PlaceKind.REGION in (one.kind, other.kind):  # a region is named after the town in or beside it («جيب هجين»)
            blur = max(blur, _REGION_KM)
        if km_between(one.lon, one.lat, other.lon, other.lat) <= blur:
            return False
        return one.id not in self._holds.chain(other) and other.id not in self._holds.chain(one)
