"""Kinds of events in the words of others: only codes that their codebooks know."""

from __future__ import annotations

import pytest

from geo.crosswalk import Crosswalk
from geo.lexicon import rows
from geo.models import EventKind

# ACLED codebook (2023), table of event and sub-event types.
ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to armed group", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip
# PLOVER codebook, event types.
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
    "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
# What UCDP counts: the use of armed force that may kill.
VIOLENT = {"Battles", "Explosions/Remote violence", "Violence against civilians"}


@pytest.mark.parametrize("codes", rows("crosswalk"), ids=lambda codes: f"{codes['kind']}{codes['side']}")
def test_codes_are_of_the_codebooks(codes):
    assert codes["acled_sub_event_type"] in ACLED[codes["acled_event_type"]]
    assert codes["plover"] in PLOVER
    assert codes["ucdp"] in ("", "sides")
    assert not codes["ucdp"] or codes["acled_event_type"] in VIOLENT


def test_every_kind_has_codes():
    crosswalk = Crosswalk.load()
    assert all(crosswalk.codes(kind).plover for kind in EventKind)


def test_acled_inter_and_ucdp_sorts_are_of_the_codebooks():
    for row in rows("actor_table"):
        assert row["acled_inter"] in {"", *map(str, range(1, 9))}, row
        assert row["ucdp_type"] in {"", "state", "nonstate", "civilians"}, row
        assert (row["ucdp_type"] == "civilians") <= (row["acled_inter"] in {"", "6", "7", "8"}), row  # protesters, civilians, aid from abroad
        assert (row["ucdp_type"] == "state") <= (row["acled_inter"] in {"1", "3", "8"}), row  # its forces, its militias, those of others
