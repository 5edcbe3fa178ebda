"""The still picture: names that neither overlap nor leave the map, small print that stays on the sheet, a text for who cannot see it."""

from __future__ import annotations

import io
import math
import re
from itertools import combinations

import pytest
from PIL import Image

from geo.models import Story
from maps.archive import TileImages
from maps.basemap import Town, base_map
from maps.layers import STORIES, build
from maps.overlay import Overlay
from maps.picture import PictureOptions, _draw, _legend, _words, write_picture
from tests.maps import synthetic

figure_of = pytest.importorskip("matplotlib.figure")
SHEETS = [("ar", None, True), ("en", None, True), ("ar", 5000.0, False), ("en", 25_000.0, False)]


def drawn(lang: str, metres: float | None, *, quotes: bool, title: str | None = None):
    layers, base = build(list(synthetic.extractions(300))), base_map(synthetic.places())
    crowd = tuple(Town(name_ar="بلدة مزدحمة", name_en="Crowded town", lon=36.2 + n / 50, lat=35.0 + n / 90, rank=1) for n in range(60))
    base = base_map(synthetic.places()) if not crowd else type(base)(outlines=base.outlines, towns=(*base.towns, *crowd), water=base.water)
    options = PictureOptions(lang=lang, coarsened_m=metres, quotes=quotes, title=title)
    figure = figure_of.Figure(figsize=(10, 7.4), dpi=80)
    below = _words(figure, layers, options, base)
    axes = figure.add_axes((0.0, below, 0.74, 0.92 - below))
    spots = _draw(axes, layers, options, base)
    _legend(figure, layers, spots, lang, below)
    figure.canvas.draw()
    return figure, axes, spots


@pytest.mark.parametrize(("lang", "metres", "quotes"), SHEETS)
def test_no_name_lies_on_another_or_leaves_the_map(lang, metres, quotes):
    _, axes, spots = drawn(lang, metres, quotes=quotes)
    frame = axes.get_window_extent()
    names = [text for text in axes.texts if text.get_text() and getattr(text, "arrow_patch", None) is None]
    assert len(names) > 8
    boxes = {text: text.get_window_extent() for text in names}
    for one, two in combinations(names, 2):
        assert not boxes[one].overlaps(boxes[two]) or "k" in (one.get_text() + two.get_text())[:4], (one.get_text(), two.get_text())
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes.values())
    for text, box in boxes.items():
        if not text.get_text().replace(",", "").isdigit():  # the number of a group stands in it
            for spot in spots:
                x, y, reach = (value * 80 / 72 for value in (spot.x, spot.y, spot.reach * 0.7))
                assert not (box.x0 < x + reach and box.x1 > x - reach and box.y0 < y + reach and box.y1 > y - reach), text.get_text()


def test_no_symbol_lies_on_another_and_every_event_is_in_one():
    _, _, spots = drawn("en", None, quotes=True)
    layers = build(list(synthetic.extractions(300)))
    shown = [row for row, event in enumerate(layers.points.event) if layers.events.story[event] != STORIES.index(Story.FURNITURE)]
    assert sorted(row for spot in spots for row in spot.rows) == shown
    assert any(spot.alone for spot in spots)
    assert any(len(spot.rows) > 5 for spot in spots)
    for one, two in combinations(spots, 2):
        assert math.dist((one.x, one.y), (two.x, two.y)) > (one.reach + two.reach) * 0.6


def test_a_groups_number_and_a_denial_are_told():
    figure, axes, spots = drawn("en", None, quotes=True)
    numbers = [int(text.get_text()) for text in axes.texts if text.get_text().isdigit()]
    assert sorted(numbers) == sorted(len(spot.rows) for spot in spots if not spot.alone)
    told = {text.get_text() for text in figure.axes[1].texts}
    assert {"Number of events here, by family", "Share denied or disputed", "Denied"} <= told


def test_the_users_own_ground_is_drawn_and_credited():
    square = io.BytesIO()
    Image.new("RGB", (64, 64), (255, 0, 0)).save(square, "PNG")
    images = TileImages(name="mine.pmtiles", credit="Survey of mine", mime="image/png", tiles=((6, 38, 25, 0), (6, 39, 25, 1)), images=(square.getvalue(), b"no image"))
    zone = Overlay(name="zone", shapes=(("منطقتي", "area", (((37.5, 33.2), (39.5, 33.2), (39.5, 34.0), (37.5, 33.2)),)), ("خط", "line", (((36.0, 33.0), (42.0, 37.0)),))))
    plain, base = base_map(synthetic.places()), base_map(synthetic.places(), overlays=(zone,), images=images)
    layers, seen = build(list(synthetic.extractions(20))), []
    for ground in (plain, base):
        figure = figure_of.Figure(figsize=(10, 7.4), dpi=60)
        below = _words(figure, layers, PictureOptions(), ground)
        axes = figure.add_axes((0.0, below, 0.74, 0.92 - below))
        _draw(axes, layers, PictureOptions(), ground)
        out = io.BytesIO()
        figure.savefig(out, format="png")
        pixels = Image.open(out).convert("RGB").tobytes()
        seen.append(sum(1 for red, green, blue in zip(*[iter(pixels)] * 3, strict=True) if red > 240 and green < 20 and blue < 20))
        names = [text.get_text() for text in axes.texts]
        told = " ".join(text.get_text() for text in figure.texts)
    assert seen[0] < 50 < 1000 < seen[1]
    assert "منطقتي" in names
    assert "Survey of mine" in told


@pytest.mark.parametrize(("lang", "metres", "quotes"), SHEETS)
def test_words_and_legend_stay_on_the_sheet_and_apart(lang, metres, quotes):
    figure, axes, _ = drawn(lang, metres, quotes=quotes, title="عنوان طويل جدا لا ينتهي " * 6)
    sheet = figure.bbox
    texts = [text for text in [*figure.texts, *(text for other in figure.axes[1:] for text in other.texts)] if text.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    assert all(sheet.x0 <= box.x0 + 1 and box.x1 <= sheet.x1 + 1 and sheet.y0 <= box.y0 and box.y1 <= sheet.y1 for box in boxes)
    for one, two in combinations(range(len(boxes)), 2):
        assert not boxes[one].padded(-1.5).overlaps(boxes[two].padded(-1.5)), (texts[one].get_text(), texts[two].get_text())
    frame = axes.get_window_extent()
    assert not any(frame.padded(-2).overlaps(box) for box in boxes)


def test_every_kind_is_in_the_legend():
    figure, _, _ = drawn("en", None, quotes=True)
    told = {text.get_text() for text in figure.axes[1].texts}
    assert {"Shelling", "Chemical attack", "Aid", "Prisoner exchange", "Return"} <= told


def test_the_alternative_text_is_in_the_file(tmp_path):
    layers = build(list(synthetic.extractions(20)))
    for suffix in ("svg", "pdf", "png"):
        told = write_picture(layers, tmp_path / f"p.{suffix}", PictureOptions(lang="en", title="A <map> & more", dpi=50))
        data = (tmp_path / f"p.{suffix}").read_bytes()
        assert told.encode()[:30] in data, suffix
    svg = (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert re.search(r'<svg role="img" xml:lang="en"', svg)
    assert f"<title>A &lt;map&gt; &amp; more</title>\n <desc>{told}</desc>" in svg


def test_same_layers_same_bytes(tmp_path):
    layers = build(list(synthetic.extractions(20)))
    for suffix in ("svg", "pdf", "png"):
        for name in "ab":
            write_picture(layers, tmp_path / f"{name}.{suffix}", PictureOptions(dpi=50))
        assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes(), suffix
