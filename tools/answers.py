"""Measure what the packaged case is asked first, and keep it with the case, so that nobody has to wait for it.

    python -m tools.answers

Writes `answers.json`, what limits and levers of the years clock earn (`sinews.memory`), and `movements.json`, routes
and effects of the days clock (`sinews.mobility.memory`). They are used as long as case, question, solver and model are
the same; tests hold them against these. `sinews brief --fresh` measures all again.
"""

from __future__ import annotations

from pathlib import Path

from sinews.buy import purchase
from sinews.case import Case, embedded
from sinews.clocks import days, years
from sinews.clocks.days import DaysAnswer
from sinews.commands import brief
from sinews.commands.arguments import CASE, STEPS, cores
from sinews.ladder import climb
from sinews.levers import for_sale, ladder
from sinews.measuring import hired
from sinews.memory import ANSWERS, Memory, key_of
from sinews.mobility.memory import MOVEMENTS, Movements
from sinews.mobility.memory import key_of as days_key
from sinews.mobility.scope import Moves
from sinews.progress import Meter
from sinews.scope import Question
from sinews.statements.checks import verdicts
from sinews.statements.plans import Plans
from sinews.tables.years import YEARS


def main() -> None:
    """Measure and write."""
    folder, meter = embedded(CASE), Meter(shown=True)
    case = Case.read(folder)
    moved = movements(case, folder, meter)
    answers(case, folder, meter, moved)


def movements(case: Case, folder: Path, meter: Meter) -> DaysAnswer:
    """The days clock."""
    found = Movements(days_key(Moves.of(case), "highs"))
    answer = days.run(
        case, progress=meter, asked=days.Asked(levers=True, corridors=True), movements=found, workers=cores()
    )
    found.write(folder / MOVEMENTS)
    return answer


def answers(case: Case, folder: Path, meter: Meter, moved: DaysAnswer) -> None:
    """The years clock."""
    question = Question()
    memory = Memory(key_of(case, question, "highs"))
    answer = years.run(case, question, progress=meter, workers=cores(), memo=memory)
    for phase, work in (
        ("ladder", lambda workers: climb(workers, ladder(case))),
        ("report", lambda workers: purchase(workers, for_sale(case, YEARS), most=brief.STEPS)),
        ("buy", lambda workers: purchase(workers, for_sale(case, YEARS), most=STEPS)),
    ):
        with meter(phase) as count, hired(answer.reference, cores(), count, memory) as workers:
            work(workers)
    verdicts(case, Plans.of(answer, progress=meter, memo=memory, days=moved))
    memory.write(folder / ANSWERS)


if __name__ == "__main__":
    main()
