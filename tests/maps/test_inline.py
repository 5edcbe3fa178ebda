"""The map inside a notebook, and trusted layers of one's own: offline, in their frame, under the same policy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import folium
import pytest
from folium import plugins

from geo import Ground, show_map
from geo.errors import KharitaError
from maps.inline import InlineMap
from maps.layers import build
from maps.page import PageError, render, write_page
from tests.maps import synthetic
from tests.maps.patience import PATIENCE, settle

BOX = [[33.5, 36.5], [35.5, 36.5], [35.5, 39.0], [33.5, 39.0]]


@pytest.fixture(scope="module")
def shown() -> InlineMap:
    return show_map(synthetic.extractions(40), title="خريطة <b>&\"'", lang="en")


def test_the_frame_can_run_its_script_and_save_files_and_nothing_else(shown):
    html = shown._repr_html_()
    assert html.count("<iframe") == html.count("<") / 2 == 1
    assert re.search(r'sandbox="([^"]*)"', html).group(1) == "allow-scripts allow-downloads"
    assert unescape(re.search(r'srcdoc="([^"]*)"', html, re.DOTALL).group(1)) == shown.html
    assert "html" not in repr(shown)


def test_the_inline_page_is_the_page(shown, tmp_path):
    shown.save(tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == shown.html
    assert show_map(synthetic.extractions(40), title="خريطة <b>&\"'", lang="en") == shown


def test_harm_reaches_the_inline_page():
    shown = show_map(synthetic.extractions(40), coarsen=5000.0, quotes=False)
    assert shown.html != show_map(synthetic.extractions(40)).html


def test_a_file_that_cannot_be_drawn_is_told(tmp_path):
    with pytest.raises(KharitaError, match="no-such"):
        show_map([], ground=Ground(overlays=(tmp_path / "no-such.geojson",)))


@pytest.mark.browser
def test_in_a_host_page(browser, shown, tmp_path):
    host = tmp_path / "host.html"
    host.write_text(f"<!doctype html><title>notebook</title><script>window.secret = 1</script><p>cell</p>{shown._repr_html_()}", encoding="utf-8")
    context = browser.new_context(offline=True, accept_downloads=True, viewport={"width": 1300, "height": 900})
    page = context.new_page()
    errors, requests = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"file://{host}")
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for(state="attached", timeout=PATIENCE)
    inside = next(frame for frame in page.frames if frame != page.main_frame)
    assert inside.evaluate("window.origin") == "null"
    with pytest.raises(Exception, match=r"Blocked a frame|SecurityError|cross-origin"):
        inside.evaluate("parent.secret")
    frame.locator("#tab-events").click()
    frame.locator("#events .event").first.click()
    frame.locator("#card h2").wait_for()
    frame.locator("#language").click()
    settle(page, 600)
    with page.expect_download() as caught:
        frame.locator("#get-geojson").click()
    assert len(json.loads(Path(caught.value.path()).read_text(encoding="utf-8"))["features"]) > 10
    context.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:", "about:"))] == []


# -- trusted layers --------------------------------------------------------------------------------------------------------------------


def own_layers() -> list:
    group = folium.FeatureGroup(name="خطوط")
    folium.Polygon(BOX, color="#0000ff", fill=True, tooltip="a region", popup=folium.Popup("<b id='own-popup'>my note</b>")).add_to(group)
    folium.CircleMarker((34, 37), radius=9).add_to(group)
    folium.Marker((34.5, 37.5), icon=folium.DivIcon(html="<i>x</i>")).add_to(group)
    line = {"type": "Feature", "properties": {"name": "line"}, "geometry": {"type": "LineString", "coordinates": [[36, 33], [40, 36]]}}
    shapes = {"type": "FeatureCollection", "features": [line]}
    return [group, folium.GeoJson(shapes, tooltip=folium.GeoJsonTooltip(["name"])), folium.LayerControl()]


def test_added_layers_stay_under_the_policy(tmp_path):
    write_page(build(list(synthetic.extractions(40))), tmp_path / "map.html", add_layers=own_layers())
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    script = re.search(r"<script>(.*?)</script>", html, flags=re.DOTALL).group(1)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    assert f"script-src 'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy
    assert html.count("<script>") == 1
    assert "my note" in script


NEEDING = {
    "tiles": lambda: folium.TileLayer("OpenStreetMap"),
    "wms": lambda: folium.WmsTileLayer("https://x.example/wms", layers="a"),
    "pin": lambda: folium.Marker((34, 37)),
    "awesome": lambda: folium.Marker((34, 37), icon=folium.Icon(color="red")),
    "icon": lambda: folium.Marker((34, 37), icon=folium.CustomIcon("https://x.example/a.png")),
    "plugin": lambda: plugins.HeatMap([[34, 37]]),
    "cluster": lambda: plugins.MarkerCluster([[34, 37]]),
    "address": lambda: folium.GeoJson(synthetic.__file__.replace("synthetic.py", "line.geojson"), embed=False),
    "image": lambda: folium.raster_layers.ImageOverlay("https://x.example/a.png", [[33, 36], [35, 38]]),
    "popup": lambda: folium.CircleMarker((34, 37), popup=folium.Popup('<img src="https://x.example/a.png">')),
}


@pytest.mark.parametrize("name", NEEDING)
@pytest.mark.parametrize("grouped", [False, True])
def test_a_layer_that_needs_a_network_is_refused(name, grouped):
    layer = NEEDING[name]()
    added = folium.FeatureGroup().add_child(layer) if grouped else layer
    with pytest.raises(PageError, match="network"):
        list(render(build([]), add_layers=[added]))


def test_a_layer_that_brings_a_script_is_refused():
    with pytest.raises(PageError, match="script"):
        list(render(build([]), add_layers=[folium.CircleMarker((34, 37), popup=folium.Popup("<script>1</script>"))]))


@pytest.mark.browser
def test_added_layers_in_the_browser(open_page, tmp_path):
    write_page(build(list(synthetic.extractions(40))), tmp_path / "map.html", add_layers=own_layers())
    p = open_page(tmp_path / "map.html", "#l=en&v=34.6,37.9,8")
    assert p.page.evaluate("document.querySelectorAll('.leaflet-overlay-pane path').length") == 3
    box = p.page.locator(".leaflet-overlay-pane path").first.bounding_box()
    p.page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.85)
    p.page.wait_for_selector("#own-popup")
    assert p.page.inner_text("#own-popup") == "my note"
    p.page.click("#tab-events")
    p.page.click("#events .event >> nth=0")
    p.page.wait_for_selector("#card:not([hidden]) h2")
