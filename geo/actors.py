"""Who: every name of an actor in a text, what actor it means at that time and from that mouth.

A name may mean different actors before and after a date («وزارة الدفاع») or by who uses it («مرتزقة»); nationality adjectives mean a
state's forces only behind a noun of force or act («القصف التركي», not «الحدود التركية»). All names are rows of `lexicon/actors.csv`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gazetteer.arabic import ARTICLE, bare, fold_word
from geo.finding import Finding, replace
from geo.lexicon import rows
from geo.phrases import Found, PhraseTable
from geo.short_names import ShortNames
from geo.sources import SourceTable
from geo.text import Text, is_word
from geo.unquoted import Unquoted

_JOINING_SIGNS = frozenset("()[]،,\"«»“”‘’'#-–/*")
_REACH = 4  # words from an adjective back to the noun that it belongs to: «القصف المدفعي والصاروخي التركي»
_HELP = 3  # tokens from «بدعم» over an adjective and «من» to whoever helps
_LL = ARTICLE[1] * 2  # the article behind the preposition li is written as a second lam


class Needs(StrEnum):
    """What a name needs to be taken: nothing; no other actor that it only introduces («مجموعات مسلحة من …»); the actor's full name
    elsewhere in the text; to stand as an agent, not as a place.
    """

    NOTHING = ""
    ALONE = "alone"
    NAMED = "named"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorInfo:
    """An actor of the table.

    Attributes:
        side: government, russia, iran, opposition, turkish_backed, turkey, sdf, isis, hts, coalition, israel, transitional, …
        acled_inter: 1 state forces, 2 rebels, 3 political militias, 4 identity militias, 6 protesters, 7 civilians, 8 external and other.
        acled_label: the same as ACLED writes it since 2024.
        acled_name: ACLED's name of the actor, or empty where it was not checked.
        ucdp_type: state | nonstate | civilians.
    """

    id: str
    name_en: str
    name_ar: str
    side: str
    acled_inter: int
    acled_label: str
    acled_name: str
    ucdp_type: str
    wikidata: str
    note: str


@dataclass(frozen=True, slots=True)
class ActorTable:
    """The actors by id. Read-only."""

    _by_id: dict[str, ActorInfo]

    @staticmethod
    def load() -> ActorTable:
        """The shipped table."""
        return ActorTable({row["actor"]: _actor_info(row) for row in rows("actor_table")})

    def get(self, actor: str) -> ActorInfo | None:
        """The actor of an id, or None when there is no such actor."""
        return self._by_id.get(actor)

    def __contains__(self, actor: object) -> bool:
        return actor in self._by_id

    def __iter__(self) -> Iterator[ActorInfo]:
        return iter(self._by_id.values())


class ActorSpan(Finding, frozen=True, kw_only=True):
    """An actor's name in a text.

    Attributes:
        first, behind: its tokens, end exclusive; with the noun of force before it («القوات التركية»).
        start, end: raw offsets of the name without clitics.
        actor: id in the actor table.
        adjective: whether it is an adjective of an act («قصف تركي»).
        group: whether it is a group that acts are done to (civilians, displaced, journalists, …).
        clitic: folded letters that stand before it on its first token («ل», «وب», «لل»).
        joined: whether those begin with a conjunction.
        rule: name | name-by-source | name-by-date | force | site | adjective.
    """

    first: int
    behind: int
    start: int
    end: int
    actor: str
    adjective: bool = False
    group: bool = False
    clitic: str = ""
    joined: bool = False
    rule: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    """What a name means between two dates and in some mouths. `actor` empty: nobody («المجتمع المدني»)."""

    actor: str
    since: dt.date | None
    until: dt.date | None
    families: frozenset[str]
    needs: Needs
    definite: bool

    def holds(self, day: dt.date | None) -> bool:
        return day is None or ((self.since is None or day >= self.since) and (self.until is None or day < self.until))

    @property
    def unbound(self) -> bool:
        """Whether it holds at any time, in any mouth, with or without the article."""
        return not (self.since or self.until or self.families or self.definite or self.needs is Needs.SUBJECT)

    @property
    def rule(self) -> str:
        return "name-by-source" if self.families else "name-by-date" if self.since or self.until else "name"


@dataclass(frozen=True, slots=True)
class _Entry:
    """All that a phrase may be: a name, a noun that takes a nationality (`head`: force | act | site), a nationality.

    `loaded`: whether it depends on who speaks; `plain`: its meaning where that depends on nothing.
    """

    meanings: tuple[_Meaning, ...] = ()
    head: str = ""
    nation: str = ""
    loaded: bool = False
    plain: _Meaning | None = None


class _Draft(Finding, frozen=True):
    """A span in tokens of the text, before the whole text was seen."""

    span: ActorSpan
    needs: Needs = Needs.NOTHING


@dataclass(frozen=True, slots=True)
class ActorFinder:
    """Finds the actors of a text. Built once from the lexicon, read-only."""

    table: ActorTable
    sources: SourceTable
    _phrases: PhraseTable[_Entry]
    _before_places: frozenset[str]
    _of_words: frozenset[str]
    _groups: frozenset[str]
    _joiners: frozenset[str]
    _helping: frozenset[str]
    _shorts: ShortNames

    @staticmethod
    def load(sources: SourceTable | None = None) -> ActorFinder:
        """The finder of the shipped lexicon; `sources`: the table of sources, when it is loaded already."""
        table = ActorTable.load()
        return ActorFinder(
            table,
            sources or SourceTable.load(),
            PhraseTable(_entries().items()),
            _before_places=frozenset(fold_word(row["form"]) for row in rows("before_place_words")),
            _of_words=frozenset(fold_word(row["form"]) for row in rows("role_words") if row["role"] == "of"),
            _groups=frozenset(info.id for info in table if info.side == "civilians"),
            _joiners=frozenset(fold_word(row["form"])[:1] for row in rows("clitics") if row["joins"] == "yes"),
            _helping=_helping(),
            _shorts=ShortNames(),
        )

    @property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """The words that it looks for in every text."""
        return (*self._phrases.word_sets, self._shorts.words)

    def find(self, text: Text, published: dt.date | None = None, source: str | None = None) -> tuple[ActorSpan, ...]:
        """The actors that a text names, in text order, not overlapping, the longest name at each place. Never raises.

        Args:
            text: the report.
            published: decides names that changed their meaning; without it they keep the older one.
            source: the report's source; decides loaded names. When it is unknown, the first outlet that the text names does.
        """
        tokens = Unquoted.of(text)
        found = self._phrases.scan(tokens)
        family = self.sources.family(source)
        if family is None and any(hit.value.loaded for hit in found):
            family = self.sources.family_in(text)
        reading = _Reading(finder=self, text=text, words=tokens.words, kept=tokens.kept, published=published, family=family)
        named = _named(text, reading.drafts(found), self._of_words)
        meant = self._shorts.settle(text, [(span.first, span.behind, span.actor) for span in named])
        settled = (span if span.actor == actor else replace(span, actor=actor) for span, actor in zip(named, meant, strict=True))
        return _merged(text, list(settled))

    def _is_place(self, words: Sequence[str], index: int, clitic: int) -> bool:
        """Whether a country's name stands as a place: «في تركيا», «بتركيا», «الحدود مع تركيا»."""
        letters = words[index][:clitic]
        if letters and (len(letters) > 1 or letters in self._before_places):
            return True
        if index and self._helping.isdisjoint(words[max(0, index - _HELP) : index]):
            return words[index - 1] in self._before_places
        return False  # «بدعم من روسيا»


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One pass over the phrases that were met in one text. `words`: its tokens without quotation marks; `kept`: where they stand."""

    finder: ActorFinder
    text: Text
    words: Sequence[str]
    kept: Sequence[int]
    published: dt.date | None
    family: str | None

    def drafts(self, found: Sequence[Found[_Entry]]) -> list[_Draft]:
        """A draft for each phrase that names an actor here."""
        drafts: list[_Draft] = []
        head: tuple[Found[_Entry], str] | None = None
        for hit in found:
            entry = hit.value
            if entry.nation and head is not None and self._belongs(head[0], hit):
                drafts.append(_Draft(self._with_head(head[0], head[1], hit)))
                head = (hit, "act" if head[1] == "act" else "more")
                continue
            meaning = self._meaning(hit)
            if meaning is not None and meaning.actor:
                drafts.append(_Draft(self._span(hit.first, hit.behind, hit.clitic, meaning.actor, meaning.rule), meaning.needs))
            if entry.head:
                within = head is not None and head[1] == "force" and hit.first == head[0].behind and not hit.clitic
                head = head if within else (hit, entry.head)
            elif meaning is not None:
                head = None
        return drafts

    def _meaning(self, hit: Found[_Entry]) -> _Meaning | None:
        """What a name means here: in this mouth first, then to anyone; None when it means nothing now."""
        if hit.value.plain is not None or not hit.value.meanings:
            return hit.value.plain
        word, day = self.words[hit.first], self.published
        definite = hit.behind > hit.first + 1 or word.startswith(ARTICLE, hit.clitic) or word[: hit.clitic].endswith((ARTICLE, _LL))
        fits = [
            meaning
            for meaning in hit.value.meanings
            if (definite or not meaning.definite) and meaning.holds(day) and (not meaning.families or self.family in meaning.families)
        ]
        best = max(fits, key=lambda meaning: (bool(meaning.families), meaning.definite), default=None)
        if best is not None and best.needs is Needs.SUBJECT and self.finder._is_place(self.words, hit.first, hit.clitic):  # noqa: SLF001
            return None
        return best

    def _belongs(self, head: Found[_Entry], hit: Found[_Entry]) -> bool:
        """Whether a nationality belongs to a noun before it: near, and nothing but words between that are no prepositions."""
        between = self.words[head.behind : hit.first]
        if len(between) >= _REACH:
            return False
        before = self.finder._before_places  # noqa: SLF001
        return all(is_word(word) and word not in before for word in between)

    def _with_head(self, head: Found[_Entry], kind: str, hit: Found[_Entry]) -> ActorSpan:
        """The span of a nationality: with its noun when that is a force or a site, else alone, as an adjective of the act."""
        if kind in ("force", "site"):
            return self._span(head.first, hit.behind, head.clitic, hit.value.nation, kind)
        span = self._span(hit.first, hit.behind, hit.clitic, hit.value.nation, "adjective")
        return replace(span, adjective=kind == "act")

    def _span(self, first: int, behind: int, clitic: int, actor: str, rule: str) -> ActorSpan:
        text, kept = self.text, self.kept
        token_first, token_behind = kept[first], kept[behind - 1] + 1
        start = text.folded.raw_start(text.starts[token_first] + clitic)
        end = text.span(token_first, token_behind)[1]
        letters = text.words[token_first][:clitic]
        return ActorSpan(
            first=token_first, behind=token_behind, start=start, end=end, actor=actor, group=actor in self.finder._groups,  # noqa: SLF001
            clitic=letters, joined=letters[:1] in self.finder._joiners and letters != "", rule=rule,  # noqa: SLF001
        )  # fmt: skip


def _named(text: Text, drafts: Sequence[_Draft], of_words: frozenset[str]) -> list[ActorSpan]:
    """Short names («الهيئة») stay only where the text also has the full one, general ones («مجموعات مسلحة») where they do not introduce
    another actor («مجموعات مسلحة من قسد»); what overlaps an earlier, longer span goes.
    """
    full = {draft.span.actor for draft in drafts if draft.needs is not Needs.NAMED}
    spans = []
    for draft, following in zip(drafts, [*drafts[1:], None], strict=False):
        if draft.needs is Needs.NAMED and draft.span.actor not in full:
            continue
        if draft.needs is Needs.ALONE and following is not None and _introduces(text, draft.span, following.span, of_words):
            continue
        spans.append(draft.span)
    kept: list[ActorSpan] = []
    for span in sorted(spans, key=lambda item: (item.first, -item.behind)):
        if not kept or span.first >= kept[-1].behind:
            kept.append(span)
    return kept


def _introduces(text: Text, general: ActorSpan, actor: ActorSpan, of_words: frozenset[str]) -> bool:
    """Whether a general name belongs to the actor behind it: directly, or over «من», «تابعة ل»."""
    if actor.group or actor.adjective or actor.first - general.behind > _REACH:
        return False
    between = [word for word in text.words[general.behind : actor.first] if word not in _JOINING_SIGNS]
    return all(word in of_words for word in between) and not actor.joined


def _merged(text: Text, spans: Sequence[ActorSpan]) -> tuple[ActorSpan, ...]:
    """A name and its abbreviation in brackets right behind are one span: «قوات سوريا الديمقراطية (قسد)»."""
    merged: list[ActorSpan] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and last.actor == span.actor and not span.group and not last.adjective and span.first - last.behind <= 3:
            between = text.words[last.behind : span.first]
            if between and all(word in _JOINING_SIGNS for word in between) and "،" not in between:
                merged[-1] = replace(last, behind=span.behind, end=span.end)
                continue
        merged.append(span)
    return tuple(merged)


def _helping() -> frozenset[str]:
    """The words of support that «من» may follow («بدعم من»)."""
    origins = {fold_word(row["form"]) for row in rows("place_prepositions") if row["meaning"] == "from"}
    forms = [fold_word(row["form"]).split() for row in rows("role_words") if row["role"] == "support"]
    return frozenset(form[0] for form in forms if form[-1] in origins)


def _entries() -> dict[str, _Entry]:
    """Every phrase of the tables → what it may be. Rows of one name that differ by article, date or mouth are one entry."""
    spelling: dict[tuple[str, ...], str] = {}
    meanings: dict[str, list[_Meaning]] = defaultdict(list)
    heads: dict[str, str] = {}
    nations: dict[str, str] = {}

    def phrase(form: str) -> str:
        folded = fold_word(form)
        return spelling.setdefault(tuple(bare(word) for word in folded.split()), folded)

    for row in rows("actors"):
        meanings[phrase(row["form"])].append(_meaning_of(row))
    of_group = {row["group"]: row["actor"] for row in rows("group_actors")}
    for row in rows("people_groups"):
        if row["group"] in of_group and phrase(row["form"]) not in meanings:
            meanings[phrase(row["form"])].append(_meaning_of({"form": row["form"], "actor": of_group[row["group"]]}))
    for row in rows("actor_heads"):
        heads.setdefault(phrase(row["form"]), row["kind"])
    for row in rows("actor_adjectives"):
        nations.setdefault(phrase(row["form"]), row["actor"])
    keys = meanings.keys() | heads.keys() | nations.keys()
    return {key: _entry(tuple(meanings.get(key, ())), heads.get(key, ""), nations.get(key, "")) for key in sorted(keys)}


def _entry(meanings: tuple[_Meaning, ...], head: str, nation: str) -> _Entry:
    only = meanings[0] if len(meanings) == 1 else None
    plain = only if only is not None and only.unbound else None
    return _Entry(meanings, head, nation, any(meaning.families for meaning in meanings), plain)


def _meaning_of(row: dict[str, str]) -> _Meaning:
    folded = fold_word(row["form"])
    return _Meaning(
        actor=row["actor"],
        since=_day(row.get("from", "")),
        until=_day(row.get("to", "")),
        families=frozenset(row.get("sources", "").split()),
        needs=Needs(row.get("needs", "")),
        definite=" " not in folded and bare(folded) != folded,
    )


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _actor_info(row: dict[str, str]) -> ActorInfo:
    return ActorInfo(
        id=row["actor"], name_en=row["name_en"], name_ar=row["name_ar"], side=row["side"], acled_inter=int(row["acled_inter"]),
        acled_label=row["acled_label"], acled_name=row["acled_name"], ucdp_type=row["ucdp_type"],
        wikidata=row["wikidata"], note=row["note"],
    )  # fmt: skip
