"""Download a published data set from its publisher's address, when the user asks.

Addresses are data (`data/publishers.csv`). A row with `catalogue` points at a CKAN catalogue, where the resource of that format is looked
up, since its address changes with every edition. What arrives is checked: its length, its checksum where one is known, and that an archive
is whole; its own SHA-256 is kept beside it, so that a later download says whether the publisher changed the file.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from gazetteer.errors import FetchError
from gazetteer.spelling import data_rows

USER_AGENT = "kharita-gazetteer/0.1"
_TIMEOUT_S = 60
_LIMIT = 500_000_000  # bytes: no file of these data sets is near it
_BLOCK = 1 << 16
_HASHES = {32: "md5", 40: "sha1", 64: "sha256"}
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A file that arrived whole.

    Attributes:
        path: where it is.
        sha256: its checksum.
        changed: whether it differs from what was fetched before; None the first time.
        licence: what it may be used for, and whose it is.
    """

    path: Path
    sha256: str
    changed: bool | None
    licence: str


def datasets() -> tuple[str, ...]:
    """Names of the data sets that can be fetched."""
    return tuple(dict.fromkeys(row["dataset"] for row in data_rows("publishers")))


def fetch(
    dataset: str, folder: Path, *, server: str | None = None, sha256: str | None = None, progress: Progress | None = None
) -> Iterator[Fetched]:
    """Download the files of a data set into `folder`.

    Args:
        dataset: one of `datasets()`.
        folder: made when it is missing.
        server: `http://host:port` in place of the publisher's, for a mirror.
        sha256: the checksum that the (first) file must have.
        progress: called with the bytes so far and the bytes expected.

    Raises:
        FetchError: no such data set, no connection, or what came is not what was promised; nothing is left behind.
    """
    rows = [row for row in data_rows("publishers") if row["dataset"] == dataset]
    if not rows:
        raise FetchError(f"no data set {dataset!r}; one of {', '.join(datasets())}")
    folder.mkdir(parents=True, exist_ok=True)
    for number, row in enumerate(rows):
        address, promised = _moved(row["address"], server), (sha256 if number == 0 and sha256 else row["sha256"])
        if row["catalogue"]:
            address, from_catalogue = _resource(address, row["catalogue"])
            address, promised = _moved(address, server), promised or from_catalogue
        yield _download(address, folder / row["file"], promised, row["licence"], progress)


def _moved(address: str, server: str | None) -> str:
    if server is None:
        return address
    parts = urlsplit(address)
    return urljoin(server, parts.path + (f"?{parts.query}" if parts.query else ""))


def _open(address: str) -> Any:
    request = urllib.request.Request(address, headers={"User-Agent": USER_AGENT})  # noqa: S310  addresses are ours or the user's
    try:
        return urllib.request.urlopen(request, timeout=_TIMEOUT_S)  # noqa: S310
    except urllib.error.HTTPError as error:
        raise FetchError(f"{address}: the server answers {error.code} {error.reason}") from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise FetchError(f"{address}: no connection ({getattr(error, 'reason', error)})") from error


def _resource(address: str, wanted: str) -> tuple[str, str]:
    """Address and checksum (may be empty) of the resource of a CKAN data set whose format or name says `wanted`."""
    with _open(address) as answer:
        try:
            resources = json.loads(answer.read(5_000_000))["result"]["resources"]
            fitting = [r for r in resources if wanted in f"{r.get('format', '')} {r.get('name', '')}".lower()]
            best = fitting[0]
            return str(best.get("download_url") or best["url"]), str(best.get("hash") or "")
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise FetchError(f"{address}: the catalogue lists no {wanted} file; download it by hand and import it") from error


def _download(address: str, path: Path, promised: str, licence: str, progress: Progress | None) -> Fetched:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        partial = Path(folder) / path.name
        with _open(address) as answer, partial.open("wb") as file:
            length = answer.headers.get("Content-Length")
            expected = int(length) if length and length.isdigit() else None
            received = _copy(answer, file, expected, progress, address)
        if expected is not None and received != expected:
            raise FetchError(f"{address}: {received} of {expected} bytes came; try again")
        _verify(partial, promised, address)
        digest = hashlib.sha256(partial.read_bytes()).hexdigest()
        note = path.with_name(f"{path.name}.sha256")
        before = note.read_text(encoding="ascii").split()[0] if note.exists() and note.read_text(encoding="ascii").strip() else None
        partial.replace(path)
        note.write_text(f"{digest}  {path.name}\n", encoding="ascii")
    return Fetched(path=path, sha256=digest, changed=None if before is None else before != digest, licence=licence)


def _copy(answer: Any, file: Any, expected: int | None, progress: Progress | None, address: str) -> int:
    received = 0
    try:
        while block := answer.read(_BLOCK):
            received += len(block)
            if received > _LIMIT:
                raise FetchError(f"{address}: more than {_LIMIT // 1_000_000} MB; not what was asked for")
            file.write(block)
            if progress:
                progress(received, expected)
    except OSError as error:
        raise FetchError(f"{address}: broken off after {received} bytes ({error}); try again") from error
    return received


def _verify(path: Path, promised: str, address: str) -> None:
    data = path.read_bytes()
    checksum = promised.strip().lower().removeprefix("sha256:").removeprefix("md5:")
    if checksum:
        kind = _HASHES.get(len(checksum))
        if kind is None or hashlib.new(kind, data, usedforsecurity=False).hexdigest() != checksum:
            raise FetchError(f"{address}: the checksum is not {checksum}; the file is damaged or another edition")
    if path.suffix == ".zip":
        try:
            with zipfile.ZipFile(path) as archive:
                broken = archive.testzip()
        except zipfile.BadZipFile as error:
            raise FetchError(f"{address}: what came is no archive (a page of a proxy?)") from error
        if broken:
            raise FetchError(f"{address}: {broken} in the archive is damaged; try again")
