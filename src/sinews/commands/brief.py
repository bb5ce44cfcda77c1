"""`sinews brief`: the answers of all clocks on one page, and the report as a file.

The page is printed as soon as it is known; what a report shows beside is measured after that.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from sinews.answers.manifest import measured
from sinews.answers.progress import Meter
from sinews.clocks.asking import Asking
from sinews.commands.arguments import Arguments
from sinews.commands.asking import answered, askings_of, check_targets, elsewhere, export, remember
from sinews.commands.cases import case_of
from sinews.commands.clock import content
from sinews.commands.output import show, write_json, write_lines
from sinews.data.case import Case
from sinews.errors import UsageError
from sinews.present import margins
from sinews.present.page import Page, Section
from sinews.present.report import brief, report
from sinews.present.told import with_case


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the question, print the brief, write the report."""
    check_targets(arguments)
    _check_print(arguments)
    case = case_of(arguments, meter)
    askings = askings_of(case, arguments, meter)
    others = _others(arguments, meter)
    export(askings[0], arguments, meter)
    saved = [
        answered(asking, [] if arguments.quick else extras(asking, in_brief=True), arguments, meter)
        for asking in askings
    ]
    beside = _beside(askings, others, arguments)
    if not arguments.json:
        page = brief(case, [asking.parts for asking in askings])
        show(replace(page, sections=(*page.sections, *beside)), case, elsewhere(askings))
        sys.stdout.flush()
    said = () if arguments.quick else _measured(case, askings, arguments)
    with meter("report"):
        whole = _put(report([asking.parts for asking in askings], said), beside)
        _write(with_case(whole, case, elsewhere(askings)), case, arguments)
    if arguments.json:
        first, *rest = (content(*kept) for kept in saved)
        printed = {"pdf": arguments.pdf} if arguments.pdf else {}
        said_of_all = {"report": arguments.report, **printed, **first, "measured": measured(elsewhere(askings))}
        more = {asking.clock.name: part for asking, part in zip(askings[1:], rest, strict=True)}
        tables = {name: table for asking in askings for name, table in asking.answer.tables.items()}
        stated = {"beside": beside[0].table} if beside else {}
        write_json("brief", {**said_of_all, **tables, **more, **stated})
    else:
        files = filter(None, (arguments.report, arguments.pdf))
        write_lines("", "Report", *(f"  {path}" for path in files))
    return 0


def _check_print(arguments: Arguments) -> None:
    """Raise UsageError, before anything is worked out, if a print is asked for that cannot be made."""
    if arguments.pdf is None:
        if arguments.annex:
            raise UsageError("--annex says what --pdf prints, and there is no --pdf. Add --pdf FILE, or take it out.")
        return
    from sinews.present.render.printing import require_browser

    if arguments.pdf.absolute() == arguments.report.absolute():
        raise UsageError(f"--report and --pdf both name {arguments.pdf}. Name two files.")
    require_browser()


def _write(page: Page, case: Case, arguments: Arguments) -> None:
    """Write the report, and its print before it: where a browser fails, neither is there."""
    from sinews.present.render.html import write_report

    if arguments.pdf is not None:
        from sinews.present.render.printing import write_pdf

        write_pdf(page, arguments.pdf, case.settings.as_of, case.digest, annex=arguments.annex)
    write_report(page, arguments.report, case.digest)


def _others(arguments: Arguments, meter: Meter) -> list[Asking]:
    """The same questions to another case, if the arguments name one."""
    if arguments.beside is None:
        return []
    there = Arguments(**{**vars(arguments), "case": arguments.beside, "overlay": None})
    return askings_of(case_of(there, meter), there, meter)


def _beside(askings: Sequence[Asking], others: Sequence[Asking], arguments: Arguments) -> tuple[Section, ...]:
    """The margins of another case beside those of the first, if there is another one."""
    if not others:
        return ()
    title = others[0].answer.case.settings.title
    section = margins.beside([part.parts for part in askings], [part.parts for part in others], title)
    for asking in others:
        remember(asking, arguments)
    return (section,)


def _put(page: Page, sections: Sequence[Section]) -> Page:
    """A report with more sections behind its first one, in the same tab."""
    first, *rest = page.sections
    more = (replace(section, tab=first.tab) for section in sections)
    return replace(page, sections=(first, *more, *rest))


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
