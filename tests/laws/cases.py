"""Cases for the laws: the small case with its numbers drawn anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import polars as pl
from hypothesis import strategies as st

from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case, Settings
from sinews.data.tables import BY_NAME
from tests.model import START, Tiny, frame
from tests.support import small_tables

#: Columns that are drawn anew, and what they are multiplied with.
DRAWN = {
    "budgets": ("standing_share",),
    "capacity": ("rate",),
    "deliveries": ("quantity",),
    "funds": ("amount",),
    "items": ("price", "advance_share", "lead_time", "loss_rate", "weight"),
    "places": ("contracting_delay",),
    "scales": ("per_force",),
    "sites": ("capex", "build_lag", "ramp"),
    "stocks": ("quantity",),
    "uses": ("rate",),
}
FACTORS = (0.0, 0.3, 0.7, 1.0, 1.4, 3.0)
POSITIVE = {"price", "weight", "per_force", "capex"}


@cache
def base() -> Case:
    """The small case over 16 ticks, with a fund for capacity, aid, training and losses."""
    tiny = Tiny(tables=small_tables())
    tiny.fund("POL", 0, 11, 900, "expansion")
    tiny.use("training", "POL", "shell_155mm", 0, 35, 900).use("loss", "DEU", "main_battle_tank", 3, 9, 2)
    tiny.tables["threats"] = []
    tiny.test(14, 30).test(20, 24, "Second office").test(8, 33, "Second office")
    tiny.parameters(carry_over_share=20, first_half_weight=2, money_price=0.01)
    settings = Settings("small", "Small", START, date(2028, 12, 1), date(2026, 6, 1), 2025, START)
    return Case.from_tables(settings, {name: frame(rows) for name, rows in tiny.tables.items()})


def supported(case: Case) -> Case:
    """The case with offices that sign about what its allies order, and stocks of which a part is ready."""
    tiny = Tiny().office("DEU", 6000, share=40, growth=5).office("POL", 2000, growth=10)
    tiny.serviceable("main_battle_tank", 45, 70, 60, lag=5.5, cost=15).serviceable("shell_155mm", 80, 90, lag=1)
    for table, rows in tiny.tables.items():
        case = case.change(table, frame(rows))
    return case


def manned(case: Case) -> Case:
    """The case with people who are about enough for what its allies buy, and crews of tanks and of those who shoot."""
    tiny = Tiny().people("DEU", 9000, 2400, leave=9, dropout=20, training=7.5, reserves=100, pay=0.07)
    tiny.people("POL", 7000, 900, leave=6, dropout=5, training=4, pay=0.05)
    tiny.crew("main_battle_tank", 18, share=90).crew("shell_155mm", 0.002)
    for table, rows in tiny.tables.items():
        case = case.change(table, frame(rows))
    return case


def with_table(case: Case, name: str, rows: pl.DataFrame) -> Case:
    """The case with another table, unchecked: the laws change one number at a time, many times over."""
    return replace(case, tables={**case.tables, name: rows.sort(BY_NAME[name].key)})


def multiplied(case: Case, table: str, column: str, factors: float | list[float] | pl.Series) -> Case:
    """The case with a number column multiplied (by row, in the order of the key)."""
    rows = case.table(table)
    by = pl.Series(factors) if isinstance(factors, list) else factors
    product = rows[column] * by
    if BY_NAME[table].name in {"items", "budgets"} and column.endswith("_share"):
        product = product.clip(upper_bound=100.0)
    return with_table(case, table, rows.with_columns(product.alias(column)))


def factored(case: Case, changes: Mapping[str, Mapping[str, float]], of: pl.Expr | None = None) -> Case:
    """The case with number columns multiplied: {table: {column: factor}}, in the rows `of`."""
    chosen = pl.lit(value=True) if of is None else of
    for table, columns in changes.items():
        cells = [
            pl.when(chosen).then(pl.col(column) * factor).otherwise(pl.col(column)).alias(column)
            for column, factor in columns.items()
        ]
        case = with_table(case, table, case.table(table).with_columns(cells))
    return case


def shifted(case: Case, table: str, column: str, by: float) -> Case:
    """The case with something added to a number column, which stays at zero or above."""
    rows = case.table(table)
    return with_table(case, table, rows.with_columns((rows[column] + by).clip(lower_bound=0.0)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """The base case with numbers drawn anew."""
    case = base()
    for table, columns in DRAWN.items():
        for column in columns:
            factors = [factor for factor in FACTORS if factor > 0 or column not in POSITIVE]
            count = case.table(table).height
            case = multiplied(
                case, table, column, draw(st.lists(st.sampled_from(factors), min_size=count, max_size=count))
            )
    return case


def questions() -> st.SearchStrategy[Question]:
    """Questions on the small case."""
    return st.builds(Question, path=st.sampled_from(["national", "today"]), expansion=st.booleans())


def scope(case: Case, question: Question | None = None) -> Scope:
    """The scope of a question on a case."""
    return Scope.of(case, question or Question())


def same(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether two arrays are equal to the last bit."""
    return first.shape == second.shape and bool((first == second).all())


__all__ = [
    "base",
    "cases",
    "factored",
    "manned",
    "multiplied",
    "questions",
    "same",
    "scope",
    "shifted",
    "supported",
    "with_table",
]
