"""From words to frames: a frame is one stretch of a sentence that tells one occurrence, with its kind and the places it names.

A sentence is searched for triggers (verbs and nouns of happenings). Triggers that tell the same thing («شن غارات استهدفت …») make one
frame; a coordinated clause of its own («كما قصفت …») makes another. What kind a frame is, its weapons decide («استهدف» with a drone, with
shells, with bullets). Which mentions are its sites, the words before them decide: the places hit, not what contains them or where the
gunners stood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gazetteer.arabic import ARTICLE
from gazetteer.models import PlaceKind
from geo.event_lexicon import EventLexicon
from geo.frame_clauses import ClauseReader, beginning
from geo.frame_kinds import BY_RANK, STRIKES, WEAPON_KIND, decide
from geo.frame_places import (
    PARTS,
    around,
    bare_city,
    besieged,
    bureau,
    comes_near,
    dateline,
    finest,
    holds_another,
    lies_on,
    named_places,
    part_of,
    said_role,
    spread_roles,
    usable,
    wide,
    without_setting,
)
from geo.models import EventKind, Mention
from geo.phrases import Found
from geo.shots import by_force, in_quarrel, kills, sniped, unit_hit
from geo.text import Text
from geo.triggers import Hit, TriggerReader
from geo.twin_blows import BOTH, twins_of

_BYLINE = 9  # tokens of a byline
_ALOFT = 10  # tokens from «أقلعت» to «من»
_MADE = 3  # tokens from «لإنتاج» to the weapons
_HELP = 4  # tokens from «بدعم» to the weapons of those who help
_COMPANY = 5  # tokens from «بالتزامن مع» to the place of what went on beside
_SOURCE_REACH = 24  # tokens from «مصدرها» to the last place that it speaks of
_CONCESSION = 12  # tokens from «رغم» to the place of what it opens
_DASHES = frozenset("-–—/")
_TARGET = 4  # words from «على» to the place hit: «على منازل المدنيين في بلدة»
_WITH, _AND, _FULL_STOP = "ب", "و", "."
_COMMAS = frozenset("،,")
_ENDS = frozenset("،,.؛:\n")
_GONE = 3  # tokens from «خروجها» to «من»
_BLOWS = frozenset({"strike", "bombard", "airstrike", "shelling"})
_GOING = frozenset({"departure", "withdrawal", "evacuation", "return", "return_people", "displacement", "displacement_people"})
_FROM_AFAR = {EventKind.SHELLING, EventKind.AIRSTRIKE, EventKind.DRONE_STRIKE, EventKind.CHEMICAL_ATTACK}
_SCENE = 6  # tokens before a trigger within which a place belongs to it
_OF_PEOPLE = {EventKind.ABDUCTION, EventKind.ARREST, EventKind.ASSASSINATION, EventKind.EXECUTION}  # at their homes, for want of a place
_TAKEN_FROM = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.WITHDRAWAL}
_DEALS = {EventKind.AGREEMENT, EventKind.CEASEFIRE}
_HOMES = frozenset({"home", "homeland"})
_ELSEWHERE = _HOMES | {"hospital"}  # roles of places that are never where it happened
_LEFT = {*_TAKEN_FROM, EventKind.RETURN}
_AT_ONCE = {*_FROM_AFAR, EventKind.CLASH, EventKind.EXPLOSION, EventKind.LANDMINE}  # where they are told, never «من كذا»
_OF_RESIDENTS = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.PROTEST}  # of those who live there, where no other place is told
_MOVES = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.WITHDRAWAL, EventKind.REINFORCEMENT, EventKind.RETURN, EventKind.AID}


@dataclass(slots=True)
class Frame:
    """One occurrence as one clause tells it. Built up in this file and read in `geo.events`.

    Attributes:
        sentence: number of the sentence.
        first, behind: tokens of the clause.
        hits: its triggers.
        kind: what happened; None for a frame that tells nothing by itself.
        sites, origin, destination: indices of mentions.
        weapon: the class of weapon that decided, or None.
        anaphoric: whether it speaks of something told before («القصف», «في القرية»).
        inherited: whether its sites come from what was told before.
        around: indices of the mentions that only say where its sites lie.
        headed: whether its places are only those of the line's heading («الحسكة:: …»).
        homes: indices of the mentions that say where the homes of its people lie, for want of anything better.
        posts: tokens of its sentence that only say where those stand who acted («مسلحون ينتشرون في كذا أطلقوا …»).
        twin: the second kind of blow that it tells in one breath with the first («غارات وقصف مدفعي»), or None.
    """

    sentence: int
    first: int
    behind: int
    hits: list[Hit]
    kind: EventKind | None = None
    sites: list[int] = field(default_factory=list)
    origin: int | None = None
    destination: int | None = None
    weapon: str | None = None
    anaphoric: bool = False
    inherited: bool = False
    around: list[int] = field(default_factory=list)
    headed: bool = False
    homes: list[int] = field(default_factory=list)
    posts: Sequence[range] = ()
    twin: EventKind | None = None


class FrameFinder:
    """Finds the frames of a text. Holds the lexicon only."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._triggers = TriggerReader(lexicon)

    def find(
        self, text: Text, mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]] = ()
    ) -> list[Frame]:
        """Frames in text order. `tokens`: the tokens [first, behind) of each mention; `taken`: those of dates («فجر» is no blast)."""
        frames: list[Frame] = []
        hits = self._triggers.find(text, (*tokens, *taken), named_places(text, mentions, tokens, self._lexicon.prepositions))
        weapons = self._lexicon.weapons.scan(text)
        at = 0
        for number, (first, behind) in enumerate(text.sentences):
            inside = []
            while at < len(hits) and hits[at].first < behind:
                inside.append(hits[at])
                at += 1
            if inside:
                frames += self._of_sentence(text, number, first, behind, inside, mentions, tokens, weapons)
        return frames

    # -- frames of a sentence -------------------------------------------------------------------------------------------------------

    def _of_sentence(
        self, text: Text, number: int, first: int, behind: int, hits: list[Hit], mentions: Sequence[Mention],
        tokens: Sequence[tuple[int, int]],
        weapons: Sequence[Found[str]],
    ) -> list[Frame]:  # fmt: skip
        clauses = ClauseReader(self._lexicon, text, tokens)
        hits, posts = clauses.without_posts(hits)
        groups = clauses.groups(hits, behind)
        named = {tokens[k][0] for k in beginning(tokens, first, behind)}
        starts = [
            first,
            *(clauses.clause_start(before[-1].behind, group[0], named) for before, group in pairwise(groups)),
        ]
        frames = []
        for k, group in enumerate(groups):
            end = starts[k + 1] if k + 1 < len(starts) else behind
            spoken = group[0].definite and group[0].trigger.voice == "noun"
            frame = Frame(number, starts[k], end, group, anaphoric=spoken, posts=posts)
            armed = weapons[bisect_left(weapons, (frame.first,)) : bisect_left(weapons, (frame.behind,))]
            unmade = (weapon for weapon in armed if not self._made(text, frame, weapon.first))
            used = [weapon for weapon in unmade if not self._helps(text, frame, weapon.first)]
            classes = {name for weapon in used for name in weapon.value.split(BOTH)}
            frame.kind, frame.weapon = decide(self._kinds(text, group), classes)
            frame.kind, frame.twin = twins_of(frame.kind, text.words, used, group, tokens) or (frame.kind, None)
            if k + 1 < len(groups) and clauses.one_place(group[-1], groups[k + 1][0]):
                frame.behind = starts[k + 2] if k + 2 < len(starts) else behind  # «عملية دهم واعتقال في البلدة»: one place for both
            if frame.kind is EventKind.ASSASSINATION and frame.weapon == "gun":
                if in_quarrel(self._lexicon, text.words, first, behind):
                    frame.kind = EventKind.OTHER_VIOLENCE  # «قتل بالرصاص إثر شجار»
                elif unit_hit(self._lexicon, text.words, frame.hits, frame.behind):
                    frame.kind = EventKind.CLASH  # «إطلاق نار على حاجز»
                elif sniped(self._lexicon, text.words, frame.first, frame.behind) or by_force(self._lexicon, text.words, frame.hits):
                    frame.kind = EventKind.OTHER_VIOLENCE  # «برصاص قناص», «برصاص قوات الأمن»
            elif frame.kind is EventKind.SHELLING and frame.weapon is None and self._stormed_post(text, frame):
                frame.kind = EventKind.CLASH
            if frame.kind is not None or any(hit.trigger.kind in STRIKES for hit in group):
                self._take_places(text, frame, mentions, tokens)
                if (group[0].answered and all(wide(mentions[k]) for k in frame.sites)) or (
                    group[0].spoken_of and all(wide(mentions[k]) or bare_city(mentions[k]) for k in frame.sites)
                ):
                    continue  # «ردا على القصف», «تدين القصف»: what was answered is told by its own words, or not at all
                frames.append(frame)
        return frames

    def _kinds(self, text: Text, group: Sequence[Hit]) -> list[str]:
        """The kinds of the triggers of a clause, without the blast that a strike was heard as («انفجارات … نتيجة استهداف إسرائيلي»)."""
        kinds = [hit.trigger.kind for hit in group]
        caused = (hit for hit in group[1:] if hit.trigger.kind in _BLOWS and text.words[hit.first - 1] in self._lexicon.causes)
        return [kind for kind in kinds if kind != "explosion"] if kinds[0] == "explosion" and any(caused) else kinds

    def _stormed_post(self, text: Text, frame: Frame) -> bool:
        """Whether an attack of unknown means was on a post or a column of armed forces, or a vehicle («هجوم مسلح استهدف حافلة …»)."""
        attacked = frame.hits[0].trigger.kind == "attack"
        return attacked and unit_hit(self._lexicon, text.words, frame.hits, frame.behind, self._lexicon.attacked)

    def _made(self, text: Text, frame: Frame, token: int) -> bool:
        """Whether a weapon at a token is what is made or kept somewhere, not what struck («مركزا لإنتاج الأسلحة الكيماوية»)."""
        near = range(token - 1, max(frame.first, token - _MADE) - 1, -1)
        made = next((at for at in near if self._lexicon.makings.at(text.words, at) is not None), None)
        if made is None or not _ENDS.isdisjoint(text.words[made:token]):
            return False
        return not any(made < hit.first <= token for hit in frame.hits)

    def _helps(self, text: Text, frame: Frame, token: int) -> bool:
        """Whether a weapon or a «من» at a token only helps those who act («بدعم جوي من الطيران الحربي», «مدعومة بالدبابات»)."""
        for at in range(token - 1, max(frame.first, token - _HELP) - 1, -1):
            if text.words[at] in _ENDS or any(hit.first == at for hit in frame.hits):
                return False  # «مدعومة بقصف مدفعي»: such help is what struck
            if text.words[at] in self._lexicon.supports:
                return not self._acts_behind(text, frame, token)
        return False

    def _acts_behind(self, text: Text, frame: Frame, token: int) -> bool:
        """Whether a relative clause tells what a weapon at a token did («تحليق للطيران الذي استهدف …»)."""
        near = range(token + 1, min(token + _HELP, frame.behind - 1))
        return any(text.words[at] in self._lexicon.which and any(hit.first == at + 1 for hit in frame.hits) for at in near)

    # -- the kind -------------------------------------------------------------------------------------------------------------------

    def kind_of_weapons(self, text: Text, first: int, behind: int) -> EventKind | None:
        """What the weapons of a sentence without a trigger tell: of those that people were hit «with» or «by», the first of the ranking."""
        met = [hit for hit in (self._lexicon.weapons.at(text.words, at) for at in range(first, behind)) if hit is not None]
        words = text.words
        classes = {
            hit.value for hit in met
            if words[hit.first][: hit.clitic].startswith(_WITH) or words[max(first, hit.first - 1)] in self._lexicon.causes
            or kills(self._lexicon, words, hit.behind, behind)
        }  # fmt: skip
        weapon = next((name for name in BY_RANK if name in classes), None)
        return WEAPON_KIND[weapon] if weapon is not None else None

    # -- the places ------------------------------------------------------------------------------------------------------------------

    def _take_places(self, text: Text, frame: Frame, mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]]) -> None:
        """Sort the mentions of a frame into sites, origin and destination."""
        inside = [k for k in beginning(tokens, frame.first, frame.behind) if usable(mentions[k])]
        roles = {k: self._role(text, frame, tokens[k][0], tokens[k - 1][1] if k else 0) for k in inside}
        said = self._lexicon.prepositions
        roles |= {k: "stationed" for k in inside if any(tokens[k][0] in post for post in frame.posts)}
        parts = [k for k in inside if roles[k] == "from" and k and k - 1 not in roles and part_of(text, mentions, tokens, k, said)]
        roles |= dict.fromkeys(parts, "site")  # «على الحي الغربي من مدينة كذا», of which the town alone is known
        if frame.kind in _FROM_AFAR:  # «قصف من معسكر جورين طال قسطون»: where it was fired from
            roles |= {k: "firing" for k in inside if roles[k] == "from" and self._fired(text, frame, tokens[k][0])}
        if frame.kind in _AT_ONCE:  # «قصف أصاب عائلة من بلدة كذا»
            ways = [k for k in inside if roles[k] == "from" and self._on_way(text, mentions[k], tokens[k][0])]
            roles |= {k: "home" for k in ways if not self._leaving(text, frame, tokens[k][0] - 1)}
        if frame.kind not in _MOVES:  # «أطلقوا عليه النار ولاذوا بالفرار باتجاه بلدة كذا»
            roles |= {k: "refuge" for k in inside if roles[k] == "to" and self._got_away(text, frame, tokens[k][0])}
        if any(hit.trigger.kind == "capture" for hit in frame.hits):
            words = self._lexicon
            roles |= {k: "around" for k in inside if comes_near(words, text, mentions[k], tokens[k][0], frame.hits[0].behind)}
        for k in inside:  # «ينحدر من قرية كذا بريف حمص»: the governorate of a home is no place of the event either
            if roles[k] == "site" and k - 1 in roles and around(text, mentions, tokens, k, said):
                if roles[k - 1] in _HOMES and mentions[k].kind is PlaceKind.CITY and not bare_city(mentions[k]):
                    continue  # «شاب من أبناء بلدة كذا في مدينة كذا»
                roles[k] = "homeland" if roles[k - 1] in _HOMES else "around"
            elif roles[k] == "site" and k - 1 in roles and lies_on(self._lexicon, text, mentions, tokens, k):
                roles[k] = "around"
        if frame.kind in _MOVES:  # «خرج المدنيون ونقلوا إلى مخيم كذا»
            roles |= {k: "to" for k in inside if roles[k] == "hospital" and mentions[k].kind not in PARTS}
        if frame.kind in _MOVES:  # «وصلت إلى البلدة قادمة من كذا وكذا»
            roles |= {k: "from" for k in inside if roles[k] == "origin"}
        if frame.kind in _LEFT:  # «خروج المهجرين من مدينة كذا»
            roles |= {k: "from" for k in inside if roles[k] == "home" and self._on_way(text, mentions[k], tokens[k][0])}
        roles |= {k: "around" for k in inside if roles[k] == "from" and k - 1 in roles and part_of(text, mentions, tokens, k, said)}
        spread_roles(text, inside, roles, tokens, mentions)
        of_people = _HOMES if frame.kind in _OF_PEOPLE or frame.kind is EventKind.PROTEST else {"homeland"}
        residents = [k for k in inside if roles[k] == "home"][:1]
        frame.homes, inside = [k for k in inside if roles[k] in of_people], [k for k in inside if roles[k] not in _ELSEWHERE]
        inside = self._without_clause_before(text, frame, inside, tokens)
        inside = self._before_aside(text, frame, inside, tokens)
        inside = self._without_company(text, frame, inside, tokens)
        inside = self._not_far_before(frame, inside, tokens)
        inside = self._without_scene(text, frame, inside, mentions, tokens)
        opens = text.sentences[frame.sentence][0]
        inside = without_setting(text, inside, frame.hits[0].first, opens, mentions, tokens, said)
        if frame.hits[0].trigger.voice == "entry":  # where buses go in is where people are taken out
            roles = {k: "site" if role == "to" else role for k, role in roles.items()}
        kept = [k for k in inside if roles[k] in ("site", "to", "from")]
        if frame.kind not in _MOVES:  # a patrol that is hit on its way «إلى مدينة كذا»
            way = [k for k in kept if roles[k] != "site" and self._on_way(text, mentions[k], tokens[k][0])]
            way = [k for k in way if not (frame.kind in _DEALS and roles[k] == "from")]  # «اتفاق يقضي بخروج المقاتلين من كذا وكذا»
            others = [k for k in kept if k not in way]
            kept = kept if all(holds_another(k, kept, mentions) for k in others) else others  # but «تقدمت نحو بلدة كذا بريف كذا»
        if not kept and self._hit_where_they_stand(text, frame):
            kept = [k for k in inside if roles[k] == "stationed" and tokens[k][0] > frame.hits[0].first]
        if frame.kind in _OF_RESIDENTS and all(roles[k] == "to" for k in kept):  # «انطلقت دفعة من مهجري كذا إلى …», «أهالي كذا في مسيرة»
            if frame.kind is EventKind.PROTEST and not kept:  # «خرج العشرات من أبناء بلدة كذا في مظاهرة»
                residents = residents or frame.homes[:1]
            roles |= dict.fromkeys(residents, "from" if frame.kind in _TAKEN_FROM else "site")
            kept = sorted([*kept, *residents])
        if not kept:
            written = {k for k in inside if roles[k] == "dateline" and bureau(text, tokens[k][1], tokens)}
            kept = [k for k in inside if roles[k] in ("container", "ground", "dateline", "around") and k not in written]
            frame.headed = bool(kept) and all(roles[k] == "dateline" for k in kept)
        if frame.kind in _MOVES:
            frame.origin = next((k for k in kept if roles[k] == "from"), None)
            frame.destination = next((k for k in kept if roles[k] == "to"), None)
        further = [k for k in kept if roles[k] == "to" and k != frame.destination] if frame.kind in _TAKEN_FROM else []
        sites = finest([k for k in kept if k not in further], mentions)  # «باتجاه كذا وكذا» tells of no place that was left
        if frame.kind in _MOVES and frame.destination is not None and frame.kind is not EventKind.REINFORCEMENT and len(sites) > 1:
            left = frame.origin if frame.kind is EventKind.RETURN else frame.destination  # who returns is where they return to
            several = frame.kind is EventKind.AID and sum(roles[k] == "to" for k in sites) > 1  # «إلى مضايا والفوعة وكفريا»
            sites = [k for k in sites if k != left or several] or sites
        if frame.kind is EventKind.REINFORCEMENT and frame.destination is not None:  # «أرتال من كذا وكذا إلى كذا»
            sites = [k for k in sites if roles[k] != "from"] or [frame.destination]
        if frame.kind in _TAKEN_FROM and frame.origin is None and sites and sites[0] != frame.destination:
            if text.words[frame.hits[0].first][frame.hits[0].clitic :] in self._lexicon.arrivals:
                frame.destination = frame.destination if frame.destination is not None else sites[0]  # «استقبلت البلدة مئات النازحين»
            else:
                frame.origin = sites[0]  # «غادرت الحافلات المخيم» has no «من»
        meant = self._spoken_of(text, frame, tokens) if not sites and frame.kind is EventKind.CAPTURE else None
        meant = besieged(frame.hits[0], tokens) if frame.kind is EventKind.SIEGE else meant
        frame.sites = [meant] if meant is not None and usable(mentions[meant]) else sites
        frame.around = [k for k in inside if k not in sites and roles[k] in ("site", "container", "around", "aside")]

    def _spoken_of(self, text: Text, frame: Frame, tokens: Sequence[tuple[int, int]]) -> int | None:
        """The place right before a relative clause that tells of it: «في مدينة كذا التي سيطرت عليها الفصائل»."""
        hit, words = frame.hits[0], text.words
        at = next((at for at in (hit.first - 1, hit.first - 2) if at > 0 and words[at] in self._lexicon.which), None)
        if at is None or hit.trigger.voice == "noun":
            return None
        stop = at - (words[at - 1] in _COMMAS)
        k = bisect_left(tokens, (stop,)) - 1
        return k if k >= 0 and tokens[k][1] == stop else None

    def _on_way(self, text: Text, mention: Mention, first: int) -> bool:
        """Whether «من», «إلى» stand right before a place, not «بالقرب من»."""
        word = text.words[first - 1] if first else ""
        return mention.relation is None and (self._lexicon.prepositions.get(word) or "") in ("from", "to")

    def _leaving(self, text: Text, frame: Frame, at: int) -> bool:
        """Whether somebody goes away over the «من» at a token: «لدى خروجها من البلدة»."""
        words, lexicon = text.words, self._lexicon
        for before in range(max(frame.first, at - _GONE), at):
            told = lexicon.nouns.at(words, before) or lexicon.verbs.at(words, before)
            if words[before] in lexicon.motions or (told is not None and told.value.kind in _GOING):
                return True
        return False

    def _got_away(self, text: Text, frame: Frame, first: int) -> bool:
        """Whether the place at token `first` is where those fled who did it: «ولاذوا بالفرار باتجاه بلدة كذا»."""
        gone = text.words[max(frame.hits[0].behind, first - _GONE) : first]
        return not self._lexicon.getaways.isdisjoint(gone)

    def _hit_where_they_stand(self, text: Text, frame: Frame) -> bool:
        """Whether those who stand somewhere («القوات المتمركزة في …») are who was hit, not who fired."""
        hit = frame.hits[0]
        suffered = hit.trigger.voice == "passive" or frame.kind not in _FROM_AFAR
        return suffered or (hit.trigger.voice == "noun" and self._lexicon.upon in text.words[hit.behind : hit.behind + _TARGET])

    def _before_aside(self, text: Text, frame: Frame, inside: list[int], tokens: Sequence[tuple[int, int]]) -> list[int]:
        """Without the places of a clause behind all triggers that tells something else («قصف على بلدة كذا، فيما عاد الأهالي إلى …»)."""
        last = max(hit.behind for hit in frame.hits)
        told = [k for k in inside if tokens[k][0] >= last]
        if not told:
            return inside
        own = any(frame.hits[0].first < tokens[k][0] < last for k in inside)  # «دخلت عبر معبر كذا قافلة مساعدات، فيما …»
        own = own or frame.hits[0].past  # «… بعد تفاهم مع الوجهاء، بينما قطعت الكهرباء عن مدينة كذا»
        behind = range(last if own else tokens[told[0]][1], tokens[told[-1]][0])
        aside = next((at for at in behind if text.words[at - 1] in _ENDS and self._turns_aside(text, at)), None)
        return inside if aside is None else [k for k in inside if tokens[k][0] < aside]

    def _turns_aside(self, text: Text, at: int) -> bool:
        """Whether a clause that tells something else opens at a token, behind a stop: «فيما …», and in a headline «.. وقتلى في كذا»."""
        if self._lexicon.openers.at(text.words, at) is not None:
            return True
        return text.words[at - 1] == _FULL_STOP and text.words[at].startswith(_AND) and len(text.words[at]) > len(_AND)

    def _without_company(self, text: Text, frame: Frame, inside: list[int], tokens: Sequence[tuple[int, int]]) -> list[int]:
        """Without the places of what went on beside («تزامن القصف مع مرور رتل في …»; «نفذت، بالتزامن مع اقتحام كذا، حملة في …»)."""
        words, hit = text.words, frame.hits[0]
        before = words[hit.first - 1] if hit.first else ""
        if hit.trigger.voice == "noun" and (before in self._lexicon.company_of or before[1:] in self._lexicon.company_of):
            return [k for k in inside if tokens[k][0] < hit.first]
        for k, after in pairwise(inside):
            near = range(max(hit.behind, tokens[k][0] - _COMPANY), tokens[k][0])
            opener = next((found for at in near if (found := self._lexicon.openers.at(words, at)) is not None), None)
            closed = any(word in _COMMAS for word in words[tokens[k][1] : tokens[after][0]])
            closed = closed or any(tokens[k][1] <= told.first < tokens[after][0] for told in frame.hits)
            if opener is not None and opener.value == "while" and closed:
                return [other for other in inside if other != k]
        return inside

    @staticmethod
    def _without_clause_before(text: Text, frame: Frame, inside: list[int], tokens: Sequence[tuple[int, int]]) -> list[int]:
        """Without the places of another clause before a joined verb, behind which others stand («سلمت … في مدينة كذا، وقصفت … كذا»)."""
        hit = frame.hits[0]
        if hit.trigger.voice == "noun" or not hit.joined or text.words[hit.first - 1] not in _COMMAS:
            return inside
        behind = [k for k in inside if tokens[k][0] >= hit.behind]
        return behind or inside

    @staticmethod
    def _not_far_before(frame: Frame, inside: list[int], tokens: Sequence[tuple[int, int]]) -> list[int]:
        """Without the places that stand far before the trigger, when others stand behind it: they set the scene of the sentence."""
        first = frame.hits[0].first
        behind = [k for k in inside if tokens[k][0] > first]
        near = [k for k in inside if tokens[k][0] <= first and first - tokens[k][1] <= _SCENE]
        return near + behind if behind and frame.hits[0].trigger.voice != "passive" else inside

    def _anchored(self, words: Sequence[str], mention: Mention, token: tuple[int, int]) -> bool:
        """Whether a name surely stands as a place: behind a preposition or with its generic noun."""
        near = (words[at] for at in range(max(0, token[0] - 2), token[0]))
        with_clitic = len(words[token[0]]) > len(mention.surface) and words[token[0]][0] in self._lexicon.prepositions
        return token[1] - token[0] > 1 or with_clitic or any(word in self._lexicon.prepositions for word in near)

    def _without_scene(
        self, text: Text, frame: Frame, inside: list[int], mentions: Sequence[Mention], tokens: Sequence[tuple[int, int]]
    ) -> list[int]:
        """Without the places before the trigger when what is hit is told behind it: «غارات على …», «… بعد قصف في …»."""
        hit = frame.hits[0]
        gained = hit.trigger.kind == EventKind.CAPTURE
        last = hit.first if gained else max(h.first for h in frame.hits)
        before = [k for k in inside if tokens[k][0] < hit.first]
        behind = [k for k in inside if tokens[k][0] >= hit.behind]
        words = text.words
        if not before or not any(self._anchored(words, mentions[k], tokens[k]) for k in behind):
            return inside
        caused = hit.trigger.voice == "noun" and hit.first > frame.first and words[hit.first - 1] in self._lexicon.causes
        opens = hit.first if gained else hit.behind  # «السيطرة على» holds the «على»
        aimed = (hit.trigger.kind in STRIKES or gained) and any(
            self._lexicon.upon in words[max(opens, tokens[k][0] - _TARGET) : tokens[k][0]] for k in behind if tokens[k][0] > last
        )
        return behind if caused or aimed else inside

    def said_role(self, text: Text, first: int, floor: int) -> str | None:
        """The role that a phrase right before a place gives it («المتمركزة في», «من أبناء»), or None."""
        return said_role(self._lexicon, text.words, first, floor)

    def _role(self, text: Text, frame: Frame, first: int, floor: int) -> str:
        """What the words directly before a place make it."""
        words = text.words
        said = self.said_role(text, first, floor)
        if said is not None:
            return said
        if self.behind_source(text, frame, first):
            return "firing"
        if first < frame.hits[0].first and self._conceded(text, frame, first):
            return "conceded"
        if first < frame.hits[0].first and (dateline(text, first) or self._byline(text, frame, first)):
            return "dateline"
        for at in range(first - 1, max(floor - 1, first - 4), -1):
            word = words[at]
            meaning = self._lexicon.prepositions.get(word) or self._lexicon.prepositions.get(word[1:] if len(word) > 2 else "")
            idle = meaning == "from" and words[at + 1] in self._lexicon.idle  # «قصفت من جديد في كذا»: no way leads from there
            if meaning in ("from", "to") and not idle and not self._helps(text, frame, at):
                return meaning
            if meaning == "via" and frame.kind in _MOVES:
                return "container"
            if word in "،,.؛:\n":
                break
        return "site"

    def behind_source(self, text: Text, frame: Frame, first: int) -> bool:
        """Whether the place at token `first` belongs to where the fire came from («قذائف مصدرها نقاط للجيش على محور كذا في منطقة كذا»)."""
        if text.words[first - 1] == self._lexicon.upon:
            return False  # «قذائف مصدرها مواقع الجيش على بلدة كذا»
        for at in range(first - 1, max(frame.first, first - _SOURCE_REACH) - 1, -1):
            if text.words[at] in _ENDS:
                return False
            hit = self._lexicon.site_roles.at(text.words, at)
            if hit is not None and hit.value == "source":
                return not any(at < told.first < first for told in frame.hits) and not self._landed(text.words[hit.behind : first])
        return False

    def _landed(self, between: Sequence[str]) -> bool:
        """Whether words behind «مصدرها» name whence and go on with what was hit («مصدرها الجولان على نقاط قرب كذا»)."""
        if not between or not between[0].startswith(ARTICLE):
            return False
        return self._lexicon.upon in between or not self._lexicon.landings.isdisjoint(between[1:])

    def _conceded(self, text: Text, frame: Frame, first: int) -> bool:
        """Whether the place at token `first` belongs to what held no less («رغم سريان وقف إطلاق النار في إدلب قصفت …»)."""
        for at in range(first - 1, max(frame.first, first - _CONCESSION) - 1, -1):
            if text.words[at] in _ENDS:
                return False
            if text.words[at] in self._lexicon.concessions:
                return True
        return False

    @staticmethod
    def _byline(text: Text, frame: Frame, first: int) -> bool:
        """Whether the place at token `first` ends a byline («الموقع - الكاتب - حلب قصفت …»): where it was written."""
        words, opens = text.words, text.sentences[frame.sentence][0]
        dashed = first > 0 and words[first - 1] in _DASHES and 1 < first - opens <= _BYLINE
        return dashed and frame.hits[0].first - first <= 2 and frame.hits[0].trigger.voice != "noun"

    def _fired(self, text: Text, frame: Frame, first: int) -> bool:
        """Whether the place at token `first` is where the fire came from: the blow or its weapon stands right before «من»."""
        words = text.words
        at = next((at for at in range(first - 1, max(0, first - 4), -1) if self._lexicon.prepositions.get(words[at]) == "from"), 0)
        weapon = at > 0 and any(found.value for found in [self._lexicon.weapons.at(words, at - 1)] if found is not None)
        aloft = words[max(frame.first, at - _ALOFT) : at] if at else ()
        return weapon or any(hit.behind == at for hit in frame.hits) or not self._lexicon.takeoffs.isdisjoint(aloft)
