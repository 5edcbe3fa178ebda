from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo.cli import main

EXAMPLES = str(Path(__file__).parents[2] / "examples")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def kharita(capsysbinary, monkeypatch, home) -> Callable[..., Ran]:
    """Run a command in this process: exit code, standard output, standard error."""
    monkeypatch.setenv("KHARITA_HOME", str(home))

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Ran(int(ended.value.code or 0), out.decode(), err.decode())

    return run


@pytest.fixture
def examples() -> str:
    return EXAMPLES
