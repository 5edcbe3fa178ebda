"""From a place and a relation to a point, a radius and, when asked for, a shape: uncertainty is drawn, never hidden.

Radii by kind of place are ours: about how far from its reference point something «in» such a place may be. Areas come from the gazetteer
where it has them; for administrative places without one, the hull of the places that they hold is an honest approximation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from gazetteer.models import Place, PlaceKind
from geo.distance import BEARINGS, km_between, moved
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
_NEAR_M, _DIRECTION_SHARE, _BANK_M, _BORDER_M = 3000.0, 0.5, 5000.0, 5000.0
_MEMO = 50_000  # locations remembered at most
_DEPTH = 6  # places within places that a record tells of
_ADMIN = {PlaceKind.GOVERNORATE, PlaceKind.DISTRICT, PlaceKind.SUBDISTRICT}


class Locator:
    """Places relations on the ground. Holds the places and what they contain; areas are made when first needed."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places
        self._children: dict[str, list[Place]] | None = None
        self._areas: dict[str, Any] = {}
        self._spreads: dict[str, float] = {}
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
            return self._between(place, other, shapes=shapes)
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
        if relation.type in ("countryside", "sector", "direction"):
            return self._sector(place, relation, point, radius, shapes=shapes)
        if relation.type == "bank" and place.kind is PlaceKind.RIVER:
            return self._bank(place, point, shapes=shapes)
        spread = {"near": _NEAR_M, "overlooking": _NEAR_M, "border": _BORDER_M}.get(relation.type, _NEAR_M)
        geometry = self._shape(place) if shapes and place.geometry is not None else None
        return _location(place.lon, place.lat, radius + spread, geometry, acled, ucdp)

    def _sector(self, place: Place, relation: Relation, point: str | None, radius: float, *, shapes: bool) -> Location:
        """The countryside of a place or the part of it that lies in one direction."""
        wide = place.kind in _ADMIN or place.kind in (PlaceKind.REGION, PlaceKind.COUNTRY)
        reach = radius if wide else {PlaceKind.CITY: 25_000.0, PlaceKind.TOWN: 10_000.0}.get(place.kind, 5000.0)
        acled = 3 if place.kind in (PlaceKind.COUNTRY, PlaceKind.REGION) else 2
        ucdp = max(_UCDP.get(place.kind, 2), 2)
        if point is None:
            geometry = self._shape(place) if shapes and wide else None
            return _location(place.lon, place.lat, reach, geometry, 3 if place.kind is PlaceKind.GOVERNORATE else acled, ucdp)
        geometry = self._wedge(place, point, reach, wide=wide) if shapes else None
        lon, lat = moved(place.lon, place.lat, BEARINGS[point], reach * _DIRECTION_SHARE)
        del relation
        return _location(lon, lat, reach * 0.6, geometry, acled, ucdp)

    def _between(self, place: Place, other: Place, *, shapes: bool) -> Location:
        lon, lat = (place.lon + other.lon) / 2, (place.lat + other.lat) / 2
        half = km_between(place.lon, place.lat, other.lon, other.lat) * 500
        geometry = {"type": "LineString", "coordinates": [[place.lon, place.lat], [other.lon, other.lat]]} if shapes else None
        return _location(lon, lat, max(1000.0, half), geometry, 2, 2 if half < 25_000 else 5)

    def _bank(self, place: Place, point: str | None, *, shapes: bool) -> Location:
        geometry = None
        if shapes and place.geometry is not None:
            geometry = self._one_side(place, point) if point else place.geometry
        return _location(place.lon, place.lat, self._radius(place), geometry, 3, 5)

    # -- areas ------------------------------------------------------------------------------------------------------------------

    def _radius(self, place: Place) -> float:
        """Radius of what a place covers: of its shape or of what it holds where that is known, else the usual one of its kind."""
        if place.kind not in _ADMIN and place.kind is not PlaceKind.REGION:
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
        return distances[int(len(distances) * 0.9)] if len(distances) > 2 else _RADIUS[place.kind]

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
        from shapely import MultiPoint  # noqa: PLC0415 - shapes are made only when asked for
        from shapely.geometry import shape  # noqa: PLC0415

        if place.geometry is not None:
            own = shape(place.geometry)
            return own if own.geom_type in ("Polygon", "MultiPolygon") else None
        if place.kind not in _ADMIN:
            return None
        points = [(p.lon, p.lat) for p in self._held(place) if p.kind not in _ADMIN]
        return MultiPoint(points).convex_hull.buffer(0.03) if len(points) > 2 else None

    def _shape(self, place: Place) -> dict[str, Any] | None:
        if place.geometry is not None:
            return place.geometry
        area = self.area(place)
        return _geojson(area) if area is not None else None

    def _wedge(self, place: Place, point: str, reach: float, *, wide: bool) -> dict[str, Any] | None:
        """The part of an area (or of a circle around a town) that lies towards a compass point: a sector of 90 degrees."""
        from shapely.geometry import Polygon  # noqa: PLC0415

        far = reach * 2.5 if wide else reach
        steps = [BEARINGS[point] - 45 + 7.5 * k for k in range(13)]
        wedge = Polygon([(place.lon, place.lat), *(moved(place.lon, place.lat, b % 360, far) for b in steps)])
        area = self.area(place) if wide else None
        if area is not None:
            part = wedge.intersection(area)
            if not part.is_empty and part.geom_type in ("Polygon", "MultiPolygon"):
                return _geojson(part)
        return _geojson(wedge)

    @staticmethod
    def _ring(place: Place, metres: float) -> dict[str, Any]:
        from shapely.geometry import Polygon  # noqa: PLC0415

        return _geojson(Polygon([moved(place.lon, place.lat, 10.0 * k, metres) for k in range(36)]))

    @staticmethod
    def _one_side(place: Place, point: str) -> dict[str, Any]:
        """A strip along one side of a line, as wide as a river bank is meant here."""
        from shapely import affinity, union_all  # noqa: PLC0415
        from shapely.geometry import shape  # noqa: PLC0415

        line = shape(place.geometry or {})
        width = _BANK_M / 111_320
        lon, lat = moved(place.lon, place.lat, BEARINGS[point], _BANK_M)
        shifted = affinity.translate(line, lon - place.lon, lat - place.lat)
        return _geojson(union_all([line.buffer(width * 0.2), shifted.buffer(width)]))


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
