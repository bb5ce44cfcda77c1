"""Measure what the packaged case is asked first, and keep it with the case, so that nobody has to wait for it.

    python -m tools.answers

Writes `answers.json`: what limits and levers earn (`sinews.memory`). It is used as long as case, question, solver and
model are those that it was measured with; a test holds it against them. `sinews brief --fresh` measures all again.
"""

from __future__ import annotations

from sinews.buy import purchase
from sinews.case import Case, embedded
from sinews.clocks import years
from sinews.commands import brief
from sinews.commands.arguments import CASE, STEPS, cores
from sinews.ladder import climb
from sinews.levers import for_sale, ladder
from sinews.measuring import hired
from sinews.memory import ANSWERS, Memory, key_of
from sinews.progress import Meter
from sinews.scope import Question
from sinews.statements.checks import verdicts
from sinews.statements.plans import Plans
from sinews.tables.years import YEARS


def main() -> None:
    """Measure and write."""
    folder, question, meter = embedded(CASE), Question(), Meter(shown=True)
    case = Case.read(folder)
    memory = Memory(key_of(case, question, "highs"))
    answer = years.run(case, question, progress=meter, workers=cores(), memo=memory)
    for phase, work in (
        ("ladder", lambda workers: climb(workers, ladder(case))),
        ("report", lambda workers: purchase(workers, for_sale(case, YEARS), most=brief.STEPS)),
        ("buy", lambda workers: purchase(workers, for_sale(case, YEARS), most=STEPS)),
    ):
        with meter(phase) as count, hired(answer.reference, cores(), count, memory) as workers:
            work(workers)
    verdicts(case, Plans.of(answer, progress=meter, memo=memory))
    memory.write(folder / ANSWERS)


if __name__ == "__main__":
    main()
