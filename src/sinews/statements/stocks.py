"""Checks on needs and stocks: what is needed, what is lacking, and how output would have to grow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sinews.clocks.years.ageing import at_start
from sinews.clocks.years.options import Question
from sinews.clocks.years.spending import needs
from sinews.data.case import Case
from sinews.data.months import months_between
from sinews.data.tables import PlaceKind, Status
from sinews.present.words import Names, month
from sinews.statements.industry import lines, yearly
from sinews.statements.reading import bases, given, held_against, numbered, places, quotient, spread, undecided, verdict
from sinews.statements.verdict import Estimate, Statement, Verdict, number

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

ENDS = ("", "_low", "_high")


def held(case: Case, plans: Plans | None, statement: Statement) -> pl.DataFrame:
    """Need and stock of the item by state: place, need and stock with their ends, and what both rest on."""
    question = plans.question if plans else Question()
    allies = case.table("places").filter(pl.col("kind") == PlaceKind.ALLY)["place"].to_list()
    members = [place for place in places(case, statement.about) if place in allies]
    wanted = needs(case, question.needs_set, members).filter(pl.col("item") == statement.item)
    stock = at_start(case).filter(pl.col("item") == statement.item)
    both = wanted.join(
        stock.select("place", *(pl.col(f"quantity{end}").alias(f"stock{end}") for end in ENDS), "quantity_basis"),
        on="place",
        how="left",
    )
    return both.with_columns(pl.col(f"stock{end}").fill_null(0.0) for end in ENDS).sort("place")


def _basis(case: Case, table: pl.DataFrame, statement: Statement, needs_set: str) -> tuple[str, ...]:
    """What needs and stocks rest on: forces, scales and counts."""
    forces = case.table("forces").filter(
        (pl.col("needs_set") == needs_set) & pl.col("place").is_in(table["place"].implode())
    )
    scales = case.table("scales").filter((pl.col("needs_set") == needs_set) & (pl.col("item") == statement.item))
    used = forces.join(scales, on=["needs_set", "force"], how="semi")
    cells = [*used["quantity_basis"], *scales["per_force_basis"], *scales["days_basis"]]
    return bases([*cells, *table["quantity_basis"].drop_nulls()])


def _sum(table: pl.DataFrame, column: str, basis: tuple[str, ...]) -> Estimate:
    return Estimate.of((float(table[f"{column}{end}"].sum()) for end in ENDS), "units", basis)


def _both(case: Case, plans: Plans | None, statement: Statement) -> tuple[Estimate, Estimate, Estimate] | None:
    """Need, stock and gap of all the states; a surplus of one does not fill the gap of another."""
    table = held(case, plans, statement)
    if table.is_empty() or table["quantity_basis"].null_count() == table.height:
        return None
    basis = _basis(case, table, statement, plans.question.needs_set if plans else Question().needs_set)
    gaps = [
        float(str(table.select((pl.col(f"quantity{need}") - pl.col(f"stock{stock}")).clip(lower_bound=0).sum()).item()))
        for need, stock in (("", ""), ("_low", "_high"), ("_high", "_low"))
    ]
    return _sum(table, "quantity", basis), _sum(table, "stock", basis), Estimate.of(gaps, "units", basis)


def _rows(statement: Statement) -> list[str]:
    return [f"stocks: {statement.item}", f"scales: {statement.item}", "forces"]


def _none(case: Case, statement: Statement) -> Verdict:
    return undecided(
        statement, f"The case has no need or no stock of it there: {Names.of(case).thing(statement.item)}."
    )


def need_level(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """The derived need of the item on the claimed side of a published requirement."""
    estimates = _both(case, plans, statement)
    if estimates is None:
        return _none(case, statement)
    need, stock, _ = estimates
    because = (
        f"{Names.of(case).item(statement.item)}: force goals need {number(need.value)}{spread(need)}; "
        f"{number(stock.value)}{spread(stock)} are in stock at the start."
    )
    return verdict(statement, need, because, rows=_rows(statement))


def gap_level(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Need less stock at the start, state by state, on the claimed side of a published requirement."""
    estimates = _both(case, plans, statement)
    if estimates is None:
        return _none(case, statement)
    need, stock, gap = estimates
    because = (
        f"{Names.of(case).item(statement.item)}: against force goals the states lack "
        f"{number(gap.value)}{spread(gap)}; they "
        f"need {number(need.value)} and hold {number(stock.value)}, unevenly. The figure claimed counts "
        f"otherwise: what it takes to replace American forces."
    )
    return verdict(statement, gap, because, rows=_rows(statement))


def gap_in_forces(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """The gap of an item in forces of a kind that need it."""
    estimates = _both(case, plans, statement)
    needs_set = plans.question.needs_set if plans else Question().needs_set
    scale = case.table("scales").filter(
        (pl.col("needs_set") == needs_set) & (pl.col("force") == statement.force) & (pl.col("item") == statement.item)
    )
    if estimates is None or scale.is_empty():
        return _none(case, statement)
    gap = estimates[2]
    sizes = (float(scale[f"per_force{end}"][0] * scale[f"days{end}"][0]) for end in ENDS)
    each = Estimate.of(sizes, "units", gap.basis)
    figure = quotient(gap, each, "forces")
    because = (
        f"{Names.of(case).item(statement.item)}: the {number(gap.value)}{spread(gap)} that are missing are those of "
        f"{number(figure.value)}{spread(figure)} forces of the kind {statement.force.replace('_', ' ')}, with "
        f"{number(each.value)} each. Troops are not counted: the case knows equipment only."
    )
    return verdict(statement, figure, because, rows=_rows(statement))


def stock_cover(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """What part of the need is in stock at the start, state by state, percent: what one has too much helps no other.

    The ends take those of need and gap together, as they come about together: a high need with a low stock.
    """
    estimates = _both(case, plans, statement)
    if estimates is None:
        return _none(case, statement)
    need, stock, gap = estimates
    ends = ((gap.value, need.value), (gap.high, need.high), (gap.low, need.low))
    parts = (100 * (1 - short / whole) if whole > 0 else 100.0 for short, whole in ends)
    figure = Estimate.of(parts, "percent", need.basis)
    because = (
        f"{Names.of(case).item(statement.item)}: at the start {number(figure.value)} %{spread(figure)} of what force "
        f"goals need is there, state by state: {number(stock.value)}{spread(stock)} are in stock, "
        f"{number(need.value)}{spread(need)} are needed, {number(gap.value)}{spread(gap)} are lacking."
    )
    return verdict(statement, figure, because, rows=_rows(statement))


def need_over_stock(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """How many times the stock at the start the need is."""
    estimates = _both(case, plans, statement)
    if estimates is None:
        return _none(case, statement)
    need, stock, _ = estimates
    figure = quotient(need, stock, "ratio")
    because = (
        f"{Names.of(case).item(statement.item)}: the need of {number(need.value)}{spread(need)} is "
        f"{number(figure.value)} "
        f"times the {number(stock.value)}{spread(stock)} that are there."
    )
    return verdict(statement, figure, because, rows=_rows(statement))


def growth_needed(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Yearly output that would close the gap by the end of the period, over the present observed output."""
    estimates, sites = _both(case, plans, statement), lines(case, statement)
    start, end = case.settings.start, given(statement.end)
    if estimates is None:
        return _none(case, statement)
    span = (months_between(start, end) + 1) / 12
    now, gap = yearly(case, sites["site"], start, Status.DELIVERED), estimates[2]
    needed = Estimate(gap.value / span, gap.low / span, gap.high / span, "units/year", gap.basis)
    figure = quotient(needed, now, "ratio")
    because = (
        f"{Names.of(case).item(statement.item)}: to close the gap of {number(gap.value)}{spread(gap)} by {month(end)} "
        f"takes {number(needed.value)} a year from {month(start)} on; the lines there were last seen to make "
        f"{number(now.value)}{spread(now)} a year."
    )
    return verdict(
        statement, figure, because, rows=[*_rows(statement), *(f"capacity: {site}" for site in sites["site"])]
    )


def stock_goal(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether stocks and what is on order reach a goal by a month: most likely by contracts, at least by stocks alone.

    The low end is the low end of what is there; the high end counts every order that has been announced. Nothing is
    taken off for aid, training and age.
    """
    when, states, names = given(statement.end), places(case, statement.about), Names.of(case)
    mine = pl.col("place").is_in(states) & (pl.col("item") == statement.item)
    stock = numbered(case.table("stocks").filter(mine), "quantity", "units")
    orders = case.table("deliveries").filter(mine)
    if not stock.basis and orders.is_empty():
        return _none(case, statement)
    firm = [status.value for status in Status if status.rank >= Status.CONTRACTED.rank]
    signed = _due(orders.filter(pl.col("status").is_in(firm)), when)
    hoped = _due(orders, when)
    basis = tuple(dict.fromkeys([*stock.basis, *hoped.basis]))
    figure = Estimate(stock.value + signed.value, stock.low, stock.high + hoped.high, "units", basis)
    because = (
        f"{names.item(statement.item)}: {number(stock.value)}{spread(stock)} are there, {number(signed.value)} more "
        "come by "
        f"{month(when)} from contracts signed, and {number(hoped.value - signed.value)} from orders that are not."
    )
    missing = held_against(statement).value - figure.value
    change = f"Contracts for {number(missing)} more would do." if missing > 0 else ""
    rows = [
        *(f"stocks: {place}, {statement.item}" for place in states),
        *(f"deliveries: {order}" for order in orders["order"]),
    ]
    return verdict(statement, figure, because, change=change, rows=rows)


def _due(orders: pl.DataFrame, when: date) -> Estimate:
    """What of orders is due by the end of a month: each is even over its months."""
    parts = [
        min(max((months_between(start, when) + 1) / (months_between(start, end) + 1), 0.0), 1.0)
        for start, end in orders.select("start", "end").iter_rows()
    ]
    weighed = orders.with_columns(pl.Series("_part", parts, dtype=pl.Float64))
    due = weighed.with_columns(pl.col(f"quantity{end}") * pl.col("_part") for end in ENDS)
    return numbered(due, "quantity", "units")
