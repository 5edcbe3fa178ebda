"""Who says so: the sources that a report quotes, what of the text each of them says, whether asserted, denied, planned or alleged.

A claim has the words that attribute (`start`, `end`) and a scope: what is said. «قال المرصد إن …» says what follows, «…، بحسب المرصد» the
whole sentence; «وأضاف أن …» goes on with the last speaker. Words of denial, plan and hearsay have a scope of their own inside, and the
speaker around them. All words are rows of `lexicon/`; this file knows no Arabic.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gazetteer.arabic import ARTICLE, bare, fold_word
from geo.finding import Finding, replace
from geo.lexicon import rows
from geo.long_phrases import LongPhraseTable, Unquoted
from geo.models import Stance
from geo.phrases import Found
from geo.sources import SourceInfo, SourceTable
from geo.text import Text, is_word

_SUBJECT_REACH = 9  # words from a verb of saying to its subject
_COMPLEMENT_REACH = 22  # and to the word that opens what is said: «قال مدير المرصد، فلان، لوكالة فلانة، إن»
_BEFORE_REACH = 3  # words from a subject in front to its verb
_BLAME_REACH = 12  # from a verb of blaming to «مسؤولية»: «حملت وزارة الخارجية السورية التحالف الدولي مسؤولية …»
_NEAR = {"hedge": 1, "described": 5}  # words that a guess about a thing («يعتقد أنها روسية») and a name for it («ما وصفه فلان ب…») reach
_NAME_WORDS = 6  # longest name of a speaker whom the table does not know
_QUOTE_REACH = 1500  # characters until a quotation must be closed
_WITHIN = frozenset({"phrase", "backward", "accuse", "blame", "hedge", "described", "demand", "warn"})
DEMAND = "demand"  # the rule of what is only asked for: «طالب الأهالي بالإفراج عن …»
_ENDING = frozenset({"break", "say", "announce", "continue"})
_COMMAS = frozenset("،,")
_SEMICOLONS = frozenset("؛;")
_PAIRS = {"«": "»", "“": "”", '"': '"', "”": "“"}
_NO_SPEAKERS = ("place_prepositions", "weekdays", "relative_days", "day_parts")  # words that begin no speaker's name
_NO_NAMES = frozenset({"particle", "adjective", "verb"})  # classes of common words that begin no speaker's name
_TO = ARTICLE[1]  # the preposition li, as its letter
_UNKNOWN = "unattributed"
_RULES = {Stance.DENIED: "denial", Stance.PLANNED: "plan", Stance.ALLEGED: "hearsay"}
_RULES_OF_SPEECH = {"continue": "continued", "relay": "relayed"}
_STRENGTH = {Stance.DENIED: 3, Stance.PLANNED: 2, Stance.ALLEGED: 1, Stance.ASSERTED: 0}


T = TypeVar("T")
_Tokens = tuple[int, int]  # [first, behind)


class ClaimSpan(Finding, frozen=True, kw_only=True):
    """A statement of a source.

    Attributes:
        by: canonical name of who says it (SOHR, SANA, White Helmets, "Syria TV correspondent"), or the words of the text for others.
        via: who passed it on (AFP), or None.
        start, end: raw offsets of the attributing words.
        scope: raw offsets of what is said.
        rule: said | continued | relayed | cited | bracket | colon | denial | hearsay | accusation | plan | demand, with
            `-unlisted` for speakers by their words.
    """

    by: str
    via: str | None
    stance: Stance
    start: int
    end: int
    scope: tuple[int, int]
    rule: str


@dataclass(frozen=True, slots=True)
class _Word:
    """What a phrase does.

    `kind`: say, announce, continue, relay, cite, complement, break, relative, negation, from, phrase, backward,
    accuse, blame, blamed, hedge, described, demand, warn.
    """

    kind: str
    stance: Stance = Stance.ASSERTED


_Words = Sequence[Found[_Word]]
_Names = Sequence[Found[SourceInfo]]


class _Speaker(Finding, frozen=True):
    by: str
    via: str | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """Reads the claims of a text. Built once from the lexicon, read-only."""

    sources: SourceTable
    _words: LongPhraseTable[_Word]
    _names: LongPhraseTable[SourceInfo]
    _stops: frozenset[str]
    _common: dict[str, str]
    _accused_of: tuple[str, ...]

    @staticmethod
    def load(sources: SourceTable | None = None) -> ClaimReader:
        """The reader of the shipped lexicon; `sources`: the table of sources, when it is loaded already."""
        known = sources or SourceTable.load()
        stops = frozenset(fold_word(row["form"]).split()[0] for table in _NO_SPEAKERS for row in rows(table))
        common = {bare(fold_word(row["form"])): row["class"] for row in rows("common_words")}
        accused_of = tuple(fold_word(row["form"]) for row in rows("hearsay_words") if row["kind"] == "accused_of")
        return ClaimReader(known, LongPhraseTable(_vocabulary().items()), known.names, stops, common, accused_of)

    def read(self, text: Text, source: str | None = None) -> tuple[ClaimSpan, ...]:
        """The claims of a text in the order of their scopes. Never raises.

        Args:
            text: the report.
            source: the report's source, who is taken to speak where the text names nobody for a denial, a plan or hearsay.
        """
        tokens = Unquoted.of(text)
        hits = self._words.meet(tokens)
        names = self._names.meet(tokens)
        reading = _Reading(self, text, tokens, hits, names, source)
        return tuple(sorted(reading.claims(), key=lambda claim: (claim.scope, claim.start)))


@dataclass(slots=True)
class _Reading:
    """One pass over the sentences of one text. Indices are those of the tokens without quotation marks."""

    reader: ClaimReader
    text: Text
    tokens: Unquoted
    hits: _Words
    names: _Names
    source: str | None
    last: _Speaker | None = None
    found: list[ClaimSpan] = field(default_factory=list)

    def claims(self) -> list[ClaimSpan]:
        """Speech first, sentence by sentence, then the words of denial, plan and hearsay within it."""
        at_hit = at_name = 0
        inner: list[tuple[Found[_Word], _Words, _Tokens]] = []
        for first, behind in self._sentences():
            hits, at_hit = _until(self.hits, at_hit, behind)
            names, at_name = _until(self.names, at_name, behind)
            if names:
                self._marked_by_signs(names, (first, behind))
            for hit in hits:
                kind = hit.value.kind
                if kind in ("say", "announce", "continue", "relay"):
                    self._speech(hit, hits, names, (first, behind))
                elif kind == "cite":
                    self._citation(hit, names, (first, behind))
                elif kind in _WITHIN:
                    inner.append((hit, hits, (first, behind)))
        spoken = tuple(self.found)
        for hit, hits, sentence in inner:
            if hit.value.kind in ("accuse", "blame"):
                self._accusation(hit, hits, sentence, spoken)
            else:
                self._inner(hit, hits, sentence, spoken)
        return self.found

    def _sentences(self) -> list[_Tokens]:
        kept = self.tokens.kept
        bounds = [(bisect_left(kept, first), bisect_left(kept, behind)) for first, behind in self.text.sentences]
        return [(first, behind) for first, behind in bounds if first < behind]

    # -- speech ---------------------------------------------------------------------------------------------------------------------

    def _speech(self, hit: Found[_Word], hits: _Words, names: _Names, sentence: _Tokens) -> None:
        """A verb of saying: its subject behind or before it, what opens its object, and the object to the end of the sentence."""
        opens = self._complement(hit, hits, sentence)
        speaker, reached = self._subject(hit, opens, names, sentence)
        if speaker is None:
            return
        begin = opens if opens is not None else reached
        end = self._speech_end(hit, hits, names, sentence)
        if begin >= end:
            return
        self.last = replace(speaker, via=None) if speaker.listed or self.last is None else self.last
        stance = hit.value.stance
        rule = _RULES.get(stance) or _RULES_OF_SPEECH.get(hit.value.kind, "said")
        if stance is Stance.DENIED:
            end = self._inner_end(begin, hits, (begin, end), stance)
        near = (name for name in names if name.behind <= hit.first <= name.behind + _BEFORE_REACH)
        front = (name.first for name in near if name.value.name_en == speaker.by)
        self._add(speaker, stance, (next(front, hit.first), max(begin, hit.behind)), (begin, end), rule)

    def _complement(self, hit: Found[_Word], hits: _Words, sentence: _Tokens) -> int | None:
        """The token where the object of a verb of saying begins: behind «إن», a colon; None without one."""
        limit = min(sentence[1], hit.behind + _COMPLEMENT_REACH)
        for other in hits:
            if other.first >= limit:
                break
            if other.first >= hit.behind and other.value.kind in ("say", "announce", "relay"):
                limit = other.first
                break
            if other.first >= hit.behind and other.value.kind == "complement":
                limit = other.behind
                break
        words = self.tokens.words
        for index in range(hit.behind, limit):
            if words[index] == ":":
                return index + 1
        found = any(other.behind == limit and other.value.kind == "complement" and other.first >= hit.behind for other in hits)
        return limit if found else None

    def _subject(self, hit: Found[_Word], opens: int | None, names: _Names, sentence: _Tokens) -> tuple[_Speaker | None, int]:
        """Who speaks, and the token behind the words that say so."""
        limit = min(opens if opens is not None else sentence[1], hit.behind + (_COMPLEMENT_REACH if opens else _SUBJECT_REACH))
        behind = [name for name in names if hit.behind <= name.first < limit]
        via = next((name for name in behind if self._is_to(name) and name.value.kind != "party"), None)
        subjects = [name for name in behind if name is not via and not self._is_to(name)]
        if hit.value.kind == "relay":
            return self._relayed(hit, subjects, sentence)
        subject = next((name for name in subjects if self._may_speak(hit, name, opens)), None)
        if subject is not None:
            ends = max(subject.behind, via.behind if via else 0)
            return self._speaker(subject, names, via), ends
        near = [name for name in reversed(names) if name.behind <= hit.first <= name.behind + _BEFORE_REACH]
        before = next((name for name in near if self._leads(name, sentence) and self._joined_loosely(name.behind, hit.first)), None)
        if before is not None:
            return self._speaker(before, names, via), max(hit.behind, via.behind if via else 0)
        if opens is None:
            return (self._publisher(), hit.behind) if hit.value.stance is Stance.DENIED else (None, hit.behind)
        opening = names[0] if names and names[0].first - sentence[0] <= 1 and names[0].first < hit.first else None
        if opening is not None and self._nothing_said(hit.behind, opens):
            return self._speaker(opening, names, via), opens
        passed = via.value.name_en if via is not None else None
        unlisted = self._unlisted(hit.behind, via.first + 1 if via else opens)
        if unlisted is not None:
            return _Speaker(unlisted, passed, listed=False), opens
        if self.last is not None and (via is not None or self._nothing_said(hit.behind, opens)):
            return replace(self.last, via=passed or self.last.via), opens
        return (self._publisher(), opens) if hit.value.stance is Stance.DENIED else (None, hit.behind)

    def _may_speak(self, hit: Found[_Word], name: Found[SourceInfo], opens: int | None) -> bool:
        """Whether a source behind a verb is its subject: near, no preposition before it; a party only with «إن» or an announcement."""
        if name.first - hit.behind > 3 or (name.clitic and not self.tokens.words[name.first].startswith(ARTICLE, name.clitic)):
            return False
        if any(word in self.reader._stops or word == ":" for word in self.tokens.words[hit.behind : name.first]):  # noqa: SLF001
            return False
        if opens is None and name.first != hit.behind:
            return False
        loose = hit.value.kind == "announce" or hit.value.stance is not Stance.ASSERTED
        return loose or opens is not None or name.value.kind != "party"

    def _relayed(self, hit: Found[_Word], names: _Names, sentence: _Tokens) -> tuple[_Speaker | None, int]:
        """«نقلت سانا عن مصدر عسكري قوله إن»: the second speaks through the first."""
        outlet = next((name for name in names if name.first - hit.behind <= 1), None)
        limit = min(sentence[1], hit.behind + _SUBJECT_REACH)
        marker = next((other.first for other in self.hits if hit.behind <= other.first < limit and other.value.kind == "from"), None)
        if outlet is None or marker is None:
            return None, hit.behind
        speaker = next((name for name in names if 0 <= name.first - marker - 1 <= 1), None)
        if speaker is not None:
            return _Speaker(speaker.value.name_en, outlet.value.name_en), speaker.behind
        return _Speaker(outlet.value.name_en), marker + 1

    def _speech_end(self, hit: Found[_Word], hits: _Words, names: _Names, sentence: _Tokens) -> int:
        """Where the object ends: with the sentence, or where another verb of saying has a subject of its own."""
        for other in hits:
            if other.first > hit.behind and other.value.kind in ("say", "announce"):
                speaks = any(name.first == other.behind and self._may_speak(other, name, None) for name in names)
                if speaks:
                    return other.first
        return sentence[1]

    def _nothing_said(self, first: int, behind: int) -> bool:
        """Whether the verb has no subject of its own before what it says: «وأشار إلى أن»."""
        return behind - first <= 2 or not any(
            is_word(word) and word not in self.reader._stops for word in self.tokens.words[first : behind - 1]  # noqa: SLF001
        )

    def _unlisted(self, first: int, behind: int) -> str | None:
        """The words of a speaker whom no table knows, up to a comma or preposition."""
        last = first
        words = self.tokens.words
        while last < behind - 1 and last - first < _NAME_WORDS and is_word(words[last]) and words[last] not in self.reader._stops:  # noqa: SLF001
            if words[last].startswith(_TO) and last > first and len(words[last]) > 3:
                break
            last += 1
        common = self.reader._common  # noqa: SLF001
        if last == first or common.get(bare(words[first]), "") in _NO_NAMES or (last == first + 1 and bare(words[first]) in common):
            return None
        start, end = self._span(first, last)
        return " ".join(self.text.raw[start:end].split())

    def _leads(self, name: Found[SourceInfo], sentence: _Tokens) -> bool:
        """Whether a source in front of a verb begins its clause: a party does, another source stands behind no preposition."""
        at, words = name.first, self.tokens.words
        return at == sentence[0] or not is_word(words[at - 1]) or (name.value.kind != "party" and words[at - 1] not in self.reader._stops)  # noqa: SLF001

    def _joined_loosely(self, first: int, behind: int) -> bool:
        """Whether nothing but signs and a short addition («في دمشق») stands between a source and its verb."""
        return behind - first <= 2 or all(word not in self.reader._stops for word in self.tokens.words[first:behind])  # noqa: SLF001

    def _speaker(self, name: Found[SourceInfo], names: _Names, via: Found[SourceInfo] | None) -> _Speaker:
        """A source as a speaker; general ones («المصدر») are the last speaker, a correspondent belongs to the outlet behind."""
        passed = via.value.name_en if via is not None else None
        if name.value.kind == "generic":
            outlet = next((other for other in names if 0 <= other.first - name.behind <= 0 and other.value.kind == "outlet"), None)
            if outlet is not None:
                return _Speaker(f"{outlet.value.name_en} {name.value.name_en}", passed)
            definite = self.tokens.words[name.first].startswith(ARTICLE, name.clitic)
            if definite and self.last is not None:
                return replace(self.last, via=passed)
        return _Speaker(name.value.name_en, passed)

    def _is_to(self, name: Found[SourceInfo]) -> bool:
        """Whether a source is spoken to: «لفرانس برس», «لوكالة …», «لـ سانا»."""
        words = self.tokens.words
        letters = words[name.first][: name.clitic]
        before = words[name.first - 1] if name.first else ""
        agency = name.value.kind == "outlet" and before.startswith(_TO)
        return agency or letters.startswith(_TO)

    # -- citations ------------------------------------------------------------------------------------------------------------------

    def _citation(self, hit: Found[_Word], names: _Names, sentence: _Tokens) -> None:
        """«بحسب المرصد»: the whole sentence is told by that source."""
        name = next((name for name in names if 0 <= name.first - hit.behind <= 2), None)
        if name is not None:
            via = next((other for other in names if name.behind <= other.first <= name.behind + 3 and self._is_to(other)), None)
            speaker, behind = self._speaker(name, names, via), max(name.behind, via.behind if via else 0)
        else:
            following = next((i for i in range(hit.behind, sentence[1]) if not is_word(self.tokens.words[i])), sentence[1])
            words = self._unlisted(hit.behind, min(following, hit.behind + 4) + 1)
            if words is None or following - hit.behind > 4:
                return
            speaker, behind = _Speaker(words, None, listed=False), following
        if speaker.listed:
            self.last = replace(speaker, via=None)
        self._add(speaker, hit.value.stance, (hit.first, behind), (self._period_start(sentence[0]), sentence[1]), "cited")

    def _period_start(self, first: int) -> int:
        """The first token of the period that holds a sentence: a semicolon does not end what one source says."""
        while first and self.tokens.words[first - 1] in _SEMICOLONS:
            before = self.text.sentences[self.text.sentence_of(self.tokens.kept[first - 1])]
            start = bisect_left(self.tokens.kept, before[0])
            if start >= first:
                break
            first = start
        return first

    def _marked_by_signs(self, names: _Names, sentence: _Tokens) -> None:
        """«… (المرصد)» at the end of a headline, «المرصد: …» at the start of a sentence."""
        words = self.tokens.words
        first, last = names[0], names[-1]
        if last.first > 0 and words[last.first - 1] == "(" and last.behind < sentence[1] and words[last.behind] == ")":
            if all(not is_word(word) for word in words[last.behind : sentence[1]]) and last.first - 1 > sentence[0]:
                self._add(_Speaker(last.value.name_en), Stance.ASSERTED, (last.first, last.behind), sentence, "bracket")
        elif first.first == sentence[0] and first.behind < sentence[1] - 1 and words[first.behind] == ":":
            self.last = _Speaker(first.value.name_en)
            self._add(self.last, Stance.ASSERTED, (first.first, first.behind), (first.behind + 1, sentence[1]), "colon")

    # -- denial, plan, hearsay ------------------------------------------------------------------------------------------------------

    def _inner(self, hit: Found[_Word], hits: _Words, sentence: _Tokens, spoken: Sequence[ClaimSpan]) -> None:
        """A word that makes what follows (or all of its sentence) denied, planned or alleged, in the mouth of who speaks there."""
        stance = hit.value.stance
        if stance is Stance.ALLEGED and self._negated(hit, hits):
            return
        if stance is Stance.PLANNED and any(other.behind == hit.first and other.value.kind in ("say", "announce") for other in hits):
            return
        scope = sentence if hit.value.kind == "backward" else (hit.first, self._inner_end(hit.behind, hits, sentence, stance))
        if hit.value.kind in _NEAR:
            scope = (hit.first, min(scope[1], hit.behind + _NEAR[hit.value.kind]))
        named = self._named_behind(hit) if hit.value.kind in ("backward", "described") else None
        speaker = named or self._voice(hit.first, spoken)
        rule = DEMAND if hit.value.kind == "demand" else _RULES.get(stance, "hearsay")
        self._add(speaker, stance, (hit.first, hit.behind), scope, rule)

    def _named_behind(self, hit: Found[_Word]) -> _Speaker | None:
        """The source right behind a word: «بحسب مزاعم النظام السوري», «ما وصفته سانا»."""
        at = bisect_left(self.names, hit.behind, key=lambda name: name.first)
        name = self.names[at] if at < len(self.names) else None
        return _Speaker(name.value.name_en) if name is not None and name.first == hit.behind and not self._is_to(name) else None

    def _voice(self, token: int, spoken: Sequence[ClaimSpan]) -> _Speaker:
        """Who speaks at a token: the claim that holds it, else the publisher."""
        start = self._span(token, token + 1)[0]
        around = [claim for claim in spoken if claim.scope[0] <= start < claim.scope[1]]
        voice = min(around, key=lambda claim: claim.scope[1] - claim.scope[0], default=None)
        return _Speaker(voice.by, voice.via) if voice is not None else self._publisher()

    def _accusation(self, hit: Found[_Word], hits: _Words, sentence: _Tokens, spoken: Sequence[ClaimSpan]) -> None:
        """«اتهمت الفصائل النظام بقصف …», «حملت … مسؤولية …»: what follows is alleged by the accuser.

        The accuser stands right behind the verb when somebody accused follows, else in front of it, else is who speaks.
        """
        begin = hit.behind
        if hit.value.kind == "blame":
            blamed = (o for o in hits if o.value.kind == "blamed" and 0 <= o.first - hit.behind <= _BLAME_REACH)
            found = next(blamed, None)
            if found is None:
                return
            begin = found.behind
        end = self._inner_end(begin, hits, sentence, Stance.ALLEGED)
        if begin < end:
            speaker = self._accuser(hit, sentence) or self._voice(hit.first, spoken)
            self._add(speaker, Stance.ALLEGED, (hit.first, hit.behind), (begin, end), "accusation")

    def _accuser(self, hit: Found[_Word], sentence: _Tokens) -> _Speaker | None:
        """Who accuses, when a source of the table does."""
        words = self.tokens.words
        at = bisect_left(self.names, sentence[0], key=lambda name: name.first)
        inside = [name for name in self.names[at:] if name.behind <= sentence[1]] if at < len(self.names) else []
        behind = next((name for name in inside if name.first == hit.behind and not self._is_to(name)), None)
        if behind is not None:
            follows = words[behind.behind] if behind.behind < sentence[1] else ""
            accused = behind.value.kind == "party" and (not is_word(follows or ".") or follows.startswith(self.reader._accused_of))  # noqa: SLF001
            if not accused:
                return self._speaker(behind, inside, None)
        front = [name for name in inside if name.behind <= hit.first <= name.behind + _BEFORE_REACH]
        leading = next((name for name in reversed(front) if self._leads(name, sentence)), None)
        return self._speaker(leading, inside, None) if leading is not None else None

    def _publisher(self) -> _Speaker:
        """Who speaks where the text names nobody: the report's source."""
        info = self.reader.sources.of(self.source)
        return _Speaker(info.name_en if info else self.source or _UNKNOWN)

    def _negated(self, hit: Found[_Word], hits: _Words) -> bool:
        """Whether «دون» stands before: «دون ورود أنباء عن خسائر» alleges nothing."""
        return any(other.value.kind == "negation" and 0 <= hit.first - other.behind <= 1 for other in hits)

    def _inner_end(self, begin: int, hits: _Words, sentence: _Tokens, stance: Stance) -> int:
        """Where a denial, plan or hearsay ends.

        At a word that opens another clause; at the first comma when it stands in a relative clause itself; a plan also before a relative
        clause, which tells what has happened («تكرار المجزرة التي …»).
        """
        words = self.tokens.words
        relative = any(other.value.kind == "relative" and 0 <= begin - other.behind <= 3 for other in hits)
        ending = _ENDING | {"relative"} if stance is Stance.PLANNED else _ENDING
        breaks = [other.first for other in hits if other.value.kind in ending and other.first > begin]
        end = min([*breaks, sentence[1]])
        if relative:
            end = next((index for index in range(begin, end) if words[index] in _COMMAS), end)
        return end

    # -- spans ------------------------------------------------------------------------------------------------------------------------

    def _add(self, speaker: _Speaker, stance: Stance, attributing: _Tokens, scope: _Tokens, rule: str) -> None:
        start, end = self._span(*attributing)
        said = self._span(*scope)
        if rule.startswith(("said", "continued", "relayed", "colon")):
            said = (said[0], max(said[1], self._quoted_until(scope[0])))
        rule = rule if speaker.listed else f"{rule}-unlisted"
        self.found.append(ClaimSpan(by=speaker.by, via=speaker.via, stance=stance, start=start, end=end, scope=said, rule=rule))

    def _quoted_until(self, first: int) -> int:
        """Raw offset where a quotation that opens right before a token is closed; 0 when none opens there."""
        raw, start = self.text.raw, self._span(first, first + 1)[0]
        opening = raw[start - 1] if start else ""
        closing = _PAIRS.get(opening)
        if closing is None:
            return 0
        return raw.find(closing, start, start + _QUOTE_REACH) + 1

    def _span(self, first: int, behind: int) -> _Tokens:
        """Raw offsets of the tokens [first, behind), with the quotation marks between them."""
        kept = self.tokens.kept
        behind = max(behind, first + 1)
        return self.text.span(kept[first], kept[behind - 1] + 1)


def stance_at(claims: Sequence[ClaimSpan], start: int, end: int) -> tuple[Stance, ClaimSpan | None]:
    """What is said of the words [start, end), raw offsets, and by whom.

    Returns:
        the stance of the claim that holds them: a denial before a plan, a plan before hearsay, these before a mere statement, and of
        several the narrowest; (asserted, None) when nobody is named.
    """
    holding = [claim for claim in claims if claim.scope[0] <= start and end <= claim.scope[1]]
    if not holding:
        return Stance.ASSERTED, None
    best = min(holding, key=lambda claim: (-_STRENGTH[claim.stance], claim.scope[1] - claim.scope[0]))
    return best.stance, best


def _until(found: Sequence[Found[T]], at: int, behind: int) -> tuple[Sequence[Found[T]], int]:
    """The phrases from number `at` on that begin before token `behind`, and the number of the next."""
    first = at
    while at < len(found) and found[at].first < behind:
        at += 1
    return found[first:at], at


def _vocabulary() -> dict[str, _Word]:
    """Every phrase of the tables of speech → what it does. The first table that has a phrase decides."""
    words: dict[str, _Word] = {}
    for table, stance in (
        ("denial_words", Stance.DENIED), ("hearsay_words", Stance.ALLEGED), ("plan_words", Stance.PLANNED), ("said_verbs", Stance.ASSERTED),
    ):  # fmt: skip
        for row in rows(table):
            kind = "say" if row["kind"] == "verb" else row["kind"]
            words.setdefault(fold_word(row["form"]), _Word(kind, stance))
    return words
