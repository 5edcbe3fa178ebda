"""The user's own rows: added, replaced, removed under a lock, written atomically, everything else in the file left as it is."""

from __future__ import annotations

import csv
import io
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gazetteer.errors import GazetteerFileError, LockedError, UnknownPlaceError
from gazetteer.models import Place
from gazetteer.store import Gazetteer, home, write_atomically
from gazetteer.tables import LAYER_COLUMNS, Entry, cells, read_table, table_text

_WAIT_S = 20.0
_RETRY_S = 0.02


def user_file(folder: Path | None = None) -> Path:
    """The file of the user's own rows: `places.csv` in the user's folder."""
    return (folder or home()) / "places.csv"


@contextmanager
def locked(path: Path, wait_s: float = _WAIT_S) -> Iterator[None]:
    """Hold the lock of a file; the system lets go of it even when the program dies.

    Raises:
        LockedError: another program kept it longer than `wait_s` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("a+b") as file:
        until = time.monotonic() + wait_s
        while not _try_lock(file.fileno()):
            if time.monotonic() > until:
                raise LockedError(f"{path}: another command has kept it locked for {wait_s:g} s; try again when that has ended")
            time.sleep(_RETRY_S)
        try:
            yield
        finally:
            _unlock(file.fileno())


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def add(entries: Sequence[Entry], path: Path | None = None) -> Path:
    """Append rows to the user's file; a row of the same id there is replaced.

    Returns:
        the file written.

    Raises:
        GazetteerFileError: the file has faults, or cannot be written; nothing was changed.
        LockedError: another command kept the file.
    """
    path = path or user_file()
    with locked(path):
        columns, rows, delimiter = _raw(path)
        columns = [*columns, *(column for column in LAYER_COLUMNS if column not in columns)]
        fresh = {entry.place.id for entry in entries}
        kept = [row for row in rows if row.get("id") not in fresh]
        _write(path, columns, [*kept, *(cells(entry) for entry in entries)], delimiter)
    return path


def remove(identity: str, gazetteer: Gazetteer, path: Path | None = None) -> tuple[Path, str]:
    """Take a place out: the user's own row is deleted, a row of a layer below is hidden.

    Returns:
        the file written and what was done: `deleted` or `hidden`.

    Raises:
        UnknownPlaceError: no place has this id.
        GazetteerFileError, LockedError: as for `add`.
    """
    path = path or user_file()
    with locked(path):
        columns, rows, delimiter = _raw(path)
        kept = [row for row in rows if row.get("id") != identity or row.get("hidden")]
        if len(kept) < len(rows):
            _write(path, columns, kept, delimiter)
            return path, "deleted"
        place = gazetteer.get(identity)
        if place is None:
            raise UnknownPlaceError(f"no place has the id {identity!r}; kharita gazetteer find NAME shows ids")
        columns = [*columns, *(column for column in LAYER_COLUMNS if column not in columns)]
        hiding = cells(Entry(place=place, hidden=True)) | {"id": f"hide-{place.id}", "replaces": place.id, "extends": ""}
        _write(path, columns, [*kept, hiding], delimiter)
    return path, "hidden"


def write_import(name: str, entries: Sequence[Entry], folder: Path | None = None) -> Path:
    """Keep imported rows as a layer of their own, in place of what was imported under the same name before.

    Returns:
        the file written: GeoJSON when a row has an area or a line, else CSV.
    """
    target = (folder or home()) / "imported"
    shaped = any(entry.place.geometry for entry in entries)
    path, other = target / f"{name}.geojson", target / f"{name}.csv"
    if not shaped:
        path, other = other, path
    with locked(target / name):
        write_atomically(path, table_text(path, entries).encode())
        other.unlink(missing_ok=True)
    return path


def own_rows(path: Path | None = None) -> list[Place]:
    """The user's own places, hidden ones left out."""
    path = path or user_file()
    return [entry.place for entry in read_table(path, "user")[0] if not entry.hidden] if path.exists() else []


def _raw(path: Path) -> tuple[list[str], list[dict[str, str]], str]:
    """Columns, rows and delimiter as they stand, also columns that we do not know."""
    if not path.exists():
        return list(LAYER_COLUMNS), [], ","
    _, faults = read_table(path, "user")
    errors = [str(fault) for fault in faults if fault.level == "error"]
    if errors:
        raise GazetteerFileError(f"{path}: {errors[0]}", errors)
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = next(table, [])
    return columns, [dict(zip(columns, row, strict=False)) for row in table if any(row)], delimiter


def _write(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n", extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    try:
        write_atomically(path, out.getvalue().encode())
    except OSError as error:
        raise GazetteerFileError(f"{path}: cannot be written ({error.strerror})") from error
