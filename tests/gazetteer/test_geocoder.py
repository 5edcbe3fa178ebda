"""The gazetteer behind geopy's interface."""

from __future__ import annotations

import pytest

from gazetteer.geocoder import KharitaGeocoder
from gazetteer.store import Gazetteer


@pytest.fixture
def geocoder(shipped: Gazetteer) -> KharitaGeocoder:
    return KharitaGeocoder(shipped)


def test_geocode(geocoder: KharitaGeocoder) -> None:
    location = geocoder.geocode("كفر نبل")
    assert (round(location.latitude, 1), round(location.longitude, 1)) == (35.6, 36.6)
    assert location.raw["id"] == "sy07-kafranbel"
    assert location.address.endswith("Syria")
    assert geocoder.geocode("قققققققققق") is None


def test_geocode_all_and_near(geocoder: KharitaGeocoder) -> None:
    found = geocoder.geocode("القنيطرة", exactly_one=False, limit=5)
    assert len(found) > 1
    near = geocoder.geocode("كفرنبل", near=(35.6, 36.6))
    assert near.raw["reasons"][-1].startswith("distance=")


def test_reverse(geocoder: KharitaGeocoder) -> None:
    assert geocoder.reverse("35.6147, 36.5603").raw["id"] == "sy07-kafranbel"
    several = geocoder.reverse((35.6147, 36.5603), exactly_one=False, limit=3)
    assert [location.raw["distance_m"] for location in several] == sorted(location.raw["distance_m"] for location in several)
    assert geocoder.reverse((0, 0)) is None
