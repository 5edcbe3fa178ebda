"""The compiled program (`make fast`) writes the records that the sources write; so do the sources as they are compiled."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FAST = ROOT / "build" / "fast"
TOOL = ROOT / "tools" / "compile.py"
MAIN = "from geo.cli import main; main()"
CLASSES = """
from __future__ import annotations
from dataclasses import dataclass, field
from functools import cached_property
from geo.finding import Finding, replace

class Word(Finding, frozen=True, kw_only=True):
    first: int
    behind: int = 0

@dataclass(slots=True)
class Line:
    words: list[int] = field(default_factory=list)
    length: int = 0

    def __post_init__(self) -> None:
        self.length = len(self.words)

@dataclass(slots=True)
class Long(Line):
    end: str = "."

class Page:
    asked = 0

    @cached_property
    def number(self) -> int:
        Page.asked += 1
        return Page.asked
"""


@pytest.fixture(scope="module")
def classes():
    """The names of `CLASSES`, rewritten, with the base class that goes with them."""
    native = runpy.run_path(str(ROOT / "tools" / "native_classes.py"))
    finding: dict = {}
    exec(native["FINDING_MODULE"], finding)
    [(_, source)] = native["NativeClasses"]({"page": CLASSES}).written()
    names = {"__name__": "page", **finding}
    exec(source.replace("from geo.finding import Finding, replace", ""), names)
    return names


def test_a_rewritten_finding_is_equal_by_value_and_replaced(classes):
    word = classes["Word"](first=1)
    assert classes["replace"](word, behind=2) == classes["Word"](first=1, behind=2) != word
    assert hash(word) == hash(classes["Word"](first=1, behind=0))
    with pytest.raises(TypeError):
        classes["Word"](1)


def test_a_rewritten_dataclass_makes_its_defaults_each_time(classes):
    one, other = classes["Line"](), classes["Line"]()
    one.words.append(1)
    assert other.words == []
    assert one != other


def test_a_rewritten_dataclass_has_the_fields_of_its_base(classes):
    long = classes["Long"]([1, 2], end="!")
    assert (long.words, long.length, long.end) == ([1, 2], 2, "!")


def test_a_rewritten_cached_property_is_made_once(classes):
    page = classes["Page"]()
    assert page.number == page.number == classes["Page"].asked


def extracted(program, path, reports, *more):
    env = {**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"}
    done = subprocess.run([*program, "extract", *more, str(reports)], check=True, capture_output=True, env=env, cwd=reports.parent)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """The example reports and every twentieth text of the tables."""
    file = tmp_path_factory.mktemp("compiled") / "reports.jsonl"
    lines = (ROOT / "examples" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    for table in sorted((ROOT / "tests" / "geo" / "tables").glob("*.toml")):
        texts = texts_of(tomllib.loads(table.read_text(encoding="utf-8")))
        lines += [json.dumps({"id": f"{table.stem}-{k}", "text": text, "published": "2018-05-21"}) for k, text in enumerate(texts) if k % 20 == 0]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def texts_of(value):
    """Every `text` in a table, however deep."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from [part] if name == "text" and isinstance(part, str) else texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


@pytest.fixture(scope="module")
def plain(reports):
    return extracted([sys.executable, "-c", MAIN], ROOT, reports)


@pytest.mark.slow
def test_the_rewritten_sources_give_the_same_records(reports, plain, tmp_path):
    """They run in Python too, so that a slip of the rewriting shows without a compiler."""
    subprocess.run([sys.executable, str(TOOL), "--rewrite", str(tmp_path / "fast")], check=True, capture_output=True)
    assert extracted([sys.executable, "-c", MAIN], tmp_path / "fast", reports) == plain


@pytest.mark.slow
@pytest.mark.skipif(
    not FAST.exists() or subprocess.run([sys.executable, str(TOOL), "--check"], check=False).returncode != 0,
    reason="not compiled from these sources: make fast",
)
@pytest.mark.parametrize("more", [(), ("--jobs", "2")])
def test_the_compiled_program_gives_the_same_records(reports, plain, more):
    assert extracted([str(FAST / "kharita")], FAST, reports, *more) == plain
