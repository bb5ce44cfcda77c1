"""What one component writes into the ledger for a tiny case, as text: sorted, in natural units, easy to read.

The texts in this folder are compared with what the code gives. Renew them after a change that is meant, and read the
difference: `python -m tests.golden.renew`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from sinews.clocks.years.components.base import Build
from sinews.clocks.years.scope import Question, Scope
from sinews.model.building import program_of
from sinews.model.ledger import Ledger
from sinews.model.program import Program
from tests.model import Tiny, frame

FOLDER = Path(__file__).parent

#: The whole program of the tiny case, as it is exported, to the last digit.
PROGRAM = "program.lp"

#: Components that say nothing in the tiny case; those that say more where people are counted.
SUPPORTED = ("office",)
MANNED = ("people", "serviceability")


def tiny_scope() -> Scope:
    """Two allies, three ticks (two months and a quarter), a shell made of a charge, lines inside and outside."""
    tiny = Tiny(5, monthly=2).ally("POL", 10, delay=1).ally("LTU", 4).place("USA", "supplier")
    tiny.item("shell", price=2, advance=25, lead=1.5, loss=12).item("charge", needed=False)
    tiny.part("shell", "charge", 3)
    tiny.line("pol_shells", "POL", "shell", 6, rate_max=16, capex=5, lag=1, ramp=2)
    tiny.line("usa_charges", "USA", "charge", 40, export=50).rate("pol_shells", 4, 10, "announced")
    tiny.need("POL", "shell", 100).need("LTU", "shell", 60).stock("POL", "shell", 20).stock("MARKET", "charge", 30)
    tiny.ordered("LTU", "shell", 0, 4, 10).use("aid", "POL", "shell", 0, 0, 2).use("training", "LTU", "shell", 1, 4, 1)
    tiny.place("UKR", "partner").ordered("UKR", "shell", 2, 4, 6).decided("POL", "shell", 7, 1)
    tiny.tables["deliveries"][-1]["supplier"] = "POL"
    tiny.retired("POL", "shell", -2, 3, 9).surge("pol_shells", 50, lag=0.5, premium=30)
    tiny.conversion("LTU", "shell", 4, lag=1, ramp=2, premium=20)
    tiny.claims("POL", 90, 5).running("shell", 10)
    tiny.fund("POL", 0, 4, 50).fund("POL", 1, 1, 8, "expansion").test(1, 4)
    tiny.parameters(carry_over_share=50, first_half_weight=2, money_price=1000)
    return Scope.of(tiny.case(), Question())


def supported_scope() -> Scope:
    """The tiny scope with what stands between money and stocks that are ready; the program of the tiny one has none."""
    scope = tiny_scope()
    rows = Tiny().office("POL", 240, share=50, growth=10).serviceable("shell", 40, 80, 60, lag=1.5, cost=5).tables
    tables = {table: frame(cells) for table, cells in rows.items()}
    case = scope.case
    for table, cells in tables.items():
        case = case.change(table, cells)
    return Scope.of(case, scope.question)


def manned_scope() -> Scope:
    """The supported scope with people of one ally, and crews; the other ally is not held back."""
    scope = supported_scope()
    rows = (
        Tiny().people("POL", 500, 240, leave=12, dropout=25, training=1.5, reserves=3, pay=0.06).crew("shell", 2).tables
    )
    case = scope.case
    for table, cells in rows.items():
        case = case.change(table, frame(cells))
    return Scope.of(case, scope.question)


def scope_of(component: Build) -> Scope:
    """The scope in which a component has something to say."""
    if name(component) in MANNED:
        return manned_scope()
    return supported_scope() if name(component) in SUPPORTED else tiny_scope()


def name(component: Build) -> str:
    """The file of a component is called as its module."""
    return str(component.__module__).rsplit(".", 1)[-1]  # type: ignore[attr-defined]


def written(component: Build, scope: Scope) -> str:
    """The text of a component: its variables with bounds and charges, its terms in balances and limits."""
    ledger = Ledger(scope.calendar, scope.sizes)
    component(scope, ledger)
    return listed(program_of(ledger.journal))


def listed(program: Program) -> str:
    """The text of a program."""
    return "\n".join(["variables", *sorted(_variables(program)), "rows", *sorted(_rows(program)), ""])


def _number(value: float) -> str:
    return f"{value + 0.0:.6g}"


def _variables(program: Program) -> list[str]:
    lines = []
    for number, variable in enumerate(program.column_names()):
        bounds = f"{_number(program.lower[number])} to {_number(program.upper[number])}"
        charges = "".join(
            f", {heading} {_number(values[number])}"
            for heading, values in sorted(program.charges.items())
            if values[number]
        )
        lines.append(f"  {variable}: {bounds}{charges}")
    return lines


def _rows(program: Program) -> list[str]:
    columns, matrix = program.column_names(), program.matrix.tocsr()
    lines = []
    for number, row in enumerate(program.row_names()):
        part = matrix[number]
        terms = [
            f"{_number(v)} {columns[c]}"
            for c, v in sorted(zip(part.indices, part.data, strict=True), key=lambda t: columns[t[0]])
        ]
        low, high = program.row_lower[number], program.row_upper[number]
        sides = (
            f"= {_number(low)}" if low == high else f">= {_number(low)}" if np.isinf(high) else f"<= {_number(high)}"
        )
        lines.append(f"  {row}: {' + '.join(terms) or '0'} {sides}")
    return lines
