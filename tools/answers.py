"""Measure what the packaged case is asked first, and keep it with the case, so that nobody has to wait for it.

    python -m tools.answers

Writes `answers.json`, what limits and levers of the years clock earn (`sinews.answers.memory`), and `movements.json`,
routes and effects of the days clock (`sinews.clocks.days.found`). They are used as long as case, question, solver and
model are the same; tests hold them against these. `sinews brief --fresh` measures all again.
"""

from __future__ import annotations

from pathlib import Path

from sinews.clocks.days.found import MOVEMENTS, Movements
from sinews.clocks.days.found import key_of as days_key

from sinews.answers.memory import ANSWERS, Memory, key_of
from sinews.answers.progress import Meter
from sinews.clocks.days import answer as days
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.scope import Moves
from sinews.clocks.years import answer as years
from sinews.clocks.years.buy import purchase
from sinews.clocks.years.ladder import climb
from sinews.clocks.years.measuring import hired
from sinews.clocks.years.scope import Question
from sinews.commands import brief
from sinews.commands.arguments import CASE, STEPS, cores
from sinews.data.case import Case, embedded
from sinews.data.levers import for_sale, ladder
from sinews.data.tables.years import YEARS
from sinews.statements.checks import verdicts
from sinews.statements.plans import Plans


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
