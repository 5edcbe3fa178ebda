"""What the gazetteer knows beside the records: other spellings are found, containers are named in Arabic, an entry says where it lies."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from gazetteer.store import load
from geo.cli import main

pytestmark = pytest.mark.browser

TEXT = (
    "قصفت قوات النظام مدينة كفرنبل في ريف إدلب الجنوبي يوم الأحد وقتل ثلاثة مدنيين.\n\n"
    "كما سيطرت فصائل المعارضة على قرية شمشورة قرب كفرنبل بريف إدلب."
)
UNKNOWN = "قرية شمشورة"


def kharita(*arguments: object) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert not ended.value.code


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A folder with a report, its map, and a home whose cache the tests share."""
    folder = tmp_path_factory.mktemp("reference")
    (folder / "reports.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "published": "2018-05-21"}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KHARITA_HOME", str(folder / "home"))
        kharita("map", folder / "reports.jsonl", "-o", folder)
    return folder


@pytest.mark.parametrize("query", ["كفر نبول", "كفرنبيل", "Kafr Nabl", "kefr nebil", "KAFRANBIL", "معرة النعمان"])
def test_every_spelling_of_the_gazetteer_finds_the_place(open_page, made, query):
    """Names that stand in no report: the last one is that of the district."""
    p = open_page(made / "map.html")
    p.page.fill("#search", query)
    p.rest(500)
    assert p.shown() >= 1
    for words, count in ((" قصفت", 1), (" لاشيء", 0)):
        p.page.fill("#search", query + words)
        p.rest(500)
        assert p.shown() == count


def test_containers_are_named_in_both_languages_each_once(open_page, made):
    p = open_page(made / "map.html", "#b=events")
    p.page.locator("#events .event", has_text="قصف").click()
    p.page.wait_for_selector("#card:not([hidden]) .site")
    assert "كفرنبل · معرة النعمان، إدلب، سوريا" in p.page.locator("#card .site").first.inner_text().replace("\u2068", "")
    p.page.click("#language")
    p.page.wait_for_selector('#card h2:has-text("Shelling")')
    assert "Kafranbel · Maarat al-Numan, Idlib, Syria" in p.page.locator("#card .site").first.inner_text()


def test_coarsened_containers_are_arabic_too(open_page, made, tmp_path, monkeypatch):
    monkeypatch.setenv("KHARITA_HOME", str(made / "home"))
    kharita("map", made / "reports.jsonl", "-o", tmp_path, "--coarsen", "5km")
    p = open_page(tmp_path / "map.html", "#b=events")
    p.rest()
    assert "معرة النعمان" in p.page.inner_text("#events")
    assert "كفرنبل" not in p.page.content()
    p.page.fill("#search", "Kafr Nabl")
    p.rest(500)
    assert p.shown() == 0


def _placed(open_page, path: Path, view: str, *, keys: bool):
    p = open_page(path, f"#l=en&b=tray&v={view}")
    assert "Kafranbel" in p.page.inner_text(".unknown .near")
    p.page.get_by_role("button", name="Place on the map").click()
    if keys:
        p.page.keyboard.press("ArrowRight")
        p.rest(500)
        p.page.focus("#here")
        p.page.keyboard.press("Enter")
    else:
        box = p.page.locator(".folium-map").bounding_box()
        p.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    p.page.wait_for_selector("#entries-csv")
    return p


@pytest.mark.parametrize(("view", "keys", "parent"), [
    ("35.60,36.50,12", False, "sy070203"),  # beside the place that the text names: its subdistrict
    ("35.60,36.50,12", True, "sy070203"),
    ("35.95,36.65,11", False, "sy07"),  # far from it, in the same governorate
    ("36.20,37.90,11", False, ""),  # the reader says another governorate than the report's neighbour
])  # fmt: skip
def test_an_entry_says_what_contains_it(open_page, made, view, keys, parent):
    p = _placed(open_page, made / "map.html", view, keys=keys)
    assert next(csv.DictReader(io.StringIO(p.page.input_value("#entries-csv"))))["parent"] == parent


@pytest.mark.parametrize("how", ["download", "copy"])
def test_from_the_page_into_the_gazetteer_and_back_onto_the_page(open_page, made, tmp_path, monkeypatch, how):
    shutil.copytree(made / "home", tmp_path / "home")
    monkeypatch.setenv("KHARITA_HOME", str(tmp_path / "home"))
    p = _placed(open_page, made / "map.html", "35.60,36.50,12", keys=False)
    entries = tmp_path / "entries.csv"
    if how == "download":
        with p.page.expect_download() as caught:
            p.page.click("#entries-download")
        entries.write_bytes(Path(caught.value.path()).read_bytes())
    else:
        p.page.click("#entries-copy")
        p.rest()
        entries.write_text(p.page.evaluate("navigator.clipboard.readText()"), encoding="utf-8")
    kharita("gazetteer", "add", "--from", entries)
    added = next(place for place in load().places.values() if place.layer == "user")
    assert (added.name_ar, added.parent) == (UNKNOWN, "sy070203")
    kharita("map", made / "reports.jsonl", "-o", tmp_path / "again")
    again = open_page(tmp_path / "again/map.html", "#l=en&b=tray")
    assert again.page.locator(".unknown").count() == 0
