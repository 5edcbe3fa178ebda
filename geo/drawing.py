"""Records → everything that a page and a picture are drawn from. Composition root of the map, for the command line and for Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from gazetteer.store import Gazetteer, load
from geo.errors import KharitaError
from geo.harm import Harmless
from geo.incidents import Incident, join
from geo.models import Extraction
from geo.page_reference import reference as reference_of
from maps.archive import MOST_BYTES, check_archive, read_archive
from maps.basemap import BaseMap, base_map
from maps.inline import HEIGHT, InlineMap
from maps.layers import Layers, build
from maps.overlay import read_overlay
from maps.reference import Reference

if TYPE_CHECKING:
    from maps.page import TrustedLayer

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A user's own files under the events: images of an archive, shapes. Both are looked at before the work begins.

    Attributes:
        basemap: a `.pmtiles` archive of images, or None.
        most_bytes: of its images in one page.
        overlays: GeoJSON files.
    """

    basemap: Path | None = None
    most_bytes: int = MOST_BYTES
    overlays: tuple[Path, ...] = ()

    def check(self) -> None:
        """See whether the files can be drawn.

        Raises:
            KharitaError: one cannot; the text says why.
        """
        if self.basemap is not None:
            _readable(check_archive, self.basemap)
        for path in self.overlays:
            _readable(read_overlay, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What pages and pictures are made from."""

    layers: Layers
    base: BaseMap
    reference: Reference
    incidents: tuple[Incident, ...]


def drawing(records: Sequence[Extraction], gazetteer: Gazetteer, ground: Ground | None = None) -> Drawing:
    """Layers, base map and reference of records, which are coarsened and without quotes already where that is wanted.

    Raises:
        KharitaError: a file of `ground` cannot be drawn.
    """
    files = ground or Ground()
    joined = join(records)
    layers = build(records, [incident for incident in joined if len(incident.members) > 1])
    images = None
    if files.basemap is not None:
        images = _readable(lambda path: read_archive(path, layers.points, files.most_bytes), files.basemap)
    base = base_map(
        gazetteer.places.values(), overlays=tuple(_readable(read_overlay, path) for path in files.overlays), images=images
    )
    return Drawing(layers=layers, base=base, reference=reference_of(layers, gazetteer), incidents=joined)


def show_map(
    records: Iterable[Extraction], *, title: str | None = None, lang: str = "ar", coarsen: float | None = None, quotes: bool = True,
    gazetteer: Gazetteer | None = None, ground: Ground | None = None, add_layers: Sequence[TrustedLayer] = (), height: int = HEIGHT,
) -> InlineMap:  # fmt: skip
    """The map of records for a notebook: the last line of a cell shows it.

    >>> show_map(extract(["reports/"]), lang="en")

    Args:
        records: as `extract` gives them.
        title: head of the page.
        lang: `ar` or `en`, which the reader can switch.
        coarsen: metres of a grid, as `--coarsen`.
        quotes: False leaves the words of the reports out, as `--no-quotes`.
        gazetteer: whose names the base map shows; None: the shipped one with the user's own places.
        ground: your own base map and shapes.
        add_layers: trusted folium layers of your own; see `maps.page.render`.
        height: pixels.

    Raises:
        KharitaError: a file of `ground` cannot be drawn, an added layer needs a network, or `coarsen` is no grid.
    """
    from maps.page import PageOptions, render  # noqa: PLC0415  (loads folium)

    files = ground or Ground()
    files.check()
    harmless = Harmless(coarsen, quotes=quotes)
    held = [harmless.of(record) for record in records]
    drawn = drawing(held, gazetteer or load(), files)
    options: Any = PageOptions(title=title, lang=lang, coarsened_m=coarsen, quotes=quotes)
    return InlineMap("".join(render(drawn.layers, options, drawn.base, drawn.reference, add_layers)), height)


def _readable(read: Callable[[Path], _T], path: Path) -> _T:
    try:
        return read(path)
    except OSError as error:
        raise KharitaError(f"{path}: cannot be read ({error.strerror or error})") from error
