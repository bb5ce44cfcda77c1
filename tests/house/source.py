"""The source of sinews as the tests of the house see it: modules, what each imports, and their definitions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import sinews

ROOT = Path(sinews.__file__).parent


@dataclass(frozen=True)
class Module:
    """One file of source: its dotted name, and its text as a tree, read when it is looked at."""

    name: str
    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """The text of the file as a tree."""
        return ast.parse(self.path.read_bytes())

    @property
    def lines(self) -> int:
        """Lines of the file."""
        return len(self.path.read_text(encoding="utf-8").splitlines())

    @property
    def stage(self) -> str:
        """The folder or module right below the package that it stands in; the package itself for `__init__`."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else "sinews"


@cache
def modules() -> dict[str, Module]:
    """All modules of the package by name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(("sinews", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        found[name] = Module(name, path)
    return found


@cache
def arrows() -> tuple[tuple[str, str], ...]:
    """Pairs of modules of which the first imports the second, anywhere in its text."""
    return tuple(
        sorted({(name, target) for name, module in modules().items() for target in _imported(module) if name != target})
    )


def _imported(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sinews":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules() else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())


def functions(module: Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions and methods of a module with their names, those within functions left out."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from (
                (f"{node.name}.{inner.name}", inner) for inner in node.body if isinstance(inner, ast.FunctionDef)
            )


def public(name: str) -> bool:
    """Whether no part of a dotted name is private."""
    return not any(part.startswith("_") for part in name.split("."))
