"""A GeoNames country dump (19 tab-separated columns) with, where it is given, `alternateNamesV2`.

Untagged alternate names mix Arabic, Persian and Kurdish; those in Arabic letters are kept as further spellings, never as the name.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from gazetteer.errors import BrokenSourceError, GazetteerFileError
from gazetteer.models import Place, PlaceKind
from gazetteer.spelling import is_arabic

COLUMNS = 19
_LATIN_LANGUAGES = frozenset({"en", "ku", "kmr", "tr", "fr", "de", ""})
_ARABIC_LANGUAGES = frozenset({"ar", "ckb", "arz", "apc"})
_PERSIAN = re.compile("[پچژگکی]")

# Feature code (or class) → kind. What is not here is no place that reports name, and is left out.
_KINDS = {
    "P": PlaceKind.VILLAGE, "PPLC": PlaceKind.CITY, "PPLA": PlaceKind.CITY, "PPLA2": PlaceKind.CITY, "PPLA3": PlaceKind.TOWN,
    "PPLX": PlaceKind.NEIGHBOURHOOD, "PPLQ": PlaceKind.VILLAGE, "ADM1": PlaceKind.GOVERNORATE, "ADM2": PlaceKind.DISTRICT,
    "ADM3": PlaceKind.SUBDISTRICT, "PCLI": PlaceKind.COUNTRY, "STM": PlaceKind.RIVER, "STMI": PlaceKind.RIVER, "WAD": PlaceKind.RIVER,
    "LK": PlaceKind.RIVER, "RSV": PlaceKind.RIVER, "MT": PlaceKind.HILL, "MTS": PlaceKind.REGION, "HLL": PlaceKind.HILL,
    "HLLS": PlaceKind.HILL, "PK": PlaceKind.HILL, "RGN": PlaceKind.REGION, "PLN": PlaceKind.REGION, "AIRP": PlaceKind.AIRPORT,
    "AIRF": PlaceKind.AIRPORT, "AIRB": PlaceKind.BASE, "MILB": PlaceKind.BASE, "FT": PlaceKind.BASE, "DAM": PlaceKind.DAM,
    "OILF": PlaceKind.OIL_FIELD, "GASF": PlaceKind.OIL_FIELD, "OILR": PlaceKind.FACILITY, "CMP": PlaceKind.CAMP,
    "CMPRF": PlaceKind.CAMP, "RD": PlaceKind.ROAD, "RDJCT": PlaceKind.STREET, "BDG": PlaceKind.FACILITY, "HSP": PlaceKind.FACILITY,
    "PS": PlaceKind.FACILITY, "TMB": PlaceKind.OTHER, "RUIN": PlaceKind.OTHER, "RSTN": PlaceKind.FACILITY,
    "PSTB": PlaceKind.CROSSING,
}  # fmt: skip


def read(path: Path, alternate_names: Path | None = None) -> Iterator[Place]:
    """The places of a country dump (`SY.txt`, or the `.zip` that it comes in).

    Args:
        path: the dump.
        alternate_names: `alternateNamesV2.txt` (or its `.zip`), of the world or of the country; read through once.

    Raises:
        BrokenSourceError: the file does not have 19 tab-separated columns, or has lost its letters.
        GazetteerFileError: the file cannot be read.
    """
    wanted = {cells[0] for cells in _rows(path)} if alternate_names else set()
    names = _alternate_names(alternate_names, wanted) if alternate_names else {}
    for cells in _rows(path):
        place = _place(cells, names.get(cells[0], []))
        if place:
            yield place


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                inside = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
                wanted = next((name for name in inside if "iso-language" not in name), None)
                if wanted is None:
                    raise GazetteerFileError(f"{path}: no .txt in it")
                import io  # noqa: PLC0415

                with archive.open(wanted) as raw:
                    yield io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        else:
            with path.open(encoding="utf-8", newline="\n") as file:
                yield file
    except (OSError, zipfile.BadZipFile) as error:
        raise GazetteerFileError(f"{path}: cannot be read ({error})") from error
    except UnicodeDecodeError as error:
        raise BrokenSourceError(f"{path}: not UTF-8; download it again from download.geonames.org/export/dump") from error


def _rows(path: Path) -> Iterator[list[str]]:
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                message = f"{path}: line {number} has {len(cells)} columns; a GeoNames dump has {COLUMNS}, divided by tabs"
                raise BrokenSourceError(message)
            yield cells


def _alternate_names(path: Path, wanted: set[str]) -> dict[str, list[tuple[str, str, bool]]]:
    """Geonameid → (language, name, preferred); historic names and links are left out."""
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    with _opened(path) as file:
        for line in file:
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < 4:
                raise BrokenSourceError(f"{path}: not alternateNamesV2 (tab-separated, 8 or 10 columns)")
            if cells[1] in wanted and (len(cells) < 8 or cells[7] != "1"):
                found[cells[1]].append((cells[2], cells[3], len(cells) > 4 and cells[4] == "1"))
    return found


def _place(cells: list[str], tagged: list[tuple[str, str, bool]]) -> Place | None:
    identity, name, plain, alternates, lat, lon, feature_class, code, country = cells[:9]
    kind = _KINDS.get(code) or _KINDS.get(feature_class)
    if kind is None or code in {"PPLW", "PPLH"}:  # destroyed and historical settlements keep their namesakes' names
        return None
    population = int(cells[14] or 0)
    if kind == PlaceKind.VILLAGE and population >= 5000:
        kind = PlaceKind.CITY if population >= 50_000 else PlaceKind.TOWN
    arabic = [text for language, text, _ in sorted(tagged, key=lambda t: not t[2]) if language in _ARABIC_LANGUAGES and is_arabic(text)]
    untagged = [text for text in alternates.split(",") if is_arabic(text) and not _PERSIAN.search(text)]
    latin = [text for language, text, _ in tagged if language in _LATIN_LANGUAGES and text.isascii() is not None and not is_arabic(text)]
    latin = [text for text in (plain, *latin, *(t for t in alternates.split(",") if t.isascii())) if text and text != name]
    names_ar = list(dict.fromkeys([*arabic, *untagged]))
    return Place(
        id=f"geonames-{identity}", name_ar=names_ar[0] if names_ar else "", alt_ar=tuple(names_ar[1:]), name_en=name,
        alt_en=tuple(dict.fromkeys(latin)), kind=kind if country == "SY" else PlaceKind.FOREIGN_PLACE, lon=float(lon), lat=float(lat),
        importance=_importance(kind, population), position_source="geonames", accuracy_m=1000.0, layer="imported",
    )  # fmt: skip


def _importance(kind: PlaceKind, population: int) -> int:
    if population >= 200_000:
        return 5
    return 4 if population >= 50_000 else 3 if population >= 10_000 or kind == PlaceKind.TOWN else 1
