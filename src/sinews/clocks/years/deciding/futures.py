"""What may come: when the test is, whether aid goes on, whether a supplier is lost; at most ten branches.

The test comes in the earliest, the middle or the last third of the pooled distribution: together the thirds are the
distribution itself. Aid ends as the case has it, or goes on at the last rate to the end of the horizon. The lines of a
supplier deliver nothing from the end of the first stage on. Where aid goes on or a supplier is lost, what was ordered
and has not come may be cancelled, and the advance is lost: nobody insists on deliveries that others need more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinews.clocks.years.components.base import ADVANCES, SIGNATURES
from sinews.clocks.years.components.contract import NEW_ORDERS
from sinews.clocks.years.deciding.coarse import FIRST, YEAR
from sinews.clocks.years.deciding.dated import Dated
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.errors import UsageError
from sinews.model.building import program_of
from sinews.model.journal import Journal, Subjects, Term, Variable
from sinews.model.ledger import Ledger
from sinews.model.program import Program

#: Levels of the distribution of the test between which it comes, by name.
THREATS: Mapping[str, tuple[float, float]] = {
    "early": (0.0, 1 / 3),
    "middle": (1 / 3, 2 / 3),
    "late": (2 / 3, 1.0),
}

#: Branches that a tree may have.
MOST = 10

#: Variables of what is decided in the first stage: orders, and what lines are enlarged by.
DECIDED = (*NEW_ORDERS, "expansion", "funded_expansion")

#: What of orders stays when they are cancelled.
_STAYS = (ADVANCES, SIGNATURES)

#: Variables of what lines and plants make, with the column that says where.
_MADE = {"output": "site", "surge": "site", "converted": "place"}


@dataclass(frozen=True)
class Uncertain:
    """What is uncertain: the date of the threat, how long aid goes on, and a supplier that may be lost (empty: none).

    `chance`: that aid goes on, and that the supplier is lost, each.
    """

    threat: bool = True
    aid: bool = True
    supplier: str = ""
    chance: float = 0.5


@dataclass(frozen=True)
class Future:
    """A branch: its chance, and what of it is otherwise than in the case (empty or False: nothing)."""

    chance: float
    threat: str = ""
    aid: bool = False
    lost: str = ""

    @property
    def cancels(self) -> bool:
        """Whether something comes for which orders may be cancelled."""
        return self.aid or bool(self.lost)

    @property
    def name(self) -> str:
        """What comes in it, in words of a code."""
        parts = [self.threat, "aid_goes_on" if self.aid else "", f"without_{self.lost}" if self.lost else ""]
        return " ".join(part for part in parts if part) or "as_in_the_case"


def futures(uncertain: Uncertain) -> tuple[Future, ...]:
    """The branches of all that is uncertain, one with another. UsageError if they are too many."""
    thirds = [(name, high - low) for name, (low, high) in THREATS.items()]
    threats = thirds if uncertain.threat else [("", 1.0)]
    even = [(False, 1 - uncertain.chance), (True, uncertain.chance)]
    aid, lost = (even if there else [(False, 1.0)] for there in (uncertain.aid, bool(uncertain.supplier)))
    branches = tuple(
        Future(first * second * third, threat, goes_on, uncertain.supplier if gone else "")
        for (threat, first), (goes_on, second), (gone, third) in product(threats, aid, lost)
    )
    if len(branches) > MOST:
        raise UsageError(
            f"What is uncertain makes {len(branches)} branches, and a tree may have {MOST}; leave out the threat or "
            "the aid with --certain."
        )
    return branches


def require_supplier(scope: Scope, state: str) -> None:
    """UsageError for a supplier that has no line which makes anything of use here."""
    states = sorted(set(scope.sites["place"]))
    if state and state not in states:
        raise UsageError(f"{state} has no line that makes anything needed; states that have: {', '.join(states)}.")


def first_stage(scope: Scope) -> NDArray[np.bool_]:
    """Ticks whose orders are decided at once, shape (ticks,): those that begin within the first years."""
    return np.asarray(scope.open & (scope.calendar.start < _news(scope)))


def _news(scope: Scope) -> int:
    """Months from the start to the day on which it is known what comes."""
    return scope.known + YEAR * FIRST


def program(scope: Scope, future: Future, *, cancelling: bool) -> Program:
    """The program of a branch; `cancelling`: with orders that may be cancelled, in the branches in which that is."""
    changed = replace(scope, case=_aided(scope.case)) if future.aid else scope
    if future.threat:
        changed = Dated.within(changed, THREATS[future.threat])
    ledger = ledger_of(changed)
    if cancelling:
        _cancelled(changed, ledger, open_to=future.cancels)
    whole = program_of(ledger.journal)
    return _without(changed, whole, future.lost) if future.lost else whole


def _aided(case: Case) -> Case:
    """The case with aid that goes on at its last rates to the end of the horizon."""
    end, mine = pl.lit(case.settings.end), pl.col("use") == "aid"
    last = pl.col("end") == pl.col("end").max().over("use", "place", "item")
    uses = case.table("uses").with_columns(
        end=pl.when(mine & last).then(pl.max_horizontal(pl.col("end"), end)).otherwise(pl.col("end"))
    )
    return replace(case, tables={**case.tables, "uses": uses})


def _without(scope: Scope, whole: Program, state: str) -> Program:
    """The program in which lines and plants of a state make nothing once the first stage is over."""
    sites = set(scope.sites.filter(pl.col("place") == state)["site"])
    upper, later = whole.upper.copy(), scope.calendar.start >= _news(scope)
    for block in whole.variables:
        if block.name in _MADE:
            names = block.subjects[_MADE[block.name]]
            mine = [row for row, name in enumerate(names) if name in sites or name == state]
            upper[whole.numbers(block)[mine][:, later]] = 0.0
    return replace(whole, upper=upper)


def _cancelled(scope: Scope, ledger: Ledger, *, open_to: bool) -> None:
    """Orders of the first stage that are cancelled: nothing of them comes, and nothing but the advance is paid."""
    journal, most = ledger.journal, np.where(first_stage(scope) & open_to, np.inf, 0.0)
    for orders in _orders(journal):
        cancelled = ledger.variable(f"cancelled_{orders.name}", orders.subjects, upper=most)
        for posting in journal.postings:
            if posting.variable is None or posting.variable.name != orders.name or posting.heading in _STAYS:
                continue
            rows = _rows(orders, posting.variable)
            ledger.flow(
                posting.heading,
                posting.balance,
                posting.places,
                posting.items,
                -posting.coefficient,
                cancelled.part(rows),
                carried=posting.carried,
                delay=posting.delay,
                spread=0.0 if posting.spread is None else posting.spread,
                staying=posting.staying,
            )
        every = np.arange(len(orders.subjects))
        names = Subjects(orders.subjects.columns, orders.subjects.items)
        terms = (Term(orders, every, 1.0), Term(cancelled, every, -1.0))
        ledger.limit(f"cancelled_{orders.name}", names, terms, lower=0.0)


def _orders(journal: Journal) -> Iterator[Variable]:
    return (decision.variable for decision in journal.decisions if decision.variable.name in NEW_ORDERS)


def _rows(whole: Variable, part: Variable) -> Sequence[int]:
    """Where the subjects of a part stand in the whole, by their columns."""
    row = {int(columns[0]): number for number, columns in enumerate(whole.column)}
    return [row[int(columns[0])] for columns in part.column]
