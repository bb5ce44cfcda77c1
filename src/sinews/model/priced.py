"""What variables would cost at given prices, without a program: their reduced costs, as a component writes its terms.

A component that is given this ledger in place of the usual one adds nothing to a program. What it would have written is
multiplied by the prices of balances as it comes, so that very many variables can be priced at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from sinews.model.calendar import Array, Calendar
from sinews.model.ledger import Balance, Ledger, Names, Subjects, Variable

#: Price of each balance by tick: one unit more on its right-hand side takes so much off the objective.
Prices = Mapping[tuple[str, str, str], Array]


class Valued(Ledger):
    """A ledger that keeps reduced costs alone, in natural units."""

    def __init__(self, calendar: Calendar, sizes: Mapping[str, float], prices: Prices) -> None:
        """`prices`: by name of the balance, place and item; balances that are not there have none."""
        super().__init__(calendar, sizes)
        self._prices = prices
        self._reduced: dict[str, Array] = {}

    def variable(self, name: str, subjects: Subjects, lower: ArrayLike = 0.0, upper: ArrayLike = np.inf) -> Variable:
        """Add a block of variables; those that are fixed at 0 are barred, at an infinite cost."""
        variable = super().variable(name, subjects, lower, upper)
        barred = np.broadcast_to(upper, variable.column.shape) <= 0
        self._reduced[name] = np.where(barred, np.inf, 0.0)
        return Variable(name, subjects, np.arange(variable.column.size).reshape(variable.column.shape))

    def flow(
        self,
        balance: Balance,
        places: Names,
        items: Names,
        coefficient: ArrayLike,
        variable: Variable | None = None,
        *,
        carried: bool = False,
        delay: ArrayLike | None = None,
        spread: ArrayLike = 0.0,
    ) -> None:
        """Add what flows into balances, at their prices; bare amounts have no variable that it could cost."""
        if variable is None or not len(places):
            return
        nothing = np.zeros(len(self.calendar))
        names = [(balance.name, place, item) for place, item in zip(places, items, strict=True)]
        price = np.array([self._prices.get(name, nothing) for name in names])
        amounts = np.broadcast_to(np.asarray(coefficient, dtype=float), price.shape)
        value = np.zeros(price.shape)
        for chosen, lag in self._lags(len(names), carried, delay, spread):
            shape = (len(self.calendar),) * 2
            moved = sparse.csr_matrix((lag.share, (lag.target, lag.source)), shape=shape)
            weighed = price[chosen] * amounts[chosen] if carried else price[chosen]
            value[chosen] = weighed @ moved * (1.0 if carried else amounts[chosen])
        self._add(variable, value)

    def charge(self, heading: str, variable: Variable, coefficient: ArrayLike) -> None:  # noqa: ARG002 - as for all
        """Add what is charged for, under any heading."""
        self._add(variable, np.broadcast_to(np.asarray(coefficient, dtype=float), variable.column.shape))

    def reduced(self, name: str) -> Array:
        """What a natural size of each variable of a block adds to the objective, shape (subjects, ticks)."""
        sizes = next(block.sizes for block in self._variables if block.name == name)
        return self._reduced[name] * sizes[:, None]

    def _add(self, variable: Variable, value: Array) -> None:
        """Add to the rows of a block, to one as often as it is named."""
        total = self._reduced[variable.name]
        rows = variable.column[:, 0] // total.shape[1]
        which = sparse.csr_matrix((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(len(total), len(rows)))
        total += which @ value
