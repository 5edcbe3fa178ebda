"""A Dask cluster does the work: the only file that imports Dask. Every worker needs this package of the same version installed.

Gazetteer layers are read by the workers: their paths must be reachable from there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
from distributed import Client, WorkerPlugin, get_worker

from geo.api import Recipe, tools_of
from geo.errors import KharitaError
from geo.models import Extraction
from geo.pipeline import process

if TYPE_CHECKING:
    from geo.reports import Source

_BATCH = 32
_AHEAD = 4  # batches in flight for each worker thread


class _ToolsPlugin(WorkerPlugin):  # type: ignore[misc,unused-ignore]
    """Gives each worker its own tools, once; they never travel."""

    def __init__(self, recipe: Recipe) -> None:
        self.name = f"kharita {recipe!r}"
        self.recipe = recipe

    def setup(self, worker: Any) -> None:
        """Called by Dask when a worker is there."""
        tools = getattr(worker, "kharita_tools", {})
        worker.kharita_tools = {**tools, self.recipe: tools_of(self.recipe)}


def run(sources: Iterable[Source], recipe: Recipe, address: str) -> Iterator[Extraction]:
    """See `geo.runners.run`; `address` is that of the scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        KharitaError: the scheduler does not answer.
    """
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise KharitaError(f"{address}: no Dask scheduler answers there ({error or type(error).__name__})") from error
    with client:
        client.register_plugin(_ToolsPlugin(recipe))
        yield from _in_order(client, sources, recipe)


def _in_order(client: Any, sources: Iterable[Source], recipe: Recipe) -> Iterator[Extraction]:
    """Submit batches a little ahead, take results in the order of the reports."""
    decode = msgspec.json.Decoder(Extraction).decode
    ahead = _AHEAD * max(1, sum(client.nthreads().values()))
    at, waiting = iter(sources), deque[Any]()
    while True:
        while len(waiting) < ahead and (batch := list(islice(at, _BATCH))):
            waiting.append(client.submit(_batch, batch, recipe, pure=False))
        if not waiting:
            return
        for result in waiting.popleft().result():
            yield decode(result)


def _batch(batch: list[Source], recipe: Recipe) -> list[bytes]:
    tools = get_worker().kharita_tools[recipe]
    encode = msgspec.json.Encoder().encode
    return [encode(source.record or process(source.report, tools, source.notices)) for source in batch]
