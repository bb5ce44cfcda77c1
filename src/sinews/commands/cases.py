"""The case of a command: read and checked, as it was known on a day. It loads no clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.data.case import Case, resolve_case
from sinews.data.vintage import known_by


def read_case(name: str, meter: Meter, overlay: Path | None = None, as_of: date | None = None) -> Case:
    """Read and check the case of this name or folder, as it was known on the day `as_of`."""
    with meter("read"):
        case = Case.read(resolve_case(name), overlay)
        return known_by(case, as_of) if as_of else case


def case_of(arguments: Arguments, meter: Meter) -> Case:
    """The case that the arguments name."""
    return read_case(arguments.case, meter, arguments.overlay, arguments.as_of)
