"""`sinews export`: a case as one workbook."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.output import write_json, write_lines
from sinews.data.case import resolve_case
from sinews.data.texts import obstacle
from sinews.data.workbook.export import book_of
from sinews.errors import UsageError
from sinews.files import require_writable_file, write_bytes


def run(arguments: Arguments, meter: Meter) -> int:
    """Write the workbook, whole or not at all; UsageError for one that is there, which stays."""
    if obstacle(arguments.book) in ("", "a folder"):
        raise UsageError(f"{arguments.book} is there already, perhaps with changes of yours. Name another file.")
    require_writable_file(arguments.book)
    with meter("export"):
        content = book_of(resolve_case(arguments.case))
        write_bytes(arguments.book, content)
    if arguments.json:
        write_json("export", {"case": arguments.case, "book": arguments.book, "bytes": len(content)})
    else:
        write_lines(
            f"Wrote {arguments.book}: a sheet for each table of {arguments.case}.",
            f"Change its cells, then: sinews import {arguments.book} FOLDER",
        )
    return 0
