"""What came of a strike, told like an event of its own: it belongs to the strike."""

from __future__ import annotations

from collections.abc import Sequence

from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.merging import REMOTE
from geo.models import EventKind, Role

_OUT = 2  # tokens from «إخراجه» to «عن الخدمة»


def without_outcomes(lexicon: EventLexicon, page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The events without the damage that a strike told in the same sentence did: «قصفت المشفى … ما أدى إلى خروجه عن الخدمة»."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _outcome(kept[-1], draft) and not _put_out(lexicon, page, draft):
            kept[-1].evidence += draft.evidence
            kept[-1].figures += [figure for figure in draft.figures if figure not in kept[-1].figures]
            kept[-1].tolls += draft.tolls
        else:
            kept.append(draft)
    return kept


def _outcome(strike: Draft, damage: Draft) -> bool:
    """Whether damage is what the strike told right before it did: at no other place, and by nobody else."""
    if damage.kind is not EventKind.DESTRUCTION or strike.kind not in REMOTE or strike.kind is damage.kind or not strike.sites:
        return False
    if strike.sentence != damage.sentence or not (damage.inherited or set(damage.sites) <= set(strike.sites)):
        return False
    hands, others = (
        {actor.id for actor in draft.actors if actor.role is Role.INITIATOR} for draft in (strike, damage)
    )
    return strike.stance is damage.stance and others <= hands


def _put_out(lexicon: EventLexicon, page: Page, damage: Draft) -> bool:
    """Whether somebody put out of service what was struck, a second thing done: «استهداف المشفى وإخراجه عن الخدمة»."""
    hit = damage.frame.hits[0] if damage.frame.hits else None
    near = page.text.words[max(0, hit.first - _OUT) : hit.behind] if hit is not None else ()
    return not lexicon.put_out.isdisjoint(near)
