"""Readers of reports: files, folders, standard input and JSON Lines → reports, one at a time.

`read` never stops at a bad report: what it yields is either a `Source` or the error that says what is wrong with one.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.errors import ReportError
from geo.reports.decoding import decode
from geo.reports.jsonl import read_jsonl
from geo.reports.source import Source, report_of

__all__ = ["Source", "read", "report_of"]

_JSONL = {".jsonl", ".ndjson"}
_TEXT = {".txt", ".text", ".md", ""}


def read(inputs: Sequence[str], published: dt.date | None = None) -> Iterator[Source | ReportError]:
    """Every report of the inputs, in order; folders are read in order of names.

    Args:
        inputs: paths of files or folders, or `-` for standard input.
        published: the day of publication for reports that do not say theirs.
    """
    for name in inputs:
        if name == "-":
            yield from _guarded("-", sys.stdin.buffer.read(), "stdin", published)
            continue
        path = Path(name)
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in _TEXT | _JSONL and not p.name.startswith("."))
            if not files:
                yield ReportError(f"{path}: no report in this folder; kharita reads .txt and .jsonl files")
            for file in files:
                yield from _file(file, file.relative_to(path).with_suffix("").as_posix(), published)
        else:
            yield from _file(path, path.with_suffix("").as_posix() if not path.is_absolute() else path.stem, published)


def _file(path: Path, identity: str, published: dt.date | None) -> Iterator[Source | ReportError]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        yield ReportError(f"{path}: no such file; check the path")
        return
    except OSError as error:
        yield ReportError(f"{path}: cannot be read ({error.strerror or error}); check the permissions")
        return
    yield from _guarded(str(path), data, identity, published, jsonl=path.suffix.lower() in _JSONL)


def _guarded(name: str, data: bytes, identity: str, published: dt.date | None, *, jsonl: bool = False) -> Iterator[Source | ReportError]:
    """Decode and split one input; a fault becomes the error that is yielded."""
    try:
        text, notices = decode(data, name)
    except ReportError as error:
        yield error
        return
    if jsonl or _looks_like_jsonl(text):
        yield from read_jsonl(text, name, published)
        return
    yield report_of(identity, text, published=published, notices=notices, origin=name)


def _looks_like_jsonl(text: str) -> bool:
    return text.lstrip().startswith('{"') and text.split("\n", 1)[0].rstrip().endswith("}")
