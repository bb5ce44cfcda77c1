"""`sinews buy`: measure each lever, then build the best package for a budget; one list for each clock.

The years clock's package is measured step by step. Levers of other clocks are measured alone.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from sinews.answers.offers import offers
from sinews.answers.progress import Meter
from sinews.clocks import CLOCKS
from sinews.clocks.years import YEARS as CLOCK
from sinews.clocks.years.buy import Purchase, purchase
from sinews.clocks.years.measuring import Workers
from sinews.commands.arguments import Arguments
from sinews.commands.asking import asking, remember
from sinews.commands.measured import Tables, measured, posed, referred, shown
from sinews.data.case import Case
from sinews.data.levers import Lever, for_sale
from sinews.data.tables.years import YEARS
from sinews.errors import UsageError
from sinews.present.page import Section
from sinews.present.tables import brief_names, settled, tidy
from sinews.present.words import plain

#: Clocks whose levers stand in lists of their own.
OTHERS = tuple(
    clock for clock in CLOCKS if clock is not CLOCK and any(extra.name == "levers" for extra in clock.extras)
)


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what would buy time."""
    from sinews.clocks.years.page import buy
    from sinews.clocks.years.page.sentences import asked_of

    asked = posed(arguments, meter, ("offers", "frontier", *(clock.name for clock in OTHERS)))
    levers = on_offer(asked.scope.case)
    reference = referred(asked, arguments, meter)

    def buying(workers: Workers) -> Purchase:
        return purchase(workers, levers, arguments.budget, arguments.steps)

    bought = measured(asked, reference, arguments, "buy", buying)
    others = _others(asked.scope.case, arguments, meter)
    tables: Tables = {"offers": buy.offers(bought), "frontier": buy.frontier(bought), **others}
    options = {"budget_million_EUR": arguments.budget, "steps": arguments.steps}
    page = buy.page(bought, asked_of(asked.scope))
    whole = replace(page, sections=(*page.sections, *(_section(name, table) for name, table in others.items())))
    shown(arguments, meter, asked, options, tables, whole)
    return 0


def _others(case: Case, arguments: Arguments, meter: Meter) -> Tables:
    """Offers of the other clocks that have any, by the name of the clock. SolveError as the solver does."""
    found: Tables = {}
    for clock in OTHERS:
        if not clock.lacking(case) and for_sale(case, clock.tables):
            asked = asking(clock, case, arguments, meter)
            asked.extend(["levers"])
            remember(asked, arguments)
            found[clock.name] = offers(asked.answer, arguments.budget)
    return found


def _section(name: str, table: pl.DataFrame) -> Section:
    reading = "Each lever alone, the most for its money first; together they may earn less. Package: in this order."
    return Section(f"{plain(name)}: levers and their prices", (reading,), tidy(settled(brief_names(table)), 3))


def on_offer(case: Case) -> tuple[Lever, ...]:
    """The levers that can be bought; UsageError if there are none."""
    levers = for_sale(case, YEARS)
    if not levers:
        raise UsageError("The case has no levers with a price; add rows to the tables levers and changes.")
    return levers
