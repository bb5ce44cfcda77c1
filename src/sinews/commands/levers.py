"""`sinews levers`: the ladder from today's course to money without limit."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.clocks.years.ladder import climb
from sinews.commands.arguments import Arguments
from sinews.commands.measured import Tables, referred, scoped, shown, with_workers
from sinews.data.levers import ladder
from sinews.errors import UsageError


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what money, time and industry each cost. UsageError if the case has no ladder."""
    from sinews.clocks.years.page import ladder as view
    from sinews.clocks.years.page.sentences import asked_of

    scope = scoped(arguments, meter, ("ladder",))
    levers = ladder(scope.case)
    if not levers:
        raise UsageError("The case has no ladder; add rows to the tables ladder, levers and changes.")
    reference = referred(scope, arguments, meter)
    rungs = with_workers(reference, arguments, meter, "ladder", lambda workers: climb(workers, levers))
    tables: Tables = {"ladder": view.rows(rungs)}
    shown(arguments, meter, reference, {}, tables, view.page(rungs, scope, asked_of(scope)))
    return 0
