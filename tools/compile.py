"""Compile the steps that read a report with mypyc into build/fast: the same records in about two thirds of the time.

    python tools/compile.py [--opt 2] [DIR]      (make fast)
    build/fast/kharita extract …                 the same program, compiled
    python tools/compile.py --check [DIR]        whether DIR was made of these sources: exit code 0, else 1

Needs mypy (the extra `fast`) and a C compiler. The sources stay untouched: DIR holds a copy of all packages, and the extension modules
beside them. Remove DIR to be rid of it.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from native_classes import FINDING_MODULE, NativeClasses

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("gazetteer", "geo", "maps")
START = "geo.pipeline"  # what it imports, directly or not, reads reports
FINDING = "geo.finding"
# What stays Python of it, and why.
LEFT_OUT = {
    "gazetteer.errors": "exceptions alone",
    "gazetteer.models": "records that leave the program: msgspec reads and writes them as dataclasses",
    "gazetteer.store": "loads once; msgspec Structs",
    "gazetteer.tables": "loads once",
    "geo.errors": "exceptions alone",
    "geo.lexicon": "reads tables once",
    "geo.locations": "geometry, whose time shapely takes",
    "geo.models": "records that leave the program: msgspec reads and writes them as dataclasses",
    "geo.pipeline": "calls the steps, no more; its tools are replaced as a dataclass is",
}
DIGEST, LAUNCHER = "sources.sha256", "kharita"


def sources() -> list[Path]:
    """The files that a build depends on."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "generated" not in path.parts)


def digest() -> str:
    """SHA-256 of the sources with their names and of these tools."""
    total = hashlib.sha256()
    for path in (*sources(), Path(__file__), Path(__file__).with_name("native_classes.py")):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def steps() -> list[str]:
    """The modules to compile, by name."""
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sources()}
    met, ahead = set[str](), [START]
    while ahead:
        name = ahead.pop()
        if name in known and name not in met:
            met.add(name)
            ahead += _imported(name) if name == START or name not in LEFT_OUT else ()
    return sorted(met - LEFT_OUT.keys())


def _imported(module: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(_file(ROOT, module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _file(root: Path, module: str) -> Path:
    return root.joinpath(*module.split(".")).with_suffix(".py")


def rewrite(into: Path) -> list[str]:
    """Copy the packages and write the steps as mypyc wants them; the names of the modules to compile."""
    shutil.rmtree(into, ignore_errors=True)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, into / package, ignore=shutil.ignore_patterns("__pycache__", "generated", "*.so"))
    modules = steps()
    plain = {name: _file(ROOT, name).read_text(encoding="utf-8") for name in modules if name != FINDING}
    for name, source in NativeClasses(plain).written():
        _file(into, name).write_text(source, encoding="utf-8")
    _file(into, FINDING).write_text(FINDING_MODULE, encoding="utf-8")
    return modules


def compile_into(into: Path, opt: str) -> None:
    """Build everything; raises SystemExit with the compiler's words when it fails."""
    from mypyc.build import mypycify  # noqa: PLC0415 - the other actions need no compiler
    from setuptools import setup  # noqa: PLC0415

    made_of, modules, before = digest(), rewrite(into), Path.cwd()
    os.chdir(into)
    try:
        files = [_file(Path(), name).as_posix() for name in modules]
        flags = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent"]
        extensions = mypycify([*flags, *files], opt_level=opt, debug_level="0", multi_file=True, target_dir="c")
        setup(name="kharita-fast", packages=[], ext_modules=extensions, script_args=["-q", "build_ext", "--inplace"])
        for made in ("c", "build", ".mypy_cache"):
            shutil.rmtree(made, ignore_errors=True)
    finally:
        os.chdir(before)
    launcher = into / LAUNCHER
    launcher.write_text(
        f"#!{sys.executable}\nimport sys\n\nsys.path.insert(0, {str(into)!r})\n\nfrom geo.cli import main\n\n"
        'if __name__ == "__main__":\n    main()\n',
        encoding="utf-8",
    )
    launcher.chmod(0o755)
    (into / DIGEST).write_text(made_of, encoding="ascii")


def fresh(into: Path) -> bool:
    """Whether a build is there and was made of these sources."""
    told = into / DIGEST
    return told.is_file() and told.read_text(encoding="ascii") == digest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("into", nargs="?", type=Path, default=ROOT / "build" / "fast", metavar="DIR")
    parser.add_argument("--opt", default="2", choices=["0", "1", "2", "3"], help="level of the C compiler")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="build nothing, tell whether DIR is up to date")
    action.add_argument("--rewrite", action="store_true", help="write the sources as they are compiled, without compiling")
    given = parser.parse_args()
    into = given.into.resolve()
    if given.check:
        sys.exit(0 if fresh(into) else 1)
    if into == ROOT or into in ROOT.parents or (into.exists() and not (into / "geo").is_dir() and any(into.iterdir())):
        parser.error(f"{into} holds something else")
    if given.rewrite:
        rewrite(into)
    elif not fresh(into):
        compile_into(into, given.opt)
    print(into / LAUNCHER)


if __name__ == "__main__":
    main()
