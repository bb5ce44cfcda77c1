"""The ledger: things at places over time. Components post to it; what they have posted is its journal.

A component calls four methods and nothing else: `variable`, `flow` (into the balance of a place and item),
`charge` (a heading of the objective) and `limit` (a named constraint, a candidate for what holds us back).
Every balance says: the flows into it sum to zero in every tick (or to more, where disposal is free). All numbers are
in natural units; each variable and row also carries the natural size of its item, by which the solver's copy is
scaled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from sinews.model.calendar import Array, Calendar
from sinews.model.journal import (
    Balance,
    Charge,
    Decision,
    Entry,
    Journal,
    Limit,
    Names,
    Posting,
    Subjects,
    Term,
    Variable,
)


class Ledger:
    """Takes variables, flows, charges and limits; `journal` is what has been posted so far."""

    def __init__(self, calendar: Calendar, sizes: Mapping[str, float] | None = None) -> None:
        """`sizes`: natural size of each item (its total need, say), by which the solver's copy is scaled."""
        self._calendar = calendar
        self._sizes = dict(sizes or {})
        self._entries: list[Entry] = []
        self._columns = 0

    @property
    def journal(self) -> Journal:
        """What has been posted, in order."""
        return Journal(self._calendar, self._sizes, tuple(self._entries))

    def variable(self, name: str, subjects: Subjects, lower: ArrayLike = 0.0, upper: ArrayLike = np.inf) -> Variable:
        """Add a block of variables between `lower` and `upper` (each broadcasts to (subjects, ticks)).

        ValueError if a bound is missing, or the lower one is above the upper one.
        """
        shape = self._shape(subjects)
        column = np.arange(self._columns, self._columns + shape[0] * shape[1]).reshape(shape)
        self._columns += column.size
        variable = Variable(name, subjects, column)
        self._entries.append(Decision(variable, *_bounds(f"variable {name}", lower, upper, shape)))
        return variable

    def flow(  # noqa: PLR0913 - a flow is all of these
        self,
        heading: str,
        balance: Balance,
        places: Names,
        items: Names,
        coefficient: ArrayLike,
        variable: Variable | None = None,
        *,
        about: Names | None = None,
        carried: bool = False,
        delay: ArrayLike | None = None,
        spread: ArrayLike = 0.0,
        staying: bool = False,
    ) -> None:
        """Add `coefficient` x variable (or the bare amount, without one) to balances of places and items.

        `heading`: what accounts call it, in the words of the field. `places`, `items`: one for each subject of the
        variable. `coefficient` broadcasts to (subjects, ticks). `about`: for a bare amount the item that each is about,
        if not `items` themselves. `carried`: the variable of the tick before flows in (times this tick's coefficient).
        `delay` (months, by subject): the flow arrives that much later, evenly over `spread` months. `staying`: what
        flows in are the months of the tick for which it is there (`Calendar.stay`). ValueError for no heading, for
        coefficients that are missing or not finite, and for lengths that do not fit.
        """
        what = f"flow of {variable.name if variable else 'a bare amount'} into balance {balance.name}"
        subjects = tuple(variable.subjects.items if variable else items if about is None else about)
        count = len(subjects)
        if not heading:
            raise ValueError(f"{what}: no heading, so that no account could name it")
        if (len(places), len(items)) != (count, count):
            raise ValueError(f"{what}: {count} subjects, {len(places)} places and {len(items)} items")
        shape = (count, len(self._calendar))
        late = None if delay is None else _each(delay, count)
        self._entries.append(
            Posting(
                heading,
                balance,
                tuple(places),
                tuple(items),
                subjects,
                variable,
                _finite(what, coefficient, shape),
                carried,
                late,
                None if late is None else _each(spread, count),
                staying,
            )
        )

    def charge(self, heading: str, variable: Variable, coefficient: ArrayLike) -> None:
        """Charge `coefficient` (broadcasts to (subjects, ticks)) for each unit under a heading of the objective."""
        values = _finite(f"charge {heading} on {variable.name}", coefficient, variable.column.shape)
        self._entries.append(Charge(heading, variable, values))

    def limit(
        self,
        name: str,
        subjects: Subjects,
        terms: Sequence[Term],
        lower: ArrayLike = -np.inf,
        upper: ArrayLike = np.inf,
    ) -> None:
        """Require lower <= sum of terms <= upper for each subject and tick (bounds broadcast to that shape)."""
        kept = tuple(
            replace(
                term,
                coefficient=_finite(
                    f"limit {name}, term {term.variable.name}", term.coefficient, term.variable.column.shape
                ),
            )
            for term in terms
        )
        bounds = _bounds(f"limit {name}", lower, upper, self._shape(subjects))
        self._entries.append(Limit(name, subjects, kept, *bounds))

    def _shape(self, subjects: Subjects) -> tuple[int, int]:
        return len(subjects), len(self._calendar)


def _each(values: ArrayLike, count: int) -> Array:
    """A number for each subject."""
    return np.array(np.broadcast_to(np.asarray(values, dtype=float), count))


def _finite(what: str, values: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Coefficients as an array. ValueError if one of them is missing or not finite: no gap is filled."""
    array = np.array(values, dtype=float)
    if not np.isfinite(array).all():
        raise ValueError(f"{what}: a coefficient is missing or not finite")
    return np.broadcast_to(array, shape)


def _bounds(what: str, lower: ArrayLike, upper: ArrayLike, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Both bounds. ValueError if one is missing, or the lower one is above the upper one."""
    least, most = (np.broadcast_to(np.array(bound, dtype=float), shape) for bound in (lower, upper))
    if not (least <= most).all():
        raise ValueError(f"{what}: a bound is missing, or the lower one is above the upper one")
    return least, most
