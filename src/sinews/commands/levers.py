"""`sinews levers`: the ladder from today's course to money without limit."""

from __future__ import annotations

from sinews.commands.arguments import Arguments
from sinews.commands.measured import Tables, referred, scoped, shown, with_workers
from sinews.errors import UsageError
from sinews.ladder import climb
from sinews.levers import ladder
from sinews.progress import Meter


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what money, time and industry each cost. UsageError if the case has no ladder."""
    from sinews.views import ladder as view
    from sinews.views.phrases import asked_of

    scope = scoped(arguments, meter, ("ladder",))
    levers = ladder(scope.case)
    if not levers:
        raise UsageError("The case has no ladder; add rows to the tables ladder, levers and changes.")
    reference = referred(scope, arguments, meter)
    rungs = with_workers(reference, arguments, meter, "ladder", lambda workers: climb(workers, levers))
    tables: Tables = {"ladder": view.rows(rungs)}
    shown(arguments, meter, reference, {}, tables, view.page(rungs, scope, asked_of(scope)))
    return 0
