"""The triggers of a text: verbs and nouns of happenings, each read in its context.

Many words tell of a happening only in some company: «سقط» with a shell, «أسقط» with a drone, «خرجت» with buses; «السيطرة على» tells of
nothing gained behind «بهدف», and of a fight behind «فشلت في». Such context is rows of `lexicon/event_context.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from gazetteer.arabic import ARTICLE, bare, is_definite
from geo.company import Company, Named
from geo.event_lexicon import EventLexicon, Trigger
from geo.finding import Finding, replace
from geo.phrases import Found, PhraseTable
from geo.text import Text

# Words of leaving that tell of a happening only with the people or the buses that leave.
_LEAVING = {
    "departure": "evacuation",
    "displacement_people": "displacement",
    "return_people": "return",
    "entry": "evacuation",
    "heading": "evacuation",
}
_COMPANY = 10  # tokens to either side
_SUBJECT_REACH = 4  # tokens from a verb back to the subject in front of it
# What is dropped, thrown or fired by hand, the first that is named.
_THROWN = (
    ("drone", "drone_strike"), ("air", "airstrike"), ("ied", "explosion"), ("bomb", "explosion"), ("artillery", "shelling"),
    ("rocket", "shelling"),
)  # fmt: skip
_CARRY = 10  # tokens from a light verb to its noun: the subject stands between
_MUNITIONS = frozenset({"munition", "munition_by", "air_munition"})
_LIGHT = frozenset({"light", "launch", "repel"})
_CARRIED = {"patrol": "deployment"}  # nouns that tell of a happening only behind a light verb: «سيرت القوات دورية»
_GOING = frozenset({"departure", "return", "return_people", "displacement_people"})
_CIRCUMSTANCE_REACH = 3  # tokens from «خروج» to the buses that make it an evacuation all the same
_GAINS = frozenset({"capture", "control", "advance"})
_MET = frozenset({"campaign", "advance", "capture", "raid"})  # what is a fight when it was met: «تصدوا لمحاولة التقدم نحو كذا»
_PREVENTED = frozenset({"aid", "return", "evacuation", "departure", "deployment", "protest"})
_DEALS = frozenset({"agreement", "ceasefire"})
_SPOKEN_OF = frozenset({"strike", "bombard", "attack", "airstrike", "shelling", "massacre", "drone_strike", "clash", "campaign", "siege"})
_ATTEMPT_REACH = 6  # tokens from «حاولت»، «فشلت»، «بهدف» to what was tried or meant
_AIM_REACH = 2  # tokens from «بهدف» to any other noun that is meant
_ANSWER_REACH = 6  # tokens from «ردت» over its subject to «على»
_SINCE_REACH = 2  # tokens from «بعد»، «منذ» over «أن» to what was over
_HURT_REACH = 8  # tokens from «مقتل» to the drone that fell
_CRASH_REACH = 16  # tokens from a drone that fell to what it did
_ENTERING = 4  # tokens from «دخلت» over the time of day to the forces that did
_MOTION_REACH = 6  # tokens from a convoy to the verb of its motion
_OBJECT_REACH = 5  # tokens from a verb over its subject to what it hits
_SIGNED_REACH = 3  # tokens from a deal to «الموقع»
_PARTIES_REACH = 4  # tokens from a deal to «بين»، «حول»
_QUAKE_REACH = 12  # tokens around a collapse to what brought the house down
_MEMORY_REACH = 4  # tokens from «الذكرى» to what is remembered
_AFTER_REACH = 5  # tokens from «بعد» over a time to what it was after
_SPREAD_REACH = 3  # tokens from «انتشرت» to what spread
_TAG, _ROW = "#", 3  # what opens a hashtag, and how many of them are a row
_WITH, _JOINER = "ب", "و"
_JOINERS, _PAST, _IMPERFECT = ("و", "ف"), ("ت", "وا"), ("ي", "ت", "ن")
_FOR, _FUTURE = "ل", "س"  # proclitics: of a purpose, of the future
_NOMINATIVE = "ون"  # the ending of a plural that is a subject
_STOPS, _FULL_STOPS = frozenset("،,.؛:\n"), frozenset(".؛\n")


class Hit(Finding, frozen=True):
    """A trigger met: tokens [first, behind), letters of clitic on its first token.

    Attributes:
        definite: whether it has the article.
        joined: whether «و» or «ف» stands before it.
        light: the token of the verb that carries the noun («أحرزت القوات تقدما»).
        repelled: whether that verb says that the attack was met («صدت الفصائل هجوما»): its subject suffered it.
        planned: whether it is in the future («ستقصف»).
        answered: whether it is what others answered («ردا على قصف …»).
        past: whether it was over before the rest happened («بعدما سيطرت على …»، «منذ سيطرتها على …»).
        standing: whether it is a deal that holds, or was broken, with those who made it («… المشمولة باتفاق وقف إطلاق النار بين …»).
        spoken_of: whether somebody speaks of it («تدين القصف على …»، «قلق من تصاعد الهجمات»): it may be told by other words, or not at all.
    """

    first: int
    behind: int
    clitic: int
    trigger: Trigger
    definite: bool
    joined: bool
    light: int | None = None
    repelled: bool = False
    planned: bool = False
    answered: bool = False
    past: bool = False
    standing: bool = False
    spoken_of: bool = False


class TriggerReader:
    """Finds the triggers of a text. Holds the lexicon only."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        self._company = Company.load()

    def find(self, text: Text, taken: Sequence[tuple[int, int]], named: Named) -> list[Hit]:
        """The triggers of a text in order. `taken`: tokens of place names and dates, in which none is looked for («فجر» is no blast).

        `named`: where the places are named, company of some words («سقطت حلب»).
        """
        inside = {token for first, behind in taken for token in range(first, behind)}
        inside.update(self._merely_listed(text))
        found: list[Hit] = []
        words, behind, struck = text.words, 0, False
        slogans = "_" in text.raw
        for index in sorted({*self._lexicon.nouns.spots(text), *self._lexicon.verbs.spots(text)}):
            free = index >= behind and index not in inside and not (slogans and text.in_slogan(index))
            best = self._best(words, index) if free and not _in_tags(words, index) else None
            if best is None:
                continue
            hit = self._hit(words, best, named)
            if hit is not None and not (struck and hit.definite and self._is_scene(words, hit)):
                found.append(hit)
                struck = struck or hit.trigger.kind in _SPOKEN_OF
            behind = best.behind
        return _carried(text, found)

    def _merely_listed(self, text: Text) -> Iterator[int]:
        """The tokens that only list of what kinds a number of acts were: «14 عملية تنوعت بين كمائن واشتباكات»."""
        for found in self._lexicon.varied.scan(text):
            yield from takewhile(lambda at: text.words[at] not in _STOPS, range(found.behind, len(text.words)))

    def _is_scene(self, words: Sequence[str], hit: Hit) -> bool:
        """Whether a noun only says which place is meant, where the strike was told before («وصلت القوة إلى مكان الغارة»)."""
        return hit.trigger.voice == "noun" and hit.first > 0 and words[hit.first - 1] in self._lexicon.scenes

    def _best(self, words: Sequence[str], index: int) -> Found[Trigger] | None:
        noun, verb = self._lexicon.nouns.at(words, index), self._lexicon.verbs.at(words, index)
        if noun is None or verb is None:
            return noun or verb
        if (noun.behind, -noun.clitic) == (verb.behind, -verb.clitic):  # «قصف», «خطف» are both: a verb before «مسلحون»
            subject = words[noun.behind] if noun.behind < len(words) else ""
            return verb if subject.endswith(_NOMINATIVE) and len(subject) > len(_NOMINATIVE) + 2 else noun
        return max(noun, verb, key=lambda found: (found.behind, -found.clitic))

    def _hit(self, words: Sequence[str], found: Found[Trigger], named: Named) -> Hit | None:
        """The trigger in its context, or None where the context makes it no happening."""
        before = words[found.first - 1] if found.first else ""
        letters = words[found.first][: found.clitic]
        kind, voice = self._kind(words, found, before, named), found.value.voice
        if kind is None or (voice != "noun" and before in self._lexicon.negations):
            return None
        undone = kind in self._lexicon.undone and self._around(words, found.first, self._lexicon.undone[kind])
        if undone and not (kind in _DEALS and self._around(words, found.first, self._lexicon.reached)):
            return None  # «مفاوضات لوقف إطلاق النار», not «أفضت المفاوضات إلى اتفاق»
        standing = kind in _DEALS and self._stands(words, found)
        if standing and not self._between_parties(words, found.behind):
            return None  # «اتفاق وقف إطلاق النار الموقع في …»
        if voice == "noun" and kind != "protest" and self._remembered(words, found.first):
            return None  # «ذكرى تحرير المدينة»
        if voice == "noun" and kind in _PREVENTED and self._around(words, found.first, self._lexicon.preventions):
            return None  # «منعت القوات دخول المساعدات»
        if voice == "noun" and kind == "protest" and self._called_for(words, found, letters):
            return None  # «دعا ناشطون إلى مظاهرات»
        before_it = words[max(0, found.first - _AIM_REACH) : found.first]
        if voice == "noun" and not standing and not self._lexicon.aims.isdisjoint(before_it):
            return None  # «من أجل إحباط …»
        if voice == "noun" and kind == "arrest" and not self._lexicon.attempts.isdisjoint(words[max(0, found.first - 1) : found.first]):
            return None  # «محاولة اعتقال»
        if voice == "noun" and kind in _GOING and before in self._lexicon.whiles:
            near = words[found.behind : found.behind + _CIRCUMSTANCE_REACH]
            if self._lexicon.vehicles.isdisjoint(map(bare, near)):
                return None  # «أثناء خروج المصلين من المسجد»، «لدى عودتهم إلى البلدة»
        if voice == "noun" and kind in _GOING and self._long_since(words, found.first):
            return None  # «بعد أيام من عودة العائلة إلى البلدة»
        if kind in _GAINS and not _done(words[found.first], found):
            meant = voice == "noun" and letters.endswith(_FOR) and not letters.endswith(ARTICLE)
            if meant or self._around(words, found.first, self._lexicon.aims):
                return None  # «معارك للسيطرة على»، «بهدف استعادة»
            if self._around(words, found.first, self._lexicon.attempts):
                kind = "clash"
        if kind in _LEAVING:
            voice = "entry" if kind == "entry" else voice
            kind = _LEAVING[kind]
        form = words[found.first][found.clitic :]
        definite = is_definite(letters, form)
        return Hit(
            found.first, found.behind, found.clitic, Trigger(kind, voice), definite, letters[:1] in ("و", "ف"),
            planned=self._planned(found.value, letters, before),
            answered=voice == "noun" and self._answers(words, found.first),
            past=standing or self._past(kind, words[max(0, found.first - _SINCE_REACH) : found.first]),
            standing=standing, spoken_of=voice == "noun" and kind in _SPOKEN_OF and self._spoken_of(words, found.first),
        )  # fmt: skip

    def _planned(self, trigger: Trigger, letters: str, before: str) -> bool:
        """Whether a verb is in the future, or a way only opened for people to leave («فتحت معبرا لخروج المدنيين»)."""
        if trigger.voice != "noun":
            return letters.endswith(_FUTURE) or before in self._lexicon.futures
        return trigger.kind == "departure" and letters.endswith(_FOR) and not letters.endswith(ARTICLE)

    def _kind(self, words: Sequence[str], found: Found[Trigger], before: str, named: Named) -> str | None:
        """What a word says happened, in its company; None for nothing."""
        lexicon = self._lexicon
        kind = self._company.settle(found.value.kind, words, found.first, found.behind, named)
        if kind is None:
            return None
        if kind == "collapse" and self._shaken(words, found):
            return None  # «انهيار مبنى بسبب الزلزال»
        if kind == "control":
            gained = before in lexicon.outcomes or before[1:] in lexicon.outcomes or self._around(words, found.first, lexicon.gaining)
            return "capture" if gained else None
        if kind == "capture" and (before in lexicon.states or before[1:] in lexicon.states):
            return None
        if kind == "fire_weak":
            shot = any(word in lexicon.fire for word in words[found.behind : found.behind + 6])
            return self._company.settle("shooting", words, found.first, found.behind, named) if shot else None
        if kind == "fall_weak":  # «سقطت ثلاث قذائف»، «قذائف سقطت»
            back = next((at + 1 for at in range(found.first - 1, -1, -1) if words[at] in _STOPS), 0)  # the subject, in this clause
            back = max(back, found.first - (_COMPANY if found.value.voice != "noun" else 2))
            return self._fallen(words, range(back, min(len(words), found.behind + 4)), found)
        if kind == "drop":  # «ألقت مروحيات النظام براميل»، «ألقى مجهولون قنبلة»
            near = range(found.behind, min(len(words), found.behind + _COMPANY))
            thrown = self._weapons(words, near)
            if any(words[at] in lexicon.leaflets for at in near) or not thrown:
                return None
            back = next((at + 1 for at in range(found.first - 1, -1, -1) if words[at] in _STOPS), 0)  # «المروحي يلقي حاويات»
            return self._dropped(thrown | self._weapons(words, range(max(back, found.first - _SUBJECT_REACH), found.first)) & {"air"})
        if kind in ("strike", "bombard") and self._shot_down(words, found):
            return "intercept"  # «استهدفت المضادات الأرضية طائرة مسيرة»
        if kind == "strike" and found.value.voice != "noun" and before in lexicon.operations:
            return "raid"  # «العملية استهدفت مطلوبا»
        if kind in ("entry", "entry_noun") and any(bare(word) in lexicon.forces for word in words[found.behind : found.behind + _ENTERING]):
            return "deployment"
        if kind == "convoy":  # a convoy that moves, not one that is hit
            around = words[max(0, found.first - _MOTION_REACH) : found.behind + _MOTION_REACH]
            return None if lexicon.motions.isdisjoint(around) else "reinforcement"
        if kind == "entry_noun":
            return None
        if kind == "intercept":
            weapons = self._weapons(words, range(max(0, found.first - _COMPANY), min(len(words), found.behind + _COMPANY)))
            if weapons & {"drone", "rocket"}:
                return kind
            downed = self._weapons(words, range(found.behind, min(len(words), found.behind + _OBJECT_REACH))) & {"air", "none"}
            return "other_violence" if downed else None  # «أسقطت الفصائل مروحية», «… طائرة استطلاع»
        if kind == "explosion" and any(word in lexicon.sounds for word in words[max(0, found.first - 2) : found.first]):
            return None  # «دوي عدة انفجارات»
        if kind == "repel" and self._weapon_met(words, found.behind):
            return "intercept"
        if kind == "explosion" and self._met(self._lexicon.household, words, found.behind):
            return None  # «انفجار أسطوانة غاز»
        if kind == "advance" and found.value.voice != "noun" and self._provides(words, found.behind):
            return None
        sides = ((found.behind, found.behind + _SPREAD_REACH), (max(0, found.first - _SPREAD_REACH), found.first))
        if kind == "deployment" and any(self._met(lexicon.spread, words, first, behind) for first, behind in sides):
            return None  # «تنتشر الشائعات»
        if kind == "explosion" and self._blows_up(words, found):
            return "destruction"
        if kind in _LEAVING:
            kept_in = before in lexicon.attempts or self._carries_aid(words, found)  # «خرجت من المدينة قافلة مساعدات»
            return kind if not kept_in and self._leaves(words, found, kind) else None
        return None if kind == "none" or kind.endswith("_weak") else kind

    def _leaves(self, words: Sequence[str], found: Found[Trigger], kind: str) -> bool:
        """Whether those who leave, or their buses, stand in the sentence, and no crowd that gathers."""
        first, behind = max(0, found.first - _COMPANY), min(len(words), found.behind + _COMPANY)
        first = next((at + 1 for at in range(found.first - 1, first - 1, -1) if words[at] in _FULL_STOPS), first)
        behind = next((at for at in range(found.behind, behind) if words[at] in _FULL_STOPS), behind)
        around = words[first:behind]
        company = self._lexicon.vehicles if kind in ("entry", "heading") else self._lexicon.company
        return any(bare(word) in company for word in around) and not any(word in self._lexicon.gatherings for word in around)

    def _fallen(self, words: Sequence[str], near: range, found: Found[Trigger]) -> str | None:
        """What fell: a shell is the shelling that it was, the wreck of a rocket is no shelling of where it fell; a drone may only have
        come down, and is a strike where it blew up, hit or hurt something.
        """
        weapons = self._weapons(words, near)
        wreck = any(bare(words[at]) in self._lexicon.wrecks for at in near)
        if "drone" in weapons:
            around = range(max(0, found.first - _HURT_REACH), min(len(words), found.behind + _CRASH_REACH))
            return "drone_strike" if self._lexicon.crashes.meets(words, around) else "other_violence"
        if weapons & {"artillery", "rocket"}:
            return "other_violence" if wreck else "shelling"
        return None

    @staticmethod
    def _dropped(weapons: set[str]) -> str | None:
        return next((kind for weapon, kind in _THROWN if weapon in weapons), None)

    def _weapons(self, words: Sequence[str], near: range) -> set[str]:
        found = (self._lexicon.weapons.at(words, at) for at in near)
        return {hit.value for hit in found if hit is not None}

    def _carries_aid(self, words: Sequence[str], found: Found[Trigger]) -> bool:
        """Whether what leaves, enters or heads for a place is a convoy of aid: its own words tell of that."""
        near = range(max(0, found.first - _MOTION_REACH), min(len(words), found.behind + _COMPANY))
        return self._lexicon.aid_convoys.meets(words, near)

    def _weapon_met(self, words: Sequence[str], behind: int) -> bool:
        """Whether what was met are drones or rockets, not an attack with them: «تصدت الدفاعات لمسيرات»."""
        near = range(behind, min(len(words), behind + _ATTEMPT_REACH))
        until = next((at for at in near if words[at] in _STOPS or self._tells(words, at)), near.stop)
        return bool(self._weapons(words, range(behind, until)) & {"drone", "rocket"})

    def _tells(self, words: Sequence[str], at: int) -> bool:
        """Whether a noun of a happening begins at a token, not the bare name of a weapon."""
        noun = self._lexicon.nouns.at(words, at) if words[at] in self._lexicon.nouns else None
        return noun is not None and noun.value.kind not in _MUNITIONS

    def _shot_down(self, words: Sequence[str], found: Found[Trigger]) -> bool:
        """Whether air defences are who strikes, and a drone or rocket what they strike."""
        behind = range(found.behind, min(len(words), found.behind + _COMPANY))
        near = (*words[max(0, found.first - 3) : found.first], *words[found.behind : found.behind + 2])
        return not self._lexicon.defences.isdisjoint(near) and bool(self._weapons(words, behind) & {"drone", "rocket"})

    def _blows_up(self, words: Sequence[str], found: Found[Trigger]) -> bool:
        """Whether what is blown up is a building («فجرت قوات النظام منازل»), with no bomber or charge in it."""
        noun = found.value.voice == "noun"
        near = words[found.behind : found.behind + (1 if noun else _OBJECT_REACH)]
        until = next((at for at, word in enumerate(near) if word in _STOPS), len(near))
        if any(word in self._lexicon.suicide for word in near):
            return False
        clear = "ied" not in self._weapons(words, range(found.behind, min(len(words), found.behind + _OBJECT_REACH)))
        return clear and any(bare(word) in self._lexicon.buildings for word in near[:until])

    @staticmethod
    def _around(words: Sequence[str], first: int, wanted: frozenset[str]) -> bool:
        """Whether one of the words stands before a token, in its clause."""
        for at in range(first - 1, max(-1, first - 1 - _ATTEMPT_REACH), -1):
            if words[at] in _STOPS:
                return False
            if words[at] in wanted or (words[at].startswith(_JOINER) and words[at][1:] in wanted):
                return True
        return False

    def _provides(self, words: Sequence[str], behind: int) -> bool:
        """Whether «تقدم» is what is provided or handed in: «تقدم الخدمات», «تقدم بطلب»; «تقدمت بدعم من …» is an advance."""
        if self._met(self._lexicon.submissions, words, behind, behind + _OBJECT_REACH):
            return True
        until = next((at for at in range(behind, min(len(words), behind + _OBJECT_REACH)) if words[at] in _STOPS), behind + _OBJECT_REACH)
        found = (self._lexicon.provisions.at(words, at) for at in range(behind, min(len(words), until)))
        return any(_WITH not in words[hit.first][: hit.clitic] for hit in found if hit is not None)

    def _long_since(self, words: Sequence[str], first: int) -> bool:
        """Whether a noun at a token only tells how long after it the rest happened: «بعد أيام من …», not «بعد ساعات، من …»."""
        near = words[max(0, first - _AFTER_REACH) : first]
        if not near or self._lexicon.prepositions.get(near[-1]) != "from" or not _STOPS.isdisjoint(near):
            return False
        return not self._lexicon.sinces.isdisjoint(near[:-2])

    def _remembered(self, words: Sequence[str], first: int) -> bool:
        """Whether an anniversary is told, not what happened then: «الذكرى العاشرة لمجزرة …»."""
        for at in range(first - 1, max(-1, first - 1 - _MEMORY_REACH), -1):
            if words[at] in _STOPS:
                return False
            hit = self._lexicon.memories.at(words, at)
            if hit is not None and (hit.behind - hit.first == 1 or hit.behind == first):
                return True
        return False

    @staticmethod
    def _met(table: PhraseTable[str], words: Sequence[str], first: int, behind: int | None = None) -> bool:
        """Whether a phrase of a table begins among the tokens [first, behind) (default: the next few), before any stop."""
        for at in range(first, min(len(words), first + _SPREAD_REACH if behind is None else behind)):
            if words[at] in _STOPS:
                return False
            if table.at(words, at) is not None:
                return True
        return False

    def _called_for(self, words: Sequence[str], found: Found[Trigger], letters: str) -> bool:
        """Whether somebody calls for a protest, which is not yet one: «دعوات لاعتصام», «دعا الناشطون إلى إضراب»."""
        before = words[found.first - 1] if found.first else ""
        asked = letters.startswith(_FOR) or self._lexicon.prepositions.get(before) == "to"
        return asked and self._around(words, found.first, self._lexicon.calls)

    def _stands(self, words: Sequence[str], found: Found[Trigger]) -> bool:
        """Whether a deal is spoken of as one long made: by what stands before it, or by «الموقع» behind it."""
        signed = not self._lexicon.signed.isdisjoint(words[found.behind : found.behind + _SIGNED_REACH])
        return signed or self._around(words, found.first, self._lexicon.standing)

    def _between_parties(self, words: Sequence[str], behind: int) -> bool:
        """Whether those who made a deal, or where it holds, are told right behind it."""
        near = words[behind : behind + _PARTIES_REACH]
        until = next((at for at, word in enumerate(near) if word in _STOPS), len(near))
        return not self._lexicon.parties.isdisjoint(near[:until])

    def _spoken_of(self, words: Sequence[str], first: int) -> bool:
        """Whether somebody condemns, fears or answers for what a noun names."""
        return self._around(words, first, self._lexicon.talk) or (first > 0 and words[first - 1] in self._lexicon.blames)

    def _shaken(self, words: Sequence[str], found: Found[Trigger]) -> bool:
        """Whether no side brought a house down, but the earth or the weather."""
        return self._met(self._lexicon.quakes, words, max(0, found.first - _QUAKE_REACH), min(len(words), found.behind + _QUAKE_REACH))

    def _past(self, kind: str, before: Sequence[str]) -> bool:
        """Whether it was over before the rest: what was gained «بعد», what was agreed «إثر»."""
        over = not self._lexicon.sinces.isdisjoint(before)
        return (kind == "capture" and over) or (kind in _DEALS and (over or not self._lexicon.causes.isdisjoint(before)))

    def _answers(self, words: Sequence[str], first: int) -> bool:
        """Whether a noun is what somebody answers: «ردا على قصف …», «ردت الفصائل على قصف …»."""
        if first < 2 or words[first - 1] != self._lexicon.upon:
            return False
        return any(word in self._lexicon.answers for word in words[max(0, first - _ANSWER_REACH) : first - 1])


def _done(word: str, found: Found[Trigger]) -> bool:
    """Whether a verb joined by «و» is in the past, so that it tells what came of an attempt: «حاولت التقدم وسيطرت على كذا»."""
    form = word[found.clitic :]
    joined = found.value.voice != "noun" and word[: found.clitic].startswith(_JOINERS)
    return joined and (form.endswith(_PAST) or not form.startswith(_IMPERFECT))


def _in_tags(words: Sequence[str], index: int) -> bool:
    """Whether a token is one of a row of hashtags («#اعتقال #مداهمات #كذا»): words to be found by, that tell nothing."""
    if not index or words[index - 1] != _TAG:
        return False
    first = index - 1
    while first >= 2 and words[first - 2] == _TAG:
        first -= 2
    return all(at < len(words) and words[at] == _TAG for at in range(first, first + 2 * _ROW, 2))


def _carried(text: Text, hits: list[Hit]) -> list[Hit]:
    """Light verbs given to the nouns that they carry; alone they tell nothing, but for those of meeting an attack."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for at, hit in enumerate(hits):
        before = hits[at - 1] if at else None
        carries = (
            before is not None
            and before.trigger.kind in _LIGHT
            and hit.first - before.first <= _CARRY
            and not any(word in "\n.؛" for word in text.words[before.first : hit.first])
        )
        if before is not None and carries and hit.trigger.voice == "noun" and not hit.answered:
            kind = hit.trigger.kind if before.trigger.kind != "light" else _CARRIED.get(hit.trigger.kind, hit.trigger.kind)
            kind = "clash" if before.trigger.kind == "repel" and kind in _MET else kind  # «تصدوا لهجوم واسع»
            hit = replace(
                hit, light=before.first, joined=before.joined or hit.joined, repelled=before.trigger.kind == "repel",
                planned=before.planned, trigger=replace(hit.trigger, kind=kind),
            )  # fmt: skip
            taken.add(at - 1)
        kept.append(hit)
    return [
        replace(hit, trigger=replace(hit.trigger, kind="clash")) if hit.trigger.kind == "repel" else hit
        for at, hit in enumerate(kept)
        if hit.trigger.kind != "light" and hit.trigger.kind not in _CARRIED
        and not (hit.trigger.kind == "repel" and (at in taken or hit.trigger.voice == "noun"))
    ]
