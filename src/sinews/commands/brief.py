"""`sinews brief`: the answer on one page, and the report as a file.

The answer is printed as soon as it is known; what would buy time is measured after that, for the report.
"""

from __future__ import annotations

import sys

from sinews.answers.progress import Meter
from sinews.clocks.days.answer import Asked as AskedOfDays
from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.kept import results
from sinews.clocks.days.scope import moves
from sinews.clocks.years.buy import Purchase, purchase
from sinews.clocks.years.ladder import Rung, climb
from sinews.commands.arguments import Arguments
from sinews.commands.asking import Asked, ask, remember
from sinews.commands.measured import with_workers
from sinews.commands.movement import answered
from sinews.commands.output import console, write_json, write_lines
from sinews.commands.years import content
from sinews.data.levers import for_sale, ladder
from sinews.data.tables.years import YEARS
from sinews.statements.checks import verdicts
from sinews.statements.plans import Plans
from sinews.statements.verdict import Verdict

#: Steps of the package in a report.
STEPS = 5


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the question, print the brief, write the report."""
    asked = ask(arguments, meter)
    days = _moved(asked, arguments, meter)
    if not arguments.json:
        _show(asked, days)
    rungs, found, judged = ((), None, ()) if arguments.quick else _measured(asked, days, arguments, meter)
    with meter("report"):
        from sinews.present.render.html import write_report
        from sinews.present.report import report

        page = report(asked.answer, rungs, found, judged, days)
        write_report(page, arguments.report, asked.answer.scope.case.digest)
    if arguments.json:
        moved = {"days": results(days)} if days else {}
        write_json("brief", {"report": arguments.report, **content(asked), **_tables(rungs, found), **moved})
    else:
        write_lines("", "Report", f"  {arguments.report}")
    return 0


def _moved(asked: Asked, arguments: Arguments, meter: Meter) -> DaysAnswer | None:
    """The days clock, if the case has one; with levers and corridors out of service, unless it has to be quick."""
    case = asked.answer.scope.case
    if not moves(case):
        return None
    return answered(
        case, arguments, meter, asked=AskedOfDays(levers=not arguments.quick, corridors=not arguments.quick)
    )


def _show(asked: Asked, days: DaysAnswer | None) -> None:
    from sinews.clocks.years.page.brief import brief
    from sinews.present.render.terminal import show

    show(brief(asked.answer, asked.answer.scope.case, days), console())
    sys.stdout.flush()


def _measured(
    asked: Asked, days: DaysAnswer | None, arguments: Arguments, meter: Meter
) -> tuple[tuple[Rung, ...], Purchase | None, tuple[Verdict, ...]]:
    """The ladder, the purchase and the verdicts."""
    rungs, found = _climbed(asked, arguments, meter), _bought(asked, arguments, meter)
    return rungs, found, _judged(asked, days, arguments, meter)


def _climbed(asked: Asked, arguments: Arguments, meter: Meter) -> tuple[Rung, ...]:
    """The ladder, if the case has one."""
    reference = asked.answer.reference
    rungs = ladder(reference.scope.case)
    if not rungs:
        return ()
    return with_workers(reference, arguments, meter, "ladder", lambda workers: climb(workers, rungs), asked.memory)


def _bought(asked: Asked, arguments: Arguments, meter: Meter) -> Purchase | None:
    """What would buy time, if the case has levers with a price."""
    reference = asked.answer.reference
    levers = for_sale(reference.scope.case, YEARS)
    if not levers:
        return None
    return with_workers(
        reference, arguments, meter, "buy", lambda workers: purchase(workers, levers, most=STEPS), asked.memory
    )


def _judged(asked: Asked, days: DaysAnswer | None, arguments: Arguments, meter: Meter) -> tuple[Verdict, ...]:
    """A verdict on each statement of the case."""
    plans = Plans.of(asked.answer, arguments.solver, meter, asked.memory, days)
    found = verdicts(asked.answer.scope.case, plans)
    remember(arguments, asked.memory)
    return found


def _tables(rungs: tuple[Rung, ...], found: Purchase | None) -> dict[str, object]:
    from sinews.clocks.years.page import buy
    from sinews.clocks.years.page import ladder as view

    tables: dict[str, object] = {"ladder": view.rows(rungs)} if rungs else {}
    return tables | ({"offers": buy.offers(found), "frontier": buy.frontier(found)} if found else {})
