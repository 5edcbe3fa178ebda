"""Clauses that tell the same occurrence become one event: headline and body, «القصف» after the shelling, a denial and what it denies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.models import PlaceKind
from geo.date_expr import DateKind
from geo.distance import km_between
from geo.draft import Draft, place_key
from geo.event_lexicon import Trigger
from geo.frame_places import PARTS, TOWN_KM, bare_city, wide
from geo.models import EventKind, Mention, Role, Stance, Story
from geo.toll_sums import UPDATE

# Kinds that two tellings of one event may give it, each with the stronger word of the two.
REMOTE = {
    EventKind.SHELLING,
    EventKind.AIRSTRIKE,
    EventKind.DRONE_STRIKE,
    EventKind.EXPLOSION,
    EventKind.LANDMINE,
    EventKind.CHEMICAL_ATTACK,
    EventKind.DESTRUCTION,
}
_FROM_THE_AIR = {EventKind.AIRSTRIKE, EventKind.DRONE_STRIKE}
_SHOT = {EventKind.ASSASSINATION, EventKind.OTHER_VIOLENCE, EventKind.CLASH}
_LASTING = {EventKind.CAMPAIGN, EventKind.SIEGE, EventKind.CEASEFIRE, EventKind.AGREEMENT, EventKind.DISPLACEMENT}
_DEALS = {EventKind.CEASEFIRE, EventKind.AGREEMENT}
_JOURNEYS = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.WITHDRAWAL}
_BESIDE_TOWNS = {PlaceKind.BASE, PlaceKind.CAMP, PlaceKind.FACILITY, PlaceKind.AIRPORT, PlaceKind.HILL, PlaceKind.CROSSING}
_TOWNS = {PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE}
_VAST = {PlaceKind.GOVERNORATE, PlaceKind.REGION, PlaceKind.COUNTRY}
_ABROAD = {PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE}
_NEIGHBOURS_KM = 5.0
_REACHES = Trigger("strike", "active")  # «طالت»
_UNKNOWN = "unknown"  # begins the ids of actors that nobody names: they are whoever is named
_PERIOD = 10  # days above which a time is a period
_SEVERAL = 2  # places of a summary, and the parts in which it is told again
_UPDATE = 1  # days between «أمس» in the words of one day and of the next
_ANAPHOR_REACH = 3  # sentences between an event and «القصف» that speaks of it


@dataclass(slots=True)
class _Telling:
    """A draft with what its comparison with others asks again and again.

    Attributes:
        places: identities of its places.
        days: its first and last day, or None.
        hands: who did it, where that is known.
        dead: the numbers of people killed that it tells; None among them where it tells of dead without a number.
        listed: whether it has a toll of a line of a list.
        counted: whether it has a toll told with words of a period.
        tellers: the sources that its tolls name, but for a running count.
        hours: the times of day that it tells.
        headline: whether its numbers are the headline's alone: the text may tell others.
    """

    draft: Draft
    places: set[str]
    days: tuple[dt.date, dt.date] | None
    hands: set[str]
    dead: set[int | None]
    listed: bool
    counted: bool
    tellers: set[str]
    hours: set[str]
    headline: bool

    @staticmethod
    def of(draft: Draft, mentions: tuple[Mention, ...]) -> _Telling:
        """Of a draft as it is now."""
        return _Telling(
            draft, draft.place_ids(mentions), draft.days(), _hands(draft),
            dead={toll.killed.low for toll in draft.tolls if toll.killed is not None},
            listed=any(toll.header is not None for toll in draft.tolls),
            counted=any(toll.aggregate_hint for toll in draft.tolls),
            tellers={toll.by for toll in draft.tolls if toll.by is not None and toll.rule != UPDATE},
            hours={draft.date.start_time} if draft.date is not None and draft.date.start_time else set(),
            headline=draft.title,
        )  # fmt: skip

    def join(self, other: _Telling, mentions: tuple[Mention, ...]) -> None:
        """Put what another telling adds into this one."""
        _join(self, other, mentions)
        self.places, self.days, self.hands = self.draft.place_ids(mentions), self.draft.days(), _hands(self.draft)
        self.headline = self.headline and (other.headline or not other.dead)
        self.dead |= other.dead
        self.listed |= other.listed
        self.counted |= other.counted
        self.tellers |= other.tellers
        self.hours |= other.hours


def merge(drafts: Sequence[Draft], mentions: tuple[Mention, ...]) -> list[Draft]:
    """Join the tellings of each occurrence, in text order."""
    kept: list[_Telling] = []
    for draft in drafts:
        telling = _Telling.of(draft, mentions)
        told = [known for known in reversed(kept) if _same(known, telling, mentions)]
        home = next((known for known in told if known.draft.kind is draft.kind), told[0] if told else None)
        if home is None:
            kept.append(telling)
        else:
            home.join(telling, mentions)
    return [telling.draft for telling in _without_summaries(kept)]


def _without_summaries(kept: Sequence[_Telling]) -> list[_Telling]:
    """Without what the text then tells again in parts: «في القريتين كذا وكذا … مقتل مدنيين», and below one event for each village."""
    found = list(kept)
    for whole in kept:
        if len(whole.places) < _SEVERAL or whole.draft.story is not Story.MAIN or whole.listed:
            continue
        parts = [part for part in found if part is not whole and _part(whole, part)]
        told = [part.places for part in parts]
        dead = [max((number or 0 for number in part.dead), default=0) for part in parts]
        total = max((number or 0 for number in whole.dead), default=0)
        apart = len(parts) >= _SEVERAL and sum(map(len, told)) == len(set().union(*told))
        if apart and set().union(*told) == whole.places and (not total or sum(dead) == total):
            found = [part for part in found if part is not whole]
            for part in parts:
                part.draft.evidence += whole.draft.evidence
                part.draft.date = part.draft.date or whole.draft.date
    return found


def _part(whole: _Telling, part: _Telling) -> bool:
    """Whether one event may be a part of what a summary before it tells."""
    later = part.draft.sentence > whole.draft.sentence and part.draft.kind is whole.draft.kind and part.draft.story is Story.MAIN
    hands = not whole.hands or not part.hands or bool(whole.hands & part.hands)
    return later and hands and bool(part.places) and part.places < whole.places and _days_agree(whole, part)


def _hands(draft: Draft) -> set[str]:
    return {actor.id for actor in draft.actors if actor.role is Role.INITIATOR and not actor.id.startswith(_UNKNOWN)}


def _same(one: _Telling, other: _Telling, mentions: tuple[Mention, ...]) -> bool:
    """Whether `other` tells again what `one` tells."""
    known, draft = one.draft, other.draft
    if _denies(one, other):
        return True
    if not _kinds_agree(one, other) or (one.hands and other.hands and not one.hands & other.hands):
        return False
    if not _days_agree(one, other) and not _risen(one, other):
        return False
    if _beside(known, draft) or (draft.stance is Stance.PLANNED and known.stance is Stance.ASSERTED and not known.title):
        return False  # «خرجت الدفعة الأولى … ومن المقرر أن تخرج الثانية»
    if known.headline and draft.headline and known.headline != draft.headline:
        return one.places == other.places and known.kind is draft.kind and all(_settled(mentions[k]) for k in draft.sites)
    if known.again != draft.again and known.sites and draft.sites and not draft.inherited:
        return False  # what happens again and again is not what happened once
    if (one.listed or other.listed) and known.sentence != draft.sentence:
        return False  # a line of a list is a toll of its own: of a place, or of a while
    if draft.item_of is not None and draft.item_of != known.item_of and _item(one, other):
        return False  # «قتل عشرة أمس بقصف على ريف إدلب: – بنش: مقتل أربعة …»: a part of the sum, not the sum
    if known.story is draft.story is Story.FURNITURE and _other_headline(one, other, mentions):
        return False
    if (known.story is Story.FURNITURE) != (draft.story is Story.FURNITURE):
        return one.places == other.places and bool(draft.sites)
    if not draft.sites or (draft.inherited and draft.anaphoric):
        return draft.sentence - known.last <= _ANAPHOR_REACH or not known.sites
    if _goes_on(known, draft) or _reaches_on(known, draft):
        return True
    if not known.sites:
        return known.title or (known.kind in _DEALS and known.paragraph == draft.paragraph) or draft.sentence - known.last <= 1
    if draft.stance is Stance.DENIED and known.stance is not Stance.DENIED and _near(known, draft, mentions):
        return True  # what is denied of the next quarter is denied of what is told
    return _places_agree(one, other, mentions) and (not _tolls_conflict(one, other) or _risen(one, other))


def _item(one: _Telling, other: _Telling) -> bool:
    """Whether an item with people hurt stands in a list below the sum that `one` tells, or a headline without a blow over all of it."""
    known, draft = one.draft, other.draft
    if not draft.tolls or one.dead & other.dead:
        return False
    summed = draft.item_of == known.sentence and bool(known.tolls or known.frame.twin is not None)
    return summed or (known.title and known.kind is EventKind.OTHER_VIOLENCE and not known.frame.hits)


def _other_headline(one: _Telling, other: _Telling, mentions: tuple[Mention, ...]) -> bool:
    """Whether two headlines beside a report, of a strike and of people killed in the same governorate, need not be of one event."""
    kinds = {one.draft.kind, other.draft.kind}
    bare = EventKind.OTHER_VIOLENCE in kinds and len(kinds) > 1
    broad = all(wide(mentions[k]) or _bare_city(mentions[k]) for k in (*one.draft.sites, *other.draft.sites))
    return bare and broad and bool(one.dead) != bool(other.dead) and one.draft.sentence != other.draft.sentence


def _risen(one: _Telling, other: _Telling) -> bool:
    """Whether `other` recalls with fewer dead the one event whose toll `one` says has risen («وكانت طائرة قد قصفت أمس …»)."""
    if not one.counted or one.days is None or other.days is None or other.draft.story is not Story.BACKGROUND:
        return False
    before, now = (max((number or 0 for number in told.dead), default=0) for told in (other, one))
    near = abs((one.days[0] - other.days[0]).days) <= _UPDATE and one.days[0] == one.days[1] and other.days[0] == other.days[1]
    return one.draft.kind is other.draft.kind and one.places == other.places and 0 < (before or 0) < (now or 0) and near


def _beside(known: Draft, draft: Draft) -> bool:
    """Whether `draft` is set beside what was told before, and that is more than a headline, which may tell of `draft` too."""
    if draft.frame is known.frame and draft.kind is known.frame.twin:
        return True  # «القصف الجوي والمدفعي»
    if draft.apart and known.sentence == draft.sentence:
        return True
    return draft.apart and not known.apart and (not known.title or known.last > known.sentence)


def _settled(mention: Mention) -> bool:
    """Whether a mention names one settlement, not an area around it: two headlines may tell of one event there."""
    return not wide(mention) and not bare_city(mention)


def _denies(one: _Telling, other: _Telling) -> bool:
    """Whether one of the two denies what the other tells, with no place of its own or one of the same places."""
    known, draft = one.draft, other.draft
    if (known.stance is Stance.DENIED) == (draft.stance is Stance.DENIED) or Story.FURNITURE in (known.story, draft.story):
        return False
    denial = draft if draft.stance is Stance.DENIED else known
    if known.kind != draft.kind and not {known.kind, draft.kind} <= _DEALS:
        return False
    if one.hands and other.hands and not one.hands & other.hands:
        return False  # «قصف النظام الحي … وينفي الفصيل قصف المعبر»
    return not denial.sites or denial.inherited or bool(one.places & other.places)


def _goes_on(known: Draft, draft: Draft) -> bool:
    """Whether `draft` only tells where those went who left in `known` («وتوجهت الحافلات نحو …»)."""
    if known.kind != draft.kind or known.kind not in _JOURNEYS or known.destination is not None or draft.destination is None:
        return False
    return set(draft.sites) <= {draft.destination} and draft.sentence - known.last <= 1


def _reaches_on(known: Draft, draft: Draft) -> bool:
    """Whether `draft` only tells what else the blow told before it in its sentence hit («غارات على كذا، كما طالت الغارات كذا»)."""
    if draft.kind is not known.kind or draft.sentence != known.last or draft.tolls or draft.kind not in REMOTE:
        return False
    hits = draft.frame.hits
    return len(hits) > 1 and hits[0].trigger == _REACHES and hits[1].trigger.voice == "noun" and hits[1].definite


def _kinds_agree(one: _Telling, other: _Telling) -> bool:
    known, draft = one.draft, other.draft
    if known.kind == draft.kind:
        return True
    same_dead = bool(one.dead) and one.dead == other.dead
    if known.title and known.vague and known.kind is EventKind.OTHER_VIOLENCE and same_dead:
        return True  # a headline that tells the dead alone («مقتل مدنيين بريف …»)
    raided = EventKind.RAID in (known.kind, draft.kind) and {known.kind, draft.kind} <= _SHOT | {EventKind.RAID}
    if raided and one.dead & other.dead - {None}:
        return True  # «ثلاثة قتلى برصاص القوات», then «قتل ثلاثة خلال مداهمة»
    if {known.kind, draft.kind} == _FROM_THE_AIR and same_dead:
        return True  # «غارة» in one sentence, the drone that flew it in the next
    if any(draft.kind is EventKind.DESTRUCTION and not draft.vague for draft in (known, draft)):
        return False  # what is put out of service stands beside the strike that did it
    if known.kind is EventKind.DRONE_STRIKE and draft.kind is EventKind.AIRSTRIKE and draft.anaphoric:
        return True  # «القصف الجوي» takes up the drone told before
    loose = known.vague or draft.vague or known.anaphoric or draft.anaphoric
    if loose and {known.kind, draft.kind} <= REMOTE | {EventKind.OTHER_VIOLENCE}:
        return True
    if draft.anaphoric and draft.vague and draft.kind is EventKind.CLASH and known.kind in REMOTE:
        return True  # «الهجوم» takes up the strike told before
    if known.title and (known.kind, draft.kind) == (EventKind.ADVANCE, EventKind.CAPTURE):
        return True  # «الجيش يوسع سيطرته جنوب إدلب» above, what was gained below
    if known.title and known.vague and known.kind is EventKind.CLASH and draft.kind in REMOTE and not draft.vague:
        return True  # «هجوم على …» above, what it was made with below
    return {known.kind, draft.kind} <= _SHOT and (known.vague or draft.vague)


def _days_agree(known: _Telling, draft: _Telling) -> bool:
    one, other = known.days, draft.days
    if one is None or other is None:
        if _of_a_while(draft.draft) and one is not None and (one[1] - one[0]).days <= _PERIOD and not draft.draft.anaphoric:
            return False  # «وعلى مدى الأشهر الماضية قتل …» is not what happened today
        dated = known if other is None else draft
        plain = draft if other is None else known
        if dated.draft.spans_more_than(_PERIOD) and plain.draft.story is Story.MAIN and plain.draft.kind not in _LASTING:
            return plain.draft.anaphoric and not dated.counted
        return not (dated.counted and dated.draft.spans_more_than(_PERIOD))  # the toll of months is not that of what is told without a day
    if ((one[1] - one[0]).days > _PERIOD) != ((other[1] - other[0]).days > _PERIOD):
        return False  # what went on for months is not what happened on a day of it
    return one[0] <= other[1] and other[0] <= one[1]


def _of_a_while(draft: Draft) -> bool:
    """Whether a draft is told of a longer time whose days are not known («خلال الأشهر الماضية»)."""
    return draft.date is not None and draft.date.first is None and draft.date.kind is DateKind.INTERVAL


def _other_dead(known: _Telling, draft: _Telling) -> bool:
    """Whether both give numbers of people killed, and none in common; «قتلى» gives none."""
    one, other = known.dead - {None}, draft.dead - {None}
    return bool(one and other and not one & other)


def _tolls_conflict(known: _Telling, draft: _Telling) -> bool:
    """Whether both tell of people killed and the numbers differ, away from the headline.

    Dead without a number («قتلى») may be those counted later of the same kind of event in the same story; different sources may count
    the same dead differently.
    """
    if known.headline or not known.dead or not draft.dead or known.dead & draft.dead:
        return False
    if known.draft.story is not draft.draft.story or known.draft.story is Story.FURNITURE or known.draft.kind is not draft.draft.kind:
        return True
    apart = bool(known.tellers and draft.tellers) and not known.tellers & draft.tellers
    return _other_dead(known, draft) and not (apart and len(known.hours | draft.hours) <= 1)


def _places_agree(one: _Telling, other: _Telling, mentions: tuple[Mention, ...]) -> bool:
    """Whether one set of places lies within the other: the same ids, or areas that contain the places."""
    known, draft = one.draft, other.draft
    if one.places <= other.places or other.places <= one.places:
        return True
    coarser = known.title and not _other_dead(one, other)
    if coarser and one.places <= {_id(mentions[k]) for k in draft.frame.around}:
        return True  # «مجزرة في بلدة كذا», then «في قرية كذا التابعة لها»
    parts = _parts_of(known, draft, mentions) or (draft.lead and _parts_of(draft, known, mentions))
    if parts and known.lead and not _other_dead(one, other):
        return True
    if known.title and len(known.sites) == len(draft.sites) == 1 and _near(known, draft, mentions):
        # the town in the headline, its camp in the text
        return any(mentions[k].kind in _BESIDE_TOWNS for k in (*known.sites, *draft.sites))
    if _told_again(one, other, mentions):
        return True
    same = bool(one.dead) and one.dead == other.dead
    if known.title or draft.anaphoric or same or known.paragraph == draft.paragraph:
        if _covers(known.sites, draft.sites, mentions, named=coarser):
            return True
        # «تشهد المنطقة قصفا» is not what happened today
        recalled = draft.story is Story.BACKGROUND and known.story is Story.MAIN and not same
        return not recalled and _covers(draft.sites, known.sites, mentions)
    return False


def _parts_of(known: Draft, draft: Draft, mentions: tuple[Mention, ...]) -> bool:
    """Whether the lead told a town, and now its street, quarter or building («في مدينة كذا», then «في شارع كذا»)."""
    towns = [mentions[k] for k in known.sites if mentions[k].kind not in PARTS]
    if not towns or any(town.kind not in _TOWNS or wide(town) for town in towns) or not draft.sites:
        return False
    parts = [mentions[k] for k in draft.sites]
    unknown = len(towns) == 1  # a part that the gazetteer lacks lies in the only town told
    return all(
        part.kind in PARTS and (unknown if part.place is None else any(_part_of(part, town) for town in towns)) for part in parts
    )


def _part_of(part: Mention, town: Mention) -> bool:
    """Whether a street, quarter or building lies in a town."""
    if part.place is None or town.place is None or part.kind not in PARTS or town.kind not in _TOWNS:
        return False
    return km_between(town.place.lon, town.place.lat, part.place.lon, part.place.lat) <= TOWN_KM


def _told_again(one: _Telling, other: _Telling, mentions: tuple[Mention, ...]) -> bool:
    """Whether areas alone were told first («قصف على ريفي كذا وكذا»), and now the places in them; of a governorate, by the lead only."""
    known, draft = one.draft, other.draft
    areas = [mentions[k] for k in known.sites]
    vague = all(wide(area) or (known.lead and _bare_city(area)) for area in areas)
    around = [mentions[k] for k in (*draft.frame.around, *draft.sites)]
    if not vague or _other_dead(one, other) or any(_id(a) == _id(b) and _sides(a, b) > 1 for a in areas for b in around):
        return False  # the southern countryside is not the western
    covered = _covers(known.sites, draft.sites, mentions, named=True)
    if all(wide(mentions[k]) for k in draft.sites):  # the headline and the first paragraph
        return known.lead and draft.lead and (covered or _covers(draft.sites, known.sites, mentions))
    if one.places <= other.places | {_id(mention) for mention in around} and not any(area.kind in _VAST for area in areas):
        return bool(one.hands & other.hands)
    return known.lead and covered


def _sides(one: Mention, other: Mention) -> int:
    """How many different sides of an area two mentions of it speak of."""
    return len({mention.relation.direction for mention in (one, other) if mention.relation is not None and mention.relation.direction})


def _near(known: Draft, draft: Draft, mentions: tuple[Mention, ...]) -> bool:
    """Whether some places of the two are neighbours."""
    pairs = ((mentions[a].place, mentions[b].place) for a in known.sites for b in draft.sites)
    return any(a is not None and b is not None and km_between(a.lon, a.lat, b.lon, b.lat) <= _NEIGHBOURS_KM for a, b in pairs)


def _covers(areas: Sequence[int], sites: Sequence[int], mentions: tuple[Mention, ...], *, named: bool = False) -> bool:
    """Whether every site lies in one of the areas; `named`: a governorate may be named by its city alone («قتلى في إدلب»)."""
    sites = [s for s in sites if mentions[s].place is not None] or sites  # a village that nobody knows lies where those told with it lie
    if not areas or not sites or not all(_area(mentions[a]) or named for a in areas):
        return False  # a village and the town told with it are no area
    pairs = ([(mentions[a], mentions[s]) for a in areas] for s in sites)
    return all(any((_area(area) or (named and _of_city(area, site))) and _inside(area, site) for area, site in near) for near in pairs)


def _area(mention: Mention) -> bool:
    """Whether a mention names an area, or a side of a city («أحياء جنوب دمشق»), which may reach into the suburbs."""
    return wide(mention) or _side_of_city(mention)


def _side_of_city(mention: Mention) -> bool:
    said = mention.relation
    return mention.kind is PlaceKind.CITY and said is not None and said.type == "part" and said.direction is not None


def _of_city(area: Mention, site: Mention) -> bool:
    """Whether a bare name of a city may stand for the governorate around it, in which the site lies."""
    return area.place is not None and site.place is not None and _bare_city(area) and area.place.name_en in site.place.admin


def _bare_city(mention: Mention) -> bool:
    """Whether a city is named without «مدينة» before it."""
    place = mention.place
    return place is not None and mention.kind is PlaceKind.CITY and len(mention.surface.split()) <= len(place.name_ar.split())


def _inside(area: Mention, site: Mention) -> bool:
    if area.place is None or site.place is None:
        return False
    if area.place.name_en in site.place.admin or (area.kind is PlaceKind.COUNTRY and site.kind not in _ABROAD):
        return True
    radius = area.location.radius_m / 1000 if area.location else 20.0
    radius = max(radius, TOWN_KM) if _side_of_city(area) else radius
    return km_between(area.place.lon, area.place.lat, site.place.lon, site.place.lat) <= radius


def _join(one: _Telling, other: _Telling, mentions: tuple[Mention, ...]) -> None:
    """Put what the draft of `other` adds into that of `one`: finer places, a more definite kind and date, tolls, actors, claims."""
    home, draft, known = one.draft, other.draft, one.places
    if _goes_on(home, draft) or (draft.stance is Stance.DENIED and home.stance is not Stance.DENIED):
        draft.sites = []
    if home.title and not home.inherited and _only_beside(known, draft, mentions):
        home.sites = []  # the headline's town gives way to the village beside it
    only_wide = all(wide(mentions[k]) for k in home.sites)
    new = [k for k in draft.sites if (only_wide or not draft.inherited) and _id(mentions[k]) not in known]
    if any(not wide(mentions[k]) for k in new):  # the area gives way to the places in it
        home.sites = [k for k in home.sites if not any(_gives_way(home, mentions[k], mentions[n]) for n in new)]
    if any(not wide(mentions[k]) for k in home.sites):
        new = [k for k in new if not wide(mentions[k])]
    if home.lead:
        new = [k for k in new if not any(_part_of(mentions[s], mentions[k]) for s in home.sites)]
    home.sites += new
    home.origin = home.origin if home.origin is not None else draft.origin
    home.destination = home.destination if home.destination is not None else draft.destination
    if draft.kind is EventKind.RAID and home.kind in _SHOT:
        home.kind = draft.kind
    if {home.kind, draft.kind} == _FROM_THE_AIR:
        home.kind = EventKind.DRONE_STRIKE
    if home.vague and not draft.vague and (draft.kind is not EventKind.OTHER_VIOLENCE or home.kind in _SHOT):
        home.kind, home.vague = draft.kind, False
    vague = draft.anaphoric and draft.spans_more_than(_PERIOD)
    if (home.date is None and not vague) or (
        home.date is not None and draft.date is not None and draft.date.start_time and not home.date.start_time
    ):
        home.date = draft.date
    home.tolls += draft.tolls
    present = {actor.id for actor in home.actors}  # who acted in one telling of it is not who suffered in another
    home.actors += [actor for actor in draft.actors if actor.id not in present]
    accused = draft.stance is Stance.ALLEGED and home.stance is not Stance.ALLEGED  # unknown gunmen stay, whoever is accused
    if not accused and any(actor.role is Role.INITIATOR and not actor.id.startswith(_UNKNOWN) for actor in home.actors):
        home.actors = [actor for actor in home.actors if actor.role is not Role.INITIATOR or not actor.id.startswith(_UNKNOWN)]
    home.figures += [figure for figure in draft.figures if figure not in home.figures]
    home.claims += [claim for claim in draft.claims if (claim.by, claim.stance) not in {(c.by, c.stance) for c in home.claims}]
    home.evidence += draft.evidence
    home.last = max(home.last, draft.last)
    home.marks += draft.marks
    if home.stance is Stance.DENIED and draft.stance is Stance.ASSERTED:
        home.stance = Stance.ASSERTED
    if draft.story is Story.MAIN:
        home.story = Story.MAIN if home.story is not Story.FURNITURE else home.story


def _only_beside(known: set[str], draft: Draft, mentions: tuple[Mention, ...]) -> bool:
    """Whether the places known only say where those of `draft` lie, which the gazetteer has."""
    around, sites = {_id(mentions[k]) for k in draft.frame.around}, {_id(mentions[k]) for k in draft.sites}
    return known <= around and not known & sites and any(mentions[k].place is not None for k in draft.sites)


def _gives_way(home: Draft, area: Mention, site: Mention) -> bool:
    """Whether a site of `home` only tells the area of another site; in a headline or a lead a city may, and the town of a quarter."""
    return ((wide(area) or (home.lead and _of_city(area, site))) and _inside(area, site)) or (home.lead and _part_of(site, area))


def _id(mention: Mention) -> str:
    return place_key(mention)
