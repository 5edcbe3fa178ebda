"""The map page against folium's own ways of drawing the same events, in one run.

    python bench/map_page.py [--events 50000] [--browser] [--large 200000]

Prints a line a method: seconds in Python, megabytes of HTML and, with --browser, seconds from opening to drawn, in a headless Chromium
with the network cut. Folium's own pages ask four servers for their libraries; here they are given them from this machine (Leaflet from our
own package, the others by `npm pack` into a temporary folder; without npm only their Python side is measured), which is kinder to
them than any network. Our own page is also measured while its time filter moves: one pass over all events and one redraw; the three of
folium have no filter.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from maps.basemap import base_map
from maps.layers import DEGREES, KINDS, Layers, build
from maps.page import PageOptions, write_page
from tests.maps import synthetic

TARGETS = {"built s": 1.5, "MB": 6.0, "drawn s": 1.2, "step ms": 16.0}
_PACKS = ("leaflet.markercluster@1.1.0", "jquery@3.7.1", "leaflet.awesome-markers@2.0.5")
_SLOW = 10.0  # seconds
_READER_MS = 700  # no reader moves a slider sooner after the first picture
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
_SLIDE = """async () => {
  const slider = document.getElementById('from'), low = +slider.min, high = +slider.max, costs = [];
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const last = (name) => { const all = performance.getEntriesByName(name); return all.length ? all[all.length - 1].duration : 0; };
  for (let i = 0; i < 40; i++) {
    slider.value = low + Math.round(((high - low) * i) / 80);
    slider.dispatchEvent(new Event('input'));
    await frame(); await frame();
    costs.push(last('kharita-pass') + last('kharita-redraw'));
  }
  return costs;
}"""

_DRAWN = "async () => { while (!performance.getEntriesByName('kharita-drawn').length) await new Promise((next) => setTimeout(next, 5)); }"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--large", type=int, default=200_000, help="number of events that must still open; 0 leaves it out")
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--ours-only", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layers = _ours(args.events, Path(folder), browser=args.browser)
        libraries = _libraries(Path(folder)) if args.browser and not args.ours_only else {}
        if not args.ours_only:
            for name in ("MarkerCluster", "FastMarkerCluster", "GeoJson"):
                _theirs(name, layers, Path(folder), libraries)
        if args.large:
            _ours(args.large, Path(folder), browser=args.browser)


def _ours(count: int, folder: Path, *, browser: bool) -> Layers:
    records = list(synthetic.extractions(count))
    base = base_map(synthetic.places())
    path = folder / f"{count}.html"
    write_page(build(records[:50]), path, PageOptions(), base)  # imports and first use are not what is measured
    start, worked = time.perf_counter(), time.process_time()
    layers = build(records)
    built = time.perf_counter()
    write_page(layers, path, PageOptions(), base)
    written = time.perf_counter()
    note = f"layers {built - start:.2f} s, page {written - built:.2f} s"
    _say(f"kharita, {count:,} events", written - start, time.process_time() - worked, path, note)
    if browser:
        _open(path)
    return layers


def _open(path: Path) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        print("  no Chromium on PATH: not opened")
        return
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        drawn, steps = [], []
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"file://{path}")
            page.wait_for_selector("body[data-ready]", timeout=120_000, state="attached")
            page.evaluate(_DRAWN)
            drawn.append(page.evaluate("performance.getEntriesByName('kharita-drawn')[0].startTime") / 1000)
            page.wait_for_timeout(_READER_MS)
            steps += page.evaluate(_SLIDE)
            page.close()
        browser.close()
    print(f"  open → drawn {statistics.median(drawn):.2f} s (median of 3); filter step {statistics.median(steps):.1f} ms median, "
          f"{sorted(steps)[int(len(steps) * 0.95)]:.1f} ms at the 95th percentile")  # fmt: skip


def _libraries(folder: Path) -> dict[str, str]:
    """Text of the libraries that folium's pages load, by the end of their address; empty without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return {}
    packs = subprocess.run([npm, "pack", "--silent", *_PACKS], cwd=folder, capture_output=True, text=True, check=False)
    if packs.returncode:
        return {}
    for archive in packs.stdout.split():
        with tarfile.open(folder / archive) as packed:
            packed.extractall(folder / archive.removesuffix(".tgz"), filter="data")
    shipped = resources.files("js_lib_leaflet") / "static/js_lib_leaflet"
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*/package/dist/*.*s") if path.suffix in {".js", ".css"}}
    return found | {name: (shipped / name).read_text(encoding="utf-8") for name in ("leaflet.js", "leaflet.css")}


def _open_theirs(path: Path, libraries: dict[str, str]) -> str:
    """Seconds from opening to drawn, in words."""
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415

    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None or not libraries:
        return "not opened: no Chromium, or no npm to bring its libraries"

    def give(route: Any) -> None:
        name = re.sub(r"-\d[\d.]*(?=\.min)", "", route.request.url.rpartition("/")[2])
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        route.fulfill(status=200, content_type=kind, body=libraries.get(name, ""))

    drawn = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(240_000)
            page.route(lambda url: url.startswith("http"), give)
            try:
                page.goto(f"file://{path}", wait_until="load")
                drawn.append(page.evaluate(_TWO_FRAMES) / 1000)
                shapes = page.evaluate("document.querySelectorAll('.leaflet-marker-icon, .leaflet-overlay-pane path').length")
            except Error as error:
                return f"did not open ({str(error).splitlines()[0][:80]})"
            finally:
                page.close()
            if drawn[-1] > _SLOW:
                break  # once is enough to know
        browser.close()
    if not shapes:
        return "opened, but drew nothing"
    return f"open → drawn {statistics.median(drawn):.2f} s ({shapes:,} shapes on the map); no filter"


def _theirs(name: str, layers: Layers, folder: Path, libraries: dict[str, str]) -> None:
    """The same points by one of folium's own classes, each with the kind and the place of its event."""
    import folium  # noqa: PLC0415
    from folium.plugins import FastMarkerCluster, MarkerCluster  # noqa: PLC0415

    points = layers.points
    rows = [
        (lat / DEGREES, lon / DEGREES, KINDS[layers.events.kind[event]].value, layers.places[place].name_en)
        for lat, lon, event, place in zip(points.lat, points.lon, points.event, points.place, strict=True)
    ]
    start, worked = time.perf_counter(), time.process_time()
    drawn = folium.Map(location=(35, 38.4), zoom_start=7, tiles=None)
    drawn.options["max_zoom"] = 16  # clusters want one, and without tiles nothing else sets it
    makers: dict[str, Any] = {
        "MarkerCluster": lambda: MarkerCluster([row[:2] for row in rows], popups=[f"{kind} {place}" for *_, kind, place in rows]),
        "FastMarkerCluster": lambda: FastMarkerCluster([list(row) for row in rows]),
        "GeoJson": lambda: folium.GeoJson(
            {"type": "FeatureCollection", "features": [
                {"type": "Feature", "properties": {"kind": kind, "place": place}, "geometry": {"type": "Point", "coordinates": [lon, lat]}}
                for lat, lon, kind, place in rows
            ]},
            marker=folium.CircleMarker(radius=4),
            style_function=lambda feature: {"color": "red" if feature["properties"]["kind"] == "shelling" else "blue"},
        ),
    }  # fmt: skip
    makers[name]().add_to(drawn)
    path = folder / f"{name}.html"
    drawn.save(str(path))
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    _say(f"folium {name}", seconds, worked, path, "opens only with the network on: its libraries come from elsewhere")
    if libraries:
        print(f"  {_open_theirs(path, libraries)}", flush=True)


def _say(name: str, seconds: float, worked: float, path: Path, note: str) -> None:
    print(f"{name:32} built {seconds:7.2f} s (processor {worked:.2f} s)   {path.stat().st_size / 1e6:7.2f} MB   {note}", flush=True)


if __name__ == "__main__":
    main()
