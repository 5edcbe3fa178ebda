"""Write the findings and dataclasses of modules as plain classes with the same fields, `__init__`, equality and hash.

What mypyc (2.4) cannot do with them as they stand: it drops the keywords of a class (`frozen`, `kw_only` of a msgspec Struct), compares
two findings by identity in compiled code, calls the interpreted `__init__` of a dataclass and keeps nothing of a `cached_property`.
The rest of a module stays as it is but for its comments.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FINDING = "Finding"
# In place of geo/finding.py: without a Struct, each class replaces its own fields.
FINDING_MODULE = '''"""Findings, compiled."""

from __future__ import annotations

from typing import Any, TypeVar, cast

F = TypeVar("F", bound="Finding")


class Finding:
    """What one step hands to the next."""

    def _with(self, changes: dict[str, Any]) -> Any:
        raise NotImplementedError


def replace(finding: F, **changes: object) -> F:
    """The finding with other values in some fields."""
    return cast("F", finding._with(changes))
'''


@dataclass(frozen=True)
class Field:
    """A field of a class, as source text. `factory`: what makes its default."""

    name: str
    type: str
    default: str | None
    factory: str | None


class NativeClasses:
    """Rewrites modules together, since their classes inherit fields from one another. `sources`: name of module → its source."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._modules = {name: ast.parse(source) for name, source in sources.items()}
        self._defined = {(name, node.name): node for name, module in self._modules.items() for node in _classes(module)}
        self._fields = {key: tuple(_own_fields(node)) for key, node in self._defined.items() if _options(node) is not None}

    def written(self) -> Iterator[tuple[str, str]]:
        """Each module with its new source."""
        for name, module in self._modules.items():
            wanted: dict[str, None] = {"from typing import Any, cast": None}
            for node in _classes(module):
                _keep_cached(node)
                if _options(node) is not None:
                    wanted |= self._rewrite(name, node)
            at = next(k for k, line in enumerate(module.body) if isinstance(line, ast.ImportFrom) and line.module == "__future__")
            module.body[at + 1 : at + 1] = ast.parse("\n".join(wanted)).body
            yield name, ast.unparse(ast.fix_missing_locations(module))

    def _rewrite(self, module: str, node: ast.ClassDef) -> dict[str, None]:
        """Make `node` a plain class; the imports that its inherited fields need."""
        options, fields, wanted = _options(node) or {}, self._fields[module, node.name], dict[str, None]()
        lineage = [(module, node.name), *self._bases(module, node)]
        for home, base in lineage[1:]:
            fields = (*self._fields[home, base], *fields)
            if home != module:
                wanted |= dict.fromkeys(map(ast.unparse, _imports(self._modules[home], fields)))
        for line in node.body:
            if isinstance(line, ast.AnnAssign) and line.target.id in {field.name for field in fields}:
                line.value = None
        source = [
            *_init(fields, kw_only=options.get("kw_only", False), further=any(_goes_on(self._defined[key]) for key in lineage)),
            *_equality(node.name, fields, frozen=options.get("frozen", False)),
        ]
        if any(_name(base) == FINDING for base in node.bases):
            source += _replacing(node.name, fields)
        node.body += ast.parse("\n".join(("class _:", *source))).body[0].body
        node.keywords, node.decorator_list = [], [one for one in node.decorator_list if _name(one) != "dataclass"]
        return wanted

    def _bases(self, module: str, node: ast.ClassDef) -> Iterator[tuple[str, str]]:
        """The classes from which it inherits fields, with their modules, the nearest first."""
        for base in map(_name, node.bases):
            home = next(
                (home for home, name in self._fields if name == base and (home == module or _imported(self._modules[module], home, base))),
                None,
            )
            if home is not None:
                yield home, base
                yield from self._bases(home, self._defined[home, base])


def _classes(module: ast.Module) -> list[ast.ClassDef]:
    return [node for node in module.body if isinstance(node, ast.ClassDef)]


def _name(node: ast.expr) -> str:
    """The name that an expression is, calls or indexes."""
    while isinstance(node, (ast.Call, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _options(node: ast.ClassDef) -> dict[str, bool] | None:
    """The keywords of a finding or a dataclass; None for another class."""
    if any(_name(base) == FINDING for base in node.bases):
        return {word.arg: word.value.value for word in node.keywords}
    made = next((one for one in node.decorator_list if _name(one) == "dataclass"), None)
    return None if made is None else {word.arg: word.value.value for word in getattr(made, "keywords", ())}


def _own_fields(node: ast.ClassDef) -> Iterator[Field]:
    for line in node.body:
        if isinstance(line, ast.AnnAssign) and "ClassVar" not in ast.unparse(line.annotation):
            default, factory = line.value, None
            if isinstance(default, ast.Call) and _name(default) == "field":
                words = {word.arg: word.value for word in default.keywords}
                default, factory = words.get("default"), words.get("default_factory")
            yield Field(line.target.id, ast.unparse(line.annotation), default and ast.unparse(default), factory and ast.unparse(factory))


def _imported(module: ast.Module, home: str, name: str) -> bool:
    return any(
        isinstance(line, ast.ImportFrom) and line.module == home and name in {one.name for one in line.names} for line in module.body
    )


def _imports(module: ast.Module, fields: tuple[Field, ...]) -> Iterator[ast.ImportFrom]:
    """What a module imports for the types of its fields."""
    names = {node.id for field in fields for node in ast.walk(ast.parse(field.type)) if isinstance(node, ast.Name)}
    for line in module.body:
        if isinstance(line, ast.ImportFrom) and (found := [one for one in line.names if (one.asname or one.name) in names]):
            yield ast.ImportFrom(line.module, found, 0)


def _keep_cached(node: ast.ClassDef) -> None:
    """Make every `cached_property` a property that keeps its value in a field."""
    body: list[ast.stmt] = []
    for line in node.body:
        body.append(line)
        if isinstance(line, ast.FunctionDef) and "cached_property" in map(_name, line.decorator_list):
            name, kind = line.name, ast.unparse(line.returns)
            line.name, line.decorator_list = f"_made_{name}", []
            source = (
                f"class _:\n _kept_{name}: {kind}\n _has_{name}: bool = False\n"
                f" @property\n def {name}(self) -> {kind}:\n"
                f"  if not self._has_{name}:\n   self._kept_{name} = self._made_{name}()\n   self._has_{name} = True\n"
                f"  return self._kept_{name}"
            )
            body += ast.parse(source).body[0].body
    node.body = body


def _goes_on(node: ast.ClassDef) -> bool:
    return any(isinstance(line, ast.FunctionDef) and line.name == "__post_init__" for line in node.body)


def _init(fields: tuple[Field, ...], *, kw_only: bool, further: bool) -> list[str]:
    taken = ["self", "*"] if kw_only and fields else ["self"]
    lines = []
    for field in fields:
        name, default = field.name, "" if field.default is None else f" = {field.default}"
        taken.append(f"{name}: {field.type} | None = None" if field.factory else f"{name}: {field.type}{default}")
        lines.append(f"  self.{name} = {name}" + (f" if {name} is not None else {field.factory}()" if field.factory else ""))
    if further:
        lines.append("  self.__post_init__()")
    return [f" def __init__({', '.join(taken)}) -> None:", *(lines or ["  pass"])]


def _equality(name: str, fields: tuple[Field, ...], *, frozen: bool) -> list[str]:
    same = " and ".join(f"self.{field.name} == other.{field.name}" for field in fields) or "True"
    lines = [" def __eq__(self, other: Any) -> bool:", f"  return isinstance(other, {name}) and {same}"]
    if frozen and fields:
        lines += [" def __hash__(self) -> int:", f"  return hash(({', '.join(f'self.{field.name}' for field in fields)},))"]
    return lines


def _replacing(name: str, fields: tuple[Field, ...]) -> list[str]:
    """The method behind `geo.finding.replace`."""
    given = (f"{f.name}=cast({f.type!r}, changes['{f.name}']) if '{f.name}' in changes else self.{f.name}" for f in fields)
    return [" def _with(self, changes: dict[str, Any]) -> Any:", f"  return {name}({', '.join(given)})"]
