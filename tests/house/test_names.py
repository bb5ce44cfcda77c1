"""Names of variables are the noun of what they hold: `finding`, `row`, `site`, not what was done to get it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import Module, modules

#: Words that say how a value was come by, or only that there is one.
EMPTY = {"one", "found", "known", "asked"}


@pytest.mark.parametrize("module", modules().values(), ids=lambda module: module.name)
def test_functions_name_what_their_variables_hold(module: Module) -> None:
    assert [f"line {line}: {name}" for name, line in _bound(module.tree) if name in EMPTY] == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(found): return 1",
        "def f(*, known=1): return 1",
        "def f(*asked): return 1",
        "def f(rows): return [one.name for one in rows]",
        "def f(rows): return lambda one: one",
        "def f(rows):\n for number, (one, other) in rows: pass",
        "def f(rows):\n if (known := rows): pass",
        "def f(path):\n with path as found: pass",
        "class A:\n def f(self): asked = self",
        "def f():\n def g():\n  found = 1",
    ],
)
def test_every_way_to_bind_a_name_is_seen(text: str) -> None:
    assert [name for name, _ in _bound(ast.parse(text)) if name in EMPTY]


def test_names_of_fields_and_reads_are_none_of_variables() -> None:
    text = "class A:\n found: str\n\n def f(self): return A(found=self.found)"
    assert [name for name, _ in _bound(ast.parse(text)) if name in EMPTY] == []


def _bound(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Names that functions bind, arguments among them, with their lines."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.arg):
                    yield node.arg, node.lineno
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id, node.lineno
