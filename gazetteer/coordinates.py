"""A position as people type it: either order, decimal degrees or degrees and minutes, with or without N and E."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gazetteer.errors import KharitaError
from gazetteer.tables import in_syria

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫،", "0123456789.,")
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_DMS = re.compile(rf"{_NUMBER}\s*°\s*(?:{_NUMBER}\s*['′’]\s*)?(?:{_NUMBER}\s*[\"″”]\s*)?")
_LABELLED = re.compile(rf"(?i)(?:(lat|lon|lng|long|n|e)\w*\s*[=:]?\s*)?{_NUMBER}\s*([NE])?(?![\w.])")


class PositionError(KharitaError, ValueError):
    """A text is no position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A position in WGS84 degrees and how it was read, for the message to the user."""

    lon: float
    lat: float
    read_as: str


def parse_position(text: str) -> Position:
    """The position that `text` means.

    Labels (`lat=… lon=…`, `36.39N 38.94E`) decide the order; without them the order that lies in Syria does; where both do, or neither,
    latitude is taken to come first, as maps and phones copy it.

    Raises:
        PositionError: there are not two numbers, or they are no degrees.
    """
    plain = _DMS.sub(_decimal, text.translate(_DIGITS))
    found = [(match[1] or match[3] or "", float(match[2])) for match in _LABELLED.finditer(plain)]
    if len(found) != 2:
        raise PositionError(f"{text!r} is no position; write latitude and longitude in degrees, for example 36.39,38.94")
    (label, first), (_, second) = found
    lon_first_said = label.lower().startswith(("lo", "ln", "e"))
    lat_first_said = bool(label) and not lon_first_said
    both = in_syria(second, first) and in_syria(first, second)
    lon_first = lon_first_said or (not lat_first_said and in_syria(first, second) and not in_syria(second, first))
    lon, lat = (first, second) if lon_first else (second, first)
    if abs(lat) > 90 or abs(lon) > 180:
        raise PositionError(f"{text!r}: latitude {lat:g}, longitude {lon:g} are no degrees")
    order = f"longitude {lon:g}, latitude {lat:g} (longitude first)" if lon_first else f"latitude {lat:g}, longitude {lon:g}"
    unsure = " — both orders lie in Syria; write lat=… lon=… if this is wrong" if both and not label else ""
    return Position(lon=lon, lat=lat, read_as=order + unsure)


def _decimal(match: re.Match[str]) -> str:
    degrees, minutes, seconds = (float(part or 0) for part in match.groups())
    return f"{degrees + minutes / 60 + seconds / 3600:.6f} "
