"""Compass points: those that words name, and whether a place lies towards one."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.models import Place
from geo.distance import BEARINGS, bearing


def toward(origin: Place, place: Place, point: str) -> bool:
    """Whether a place lies in the sector `point` (N, SE, …) of another, within 67.5 degrees to either side."""
    wanted = BEARINGS.get(point)
    if wanted is None:
        return True
    off = abs((bearing(origin.lon, origin.lat, place.lon, place.lat) - wanted + 180) % 360 - 180)
    return off <= 67.5


def compass(words: Sequence[str], directions: dict[str, str]) -> str:
    """The compass point that consecutive direction words make («الشمالي الشرقي» → NE), or ""."""
    points = [
        directions[word.lstrip("وب") if word not in directions else word]
        for word in words
        if word in directions or word.lstrip("وب") in directions
    ]
    if not points:
        return ""
    joined = "".join(dict.fromkeys(points[:2]))
    return {"NE": "NE", "NW": "NW", "SE": "SE", "SW": "SW", "EN": "NE", "WN": "NW", "ES": "SE", "WS": "SW"}.get(joined, points[0])
