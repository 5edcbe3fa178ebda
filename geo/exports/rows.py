"""Extraction records → rows: one event at one site, flat, the same columns for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.exports.crosswalk import Sides, ucdp_deaths
from geo.models import Casualties, Claim, Event, Extraction, Location, Mention, Qualifier, Role, Stance

if TYPE_CHECKING:
    from geo.incidents import Incident

_DECIMALS = 6  # of a degree: a tenth of a metre, as RFC 7946 asks for
_SIGNS = {
    Qualifier.EXACT: "", Qualifier.ABOUT: "~", Qualifier.AT_LEAST: "≥", Qualifier.MORE_THAN: ">", Qualifier.UP_TO: "≤",
    Qualifier.DOZENS: "dozens",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table. `type`: text | integer | number | date | boolean."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Row:
    """One event at one site. `cells` are in the order of `COLUMNS`; `area`: GeoJSON area or line of the site, or None."""

    cells: dict[str, Any]
    area: dict[str, Any] | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """(longitude, latitude) in degrees WGS84; None for an event whose place is not known."""
        lon, lat = self.cells["lon"], self.cells["lat"]
        return None if lon is None or lat is None else (lon, lat)


COLUMNS = tuple(
    Column(*column)
    for column in (
        ("id", "text", "the row: the event's id and the number of the site, counted from 1"),
        ("event_id", "text", "the event, as in the extraction record"),
        ("incident_id", "text", "the occurrence, the same in every report that tells it"),
        ("incident_first", "boolean", "true for the first telling of the incident"),
        ("report_id", "text", "the report"),
        ("source", "text", "who published the report"),
        ("url", "text", "address of the report"),
        ("published", "date", "day of publication"),
        ("kind", "text", "what happened, in the words of the record format"),
        ("acled_event_type", "text", "ACLED event type"),
        ("acled_sub_event_type", "text", "ACLED sub-event type"),
        ("plover", "text", "PLOVER event type"),
        ("ucdp_type_of_violence", "integer", "UCDP: 1 state-based, 2 non-state, 3 one-sided; empty where none is sure"),
        ("story", "text", "main, background, or furniture (an unrelated headline on the page)"),
        ("status", "text", "reported, corroborated, disputed or denied"),
        ("stance", "text", "asserted, denied, planned or alleged"),
        ("start", "date", "first day, in Syria"),
        ("end", "date", "last day, in Syria"),
        ("start_time", "text", "hour in Syria, as 05h00"),
        ("end_time", "text", "hour in Syria, as 05h00"),
        ("date_basis", "text", "text, or published where the text has no date word"),
        ("acled_time_precision", "integer", "ACLED time_precision, 1 to 3"),
        ("ucdp_date_prec", "integer", "UCDP date_prec, 1 to 5"),
        ("place_id", "text", "the place in the gazetteer"),
        ("place_ar", "text", "its name in Arabic; the name as written when the place is not known"),
        ("place_en", "text", "its name in Latin letters"),
        ("place_kind", "text", "what sort of place"),
        ("admin", "text", "what contains it, widest first, joined by ' > '"),
        ("place_status", "text", "resolved, ambiguous or unresolved"),
        ("surface", "text", "the name as the report writes it"),
        ("corrected_from", "text", "the misspelling that was read as this place"),
        ("relation", "text", "what the text says of the position relative to the place"),
        ("lon", "number", "longitude, degrees WGS84"),
        ("lat", "number", "latitude, degrees WGS84"),
        ("radius_m", "number", "radius of uncertainty around the point, metres"),
        ("acled_geo_precision", "integer", "ACLED geo_precision, 1 to 3"),
        ("ucdp_where_prec", "integer", "UCDP where_prec, 1 to 7"),
        ("origin_ar", "text", "where a movement began, in Arabic"),
        ("origin_en", "text", "the same in Latin letters"),
        ("origin_lon", "number", "its longitude"),
        ("origin_lat", "number", "its latitude"),
        ("destination_ar", "text", "where a movement went, in Arabic"),
        ("destination_en", "text", "the same in Latin letters"),
        ("destination_lon", "number", "its longitude; the centre of an area is no address"),
        ("destination_lat", "number", "its latitude"),
        ("destination_radius_m", "number", "radius of the area that it went to, metres"),
        ("initiators", "text", "ids of who acted, joined by ';'"),
        ("initiators_en", "text", "their names"),
        ("targets", "text", "ids of whom it was done to"),
        ("targets_en", "text", "their names"),
        ("participants", "text", "ids of who took part otherwise"),
        ("participants_en", "text", "their names"),
        ("acled_inter1", "integer", "ACLED inter code of the first initiator"),
        ("acled_inter2", "integer", "ACLED inter code of the first target"),
        ("killed", "integer", "people killed at this site and counted nowhere else: safe to add up"),
        ("injured", "integer", "people injured at this site and counted nowhere else: safe to add up"),
        ("incident_killed", "integer", "people killed in the whole event, as this report tells it (the lower number); do not add up"),
        ("incident_killed_high", "integer", "the higher number"),
        ("incident_killed_qualifier", "text", "exact, about, at_least, more_than, up_to or dozens"),
        ("ucdp_best", "integer", "UCDP best: deaths in the whole event, as this report tells it; do not add up"),
        ("ucdp_low", "integer", "UCDP low"),
        ("ucdp_high", "integer", "UCDP high"),
        ("incident_injured", "integer", "people injured in the whole event, likewise"),
        ("incident_injured_high", "integer", "the higher number"),
        ("incident_injured_qualifier", "text", "as for the killed"),
        ("toll_of_period", "boolean", "true where the toll is that of a period, not of one occurrence"),
        ("figures", "text", "other numbers, with who gives them"),
        ("claims", "text", "who says so, through whom, and who denies it"),
        ("sites", "integer", "how many sites the event has"),
        ("confidence", "number", "0 to 1"),
        ("rule", "text", "the rule that made the event"),
        ("evidence", "text", "the words that the event stands on; empty with --no-quotes"),
    )
)


def rows_of(records: Iterable[Extraction], incidents: Sequence[Incident] = ()) -> tuple[Row, ...]:
    """The rows of records, in their order.

    Args:
        records: the records.
        incidents: from `geo.incidents.join` over the same records; without them every telling counts as the first.
    """
    of_event = {member: (incident.id, member == incident.members[0]) for incident in incidents for member in incident.members}
    sides = Sides.load()
    found: list[Row] = []
    for record in records:
        for event in record.events:
            incident = of_event.get((record.report.id, event.id), (None, True))
            found.extend(_event_rows(record, event, incident, sides))
    return tuple(found)


def _event_rows(record: Extraction, event: Event, incident: tuple[str | None, bool], sides: Sides) -> Iterator[Row]:
    shared = _of_event(record, event, incident, sides)
    sites: Sequence[int | None] = event.sites or (None,)
    counts = len(event.sites) <= 1 and incident[1] and event.stance is Stance.ASSERTED
    for number, site in enumerate(sites, start=1):
        mention = record.mentions[site] if site is not None else None
        values = shared | _of_site(mention) | {
            "id": f"{event.id}-{number}",
            "killed": _own(event.killed) if counts else None,
            "injured": _own(event.injured) if counts else None,
        }  # fmt: skip
        area = mention.location.geometry if mention is not None and mention.location is not None else None
        yield Row({column.name: values.get(column.name) for column in COLUMNS}, area)


def _of_event(record: Extraction, event: Event, incident: tuple[str | None, bool], sides: Sides) -> dict[str, Any]:
    """The columns that all sites of an event share."""
    report = record.report
    values: dict[str, Any] = {
        "event_id": event.id, "incident_id": incident[0], "incident_first": incident[1],
        "report_id": report.id, "source": report.source, "url": report.url, "published": report.published,
        "kind": event.kind.value, "acled_event_type": event.acled[0], "acled_sub_event_type": event.acled[1], "plover": event.plover,
        "ucdp_type_of_violence": sides.type_of_violence(event),
        "story": event.story.value, "status": event.status.value, "stance": event.stance.value,
        "start": event.start, "end": event.end, "start_time": _hour(event.start_time), "end_time": _hour(event.end_time),
        "date_basis": event.date_basis.value if event.date_basis else None,
        "acled_time_precision": event.acled_time_precision, "ucdp_date_prec": event.ucdp_date_prec,
        "figures": "; ".join(_figure(figure.what, figure.low, figure.qualifier, figure.by) for figure in event.figures) or None,
        "claims": "; ".join(_claim(claim) for claim in event.claims) or None,
        "toll_of_period": any(toll is not None and toll.aggregate for toll in (event.killed, event.injured)),
        "sites": len(event.sites), "confidence": round(event.confidence, 3), "rule": event.rule or None,
        "evidence": _quoted(record, event),
        "acled_inter1": sides.inter(event, Role.INITIATOR), "acled_inter2": sides.inter(event, Role.TARGET),
    }  # fmt: skip
    for role in Role:
        acting = [actor for actor in event.actors if actor.role is role]
        values[f"{role.value}s"] = ";".join(actor.id for actor in acting) or None
        values[f"{role.value}s_en"] = "; ".join(actor.name_en for actor in acting) or None
    for what, toll in (("killed", event.killed), ("injured", event.injured)):
        if toll is not None:
            values[f"incident_{what}"] = toll.low
            values[f"incident_{what}_high"] = toll.high
            values[f"incident_{what}_qualifier"] = toll.qualifier.value
    values |= zip(("ucdp_best", "ucdp_low", "ucdp_high"), ucdp_deaths(event.killed), strict=True)
    for end, index in (("origin", event.origin), ("destination", event.destination)):
        if index is not None:
            values |= _end_of_movement(end, record.mentions[index])
    return values


def _of_site(mention: Mention | None) -> dict[str, Any]:
    """The columns that tell of one site."""
    if mention is None:
        return {}
    values: dict[str, Any] = {
        "surface": mention.surface, "place_ar": mention.surface, "place_kind": mention.kind.value, "place_status": mention.status.value,
        "corrected_from": mention.corrected_from, "relation": _relation(mention),
    }  # fmt: skip
    if mention.place is not None:
        place = mention.place
        values |= {
            "place_id": place.id, "place_ar": place.name_ar, "place_en": place.name_en, "place_kind": place.kind.value,
            "admin": " > ".join(place.admin) or None,
        }  # fmt: skip
    if mention.location is not None:
        where = mention.location
        values |= _position(where) | {
            "radius_m": round(where.radius_m), "acled_geo_precision": where.acled_geo_precision, "ucdp_where_prec": where.ucdp_where_prec,
        }  # fmt: skip
    return values


def _position(where: Location) -> dict[str, float]:
    return {"lon": round(where.lon, _DECIMALS), "lat": round(where.lat, _DECIMALS)}


def _end_of_movement(end: str, mention: Mention) -> dict[str, Any]:
    place, where = mention.place, mention.location
    values: dict[str, Any] = {f"{end}_ar": place.name_ar if place else mention.surface, f"{end}_en": place.name_en if place else None}
    if where is not None:
        values |= {f"{end}_{axis}": value for axis, value in _position(where).items()}
        if end == "destination":
            values["destination_radius_m"] = round(where.radius_m)
    return values


def _relation(mention: Mention) -> str | None:
    relation = mention.relation
    if relation is None:
        return None
    distance = f"{relation.distance_m / 1000:g} km" if relation.distance_m is not None else ""
    return " ".join(part for part in (relation.type, distance, relation.direction or "") if part)


def _own(toll: Casualties | None) -> int | None:
    """The number that belongs to one site: none of a period's toll."""
    return None if toll is None or toll.aggregate else toll.low


def _figure(what: str, low: int | None, qualifier: Qualifier, by: str | None) -> str:
    number = _SIGNS[qualifier] + ("" if low is None else str(low))
    return f"{what} {number}{f' ({by})' if by else ''}"


def _hour(told: str | None) -> str | None:
    """05:00 as 05h00: GDAL takes the first for a time of day, which some readers drop with its whole column."""
    return told.replace(":", "h") if told else None


def _claim(claim: Claim) -> str:
    return f"{claim.by}{f' via {claim.via}' if claim.via else ''}: {claim.stance.value}"


def _quoted(record: Extraction, event: Event) -> str | None:
    text = record.report.text
    if text is None:
        return None
    return " … ".join(" ".join(text[span.start : span.end].split()) for span in event.evidence) or None
