"""Who says so: the sources that a report quotes, what of the text each of them says, whether asserted, denied, planned or alleged.

A claim has the words that attribute (`start`, `end`) and a scope: what is said. «قال المرصد إن …» says what follows, «…، بحسب المرصد» the
whole sentence; «وأضاف أن …» goes on with the last speaker. Words of denial, plan and hearsay have a scope of their own inside, and the
speaker around them. All words are rows of `lexicon/`; this file knows no Arabic.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gazetteer.arabic import ARTICLE, bare
from geo.claim_spans import ClaimSpan, Scopes
from geo.claim_words import ClaimLexicon, Word
from geo.finding import Finding, replace
from geo.models import Stance
from geo.phrases import Found, beginning, ending
from geo.sources import SourceInfo, SourceTable
from geo.text import Text, is_word
from geo.unquoted import Unquoted

_SUBJECT_REACH = 9  # words from a verb of saying to its subject
_COMPLEMENT_REACH = 22  # and to the word that opens what is said: «قال مدير المرصد، فلان، لوكالة فلانة، إن»
_BEFORE_REACH = 3  # words from a subject in front to its verb
_BLAME_REACH = 12  # from a verb of blaming to «مسؤولية»: «حملت وزارة الخارجية السورية التحالف الدولي مسؤولية …»
_NEAR = {"hedge": 1, "described": 5}  # words that a guess about a thing («يعتقد أنها روسية») and a name for it («ما وصفه فلان ب…») reach
_NAME_WORDS = 6  # longest name of a speaker whom the table does not know
_CITED_NAME = 4  # and of one behind «بحسب», up to a sign
_NOT_KNOWN = 4  # words from «لم» over «ترد حتى اللحظة» to «معلومات»
_QUOTE_REACH = 1500  # characters until a quotation must be closed
_WITHIN = frozenset({"phrase", "backward", "accuse", "blame", "hedge", "described", "demand", "warn", "clause"})
DEMAND = "demand"  # the rule of what is only asked for: «طالب الأهالي بالإفراج عن …»
ACCUSATION = "accusation"  # the rule of what one side says that another did
_ENDING = frozenset({"break", "say", "announce", "talk", "continue"})
_COMMAS = frozenset("،,")
_SEMICOLONS = frozenset("؛;")
_PAUSES = _COMMAS | {".", "..", "...", "…", "-", "–", "—"}  # where a fear or an accusation ends
_PAIRS = {"«": "»", "“": "”", '"': '"', "”": "“"}
_NO_NAMES = frozenset({"particle", "adjective", "verb"})  # classes of common words that begin no speaker's name
_TO = ARTICLE[1]  # the preposition li, as its letter
_UNKNOWN = "unattributed"
_RULES = {Stance.DENIED: "denial", Stance.PLANNED: "plan", Stance.ALLEGED: "hearsay"}
_RULES_OF_SPEECH = {"continue": "continued", "relay": "relayed"}
_SPEECH = frozenset({"say", "announce", "talk", "continue", "relay"})
_SAYING = frozenset({"say", "announce", "talk"})
_OTHER_SPEECH = frozenset({"say", "announce", "talk", "relay"})
T = TypeVar("T")
_Tokens = tuple[int, int]  # [first, behind)


_Words = Sequence[Found[Word]]
_Names = Sequence[Found[SourceInfo]]


class _Speaker(Finding, frozen=True):
    by: str
    via: str | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class ClaimReader:
    """Reads the claims of a text. Built once from the lexicon, read-only."""

    lexicon: ClaimLexicon

    @staticmethod
    def load(sources: SourceTable | None = None) -> ClaimReader:
        """The reader of the shipped lexicon; `sources`: the table of sources, when it is loaded already."""
        return ClaimReader(ClaimLexicon.load(sources))

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        return (*self.lexicon.words.word_sets, *self.lexicon.names.word_sets)

    def read(self, text: Text, source: str | None = None) -> tuple[ClaimSpan, ...]:
        """The claims of a text in the order of their scopes. Never raises.

        Args:
            text: the report.
            source: the report's source, who is taken to speak where the text names nobody for a denial, a plan or hearsay.
        """
        tokens = Unquoted.of(text)
        hits = self.lexicon.words.scan(tokens)
        names = self.lexicon.names.scan(tokens)
        reading = _Reading(self.lexicon, text, tokens, hits, names, source)
        return tuple(sorted(reading.claims(), key=lambda claim: (claim.scope, claim.start)))


class _Sentence(Finding, frozen=True):
    """The tokens [first, behind) of a sentence; `period`: the first of the sentences that semicolons join it to."""

    first: int
    behind: int
    period: int


@dataclass(slots=True)
class _Reading:
    """One pass over the sentences of one text. Indices are those of the tokens without quotation marks."""

    lexicon: ClaimLexicon
    text: Text
    tokens: Unquoted
    hits: _Words
    names: _Names
    source: str | None
    last: _Speaker | None = None
    found: list[ClaimSpan] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)  # where verbs of saying stand whose subject follows: there another speaks
    breaks: list[int] = field(default_factory=list)  # where clauses open that end what is denied or alleged
    plan_breaks: list[int] = field(default_factory=list)  # and what is planned
    commas: Sequence[int] = ()

    def claims(self) -> list[ClaimSpan]:
        """Speech first, sentence by sentence, then the words of denial, plan and hearsay within it."""
        if not self.hits and not self.names:
            return self.found
        self.turns = [hit.first for hit in self.hits if hit.value.kind in _SAYING and self._speaks(hit)]
        self.breaks = [hit.first for hit in self.hits if hit.value.kind in _ENDING]
        self.plan_breaks = [hit.first for hit in self.hits if hit.value.kind in _ENDING or hit.value.kind == "relative"]
        self.commas = self.tokens.among(_COMMAS)
        inner: list[tuple[Found[Word], _Sentence]] = []
        at_hit = at_name = 0
        for sentence in self._sentences():
            names, at_name = _until(self.names, at_name, sentence.behind)
            if names:
                self._marked_by_signs(names, sentence)
            hits, at_hit = _until(self.hits, at_hit, sentence.behind)
            for hit in hits:
                kind = hit.value.kind
                if kind in _SPEECH:
                    self._speech(hit, sentence)
                elif kind == "cite":
                    self._citation(hit, sentence)
                elif kind in _WITHIN:
                    inner.append((hit, sentence))
        spoken = Scopes(self.found)
        for hit, sentence in inner:
            if hit.value.kind in ("accuse", "blame"):
                self._accusation(hit, sentence, spoken)
            else:
                self._inner(hit, sentence, spoken)
        return self.found

    def _sentences(self) -> list[_Sentence]:
        moved, words = self.tokens.moved, self.tokens.words
        found: list[_Sentence] = []
        for first, behind in self.text.sentences:
            start, end = moved[first], moved[behind]
            if start < end:
                goes_on = bool(found) and words[start - 1] in _SEMICOLONS
                found.append(_Sentence(start, end, found[-1].period if goes_on else start))
        return found

    # -- speech ---------------------------------------------------------------------------------------------------------------------

    def _speech(self, hit: Found[Word], sentence: _Sentence) -> None:
        """A verb of saying: its subject behind or before it, what opens its object, and the object to the end of the sentence."""
        opens = self._complement(hit, sentence)
        speaker, reached = self._subject(hit, opens, sentence)
        if speaker is None:
            return
        begin = opens if opens is not None else reached
        end = self._speech_end(hit, sentence)
        if begin >= end:
            if self.tokens.words[hit.first] not in self.lexicon.things:
                return
            begin, end = hit.first, hit.behind  # «وهو ما نفاه المجلس المحلي»
        self.last = replace(speaker, via=None) if speaker.listed or self.last is None else self.last
        stance = hit.value.stance
        rule = _RULES.get(stance) or _RULES_OF_SPEECH.get(hit.value.kind, "said")
        if stance is Stance.DENIED:
            end = self._inner_end(begin, sentence, end, stance)
        near = reversed(ending(self.names, hit.first, _BEFORE_REACH, sentence.first))
        front = (name.first for name in near if name.value.name_en == speaker.by)
        self._add(speaker, stance, (next(front, hit.first), max(begin, hit.behind)), (begin, end), rule)

    def _complement(self, hit: Found[Word], sentence: _Sentence) -> int | None:
        """The token where the object of a verb of saying begins: behind «إن», a colon; None without one."""
        limit = min(sentence.behind, hit.behind + _COMPLEMENT_REACH)
        denies = hit.value.stance is Stance.DENIED
        opens = None
        for other in beginning(self.hits, hit.behind, limit):
            if other.value.kind in _OTHER_SPEECH or (denies and other.value.kind == "continue"):
                limit = other.first  # «نفى انسحاب القوات، مؤكدا أن …»: what is said behind is no longer denied
                break
            complement = other.value.kind == "complement" and not self.tokens.words[other.first].startswith("و")
            if complement or (hit.value.kind == "talk" and other.value.kind == "from"):  # not «أفاد المرصد بقصف …، وأن …»
                limit = opens = other.behind
                break
        words = self.tokens.words
        return next((index + 1 for index in range(hit.behind, limit) if words[index] == ":"), opens)

    def _subject(self, hit: Found[Word], opens: int | None, sentence: _Sentence) -> tuple[_Speaker | None, int]:
        """Who speaks, and the token behind the words that say so."""
        limit = min(opens if opens is not None else sentence.behind, hit.behind + (_COMPLEMENT_REACH if opens else _SUBJECT_REACH))
        behind = beginning(self.names, hit.behind, min(limit, sentence.behind))
        via = next((name for name in behind if self._is_to(name) and name.value.kind != "party"), None)
        subjects = [name for name in behind if name is not via and not self._is_to(name)]
        if hit.value.kind == "relay":
            return self._relayed(hit, subjects, sentence)
        subject = next((name for name in subjects if self._may_speak(hit, name, opens)), None)
        if subject is not None:
            ends = max(subject.behind, via.behind if via else 0)
            return self._speaker(subject, via), ends
        near = ending(self.names, hit.first, _BEFORE_REACH, sentence.first)
        before = next((name for name in near if self._leads(name, sentence) and self._joined_loosely(name.behind, hit.first)), None)
        if before is not None:
            return self._speaker(before, via), max(hit.behind, via.behind if via else 0)
        if opens is None:
            return (self._publisher(), hit.behind) if hit.value.stance is Stance.DENIED else (None, hit.behind)
        opening = next(iter(beginning(self.names, sentence.first, min(sentence.first + 2, hit.first))), None)
        if opening is not None and self._nothing_said(hit.behind, opens):
            return self._speaker(opening, via), opens
        passed = via.value.name_en if via is not None else None
        unlisted = self._unlisted(hit.behind, via.first + 1 if via else opens)
        if unlisted is not None:
            return _Speaker(unlisted, passed, listed=False), opens
        if self.last is not None and (via is not None or self._nothing_said(hit.behind, opens)):
            return replace(self.last, via=passed or self.last.via), opens
        return (self._publisher(), opens) if hit.value.stance is Stance.DENIED else (None, hit.behind)

    def _may_speak(self, hit: Found[Word], name: Found[SourceInfo], opens: int | None) -> bool:
        """Whether a source behind a verb is its subject: near, no preposition before it; a party only with «إن» or an announcement."""
        if name.first - hit.behind > 3 or (name.clitic and not self.tokens.words[name.first].startswith(ARTICLE, name.clitic)):
            return False
        if any(word in self.lexicon.stops or word == ":" for word in self.tokens.words[hit.behind : name.first]):
            return False
        if opens is None and name.first != hit.behind:
            return False
        loose = hit.value.kind in ("announce", "talk") or hit.value.stance is not Stance.ASSERTED
        return loose or opens is not None or name.value.kind != "party"

    def _relayed(self, hit: Found[Word], names: _Names, sentence: _Sentence) -> tuple[_Speaker | None, int]:
        """«نقلت سانا عن مصدر عسكري قوله إن»: the second speaks through the first."""
        outlet = next((name for name in names if name.first - hit.behind <= 1), None)
        behind = beginning(self.hits, hit.behind, min(sentence.behind, hit.behind + _SUBJECT_REACH))
        marker = next((other.first for other in behind if other.value.kind == "from"), None)
        if outlet is None or marker is None:
            return None, hit.behind
        speaker = next((name for name in names if 0 <= name.first - marker - 1 <= 1), None)
        if speaker is not None:
            return _Speaker(speaker.value.name_en, outlet.value.name_en), speaker.behind
        return _Speaker(outlet.value.name_en), marker + 1

    def _speech_end(self, hit: Found[Word], sentence: _Sentence) -> int:
        """Where the object ends: with the sentence, or where another verb of saying has a subject of its own."""
        at = bisect_right(self.turns, hit.behind)
        return min(self.turns[at], sentence.behind) if at < len(self.turns) else sentence.behind

    def _speaks(self, hit: Found[Word]) -> bool:
        """Whether the subject of a verb of saying stands right behind it."""
        return any(self._may_speak(hit, name, None) for name in beginning(self.names, hit.behind, hit.behind + 1))

    def _nothing_said(self, first: int, behind: int) -> bool:
        """Whether the verb has no subject of its own before what it says: «وأشار إلى أن»."""
        return behind - first <= 2 or not any(
            is_word(word) and word not in self.lexicon.stops for word in self.tokens.words[first : behind - 1]
        )

    def _unlisted(self, first: int, behind: int) -> str | None:
        """The words of a speaker whom no table knows, up to a comma or preposition."""
        last = first
        words = self.tokens.words
        while last < behind - 1 and last - first < _NAME_WORDS and is_word(words[last]) and words[last] not in self.lexicon.stops:
            if words[last].startswith(_TO) and last > first and len(words[last]) > 3:
                break
            last += 1
        common = self.lexicon.common
        if last == first or common.get(bare(words[first]), "") in _NO_NAMES or (last == first + 1 and bare(words[first]) in common):
            return None
        start, end = self._span(first, last)
        return " ".join(self.text.raw[start:end].split())

    def _leads(self, name: Found[SourceInfo], sentence: _Sentence) -> bool:
        """Whether a source in front of a verb begins its clause: a party does, another source stands behind no preposition."""
        before = self.tokens.words[name.first - 1] if name.first > sentence.first else "."
        return not is_word(before) or (name.value.kind != "party" and before not in self.lexicon.stops)

    def _joined_loosely(self, first: int, behind: int) -> bool:
        """Whether nothing but signs and a short addition («في دمشق») stands between a source and its verb."""
        return behind - first <= 2 or all(word not in self.lexicon.stops for word in self.tokens.words[first:behind])

    def _speaker(self, name: Found[SourceInfo], via: Found[SourceInfo] | None) -> _Speaker:
        """A source as a speaker; general ones («المصدر») are the last speaker, a correspondent belongs to the outlet behind."""
        passed = via.value.name_en if via is not None else None
        if name.value.kind == "generic":
            behind = beginning(self.names, name.behind, name.behind + 1)
            outlet = next((other for other in behind if other.value.kind == "outlet"), None)
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

    def _citation(self, hit: Found[Word], sentence: _Sentence) -> None:
        """«بحسب المرصد»: the whole sentence is told by that source."""
        name = next(iter(beginning(self.names, hit.behind, min(hit.behind + 3, sentence.behind))), None)
        if name is not None:
            behind = beginning(self.names, name.behind, min(name.behind + 4, sentence.behind))
            via = next((other for other in behind if self._is_to(other)), None)
            speaker, ends = self._speaker(name, via), max(name.behind, via.behind if via else 0)
        else:
            ends = min(sentence.behind, hit.behind + _CITED_NAME + 1)
            ends = next((index for index in range(hit.behind, ends) if not is_word(self.tokens.words[index])), ends)
            words = self._unlisted(hit.behind, min(ends, hit.behind + _CITED_NAME) + 1)
            if words is None or ends - hit.behind > _CITED_NAME:
                return
            speaker = _Speaker(words, None, listed=False)
        if speaker.listed:
            self.last = replace(speaker, via=None)
        self._add(speaker, hit.value.stance, (hit.first, ends), (sentence.period, sentence.behind), "cited")

    def _marked_by_signs(self, names: _Names, sentence: _Sentence) -> None:
        """«… (المرصد)» at the end of a headline, «المرصد: …» at the start of a sentence."""
        words = self.tokens.words
        first, last, (opens, behind) = names[0], names[-1], (sentence.first, sentence.behind)
        if last.first > 0 and words[last.first - 1] == "(" and last.behind < behind and words[last.behind] == ")":
            if all(not is_word(word) for word in words[last.behind : behind]) and last.first - 1 > opens:
                self._add(_Speaker(last.value.name_en), Stance.ASSERTED, (last.first, last.behind), (opens, behind), "bracket")
        elif first.first == opens and first.behind < behind - 1 and words[first.behind] == ":":
            self.last = _Speaker(first.value.name_en)
            self._add(self.last, Stance.ASSERTED, (first.first, first.behind), (first.behind + 1, behind), "colon")

    # -- denial, plan, hearsay ------------------------------------------------------------------------------------------------------

    def _inner(self, hit: Found[Word], sentence: _Sentence, spoken: Scopes) -> None:
        """A word that makes what follows (or all of its sentence) denied, planned or alleged, in the mouth of who speaks there."""
        stance = hit.value.stance
        if stance is Stance.ALLEGED and self._negated(hit, sentence):
            return
        if stance is Stance.PLANNED and any(other.value.kind in _SAYING for other in ending(self.hits, hit.first, 0, sentence.first)):
            return
        if hit.value.kind == "backward":
            scope = sentence.first, sentence.behind
        else:
            scope = hit.first, self._inner_end(hit.behind, sentence, sentence.behind, stance)
        if hit.value.kind == "clause":
            scope = (hit.first, next((at for at in range(*scope) if self.tokens.words[at] in _PAUSES), scope[1]))
        if hit.value.kind in _NEAR:
            scope = (hit.first, min(scope[1], hit.behind + _NEAR[hit.value.kind]))
        named = self._named_behind(hit) if hit.value.kind in ("backward", "described") else None
        speaker = named or self._voice(hit.first, spoken)
        rule = DEMAND if hit.value.kind == "demand" else _RULES.get(stance, "hearsay")
        self._add(speaker, stance, (hit.first, hit.behind), scope, rule)

    def _named_behind(self, hit: Found[Word]) -> _Speaker | None:
        """The source right behind a word: «بحسب مزاعم النظام السوري», «ما وصفته سانا»."""
        names = beginning(self.names, hit.behind, hit.behind + 1)
        return _Speaker(names[0].value.name_en) if names and not self._is_to(names[0]) else None

    def _voice(self, token: int, spoken: Scopes) -> _Speaker:
        """Who speaks at a token: the claim that holds it, else the publisher."""
        start = self._span(token, token + 1)[0]
        voice = spoken.narrowest(start, start + 1)
        return _Speaker(voice.by, voice.via) if voice is not None else self._publisher()

    def _accusation(self, hit: Found[Word], sentence: _Sentence, spoken: Scopes) -> None:
        """«اتهمت الفصائل النظام بقصف …», «حملت … مسؤولية …»: what follows is alleged by the accuser.

        The accuser stands right behind the verb when somebody accused follows, else in front of it, else is who speaks.
        """
        begin = hit.behind
        if hit.value.kind == "blame":
            following = beginning(self.hits, hit.behind, min(hit.behind + _BLAME_REACH + 1, sentence.behind))
            found = next((other for other in following if other.value.kind == "blamed"), None)
            if found is None:
                return
            begin = found.behind
        end = self._inner_end(begin, sentence, sentence.behind, Stance.ALLEGED)
        if begin < end:
            speaker = self._accuser(hit, sentence) or self._voice(hit.first, spoken)
            self._add(speaker, Stance.ALLEGED, (hit.first, hit.behind), (begin, end), ACCUSATION)

    def _accuser(self, hit: Found[Word], sentence: _Sentence) -> _Speaker | None:
        """Who accuses, when a source of the table does."""
        words = self.tokens.words
        following = beginning(self.names, hit.behind, min(hit.behind + 1, sentence.behind))
        behind = next((name for name in following if not self._is_to(name)), None)
        if behind is not None:
            follows = words[behind.behind] if behind.behind < sentence.behind else ""
            accused = behind.value.kind == "party" and (not is_word(follows or ".") or follows.startswith(self.lexicon.accused_of))
            if not accused:
                return self._speaker(behind, None)
        front = ending(self.names, hit.first, _BEFORE_REACH, sentence.first)
        leading = next((name for name in front if self._leads(name, sentence)), None)
        return self._speaker(leading, None) if leading is not None else None

    def _publisher(self) -> _Speaker:
        """Who speaks where the text names nobody: the report's source."""
        info = self.lexicon.sources.of(self.source)
        return _Speaker(info.name_en if info else self.source or _UNKNOWN)

    def _negated(self, hit: Found[Word], sentence: _Sentence) -> bool:
        """Whether «دون» stands before: «دون ورود أنباء عن خسائر» alleges nothing."""
        return any(other.value.kind == "negation" for other in ending(self.hits, hit.first, _NOT_KNOWN, sentence.first))

    def _inner_end(self, begin: int, sentence: _Sentence, end: int, stance: Stance) -> int:
        """Where a denial, plan or hearsay ends, at `end` at the latest.

        At a word that opens another clause; at the first comma when it stands in a relative clause itself; a plan also before a relative
        clause, which tells what has happened («تكرار المجزرة التي …»).
        """
        breaks = self.plan_breaks if stance is Stance.PLANNED else self.breaks
        at = bisect_right(breaks, begin)
        end = min(breaks[at], end) if at < len(breaks) else end
        if any(other.value.kind == "relative" for other in ending(self.hits, begin, 3, sentence.first)):
            at = bisect_left(self.commas, begin)
            end = min(self.commas[at], end) if at < len(self.commas) else end
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


def _until(found: Sequence[Found[T]], at: int, behind: int) -> tuple[Sequence[Found[T]], int]:
    """The phrases from number `at` on that begin before token `behind`, and the number of the next."""
    first = at
    while at < len(found) and found[at].first < behind:
        at += 1
    return found[first:at], at
