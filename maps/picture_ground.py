"""What lies under the events of a still picture: outlines and water, and the user's own images and shapes."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from maps.basemap import BaseMap, rings

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from maps.archive import TileImages
    from maps.overlay import Overlay

SEA, BORDER = "#cfdfe8", "#8f8676"
_LAND, _HOME, _WATER, _QUIET, _GOVERNORATE = "#efece4", "#fbfaf6", "#8fb7d1", "#6b675f", "#c3baa9"
_OWN = ("#7b2d8b", "#00695c", "#8d4a00", "#1a3d8f", "#9b1b4b")  # as the page has them (assets/js/own.js)
_MOST_TILES = 80  # of one zoom level in a picture: more would be finer than its paper


def draw_ground(axes: Axes, base: BaseMap) -> None:
    """Land and water, then images of the user's archive, then their shapes; the axes' limits must be set."""
    import geopandas as gpd  # noqa: PLC0415
    from shapely.geometry import Polygon, shape  # noqa: PLC0415

    def areas(layer: str) -> gpd.GeoSeries:
        return gpd.GeoSeries([Polygon(ring) for _, _, rows in rings(base.outlines, layer) for ring in rows if len(ring) > 2], crs=4326)

    axes.set_facecolor(SEA)
    areas("countries").plot(ax=axes, color=_LAND, edgecolor=BORDER, linewidth=0.6, aspect=None)
    syria = [row for row in rings(base.outlines, "countries") if row[1] == "Syria"]
    home = gpd.GeoSeries([Polygon(ring) for ring in syria[0][2]], crs=4326)
    home.plot(ax=axes, color=_HOME, edgecolor=_QUIET, linewidth=1.1, aspect=None)
    areas("governorates").plot(ax=axes, color="none", edgecolor=_GOVERNORATE, linewidth=0.5, linestyle=(0, (5, 3)), aspect=None)
    if base.water:
        gpd.GeoSeries([shape(row.geometry) for row in base.water], crs=4326).plot(ax=axes, color=_WATER, linewidth=1.1, aspect=None)
    if base.images is not None:
        _draw_images(axes, base.images)
    for row, overlay in enumerate(base.overlays):
        _draw_overlay(axes, overlay, _OWN[row % len(_OWN)])


def own_names(base: BaseMap) -> list[tuple[str, float, float, str]]:
    """Names of the user's points and areas: text, longitude, latitude, colour."""
    found = []
    for row, overlay in enumerate(base.overlays):
        for name, kind, lines in overlay.shapes:
            if name and kind != "line" and lines[0]:
                lons, lats = zip(*lines[0], strict=True)
                found.append((name, (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2, _OWN[row % len(_OWN)]))
    return found


def _draw_overlay(axes: Axes, overlay: Overlay, colour: str) -> None:
    for _, kind, lines in overlay.shapes:
        for number, line in enumerate(lines):
            lons, lats = [lon for lon, _ in line], [lat for _, lat in line]
            if kind == "point":
                axes.plot(lons, lats, marker="o", markersize=4, color=colour, zorder=2.6)
                continue
            if kind == "area" and number == 0:
                axes.fill(lons, lats, facecolor=colour, alpha=0.13, edgecolor="none", zorder=2.4)
            axes.plot(lons, lats, color=colour, linewidth=1.3, zorder=2.5)


def _draw_images(axes: Axes, images: TileImages) -> None:
    """The finest zoom of which the picture takes no more than `_MOST_TILES`; an image that cannot be read is left out."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    levels: dict[int, list[tuple[tuple[float, float, float, float], int]]] = {}
    for zoom, column, row, image in images.tiles:
        box = _box(zoom, column, row)
        if box[0] < east and box[1] > west and box[2] < north and box[3] > south:
            levels.setdefault(zoom, []).append((box, image))
    fitting = [zoom for zoom, tiles in levels.items() if len(tiles) <= _MOST_TILES] or sorted(levels)[:1]
    for zoom in sorted(fitting):  # the finer over the coarser, which may reach further
        if zoom < max(fitting) - 1:
            continue
        for (left, right, bottom, top), image in levels[zoom]:
            pixels = _pixels(images.images[image])
            if pixels is not None:
                box = left, right, bottom, top
                axes.imshow(pixels, extent=box, origin="upper", aspect="auto", interpolation="bilinear", zorder=2 + zoom / 100)
    axes.set(xlim=(west, east), ylim=(south, north))


def _pixels(data: bytes) -> Any:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _box(zoom: int, column: int, row: int) -> tuple[float, float, float, float]:
    """West, east, south, north of a Web Mercator tile, degrees."""
    side = 2**zoom

    def latitude(line: int) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * line / side))))

    return column / side * 360 - 180, (column + 1) / side * 360 - 180, latitude(row + 1), latitude(row)
