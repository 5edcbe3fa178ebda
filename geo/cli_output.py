"""What the commands write: files whole or not at all, progress on a terminal, a summary that says what was found and what was not."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from geo.errors import KharitaError, OutputError
from geo.models import Extraction, MentionStatus

if TYPE_CHECKING:
    from geo.incidents import Incident

_SHOWN = 8  # names and notices in a summary; the rest are counted


def check_writable(folder: Path) -> None:
    """See before the work whether a folder can be written to, or made.

    Raises:
        OutputError: it cannot.
    """
    at = folder.absolute()
    while not at.exists() and at != at.parent:
        at = at.parent
    if not at.is_dir():
        raise OutputError(f"{folder}: cannot be written, {at} is not a folder")
    if not os.access(at, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: cannot be written; check the permissions of {at}")


def check_target(path: Path) -> None:
    """See before the work whether a file can be written.

    Raises:
        OutputError: it cannot.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    check_writable(path.parent)


@contextmanager
def lines_to(path: Path | None) -> Iterator[IO[bytes]]:
    """A stream for JSON Lines: a file beside `path` that takes its name at the end; a device or a pipe itself; or standard output.

    Raises:
        OutputError: the file cannot be written; nothing is left of it.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not path.is_file():  # /dev/null, a pipe: nothing may take its place
        with path.open("wb") as file:
            yield file
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            yield file
        beside.replace(path)
    except KharitaError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        beside.unlink(missing_ok=True)


def watched(records: Iterable[Extraction]) -> Iterator[Extraction]:
    """The records, with their count on a terminal while they come; silent elsewhere."""
    if not sys.stderr.isatty():
        yield from records
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("reading reports"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reports", total=None)
        for record in records:
            yield record
            progress.advance(task)


@contextmanager
def holding_records() -> Iterator[None]:
    """Without the cycle collector, for commands that hold every record: it walks them all again and again, half of the time of 50,000.

    Reading and drawing make no cycles worth collecting, and what they made goes with the process.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def note(message: str) -> None:
    """One line on standard error."""
    click.echo(f"kharita: {' '.join(message.split())}", err=True)


def say_notices(notices: Sequence[tuple[str, str]]) -> None:
    """What readers should know of single reports, the first few of each sort; (report, notice)."""
    for identity, notice in notices[:_SHOWN]:
        note(f"{identity}: {notice}")
    if len(notices) > _SHOWN:
        note(f"and {len(notices) - _SHOWN} more notices, in the records")


def summary(records: Sequence[Extraction], incidents: Sequence[Incident]) -> str:
    """What a map holds, for the terminal: events by kind, names without a place, notices."""
    events = Counter(event.kind.value for record in records for event in record.events)
    lines = [f"{counted(len(records), 'report')}, {counted(events.total(), 'event')}, {counted(len(incidents), 'incident')}"]
    if events:
        lines.append("  " + " · ".join(f"{kind} {count}" for kind, count in sorted(events.items(), key=lambda item: (-item[1], item[0]))))
    else:
        lines.append("  no event was found; the map shows the base map only")
    unknown = Counter(
        mention.surface
        for record in records
        for mention in record.mentions
        if mention.literal and mention.surface and mention.status is not MentionStatus.RESOLVED
    )
    if unknown:
        ranked = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))
        more = f" and {len(ranked) - _SHOWN} more" if len(ranked) > _SHOWN else ""
        lines.append(f"Names without a place: {'، '.join(name for name, _ in ranked[:_SHOWN])}{more}")
        lines.append("  kharita gazetteer add gives one a place")
    return "\n".join(lines)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "2 events"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
