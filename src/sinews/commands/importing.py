"""`sinews import`: a workbook to the folder of a case."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.output import write_json, write_lines
from sinews.data.workbook.back import imported
from sinews.files import require_writable


def run(arguments: Arguments, meter: Meter) -> int:
    """Make the case, whole or not at all: a workbook with findings makes none."""
    require_writable(arguments.target.absolute().parent)
    with meter("import"):
        case = imported(arguments.book, arguments.target)
    if arguments.json:
        write_json("import", {"book": arguments.book, "target": arguments.target}, case)
    else:
        rows = sum(frame.height for frame in case.tables.values())
        write_lines(
            f"Made {arguments.target} of {arguments.book}: {len(case.tables)} tables, {rows:,} rows.",
            f"Ask it: sinews brief {arguments.target}",
        )
    return 0
