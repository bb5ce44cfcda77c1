"""`sinews statements`: what officials have said, and a computed verdict on each claim."""

from __future__ import annotations

import sys

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.asking import askings_of, elsewhere, remember
from sinews.commands.cases import case_of
from sinews.commands.output import show, write_answer, write_json
from sinews.errors import UsageError
from sinews.statements.by_tables import Kind
from sinews.statements.checks import BY_NAME, verdicts
from sinews.statements.page import frame, page
from sinews.statements.plans import Plans
from sinews.statements.reading import statements


def run(arguments: Arguments, meter: Meter) -> int:
    """Check each statement of the case and print the verdicts. UsageError if there is none to check."""
    case = case_of(arguments, meter)
    kinds = [Kind(arguments.only)] if arguments.only else list(Kind)
    if not any(BY_NAME[statement.check].kind in kinds for statement in statements(case)):
        raise UsageError(
            "The case has no statements to check so; add rows to its table statements, or take --only out."
        )
    askings = askings_of(case, arguments, meter)
    judged = verdicts(case, Plans(case, askings) if Kind.PLAN in kinds else None, kinds)
    for asking in askings:
        remember(asking, arguments)
    if arguments.json:
        content = {"case": case.settings.name, "digest": case.digest, "verdicts": frame(case, judged)}
        write_json("statements", content, case, elsewhere(askings))
    elif sys.stdout.isatty():
        show(page(case, judged), case, elsewhere(askings))
    else:
        write_answer(frame(case, judged), "", case, elsewhere(askings))
    return 0
