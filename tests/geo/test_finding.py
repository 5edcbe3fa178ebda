"""What steps hand to one another: frozen, replaced by the one function that knows how."""

import ast
from pathlib import Path

import pytest

import geo
from geo.finding import Finding, replace

# Where records of `geo.models` and `gazetteer.models` are replaced, which are dataclasses.
OF_RECORDS = {"relations.py", "api.py", "cli_gazetteer.py", "harm.py", "tolls.py", "toll_sums.py", "incidents.py"}


class Word(Finding, frozen=True, kw_only=True):
    first: int
    behind: int = 0


def test_a_finding_is_frozen_and_equal_by_value():
    word = Word(first=1)
    assert replace(word, behind=2) == Word(first=1, behind=2) != word
    with pytest.raises(AttributeError):
        word.first = 2


def test_dataclasses_replace_is_not_taken_for_findings():
    """It would fail, and only where the line is reached."""
    for path in Path(geo.__file__).parent.glob("*.py"):
        imports = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom))
        names = {alias.name for node in imports if node.module == "dataclasses" for alias in node.names}
        assert "replace" not in names or path.name in OF_RECORDS, f"{path.name}: take geo.finding.replace"
