"""Layers and the cache."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gazetteer import store
from gazetteer.errors import GazetteerFileError
from gazetteer.store import Gazetteer, load

Make = Callable[..., Any]
HEADER = "id,name_ar,name_en,kind,lon,lat,parent,replaces,extends,hidden,alt_ar\n"


@pytest.mark.usefixtures("few_shipped")
def test_a_layer_adds(tmp_path: Path, write: Make) -> None:
    layer = write(tmp_path / "mine.csv", HEADER + "user-x,خربة الورد البعيدة,,village,36.6,35.9,,,,,\n")
    known = load([layer], user_layer=None, cache_dir=None)
    found = known.get("user-x")
    assert found is not None
    assert found.layer == "mine"
    assert found.parent in known.places, "a place without parent lies in the sub-district of its nearest settlement"
    assert known.find("خربة الورد البعيدة")[0].place == found


@pytest.mark.usefixtures("few_shipped")
def test_replaces_hides_extends(tmp_path: Path, write: Make) -> None:
    rows = "mine,كفرنبل الجديدة,,city,36.5,35.6,,sy07-kafranbel,,,\n,,,,,,,sy07-idlib,,yes,\nmore,جسر الشغور,,city,36.3,35.8,,,sy07,,إدلب الخضراء\n"
    known = load([write(tmp_path / "mine.csv", HEADER + rows)], user_layer=None, cache_dir=None)
    assert known.get("sy07-kafranbel") is known.places["mine"]
    assert known.get("sy07-idlib") is None
    assert "إدلب الخضراء" in known.places["sy07"].alt_ar
    hospital = known.places["sy07-kafranbel-hospital"]
    assert known.within(hospital, "sy07")


@pytest.mark.usefixtures("few_shipped")
def test_the_users_folder_and_its_order(own_home: Path, tmp_path: Path, write: Make) -> None:
    write(own_home / "imported" / "a.csv", HEADER + "user-x,الأولى,,village,36.6,35.9,,,,,\n")
    write(own_home / "places.csv", HEADER + "user-x,الثانية,,village,36.6,35.9,,,,,\n")
    assert load().places["user-x"].name_ar == "الثانية"
    extra = write(tmp_path / "extra.csv", HEADER + "user-x,الثالثة,,village,36.6,35.9,,,,,\n")
    assert load([extra]).places["user-x"].name_ar == "الثالثة"
    assert "user-x" not in load(user_layer=None).places


@pytest.mark.usefixtures("few_shipped")
def test_an_older_import_makes_no_homonym_of_a_place_shipped_since(own_home: Path, write: Make) -> None:
    rows = "id,name_ar,kind,lon,lat,pcode,alt_ar\nocha-c4068,كفر نبل,village,36.56,35.61,C4068,كفرنبل الزاوية\n"
    write(own_home / "imported" / "ocha.csv", rows)
    known = load(cache_dir=None)
    assert "ocha-c4068" not in known.places
    assert "كفرنبل الزاوية" in known.places["sy07-kafranbel"].alt_ar


@pytest.mark.usefixtures("few_shipped")
def test_faults_of_a_layer_are_all_told(tmp_path: Path, write: Make) -> None:
    layer = write(
        tmp_path / "bad.csv", HEADER + "a,س,,village,35.9,36.9999x,,,,,\nb,ص,,vilage,36.6,35.9,,,,,\nc,ض,,village,36.6,35.9,sy99,,,,\n"
    )
    with pytest.raises(GazetteerFileError) as caught:
        load([layer], user_layer=None, cache_dir=None)
    assert len(caught.value.faults) == 3


def test_a_missing_layer_is_told(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFileError, match="no such file"):
        load([tmp_path / "none.csv"])


@pytest.mark.usefixtures("few_shipped")
def test_cache_gives_the_same_and_mends_itself(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = load(user_layer=None, cache_dir=cache)
    second = load(user_layer=None, cache_dir=cache)
    assert dict(first.places) == dict(second.places)
    assert first.version == second.version
    assert second.find("الباغور") == first.find("الباغور")
    (file,) = cache.glob("*.bin")
    for damage in (b"", b"xxxx", file.read_bytes()[:-100], b"\0" * 5000):
        file.write_bytes(damage)
        assert load(user_layer=None, cache_dir=cache).version == first.version
    assert load(user_layer=None, cache_dir=cache).find("سراقب")


@pytest.mark.usefixtures("few_shipped")
def test_cache_notices_a_change(tmp_path: Path, write: Make) -> None:
    layer = write(tmp_path / "mine.csv", HEADER + "user-x,الأولى,,village,36.6,35.9,,,,,\n")
    before = load([layer], user_layer=None, cache_dir=tmp_path)
    write(layer, HEADER + "user-x,الاولي,,village,36.6,35.9,,,,,\n")
    os.utime(layer, ns=(1, 1))
    after = load([layer], user_layer=None, cache_dir=tmp_path)
    assert before.version != after.version
    assert after.places["user-x"].name_ar == "الاولي"


@pytest.mark.usefixtures("few_shipped")
def test_cache_that_cannot_be_written_is_done_without(tmp_path: Path, write: Make) -> None:
    blocked = write(tmp_path / "file", "x")
    assert load(user_layer=None, cache_dir=blocked / "sub").places


def test_two_processes_at_once(tmp_path: Path) -> None:
    code = f"from pathlib import Path; from gazetteer.store import load; print(load(user_layer=None, cache_dir=Path({str(tmp_path)!r})).version)"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(2)]
    versions = [process.communicate(timeout=600)[0] for process in running]
    assert versions[0] == versions[1] != b""
    assert len(list(tmp_path.glob("*.bin"))) == 1
    assert list(tmp_path.glob(".*")) == []


def test_parents_survive_a_ring(place: Make) -> None:
    ring = Gazetteer.of([place("a", "ا", parent="b"), place("b", "ب", parent="a")])
    assert [p.id for p in ring.parents(ring.places["a"])] == ["b"]


def test_near_prefers_the_near_namesake(shipped: Gazetteer, place: Make) -> None:
    far, near = (place(f"p{lat}", "تل الورد", lon=38.0, lat=lat) for lat in (36.5, 35.0))
    known = Gazetteer.of([far, near])
    assert known.find("تل الورد", near=(38.0, 35.01))[0].place is near
    assert known.find("تل الورد", near=(38.0, 36.49))[0].place is far


def test_home_is_the_users(own_home: Path) -> None:
    assert store.home() == own_home
