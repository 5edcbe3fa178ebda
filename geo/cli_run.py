"""What the commands do: read reports, hand them to the steps, write what comes out. Composition root of the command line."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from geo import cli_output as output_
from geo.errors import KharitaError, OutputError, ReportError
from geo.models import Extraction

if TYPE_CHECKING:
    from maps.basemap import BaseMap
    from maps.layers import Layers
    from maps.page import PageOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The reports of one command and how they are to be read; what went wrong is collected on the way."""

    reports: Sequence[str]
    published: dt.date | None = None
    layers: Sequence[Path] = ()
    ner: str = "none"
    jobs: int = 1
    cluster: str | None = None
    coarsen: float | None = None
    quotes: bool = True
    failed: list[ReportError] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)

    def records(self) -> Iterator[Extraction]:
        """The record of every report that can be read; the others are named on standard error.

        Raises:
            KharitaError: no report at all could be read.
        """
        from geo.api import Recipe, sources_of  # noqa: PLC0415
        from geo.harm import Harmless  # noqa: PLC0415
        from geo.runners import run  # noqa: PLC0415

        recipe, harmless = Recipe(layers=tuple(self.layers), ner=self.ner), Harmless(self.coarsen, quotes=self.quotes)
        count = 0
        for record in run(sources_of(self.reports, self.published, self._failed), recipe, self.jobs, self.cluster):
            self.notices.extend((record.report.id, notice) for notice in record.notices)
            count += 1
            yield harmless.of(record)
        if count == 0:
            raise KharitaError(str(self.failed[0]) if len(self.failed) == 1 else "no report could be read")

    def _failed(self, error: ReportError) -> None:
        if self.failed:
            if len(self.failed) == 1:
                output_.note(str(self.failed[0]))
            output_.note(str(error))
        self.failed.append(error)

    def finish(self, *, quiet: bool = False) -> None:
        """Say what readers should know, and end with code 1 when some reports could not be read."""
        if not quiet:
            output_.say_notices(self.notices)
        if self.failed:
            if len(self.failed) == 1:
                output_.note(str(self.failed[0]))
            count = len(self.failed)
            output_.note(f"{count} report{'s' if count > 1 else ''} could not be read; the rest is done")
            raise click.exceptions.Exit(1)


@output_.holding_records()
def draw(
    *, output: Path, title: str | None, lang: str, tiles: str | None, basemap: Path | None, basemap_limit: float,
    overlays: Sequence[Path], picture: Path | None, **reading: object,
) -> None:
    """`kharita map`."""
    from gazetteer.store import load  # noqa: PLC0415
    from geo.drawing import Ground, drawing  # noqa: PLC0415
    from geo.exports import rows_of, write_rows  # noqa: PLC0415
    from maps.page import PageOptions, write_page  # noqa: PLC0415
    from maps.tiles import provider  # noqa: PLC0415

    asked = Reading(**reading)  # type: ignore[arg-type]
    output_.check_writable(output)
    if picture is not None:
        output_.check_target(picture)
    if tiles is not None:
        provider(tiles)
    ground = Ground(basemap=basemap, most_bytes=int(basemap_limit), overlays=tuple(overlays))
    ground.check()
    options = PageOptions(title=title, lang=lang, tiles=tiles, coarsened_m=asked.coarsen, quotes=asked.quotes)
    records = list(output_.watched(asked.records()))
    drawn = drawing(records, load(asked.layers), ground)
    rows = rows_of(records, drawn.incidents)
    page, table = output / "map.html", output / "events.geojson"
    try:
        output.mkdir(parents=True, exist_ok=True)
        write_page(drawn.layers, page, options, drawn.base, drawn.reference)
    except OSError as error:
        raise OutputError(f"{error.filename or page}: {error.strerror or error}; the map was not written") from error
    write_rows(rows, table)
    click.echo(output_.summary(records, drawn.incidents))
    if drawn.base.images is not None:
        coarse, fine = drawn.base.images.zooms
        click.echo(f"Base map: {drawn.base.images.name}, zoom {coarse} to {fine}, {_size(drawn.base.images.size)}")
    if picture is not None:
        alternative = _draw_picture(drawn.layers, picture, options, drawn.base)
        click.echo(f"Picture: {picture}\n  {alternative}")
    click.echo(f"GeoJSON: {table}")
    click.echo(f"Open in a browser: {page}")
    asked.finish()


def _size(octets: int) -> str:
    return f"{octets / 1e6:.1f} MB" if octets >= 100_000 else f"{max(1, round(octets / 1000))} kB"


def _draw_picture(layers: Layers, path: Path, page: PageOptions, base: BaseMap) -> str:
    """Draw it; its alternative text."""
    from maps.picture import PictureOptions, write_picture  # noqa: PLC0415

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        options = PictureOptions(title=page.title, lang=page.lang, coarsened_m=page.coarsened_m, quotes=page.quotes)
        return write_picture(layers, path, options, base)
    except ImportError as error:
        raise KharitaError(f'a picture needs matplotlib ({error}): pip install "kharita[picture]"') from None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error


def extract(*, output: Path | None, **reading: object) -> None:
    """`kharita extract`."""
    asked = Reading(**reading)  # type: ignore[arg-type]
    if output is not None:
        output_.check_target(output)
    encode = msgspec.json.Encoder().encode
    records = events = 0
    with output_.lines_to(output) as lines:
        for record in output_.watched(asked.records()):
            lines.write(encode(record) + b"\n")
            records += 1
            events += len(record.events)
    if output is not None:
        click.echo(f"{output_.counted(records, 'record')} with {output_.counted(events, 'event')}: {output}")
    asked.finish()


@output_.holding_records()
def export(*, output: Path, **reading: object) -> None:
    """`kharita export`."""
    from geo.exports import check_format, rows_of, write_rows  # noqa: PLC0415
    from geo.incidents import join  # noqa: PLC0415

    asked = Reading(**reading)  # type: ignore[arg-type]
    check_format(output)
    output_.check_target(output)
    records = list(output_.watched(asked.records()))
    rows = rows_of(records, join(records))
    write_rows(rows, output)
    click.echo(f"{len(rows):,} rows: {output}")
    asked.finish()


@output_.holding_records()
def incidents(*, output: Path | None, **reading: object) -> None:
    """`kharita incidents`."""
    from geo.incidents import join  # noqa: PLC0415

    asked = Reading(**reading)  # type: ignore[arg-type]
    if output is not None:
        output_.check_target(output)
    encode = msgspec.json.Encoder().encode
    joined = join(output_.watched(asked.records()))
    with output_.lines_to(output) as lines:
        lines.writelines(encode(incident) + b"\n" for incident in joined)
    if output is not None:
        several = sum(incident.independent > 1 for incident in joined)
        click.echo(f"{len(joined):,} incidents, {several:,} told by several independent sources: {output}")
    asked.finish()


def explain(*, reports: str, color: bool | None, **reading: object) -> None:
    """`kharita explain`."""
    from geo.explain import Style, explained  # noqa: PLC0415

    asked = Reading(reports=(reports,), **reading)  # type: ignore[arg-type]
    shown = sys.stdout.isatty() and not os.environ.get("NO_COLOR")  # no-color.org
    style = Style.coloured() if (shown if color is None else color) else Style.plain()
    for record in asked.records():
        click.echo(explained(record, style), color=True)
    asked.finish(quiet=True)
