from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gazetteer import store
from gazetteer.models import Place, PlaceKind
from gazetteer.store import Gazetteer, load
from geo.cli_gazetteer import gazetteer


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder for the test alone."""
    home = tmp_path / "home"
    monkeypatch.setenv("KHARITA_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return load(user_layer=None, cache_dir=tmp_path_factory.mktemp("cache"))


@pytest.fixture
def few_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two governorates as the shipped places, so that rebuilding is quick."""
    folder = tmp_path / "few"
    folder.mkdir()
    for name in ("idlib", "foreign"):
        shutil.copy(store._SHIPPED / f"{name}.csv", folder)
    monkeypatch.setattr(store, "_SHIPPED", folder)


@pytest.fixture
def place() -> Callable[..., Place]:
    """Make a village of the user's."""

    def make(identity: str, name_ar: str, lon: float = 36.6, lat: float = 35.9, **more: Any) -> Place:
        values: dict[str, Any] = {"name_en": "", "kind": PlaceKind.VILLAGE, "layer": "user"} | more
        return Place(id=identity, name_ar=name_ar, lon=lon, lat=lat, **values)

    return make


@pytest.fixture
def write() -> Callable[[Path, str | bytes], Path]:
    """Write a file and its folders."""

    def make(path: Path, text: str | bytes) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return make


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference data; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("KHARITA_REFERENCE") or Path(__file__).parents[3] / "shared" / "reference")
    if not folder.exists():
        pytest.skip("the reference folder is not on this machine")
    return folder


@pytest.fixture
def cli() -> Callable[..., Result]:
    """Run `kharita gazetteer …` and give its result; an unexpected error is raised."""

    def run(*words: str | Path, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(gazetteer, [str(word) for word in words], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
