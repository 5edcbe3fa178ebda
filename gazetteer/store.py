"""Shipped places and the layers above them → one immutable gazetteer, from a cache that mends itself.

Layers, lowest first: shipped tables, the user's own layer (`places.csv`, `places.geojson` and `imported/` in the user's folder), then the
files named on the command line. A row may replace, extend or hide a row below it (see `gazetteer.tables`).
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property
from math import exp
from pathlib import Path
from typing import Any

import msgspec

from gazetteer.errors import GazetteerFileError
from gazetteer.index import NameIndex
from gazetteer.models import ADMIN_KINDS, SETTLEMENT_KINDS, Candidate, Place, PlaceKind
from gazetteer.near import Grid, metres
from gazetteer.tables import Entry, read_table, row_faults

_HERE = Path(__file__).parent
_SHIPPED = _HERE / "data" / "places"
_SHAPES = _HERE / "data" / "shapes.geojson"
# The cache is stale when one of these changes: they decide what is in it.
_CODE = (
    "arabic.py", "index.py", "models.py", "spelling.py", "store.py", "tables.py",
    "data/compound_heads.csv", "data/generic_nouns.csv",
)  # fmt: skip
_KEPT_CACHES = 8  # one for every combination of files lately in use
_PARENT_REACH_M = 15_000  # a user's place without parent lies in the sub-district of the nearest known settlement, up to here
_NEAR_WEIGHT, _NEAR_M = 0.15, 30_000  # how much, and over what distance, nearness counts in `find(near=…)`
_SHAPE_KINDS = (PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.ROAD, PlaceKind.FOREIGN_PLACE)


class Default(Enum):
    """Stands for "where the user's files are" in arguments that may also be None."""

    PLACE = "place"


def home() -> Path:
    """The user's own folder: `$KHARITA_HOME`, else the platform's place for a program's data."""
    given = os.environ.get("KHARITA_HOME")
    if given:
        return Path(given)
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_data_dir("kharita", appauthor=False))


def cache_home() -> Path:
    """Where caches go: `cache` in `$KHARITA_HOME`, else the platform's cache folder."""
    if os.environ.get("KHARITA_HOME"):
        return home() / "cache"
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_cache_dir("kharita", appauthor=False))


class Gazetteer:
    """All named places, by id and by name. Immutable: what changes the files shows in the next `load`.

    Attributes:
        places: id → place, in the order of the tables.
        version: short hash of everything that the gazetteer was made from.
    """

    def __init__(
        self, places: Mapping[str, Place], version: str, *, aliases: Mapping[str, str] | None = None, index_state: bytes | None = None
    ) -> None:
        """Use `load` or `Gazetteer.of`."""
        self.places = places
        self.version = version
        self.aliases = aliases or {}
        self._index_state = index_state

    @staticmethod
    def of(places: Iterable[Place]) -> Gazetteer:
        """A gazetteer of just these places, for tests and small experiments."""
        listed = {place.id: place for place in places}
        digest = hashlib.sha256(repr(sorted(listed.items())).encode()).hexdigest()
        return Gazetteer(listed, digest[:12])

    @cached_property
    def index(self) -> NameIndex:
        """Folded name → places."""
        if self._index_state is None:
            return NameIndex.build(self.places.values())
        return NameIndex.from_state(tuple(self.places.values()), msgspec.msgpack.decode(self._index_state, type=_IndexState))

    @cached_property
    def grid(self) -> Grid:
        """Position → places."""
        return Grid(self.places.values())

    @cached_property
    def _children(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.places.values():
            if place.parent:
                found[place.parent].append(place)
        return {parent: tuple(children) for parent, children in found.items()}

    def get(self, identity: str) -> Place | None:
        """The place with this id, or the one that replaced it; None when there is none."""
        return self.places.get(self.aliases.get(identity, identity))

    def parents(self, place: Place) -> tuple[Place, ...]:
        """The places that hold this one, narrowest first; without itself."""
        found: list[Place] = []
        seen = {place.id}
        above = self.get(place.parent) if place.parent else None
        while above and above.id not in seen:
            found.append(above)
            seen.add(above.id)
            above = self.get(above.parent) if above.parent else None
        return tuple(found)

    def within(self, place: Place, ancestor_id: str) -> bool:
        """Whether the place is, or lies in, the place with id `ancestor_id`."""
        wanted = self.aliases.get(ancestor_id, ancestor_id)
        return place.id == wanted or any(parent.id == wanted for parent in self.parents(place))

    def children(self, identity: str) -> tuple[Place, ...]:
        """The places directly below this id, in the order of the tables."""
        return self._children.get(self.aliases.get(identity, identity), ())

    def find(
        self, name: str, limit: int = 10, near: tuple[float, float] | None = None, kind: PlaceKind | None = None
    ) -> tuple[Candidate, ...]:
        """Candidates for a name, best first.

        Args:
            name: in Arabic or Latin letters, as a person types it.
            limit: how many at most.
            near: (longitude, latitude) in degrees: nearer namesakes come first.
            kind: the kind asked for, weighed, not filtered by.
        """
        if near is None:
            return self.index.find(name, limit, kind)
        weighed = []
        for candidate in self.index.find(name, limit * 5, kind):
            distance = metres(*near, candidate.place.lon, candidate.place.lat)
            score = round(candidate.score + _NEAR_WEIGHT * exp(-distance / _NEAR_M), 4)
            weighed.append(replace(candidate, score=score, reasons=(*candidate.reasons, f"distance={distance / 1000:.0f}km")))
        return tuple(sorted(weighed, key=lambda c: (-c.score, -c.place.importance, c.place.id))[:limit])


def load(
    layers: Sequence[Path] = (), *, user_layer: Path | Default | None = Default.PLACE, cache_dir: Path | Default | None = Default.PLACE
) -> Gazetteer:
    """The shipped places with the user's own layer and further layers above them.

    Args:
        layers: CSV or GeoJSON files, each above the one before.
        user_layer: a folder or a file in place of the user's own; None for none.
        cache_dir: where the cache is kept; None for no cache.

    Raises:
        GazetteerFileError: a layer has faults: all of them are in `faults`.
    """
    user_files = layer_files(home() if user_layer is Default.PLACE else user_layer)
    files = [*sorted(_SHIPPED.glob("*.csv")), _SHAPES, *user_files, *layers]
    for path in files:
        if not path.exists():
            raise GazetteerFileError(f"{path}: no such file")
    folder = cache_home() if cache_dir is Default.PLACE else cache_dir
    if folder is None:
        return _build(user_files, layers, _content_version(files))
    names = hashlib.sha256("\n".join(str(path.resolve()) for path in files).encode()).hexdigest()
    cache = folder / f"gazetteer-{names[:16]}.bin"
    fingerprint = _fingerprint(files)
    return _from_cache(cache, fingerprint) or _build_and_keep(cache, fingerprint, user_files, layers, _content_version(files))


def layer_files(layer: Path | None) -> list[Path]:
    """The files of the user's own layer: of its folder `imported/*` and then `places.*`; or the one file given. May be empty."""
    if layer is None:
        return []
    if layer.is_file():
        return [layer]
    imported = [path for path in sorted((layer / "imported").glob("*")) if path.suffix in {".csv", ".geojson"}]
    return [*imported, *(path for path in (layer / "places.csv", layer / "places.geojson") if path.exists())]


# -- building ---------------------------------------------------------------------------------------------------------------------------


def shipped() -> list[Place]:
    """The shipped places with their areas and lines, in the order of the tables."""
    shapes = _shapes()
    places = []
    for path in sorted(_SHIPPED.glob("*.csv")):
        entries, faults = read_table(path, "shipped")
        if faults:
            raise GazetteerFileError(f"{path.name}: {faults[0]}", [str(fault) for fault in faults])
        places += [entry.place for entry in entries]
    own_names = {place.name_en for place in places if place.kind in _SHAPE_KINDS}
    return [_with_shape(place, shapes, own_names) for place in places]


def _shapes() -> dict[str, dict[str, Any]]:
    if not _SHAPES.exists():
        return {}
    features = json.loads(_SHAPES.read_text(encoding="utf-8"))["features"]
    return {feature["properties"].get("id") or feature["properties"]["id_name"]: feature["geometry"] for feature in features}


def _with_shape(place: Place, shapes: Mapping[str, dict[str, Any]], own_names: Collection[str]) -> Place:
    """The place with the shape drawn for its id, or, for the kinds that have shapes, for one of its English names."""
    others = (name for name in place.alt_en if name not in own_names)  # a shape belongs first to the row of that very name
    names = (place.id, place.name_en, *others) if place.kind in _SHAPE_KINDS else (place.id,)
    shape = next((shapes[name] for name in names if name in shapes), None)
    return replace(place, geometry=shape) if shape else place


def _build(user_files: Sequence[Path], layers: Sequence[Path], version: str) -> Gazetteer:
    places = {place.id: place for place in shipped()}
    shipped_codes = {place.pcode: identity for identity, place in places.items() if place.pcode}
    aliases: dict[str, str] = {}
    faulty: list[str] = []
    for path in (*user_files, *layers):
        entries, faults = read_table(path, "user" if path in user_files else path.stem)
        known = places.keys() | {place.pcode for place in places.values() if place.pcode}
        faulty += [f"{path}: {fault}" for fault in (*faults, *row_faults(entries, known)) if fault.level == "error"]
        for entry in entries:
            code = shipped_codes.get(entry.place.pcode or "") if path.parent.name == "imported" else None
            if code and not (entry.place.replaces or entry.extends or entry.hidden):  # imported before a newer release shipped the place
                entry = replace(entry, extends=code)
            _apply(entry, places, aliases)
    if faulty:
        more = f" (and {len(faulty) - 1} more: kharita gazetteer check)" if len(faulty) > 1 else ""
        raise GazetteerFileError(faulty[0] + more, faulty)
    return Gazetteer(_with_parents(places, aliases), version, aliases=aliases)


def _apply(entry: Entry, places: dict[str, Place], aliases: dict[str, str]) -> None:
    """Lay one row over the places below it."""
    place = entry.place
    target = aliases.get(place.replaces or entry.extends or place.id, place.replaces or entry.extends or place.id)
    if entry.hidden:
        places.pop(target, None)
    elif entry.extends and target in places:
        places[target] = extended(places[target], place)
    else:
        if place.replaces and target != place.id and target in places:
            del places[target]
            aliases[target] = place.id
        places[place.id] = place


def extended(place: Place, more: Place) -> Place:
    """`place` with the spellings, the area and the P-code of `more`, and its position where that is the surer one."""
    surer = place.position_source == "editor" and more.accuracy_m < place.accuracy_m and more.geometry is None
    names_ar = dict.fromkeys((*place.alt_ar, more.name_ar, *more.alt_ar))
    names_en = dict.fromkeys((*place.alt_en, more.name_en, *more.alt_en))
    return replace(
        place,
        alt_ar=tuple(name for name in names_ar if name and name != place.name_ar),
        alt_en=tuple(name for name in names_en if name and name != place.name_en),
        geometry=more.geometry or place.geometry, pcode=place.pcode or more.pcode,
        lon=more.lon if surer else place.lon, lat=more.lat if surer else place.lat,
        accuracy_m=more.accuracy_m if surer else place.accuracy_m,
        position_source=more.position_source if surer else place.position_source,
    )  # fmt: skip


def _with_parents(places: dict[str, Place], aliases: Mapping[str, str]) -> dict[str, Place]:
    """Parents as ids: one given as P-code, or replaced, is looked up; one left out is that of the nearest settlement."""
    by_code = {place.pcode: place.id for place in places.values() if place.pcode}
    grid: Grid | None = None
    for identity, place in places.items():
        if place.layer == "shipped" and place.parent in places:
            continue
        parent = place.parent
        if parent and parent not in places:
            parent = aliases.get(parent) or by_code.get(parent) or by_code.get(parent.upper()) or parent
        if not parent and place.layer != "shipped" and place.kind not in ADMIN_KINDS | set(_SHAPE_KINDS):
            grid = grid or Grid(other for other in places.values() if other.kind in SETTLEMENT_KINDS and other.layer == "shipped")
            nearest = grid.nearest(place.lon, place.lat, _PARENT_REACH_M)
            parent = nearest[1].parent if nearest else None
        if parent != place.parent:
            places[identity] = replace(place, parent=parent)
    return places


# -- the cache --------------------------------------------------------------------------------------------------------------------------


class _IndexState(msgspec.Struct):
    keys: dict[str, tuple[int, ...]]
    latin: dict[str, tuple[int, ...]]

    def __getitem__(self, name: str) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = getattr(self, name)
        return found


class _Cached(msgspec.Struct, array_like=True):
    fingerprint: str
    version: str
    aliases: dict[str, str]
    places: list[tuple[Any, ...]]
    index: msgspec.Raw


_FIELDS = tuple(Place.__dataclass_fields__)
_KINDS = {kind.value: kind for kind in PlaceKind}


def _fingerprint(files: Sequence[Path]) -> str:
    parts = []
    for path in (*files, *(_HERE / name for name in _CODE)):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        parts.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _content_version(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _from_cache(cache: Path, fingerprint: str) -> Gazetteer | None:
    """The gazetteer kept in `cache`; None when that is missing, damaged or of other files."""
    try:
        data = cache.read_bytes()
    except OSError:
        return None
    collecting = gc.isenabled()
    gc.disable()  # thousands of small objects at once, none of them garbage
    try:
        if zlib.crc32(memoryview(data)[4:]) != int.from_bytes(data[:4], "little"):
            return None
        kept = msgspec.msgpack.decode(memoryview(data)[4:], type=_Cached)
        if kept.fingerprint != fingerprint:
            return None
        places = {row[0]: _thawed(row) for row in kept.places}
        return Gazetteer(places, kept.version, aliases=kept.aliases, index_state=bytes(kept.index))
    except (msgspec.MsgspecError, TypeError, KeyError):
        return None
    finally:
        if collecting:
            gc.enable()


def _thawed(row: tuple[Any, ...]) -> Place:
    values = dict(zip(_FIELDS, row, strict=True))
    values["kind"] = _KINDS[values["kind"]]
    values["alt_ar"], values["alt_en"] = tuple(values["alt_ar"]), tuple(values["alt_en"])
    return Place(**values)


def _build_and_keep(cache: Path, fingerprint: str, user_files: Sequence[Path], layers: Sequence[Path], version: str) -> Gazetteer:
    gazetteer = _build(user_files, layers, version)
    state = gazetteer.index.state()
    body = msgspec.msgpack.encode(
        _Cached(
            fingerprint, version, dict(gazetteer.aliases),
            [tuple(getattr(place, name) for name in _FIELDS) for place in gazetteer.places.values()],
            msgspec.Raw(msgspec.msgpack.encode(state)),
        )
    )  # fmt: skip
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(cache, zlib.crc32(body).to_bytes(4, "little") + body)
        _forget_old(cache.parent)
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else
    return gazetteer


def _forget_old(folder: Path) -> None:
    caches = sorted(folder.glob("gazetteer-*.bin"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in caches[_KEPT_CACHES:]:
        path.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that whoever reads it sees the old or the new content, never a part.

    Raises:
        OSError: the folder cannot be written to.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(name).chmod(path.stat().st_mode & 0o777)
        else:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
