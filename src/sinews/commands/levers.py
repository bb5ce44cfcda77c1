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

    asked = posed(arguments, meter, ("ladder",))
    levers = ladder(asked.scope.case)
    if not levers:
        raise UsageError("The case has no ladder; add rows to the tables ladder, levers and changes.")
    reference = referred(asked, arguments, meter)
    rungs = measured(asked, reference, arguments, "ladder", lambda workers: climb(workers, levers))
    tables: Tables = {"ladder": view.rows(rungs)}
    shown(arguments, meter, [asked], {}, tables, view.page(rungs, asked.scope, asked_of(asked.scope)))
    return 0
