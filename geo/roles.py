"""Who did it and to whom: the roles of the actors around a trigger, from the grammar of its clause.

Each actor gets a link: what stands before it, read backwards over words that let grammar through («عناصر», «مواقع», «تابعة ل»). Some
links decide by themselves («على يد», «ضد», «بين»); for the others the voice of the trigger decides: the subject of an active verb, of a
passive one, what follows a noun. Words with a meaning for roles are rows of `lexicon/role_words.csv`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gazetteer.arabic import ARTICLE, bare, fold_word
from gazetteer.spelling import data_rows
from geo.actors import ActorSpan
from geo.finding import replace
from geo.lexicon import rows
from geo.models import Role
from geo.phrases import PROCLITICS, Found, PhraseTable
from geo.role_links import LINKS, SIGNS_WITHIN, Link, Linked, LinkReading, RoleMarks
from geo.text import Text, is_word

_LOOSE = 6  # words between a trigger and a subject that is not right behind it
_LONG = 14  # words between the subject of a subordinate clause and its verb: «أن قوات النظام المتمركزة في … قصفت»
_OF_TRIGGERS = ("noun_object", "noun_mixed", "people_act", "light_verb", "motion", "kills", "instrument", "heavy", "body", "raids")
_HARD_SIGNS = frozenset(".…؛|\n")
_BREAKING = frozenset({"preposition", "upon", "with", "none", "initiator", "support", "partner", "backed"})
_TITLED = 2  # tokens from a verb to its subject: «قتل التنظيم», «قتل تنظيم داعش»
_MODIFIED = 2  # words between an actor and the one that qualifies it: «X المدعومة من Y»
_COMMAS = frozenset("،,")
_TO = ARTICLE[1]


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Reads roles. Built once from the lexicon, read-only."""

    _words: PhraseTable[str]
    _triggers: dict[str, frozenset[str]]
    joiners: frozenset[str]
    _owners: tuple[str, ...]
    adjectives: frozenset[str]
    _things: frozenset[str]
    reporters: frozenset[str]
    accused_of: tuple[str, ...]
    numbers: frozenset[str]
    source: str

    @staticmethod
    def load() -> RoleReader:
        """The reader of the shipped lexicon."""
        links: dict[str, str] = {}
        triggers: dict[str, set[str]] = {kind: set() for kind in _OF_TRIGGERS}
        for row in rows("role_words"):
            form = fold_word(row["form"])
            if row["role"] in triggers:
                triggers[row["role"]].add(bare(form))
            if row["role"] in LINKS:
                links.setdefault(form, row["role"])
        for row in rows("hearsay_words"):
            if row["kind"] in ("accuse", "blame", "blamed"):
                links[fold_word(row["form"])] = row["kind"]
        for row in rows("said_verbs"):
            if row["kind"] in ("say", "announce", "talk", "continue", "cite"):
                links.setdefault(fold_word(row["form"]), "announce" if row["kind"] == "announce" else "none")
        joiners = frozenset(fold_word(row["form"])[:1] for row in rows("clitics") if row["joins"] == "yes")
        owners = tuple(fold_word(row["form"]) for row in rows("verb_affixes") if row["part"] == "object")
        kinds = {kind: frozenset(forms) for kind, forms in triggers.items()}
        adjectives = frozenset(bare(fold_word(row["form"])) for row in rows("common_words") if row["class"] == "adjective")
        places = {bare(fold_word(row["form"])) for row in data_rows("generic_nouns")}
        things = frozenset(places | {bare(form) for form, role in links.items() if role == "object"})
        reporters = frozenset(row["actor"] for row in rows("actor_table") if row["side"] in ("humanitarian", "un", "civilians"))
        accused_of = tuple(fold_word(row["form"]) for row in rows("hearsay_words") if row["kind"] == "accused_of")
        numbers = frozenset(fold_word(row["form"]) for row in rows("number_words"))
        source = next(fold_word(row["form"]) for row in rows("place_prepositions") if row["meaning"] == "from")
        table = PhraseTable(links.items())
        return RoleReader(table, kinds, joiners, owners, adjectives, things, reporters, accused_of, numbers, source)

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        return self._words.word_sets

    def marks(self, text: Text) -> RoleMarks:
        """The words of a text that have a meaning for roles."""
        return RoleMarks(self._words, text.words, self._words.spots(text))

    def roles(
        self,
        text: Text,
        actors: Sequence[ActorSpan],
        trigger: tuple[int, int],
        voice: str,
        clause: tuple[int, int],
        marks: RoleMarks | None = None,
    ) -> tuple[tuple[ActorSpan, Role], ...]:
        """The roles that actors have in what a trigger tells. Never raises.

        Args:
            text: the report.
            actors: the actors of the sentence, in text order; those outside of the clause get no role.
            trigger: tokens [first, behind) of the trigger.
            voice: active, passive or noun.
            clause: tokens [first, behind) of the clause, wide enough to hold subject and object.
            marks: those of the text, when several of its clauses are asked for.

        Returns:
            each actor with its role, in text order; actors that only locate or qualify («مناطق سيطرة …») are left out.
        """
        first, behind = _hard_bounds(text, trigger, clause)
        within = [actor for actor in actors if first <= actor.first and actor.behind <= behind]
        if not within:
            return ()
        met = (marks or self.marks(text)).within(first, max(behind, trigger[1]))
        reading = _Clause(self, text, within, trigger, voice, (first, behind), met)
        return reading.roles()

    def is_thing(self, word: str) -> bool:
        """Whether a folded word is a thing that acts are done to: «مواقع», «بلدة»."""
        return bare(word) in self._things

    def is_trigger(self, kind: str, words: Sequence[str]) -> bool:
        """Whether a trigger is of a kind of `role_words.csv`: noun_object, noun_mixed, people_act, light_verb, motion, kills …"""
        forms = self._triggers[kind]
        options = [words[0], *(words[0][n:] for n in (1, 2) if len(words[0]) > n + 2 and words[0][:n] in PROCLITICS)]
        return any(bare(option) in forms or " ".join([bare(option), *words[1:]]) in forms for option in options)


@dataclass(slots=True)
class _Clause:
    """One clause around one trigger."""

    reader: RoleReader
    text: Text
    actors: Sequence[ActorSpan]
    trigger: tuple[int, int]
    voice: str
    bounds: tuple[int, int]
    marks: dict[int, Found[str]]
    given: dict[int, Role] = field(default_factory=dict)

    def roles(self) -> tuple[tuple[ActorSpan, Role], ...]:
        """Links first, then what they decide alone, then what the voice decides, last what is joined to another actor."""
        reading = LinkReading(self.reader, self.text, self.actors, self.trigger, self.bounds[0], self.marks)
        linked = [reading.link(index) for index in range(len(self.actors))]
        linked = self._accused(linked)
        for index, item in enumerate(linked):
            role = self._alone(item) if index not in self.given else None
            if role is not None:
                self.given[index] = role
        {"active": self._active, "passive": self._passive}.get(self.voice, self._noun)(linked)
        self._joined(linked)
        self._partners(linked)
        self._owners(linked)
        self._groups(linked)
        return tuple((self.actors[index], self.given[index]) for index in sorted(self._settled()))

    def _accused(self, linked: list[Linked]) -> list[Linked]:
        """Of «اتهمت الفصائل قوات النظام بقصف …» the last actor before the deed did it; accuser and accused have no other part in it."""
        accusing = [hit for hit in self.marks.values() if hit.value in ("accuse", "blame") and hit.first < self.trigger[0]]
        if not accusing:
            return linked
        verb = max(accusing, key=lambda hit: hit.first)
        blamed = [hit.first for hit in self.marks.values() if hit.value == "blamed" and verb.behind <= hit.first < self.trigger[0]]
        if verb.value == "blame" and not blamed:
            return linked
        until = min([*blamed, self.trigger[0]])
        between = [k for k, actor in enumerate(self.actors) if verb.behind <= actor.first and actor.behind <= until and not actor.group]
        if between and self.actors[between[-1]].first == verb.behind:  # the accuser, where somebody without a name of the table is accused
            behind = self.actors[between[-1]].behind
            between = between if behind >= until or self.text.words[behind].startswith(self.reader.accused_of) else []
        if between and self.trigger[0] - self.actors[between[-1]].behind <= _LONG:
            self.given[between[-1]] = Role.INITIATOR
        front = [k for k, actor in enumerate(self.actors) if actor.behind <= self.trigger[0] and k not in self.given]
        return [replace(item, link=Link.NONE) if k in front else item for k, item in enumerate(linked)]

    def _settled(self) -> list[int]:
        """The numbers of the actors with a role; who came out as both initiator and target is what the name nearest to the trigger is."""
        nearest: dict[str, int] = {}
        for index in self.given:
            actor = self.actors[index]
            best = nearest.setdefault(actor.actor, index)
            if self._distance(index) < self._distance(best):
                nearest[actor.actor] = index
        return [index for index, role in self.given.items() if role is self.given[nearest[self.actors[index].actor]]]

    def _distance(self, index: int) -> int:
        actor = self.actors[index]
        return max(actor.first - self.trigger[1], self.trigger[0] - actor.behind, 0)

    # -- what decides ---------------------------------------------------------------------------------------------------------------

    def _alone(self, item: Linked) -> Role | None:
        """The role that the link gives whatever the trigger."""
        actor, after = item.actor, item.actor.first >= self.trigger[1]
        if self.trigger[0] <= actor.first < self.trigger[1]:
            if self._killed_by(item) or (item.link is Link.INITIATOR and not actor.group):
                return Role.INITIATOR
            if actor.group or self.voice == "passive":
                return Role.TARGET
            return Role.INITIATOR if self.voice == "noun" and actor.behind > self.trigger[1] else None  # «العدوان الإسرائيلي»
        if after and self._acts_by_it(item):
            return Role.INITIATOR
        if actor.adjective and item.link not in (Link.NONE, Link.TARGET):
            return Role.INITIATOR
        if item.link in (Link.INITIATOR, Link.SUPPORT):
            return Role.INITIATOR if not actor.group or not after else Role.TARGET
        if item.link is Link.TARGET:
            return Role.TARGET
        if item.link is Link.ACT and not actor.group and not item.thing:
            return Role.INITIATOR
        if item.link is Link.PARTICIPANT and self.voice == "noun":
            return Role.PARTICIPANT if not actor.group or self._is("people_act") else Role.TARGET  # «قتلى بين المدنيين»
        if item.link is Link.WITH and after:
            return Role.TARGET
        if item.thing and self._is("motion"):
            return Role.INITIATOR if item.link is Link.TRIGGER else None
        if item.thing and item.link is Link.TRIGGER and self.voice == "active" and self._is_fired_from(item):
            return Role.INITIATOR  # «استهدفت مسيرة تابعة للتحالف …»
        if item.thing and self.voice == "active" and self._belongs(item) and self._is_body(item) and self._sends_body():
            return Role.INITIATOR  # «داهمت دورية لقسد منزلا», «شنت دورية لقسد حملة»
        if (item.thing or (item.object and self.voice == "active")) and after and item.link in _OBJECT_LINKS:
            return Role.TARGET
        if item.link is Link.UPON and self.voice == "noun" and after:
            return Role.TARGET
        return None

    def _active(self, linked: Sequence[Linked]) -> None:
        """The subject stands right behind the verb or in front of it; who follows a subject is the object."""
        behind = [(index, item) for index, item in enumerate(linked) if item.actor.first >= self.trigger[1] and self._plain(index, item)]
        front = self._in_front(linked)
        subject = next((index for index, item in behind if self._follows(item)), None)
        if front is not None and self._has_owner() and (self.actors[front].group or linked[front].thing):
            self.given.setdefault(front, Role.TARGET)  # «مقر لقسد استهدفته طائرة»
        elif front is not None and (subject is None or self.trigger[0] - self.actors[front].behind <= 1 or self.actors[subject].group):
            subject = front
        if subject is None:
            return
        if not self.actors[subject].group or self._is("people_act"):
            self.given[subject] = Role.INITIATOR
        elif self.actors[subject].first >= self.trigger[1]:
            self.given[subject] = Role.TARGET
        for index, item in behind:
            if index != subject and index not in self.given and not item.joined and self._object_near(item):
                self.given[index] = Role.TARGET

    def _passive(self, linked: Sequence[Linked]) -> None:
        """The subject of a passive verb is who suffers it."""
        for index, item in enumerate(linked):
            if index in self.given or not self._plain(index, item):
                continue
            if item.actor.first >= self.trigger[1]:
                if item.to and item.link in (Link.TRIGGER, Link.WORD):
                    self.given[index] = Role.INITIATOR
                elif item.link is Link.TRIGGER or (item.link is Link.WORD and self._near(item)):
                    self.given[index] = Role.TARGET
        front = self._in_front(linked)
        if front is not None and front not in self.given:
            if self._kills() and not self.actors[front].group:
                self.given[front] = Role.INITIATOR
            elif self.trigger[0] - self.actors[front].behind <= 2:
                self.given[front] = Role.TARGET

    def _noun(self, linked: Sequence[Linked]) -> None:
        """Who follows a noun did it («قصف قوات النظام») or suffered it («اغتيال عنصر»); without one, who stands in front did it."""
        if Role.PARTICIPANT in self.given.values():
            return
        agent = next((index for index, role in self.given.items() if role is Role.INITIATOR), None)
        for index, item in enumerate(linked):
            if index in self.given or not self._plain(index, item):
                continue
            ahead = item.actor.behind <= self.trigger[0]
            if item.link is Link.LIGHT and ahead and not item.actor.group and not item.thing:
                self.given[index], agent = Role.INITIATOR, index
            elif item.actor.first >= self.trigger[1] and self._belongs(item):
                role = self._of_noun(index, item)
                loose = item.link is Link.WORD and not item.to and not item.joined
                if role is not None and not (role is Role.INITIATOR and agent is not None and loose):
                    self.given[index] = role
                    agent = index if role is Role.INITIATOR else agent
        front = self._in_front(linked)
        light = any(item.link is Link.LIGHT and index in self.given for index, item in enumerate(linked))
        if front is not None and front not in self.given and not self.actors[front].group:
            own = self._is("noun_mixed") or not self._is("noun_object")
            reports = self.actors[front].actor in self.reader.reporters
            announced = linked[front].link is Link.ANNOUNCE and agent is None and own and not reports
            light = light or self._light_between(front)
            if announced or light or (agent is None and self._has_owner()):
                self.given[front] = Role.INITIATOR
        if light and agent is not None and linked[agent].link is Link.TRIGGER and self._replied():
            self.given[agent] = Role.TARGET  # «ردت الفصائل على قصف قوات النظام»

    def _belongs(self, item: Linked) -> bool:
        """Whether an actor behind a noun belongs to it, over nothing but adjectives, or with the preposition li."""
        return item.link is Link.TRIGGER or (item.link is Link.WORD and (item.to or self._near(item)) and self._no_break(item))

    def _replied(self) -> bool:
        """Whether the noun is what somebody answers: «ردت على قصف …»."""
        mark = self.marks.get(self.trigger[0])
        return mark is not None and mark.value == "upon"

    def _of_noun(self, index: int, item: Linked) -> Role | None:
        """What the actor right behind a noun is to it."""
        if item.actor.group:
            return Role.INITIATOR if self._is("people_act") else Role.TARGET
        if item.thing:
            return Role.TARGET
        if self._is("noun_mixed") and not item.to and (self._is_instrument(item) or self._object_behind(index)):
            return Role.INITIATOR
        return Role.TARGET if self._is("noun_object") else Role.INITIATOR

    def _joined(self, linked: Sequence[Linked]) -> None:
        """«X وY» have one role."""
        for index, item in enumerate(linked):
            listed = item.joined and item.link is Link.COMMA and self.given.get(index - 1) is Role.PARTICIPANT
            if listed:
                self.given.setdefault(index, Role.PARTICIPANT)  # «بين X وY من جهة، وZ من جهة أخرى»
            other = item.after
            if other and other not in self.given and linked[other].link is Link.NONE:  # «X المدعوم من Z وY»: joined to X
                near = self.actors[other].first - self.actors[other - 1].behind <= _MODIFIED
                other = other - 1 if near else other
            if index in self.given or other is None or not item.joined or other not in self.given:
                continue
            if item.actor.group == self.actors[other].group or self.given[other] is Role.TARGET:
                self.given[index] = self.given[other]

    def _partners(self, linked: Sequence[Linked]) -> None:
        """Who goes «برفقة X», «مدعومة ب» does what X does: the armed actor in front, or else the first behind."""
        for index, item in enumerate(linked):
            if item.link is not Link.PARTNER or index in self.given:
                continue
            front = [at for at in range(index - 1, -1, -1) if self.actors[at].group == item.actor.group]
            behind = [at for at in range(index + 1, len(linked)) if self.actors[at].group == item.actor.group]
            alone = Role.TARGET if item.actor.group else Role.INITIATOR
            self.given[index] = next((self.given[at] for at in (*front, *behind) if at in self.given), alone)
        self._joined(linked)

    def _owners(self, linked: Sequence[Linked]) -> None:
        """Whose part an actor is has its role too: «قصف نفذته الفرقة الرابعة التابعة للنظام على …»."""
        for index, item in enumerate(linked):
            part = item.after
            if part is None or item.link is not Link.ACTOR or item.joined or item.thing or part not in self.given:
                continue
            between = [at for at in range(self.actors[part].behind, item.actor.first) if is_word(self.text.words[at])]
            mark = self.marks.get(between[0] + 1) if len(between) == 1 else None
            people = item.actor.group or self.actors[part].group
            if mark is not None and mark.value == "of" and mark.first == between[0] and not people:
                self.given[index] = self.given[part]

    def _groups(self, linked: Sequence[Linked]) -> None:
        """Civilians of a clause without another role suffer what it tells, unless a preposition keeps them apart."""
        if self._is("people_act"):
            return
        for index, item in enumerate(linked):
            apart = item.link in (Link.NONE, Link.PREPOSITION, Link.UPON)
            if item.actor.group and index not in self.given and not apart:
                self.given[index] = Role.TARGET

    # -- questions ------------------------------------------------------------------------------------------------------------------

    def _plain(self, index: int, item: Linked) -> bool:
        """Whether an actor may be a subject or object: not decided yet, behind no preposition, not joined to another."""
        kept_apart = (Link.NONE, Link.PREPOSITION, Link.UPON, Link.WITH, Link.PARTICIPANT, Link.PARTNER, Link.ACT)
        return index not in self.given and item.link not in kept_apart and not item.actor.adjective

    def _follows(self, item: Linked) -> bool:
        """Whether an actor is near enough behind an active verb to be its subject."""
        if item.thing or item.to:
            return False
        return item.link is Link.TRIGGER or (self._near(item) and self._no_break(item, commas=True))

    def _object_near(self, item: Linked) -> bool:
        return item.link in (Link.WORD, Link.ACTOR, Link.TRIGGER) and not item.to and self._no_break(item)

    def _near(self, item: Linked) -> bool:
        return item.first - self.trigger[1] <= _LOOSE

    def _no_break(self, item: Linked, *, commas: bool = False) -> bool:
        """Whether no preposition (and no sign) stands between the trigger and an actor."""
        words = self.text.words
        between = range(self.trigger[1], item.first)
        if not commas and any(words[at] in _COMMAS for at in between):
            return False
        return not any(self.marks[at + 1].value in _BREAKING for at in between if at + 1 in self.marks)

    def _in_front(self, linked: Sequence[Linked]) -> int | None:
        """The nearest actor before the trigger that may be its subject."""
        for index in range(len(linked) - 1, -1, -1):
            item = linked[index]
            if item.actor.behind > self.trigger[0] or item.link in (Link.SUPPORT, Link.PARTNER):
                continue
            opens = item.link in (Link.OPENS, Link.LIGHT, Link.START, Link.ANNOUNCE)
            if self.trigger[0] - item.actor.behind > (_LONG if opens else _LOOSE) or not self._plain(index, item):
                return None
            between = self.text.words[item.actor.behind : self.trigger[0]]
            if any(not is_word(word) and word not in SIGNS_WITHIN and word not in _COMMAS for word in between):
                return None
            first = item.after if item.joined else None  # of «X وY» the first stands for both
            return first if first is not None and first not in self.given and self._free(linked, first) else index
        return None

    def _free(self, linked: Sequence[Linked], index: int) -> bool:
        return self._plain(index, linked[index]) and not linked[index].thing

    def _light_between(self, front: int) -> bool:
        """Whether a verb that leaves the meaning to the noun stands at the actor in front: «شنت قوات النظام هجوما»."""
        words, actor = self.text.words, self.actors[front]
        around = [*range(max(self.bounds[0], actor.first - 3), actor.first), *range(actor.behind, self.trigger[0])]
        return any(is_word(words[at]) and self.reader.is_trigger("light_verb", (words[at],)) for at in around)

    def _has_owner(self) -> bool:
        """Whether the noun has a pronoun that points back: «قصفها», or opens the object of a headline."""
        word = self.text.words[self.trigger[1] - 1]
        return len(word) > 4 and word.endswith(self.reader._owners)  # noqa: SLF001

    def _is_instrument(self, item: Linked) -> bool:
        """Whether an actor stands as its aircraft or guns: «استهداف مسيرة تركية»."""
        words = self.text.words[max(self.trigger[1], item.actor.first - 1) : item.actor.behind]
        return any(is_word(word) and self.reader.is_trigger("instrument", (word,)) for word in words)

    def _is_fired_from(self, item: Linked) -> bool:
        """Whether an actor's noun phrase begins with its aircraft or guns, as the subject of the verb right before it does."""
        word = self.text.words[item.first]
        return not word.endswith(ARTICLE[0]) and self.reader.is_trigger("instrument", (word,))

    def _acts_by_it(self, item: Linked) -> bool:
        """Whether the thing of an actor is what it acts with: «استهداف مسيرة له سيارة», «غارات من طائراته», «مداهمة دورية له منزلا»."""
        if item.first and self.text.words[item.first - 1] == self.reader.source:
            return self._is_fired_from(item)
        if not item.thing or item.link is not Link.TRIGGER or self.voice != "noun":
            return False
        raided = self._is_body(item) and self._is("raids")
        return raided or (self._is_fired_from(item) and (self._is("noun_mixed") or not self._is("noun_object")))

    def _is_body(self, item: Linked) -> bool:
        """Whether an actor's noun phrase begins with a body of its people: «دورية لقسد»."""
        return self.reader.is_trigger("body", (self.text.words[item.first],))

    def _sends_body(self) -> bool:
        """Whether the trigger is what such bodies are sent to do: a raid, or a verb that leaves the meaning to its noun."""
        return self._is("raids") or self._is("light_verb")

    def _object_behind(self, index: int) -> bool:
        """Whether something is hit behind the actor: «استهداف قوات النظام لمنازل …», «… معهدا», «… بالمدفعية الثقيلة قرية …»."""
        words, at = self.text.words, self.actors[index].behind
        heavy = False
        for word in words[at : min(at + 5, self.bounds[1])]:
            if not is_word(word):
                return False
            if len(word) > 3 and (word.startswith(_TO) or (word.endswith(ARTICLE[0]) and not word.startswith(ARTICLE))):
                return True
            if bare(word) in self.reader._things and (heavy or word == words[at]):  # noqa: SLF001
                return True
            heavy = heavy or self.reader.is_trigger("heavy", (word,))
        return False

    def _kills(self) -> bool:
        """Whether a passive trigger (the people of a toll) has an active verb: «قوات النظام تقتل مدنيين اثنين»."""
        words = self.text.words[max(self.bounds[0], self.trigger[0] - 2) : self.trigger[1]]
        return any(is_word(word) and self.reader.is_trigger("kills", (word,)) for word in words)

    def _killed_by(self, item: Linked) -> bool:
        """Whether an actor stands between the verb of a toll and the people that it counts: «قتل التنظيم أربعة مدنيين»."""
        (first, behind), actor = self.trigger, item.actor
        if self.voice != "passive" or actor.group or not first < actor.first <= first + _TITLED or actor.behind >= behind:
            return False
        after = self.text.words[actor.behind]
        own = after == self.reader.source or after[0] in self.reader.joiners  # «قتل عنصر من …», «قتل قيادي وثلاثة مدنيين»
        return is_word(after) and not own and self.reader.is_trigger("kills", (self.text.words[first],))

    def _is(self, kind: str) -> bool:
        return self.reader.is_trigger(kind, self.text.words[self.trigger[0] : self.trigger[1]])


_OBJECT_LINKS = frozenset({Link.TRIGGER, Link.WORD, Link.ACTOR, Link.UPON, Link.ACT, Link.COMMA, Link.LIGHT})


def _hard_bounds(text: Text, trigger: tuple[int, int], clause: tuple[int, int]) -> tuple[int, int]:
    """The clause, cut at signs that end a statement («..», «|») on either side of the trigger."""
    words = text.words
    first, behind = max(0, clause[0]), min(len(words), max(clause[1], trigger[1]))
    before = next((at + 1 for at in range(min(trigger[0], len(words)) - 1, first - 1, -1) if words[at] in _HARD_SIGNS), first)
    after = next((at for at in range(trigger[1], behind) if words[at] in _HARD_SIGNS), behind)
    return before, after
