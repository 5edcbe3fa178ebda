"""The command line: options and their words. What a command does stands in `geo.cli_run`, loaded when one is called.

Exit codes: 0 done; 1 some of several reports could not be read, the rest is done; 2 nothing could be done.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from geo.errors import KharitaError

_F = TypeVar("_F", bound=Callable[..., Any])
_MEASURE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*")
_PATH = click.Path(path_type=Path)
_GAZETTEER_HELP = "The places that are known: find, add, remove, check, import."
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]  # generic only in the newest click
    """A calendar day, as 2018-05-21."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day, or a usage error that shows how one is written."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it like 2018-05-21", param, ctx)


class Measure(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A number with its unit, as 5km; in the smallest unit inside."""

    def __init__(self, name: str, units: Mapping[str, float], example: str) -> None:
        self.name = name
        self._units, self._example = units, example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The measure, or a usage error that shows how one is written."""
        if isinstance(value, float):
            return value
        match = _MEASURE.fullmatch(value)
        measure = float(match[1]) * self._units.get(match[2], 0.0) if match else 0.0
        if measure <= 0:
            self.fail(f"{value!r} is no {self.name}; write it like {self._example}", param, ctx)
        return measure


class Commands(click.Group):
    """The group of all commands; `gazetteer` is loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of a first session, not of the alphabet."""
        return ["map", "extract", "explain", "export", "incidents", "gazetteer"]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without loading `gazetteer` for its one line."""
        lines = {name: command.get_short_help_str(100) for name, command in self.commands.items()} | {"gazetteer": _GAZETTEER_HELP}
        with formatter.section("Commands"):
            formatter.write_dl([(name, lines[name]) for name in self.list_commands(ctx)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name == "gazetteer" and cmd_name not in self.commands:
            from geo.cli_gazetteer import gazetteer  # noqa: PLC0415

            self.add_command(gazetteer, "gazetteer")
        return super().get_command(ctx, cmd_name)


def _verbose(command: _F) -> _F:
    return click.option("-v", "--verbose", is_flag=True, expose_value=False, help="Show the traceback of an error.")(command)


def _options(*options: Callable[[_F], _F]) -> Callable[[_F], _F]:
    """Several options as one decorator, shown in this order."""

    def decorate(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_published = click.option("--published", type=Day(), help="Day of publication of reports that do not say theirs; «أمس» is counted from it.")
_gazetteers = click.option(
    "--gazetteer", "layers", type=_PATH, multiple=True, metavar="FILE", help="More places, CSV or GeoJSON; repeatable."
)
_jobs = click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Local processes; the result is the same.")
_cluster = click.option("--cluster", metavar="ADDRESS", help="Scheduler of a Dask cluster that does the work.")
_ner = click.option(
    "--ner", type=click.Choice(["none", "camel"]), default="none", show_default=True, help="Also look for names that no gazetteer has."
)
_coarsen = click.option(
    "--coarsen", type=Measure("distance", {"km": 1000.0, "m": 1.0}, "5km or 500m"),
    help="Round every position to a grid of this size (5km), for good.",
)  # fmt: skip
_quotes = click.option("--no-quotes", "quotes", flag_value=False, default=True, help="Leave out the text of the reports.")
_understanding = _options(_published, _gazetteers, _ner)
_reading = _options(_understanding, _jobs, _cluster)
_harm = _options(_coarsen, _quotes)
_lines_file = click.option("-o", "--output", type=_PATH, metavar="FILE", help="JSON Lines file to write; standard output without it.")
_reports = click.argument("reports", nargs=-1, required=True, metavar="REPORT…")
_reports_to_lines = _options(_reports, _lines_file, _reading, _harm, _verbose)


@click.group(cls=Commands, context_settings=_SETTINGS)
@click.version_option(package_name="kharita", message="kharita %(version)s")
@click.option("-v", "--verbose", is_flag=True, help="Show the traceback of an error.")
def cli(verbose: bool) -> None:
    """From Arabic reports on the Syrian war to maps that can be answered for.

    A REPORT is a text file (UTF-8 or windows-1256), a folder of them, JSON Lines of {"id", "title", "text", "source", "url",
    "published"}, or - for standard input. Nothing is sent anywhere; the network is used only where an option says so.
    """


@cli.command("map")
@_reports
@click.option("-o", "--output", type=_PATH, default=Path("kharita-map"), show_default=True, metavar="DIR", help="Folder to write to.")
@_reading
@click.option("--title", help="Title of the page.")
@click.option("--lang", type=click.Choice(["ar", "en"]), default="ar", show_default=True, help="Language the page opens in.")
@_harm
@click.option("--tiles", metavar="PROVIDER", help="Online tiles that the reader may agree to load (OpenTopoMap, Esri.WorldImagery).")
@click.option("--basemap", type=_PATH, metavar="FILE", help="Your own base map, images in a .pmtiles archive; they travel in the page.")
@click.option(
    "--basemap-limit", type=Measure("size", {"MB": 1e6, "kB": 1e3}, "20MB"), default="20MB", show_default=True,
    help="Most of it that a page may carry.",
)  # fmt: skip
@click.option(
    "--layer", "overlays", type=_PATH, multiple=True, metavar="FILE", help="Your own lines, areas or points, GeoJSON; repeatable."
)
@click.option("--picture", type=_PATH, metavar="FILE", help="Also draw the map as .png, .svg or .pdf.")
@_verbose
def map_command(**options: Any) -> None:
    """Draw reports, or extraction records, as a map: DIR/map.html and DIR/events.geojson."""
    from geo import cli_run  # noqa: PLC0415

    cli_run.draw(**options)


@cli.command()
@_reports_to_lines
def extract(**options: Any) -> None:
    """Write one extraction record a report, as JSON Lines."""
    from geo import cli_run  # noqa: PLC0415

    cli_run.extract(**options)


@cli.command()
@click.argument("reports", nargs=1, metavar="REPORT")
@_understanding
@click.option("--color/--no-color", default=None, help="Mark places with colour; by itself on a terminal, unless NO_COLOR is set.")
@_verbose
def explain(**options: Any) -> None:
    """Show the text with its places marked, what each became and why, and the events with the words they stand on."""
    from geo import cli_run  # noqa: PLC0415

    cli_run.explain(**options)


@cli.command()
@_reports
@click.option("--to", "output", type=_PATH, required=True, metavar="FILE", help="What to write: .geojson .csv .gpkg .parquet .kml")
@_reading
@_harm
@_verbose
def export(**options: Any) -> None:
    """Write the events of reports, or of extraction records, as a table: a row is one event at one place."""
    from geo import cli_run  # noqa: PLC0415

    cli_run.export(**options)


@cli.command()
@_reports_to_lines
def incidents(**options: Any) -> None:
    """Join the events that several reports tell, a line each, with every figure beside its source."""
    from geo import cli_run  # noqa: PLC0415

    cli_run.incidents(**options)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process: one line on standard error for what went wrong, the traceback with `-v`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    verbose = bool({"-v", "--verbose"} & set(given))
    try:
        code = cli.main(given, prog_name="kharita", standalone_mode=False)
    except click.exceptions.Abort:
        code = _fail("stopped", verbose=verbose, code=130)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "kharita"
        code = _fail(f"{error.format_message().rstrip('.')}; see {where} --help", verbose=verbose)
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stderr.close()  # whoever read our output has gone: nothing is left to say
        code = 0
    except (click.ClickException, KharitaError) as error:
        code = _fail(error.format_message() if isinstance(error, click.ClickException) else str(error), verbose=verbose)
    except OSError as error:
        code = _fail(f"{error.filename or 'output'}: {error.strerror or error}", verbose=verbose)
    except Exception as error:  # noqa: BLE001  (a fault of ours: still one line for the person in front of it)
        code = _fail(f"a fault of the program ({type(error).__name__}: {error}); please report it with the output of -v", verbose=verbose)
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, *, verbose: bool, code: int = 2) -> int:
    if verbose:
        traceback.print_exc()
    click.echo(f"kharita: {' '.join(message.split())}", err=True)
    return code
