"""`sinews new`: copy a case to a folder of one's own."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.output import write_json, write_lines
from sinews.data.case import new_case
from sinews.files import require_writable


def run(arguments: Arguments, meter: Meter) -> int:
    """Copy the case, whole or not at all."""
    require_writable(arguments.target.absolute().parent)
    with meter("copy"):
        new_case(arguments.source, arguments.target)
    files = sorted(path.name for path in arguments.target.iterdir())
    if arguments.json:
        write_json("new", {"source": arguments.source, "target": arguments.target, "files": files})
    else:
        write_lines(
            f"Copied {arguments.source} to {arguments.target}: {len(files)} files.",
            f"Change its tables, then: sinews check {arguments.target}",
        )
    return 0
