"""From Arabic reports to events: `from geo import extract`.

The names below load `geo.api`, and with it the gazetteer, when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.api import Recipe, build_tools, extract, process, tools_of
    from geo.drawing import Ground, show_map

_DRAWING = ("Ground", "show_map")
__all__ = ["Ground", "Recipe", "build_tools", "extract", "process", "show_map", "tools_of"]


def __getattr__(name: str) -> Any:
    """`geo.extract` and its kin, loaded on first use."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module("geo.drawing" if name in _DRAWING else "geo.api"), name)
