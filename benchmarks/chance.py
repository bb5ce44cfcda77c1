"""Trials of the years clock: thousands at once against one at a time and solving again; how they grow.

CPU seconds of one process; the wall time of two workers stands beside it, and says little where others use the cores.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from typing import TypeVar

import numpy as np
import polars as pl

from benchmarks.page import made, table
from benchmarks.synthetic import synthetic
from sinews.clocks.years.options import Question
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.trial import Plan, Reading, roll, roll_each
from sinews.data.case import Case, embedded
from sinews.model.building import program_of
from sinews.model.solver.highs import HighsSession
from sinews.model.streams import Streams

TITLE = "Chance"

#: Trials of the packaged case, and those of the loop, which is slow; seed of all.
TRIALS, LOOP, SEED = 10_000, 20, 1

#: Growth: trials of the packaged case; allies, items and months of made-up cases, of so many trials.
MORE, SIZES, EACH = (250, 500, 1000, 2000), ((6, 4, 36), (6, 8, 36), (6, 16, 36), (6, 4, 72), (6, 4, 144)), 500

#: Columns of made-up cases that have a range, of so much of their value on both sides.
RANGED, WIDTH = (("capacity", "rate"), ("items", "price"), ("places", "contracting_delay")), 0.2

Result = TypeVar("Result")


def measured(repeats: int) -> list[str]:
    """The part of RESULTS.md. ValueError if the ways do not agree."""
    return [
        made(repeats, f"NumPy {np.__version__}") + " CPU seconds of one process.",
        *_packaged(repeats),
        *_growth(repeats),
    ]


def _packaged(repeats: int) -> list[str]:
    scope = Scope.of(Case.read(embedded("nato-europe")), Question())
    journal = ledger_of(scope).journal
    solution, solving = _timed(lambda: HighsSession(program_of(journal)).solve(), 1)
    plan, reading = _timed(lambda: Plan.of(scope, journal, solution.value), 1)
    draw, drawing = _timed(lambda: plan.draw(Streams(SEED, TRIALS)), repeats)
    rows = [
        ["one plan, solved", "1", f"{solving:.1f}", f"{1 / solving:.3g}"],
        ["ranges read from journals", "", f"{reading:.1f}", ""],
        [
            f"{sum(len(found.names) for found in plan.drawing.figures):,} figures drawn",
            f"{TRIALS:,}",
            f"{drawing:.1f}",
            "",
        ],
    ]
    start = time.perf_counter()
    [rolled], seconds = _timed(partial(roll, plan, [draw], Reading.ADAPTED, 2), repeats)
    wall = (time.perf_counter() - start) / repeats
    rows.append(["trials at once, by two workers", f"{TRIALS:,}", f"{seconds:.1f}", f"{TRIALS / seconds:.0f}"])
    _, both = _timed(partial(roll_each, plan, [draw], list(Reading), 2), repeats)
    rows.append(["the same under both readings", f"{TRIALS:,}", f"{both:.1f}", f"{TRIALS / both:.0f}"])
    few = [draw.part(slice(number, number + 1)) for number in range(LOOP)]
    alone, seconds = _timed(lambda: [plan.rolled(part, Reading.ADAPTED) for part in few], repeats)
    if not all((one.coverage[0] == rolled.coverage[number]).all() for number, one in enumerate(alone)):
        raise ValueError("a trial by itself is another than among many")
    rows.append(["a loop over trials", f"{LOOP}", f"{seconds:.1f}", f"{LOOP / seconds:.2g}"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    about = (
        f"Allies order by their own figures. Wall time of the trials was {wall:.0f} s; peak memory of the whole, with "
        f"the plan's solve, was {peak:,.0f} MiB. A trial by itself has the bytes of the same trial among many."
    )
    return [
        "### The packaged case",
        table(["what", "trials", "CPU seconds", "trials a second"], rows),
        about,
        *_more(plan, repeats),
    ]


def _more(plan: Plan, repeats: int) -> list[str]:
    rows = []
    for trials in MORE:
        draw = plan.draw(Streams(SEED, trials))
        by_workers = []
        for workers in (1, 2):
            start = time.perf_counter()
            _, seconds = _timed(partial(roll_each, plan, [draw], list(Reading), workers), repeats)
            by_workers += [f"{seconds:.2f}", f"{(time.perf_counter() - start) / repeats:.2f}"]
        rows.append([f"{trials:,}", *by_workers])
    head = ["trials, both readings", "one worker, CPU seconds", "wall", "two workers, CPU seconds", "wall"]
    return [table(head, rows)]


def _growth(repeats: int) -> list[str]:
    rows = []
    for allies, items, months in SIZES:
        scope = Scope.of(ranged(synthetic(allies, items, months)), Question())
        journal = ledger_of(scope).journal
        plan = Plan.of(scope, journal, HighsSession(program_of(journal)).solve().value)
        draw = plan.draw(Streams(SEED, EACH))
        _, seconds = _timed(partial(roll, plan, [draw], Reading.ADAPTED, 1), repeats)
        lines, ticks = len(journal.decision("output").variable.subjects), len(journal.calendar)
        rows.append([f"{allies} allies, {items} items, {months} months", f"{lines}", f"{ticks}", f"{seconds:.2f}"])
    head = ["synthetic case", "lines", "ticks", f"CPU seconds of {EACH} trials"]
    return ["### Growth", "Made-up cases with monthly ticks, as one size doubles twice.", table(head, rows)]


def ranged(case: Case) -> Case:
    """A made-up case with ranges."""
    tables = dict(case.tables)
    for name, column in RANGED:
        ends = (
            ((1 - WIDTH) * pl.col(column)).alias(f"{column}_low"),
            ((1 + WIDTH) * pl.col(column)).alias(f"{column}_high"),
        )
        tables[name] = tables[name].with_columns(*ends)
    return replace(case, tables=tables)


def _timed(work: Callable[[], Result], repeats: int) -> tuple[Result, float]:
    """What some work gives, and the median of its CPU seconds."""
    seconds = []
    for number in range(repeats):
        print(f"{TITLE}: {number + 1}/{repeats}", file=sys.stderr, flush=True)
        start = time.process_time()
        found = work()
        seconds.append(time.process_time() - start)
    return found, median(seconds)
