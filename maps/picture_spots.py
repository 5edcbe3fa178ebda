"""The symbols of a still picture: one for an event that stands alone, a ring with a number for those that would lie on one another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec

from geo.models import EventStatus, Stance
from maps.layers import DEGREES, KINDS, STANCES, STATUSES, Layers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#22252a"
_CONTRADICTED = "#8a3b00"
_SIZE = 62  # of a symbol, square points, as matplotlib's scatter counts
_REACH = math.sqrt(_SIZE) / 2 + 1
_SIDES = ((60, 8.0), (400, 14.0), (1_000_000_000, 22.0))  # up to so many points: side of the grid that groups them, points (1/72 inch)
_TOUCH = 0.78  # groups nearer than this share of their radii become one
_STROKE_THROUGH: Any = [(-1, -1), (1, 1)]
_STROKE = 2.6  # from one stroke around a contradicted share to the next, points


@dataclass(slots=True)
class Spot:
    """What one symbol stands for: its middle and reach in points (1/72 inch) from the picture's corner, and its rows of `Layers.points`."""

    x: float
    y: float
    reach: float
    rows: list[int] = field(default_factory=list)

    @property
    def alone(self) -> bool:
        """Whether it is a single point."""
        return len(self.rows) == 1


def find_spots(axes: Axes, layers: Layers, shown: Iterable[int]) -> list[Spot]:
    """The spots of the points of `shown` events, largest first; the axes' limits and place must be final."""
    wanted, points = set(shown), layers.points
    rows = [row for row, event in enumerate(points.event) if event in wanted]
    if not rows:
        return []
    where = axes.transData.transform([(points.lon[row] / DEGREES, points.lat[row] / DEGREES) for row in rows]) * 72 / axes.figure.dpi
    side = next(side for most, side in _SIDES if len(rows) <= most)
    cells: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
    for row, (x, y) in zip(rows, where.tolist(), strict=True):
        cells.setdefault((int(x // side), int(y // side)), []).append((row, x, y))
    spots = [
        Spot(sum(x for _, x, _ in cell) / len(cell), sum(y for _, _, y in cell) / len(cell), _reach(len(cell)), [row for row, _, _ in cell])
        for cell in cells.values()
    ]
    return _merged(spots)


def draw_spots(axes: Axes, layers: Layers, spots: Sequence[Spot]) -> None:
    """Singles by their kind, then groups, the largest last."""
    _draw_singles(axes, layers, [spot.rows[0] for spot in spots if spot.alone])
    for spot in reversed(spots):
        if not spot.alone:
            _draw_group(axes, layers, spot)


def doubted(layers: Layers, event: int) -> bool:
    """Whether an event is drawn hollow: disputed or denied, or told otherwise than as a fact."""
    told = layers.events.stance[event] == STANCES.index(Stance.ASSERTED)
    return not told or layers.events.status[event] >= STATUSES.index(EventStatus.DISPUTED)


def contradicted(layers: Layers, event: int) -> bool:
    """Whether somebody denies or disputes it."""
    return layers.events.status[event] >= STATUSES.index(EventStatus.DISPUTED) or denied(layers, event)


def corroborated(layers: Layers, event: int) -> bool:
    """Whether more than one source tells it, and nobody otherwise."""
    return layers.events.status[event] == STATUSES.index(EventStatus.CORROBORATED) and not doubted(layers, event)


def denied(layers: Layers, event: int) -> bool:
    """Whether it is told as not having happened."""
    return layers.events.status[event] == STATUSES.index(EventStatus.DENIED) or layers.events.stance[event] == STANCES.index(Stance.DENIED)


def symbols() -> Any:
    """The table of kinds, families, shapes and marks, as the page has it."""
    return msgspec.json.decode(resources.files("maps").joinpath("assets/kinds.json").read_bytes())


def colours() -> dict[str, str]:
    """Colour of each kind."""
    table = symbols()
    families = {row["id"]: row["color"] for row in table["families"]}
    return {row["id"]: families[row["family"]] for row in table["kinds"]}


def marker(kind: str) -> Any:
    """The outline of the kind's family as a matplotlib marker (its y axis points up)."""
    table = symbols()
    family = next(row["family"] for row in table["kinds"] if row["id"] == kind)
    shape = next(row["shape"] for row in table["families"] if row["id"] == family)
    return [(x, -y) for x, y in [*table["shapes"][shape], table["shapes"][shape][0]]]


def draw_mark(axes: Axes, kind: str, where: Sequence[tuple[float, float]], size: float, colour: str) -> None:
    """The mark inside a symbol, which tells the kinds of one family apart."""
    table = symbols()
    rings_of_mark = table["marks"][next(row["mark"] for row in table["kinds"] if row["id"] == kind)]
    if not rings_of_mark:
        return
    mark = [(x, -y) for x, y in [*rings_of_mark[0], rings_of_mark[0][0]]]
    share = max(abs(value) for point in mark for value in point)  # matplotlib scales every marker to its own extent
    axes.scatter(*_columns(where), s=size * share**2, marker=mark, color=colour, edgecolor="none", zorder=7)


def draw_ring(axes: Axes, where: tuple[float, float], reach: float, shares: Sequence[tuple[str, float]], share_doubted: float) -> None:
    """A ring of `reach` points around a position of the axes, divided by `shares` (colour, part of 1); strokes over the doubted share."""
    from matplotlib.patches import Circle, PathPatch, Wedge  # noqa: PLC0415
    from matplotlib.path import Path  # noqa: PLC0415
    from matplotlib.transforms import Affine2D, ScaledTranslation  # noqa: PLC0415

    data: Any = axes.transData  # the stubs ask for an affine one; every transform has what is used of it
    place = Affine2D().scale(1 / 72) + axes.figure.dpi_scale_trans + ScaledTranslation(*where, data)
    axes.add_patch(Circle((0, 0), reach + 0.8, facecolor="white", edgecolor="none", transform=place, zorder=7.5, clip_on=False))
    turn = 90.0
    for colour, part in shares:
        axes.add_patch(Wedge((0, 0), reach, turn - 360 * part, turn, width=max(1.8, reach * 0.24), facecolor=colour, edgecolor="none",
                             transform=place, zorder=7.6, clip_on=False))  # fmt: skip
        turn -= 360 * part
    if share_doubted:
        strokes, outer = max(2, round(share_doubted * 2 * math.pi * reach / _STROKE)), reach + 0.9
        angles = [math.pi / 2 - n * _STROKE / reach for n in range(strokes)]
        corners = [(r * math.cos(angle), r * math.sin(angle)) for angle in angles for r in (outer, outer + 2.1)]
        codes = [Path.MOVETO, Path.LINETO] * strokes
        rays = Path(corners, codes)
        axes.add_patch(PathPatch(rays, edgecolor=_CONTRADICTED, fill=False, linewidth=0.9, transform=place, zorder=7.7, clip_on=False))


def _columns(where: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in where], [y for _, y in where]


def _reach(count: int) -> float:
    return _REACH if count == 1 else min(15.0, 5.4 + 1.25 * math.log2(count))


def _merged(spots: list[Spot]) -> list[Spot]:
    """Spots of which none lies on another: the larger takes the smaller in."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda one: (-len(one.rows), one.x, one.y)):
        host = next((one for one in kept if math.hypot(one.x - spot.x, one.y - spot.y) < (one.reach + spot.reach) * _TOUCH), None)
        if host is None:
            kept.append(spot)
            continue
        mine, count = len(host.rows), len(host.rows) + len(spot.rows)
        host.x, host.y = (host.x * mine + spot.x * len(spot.rows)) / count, (host.y * mine + spot.y * len(spot.rows)) / count
        host.rows.extend(spot.rows)
        host.reach = _reach(count)
    return kept


def _draw_singles(axes: Axes, layers: Layers, rows: Sequence[int]) -> None:
    """The shape and colour of the kind: hollow where doubted, struck where denied, ringed where corroborated."""
    points, events, colour = layers.points, layers.events, colours()
    groups: dict[tuple[str, bool], list[int]] = {}
    for row in rows:
        groups.setdefault((KINDS[events.kind[points.event[row]]], doubted(layers, points.event[row])), []).append(row)
    for (kind, hollow), members in sorted(groups.items()):
        where = [(points.lon[row] / DEGREES, points.lat[row] / DEGREES) for row in members]
        inside, edge = ("white", colour[kind]) if hollow else (colour[kind], "white")
        width = 0.9 if hollow else 0.5
        axes.scatter(*_columns(where), s=_SIZE, marker=marker(kind), facecolor=inside, edgecolor=edge, linewidth=width, zorder=6)
        draw_mark(axes, kind, where, _SIZE, colour[kind] if hollow else "white")
        firm = [(x, y) for (x, y), row in zip(where, members, strict=True) if corroborated(layers, points.event[row])]
        axes.scatter(*_columns(firm), s=_SIZE * 2.1, marker="o", facecolor="none", edgecolor=colour[kind], linewidth=0.7, zorder=6)
        struck = [(x, y) for (x, y), row in zip(where, members, strict=True) if denied(layers, points.event[row])]
        axes.scatter(*_columns(struck), s=_SIZE * 1.6, marker=_STROKE_THROUGH, color=colour[kind], linewidth=1.0, zorder=7.1)


def _draw_group(axes: Axes, layers: Layers, spot: Spot) -> None:
    events = [layers.points.event[row] for row in spot.rows]
    colour = colours()
    counts = Counter(colour[KINDS[layers.events.kind[event]]] for event in events)
    order = [row["color"] for row in symbols()["families"]]
    shares = [(one, counts[one] / len(events)) for one in order if counts[one]]
    where = tuple(axes.transData.inverted().transform((spot.x * axes.figure.dpi / 72, spot.y * axes.figure.dpi / 72)).tolist())
    draw_ring(axes, where, spot.reach, shares, sum(contradicted(layers, event) for event in events) / len(events))
    size = 6.2 if spot.reach < 9 else 7.2
    axes.annotate(f"{len(events):,}", where, fontsize=size, fontweight="bold", color=INK, ha="center", va="center_baseline", zorder=8,
                  annotation_clip=False)  # fmt: skip
