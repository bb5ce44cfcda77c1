"""`sinews set`: one number of one's own case, with the reason for it."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.output import write_json, write_lines
from sinews.data.case import Case
from sinews.data.edit import Cell, Reasoned, set_number
from sinews.data.packaged import packaged_name, resolve_case
from sinews.errors import UsageError


def run(arguments: Arguments, meter: Meter) -> int:
    """Set the number, and say what it was before; UsageError for a case that comes with sinews."""
    folder = resolve_case(arguments.target)
    if name := packaged_name(folder):
        raise UsageError(f"{name} comes with sinews and stays as it is; copy it first: sinews new FOLDER --from {name}")
    value = arguments.number
    low, high = (value if end is None else end for end in (arguments.low, arguments.high))
    with meter("set"):
        edit = set_number(folder, Cell.named(arguments.cell), Reasoned(value, low, high, arguments.because or ""))
    if arguments.json:
        parts = {"cell": str(edit.cell), "before": edit.before, "after": edit.after, "basis": edit.assumption}
        write_json("set", parts, Case.read(folder))
    else:
        write_lines(
            f"{edit.cell}: {edit.before or 'blank'} -> {edit.after}, from {low} to {high}.",
            f"It rests on the assumption {edit.assumption} now.",
            f"What it changes: sinews compare OTHER-CASE {folder} --moved",
        )
    return 0
