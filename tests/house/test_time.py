"""No test has a limit of time that a slow machine could reach: one for the whole run catches what hangs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: What takes a limit of time, or measures time; and who may: the browser's is longer than a run may take.
LIMITS = {"timeout", "faulthandler_timeout", "time_limit"}
CLOCKS = {"perf_counter", "monotonic", "process_time", "wait_for_timeout"}

FILES = sorted({*(ROOT / "tests").rglob("*.py"), ROOT / "tools" / "browser.py"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_depends_on_how_fast_the_machine_is(path: Path) -> None:
    tree = ast.parse(path.read_bytes())
    limits = [
        word.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg in LIMITS and ast.unparse(word.value) != "PATIENCE"
    ]
    clocks = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in CLOCKS]
    assert not limits + clocks
