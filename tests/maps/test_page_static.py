"""The written file, without a browser: one script, no address outside, a policy by hash, the same bytes every time, no sink in the code."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

import maps
from maps import page
from maps.basemap import base_map, rings
from maps.layers import build
from maps.page import SCRIPTS, PageError, PageOptions, page_script, write_page
from maps.tiles import TilesError, provider
from tests.maps import synthetic

ROOT = Path(maps.__file__).parent
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc|createContextualFragment|DOMParser|"
    r"setAttribute\(\s*[\"'`]on|javascript:|setTimeout\(\s*[\"'`]|setInterval\(\s*[\"'`]|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|importScripts|"
    r"bindPopup|bindTooltip|L\.popup|L\.tooltip|L\.divIcon|\.setContent\(|\.on(click|error|load)\s*=|"
    r"writeln|setHTML|parseHTMLUnsafe|(?<!\w)Function\(|\bimport\s*\(|\bEventSource\b|\bWorker\(|serviceWorker|window\.open\(|"
    r"location\s*=[^=]|location\.(?:href\s*=[^=]|assign|replace)|\.src\s*=[^=]|cssText|setAttributeNS|attributes\.setNamedItem|postMessage"
)
ADDRESSES = {"node.href = url", 'home.href = "#"'}  # a link of the web (checked), a file that is saved (a blob's), no address at all
FOLIUM_SINKS = re.compile(
    r"\b(Popup|Tooltip|GeoJson\w*|Html|IFrame|Marker\w*|FastMarkerCluster|DivIcon|TagFilterButton|TimestampedGeoJson|Choropleth|Div|"
    r"FeatureGroup|LayerControl|JavascriptLink|CssLink)\("
)


@pytest.fixture(scope="module")
def html(page_path) -> str:
    return page_path.read_text(encoding="utf-8")


def test_same_input_same_bytes(tmp_path, records, base):
    for name in ("a.html", "b.html"):
        write_page(build(records), tmp_path / name, PageOptions(title="عنوان"), base)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_policy_names_the_one_script(html):
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    assert f"script-src 'sha256-{digest}'" in policy
    for rule in ("default-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'", "img-src data: blob:;"):
        assert rule in policy
    assert '<meta name="referrer" content="no-referrer">' in html


def test_nothing_is_loaded_from_outside(html):
    frame = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.findall(r"(?:src|href|url\()\s*=?\s*[\"'(]?(?:https?:)?//", frame)
    assert "<link" not in frame
    assert "url(images/" not in frame


def test_data_blocks_hold_base64_only(html):
    blocks = re.findall(r'<script type="text/plain" id="kh-\w+">(.*?)</script>', html, flags=re.DOTALL)
    assert len(blocks) >= 5
    assert all(re.fullmatch(r"[A-Za-z0-9+/=]*", block) for block in blocks)
    assert html.count("<script") == len(blocks) + 1


def test_no_sink_in_the_pages_code():
    for name in SCRIPTS:
        text = (ROOT / "assets" / "js" / f"{name}.js").read_text(encoding="utf-8")
        found = SINKS.findall(text)
        assert not SINKS.search(text), (name, found)
    assert {path.stem for path in (ROOT / "assets" / "js").glob("*.js")} == set(SCRIPTS)
    assert not SINKS.search((ROOT / "templates" / "page.html").read_text(encoding="utf-8"))
    assert "sourceMappingURL" not in page_script()
    assert set(re.findall(r"\S+\.href = [^;]+", page_script())) == ADDRESSES


@pytest.mark.parametrize("bad", [
    "x.innerHTML = y", "node.setAttribute('onclick', z)", "L.marker(a).bindPopup(text)", "new Function(a)", "document.write(a)", "import(url)",
    "picture.src = url", "location = url", "location.href = url", "node.style.cssText = text", "setHTMLUnsafe(x)", "new Worker(x)",
])  # fmt: skip
def test_the_guard_sees_a_sink(bad):
    assert SINKS.search(bad)


def test_only_the_page_knows_folium_and_gives_it_no_text():
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name != "page.py":
            assert "folium" not in re.sub(r'""".*?"""|#.*', "", text, flags=re.DOTALL), path
        else:
            assert not FOLIUM_SINKS.search(text)
            frame = re.search(r"def _frame\(.*?\n\n\n", text, flags=re.DOTALL).group(0)
            assert not re.search(r"\b(layers|records|reference)\b", re.sub(r'""".*?"""', "", frame, flags=re.DOTALL))
    assert FOLIUM_SINKS.search("folium.Popup(name)")


def test_another_leaflet_is_refused(monkeypatch):
    monkeypatch.setattr(page, "LEAFLET_SHA256", "0" * 64)
    with pytest.raises(PageError, match=r"1\.9\.4"):
        page.leaflet()


def test_a_failed_write_leaves_the_old_page(tmp_path, records, base, monkeypatch):
    path = tmp_path / "map.html"
    path.write_text("old")
    monkeypatch.setattr(page, "_blocks", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write_page(build(records), path, None, base)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_tiles_widen_the_policy_to_their_hosts_alone(tmp_path, records, base):
    path = tmp_path / "map.html"
    write_page(build(records), path, PageOptions(tiles="OpenStreetMap.Mapnik"), base)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', path.read_text(encoding="utf-8")).group(1)
    assert "img-src data: blob: https://tile.openstreetmap.org;" in policy
    with pytest.raises(TilesError):
        provider("No.Such.Thing")


def test_base_map_has_syria_and_its_governorates(base):
    assert any(name == "سوريا" for name, _, _ in rings(base.outlines, "countries"))
    assert {"Homs", "Deir ez-Zor", "Rif Dimashq"} <= {english for _, english, _ in rings(base.outlines, "governorates")}
    assert base.water
    assert base.towns
    assert base_map().towns == ()


def test_layers_have_a_row_for_everything(records):
    layers = build(records)
    assert layers.size == sum(len(record.events) for record in records)
    assert len(layers.events.actor_from) == layers.size + 1
    assert len(layers.points.event) == sum(
        1 for r in records for e in r.events for site in e.sites if r.mentions[site].location is not None
    )
    assert len(layers.first_event) == len(records)
    assert build(records) == layers


def test_a_coarse_destination_is_a_region(records):
    layers = build(records)
    assert set(layers.moves.to_wide) == {0, 1}
    assert all(radius >= 15_000 for radius, wide in zip(layers.moves.to_radius, layers.moves.to_wide, strict=True) if wide)


def test_synthetic_text_says_what_its_spans_say(records):
    for record in records:
        for mention in record.mentions:
            assert record.report.text[mention.start : mention.end] == mention.surface


def test_picture_in_every_format(tmp_path, records, base):
    pytest.importorskip("matplotlib")
    from maps.picture import PictureError, PictureOptions, write_picture  # noqa: PLC0415

    layers = build(records[:20])
    for suffix in ("png", "svg", "pdf"):
        alternative = write_picture(layers, tmp_path / f"p.{suffix}", PictureOptions(lang="ar", dpi=60), base)
        assert "خريطة لسوريا" in alternative
        assert (tmp_path / f"p.{suffix}").stat().st_size > 5000
    assert "خريطة لسوريا" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    with pytest.raises(PictureError, match=r"\.png"):
        write_picture(layers, tmp_path / "p.gif")


def test_towns_come_from_the_gazetteers_own_places():
    assert [town.name_en for town in base_map(synthetic.places()).towns[:3]] == ["Aleppo", "Damascus", "Homs"]
