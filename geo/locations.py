"""From a place and a relation to a point, a radius and, when asked for, a shape: uncertainty is drawn, never hidden.

Radii by kind of place are ours: about how far from its reference point something «in» such a place may be. Areas come from the gazetteer
where it has them; for administrative places without one, the hull of the places that they hold is an honest approximation.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from gazetteer.arabic import fold_word
from gazetteer.models import Place, PlaceKind
from geo.distance import BEARINGS, bearing, km_between, moved
from geo.lexicon import rows
from geo.models import Location, PlaceRef, Relation

# Metres around the reference point within which «in X» lies, by kind.
_RADIUS = {
    PlaceKind.CITY: 4000.0, PlaceKind.TOWN: 2000.0, PlaceKind.VILLAGE: 1200.0, PlaceKind.NEIGHBOURHOOD: 800.0, PlaceKind.CAMP: 900.0,
    PlaceKind.GOVERNORATE: 60_000.0, PlaceKind.DISTRICT: 25_000.0, PlaceKind.SUBDISTRICT: 12_000.0, PlaceKind.COUNTRY: 300_000.0,
    PlaceKind.REGION: 25_000.0, PlaceKind.RIVER: 50_000.0, PlaceKind.ROAD: 40_000.0, PlaceKind.OIL_FIELD: 5000.0, PlaceKind.BASE: 2000.0,
    PlaceKind.AIRPORT: 2500.0, PlaceKind.CROSSING: 1000.0, PlaceKind.DAM: 1500.0, PlaceKind.HILL: 2000.0, PlaceKind.FACILITY: 500.0,
    PlaceKind.STREET: 800.0, PlaceKind.FOREIGN_PLACE: 10_000.0, PlaceKind.OTHER: 3000.0,
}  # fmt: skip
# UCDP GED codebook, where_prec: 1 exact point, 2 within 25 km, 3 second-order unit, 4 first-order unit, 5 line or fuzzy region, 6 country.
_UCDP = {
    PlaceKind.GOVERNORATE: 4,
    PlaceKind.DISTRICT: 3,
    PlaceKind.SUBDISTRICT: 3,
    PlaceKind.COUNTRY: 6,
    PlaceKind.REGION: 5,
    PlaceKind.RIVER: 5,
    PlaceKind.ROAD: 5,
}
# ACLED codebook, geo_precision: 1 the town is named, 2 part of a region or near a town, 3 a larger region.
_ACLED = {
    PlaceKind.GOVERNORATE: 3,
    PlaceKind.DISTRICT: 2,
    PlaceKind.SUBDISTRICT: 2,
    PlaceKind.COUNTRY: 3,
    PlaceKind.REGION: 3,
    PlaceKind.RIVER: 3,
    PlaceKind.ROAD: 2,
}
_NEAR_M, _DIRECTION_SHARE, _BANK_M, _SIDE_M, _BORDER_M, _ROAD_M = 3000.0, 0.5, 5000.0, 15_000.0, 5000.0, 8000.0
_HALF_SECTOR = 45.0  # degrees on either side of a compass point
_FEWEST = 3  # settlements that tell where people live in a sector
_LEAST_SECTOR_M = 5000.0
_SEAM_KM = 8.0  # settlements of two areas that are no farther apart lie where the areas meet
_ON_ROAD_KM = 15.0  # how far a road may pass from a place that it is named after
_MEMO = 50_000  # locations remembered at most
_DEPTH = 6  # places within places that a record tells of
_METRES_A_DEGREE = 111_320  # of latitude
_ACROSS_M = 800_000.0  # farther than any place of Syria from another
_CHIEF = 5  # importance of the towns after which governorates are named
_ADMIN = {PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT}
_WIDE = {*_ADMIN, PlaceKind.REGION, PlaceKind.COUNTRY}
_LINES = {PlaceKind.RIVER, PlaceKind.ROAD}
_SETTLEMENTS = {PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CAMP}


class Locator:
    """Places relations on the ground. Holds the places and what they contain; areas are made when first needed."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._children: dict[str, list[Place]] | None = None
        self._areas: dict[str, Any] = {}
        self._spreads: dict[str, float] = {}
        self._seats: dict[str, Place] = {}
        self._sizes = {row["id"]: (float(row["north_south_km"]), float(row["east_west_km"])) for row in rows("country_sizes")}
        self._towns: dict[str, Place] | None = None
        self._borders: list[tuple[list[str], Place]] | None = None
        self._roads: list[tuple[list[str], list[list[float]]]] | None = None
        self._located: dict[tuple[object, ...], Location] = {}
        self._references: dict[str, PlaceRef] = {}  # no more of them than places

    def locate(self, place: Place, relation: Relation | None, other: Place | None = None, *, shapes: bool = False) -> Location:
        """Where «relation place» is.

        Returns:
            the point (degrees WGS84) with a radius in metres and the precision codes; with `shapes` also a GeoJSON area or line where one
            says more than the circle does.
        """
        said = None if relation is None else (relation.type, relation.direction, relation.distance_m)
        asked = (place.id, said, other.id if other else None, shapes)
        known = self._located.get(asked)
        if known is None:
            known = self._locate(place, relation, other, shapes=shapes)
            if len(self._located) < _MEMO:
                self._located[asked] = known
        return known

    def reference(self, place: Place) -> PlaceRef:
        """The place as a record tells of it, with the English names of what contains it, widest first."""
        known = self._references.get(place.id)
        if known is None:
            chain: list[str] = []
            at = place
            while at.parent and at.parent in self._places and len(chain) < _DEPTH:
                at = self._places[at.parent]
                chain.append(at.name_en)
            known = self._references[place.id] = PlaceRef(
                id=place.id, name_ar=place.name_ar, name_en=place.name_en, kind=place.kind, lat=place.lat, lon=place.lon,
                admin=tuple(reversed(chain)),
            )  # fmt: skip
        return known

    def _locate(self, place: Place, relation: Relation | None, other: Place | None, *, shapes: bool) -> Location:
        radius = self._radius(place)
        acled, ucdp = _ACLED.get(place.kind, 1), _UCDP.get(place.kind, 1)
        if relation is None:
            geometry = self._shape(place) if shapes else None
            return _location(place.lon, place.lat, max(radius, place.accuracy_m), geometry, acled, ucdp)
        return self._related(place, relation, other, radius, shapes=shapes)

    def _related(self, place: Place, relation: Relation, other: Place | None, radius: float, *, shapes: bool) -> Location:
        acled, ucdp = max(2, _ACLED.get(place.kind, 1)), max(2, _UCDP.get(place.kind, 1))
        point = relation.direction if relation.direction in BEARINGS else None
        if relation.type in ("between", "on_road") and other is not None:
            return self._between(place, other, by_road=relation.type == "on_road", shapes=shapes)
        if relation.type == "border" and (line := self._border(place, other)) is not None:
            return self._locate(line, None, None, shapes=shapes)
        if relation.type == "border" and other is not None and place.kind in _ADMIN and other.kind in _ADMIN:
            return self._seam(place, other, shapes=shapes)
        if relation.type == "distance" and relation.distance_m is not None:
            if point is None:
                geometry = self._ring(place, relation.distance_m) if shapes else None
                return _location(place.lon, place.lat, relation.distance_m + radius, geometry, acled, ucdp)
            lon, lat = moved(place.lon, place.lat, BEARINGS[point], relation.distance_m)
            return _location(lon, lat, max(1000.0, relation.distance_m * 0.25) + place.accuracy_m, None, acled, ucdp)
        if relation.type == "centre":
            return _location(
                place.lon, place.lat, max(place.accuracy_m, radius / 3), None, _ACLED.get(place.kind, 1), _UCDP.get(place.kind, 1)
            )
        if relation.type in ("bank", "direction", "sector") and _is_line(place):
            return self._side(place, point, _BANK_M if relation.type == "bank" else _SIDE_M, shapes=shapes)
        if relation.type in ("countryside", "sector", "direction"):
            return self._sector(place, point, radius, shapes=shapes)
        if relation.type == "part":
            return self._sector(place, point, radius, shapes=shapes) if place.kind in _WIDE else self._part(place, point, shapes=shapes)
        spread = {"near": _NEAR_M, "overlooking": _NEAR_M, "border": _BORDER_M, "on_road": _ROAD_M}.get(relation.type, _NEAR_M)
        if point is not None and place.kind not in _WIDE:  # «أطراف سرمين الشرقية»
            lon, lat = moved(place.lon, place.lat, BEARINGS[point], radius)
            return _location(lon, lat, max(spread, radius * _DIRECTION_SHARE), None, acled, ucdp)
        geometry = self._shape(place) if shapes and place.geometry is not None else None
        return _location(place.lon, place.lat, radius + spread, geometry, acled, ucdp)

    def _sector(self, place: Place, point: str | None, radius: float, *, shapes: bool) -> Location:
        """The countryside of a place or what lies on one side of it; of an area, its part on that side of its chief town."""
        wide = place.kind in _WIDE
        reach = self._extent(place, point, radius) if wide else {PlaceKind.CITY: 25_000.0, PlaceKind.TOWN: 10_000.0}.get(place.kind, 5000.0)
        acled = 3 if place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION) else 2
        ucdp = max(_UCDP.get(place.kind, 2), 2)
        if point is None:
            geometry = self._shape(place) if shapes and wide else None
            return _location(place.lon, place.lat, reach, geometry, 3 if place.kind is PlaceKind.GOVERNORATE else acled, ucdp)
        seat = self._seat(place) if wide else place
        geometry = self._wedge(place, seat, point, reach) if shapes else None
        settled = self._settled(place, seat, point) if wide else None
        if settled is not None:
            lon, lat, spread = settled
            return _location(lon, lat, max(_LEAST_SECTOR_M, spread), geometry, acled, ucdp)
        lon, lat = moved(seat.lon, seat.lat, BEARINGS[point], reach * _DIRECTION_SHARE)
        return _location(lon, lat, reach * 0.6, geometry, acled, ucdp)

    def _extent(self, place: Place, point: str | None, radius: float) -> float:
        """How far a state goes from its middle towards a point, in metres (half its length on a map); `radius` where not known."""
        size = self._sizes.get(place.id) if point is not None else None
        if size is None or point is None:
            return radius
        angle = math.radians(BEARINGS[point])
        return 1000 * math.hypot(size[0] * math.cos(angle), size[1] * math.sin(angle))

    def _seat(self, place: Place) -> Place:
        """The town that people mean when they say on which side of an area something lies: that of its name, else the area's own point.

        «ريف حمص الشمالي» lies north of Homs, not north of the middle of a governorate that is mostly desert.
        """
        known = self._seats.get(place.id)
        if known is None:
            if self._towns is None:
                self._towns = {p.name_ar: p for p in self._places.values() if p.kind is PlaceKind.CITY and p.importance >= _CHIEF}
            towns = self._towns if place.kind in _ADMIN else {}
            known = self._seats[place.id] = towns.get(place.name_ar) or towns.get(place.name_ar.split(" ", 1)[-1]) or place
        return known

    def _settled(self, place: Place, seat: Place, point: str) -> tuple[float, float, float] | None:
        """(lon, lat, radius in metres) of the settlements of an area on one side of its seat, or None where hardly any is known."""
        settlements = (p for p in self._held(place) if p.kind in _SETTLEMENTS and p is not seat)
        bearings = ((p, bearing(seat.lon, seat.lat, p.lon, p.lat)) for p in settlements)
        found = [(p.lon, p.lat) for p, at in bearings if _apart(at, BEARINGS[point]) <= _HALF_SECTOR]
        if len(found) < _FEWEST:
            return None
        lon, lat = sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)
        distances = sorted(km_between(lon, lat, x, y) * 1000 for x, y in found)
        return lon, lat, distances[int(len(distances) * 0.9)]

    def _part(self, place: Place, point: str | None, *, shapes: bool) -> Location:
        """A part of a town itself («الأحياء الشرقية من دير الزور»)."""
        radius, acled, ucdp = self._radius(place), _ACLED.get(place.kind, 1), _UCDP.get(place.kind, 1)
        if point is None:
            return _location(place.lon, place.lat, max(radius, place.accuracy_m), None, acled, ucdp)
        lon, lat = moved(place.lon, place.lat, BEARINGS[point], radius * _DIRECTION_SHARE)
        geometry = self._wedge(place, place, point, radius) if shapes else None
        return _location(lon, lat, max(radius * 0.6, place.accuracy_m), geometry, acled, ucdp)

    def _between(self, place: Place, other: Place, *, by_road: bool, shapes: bool) -> Location:
        """Somewhere on the road of that name, as far as one is known, else on the straight line."""
        line = (self._road(place, other) if by_road else None) or [[place.lon, place.lat], [other.lon, other.lat]]
        lon, lat, half = _middle(line)
        geometry = {"type": "LineString", "coordinates": line} if shapes else None
        return _location(lon, lat, max(1000.0, half), geometry, 2, 2 if half < 25_000 else 5)

    def _road(self, place: Place, other: Place) -> list[list[float]] | None:
        """The stretch between two places of the road that is named after both, from the first to the second, or None."""
        one, two = fold_word(place.name_ar), fold_word(other.name_ar)
        if self._roads is None:
            roads = (p for p in self._places.values() if p.kind is PlaceKind.ROAD and p.geometry and p.geometry["type"] == "LineString")
            named = ((p.geometry, [f" {fold_word(name)} " for name in (p.name_ar, *p.alt_ar)]) for p in roads)
            self._roads = [(names, course["coordinates"]) for course, names in named if course]
        for names, line in self._roads:
            if not any(f" {one} " in name and f" {two} " in name for name in names):
                continue
            (start, off), (end, too) = _nearest(line, place), _nearest(line, other)
            if max(off, too) <= _ON_ROAD_KM and start != end:
                stretch = line[start : end + 1] if start < end else line[end : start + 1][::-1]
                return [[place.lon, place.lat], *([x, y] for x, y in stretch), [other.lon, other.lat]]
        return None

    def _border(self, place: Place, other: Place | None) -> Place | None:
        """The border of Syria with a state: the line among the regions that has the state's name in one of its own."""
        if self._borders is None:
            lines = (p for p in self._places.values() if p.kind is PlaceKind.REGION and p.geometry and p.geometry["type"] == "LineString")
            self._borders = [([f" {fold_word(name)} " for name in (p.name_ar, *p.alt_ar)], p) for p in lines]
        for state in (place, other):
            if state is None or state.kind is not PlaceKind.COUNTRY:
                continue
            called = f" {fold_word(state.name_ar)} "
            for names, line in self._borders:
                if any(called in name for name in names):
                    return line
        return None

    def _seam(self, place: Place, other: Place, *, shapes: bool) -> Location:
        """Where two administrative areas meet: the settlements of each that lie near some settlement of the other."""
        ours, theirs = ([p for p in self._held(area) if p.kind in _SETTLEMENTS] for area in (place, other))
        ours_near = [p for p in ours if any(km_between(p.lon, p.lat, q.lon, q.lat) <= _SEAM_KM for q in theirs)]
        near = ours_near + [q for q in theirs if any(km_between(p.lon, p.lat, q.lon, q.lat) <= _SEAM_KM for p in ours_near)]
        if len(near) < _FEWEST:
            return self._between(place, other, by_road=False, shapes=shapes)
        lon, lat = sum(p.lon for p in near) / len(near), sum(p.lat for p in near) / len(near)
        spread = sorted(km_between(lon, lat, p.lon, p.lat) * 1000 for p in near)[int(len(near) * 0.9)]
        geometry = _geojson(_around(near)) if shapes else None
        return _location(lon, lat, spread, geometry, 2, 4)

    def _side(self, place: Place, point: str | None, width: float, *, shapes: bool) -> Location:
        """The bank of a river or one side of it or of a road."""
        geometry = None
        if shapes:
            geometry = self._one_side(place, point, width) if point else place.geometry
        lon, lat = moved(place.lon, place.lat, BEARINGS[point], width * _DIRECTION_SHARE) if point else (place.lon, place.lat)
        return _location(lon, lat, self._radius(place), geometry, 3, 5)

    # -- areas ------------------------------------------------------------------------------------------------------------------

    def _radius(self, place: Place) -> float:
        """Radius of what a place covers: of its shape or of what it holds where that is known, else the usual one of its kind."""
        if place.kind not in _ADMIN and place.kind is not PlaceKind.REGION and not _is_line(place):
            return _RADIUS[place.kind]
        known = self._spreads.get(place.id)
        if known is None:
            known = self._spreads[place.id] = self._spread(place)
        return known

    def _spread(self, place: Place) -> float:
        points = [(p.lon, p.lat) for p in self._held(place)]
        if place.geometry is not None:
            points = list(_vertices(place.geometry))
        distances = sorted(km_between(place.lon, place.lat, lon, lat) * 1000 for lon, lat in points)
        return distances[int(len(distances) * 0.9)] if len(distances) >= _FEWEST else _RADIUS[place.kind]

    def _held(self, place: Place) -> list[Place]:
        """All places below an administrative place."""
        if self._children is None:
            children: dict[str, list[Place]] = defaultdict(list)
            for child in self._places.values():
                if child.parent:
                    children[child.parent].append(child)
            self._children = children
        found, waiting = [], [place.id]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                found.append(child)
                waiting.append(child.id)
        return found

    def area(self, place: Place) -> Any:
        """The area of a place as a shapely geometry in degrees, or None for a place that is a point or a line."""
        if place.id not in self._areas:
            self._areas[place.id] = self._make_area(place)
        return self._areas[place.id]

    def _make_area(self, place: Place) -> Any:
        from shapely import MultiPoint, union_all  # noqa: PLC0415 - shapes are made only when asked for
        from shapely.geometry import shape  # noqa: PLC0415

        if place.geometry is not None:
            own = shape(place.geometry)
            return own if own.geom_type in ("Polygon", "MultiPolygon") else None
        if place.kind is PlaceKind.COUNTRY:
            parts = [self.area(child) for child in self._held(place) if child.kind is PlaceKind.GOVERNORATE]
            return union_all([part for part in parts if part is not None]) if parts else None
        if place.kind not in _ADMIN:
            return None
        points = [(p.lon, p.lat) for p in self._held(place) if p.kind not in _ADMIN]
        return MultiPoint(points).convex_hull.buffer(0.03) if len(points) > 2 else None

    def _shape(self, place: Place) -> dict[str, Any] | None:
        if place.geometry is not None:
            return place.geometry
        area = self.area(place)
        return _geojson(area) if area is not None else None

    def _wedge(self, place: Place, seat: Place, point: str, reach: float) -> dict[str, Any] | None:
        """The part of an area (or of a circle around a town) that lies towards a compass point from its seat: a sector of 90 degrees."""
        from shapely.geometry import Polygon  # noqa: PLC0415

        area = self.area(place) if place.kind in _WIDE else None
        arc = [(BEARINGS[point] - _HALF_SECTOR + 7.5 * k) % 360 for k in range(13)]
        inner = [(place.lon, place.lat)]
        if seat is not place:  # the countryside begins where the town ends
            inner = [moved(seat.lon, seat.lat, b, _RADIUS[seat.kind]) for b in reversed(arc)]
        wedge = Polygon([*inner, *(moved(seat.lon, seat.lat, b, reach if area is None else _ACROSS_M) for b in arc)])
        if area is None:
            return _geojson(wedge)
        part = wedge.intersection(area)
        if part.is_empty or part.geom_type not in ("Polygon", "MultiPolygon"):
            return _geojson(wedge)
        return _geojson(part)

    @staticmethod
    def _ring(place: Place, metres: float) -> dict[str, Any]:
        from shapely.geometry import Polygon  # noqa: PLC0415

        return _geojson(Polygon([moved(place.lon, place.lat, 10.0 * k, metres) for k in range(36)]))

    @staticmethod
    def _one_side(place: Place, point: str, width: float) -> dict[str, Any]:
        """A strip of `width` metres along the side of a line that faces a compass point."""
        from shapely import make_valid, union_all  # noqa: PLC0415
        from shapely.geometry import shape  # noqa: PLC0415

        line = shape(place.geometry or {})
        east, north = moved(0.0, 0.0, BEARINGS[point], width)
        strips = []
        for part in getattr(line, "geoms", (line,)):
            steps = list(pairwise(part.coords))
            left = sum((x2 - x1) * north - (y2 - y1) * east for (x1, y1, *_), (x2, y2, *_) in steps) > 0
            strips.append(make_valid(part.buffer(width / _METRES_A_DEGREE * (1 if left else -1), single_sided=True)))
        return _geojson(union_all(strips))


def _around(places: Sequence[Place]) -> Any:
    """A band a few kilometres around places (degrees)."""
    from shapely import MultiPoint  # noqa: PLC0415

    return MultiPoint([(p.lon, p.lat) for p in places]).buffer(_SEAM_KM * 500 / _METRES_A_DEGREE)


def _is_line(place: Place) -> bool:
    """Whether a place is a river or a road whose course is known."""
    return place.kind in _LINES and place.geometry is not None and place.geometry["type"] in ("LineString", "MultiLineString")


def _apart(one: float, other: float) -> float:
    """Degrees between two bearings, 0 to 180."""
    return abs((one - other + 180) % 360 - 180)


def _nearest(line: Sequence[Sequence[float]], place: Place) -> tuple[int, float]:
    """(index, kilometres) of the vertex of a line that is nearest to a place."""
    return min(((at, km_between(x, y, place.lon, place.lat)) for at, (x, y, *_) in enumerate(line)), key=lambda found: found[1])


def _middle(line: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """(lon, lat) halfway along a line, and the metres from there to the farther one of its ends."""
    lengths = [km_between(x1, y1, x2, y2) for (x1, y1, *_), (x2, y2, *_) in pairwise(line)]
    left = sum(lengths) / 2
    for (start, end), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length:
            share = left / length
            lon, lat = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
            break
        left -= length
    else:
        lon, lat = line[0][0], line[0][1]
    return lon, lat, max(km_between(lon, lat, x, y) for x, y, *_ in (line[0], line[-1])) * 1000


def _location(lon: float, lat: float, radius: float, geometry: dict[str, Any] | None, acled: int, ucdp: int) -> Location:
    return Location(
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_m=float(round(radius)),
        geometry=geometry,
        acled_geo_precision=acled,
        ucdp_where_prec=ucdp,
    )


def _vertices(geometry: dict[str, Any]) -> list[tuple[float, float]]:
    """All (lon, lat) of a GeoJSON geometry."""
    points: list[tuple[float, float]] = []
    waiting: list[Any] = [geometry.get("coordinates", [])]
    while waiting:
        item = waiting.pop()
        if item and isinstance(item[0], (int, float)):
            points.append((float(item[0]), float(item[1])))
        else:
            waiting.extend(item)
    return points


def _geojson(area: Any) -> dict[str, Any]:
    """A shapely geometry as GeoJSON, rounded to 4 decimals (about 10 m), exterior rings counter-clockwise as RFC 7946 asks."""
    from shapely import set_precision  # noqa: PLC0415
    from shapely.geometry import mapping  # noqa: PLC0415
    from shapely.geometry.polygon import orient  # noqa: PLC0415

    rounded = set_precision(area, 0.0001)
    if rounded.geom_type == "Polygon":
        rounded = orient(rounded)
    geometry: dict[str, Any] = _plain(mapping(rounded))
    return geometry


def _plain(value: Any) -> Any:
    """Tuples as lists, so that what was written and what is read back are equal."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
