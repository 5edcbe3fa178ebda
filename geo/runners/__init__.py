"""Who does the work: this process, several local ones, or a Dask cluster. The records are the same bytes, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geo.errors import KharitaError

if TYPE_CHECKING:
    from geo.api import Recipe
    from geo.models import Extraction
    from geo.reports import Source

__all__ = ["run"]


def run(sources: Iterable[Source], recipe: Recipe, jobs: int = 1, cluster: str | None = None) -> Iterator[Extraction]:
    """The record of each report, in order. Records that were read back are passed on as they are.

    Args:
        sources: the reports; read as they are needed.
        recipe: what the tools are made from.
        jobs: local processes; 1 works in this one.
        cluster: address of a Dask scheduler, in place of local processes.

    Raises:
        KharitaError: Dask is asked for and not installed.
    """
    if cluster is not None:
        try:
            from geo.runners import cluster as dask_runner  # noqa: PLC0415
        except ImportError:
            raise KharitaError('a cluster needs Dask: pip install "kharita[cluster]"') from None
        return dask_runner.run(sources, recipe, cluster)
    if jobs > 1:
        from geo.runners import local  # noqa: PLC0415

        return local.run(sources, recipe, jobs)
    from geo.runners import serial  # noqa: PLC0415

    return serial.run(sources, recipe)
