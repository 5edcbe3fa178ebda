"""Prints the lowest versions that pyproject.toml allows, as constraints: `pip install -c <(python tools/lowest.py) .` proves the bounds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
for requirement in project["dependencies"]:
    name, bound = re.fullmatch(r"([\w.-]+)(?:\[.*\])?[>=]=([\d.]+)", requirement).groups()
    print(f"{name}=={bound}.*" if bound.count(".") < 2 else f"{name}=={bound}")
