"""Each component writes into the ledger what its golden text says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.clocks.years.components import COMPONENTS
from sinews.clocks.years.components.base import Build
from sinews.clocks.years.program import build
from sinews.model.solver.choice import write_program
from tests.golden.text import FOLDER, PROGRAM, name, scope_of, tiny_scope, written


@pytest.mark.parametrize("component", COMPONENTS, ids=name)
def test_component_writes_what_its_text_says(component: Build) -> None:
    expected = (FOLDER / f"{name(component)}.txt").read_text(encoding="utf-8")
    assert written(component, scope_of(component)) == expected, "meant? then: python -m tests.golden.renew"


def test_the_exported_program_is_the_same_to_the_last_byte(tmp_path: Path) -> None:
    """Whatever is built differently, or has nothing to say here, leaves no trace in what is exported."""
    write_program(build(tiny_scope()), tmp_path / PROGRAM)
    assert (tmp_path / PROGRAM).read_bytes() == (FOLDER / PROGRAM).read_bytes()


def test_every_text_has_its_component() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {name(component) for component in COMPONENTS}
