"""First claims: pay, operation and infrastructure, then the other domains, are paid before any item is ordered.

standing(a, t)  = share of the expenditure in the year of the start x (1 + growth)^years, less that year's aid
cut(a, t)       = max(0, standing + order book due - budget - funds - carried), from data, before anything is solved
paid(a, k, t)   = the part of the domains' spending that is left after both
unmanned(a, t)  = the highest cut / standing so far: forces whose pay and upkeep were cut once are not there again

What is carried is all that is left, within the limits of the account. In ticks that are closed only what income itself
does not pay is cut: what has been paid by the day of knowledge has been paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinews.clocks.years.ageing import held_at_start
from sinews.clocks.years.scope import OfScope, Scope
from sinews.clocks.years.spending import claimed, monthly_domains, monthly_standing
from sinews.data.kept import Kept
from sinews.data.months import month_after
from sinews.data.tables import Purpose
from sinews.model.calendar import Array

#: Part of the standing cost of all that is cut where money is short.
SHORT = 0.01

#: Months of a year.
YEAR = 12

#: Parts of a standing cost below which nothing is cut: rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Claims:
    """What is paid before the items, million EUR by ally and tick; all arrays of shape (allies, ticks).

    `standing`: what pay, operation and infrastructure ask for, `cut`: what of it cannot be paid. `asked`, `paid`: of
    each domain. `unmanned`: part of the forces that are not there for it, 0 to 1. `most`: that may be carried over.
    `tight`: where the income of the tick, after both and before domains, may not pay for upkeep of all that is needed.
    """

    standing: Array
    cut: Array
    asked: Mapping[str, Array]
    paid: Mapping[str, Array]
    unmanned: Array
    most: Array
    tight: NDArray[np.bool_]

    @property
    def domains(self) -> Array:
        """What all domains together are paid, million EUR; shape (allies, ticks)."""
        return sum(self.paid.values(), np.zeros_like(self.standing))


def short(scope: Scope) -> bool:
    """Whether so much of first claims cannot be paid that money is short nearly everywhere."""
    if not claimed(scope.case):
        return False
    first_claims = claims(scope)
    return bool(first_claims.cut.sum() > SHORT * first_claims.standing.sum())


@OfScope
def claims(scope: Scope) -> Claims:
    """Work out first claims from the tables of a scope: the same whichever items are looked at."""
    scope = replace(scope, only=None)
    calendar, months = scope.calendar, scope.calendar.months
    standing = _standing(scope)
    domains = monthly_domains(scope.case, scope.allies, months)
    every = sum(domains.values(), np.zeros_like(standing))
    free = np.maximum(scope.budget - standing - every, 0.0)
    most = 12 * calendar.mean(free) * scope.case.parameter("carry_over_share") / 100
    before = calendar.parent[scope.first_open]
    most[:, before[before >= 0]] = 0.0
    demands = {domain: calendar.sum(monthly) for domain, monthly in domains.items()}
    income = calendar.sum(scope.budget) + funds(scope, Purpose.ORDER)
    queue = _Queue(calendar.sum(standing), calendar.sum(every), most)
    due = np.where(scope.open, _due(scope), 0.0)
    for tick, parent in enumerate(calendar.parent):
        queue.pay(tick, int(parent), income[:, tick], due[:, tick])
    paid = {domain: amounts * queue.part for domain, amounts in demands.items()}
    tight = income - (queue.standing - queue.cut) - due < _upkeep(scope)[:, None] * calendar.length / YEAR
    return Claims(queue.standing, queue.cut, demands, paid, queue.unmanned, most, tight)


def yearly(scope: Scope) -> Array:
    """What a unit of each row of the needs costs a year, million EUR; shape (rows of needs,)."""
    items = scope.needs["item"].to_list()
    shares = dict(scope.case.table("running_costs")["item", "share"].iter_rows())
    return np.asarray(scope.of_items("price", items) * np.array([shares.get(item, 0.0) for item in items]) / 100)


def at_first(scope: Scope) -> Array:
    """Stock at the start of each row of the needs, shape (rows of needs,): its upkeep is in what stands."""
    stocks = held_at_start(scope.case)
    return np.array([stocks.get(pair, 0.0) for pair in scope.needs["place", "item"].iter_rows()])


def _upkeep(scope: Scope) -> Array:
    """Upkeep of all that is needed beyond the stocks at the start, million EUR a year; shape (allies,)."""
    added = yearly(scope) * np.maximum(scope.needs["quantity"].to_numpy() - at_first(scope), 0.0)
    total = np.zeros(len(scope.allies))
    np.add.at(total, [scope.allies.index(place) for place in scope.needs["place"]], added)
    return total


class _Queue:
    """Claims paid one after the other, tick by tick, with what can be carried over."""

    def __init__(self, standing: Array, domains: Array, most: Array) -> None:
        self.standing, self._domains, self._most = standing, domains, most
        self.cut, self.part, self.unmanned, self._kept = (np.zeros_like(standing) for _ in range(4))

    def pay(self, tick: int, parent: int, income: Array, book: Array) -> None:
        """Pay a tick's claims out of its `income` and what was kept, shape (allies,); `book`: what is due of orders."""
        have = income + (self._kept[:, parent] if parent >= 0 else 0.0)
        standing, domains = self.standing[:, tick], self._domains[:, tick]
        cut = np.clip(standing + book - have, 0.0, standing)
        cut[cut <= _ROUNDING * standing] = 0.0
        left = np.maximum(have - (standing - cut) - book, 0.0)
        part = np.minimum(np.divide(left, domains, out=np.ones_like(left), where=domains > 0), 1.0)
        before = self.unmanned[:, parent] if parent >= 0 else 0.0
        self.cut[:, tick], self.part[:, tick] = cut, part
        share = np.divide(cut, standing, out=np.zeros_like(cut), where=standing > 0)
        self.unmanned[:, tick] = np.maximum(before, share)
        self._kept[:, tick] = np.minimum(left - part * domains, self._most[:, tick])


def _standing(scope: Scope) -> Array:
    """Pay, operation and infrastructure by month, less the aid of the first year: that has a heading of its own."""
    whole = monthly_standing(scope.case, scope.question.path, scope.allies, scope.calendar.months)
    from sinews.clocks.years.components.use import rates  # components ask for claims

    first = (scope.calendar.start < YEAR) * scope.calendar.share  # branches of the first year add up to one year
    aid = rates(scope, aid=True) @ first
    price, places = scope.of_items("price", scope.needs["item"].to_list()), scope.needs["place"]
    given = np.zeros(len(scope.allies))
    np.add.at(given, [scope.allies.index(place) for place in places], aid * price / YEAR)
    return np.maximum(whole - given[:, None], 0.0)


def _due(scope: Scope) -> Array:
    """Rest of the order book by ally and tick, million EUR, each calendar year's part even over its months."""
    from sinews.clocks.years.components.contract import owed  # components ask for claims

    monthly, origin = owed(scope), scope.case.settings.start
    years = np.array([month_after(origin, month).year for month in range(monthly.shape[1])])
    for year in np.unique(years):
        monthly[:, years == year] = monthly[:, years == year].mean(axis=1, keepdims=True)
    return scope.calendar.sum(monthly)


def funds(scope: Scope, purpose: Purpose) -> Array:
    """Money of funds by ally and tick, million EUR."""
    rows = _for_purpose(scope.trusted("funds"), purpose, scope.allies)
    monthly = scope.months(rows["start", "end"].rows()) * rows["amount"].to_numpy()[:, None]
    total = np.zeros((len(scope.allies), scope.calendar.months))
    np.add.at(total, [scope.allies.index(place) for place in rows["place"]], monthly)
    return scope.calendar.sum(total)


@Kept
def _for_purpose(funds: pl.DataFrame, purpose: Purpose, places: tuple[str, ...]) -> pl.DataFrame:
    return funds.filter((pl.col("purpose") == purpose.value) & pl.col("place").is_in(list(places)))
