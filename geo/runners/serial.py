"""The process that was started does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geo.api import Recipe, tools_of
from geo.pipeline import process

if TYPE_CHECKING:
    from geo.models import Extraction
    from geo.pipeline import Tools
    from geo.reports import Source


def run(sources: Iterable[Source], recipe: Recipe) -> Iterator[Extraction]:
    """See `geo.runners.run`. The tools are made when the first report needs them."""
    tools: Tools | None = None
    for source in sources:
        if source.record is not None:
            yield source.record
            continue
        tools = tools or tools_of(recipe)
        yield process(source.report, tools, source.notices)
