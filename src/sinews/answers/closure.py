"""Which modules of sinews a module's results depend on: itself, and all that it imports, directly or through others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

PACKAGE = "sinews"

#: Modules that refuse a case or warn of it: whatever they say, a case that passes has the same numbers.
CHECKS = "sinews.data.checks"

#: A statement that imports something of sinews, on one line or in brackets.
_IMPORT = re.compile(
    rf"^[ \t]*(?:from[ \t]+{PACKAGE}\b[\w.]*[ \t]+import[ \t]*(?:\([^)]*\)|[^\n(]*)|import[ \t][^\n]*)", re.MULTILINE
)


@cache
def digest_of(*modules: str) -> str:
    """A digest of the source text of all modules that these depend on, and of their names."""
    text = b"\n".join(module.encode() + b"\n" + _path(module).read_bytes() for module in closure(*modules))
    return sha256(text).hexdigest()


def closure(*modules: str) -> tuple[str, ...]:
    """Names of these modules and of all modules of sinews that they import, directly or through others, sorted.

    Checks are left out, and what only they import.
    """
    names: set[str] = set()
    front = list(modules)
    while front:
        module = front.pop()
        if module not in names and not module.startswith(CHECKS):
            names.add(module)
            front += imported(module)
    return tuple(sorted(names))


def imported(module: str) -> list[str]:
    """Modules of sinews that the source of a module imports anywhere in it; those that it only names too."""
    names: set[str] = set()
    for node in _imports(_path(module).read_text(encoding="utf-8")):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == PACKAGE:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name for name in inner if _is_module(name)} or {node.module}
            names |= {node.module} if any(not _is_module(name) for name in inner) else set()
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names if alias.name.split(".")[0] == PACKAGE}
    return sorted(names)


def _imports(text: str) -> Iterator[ast.AST]:
    """Statements of a source that may import something of sinews: to read these alone takes a tenth of the time."""
    try:
        statements = [ast.parse(line.strip()) for line in _IMPORT.findall(text)]
    except SyntaxError:  # an import that is written in another way
        statements = [ast.parse(text)]
    for statement in statements:
        yield from ast.walk(statement)


@cache
def _is_module(name: str) -> bool:
    return _path(name).exists()


@cache
def _path(module: str) -> Path:
    """Where the source of a module of sinews stands; that of a package is its `__init__.py`."""
    base = Path(str(files(PACKAGE))).joinpath(*module.split(".")[1:])
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
