"""Which places of a clause an event is at: the places hit, not what only says where those lie."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from gazetteer.models import PlaceKind
from geo.company import Named
from geo.distance import km_between
from geo.event_lexicon import EventLexicon
from geo.frame_clauses import beginning
from geo.models import Mention, MentionStatus
from geo.text import Text, is_word
from geo.triggers import Hit

_WIDE = {
    PlaceKind.COUNTRY,
    PlaceKind.GOVERNORATE,
    PlaceKind.DISTRICT,
    PlaceKind.SUBDISTRICT,
    PlaceKind.REGION,
    PlaceKind.RIVER,
    PlaceKind.ROAD,
}
_UNUSED = {PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE}
_HOME = "sy"  # the country whose parts are places of events
_AROUND = {PlaceKind.CITY, PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.REGION}
_BESIDE, _BESIDE_GAP = frozenset({"near", "distance", "direction", "overlooking"}), 5  # relations of one place to the next, in words
_GOVERNORATE = 2  # areas of a place's `admin`, from the country down to its governorate
_KNOWN = {PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD, PlaceKind.CAMP, PlaceKind.SUBDISTRICT}
_SMALL_AREAS = {PlaceKind.SUBDISTRICT, PlaceKind.DISTRICT}
PARTS = {PlaceKind.NEIGHBOURHOOD, PlaceKind.FACILITY, PlaceKind.STREET}
_ROADS = frozenset({"on_road", "between"})  # relations of the ends of a road
_SETTLED = {PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.NEIGHBOURHOOD}
_SPOTS = {PlaceKind.FACILITY, PlaceKind.CROSSING, PlaceKind.BASE, PlaceKind.DAM, PlaceKind.HILL}
TOWN_KM = 8.0  # how far from a town's centre its parts lie
_BRACKET = 9  # tokens of a dateline with its agency in brackets
_SETTINGS = {PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT}
_TOLD = {PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CAMP, PlaceKind.HILL, PlaceKind.BASE, PlaceKind.CROSSING}
_FAR_GAP = 9  # words from a place over a comma and a distance to the place that it is measured from
_LISTING = frozenset("،,")
_LED = 7  # tokens from «اقتادوه إلى» to the place
_NEARING = 9  # tokens from «لتصبح على بعد» to the place
_HEALING = 4  # tokens from «مشفى», «نقطة طبية» to the place that it lies in
_TAKEN = 6  # tokens from «نقل» to the hospital
_ENDS, _DASHES = frozenset("،,.؛:\n"), frozenset("-–—/")


def dateline(text: Text, first: int) -> bool:
    """Whether a place opens a paragraph and a dash or colon follows: where the report was written. `first`: its first token."""
    words = text.words
    opens = first - 1 if first and words[first - 1] == "#" else first
    if first > 1 and words[first - 1] == "/":
        opens = first - 2  # «عمان/دمشق (كذا) – …»
    if opens and words[opens - 1] != "\n":
        return False
    bracket = words[first + 1 : first + 3].index("(") + 1 if "(" in words[first + 1 : first + 3] else 0
    closed = words[first + bracket : first + bracket + _BRACKET].index(")") if bracket and ")" in words[first : first + _BRACKET] else 0
    after = first + bracket + closed  # «دمشق (كذا) – …»
    return any(sign in words[after + 1 : after + 4] for sign in (":", "-", "–", "—", "|"))


def comes_near(lexicon: EventLexicon, text: Text, mention: Mention, first: int, floor: int) -> bool:
    """Whether the place at token `first` only tells how near those have come who took another one («لتصبح على بعد كذا من مدينة كذا»)."""
    if mention.relation is None or mention.relation.type != "distance":
        return False
    near = text.words[max(floor, first - _NEARING) : first]
    return any(word in lexicon.becoming for word in near)


def bureau(text: Text, behind: int, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether an agency stands in brackets behind a dateline («دمشق (كذا) – …», not «عربين (سوريا)»): where its bureau is, not where
    anything happened. `behind`: the token behind the dateline; `tokens`: those of each mention.
    """
    if behind + 1 >= len(text.words) or text.words[behind] != "(":
        return False
    return not beginning(tokens, behind + 1, behind + 2)


def usable(mention: Mention) -> bool:
    """Whether an event can be at a mention: a literal place in the country, known or not."""
    if mention.kind is PlaceKind.COUNTRY and mention.place is not None and mention.relation is not None:
        if mention.relation.type == "border":
            return True  # «الحدود مع العراق»
        if mention.relation.type in ("direction", "sector"):
            return mention.place.id == _HOME  # «شمال غرب سوريا» is a part of the country
    return mention.literal and mention.kind not in _UNUSED and mention.status is not MentionStatus.AMBIGUOUS


def named_places(
    text: Text, mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]], prepositions: Mapping[str, str]
) -> Named:
    """Where the places that an event can be at are named. `tokens`: the tokens [first, behind) of each mention."""
    places = [(mention, first) for mention, (first, _) in zip(mentions, tokens, strict=True) if usable(mention)]
    plain = (
        first for mention, first in places
        if text.span(first, first + 1)[0] == mention.start and not (first and text.words[first - 1] in prepositions)
    )  # fmt: skip
    return Named(frozenset(first for _, first in places), frozenset(plain))


def said_role(lexicon: EventLexicon, words: Sequence[str], first: int, floor: int) -> str | None:
    """The role that a phrase right before the place at token `first` gives it («المتمركزة في», «من أبناء»), not before token `floor`."""
    near = range(first, max(floor, first - _HEALING) - 1, -1)  # «إلى مشافي درعا»، «إلى نقطة طبية قرب بلدة كذا»
    healing = next((at for at in near if words[at] in lexicon.hospitals or words[at] in _ENDS), -1)
    if healing >= 0 and words[healing] not in _ENDS and _conveyed(lexicon, words, healing, floor):
        return "hospital"
    for at in range(max(floor, first - _LED), first):
        hit = lexicon.site_roles.at(words, at)
        if hit is None:
            continue
        between = words[hit.behind : first]
        inner = any(word in lexicon.prepositions for word in between)  # «الأمن التابع للنظام في بلدة كذا»
        apart = hit.value in ("container", "home", "aside") and inner
        if hit.behind == first + 1 or (len(between) <= 2 and _ENDS.isdisjoint(between) and not apart):
            return hit.value
        if hit.value == "led" and _ENDS.isdisjoint(between):
            return hit.value  # «اقتادوه إلى النقطة العسكرية المستحدثة في كذا»
    return None


def _conveyed(lexicon: EventLexicon, words: Sequence[str], first: int, floor: int) -> bool:
    """Whether the hospital at token `first` is where people were taken («جرى نقل المصاب إلى مشفى كذا»)."""
    for at in range(first - 1, max(floor, first - _TAKEN) - 1, -1):
        if words[at] in _ENDS:
            return False
        if words[at] in lexicon.conveyed:
            return True
    return False


def wide(mention: Mention) -> bool:
    """Whether a mention names an area rather than a place in it."""
    return mention.kind in _WIDE or (mention.relation is not None and mention.relation.type in ("countryside", "sector", "direction"))


def bare_city(mention: Mention) -> bool:
    """Whether a city is named without its noun, so that the name may stand for the governorate («القصف على إدلب»)."""
    return mention.kind is PlaceKind.CITY and " " not in mention.surface


def around(
    text: Text, mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]], k: int, prepositions: Mapping[str, str]
) -> bool:
    """Whether a place only says where the one right before it lies («قرية كذا بإدلب»، «بلدة كذا في درعا»، «بلدة كذا قرب مدينة كذا»)."""
    gap = text.words[tokens[k - 1][1] : tokens[k][0]]
    relation = mentions[k].relation
    if relation is not None and relation.distance_m is not None and 1 < len(gap) <= _FAR_GAP and gap[0] in _LISTING:
        return _ENDS.isdisjoint(gap[1:])  # «إلى مدينة كذا، على بعد نحو 25 كيلومترا جنوب غرب كذا»
    if _within(mentions[k - 1], mentions[k]) and _in(text, mentions[k], tokens[k][0], gap, prepositions):
        return True  # «مدينة كذا في إدلب»
    if mentions[k - 1].kind in _AROUND or mentions[k - 1].kind in _WIDE:  # «ناحية كذا جنوبي مدينة كذا»
        aside = relation is not None and relation.type == "direction" and mentions[k - 1].relation is None
        if aside and len(gap) == 1 and mentions[k - 1].kind is PlaceKind.REGION and bare_city(mentions[k]):
            return True  # «منطقة كذا شرقي حماة»
        return aside and mentions[k - 1].kind in _SMALL_AREAS and 0 < len(gap) <= _BESIDE_GAP and _ENDS.isdisjoint(gap)
    if relation is not None and relation.type in _BESIDE and 0 < len(gap) <= _BESIDE_GAP:
        return not any(word in _ENDS or word in _DASHES or word[0] == "و" for word in gap)
    if mentions[k].kind not in _AROUND:
        return False
    return _in(text, mentions[k], tokens[k][0], gap, prepositions)


def part_of(
    text: Text, mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]], k: int, prepositions: Mapping[str, str]
) -> bool:
    """Whether a place is the town of the part right before it («الحي الغربي من مدينة كذا»)."""
    gap = text.words[tokens[k - 1][1] : tokens[k][0]]
    return mentions[k - 1].kind in PARTS and len(gap) == 1 and prepositions.get(gap[0]) == "from"


def lies_on(lexicon: EventLexicon, text: Text, mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]], k: int) -> bool:
    """Whether a place is an end of the road on which the one before it lies («قرية كذا الواقعة على طريق كذا – كذا»)."""
    relation = mentions[k].relation
    if relation is None or relation.type != "on_road":
        return False
    first = k  # of the ends of this road
    while first and (before := mentions[first - 1].relation) is not None and before.text == relation.text:
        first -= 1
    gap = text.words[tokens[first - 1][1] : tokens[first][0]] if first else ()
    return not lexicon.lying.isdisjoint(gap)


def spread_roles(
    text: Text, inside: list[int], roles: dict[int, str], tokens: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> None:  # fmt: skip
    """Items of a list share the role of its first («من حاس وكفرنبل»)."""
    for before, k in pairwise(inside):
        gap = text.words[tokens[before][1] : tokens[k][0]]
        joined = bool(gap) or text.words[tokens[k][0]][0] == "و"  # «المتمركزة في خان شيخون بلدة كنصفرة» is no list
        if not _LISTING.isdisjoint(gap) and text.words[tokens[k][0]][0] != "و" and wide(mentions[before]) and not wide(mentions[k]):
            continue  # «القوات المتمركزة في منطقة كذا، قرية كذا»: what they fired at
        listed = joined and len(gap) <= 3 and all(sign in '،,-–/و()«»"“”' for sign in gap)
        if listed and roles[before] not in ("site", "dateline", "around") and roles[k] == "site":
            roles[k] = roles[before]


def _in(text: Text, mention: Mention, token: int, gap: Sequence[str], prepositions: Mapping[str, str]) -> bool:
    """Whether «في» or «بـ» joins a place, at a token, to the one before it. `gap`: the words between them."""
    if gap:
        return len(gap) == 1 and prepositions.get(gap[0]) == "in"
    word = text.words[token]
    return prepositions.get(word[0]) == "in" and mention.start > text.span(token, token + 1)[0]


def _within(inner: Mention, outer: Mention) -> bool:
    """Whether a town lies in the governorate that is called like the city behind it («القامشلي في الحسكة»)."""
    if inner.place is None or outer.place is None or wide(inner) or outer.kind not in (PlaceKind.CITY, PlaceKind.GOVERNORATE):
        return False
    return inner.place.id != outer.place.id and outer.place.name_en in inner.place.admin


def _only_around(index: int, indices: Sequence[int], mentions: Sequence[Mention]) -> bool:
    """Whether a town only says where a quarter or a building of the list lies («في دمشق … عند جسر الرئيس»)."""
    town = mentions[index].place
    if town is None or town.kind not in (PlaceKind.CITY, PlaceKind.TOWN):
        return False
    for other in indices:
        part = mentions[other].place
        if other == index or part is None or part.kind not in PARTS or town.admin[:_GOVERNORATE] != part.admin[:_GOVERNORATE]:
            continue  # «عربين وزملكا وحي جوبر»: a quarter of the city next to the towns
        if km_between(town.lon, town.lat, part.lon, part.lat) <= TOWN_KM:
            return True
    return False


def holds_another(index: int, indices: Sequence[int], mentions: Sequence[Mention]) -> bool:
    """Whether an area only says where another place of the list lies («ريف تل تمر بريف الحسكة»)."""
    area = mentions[index].place
    if area is None or not wide(mentions[index]):
        return False
    parts = (mentions[other].place for other in indices if other != index)
    return any(part is not None and part.id != area.id and area.name_en in part.admin for part in parts)


def _same_area(area: Mention, name: Mention) -> bool:
    """Whether a name is only another one of the area before it («ريف أبو راسين (زركان)»)."""
    known = area.place is not None and name.place is not None and area.place.id == name.place.id
    return known and wide(area) and name.relation is None and not wide(name)


def _beside_roads(indices: Sequence[int], mentions: Sequence[Mention]) -> list[int]:
    """Without the ends of a road that only leads to a place told with it («على طريق دمشق – درعا قرب جسر كذا», «عند قرية كذا»)."""
    ends = {k for k in indices if (relation := mentions[k].relation) is not None and relation.type in _ROADS}
    led = [k for k in ends if (relation := mentions[k].relation) is not None and relation.type == "on_road"]
    last = max(led) if len(led) > 1 else len(mentions)  # «قطعوا طريق كذا – كذا عند قرية كذا»
    others = [k for k in indices if k not in ends]
    spots = [k for k in others if mentions[k].kind in _SPOTS or _beside(mentions[k]) or (k > last and mentions[k].kind in _SETTLED)]
    return [k for k in indices if k not in ends] if spots else list(indices)


def _beside(mention: Mention) -> bool:
    return mention.relation is not None and mention.relation.type in _BESIDE


def besieged(hit: Hit, tokens: Sequence[tuple[int, int]]) -> int | None:
    """The place right before the participle that says it is besieged («مدينة كذا المحاصرة منذ عام»), or None."""
    if not hit.definite or hit.trigger.voice != "noun":
        return None
    k = bisect_left(tokens, (hit.first,)) - 1
    return k if k >= 0 and tokens[k][1] == hit.first else None


def without_setting(
    text: Text, inside: list[int], hit: int, first: int, mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]],
    prepositions: Mapping[str, str],
) -> list[int]:  # fmt: skip
    """Without the town that opens a sentence, where what happened is told behind the trigger at places of their own around it («وفي كذا،
    يطوق المسلحون قرى كذا وكذا»). `inside`: the mentions of the clause; `hit`, `first`: tokens of the trigger and of the sentence.
    """
    if len(inside) < 2 or tokens[inside[0]][0] - first > 1 + (not is_word(text.words[first])) or tokens[inside[0]][1] > hit:
        return inside
    k, others = inside[0], inside[1:]
    town, begin, behind = mentions[k].place, *tokens[k]
    if town is None or mentions[k].kind not in _SETTINGS or not _led_in(text, mentions[k], begin, prepositions):
        return inside
    follows = text.words[behind]
    if follows[0] == "و" or follows in prepositions or any(tokens[other][0] < hit for other in others):
        return inside
    told = [(mentions[other].place, mentions[other].kind in _TOLD and not wide(mentions[other])) for other in others]
    known = [place if named else None for place, named in told if place is not None]
    near = [place for place in known if place and place.id != town.id and place.admin[:_GOVERNORATE] == town.admin[:_GOVERNORATE]]
    return others if near and len(near) == len(known) else inside


def _led_in(text: Text, mention: Mention, first: int, prepositions: Mapping[str, str]) -> bool:
    """Whether «في» or «بـ» stands before a place."""
    word = text.words[first - 1] if first else ""
    return "in" in (prepositions.get(word), prepositions.get(word[1:])) or _in(text, mention, first, (), prepositions)


def nearest_known(around: Sequence[int], mentions: Sequence[Mention]) -> list[int]:
    """Of what is told around a place that the gazetteer lacks, the first town, near which the event can be shown («قرية كذا بريف تل تمر»).

    ACLED codebook, "Geo Precision" 2: an event in a small place that cannot be located is coded to the nearest known town.
    """
    return [k for k in around if mentions[k].place is not None and mentions[k].kind in _KNOWN][:1]


def finest(indices: Sequence[int], mentions: Sequence[Mention]) -> list[int]:
    """The places of a list that are hit: without the areas that only say where the others lie, each place once."""
    indices = [k for k in indices if not (k - 1 in indices and _same_area(mentions[k - 1], mentions[k]))]
    indices = _beside_roads(indices, mentions)
    if any(not wide(mentions[k]) for k in indices):
        indices = [k for k in indices if not wide(mentions[k])]
    places: dict[str, int] = {}
    for k in indices:
        place = mentions[k].place
        places.setdefault(place.id if place and place.id else mentions[k].surface, k)
    indices = list(places.values())
    indices = [k for k in indices if not _only_around(k, indices, mentions)]
    return [k for k in indices if not holds_another(k, indices, mentions)]
