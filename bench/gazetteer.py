"""How long the gazetteer takes: loading (a fresh process, from the cache), and looking names up.

    python -m bench.gazetteer [--places 30000]

Targets: load below 0.3 s shipped and 1 s with 30,000 places; a lookup below 20 µs with an exact spelling, 1 ms with a misspelling.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from gazetteer.models import SETTLEMENT_KINDS, Place
from gazetteer.spelling import key_of
from gazetteer.store import Gazetteer, load
from gazetteer.tables import Entry, csv_text

LOADING = """
import time; start = time.perf_counter()
from pathlib import Path
from gazetteer.store import load
known = load([Path(p) for p in {layers!r}], user_layer=None, cache_dir=Path({cache!r}))
loaded = time.perf_counter() - start
known.index
print(loaded, time.perf_counter() - start, len(known.places))
"""
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def invented(known: Gazetteer, count: int) -> list[Place]:
    """Places with names that nobody has, made from those that there are."""
    dice = random.Random(1)
    models = [place for place in known.places.values() if place.kind in SETTLEMENT_KINDS]
    made = []
    for number in range(count):
        model = dice.choice(models)
        name = model.name_ar + " " + "".join(dice.choice(LETTERS) for _ in range(5))
        made.append(replace(model, id=f"bench-{number}", name_ar=name, alt_ar=(), pcode=None, layer="bench"))
    return made


def load_times(layers: list[str], cache: str, runs: int = 7) -> tuple[float, float, int]:
    """Median seconds until `load` is done and until the index is there too, imports included, and the number of places."""
    code = LOADING.format(layers=layers, cache=cache)
    results = []
    for _ in range(runs + 1):
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ).stdout.split()
        results.append((float(out[0]), float(out[1]), int(out[2])))
    warm = results[1:]  # the first one builds the cache
    return statistics.median(r[0] for r in warm), statistics.median(r[1] for r in warm), warm[0][2]


def each(call: Callable[[str], object], names: list[str]) -> float:
    """Median microseconds of a call."""
    times = []
    for name in names:
        start = time.perf_counter()
        call(name)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def misspelt(name: str, dice: random.Random) -> str:
    """The name with one letter replaced."""
    at = dice.randrange(1, len(name) - 1)
    return name[:at] + dice.choice(LETTERS) + name[at + 1 :]


@click.command()
@click.option("--places", default=30_000, show_default=True, help="Size of the larger gazetteer.")
def main(places: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        shipped = load(user_layer=None, cache_dir=None)
        layer = Path(folder) / "bench.csv"
        layer.write_text(csv_text(Entry(place=p) for p in invented(shipped, max(0, places - len(shipped.places)))), encoding="utf-8")
        for title, layers in (("shipped", []), ("with a layer", [str(layer)])):
            loaded, indexed, count = load_times(layers, folder)
            print(f"load {title}: {loaded:.3f} s, with its index {indexed:.3f} s ({count} places)")
            known = load([Path(p) for p in layers], user_layer=None, cache_dir=Path(folder))
            dice = random.Random(2)
            names = [p.name_ar for p in dice.sample(list(known.places.values()), 1000) if len(p.name_ar) > 5]
            wrong = [misspelt(name, dice) for name in names]
            known.find(wrong[0])
            print(f"  exact spelling, key to places: {each(lambda name, k=known: k.index.met(key_of(name)), names):8.1f} µs")
            print(f"  exact spelling, find:          {each(known.find, names):8.1f} µs")
            print(f"  misspelling, close keys:       {each(lambda name, k=known: k.index.close(key_of(name)), wrong):8.1f} µs")
            print(f"  misspelling, find:             {each(known.find, wrong):8.1f} µs")


if __name__ == "__main__":
    main()
