"""Made-up cases of any size, to see how build and solve times grow. No figure in them means anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from sinews.data.case import Case
from sinews.data.months import month_after
from sinews.data.package import Settings
from sinews.data.rows import empty
from sinews.data.tables import BY_NAME
from sinews.model.calendar import Array

START = date(2026, 1, 1)
LINES_PER_ITEM = 4
#: Million EUR a month of the median ally, and years of it that all needs cost.
MONTHLY_BUDGET, YEARS_OF_BUDGET = 100.0, 6.0
PARAMETERS = {
    "coverage_standard": 95.0,
    "threat_tail": 10.0,
    "carry_over_share": 25.0,
    "money_price": 0.001,
    "first_half_weight": 2.0,
    "second_half_weight": 1.0,
}

Column = Sequence[object] | ArrayLike


def synthetic(allies: int, items: int, months: int, seed: int = 1) -> Case:
    """A case with `allies`, `items` needed items (each with one input) and as many monthly ticks as `months`."""
    random = np.random.default_rng(seed)
    end = month_after(START, months - 1)
    settings = Settings("synthetic", "Synthetic", START, end, end, 2025, START)
    places = [f"A{number:02d}" for number in range(allies)]
    needed = [f"item_{number:02d}" for number in range(items)]
    budget = MONTHLY_BUDGET * np.exp(random.normal(0.0, 1.3, allies))
    price = np.exp(random.normal(0.0, 2.0, items))
    need = np.outer(1 / price, budget) * random.uniform(0.6, 1.4, (items, allies)) * 12 * YEARS_OF_BUDGET / items
    tables = _states(places, budget) | _goods(needed, price, random) | _forces(places, needed, need, random)
    tables |= _lines(places, needed, price, need.sum(axis=1), random)
    return Case.from_tables(settings, tables | _registers(end))


def frame(size: int, numbers: Mapping[str, ArrayLike], **cells: Column) -> pl.DataFrame:
    """A table of `size` rows; single cells fill their column, and numbers get a basis."""
    columns: dict[str, object] = {
        name: [cell] * size if isinstance(cell, str | int | date | None) else list(cell)  # type: ignore[arg-type]
        for name, cell in cells.items()
    }
    for name, values in numbers.items():
        filled = np.broadcast_to(np.asarray(values, dtype=float), size)
        columns[name] = pl.Series(filled).fill_nan(None)
        columns[f"{name}_basis"] = [None if np.isnan(value) else "made_up" for value in filled]
    return pl.DataFrame(columns)


def _states(places: list[str], budget: Array) -> dict[str, pl.DataFrame]:
    count = len(places)
    unknown = {"gdp_ppp": np.nan, "population": np.nan}
    return {
        "places": frame(count, {"contracting_delay": 6.0}, place=places, name=places, kind="ally"),
        "groups": frame(count, {}, group="NATO_EUR", place=places),
        "economy": frame(count, {"gdp": 12 * budget, **unknown}, place=places, year=2026),
        "paths": frame(count, {"share": 100.0}, path="national", place=places, year=2026),
        "budgets": frame(count, {"standing_share": 0.0, "equipment_share": 100.0}, place=places),
    }


def _goods(needed: list[str], price: Array, random: np.random.Generator) -> dict[str, pl.DataFrame]:
    """Items, and an input of each."""
    count = len(needed)
    inputs = [f"{item}_input" for item in needed]
    lead = random.integers(6, 30, count)
    goods = {"price": price, "advance_share": 25.0, "lead_time": lead, "loss_rate": 1.0, "weight": 1.0}
    nothing = dict.fromkeys(("price", "advance_share", "lead_time", "weight"), np.nan)
    return {
        "items": pl.concat(
            [
                frame(count, goods, item=needed, name=needed, kind="needed", unit="units"),
                frame(count, {**goods, **nothing}, item=inputs, name=inputs, kind="input", unit="units"),
            ]
        ),
        "recipes": frame(count, {"quantity": 1.0}, item=needed, input=inputs),
    }


def _forces(places: list[str], needed: list[str], need: Array, random: np.random.Generator) -> dict[str, pl.DataFrame]:
    """What every ally needs of each item, and the part of it that it has."""
    where, what = places * len(needed), [item for item in needed for _ in places]
    stock = need.ravel() * random.uniform(0.05, 0.6, need.size)
    forces = {"needs_set": "force_goals", "force": what}
    scales = {"needs_set": "force_goals", "force": needed, "item": needed, "method": "force_goal"}
    return {
        "forces": frame(need.size, {"quantity": need.ravel()}, place=where, **forces),
        "scales": frame(len(needed), {"per_force": 1.0, "days": 1.0}, **scales),
        "stocks": frame(need.size, {"quantity": stock}, place=where, item=what, date=START),
    }


def _lines(
    places: list[str], needed: list[str], price: Array, need: Array, random: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Lines for items and inputs that would take some fifteen years for all needs, if they are not expanded."""
    made = [item for item in [*needed, *(f"{item}_input" for item in needed)] for _ in range(LINES_PER_ITEM)]
    count = len(made)
    sites = [f"site_{number:03d}" for number in range(count)]
    total, cost = (np.repeat(np.tile(values, 2), LINES_PER_ITEM) for values in (need, price))
    rate = total / 180 / LINES_PER_ITEM * random.uniform(0.3, 2.0, count)
    numbers = {
        "capex": 12 * cost * random.uniform(0.3, 1.5, count),
        "build_lag": random.integers(10, 30, count),
        "ramp": random.integers(3, 18, count),
        "rate_max": 4 * rate,
        "export_share": 50.0,
    }
    hosts = [places[number] for number in random.integers(0, len(places), count)]
    cells = {"name": sites, "place": hosts, "item": made, "owner": "nobody"}
    return {
        "sites": frame(count, numbers, site=sites, **cells),
        "capacity": frame(count, {"rate": rate}, site=sites, date=START, status="delivered"),
    }


def _registers(end: date) -> dict[str, pl.DataFrame]:
    about = {"unit": "1", "role": "setting", "reason": "A made-up figure."}
    limits = {"value": 1.0, "value_low": 0.0, "value_high": 2.0}
    threat = {"threat": "a", "office": "nobody", "place": None, "about": "war", "basis": "made_up"}
    rows: dict[str, list[dict[str, object]]] = {
        "assumptions": [{"assumption": "made_up", **limits, **about}],
        "threats": [threat | {"date": START, "earliest": START, "latest": end}],
    }
    return {
        "parameters": frame(
            len(PARAMETERS), {"value": list(PARAMETERS.values())}, parameter=list(PARAMETERS), unit="1"
        ),
        **{name: pl.DataFrame(found) for name, found in rows.items()},
        **{name: empty(BY_NAME[name]) for name in ("rules", "sources", "facts")},
    }
