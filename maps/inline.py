"""The map page inside another page, a notebook's for example: in a frame that can run its own script and save files, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

HEIGHT = 680  # pixels


@dataclass(frozen=True, slots=True)
class InlineMap:
    """A map page that Jupyter shows below the cell which ends with it.

    The page is the one that `kharita map` writes, with its policy: it asks no server for anything. Its frame has an origin of its own, so
    it neither sees the notebook nor is seen by it. A saved notebook keeps the page in the cell's output: clear that before you hand on a
    notebook whose events you would not.

    Attributes:
        html: the whole page.
        height: of the frame, pixels.
    """

    html: str = field(repr=False)
    height: int = HEIGHT

    def _repr_html_(self) -> str:
        """The frame, as Jupyter asks for it."""
        return (
            f'<iframe title="kharita" sandbox="allow-scripts allow-downloads" referrerpolicy="no-referrer" '
            f'style="width:100%;height:{self.height}px;border:1px solid #8885;border-radius:8px" srcdoc="{escape(self.html)}"></iframe>'
        )

    def save(self, path: Path | str) -> None:
        """Write the page to a file of its own.

        Raises:
            OSError: the file cannot be written.
        """
        Path(path).write_text(self.html, encoding="utf-8", newline="\n")
