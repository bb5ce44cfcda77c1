"""What the years clock remembers: plans with levers pulled, each by a name for all that it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sinews.answers.memory import Memory, key_of
from sinews.answers.plain import day_or_none, number, number_or_none, parts, text
from sinews.clocks.years.limits import BY_NAME, Price
from sinews.clocks.years.measured import Measured
from sinews.clocks.years.scope import Scope
from sinews.model.solver.highs import HIGHS_OPTIONS

#: The module that measures; measurements depend on it and on all that it imports.
MODULES = ("sinews.clocks.years.answer",)


def key(scope: Scope, solver: str) -> str:
    """The key of a reference."""
    options = sorted(HIGHS_OPTIONS.items()) if solver == "highs" else []
    question = repr(sorted(asdict(scope.question).items()))
    return key_of(MODULES, scope.case.digest, question, solver, repr(options))


@dataclass(frozen=True)
class Measurements:
    """A memory as those who measure see it (`sinews.clocks.years.measured.Memo`)."""

    memory: Memory

    def get(self, name: str) -> Measured | None:
        """What was measured under this name."""
        return self.memory.get(name, measured)

    def keep_new(self, name: str, measured: Measured) -> None:
        """Remember a measurement, unless there is one of this name."""
        if name not in self.memory.records:
            self.keep(name, measured)

    def keep(self, name: str, measured: Measured) -> None:
        """Remember a measurement."""
        self.memory.keep(name, plain(measured))


def plain(measured: Measured) -> dict[str, Any]:
    """A measurement as JSON knows it."""
    prices = [[price.limit.name, price.subject, price.points] for price in measured.prices]
    ready = measured.ready.isoformat() if measured.ready else None
    return {**asdict(replace(measured, prices=())), "ready": ready, "prices": prices}


def measured(row: Mapping[str, Any]) -> Measured:
    """A measurement of what JSON holds; KeyError, TypeError or ValueError if it is none."""
    prices = [dict(zip(("limit", "subject", "points"), price, strict=True)) for price in parts(row["prices"])]
    return Measured(
        number(row, "objective"),
        number(row, "points"),
        number(row, "shortfall_months"),
        number_or_none(row, "instant"),
        day_or_none(row, "ready"),
        tuple(
            Price(BY_NAME[text(price, "limit")], text(price, "subject"), number(price, "points")) for price in prices
        ),
    )
