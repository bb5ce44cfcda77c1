"""`sinews years`: ask the years clock, and print Ready, Why and the plan's totals."""

from __future__ import annotations

import sys
from typing import Any

import polars as pl

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.asking import Asked, ask
from sinews.commands.output import console, write_json, write_table
from sinews.errors import UsageError, did_you_mean

#: Quantities of the outcome table (some plans have no rows of some).
QUANTITIES = (
    "budget",
    "capacity",
    "coverage",
    "deliveries",
    "expansion",
    "funded_expansion",
    "money_carried",
    "money_for_expansion",
    "money_in",
    "money_lapsed",
    "money_out",
    "need",
    "orders",
    "output",
    "probability",
    "shortfall",
    "stock",
    "unmet_aid",
    "unmet_uses",
)

#: Columns of an outcome table that a terminal has room for.
READ = ("subject", "place", "period", "value", "unit")


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the question. UsageError for what the case does not have."""
    quantity: str | None = arguments.table
    if quantity is not None and quantity not in QUANTITIES:
        raise UsageError(
            f"There is no outcome table {quantity}; there are: {', '.join(QUANTITIES)}."
            f"{did_you_mean(quantity, QUANTITIES)}"
        )
    asked = ask(arguments, meter)
    table = asked.answer.outcome.filter(pl.col("quantity") == quantity) if quantity else None
    if arguments.json:
        write_json("years", {**content(asked), **({} if table is None else {"table": table})})
    elif table is not None:
        write_table(table.select(READ) if sys.stdout.isatty() else table, quantity or "")
    else:
        _show(asked)
    return 0


def content(asked: Asked) -> dict[str, Any]:
    """The answer as JSON: where the run is, what its manifest says, and the findings."""
    return {"run": asked.folder, **asked.run.manifest, "why": asked.run.why}


def _show(asked: Asked) -> None:
    from sinews.clocks.years.page.page import ready
    from sinews.present.render.terminal import show

    show(ready(asked.answer), console())
