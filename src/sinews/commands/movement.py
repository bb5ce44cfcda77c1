"""Steps that commands share which ask the days clock: what is remembered of it, and where."""

from __future__ import annotations

from pathlib import Path

from sinews.answers.progress import Meter
from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import Asked, DaysAnswer
from sinews.clocks.days.found import MOVEMENTS, Movements, key_of
from sinews.clocks.days.scope import Movement, Moves
from sinews.commands.arguments import Arguments
from sinews.commands.output import remembered
from sinews.data.case import Case, resolve_case


def answered(
    case: Case, arguments: Arguments, meter: Meter, question: Movement | None = None, asked: Asked | None = None
) -> DaysAnswer:
    """The answer of the days clock, with what is remembered of it; kept if runs are saved."""
    movements = movements_of(Moves.of(case, question), arguments)
    answer = days.run(case, question, arguments.solver, meter, asked, movements, arguments.workers)
    keep(movements, arguments)
    return answer


def movements_of(scope: Moves, arguments: Arguments) -> Movements:
    """What earlier runs and the case itself know of movements for this question; nothing with --fresh."""
    key = key_of(scope, arguments.solver)
    if arguments.fresh:
        return Movements(key)
    return Movements.read(key, resolve_case(arguments.case) / MOVEMENTS, _beside(key, arguments))


def keep(movements: Movements, arguments: Arguments) -> None:
    """Keep what has been found beside the saved runs, if runs are saved."""
    if arguments.save and movements.fresh:
        remembered(lambda: movements.write(_beside(movements.key, arguments)))


def _beside(key: str, arguments: Arguments) -> Path:
    folder: Path = arguments.out
    return folder / "measured" / f"days-{key[:16]}.json"
