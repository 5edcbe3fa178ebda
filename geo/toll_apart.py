"""Tolls that belong to nothing told beside or before them: a count over the whole country, people hurt on another day and elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.models import PlaceKind
from geo.date_expr import DateExpr, DateKind, DatePrecision, says_when
from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.frames import FrameFinder
from geo.stretches import within
from geo.toll_scenes import BLOWS, TollScene, clause_of
from geo.toll_sums import UPDATE
from geo.tolls import Toll

_ENDS = frozenset("،,؛:")
_WOUNDS = 18  # tokens from «استشهد» over «متأثرا بجراح» to «قصف سابق»
_CLAUSE = 24  # tokens from a count to the words of the country


def over_the_country(frames: FrameFinder, lexicon: EventLexicon, page: Page, toll: Toll, beside: Sequence[Draft]) -> TollScene | None:
    """The clause of a count of the dead of the whole country («فيما أحصت اللجان 73 قتيلا في عموم سوريا»); None for any other.

    `beside`: the events of its sentence; a clause that tells one of them counts its dead.
    """
    if toll.killed is None or toll.killed.low is None or toll.header is not None:
        return None
    words, sentence = page.text.words, page.text.sentence_of(toll.first)
    floor, stop = page.text.sentences[sentence]
    floor, stop = max(floor, toll.first - _CLAUSE), min(stop, toll.first + _CLAUSE)
    first = next((at for at in range(toll.first, floor, -1) if words[at - 1] in _ENDS), floor)
    behind = next((at for at in range(toll.first + 1, stop) if words[at] in _ENDS), stop)  # before «، بينهم 21 في حمص»
    clause = range(first, behind)
    if not (lexicon.countrywide.meets(words, clause) or lexicon.country_sums.meets(words, clause)):
        return None
    if any(first <= hit.first < behind for draft in beside for hit in draft.frame.hits):
        return None
    scene = TollScene(frames, lexicon, page, sentence, first)
    inside = (k for k in scene.sites if page.tokens[k][0] < behind)
    return None if any(True for _ in inside) else scene


def of_earlier_wounds(
    frames: FrameFinder, lexicon: EventLexicon, page: Page, toll: Toll, home: Draft | None
) -> tuple[bool, Draft | None]:
    """Whether someone died of wounds of another time («قصفت القوات كذا، واستشهد رجل من كذا متأثرا بجراح أصيب بها في قصف سابق»), and the
    event for it, where a place of its own is told; `home`: the event whose dead they would else be counted with.
    """
    if home is None or toll.killed is None or home.sentence != page.text.sentence_of(toll.first):
        return False, None
    words, stop = page.text.words, page.text.sentences[home.sentence][1]
    at, end = clause_of(lexicon, page, toll), min(stop, toll.first + _WOUNDS)
    died = next((k for k in range(toll.first, end) if words[k] in lexicon.succumbed), None)
    if at is None or died is None or at <= page.text.token_at(home.anchor[0]):
        return False, None
    if lexicon.earlier_wounds.isdisjoint(words[died:end]):
        return False, None
    scene = TollScene(frames, lexicon, page, home.sentence, at)
    sites = scene.sites or page.named(at, stop)[:1]
    others = [k for k in home.sites if k not in sites]
    if not sites or not others:
        return True, None
    home.sites = others
    draft = scene.draft(toll)
    draft.sites, draft.kind = sites, scene.weapon_kind or (home.kind if home.kind in BLOWS else draft.kind)
    return True, draft


def country(page: Page, scene: TollScene) -> list[int]:
    """The mention of the country in the sentence of a count, as its only site; none where it is not named."""
    first, behind = page.text.sentences[scene.sentence]
    lands = (k for k, (token, _) in enumerate(page.tokens) if first <= token < behind and page.mentions[k].kind is PlaceKind.COUNTRY)
    return [k for k in lands if page.mentions[k].literal][:1]


def day_told(page: Page, first: int, behind: int) -> DateExpr | None:
    """The only day that the tokens [first, behind) tell, or None."""
    start, end = page.text.span(first, behind)
    days = [d for d in within(page.dates, start, end, _start) if says_when(d)]
    single = len(days) == 1 and days[0].kind is DateKind.POINT and days[0].precision is DatePrecision.DAY
    return days[0] if single else None


def on_another_day(page: Page, toll: Toll, home: Draft) -> bool:
    """Whether the sentence of a toll tells another day than that of an event told before («في 20 آذار انفجرت … . وفي 27 منه قضى …»)."""
    own = day_told(page, *page.text.sentences[page.text.sentence_of(toll.first)])
    told = day_told(page, *page.text.sentences[home.sentence])
    if own is None:
        return False
    day = told.first if told is not None else page.report.published if toll.rule == UPDATE else own.first
    return own.first != day


def _start(date: DateExpr) -> int:
    return date.start
