"""Which places are near a position: distances on the sphere and a grid that answers quickly."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from gazetteer.models import Place

EARTH_M = 6_371_008.8  # mean radius of the earth, metres (IUGG)
_CELL = 0.1  # degrees: about 11 by 9 km in Syria


def metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance in metres between two positions in degrees."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, half)))


class Grid:
    """Places by position. Immutable once built."""

    def __init__(self, places: Iterable[Place]) -> None:
        cells: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in places:
            cells[_cell(place.lon, place.lat)].append(place)
        self._cells = dict(cells)

    def within(self, lon: float, lat: float, reach_m: float) -> Iterator[tuple[float, Place]]:
        """(distance in metres, place) for the places within `reach_m`, in no particular order."""
        x, y = _cell(lon, lat)
        rows = int(reach_m / 111_195 / _CELL) + 1
        columns = int(reach_m / 111_195 / max(0.1, math.cos(math.radians(lat))) / _CELL) + 1
        for i in range(x - columns, x + columns + 1):
            for j in range(y - rows, y + rows + 1):
                for place in self._cells.get((i, j), ()):
                    distance = metres(lon, lat, place.lon, place.lat)
                    if distance <= reach_m:
                        yield distance, place

    def nearest(self, lon: float, lat: float, reach_m: float, fits: Callable[[Place], bool] | None = None) -> tuple[float, Place] | None:
        """The nearest place within `reach_m` that `fits`, with its distance in metres; None when there is none."""
        found = [(distance, place.id, place) for distance, place in self.within(lon, lat, reach_m) if fits is None or fits(place)]
        if not found:
            return None
        distance, _, place = min(found, key=lambda item: item[:2])
        return distance, place


def _cell(lon: float, lat: float) -> tuple[int, int]:
    return math.floor(lon / _CELL), math.floor(lat / _CELL)
