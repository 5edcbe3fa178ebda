"""Distances on the ellipsoid's sphere, in the two grades that are needed: fast for ranking, geodesic for what is drawn."""

from __future__ import annotations

import math

_EARTH_DIAMETER_KM = 12742.0176  # mean sphere


def km_between(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance in kilometres between two points in degrees (haversine; at most 0.5 % off the geodesic)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_phi, half_lambda = (phi_b - phi_a) / 2, math.radians(lon_b - lon_a) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lambda) ** 2
    return _EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(h)))


def bearing(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Compass bearing in degrees (0 north, 90 east) from the first point to the second, on a local plane."""
    dx = (lon_b - lon_a) * math.cos(math.radians((lat_a + lat_b) / 2))
    return math.degrees(math.atan2(dx, lat_b - lat_a)) % 360


BEARINGS = {"N": 0.0, "NE": 45.0, "E": 90.0, "SE": 135.0, "S": 180.0, "SW": 225.0, "W": 270.0, "NW": 315.0}


def moved(lon: float, lat: float, bearing_degrees: float, metres: float) -> tuple[float, float]:
    """The point (longitude, latitude) `metres` away along the geodesic that starts with this bearing (geopy, WGS84)."""
    from geopy.distance import geodesic  # noqa: PLC0415 - geographiclib is slow to load and only relations with an offset need it

    point = geodesic(meters=metres).destination((lat, lon), bearing_degrees)
    return point.longitude, point.latitude
