"""`sinews brief`: the answer on one page, and the report as a file."""

from __future__ import annotations

from sinews.commands.arguments import Arguments
from sinews.commands.output import console, write_json
from sinews.commands.reading import ask
from sinews.commands.years import content
from sinews.progress import Meter


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the question, print the brief, write the report."""
    asked = ask(arguments, meter)
    from sinews.render.html import write_report
    from sinews.render.terminal import show
    from sinews.views.brief import brief

    with meter("report"):
        write_report(asked.answer, asked.answer.scope.case, arguments.report)
    if arguments.json:
        write_json("brief", {"report": arguments.report, **content(asked)})
    else:
        show(brief(asked.answer, asked.answer.scope.case, arguments.report), console())
    return 0
