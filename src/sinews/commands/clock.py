"""`sinews years`, `sinews days`: ask one clock, and print its page, a table of its outcome, or the answer as JSON."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sinews.answers.progress import Meter
from sinews.answers.runs import SavedRun
from sinews.clocks import CLOCKS, AnyClock
from sinews.commands.arguments import Arguments
from sinews.commands.asking import answered, asking_of, check_targets, export
from sinews.commands.cases import case_of
from sinews.commands.output import show, write_answer, write_json
from sinews.errors import UsageError, did_you_mean

#: Columns of an outcome table that a terminal has room for.
READ = ("subject", "place", "period", "value", "unit")


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the question."""
    clock = next(clock for clock in CLOCKS if clock.name == arguments.command)
    quantity: str | None = arguments.table
    _require_quantity(clock, quantity)
    check_targets(arguments)
    asking = asking_of(clock, case_of(arguments, meter), arguments, meter)
    export(asking, arguments, meter)
    extras = [extra.name for extra in clock.extras if getattr(arguments, extra.name, None)]
    saved, folder = answered(asking, extras, arguments, meter)
    answer = asking.answer
    table = answer.outcome.filter(pl.col("quantity") == quantity) if quantity else None
    if arguments.json:
        more = {} if table is None else {"table": table}
        write_json(clock.name, {**content(saved, folder), **answer.tables, **more})
    elif table is not None:
        rows = table.select(READ) if sys.stdout.isatty() else table
        write_answer(rows, quantity or "", answer.case, answer.measured)
    else:
        show(asking.parts.page(), answer.case, answer.measured)
    return 0


def content(run: SavedRun, folder: Path | None) -> Mapping[str, Any]:
    """The answer as JSON: where the run is, what its manifest says, and the findings."""
    return {"run": folder, **run.manifest, "why": run.why}


def _require_quantity(clock: AnyClock, quantity: str | None) -> None:
    """Raise UsageError for a quantity that the outcome of a clock does not have."""
    if quantity is not None and quantity not in clock.quantities:
        raise UsageError(
            f"There is no outcome table {quantity}; there are: {', '.join(clock.quantities)}."
            f"{did_you_mean(quantity, clock.quantities)}"
        )
