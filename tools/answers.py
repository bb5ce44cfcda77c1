"""Measure what the packaged case is asked first, and keep it with the case, so that nobody has to wait for it.

    python -m tools.answers

Writes a file for each clock into the folder `measured` of the case (`sinews.answers.memory`): what limits and levers
earn, packages of levers, the chance of being ready in time, and the routes of the days clock. They are used as long as
case, question, solver and model are the same; tests hold them against these. `sinews check --measured` measures some
of it again, `sinews brief --fresh` all.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sinews.answers.means import Means
from sinews.answers.memory import FOLDER, Memory
from sinews.answers.progress import Meter
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.clock import STEPS
from sinews.clocks.years import YEARS
from sinews.clocks.years.answer import refer
from sinews.clocks.years.buy import purchase
from sinews.clocks.years.extras import with_workers
from sinews.clocks.years.graded import keep_with_people, with_people
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials import told
from sinews.clocks.years.trials.risk import Inquiry, risk
from sinews.clocks.years.trials.trial import Plan
from sinews.commands.options import CASE, cores
from sinews.data.case import Case, embedded
from sinews.data.levers import for_sale
from sinews.statements.checks import verdicts
from sinews.statements.plans import Plans


def main() -> None:
    """Measure and write."""
    folder, meter = embedded(CASE), Meter(shown=True)
    case = Case.read(folder)
    asked = [measured(case, clock, meter) for clock in CLOCKS]
    verdicts(case, Plans(case, asked))
    for asking in asked:
        asking.means.memory.write(of_case(folder, asking.clock.name))


def measured(case: Case, clock: AnyClock, meter: Meter) -> Asking:
    """The first question to a clock, answered with all that it measures beside."""
    scope = clock.scope(case)
    asking = Asking(clock, scope, Means("highs", meter, cores(), Memory(clock.key(scope, "highs"))))
    if clock is YEARS:
        tried(asking)
        with_crews(asking)
    asking.extend(extra.name for extra in clock.extras)
    if clock is YEARS:  # `sinews buy` takes more steps than a report
        levers = for_sale(case, YEARS.tables)
        reference = asking.answer.details.reference
        with_workers(reference, asking.means, "more", lambda workers: purchase(workers, levers, most=STEPS))
    return asking


def tried(asking: Asking) -> None:
    """Roll the trials of `sinews risk` forward, so that the brief says the chance."""
    inquiry, means = Inquiry(), asking.means
    if told.name(inquiry) in means.memory.records:
        return
    reference = asking.answer.details.reference
    plan = Plan.of(asking.scope, reference.journal, reference.shared.solution.value)
    with means.progress("trials") as count:
        means.memory.keep(told.name(inquiry), told.plain(told.told(risk(plan, inquiry, means.workers, count))))


def with_crews(asking: Asking) -> None:
    """Look for the date with people for all that is new, so that the brief says it below the headline."""
    memory, scope = asking.means.memory, asking.scope
    if with_people(memory) is None:
        crewed = Scope.of(scope.case, replace(scope.question, crews=True))
        keep_with_people(memory, refer(crewed, replace(asking.means, memory=Memory())).deadline.instant)


def remembered(case: Case, clock: AnyClock) -> Asking:
    """The first question to a clock, with what the packaged case remembers of it."""
    scope = clock.scope(case)
    memory = Memory(clock.key(scope, "highs"))
    memory.learn(of_case(embedded(CASE), clock.name), by_author=True)
    return Asking(clock, scope, Means(workers=cores(), memory=memory))


def of_case(folder: Path, clock: str) -> Path:
    """The file of a clock in the folder of a case."""
    return folder / FOLDER / f"{clock}.json"


if __name__ == "__main__":
    main()
