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
_SAME_BREATH = 14  # tokens between «اشتباكات» and «أسفرت عن اعتقال»
_WITH = "ب"
_SEIZURES = {EventKind.ABDUCTION, EventKind.ARREST}
_COMINGS = {EventKind.RAID, EventKind.ADVANCE, EventKind.DEPLOYMENT, EventKind.DESTRUCTION, *_SEIZURES}
_FIGHTS = {EventKind.CLASH, EventKind.RAID}
_JOURNEYS = {EventKind.EVACUATION, EventKind.DISPLACEMENT, EventKind.RETURN, EventKind.AID, EventKind.REINFORCEMENT}


def take_over(lexicon: EventLexicon, page: Page, drafts: Sequence[Draft]) -> None:
    """Give what happened like the event told before its kind, where its own words leave that open, and its places.

    What a strike put out of service stood where the strike was told.
    """
    for draft, after in pairwise(drafts):
        told = draft.sentence == after.sentence and bool(after.sites) and not after.inherited
        if draft.inherited and told and _goes_on(lexicon, page, draft, after):
            draft.sites, draft.inherited = list(after.sites), False
    for before, draft in pairwise(drafts):
        if draft.kind is EventKind.DESTRUCTION and draft.inherited and before.sites and before.sentence == draft.sentence:
            draft.sites, draft.inherited = list(before.sites), before.inherited or before.kind not in REMOTE
        elif draft.inherited and before.kind not in _JOURNEYS and _of_clause_before(before, draft):
            draft.sites = list(before.sites)  # «… أوقفته دورية في مدينة كذا، قبل أن يطلق سراحه»
        elif draft.kind is EventKind.WITHDRAWAL and _goes_home(lexicon, page, before, draft):
            draft.sites, draft.origin, draft.inherited = list(before.sites), before.sites[0], False
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


def _goes_home(lexicon: EventLexicon, page: Page, before: Draft, draft: Draft) -> bool:
    """Whether those who came into a place in the same sentence leave it again: «توغلت القوة في قرية كذا … ثم انسحبت باتجاه كذا»."""
    if before.sentence != draft.sentence or before.kind not in _COMINGS or not before.sites or draft.origin is not None:
        return False
    if not lexicon.thence.isdisjoint(page.text.words[draft.frame.first : draft.frame.behind]):
        return False  # «… ووصلت إلى مدينة كذا قبل أن تنسحب منها»: the place told last
    return draft.inherited or draft.sites == [draft.destination]


def _goes_on(lexicon: EventLexicon, page: Page, draft: Draft, after: Draft) -> bool:
    """Whether the clause behind one without places tells what came of it («اشتباكات أسفرت عن اعتقال … في كذا») or who had it
    («مساعدات للعائلات التي لجأت إلى كذا») or who was set free («أفرجت عن رعاة خطفتهم في كذا»).
    """
    if not after.frame.hits or not draft.frame.hits or not 0 < after.frame.hits[0].first - draft.frame.hits[-1].behind <= _SAME_BREATH:
        return False
    first = after.frame.hits[0].first
    before = page.text.words[max(0, first - 2) : first]
    if draft.kind in _SEIZURES and after.kind is EventKind.RAID:
        return page.text.words[first].startswith(_WITH)  # «أوقفت القوات مشتبها بهم بمداهمات في كذا»
    if draft.kind is EventKind.AID:
        return not lexicon.whose.isdisjoint(before)
    if draft.kind is EventKind.PRISONER_EXCHANGE:
        return after.kind in _SEIZURES and after.frame.hits[0].trigger.voice != "noun"
    return draft.kind in _FIGHTS and not lexicon.results.isdisjoint(before)


def _of_clause_before(before: Draft, draft: Draft) -> bool:
    """Whether the sites that a draft took over are those of the clause before it, and more of its sentence; or it is that clause's verb
    («… في كذا وكذا اعتقل خلالها رجل») and took over none.
    """
    if before.sentence != draft.sentence or before.inherited:
        return False
    return set(before.sites) < set(draft.sites) or (not draft.sites and draft.frame.first == before.frame.behind)


def _bare_raid(lexicon: EventLexicon, page: Page, before: Draft, draft: Draft) -> bool:
    """Whether a bare «غارة», with no aircraft, stands in a list of what drones did."""
    if before.apart != draft.apart or not listed(page.text, draft.sentence) or not listed(page.text, before.sentence):
        return False
    own = {token for hit in draft.frame.hits for token in range(hit.first, hit.behind)}
    others = (at for at in range(draft.frame.first, draft.frame.behind) if at not in own)
    return not any(lexicon.weapons.at(page.text.words, at) for at in others)
