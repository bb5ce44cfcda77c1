"""Equipment in the plan beside NATO's categories, the marginal euro, and what the money terms of the case rest on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sinews.data.case import Case
from sinews.data.grounds import Ground, figures
from tools.validation.plans import BASE, SHARES, Plans


@dataclass(frozen=True)
class Equipment:
    """Equipment in what an ally pays over some years, percent of budget and funds, beside NATO's share with its range.

    `items`, `domains`: its parts. `budget`: EUR bn. `standing`: that the case takes for pay, operation, infrastructure.
    """

    name: str
    budget: float
    items: float
    domains: float
    not_spent: float
    standing: float
    published: tuple[float, float, float]

    @property
    def share(self) -> float:
        """Items and domains together."""
        return self.items + self.domains

    @property
    def error(self) -> float:
        """Points by which it differs from the latest year of NATO's tables."""
        return self.share - self.published[0]


def equipment(case: Case, plans: Plans) -> list[Equipment]:
    """Allies with forces, the largest budget first, and last all together."""
    table = {row["place"]: row for row in case.table("budgets").iter_rows(named=True)}
    names = dict(case.table("places").select("place", "name").iter_rows())
    found, first, last = [], date(2026, 1, 1), date(2030, 12, 1)
    for place in plans.places(BASE):
        row = table[place]
        paid = {
            what: plans.amount(BASE, what, first, last, place) for what in ("budget", "items", "domains", "not_spent")
        }
        parts = {what: 100 * amount / paid["budget"] for what, amount in paid.items()}
        nato = tuple(row[f"equipment_share{end}"] for end in ("", "_low", "_high"))
        if None in nato:
            continue
        found.append(
            Equipment(
                names[place], paid["budget"] / 1e3, parts["items"], parts["domains"], parts["not_spent"],
                row["standing_share"], nato,
            )
        )  # fmt: skip
    found.sort(key=lambda ally: (-ally.budget, ally.name))
    return [*found, _together(found)]


def _together(allies: list[Equipment]) -> Equipment:
    weights = np.array([ally.budget for ally in allies])
    rows = np.array(
        [(ally.items, ally.domains, ally.not_spent, ally.standing, *ally.published) for ally in allies], dtype=float
    )
    items, domains, rest, standing, *nato = (float(value) for value in weights @ rows / weights.sum())
    return Equipment("all of them", float(weights.sum()), items, domains, rest, standing, (nato[0], nato[1], nato[2]))


@dataclass(frozen=True)
class Marginal:
    """What becomes of a euro more between two shares of output, percent of it: the reading, equipment, rest."""

    reading: str
    equipment: float
    running: float
    standing: float
    not_spent: float


def marginal(plans: Plans) -> list[Marginal]:
    """The marginal euro in two readings of the curve: what stands is kept, or moves."""
    first, last, found = date(2026, 1, 1), date(2035, 12, 1), []
    for reading in ("every", "moving"):
        less, more = (f"{reading} {share:g}" for share in SHARES)
        change = {
            what: plans.amount(more, what, first, last) - plans.amount(less, what, first, last)
            for what in ("budget", "items", "domains", "running", "standing", "not_spent")
        }
        part = {what: 100 * amount / change["budget"] for what, amount in change.items()}
        found.append(
            Marginal(reading, part["items"] + part["domains"], part["running"], part["standing"], part["not_spent"])
        )
    return found


#: Tables of money terms.
MONEY_TABLES = ("budgets", "domain_shares", "running_costs", "paths")


def grounds(case: Case) -> list[tuple[str, int, int, int, int, int]]:
    """By table of money: numbers, from facts alone, worked out from facts, with a judgement, carried over, assumed."""
    every = figures(case)
    found = []
    for name in MONEY_TABLES:
        rows = every.filter(pl.col("table") == name)
        ground, weakest = rows["ground"].to_list(), rows["weakest"].to_list()
        judged = {Ground.ASSUMPTION.value}
        stated = sum(kind.startswith("fact") for kind in ground)
        worked = [last for kind, last in zip(ground, weakest, strict=True) if kind == Ground.DERIVED.value]
        with_judgement = sum(last in judged for last in worked)
        carried = sum(kind == Ground.ANALOGY.value for kind in ground)
        assumed = sum(kind in judged or kind == Ground.SETTING.value for kind in ground)
        found.append((name, len(ground), stated, len(worked) - with_judgement, with_judgement, carried + assumed))
    return found
