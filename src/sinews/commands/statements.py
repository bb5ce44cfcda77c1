"""`sinews statements`: what officials have said, and a computed verdict on each claim."""

from __future__ import annotations

import sys

from sinews.answers.progress import Meter
from sinews.clocks.days.scope import Moves, moves
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.asking import check_question, memory_of, question_of, read_case, remember
from sinews.commands.movement import keep, movements_of
from sinews.commands.output import console, write_json, write_table
from sinews.errors import UsageError
from sinews.statements.checks import BY_NAME, Kind, verdicts
from sinews.statements.page import frame, page
from sinews.statements.plans import Plans
from sinews.statements.reading import statements


def run(arguments: Arguments, meter: Meter) -> int:
    """Check each statement of the case and print the verdicts. UsageError where there are none."""
    case = read_case(arguments.case, meter, arguments.overlay, arguments.as_of)
    kinds = [Kind(arguments.only)] if arguments.only else list(Kind)
    if not any(BY_NAME[statement.check].kind in kinds for statement in statements(case)):
        raise UsageError(
            "The case has no statements to check so; add rows to its table statements, or take --only out."
        )
    question = question_of(arguments)
    with meter("check"):
        check_question(case, question, arguments.solver)
    scope = Scope.of(case, question)
    memory = memory_of(arguments, scope)
    movements = movements_of(Moves.of(case), arguments) if moves(case) else None
    plans = Plans(case, question, arguments.solver, meter, memo=memory, movements=movements)
    found = verdicts(case, plans if Kind.PLAN in kinds else None, kinds)
    remember(arguments, memory)
    if movements:
        keep(movements, arguments)
    if arguments.json:
        write_json("statements", {"case": case.settings.name, "digest": case.digest, "verdicts": frame(case, found)})
    elif sys.stdout.isatty():
        from sinews.present.render.terminal import show

        show(page(case, found), console())
    else:
        write_table(frame(case, found))
    return 0
