"""Ask a geopy service for the position of a name: only when the user says so, one question a second, each asked once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gazetteer.errors import FetchError, KharitaError
from gazetteer.layers import locked
from gazetteer.models import Place, PlaceKind
from gazetteer.store import write_atomically
from gazetteer.tables import slug, slug_arabic

USER_AGENT = "kharita-gazetteer/0.1 (a person asked for one place)"
SERVICES = ("nominatim", "photon")
_PAUSE_S = 1.1  # Nominatim's rule is one request a second
_SYRIA = ((32.0, 35.2), (37.8, 42.9))  # latitude first, as geopy takes it
_KINDS = {
    "city": PlaceKind.CITY, "town": PlaceKind.TOWN, "village": PlaceKind.VILLAGE, "hamlet": PlaceKind.VILLAGE,
    "suburb": PlaceKind.NEIGHBOURHOOD, "neighbourhood": PlaceKind.NEIGHBOURHOOD, "quarter": PlaceKind.NEIGHBOURHOOD,
    "peak": PlaceKind.HILL, "river": PlaceKind.RIVER, "dam": PlaceKind.DAM, "aerodrome": PlaceKind.AIRPORT, "military": PlaceKind.BASE,
}  # fmt: skip


def ask(
    name: str, cache: Path, service: str = "nominatim", server: str | None = None, *, pause: Callable[[float], None] = time.sleep
) -> list[Place]:
    """Proposed entries for a name, as the service ranks them; from the cache when it was asked before.

    Args:
        name: an Arabic or Latin name.
        cache: the file that keeps answers and the time of the last question.
        service: `nominatim` or `photon`.
        server: address of one's own server, `https://host[:port]`; None for the public one.
        pause: how to wait, in seconds.

    Raises:
        KharitaError: no such service.
        FetchError: the service did not answer.
    """
    if service not in SERVICES:
        raise KharitaError(f"no service {service!r}; one of {', '.join(SERVICES)}")
    key = f"{service} {server or 'public'} {name}"
    with locked(cache):
        kept = _kept(cache)
        if key not in kept["answers"]:
            wait = kept["last"] + _PAUSE_S - time.time()
            if 0 < wait <= _PAUSE_S:
                pause(wait)
            kept["answers"][key] = _answers(name, service, server)
            kept["last"] = time.time()
            write_atomically(cache, json.dumps(kept, ensure_ascii=False, indent=1).encode())
        answers = kept["answers"][key]
    return [_place(name, service, answer) for answer in answers]


def _kept(cache: Path) -> dict[str, Any]:
    try:
        kept = json.loads(cache.read_text(encoding="utf-8"))
        return {"answers": dict(kept["answers"]), "last": float(kept["last"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"answers": {}, "last": 0.0}


def _answers(name: str, service: str, server: str | None) -> list[dict[str, Any]]:
    from geopy.exc import GeopyError  # noqa: PLC0415
    from geopy.geocoders import Nominatim, Photon  # noqa: PLC0415

    options: dict[str, Any] = {"user_agent": USER_AGENT, "timeout": 15}
    if server:
        parts = urlsplit(server if "//" in server else f"https://{server}")
        options |= {"domain": parts.netloc + parts.path.rstrip("/"), "scheme": parts.scheme}
    try:
        if service == "nominatim":
            geocoder = Nominatim(**options)
            found = geocoder.geocode(name, exactly_one=False, limit=5, viewbox=_SYRIA, bounded=True, language="ar", namedetails=True)
        else:
            found = Photon(**options).geocode(name, exactly_one=False, limit=5, bbox=_SYRIA)
    except GeopyError as error:
        raise FetchError(f"{service} did not answer: {error}") from error
    return [{"lat": item.latitude, "lon": item.longitude, "address": item.address, "type": _type(item.raw)} for item in found or ()]


def _type(raw: dict[str, Any]) -> str:
    properties = raw.get("properties") or {}
    return str(raw.get("type") if "lat" in raw else properties.get("osm_value") or properties.get("type") or "")


def _place(name: str, service: str, answer: dict[str, Any]) -> Place:
    arabic = slug(name) == ""
    return Place(
        id=f"user-{slug(name) or slug_arabic(name)}", name_ar=name if arabic else "", name_en="" if arabic else name,
        kind=_KINDS.get(answer["type"], PlaceKind.OTHER), lon=round(answer["lon"], 5), lat=round(answer["lat"], 5),
        position_source=service, accuracy_m=1000.0, note=answer["address"], layer="user",
    )  # fmt: skip
