"""Layers → a still picture (PNG, SVG, PDF) for a report or a post, with its legend, dates and sources, and its alternative text.

matplotlib 3.11 shapes Arabic itself: names go in as they are read. (Reshaping them first, as older advice has it, now corrupts them.)
"""

from __future__ import annotations

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
from maps.basemap import BaseMap, base_map, rings
from maps.layers import DEGREES, EPOCH, KINDS, NO_DATE, STORIES, Layers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".svg", ".pdf")
_SEA, _LAND, _HOME, _BORDER, _WATER, _INK, _QUIET = "#cfdfe8", "#efece4", "#fbfaf6", "#8f8676", "#8fb7d1", "#22252a", "#6b675f"
_VIEW = (35.2, 42.6, 32.1, 37.5)  # west, east, south, north: Syria, where nothing is drawn
_ASPECT = 1.22  # of a degree of latitude to one of longitude, at 35° north
_LEAST_AREA_M, _WIDE_AREA_M, _MOST_AREAS = 4_000, 25_000, 400
_LINE = 0.021  # height of a line of the small print, share of the sheet
_LEAST_TITLE = 8  # points
_MOST_LETTERS = 105  # of a line of the small print
_MOST_TOWNS = 26


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
            _draw(axes, layers, chosen, base or base_map())
            _legend(figure, layers, chosen.lang, below)
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
    names = {kind["id"]: kind for kind in _symbols()["kinds"]}
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


def _draw(axes: Axes, layers: Layers, options: PictureOptions, base: BaseMap) -> None:
    """The map: land, water, areas of uncertainty, arrows, symbols, names."""
    west, east, south, north = _extent(layers)
    axes.set_facecolor(_SEA)
    axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[], aspect=_ASPECT)
    _draw_base(axes, base)
    shown = set(_shown(layers))
    _draw_uncertainty(axes, layers, shown)
    _draw_moves(axes, layers, shown)
    _draw_points(axes, layers, shown)
    _draw_towns(axes, base, options.lang)
    _scale_bar(axes, options.lang)
    axes.set(xlabel="", ylabel="")
    for spine in axes.spines.values():
        spine.set_color(_BORDER)


def _draw_base(axes: Axes, base: BaseMap) -> None:
    import geopandas as gpd  # noqa: PLC0415
    from shapely.geometry import Polygon, shape  # noqa: PLC0415

    def areas(layer: str) -> gpd.GeoSeries:
        return gpd.GeoSeries([Polygon(ring) for _, _, rows in rings(base.outlines, layer) for ring in rows if len(ring) > 2], crs=4326)

    areas("countries").plot(ax=axes, color=_LAND, edgecolor=_BORDER, linewidth=0.6, aspect=None)
    syria = [row for row in rings(base.outlines, "countries") if row[1] == "Syria"]
    home = gpd.GeoSeries([Polygon(ring) for ring in syria[0][2]], crs=4326)
    home.plot(ax=axes, color=_HOME, edgecolor=_QUIET, linewidth=1.1, aspect=None)
    areas("governorates").plot(ax=axes, color="none", edgecolor="#c3baa9", linewidth=0.5, linestyle=(0, (5, 3)), aspect=None)
    if base.water:
        gpd.GeoSeries([shape(row.geometry) for row in base.water], crs=4326).plot(ax=axes, color=_WATER, linewidth=1.1, aspect=None)


def _draw_uncertainty(axes: Axes, layers: Layers, shown: set[int]) -> None:
    from matplotlib.patches import Ellipse  # noqa: PLC0415

    points, colours = layers.points, _colours()
    # Many events of a region share one area: each is drawn once a colour, and the wide ones as an edge only, or nothing else is to be seen.
    areas = {
        (points.lon[row], points.lat[row], points.radius[row], colours[KINDS[layers.events.kind[event]]], points.precision[row] > 1): None
        for row, event in enumerate(points.event)
        if event in shown and points.radius[row] >= _LEAST_AREA_M
    }
    for lon, lat, radius, colour, dashed in sorted(areas, key=lambda area: -area[2])[:_MOST_AREAS]:
        degrees = radius / 111_320
        wide = radius > _WIDE_AREA_M
        axes.add_patch(Ellipse(
            (lon / DEGREES, lat / DEGREES), 2 * degrees * _ASPECT, 2 * degrees, facecolor="none" if wide else colour + "14",
            edgecolor=colour + ("55" if wide else "88"), linewidth=0.7, linestyle=(0, (4, 3)) if dashed else "-", zorder=3,
        ))  # fmt: skip


def _draw_moves(axes: Axes, layers: Layers, shown: set[int]) -> None:
    moves, colours = layers.moves, _colours()
    rows = [row for row, event in enumerate(moves.event) if event in shown]
    for row in rows[:120]:
        start = moves.from_lon[row] / DEGREES, moves.from_lat[row] / DEGREES
        end = moves.to_lon[row] / DEGREES, moves.to_lat[row] / DEGREES
        if moves.to_wide[row]:  # towards a region: the head stands on the way, never at the middle of the region
            end = start[0] + (end[0] - start[0]) * 0.6, start[1] + (end[1] - start[1]) * 0.6
        colour = colours[KINDS[layers.events.kind[moves.event[row]]]]
        arrow = {"arrowstyle": "-|>", "color": colour, "lw": 1.1, "alpha": 0.8 if len(rows) < 15 else 0.35,
                 "connectionstyle": "arc3,rad=0.18", "linestyle": "--" if moves.to_wide[row] else "-"}  # fmt: skip
        axes.annotate("", xy=end, xytext=start, arrowprops=arrow, zorder=4, annotation_clip=False)


def _draw_points(axes: Axes, layers: Layers, shown: set[int]) -> None:
    """One symbol an event and place, the shape and colour of its family; hollow where it is disputed or denied."""
    points, events = layers.points, layers.events
    groups: dict[tuple[str, bool], list[int]] = {}
    for row, event in enumerate(points.event):
        if event in shown:
            doubted = events.status[event] >= 2 or events.stance[event] > 0  # disputed or denied; anything but asserted
            groups.setdefault((KINDS[events.kind[event]], doubted), []).append(row)
    colours = _colours()
    size = 46 if len(points.event) < 150 else 26 if len(points.event) < 1500 else 9
    for (kind, hollow), rows in sorted(groups.items()):
        axes.scatter(
            [points.lon[row] / DEGREES for row in rows], [points.lat[row] / DEGREES for row in rows], s=size, marker=_marker(kind),
            facecolor="white" if hollow else colours[kind], edgecolor=colours[kind] if hollow else "white",
            linewidth=0.9 if hollow else 0.5,
            zorder=6, alpha=0.95,
        )  # fmt: skip
        where = [(points.lon[row] / DEGREES, points.lat[row] / DEGREES) for row in rows]
        _draw_mark(axes, kind, where, size, colours[kind] if hollow else "white")


def _draw_mark(axes: Axes, kind: str, where: list[tuple[float, float]], size: float, colour: str) -> None:
    """The mark inside a symbol, which tells the kinds of one family apart."""
    symbols = _symbols()
    rings_of_mark = symbols["marks"][next(row["mark"] for row in symbols["kinds"] if row["id"] == kind)]
    if not rings_of_mark:
        return
    mark = [(x, -y) for x, y in [*rings_of_mark[0], rings_of_mark[0][0]]]
    share = max(abs(value) for point in mark for value in point)  # matplotlib scales every marker to its own extent
    axes.scatter([x for x, _ in where], [y for _, y in where], s=size * share**2, marker=mark, color=colour, edgecolor="none", zorder=7)


def _draw_towns(axes: Axes, base: BaseMap, lang: str) -> None:
    """Names, the most important first; one that would lie on another, or leave the map, is left out."""
    from matplotlib import patheffects  # noqa: PLC0415

    halo = [patheffects.withStroke(linewidth=2.4, foreground="white")]
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    axes.apply_aspect()
    frame = axes.get_window_extent()
    taken: list[Any] = []
    for town in base.towns:
        if not (west < town.lon < east and south < town.lat < north) or len(taken) >= _MOST_TOWNS:
            continue
        name = axes.annotate(
            town.name_ar if lang == "ar" else town.name_en, (town.lon, town.lat), xytext=(0, 6), textcoords="offset points",
            fontsize=8, color=_INK, ha="center", path_effects=halo, zorder=8,
        )  # fmt: skip
        box = name.get_window_extent().padded(2)
        inside = frame.x0 < box.x0 and box.x1 < frame.x1 and frame.y0 < box.y0 and box.y1 < frame.y1
        if not inside or any(box.overlaps(other) for other in taken):
            name.remove()
            continue
        taken.append(box)
        axes.plot([town.lon], [town.lat], marker="o", markersize=1.8, color=_INK, zorder=5)


def _words(figure: Any, layers: Layers, options: PictureOptions, base: BaseMap) -> float:
    """Title, dates, sources and what was left out on purpose; how much of the sheet the small print takes at its foot."""
    arabic = options.lang == "ar"
    words, side = _text(), 0 if arabic else 1
    low, high = _dates(layers)
    x, align, across = (0.985, "right", "left") if arabic else (0.015, "left", "right")
    told_dates = figure.text(1 - x, 0.968, f"{low} – {high}" if low else "", fontsize=10, color=_QUIET, ha=across, va="center")
    head = options.title or words["app.title"][side]
    title = figure.text(x, 0.968, head, fontsize=16, fontweight="bold", color=_INK, ha=align, va="center")
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
    figure.text(1 - x, 0.0115, base.attribution[0], fontsize=5.5, color=_QUIET, ha=across, va="center")
    return 0.034 + len(lines) * _LINE


def _listed(names: Sequence[str], comma: str) -> str:
    """The first names that fit a line, and that there are more."""
    told = ""
    for name in names:
        if len(told) + len(name) > _MOST_LETTERS:
            return f"{told} …" if told else f"{name[:_MOST_LETTERS]} …"
        told += f"{comma}{name}" if told else name
    return told


def _legend(figure: Any, layers: Layers, lang: str, below: float) -> None:
    """Every kind with its symbol and count, then what hollow symbols and dashed edges mean."""
    axes = figure.add_axes((0.75, below, 0.24, 0.92 - below))
    axes.set(xlim=(0, 10), ylim=(0, 30))
    axes.axis("off")
    arabic = lang == "ar"
    names, colours = {kind["id"]: kind for kind in _symbols()["kinds"]}, _colours()
    counts = _kind_counts(layers)
    step = min(1.75, 28.5 / (len(counts) + 2.6))
    size = 9 if step > 1.2 else 7
    for row, (kind, count) in enumerate(counts.most_common()):
        y = 29 - row * step
        axes.scatter([9.4 if arabic else 0.6], [y], s=70 * size / 9, marker=_marker(kind), color=colours[kind], edgecolor="none")
        _draw_mark(axes, kind, [(9.4 if arabic else 0.6, y)], 70 * size / 9, "white")
        axes.text(8.6 if arabic else 1.4, y, names[kind][lang], fontsize=size, color=_INK, ha="right" if arabic else "left", va="center")
        axes.text(0.4 if arabic else 9.8, y, f"{count:,}", fontsize=size, color=_QUIET, ha="left" if arabic else "right", va="center")
    words, side = _text(), 0 if arabic else 1
    for row, key in enumerate(("legend.hollow", "legend.dashed")):
        y = 29 - (len(counts) + 0.6 + row) * step
        marker, style = ("D", "-") if key == "legend.hollow" else ("o", ":")
        axes.scatter([9.4 if arabic else 0.6], [y], s=60, marker=marker, facecolor="white", edgecolor=_QUIET, linestyle=style, linewidth=1)
        axes.text(8.6 if arabic else 1.4, y, words[key][side], fontsize=7, color=_INK, ha="right" if arabic else "left", va="center")


def _scale_bar(axes: Axes, lang: str) -> None:
    """A bar of a round length, about a sixth of the width."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    kilometres_per_degree = 111.32 * 0.82  # at 35° north
    wanted = (east - west) * kilometres_per_degree / 6
    length = max(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if step <= max(1.0, wanted))
    x, y = west + (east - west) * 0.03, south + (north - south) * 0.03
    axes.plot([x, x + length / kilometres_per_degree], [y, y], color=_INK, linewidth=2.2, zorder=9)
    axes.text(x, y + (north - south) * 0.012, _distance(length * 1000.0, 0 if lang == "ar" else 1), fontsize=7.5, color=_INK, zorder=9)


def _marker(kind: str) -> Any:
    """The outline of the kind's family as a matplotlib marker (its y axis points up)."""
    symbols = _symbols()
    family = next(row["family"] for row in symbols["kinds"] if row["id"] == kind)
    shape = next(row["shape"] for row in symbols["families"] if row["id"] == family)
    return [(x, -y) for x, y in [*symbols["shapes"][shape], symbols["shapes"][shape][0]]]


def _colours() -> dict[str, str]:
    symbols = _symbols()
    families = {row["id"]: row["color"] for row in symbols["families"]}
    return {row["id"]: families[row["family"]] for row in symbols["kinds"]}


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


def _symbols() -> Any:
    return msgspec.json.decode(resources.files("maps").joinpath("assets/kinds.json").read_bytes())


def _text() -> dict[str, Sequence[str]]:
    return msgspec.json.decode(resources.files("maps").joinpath("assets/text.json").read_bytes(), type=dict[str, Sequence[str]])
