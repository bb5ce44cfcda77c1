"""The notebook of the documentation: it is one that programs open, it holds no results, and its cells run in order."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"

#: The ways in which a value shows itself in a notebook.
SHOWN = ("_repr_html_", "_repr_mimebundle_")


def cells(kind: str = "") -> list[dict[str, Any]]:
    """Cells of the notebook, of one kind if it is said."""
    content = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in content if kind in {"", cell["cell_type"]}]


def test_it_has_the_form_that_programs_open() -> None:
    """Form 4.5: every cell has a name of its own, text in lines, and one of code its (empty) outputs."""
    content = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    assert content["metadata"]["kernelspec"] == {"display_name": "Python 3", "language": "python", "name": "python3"}
    names = [cell["id"] for cell in cells()]
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in names)
    assert len(set(names)) == len(names)
    common = {"cell_type", "id", "metadata", "source"}
    assert {frozenset(cell) for cell in cells("markdown")} == {frozenset(common)}
    assert {frozenset(cell) for cell in cells("code")} == {frozenset(common | {"outputs", "execution_count"})}
    assert len(cells("markdown")) + len(cells("code")) == len(names)
    assert all(line.endswith("\n") for cell in cells() for line in cell["source"][:-1])


def test_it_holds_no_results() -> None:
    """Results of another day would be read as those of this one."""
    assert [(cell["outputs"], cell["execution_count"]) for cell in cells("code")] == [([], None)] * len(cells("code"))


def test_its_links_lead_somewhere() -> None:
    text = "".join("".join(cell["source"]) for cell in cells("markdown"))
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert targets
    assert not [target for target in targets if not (NOTEBOOK.parent / target).exists()]


def test_its_cells_run_in_order_and_show_what_they_end_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the folder of the notebook, as programs run it, in one namespace."""
    monkeypatch.chdir(NOTEBOOK.parent)
    names: dict[str, object] = {}
    for cell in cells("code"):
        value = run("".join(cell["source"]), cell["id"], names)
        said = capsys.readouterr().out
        assert said or value is not None, f"{cell['id']} shows nothing"
        assert value is None or isinstance(value, dict) or shows(value), f"{cell['id']} shows no more than its name"


def run(text: str, name: str, names: dict[str, object]) -> object:
    """Run a cell; what its last line is worth, if that is an expression."""
    tree = ast.parse(text, name)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, name, "exec"), names)  # noqa: S102 - the notebook's own
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), name, "eval"), names)  # noqa: S307 - the notebook's own


def shows(value: object) -> bool:
    """Whether a value shows itself as more than text."""
    ways = [getattr(value, name) for name in SHOWN if hasattr(value, name)]
    return any(way() for way in ways)
