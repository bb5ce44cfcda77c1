"""The small case with statements, written row by row."""

from __future__ import annotations

from pathlib import Path

from sinews.data.case import Case
from sinews.statements.checks import BY_NAME
from sinews.statements.plans import Plans
from sinews.statements.reading import statements
from sinews.statements.verdict import Verdict
from tests import support

TEXT = ("unit", "side", "start", "end", "about", "against", "item", "owner", "force", "path", "evidence")


def statement(check: str, code: str = "claim", basis: str = "fact-5", **cells: object) -> support.Row:
    """A row of `statements`: text as it is, `value`, `threshold` and `step` exact or as (value, low, high)."""
    row = {
        "statement": code,
        "office": "Office",
        "place": "",
        "date": "2025-06",
        "subject": "subject",
        "quantity": "quantity",
        "claim": "It is so.",
        "check": check,
        "basis": basis,
    }
    for name in ("value", "threshold", "step"):
        row |= _number(name, cells.pop(name, None))
    row |= {name: str(cells.pop(name, "")) for name in TEXT}
    assert not cells, f"no such cells: {', '.join(cells)}"
    return row


def _number(name: str, cell: object) -> support.Row:
    if cell is None:
        return support.blank(name)
    value, low, high = cell if isinstance(cell, tuple) else (cell, cell, cell)
    return {name: repr(value), f"{name}_low": repr(low), f"{name}_high": repr(high), f"{name}_basis": "fact-5"}


def tables(*rows: support.Row, **others: list[support.Row]) -> dict[str, list[support.Row]]:
    """The small case's rows with these statements; other tables replace those of the case, or come on top."""
    return {**support.small_tables(), "statements": list(rows), **others}


def case(folder: Path, *rows: support.Row, **others: list[support.Row]) -> Case:
    """The case of these rows, written and read again."""
    return Case.read(support.write_tables(folder / "told", tables(*rows, **others)))


def check(read: Case, plans: Plans | None = None) -> Verdict:
    """The verdict on the only statement of a case."""
    [only] = statements(read)
    return BY_NAME[only.check].run(read, plans, only)
