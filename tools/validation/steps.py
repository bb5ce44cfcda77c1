"""What each step to a better answer does to it: undone by itself, in the case as it is now, and solved again.

Beside it stand the answers by other words of the question: what is to be trusted, and which path is spent.

    python -m tools.validation.steps

measures what is not known yet and writes `steps.json`, under a key of case and model, as measured answers are kept; the
page shows what it holds. Nothing but the plan, the dates by family and that of all is solved: what holds a plan back is
named by prices at the last deadline that could not be met, and not measured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from sinews.answers.memory import Memory, key_of
from sinews.answers.plain import number, number_or_none, text
from sinews.clocks.years.answer import refer
from sinews.clocks.years.kept import MODULES
from sinews.clocks.years.limits import ranked
from sinews.clocks.years.options import Holdings, Question
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.why import estimates
from sinews.data.case import Case, embedded
from sinews.data.levers import case_of, levers
from sinews.data.months import month_after
from sinews.data.tables import Status

#: Where what has been measured stands.
KEPT = Path(__file__).parent / "steps.json"


@dataclass(frozen=True)
class Step:
    """A step that is undone: what it is called, and the case and question without it."""

    name: str
    undone: Callable[[Case], Case]
    question: Question = field(default_factory=Question)


@dataclass(frozen=True)
class Found:
    """An answer: months from the start to the dates by family and of all (None: beyond the horizon), and points.

    `dearest`: the limit with the highest price at the deadline that could not be met; empty if there was none.
    """

    families: Mapping[str, float | None]
    instant: float | None
    points: float
    dearest: str


def _as_it_is(case: Case) -> Case:
    return case


def _without(*tables: str) -> Callable[[Case], Case]:
    def emptied(case: Case) -> Case:
        for table in tables:
            case = case.change(table, case.table(table).clear())
        return case

    return emptied


def _all_ready(case: Case) -> Case:
    """The case in which all of every stock counts (levers name the rows, so they stay)."""
    return _set(case, "serviceability", "share", 0.0)


def _offices_sign_all(case: Case) -> Case:
    """The case whose offices could sign a thousand times as much."""
    rows = case.table("offices")
    parts = (f"signed{end}" for end in ("", "_low", "_high"))
    return case.change("offices", rows.with_columns((1000 * pl.col(part)).alias(part) for part in parts))


def _set(case: Case, table: str, column: str, value: float) -> Case:
    parts = (f"{column}{end}" for end in ("", "_low", "_high"))
    return case.change(table, case.table(table).with_columns(pl.lit(value).alias(part) for part in parts))


def _one_lead_time(case: Case) -> Case:
    """The case in which all lines of an item have its lead time."""
    sites = case.table("sites")
    parts = ("", "_low", "_high", "_basis")
    return case.change(
        "sites", sites.with_columns(pl.lit(None, sites[f"lead_time{p}"].dtype).alias(f"lead_time{p}") for p in parts)
    )


def _signed_alone(case: Case) -> Case:
    """The case without orders for which no contract is known: those that follow from rates and lead times."""
    orders = case.table("deliveries")
    return case.change("deliveries", orders.filter(~pl.col("order").str.starts_with("running_")))


def _from_the_start(case: Case) -> Case:
    """The case in which orders may be decided from its first month on, as if nothing of it had passed.

    What was approved since then counts as approved by then; what came of promises since then is not known.
    """
    start = case.settings.start
    decided = case.table("decided").with_columns(pl.min_horizontal("approved", pl.lit(start)).alias("approved"))
    slips = case.table("slips").filter(pl.col("came").fill_null(start) <= start)
    settings = replace(case.settings, as_of=start)
    return replace(case, settings=settings, tables={**case.tables, "decided": decided, "slips": slips})


def _no_tail(case: Case) -> Case:
    """The case in which nothing is solved past the end that is shown."""
    return case.change("parameters", case.table("parameters").filter(pl.col("parameter") != "tail_years"))


def _called_up(case: Case) -> Case:
    """The case with all that lines and converted plants could make beyond today's rates."""
    for table in ("surge", "conversion"):
        case = _set(case, table, "share", 100.0)
    return case


def _none_of_them(case: Case) -> Case:
    undoing = (
        _one_lead_time,
        _signed_alone,
        _no_tail,
        _all_ready,
        _offices_sign_all,
        _without("retirements", "decided"),
    )
    for undone in undoing:
        case = undone(case)
    return _from_the_start(case)


#: In the order of the page; the first is the answer as it is.
STEPS = (
    Step("as it is", _as_it_is),
    Step("lead times by item alone, not by line", _one_lead_time),
    Step("each ally's stock for its own need alone", _as_it_is, Question(holdings=Holdings.ALONE)),
    Step("orders from the first month of the case on, in the past", _from_the_start),
    Step("what is ready: all of every stock", _all_ready),
    Step("no fleet retires", _without("retirements")),
    Step("offices sign whatever is ordered", _offices_sign_all),
    Step("approvals forgotten", _without("decided")),
    Step("orders without a known contract left out", _signed_alone),
    Step("no tail: a plan ends with what is shown", _no_tail),
    Step("surge and conversion called up", _called_up),
    Step("all of these but the last at once", _none_of_them, Question(holdings=Holdings.ALONE)),
)


def _eased(lever: str) -> Callable[[Case], Case]:
    """The case with a step of a lever."""
    return lambda case: case_of(case, ((levers(case)[lever], 1.0),))


#: The question with people who have to be found for all that is new, and what a step of each lever on them makes of it.
CREWED = "people found for all that is new"
PEOPLE = (
    Step(CREWED, _as_it_is, Question(crews=True)),
    *(
        Step(f"{CREWED}: {lever}", _eased(lever), Question(crews=True))
        for lever in ("better_pay", "conscription", "reserves")
    ),
)

#: Spending paths that the debate names, but for that of the base question.
PATHS = (
    "today", "two_percent", "three_percent", "three_and_a_half_percent", "five_percent", "cold_war",
    *(f"core_{share}_by_{year}" for share in ("2", "2.5", "3", "3.5") for year in (2029, 2032, 2035)),
)  # fmt: skip

#: The same question by other words: what has to be trusted, and what is spent.
QUESTIONS = (
    *PEOPLE,
    *(Step(f"trust: {trust}", _as_it_is, Question(trust=trust)) for trust in Status if trust is not Question().trust),
    *(Step(f"path: {path}", _as_it_is, Question(path=path)) for path in PATHS),
)


def key(case: Case) -> str:
    """The key of what is measured of a case: that of the case, of the model, and of nothing else."""
    return key_of(MODULES, case.digest)


def known(case: Case) -> Memory:
    """What has been measured of a case with this model."""
    memory = Memory(key(case))
    memory.learn(KEPT)
    return memory


def found(memory: Memory) -> dict[str, Found]:
    """The answers that are known, by the name of the step, in the order of the steps, then of questions."""
    read = {step.name: memory.get(step.name, _read) for step in (*STEPS, *QUESTIONS)}
    return {name: answer for name, answer in read.items() if answer is not None}


def measure(case: Case, step: Step) -> Found:
    """The answer without a step. SolveError as the solver does."""
    reference = refer(Scope.of(step.undone(case), step.question))
    before = reference.deadline.before
    prices = ranked(estimates(reference, before)) if before else ()
    families = {name: reference.families[name] for name in reference.scope.families}
    dearest = prices[0].limit.about.format(item=prices[0].subject, place=prices[0].subject) if prices else ""
    return Found(families, reference.deadline.instant, reference.measured.points, dearest)


def plain(answer: Found) -> dict[str, object]:
    """An answer as it is kept."""
    return asdict(answer) | {"families": dict(answer.families)}


def _read(row: Mapping[str, object]) -> Found:
    families = row["families"]
    if not isinstance(families, Mapping):
        raise TypeError("dates by family are no mapping")
    dates = {str(name): number_or_none(families, str(name)) for name in families}
    return Found(dates, number_or_none(row, "instant"), number(row, "points"), text(row, "dearest"))


def month(case: Case, instant: float | None) -> date | None:
    """The month in which an instant lies; None if it is beyond the horizon."""
    return None if instant is None else month_after(case.settings.start, int(instant))


def main() -> None:
    """Measure what is not known, one step after another, and write it down after each."""
    case = Case.read(embedded("nato-europe"))
    memory = known(case)
    for step in (step for step in (*STEPS, *QUESTIONS) if step.name not in found(memory)):
        answer = measure(case, step)
        memory.keep(step.name, plain(answer))
        memory.write(KEPT)


if __name__ == "__main__":
    main()
