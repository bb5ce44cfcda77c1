"""`sinews sweep`: the questions of a file, a row each, side by side; the answers as one long table."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from sinews.answers.cluster import cluster
from sinews.answers.memory import FOLDER
from sinews.answers.progress import Meter
from sinews.answers.runs import parquet
from sinews.answers.work import Crew, threads
from sinews.clocks.years.sweep.inquiry import Inquiry
from sinews.clocks.years.sweep.posing import Posing, inquiries
from sinews.clocks.years.sweep.reading import read_rows
from sinews.clocks.years.sweep.told import ALL, SCHEMA
from sinews.clocks.years.sweep.working import Answers, answer_all
from sinews.commands.arguments import Arguments
from sinews.commands.cases import read_case
from sinews.commands.output import note, write_answer, write_json
from sinews.data.case import Case
from sinews.errors import CaseError, SinewsError, SolveError
from sinews.files import require_writable, require_writable_file, write_bytes
from sinews.model.solver.choice import check_solver

#: Columns of the table that is printed: what of an answer each holds (quantity, level).
PRINTED: Mapping[str, tuple[str, str]] = {
    "ready": ("ready", ""),
    "margin_months": ("margin", "0.5"),
    "coverage_percent": ("coverage", "0.5"),
    "shortfall_points": ("shortfall", ""),
    "chance_percent": ("chance", "adapted"),
}

#: Digits that count in what is printed.
DIGITS = 6

#: Tasks for each worker that are handed over at a time: one that runs, and one that waits.
AHEAD = 2


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer the rows that have no answer yet, and write all. CaseError with all that is wrong with the file."""
    require_writable(arguments.out)
    require_writable_file(arguments.to)
    check_solver(arguments.solver)
    case, posed = _posed(arguments, meter)
    table = _answers(posed, arguments, meter)
    with meter("write"):
        write_bytes(arguments.to, parquet(table))
    note(f"Wrote the answers to {arguments.to}")
    if arguments.json:
        write_json("sweep", {"table": arguments.to, "answers": table}, case)
    else:
        write_answer(summary(table), f"{len(posed)} rows", case)
    return 0


# questions ------------------------------------------------------------------------


def _posed(arguments: Arguments, meter: Meter) -> tuple[Case, dict[str, Inquiry]]:
    """The case, and the question of each row by its name. CaseError with all that is wrong with case or file."""
    rows, wrong = read_rows(arguments.rows)
    try:
        case = read_case(arguments.case, meter)
    except CaseError as error:
        raise CaseError([*wrong, *error.findings]) from error
    posing = Posing(str(arguments.rows), case, partial(read_case, arguments.case, meter), wrong)
    with meter("check"):
        posed = inquiries(rows, posing, arguments.solver)
    if posing.findings:
        raise CaseError(posing.findings)
    closed = [name for name, inquiry in posed.items() if inquiry.scope.case.closed]
    if closed:
        note(f"Answers with rows of an overlay, which may be nobody else's to see: {', '.join(closed)}.")
    return case, posed


# answers --------------------------------------------------------------------------


def _answers(posed: Mapping[str, Inquiry], arguments: Arguments, meter: Meter) -> pl.DataFrame:
    """The answers to all rows, those that are there already among them. SolveError if some have none."""
    kept = Answers(arguments.out / FOLDER)
    keys = {name: inquiry.key for name, inquiry in posed.items()}
    tables = {} if arguments.fresh else kept.of_all(keys.values())
    for text in kept.notes:
        note(text)
    if tables:
        note(f"{sum(key in tables for key in keys.values())} of {len(keys)} rows are there already.")
    todo = {key: posed[name] for name, key in keys.items() if key not in tables}
    if todo:
        with meter("sweep"), _crew(arguments, len(todo)) as (crew, ahead, inner):
            tasks = {key: replace(inquiry, workers=inner) for key, inquiry in todo.items()}
            watch = Watch(len(tasks), {key: name for name, key in keys.items()}, meter.shown)
            wrong = answer_all(tasks, kept, crew, ahead, watch.ended)
        _require_all({name: wrong[key] for name, key in keys.items() if key in wrong})
        tables |= kept.of_all(todo)
    return gathered({name: tables[key] for name, key in keys.items()})


@contextmanager
def _crew(arguments: Arguments, tasks: int) -> Iterator[tuple[Crew, int, int]]:
    """Who does so many tasks, how many are handed over at a time, and the threads of each. UsageError for nobody."""
    if arguments.cluster:
        with cluster(arguments.cluster) as (crew, number):
            yield crew, AHEAD * number, 1
    else:
        with threads(arguments.workers) as crew:
            yield crew, AHEAD * arguments.workers, max(arguments.workers // tasks, 1)


@dataclass
class Watch:
    """Says which row has ended, and how long the others will take, if somebody wants to know.

    `names`: of rows by the keys of their questions.
    """

    total: int
    names: Mapping[str, str]
    shown: bool
    done: int = 0
    start: float = field(default_factory=time.perf_counter)

    def ended(self, key: str) -> None:
        """One more has ended."""
        self.done += 1
        if self.shown:
            left = (time.perf_counter() - self.start) / self.done * (self.total - self.done)
            note(f"{self.done} of {self.total}: {self.names[key]}; about {span(left)} left")


def span(seconds: float) -> str:
    """A time in words: seconds, or minutes from two on, or hours from two on."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} s"


def _require_all(wrong: Mapping[str, SinewsError]) -> None:
    """Raise SolveError with what went wrong with rows, by their names; a stop is one."""
    if wrong:
        reasons = " ".join(f"{name}: {str(error).rstrip('.')}." for name, error in wrong.items())
        raise SolveError(
            f"No answer to {', '.join(wrong)}; the others are kept, and a next run needs only these. {reasons}"
        )


# tables ---------------------------------------------------------------------------


def gathered(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Answers by the names of their rows as one table, in their order."""
    rows = [table.select(pl.lit(name).alias("row"), *SCHEMA) for name, table in tables.items()]
    return pl.concat(rows)


def summary(table: pl.DataFrame) -> pl.DataFrame:
    """The numbers that say most of each row: of all that is needed, at the median of the threat."""
    rows = table.filter(pl.col("subject") == ALL)
    columns = []
    for name, (quantity, level) in PRINTED.items():
        cells = rows.filter((pl.col("quantity") == quantity) & (pl.col("level") == level))
        value = pl.col("date" if quantity == "ready" else "value").alias(name)
        columns += [cells.select("row", value)] if cells.height else []
    answers = table.select("row").unique(maintain_order=True)
    for column in columns:
        answers = answers.join(column, on="row", how="left", maintain_order="left")
    floats = [name for name, kind in answers.schema.items() if kind == pl.Float64]
    return answers.with_columns(pl.col(name).round_sig_figs(DIGITS) for name in floats)
