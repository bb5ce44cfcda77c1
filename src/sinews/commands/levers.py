"""`sinews levers`: the ladder from today's course to money without limit."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.clocks.years.ladder import climb
from sinews.commands.arguments import Arguments
from sinews.commands.measured import Tables, measured, posed, referred, shown
from sinews.data.levers import ladder
from sinews.errors import UsageError


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what money, time and industry each cost. UsageError if the case has no ladder."""
    from sinews.clocks.years.page import ladder as view
    from sinews.clocks.years.page.sentences import asked_of

    asking = posed(arguments, meter, ("ladder",))
    levers = ladder(asking.scope.case)
    if not levers:
        raise UsageError("The case has no ladder; add rows to the tables ladder, levers and changes.")
    reference = referred(asking, arguments, meter)
    rungs = measured(asking, reference, arguments, "ladder", lambda workers: climb(workers, levers))
    tables: Tables = {"ladder": view.rows(rungs)}
    shown(arguments, meter, [asking], {}, tables, view.page(rungs, asking.scope, asked_of(asking.scope)))
    return 0
