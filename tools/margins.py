"""Work the margins of the packaged case out, and keep them with it, so that `sinews app` opens with them.

    python -m tools.margins

Takes what `python -m tools.answers` has measured, and a minute of computing. Without them the first page has to be
computed when it is opened. Beside them it keeps from where similar questions start (`sinews.app.holding`), without
which a new lever is searched from nothing.
"""

from __future__ import annotations

from pathlib import Path

from sinews.answers.memory import Memory
from sinews.app import address
from sinews.app.desk import key, of_case
from sinews.app.holding import START
from sinews.app.holding import of_case as start_of_case
from sinews.app.record import of_answer, plain
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.prompt import Prompt
from sinews.commands.options import CASE
from sinews.data.case import Case, embedded
from tools.answers import remembered


def main() -> None:
    """Work out and write."""
    folder = embedded(CASE)
    case = Case.read(folder)
    for clock in CLOCKS:
        keep(case, clock, folder)


def keep(case: Case, clock: AnyClock, folder: Path) -> None:
    """Write the margins of the first question to a clock, and from where it answers similar ones."""
    asking = remembered(case, clock)
    memory = Memory(key(clock, asking.scope))
    part = address.of_clock(address.first(), clock, case)
    memory.keep(part.query, plain(of_answer(asking.answer, clock)))
    memory.write(of_case(folder, clock.name))
    start = clock.start(asking.answer) if isinstance(clock, Prompt) else None
    if start is not None:
        beginning = Memory(memory.key)
        beginning.keep(START, start)
        beginning.write(start_of_case(folder, clock.name))


if __name__ == "__main__":
    main()
