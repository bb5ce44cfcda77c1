"""Steps that commands share which measure levers: the reference, the workers, tables shown and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import polars as pl

from sinews.answers.memory import Memory
from sinews.answers.progress import Meter
from sinews.answers.runs import save_tables
from sinews.clocks.years import answer as years
from sinews.clocks.years.measuring import Reference, Workers, hired
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.asking import (
    check_question,
    check_targets,
    export,
    memory_of,
    question_of,
    read_case,
    remember,
)
from sinews.commands.output import console, note, write_json, write_table
from sinews.data import vintage
from sinews.errors import UsageError, did_you_mean
from sinews.present.page import Page

Tables = dict[str, pl.DataFrame]
Found = TypeVar("Found")


def scoped(arguments: Arguments, meter: Meter, tables: Sequence[str]) -> Scope:
    """Read and check the case; UsageError, before any heavy work, for what cannot be answered or shown (`tables`)."""
    check_targets(arguments)
    name: str | None = arguments.table
    if name is not None and name not in tables:
        raise UsageError(f"There is no table {name}; there are: {', '.join(tables)}.{did_you_mean(name, tables)}")
    case = read_case(arguments.case, meter, arguments.overlay, arguments.as_of)
    with meter("check"):
        return check_question(case, question_of(arguments), arguments.solver)


def referred(scope: Scope, arguments: Arguments, meter: Meter) -> Reference:
    """Solve what levers are measured against."""
    export(scope, arguments, meter)
    return years.refer(scope, arguments.solver, meter)


def with_workers(
    reference: Reference,
    arguments: Arguments,
    meter: Meter,
    phase: str,
    work: Callable[[Workers], Found],
    memory: Memory | None = None,
) -> Found:
    """Do some measuring with the workers that the arguments ask for, and remember it."""
    memory = memory or memory_of(arguments, reference.scope)
    with meter(phase) as count, hired(reference, arguments.workers, count, memory) as workers:
        found = work(workers)
    remember(arguments, memory)
    return found


def shown(
    arguments: Arguments,
    meter: Meter,
    reference: Reference,
    options: Mapping[str, object],
    tables: Tables,
    page: Page,
) -> None:
    """Save the tables of an answer, and print it as a page, as one of its tables, or as JSON."""
    name: str | None = arguments.table
    folder = None
    if arguments.save:
        with meter("save"):
            folder = save_tables(arguments.out, arguments.command, reference, options, tables)
        note(f"Saved the run to {folder}")
    if arguments.json:
        write_json(arguments.command, {"run": folder, **options, **tables})
    elif name is not None:
        write_table(tables[name], name)
    else:
        from sinews.present.render.terminal import show

        known = vintage.sentences(reference.scope.case)
        show(replace(page, sentences=(*page.sentences, *known)), console())
