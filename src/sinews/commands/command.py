"""A command as plain data, and what to try of each clock's own."""

from __future__ import annotations

from dataclasses import dataclass

from sinews.clocks.options import Option

#: What to try of each clock; of one that is not here its first question.
EXAMPLES = {
    "years": "--path today --without USA",
    "days": "--levers --corridors",
    "hours": "--ally FIN --levers",
    "minutes": "--city Warsaw --hour 3",
}


@dataclass(frozen=True)
class Command:
    """A command.

    `module`: the one in this package whose `run(arguments, meter)` gives the exit status. `example`: a command line, as
    it stands behind `sinews` and the command's name.
    """

    name: str
    about: str
    options: tuple[Option, ...]
    module: str
    example: str
