"""Plans that budgets are held against, solved once and kept in plans.csv: `python -m tools.validation --slow`.

Each is the plan of least shortfall of the whole group from the middle of all that are as good, on ticks of half a year
(first to the day of knowledge and to the end of that year, after five years of a year), so that sums by year stand in
no tick that crosses it. What is kept is what accounts paid in windows of time, by ally, with a digest of the tables
behind it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from sinews.clocks.years.accounts import money
from sinews.clocks.years.components.base import ADVANCES, COSTS, RUNNING
from sinews.clocks.years.curve import PATH, READINGS, with_share
from sinews.clocks.years.options import Question
from sinews.clocks.years.page.claims import paid
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.months import month_after, months_between
from sinews.data.vintage import known_by
from sinews.model.accounts import accounts
from sinews.model.building import program_of
from sinews.model.calendar import Array, Calendar
from sinews.model.journal import Journal
from sinews.model.solver.choice import open_session
from sinews.model.solver.highs import Method
from tools.derivation.figures import Book, write_table
from tools.validation.pipeline import with_pipeline

KEPT = Path(__file__).resolve().parent / "plans.csv"

#: Kinds of money that are kept, and the value of what was signed.
PAID = ("budget", "standing", "running", "domains", "items", "not_spent")
SIGNED = "signed"
COLUMNS = ["plan", "digest", "first", "last", "place", *PAID, SIGNED]

#: Tables that the years clock reads for a plan.
TABLES = (
    "budgets", "capacity", "conversion", "decided", "deliveries", "domain_shares", "economy", "forces",
    "funds", "groups", "history", "items", "offices", "parameters", "paths", "places", "recipes", "requirements",
    "retirements", "running_costs", "scales", "serviceability", "sites", "stocks", "surge", "threats", "transfers",
    "uses",
)  # fmt: skip

#: Hexadecimal digits of a digest that are kept.
DIGITS = 16

#: Days as of which the case is asked; months that its plans are held against what came.
DAYS, FOLLOWING = (date(2024, 6, 30), date(2025, 6, 30)), 18

#: Shares of output between which the marginal euro is looked at.
SHARES = (2.5, 3.5)

#: Months of a short tick, and the years from the start that are cut by it.
SHORT, YEAR, FINE = 6, 12, 5

#: The plan of the case as it is.
BASE = "base"


@dataclass(frozen=True)
class Asked:
    """A plan to be solved: its name, the scope, and the windows (first and last month) that are kept."""

    name: str
    scope: Scope
    windows: tuple[tuple[date, date], ...]

    @property
    def digest(self) -> str:
        """A hash of the tables that the plan is made from."""
        return self.scope.case.digest_of(TABLES)[:DIGITS]


@dataclass(frozen=True)
class Paid:
    """What an ally paid in a plan in some months, million EUR by kind."""

    plan: str
    first: date
    last: date
    place: str
    amounts: dict[str, float]


@dataclass(frozen=True)
class Plans:
    """What was kept of all plans; digests by plan."""

    rows: tuple[Paid, ...]
    digests: dict[str, str]

    @classmethod
    def read(cls, path: Path = KEPT) -> Plans:
        """The plans in a file."""
        with path.open(encoding="utf-8", newline="") as stream:
            return cls.of(list(csv.DictReader(stream)))

    @classmethod
    def of(cls, rows: Iterable[dict[str, str]]) -> Plans:
        """The plans in rows of the file."""
        found, digests = [], {}
        for row in rows:
            first, last = (date.fromisoformat(f"{row[side]}-01") for side in ("first", "last"))
            amounts = {what: float(row[what]) for what in (*PAID, SIGNED)}
            found.append(Paid(row["plan"], first, last, row["place"], amounts))
            digests[row["plan"]] = row["digest"]
        return cls(tuple(found), digests)

    def amount(self, plan: str, what: str, first: date, last: date, place: str = "") -> float:
        """The sum over the windows of a plan that lie within some months, of one ally or (empty) all of them."""
        return sum(
            row.amounts[what]
            for row in self.rows
            if row.plan == plan and place in ("", row.place) and first <= row.first and row.last <= last
        )

    def places(self, plan: str) -> list[str]:
        """Allies that a plan has money of, sorted."""
        return sorted({row.place for row in self.rows if row.plan == plan and row.amounts["budget"] > 0})


def calendar_of(scope: Scope) -> Calendar:
    """To the day of knowledge, to the end of that year, then halves of years and years; the tail in years."""
    months, lengths, start = scope.shown.months, [], scope.case.settings.start
    if scope.known:
        lengths.append(scope.known)
    if rest := (YEAR - (start.month - 1 + scope.known)) % SHORT:
        lengths.append(rest)
    while (left := months - sum(lengths)) > 0:
        begun = month_after(start, sum(lengths))
        lengths.append(min(SHORT if begun.year - start.year < FINE or begun.month > 1 else YEAR, left))
    shown, tail = Calendar.of_lengths(start, lengths), scope.calendar.months - months
    return shown.lengthened(tail, YEAR) if tail else shown


def asked(book: Book, case: Case) -> tuple[Asked, ...]:
    """Every plan: the case as it is, shares of output, and the case as of earlier days without and with a pipeline."""
    scope = Scope.of(case, Question())
    years = tuple((date(year, 1, 1), date(year + 4, 12, 1)) for year in (2026, 2031))
    found = [Asked(BASE, _coarse(case, Question()), years)]
    for reading in READINGS:
        if reading.name in ("every", "moving"):
            found += [
                Asked(
                    f"{reading.name} {share:g}",
                    _coarse(with_share(scope, reading, share), Question(path=PATH)),
                    years,
                )
                for share in SHARES
            ]
    for day in DAYS:
        then = known_by(case, day)
        halves = _halves(month_after(day.replace(day=1), 1))
        found.append(Asked(name_of(day, piped=False), _coarse(then, Question()), halves))
        found.append(Asked(name_of(day, piped=True), _coarse(with_pipeline(book, then, day), Question()), halves))
    return tuple(found)


def name_of(day: date, *, piped: bool) -> str:
    """The name of the plan as of a day, with a pipeline or without."""
    return f"as of {day:%Y-%m}" + (" with pipeline" if piped else "")


def _coarse(case: Case, question: Question) -> Scope:
    scope = Scope.of(case, question)
    return Scope(case, question, calendar_of(scope))


def _halves(first: date) -> tuple[tuple[date, date], ...]:
    starts = [month_after(first, months) for months in range(0, FOLLOWING, SHORT)]
    return tuple((start, month_after(start, SHORT - 1)) for start in starts)


def work_out(plan: Asked) -> list[dict[str, str]]:
    """The rows of a plan. SolveError as the solver does."""
    scope, journal = plan.scope, ledger_of(plan.scope).journal
    value = open_session(program_of(journal), "highs", Method.CENTRAL).solve().value
    every, idle, start = money(journal, value), _idle(journal, value), scope.case.settings.start
    rows = []
    for first, last in plan.windows:
        begin, end = months_between(start, first), months_between(start, last) + 1
        ticks = np.flatnonzero((scope.calendar.start >= begin) & (scope.calendar.end <= end)).tolist()
        within = every.filter(pl.col("tick").is_in(ticks))
        extra = idle.filter(pl.col("tick").is_in(ticks)).group_by("place").agg(pl.col("idle").sum())
        found = (
            paid(within)
            .join(_signed(scope, within), on="place", how="left", maintain_order="left")
            .join(extra, on="place", how="left", maintain_order="left")
            .fill_null(0.0)
            .with_columns(running=pl.col("running") - pl.col("idle"), not_spent=pl.col("not_spent") + pl.col("idle"))
        )
        for row in found.iter_rows(named=True):
            about = (plan.name, plan.digest, f"{first:%Y-%m}", f"{last:%Y-%m}", row["place"])
            amounts = (f"{row[what] + 0:.1f}" for what in (*PAID, SIGNED))
            rows.append(dict(zip(COLUMNS, (*about, *amounts), strict=True)))
    return rows


def _idle(journal: Journal, value: Array) -> pl.DataFrame:
    """What is paid for running costs and kept nothing up, million EUR by place and tick (columns place, tick, idle).

    Running costs have no price and the account of stocks may have something left over, so that in the middle of all
    plans money that would lapse may stand there instead.
    """
    costs = accounts(journal, COSTS, value)
    left = costs.filter(pl.col("heading") == COSTS.rest).group_by("place", "tick").agg(-pl.col("amount").sum())
    paying = costs.filter(pl.col("heading") == RUNNING).group_by("place", "tick").agg(pl.col("amount").sum())
    return left.join(paying, on=["place", "tick"], suffix="_paid").select(
        "place", "tick", pl.min_horizontal("amount", "amount_paid").clip(lower_bound=0.0).alias("idle")
    )


def _signed(scope: Scope, within: pl.DataFrame) -> pl.DataFrame:
    """What advances say was signed, million EUR by place: the whole price, as advances are a part of it."""
    advances = scope.case.table("items").select(about="item", part=pl.col("advance_share") / 100)
    rows = within.filter(pl.col("heading") == ADVANCES).join(advances, on="about", maintain_order="left")
    return rows.group_by("place").agg((-(pl.col("amount") / pl.col("part")).sum()).alias(SIGNED))


def keep(book: Book, case: Case, path: Path = KEPT) -> None:
    """Solve every plan and write the file. SolveError as the solver does."""
    write_table(path, COLUMNS, [row for plan in asked(book, case) for row in work_out(plan)])
