"""Each component writes into the ledger what its golden text says."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sinews.clocks.years.components import COMPONENTS
from sinews.clocks.years.components.base import Build
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Scope
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


def test_lead_times_of_lines_that_are_those_of_items_leave_no_byte(tmp_path: Path) -> None:
    scope = tiny_scope()
    sites = scope.case.table("sites").with_columns(
        pl.when(pl.col("item") == "shell").then(1.5).alias(f"lead_time{end}") for end in ("", "_low", "_high")
    )
    stated = scope.case.change("sites", sites.with_columns(lead_time_basis=pl.lit("guess")))
    assert stated.table("sites")["lead_time"].to_list() == [1.5, None]
    write_program(build(Scope.of(stated, scope.question)), tmp_path / PROGRAM)
    assert (tmp_path / PROGRAM).read_bytes() == (FOLDER / PROGRAM).read_bytes()


def test_every_text_has_its_component() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {name(component) for component in COMPONENTS}
