"""The house: which stage may use which, no circles, sizes that a reader can hold, docstrings that say enough."""

from __future__ import annotations

import ast
import re

import networkx as nx
import pytest

from tests.house.source import ROOT, Module, arrows, functions, modules, public

#: Stages of the work, low to high: none imports a higher one.
STAGES = (
    "errors",
    "files",
    "data",
    "model",
    "answers",
    "present",
    "clocks",
    "statements",
    "evidence",
    "app",
    "commands",
)

#: Lines of a file and of a function, at most.
FILE, FUNCTION = 350, 50

_ARRAYS = re.compile(r"\b(Array|Indices|NDArray)\b")


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_a_higher_one(stage: str) -> None:
    rank = {name: number for number, name in enumerate(STAGES)}
    upward = [
        f"{name} -> {target}"
        for name, target in arrows()
        if _stage(name) == stage and rank.get(_stage(target), 0) > rank[stage]
    ]
    assert not upward


def test_no_clock_imports_another() -> None:
    def clock(name: str) -> str | None:
        parts = name.split(".")
        inside = len(parts) > 2 and parts[1] == "clocks" and (ROOT / "clocks" / parts[2]).is_dir()
        return parts[2] if inside else None

    crossing = [f"{name} -> {to}" for name, to in arrows() if clock(name) and clock(to) and clock(name) != clock(to)]
    assert not crossing


def test_the_folder_of_the_package_holds_stages_only() -> None:
    there = {path.stem for path in ROOT.iterdir() if path.name not in {"__pycache__", "py.typed"}}
    assert there == {*STAGES, "cases", "__init__", "__main__"}


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert not _circles()


@pytest.mark.parametrize("module", modules().values(), ids=lambda module: module.name)
def test_files_and_functions_are_of_a_size_that_a_reader_can_hold(module: Module) -> None:
    assert module.lines <= FILE
    long = [name for name, node in functions(module) if (node.end_lineno or 0) - node.lineno >= FUNCTION]
    assert not long


@pytest.mark.parametrize("module", modules().values(), ids=lambda module: module.name)
def test_docstrings_name_what_is_raised_and_the_shape_of_arrays(module: Module) -> None:
    lacking = [
        f"{name}: {what}"
        for name, node in functions(module)
        if public(name)
        for what in _unsaid(node, ast.get_docstring(node) or "")
    ]
    assert not lacking


def _stage(name: str) -> str:
    return modules()[name].stage if name in modules() else name


def _unsaid(node: ast.FunctionDef, text: str) -> list[str]:
    """Errors that a function raises itself and its docstring does not name, and arrays without a shape.

    What a function makes to be raised is a CaseError: nothing else is made apart.
    """
    raised = {
        "CaseError" if call.func.id[:1].islower() else call.func.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Raise) and isinstance(call := inner.exc, ast.Call) and isinstance(call.func, ast.Name)
    }
    unsaid = sorted(error for error in raised if not error.startswith("_") and error not in text)
    returned = ast.unparse(node.returns) if node.returns else ""
    shaped = re.search(r"[Ss]hape|\bby (row|tick|month|ally|item|line|arc|node|subject)|for each|one for", text)
    return unsaid + (["shape"] if _ARRAYS.search(returned) and not shaped else [])


def _circles() -> list[list[str]]:
    """Groups of modules that all reach each other by imports, imports within functions included."""
    groups = nx.strongly_connected_components(nx.DiGraph(arrows()))
    return [sorted(group) for group in groups if len(group) > 1]
