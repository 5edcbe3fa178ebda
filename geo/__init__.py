"""From Arabic reports to events: `from geo import extract`.

The names below load `geo.api`, and with it the gazetteer, when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.api import Recipe, build_tools, extract, process, tools_of

__all__ = ["Recipe", "build_tools", "extract", "process", "tools_of"]


def __getattr__(name: str) -> Any:
    """`geo.extract` and its kin, loaded on first use."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from geo import api  # noqa: PLC0415

    return getattr(api, name)
