"""Several processes on this machine. Each makes its own tools from the recipe; batches go out and come back in turn, so order is kept.

A worker is sent a new batch only after its last result was taken: neither side ever waits for the other to read, whatever the size.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from geo.api import Recipe, tools_of
from geo.errors import KharitaError
from geo.models import Extraction
from geo.pipeline import process

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from geo.reports import Source

_BATCH = 32  # reports a message: large enough that sending costs nothing, small enough that memory stays flat


def run(sources: Iterable[Source], recipe: Recipe, jobs: int) -> Iterator[Extraction]:
    """See `geo.runners.run`.

    Raises:
        KharitaError: what a worker could not do, or that one died.
    """
    context = multiprocessing.get_context("spawn")
    workers: list[tuple[Any, Connection]] = []
    batches = _batches(sources)
    try:
        for batch in islice(batches, jobs):
            ours, theirs = context.Pipe()
            worker = context.Process(target=_work, args=(theirs, recipe), daemon=True)
            worker.start()
            theirs.close()
            ours.send(batch)
            workers.append((worker, ours))
        yield from _in_turn([connection for _, connection in workers], batches)
    finally:
        for worker, connection in workers:
            connection.close()
            worker.join(timeout=5)
            if worker.is_alive():
                worker.terminate()


def _in_turn(connections: list[Connection], batches: Iterator[list[Source]]) -> Iterator[Extraction]:
    """Take the result of each worker in turn and give it the next batch, until none is owed."""
    decode = msgspec.json.Decoder(Extraction).decode
    owed = list(connections)
    while owed:
        connection = owed.pop(0)
        results = _received(connection)
        batch = next(batches, None)
        if batch is not None:
            connection.send(batch)
            owed.append(connection)
        for result in results:
            yield decode(result)


def _received(connection: Connection) -> list[bytes]:
    try:
        answer = connection.recv()
    except EOFError:
        raise KharitaError("a worker process ended before its work was done; try again with --jobs 1") from None
    if isinstance(answer, KharitaError):
        raise answer
    results: list[bytes] = answer
    return results


def _batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    at = iter(sources)
    while batch := list(islice(at, _BATCH)):
        yield batch


def _work(connection: Connection, recipe: Recipe) -> None:
    """A worker's life: make the tools, answer batches until the other side hangs up."""
    encode = msgspec.json.Encoder().encode
    try:
        tools = tools_of(recipe)
        while True:
            batch: list[Source] = connection.recv()
            connection.send([encode(source.record or process(source.report, tools, source.notices)) for source in batch])
    except KharitaError as error:
        connection.send(error)
    except (EOFError, OSError, KeyboardInterrupt):
        return
