"""Waiting for the browser, so that a slow machine only takes longer."""

from __future__ import annotations

PATIENCE = 60_000  # milliseconds for what must come at some time, also on a busy machine
_RESTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"


def settle(page, milliseconds: int) -> None:
    """Wait for what a page does by itself within so many milliseconds; on a slow machine until it has got round to it."""
    page.wait_for_timeout(milliseconds)
    page.evaluate(_RESTED)
