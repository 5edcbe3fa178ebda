"""What an event takes from the rest of the report once everybody's part in it is known: blasts that were an air raid's, where a count of
months was taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from gazetteer.models import PlaceKind
from geo.date_expr import DateExpr
from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.models import EventKind, Stance, Story
from geo.toll_parts import PART

_FROM_THE_AIR = {EventKind.AIRSTRIKE, EventKind.DRONE_STRIKE}
_BACK = 4  # sentences, empty lines among them, from blasts back to the raid
_PERIOD = 10  # days above which a count is that of a longer time
_HOME = "sy"
_OVER = 2  # tokens from «في» over «عموم» to the country
_WITHIN = frozenset({"in", "from"})


def settle_blasts(lexicon: EventLexicon, page: Page, drafts: Sequence[Draft]) -> None:
    """Make the blasts heard somewhere those of the air raids told right before: «غارات على الساحل. … وهزت انفجارات ميناء كذا»."""
    last: Draft | None = None  # told last that is neither a blast nor damage
    for draft in drafts:
        if draft.story is not Story.MAIN:
            continue
        if draft.kind not in (EventKind.EXPLOSION, EventKind.DESTRUCTION):
            last = draft
            continue
        if draft.kind is not EventKind.EXPLOSION or not draft.sites or draft.frame.weapon is not None or not draft.frame.hits:
            continue
        hit = draft.frame.hits[0]
        near = last is not None and draft.sentence - last.sentence <= _BACK and last.stance is Stance.ASSERTED
        if last is not None and near and last.kind in _FROM_THE_AIR and page.text.words[hit.first][hit.clitic :] in lexicon.blasts:
            draft.kind = last.kind
            draft.actors = draft.actors or list(last.actors)


def date_parts(drafts: Sequence[Draft]) -> None:
    """Give the parts of a count by place («تصدرت كذا بـ24 قتيلا، تلتها كذا بـ19») the time of the count told before them."""
    counted: dict[EventKind, DateExpr | None] = {}
    for draft in drafts:
        if draft.spans_more_than(_PERIOD):
            counted[draft.kind] = draft.date
        elif draft.date is None and not draft.frame.hits and any(toll.rule == PART for toll in draft.tolls):
            draft.date = counted.get(draft.kind)


def place_counts(lexicon: EventLexicon, page: Page, drafts: Sequence[Draft]) -> None:
    """Give the counts of a longer time that no place is told with the country that their sentence names, else the governorate that the
    report spoke of last.
    """
    for draft in drafts:
        counted = any(toll.killed is not None for toll in draft.tolls) and draft.spans_more_than(_PERIOD)
        if draft.sites or draft.story is Story.FURNITURE or not counted:
            continue
        draft.sites = _country(lexicon, page, draft) or _governorate(page, draft)


def _country(lexicon: EventLexicon, page: Page, draft: Draft) -> list[int]:
    first, behind = page.text.sentences[draft.sentence]
    for k in range(bisect_left(page.tokens, (first,)), bisect_left(page.tokens, (behind,))):
        mention, at = page.mentions[k], page.tokens[k][0]
        whole = mention.kind is PlaceKind.COUNTRY and mention.place is not None and mention.place.id == _HOME and mention.literal
        if whole and any(lexicon.prepositions.get(word) in _WITHIN for word in page.text.words[max(first, at - _OVER) : at]):
            return [k]
    return []


def _governorate(page: Page, draft: Draft) -> list[int]:
    before = range(bisect_left(page.tokens, (page.text.token_at(draft.anchor[0]),)) - 1, -1, -1)
    areas = (k for k in before if page.mentions[k].kind is PlaceKind.GOVERNORATE and page.mentions[k].place is not None)
    return [*areas][:1]
