"""A user's own base map: images out of one `.pmtiles` archive, as many as the events need, carried inside the page.

Images only (PNG, JPEG, WebP, AVIF). An archive of vector tiles would need a renderer and a style of its own in every page, larger than the
page; it is refused with that reason.
"""

from __future__ import annotations

import gzip
import html
import math
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from pmtiles.tile import (
    Compression,
    HeaderDict,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from gazetteer.errors import KharitaError
from maps.layers import DEGREES, PointColumns

MOST_BYTES = 20_000_000  # of images in one page: it stays a file that can be sent
_ZOOMS = range(5, 17)  # that the page shows
_MOST_TILES = 20_000  # of one zoom level that are looked for at all
_AIR = 0.25  # of the events' extent, on every side
_LEAST_DEGREES = 0.15
_SYRIA = (35.5, 32.2, 42.5, 37.4)
_MOST_LETTERS = 300  # of a credit
_HEADER_BYTES = 127
_MAGIC_BYTES = 7
_DEPTH = 4  # directories below each other, at most (as the format has it)

# Sort of image: its media type, and how its bytes begin.
_IMAGES: dict[TileType, tuple[str, Callable[[bytes], bool]]] = {
    TileType.PNG: ("image/png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n")),
    TileType.JPEG: ("image/jpeg", lambda data: data.startswith(b"\xff\xd8\xff")),
    TileType.WEBP: ("image/webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP"),
    TileType.AVIF: ("image/avif", lambda data: data[4:8] == b"ftyp"),
}
_Tile = tuple[int, int, int]  # zoom, column, row
_GetBytes = Callable[[int, int], bytes]  # offset, length
_DAMAGE = (ValueError, EOFError, OSError, IndexError, KeyError, OverflowError, TypeError, AttributeError, zlib.error, struct.error)


class ArchiveError(KharitaError, ValueError):
    """The archive cannot be a base map; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileImages:
    """Images of a base map.

    Attributes:
        name: of the file.
        credit: whom the archive names, plain text; empty when it names nobody.
        mime: media type of every image.
        tiles: (zoom, column, row, index into `images`), Web Mercator, rows from the north.
        images: each once.
    """

    name: str
    credit: str
    mime: str
    tiles: tuple[tuple[int, int, int, int], ...]
    images: tuple[bytes, ...]

    @property
    def zooms(self) -> tuple[int, int]:
        """The coarsest and the finest zoom that is held."""
        levels = [tile[0] for tile in self.tiles]
        return min(levels), max(levels)

    @property
    def size(self) -> int:
        """Bytes of all images."""
        return sum(map(len, self.images))


def read_archive(path: Path | str, points: PointColumns, most_bytes: int = MOST_BYTES) -> TileImages:
    """The images of an archive that lie where the events are.

    Zoom by zoom, from the page's coarsest on: all tiles around the middle 98 % of the points (of Syria, when there is none); where these
    would take more than `most_bytes` in all, those that hold a point or border on one; where these do too, no finer zoom is taken.

    Raises:
        ArchiveError: no PMTiles archive of version 3, not of images, damaged, nothing of it where the events are, or too large.
        OSError: the file cannot be read.
    """
    with _opened(path) as (name, get_bytes):
        return _read(name, get_bytes, points, most_bytes)


def check_archive(path: Path | str) -> None:
    """See before the work whether an archive can be a base map at all.

    Raises:
        ArchiveError, OSError: as `read_archive`.
    """
    with _opened(path) as (name, get_bytes):
        _header(name, get_bytes)


def encoded(images: TileImages) -> bytes:
    """The page's block: length of the header (4 bytes, little endian), header (JSON), then the images one behind the other."""
    header = msgspec.json.encode({"mime": images.mime, "tiles": images.tiles, "sizes": [len(image) for image in images.images]})
    return b"".join((len(header).to_bytes(4, "little"), header, *images.images))


@contextmanager
def _opened(path: Path | str) -> Iterator[tuple[str, _GetBytes]]:
    """Name and bytes of an archive; whatever a damaged one makes its reader raise becomes one error."""
    source = Path(path)
    with source.open("rb") as file:

        def get_bytes(offset: int, length: int) -> bytes:
            file.seek(offset)
            data = file.read(length)
            if len(data) != length:
                message = "it ends too soon"
                raise EOFError(message)
            return data

        try:
            yield source.name, get_bytes
        except ArchiveError:
            raise
        except MagicNumberNotFound:
            message = f"{source.name}: no PMTiles archive"
        except SpecVersionUnsupported:
            message = f"{source.name}: a PMTiles archive of another version than 3; convert it with `pmtiles convert`"
        except _DAMAGE as error:
            message = f"{source.name}: the archive is damaged ({error or type(error).__name__})"
        else:
            return
    raise ArchiveError(message)


def _header(name: str, get_bytes: _GetBytes) -> HeaderDict:
    """The archive's header, when it holds images that a browser draws."""
    if not get_bytes(0, _MAGIC_BYTES).startswith(b"PMTiles"):
        raise MagicNumberNotFound
    header = deserialize_header(get_bytes(0, _HEADER_BYTES))
    kind = header["tile_type"]
    if kind not in _IMAGES:
        what = "vector tiles" if kind.name in {"MVT", "MLT"} else "tiles of an unknown sort"
        message = f"{name}: holds {what}; a base map needs images (PNG, JPEG, WebP): render it to raster tiles first"
        raise ArchiveError(message)
    if header["tile_compression"] not in {Compression.NONE, Compression.UNKNOWN, Compression.GZIP}:
        message = f"{name}: its images are compressed a second time ({header['tile_compression'].name.lower()}), which no browser needs"
        raise ArchiveError(message)
    if header["internal_compression"] is not Compression.GZIP:
        message = f"{name}: its directories are compressed otherwise than by gzip; write it again with `pmtiles convert`"
        raise ArchiveError(message)
    return header


def _read(name: str, get_bytes: _GetBytes, points: PointColumns, most_bytes: int) -> TileImages:
    header = _header(name, get_bytes)
    packed = header["tile_compression"] is Compression.GZIP
    tiles = _Tiles(get_bytes, header, packed=packed)
    mime, is_image = _IMAGES[header["tile_type"]]
    first = min(max(header["min_zoom"], _ZOOMS.start), header["max_zoom"])
    images: dict[bytes, int] = {}
    held: list[tuple[int, int, int, int]] = []
    size = 0
    for zoom in range(first, min(header["max_zoom"], _ZOOMS.stop - 1) + 1):
        level = _level(zoom, tiles, points, most_bytes - size, images)
        if level is None:
            break
        for tile, image in level:
            if not is_image(image):
                message = f"{name}: tile {'/'.join(map(str, tile))} is not the {mime} image that the archive promises"
                raise ArchiveError(message)
            if image not in images:
                images[image] = len(images)
                size += len(image)
            held.append((*tile, images[image]))
    if not held:
        message = f"{name}: {_why_nothing(tiles, first, points, most_bytes)}"
        raise ArchiveError(message)
    credit = _credit(get_bytes(header["metadata_offset"], header["metadata_length"]))
    return TileImages(name=name, credit=credit, mime=mime, tiles=tuple(held), images=tuple(images))


def _why_nothing(tiles: _Tiles, zoom: int, points: PointColumns, most_bytes: int) -> str:
    if any(True for _ in tiles.among(_around(zoom, points))):
        return f"its coarsest zoom alone takes more than {most_bytes / 1e6:g} MB; allow more with --basemap-limit"
    return "holds no image where the events are"


def _level(
    zoom: int, tiles: _Tiles, points: PointColumns, room: int, known: dict[bytes, int]
) -> list[tuple[_Tile, bytes]] | None:
    """The tiles of a zoom that find room: all around the events, else those near one; None when neither does."""
    for wanted in (_around(zoom, points), _near(zoom, points)):
        if not wanted or len(wanted) > _MOST_TILES:
            continue
        new, level = 0, []
        seen = set()
        for tile, image in tiles.among(wanted):
            if image not in known and image not in seen:
                seen.add(image)
                new += len(image)
            if new > room:
                break
            level.append((tile, image))
        else:
            return level
    return None


class _Tiles:
    """The images of an archive by their place; each directory is read once."""

    def __init__(self, get_bytes: _GetBytes, header: HeaderDict, *, packed: bool) -> None:
        self._get, self._header, self._packed = get_bytes, header, packed
        self._directories: dict[tuple[int, int], Any] = {}

    def among(self, wanted: set[_Tile]) -> Iterator[tuple[_Tile, bytes]]:
        """The tiles of `wanted` that the archive holds, in the archive's order."""
        for number, tile in sorted((zxy_to_tileid(*tile), tile) for tile in wanted):
            image = self._image(number)
            if image is not None:
                yield tile, image

    def _image(self, number: int) -> bytes | None:
        at, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(_DEPTH):
            entry = find_tile(self._directory(at, length), number)
            if entry is None:
                return None
            if entry.run_length:
                data = self._get(self._header["tile_data_offset"] + entry.offset, entry.length)
                return gzip.decompress(data) if self._packed else data
            at, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _directory(self, at: int, length: int) -> Any:
        found = self._directories.get((at, length))
        if found is None:
            found = self._directories[at, length] = deserialize_directory(self._get(at, length))
        return found


def _around(zoom: int, points: PointColumns) -> set[_Tile]:
    """All tiles of the extent; none when they are too many to look for."""
    west, south, east, north = _extent(points)
    (x0, y0), (x1, y1) = _tile(zoom, west, north), _tile(zoom, east, south)
    if (x1 - x0 + 1) * (y1 - y0 + 1) > _MOST_TILES:
        return set()
    return {(zoom, x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)}


def _near(zoom: int, points: PointColumns) -> set[_Tile]:
    """The tiles that hold a point, and those around them."""
    last = 2**zoom - 1
    held = {_tile(zoom, lon / DEGREES, lat / DEGREES) for lon, lat in zip(points.lon, points.lat, strict=True)}
    return {
        (zoom, x + dx, y + dy) for x, y in held for dx in (-1, 0, 1) for dy in (-1, 0, 1) if 0 <= x + dx <= last and 0 <= y + dy <= last
    }


def _extent(points: PointColumns) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees: the middle 98 % of the points with some air."""
    if not points.lon:
        return _SYRIA
    cut = len(points.lon) // 100
    lons, lats = sorted(points.lon), sorted(points.lat)
    west, east, south, north = (value / DEGREES for value in (lons[cut], lons[-1 - cut], lats[cut], lats[-1 - cut]))
    air_x, air_y = max((east - west) * _AIR, _LEAST_DEGREES), max((north - south) * _AIR, _LEAST_DEGREES)
    return west - air_x, south - air_y, east + air_x, north + air_y


def _tile(zoom: int, lon: float, lat: float) -> tuple[int, int]:
    """Column and row of the tile that holds a position (Web Mercator)."""
    side = 2**zoom
    x = (lon + 180) / 360 * side
    y = (1 - math.asinh(math.tan(math.radians(max(-85.05, min(85.05, lat))))) / math.pi) / 2 * side
    return min(side - 1, max(0, int(x))), min(side - 1, max(0, int(y)))


def _credit(metadata: bytes) -> str:
    """Whom the archive's metadata name, without markup."""
    told = msgspec.json.decode(gzip.decompress(metadata)) if metadata else None
    credit = told.get("attribution") if isinstance(told, dict) else None
    plain = html.unescape(re.sub(r"<[^>]*>", " ", credit)) if isinstance(credit, str) else ""
    return " ".join(plain.split())[:_MOST_LETTERS]
