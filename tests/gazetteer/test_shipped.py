"""What is shipped: whole, consistent, big enough."""

from __future__ import annotations

from collections import Counter

import pytest

from gazetteer.models import SETTLEMENT_KINDS, PlaceKind
from gazetteer.store import Gazetteer
from gazetteer.tables import in_syria


def test_administrative_units_are_complete(shipped: Gazetteer) -> None:
    units = Counter(place.kind for place in shipped.places.values())
    assert (units[PlaceKind.GOVERNORATE], units[PlaceKind.DISTRICT], units[PlaceKind.SUBDISTRICT]) == (14, 62, 272)


def test_more_than_three_thousand_settlements(shipped: Gazetteer) -> None:
    assert sum(place.kind in SETTLEMENT_KINDS for place in shipped.places.values()) >= 3000


def test_parents_exist_and_lead_to_syria(shipped: Gazetteer) -> None:
    for place in shipped.places.values():
        assert place.parent is None or place.parent in shipped.places, place.id
        if place.kind in SETTLEMENT_KINDS and in_syria(place.lon, place.lat):
            assert shipped.within(place, "sy"), place.id


def test_every_subdistrict_has_a_settlement(shipped: Gazetteer) -> None:
    empty = [p.id for p in shipped.places.values() if p.kind == PlaceKind.SUBDISTRICT and not shipped.children(p.id)]
    assert len(empty) <= 5, empty


def test_editor_positions_say_so(shipped: Gazetteer) -> None:
    for place in shipped.places.values():
        assert place.position_source, place.id
        assert place.position_source != "editor" or place.accuracy_m >= 2000, place.id


def test_pcodes_belong_to_one_place(shipped: Gazetteer) -> None:
    codes = Counter(place.pcode for place in shipped.places.values() if place.pcode)
    assert [code for code, count in codes.items() if count > 1] == []


def test_names_are_in_their_letters(shipped: Gazetteer) -> None:
    for place in shipped.places.values():
        assert place.name_ar, place.id
        assert place.name_en, place.id
        assert not any("\u0600" <= char <= "\u06ff" for name in (place.name_en, *place.alt_en) for char in name), place.id


def test_regions_and_rivers_have_shapes(shipped: Gazetteer) -> None:
    shaped = [place for place in shipped.places.values() if place.geometry]
    assert len(shaped) >= 100
    assert shipped.find("الفرات", kind=PlaceKind.RIVER)[0].place.geometry


# name, id of the best candidate's governorate, kind
KNOWN = [
    ("كفرنبل", "sy07", "city"),
    ("كفر نبل", "sy07", "city"),
    ("الباغور", "sy09", "town"),
    ("كوباني", "sy02", "city"),
    ("Kobane", "sy02", "city"),
    ("Ma'arrat al-Nu'man", "sy07", "city"),
    ("Deir Ezzor", "sy09", "city"),
    ("دير الزور", "sy09", "city"),
    ("مخيم اليرموك", "sy01", "camp"),
]


@pytest.mark.parametrize(("name", "governorate", "kind"), KNOWN)
def test_known_names(shipped: Gazetteer, name: str, governorate: str, kind: str) -> None:
    found = shipped.find(name, 3)
    assert any(shipped.within(c.place, governorate) and c.place.kind in {kind, "town", "governorate"} for c in found), found
