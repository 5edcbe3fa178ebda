"""Layers → a still picture (PNG, SVG, PDF) for a report or a post, with its legend, dates and sources, and its alternative text.

matplotlib 3.11 shapes Arabic itself: names go in as they are read. (Reshaping them first, as older advice has it, now corrupts them.)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gazetteer.errors import KharitaError
from geo.models import Story
from maps.basemap import BaseMap, base_map
from maps.layers import DEGREES, EPOCH, KINDS, NO_DATE, STORIES, Layers
from maps.picture_ground import BORDER, draw_ground, own_names
from maps.picture_spots import (
    INK,
    Spot,
    colours,
    contradicted,
    corroborated,
    denied,
    doubted,
    draw_mark,
    draw_ring,
    draw_spots,
    find_spots,
    marker,
    symbols,
)  # fmt: skip

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

FORMATS = (".png", ".svg", ".pdf")
_QUIET = "#6b675f"
_VIEW = (35.2, 42.6, 32.1, 37.5)  # west, east, south, north: Syria, where nothing is drawn
_ASPECT = 1.22  # of a degree of latitude to one of longitude, at 35° north
_LEAST_AREA_M, _WIDE_AREA_M, _MOST_AREAS = 4_000, 25_000, 400
_LINE = 0.021  # height of a line of the small print, share of the sheet
_LEAST_TITLE = 8  # points
_MOST_LETTERS = 105  # of a line of the small print
_MOST_NAMES = 40


class PictureError(KharitaError, ValueError):
    """The picture cannot be made as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOptions:
    """How a picture is to be: `lang` is `ar` or `en`; `coarsened_m` and `quotes` as in `maps.page.PageOptions`."""

    title: str | None = None
    lang: str = "ar"
    coarsened_m: float | None = None
    quotes: bool = True
    width_inch: float = 10.0
    dpi: int = 160


def write_picture(layers: Layers, path: Path | str, options: PictureOptions | None = None, base: BaseMap | None = None) -> str:
    """Draw `layers` into `path`, by its suffix, whole or not at all.

    Returns:
        the alternative text, which also stands in the file's metadata.

    Raises:
        PictureError: another suffix than .png, .svg or .pdf.
    """
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        message = f"{target.name}: a picture is written as .png, .svg or .pdf"
        raise PictureError(message)
    import matplotlib as mpl  # noqa: PLC0415  (slow to load, and only pictures need it)
    from matplotlib.figure import Figure  # noqa: PLC0415

    chosen = options or PictureOptions()
    alternative = alternative_text(layers, chosen.lang)
    beside = target.with_name(f".{target.stem}.part{target.suffix.lower()}")
    settings: Any = {"font.family": ["DejaVu Sans"], "svg.hashsalt": "kharita", "svg.fonttype": "path", "pdf.fonttype": 42}
    try:
        with mpl.rc_context(settings):
            figure = Figure(figsize=(chosen.width_inch, chosen.width_inch * 0.74), dpi=chosen.dpi, facecolor="white")
            below = _words(figure, layers, chosen, base or base_map())
            axes = figure.add_axes((0.0, below, 0.74, 0.92 - below))
            spots = _draw(axes, layers, chosen, base or base_map())
            _legend(figure, layers, spots, chosen.lang, below)
            figure.savefig(beside, metadata=_metadata(target.suffix.lower(), alternative, chosen))
        if target.suffix.lower() == ".svg":
            _describe(beside, alternative, chosen.lang)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return alternative


def alternative_text(layers: Layers, lang: str) -> str:
    """The picture in a sentence, for who cannot see it."""
    words = _text()
    counts = _kind_counts(layers)
    names = {kind["id"]: kind for kind in symbols()["kinds"]}
    top = ("، " if lang == "ar" else ", ").join(f"{names[kind][lang]} ({count})" for kind, count in counts.most_common(3))
    low, high = _dates(layers)
    side = 0 if lang == "ar" else 1
    spread = words["alt.range"][side].format(a=low, b=high) if low else ""
    return words["alt"][side].format(n=len(_shown(layers)), range=spread, top=top or "—")


def _describe(path: Path, alternative: str, lang: str) -> None:
    """The alternative text where readers of an SVG look for it: matplotlib writes it into the metadata alone."""
    text = path.read_text(encoding="utf-8")
    text = text.replace("</title>", f"</title>\n <desc>{escape(alternative)}</desc>", 1)
    path.write_text(text.replace("<svg ", f'<svg role="img" xml:lang="{lang}" ', 1), encoding="utf-8", newline="\n")


def _draw(axes: Axes, layers: Layers, options: PictureOptions, base: BaseMap) -> list[Spot]:
    """The map: land, water, areas of uncertainty, arrows, symbols, names; what its symbols stand for."""
    west, east, south, north = _extent(layers)
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], aspect=_ASPECT)
    draw_ground(axes, base)
    axes.apply_aspect()
    shown = set(_shown(layers))
    spots = find_spots(axes, layers, shown)
    _draw_uncertainty(axes, layers, [spot.rows[0] for spot in spots if spot.alone])
    _draw_moves(axes, layers, shown)
    draw_spots(axes, layers, spots)
    _scale_bar(axes, options.lang)
    _draw_names(axes, base, options.lang, spots)
    axes.set(xlabel="", ylabel="")
    for spine in axes.spines.values():
        spine.set_color(BORDER)
    return spots


def _draw_uncertainty(axes: Axes, layers: Layers, rows: Sequence[int]) -> None:
    """Areas around the points that stand alone; the wide ones as an edge only, or nothing else is to be seen."""
    from matplotlib.patches import Ellipse  # noqa: PLC0415

    points, kind_colours = layers.points, colours()
    areas: dict[tuple[int, int, int, str, bool], None] = {}
    for row in rows:
        if points.radius[row] >= _LEAST_AREA_M:
            colour = kind_colours[KINDS[layers.events.kind[points.event[row]]]]
            areas[points.lon[row], points.lat[row], points.radius[row], colour, points.precision[row] > 1] = None
    for lon, lat, radius, colour, dashed in sorted(areas, key=lambda area: -area[2])[:_MOST_AREAS]:
        degrees = radius / 111_320
        wide = radius > _WIDE_AREA_M
        axes.add_patch(Ellipse(
            (lon / DEGREES, lat / DEGREES), 2 * degrees * _ASPECT, 2 * degrees, facecolor="none" if wide else colour + "14",
            edgecolor=colour + ("55" if wide else "88"), linewidth=0.7, linestyle=(0, (4, 3)) if dashed else "-", zorder=3,
        ))  # fmt: skip


def _draw_moves(axes: Axes, layers: Layers, shown: set[int]) -> None:
    moves, kind_colours = layers.moves, colours()
    rows = [row for row, event in enumerate(moves.event) if event in shown]
    for row in rows[:120]:
        start = moves.from_lon[row] / DEGREES, moves.from_lat[row] / DEGREES
        end = moves.to_lon[row] / DEGREES, moves.to_lat[row] / DEGREES
        if moves.to_wide[row]:  # towards a region: the head stands on the way, never at the middle of the region
            end = start[0] + (end[0] - start[0]) * 0.6, start[1] + (end[1] - start[1]) * 0.6
        colour = kind_colours[KINDS[layers.events.kind[moves.event[row]]]]
        arrow = {"arrowstyle": "-|>", "color": colour, "lw": 1.1, "alpha": 0.8 if len(rows) < 15 else 0.35,
                 "connectionstyle": "arc3,rad=0.18", "linestyle": "--" if moves.to_wide[row] else "-"}  # fmt: skip
        axes.annotate("", xy=end, xytext=start, arrowprops=arrow, zorder=4, annotation_clip=False)


def _draw_names(axes: Axes, base: BaseMap, lang: str, spots: Sequence[Spot]) -> None:
    """Names, the user's own first, then towns, the most important first.

    One that would lie on another or on a symbol tries the other sides of its dot; where none is free, or it would leave the map, it is
    left out.
    """
    from matplotlib import patheffects  # noqa: PLC0415

    halo, pixels = [patheffects.withStroke(linewidth=2.4, foreground="white")], axes.figure.dpi / 72
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    frame = axes.get_window_extent()
    taken = [_square(spot.x * pixels, spot.y * pixels, spot.reach * 0.85 * pixels) for spot in spots]
    taken += [text.get_window_extent() for text in axes.texts if text.get_text() and not getattr(text, "arrow_patch", None)]
    own = own_names(base)
    towns = [(town.name_ar if lang == "ar" else town.name_en, town.lon, town.lat, INK) for town in base.towns]
    named = 0
    for number, (text, lon, lat, colour) in enumerate([*own, *towns]):
        if not (west < lon < east and south < lat < north) or named >= _MOST_NAMES:
            continue
        name = axes.annotate(
            text, (lon, lat), xytext=(0, 0), textcoords="offset points", fontsize=8, color=colour, path_effects=halo, zorder=9
        )
        for align, upright, offset in _beside(axes, (lon, lat), spots, lang):
            name.set(ha=align, va=upright)
            name.xyann = offset
            box = name.get_window_extent().padded(1.5)
            inside = frame.x0 < box.x0 and box.x1 < frame.x1 and frame.y0 < box.y0 and box.y1 < frame.y1
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                named += 1
                break
        else:
            name.remove()
            continue
        if number >= len(own):
            axes.plot([lon], [lat], marker="o", markersize=1.8, color=INK, zorder=5)
            x, y = axes.transData.transform((lon, lat))
            taken.append(_square(x, y, 1.5 * pixels))


def _square(x: float, y: float, reach: float) -> Bbox:
    """The box that reaches as far from a middle to every side, pixels."""
    from matplotlib.transforms import Bbox  # noqa: PLC0415

    return Bbox.from_extents(x - reach, y - reach, x + reach, y + reach)


def _beside(axes: Axes, where: tuple[float, float], spots: Sequence[Spot], lang: str) -> list[tuple[str, str, tuple[float, float]]]:
    """Where a name may stand around its dot, or around the symbol that hides the dot: alignments and offset in points."""
    x, y = axes.transData.transform(where) * 72 / axes.figure.dpi
    over = next((spot for spot in spots if math.hypot(spot.x - x, spot.y - y) < spot.reach), None)
    reach, dx, dy = (over.reach, over.x - x, over.y - y) if over else (1.0, 0.0, 0.0)
    sides = [("left", "center", (dx + reach + 3, dy)), ("right", "center", (dx - reach - 3, dy))]
    if lang == "ar":
        sides.reverse()
    return [*sides, ("center", "bottom", (dx, dy + reach + 2)), ("center", "top", (dx, dy - reach - 2))]


def _words(figure: Any, layers: Layers, options: PictureOptions, base: BaseMap) -> float:
    """Title, dates, sources and what was left out on purpose; how much of the sheet the small print takes at its foot."""
    arabic = options.lang == "ar"
    words, side = _text(), 0 if arabic else 1
    low, high = _dates(layers)
    x, align, across = (0.985, "right", "left") if arabic else (0.015, "left", "right")
    told_dates = figure.text(1 - x, 0.968, f"{low} – {high}" if low else "", fontsize=10, color=_QUIET, ha=across, va="center")
    head = options.title or words["app.title"][side]
    title = figure.text(x, 0.968, head, fontsize=16, fontweight="bold", color=INK, ha=align, va="center")
    room = figure.bbox.width * 0.95 - told_dates.get_window_extent().width
    while title.get_window_extent().width > room and title.get_fontsize() > _LEAST_TITLE:
        title.set_fontsize(title.get_fontsize() - 1)
    while title.get_window_extent().width > room and " " in head:
        head = head.rpartition(" ")[0]
        title.set_text(f"{head} …")
    kept = [words["harm.coarsened"][side].format(d=_distance(options.coarsened_m, side))] if options.coarsened_m else []
    kept += [] if options.quotes else [words["harm.noquotes"][side]]
    sources = _listed([name for name in layers.sources if name], "، " if arabic else ", ")
    lines = [*kept, f"{words['m.sources'][side]}: {sources}" if sources else "", words["m.what.t"][side].split("؛")[0].split(";")[0]]
    lines = [line for line in lines if line]
    for row, line in enumerate(reversed(lines)):
        figure.text(x, 0.034 + row * _LINE, line, fontsize=7, color=_QUIET, ha=align, va="center")
    credit = [base.attribution[0], *([base.images.credit or base.images.name] if base.images is not None else [])]
    figure.text(1 - x, 0.0115, " · ".join(credit), fontsize=5.5, color=_QUIET, ha=across, va="center")
    return 0.034 + len(lines) * _LINE


def _listed(names: Sequence[str], comma: str) -> str:
    """The first names that fit a line, and that there are more."""
    told = ""
    for name in names:
        if len(told) + len(name) > _MOST_LETTERS:
            return f"{told} …" if told else f"{name[:_MOST_LETTERS]} …"
        told += f"{comma}{name}" if told else name
    return told


def _legend(figure: Any, layers: Layers, spots: Sequence[Spot], lang: str, below: float) -> None:
    """Every kind with its symbol and count, then what the forms that occur mean."""
    axes = figure.add_axes((0.75, below, 0.24, 0.92 - below))
    axes.set(xlim=(0, 10), ylim=(0, 30))
    axes.axis("off")
    arabic = lang == "ar"
    names, kind_colours = {kind["id"]: kind for kind in symbols()["kinds"]}, colours()
    counts, forms = _kind_counts(layers), _forms(layers, spots)
    step = min(1.75, 28.5 / (len(counts) + len(forms) + 0.6))
    size = 9 if step > 1.2 else 7
    at, told = (9.4, 8.6) if arabic else (0.6, 1.4)
    align, across = ("right", "left") if arabic else ("left", "right")
    for row, (kind, count) in enumerate(counts.most_common()):
        y = 29 - row * step
        axes.scatter([at], [y], s=70 * size / 9, marker=marker(kind), color=kind_colours[kind], edgecolor="none")
        draw_mark(axes, kind, [(at, y)], 70 * size / 9, "white")
        axes.text(told, y, names[kind][lang], fontsize=size, color=INK, ha=align, va="center")
        axes.text(0.4 if arabic else 9.8, y, f"{count:,}", fontsize=size, color=_QUIET, ha=across, va="center")
    words, side = _text(), 0 if arabic else 1
    for row, key in enumerate(forms):
        y = 29 - (len(counts) + 0.6 + row) * step
        _draw_form(axes, key, (at, y))
        axes.text(told, y, words[key][side], fontsize=min(7, size), color=INK, ha=align, va="center")


def _forms(layers: Layers, spots: Sequence[Spot]) -> list[str]:
    """Keys of the forms to explain: what is drawn, and no more."""
    alone = [layers.points.event[spot.rows[0]] for spot in spots if spot.alone]
    groups = [[layers.points.event[row] for row in spot.rows] for spot in spots if not spot.alone]
    drawn = {
        "legend.group": bool(groups),
        "legend.share": any(contradicted(layers, event) for group in groups for event in group),
        "legend.double": any(corroborated(layers, event) for event in alone),
        "legend.hollow": any(doubted(layers, event) for event in alone),
        "legend.struck": any(denied(layers, event) for event in alone),
        "legend.dashed": True,
    }
    return [key for key, there in drawn.items() if there]


def _draw_form(axes: Axes, key: str, where: tuple[float, float]) -> None:
    x, y = where
    if key in {"legend.group", "legend.share"}:
        families = [row["color"] for row in symbols()["families"]][:3]
        shares = [(families[0], 0.5), (families[1], 0.3), (families[2], 0.2)] if key == "legend.group" else [(_QUIET, 1.0)]
        draw_ring(axes, where, 4.2, shares, 0.4 if key == "legend.share" else 0.0)
        return
    if key == "legend.double":
        axes.scatter([x], [y], s=30, marker="D", color=_QUIET, edgecolor="none")
        axes.scatter([x], [y], s=95, marker="o", facecolor="none", edgecolor=_QUIET, linewidth=0.7)
        return
    shape, style = ("o", ":") if key == "legend.dashed" else ("D", "-")
    size = 60 if key == "legend.dashed" else 40
    axes.scatter([x], [y], s=size, marker=shape, facecolor="white", edgecolor=_QUIET, linestyle=style, linewidth=1)
    if key == "legend.struck":
        axes.scatter([x], [y], s=80, marker=[(-1, -1), (1, 1)], color=_QUIET, linewidth=1.0)


def _scale_bar(axes: Axes, lang: str) -> None:
    """A bar of a round length, about a sixth of the width."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    kilometres_per_degree = 111.32 * 0.82  # at 35° north
    wanted = (east - west) * kilometres_per_degree / 6
    length = max(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if step <= max(1.0, wanted))
    x, y = west + (east - west) * 0.03, south + (north - south) * 0.03
    axes.plot([x, x + length / kilometres_per_degree], [y, y], color=INK, linewidth=2.2, zorder=9)
    # A right-to-left mark in front: the number stands to the right of its unit, as Arabic is read.
    told = "\u200f" + _distance(length * 1000.0, 0) if lang == "ar" else _distance(length * 1000.0, 1)
    axes.text(x, y + (north - south) * 0.012, told, fontsize=7.5, color=INK, zorder=9)


def _shown(layers: Layers) -> list[int]:
    """Rows of events that a picture shows: all but unrelated headlines."""
    furniture = STORIES.index(Story.FURNITURE)
    return [row for row, story in enumerate(layers.events.story) if story != furniture]


def _kind_counts(layers: Layers) -> Counter[str]:
    return Counter(KINDS[layers.events.kind[row]].value for row in _shown(layers))


def _dates(layers: Layers) -> tuple[str, str]:
    import datetime as dt  # noqa: PLC0415

    days = [day for day in layers.events.start if day != NO_DATE]
    if not days:
        return "", ""
    return tuple(dt.date.fromordinal(day + EPOCH).isoformat() for day in (min(days), max(days)))  # type: ignore[return-value]


def _extent(layers: Layers) -> tuple[float, float, float, float]:
    """West, east, south, north: the middle 98 % of the points with some air, in the shape of the picture."""
    points = layers.points
    if not points.lon:
        return _VIEW
    lons, lats = sorted(points.lon), sorted(points.lat)
    cut = len(lons) // 100
    west, east, south, north = (value / DEGREES for value in (lons[cut], lons[-1 - cut], lats[cut], lats[-1 - cut]))
    height = max((north - south) * 1.18, (east - west) * 1.18 / 1.44, 0.5)
    width = height * 1.44
    x, y = (west + east) / 2, (south + north) / 2
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2


def _distance(metres: float | None, side: int) -> str:
    key = "unit.km" if metres and metres >= 1000 else "unit.m"
    return _text()[key][side].format(n=f"{(metres or 0) / (1000 if key == 'unit.km' else 1):g}")


def _metadata(suffix: str, alternative: str, options: PictureOptions) -> dict[str, Any]:
    title = options.title or _text()["app.title"][0 if options.lang == "ar" else 1]
    if suffix == ".png":
        return {"Title": title, "Description": alternative, "Software": "kharita"}
    if suffix == ".pdf":
        return {"Title": title, "Subject": alternative, "CreationDate": None, "Creator": "kharita", "Producer": "kharita"}
    return {"Title": title, "Description": alternative, "Date": None, "Creator": "kharita", "Language": options.lang}


def _text() -> dict[str, Sequence[str]]:
    return msgspec.json.decode(resources.files("maps").joinpath("assets/text.json").read_bytes(), type=dict[str, Sequence[str]])
