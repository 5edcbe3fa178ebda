"""What came of a strike or of a storming, told like an event of its own: one event."""

from __future__ import annotations

from collections.abc import Sequence

from geo.draft import Draft
from geo.event_lexicon import EventLexicon
from geo.event_page import Page
from geo.merging import REMOTE
from geo.models import EventKind, Role

_FROM = "عن"  # «عن الخدمة»
_OUT = 2  # tokens from «إخراجه» to «عن الخدمة»


def without_outcomes(lexicon: EventLexicon, page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The events without the damage that a strike told in the same sentence did: «قصفت المحطة … ما أدى إلى خروجها عن الخدمة», and without
    the storming by which a place was taken.

    Documenters count each place of healing that is lost («استهدف المشفى … وخرج عن الخدمة»): it stays an event of its own.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _stormed_and_taken(kept[-1], draft):
            draft.evidence += kept[-1].evidence
            draft.tolls += kept.pop().tolls
        if kept and _outcome(kept[-1], draft) and not _put_out(lexicon, page, draft) and not _medical(lexicon, page, kept[-1], draft):
            kept[-1].evidence += draft.evidence
            kept[-1].figures += [figure for figure in draft.figures if figure not in kept[-1].figures]
            kept[-1].tolls += draft.tolls
        else:
            kept.append(draft)
    return kept


def _stormed_and_taken(raid: Draft, taken: Draft) -> bool:
    """Whether a place was taken by the storming told right before («اقتحمت القوات بلدة كذا وسيطرت عليها»)."""
    same = (raid.kind, taken.kind) == (EventKind.RAID, EventKind.CAPTURE) and raid.sentence == taken.sentence
    joined = bool(taken.frame.hits) and taken.frame.hits[0].joined
    return same and joined and raid.sites == taken.sites and raid.stance is taken.stance and raid.frame.first < taken.frame.first


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


def _medical(lexicon: EventLexicon, page: Page, strike: Draft, damage: Draft) -> bool:
    """Whether a place of healing was put out of service: the first told from the strike on, struck itself and as a whole."""
    hit = damage.frame.hits[0] if damage.frame.hits else None
    if hit is None or hit.trigger.voice != "noun" or page.text.words[hit.first] != _FROM or not strike.frame.hits:
        return False
    words = page.text.words
    found = (at for at in range(strike.frame.hits[0].first, hit.first) if lexicon.medical.at(words, at))
    healing = list(found)
    return bool(healing) and all(lexicon.beside.isdisjoint(words[max(0, at - _OUT) : at]) for at in healing)
