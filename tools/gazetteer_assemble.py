"""Turn the editors' drafts into the shipped tables of places.

An editor writes which places, names, kinds and spellings there are; the position, the parent and the governorate are taken, as facts,
from OCHA's populated places and boundaries by P-code, or from the position that the editor wrote. Run it again whenever a draft grows:
ids that the output folder holds already are kept.

    python tools/gazetteer_assemble.py --drafts DRAFTS --reference REFERENCE --out gazetteer/data/places
"""

from __future__ import annotations

import csv
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import click
import numpy as np
import pyogrio
import shapely

from gazetteer.arabic import fold_word
from gazetteer.models import ADMIN_KINDS, PlaceKind

COLUMNS = (
    "id", "name_ar", "alt_ar", "name_en", "alt_en", "kind", "lon", "lat", "parent", "pcode", "importance",
    "position_source", "accuracy_m", "note",
)  # fmt: skip
FILES = {
    "SY01": "damascus", "SY02": "aleppo", "SY03": "rif-dimashq", "SY04": "homs", "SY05": "hama", "SY06": "latakia", "SY07": "idlib",
    "SY08": "hasakah", "SY09": "deir-ez-zor", "SY10": "tartus", "SY11": "raqqa", "SY12": "daraa", "SY13": "suwayda", "SY14": "quneitra",
}  # fmt: skip
SPECIAL = ("regions", "waters", "roads", "military", "economic", "crossings", "heights", "landmarks", "foreign")
SITE_KINDS = frozenset(
    {
        PlaceKind.BASE, PlaceKind.AIRPORT, PlaceKind.FACILITY, PlaceKind.HILL, PlaceKind.CROSSING, PlaceKind.DAM,
        PlaceKind.OIL_FIELD, PlaceKind.OTHER, PlaceKind.STREET,
    }
)  # fmt: skip
LARGE = frozenset(
    {
        PlaceKind.ROAD, PlaceKind.RIVER, PlaceKind.REGION, PlaceKind.CAMP, PlaceKind.CROSSING, PlaceKind.BASE, PlaceKind.AIRPORT,
        PlaceKind.DAM, PlaceKind.OIL_FIELD,
    }
)  # fmt: skip
SPANNING = frozenset({PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.COUNTRY, PlaceKind.FOREIGN_PLACE})
OCHA_ACCURACY_M = 500  # a community's point stands somewhere in its built-up area
EDITOR_ACCURACY_M = 2000
WIDE_REGION_M = 40_000  # a region wider than this spans governorates: no parent
MOSTLY_INSIDE = 0.8  # a region of which this share lies in one governorate belongs to it
SAME_LARGE_SITE_M = 15_000  # the same for what is large or rare: nobody names two dams or camps within this alike
SAME_SITE_M = 5000  # two drafts that name one site of the same sort this near speak of one place


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An administrative unit of OCHA's boundaries; `radius_m` is that of a circle of the same area."""

    pcode: str
    name_en: str
    name_ar: str
    lon: float
    lat: float
    radius_m: int
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A populated place of OCHA's list: position, sub-district, and for a neighbourhood the P-code of its city."""

    lon: float
    lat: float
    adm3: str
    city: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place on its way from draft to table. `where` is file:line, for messages."""

    where: str
    special: str | None
    spec: str
    name_ar: str
    alt_ar: tuple[str, ...]
    name_en: str
    alt_en: tuple[str, ...]
    kind: PlaceKind
    importance: int
    note: str
    lon: float = math.nan
    lat: float = math.nan
    parent: str = ""
    near: str = ""
    pcode: str = ""
    position_source: str = ""
    accuracy_m: int = 0
    id: str = ""


@dataclass(slots=True)
class Faults:
    """What was wrong with the drafts, in the order met."""

    lines: list[str] = field(default_factory=list)

    def add(self, where: str, what: str) -> None:
        self.lines.append(f"{where}: {what}")


class Reference:
    """The facts taken from OCHA: positions by P-code, and which sub-district a position lies in."""

    def __init__(self, folder: Path, shapes: Path | None = None) -> None:
        ocha = folder / "ocha"
        with (ocha / "syr_populated_places_8007.csv").open(encoding="utf-8-sig", newline="") as file:
            self.points = {  # its neighbourhood rows carry the P-code of their city: those come from the other list
                row["pcode"]: Point(lon=float(row["lon"]), lat=float(row["lat"]), adm3=row["adm3_pcode"], city=None)
                for row in csv.DictReader(file)
                if row["type"] == "C"
            }
        with (ocha / "neighbourhoods_414.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                city = row["city_pcode"]
                adm3 = self.points[city].adm3 if city in self.points else ""
                self.points[row["pcode"]] = Point(lon=float(row["lon"]), lat=float(row["lat"]), adm3=adm3, city=city)
        self.units: dict[str, Unit] = {}
        for level in (1, 2, 3):
            polygons, codes = self._read_level(ocha / f"syr_admin{level}.shp", level)
            if level == 1:
                self._governorates = dict(zip(codes, polygons, strict=True))
        self._tree, self._codes = shapely.STRtree(polygons), codes
        drawn = json.loads(shapes.read_text(encoding="utf-8"))["features"] if shapes else []
        self._shapes = {f["properties"].get("id_name", ""): shapely.from_geojson(json.dumps(f["geometry"])) for f in drawn}

    def _read_level(self, path: Path, level: int) -> tuple[np.ndarray, list[str]]:
        name = f"adm{level}"
        above = "SY" if level == 1 else f"adm{level - 1}_pcode"
        meta, _, wkb, columns = pyogrio.raw.read(path)
        table = dict(zip(meta["fields"], columns, strict=True))
        polygons = shapely.from_wkb(wkb)
        codes = [str(code) for code in table[f"{name}_pcode"]]
        for i, code in enumerate(codes):
            inside = shapely.point_on_surface(polygons[i])
            self.units[code] = Unit(
                pcode=code, name_en=str(table[f"{name}_name"][i]), name_ar=str(table[f"{name}_name1"][i]),
                lon=round(inside.x, 5), lat=round(inside.y, 5),
                radius_m=round(math.sqrt(float(table["area_sqkm"][i]) / math.pi) * 10) * 100,
                parent="SY" if level == 1 else str(table[above][i]),
            )  # fmt: skip
        return polygons, codes

    def subdistrict(self, lon: float, lat: float) -> str:
        """P-code of the sub-district that holds a position; the nearest one for a position just over the border; else empty."""
        index = self._tree.query_nearest(shapely.Point(lon, lat), max_distance=0.15, all_matches=False)
        return self._codes[int(index[0])] if len(index) else ""

    def governorate_of_shape(self, name_en: str) -> str | None:
        """Id of the governorate that holds nearly all of the shape drawn for a region; empty when it spans several; None without shape."""
        shape = self._shapes.get(name_en)
        if shape is None or shape.area == 0:
            return None
        shares = {code: shape.intersection(area).area / shape.area for code, area in self._governorates.items()}
        code = max(shares, key=lambda c: shares[c])
        return code.lower() if shares[code] >= MOSTLY_INSIDE else ""


def slug(name: str) -> str:
    """A name in plain lower-case Latin letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ʿ", "").replace("ʾ", ""))
    kept = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’‘`]", "", kept)).strip("-")


def metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Distance on a plane fitted to the latitude: good to a percent over the few kilometres asked for here."""
    return math.hypot((lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2)), lat1 - lat2) * 111_195


def read_draft(path: Path, faults: Faults) -> Iterator[Row]:
    """The rows of one draft; a faulty line is reported and left out."""
    special = next((name for name in SPECIAL if path.stem.startswith(name)), None)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = lines[0].split("\t") if lines else []
    missing = {"pcode", "name_ar", "alt_ar", "name_en", "alt_en", "kind", "importance", "note"} - set(header)
    if missing:
        faults.add(f"{path.name}:1", f"no column {', '.join(sorted(missing))}")
        return
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#") or line == lines[0]:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            faults.add(f"{path.name}:{number}", f"{len(cells)} columns, the header has {len(header)}")
            if len(cells) != len(header) - 1:  # only an empty note at the end may be left away
                continue
            cells.append("")
        record = {key: unicodedata.normalize("NFC", value.strip()) for key, value in zip(header, cells, strict=True)}
        row = _draft_row(record, f"{path.name}:{number}", special, faults)
        if row:
            yield row


def read_more_names(path: Path, faults: Faults) -> dict[str, tuple[list[str], list[str]]]:
    """Of a draft with the columns pcode, alt_ar, alt_en alone: P-code → further Arabic and Latin spellings."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines()[1:], 2):
        code, arabic, latin = [*(cell.strip() for cell in line.split("\t")), "", "", ""][:3]
        record = {
            "name_ar": "",
            "name_en": "",
            "alt_ar": unicodedata.normalize("NFC", arabic),
            "alt_en": unicodedata.normalize("NFC", latin),
        }
        ours = found.setdefault(code, ([], []))
        for language, names in zip(("ar", "en"), ours, strict=True):
            names += _alternatives(record, language, f"{path.name}:{number}", faults)
    return found


def with_more_names(rows: list[Row], more: dict[str, tuple[list[str], list[str]]], faults: Faults) -> list[Row]:
    """The rows with further spellings, found by P-code."""
    codes = {row.pcode for row in rows}
    for code in sorted(more.keys() - codes - {""}):
        faults.add(code, "further names for a P-code that no row has")
    return [_with_names(row, *more[row.pcode]) if row.pcode and row.pcode in more else row for row in rows]


def _with_names(row: Row, arabic: list[str], latin: list[str]) -> Row:
    alt_ar = dict.fromkeys(name for name in (*row.alt_ar, *arabic) if name != row.name_ar)
    alt_en = dict.fromkeys(name for name in (*row.alt_en, *latin) if name != row.name_en)
    return replace(row, alt_ar=tuple(alt_ar), alt_en=tuple(alt_en))


def _draft_row(record: dict[str, str], where: str, special: str | None, faults: Faults) -> Row | None:
    if record["kind"] not in set(PlaceKind):
        return faults.add(where, f"unknown kind {record['kind']!r}")
    if record["importance"] not in set("012345"):
        return faults.add(where, f"importance {record['importance']!r} is not 0 to 5")
    if not record["name_ar"] or not record["name_en"]:
        return faults.add(where, "no Arabic or no English name")
    if re.search("[A-Za-z]", record["name_ar"]) and record["kind"] != "road" and special != "foreign":
        return faults.add(where, f"Latin letters in the Arabic name {record['name_ar']!r}")
    if re.search("[\u0600-\u06ff]", record["name_en"]):
        return faults.add(where, f"Arabic letters in the English name {record['name_en']!r}")
    accuracy = record.get("accuracy_m", "")
    if accuracy and not re.fullmatch(r"\d+(\.\d+)?", accuracy):
        return faults.add(where, f"accuracy {accuracy!r} is not a number of metres")
    kind = PlaceKind(record["kind"])
    if special == "foreign" and kind == PlaceKind.OTHER:  # «الشرق الأوسط»
        kind = PlaceKind.FOREIGN_PLACE
    return Row(
        where=where, special=special, spec=record["pcode"], kind=kind, importance=int(record["importance"]), note=record["note"],
        name_ar=record["name_ar"], alt_ar=tuple(_alternatives(record, "ar", where, faults)),
        name_en=record["name_en"], alt_en=tuple(_alternatives(record, "en", where, faults)),
        position_source=record.get("position_source", ""), accuracy_m=round(float(accuracy)) if accuracy else 0,
    )  # fmt: skip


def _alternatives(record: dict[str, str], language: str, where: str, faults: Faults) -> Iterator[str]:
    wrong = re.compile("[A-Za-z]{3}" if language == "ar" else "[\u0600-\u06ff]")
    seen = {record[f"name_{language}"]}
    for name in record[f"alt_{language}"].split("|"):
        name = " ".join(name.split())
        if not name or name in seen:
            continue
        if wrong.search(name):
            faults.add(where, f"{name!r} is not written in the letters of alt_{language}; left out")
            continue
        seen.add(name)
        yield name


def place_row(row: Row, reference: Reference, faults: Faults) -> Row | None:
    """The row with position, P-code and sub-district; None where its place is unknown."""
    spec = row.spec
    if spec.startswith("@"):
        try:
            lat, lon = (float(part) for part in spec[1:].split(","))
        except ValueError:
            return faults.add(row.where, f"position {spec!r} is not @lat,lon")
        if abs(lat) > 90 or abs(lon) > 180:
            return faults.add(row.where, f"position {spec!r} is outside the world")
        inside = 32.2 < lat < 37.5 and 35.5 < lon < 42.5
        if not inside and row.special != "foreign" and row.kind not in SPANNING:
            return faults.add(row.where, f"position {spec!r} is outside Syria")
        source = row.position_source or "editor"
        return replace(
            row, lon=lon, lat=lat, near=reference.subdistrict(lon, lat) if row.special != "foreign" else "",
            position_source=source, accuracy_m=_accuracy(row, source),
        )  # fmt: skip
    code = spec.removeprefix("~")
    rough = spec.startswith("~")
    point, unit = reference.points.get(code), reference.units.get(code)
    if point is None and unit is None:
        return faults.add(row.where, f"P-code {spec!r} is not in the reference ({row.name_en})")
    if rough:
        row = replace(row, position_source="editor", accuracy_m=max(row.accuracy_m, EDITOR_ACCURACY_M, unit.radius_m if unit else 0))
    else:
        row = replace(row, position_source="ocha-cod", pcode=code, accuracy_m=unit.radius_m if unit else OCHA_ACCURACY_M)
    if unit:
        near = code if len(code) == 8 else reference.subdistrict(unit.lon, unit.lat)
        return replace(row, lon=unit.lon, lat=unit.lat, near=near)
    assert point is not None
    return replace(row, lon=point.lon, lat=point.lat, near=point.adm3)


def _accuracy(row: Row, source: str) -> int:
    floor = EDITOR_ACCURACY_M if source == "editor" else 100
    return max(row.accuracy_m, floor)


def merge_same(rows: Iterable[Row], faults: Faults) -> list[Row]:
    """One row a place: P-codes once; sites that two drafts tell of lend their spellings to the first."""
    kept: list[Row] = []
    by_code: dict[str, int] = {}
    by_name: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.pcode:
            if row.pcode in by_code:
                faults.add(row.where, f"P-code {row.pcode} stands already in {kept[by_code[row.pcode]].where}")
                continue
            by_code[row.pcode] = len(kept)
        else:
            twin = next((i for i in by_name[fold_word(row.name_ar)] if _same_site(kept[i], row)), None)
            if twin is not None:
                faults.add(row.where, f"{row.name_ar} is {kept[twin].where}; spellings merged")
                kept[twin] = _with_spellings(kept[twin], row)
                continue
        for name in {fold_word(name) for name in (row.name_ar, *row.alt_ar)}:
            by_name[name].append(len(kept))
        kept.append(row)
    return kept


def _same_site(one: Row, other: Row) -> bool:
    alike = one.kind == other.kind or {one.kind, other.kind} <= SITE_KINDS
    reach = SAME_LARGE_SITE_M if one.kind == other.kind and one.kind in LARGE else SAME_SITE_M
    return alike and metres(one.lon, one.lat, other.lon, other.lat) <= reach


def _with_spellings(row: Row, other: Row) -> Row:
    return replace(
        row,
        alt_ar=tuple(dict.fromkeys(n for n in (*row.alt_ar, other.name_ar, *other.alt_ar) if n != row.name_ar)),
        alt_en=tuple(dict.fromkeys(n for n in (*row.alt_en, other.name_en, *other.alt_en) if n != row.name_en)),
        importance=max(row.importance, other.importance),
    )


def fill_units(rows: list[Row], reference: Reference, faults: Faults) -> list[Row]:
    """Add Syria itself and the units of OCHA's three levels that no draft holds, under OCHA's name without «مركز»."""
    have = {row.pcode for row in rows}
    kinds = {4: PlaceKind.GOVERNORATE, 6: PlaceKind.DISTRICT, 8: PlaceKind.SUBDISTRICT}
    for code in sorted(set(reference.units) - have):
        unit = reference.units[code]
        faults.add(code, f"{unit.name_en}: in no draft; taken from the reference")
        bare = Row(
            where=code, special=None, spec=code, kind=kinds[len(code)], importance=3, note="", alt_ar=(), alt_en=(),
            name_ar=unit.name_ar.removeprefix("مركز ").split("_")[0], name_en=unit.name_en.split("_")[0],
        )  # fmt: skip
        placed = place_row(bare, reference, faults)
        rows.append(placed) if placed else None
    if not any(row.kind == PlaceKind.COUNTRY and slug(row.name_en) == "syria" for row in rows):
        rows.append(
            Row(
                where="sy", special="foreign", spec="", name_ar="سوريا", name_en="Syria", kind=PlaceKind.COUNTRY, importance=5, note="",
                alt_ar=("سورية", "الجمهورية العربية السورية", "القطر السوري"), alt_en=("Syrian Arab Republic", "Suriye", "Sûriye"),
                lon=38.5, lat=35.0, position_source="editor", accuracy_m=250_000, id="sy",
            )
        )  # fmt: skip
    return rows


def give_ids(rows: list[Row], earlier: list[dict[str, str]]) -> list[Row]:
    """Every row with its id: of its P-code for units, else governorate and name; ids given before are kept."""
    by_code = {old["pcode"]: old["id"] for old in earlier if old["pcode"]}
    by_name: dict[str, list[dict[str, str]]] = defaultdict(list)
    for old in earlier:
        if not old["pcode"]:
            by_name[old["name_ar"]].append(old)
            by_name[old["name_en"]].append(old)
    taken = {old["id"] for old in earlier}
    claimed: set[str] = set()
    given: dict[int, str] = {}
    order = sorted(range(len(rows)), key=lambda i: (-rows[i].importance, rows[i].pcode or "~", rows[i].name_ar, rows[i].lon, rows[i].lat))
    for i in order:
        row = rows[i]
        found = row.id or _unit_id(row) or by_code.get(row.pcode) or _earlier_id(row, by_name, claimed)
        if found:
            given[i] = found
            claimed.add(found)
    for i in order:
        if i not in given:
            given[i] = _fresh_id(_stem(rows[i]), taken | claimed)
            claimed.add(given[i])
    return [replace(row, id=given[i]) for i, row in enumerate(rows)]


def _unit_id(row: Row) -> str:
    return row.pcode.lower() if row.kind in ADMIN_KINDS and row.pcode else ""


def _earlier_id(row: Row, by_name: dict[str, list[dict[str, str]]], claimed: set[str]) -> str:
    """The id that a row without P-code had: same Arabic or English name, same sort, nearest, not claimed by another."""
    near = [
        (metres(row.lon, row.lat, float(old["lon"]), float(old["lat"])), old["id"])
        for old in (*by_name.get(row.name_ar, ()), *by_name.get(row.name_en, ()))
        if old["id"] not in claimed and (old["kind"] == row.kind or {PlaceKind(old["kind"]), row.kind} <= SITE_KINDS)
    ]
    distance, found = min(near, default=(math.inf, ""))
    return found if distance < 30_000 or row.kind in SPANNING else ""


def _stem(row: Row) -> str:
    if row.special == "foreign":
        return "sy" if slug(row.name_en) == "syria" else f"xx-{slug(row.name_en)}"
    spans = row.special is not None
    return f"{'sy' if spans or not row.near else row.near[:4].lower()}-{slug(row.name_en)}"


def _fresh_id(stem: str, taken: set[str]) -> str:
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    return name


def give_parents(rows: list[Row], reference: Reference) -> list[Row]:
    """Every row with its parent's id: the city of a neighbourhood, else the sub-district, the district, the governorate, Syria."""
    by_code = {row.pcode: row for row in rows if row.pcode}
    quarters = [(row, reference.points[row.pcode].city) for row in rows if row.pcode.startswith("N")]
    return [replace(row, parent=_parent(row, by_code, quarters, reference)) for row in rows]


def _parent(row: Row, by_code: dict[str, Row], quarters: list[tuple[Row, str | None]], reference: Reference) -> str:
    if row.kind == PlaceKind.REGION and (drawn := reference.governorate_of_shape(row.name_en)) is not None:
        return drawn
    if row.kind in SPANNING or (row.kind == PlaceKind.REGION and row.accuracy_m >= WIDE_REGION_M):
        return ""
    if row.pcode in reference.units:
        return reference.units[row.pcode].parent.lower()
    if row.kind == PlaceKind.REGION:
        return row.near[:4].lower()
    city = _city(row, quarters, reference)
    if city and city in by_code and by_code[city].id != row.id:
        return by_code[city].id
    return row.near.lower()


def _city(row: Row, quarters: list[tuple[Row, str | None]], reference: Reference) -> str | None:
    """P-code of the town that a quarter or street belongs to: stated, or that of the nearest known quarter within 2 km."""
    if row.kind not in {PlaceKind.NEIGHBOURHOOD, PlaceKind.STREET}:
        return None
    if row.pcode:
        return reference.points[row.pcode].city
    if row.spec.startswith("~C"):
        return row.spec[1:]
    if row.spec.startswith("~N"):
        return reference.points[row.spec[1:]].city
    near = [(metres(row.lon, row.lat, other.lon, other.lat), other.pcode, city) for other, city in quarters]
    distance, _, city = min(near, default=(math.inf, "", None))
    return city if distance < 2000 else None


def write(rows: list[Row], out: Path) -> dict[str, int]:
    """Write one table a governorate and one a special draft; returns rows by file."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        tables[row.special or FILES.get((row.pcode if row.pcode.startswith("SY") else row.near)[:4], "elsewhere")].append(row)
    out.mkdir(parents=True, exist_ok=True)
    for name, members in sorted(tables.items()):
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(_cells(row) for row in sorted(members, key=lambda row: row.id))
    return {name: len(members) for name, members in sorted(tables.items())}


def _cells(row: Row) -> list[str]:
    return [
        row.id, row.name_ar, "|".join(row.alt_ar), row.name_en, "|".join(row.alt_en), row.kind.value, f"{row.lon:.5f}", f"{row.lat:.5f}",
        row.parent, row.pcode, str(row.importance), row.position_source, str(row.accuracy_m), row.note,
    ]  # fmt: skip


def assemble(drafts: list[Path], reference: Reference, earlier: list[dict[str, str]], faults: Faults) -> list[Row]:
    """All drafts as finished rows. P-code rows come first, then special files, then the editors' positions: the better position wins."""
    names_only = [path for path in drafts if path.stem.startswith("more_names")]
    read = [row for path in drafts if path not in names_only for row in read_draft(path, faults)]
    placed = [placed for row in read if (placed := place_row(row, reference, faults))]
    placed.sort(key=lambda row: 0 if row.pcode else 1 if row.special else 2)
    rows = fill_units(merge_same(placed, faults), reference, faults)
    for path in names_only:
        rows = with_more_names(rows, read_more_names(path, faults), faults)
    return give_parents(give_ids(rows, earlier), reference)


@click.command()
@click.option("--drafts", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True, help="Folder of draft .tsv files.")
@click.option("--reference", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True, help="Folder with ocha/.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder of the shipped tables.")
def main(drafts: Path, reference: Path, out: Path) -> None:
    """Assemble the shipped tables of places from the editors' drafts."""
    faults = Faults()
    earlier = []
    for path in sorted(out.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            earlier += list(csv.DictReader(file))
    shapes = out.parent / "shapes.geojson"
    rows = assemble(sorted(drafts.glob("*.tsv")), Reference(reference, shapes if shapes.exists() else None), earlier, faults)
    for line in faults.lines:
        print(line, file=sys.stderr)
    for name, count in write(rows, out).items():
        print(f"{count:6d}  {name}")
    print(f"{len(rows):6d}  rows, {len(faults.lines)} remarks")


if __name__ == "__main__":
    main()
