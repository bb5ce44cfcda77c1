"""`sinews brief`: the answers of all clocks on one page, and the report as a file.

The page is printed as soon as it is known; what a report shows beside is measured after that.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sinews.answers.manifest import measured
from sinews.answers.progress import Meter
from sinews.clocks.asking import Asking
from sinews.commands.arguments import Arguments
from sinews.commands.asking import answered, askings_of, case_of, check_targets, elsewhere, export, remember
from sinews.commands.clock import content
from sinews.commands.output import show, write_json, write_lines
from sinews.data.case import Case
from sinews.present.page import Section
from sinews.present.report import brief, report
from sinews.present.told import with_case


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the question, print the brief, write the report."""
    check_targets(arguments)
    case = case_of(arguments, meter)
    askings = askings_of(case, arguments, meter)
    export(askings[0], arguments, meter)
    saved = [
        answered(asking, [] if arguments.quick else extras(asking, in_brief=True), arguments, meter)
        for asking in askings
    ]
    if not arguments.json:
        show(brief(case, [asking.parts for asking in askings]), case, elsewhere(askings))
        sys.stdout.flush()
    said = () if arguments.quick else _measured(case, askings, arguments)
    with meter("report"):
        from sinews.present.render.html import write_report

        page = with_case(report([asking.parts for asking in askings], said), case, elsewhere(askings))
        write_report(page, arguments.report, case.digest)
    if arguments.json:
        first, *others = (content(*kept) for kept in saved)
        whole = {"report": arguments.report, **first, "measured": measured(elsewhere(askings))}
        more = {asking.clock.name: part for asking, part in zip(askings[1:], others, strict=True)}
        tables = {name: table for asking in askings for name, table in asking.answer.tables.items()}
        write_json("brief", {**whole, **tables, **more})
    else:
        write_lines("", "Report", f"  {arguments.report}")
    return 0


def extras(asking: Asking, *, in_brief: bool) -> list[str]:
    """What a clock measures beside its answer, for the brief or for the report alone."""
    return [extra.name for extra in asking.clock.extras if extra.in_brief is in_brief]


def _measured(case: Case, askings: Sequence[Asking], arguments: Arguments) -> tuple[Section, ...]:
    """Measure what a report shows beside the answers; a verdict on each statement of the case."""
    from sinews.statements.checks import verdicts
    from sinews.statements.plans import Plans
    from sinews.statements.report import section

    for asking in askings:
        if more := extras(asking, in_brief=False):
            asking.extend(more)
            remember(asking, arguments)
    judged = verdicts(case, Plans(case, askings))
    for asking in askings:
        remember(asking, arguments)
    return (section(case, judged),) if judged else ()
