"""`sinews levers`: the ladder from today's course to money without limit."""

from __future__ import annotations

from sinews.commands.arguments import Arguments
from sinews.commands.measured import Tables, referred, shown, with_workers
from sinews.errors import UsageError
from sinews.ladder import Rung, climb
from sinews.levers import ladder
from sinews.measuring import Reference
from sinews.progress import Meter


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what money, time and industry each cost."""
    from sinews.views import ladder as view
    from sinews.views.phrases import asked_of

    reference = referred(arguments, meter)
    rungs = climbed(reference, arguments, meter)
    tables: Tables = {"ladder": view.rows(rungs)}
    shown(arguments, meter, reference, {}, tables, view.page(rungs, reference.scope, asked_of(reference.scope)))
    return 0


def climbed(reference: Reference, arguments: Arguments, meter: Meter) -> tuple[Rung, ...]:
    """The rungs of the case's ladder. UsageError if it has none."""
    rungs = ladder(reference.scope.case)
    if not rungs:
        raise UsageError("The case has no ladder; add rows to the tables ladder, levers and changes.")
    return with_workers(reference, arguments, meter, "ladder", lambda workers: climb(workers, rungs))
