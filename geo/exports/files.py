"""Files that stand whole under their name, or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from geo.errors import OutputError


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path` (of the same suffix, for libraries that go by it), then rename it; folders are made.

    Raises:
        OutputError: the file cannot be written; nothing is left of it.
    """
    beside = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(beside)
        beside.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        for end in ("", "-journal", "-wal", "-shm"):  # the last three are SQLite's, of a GeoPackage
            beside.with_name(beside.name + end).unlink(missing_ok=True)
