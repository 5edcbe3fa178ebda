"""Cut the page's fonts from Noto Sans and Noto Sans Arabic (SIL Open Font License 1.1) as the npm `@fontsource` packages carry them.

    python tools/fonts.py --arabic noto-sans-arabic/files --latin noto-sans/files

Writes `maps/assets/fonts/{arabic,latin}-{400,600}.woff2`: the letters of Arabic, Persian and Kurdish as Syrian names need them,
and Latin with the letters of Turkish and Kurdish.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools import subset

OUT = Path(__file__).resolve().parent.parent / "maps" / "assets" / "fonts"
ARABIC = [
    *range(0x0621, 0x0656), *range(0x0660, 0x066E), 0x0670, 0x0671, 0x067E, 0x0686, 0x0695, 0x0698, 0x06A4, 0x06A9, 0x06AF, 0x06B5,
    0x06BE, 0x06C0, 0x06C6, 0x06C7, 0x06CC, 0x06CE, 0x06D0, 0x06D5, *range(0x06F0, 0x06FA), 0x060C, 0x061B, 0x061F, 0x00AB, 0x00BB, 0x20,
]
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x2032, 0x2212]
WEIGHTS = (400, 600)


def main() -> None:
    """Write the four files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--arabic", type=Path, required=True)
    parser.add_argument("--latin", type=Path, required=True)
    args = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        _cut(args.arabic / f"noto-sans-arabic-arabic-{weight}-normal.woff2", ARABIC, OUT / f"arabic-{weight}.woff2")
        _cut(args.latin / f"noto-sans-latin-{weight}-normal.woff2", LATIN, OUT / f"latin-{weight}.woff2")


def _cut(source: Path, letters: list[int], target: Path) -> None:
    options = subset.Options(flavor="woff2", layout_features=["*"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 13, 14])
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    font["head"].modified = font["head"].created  # the same bytes on every run
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    main()
