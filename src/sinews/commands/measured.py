"""Steps that commands share which measure levers: the reference, the workers, tables shown and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import polars as pl

from sinews.answers.progress import Meter
from sinews.answers.runs import save_tables
from sinews.clocks.asking import Asking
from sinews.clocks.years import YEARS, form
from sinews.clocks.years.answer import refer
from sinews.clocks.years.extras import with_workers
from sinews.clocks.years.measuring import Workers
from sinews.clocks.years.reference import Reference
from sinews.commands.arguments import Arguments
from sinews.commands.asking import asking_of, check_targets, elsewhere, export, remember
from sinews.commands.cases import case_of
from sinews.commands.output import note, show, write_answer, write_json
from sinews.errors import UsageError, did_you_mean
from sinews.present.page import Page

Tables = dict[str, pl.DataFrame]
Result = TypeVar("Result")


def posed(arguments: Arguments, meter: Meter, tables: Sequence[str]) -> Asking:
    """The question to the years clock; UsageError, before heavy work, for what cannot be answered or shown."""
    check_targets(arguments)
    name: str | None = arguments.table
    if name is not None and name not in tables:
        raise UsageError(f"There is no table {name}; there are: {', '.join(tables)}.{did_you_mean(name, tables)}")
    return asking_of(YEARS, case_of(arguments, meter), arguments, meter)


def referred(asking: Asking, arguments: Arguments, meter: Meter) -> Reference:
    """Solve what levers are measured against. SolveError as the solver does."""
    export(asking, arguments, meter)
    return refer(asking.scope, asking.means)


def measured(
    asking: Asking, reference: Reference, arguments: Arguments, phase: str, measure: Callable[[Workers], Result]
) -> Result:
    """Do some measuring with the workers that the arguments ask for, and remember it. SolveError as the solver does."""
    result = with_workers(reference, asking.means, phase, measure)
    remember(asking, arguments)
    return result


def shown(
    arguments: Arguments,
    meter: Meter,
    askings: Sequence[Asking],
    options: Mapping[str, object],
    tables: Tables,
    page: Page,
    more: Mapping[str, object] = MappingProxyType({}),
) -> None:
    """Save the tables of an answer, and print it as a page, as one of its tables, or as JSON.

    `askings`: the clocks behind it, that of years first. `more`: what JSON says beside.
    """
    case, measured_by = askings[0].scope.case, elsewhere(askings)
    name: str | None = arguments.table
    folder = None
    if arguments.save:
        with meter("save"):
            question = form.asked(askings[0].scope, arguments.solver)
            folder = save_tables(arguments.out, arguments.command, question, options, tables)
        note(f"Saved the run to {folder}")
    if arguments.json:
        write_json(arguments.command, {"run": folder, **options, **tables, **more}, case, measured_by)
    elif name is not None:
        write_answer(tables[name], name, case, measured_by)
    else:
        show(page, case, measured_by)
