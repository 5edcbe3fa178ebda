"""The house stands as it is drawn: floors, the one-way path, what may be imported where, names, and documents in step with the code."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
import tomllib
import typing
from collections import Counter
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from geo.exports import COLUMNS
from geo.models import EventKind, Extraction

ROOT = Path(__file__).parents[1]
PACKAGES = ("gazetteer", "geo", "maps")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def imports(path):
    """Names of modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def importing(module):
    return {path.relative_to(ROOT).as_posix() for path in FILES if any(name.split(".")[0] == module for name in imports(path))}


def test_floors():
    below = {"gazetteer": {"geo", "maps"}, "geo": set(), "maps": set()}
    for path in FILES:
        package = path.relative_to(ROOT).parts[0]
        assert not below[package] & {name.split(".")[0] for name in imports(path)}, path
    for path in (ROOT / "maps").rglob("*.py"):
        assert {name for name in imports(path) if name.split(".")[0] == "geo"} <= {"geo.models"}, path


# module → the only files that may import it
ONLY = {
    "folium": {"maps/page.py"},
    "branca": {"maps/page.py"},
    "dask": set(),
    "distributed": {"geo/runners/cluster.py"},
    "torch": set(),
    "transformers": set(),
}


@pytest.mark.parametrize(("module", "files"), ONLY.items())
def test_what_is_imported_in_one_place_only(module, files):
    assert importing(module) == files


def test_no_file_is_named_like_a_module_of_python():
    names = {path.stem for path in FILES if path.stem != "__init__"} | {path.parent.name for path in FILES}
    assert names & set(sys.stdlib_module_names) == {"numbers"}  # one step, one noun; nothing here or below imports Python's own


def test_no_other_distribution_claims_our_names():
    owners = packages_distributions()
    for package in PACKAGES:
        assert set(owners.get(package, ["kharita"])) == {"kharita"}, f"another distribution installs {package!r}: {owners[package]}"


def test_files_are_small_enough_to_read():
    long = {path.relative_to(ROOT).as_posix(): count for path in FILES if (count := path.read_text(encoding="utf-8").count("\n")) > 550}
    assert not long


def test_the_steps_load_without_what_composes_them():
    code = "import sys, geo.pipeline; sys.exit(bool({'geo.api', 'geo.cli', 'maps', 'folium', 'click'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


# -- data -------------------------------------------------------------------------------------------------------------------------------


def test_every_kind_of_event_has_its_codes():
    with (ROOT / "geo/lexicon/crosswalk.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["kind"] for row in rows if not row["side"]) == Counter(kind.value for kind in EventKind)
    assert {row["acled_event_type"] for row in rows} <= {
        "Battles", "Explosions/Remote violence", "Protests", "Riots", "Strategic developments", "Violence against civilians",
    }  # fmt: skip
    assert {row["plover"] for row in rows} <= {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
        "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    assert {row["ucdp"] for row in rows} == {"", "sides"}
    assert all(row["example"] and row["source"] for row in rows)


def test_every_kind_of_event_has_a_group():
    with (ROOT / "geo/lexicon/kind_groups.csv").open(encoding="utf-8") as file:
        assert Counter(row["kind"] for row in csv.DictReader(file)) == Counter(kind.value for kind in EventKind)


# -- documents in step ------------------------------------------------------------------------------------------------------------------


def document(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_command_stands_in_the_reference():
    code = "import runpy; print(runpy.run_path('tools/docs_commands.py')['reference'](), end='')"
    done = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, env={"PYTHONUTF8": "1", "PATH": ""})
    assert done.stdout.decode() == document("docs/commands.md"), "run: python tools/docs_commands.py"


def test_every_column_of_the_exports_is_documented():
    rows = dict(re.findall(r"^\| `(\w+)` \| \w+ \| (.+) \|$", document("docs/records.md"), re.MULTILINE))
    assert {column.name: column.meaning for column in COLUMNS} == {name: meaning for name, meaning in rows.items() if name in {c.name for c in COLUMNS}}


def test_every_field_of_the_record_is_documented():
    text = document("docs/records.md")
    assert [name for name in fields(Extraction) if f'"{name}"' not in text] == []


def fields(kind, seen=None):
    """Names of all fields of a record, however deep."""
    seen = set() if seen is None else seen
    names = []
    if is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        hints = typing.get_type_hints(kind)
        for field in fields_of(kind):
            names += [field.name, *fields(hints[field.name], seen)]
    for part in typing.get_args(kind):
        names += fields(part, seen)
    return names


def requirement(text):
    return re.match(r"[\w-]+", text)[0].lower()


def test_every_dependency_is_explained_and_pinned():
    table, pins = document("docs/dependencies.md"), document("constraints.txt")
    wanted = [*PROJECT["dependencies"], *(item for extra in PROJECT["optional-dependencies"].values() for item in extra)]
    for name in map(requirement, wanted):
        assert name in table, name
    for name in map(requirement, [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]):
        assert re.search(rf"^{name}==", pins, re.MULTILINE), name
    assert "torch==2.13.0" in pins


def test_links_in_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_make_words_are_those_of_the_documents():
    words = set(re.findall(r"^([a-z]+):", document("Makefile"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "docs/evaluation.md", "docs/installing.md"):
        told = set(re.findall(r"(?:^|`)make ([a-z]+)", document(name), re.MULTILINE))
        assert told <= words, name


def test_the_wheel_holds_every_data_file():
    told = tomllib.loads(document("pyproject.toml"))["tool"]["setuptools"]["package-data"]
    for package in PACKAGES:
        packed = {path for pattern in told[package] for path in (ROOT / package).glob(pattern) if path.is_file()}
        data = {path for path in (ROOT / package).rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc", ".md"}}
        left = {path for path in data - packed if not {"generated", "draft"} & set(path.parts)}
        assert not left, f"add them to package-data in pyproject.toml: {sorted(left)}"
