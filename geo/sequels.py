"""What an event takes over from the one told right before it: its kind («بانفجارين مماثلين»), its places («…، قبل أن يطلق سراحه»)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.merging import REMOTE
from geo.models import EventKind
from geo.page_lines import listed

_LIKE = 3  # tokens from «قصف» to «مماثل»
_LIKE_BEFORE = ("strike", "bombard")  # words of a blow, made with what the item before it in a list tells
_JOURNEYS = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.RETURN, EventKind.AID, EventKind.REINFORCEMENT}


def take_over(lexicon: EventLexicon, page: Page, drafts: Sequence[Draft]) -> None:
    """Give what happened like the event told before its kind, where its own words leave that open, and its places.

    What a strike put out of service stood where the strike was told.
    """
    for before, draft in pairwise(drafts):
        if draft.kind is EventKind.DESTRUCTION and draft.inherited and before.sites and before.sentence == draft.sentence:
            draft.sites, draft.inherited = list(before.sites), before.inherited
        elif draft.inherited and before.kind not in _JOURNEYS and _of_clause_before(before, draft):
            draft.sites = list(before.sites)  # «… أوقفته دورية في مدينة كذا، قبل أن يطلق سراحه»
        struck = draft.vague and bool(draft.frame.hits) and draft.frame.hits[0].trigger.kind in _LIKE_BEFORE
        if struck and listed(page.text, draft.sentence) and before.kind in REMOTE and not before.vague:
            draft.kind, draft.vague = before.kind, False  # «وتوزعت الغارات على النحو الآتي: – 7 استهدافات على …»
        if draft.kind is EventKind.AIRSTRIKE and before.kind is EventKind.DRONE_STRIKE and _bare_raid(lexicon, page, before, draft):
            draft.kind = before.kind
        last = draft.frame.hits[-1] if draft.frame.hits else None
        if last is None or draft.frame.weapon is not None or before.kind not in REMOTE or draft.kind not in REMOTE:
            continue
        if not lexicon.alike.isdisjoint(page.text.words[last.behind : last.behind + _LIKE]):
            draft.kind, draft.vague = before.kind, False


def _of_clause_before(before: Draft, draft: Draft) -> bool:
    """Whether the sites that a draft took over are those of the clause before it, and more of its sentence."""
    return before.sentence == draft.sentence and not before.inherited and set(before.sites) < set(draft.sites)


def _bare_raid(lexicon: EventLexicon, page: Page, before: Draft, draft: Draft) -> bool:
    """Whether a bare «غارة», with no aircraft, stands in a list of what drones did."""
    if before.apart != draft.apart or not listed(page.text, draft.sentence) or not listed(page.text, before.sentence):
        return False
    own = {token for hit in draft.frame.hits for token in range(hit.first, hit.behind)}
    others = (at for at in range(draft.frame.first, draft.frame.behind) if at not in own)
    return not any(lexicon.weapons.at(page.text.words, at) for at in others)
